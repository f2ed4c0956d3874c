//! The few documents that s3s does not write, or writes differently from AWS, and the characters that no document may
//! hold as they are.

use bytes::Bytes;

use crate::message::percent::push_form_encoded;

/// The namespace of S3's documents.
const NAMESPACE: &str = "http://s3.amazonaws.com/doc/2006-03-01/";

/// A document being written.
#[derive(Debug)]
pub(crate) struct XmlDocument {
    /// In UTF-8.
    text: Vec<u8>,
    root: &'static str,
}

impl XmlDocument {
    /// With a root in S3's namespace.
    pub(crate) fn in_namespace(root: &'static str) -> XmlDocument {
        let text = format!("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<{root} xmlns=\"{NAMESPACE}\">");
        XmlDocument { text: text.into(), root }
    }

    /// With a root of no namespace, as error documents have.
    pub(crate) fn plain(root: &'static str) -> XmlDocument {
        XmlDocument { text: format!("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<{root}>").into(), root }
    }

    /// A piece of a document, to be put [behind](XmlDocument::append) its beginning.
    pub(crate) fn piece() -> XmlDocument {
        XmlDocument { text: Vec::new(), root: "" }
    }

    /// Puts a piece behind what is written. A long one is not copied to another place for it.
    pub(crate) fn append(&mut self, piece: XmlDocument) {
        if piece.text.len() <= self.text.len() {
            return self.text.extend_from_slice(&piece.text);
        }
        let begun = std::mem::replace(&mut self.text, piece.text);
        self.text.splice(..0, begun);
    }

    /// Adds an element that holds text.
    pub(crate) fn element(&mut self, name: &str, value: &str) {
        self.open(name);
        self.text(value);
        self.close(name);
    }

    /// Adds text, percent-encoded, which makes any text plain.
    pub(crate) fn form_encoded(&mut self, value: &[u8]) {
        push_form_encoded(&mut self.text, value);
    }

    /// Adds text.
    pub(crate) fn text(&mut self, value: &str) {
        self.text_bytes(value.as_bytes());
    }

    /// Adds text, in UTF-8.
    pub(crate) fn text_bytes(&mut self, value: &[u8]) {
        // Nearly all texts are plain.
        if is_plain(value) {
            return self.raw_bytes(value);
        }
        for c in String::from_utf8_lossy(value).chars() {
            match c {
                '&' => self.raw("&amp;"),
                '<' => self.raw("&lt;"),
                '>' => self.raw("&gt;"),
                '"' => self.raw("&quot;"),
                c if needs_reference(c) => self.raw(&reference(c)),
                c => self.raw(c.encode_utf8(&mut [0; 4])),
            }
        }
    }

    fn open(&mut self, name: &str) {
        self.raw("<");
        self.raw(name);
        self.raw(">");
    }

    fn close(&mut self, name: &str) {
        self.raw("</");
        self.raw(name);
        self.raw(">");
    }

    /// Adds an element that holds text, if there is one.
    pub(crate) fn optional(&mut self, name: &str, value: Option<&str>) {
        if let Some(value) = value {
            self.element(name, value);
        }
    }

    /// Adds an element that holds elements.
    pub(crate) fn inside(&mut self, name: &'static str, write: impl FnOnce(&mut XmlDocument)) {
        self.open(name);
        write(self);
        self.close(name);
    }

    /// Adds text that is XML already.
    pub(crate) fn raw(&mut self, xml: &str) {
        self.raw_bytes(xml.as_bytes());
    }

    /// Adds bytes of a text that is XML already.
    pub(crate) fn raw_bytes(&mut self, xml: &[u8]) {
        self.text.extend_from_slice(xml);
    }

    /// The whole text.
    pub(crate) fn finish(mut self) -> Vec<u8> {
        self.close(self.root);
        self.text
    }
}

/// Whether XML 1.0 has the character: <https://www.w3.org/TR/xml/#charsets>.
pub(crate) fn is_character(c: char) -> bool {
    matches!(c, '\t' | '\n' | '\r' | ' '..='\u{d7ff}' | '\u{e000}'..='\u{fffd}' | '\u{10000}'..)
}

/// Whether all bytes stand in text as they are: looked at by fours, which is faster.
fn is_plain(text: &[u8]) -> bool {
    let plain = |byte: &u8| PLAIN.get(usize::from(*byte)).copied().unwrap_or(false);
    let (fours, rest) = text.as_chunks();
    fours.iter().all(|[a, b, c, d]| plain(a) & plain(b) & plain(c) & plain(d)) && rest.iter().all(plain)
}

/// The bytes that stand in text as they are, whatever stands beside them.
#[expect(
    clippy::indexing_slicing,
    reason = "it is done when this is built, and an index beyond would not build"
)]
static PLAIN: [bool; 256] = {
    let mut plain = [false; 256];
    let mut byte: u8 = 0;
    loop {
        plain[byte as usize] = !may_need_escape(byte);
        if byte == u8::MAX {
            break plain;
        }
        byte += 1;
    }
};

/// Whether a character that has this byte may have to be written otherwise.
const fn may_need_escape(byte: u8) -> bool {
    // What begins with 0xef may be one of the two last characters of its plane, which XML does not have.
    byte < b' ' || matches!(byte, b'&' | b'<' | b'>' | b'"' | 0xef)
}

/// Whether a reader would lose the character if it stood in text as it is.
fn needs_reference(c: char) -> bool {
    c == '\r' || !is_character(c)
}

/// A character by its number. AWS writes so what XML 1.0 does not have, too: strict readers then refuse the document,
/// which is why there is `encoding-type=url`.
/// <https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-keys.html#object-key-xml-related-constraints>
fn reference(c: char) -> String {
    match c {
        // As the page above has it.
        '\r' => "&#13;".to_owned(),
        c => format!("&#x{:x};", u32::from(c)),
    }
}

/// A document of s3s's writing with references in place of the characters that it leaves as they are.
pub(crate) fn with_references(document: Bytes) -> Bytes {
    let suspect = |byte: &u8| *byte == 0xef || (*byte < b' ' && !matches!(byte, b'\n' | b'\t'));
    if !document.iter().any(suspect) {
        return document;
    }
    match std::str::from_utf8(&document) {
        Ok(text) if text.contains(needs_reference) => {
            let mut out = String::with_capacity(text.len() + text.len() / 8);
            for c in text.chars() {
                if needs_reference(c) {
                    out.push_str(&reference(c));
                } else {
                    out.push(c);
                }
            }
            out.into()
        }
        _ => document,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &str) {
        let mut document = XmlDocument::plain("a");
        document.element("b", text);
        let expected = format!("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<a><b>{expected}</b></a>");
        assert_eq!(String::from_utf8(document.finish()).unwrap(), expected);
        if !text.contains(['&', '<', '>']) {
            let theirs = format!("<b>{text}</b>");
            let ours = with_references(theirs.into());
            assert!(expected.contains(std::str::from_utf8(&ours).unwrap()), "{ours:?}");
        }
    }

    /// Line ends by AWS's page on object keys; the others as in AWS's answer of 2018-12-26, `<Key>a&#x19;&#x7;</Key>`
    /// (minio/minio-py, issue 716).
    #[test]
    fn characters() {
        check("a & <b>", "a &amp; &lt;b&gt;");
        check("a\rb\tc\nd", "a&#13;b\tc\nd");
        check("\u{1}\u{10}\u{ffff}\u{fffd}\u{7f}\u{85}", "&#x1;&#x10;&#xffff;\u{fffd}\u{7f}\u{85}");
        check("\u{feff}é", "\u{feff}é");
    }
}
