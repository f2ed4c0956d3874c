//! Keys of records: of what is kept beside items and definitions.

use store::{Key, Space};

use crate::definition::owner::Owner;

/// Sub-spaces of [`Space::DdbOther`]. Part of the format on disk: never change or reuse one.
pub(crate) mod sub {
    /// Tables and backups that were deleted and whose items are still there: table id.
    pub(crate) const GARBAGE: u8 = 1;
    /// Indexes that were deleted and whose entries are still there: table id, index id.
    pub(crate) const GARBAGE_INDEX: u8 = 2;
    /// What items were before they changed: table id, rest of the item's key, number of the change.
    pub(crate) const HISTORY: u8 = 30;
    /// The same changes in the order of their numbers: table id, number, rest of the item's key.
    pub(crate) const HISTORY_ORDER: u8 = 37;
    /// Up to which number records of a stream were dropped because there were too many: stream id.
    pub(crate) const TRIMMED: u8 = 38;
    /// Backups: account, region, id.
    pub(crate) const BACKUP: u8 = 31;
    /// Work that goes on in the background until it is done: job id.
    pub(crate) const JOB: u8 = 32;
    /// Exports: account, region, id.
    pub(crate) const EXPORT: u8 = 33;
    /// Imports: account, region, id.
    pub(crate) const IMPORT: u8 = 34;
    /// Bulk operations: account, region, id.
    pub(crate) const BULK: u8 = 35;
    /// What a bulk operation did not put: job id, number.
    pub(crate) const BULK_REPORT: u8 = 36;
    /// Items by their time of expiry: table id, index id, second, rest of the item's key.
    pub(crate) const EXPIRY: u8 = 11;
    /// Bytes of item collections: table id, hash of the partition key, partition key.
    pub(crate) const COLLECTION: u8 = 10;
}

/// The key of a record. A type of its own, so that the door of records takes no other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct RecordKey(Key);

impl RecordKey {
    /// Of a sub-space of [`Space::DdbOther`].
    pub(crate) fn of(sub: u8) -> RecordKey {
        RecordKey(Key::of(Space::DdbOther).u8(sub))
    }

    /// Of the tokens of transactions.
    pub(crate) fn of_token() -> RecordKey {
        RecordKey(Key::of(Space::DdbToken))
    }

    /// One that the store handed out, from below this prefix; nothing if it is another.
    pub(crate) fn stored(&self, key: &[u8]) -> Option<RecordKey> {
        key.starts_with(self.0.as_bytes()).then(|| RecordKey(Key::stored(key)))
    }

    /// Goes on with an account and a region.
    pub(crate) fn owner(self, owner: &Owner) -> RecordKey {
        RecordKey(self.0.account(owner.0).region(&owner.1))
    }

    /// Goes on with a text.
    pub(crate) fn text(self, text: &str) -> RecordKey {
        RecordKey(self.0.text(text))
    }

    /// Goes on with a number.
    pub(crate) fn u64(self, number: u64) -> RecordKey {
        RecordKey(self.0.u64(number))
    }

    /// Goes on with a small number.
    pub(crate) fn u32(self, number: u32) -> RecordKey {
        RecordKey(self.0.u32(number))
    }

    /// To be looked up, or locked.
    pub(crate) fn key(&self) -> &Key {
        &self.0
    }

    /// To be put into a batch.
    pub(crate) fn into_key(self) -> Key {
        self.0
    }
}
