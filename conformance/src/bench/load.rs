//! The load: prepared requests, sent again and again over kept connections by a client that costs as little as it
//! can.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use bytes::{Buf as _, Bytes, BytesMut};
use conformance::{Error, Result};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

/// What to send, how.
#[derive(Clone, Debug)]
pub(crate) struct Load {
    /// Whole requests as they go over the wire.
    pub(crate) requests: Arc<[Bytes]>,
    /// Whether they are sent again and again, or each once.
    pub(crate) again: bool,
    /// Connections kept open.
    pub(crate) connections: usize,
    /// For how long.
    pub(crate) length: Duration,
}

/// What came back.
#[derive(Debug, Default)]
pub(crate) struct Done {
    /// One for each answer.
    pub(crate) latencies_us: Vec<u64>,
    /// Answers that were not 2xx.
    pub(crate) errors: u64,
}

impl Load {
    /// Sends for the given time.
    pub(crate) async fn run(&self, port: u16) -> Result<Done> {
        let (next, end) = (Arc::new(AtomicUsize::new(0)), Instant::now() + self.length);
        let mut connections = tokio::task::JoinSet::new();
        for _ in 0..self.connections {
            connections.spawn(connection(self.clone(), next.clone(), port, end));
        }
        let mut all = Done::default();
        while let Some(done) = connections.join_next().await {
            let done = done??;
            all.latencies_us.extend(done.latencies_us);
            all.errors += done.errors;
        }
        Ok(all)
    }
}

/// Sends each request once, in order, and expects every answer to be a success; their bodies, where they say how long
/// these are.
pub(crate) async fn send_once(port: u16, requests: &[Bytes]) -> Result<Vec<Vec<u8>>> {
    let mut stream = TcpStream::connect(("127.0.0.1", port)).await?;
    let (mut buffer, mut bodies) = (BytesMut::new(), Vec::new());
    for request in requests {
        stream.write_all(request).await?;
        let mut body = Vec::new();
        let status = answer(&mut stream, &mut buffer, Some(&mut body)).await?;
        bodies.push(body);
        if !(200..300).contains(&status) {
            return Err(format!("a request that prepares a workload was answered {status}").into());
        }
    }
    Ok(bodies)
}

async fn connection(load: Load, next: Arc<AtomicUsize>, port: u16, end: Instant) -> Result<Done> {
    let Load { requests, again, .. } = load;
    let mut stream = TcpStream::connect(("127.0.0.1", port)).await?;
    stream.set_nodelay(true)?;
    let (mut done, mut buffer) = (Done::default(), BytesMut::with_capacity(1 << 16));
    while Instant::now() < end {
        let turn = next.fetch_add(1, Ordering::Relaxed);
        let turn = if again { turn % requests.len().max(1) } else { turn };
        let Some(request) = requests.get(turn) else { break };
        let begun = Instant::now();
        stream.write_all(request).await?;
        let status = answer(&mut stream, &mut buffer, None).await?;
        done.latencies_us.push(u64::try_from(begun.elapsed().as_micros()).unwrap_or(u64::MAX));
        done.errors += u64::from(!(200..300).contains(&status));
    }
    Ok(done)
}

/// Reads one answer, head and body, and gives its status; the body to `kept`, if it says how long that is.
async fn answer(
    stream: &mut TcpStream,
    buffer: &mut BytesMut,
    mut kept: Option<&mut Vec<u8>>,
) -> Result<u16> {
    let head = loop {
        if let Some(at) = buffer.windows(4).position(|four| four == b"\r\n\r\n") {
            break buffer.split_to(at + 4);
        }
        more(stream, buffer).await?;
    };
    let head = String::from_utf8_lossy(&head).to_ascii_lowercase();
    let status = head.split(' ').nth(1).and_then(|code| code.parse().ok()).unwrap_or(0);
    if let Some(length) = head.split("\r\ncontent-length:").nth(1) {
        let digits = length.lines().next().unwrap_or_default();
        let mut left: usize = digits.trim().parse()?;
        while left > 0 {
            if buffer.is_empty() {
                more(stream, buffer).await?;
            }
            let part = left.min(buffer.len());
            if let Some(kept) = &mut kept {
                kept.extend_from_slice(buffer.get(..part).unwrap_or_default());
            }
            buffer.advance(part);
            left -= part;
        }
    } else if head.contains("chunked") {
        while !buffer.ends_with(b"0\r\n\r\n") {
            more(stream, buffer).await?;
        }
        buffer.clear();
    }
    Ok(status)
}

async fn more(stream: &mut TcpStream, buffer: &mut BytesMut) -> Result<()> {
    match stream.read_buf(buffer).await? {
        0 => Err(Error::from("the server closed a kept connection")),
        _ => Ok(()),
    }
}
