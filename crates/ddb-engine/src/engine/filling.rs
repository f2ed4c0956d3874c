//! The door of what is filled: items and index entries put where no request writes, into a backup or a table that is being
//! filled; and the entries of an index that is being filled, as a writer would put them. They are copies of what has its stream and undo records already.

use bytes::Bytes;
use store::Seq;

use crate::engine::Engine;
use crate::engine::definitions::Definitions;
use crate::engine::history;
use crate::engine::records::Records;
use crate::error::Result;
use crate::item::index::EntryChange;

/// Items and entries to be committed at once, with records beside them.
#[derive(Debug, Default)]
pub(crate) struct Filling(Records);

impl From<Filling> for Definitions {
    /// The last that is filled, and the definitions that show it.
    fn from(filling: Filling) -> Definitions {
        Definitions::from(filling.0)
    }
}

impl Filling {
    /// Nothing yet.
    pub(crate) fn new() -> Filling {
        Filling::default()
    }

    /// The records beside it.
    pub(crate) fn records(&mut self) -> &mut Records {
        &mut self.0
    }

    /// Puts an item below an id, at the rest of its key.
    pub(crate) fn item(&mut self, under: u64, rest: &[u8], item: Bytes) {
        self.0.0.put(history::item_key(under, rest), item);
    }

    /// It may be committed only while the store holds this item under this key.
    pub(crate) fn relies_on(&mut self, key: &[u8], item: &Bytes) {
        self.0.0.relies_on(key.to_vec(), Some(item.clone()));
    }

    /// Puts the entries of one index that an item has.
    pub(crate) fn entries(&mut self, entries: EntryChange) {
        entries.stage(&mut self.0.0);
    }
}

impl Engine {
    /// Commits what was filled unless the state of this epoch was exchanged, or the table or an item that it relies on has
    /// changed; which commit it was.
    pub(crate) fn commit_filling(&self, epoch: u64, filling: Filling) -> Result<Option<Seq>> {
        self.commit_records_in(epoch, filling.0)
    }
}
