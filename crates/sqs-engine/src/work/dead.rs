//! Dead letters: a message that was received as often as its queue's redrive policy lets it moves on with the next receive.
//!
//! <https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-dead-letter-queues.html>

use base::clock::Timestamp;
use wire::fault::Fault;

use crate::message::{Message, Place, Received, number};
use crate::order;
use crate::queue::name::QueueName;
use crate::records::{Backlog, Change, Found};

/// The dead-letter queue of a queue, in a change.
pub(crate) struct Graveyard {
    /// How often a message may be received.
    pub(crate) most_receives: u64,
    found: Found,
    backlog: Backlog,
    buried: Buried,
}

/// How many messages a dead-letter queue took, and when the oldest of them was sent, in milliseconds since 1970.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Buried {
    pub(crate) count: usize,
    pub(crate) oldest_ms: u64,
}

impl Graveyard {
    /// That of a queue. One that is not there, or is of the other kind, takes nothing: the messages stay where they are, as
    /// <https://github.com/faiscadev/fakecloud/issues/1675> says of AWS.
    pub(crate) fn of(change: &mut Change<'_>, source: &Found) -> Result<Option<Graveyard>, Fault> {
        let Some(redrive) = source.queue.redrive() else { return Ok(None) };
        let Some(found) = change.queue_if_there(&redrive.target)? else { return Ok(None) };
        if found.queue.is_fifo() != source.queue.is_fifo() || found.queue.id == source.queue.id {
            return Ok(None);
        }
        let backlog = change.open(found.queue.backlog)?;
        let buried = Buried { count: 0, oldest_ms: u64::MAX };
        Ok(Some(Graveyard { most_receives: redrive.most_receives, found, backlog, buried }))
    }

    /// Takes a message that was taken out of its queue.
    pub(crate) fn bury(
        &mut self,
        change: &mut Change<'_>,
        source: &QueueName,
        held: Received,
        now: Timestamp,
    ) -> Result<(), Fault> {
        self.buried.count += 1;
        self.buried.oldest_ms = self.buried.oldest_ms.min(held.place.sent_ms);
        let message = Message { source: Some(source.arn().to_string()), ..held.message };
        put_moved(change, &self.found, &mut self.backlog, (held.place, message), now)
    }

    /// Done: the queue, and what it took, if anything.
    pub(crate) fn close(self, change: &mut Change<'_>) -> Result<Option<(Found, Buried)>, Fault> {
        if self.buried.count == 0 {
            return Ok(None);
        }
        change.close(self.backlog)?;
        Ok(Some((self.found, self.buried)))
    }
}

/// Puts a message that was in another queue into this one: it keeps its id, and in standard queues the time at which it was
/// sent, by which it grows too old.
pub(crate) fn put_moved(
    change: &mut Change<'_>,
    found: &Found,
    backlog: &mut Backlog,
    (before, mut message): (Place, Message),
    now: Timestamp,
) -> Result<(), Fault> {
    let queue = &found.queue;
    let number = number::next(backlog.tally.last_number, now.millis());
    let sent_ms = if queue.is_fifo() { now.millis() } else { before.sent_ms };
    message.sequence = queue.is_fifo().then_some(number);
    message.due_ms = now.millis();
    order::add(change, (queue, backlog), (Place { sent_ms, number }, &message), now)
}
