//! Items from Ion text. Any nesting ends at a depth; nothing here panics on any bytes.

use std::collections::BTreeSet;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use bytes::Bytes;
use ddb_expr::number::Number;
use ddb_expr::value::{Item, MAX_DEPTH, Value};

/// Text that is not Ion, or not a value that DynamoDB has; what is wrong with it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::transfer) struct Malformed(pub(in crate::transfer) String);

type Result<T> = std::result::Result<T, Malformed>;

fn malformed<T>(what: impl Into<String>) -> Result<T> {
    Err(Malformed(what.into()))
}

/// The value of a text that holds one value, version markers aside.
pub(super) fn value_from(text: &str) -> Result<Value> {
    let mut reader = IonReader { rest: text };
    reader.markers()?;
    let value = reader.value(0)?;
    reader.space()?;
    if reader.rest.is_empty() { Ok(value) } else { malformed("something follows the value") }
}

/// The item in the field `Item` of a struct, and the other fields.
pub(crate) fn item_in(text: &str) -> Result<(Item, Item)> {
    let Value::M(mut record) = value_from(text)? else { return malformed("not a struct") };
    match record.remove("Item") {
        Some(Value::M(item)) => Ok((item, record)),
        _ => malformed("no field Item with a struct"),
    }
}

struct IonReader<'a> {
    rest: &'a str,
}

/// A bare or quoted word.
enum Word {
    Symbol(String),
    /// In single quotes, so never a keyword.
    Quoted(String),
}

impl Word {
    fn text(self) -> String {
        match self {
            Word::Symbol(text) | Word::Quoted(text) => text,
        }
    }
}

fn is_symbol(c: char) -> bool {
    c.is_ascii_alphanumeric() || c == '_' || c == '$'
}

impl<'a> IonReader<'a> {
    fn take(&mut self, token: &str) -> bool {
        match self.rest.strip_prefix(token) {
            Some(rest) => {
                self.rest = rest;
                true
            }
            None => false,
        }
    }

    fn expect(&mut self, token: &str) -> Result<()> {
        self.space()?;
        if self.take(token) { Ok(()) } else { malformed(format!("'{token}' expected")) }
    }

    fn peek(&self) -> Option<char> {
        self.rest.chars().next()
    }

    /// Passes over white space and comments.
    fn space(&mut self) -> Result<()> {
        loop {
            self.rest = self.rest.trim_start();
            if self.take("//") {
                self.rest = self.rest.split_once(['\n', '\r']).map_or("", |(_, rest)| rest);
            } else if self.take("/*") {
                let Some((_, rest)) = self.rest.split_once("*/") else { return malformed("open comment") };
                self.rest = rest;
            } else {
                return Ok(());
            }
        }
    }

    /// Passes over `$ion_1_0`.
    fn markers(&mut self) -> Result<()> {
        self.space()?;
        while let Some(rest) = self.rest.strip_prefix("$ion_1_0") {
            if rest.starts_with(is_symbol) {
                break;
            }
            self.rest = rest;
            self.space()?;
        }
        Ok(())
    }

    fn value(&mut self, depth: usize) -> Result<Value> {
        if depth > MAX_DEPTH + 1 {
            return malformed("nested too deeply");
        }
        let mut annotation = None;
        loop {
            self.space()?;
            let word = if self.rest.starts_with("'''") { None } else { self.word()? };
            let Some(word) = word else {
                let value = self.plain(depth)?;
                return annotated(annotation.as_deref(), value);
            };
            self.space()?;
            if self.take("::") {
                annotation = Some(word.text());
                continue;
            }
            let value = match word {
                Word::Symbol(word) => self.keyword(&word)?,
                Word::Quoted(text) => Value::S(text),
            };
            return annotated(annotation.as_deref(), value);
        }
    }

    fn plain(&mut self, depth: usize) -> Result<Value> {
        match self.peek() {
            Some('"') => Ok(Value::S(self.quoted('"')?)),
            Some('\'') => self.long_text(),
            Some('{') if self.rest.starts_with("{{") => self.lob(),
            Some('{') => self.structure(depth).map(Value::M),
            Some('[') => self.list(depth).map(Value::L),
            Some('-' | '+' | '0'..='9') => self.number(),
            Some(other) => malformed(format!("'{other}' begins no value")),
            None => malformed("nothing there"),
        }
    }

