//! A queue: what is kept of it, beside its messages.

use std::collections::BTreeMap;

use base::clock::Timestamp;
use serde::{Deserialize, Serialize};
use wire::tag::Tags;

pub(crate) mod address;
pub(crate) mod attribute;
pub(crate) mod name;
pub(crate) mod permission;
pub(crate) mod redrive;
pub(crate) mod tag;

use attribute::{Scope, number_of};
use redrive::Redrive;

/// A queue's record.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Queue {
    /// What receipt handles know it by. It is drawn anew for a queue of the same name.
    pub(crate) id: u64,
    /// The key ranges of its messages.
    pub(crate) backlog: u64,
    /// When it was made, in seconds since 1970.
    pub(crate) created_s: u64,
    /// When its attributes changed last.
    pub(crate) modified_s: u64,
    /// When it was purged last, in milliseconds since 1970; zero if it was not.
    pub(crate) purged_ms: u64,
    /// The attributes that were set, as they were set.
    pub(crate) attributes: BTreeMap<String, String>,
    /// Its tags.
    pub(crate) tags: Tags,
    /// Those of its attributes that are numbers, read once.
    #[serde(skip)]
    pub(crate) numbers: Numbers,
}

/// The attributes that are numbers: as they were set, or AWS's defaults.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Numbers {
    pub(crate) visibility_s: u64,
    pub(crate) delay_s: u64,
    pub(crate) retention_s: u64,
    pub(crate) wait_s: u64,
    /// The longest message.
    pub(crate) max_bytes: u64,
}

impl Numbers {
    /// Of the attributes that were set.
    pub(crate) fn of(attributes: &BTreeMap<String, String>) -> Numbers {
        let number = |name: &str| number_of(name, attributes.get(name).map(String::as_str));
        Numbers {
            visibility_s: number("VisibilityTimeout"),
            delay_s: number("DelaySeconds"),
            retention_s: number("MessageRetentionPeriod"),
            wait_s: number("ReceiveMessageWaitTimeSeconds"),
            max_bytes: number("MaximumMessageSize"),
        }
    }
}

impl Queue {
    /// Whether it is a FIFO queue.
    pub(crate) fn is_fifo(&self) -> bool {
        self.attributes.contains_key("FifoQueue")
    }

    /// Whether messages without an id for deduplication get one of their body.
    pub(crate) fn deduplicates_by_content(&self) -> bool {
        self.attributes.get("ContentBasedDeduplication").is_some_and(|value| value == "true")
    }

    /// Among which messages ids for deduplication are compared.
    pub(crate) fn scope(&self) -> Scope {
        Scope::of(self.attributes.get("DeduplicationScope").map(String::as_str))
    }

    /// Where messages go that were received too often.
    pub(crate) fn redrive(&self) -> Option<Redrive> {
        Redrive::of(self.attributes.get("RedrivePolicy")?)
    }

    /// The policy about who may, as a text.
    pub(crate) fn policy(&self) -> Option<&str> {
        self.attributes.get("Policy").map(String::as_str)
    }

    /// Since when messages must have been sent, not to be too old.
    pub(crate) fn oldest_ms(&self, now: Timestamp) -> u64 {
        now.millis().saturating_sub(self.numbers.retention_s.saturating_mul(1000))
    }
}
