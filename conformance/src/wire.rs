//! HTTP/1.1 as it goes over the wire: requests that no client library would send, and replies taken as they come.

use std::fmt::Write as _;

use crate::{Error, Result};
use bytes::{Buf as _, Bytes, BytesMut};
use tokio::io::{AsyncRead, AsyncReadExt as _};

/// The most of a reply that is held.
const LARGEST_REPLY: usize = 64 << 20;
/// How much of a head, and of a body, a report shows.
const SHOWN: usize = 700;

/// A request, sent as it stands.
#[derive(Clone, Debug, PartialEq)]
pub struct Request {
    /// GET, PUT and so on.
    pub method: String,
    /// Path and query.
    pub path: String,
    /// `host`, `content-length` and `connection` come by themselves unless they are here.
    pub headers: Vec<(String, String)>,
    /// What follows the head.
    pub body: Bytes,
}

impl Request {
    /// A request without headers and body.
    pub fn new(method: &str, path: impl Into<String>) -> Request {
        Request { method: method.into(), path: path.into(), headers: Vec::new(), body: Bytes::new() }
    }

    /// The request with one header more.
    pub fn header(mut self, name: &str, value: impl Into<String>) -> Request {
        self.headers.push((name.to_owned(), value.into()));
        self
    }

    /// The request with this body.
    pub fn body(mut self, body: impl Into<Bytes>) -> Request {
        self.body = body.into();
        self
    }

    /// An operation of DynamoDB.
    pub fn dynamodb(operation: &str, input: &serde_json::Value) -> Request {
        Request::new("POST", "/")
            .header("x-amz-target", format!("DynamoDB_20120810.{operation}"))
            .header("content-type", "application/x-amz-json-1.0")
            .body(input.to_string())
    }

    /// The first header of that name.
    pub fn value(&self, name: &str) -> Option<&str> {
        self.headers
            .iter()
            .find(|(known, _)| known.eq_ignore_ascii_case(name))
            .map(|(_, value)| value.as_str())
    }

    /// Everything before the body. `host` is the one that is named where the request names none.
    pub fn head(&self, host: &str) -> String {
        let mut head = format!("{} {} HTTP/1.1\r\n", self.method, self.path);
        let mut line = |name: &str, value: &str| {
            // Writing to a string cannot fail.
            let _ = write!(head, "{name}: {value}\r\n");
        };
        if self.value("host").is_none() {
            line("host", host);
        }
        for (name, value) in &self.headers {
            line(name, value);
        }
        let has_body = !self.body.is_empty() || matches!(self.method.as_str(), "PUT" | "POST");
        if has_body && self.value("content-length").is_none() && self.value("transfer-encoding").is_none() {
            line("content-length", &self.body.len().to_string());
        }
        head.push_str("\r\n");
        head
    }

    /// The request for a report.
    pub fn summary(&self) -> String {
        let head = self.head("(the server)");
        let body = if self.body.is_empty() { String::new() } else { format!(" [{} bytes]", self.body.len()) };
        format!("{}{body}", shortened(head.trim_end().as_bytes()))
    }
}

/// A whole reply.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Reply {
    /// The status, such as 200.
    pub status: u16,
    /// Names in lower case.
    pub headers: Vec<(String, String)>,
    /// What follows the head.
    pub body: Bytes,
}

impl Reply {
    /// The first header of that name, which is in lower case.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// Whether the status says that all went well.
    pub fn is_success(&self) -> bool {
        (200..300).contains(&self.status)
    }

    /// The body as text.
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    /// The body as JSON; null if it is none.
    pub fn json(&self) -> serde_json::Value {
        serde_json::from_slice(&self.body).unwrap_or_default()
    }

    /// Whether the connection ends with it.
    pub fn closes(&self) -> bool {
        self.header("connection").is_some_and(|value| value.eq_ignore_ascii_case("close"))
    }

    /// The reply for a report.
    pub fn summary(&self) -> String {
        format!("{} {}", self.status, shortened(&self.body))
    }

    /// A reply of this status and body, for tests.
    pub fn of(status: u16, body: &str) -> Reply {
        Reply { status, body: Bytes::copy_from_slice(body.as_bytes()), ..Reply::default() }
    }
}

fn shortened(bytes: &[u8]) -> String {
    let text = String::from_utf8_lossy(bytes.get(..SHOWN).unwrap_or(bytes)).replace("\r\n", " | ");
    if bytes.len() > SHOWN { format!("{text}…") } else { text }
}

/// What comes from a server on one connection.
#[derive(Debug)]
pub struct Incoming<R> {
    /// Where it comes from.
    pub stream: R,
    buffer: BytesMut,
}

impl<R: AsyncRead + Unpin> Incoming<R> {
    /// Reads from here.
    pub fn new(stream: R) -> Incoming<R> {
        Incoming { stream, buffer: BytesMut::new() }
    }

