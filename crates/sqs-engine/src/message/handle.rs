//! Receipt handles: opaque to clients, and enough to find the message again.

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;

use crate::message::Place;

/// What a handle says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Handle {
    /// The queue's id.
    pub(crate) queue: u64,
    pub(crate) place: Place,
    /// Which receive it is of, counted from one.
    pub(crate) receive: u32,
}

/// How AWS's handles begin, once they are written: `AQEB`.
const HEAD: [u8; 3] = [1, 1, 1];
const FIELDS: usize = 8 + 8 + 8 + 4;
const SUM: usize = 4;
const LEN: usize = HEAD.len() + FIELDS + SUM;

impl Handle {
    /// As a client gets it.
    pub(crate) fn write(&self) -> String {
        let mut bytes = Vec::with_capacity(LEN);
        bytes.extend_from_slice(&HEAD);
        for number in [self.queue, self.place.sent_ms, self.place.number] {
            bytes.extend_from_slice(&number.to_be_bytes());
        }
        bytes.extend_from_slice(&self.receive.to_be_bytes());
        let sum = sum(&bytes);
        bytes.extend_from_slice(&sum);
        BASE64_STANDARD.encode(bytes)
    }

    /// Of what a client sends; nothing if it is none of ours.
    pub(crate) fn read(text: &str) -> Option<Handle> {
        // What is longer is not decoded.
        let bytes = BASE64_STANDARD.decode(text.get(..).filter(|text| text.len() <= 2 * LEN)?).ok()?;
        let bytes: &[u8; LEN] = bytes.as_slice().try_into().ok()?;
        let (before, given) = bytes.split_last_chunk::<SUM>()?;
        if sum(before) != *given {
            return None;
        }
        let mut rest = before.strip_prefix(&HEAD)?;
        let mut number = || {
            let (first, behind) = rest.split_first_chunk::<8>()?;
            rest = behind;
            Some(u64::from_be_bytes(*first))
        };
        let (queue, sent_ms, place) = (number()?, number()?, number()?);
        let receive = u32::from_be_bytes(*rest.first_chunk::<4>()?);
        Some(Handle { queue, place: Place { sent_ms, number: place }, receive })
    }
}

/// Tells a handle from what is none. It is no proof: who makes one up may do what they may do anyway.
fn sum(bytes: &[u8]) -> [u8; SUM] {
    // FNV-1a.
    let mut hash: u32 = 0x811c_9dc5;
    for byte in bytes {
        hash = (hash ^ u32::from(*byte)).wrapping_mul(0x0100_0193);
    }
    hash.to_be_bytes()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_handle_leads_back_and_nothing_else_is_one() {
        let handle =
            Handle { queue: 7, place: Place { sent_ms: 1_796_000_000_000, number: u64::MAX }, receive: 3 };
        let text = handle.write();
        assert!(text.starts_with("AQEB"), "{text}");
        assert_eq!(Handle::read(&text), Some(handle));
        for at in 0..text.len() {
            let mut changed = text.clone().into_bytes();
            changed[at] = if changed[at] == b'A' { b'B' } else { b'A' };
            assert_eq!(Handle::read(std::str::from_utf8(&changed).unwrap()), None, "{at}");
        }
        for none in ["", "x", "garbage", "AQEB", &text[1..], &"A".repeat(1 << 20), "ä"] {
            assert_eq!(Handle::read(none), None);
        }
    }
}
