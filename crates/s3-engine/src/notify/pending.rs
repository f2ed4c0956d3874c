//! A notification that waits: the message that carries an event to a target. Where it is kept is the store's outbox's.

use base::arn::{AccountId, Arn};
use base::seams::{Event, Sender};
use serde::{Deserialize, Serialize};

use crate::bucket::notification;
use crate::notify::event;

/// A message of the outbox.
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
    /// Where the message's number is to be inserted in it; nothing in records of before, which have one.
    #[serde(default)]
    pub(crate) sequencer_at: Option<usize>,
}

impl PendingNotification {
    /// What the target gets. `number`: the message's.
    pub(crate) fn event(&self, target: &Arn, number: u64) -> Event {
        Event {
            id: self.id.clone(),
            sender: self.sender(target),
            payload: event::with_sequencer(&self.payload, self.sequencer_at, number),
            attributes: Vec::new(),
        }
    }

    /// Who sends it. A record that does not name the owner was let through when it was written: it goes as the target's
    /// own account's would.
    fn sender(&self, target: &Arn) -> Sender {
        let owner = self.owner.as_ref().unwrap_or(&target.account);
        let owner = AccountId::parse(owner).unwrap_or(AccountId::DEFAULT);
        notification::sender(&self.partition, &self.bucket, owner)
    }
}
