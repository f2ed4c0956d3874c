//! Where messages are, and the numbers that they get. A number is given with the commit, under the lock of the state, from a
//! record of that state: so numbers follow the order of the commits, and no commit relies on them.

use bytes::Bytes;

use crate::Result;
use crate::error::Error;
use crate::log::Write;
use crate::space::{Fields, Key, Space};
use crate::state::State;

/// Who sends.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Channel {
    /// Notifications of S3, with the target's ARN as the lane.
    S3Notifications,
    /// Versions of S3 that are to be replicated, with the bucket that gets them as the lane.
    S3Replication,
    /// Events of CloudWatch Logs for those who subscribe to them, with the destination's ARN as the lane.
    LogsSubscriptions,
    /// What tests make up.
    Test,
}

/// The first number. Folders of before have messages of S3 at the place of today's, whose numbers are milliseconds since 1970
/// times 2^20: smaller ones, so they go first.
const FIRST: u64 = 1 << 63;

/// A message that a batch posts.
#[derive(Clone, Debug)]
pub(crate) struct Post {
    pub(crate) channel: Channel,
    pub(crate) lane: Box<str>,
    pub(crate) message: Bytes,
}

impl Channel {
    /// Where its messages are. Part of the format on disk: never change or reuse one.
    pub(super) fn all(self) -> Key {
        match self {
            // As before there was an outbox of the store's.
            Channel::S3Notifications => Key::of(Space::S3Outbox),
            Channel::S3Replication => Key::of(Space::Outbox).u8(1),
            Channel::LogsSubscriptions => Key::of(Space::Outbox).u8(2),
            Channel::Test => Key::of(Space::Outbox).u8(0xfe),
        }
    }

    /// Where the messages of a lane are.
    pub(super) fn lane(self, lane: &str) -> Key {
        self.all().text(lane)
    }

    /// The key of a message.
    pub(super) fn message(self, lane: &str, number: u64) -> Key {
        self.lane(lane).u64(number)
    }

    /// The lane and the number of a message, from its key.
    pub(super) fn fields(self, key: &[u8]) -> Option<(String, u64)> {
        let mut fields = Fields::of(key);
        fields.raw(self.all().as_bytes().len().checked_sub(1)?)?;
        let (lane, number) = (fields.text()?, fields.u64()?);
        fields.rest().is_empty().then_some((lane, number))
    }
}

/// The last number that was given.
fn last() -> Key {
    Key::of(Space::Outbox).u8(0)
}

/// What is to be written for the messages of a batch: each with its number, and the last one.
pub(crate) fn given(posts: &[Post], state: &State) -> Result<Vec<Write>> {
    if posts.is_empty() {
        return Ok(Vec::new());
    }
    let damaged = || Error::Damaged("the last number of a message cannot be read".into());
    let mut next = match state.get(last().as_bytes())? {
        Some(last) => number(&last).and_then(|last| last.checked_add(1)).ok_or_else(damaged)?,
        None => FIRST,
    };
    let mut writes = Vec::with_capacity(posts.len() + 1);
    for Post { channel, lane, message } in posts {
        writes.push((channel.message(lane, next).into_bytes(), Some(message.clone())));
        next += 1;
    }
    let last_given = next.saturating_sub(1).to_be_bytes();
    writes.push((last().into_bytes(), Some(Bytes::copy_from_slice(&last_given))));
    Ok(writes)
}

fn number(value: &[u8]) -> Option<u64> {
    value.try_into().ok().map(u64::from_be_bytes)
}
