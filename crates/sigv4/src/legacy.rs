//! Signature Version 2, which S3 still takes.
//!
//! <https://docs.aws.amazon.com/AmazonS3/latest/API/RESTAuthentication.html>

use std::collections::BTreeMap;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use hmac::{Hmac, KeyInit, Mac};
use http::request::Parts;
use sha1::Sha1;

use crate::claim::{Claim, Form, Valid, same};
use crate::header::{request_date, text};
use crate::query::{decode, get, pieces};
use crate::{Error, Parameter, Payload, date};

/// Parameters that name a part of a resource, and so are signed with it. AWS's page lists most of them; the rest are
/// in botocore's list, which AWS takes.
const SUB_RESOURCES: [&str; 35] = [
    "accelerate",
    "acl",
    "analytics",
    "cors",
    "defaultObjectAcl",
    "delete",
    "inventory",
    "lifecycle",
    "location",
    "logging",
    "metrics",
    "notification",
    "object-lock",
    "partNumber",
    "policy",
    "replication",
    "requestPayment",
    "response-cache-control",
    "response-content-disposition",
    "response-content-encoding",
    "response-content-language",
    "response-content-type",
    "response-expires",
    "restore",
    "select",
    "select-type",
    "storageClass",
    "tagging",
    "torrent",
    "uploadId",
    "uploads",
    "versionId",
    "versioning",
    "versions",
    "website",
];

/// How many readings of a host as bucket and endpoint are tried.
const MAX_BUCKET_READINGS: usize = 12;

/// Whether a query carries a SigV2 signature.
pub(crate) fn is_signed(query: &str) -> bool {
    let has = |name: &str| pieces(query).any(|(have, _)| have == name);
    has("AWSAccessKeyId") || (has("Signature") && has("Expires"))
}

/// Reads what follows `AWS `: `key:signature`.
pub(crate) fn read_header(parts: &Parts, rest: &str) -> Result<Claim, Error> {
    let form = Form::LegacyHeader;
    let malformed = || Error::MalformedComponent { form, component: format!("AWS {rest}") };
    let (key, signature) = rest.trim().rsplit_once(':').ok_or_else(malformed)?;
    if key.is_empty() || signature.is_empty() {
        return Err(malformed());
    }
    let Some(date) = request_date(parts) else {
        let missing = vec![Parameter::Date];
        return Err(Error::Incomplete { form, missing, authorization: format!("AWS {rest}") });
    };
    let at_secs = date::parse_header(&date).ok_or(Error::MalformedDate { form, date })?;
    Ok(Claim {
        form,
        access_key: key.to_owned(),
        scope: None,
        session_token: text(parts, "x-amz-security-token"),
        payload: Payload::of(parts)?,
        signature: signature.trim().to_owned(),
        signed_headers: Vec::new(),
        valid: Valid::Around { at_secs },
        max_skew_secs: None,
    })
}

/// Reads `AWSAccessKeyId`, `Signature` and `Expires`.
pub(crate) fn read_query(parts: &Parts, query: &str) -> Result<Claim, Error> {
    let form = Form::LegacyPresigned;
    let (mut found, mut missing) = (Vec::with_capacity(3), Vec::new());
    for (name, parameter) in [
        ("AWSAccessKeyId", Parameter::Credential),
        ("Signature", Parameter::Signature),
        ("Expires", Parameter::Expires),
    ] {
        match get(query, name).filter(|value| !value.is_empty()) {
            Some(value) => found.push(value.into_owned()),
            None => missing.push(parameter),
        }
    }
    let Ok([access_key, signature, expires]) = <[String; 3]>::try_from(found) else {
        return Err(Error::Incomplete { form, missing, authorization: String::new() });
    };
    let secs = expires.parse().map_err(|_| Error::ExpiresNotANumber { form, value: expires })?;
    Ok(Claim {
        form,
        access_key,
        scope: None,
        session_token: get(query, "x-amz-security-token")
            .map(std::borrow::Cow::into_owned)
            .or_else(|| text(parts, "x-amz-security-token")),
        payload: Payload::of(parts)?,
        signature,
        signed_headers: Vec::new(),
        valid: Valid::Until { secs },
        max_skew_secs: None,
    })
}

/// Compares the signature with that of every reading of the host. Which part of a host is the bucket is the S3
/// engine's knowledge and configuration, not ours, and a signer who knows the secret could sign any reading.
pub(crate) fn verify(claim: &Claim, parts: &Parts, secret: &str) -> Result<(), Error> {
    let (head, sub_resources) = string_to_sign(claim, parts);
    let mut expected = None;
    for path in paths(parts) {
        if same(&sign(secret, [&head, path.as_bytes(), &sub_resources]), &claim.signature) {
            return Ok(());
        }
        expected.get_or_insert(path);
    }
    let text = [head.as_slice(), expected.unwrap_or_default().as_bytes(), &sub_resources].concat();
    Err(Error::SignatureDiffers {
        access_key: claim.access_key.clone(),
        string_to_sign: String::from_utf8_lossy(&text).into_owned(),
        signature: claim.signature.clone(),
        canonical_request: None,
    })
}

/// HMAC-SHA1 in base64.
pub(crate) fn sign(secret: &str, message: [&[u8]; 3]) -> String {
    // A key of any length will do, so the default, which no claim carries, never comes to be.
    Hmac::<Sha1>::new_from_slice(secret.as_bytes()).map_or_else(
        |_| String::new(),
        |mut mac| {
            message.iter().for_each(|part| mac.update(part));
            STANDARD.encode(mac.finalize().into_bytes())
        },
    )
}

