//! Values of JSON, one behind the other.

use std::fmt;

use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};

use crate::asked::ScanRange;
use crate::error::{Code, Result, refuse};
use crate::records::{Scanned, Waiting};
use crate::value::Value;

/// The longest value in bytes of an object that is one document. AWS names no limit; a value in memory takes some ten times as much.
const MAX_DOCUMENT: usize = 4 << 20;

/// Makes values of bytes.
#[derive(Debug)]
pub(crate) struct JsonReader {
    waiting: Waiting,
    scanned: Scanned,
    max: usize,
    look: Look,
}

/// How far the value that has begun has been looked at.
#[derive(Clone, Copy, Debug, Default)]
struct Look {
    len: usize,
    depth: usize,
    is_in_text: bool,
    is_escaped: bool,
}

impl JsonReader {
    pub(crate) fn new(max: usize, range: Option<ScanRange>) -> JsonReader {
        let first = range.map_or(0, |range| range.start.saturating_sub(1));
        JsonReader { waiting: Waiting::at(first), scanned: Scanned::of(range), max, look: Look::default() }
    }

    pub(crate) fn of_documents() -> JsonReader {
        JsonReader::new(MAX_DOCUMENT, None)
    }

    pub(crate) fn push(&mut self, bytes: &[u8]) {
        self.waiting.push(bytes);
    }

    pub(crate) fn is_behind_range(&self) -> bool {
        !self.scanned.is_amid && self.waiting.offset >= self.scanned.end
    }

    pub(crate) fn next(&mut self, is_last: bool) -> Result<Option<Value>> {
        if self.scanned.is_amid {
            let line = self.waiting.rest().iter().position(|&byte| byte == b'\n');
            self.waiting.skip(line.map_or(self.waiting.rest().len(), |line| line + 1));
            self.scanned.is_amid = line.is_none();
        }
        if !self.waiting.skip_byte_order_mark(is_last) {
            return Ok(None);
        }
        if self.look.len == 0 {
            self.skip_blank();
        }
        if self.scanned.is_amid || self.is_behind_range() || self.waiting.rest().is_empty() {
            return Ok(None);
        }
        let Some(len) = self.end(is_last)? else { return Ok(None) };
        self.look = Look::default();
        let value = read(self.waiting.rest().get(..len).unwrap_or_default());
        self.waiting.skip(len);
        value.map(Some)
    }

    fn skip_blank(&mut self) {
        let blank = self.waiting.rest().iter().take_while(|byte| byte.is_ascii_whitespace()).count();
        self.waiting.skip(blank);
    }

    /// The length of the value that begins here, if its end is there.
    fn end(&mut self, is_last: bool) -> Result<Option<usize>> {
        let rest = self.waiting.rest();
        let is_nested = matches!(rest.first(), Some(b'{' | b'[' | b'"'));
        for &byte in rest.iter().skip(self.look.len) {
            let ends_here = self.look.see(byte, is_nested);
            if ends_here {
                // What stands behind a number is not of it.
                return Ok(Some(if is_nested { self.look.len } else { self.look.len - 1 }));
            }
            if self.look.len > self.max {
                return refuse(Code::OverMaxRecordSize);
            }
        }
        match (is_last, is_nested) {
            (false, _) => Ok(None),
            (true, false) => Ok(Some(rest.len())),
            (true, true) => refuse(Code::JsonParsingError),
        }
    }
}

impl Look {
    /// Whether the value ends with this byte, or before it if it is neither an object, nor a list, nor a text.
    fn see(&mut self, byte: u8, is_nested: bool) -> bool {
        self.len += 1;
        if !is_nested {
            return byte.is_ascii_whitespace() || matches!(byte, b'{' | b'[' | b'"');
        }
        if self.is_in_text {
            match byte {
                _ if self.is_escaped => self.is_escaped = false,
                b'\\' => self.is_escaped = true,
                b'"' => self.is_in_text = false,
                _ => return false,
            }
            return byte == b'"' && !self.is_in_text && self.depth == 0;
        }
        match byte {
            b'"' => self.is_in_text = true,
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

fn read(bytes: &[u8]) -> Result<Value> {
    let Ok(text) = std::str::from_utf8(bytes) else { return refuse(Code::InvalidTextEncoding) };
    serde_json::from_str(text).or_else(|_| refuse(Code::JsonParsingError))
}

/// Keeps the order of fields, and those of the same name.
impl<'de> Deserialize<'de> for Value {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> std::result::Result<Value, D::Error> {
        struct Values;

        impl<'de> Visitor<'de> for Values {
            type Value = Value;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a value of JSON")
            }

            fn visit_bool<E>(self, truth: bool) -> std::result::Result<Value, E> {
                Ok(Value::Bool(truth))
            }

            fn visit_i64<E>(self, int: i64) -> std::result::Result<Value, E> {
                Ok(Value::Int(int))
            }

            fn visit_u64<E>(self, int: u64) -> std::result::Result<Value, E> {
                #[allow(clippy::cast_precision_loss, reason = "no integer of 64 bits")]
                Ok(i64::try_from(int).map_or(Value::Float(int as f64), Value::Int))
            }

            fn visit_f64<E>(self, float: f64) -> std::result::Result<Value, E> {
                Ok(Value::Float(float))
            }

            fn visit_str<E>(self, text: &str) -> std::result::Result<Value, E> {
                Ok(Value::Text(text.to_owned()))
            }

            fn visit_unit<E>(self) -> std::result::Result<Value, E> {
                Ok(Value::Null)
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> std::result::Result<Value, A::Error> {
                let mut values = Vec::new();
                while let Some(value) = list.next_element()? {
                    values.push(value);
                }
                Ok(Value::List(values))
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> std::result::Result<Value, A::Error> {
                let mut fields = Vec::new();
                while let Some(field) = map.next_entry()? {
                    fields.push(field);
                }
                Ok(Value::Struct(fields))
            }
        }

        deserializer.deserialize_any(Values)
    }
}
