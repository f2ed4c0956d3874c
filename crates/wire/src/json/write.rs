//! Writing JSON straight into the reply.

/// An object being written. It must be ended.
#[derive(Debug)]
pub struct Object<'a> {
    out: &'a mut Vec<u8>,
    first: bool,
}

impl<'a> Object<'a> {
    /// Opens an object.
    pub fn begin(out: &'a mut Vec<u8>) -> Object<'a> {
        out.push(b'{');
        Object { out, first: true }
    }

    /// Writes a key; the caller writes the value.
    pub fn key(&mut self, key: &str) -> &mut Vec<u8> {
        self.part();
        text(self.out, key);
        self.out.push(b':');
        self.out
    }

    /// Writes the name of a member, of letters and digits as all of AWS's models are; the caller writes the value.
    pub(crate) fn member(&mut self, name: &'static str) -> &mut Vec<u8> {
        debug_assert_eq!(plain_len(name.as_bytes()), name.len(), "{name} would have to be escaped");
        self.out.reserve(name.len() + 4);
        self.part();
        self.out.push(b'"');
        self.out.extend_from_slice(name.as_bytes());
        self.out.extend_from_slice(b"\":");
        self.out
    }

    fn part(&mut self) {
        if !self.first {
            self.out.push(b',');
        }
        self.first = false;
    }

    /// A member that is a text.
    pub fn text(&mut self, key: &str, value: &str) -> &mut Self {
        text(self.key(key), value);
        self
    }

    /// A member that is a double, which must be finite: with a digit behind the point at least.
    pub fn double(&mut self, key: &str, value: f64) -> &mut Self {
        let text = serde_json::Value::from(value).to_string();
        self.key(key).extend_from_slice(text.as_bytes());
        self
    }

    /// A member that is a whole number.
    pub fn number(&mut self, key: &str, value: u64) -> &mut Self {
        let mut buffer = itoa::Buffer::new();
        self.key(key).extend_from_slice(buffer.format(value).as_bytes());
        self
    }

    /// Closes the object.
    pub fn end(&mut self) {
        self.out.push(b'}');
    }
}

/// Writes a text in quotes, escaped where RFC 8259 demands it.
pub fn text(out: &mut Vec<u8>, value: &str) {
    out.reserve(value.len() + 2);
    out.push(b'"');
    let mut rest = value.as_bytes();
    while !rest.is_empty() {
        let (plain, behind) = rest.split_at(plain_len(rest));
        out.extend_from_slice(plain);
        let Some((special, behind)) = behind.split_first() else { break };
        escape(out, *special);
        rest = behind;
    }
    out.push(b'"');
}

/// How many bytes stand before the first that is escaped.
fn plain_len(bytes: &[u8]) -> usize {
    // Without a branch for each byte the compiler takes several at once.
    let is_plain = |chunk: &[u8; 16]| !chunk.iter().fold(false, |any, byte| any | is_special(*byte));
    let whole = bytes.as_chunks().0.iter().take_while(|chunk| is_plain(chunk)).count() * 16;
    // The end, where it is plain too, is looked at with what stands before it, which was seen to be.
    if whole + 16 > bytes.len() && bytes.last_chunk().is_some_and(is_plain) {
        return bytes.len();
    }
    let rest = bytes.get(whole..).unwrap_or_default();
    whole + rest.iter().position(|byte| is_special(*byte)).unwrap_or(rest.len())
}

fn is_special(byte: u8) -> bool {
    (byte < 0x20) | (byte == b'"') | (byte == b'\\')
}

fn escape(out: &mut Vec<u8>, byte: u8) {
    let short = match byte {
        b'"' | b'\\' => byte,
        b'\n' => b'n',
        b'\r' => b'r',
        b'\t' => b't',
        0x08 => b'b',
        0x0C => b'f',
        _ => {
            let digit = |half: u8| if half < 10 { b'0' + half } else { b'a' + half - 10 };
            out.extend_from_slice(&[b'\\', b'u', b'0', b'0', digit(byte >> 4), digit(byte & 0xF)]);
            return;
        }
    };
    out.extend_from_slice(&[b'\\', short]);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_reads_back_as_written() {
        let all: String = (0..=0x7f).map(char::from).collect();
        let long = format!("{}\"{}\\{}", "a".repeat(16), "ü".repeat(16), "b".repeat(33));
        for value in ["", "abc", "\"\\\n\r\t\u{1}\u{1f}", "ü😀", &all, &long, "\0"] {
            let mut out = Vec::new();
            text(&mut out, value);
            // As serde_json writes it, byte for byte.
            assert_eq!(String::from_utf8(out).unwrap(), serde_json::to_string(value).unwrap());
        }
    }
}
