//! JSON Web Tokens, as far as sessions are given for them. <https://datatracker.ietf.org/doc/html/rfc7519>

use base64::Engine as _;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use serde_json::{Map, Value};

/// The longest token that is looked at, in characters: AWS's model has the same limit.
const LONGEST: usize = 20_000;

/// How a token may be signed:
/// <https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRoleWithWebIdentity.html>.
const ALGORITHMS: [&str; 6] = ["RS256", "RS384", "RS512", "ES256", "ES384", "ES512"];

/// A token, read.
#[derive(Clone, Debug)]
pub(crate) struct Jwt {
    /// One of AWS's.
    pub(crate) algorithm: String,
    /// The id of the key that it was signed with, as it says.
    pub(crate) key: Option<String>,
    pub(crate) claims: Map<String, Value>,
    /// What was signed.
    pub(crate) signed: String,
    pub(crate) signature: Vec<u8>,
}

impl Jwt {
    /// Reads a token; nothing if it is none. Its signature is not looked at. JSON's depth is bounded by its reader.
    pub(crate) fn read(token: &str) -> Option<Jwt> {
        if token.len() > LONGEST {
            return None;
        }
        let (signed, signature) = token.rsplit_once('.')?;
        let (head, body) = signed.split_once('.').filter(|(_, body)| !body.contains('.'))?;
        let (head, claims) = (object(head)?, object(body)?);
        let algorithm = head.get("alg")?.as_str().filter(|name| ALGORITHMS.contains(name))?.to_owned();
        let key = head.get("kid").and_then(Value::as_str).map(str::to_owned);
        Some(Jwt { algorithm, key, claims, signed: signed.to_owned(), signature: decoded(signature)? })
    }

    /// A claim that is a text, and not an empty one.
    pub(crate) fn text(&self, name: &str) -> Option<&str> {
        self.claims.get(name)?.as_str().filter(|text| !text.is_empty())
    }

    /// A claim that is a moment, in seconds since 1970.
    pub(crate) fn secs(&self, name: &str) -> Option<u64> {
        let claim = self.claims.get(name)?;
        // AWS takes whole numbers. Python's clients write a fraction at times, which is cut off here.
        claim.as_u64().or_else(|| claim.as_f64().filter(|secs| *secs >= 0.0).map(|secs| secs as u64))
    }

    /// A claim that is a text or a list of texts.
    pub(crate) fn texts(&self, name: &str) -> Vec<String> {
        texts(self.claims.get(name).unwrap_or(&Value::Null))
    }
}

/// The texts of a value that is one, or a list of them; numbers and truths as they are written.
pub(crate) fn texts(value: &Value) -> Vec<String> {
    match value {
        Value::String(text) => vec![text.clone()],
        Value::Array(list) => list.iter().filter_map(Value::as_str).map(str::to_owned).collect(),
        Value::Bool(_) | Value::Number(_) => vec![value.to_string()],
        Value::Null | Value::Object(_) => Vec::new(),
    }
}

/// A token of these parts, as far as it is signed.
pub(crate) fn to_be_signed(head: &Value, claims: &Value) -> String {
    let part = |value: &Value| BASE64_URL_SAFE_NO_PAD.encode(value.to_string());
    format!("{}.{}", part(head), part(claims))
}

/// A whole token.
pub(crate) fn signed(parts: &str, signature: &[u8]) -> String {
    format!("{parts}.{}", BASE64_URL_SAFE_NO_PAD.encode(signature))
}

fn object(part: &str) -> Option<Map<String, Value>> {
    serde_json::from_slice(&decoded(part)?).ok()
}

fn decoded(part: &str) -> Option<Vec<u8>> {
    BASE64_URL_SAFE_NO_PAD.decode(part.trim_end_matches('=')).ok()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    /// RFC 7519, and AWS's page on which algorithms it takes.
    #[test]
    fn tokens_are_read_or_are_none() {
        let token = |head: Value, claims: Value| signed(&to_be_signed(&head, &claims), b"signature");
        let good =
            token(json!({"alg": "RS256", "kid": "k"}), json!({"sub": "s", "aud": ["a", "b"], "exp": 1.5}));
        let read = Jwt::read(&good).unwrap();
        assert_eq!(
            (read.text("sub"), read.key.as_deref(), read.secs("exp")),
            (Some("s"), Some("k"), Some(1))
        );
        assert_eq!(read.texts("aud"), ["a", "b"]);
        assert!(read.texts("none").is_empty() && read.secs("sub").is_none());
        let deep = format!("{{\"alg\":\"RS256\",\"x\":{}{}}}", "[".repeat(5000), "]".repeat(5000));
        let deep = BASE64_URL_SAFE_NO_PAD.encode(deep);
        for wrong in [
            "",
            "token",
            "..",
            "a.b.c",
            &good[1..],
            &format!("{good}.x"),
            &format!("{deep}.{deep}.x"),
            &"A".repeat(1 << 20),
            &token(json!({"alg": "none"}), json!({})),
            &token(json!({"alg": "HS256"}), json!({})),
            &token(json!({}), json!({})),
            &token(json!([]), json!({})),
            &token(json!({"alg": "RS256"}), json!("claims")),
        ] {
            assert!(Jwt::read(wrong).is_none(), "{wrong:.80}");
        }
    }
}
