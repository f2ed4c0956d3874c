//! Replies that are streams of events: `application/vnd.amazon.eventstream`.
//!
//! <https://smithy.io/2.0/aws/amazon-eventstream.html>: lengths of the message and of its headers, a checksum of both, the
//! headers, the payload, a checksum of all.

use bytes::{BufMut as _, Bytes, BytesMut};

/// What such a reply's `Content-Type` says.
pub const CONTENT_TYPE: &str = "application/vnd.amazon.eventstream";

/// The type of a header's value that is text.
const TEXT: u8 = 7;

/// The lengths and their checksum.
const PRELUDE: usize = 12;

/// The checksum at the end.
const CHECKSUM: usize = 4;

/// One event as a message: its name in AWS's model, the type of its payload, and the payload.
pub fn event(name: &str, content_type: &str, payload: &[u8]) -> Bytes {
    message(&[(":event-type", name), (":content-type", content_type), (":message-type", "event")], payload)
}

/// The message by which a stream ends in an error: its code, and a document of it.
pub fn exception(code: &str, content_type: &str, payload: &[u8]) -> Bytes {
    let headers =
        [(":exception-type", code), (":content-type", content_type), (":message-type", "exception")];
    message(&headers, payload)
}

fn message(headers: &[(&str, &str)], payload: &[u8]) -> Bytes {
    let mut written = BytesMut::new();
    for (name, value) in headers {
        // The names are ours; a value that no message can hold is cut.
        let value = value.as_bytes();
        let len = u16::try_from(value.len()).unwrap_or(u16::MAX);
        written.put_u8(u8::try_from(name.len()).unwrap_or(u8::MAX));
        written.put_slice(name.as_bytes());
        written.put_u8(TEXT);
        written.put_u16(len);
        written.put_slice(value.get(..usize::from(len)).unwrap_or(value));
    }
    let of = |len: usize| u32::try_from(len).unwrap_or(u32::MAX);
    let mut message = BytesMut::with_capacity(PRELUDE + written.len() + payload.len() + CHECKSUM);
    message.put_u32(of(PRELUDE + written.len() + payload.len() + CHECKSUM));
    message.put_u32(of(written.len()));
    message.put_u32(crc32fast::hash(&message));
    message.put_slice(&written);
    message.put_slice(payload);
    message.put_u32(crc32fast::hash(&message));
    message.freeze()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The layout of the specification, read back by hand: CRC-32 is that of zlib.
    #[test]
    fn a_message_is_laid_out_as_the_specification_says() {
        let message = event("PayloadChunk", "application/octet-stream", b"abc");
        let number = |at: usize| u32::from_be_bytes(message[at..at + 4].try_into().unwrap());
        assert_eq!(number(0) as usize, message.len());
        let headers = number(4) as usize;
        assert_eq!(number(8), crc32fast::hash(&message[..8]));
        assert_eq!(number(message.len() - 4), crc32fast::hash(&message[..message.len() - 4]));
        assert_eq!(&message[12 + headers..message.len() - 4], b"abc");
        assert_eq!(&message[12..24], b"\x0b:event-type");
        assert_eq!(&message[24..39], b"\x07\x00\x0cPayloadChunk");
    }
}
