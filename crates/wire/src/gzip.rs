//! Bodies that a client compressed: SDKs do so where AWS's model says that an operation takes it.

use std::io::Read as _;

use bytes::Bytes;
use flate2::read::MultiGzDecoder;
use http::HeaderMap;
use http::header::CONTENT_ENCODING;

/// Why a body cannot be unpacked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Packed {
    /// What it unpacks to is longer than the limit; nothing was unpacked beyond it.
    TooLarge,
    /// It is not what its header says, or is packed in a way that AWS does not take.
    Broken,
}

/// Whether a body is packed, and so may be much longer than it came.
pub fn is_packed(headers: &HeaderMap) -> bool {
    !codings(headers).is_empty()
}

/// The body as it was before its client compressed it, at most `limit` bytes. `aws-chunked`, which is no compression, and
/// `identity` are passed over.
///
/// # Errors
///
/// It is longer than that, or broken.
pub fn unpacked(headers: &HeaderMap, body: Bytes, limit: usize) -> Result<Bytes, Packed> {
    match codings(headers)[..] {
        [] => Ok(body),
        [name] if name.eq_ignore_ascii_case("gzip") => unzip(&body, limit),
        // Packed twice, or in another way.
        _ => Err(Packed::Broken),
    }
}

/// How a body was packed, those ways left out that change nothing.
fn codings(headers: &HeaderMap) -> Vec<&str> {
    // Nearly no request has one.
    if !headers.contains_key(CONTENT_ENCODING) {
        return Vec::new();
    }
    let lines = headers.get_all(CONTENT_ENCODING).iter();
    let names = lines.flat_map(|line| line.to_str().unwrap_or("?").split(',').map(str::trim));
    names.filter(|name| !name.is_empty() && !matches!(*name, "identity" | "aws-chunked")).collect()
}

fn unzip(body: &[u8], limit: usize) -> Result<Bytes, Packed> {
    let mut out = Vec::new();
    // One byte beyond the limit shows that there is more.
    let most = u64::try_from(limit).unwrap_or(u64::MAX).saturating_add(1);
    MultiGzDecoder::new(body).take(most).read_to_end(&mut out).map_err(|_| Packed::Broken)?;
    if out.len() > limit { Err(Packed::TooLarge) } else { Ok(out.into()) }
}

#[cfg(test)]
mod tests {
    use std::io::Write as _;

    use flate2::Compression;
    use flate2::write::GzEncoder;
    use http::HeaderValue;

    use super::*;

    fn packed(body: &[u8]) -> Bytes {
        let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
        encoder.write_all(body).unwrap();
        encoder.finish().unwrap().into()
    }

    fn check(encoding: &'static str, body: &[u8], expected: Result<&[u8], Packed>) {
        let headers = HeaderMap::from_iter([(CONTENT_ENCODING, HeaderValue::from_static(encoding))]);
        let unpacked = unpacked(&headers, Bytes::copy_from_slice(body), 1000);
        assert_eq!(unpacked, expected.map(Bytes::copy_from_slice), "{encoding}");
    }

    /// Smithy's requestCompression trait.
    #[test]
    fn a_body_is_unpacked_within_its_limit() {
        check("gzip", &packed(b"abc"), Ok(b"abc"));
        check("GZIP", &packed(b""), Ok(b""));
        check("identity", b"abc", Ok(b"abc"));
        check("aws-chunked,gzip", &packed(b"abc"), Ok(b"abc"));
        check("gzip", &packed(&[0; 1000]), Ok(&[0; 1000]));
        check("gzip", &packed(&[0; 1001]), Err(Packed::TooLarge));
        // A thousand times its own length.
        check("gzip", &packed(&vec![0; 10_000_000]), Err(Packed::TooLarge));
        check("gzip", b"abc", Err(Packed::Broken));
        check("gzip", packed(b"abc").get(..10).unwrap(), Err(Packed::Broken));
        check("br", b"abc", Err(Packed::Broken));
        check("gzip, gzip", &packed(&packed(b"abc")), Err(Packed::Broken));
        assert_eq!(unpacked(&HeaderMap::new(), Bytes::from_static(b"abc"), 1).unwrap(), "abc");
    }
}
