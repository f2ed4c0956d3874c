//! What a change of an item does to the entries of one index. Pure: from a `Change` to keys and values.

use bytes::Bytes;
use store::{Batch, Key};

use crate::change::Change;
use crate::key;
use crate::schema::{Definition, Index};
use crate::stale::Before;
use crate::value::view;

/// What happens to an index's entries.
#[derive(Debug)]
pub(crate) struct EntryChange {
    before: Option<Entry>,
    after: Option<Entry>,
}

#[derive(Debug, PartialEq, Eq)]
struct Entry {
    key: Key,
    value: Bytes,
}

impl EntryChange {
    /// From an item's change.
    pub(crate) fn of(table: &Definition, index: &Index, change: &Change) -> EntryChange {
        let entry = |item: &Bytes| {
            let key = key::entry_key(table, index, view(item))?;
            Some(Entry { key, value: key::projected(table, index, item) })
        };
        EntryChange {
            before: change.before.as_ref().and_then(entry),
            after: change.after.as_ref().and_then(entry),
        }
    }

    /// Whether the index looks as before.
    pub(crate) fn is_nothing(&self) -> bool {
        self.before == self.after
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
        let size = |entry: &Option<Entry>| entry.as_ref().map_or(0, |entry| size_of(&entry.value));
        let count = |entry: &Option<Entry>| i64::from(entry.is_some());
        (count(&self.after) - count(&self.before), size(&self.after) - size(&self.before))
    }

    /// The sizes of the entries that are written: one where an entry appears, goes or changes in place, two where it
    /// moves, none where the index looks as before.
    pub(crate) fn written_bytes(&self) -> Vec<usize> {
        let size = |entry: &Entry| view(&entry.value).size_bytes();
        match (&self.before, &self.after) {
            _ if self.is_nothing() => Vec::new(),
            (Some(before), Some(after)) if before.key == after.key => vec![size(before).max(size(after))],
            (before, after) => before.iter().chain(after).map(size).collect(),
        }
    }
}

/// An item's size as AWS counts it.
pub(crate) fn size_of(item: &Bytes) -> i64 {
    i64::try_from(view(item).size_bytes()).unwrap_or(i64::MAX)
}
