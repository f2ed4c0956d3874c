//! How a table passes from state to state, where that takes time. Nothing has to happen when a state ends; only a deletion
//! has to be carried out: the sweeper does it, which wakes when it falls due, or a request that wants the table's
//! name. For all other requests the table is gone from that moment on.
//!
//! <https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_TableDescription.html>

use std::sync::Arc;

use base::clock::Timestamp;

use crate::definition::owner::Owner;
use crate::definition::schema::Definition;
use crate::engine::Engine;
use crate::error::Result;
use crate::memory::catalog::Table;

impl Engine {
    /// When a change that begins now is over, in milliseconds; zero if changes take no time.
    fn over(&self, now: Timestamp, steps: u64) -> u64 {
        let step = self.realism.get().map_or(0, |realism| realism.transition_ms);
        if step == 0 { 0 } else { now.millis().saturating_add(step.saturating_mul(steps)) }
    }

    /// Marks a new table.
    pub(crate) fn begin_creation(&self, definition: &mut Definition, now: Timestamp) {
        definition.phase.creating_until = self.over(now, 1);
    }

    /// Marks a table that changes, the indexes that it did not have, and those that leave it.
    pub(super) fn begin_update(&self, before: &Definition, definition: &mut Definition, now: Timestamp) {
        definition.phase.updating_until = self.over(now, 1);
        definition.leaving.until_ms = definition.phase.updating_until;
        let ready = self.over(now, 2);
        let is_new = |id: u32| id >= before.next_index;
        definition.indexes.iter_mut().filter(|index| is_new(index.id)).for_each(|i| i.ready_ms = ready);
        definition.vectors.iter_mut().filter(|index| is_new(index.id)).for_each(|i| i.ready_ms = ready);
    }

    /// Marks a table that is to be deleted; whether that takes time. The caller wakes the sweeper once it is committed.
    pub(super) fn begin_deletion(&self, definition: &mut Definition, now: Timestamp) -> bool {
        definition.phase.deleting_until = self.over(now, 1);
        definition.phase.is_deleting()
    }

    /// Makes a name free whose table is gone. Call it before the name is taken, without any stripe.
    pub(crate) async fn make_room(self: &Arc<Engine>, owner: &Owner, name: &str) -> Result<()> {
        match self.catalog.table(&self.store, owner, name)? {
            Some(table) => self.finish_deletion(&table).await,
            None => Ok(()),
        }
    }

    /// Whether a name is taken. What fell due since [`Engine::make_room`] goes now.
    pub(crate) fn is_taken(&self, owner: &Owner, name: &str) -> Result<bool> {
        let Some(table) = self.catalog.table(&self.store, owner, name)? else { return Ok(false) };
        if !table.definition.phase.is_gone(self.clock.now()) {
            return Ok(true);
        }
        self.remove_table(&table).map(|_| false)
    }

    /// Until when TTL that is enabled now is `ENABLING`.
    pub(crate) fn enabling_until(&self, now: Timestamp) -> u64 {
        self.over(now, 1)
    }

    /// Carries out a deletion if it is due.
    async fn finish_deletion(self: &Arc<Engine>, table: &Arc<Table>) -> Result<()> {
        if !table.definition.phase.is_gone(self.clock.now()) {
            return Ok(());
        }
        if table.definition.recovery.since_ms.is_some() {
            // For the backup that it leaves.
            self.count_items(table).await?;
        }
        self.deciding(&table.owner, &table.definition.name, || {
            let present = self.catalog.table(&self.store, &table.owner, &table.definition.name)?;
            match present.filter(|present| present.definition.id == table.definition.id) {
                Some(present) => self.remove_table(&present),
                None => Ok(()),
            }
        })
    }

    /// Carries out all deletions that are due. When the next one falls due, if there is one.
    pub(crate) async fn finish_deletions(self: &Arc<Engine>) -> Result<Option<Timestamp>> {
        for table in self.catalog.deleting(&self.store)? {
            self.finish_deletion(&table).await?;
        }
        let left = self.catalog.deleting(&self.store)?;
        Ok(left.iter().map(|table| table.definition.phase.due()).min())
    }
}
