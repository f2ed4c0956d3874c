//! What a change of an item does to the entries of one index, of whatever kind. Pure: from a `Change` to keys and values.

use bytes::Bytes;
use ddb_expr::codec::is_same;
use store::{Batch, Key};

use crate::definition::schema::{Definition, Index};
use crate::error::Result;
use crate::item::change::Before;
use crate::item::change::Change;
use crate::item::key;
use crate::message::value::view;

/// What happens to an index's entries.
#[derive(Debug)]
pub(crate) struct EntryChange {
    before: Option<IndexEntry>,
    after: Option<IndexEntry>,
}

/// An item's entry in an index.
#[derive(Debug)]
pub(super) struct IndexEntry {
    pub(super) key: Key,
    pub(super) value: Bytes,
    /// Bytes of the value before the item in it.
    pub(super) head: usize,
    /// Its size, as AWS counts that of the index's kind.
    pub(super) bytes: usize,
}

impl IndexEntry {
    /// Whether it has the value of another entry, which may be of an older version.
    fn is_as(&self, other: &IndexEntry) -> bool {
        if self.value == other.value {
            return true;
        }
        let (Some((head, item)), Some((other_head, other_item))) =
            (self.value.split_at_checked(self.head), other.value.split_at_checked(other.head))
        else {
            return false;
        };
        head == other_head && is_same(item, other_item)
    }
}

impl EntryChange {
    /// From an item's change.
    pub(crate) fn of(table: &Definition, index: &Index, change: &Change) -> EntryChange {
        EntryChange::between(change, |item| {
            let key = key::entry_key(table, index, view(item))?;
            let value = key::projected(table, index, item);
            let bytes = view(&value).size_bytes();
            Some(IndexEntry { key, value, head: 0, bytes })
        })
    }

    /// From an item's change and what its entry is.
    pub(super) fn between(change: &Change, entry: impl Fn(&Bytes) -> Option<IndexEntry>) -> EntryChange {
        EntryChange {
            before: change.before.as_ref().and_then(&entry),
            after: change.after.as_ref().and_then(&entry),
        }
    }

    /// Whether the index looks as before.
    pub(crate) fn is_nothing(&self) -> bool {
        match (&self.before, &self.after) {
            (Some(before), Some(after)) => before.key == after.key && before.is_as(after),
            (before, after) => before.is_none() && after.is_none(),
        }
    }

    /// The key of the entry that is there afterwards.
    pub(crate) fn key_after(&self) -> Option<&Key> {
        self.after.as_ref().map(|entry| &entry.key)
    }

    /// The same change of an index that is still being filled: the entry of before may not be there yet.
    pub(crate) fn of_present(mut self, is_there: impl FnOnce(&Key) -> Result<bool>) -> Result<EntryChange> {
        if let Some(before) = &self.before
            && !is_there(&before.key)?
        {
            self.before = None;
        }
        Ok(self)
    }

    /// Adds what the keys that change hold now.
    pub(crate) fn remember(&self, into: &mut Vec<Before>) {
        let before = self.before.as_ref().map(|entry| (entry.key.clone(), Some(entry.value.clone())));
        let after = self.after.as_ref().map(|entry| &entry.key);
        let new = after.filter(|key| self.before.as_ref().is_none_or(|before| before.key != **key));
        into.extend(before.into_iter().chain(new.map(|key| (key.clone(), None))));
    }

    /// Puts the change, which is one, into a batch.
    pub(crate) fn stage(self, batch: &mut Batch) {
        if let Some(before) = self.before
            && self.after.as_ref().is_none_or(|after| after.key != before.key)
        {
            batch.delete(before.key);
        }
        if let Some(after) = self.after {
            batch.put(after.key, after.value);
        }
    }

    /// How many entries and how many bytes are more than before.
    pub(crate) fn growth(&self) -> (i64, i64) {
        let size = |entry: &Option<IndexEntry>| {
            entry.as_ref().map_or(0, |entry| i64::try_from(entry.bytes).unwrap_or(i64::MAX))
        };
        let count = |entry: &Option<IndexEntry>| i64::from(entry.is_some());
        (count(&self.after) - count(&self.before), size(&self.after) - size(&self.before))
    }

    /// The sizes of the entries that are written: one where an entry appears, goes or changes in place, two where it
    /// moves, none where the index looks as before. `in_place`: the size of a change in place, from both.
    pub(crate) fn written_bytes(&self, in_place: fn(usize, usize) -> usize) -> Vec<usize> {
        match (&self.before, &self.after) {
            _ if self.is_nothing() => Vec::new(),
            (Some(before), Some(after)) if before.key == after.key => {
                vec![in_place(before.bytes, after.bytes)]
            }
            (before, after) => before.iter().chain(after).map(|entry| entry.bytes).collect(),
        }
    }
}

/// An item's size as AWS counts it.
pub(crate) fn size_of(item: &Bytes) -> i64 {
    i64::try_from(view(item).size_bytes()).unwrap_or(i64::MAX)
}