    /// A symbol, if one is next.
    fn word(&mut self) -> Result<Option<Word>> {
        match self.peek() {
            Some('\'') => Ok(Some(Word::Quoted(self.quoted('\'')?))),
            Some(c) if is_symbol(c) && !c.is_ascii_digit() => {
                let end = self.rest.find(|c| !is_symbol(c)).unwrap_or(self.rest.len());
                let (word, rest) = self.rest.split_at(end);
                self.rest = rest;
                Ok(Some(Word::Symbol(word.to_owned())))
            }
            _ => Ok(None),
        }
    }

    fn keyword(&mut self, word: &str) -> Result<Value> {
        match word {
            "true" => Ok(Value::Bool(true)),
            "false" => Ok(Value::Bool(false)),
            "null" => {
                // A typed null is a null, too.
                if self.take(".") {
                    self.word()?;
                }
                Ok(Value::Null)
            }
            "nan" => malformed("nan is no number of DynamoDB's"),
            _ => Ok(Value::S(word.to_owned())),
        }
    }

    fn structure(&mut self, depth: usize) -> Result<Item> {
        self.expect("{")?;
        let mut item = Item::new();
        loop {
            self.space()?;
            if self.take("}") {
                return Ok(item);
            }
            let name = match self.peek() {
                Some('"') => self.quoted('"')?,
                _ => self.word()?.ok_or_else(|| Malformed("a field's name expected".to_owned()))?.text(),
            };
            self.expect(":")?;
            let value = self.value(depth + 1)?;
            if item.insert(name.as_str(), value).is_some() {
                return malformed(format!("the field {name} is there twice"));
            }
            self.space()?;
            if !self.take(",") {
                self.expect("}")?;
                return Ok(item);
            }
        }
    }

    fn list(&mut self, depth: usize) -> Result<Vec<Value>> {
        self.expect("[")?;
        let mut list = Vec::new();
        loop {
            self.space()?;
            if self.take("]") {
                return Ok(list);
            }
            list.push(self.value(depth + 1)?);
            self.space()?;
            if !self.take(",") {
                self.expect("]")?;
                return Ok(list);
            }
        }
    }

    /// `{{ base64 }}`, or a text of bytes, `{{ "text" }}`.
    fn lob(&mut self) -> Result<Value> {
        self.expect("{{")?;
        self.rest = self.rest.trim_start();
        let bytes = if self.peek() == Some('"') {
            self.quoted('"')?.chars().map(|c| u8::try_from(u32::from(c)).ok()).collect::<Option<Vec<u8>>>()
        } else {
            let Some(end) = self.rest.find('}') else { return malformed("open blob") };
            let (text, rest) = self.rest.split_at(end);
            self.rest = rest;
            let digits: String = text.chars().filter(|c| !c.is_whitespace()).collect();
            STANDARD.decode(digits).ok()
        };
        self.rest = self.rest.trim_start();
        if !self.take("}}") {
            return malformed("'}}' expected");
        }
        bytes.map(|bytes| Value::B(bytes.into())).ok_or_else(|| Malformed("not base64".to_owned()))
    }

