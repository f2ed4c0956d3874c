//! XML as text, element by element.

use std::fmt::Write as _;

/// XML being written.
#[derive(Debug, Default)]
pub struct Text(String);

impl Text {
    /// Nothing yet, with room for so many bytes.
    pub fn with_room(bytes: usize) -> Text {
        Text(String::with_capacity(bytes))
    }

    /// An element around what `inside` writes.
    pub fn element(&mut self, name: &str, inside: impl FnOnce(&mut Text)) {
        self.root(name, None, inside);
    }

    /// An element that opens a namespace, if there is one.
    pub fn root(&mut self, name: &str, namespace: Option<&str>, inside: impl FnOnce(&mut Text)) {
        let namespace = namespace.map(|namespace| ("xmlns", namespace));
        self.tag(name, namespace.as_slice(), inside);
    }

    /// An element with attributes.
    pub fn tag<T: AsRef<str>>(&mut self, name: &str, attributes: &[(T, T)], inside: impl FnOnce(&mut Text)) {
        self.0.push('<');
        self.0.push_str(name);
        for (name, value) in attributes {
            self.0.push(' ');
            self.0.push_str(name.as_ref());
            self.0.push_str("=\"");
            self.text(value.as_ref());
            self.0.push('"');
        }
        self.0.push('>');
        let start = self.0.len();
        inside(self);
        if self.0.len() > start {
            self.0.push_str("</");
            self.0.push_str(name);
            self.0.push('>');
        } else {
            self.0.truncate(start - 1);
            self.0.push_str("/>");
        }
    }

    /// An element that holds a text.
    pub fn leaf(&mut self, name: &str, text: &str) {
        self.element(name, |xml| xml.text(text));
    }

    /// Appends a text, escaped. Carriage returns, and what XML 1.0 does not have, stand there by their numbers, as S3 writes
    /// them in keys; of other services our guess.
    /// <https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-keys.html#object-key-xml-related-constraints>
    pub fn text(&mut self, text: &str) {
        // Most texts have nothing to escape. This looks at all bytes, which is quicker than to stop at the first: many at once.
        if !text.bytes().fold(false, |found, byte| found | begins_escaped(byte)) {
            self.0.push_str(text);
            return;
        }
        let mut rest = text;
        while let Some(at) = rest.bytes().position(begins_escaped) {
            let (run, behind) = rest.split_at(at);
            self.0.push_str(run);
            let mut chars = behind.chars();
            if let Some(c) = chars.next() {
                self.escaped(c);
            }
            rest = chars.as_str();
        }
        self.0.push_str(rest);
    }

    fn escaped(&mut self, c: char) {
        match c {
            '&' => self.0.push_str("&amp;"),
            '<' => self.0.push_str("&lt;"),
            '>' => self.0.push_str("&gt;"),
            '"' => self.0.push_str("&quot;"),
            '\t' | '\n' | ' '..='\u{fffd}' | '\u{10000}'.. => self.0.push(c),
            '\r' => self.0.push_str("&#13;"),
            c => {
                let _ = write!(self.0, "&#x{:x};", u32::from(c));
            }
        }
    }

    /// All that was written.
    pub fn finish(self) -> String {
        self.0
    }
}

/// Whether a character that begins with this byte may have to be escaped: those that must, and all that begin as the two
/// that XML 1.0 does not have above them do.
fn begins_escaped(byte: u8) -> bool {
    // Without a branch, so that many bytes are judged in one instruction.
    let is_mark = (byte == b'&') | (byte == b'<') | (byte == b'>') | (byte == b'"') | (byte == 0xef);
    is_mark | ((byte < b' ') & (byte != b'\t') & (byte != b'\n'))
}
