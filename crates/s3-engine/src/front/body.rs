//! What a request says about its body, and the transfer coding `aws-chunked` taken off it.
//!
//! <https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming.html>

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use http::{HeaderMap, HeaderName, header};

use crate::error::{Code, Error, Result};
use crate::payload::checksum::{self, Algorithm};
use crate::payload::receive::{Claimed, Claims, invalid_value};

static SHA256: HeaderName = HeaderName::from_static("x-amz-content-sha256");
static MD5: HeaderName = HeaderName::from_static("content-md5");
static DECODED_LENGTH: HeaderName = HeaderName::from_static("x-amz-decoded-content-length");
static TRAILER: HeaderName = HeaderName::from_static("x-amz-trailer");
static SDK_ALGORITHM: HeaderName = HeaderName::from_static("x-amz-sdk-checksum-algorithm");

/// How the payload is laid on the wire, by `x-amz-content-sha256` or `Content-Encoding`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum PayloadCoding {
    /// As it is.
    Plain,
    /// In chunks, each with its size; `trailer` if headers follow the last.
    Chunked { trailer: bool },
}

/// Which coding a request uses.
pub(super) fn coding(headers: &HeaderMap) -> PayloadCoding {
    let sha256 = text(headers, &SHA256).unwrap_or_default();
    let encoded = || {
        headers
            .get_all(header::CONTENT_ENCODING)
            .iter()
            .filter_map(|value| value.to_str().ok())
            .any(|value| value.split(',').any(|coding| coding.trim().eq_ignore_ascii_case("aws-chunked")))
            && headers.contains_key(&DECODED_LENGTH)
    };
    if sha256.starts_with("STREAMING-") || encoded() {
        PayloadCoding::Chunked { trailer: headers.contains_key(&TRAILER) || sha256.ends_with("-TRAILER") }
    } else {
        PayloadCoding::Plain
    }
}

/// What a request says about its body, checksums apart. `checked` if its signature was, so that the digest in it counts.
pub(super) fn claims(headers: &HeaderMap, checked: bool) -> Result<Claims> {
    let len = match text(headers, &DECODED_LENGTH) {
        Some(len) => Some(len),
        None => text(headers, &header::CONTENT_LENGTH),
    };
    let len = len.map(|len| len.parse().map_err(|_| Error::of(Code::MissingContentLength))).transpose()?;
    let md5 = match headers.get(&MD5) {
        None => None,
        Some(value) => {
            let value = value.to_str().unwrap_or_default();
            if !STANDARD.decode(value).is_ok_and(|bytes| bytes.len() == 16) {
                return Err(Error::invalid_md5(value));
            }
            Some(value.to_owned())
        }
    };
    let sha256 = text(headers, &SHA256)
        .filter(|value| checked && value.len() == 64 && value.bytes().all(|b| b.is_ascii_hexdigit()))
        .map(str::to_owned);
    Ok(Claims { len, md5, sha256, checksum: None })
}

/// The checksum of a request's body: at most one, in a header or announced as a trailer.
pub(super) fn claimed_checksum(headers: &HeaderMap) -> Result<Option<(Algorithm, Claimed)>> {
    let mut found = None;
    if let Some((algorithm, value)) = checksum::of_headers(headers)? {
        if !algorithm.accepts(value) {
            return Err(invalid_value(algorithm.header()));
        }
        found = Some((algorithm, Claimed::Value(value.to_owned())));
    }
    if let Some(trailer) = text(headers, &TRAILER) {
        let algorithm = Algorithm::of_header(trailer.trim()).ok_or_else(|| {
            Error::request("The value specified in the x-amz-trailer header is not supported")
        })?;
        // Whether or not it is of the same algorithm: AWS's answer of 2025-11-20 (versity/versitygw, issue 1657).
        if found.is_some() {
            return Err(Error::request("Expecting a single x-amz-checksum- header"));
        }
        found = Some((algorithm, Claimed::Trailer));
    }
    let named = text(headers, &SDK_ALGORITHM).unwrap_or_default();
    if !named.is_empty() {
        let algorithm = Algorithm::named(named)
            .ok_or_else(|| Error::request("Value for x-amz-sdk-checksum-algorithm header is invalid."))?;
        match &found {
            None => {
                return Err(Error::request(
                    "x-amz-sdk-checksum-algorithm specified, but no corresponding x-amz-checksum-* or x-amz-trailer headers were found.",
                ));
            }
            Some((given, _)) if *given != algorithm => {
                return Err(Error::request("Value for x-amz-sdk-checksum-algorithm header is invalid."));
            }
            Some(_) => {}
        }
    }
    Ok(found)
}

