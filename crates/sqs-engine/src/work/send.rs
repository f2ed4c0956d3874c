//! Sending: a draft becomes a message, or the one that was sent before with the same id.

use std::sync::atomic::Ordering;

use base::clock::Timestamp;
use sha2::{Digest as _, Sha256};
use wire::fault::Fault;

use crate::engine::Engine;
use crate::error;
use crate::message::attribute::{self, Attributes};
use crate::message::{Message, Place, body, id, number};
use crate::order::{self, sent};
use crate::queue::Queue;
use crate::queue::attribute::{MAX_DELAY_S, Scope};
use crate::queue::name::QueueName;
use crate::records::{Change, Found};

/// A message that is to be sent.
#[derive(Clone, Debug, Default)]
pub(crate) struct Draft {
    pub(crate) body: String,
    pub(crate) attributes: Attributes,
    pub(crate) trace_header: Option<String>,
    /// How long it is delayed, in seconds, if not as the queue says.
    pub(crate) delay_s: Option<i64>,
    pub(crate) group: Option<String>,
    pub(crate) deduplication: Option<String>,
}

/// A message that was sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Sent {
    pub(crate) message_id: String,
    pub(crate) md5_of_body: String,
    pub(crate) md5_of_attributes: Option<String>,
    /// Of FIFO queues.
    pub(crate) sequence: Option<u64>,
}

fn size(body: &str, attributes: &Attributes) -> usize {
    body.len() + attribute::size(attributes)
}

impl Draft {
    /// How many bytes it counts for.
    pub(crate) fn size(&self) -> usize {
        size(&self.body, &self.attributes)
    }

    /// What needs no queue to be judged.
    ///
    /// # Errors
    ///
    /// There is no body, or it has characters that may not be.
    pub(crate) fn check(&self) -> Result<(), Fault> {
        if self.body.is_empty() {
            return Err(error::missing("MessageBody"));
        }
        body::check_characters(&self.body)
    }
}

/// Judges what depends on the queue.
fn check_for(queue: &Queue, message: &Message, delay_s: Option<i64>) -> Result<(), Fault> {
    let limit = queue.numbers.max_bytes;
    if size(&message.body, &message.attributes) as u64 > limit {
        return Err(error::too_long(limit));
    }
    match delay_s {
        Some(delay_s) if queue.is_fifo() && delay_s != 0 => {
            return Err(not_of_this_kind(delay_s, "DelaySeconds"));
        }
        Some(delay_s) if !(0..=MAX_DELAY_S).contains(&delay_s) => return Err(delay_out_of_range(delay_s)),
        _ => {}
    }
    match &message.group {
        Some(group) => id::check(group, "MessageGroupId")?,
        None if queue.is_fifo() => return Err(error::missing("MessageGroupId")),
        None => {}
    }
    match &message.deduplication {
        Some(id) if !queue.is_fifo() => Err(not_of_this_kind(id, "MessageDeduplicationId")),
        Some(id) => id::check(id, "MessageDeduplicationId"),
        // Recorded.
        None if queue.is_fifo() && !queue.deduplicates_by_content() => Err(error::invalid(
            "The queue should either have ContentBasedDeduplication enabled or MessageDeduplicationId provided explicitly",
        )),
        None => Ok(()),
    }
}

/// Recorded.
fn not_of_this_kind(value: impl std::fmt::Display, parameter: &str) -> Fault {
    error::invalid_value(
        value,
        parameter,
        "The request include parameter that is not valid for this queue type.",
    )
}

/// <https://github.com/aws/aws-sdk-ruby/pull/265>
fn delay_out_of_range(delay_s: i64) -> Fault {
    error::invalid_value(delay_s, "DelaySeconds", &format!("DelaySeconds must be >= 0 and <= {MAX_DELAY_S}."))
}

impl Engine {
    /// Sends a message. Durable when [`Records::settled`](crate::records::Records::settled) resolves.
    ///
    /// # Errors
    ///
    /// There is no such queue, or it does not take such a message.
    pub(crate) fn send(&self, name: &QueueName, sender: String, draft: Draft) -> Result<Sent, Fault> {
        let now = self.clock().now();
        let Draft { body, attributes, trace_header, delay_s, group, deduplication } = draft;
        let mut message = Message {
            id: self.records.fresh_uuid()?,
            md5_of_body: body::md5(&body),
            body,
            attributes,
            trace_header,
            sender,
            group,
            deduplication,
            sequence: None,
            source: None,
            due_ms: 0,
        };
        let (found, before) = self.records.change(&[name], |change| {
            let found = change.queue(name)?;
            check_for(&found.queue, &message, delay_s)?;
            let before = put(change, &found, (&mut message, delay_s), now)?;
            Ok((found, before))
        })?;
        let (id, sequence) = match before {
            Some(before) => (before.message_id, Some(before.number)),
            None => {
                self.note_come(&found.queue, 1, now.millis());
                (message.id, message.sequence)
            }
        };
        Ok(Sent {
            message_id: id,
            md5_of_body: body::hex(message.md5_of_body),
            md5_of_attributes: attribute::md5(message.attributes.iter()),
            sequence,
        })
    }

    /// Tells those who wait for messages of a queue, and those who wait for the oldest of them, sent at that time, to be too
    /// old.
    pub(crate) fn note_come(&self, queue: &Queue, count: usize, sent_ms: u64) {
        self.waiting.wake(queue.id, count);
        let old_at_ms = sent_ms.saturating_add(queue.numbers.retention_s * 1000);
        if old_at_ms < self.sweep_at_ms.fetch_min(old_at_ms, Ordering::AcqRel) {
            self.sweep.wake();
        }
    }
}

/// Puts a message into the queue, unless one was sent with its id: that one.
fn put(
    change: &mut Change<'_>,
    found: &Found,
    (message, delay_s): (&mut Message, Option<i64>),
    now: Timestamp,
) -> Result<Option<sent::Sent>, Fault> {
    let queue = &found.queue;
    let mut backlog = change.open(queue.backlog)?;
    let place =
        Place { sent_ms: now.millis(), number: number::next(backlog.tally.last_number, now.millis()) };
    if queue.is_fifo() {
        let by_content = || hex::encode(Sha256::digest(message.body.as_bytes()));
        let id = message.deduplication.clone().unwrap_or_else(by_content);
        let scope = match queue.scope() {
            Scope::Group => message.group.clone().unwrap_or_default(),
            Scope::Queue => String::new(),
        };
        let key = (scope.as_str(), id.as_str());
        if let Some(before) = sent::find(change, backlog.id, key, now)? {
            return Ok(Some(before));
        }
        sent::note(change, backlog.id, key, (&message.id, place.number), now)?;
        message.deduplication = Some(id);
        message.sequence = Some(place.number);
    }
    let own = delay_s.filter(|_| !queue.is_fifo()).and_then(|delay_s| u64::try_from(delay_s).ok());
    let delay_s = own.unwrap_or_else(|| queue.numbers.delay_s);
    message.due_ms = now.millis().saturating_add(delay_s * 1000);
    order::add(change, (queue, &mut backlog), (place, message), now)?;
    change.close(backlog)?;
    Ok(None)
}
