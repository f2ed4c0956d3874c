//! A notification that waits: the record of the outbox that carries an event to a target, and where it is kept.

use base::arn::{AccountId, Arn};
use base::seams::Sender;
use bytes::Bytes;
use serde::{Deserialize, Serialize};
use store::space::Fields;
use store::{Batch, Key, Space};

use crate::bucket::notification;

/// A record of the outbox.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct PendingNotification {
    /// Another for each, so that a target can tell one that comes twice.
    pub(crate) id: String,
    pub(crate) target: String,
    pub(crate) bucket: String,
    /// The account that owns the bucket; nothing in records of before this was kept.
    #[serde(default)]
    pub(crate) owner: Option<String>,
    pub(crate) partition: String,
    pub(crate) payload: String,
}

impl PendingNotification {
    /// Who sends it. A record that does not name the owner was let through when it was written: it goes as the target's
    /// own account's would.
    pub(crate) fn sender(&self, target: &Arn) -> Sender {
        let owner = self.owner.as_ref().unwrap_or(&target.account);
        let owner = AccountId::parse(owner).unwrap_or(AccountId::DEFAULT);
        notification::sender(&self.partition, &self.bucket, owner)
    }
}

/// Where the notifications of a target are.
pub(crate) fn of_target(target: &str) -> Key {
    Key::of(Space::S3Outbox).text(target)
}

/// The key of a notification.
pub(crate) fn key(target: &str, number: u64) -> Key {
    of_target(target).u64(number)
}

/// The targets of the notifications that a batch writes, each with the bytes of one.
pub(crate) fn in_batch(batch: &Batch) -> Vec<(String, usize)> {
    let of = |(key, record): (&[u8], &Bytes)| Some((Fields::of(key).text()?, record.len()));
    batch.puts(Space::S3Outbox).filter_map(of).collect()
}

/// The number in the key of a notification.
pub(crate) fn number(key: &[u8]) -> Option<u64> {
    let mut fields = Fields::of(key);
    fields.bytes()?;
    fields.u64()
}
