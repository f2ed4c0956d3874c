//! The door of records: of what is kept beside items and definitions, such as backups, jobs and tokens.

use bytes::Bytes;
use store::{Batch, Seq};

use crate::engine::Engine;
use crate::error::{Error, Result};
use crate::item::record_key::{RecordKey, sub};
use crate::memory::catalog::Table;
use crate::memory::reader::Reader;

/// Records to be kept and forgotten at once, alone or beside what another door commits.
#[derive(Debug, Default)]
pub(crate) struct Records(pub(super) Batch);

impl Records {
    /// None yet.
    pub(crate) fn new() -> Records {
        Records::default()
    }

    /// Keeps a record in place of what was read of it: nothing is committed if that is another by then.
    pub(crate) fn replace(&mut self, key: RecordKey, seen: Option<Bytes>, record: impl Into<Bytes>) {
        let key = key.into_key();
        self.0.relies_on(key.clone().into_bytes(), seen);
        self.0.put(key, record);
    }

    /// They may be committed only while all that was read through this reader is as it was.
    pub(crate) fn relies_on_reads(&mut self, reader: &Reader) {
        reader.rely(&mut self.0);
    }

    /// They may be committed only while no other version of this table was.
    pub(crate) fn relies_on_table(&mut self, table: &Table) {
        table.guard(&mut self.0);
    }

    /// They may be committed in this epoch only.
    pub(crate) fn in_epoch(&mut self, epoch: u64) {
        self.0.in_epoch(epoch);
    }

    /// Keeps a record.
    pub(crate) fn keep(&mut self, key: RecordKey, record: impl Into<Bytes>) {
        self.0.put(key.into_key(), record);
    }

    /// Forgets a record, if it is there.
    pub(crate) fn forget(&mut self, key: RecordKey) {
        self.0.delete(key.into_key());
    }

    /// Notes that the items of a deleted table are to go.
    pub(crate) fn note_garbage(&mut self, table: u64) {
        self.keep(garbage(table), Bytes::new());
    }

    /// Notes that nothing is left of a deleted table.
    pub(crate) fn garbage_gone(&mut self, table: u64) {
        self.forget(garbage(table));
    }

    /// Notes that the entries of a deleted index are to go.
    pub(crate) fn note_garbage_index(&mut self, table: u64, index: u32) {
        self.keep(garbage_index(table, index), Bytes::new());
    }

    /// Notes that nothing is left of a deleted index.
    pub(crate) fn garbage_index_gone(&mut self, table: u64, index: u32) {
        self.forget(garbage_index(table, index));
    }
}

fn garbage(table: u64) -> RecordKey {
    RecordKey::of(sub::GARBAGE).u64(table)
}

fn garbage_index(table: u64, index: u32) -> RecordKey {
    RecordKey::of(sub::GARBAGE_INDEX).u64(table).u32(index)
}

impl Engine {
    /// Commits records; if what they rely on has changed, nothing: `Detail::Conflict`.
    pub(crate) fn commit_records(&self, records: Records) -> Result<()> {
        self.writer.commit(records.0)?;
        Ok(())
    }

    /// The same of records that rely on a table: after a conflict it is looked at anew.
    pub(crate) fn commit_records_of(&self, table: &Table, records: Records) -> Result<()> {
        let committed = self.commit_records(records);
        if committed.as_ref().is_err_and(Error::is_conflict) {
            self.look_again([table])?;
        }
        committed
    }

    /// Commits records unless the state of this epoch was exchanged, or what they rely on has changed; which commit it was.
    pub(crate) fn commit_records_in(&self, epoch: u64, records: Records) -> Result<Option<Seq>> {
        Ok(self.writer.commit_in(epoch, records.0)?)
    }
}
