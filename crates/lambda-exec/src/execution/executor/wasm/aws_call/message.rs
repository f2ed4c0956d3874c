//! The text that a guest writes: a first line, headers, an empty line, a body; and the text that it reads.

use std::fmt;

use bytes::{BufMut as _, Bytes, BytesMut};
use http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, Uri, header};

/// The most headers a guest may send.
const HEADER_LIMIT: usize = 64;

/// What the host writes itself.
const RESERVED: [HeaderName; 6] = [
    header::AUTHORIZATION,
    header::CONNECTION,
    header::CONTENT_LENGTH,
    header::HOST,
    header::TRANSFER_ENCODING,
    header::UPGRADE,
];

/// A request as a guest wrote it.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Request {
    /// `s3`, `dynamodb`, `lambda`: the service's name in a signature's scope.
    pub(super) service: String,
    pub(super) method: Method,
    /// Path and query.
    pub(super) path: Uri,
    pub(super) headers: HeaderMap,
    pub(super) body: Bytes,
}

/// Why there is no reply.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Refused {
    /// The request is not one.
    Malformed(&'static str),
    /// The emulator could not be reached, or broke off.
    Unreachable(String),
    /// The request or the reply is larger than a guest may send or get.
    TooLarge,
}

impl Refused {
    /// What `aws_call` returns.
    pub(super) fn code(&self) -> i32 {
        match self {
            Refused::Malformed(_) => -1,
            Refused::Unreachable(_) => -2,
            Refused::TooLarge => -3,
        }
    }
}

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Refused::Malformed(why) => write!(f, "malformed request: {why}"),
            Refused::Unreachable(why) => write!(f, "the endpoint could not be reached: {why}"),
            Refused::TooLarge => {
                write!(f, "the request or the reply is larger than {} bytes", super::MESSAGE_LIMIT)
            }
        }
    }
}

/// Reads `SERVICE METHOD PATH`, header lines, an empty line, and the rest as the body. Lines end in `\n` or
/// `\r\n`.
pub(super) fn read(text: &[u8]) -> Result<Request, Refused> {
    let mut rest = text;
    let first = line(&mut rest).ok_or(Refused::Malformed("it has no first line"))?;
    let mut words = first.split(' ');
    let (Some(service), Some(method), Some(path), None) =
        (words.next(), words.next(), words.next(), words.next())
    else {
        return Err(Refused::Malformed("its first line is not SERVICE METHOD PATH"));
    };
    let letters = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-';
    if service.is_empty() || service.len() > 32 || !service.bytes().all(letters) {
        return Err(Refused::Malformed("its service is not a service's name"));
    }
    let method =
        Method::from_bytes(method.as_bytes()).map_err(|_| Refused::Malformed("its method is none"))?;
    let path: Uri = path.parse().map_err(|_| Refused::Malformed("its path is not one of a URL"))?;
    if path.authority().is_some() || !path.path().starts_with('/') {
        return Err(Refused::Malformed("its path does not begin with a slash"));
    }
    let headers = headers(&mut rest)?;
    Ok(Request { service: service.to_owned(), method, path, headers, body: Bytes::copy_from_slice(rest) })
}

fn headers(rest: &mut &[u8]) -> Result<HeaderMap, Refused> {
    let mut headers = HeaderMap::new();
    loop {
        match line(rest) {
            // A request without a body may end behind its last header.
            None if rest.is_empty() => return Ok(headers),
            None => return Err(Refused::Malformed("its headers do not end")),
            Some("") => return Ok(headers),
            Some(text) => {
                let (name, value) =
                    text.split_once(':').ok_or(Refused::Malformed("a header has no colon"))?;
                let name: HeaderName =
                    name.parse().map_err(|_| Refused::Malformed("a header's name is none"))?;
                let value: HeaderValue =
                    value.trim().parse().map_err(|_| Refused::Malformed("a header's value is none"))?;
                if RESERVED.contains(&name) {
                    return Err(Refused::Malformed("a header is one that the host writes"));
                }
                if headers.len() >= HEADER_LIMIT {
                    return Err(Refused::Malformed("it has too many headers"));
                }
                headers.append(name, value);
            }
        }
    }
}

/// The next line, without its end.
fn line<'a>(rest: &mut &'a [u8]) -> Option<&'a str> {
    let end = rest.iter().position(|&b| b == b'\n')?;
    let (line, behind) = (rest.get(..end)?, rest.get(end + 1..)?);
    let text = std::str::from_utf8(line.strip_suffix(b"\r").unwrap_or(line)).ok()?;
    *rest = behind;
    Some(text)
}

/// Writes the status, header lines, an empty line, and the body.
pub(super) fn write(status: StatusCode, headers: &HeaderMap, body: &[u8]) -> Bytes {
    let mut text = BytesMut::with_capacity(body.len() + 1024);
    text.put_slice(status.as_str().as_bytes());
    text.put_u8(b'\n');
    for (name, value) in headers {
        text.put_slice(name.as_str().as_bytes());
        text.put_slice(b": ");
        text.put_slice(value.as_bytes());
        text.put_u8(b'\n');
    }
    text.put_u8(b'\n');
    text.put_slice(body);
    text.freeze()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_request_is_read_as_written() {
        let text = b"dynamodb POST /?x=1\r\nX-Amz-Target: DynamoDB_20120810.PutItem\r\n\r\n{\n}\xff";
        let request = read(text).unwrap();
        assert_eq!((request.service.as_str(), &request.method), ("dynamodb", &Method::POST));
        assert_eq!(request.path, "/?x=1");
        assert_eq!(request.headers["x-amz-target"], "DynamoDB_20120810.PutItem");
        assert_eq!(request.body, &b"{\n}\xff"[..]);
        let short = read(b"s3 GET /bucket/a%20key\n").unwrap();
        assert_eq!((short.path.path(), short.headers.len(), short.body.len()), ("/bucket/a%20key", 0, 0));
    }

    #[test]
    fn what_is_no_request_is_refused() {
        for text in [
            &b""[..],
            b"s3 GET /",
            b"s3 GET\n\n",
            b"s3 GET / HTTP/1.1\n\n",
            b"S3 GET /\n\n",
            b"s3 G\xffT /\n\n",
            b"s3 GET http://example.com/\n\n",
            b"s3 GET bucket\n\n",
            b"s3 GET /\nno colon\n\n",
            b"s3 GET /\nHost: example.com\n\n",
            b"s3 GET /\nAuthorization: x\n\n",
            b"s3 GET /\nX-A: b",
        ] {
            assert!(matches!(read(text), Err(Refused::Malformed(_))), "{:?}", String::from_utf8_lossy(text));
        }
    }
}
