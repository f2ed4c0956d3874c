//! What tokens are made of: space, words, numbers, texts.

use super::{Tokens, described};
use crate::error::Fault;

/// Letters of a word that is no token, in the error that says so.
const MAX_WORD: usize = 256;

impl<'a> Tokens<'a> {
    pub(super) fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    fn rest(&self) -> &'a str {
        self.text.get(self.at..).unwrap_or_default()
    }

    /// Takes the next character.
    fn take(&mut self) -> Option<char> {
        let char = self.peek()?;
        self.at += char.len_utf8();
        Some(char)
    }

    /// What was taken since `start`.
    fn since(&self, start: usize) -> &'a str {
        self.text.get(start..self.at).unwrap_or_default()
    }

    pub(super) fn skip_space(&mut self) -> Result<(), Fault> {
        while let Some(char) = self.peek() {
            match char {
                ' ' | '\t' | '\n' | '\r' => self.at += 1,
                '\0'..' ' => {
                    let what = format!(
                        "Illegal character ({}): only regular white space (\\r, \\n, \\t) is allowed between tokens",
                        described(char)
                    );
                    return Err(self.syntax(&what, self.at));
                }
                '/' => {
                    let what = ": maybe a (non-standard) comment? (not recognized as one since Feature \
                                'ALLOW_COMMENTS' not enabled for parser)";
                    return Err(self.unexpected(char, what));
                }
                _ => break,
            }
        }
        Ok(())
    }

    /// Letters and digits from here on, as Java has identifiers, the first [`MAX_WORD`] of them.
    pub(super) fn word(&mut self) -> &'a str {
        let start = self.at;
        let mut letters = 0;
        while letters < MAX_WORD
            && self.peek().is_some_and(|char| char.is_alphanumeric() || matches!(char, '_' | '$'))
        {
            self.take();
            letters += 1;
        }
        self.since(start)
    }

    pub(super) fn number(&mut self) -> Result<&'a str, Fault> {
        let start = self.at;
        if self.peek() == Some('-') {
            self.at += 1;
            self.digit_here("expected digit (0-9) to follow minus sign, for valid numeric value")?;
        }
        if self.rest().starts_with('0')
            && self.rest().chars().nth(1).is_some_and(|char| char.is_ascii_digit())
        {
            return Err(self.syntax("Invalid numeric value: Leading zeroes not allowed", self.at));
        }
        self.digits();
        if self.peek() == Some('.') {
            self.at += 1;
            self.digit_here("Decimal point not followed by a digit")?;
            self.digits();
        }
        if matches!(self.peek(), Some('e' | 'E')) {
            self.at += 1;
            if matches!(self.peek(), Some('+' | '-')) {
                self.at += 1;
            }
            self.digit_here("Exponent indicator not followed by a digit")?;
            self.digits();
        }
        Ok(self.since(start))
    }

    fn digits(&mut self) {
        while self.peek().is_some_and(|char| char.is_ascii_digit()) {
            self.at += 1;
        }
    }

    fn digit_here(&self, what: &str) -> Result<(), Fault> {
        match self.peek() {
            Some('0'..='9') => Ok(()),
            Some(char) => Err(self.unexpected(char, &format!(" in numeric value: {what}"))),
            None => Err(self.syntax("Unexpected end-of-input in a Number value", self.at)),
        }
    }

    /// A text from behind its opening quote to behind its closing one. `unfinished` ends the error if there is none.
    pub(super) fn string(&mut self, unfinished: &str) -> Result<String, Fault> {
        let mut text = String::new();
        loop {
            let at = self.at;
            match self.take() {
                Some('"') => return Ok(text),
                Some('\\') => text.push(self.escape()?),
                Some(char @ '\0'..' ') => {
                    let what = format!(
                        "Illegal unquoted character ({}): has to be escaped using backslash to be included in string value",
                        described(char)
                    );
                    return Err(self.syntax(&what, at));
                }
                Some(char) => text.push(char),
                None => {
                    return Err(self.syntax(&format!("Unexpected end-of-input{unfinished}"), self.at));
                }
            }
        }
    }

    fn escape(&mut self) -> Result<char, Fault> {
        let at = self.at;
        Ok(match self.take() {
            Some(char @ ('"' | '\\' | '/')) => char,
            Some('b') => '\u{8}',
            Some('f') => '\u{c}',
            Some('n') => '\n',
            Some('r') => '\r',
            Some('t') => '\t',
            Some('u') => return self.unicode(),
            Some(char) => {
                return Err(self.syntax(&format!("Unrecognized character escape {}", described(char)), at));
            }
            None => return Err(self.syntax("Unexpected end-of-input in character escape sequence", at)),
        })
    }

    /// Behind `\u`. Half a surrogate pair is no character here; it becomes the replacement character.
    fn unicode(&mut self) -> Result<char, Fault> {
        let high = self.hex()?;
        if !(0xd800..0xdc00).contains(&high) || !self.rest().starts_with("\\u") {
            return Ok(char::from_u32(high).unwrap_or(char::REPLACEMENT_CHARACTER));
        }
        let before = self.at;
        self.at += 2;
        let low = self.hex()?;
        if !(0xdc00..0xe000).contains(&low) {
            self.at = before;
            return Ok(char::REPLACEMENT_CHARACTER);
        }
        let code = 0x10000 + ((high - 0xd800) << 10) + (low - 0xdc00);
        Ok(char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER))
    }

    fn hex(&mut self) -> Result<u32, Fault> {
        let mut code = 0;
        for _ in 0..4 {
            match self.peek() {
                Some(char) => {
                    let what = ": expected a hex-digit for character escape sequence";
                    let digit = char.to_digit(16).ok_or_else(|| self.unexpected(char, what))?;
                    code = code * 16 + digit;
                    self.at += 1;
                }
                None => {
                    return Err(self.syntax("Unexpected end-of-input in character escape sequence", self.at));
                }
            }
        }
        Ok(code)
    }
}
