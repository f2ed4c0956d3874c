//! Headers that s3s does not read as S3 does: lines of one name are joined where HTTP allows it, values beyond ASCII and
//! user metadata go around s3s, and so do the headers that a request sets for its reply.

use std::collections::BTreeMap;

use http::request::Parts;
use http::{HeaderMap, HeaderName, HeaderValue, Method, Uri, header};

use crate::context::Override;
use crate::error::{Code, Error, Result};
use crate::message::encoded_word;
use crate::object::describe::KEPT;

/// Headers whose values are lists: several lines mean one list.
/// <https://www.rfc-editor.org/rfc/rfc9110#section-5.3>
static LISTS: [HeaderName; 8] = [
    header::CACHE_CONTROL,
    header::CONTENT_ENCODING,
    header::CONTENT_LANGUAGE,
    header::IF_MATCH,
    header::IF_NONE_MATCH,
    HeaderName::from_static("x-amz-copy-source-if-match"),
    HeaderName::from_static("x-amz-copy-source-if-none-match"),
    HeaderName::from_static("x-amz-trailer"),
];

const COPY_SOURCE: &str = "x-amz-copy-source";
static COPY_SOURCE_NAME: HeaderName = HeaderName::from_static(COPY_SOURCE);
static MAX_PARTS: HeaderName = HeaderName::from_static("x-amz-max-parts");

/// What the names of user metadata begin with.
const METADATA: &str = "x-amz-meta-";

/// Parameters of the query that set headers of the reply to GetObject and HeadObject.
/// <https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html#API_GetObject_RequestParameters>
const OVERRIDES: [(&str, HeaderName); 6] = [
    ("response-content-type", header::CONTENT_TYPE),
    ("response-content-language", header::CONTENT_LANGUAGE),
    ("response-expires", header::EXPIRES),
    ("response-cache-control", header::CACHE_CONTROL),
    ("response-content-disposition", header::CONTENT_DISPOSITION),
    ("response-content-encoding", header::CONTENT_ENCODING),
];

/// Makes one line of the lines of each list.
pub(super) fn join_lists(headers: &mut HeaderMap) {
    // No name has more lines than one.
    if headers.len() == headers.keys_len() {
        return;
    }
    for name in &LISTS {
        let lines: Vec<&[u8]> = headers.get_all(name).iter().map(HeaderValue::as_bytes).collect();
        if lines.len() > 1
            && let Ok(joined) = HeaderValue::from_bytes(&lines.join(&b", "[..]))
        {
            headers.insert(name, joined);
        }
    }
}

/// Takes `aws-chunked` out of Content-Encoding: it was the wire's, not the object's.
pub(super) fn drop_chunked_encoding(headers: &mut HeaderMap) {
    let Some(value) = headers.get(header::CONTENT_ENCODING).map(HeaderValue::as_bytes) else { return };
    let is_chunked = |coding: &&[u8]| coding.eq_ignore_ascii_case(b"aws-chunked");
    let codings: Vec<&[u8]> = value.split(|byte| *byte == b',').map(<[u8]>::trim_ascii).collect();
    if !codings.iter().any(is_chunked) {
        return;
    }
    let kept: Vec<&[u8]> =
        codings.into_iter().filter(|coding| !coding.is_empty() && !is_chunked(coding)).collect();
    match HeaderValue::from_bytes(&kept.join(&b", "[..])) {
        Ok(value) if !value.is_empty() => headers.insert(header::CONTENT_ENCODING, value),
        _ => headers.remove(header::CONTENT_ENCODING),
    };
}

/// Puts aside what is kept with an object, so that its bytes stay what they are: s3s sees only what is ASCII.
pub(super) fn put_described_aside(headers: &mut HeaderMap, aside: &mut HeaderMap) {
    for name in &KEPT {
        let Some(value) = headers.get(name) else { continue };
        let is_ascii = value.as_bytes().is_ascii();
        aside.insert(name, value.clone());
        if !is_ascii {
            headers.remove(name);
        }
    }
}

/// Judges the copy source, more exactly than s3s, and writes it so that s3s can read it: in ASCII, and with a space where S3
/// reads one, which is a plus sign too.
/// <https://docs.aws.amazon.com/AmazonS3/latest/API/API_CopyObject.html#API_CopyObject_RequestSyntax>,
/// <https://github.com/aws/aws-cli/issues/614>, <https://github.com/aws/aws-sdk-js/issues/1821>
pub(super) fn check_copy_source(parts: &mut Parts) -> Result<()> {
    if parts.method != Method::PUT {
        return Ok(());
    }
    let Some(value) = parts.headers.get(&COPY_SOURCE_NAME) else { return Ok(()) };
    // AWS names the header as the value, too: its recorded answer.
    let refuse = |message: &'static str| Err(Error::argument(message, COPY_SOURCE, COPY_SOURCE));
    let sent = value.as_bytes().to_vec();
    let path = sent.split(|byte| *byte == b'?').next().unwrap_or_default();
    if !is_percent_encoded(path) {
        return refuse("Invalid copy source encoding.");
    }
    let Ok(decoded) = percent_encoding::percent_decode(path).decode_utf8() else {
        return refuse("Invalid copy source encoding.");
    };
    let decoded = decoded.strip_prefix('/').unwrap_or(&decoded);
    match decoded.split_once('/').unwrap_or((decoded, "")) {
        _ if decoded.starts_with("arn:") => {}
        ("", _) => return refuse("Invalid copy source bucket name"),
        (_, "") => return refuse("Invalid copy source object key"),
        (bucket, _) if !s3s::path::check_bucket_name(bucket) => {
            return refuse("Invalid copy source bucket name");
        }
        _ => {}
    }
    if !sent.is_ascii() || sent.contains(&b'+') {
        let ascii = percent_encoding::percent_encode(&sent, percent_encoding::CONTROLS).to_string();
        if let Ok(value) = HeaderValue::from_str(&ascii.replace('+', "%20")) {
            parts.headers.insert(COPY_SOURCE, value);
        }
    }
    Ok(())
}

