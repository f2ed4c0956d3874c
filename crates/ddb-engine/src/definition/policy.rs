//! Resource policies of tables and streams: the document as it was given, as AWS gives it back, and what it says. The
//! language and the decisions are those of the crate `policy`; here are DynamoDB's own rules and words. Texts and forms:
//! measured on AWS by the authors of ack-api-quirks, 2026-10, unless a comment says otherwise.
//!
//! <https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/access-control-resource-based.html>

mod read;

use ::policy::{Document, Form, Malformed};
use serde::{Deserialize, Serialize};

/// Bytes of a policy at most, spaces included.
const MAX_BYTES: usize = 20_480;

/// A policy that a resource has.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(try_from = "Stored", into = "Stored")]
pub(crate) struct Attached {
    /// As GetResourcePolicy shows it.
    pub(crate) text: String,
    /// Whether a version was given: without one, the document is another than with the version that is then shown.
    pub(super) versioned: bool,
    /// `RevisionId`: when it was put, and greater than that of the one before.
    pub(crate) revision: u64,
    /// What the text says.
    pub(crate) document: Document,
}

/// What of it is kept: the text says the rest.
#[derive(Serialize, Deserialize)]
struct Stored {
    text: String,
    versioned: bool,
    revision: u64,
}

impl From<Attached> for Stored {
    fn from(Attached { text, versioned, revision, .. }: Attached) -> Stored {
        Stored { text, versioned, revision }
    }
}

impl TryFrom<Stored> for Attached {
    type Error = Malformed;

    fn try_from(Stored { text, versioned, revision }: Stored) -> Result<Attached, Malformed> {
        let document = Document::read(&text, Form::Resource)?;
        Ok(Attached { text, versioned, revision, document })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A data folder of before the crate `policy` has what a policy says beside its text.
    #[test]
    fn what_was_kept_before_is_read() {
        let text = r#"{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Principal":"*","Action":"dynamodb:*","Resource":"*"}]}"#;
        let kept = serde_json::json!({
            "text": text, "versioned": true, "revision": 7,
            "document": {"statements": [{
                "allow": false, "principals": {"negated": false, "aws": ["*"]},
                "actions": {"negated": false, "patterns": ["dynamodb:*"]},
                "resources": {"negated": false, "patterns": ["*"]}, "conditions": [],
            }]},
        });
        let read: Attached = serde_json::from_value(kept).unwrap();
        assert_eq!((read.text.as_str(), read.versioned, read.revision), (text, true, 7));
        assert_eq!(Ok(&read.document), Document::read(text, Form::Resource).as_ref());
        let again: Attached = serde_json::from_slice(&serde_json::to_vec(&read).unwrap()).unwrap();
        assert_eq!(again.document, read.document);
    }
}
