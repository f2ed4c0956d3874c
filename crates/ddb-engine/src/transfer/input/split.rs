//! Cuts an object's bytes into the texts of rows.
//!
//! JSON: lines. CSV: lines, where line ends in quotes are part of a value. Ion: structs, or lines where a text is
//! broken off by the end of one.

use std::collections::VecDeque;

use super::{InputFormat, Text};

/// Bytes that a text may have. An item has 400 KB; written as JSON, six times as many at most.
const MAX_TEXT: usize = 4 * 1024 * 1024;

/// The place in an object.
#[derive(Debug)]
pub(super) struct Splitter {
    syntax: Syntax,
    text: Vec<u8>,
    /// Whether the present text is too long, so that it is passed over.
    overlong: bool,
    gave_up: bool,
}

#[derive(Debug)]
enum Syntax {
    Lines,
    /// Whether it stands in quotes.
    Csv {
        quoted: bool,
    },
    Ion(Ion),
}

/// Where in Ion's text it stands.
#[derive(Debug, Default)]
struct Ion {
    depth: usize,
    within: Within,
    /// The last two bytes.
    last: [u8; 2],
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Within {
    #[default]
    Nothing,
    /// A text or symbol that ends with this quote, and whether the next byte is escaped.
    Quotes(u8, bool),
    /// A text in three quotes, and whether the next byte is escaped.
    Long(bool),
    LineComment,
    Comment,
}

impl Splitter {
    /// At the beginning of an object.
    pub(super) fn of(format: &InputFormat) -> Splitter {
        let syntax = match format {
            InputFormat::DynamodbJson => Syntax::Lines,
            InputFormat::Csv { .. } => Syntax::Csv { quoted: false },
            InputFormat::Ion => Syntax::Ion(Ion::default()),
        };
        Splitter { syntax, text: Vec::new(), overlong: false, gave_up: false }
    }

    /// Adds bytes; what is whole goes to `ready`.
    pub(super) fn add(&mut self, bytes: &[u8], ready: &mut VecDeque<Text>) {
        for &byte in bytes {
            if self.gave_up {
                return;
            }
            let ends = match &mut self.syntax {
                Syntax::Lines => byte == b'\n',
                Syntax::Csv { quoted } => {
                    *quoted ^= byte == b'"';
                    byte == b'\n' && (!*quoted || self.overlong)
                }
                Syntax::Ion(ion) => ion.ends(byte),
            };
            if self.text.len() < MAX_TEXT {
                self.text.push(byte);
            } else {
                self.overlong = true;
                // Where no line ends a text, nobody knows where the next one begins.
                self.gave_up = matches!(self.syntax, Syntax::Ion(_));
            }
            if ends || self.gave_up {
                self.flush(ready);
            }
        }
    }

    /// The object has ended.
    pub(super) fn end(&mut self, ready: &mut VecDeque<Text>) {
        self.flush(ready);
    }

    /// Whether the rest of the object is not to be read.
    pub(super) fn gave_up(&self) -> bool {
        self.gave_up
    }

    fn flush(&mut self, ready: &mut VecDeque<Text>) {
        let text = std::mem::take(&mut self.text);
        if std::mem::take(&mut self.overlong) {
            if let Syntax::Csv { quoted } = &mut self.syntax {
                *quoted = false;
            }
            ready.push_back(Err(format!("a record has more than {MAX_TEXT} bytes")));
            return;
        }
        match String::from_utf8(text) {
            Ok(text) if text.trim().is_empty() || text.trim() == "$ion_1_0" => {}
            Ok(text) => ready.push_back(Ok(text)),
            Err(_) => ready.push_back(Err("a record is not UTF-8".to_owned())),
        }
    }
}

impl Ion {
    /// Whether a byte ends a text.
    fn ends(&mut self, byte: u8) -> bool {
        let last = self.last;
        self.last = [last[1], byte];
        match self.within {
            Within::Nothing => return self.plain(byte, last),
            Within::Quotes(_, true) => self.within = self.unescaped(),
            Within::Long(true) => self.within = Within::Long(false),
            Within::Quotes(quote, false) => match byte {
                b'\\' => self.within = Within::Quotes(quote, true),
                // Two quotes that enclose nothing may be the first two of three.
                b'\'' if quote == b'\'' && last[1] == b'\'' && last[0] != b'\'' => {
                    self.within = Within::Nothing;
                    self.last = [b'\'', b'\''];
                }
                _ if byte == quote => self.within = Within::Nothing,
                b'\n' => {
                    // Broken off: what follows begins anew.
                    *self = Ion::default();
                    return true;
                }
                _ => {}
            },
            Within::Long(false) => match byte {
                b'\\' => self.within = Within::Long(true),
                b'\'' if last == [b'\'', b'\''] => {
                    self.within = Within::Nothing;
                    self.last = [0, 0];
                }
                _ => {}
            },
            Within::LineComment if byte == b'\n' => self.within = Within::Nothing,
            Within::Comment if byte == b'/' && last[1] == b'*' => self.within = Within::Nothing,
            Within::LineComment | Within::Comment => {}
        }
        false
    }

