//! A reader over the text of a request. It keeps no tree: the caller asks for what it expects, and can take any
//! value as the slice of text that it is.

use std::borrow::Cow;

/// How deep a request may nest before it is refused as malformed. AWS's own limit of 32 levels for DynamoDB's
/// values is judged by `ddb_expr`, far below this.
const MAX_DEPTH: usize = 512;

/// The text is not JSON.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Malformed;

/// What kind of value comes next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Token {
    /// `null`
    Null,
    /// `true`
    True,
    /// `false`
    False,
    /// A number.
    Number,
    /// A text.
    Text,
    /// `[`
    Array,
    /// `{`
    Object,
}

/// The place in a text up to which it has been read.
#[derive(Clone, Copy, Debug)]
pub struct Reader<'a> {
    text: &'a str,
    at: usize,
}

type Result<T> = std::result::Result<T, Malformed>;

impl<'a> Reader<'a> {
    /// At the beginning of a text.
    pub fn new(text: &'a str) -> Reader<'a> {
        Reader { text, at: 0 }
    }

    /// What has not been read yet.
    pub fn rest(&self) -> &'a str {
        self.text.get(self.at..).unwrap_or_default()
    }

    /// Steps to where only `rest` is left, the end of what was left so far: for what another reader has read.
    pub fn leave(&mut self, rest: &str) {
        self.at = self.text.len().saturating_sub(rest.len()).max(self.at);
    }

    fn byte(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    /// The next byte that is not white space, not consumed.
    fn peek_byte(&mut self) -> Option<u8> {
        while matches!(self.byte(), Some(b' ' | b'\t' | b'\n' | b'\r')) {
            self.at += 1;
        }
        self.byte()
    }

    fn expect(&mut self, wanted: u8) -> Result<()> {
        if self.peek_byte() != Some(wanted) {
            return Err(Malformed);
        }
        self.at += 1;
        Ok(())
    }

    /// What comes next.
    pub fn peek(&mut self) -> Result<Token> {
        Ok(match self.peek_byte().ok_or(Malformed)? {
            b'n' => Token::Null,
            b't' => Token::True,
            b'f' => Token::False,
            b'"' => Token::Text,
            b'[' => Token::Array,
            b'{' => Token::Object,
            b'-' | b'0'..=b'9' => Token::Number,
            _ => return Err(Malformed),
        })
    }

    /// How far it has been read: `line 1 column 17`, both counted from 1.
    pub fn place(&self) -> String {
        let read = self.text.as_bytes().get(..self.at).unwrap_or_default();
        let line = read.iter().filter(|byte| **byte == b'\n').count() + 1;
        let column = read.iter().rev().take_while(|byte| **byte != b'\n').count();
        format!("line {line} column {column}")
    }

    /// Nothing may follow.
    pub fn end(mut self) -> Result<()> {
        if self.peek_byte().is_some() { Err(Malformed) } else { Ok(()) }
    }

    /// Consumes `null`, `true` or `false`.
    pub fn word(&mut self) -> Result<()> {
        let word = match self.peek()? {
            Token::Null => "null",
            Token::True => "true",
            Token::False => "false",
            _ => return Err(Malformed),
        };
        if !self.text.get(self.at..).is_some_and(|rest| rest.starts_with(word)) {
            return Err(Malformed);
        }
        self.at += word.len();
        Ok(())
    }

    /// Consumes a number and gives its text.
    pub fn number(&mut self) -> Result<&'a str> {
        self.peek_byte();
        let start = self.at;
        if self.byte() == Some(b'-') {
            self.at += 1;
        }
        match self.byte() {
            Some(b'0') => self.at += 1,
            _ => self.digits()?,
        }
        if self.byte() == Some(b'.') {
            self.at += 1;
            self.digits()?;
        }
        if matches!(self.byte(), Some(b'e' | b'E')) {
            self.at += 1;
            if matches!(self.byte(), Some(b'+' | b'-')) {
                self.at += 1;
            }
            self.digits()?;
        }
        self.text.get(start..self.at).ok_or(Malformed)
    }

    fn digits(&mut self) -> Result<()> {
        let start = self.at;
        while matches!(self.byte(), Some(b'0'..=b'9')) {
            self.at += 1;
        }
        if self.at == start { Err(Malformed) } else { Ok(()) }
    }

