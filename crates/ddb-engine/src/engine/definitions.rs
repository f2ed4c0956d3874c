//! The door of definitions: tables and streams made, changed and dropped. Each is committed only in place of the version that it
//! was decided by. What the store holds then is shown to requests at once, and nothing else is.

use std::sync::Arc;

use base::clock::Timestamp;
use store::{Key, Space};

use crate::definition::owner::Owner;
use crate::engine::Engine;
use crate::engine::commit::MOST_TRIES;
use crate::engine::records::Records;
use crate::error::Result;
use crate::memory::catalog::{self, Stream, Table, Touched};

/// Definitions to be committed at once, if what they come in place of is still there.
#[derive(Debug, Default)]
pub(crate) struct Definitions {
    records: Records,
    touched: Touched,
    /// Streams that end at this time.
    closing: Vec<(Arc<Stream>, Timestamp)>,
}

impl From<Records> for Definitions {
    /// Records, and the definitions beside them.
    fn from(records: Records) -> Definitions {
        Definitions { records, ..Definitions::default() }
    }
}

impl Definitions {
    /// None yet.
    pub(crate) fn new() -> Definitions {
        Definitions::default()
    }

    /// The records beside them.
    pub(crate) fn records(&mut self) -> &mut Records {
        &mut self.records
    }

    /// A table, in place of another version of it or as a new one.
    pub(crate) fn table(&mut self, before: Option<&Table>, mut after: Table) -> Result<Arc<Table>> {
        catalog::save_table(&mut self.records.0, before, &mut after)?;
        self.touched.table(&after);
        Ok(Arc::new(after))
    }

    /// Takes a table away. Its items stay: they are those of its replicas, or of its backup.
    pub(crate) fn leave(&mut self, table: &Table) {
        catalog::drop_table(&mut self.records.0, table);
        self.touched.table(table);
    }

    /// Takes a table away, and notes that its items are to go.
    pub(crate) fn drop(&mut self, table: &Table) {
        self.leave(table);
        self.records.note_garbage(table.definition.id);
    }

    /// A stream, in place of another version of it or as a new one.
    pub(crate) fn stream(&mut self, before: Option<&Stream>, after: &Stream) -> Result<()> {
        catalog::save_stream(&mut self.records.0, before, after)?;
        self.touched.stream(after);
        Ok(())
    }

    /// Closes a stream.
    pub(crate) fn close_stream(&mut self, open: &Arc<Stream>, now: Timestamp) {
        self.touched.stream(open);
        self.closing.push((open.clone(), now));
    }

    /// Takes a stream away.
    pub(crate) fn drop_stream(&mut self, stream: &Stream) {
        catalog::drop_stream(&mut self.records.0, stream);
        self.touched.stream(stream);
    }
}

impl Engine {
    /// Decides on a change of a table's definition, or of something that has a name, and commits it; again, if another change
    /// came between: then `decide` ends with `Detail::Conflict`. Whoever changes the same is kept waiting, so that hardly anybody
    /// has to; nobody else is.
    pub(crate) fn deciding<T>(
        &self,
        owner: &Owner,
        name: &str,
        mut decide: impl FnMut() -> Result<T>,
    ) -> Result<T> {
        // Replicas are changed together.
        let key = Key::of(Space::DdbTable).account(owner.0).text(name);
        let mut tries = 0;
        loop {
            let _admitted = self.stripes.lock(key.as_bytes());
            match decide() {
                Err(error) if error.is_conflict() && tries < MOST_TRIES => tries += 1,
                decided => return decided,
            }
        }
    }

    /// Commits definitions, and shows them to requests. If another version has taken the place of one that they were decided by,
    /// nothing is written: `Detail::Conflict`.
    pub(crate) fn commit_definitions(&self, definitions: Definitions) -> Result<()> {
        let Definitions { records: Records(mut batch), touched, mut closing } = definitions;
        closing.sort_unstable_by_key(|(stream, _)| stream.definition.id);
        // Held over the commit, as by writers: no record of a stream has a number behind its end.
        let mut tails: Vec<_> = closing.iter().map(|(stream, _)| stream.tail.last.lock()).collect();
        for ((stream, now), last) in closing.iter().zip(&mut tails) {
            catalog::save_stream(&mut batch, Some(stream), &stream.closed(last, *now))?;
        }
        let committed = self.writer.commit(batch);
        drop(tails);
        // In any case: who has lost was shown what is not there any more.
        let shown = self.catalog.catch_up(&self.store, &touched);
        committed?;
        shown
    }

    /// After a conflict: sees to it that requests are shown the versions of these tables that the store holds.
    pub(crate) fn look_again<'t>(&self, tables: impl IntoIterator<Item = &'t Table>) -> Result<()> {
        let mut touched = Touched::default();
        for table in tables {
            if !table.is_stored(&self.store)? {
                touched.table(table);
            }
        }
        self.catalog.catch_up(&self.store, &touched)
    }
}
