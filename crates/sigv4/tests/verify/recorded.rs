//! Requests that botocore signed: `tests/recorded/botocore.json`, which names its source and its date.

use http_body_util::{BodyExt as _, Full};
use serde::Deserialize;
use sha2::{Digest as _, Sha256};
use sigv4::chunked::{Expect, decode};
use sigv4::credentials::Secret;
use sigv4::{Claim, Error, Form, Payload};

#[derive(Deserialize)]
struct Recording {
    requests: Vec<Row>,
}

#[derive(Clone, Deserialize)]
struct Row {
    name: String,
    key: String,
    secret: String,
    token: Option<String>,
    method: String,
    target: String,
    headers: Vec<(String, String)>,
    body: String,
}

impl Row {
    fn parts(&self) -> http::request::Parts {
        let headers: Vec<(&str, &str)> = self.headers.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
        crate::parts(&self.method, &self.target, &headers)
    }

    fn body(&self) -> Vec<u8> {
        use base64::Engine as _;
        base64::engine::general_purpose::STANDARD.decode(&self.body).unwrap()
    }
}

fn rows() -> Vec<Row> {
    let recording: Recording = serde_json::from_str(include_str!("../recorded/botocore.json")).unwrap();
    assert!(recording.requests.len() > 150);
    recording.requests
}

/// A time at which the request is good: its own, which the refusal of another shows. SigV2's presigned URLs have none
/// but their end.
fn now_secs(claim: &Claim) -> u64 {
    match claim.timely(0) {
        Ok(()) => 0,
        Err(Error::Skewed { request_secs, .. } | Error::NotYetValid { request_secs, .. }) => request_secs,
        Err(other) => panic!("{other}"),
    }
}

#[test]
fn all_verify_and_none_with_another_secret() {
    for row in rows() {
        let parts = row.parts();
        let claim = Claim::of(&parts).unwrap_or_else(|e| panic!("{}: {e}", row.name)).unwrap();
        assert_eq!((claim.access_key(), claim.session_token()), (row.key.as_str(), row.token.as_deref()));
        let secret = Secret { secret: row.secret.clone(), session_token: row.token.clone() };
        secret.admits(&claim).unwrap();
        let hash: [u8; 32] = Sha256::digest(row.body()).into();
        let now = now_secs(&claim);
        let body = claim.needs_body_hash().then_some(&hash);
        let verified = claim.verify(&parts, &row.secret, now, body);
        assert!(verified.unwrap_or_else(|e| panic!("{}: {e:#?}", row.name)).checked);
        let other = claim.verify(&parts, "another", now, body);
        assert!(matches!(other, Err(Error::SignatureDiffers { .. })), "{}", row.name);
        if let Some(scope) = claim.scope() {
            assert!(row.name.starts_with(&scope.service), "{}", row.name);
            assert_eq!(scope.region, "eu-west-1");
        }
    }
}

#[test]
fn none_verifies_once_its_target_or_its_method_is_another() {
    for row in rows() {
        let hash: [u8; 32] = Sha256::digest(row.body()).into();
        let (path, query) = row.target.split_once('?').unwrap_or((&row.target, ""));
        let other_path = Row { target: format!("{path}x?{query}"), ..row };
        let method = if other_path.method == "GET" { "HEAD" } else { "PATCH" };
        for row in [
            Row {
                method: method.to_owned(),
                target: other_path.target.replacen("x?", "?", 1),
                ..other_path.clone()
            },
            other_path,
        ] {
            let parts = row.parts();
            let claim = Claim::of(&parts).unwrap().unwrap();
            let verdict = claim.verify(&parts, &row.secret, now_secs(&claim), Some(&hash));
            let refused = match claim.form() {
                Form::Header | Form::Presigned => {
                    matches!(verdict, Err(Error::SignatureDiffers { .. } | Error::PayloadDiffers { .. }))
                }
                Form::LegacyHeader | Form::LegacyPresigned => {
                    matches!(verdict, Err(Error::SignatureDiffers { canonical_request: None, .. }))
                }
            };
            assert!(refused, "{} {}", row.name, row.target);
        }
    }
}

#[test]
fn its_chunked_bodies_come_apart() {
    let mut seen = 0;
    for row in rows() {
        let parts = row.parts();
        let claim = Claim::of(&parts).unwrap().unwrap();
        let Payload::Streaming { signed: false, trailer } = *claim.payload() else { continue };
        let len = parts.headers["x-amz-decoded-content-length"].to_str().unwrap().parse().unwrap();
        let expect = Expect { signer: None, trailer, decoded_len: Some(len) };
        let decoded = decode(Full::new(row.body().into()), expect);
        let whole = crate::block_on(decoded.collect()).unwrap();
        let trailers = whole.trailers().unwrap();
        assert!(trailers.contains_key(parts.headers["x-amz-trailer"].to_str().unwrap()));
        let bytes = whole.to_bytes();
        assert_eq!(bytes.len() as u64, len);
        assert!(bytes.starts_with(b"hello") || bytes.starts_with(b"stream"));
        seen += 1;
    }
    assert!(seen >= 2);
}
