//! The door of definitions: tables and streams made, changed and dropped. What is committed here is shown to requests at
//! once, and nothing else is.

use std::sync::Arc;

use crate::engine::Engine;
use crate::engine::records::Records;
use crate::error::Result;
use crate::memory::catalog::{self, Stream, Table};

/// A table as it was and as it becomes; nothing where there is none.
type Exchanged = (Option<Arc<Table>>, Option<Arc<Table>>);

/// Definitions to be committed at once. The caller holds all stripes until they are.
#[derive(Debug, Default)]
pub(crate) struct Definitions {
    records: Records,
    /// In the order in which they were said.
    tables: Vec<Exchanged>,
    streams: Vec<Arc<Stream>>,
    dropped: Vec<Arc<Stream>>,
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
    pub(crate) fn table(&mut self, before: Option<Arc<Table>>, after: Arc<Table>) -> Result<()> {
        catalog::save_table(&mut self.records.0, &after)?;
        self.tables.push((before, Some(after)));
        Ok(())
    }

    /// Takes a table away. Its items stay: they are those of its replicas, or of its backup.
    pub(crate) fn leave(&mut self, table: &Arc<Table>) {
        catalog::drop_table(&mut self.records.0, table);
        self.tables.push((Some(table.clone()), None));
    }

    /// Takes a table away, and notes that its items are to go.
    pub(crate) fn drop(&mut self, table: &Arc<Table>) {
        self.leave(table);
        self.records.note_garbage(table.definition.id);
    }

    /// A stream, new or in place of another version of it.
    pub(crate) fn stream(&mut self, stream: Arc<Stream>) -> Result<()> {
        catalog::save_stream(&mut self.records.0, &stream)?;
        self.streams.push(stream);
        Ok(())
    }

    /// Takes a stream away.
    pub(crate) fn drop_stream(&mut self, stream: Arc<Stream>) {
        catalog::drop_stream(&mut self.records.0, &stream);
        self.dropped.push(stream);
    }
}

impl Engine {
    /// Commits definitions, and shows them to requests.
    pub(crate) fn commit_definitions(&self, definitions: Definitions) -> Result<()> {
        let Definitions { records, tables, streams, dropped } = definitions;
        self.writer.commit(records.0)?;
        // A stream before the table that names it, so that nobody looks for it in vain; a closed one behind it.
        let (closed, open): (Vec<_>, Vec<_>) =
            streams.into_iter().partition(|stream| stream.definition.closed_ms.is_some());
        open.into_iter().for_each(|stream| self.catalog.publish_stream(stream));
        for (before, after) in tables {
            self.catalog.publish(before.as_deref(), after);
        }
        for stream in closed {
            let tail = stream.tail.clone();
            self.catalog.publish_stream(stream);
            // Its readers wait for more, and there is no more.
            tail.tell();
        }
        dropped.iter().for_each(|stream| self.catalog.unpublish_stream(stream));
        Ok(())
    }
}
