//! The index of times of expiry that a table has while it has a time to live: begun and left with that, and filled where it is
//! not.

use std::sync::Arc;

use crate::definition::owner::Owner;
use crate::definition::schema::{Definition, ExpiryIndex};
use crate::engine::Engine;
use crate::engine::definitions::Definitions;
use crate::engine::records::Records;
use crate::error::Result;
use crate::job::queue::{self, Begun, Job};
use crate::memory::catalog::Table;

impl Engine {
    /// Exchanges the index of times of expiry in a definition whose time to live has changed: what the old one holds is
    /// to go; if there is to be a new one, a job fills it. The caller commits the records with the definition.
    pub(crate) fn renew_expiry(
        &self,
        (owner, definition): (&Owner, &mut Definition),
        records: &mut Records,
    ) -> Result<Option<Begun<'_>>> {
        if let Some(old) = definition.expiry.take() {
            records.note_garbage_index(definition.id, old.id);
        }
        if definition.ttl.is_none() {
            return Ok(None);
        }
        let id = definition.next_index;
        definition.next_index += 1;
        definition.expiry = Some(ExpiryIndex { id, filling: true });
        self.begin_fill((owner, definition), id, records).map(|job| Some(self.begun(job)))
    }

    /// The present version of a table that has a time to live, its times of expiry indexed: if they are not, as in a folder
    /// of before there was the index, this sees to it. Nothing if the table is gone, or its time to live, or the
    /// process stops.
    pub(crate) async fn with_expiry_index(&self, table: &Table) -> Result<Option<Arc<Table>>> {
        while !self.tasks.is_stopping() {
            let present = self.catalog.table(&self.store, &table.owner, &table.definition.name)?;
            let is_same = |present: &Arc<Table>| {
                present.definition.id == table.definition.id && present.definition.ttl.is_some()
            };
            let Some(present) = present.filter(is_same) else { return Ok(None) };
            match present.definition.expiry {
                Some(index) if !index.filling => return Ok(Some(present)),
                Some(index) => match self.job_of(present.definition.id, index.id)? {
                    Some(job) => self.fill_whoever_does(job).await?,
                    None => self.index_expiry(&present)?,
                },
                None => self.index_expiry(&present)?,
            }
        }
        Ok(None)
    }

    /// The job that fills an index, if there is one.
    fn job_of(&self, table: u64, index: u32) -> Result<Option<u64>> {
        let its = |job: &Job| matches!(job, Job::Fill(fill) if fill.id == table && fill.index == index);
        Ok(queue::pending(&self.store)?.into_iter().find(|(_, job)| its(job)).map(|(id, _)| id))
    }

    /// Waits for the end of a job that fills an index, and does it if nobody else does.
    async fn fill_whoever_does(&self, id: u64) -> Result<()> {
        loop {
            let next = self.jobs.ended.notified();
            if let Some(_claim) = self.jobs.claim(id, usize::MAX) {
                return self.fill(id).await;
            }
            if queue::find(&self.store, id)?.is_none() {
                return Ok(());
            }
            next.await;
        }
    }

    /// Begins to index the times of expiry of a table whose index is not there.
    fn index_expiry(&self, table: &Arc<Table>) -> Result<()> {
        self.deciding(&table.owner, &table.definition.name, || {
            let present = self.catalog.table(&self.store, &table.owner, &table.definition.name)?;
            let Some(present) = present.filter(|present| Arc::ptr_eq(present, table)) else { return Ok(()) };
            let (mut definition, mut records) = (present.definition.clone(), Records::new());
            // The caller works on it.
            let _begun = self.renew_expiry((&present.owner, &mut definition), &mut records)?;
            self.replace_table(&present, definition, present.stream.clone(), Definitions::from(records))?;
            Ok(())
        })
    }
}