/// Whether two hexadecimal digits follow each `%`.
fn is_percent_encoded(text: &[u8]) -> bool {
    let mut parts = text.split(|byte| *byte == b'%').skip(1);
    parts.all(|part| part.get(..2).is_some_and(|digits| digits.iter().all(u8::is_ascii_hexdigit)))
}

/// Takes away limits that are none: S3 passes over what is no number in `x-amz-max-parts`.
/// (versity/versitygw, pull request 1816, of AWS's answers.)
pub(super) fn drop_useless_limits(headers: &mut HeaderMap) {
    let is_limit = |value: &HeaderValue| {
        value.to_str().is_ok_and(|text| text.parse::<i32>().is_ok_and(|limit| limit >= 0))
    };
    if headers.get(&MAX_PARTS).is_some_and(|value| !is_limit(value)) {
        headers.remove(&MAX_PARTS);
    }
}

/// Takes the user metadata out of the headers, by its names without the prefix. Lines of one name are joined.
/// <https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingMetadata.html#UserMetadata>
pub(super) fn take_metadata(headers: &mut HeaderMap) -> BTreeMap<String, String> {
    let names: Vec<HeaderName> =
        headers.keys().filter(|n| n.as_str().starts_with(METADATA)).cloned().collect();
    let mut metadata = BTreeMap::new();
    for name in names {
        let lines: Vec<String> =
            headers.get_all(&name).iter().map(|line| encoded_word::decode(line.as_bytes())).collect();
        headers.remove(&name);
        if let Some(short) = name.as_str().strip_prefix(METADATA).filter(|short| !short.is_empty()) {
            metadata.insert(short.to_owned(), lines.join(","));
        }
    }
    metadata
}

/// Takes the parameters that set headers of the reply out of the query. Whether they can be served is for the operation.
pub(super) fn take_overrides(parts: &mut Parts) -> Result<Vec<Override>> {
    let query = parts.uri.query().unwrap_or_default();
    if !query.contains("response-") {
        return Ok(Vec::new());
    }
    let (mut kept, mut overrides) = (Vec::new(), Vec::new());
    for pair in query.split('&') {
        let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
        match OVERRIDES.into_iter().find(|(parameter, _)| *parameter == name) {
            None => kept.push(pair),
            Some((parameter, header)) => {
                let value = value.replace('+', " ");
                let value = percent_encoding::percent_decode_str(&value).decode_utf8_lossy().into_owned();
                overrides.push(Override { parameter, header, value });
            }
        }
    }
    let uri = match kept.join("&") {
        query if query.is_empty() => parts.uri.path().to_owned(),
        query => format!("{}?{query}", parts.uri.path()),
    };
    parts.uri = Uri::try_from(uri).map_err(|_| Error::of(Code::InvalidUri))?;
    Ok(overrides)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// RFC 9110, 5.3; AWS's page on `aws-chunked`: it is not stored.
    #[test]
    fn content_encodings() {
        let check = |lines: &[&str], expected: Option<&str>| {
            let mut headers = HeaderMap::new();
            for line in lines {
                headers.append(header::CONTENT_ENCODING, line.parse().unwrap());
            }
            join_lists(&mut headers);
            drop_chunked_encoding(&mut headers);
            let found: Vec<&str> =
                headers.get_all(header::CONTENT_ENCODING).iter().map(|v| v.to_str().unwrap()).collect();
            assert_eq!(found, expected.into_iter().collect::<Vec<_>>(), "{lines:?}");
        };
        check(&[], None);
        check(&["gzip"], Some("gzip"));
        check(&["gzip, br"], Some("gzip, br"));
        check(&["gzip", "br"], Some("gzip, br"));
        check(&["gzip", "aws-chunked"], Some("gzip"));
        check(&["aws-chunked", "gzip"], Some("gzip"));
        check(&["aws-chunked,gzip"], Some("gzip"));
        check(&["AWS-Chunked , gzip", "br"], Some("gzip, br"));
        check(&["aws-chunked"], None);
        check(&["aws-chunked", ""], None);
    }
}
