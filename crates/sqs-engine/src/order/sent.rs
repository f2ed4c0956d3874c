//! What was sent already: an id for deduplication counts for five minutes, whatever becomes of the message.
//!
//! <https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/using-messagededuplicationid-property.html>

use base::clock::Timestamp;
use serde::{Deserialize, Serialize};
use wire::fault::Fault;

use super::aged;
use crate::records::{Change, keys};

/// How long an id counts.
const COUNTS_FOR_MS: u64 = 5 * 60 * 1000;

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
    let until = |change: &Change<'_>, key: &_| Ok(change.record::<Sent>(key)?.map(|sent| sent.until_ms));
    aged::take_away(change, &keys::sent_ages(backlog), now, until)?;
    let until_ms = now.millis().saturating_add(COUNTS_FOR_MS);
    let key = keys::sent(backlog, scope, id);
    change.put(keys::sent_age(backlog, until_ms, number), key.as_bytes().to_vec());
    let sent = Sent { message_id: message_id.to_owned(), number, until_ms };
    change.put_record(key, &sent)
}
