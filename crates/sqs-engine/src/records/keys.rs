//! The keys of all that belongs to a backlog.

use store::space::Fields;
use store::{Key, Space};

use crate::message::Place;
use crate::queue::name::QueueName;

/// The ranges of a backlog: all go with it.
pub(crate) const SPACES: [Space; 10] = [
    Space::SqsTally,
    Space::SqsMessage,
    Space::SqsStanding,
    Space::SqsDue,
    Space::SqsGroup,
    Space::SqsMember,
    Space::SqsSent,
    Space::SqsSentAge,
    Space::SqsAttempt,
    Space::SqsAttemptAge,
];

/// What the keys of each range of a backlog begin with.
pub(crate) fn of_backlog(backlog: u64) -> [Key; SPACES.len()] {
    SPACES.map(|space| Key::of(space).u64(backlog))
}

/// Its tally.
pub(crate) fn tally(backlog: u64) -> Key {
    Key::of(Space::SqsTally).u64(backlog)
}

fn placed(space: Space, backlog: u64, place: Place) -> Key {
    Key::of(space).u64(backlog).u64(place.sent_ms).u64(place.number)
}

/// A message.
pub(crate) fn message(backlog: u64, place: Place) -> Key {
    placed(Space::SqsMessage, backlog, place)
}

/// The standing of a message.
pub(crate) fn standing(backlog: u64, place: Place) -> Key {
    placed(Space::SqsStanding, backlog, place)
}

/// All messages of a backlog.
pub(crate) fn messages(backlog: u64) -> Key {
    Key::of(Space::SqsMessage).u64(backlog)
}

/// The standings of all messages of a backlog.
pub(crate) fn standings(backlog: u64) -> Key {
    Key::of(Space::SqsStanding).u64(backlog)
}

/// Those that were sent at this time or later.
pub(crate) fn messages_since(backlog: u64, sent_ms: u64) -> Key {
    messages(backlog).u64(sent_ms)
}

/// The place of a message, from its key.
pub(crate) fn place_of(key: &[u8]) -> Option<Place> {
    let mut fields = Fields::of(key);
    fields.u64()?;
    Some(Place { sent_ms: fields.u64()?, number: fields.u64()? })
}

/// All that is due some time, in order.
pub(crate) fn all_due(backlog: u64) -> Key {
    Key::of(Space::SqsDue).u64(backlog)
}

/// What is due at this time or later.
pub(crate) fn due_from(backlog: u64, due_ms: u64) -> Key {
    all_due(backlog).u64(due_ms)
}

/// That a message is due.
pub(crate) fn message_due(backlog: u64, due_ms: u64, place: Place) -> Key {
    due_from(backlog, due_ms).u64(place.sent_ms).u64(place.number)
}

/// That a group is due: older heads first.
pub(crate) fn group_due(backlog: u64, due_ms: u64, head: u64, group: &str) -> Key {
    due_from(backlog, due_ms).u64(head).text(group)
}

/// When a message or group is due, from its key.
pub(crate) fn due_of(key: &[u8]) -> Option<u64> {
    let mut fields = Fields::of(key);
    fields.u64()?;
    fields.u64()
}

/// The place of the message that is due, from its key.
pub(crate) fn due_place_of(key: &[u8]) -> Option<Place> {
    let mut fields = Fields::of(key);
    fields.u64()?;
    fields.u64()?;
    Some(Place { sent_ms: fields.u64()?, number: fields.u64()? })
}

/// The group that is due, from its key.
pub(crate) fn due_group_of(key: &[u8]) -> Option<String> {
    let mut fields = Fields::of(key);
    fields.u64()?;
    fields.u64()?;
    fields.u64()?;
    fields.text()
}

/// A group.
pub(crate) fn group(backlog: u64, group: &str) -> Key {
    all_groups(backlog).text(group)
}

/// All groups of a backlog.
pub(crate) fn all_groups(backlog: u64) -> Key {
    Key::of(Space::SqsGroup).u64(backlog)
}

/// The messages of a group.
pub(crate) fn members(backlog: u64, group: &str) -> Key {
    Key::of(Space::SqsMember).u64(backlog).text(group)
}

/// A message of a group: the value is when it was sent.
pub(crate) fn member(backlog: u64, group: &str, number: u64) -> Key {
    members(backlog, group).u64(number)
}

