//! A notification that waits: the record of the outbox that carries an event to a target, and where it is kept.

use serde::{Deserialize, Serialize};
use store::space::Fields;
use store::{Key, Space};

/// A record of the outbox.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct PendingNotification {
    /// Another for each, so that a target can tell one that comes twice.
    pub(crate) id: String,
    pub(crate) target: String,
    pub(crate) bucket: String,
    pub(crate) partition: String,
    pub(crate) payload: String,
}

/// Where the notifications of a target are.
pub(crate) fn of_target(target: &str) -> Key {
    Key::of(Space::S3Outbox).text(target)
}

/// The key of a notification.
pub(crate) fn key(target: &str, number: u64) -> Key {
    of_target(target).u64(number)
}

/// The number in the key of a notification.
pub(crate) fn number(key: &[u8]) -> Option<u64> {
    let mut fields = Fields::of(key);
    fields.bytes()?;
    fields.u64()
}
