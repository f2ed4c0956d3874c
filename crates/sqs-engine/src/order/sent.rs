//! What was sent already: an id for deduplication counts for five minutes, whatever becomes of the message.
//!
//! <https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/using-messagededuplicationid-property.html>

use std::ops::ControlFlow;

use base::clock::Timestamp;
use serde::{Deserialize, Serialize};
use store::Key;
use wire::fault::Fault;

use crate::records::{Change, keys};

/// How long an id counts.
const COUNTS_FOR_MS: u64 = 5 * 60 * 1000;

/// How many ids that count no more are taken away with each that is added: more than one, so that they become fewer.
const TAKEN_AWAY: usize = 3;

/// The message that was sent with an id.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Sent {
    pub(crate) message_id: String,
    /// The message's number.
    pub(crate) number: u64,
    pub(crate) until_ms: u64,
}

/// The message that was sent with this id, if it counts.
pub(crate) fn find(
    change: &Change<'_>,
    backlog: u64,
    (scope, id): (&str, &str),
    now: Timestamp,
) -> Result<Option<Sent>, Fault> {
    let sent: Option<Sent> = change.record(&keys::sent(backlog, scope, id))?;
    Ok(sent.filter(|sent| sent.until_ms > now.millis()))
}

/// Notes that a message was sent with an id.
pub(crate) fn note(
    change: &mut Change<'_>,
    backlog: u64,
    (scope, id): (&str, &str),
    (message_id, number): (&str, u64),
    now: Timestamp,
) -> Result<(), Fault> {
    take_away_old(change, backlog, now)?;
    let until_ms = now.millis().saturating_add(COUNTS_FOR_MS);
    let key = keys::sent(backlog, scope, id);
    change.put(keys::sent_age(backlog, until_ms, number), key.as_bytes().to_vec());
    let sent = Sent { message_id: message_id.to_owned(), number, until_ms };
    change.put_record(key, &sent)
}

fn take_away_old(change: &mut Change<'_>, backlog: u64, now: Timestamp) -> Result<(), Fault> {
    let all = keys::sent_ages(backlog);
    let mut old: Vec<(Key, Key)> = Vec::new();
    change.scan(all.from_here(), &all.end(), &mut |key, value| {
        if keys::sent_until_of(key).is_none_or(|until_ms| until_ms > now.millis()) || old.len() >= TAKEN_AWAY
        {
            return ControlFlow::Break(());
        }
        old.push((Key::stored(key), Key::stored(value)));
        ControlFlow::Continue(())
    })?;
    for (by_age, by_id) in old {
        // The id may have been used again since.
        let sent: Option<Sent> = change.record(&by_id)?;
        if sent.is_some_and(|sent| sent.until_ms <= now.millis()) {
            change.delete(by_id);
        }
        change.delete(by_age);
    }
    Ok(())
}
