//! PEM: bytes as text between two lines. <https://www.rfc-editor.org/rfc/rfc7468>

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;

const BEGIN: &str = "-----BEGIN ";
const END: &str = "-----END ";
const DASHES: &str = "-----";

/// What a certificate is labelled.
pub(crate) const CERTIFICATE: &str = "CERTIFICATE";

/// What a key that no password protects is labelled.
const KEYS: [&str; 3] = ["PRIVATE KEY", "RSA PRIVATE KEY", "EC PRIVATE KEY"];

/// One block.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Block<'t> {
    /// What stands behind `BEGIN`.
    pub(crate) label: &'t str,
    pub(crate) bytes: Vec<u8>,
    /// Whether something but white space stands before it and behind the one before.
    pub(crate) has_text_before: bool,
}

/// The blocks of a text; nothing if one of them cannot be read.
pub(crate) fn blocks(text: &str) -> Option<Vec<Block<'_>>> {
    let (mut found, mut rest) = (Vec::new(), text);
    while let Some((before, after)) = rest.split_once(BEGIN) {
        let (label, after) = after.split_once(DASHES)?;
        let (body, after) = after.split_once(END)?;
        let after = after.strip_prefix(label)?.strip_prefix(DASHES)?;
        let digits: String = body.chars().filter(|c| !c.is_ascii_whitespace()).collect();
        let bytes = BASE64_STANDARD.decode(digits).ok()?;
        found.push(Block { label, bytes, has_text_before: !before.trim_ascii().is_empty() });
        rest = after;
    }
    Some(found)
}

/// The private key of a text; nothing if it holds none, or one behind a password.
pub(crate) fn private_key(text: &str) -> Option<Block<'_>> {
    blocks(text)?.into_iter().find(|block| KEYS.contains(&block.label))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blocks_are_read_whatever_stands_around_them() {
        let text = "words\n-----BEGIN A-----\nAQ\nI=\n-----END A-----\n-----BEGIN B C-----\r\nAw==\r\n-----END B C-----";
        let read: Vec<_> =
            blocks(text).unwrap().into_iter().map(|b| (b.label, b.bytes, b.has_text_before)).collect();
        assert_eq!(read, [("A", vec![1, 2], true), ("B C", vec![3], false)]);
        assert_eq!(blocks("nothing"), Some(Vec::new()));
        for wrong in [
            "-----BEGIN A-----",
            "-----BEGIN A",
            "-----BEGIN A-----\nAQI=\n-----END B-----",
            "-----BEGIN A-----\n*\n-----END A-----",
            "-----BEGIN A-----\nProc-Type: 4,ENCRYPTED\n\nAQI=\n-----END A-----",
        ] {
            assert_eq!(blocks(wrong), None, "{wrong}");
        }
    }
}
