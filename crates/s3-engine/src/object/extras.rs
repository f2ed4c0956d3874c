//! What few versions have beside what all have: locks, keys, lists of their own.
//!
//! A record holds those that there are, one after the other. One more kind is one more variant, at the end: records of before
//! read as they did.

use base::clock::Timestamp;
use serde::{Deserialize, Serialize};

use crate::setting::object_lock::Period;

/// What few versions have. Nothing of it is the usual case.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct Extras {
    /// The account that wrote it, where that is another than the bucket's and the bucket lets writers own what they write.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) owner: Option<String>,
    /// Its access control list, as a reply shows it, without namespace. Nothing: private.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) acl: Option<String>,
    /// Until when it may not be deleted.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) retention: Option<Retention>,
    /// Whether it is held for as long as nobody lifts that; nothing if that was never said.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) legal_hold: Option<bool>,
    /// Where it lies in an archive: its copy that can be read.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) restored: Option<Restored>,
    /// The digest of the client's key that its bytes are encrypted with: MD5, in base64, as requests name it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) customer_key_md5: Option<String>,
    /// What became of its copies in other buckets, in S3's word: `COMPLETED`, `PENDING`, `FAILED` or `REPLICA`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) replication: Option<String>,
    /// Where it has another storage class than it was written with: since when, in milliseconds.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) moved_ms: Option<u64>,
    /// Whether it is held until an event; nothing if that was never said.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) event_hold: Option<EventHold>,
    /// Whether it has, or once had, annotations.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub(crate) annotated: bool,
}

/// A hold until an event.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct EventHold {
    /// Whether it stands.
    pub(crate) is_on: bool,
    pub(crate) mode: RetentionMode,
    /// For how long it is retained from the event on.
    pub(crate) after: Period,
}

/// A retention.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Retention {
    pub(crate) mode: RetentionMode,
    /// It ends then, in milliseconds.
    pub(crate) until_ms: u64,
}

/// How strict a retention is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum RetentionMode {
    /// Who has a permission of its own may pass over it.
    Governance,
    /// Nobody may, and it can only become longer.
    Compliance,
}

/// A copy of an archived object that can be read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Restored {
    /// It is there from then on, in milliseconds.
    pub(crate) from_ms: u64,
    /// It goes then, in milliseconds.
    pub(crate) until_ms: u64,
}

impl Restored {
    /// Whether it can be read at a time.
    pub(crate) fn is_at_hand(&self, now: Timestamp) -> bool {
        (self.from_ms..self.until_ms).contains(&now.millis())
    }
}

/// One of them in a record. Variants are never moved or removed.
#[derive(Debug, Serialize, Deserialize)]
pub(super) enum Extra {
    Owner(String),
    Acl(String),
    Retention(Retention),
    LegalHold(bool),
    Restored(Restored),
    CustomerKeyMd5(String),
    Replication(String),
    MovedMs(u64),
    EventHold(EventHold),
    Annotated,
}

impl Extras {
    /// Those that there are.
    pub(super) fn each(&self) -> Vec<Extra> {
        let Extras {
            owner,
            acl,
            retention,
            legal_hold,
            restored,
            customer_key_md5,
            replication,
            moved_ms,
            event_hold,
            annotated,
        } = self;
        let all = [
            owner.clone().map(Extra::Owner),
            acl.clone().map(Extra::Acl),
            retention.clone().map(Extra::Retention),
            legal_hold.map(Extra::LegalHold),
            restored.clone().map(Extra::Restored),
            customer_key_md5.clone().map(Extra::CustomerKeyMd5),
            replication.clone().map(Extra::Replication),
            moved_ms.map(Extra::MovedMs),
            event_hold.clone().map(Extra::EventHold),
            annotated.then_some(Extra::Annotated),
        ];
        all.into_iter().flatten().collect()
    }

    /// Read back.
    pub(super) fn of(each: Vec<Extra>) -> Extras {
        let mut extras = Extras::default();
        for extra in each {
            match extra {
                Extra::Owner(owner) => extras.owner = Some(owner),
                Extra::Acl(list) => extras.acl = Some(list),
                Extra::Retention(retention) => extras.retention = Some(retention),
                Extra::LegalHold(held) => extras.legal_hold = Some(held),
                Extra::Restored(restored) => extras.restored = Some(restored),
                Extra::CustomerKeyMd5(digest) => extras.customer_key_md5 = Some(digest),
                Extra::Replication(status) => extras.replication = Some(status),
                Extra::MovedMs(moment) => extras.moved_ms = Some(moment),
                Extra::EventHold(hold) => extras.event_hold = Some(hold),
                Extra::Annotated => extras.annotated = true,
            }
        }
        extras
    }
}