    /// Consumes a string. Borrowed where it has no escapes.
    pub fn string(&mut self) -> Result<Cow<'a, str>> {
        let (inner, is_escaped) = self.raw_string()?;
        if is_escaped { unescape(inner).map(Cow::Owned) } else { Ok(Cow::Borrowed(inner)) }
    }

    /// Consumes a string and gives what stands between its quotes, escapes and all, and whether there are any.
    fn raw_string(&mut self) -> Result<(&'a str, bool)> {
        self.expect(b'"')?;
        let start = self.at;
        let mut is_escaped = false;
        let bytes = self.text.as_bytes().get(start..).unwrap_or_default();
        // Without a branch for each byte the compiler takes several at once.
        let ends = |byte: u8| byte < 0x20 || byte == b'"' || byte == b'\\';
        let is_inside = |chunk: &&[u8; 16]| !chunk.iter().fold(false, |any, byte| any | ends(*byte));
        let inside = bytes.as_chunks::<16>().0.iter().take_while(is_inside).count() * 16;
        let mut bytes = bytes.get(inside..).unwrap_or_default().iter();
        loop {
            match bytes.next().ok_or(Malformed)? {
                b'"' => break,
                b'\\' => {
                    is_escaped = true;
                    bytes.next();
                }
                0..=0x1f => return Err(Malformed),
                _ => {}
            }
        }
        self.at = self.text.len() - bytes.len();
        let inner = self.text.get(start..self.at - 1).ok_or(Malformed)?;
        Ok((inner, is_escaped))
    }

    /// Consumes any value and gives its text. Does not recurse, so that no nesting can exhaust the stack.
    pub fn value(&mut self) -> Result<&'a str> {
        self.peek_byte();
        let start = self.at;
        let mut open: Vec<u8> = Vec::new();
        loop {
            match self.peek()? {
                Token::Null | Token::True | Token::False => self.word()?,
                Token::Number => drop(self.number()?),
                Token::Text => drop(self.raw_string()?),
                Token::Array => {
                    self.at += 1;
                    if self.peek_byte() != Some(b']') {
                        open.push(b']');
                        if open.len() > MAX_DEPTH {
                            return Err(Malformed);
                        }
                        continue;
                    }
                    self.at += 1;
                }
                Token::Object => {
                    self.at += 1;
                    if self.peek_byte() != Some(b'}') {
                        open.push(b'}');
                        if open.len() > MAX_DEPTH {
                            return Err(Malformed);
                        }
                        self.key()?;
                        continue;
                    }
                    self.at += 1;
                }
            }
            if self.close(&mut open)? {
                return self.text.get(start..self.at).ok_or(Malformed);
            }
        }
    }

    /// Behind a value: consumes what ends, up to the next value. True when all that was open is closed.
    fn close(&mut self, open: &mut Vec<u8>) -> Result<bool> {
        while let Some(&closing) = open.last() {
            match self.peek_byte() {
                Some(b',') => {
                    self.at += 1;
                    if closing == b'}' {
                        self.key()?;
                    }
                    return Ok(false);
                }
                Some(byte) if byte == closing => {
                    self.at += 1;
                    open.pop();
                }
                _ => return Err(Malformed),
            }
        }
        Ok(true)
    }

    fn key(&mut self) -> Result<()> {
        self.raw_string()?;
        self.expect(b':')
    }

    /// Consumes an object: `visit` is called behind each key and must consume the value.
    pub fn object<E: From<Malformed>>(
        &mut self,
        mut visit: impl FnMut(Cow<'a, str>, &mut Reader<'a>) -> std::result::Result<(), E>,
    ) -> std::result::Result<(), E> {
        self.expect(b'{')?;
        if self.peek_byte() == Some(b'}') {
            self.at += 1;
            return Ok(());
        }
        loop {
            let key = self.string()?;
            self.expect(b':')?;
            visit(key, self)?;
            match self.peek_byte() {
                Some(b',') => self.at += 1,
                Some(b'}') => {
                    self.at += 1;
                    return Ok(());
                }
                _ => return Err(Malformed.into()),
            }
        }
    }

    /// Consumes an array: `visit` is called before each value and must consume it.
    pub fn array<E: From<Malformed>>(
        &mut self,
        mut visit: impl FnMut(&mut Reader<'a>) -> std::result::Result<(), E>,
    ) -> std::result::Result<(), E> {
        self.expect(b'[')?;
        if self.peek_byte() == Some(b']') {
            self.at += 1;
            return Ok(());
        }
        loop {
            visit(self)?;
            match self.peek_byte() {
                Some(b',') => self.at += 1,
                Some(b']') => {
                    self.at += 1;
                    return Ok(());
                }
                _ => return Err(Malformed.into()),
            }
        }
    }
}

