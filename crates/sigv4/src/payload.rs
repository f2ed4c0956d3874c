//! What a request says about its body: the `x-amz-content-sha256` header.
//!
//! <https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-auth-using-authorization-header.html>

use http::request::Parts;

use crate::Error;

/// How the body is covered by the signature.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Payload {
    /// By its SHA-256. The reader of the body must check it: [`crate::Claim::verify`] only sees it when given the
    /// body's hash.
    Hash([u8; 32]),
    /// Not at all.
    Unsigned,
    /// In chunks: the body is to be read through [`crate::chunked::decode`].
    Streaming {
        /// Whether each chunk carries a signature.
        signed: bool,
        /// Whether headers follow the last chunk.
        trailer: bool,
    },
    /// Nothing is said. The signature then covers the hash of the body, except with SigV2, which covers no body.
    Absent,
}

const WORDS: [(&str, Payload); 4] = [
    ("UNSIGNED-PAYLOAD", Payload::Unsigned),
    ("STREAMING-UNSIGNED-PAYLOAD-TRAILER", Payload::Streaming { signed: false, trailer: true }),
    ("STREAMING-AWS4-HMAC-SHA256-PAYLOAD", Payload::Streaming { signed: true, trailer: false }),
    ("STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER", Payload::Streaming { signed: true, trailer: true }),
];

impl Payload {
    /// What the headers say, signed or not: an anonymous request may be chunked too.
    ///
    /// # Errors
    /// [`Error::MalformedContentSha256`], [`Error::UnsupportedPayload`].
    pub fn of(parts: &Parts) -> Result<Payload, Error> {
        let Some(value) = parts.headers.get("x-amz-content-sha256") else { return Ok(Payload::Absent) };
        Payload::parse(&String::from_utf8_lossy(value.as_bytes()))
    }

    pub(crate) fn parse(value: &str) -> Result<Payload, Error> {
        if let Some((_, payload)) = WORDS.iter().find(|(word, _)| *word == value) {
            return Ok(payload.clone());
        }
        let mut hash = [0; 32];
        let lower = value.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'));
        if lower && hex::decode_to_slice(value, &mut hash).is_ok() {
            return Ok(Payload::Hash(hash));
        }
        if value.starts_with("STREAMING-AWS4-") {
            return Err(Error::UnsupportedPayload { value: value.to_owned() });
        }
        Err(Error::MalformedContentSha256 { value: value.to_owned() })
    }

    /// The last line of the canonical request; nothing when the body's hash has to stand there.
    pub(crate) fn canonical(&self) -> Option<String> {
        match self {
            Payload::Hash(hash) => Some(hex::encode(hash)),
            Payload::Absent => None,
            word => WORDS.iter().find(|(_, payload)| payload == word).map(|(text, _)| (*text).to_owned()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// <https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-auth-using-authorization-header.html> lists the words.
    #[test]
    fn every_word_of_the_header_is_known() {
        for (text, payload) in WORDS {
            assert_eq!(Payload::parse(text).unwrap(), payload);
            assert_eq!(payload.canonical().unwrap(), text);
        }
        let empty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
        assert_eq!(Payload::parse(empty).unwrap().canonical().unwrap(), empty);
        for ecdsa in
            ["STREAMING-AWS4-ECDSA-P256-SHA256-PAYLOAD", "STREAMING-AWS4-ECDSA-P256-SHA256-PAYLOAD-TRAILER"]
        {
            assert_eq!(Payload::parse(ecdsa), Err(Error::UnsupportedPayload { value: ecdsa.to_owned() }));
        }
        for wrong in ["", "abc", "unsigned-payload", &empty.to_uppercase(), &format!("{empty}00")] {
            assert_eq!(Payload::parse(wrong), Err(Error::MalformedContentSha256 { value: wrong.to_owned() }));
        }
    }
}
