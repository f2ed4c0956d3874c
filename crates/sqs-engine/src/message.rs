//! A message: what is kept of it, and what of that changes.

use serde::{Deserialize, Serialize};

pub(crate) mod attribute;
pub(crate) mod batch;
pub(crate) mod body;
pub(crate) mod handle;
pub(crate) mod id;
pub(crate) mod number;
pub(crate) mod system;

use attribute::Attributes;

/// Where a message stands in its backlog: messages are ordered by these.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub(crate) struct Place {
    /// When it was sent, in milliseconds since 1970.
    pub(crate) sent_ms: u64,
    /// Its number, which no other message of the backlog has; of later messages greater ones.
    pub(crate) number: u64,
}

/// What does not change of a message while it is in a queue.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct Message {
    /// Its id.
    pub(crate) id: String,
    /// Kept behind all else, as it is.
    #[serde(skip)]
    pub(crate) body: String,
    pub(crate) md5_of_body: [u8; 16],
    pub(crate) attributes: Attributes,
    /// `AWSTraceHeader`
    pub(crate) trace_header: Option<String>,
    /// Who sent it: `SenderId`.
    pub(crate) sender: String,
    pub(crate) group: Option<String>,
    /// The id for deduplication.
    pub(crate) deduplication: Option<String>,
    /// The number of `SequenceNumber`, of FIFO queues.
    pub(crate) sequence: Option<u64>,
    /// The queue that it was in before it was dead: its ARN.
    pub(crate) source: Option<String>,
    /// From when on it can be received first, in milliseconds since 1970.
    pub(crate) due_ms: u64,
}

impl Message {
    /// How it stands until something is done with it.
    pub(crate) fn first_standing(&self) -> Standing {
        // Only messages of FIFO queues have a number.
        let in_lane = self.group.is_some() && self.sequence.is_none();
        Standing { due_ms: self.due_ms, in_lane, ..Standing::default() }
    }

    /// As it is kept: the length of all but the body, that, and the body.
    pub(crate) fn write(&self) -> Result<Vec<u8>, postcard::Error> {
        const LEN: usize = 4;
        /// About what all else takes of a message without attributes.
        const HEAD: usize = 160;
        let mut bytes = Vec::with_capacity(LEN + HEAD + self.body.len());
        bytes.extend_from_slice(&[0; LEN]);
        let mut bytes = postcard::to_extend(self, bytes)?;
        let head = u32::try_from(bytes.len() - LEN).unwrap_or(u32::MAX);
        if let Some(len) = bytes.first_chunk_mut::<LEN>() {
            *len = head.to_be_bytes();
        }
        bytes.extend_from_slice(self.body.as_bytes());
        bytes.shrink_to_fit();
        Ok(bytes)
    }

    /// A message that was kept; nothing if it is damaged.
    pub(crate) fn read(bytes: &[u8]) -> Option<Message> {
        let (mut message, body) = Message::read_head(bytes)?;
        message.body = std::str::from_utf8(body).ok()?.to_owned();
        Some(message)
    }

    /// All of it but the body, and that as it is kept.
    pub(crate) fn read_head(bytes: &[u8]) -> Option<(Message, &[u8])> {
        let (len, rest) = bytes.split_first_chunk::<4>()?;
        let (head, body) = rest.split_at_checked(usize::try_from(u32::from_be_bytes(*len)).ok()?)?;
        Some((postcard::from_bytes(head).ok()?, body))
    }
}

/// What changes of a message while it is in a queue.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Standing {
    /// From when on it can be received, in milliseconds since 1970.
    pub(crate) due_ms: u64,
    /// How often it was received.
    pub(crate) receives: u32,
    /// When it was received first; zero if it was not.
    pub(crate) first_received_ms: u64,
    /// When it was received last.
    pub(crate) last_received_ms: u64,
    /// Whether it stands in the lane of its group, in a standard queue.
    pub(crate) in_lane: bool,
}

impl Standing {
    /// Whether somebody has received it and nobody else may yet.
    pub(crate) fn is_in_flight(&self, now_ms: u64) -> bool {
        self.receives > 0 && self.due_ms > now_ms
    }
}

/// A message that was received.
#[derive(Debug)]
pub(crate) struct Received {
    pub(crate) message: Message,
    pub(crate) place: Place,
    pub(crate) standing: Standing,
}
