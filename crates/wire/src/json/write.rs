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
        if !self.first {
            self.out.push(b',');
        }
        self.first = false;
        text(self.out, key);
        self.out.push(b':');
        self.out
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
    // Writing to memory does not fail.
    let _ = serde_json::to_writer(out, value);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_reads_back_as_written() {
        for value in ["", "abc", "\"\\\n\r\t\u{1}\u{1f}", "ü😀"] {
            let mut out = Vec::new();
            text(&mut out, value);
            assert_eq!(serde_json::from_slice::<String>(&out).unwrap(), value);
        }
    }
}