/// Resolves escapes. A surrogate without its other half becomes U+FFFD, as Java's encoder would replace it.
fn unescape(inner: &str) -> Result<String> {
    let mut out = String::with_capacity(inner.len());
    let mut chars = inner.chars();
    let mut high: Option<u32> = None;
    while let Some(c) = chars.next() {
        if c != '\\' {
            if high.take().is_some() {
                out.push(char::REPLACEMENT_CHARACTER);
            }
            out.push(c);
            continue;
        }
        let escape = chars.next().ok_or(Malformed)?;
        if escape != 'u' && high.take().is_some() {
            out.push(char::REPLACEMENT_CHARACTER);
        }
        match escape {
            '"' | '\\' | '/' => out.push(escape),
            'b' => out.push('\u{8}'),
            'f' => out.push('\u{c}'),
            'n' => out.push('\n'),
            'r' => out.push('\r'),
            't' => out.push('\t'),
            'u' => {
                let digits = chars.as_str().get(..4).ok_or(Malformed)?;
                let unit = u32::from_str_radix(digits, 16).map_err(|_| Malformed)?;
                if digits.starts_with('+') {
                    return Err(Malformed);
                }
                chars = chars.as_str().get(4..).ok_or(Malformed)?.chars();
                push_unit(&mut out, &mut high, unit);
            }
            _ => return Err(Malformed),
        }
    }
    if high.is_some() {
        out.push(char::REPLACEMENT_CHARACTER);
    }
    Ok(out)
}

/// Adds one UTF-16 unit, keeping the first half of a pair back in `high` until its second half is there.
fn push_unit(out: &mut String, high: &mut Option<u32>, unit: u32) {
    if let Some(first) = high.take() {
        if (0xdc00..0xe000).contains(&unit) {
            let code = 0x10000 + ((first - 0xd800) << 10) + (unit - 0xdc00);
            out.push(char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER));
            return;
        }
        out.push(char::REPLACEMENT_CHARACTER);
    }
    if (0xd800..0xdc00).contains(&unit) {
        *high = Some(unit);
    } else {
        out.push(char::from_u32(unit).unwrap_or(char::REPLACEMENT_CHARACTER));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_is_taken_as_its_text_or_refused() {
        // RFC 8259.
        for text in [
            "null",
            "true",
            "-0.5e+3",
            "\"a\\\"b\"",
            "[]",
            "{}",
            "[1,[2,{\"a\":[]}]]",
            "{\"a\":{\"b\":1},\"c\":2}",
        ] {
            let padded = format!(" {text} ");
            let mut reader = Reader::new(&padded);
            assert_eq!(reader.value(), Ok(text));
            assert_eq!(reader.end(), Ok(()));
        }
        for text in
            ["", "nul", "01x", "[1,]", "{\"a\"}", "{a:1}", "[1 2]", "\"a", "1.", "-", "{\"a\":1]", "\"a\nb\""]
        {
            let mut reader = Reader::new(text);
            let taken = reader.value();
            assert!(taken.is_err() || reader.end().is_err(), "{text}");
        }
        let deep = "[".repeat(1_000_000);
        assert_eq!(Reader::new(&deep).value(), Err(Malformed));
    }

    #[test]
    fn escapes_are_resolved() {
        let check = |text: &str, expected: &str| {
            assert_eq!(Reader::new(text).string().unwrap(), expected, "{text}");
        };
        check(r#""a\n\"\\\/\u0041""#, "a\n\"\\/A");
        check(r#""\ud83d\ude00""#, "😀");
        check(r#""\ud83dx""#, "\u{fffd}x");
        check(r#""\ude00""#, "\u{fffd}");
        assert_eq!(Reader::new(r#""\u+123""#).string(), Err(Malformed));
        assert_eq!(Reader::new(r#""\x""#).string(), Err(Malformed));
    }
}
