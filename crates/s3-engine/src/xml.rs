//! The few documents that s3s does not write, or writes differently from AWS.

/// The namespace of S3's documents.
const NAMESPACE: &str = "http://s3.amazonaws.com/doc/2006-03-01/";

/// A document being written.
#[derive(Debug)]
pub(crate) struct Document {
    text: String,
    root: &'static str,
}

impl Document {
    /// With a root in S3's namespace.
    pub(crate) fn in_namespace(root: &'static str) -> Document {
        let text = format!("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<{root} xmlns=\"{NAMESPACE}\">");
        Document { text, root }
    }

    /// With a root of no namespace, as error documents have.
    pub(crate) fn plain(root: &'static str) -> Document {
        Document { text: format!("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<{root}>"), root }
    }

    /// Adds an element that holds text.
    pub(crate) fn element(&mut self, name: &str, value: &str) {
        self.text.push_str(&format!("<{name}>"));
        for c in value.chars() {
            match c {
                '&' => self.text.push_str("&amp;"),
                '<' => self.text.push_str("&lt;"),
                '>' => self.text.push_str("&gt;"),
                '\r' => self.text.push_str("&#13;"),
                // Not allowed in XML 1.0 in any form.
                c if c.is_control() && c != '\n' && c != '\t' => self.text.push('\u{fffd}'),
                c => self.text.push(c),
            }
        }
        self.text.push_str(&format!("</{name}>"));
    }

    /// Adds an element that holds elements.
    pub(crate) fn inside(&mut self, name: &'static str, write: impl FnOnce(&mut Document)) {
        self.text.push_str(&format!("<{name}>"));
        write(self);
        self.text.push_str(&format!("</{name}>"));
    }

    /// Adds text that is XML already.
    pub(crate) fn raw(&mut self, xml: &str) {
        self.text.push_str(xml);
    }

    /// The whole text.
    pub(crate) fn finish(mut self) -> String {
        self.text.push_str(&format!("</{}>", self.root));
        self.text
    }
}