    /// The next whole reply, to a request of this method. Less than a whole one is an error.
    pub async fn reply(&mut self, method: &str) -> Result<Reply> {
        let mut reply = loop {
            let head = self.until(b"\r\n\r\n").await?;
            let reply = parse_head(&head)?;
            // "100 Continue" and its kind come before the reply proper.
            if reply.status >= 200 {
                break reply;
            }
        };
        let bodiless = method == "HEAD" || matches!(reply.status, 204 | 304);
        if bodiless {
            return Ok(reply);
        }
        reply.body = if let Some(length) = reply.header("content-length") {
            let length: usize = length.parse()?;
            self.take(length).await?
        } else if reply.header("transfer-encoding").is_some_and(|coding| coding.contains("chunked")) {
            self.chunks().await?
        } else {
            return Err("the reply says neither how long it is nor that it comes in chunks".into());
        };
        Ok(reply)
    }

    async fn chunks(&mut self) -> Result<Bytes> {
        let mut body = BytesMut::new();
        loop {
            let line = self.until(b"\r\n").await?;
            let line = String::from_utf8_lossy(&line).into_owned();
            let size = line.trim().split(';').next().unwrap_or_default();
            let size = usize::from_str_radix(size, 16)?;
            if body.len() + size > LARGEST_REPLY {
                return Err("the reply is larger than anything asked for".into());
            }
            if size == 0 {
                // Trailers, if there are any, and the empty line.
                while self.until(b"\r\n").await?.len() > 2 {}
                return Ok(body.freeze());
            }
            body.extend_from_slice(&self.take(size).await?);
            self.until(b"\r\n").await?;
        }
    }

    /// Everything up to and with `end`.
    async fn until(&mut self, end: &[u8]) -> Result<Bytes> {
        let mut looked = 0;
        loop {
            let new = self.buffer.get(looked..).unwrap_or_default();
            if let Some(at) = new.windows(end.len()).position(|window| window == end) {
                return Ok(self.buffer.split_to(looked + at + end.len()).freeze());
            }
            looked = self.buffer.len().saturating_sub(end.len() - 1);
            if self.buffer.len() > LARGEST_REPLY {
                return Err("the head of the reply does not end".into());
            }
            self.more().await?;
        }
    }

    async fn take(&mut self, length: usize) -> Result<Bytes> {
        if length > LARGEST_REPLY {
            return Err("the reply is larger than anything asked for".into());
        }
        while self.buffer.len() < length {
            self.more().await?;
        }
        Ok(self.buffer.split_to(length).freeze())
    }

    async fn more(&mut self) -> Result<()> {
        self.buffer.reserve(16 << 10);
        match self.stream.read_buf(&mut self.buffer).await? {
            0 => Err(Error::from(format!(
                "the server closed the connection after {} bytes of a reply",
                self.buffer.remaining()
            ))),
            _ => Ok(()),
        }
    }
}

fn parse_head(head: &[u8]) -> Result<Reply> {
    let head = String::from_utf8_lossy(head).into_owned();
    let mut lines = head.lines();
    let status = lines.next().and_then(|line| line.strip_prefix("HTTP/1.")?.split(' ').nth(1)?.parse().ok());
    let status = status.ok_or_else(|| format!("this is no HTTP: {}", shortened(head.as_bytes())))?;
    let fields = lines.filter_map(|line| line.split_once(':'));
    let headers = fields.map(|(name, value)| (name.to_ascii_lowercase(), value.trim().to_owned())).collect();
    Ok(Reply { status, headers, body: Bytes::new() })
}

#[cfg(test)]
mod tests {
    use super::*;

    async fn parsed(bytes: &[u8], method: &str) -> Result<Reply> {
        Incoming::new(bytes).reply(method).await
    }

    #[tokio::test]
    async fn replies_are_taken_whole_or_not_at_all() {
        let long = parsed(b"HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nabcd", "GET").await.unwrap();
        assert_eq!((long.status, long.text().as_str()), (200, "abc"));
        let chunked =
            b"HTTP/1.1 404 X\r\ntransfer-encoding: chunked\r\n\r\n2\r\nab\r\n1;x=y\r\nc\r\n0\r\n\r\n";
        assert_eq!(parsed(chunked, "GET").await.unwrap().text(), "abc");
        let short = parsed(b"HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\nabc", "GET").await.unwrap_err();
        assert!(short.to_string().contains("closed the connection"), "{short}");
        parsed(b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n2\r\nab\r\n", "GET").await.unwrap_err();
        parsed(b"", "GET").await.unwrap_err();
        parsed(b"SSH-2.0\r\n\r\n", "GET").await.unwrap_err();
        let head = parsed(b"HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\n", "HEAD").await.unwrap();
        assert!(head.body.is_empty());
        let continued = b"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 204 No Content\r\nconnection: close\r\n\r\n";
        assert!(parsed(continued, "PUT").await.unwrap().closes());
    }

    #[test]
    fn a_request_says_what_it_needs_to() {
        let request = Request::new("PUT", "/b/k?x").header("Origin", "null").body("abc");
        let head = request.head("localhost:1");
        assert_eq!(
            head,
            "PUT /b/k?x HTTP/1.1\r\nhost: localhost:1\r\nOrigin: null\r\ncontent-length: 3\r\n\r\n"
        );
        let named = Request::new("GET", "/").header("host", "evil.example").head("localhost:1");
        assert_eq!(named, "GET / HTTP/1.1\r\nhost: evil.example\r\n\r\n");
        assert!(request.summary().contains("Origin: null"));
    }
}