    fn unescaped(&self) -> Within {
        match self.within {
            Within::Quotes(quote, _) => Within::Quotes(quote, false),
            within => within,
        }
    }

    fn plain(&mut self, byte: u8, last: [u8; 2]) -> bool {
        match byte {
            b'"' => self.within = Within::Quotes(b'"', false),
            b'\'' if last == [b'\'', b'\''] => {
                self.within = Within::Long(false);
                self.last = [0, 0];
            }
            b'\'' => self.within = Within::Quotes(b'\'', false),
            b'/' if last[1] == b'/' => self.within = Within::LineComment,
            b'*' if last[1] == b'/' => self.within = Within::Comment,
            b'{' | b'[' => self.depth += 1,
            b'}' | b']' => {
                self.depth = self.depth.saturating_sub(1);
                return self.depth == 0;
            }
            _ => {}
        }
        false
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn split(format: &InputFormat, text: &str) -> Vec<String> {
        let mut splitter = Splitter::of(format);
        let mut ready = VecDeque::new();
        splitter.add(text.as_bytes(), &mut ready);
        splitter.end(&mut ready);
        ready.into_iter().map(|text| text.unwrap().trim().to_owned()).collect()
    }

    #[test]
    fn lines_and_quoted_lines() {
        assert_eq!(split(&InputFormat::DynamodbJson, "a\n\r\n b\r\nc"), ["a", "b", "c"]);
        let csv = InputFormat::Csv { delimiter: ',', headers: None };
        assert_eq!(split(&csv, "a,\"b\nc\"\"\n\"\nd"), ["a,\"b\nc\"\"\n\"", "d"]);
    }

    /// <https://amazon-ion.github.io/ion-docs/docs/spec.html>
    #[test]
    fn structs_of_ion() {
        for (text, expected) in [
            ("$ion_1_0 {a:1}\n$ion_1_0 {a:2}", vec!["$ion_1_0 {a:1}", "$ion_1_0 {a:2}"]),
            ("{a:{b:[{c:1}]}}{a:\n2}", vec!["{a:{b:[{c:1}]}}", "{a:\n2}"]),
            (r#"{a:"}{\"}"} {'}':1}"#, vec![r#"{a:"}{\"}"}"#, "{'}':1}"]),
            ("{a:'''}\n'}''' '''}'''} {b:''}", vec!["{a:'''}\n'}''' '''}'''}", "{b:''}"]),
            ("{a:1 // }\n} {/* } */ b:2}", vec!["{a:1 // }\n}", "{/* } */ b:2}"]),
            ("{a:{{ AA== }}} {b:1}", vec!["{a:{{ AA== }}}", "{b:1}"]),
            ("{a:\"open\n{b:1}", vec!["{a:\"open", "{b:1}"]),
            ("{a:'' , b:'x}'} {c:1}", vec!["{a:'' , b:'x}'}", "{c:1}"]),
            ("$ion_1_0\n", vec![]),
            ("{a:1", vec!["{a:1"]),
        ] {
            assert_eq!(split(&InputFormat::Ion, text), expected, "{text}");
        }
    }
}