/// What is signed, but for the path that belongs between the two.
fn string_to_sign(claim: &Claim, parts: &Parts) -> (Vec<u8>, Vec<u8>) {
    let query = parts.uri.query().unwrap_or_default();
    let presigned = claim.form == Form::LegacyPresigned;
    let mut head = Vec::with_capacity(256);
    // A presigner moves the headers that it signs into the query, in whatever case; a header that is there counts.
    let moved = |name: &str| {
        let mut pairs = pieces(query).filter(|_| presigned);
        pairs.find(|(known, _)| known.eq_ignore_ascii_case(name)).map(|(_, value)| decode(value).into_owned())
    };
    let positional = |name: &str| text(parts, name).or_else(|| moved(name)).unwrap_or_default();
    let amz = amz_headers(parts, if presigned { query } else { "" });
    let date = match claim.valid {
        Valid::Until { secs } => secs.to_string(),
        // With x-amz-date the date stands among the amz headers and its own place stays empty.
        _ if amz.contains_key("x-amz-date") => String::new(),
        _ => text(parts, "date").unwrap_or_default(),
    };
    for line in [parts.method.as_str(), &positional("content-md5"), &positional("content-type"), &date] {
        head.extend_from_slice(line.as_bytes());
        head.push(b'\n');
    }
    for (name, value) in &amz {
        head.extend_from_slice(name.as_bytes());
        head.push(b':');
        head.extend_from_slice(value);
        head.push(b'\n');
    }
    (head, sub_resources(query))
}

/// The `x-amz-` headers in lower case, sorted, the values of one name joined with commas. Those in the query count where there
/// is no such header. Blanks within a value stay: only lines that are folded are unfolded, and HTTP/1.1 has none.
fn amz_headers(parts: &Parts, query: &str) -> BTreeMap<String, Vec<u8>> {
    let mut amz: BTreeMap<String, Vec<u8>> = BTreeMap::new();
    let mut add = |name: &str, value: &[u8]| {
        let values = amz.entry(name.to_ascii_lowercase()).or_default();
        if !values.is_empty() {
            values.push(b',');
        }
        values.extend_from_slice(value.trim_ascii());
    };
    for (name, value) in parts.headers.iter().filter(|(name, _)| name.as_str().starts_with("x-amz-")) {
        add(name.as_str(), value.as_bytes());
    }
    for (name, value) in pieces(query) {
        let is_amz = name.get(..6).is_some_and(|start| start.eq_ignore_ascii_case("x-amz-"));
        if is_amz && !parts.headers.contains_key(name) {
            add(name, decode(value).as_bytes());
        }
    }
    amz
}

/// The sub-resources of a query, sorted, their values decoded.
fn sub_resources(query: &str) -> Vec<u8> {
    let mut subs: Vec<(&str, Option<&str>)> = query
        .split('&')
        .map(|piece| piece.split_once('=').map_or((piece, None), |(name, value)| (name, Some(value))))
        .filter(|(name, _)| SUB_RESOURCES.binary_search(name).is_ok())
        .collect();
    subs.sort_unstable();
    let mut out = Vec::new();
    for (i, (name, value)) in subs.into_iter().enumerate() {
        out.push(if i == 0 { b'?' } else { b'&' });
        out.extend_from_slice(name.as_bytes());
        if let Some(value) = value {
            out.push(b'=');
            out.extend_from_slice(decode(value).as_bytes());
        }
    }
    out
}

/// The path as it may have been signed: as sent, or behind the bucket of a virtual host. The likeliest comes first.
fn paths(parts: &Parts) -> Vec<String> {
    let path = Some(parts.uri.path()).filter(|path| !path.is_empty()).unwrap_or("/");
    let host =
        text(parts, "host").or_else(|| parts.uri.authority().map(ToString::to_string)).unwrap_or_default();
    let host = host.rsplit_once(':').map_or(host.as_str(), |(name, _)| name).to_ascii_lowercase();
    let behind = |end: usize| format!("/{}{path}", host.get(..end).unwrap_or_default());
    let mut readings: Vec<String> =
        host.find(".s3.").or_else(|| host.find(".s3-")).map(behind).into_iter().collect();
    readings.push(path.to_owned());
    if path.len() > 1 && path.matches('/').count() == 1 {
        // A bucket alone: botocore signs it with the slash that it does not send.
        readings.push(format!("{path}/"));
    }
    let ends = host.match_indices('.').map(|(end, _)| end).chain([host.len()]).filter(|end| *end > 0);
    for reading in ends.take(MAX_BUCKET_READINGS).map(behind) {
        if !readings.contains(&reading) {
            readings.push(reading);
        }
    }
    readings
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sub_resources_are_found_by_bisection() {
        assert!(SUB_RESOURCES.is_sorted());
    }

    #[test]
    fn a_path_is_read_as_path_style_and_behind_every_bucket_of_its_host() {
        for (host, path, want) in [
            ("localhost:4566", "/b", ["/b", "/b/", "/localhost/b"].as_slice()),
            ("b.s3.x", "/k", &["/b/k", "/k", "/k/", "/b.s3/k", "/b.s3.x/k"]),
            ("s3.x", "/b/k", &["/b/k", "/s3/b/k", "/s3.x/b/k"]),
        ] {
            let request = http::Request::get(path).header("host", host).body(()).unwrap();
            assert_eq!(paths(&request.into_parts().0), want);
        }
    }
}
