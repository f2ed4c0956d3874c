//! The query of a request: what is of the signature is dropped, what a presigner has moved there becomes headers again,
//! and the rest is what the request is about.

use http::{HeaderMap, HeaderName, HeaderValue};

use crate::error::{Code, Error, Result};
use crate::message::percent::form_decode;
use crate::route::{QueryPair, RouteRow};

/// Parameters of the older signature. Those of the newer begin with `X-Amz-`.
const SIGNATURE_V2: [&str; 3] = ["AWSAccessKeyId", "Signature", "Expires"];

/// Parameters of the newer signature, in lower case. `x-amz-date` is not here: policies ask how old a signature is.
const SIGNATURE_V4: [&str; 8] = [
    "x-amz-algorithm",
    "x-amz-credential",
    "x-amz-expires",
    "x-amz-signedheaders",
    "x-amz-signature",
    "x-amz-security-token",
    "x-amz-s3session-token",
    "x-amz-content-sha256",
];

/// Headers that a presigner may move into the query too: conditions, and what the AWS SDK for JavaScript 2 moves, which AWS
/// takes from there (jamhall/s3rver, issue 153).
const MOVED: [&str; 7] = [
    "cache-control",
    "content-md5",
    "content-type",
    "if-match",
    "if-modified-since",
    "if-none-match",
    "if-unmodified-since",
];

/// Takes the query apart. Checksums are passed over: who signs a URL seldom has the body, and S3 does not compare them.
pub(super) fn read<'q>(query: &'q str, headers: &mut HeaderMap) -> Result<Vec<QueryPair<'q>>> {
    let mut kept = Vec::new();
    let pairs: Vec<QueryPair<'_>> = query.split('&').filter(|raw| !raw.is_empty()).map(pair).collect();
    let is_presigned = pairs.iter().any(|pair| matches!(&*pair.name, "X-Amz-Signature" | "Signature"));
    for pair in pairs {
        if SIGNATURE_V2.contains(&&*pair.name) {
            continue;
        }
        let name = pair.name.to_ascii_lowercase();
        let is_moved = name.starts_with("x-amz-") || (is_presigned && MOVED.contains(&&*name));
        if !is_moved {
            kept.push(pair);
        } else if !SIGNATURE_V4.contains(&&*name) && !is_checksum(&name) {
            let value = pair.raw.split_once('=').map_or("", |(_, value)| value);
            let value: Vec<u8> = percent_encoding::percent_decode_str(value).collect();
            let (Ok(name), Ok(value)) = (HeaderName::try_from(name), HeaderValue::from_bytes(&value)) else {
                return Err(Error::of(Code::InvalidUri));
            };
            if is_presigned && name == "x-amz-date" {
                // What the signature covers: a header beside it may be anybody's.
                headers.insert(name, value);
            } else {
                headers.entry(name).or_insert(value);
            }
        }
    }
    Ok(kept)
}

/// The query with nothing in it that the operation does not have, or none.
pub(super) fn of(entry: &RouteRow, pairs: &[QueryPair<'_>]) -> Option<String> {
    let known: Vec<&str> = pairs.iter().filter(|pair| entry.has(&pair.name)).map(|pair| pair.raw).collect();
    (!known.is_empty()).then(|| known.join("&"))
}

/// A parameter, as forms are decoded: s3s reads it like this too.
fn pair(raw: &str) -> QueryPair<'_> {
    let (name, value) = raw.split_once('=').unwrap_or((raw, ""));
    QueryPair { raw, name: form_decode(name), value: form_decode(value) }
}

/// Whether a parameter says what the checksum of a body is; the others of that prefix say what kind is wanted.
fn is_checksum(name: &str) -> bool {
    match name.strip_prefix("x-amz-checksum-") {
        Some(kind) => !matches!(kind, "algorithm" | "mode" | "type"),
        None => name == "x-amz-sdk-checksum-algorithm",
    }
}