/// An error of a body in chunks, in S3's words.
/// <https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html>
pub(super) fn chunk_error(error: sigv4::chunked::Error) -> Error {
    use sigv4::chunked::Error as Chunked;
    match error {
        Chunked::Truncated | Chunked::Malformed | Chunked::LengthDiffers { .. } => {
            Error::of(Code::IncompleteBody)
        }
        Chunked::TooLarge => Error::request("The chunk is larger than the maximum allowed size"),
        Chunked::ChunkTooSmall { chunk, size } => {
            Error::of(Code::InvalidChunkSizeError).with("Chunk", chunk).with("BadChunkSize", size)
        }
        Chunked::SignatureDiffers { string_to_sign, signature } => Error::of(Code::SignatureDoesNotMatch)
            .with("StringToSign", string_to_sign)
            .with("SignatureProvided", signature),
        Chunked::MalformedTrailer => Error::of(Code::MalformedTrailerError),
        Chunked::Body(cause) => crate::payload::receive::broken(cause),
    }
}

fn text<'h>(headers: &'h HeaderMap, name: &HeaderName) -> Option<&'h str> {
    headers.get(name)?.to_str().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(pairs: &[(&'static str, &str)]) -> HeaderMap {
        pairs.iter().map(|(name, value)| ((*name).parse().unwrap(), value.parse().unwrap())).collect()
    }

    fn check(pairs: &[(&'static str, &str)], expected: std::result::Result<Option<&str>, &str>) {
        let headers = headers(pairs);
        let found = claims(&headers, true)
            .and_then(|claims| Ok(Claims { checksum: claimed_checksum(&headers)?, ..claims }));
        match expected {
            Ok(algorithm) => {
                let found = found.unwrap().checksum.map(|(algorithm, _)| algorithm.name());
                assert_eq!(found, algorithm, "{pairs:?}");
            }
            Err(code) => assert_eq!(found.unwrap_err().name(), code, "{pairs:?}"),
        }
    }

    /// Codes as recorded on AWS; the sentences are AWS's.
    #[test]
    fn checksums() {
        check(&[], Ok(None));
        check(&[("x-amz-checksum-crc32", "AAAAAA==")], Ok(Some("CRC32")));
        check(&[("x-amz-checksum-crc32", "AAAA")], Err("InvalidRequest"));
        check(
            &[("x-amz-checksum-crc32", "AAAAAA=="), ("x-amz-checksum-crc32c", "AAAAAA==")],
            Err("InvalidRequest"),
        );
        check(&[("x-amz-trailer", "x-amz-checksum-sha1")], Ok(Some("SHA1")));
        check(&[("x-amz-checksum-md5", "1B2M2Y8AsgTpgAmY7PhCfg==")], Ok(Some("MD5")));
        check(&[("x-amz-checksum-xxhash3", "AAAAAA==")], Err("InvalidRequest"));
        check(&[("x-amz-trailer", "x-amz-checksum-xxhash128")], Ok(Some("XXHASH128")));
        check(
            &[("x-amz-checksum-crc32", "AAAAAA=="), ("x-amz-trailer", "x-amz-checksum-sha1")],
            Err("InvalidRequest"),
        );
        // Recorded on AWS: what chooses the algorithm of uploads and copies says nothing here.
        check(&[("x-amz-checksum-algorithm", "SHA1")], Ok(None));
        check(&[("x-amz-trailer", "x-amz-foo")], Err("InvalidRequest"));
        check(&[("x-amz-sdk-checksum-algorithm", "CRC32")], Err("InvalidRequest"));
        check(
            &[("x-amz-sdk-checksum-algorithm", "crc32"), ("x-amz-checksum-crc32", "AAAAAA==")],
            Ok(Some("CRC32")),
        );
        check(&[("content-md5", "nonsense")], Err("InvalidDigest"));
        check(&[("content-length", "x")], Err("MissingContentLength"));
    }

    #[test]
    fn codings() {
        let of = |pairs: &[(&'static str, &str)]| coding(&headers(pairs));
        assert_eq!(of(&[("x-amz-content-sha256", "UNSIGNED-PAYLOAD")]), PayloadCoding::Plain);
        assert_eq!(
            of(&[("x-amz-content-sha256", "STREAMING-AWS4-HMAC-SHA256-PAYLOAD")]),
            PayloadCoding::Chunked { trailer: false }
        );
        assert_eq!(
            of(&[("x-amz-content-sha256", "STREAMING-UNSIGNED-PAYLOAD-TRAILER")]),
            PayloadCoding::Chunked { trailer: true }
        );
    }
}
