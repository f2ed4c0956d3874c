//! One end: an address, and a request to it with no client library between.

use std::io::{Read as _, Write as _};
use std::net::{TcpStream, ToSocketAddrs as _};
use std::time::Duration;

use conformance::Result;
use serde_json::Value;

use super::normal::Answer;

/// How long an answer may take.
const PATIENCE: Duration = Duration::from_secs(30);

/// A DynamoDB somewhere.
#[derive(Debug)]
pub(crate) struct Peer {
    /// `host:port`
    authority: String,
}

impl Peer {
    /// The one at an `http://host:port` URL.
    pub(crate) fn at(url: &str) -> Result<Peer> {
        let authority = url.strip_prefix("http://").ok_or("the URL must begin with http://")?;
        Ok(Peer { authority: authority.trim_end_matches('/').to_owned() })
    }

    /// Sends one request, on a connection of its own. HTTP/1.0, so that no answer comes in chunks.
    pub(crate) fn send(&self, operation: &str, request: &Value) -> Result<Answer> {
        let address = self.authority.to_socket_addrs()?.next().ok_or("the host has no address")?;
        let mut stream = TcpStream::connect(address)?;
        stream.set_read_timeout(Some(PATIENCE))?;
        let body = request.to_string();
        let head = format!(
            "POST / HTTP/1.0\r\nhost: {}\r\ncontent-type: application/x-amz-json-1.0\r\n\
             x-amz-target: DynamoDB_20120810.{operation}\r\nx-amz-date: 20260101T000000Z\r\n\
             authorization: AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/dynamodb/aws4_request, \
             SignedHeaders=host;x-amz-date, Signature=0\r\ncontent-length: {}\r\n\r\n",
            self.authority,
            body.len()
        );
        stream.write_all(head.as_bytes())?;
        stream.write_all(body.as_bytes())?;
        let mut reply = Vec::new();
        stream.read_to_end(&mut reply)?;
        let end = reply.windows(4).position(|four| four == b"\r\n\r\n").ok_or("the answer has no head")?;
        let (head, body) = reply.split_at(end + 4);
        let status = String::from_utf8_lossy(head).split(' ').nth(1).and_then(|code| code.parse().ok());
        let body = serde_json::from_slice(body).unwrap_or(Value::Null);
        Ok(Answer::new(operation, status.ok_or("the answer has no status")?, body))
    }
}
