//! The `aws-sigv4` crate as the client: what it signs verifies, and no longer once a byte is another.

use std::time::{Duration, SystemTime};

use aws_credential_types::Credentials;
use aws_sigv4::http_request::{
    PayloadChecksumKind, PercentEncodingMode, SignableBody, SignableRequest, SignatureLocation,
    SigningSettings, UriPathNormalizationMode, sign,
};
use aws_sigv4::sign::v4;
use http::request::Parts;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use proptest::prelude::*;
use sha2::{Digest as _, Sha256};
use sigv4::Claim;

use crate::{ACCESS_KEY, SECRET};

const NOW_SECS: u64 = 1_790_000_000;
/// What the SDKs leave as it is in a path or a query.
const UNRESERVED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

#[derive(Clone, Debug)]
struct Sent {
    service: &'static str,
    presigned: bool,
    token: Option<String>,
    path: String,
    query: Vec<(String, String)>,
    meta: String,
    body: Vec<u8>,
}

fn sent() -> impl Strategy<Value = Sent> {
    (
        prop_oneof![Just("s3"), Just("dynamodb"), Just("lambda")],
        any::<bool>(),
        proptest::option::of("[a-zA-Z0-9/+=]{1,40}"),
        "(/?[a-z .~é+%:*'$&@,()!日😀]{0,6}){0,5}",
        proptest::collection::vec(("[a-zA-Z=+ é%-]{1,6}", "[a-z0-9/+ =&é~]{0,8}"), 0..5),
        "[!-~]([ -~]{0,20}[!-~])?",
        proptest::collection::vec(any::<u8>(), 0..64),
    )
        .prop_map(|(service, presigned, token, path, query, meta, body)| Sent {
            service,
            presigned,
            token,
            path,
            query,
            meta,
            body,
        })
}

impl Sent {
    fn target(&self) -> String {
        let encode = |text: &str| utf8_percent_encode(text, UNRESERVED).to_string();
        let path: Vec<String> = self.path.split('/').map(encode).collect();
        let query: Vec<String> =
            self.query.iter().map(|(name, value)| format!("{}={}", encode(name), encode(value))).collect();
        let mark = if query.is_empty() { "" } else { "?" };
        format!("http://host.example:4566/{}{mark}{}", path.join("/"), query.join("&"))
    }

    /// Signs as an SDK does.
    fn signed(&self) -> Parts {
        let mut request = http::Request::builder()
            .method("PUT")
            .uri(self.target())
            .header("host", "host.example:4566")
            .header("x-amz-meta-a", &self.meta)
            .body(())
            .unwrap();
        let identity = Credentials::new(ACCESS_KEY, SECRET, self.token.clone(), None, "test").into();
        let mut settings = SigningSettings::default();
        let mut body = SignableBody::Bytes(&self.body);
        if self.service == "s3" {
            settings.percent_encoding_mode = PercentEncodingMode::Single;
            settings.uri_path_normalization_mode = UriPathNormalizationMode::Disabled;
            settings.payload_checksum_kind = PayloadChecksumKind::XAmzSha256;
        }
        if self.presigned {
            settings.signature_location = SignatureLocation::QueryParams;
            settings.expires_in = Some(Duration::from_secs(60));
            if self.service == "s3" {
                body = SignableBody::UnsignedPayload;
            }
        }
        let params = v4::SigningParams::builder()
            .identity(&identity)
            .region("eu-west-1")
            .name(self.service)
            .time(SystemTime::UNIX_EPOCH + Duration::from_secs(NOW_SECS))
            .settings(settings)
            .build()
            .unwrap()
            .into();
        let headers: Vec<(&str, &str)> =
            request.headers().iter().map(|(name, value)| (name.as_str(), value.to_str().unwrap())).collect();
        let uri = request.uri().to_string();
        let signable = SignableRequest::new("PUT", &uri, headers.into_iter(), body).unwrap();
        sign(signable, &params).unwrap().into_parts().0.apply_to_request_http1x(&mut request);
        request.into_parts().0
    }
}

fn believed(parts: &Parts, body: &[u8]) -> bool {
    let hash: [u8; 32] = Sha256::digest(body).into();
    match Claim::of(parts) {
        Ok(Some(claim)) => claim.verify(parts, SECRET, NOW_SECS, Some(&hash)).is_ok(),
        _ => false,
    }
}

/// Another letter or digit, never the same in another case: `%2f` is `%2F`.
fn other(byte: u8) -> Option<u8> {
    match byte {
        b'z' => Some(b'a'),
        b'Z' => Some(b'A'),
        b'9' => Some(b'0'),
        b if b.is_ascii_alphanumeric() => Some(b + 1),
        _ => None,
    }
}

/// The request with one letter or digit of its target or headers changed; of `Authorization` only the signature, as
/// the rest of it is either bound to the secret by its owner (the key) or free (the blanks).
fn changed(parts: &Parts, at: prop::sample::Index) -> Option<Parts> {
    let mut texts: Vec<(Option<http::HeaderName>, String)> =
        vec![(None, parts.uri.path_and_query().unwrap().to_string())];
    texts.extend(parts.headers.iter().map(|(n, v)| (Some(n.clone()), v.to_str().unwrap().to_owned())));
    let spots: Vec<(usize, usize)> = texts
        .iter()
        .enumerate()
        .flat_map(|(which, (name, text))| {
            let from = match name {
                Some(name) if *name == http::header::AUTHORIZATION => text.find("Signature=").unwrap() + 10,
                _ => 0,
            };
            (from..text.len()).filter(|&i| other(text.as_bytes()[i]).is_some()).map(move |i| (which, i))
        })
        .collect();
    let (which, i) = spots[at.index(spots.len())];
    let (name, text) = &mut texts[which];
    let mut bytes = std::mem::take(text).into_bytes();
    bytes[i] = other(bytes[i])?;
    let text = String::from_utf8(bytes).unwrap();
    let mut parts = parts.clone();
    match name {
        None => parts.uri = text.parse().ok()?,
        Some(name) => drop(parts.headers.insert(name.clone(), text.parse().ok()?)),
    }
    Some(parts)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 512, ..ProptestConfig::default() })]

    #[test]
    fn what_the_sdk_signs_verifies_and_nothing_else(sent in sent(), at: prop::sample::Index) {
        let parts = sent.signed();
        prop_assert!(believed(&parts, &sent.body), "{:?}", parts);
        let claim = Claim::of(&parts).unwrap().unwrap();
        prop_assert_eq!(claim.session_token(), sent.token.as_deref());
        // What a `..` takes away again is not signed, but for S3, where it stays.
        let is_whole = sent.service == "s3" || !sent.path.contains("..");
        if let Some(changed) = changed(&parts, at).filter(|_| is_whole) {
            prop_assert!(!believed(&changed, &sent.body), "{:?}", changed);
        }
        let longer = [sent.body.as_slice(), b"x"].concat();
        prop_assert!(!believed(&parts, &longer) || (sent.presigned && sent.service == "s3"));
    }
}