/// The number of a message of a group, from its key.
pub(crate) fn member_number_of(key: &[u8]) -> Option<u64> {
    let mut fields = Fields::of(key);
    fields.u64()?;
    fields.text()?;
    fields.u64()
}

/// That a message of a group is due, in a standard queue.
pub(crate) fn in_lane(backlog: u64, group: &str, due_ms: u64, place: Place) -> Key {
    lane_from(backlog, group, due_ms).u64(place.sent_ms).u64(place.number)
}

/// What of a group is due at this time or later, in a standard queue.
pub(crate) fn lane_from(backlog: u64, group: &str, due_ms: u64) -> Key {
    members(backlog, group).u64(due_ms)
}

/// When a message is due and its place, from its key in a lane.
pub(crate) fn lane_due_of(key: &[u8]) -> Option<(u64, Place)> {
    let mut fields = Fields::of(key);
    fields.u64()?;
    fields.text()?;
    Some((fields.u64()?, Place { sent_ms: fields.u64()?, number: fields.u64()? }))
}

/// The name of a group, from its key.
pub(crate) fn group_of(key: &[u8]) -> Option<String> {
    let mut fields = Fields::of(key);
    fields.u64()?;
    fields.text()
}

/// That a message was sent with an id for deduplication, in a scope.
pub(crate) fn sent(backlog: u64, scope: &str, id: &str) -> Key {
    all_sent(backlog).text(scope).text(id)
}

/// All that was sent with such ids.
pub(crate) fn all_sent(backlog: u64) -> Key {
    Key::of(Space::SqsSent).u64(backlog)
}

/// The same by age: the value is the rest of the key of the other.
pub(crate) fn sent_age(backlog: u64, until_ms: u64, number: u64) -> Key {
    sent_ages(backlog).u64(until_ms).u64(number)
}

/// All of these.
pub(crate) fn sent_ages(backlog: u64) -> Key {
    Key::of(Space::SqsSentAge).u64(backlog)
}

/// What was received under an id of the receiver's.
pub(crate) fn attempt(backlog: u64, id: &str) -> Key {
    all_attempts(backlog).text(id)
}

/// All that was received under such ids.
pub(crate) fn all_attempts(backlog: u64) -> Key {
    Key::of(Space::SqsAttempt).u64(backlog)
}

/// The same by age: the value is the key of the other.
pub(crate) fn attempt_age(backlog: u64, until_ms: u64, number: u64) -> Key {
    attempt_ages(backlog).u64(until_ms).u64(number)
}

/// All of these.
pub(crate) fn attempt_ages(backlog: u64) -> Key {
    Key::of(Space::SqsAttemptAge).u64(backlog)
}

/// Until when an id counts, from a key by age.
pub(crate) fn until_of(key: &[u8]) -> Option<u64> {
    due_of(key)
}

/// A backlog whose queue was purged or deleted, and which is taken away in the background.
pub(crate) fn gone(backlog: u64) -> Key {
    all_gone().u64(backlog)
}

/// All of these.
pub(crate) fn all_gone() -> Key {
    Key::of(Space::SqsGone)
}

/// The backlog, from such a key.
pub(crate) fn gone_of(key: &[u8]) -> Option<u64> {
    Fields::of(key).u64()
}

/// A task that moves messages, of a queue: later ones first.
pub(crate) fn move_task(queue: &QueueName, order: u64) -> Key {
    move_tasks(queue).u64(order)
}

/// All tasks of a queue.
pub(crate) fn move_tasks(queue: &QueueName) -> Key {
    all_move_tasks().account(queue.account).region(&queue.region).text(&queue.name)
}

/// All tasks.
pub(crate) fn all_move_tasks() -> Key {
    Key::of(Space::SqsMoveTask)
}

/// The order of a task among those of its queue, from its key.
pub(crate) fn move_task_order_of(key: &[u8]) -> Option<u64> {
    let mut fields = Fields::of(key);
    fields.account()?;
    fields.region()?;
    fields.text()?;
    fields.u64()
}

/// When a queue of this name was deleted last, where anybody asks.
pub(crate) fn deleted(queue: &QueueName) -> Key {
    Key::of(Space::SqsDeleted).account(queue.account).region(&queue.region).text(&queue.name)
}