    fn number(&mut self) -> Result<Value> {
        let is_part = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '+' | '_');
        let end = self.rest.find(|c| !is_part(c)).unwrap_or(self.rest.len());
        let (text, rest) = self.rest.split_at(end);
        self.rest = rest;
        let digits = text.replace('_', "").replace(['d', 'D'], "e");
        // A decimal may end in its point: `103.`, `103.e2`.
        let digits = digits.replace(".e", "e");
        let digits = digits.strip_suffix('.').unwrap_or(&digits);
        let number = Number::parse(digits);
        number.map(Value::N).map_err(|_| Malformed(format!("{text} is no number of DynamoDB's")))
    }

    /// `'''one''' '''two'''`: parts of one text.
    fn long_text(&mut self) -> Result<Value> {
        let mut text = String::new();
        let mut parts = 0;
        while self.take("'''") {
            parts += 1;
            while !self.take("'''") {
                self.character(&mut text)?;
            }
            self.space()?;
        }
        if parts > 0 { Ok(Value::S(text)) } else { malformed("a text expected") }
    }

    fn quoted(&mut self, quote: char) -> Result<String> {
        let mut text = String::new();
        let mut chars = self.rest.chars();
        chars.next();
        self.rest = chars.as_str();
        loop {
            if self.peek() == Some(quote) {
                let mut chars = self.rest.chars();
                chars.next();
                self.rest = chars.as_str();
                return Ok(text);
            }
            self.character(&mut text)?;
        }
    }

    /// One character of a text, or what an escape stands for.
    fn character(&mut self, text: &mut String) -> Result<()> {
        let mut chars = self.rest.chars();
        let Some(c) = chars.next() else { return malformed("open text") };
        self.rest = chars.as_str();
        if c != '\\' {
            text.push(c);
            return Ok(());
        }
        let Some(escape) = chars.next() else { return malformed("open escape") };
        self.rest = chars.as_str();
        let plain = match escape {
            'n' => '\n',
            'r' => '\r',
            't' => '\t',
            'a' => '\u{7}',
            'b' => '\u{8}',
            'f' => '\u{c}',
            'v' => '\u{b}',
            '0' => '\0',
            '/' | '\\' | '"' | '\'' | '?' => escape,
            '\n' => return Ok(()),
            'x' => self.code(2)?,
            'u' => self.utf16()?,
            'U' => self.code(8)?,
            other => return malformed(format!("no such escape: \\{other}")),
        };
        text.push(plain);
        Ok(())
    }

    fn hex(&mut self, digits: usize) -> Result<u32> {
        let code = self.rest.get(..digits).and_then(|text| u32::from_str_radix(text, 16).ok());
        self.rest = self.rest.get(digits..).unwrap_or_default();
        code.ok_or_else(|| Malformed("hexadecimal digits expected".to_owned()))
    }

    fn code(&mut self, digits: usize) -> Result<char> {
        let code = self.hex(digits)?;
        char::from_u32(code).ok_or_else(|| Malformed(format!("no such character: {code:x}")))
    }

    /// `\uXXXX`, or two of them that stand for one character.
    fn utf16(&mut self) -> Result<char> {
        let high = self.hex(4)?;
        if !(0xd800..0xdc00).contains(&high) {
            return char::from_u32(high).ok_or_else(|| Malformed("half a character".to_owned()));
        }
        if !self.take("\\u") {
            return malformed("half a character");
        }
        let low = self.hex(4)?;
        let code = 0x10000 + ((high - 0xd800) << 10) + (low.wrapping_sub(0xdc00) & 0x3ff);
        let is_low = (0xdc00..0xe000).contains(&low);
        char::from_u32(code).filter(|_| is_low).ok_or_else(|| Malformed("half a character".to_owned()))
    }
}

/// A list that is annotated as a set is one.
fn annotated(annotation: Option<&str>, value: Value) -> Result<Value> {
    let Some(annotation) = annotation.and_then(|text| text.strip_prefix("$dynamodb_")) else {
        return Ok(value);
    };
    let Value::L(elements) = value else { return malformed("a set is no list") };
    let count = elements.len();
    let set = match annotation {
        "SS" => elements
            .into_iter()
            .map(|value| if let Value::S(text) = value { Some(text) } else { None })
            .collect::<Option<BTreeSet<String>>>()
            .map(|set| (set.len(), Value::Ss(set))),
        "NS" => elements
            .into_iter()
            .map(|value| if let Value::N(number) = value { Some(number) } else { None })
            .collect::<Option<BTreeSet<Number>>>()
            .map(|set| (set.len(), Value::Ns(set))),
        "BS" => elements
            .into_iter()
            .map(|value| if let Value::B(bytes) = value { Some(bytes) } else { None })
            .collect::<Option<BTreeSet<Bytes>>>()
            .map(|set| (set.len(), Value::Bs(set))),
        _ => None,
    };
    match set {
        Some((distinct, set)) if distinct == count && count > 0 => Ok(set),
        _ => malformed(format!("not a set of {annotation}")),
    }
}

#[cfg(test)]
mod tests;
