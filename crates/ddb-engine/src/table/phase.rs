//! The states that a table passes through, where that takes time: each is a moment until which it lasts, in the table's
//! definition, so that nothing has to happen when it ends. Only a deletion has to be carried out: the sweeper does it, who
//! wakes when it falls due, or whoever wants the table's name. To everybody else the table is gone from that moment on.
//!
//! <https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_TableDescription.html>

use std::sync::Arc;

use base::clock::Timestamp;
use serde::{Deserialize, Serialize};

use crate::definition::schema::{Definition, Index};
use crate::engine::Engine;
use crate::error::{Error, Result};
use crate::item::vector::VectorIndex;
use crate::memory::catalog::{Owner, Table};
use crate::table::describe::Status;

/// Until when a table is in each state, in milliseconds; zero if it never was.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Phase {
    creating_until: u64,
    updating_until: u64,
    deleting_until: u64,
    /// Until when TTL is `ENABLING`.
    enabling_until: u64,
}

impl Phase {
    /// The state at a time.
    pub(crate) fn status(self, now: Timestamp) -> Status {
        let now = now.millis();
        if self.deleting_until > 0 {
            Status::Deleting
        } else if now < self.creating_until {
            Status::Creating
        } else if now < self.updating_until {
            Status::Updating
        } else {
            Status::Active
        }
    }

    /// Whether its deletion is due: then it is gone, though it may not have been carried out.
    pub(crate) fn is_gone(self, now: Timestamp) -> bool {
        self.is_deleting() && now.millis() >= self.deleting_until
    }

    /// When the deletion of a table that is being deleted falls due.
    pub(crate) fn due(self) -> Timestamp {
        Timestamp::from_millis(self.deleting_until)
    }

    /// Whether it is being deleted.
    pub(crate) fn is_deleting(self) -> bool {
        self.deleting_until > 0
    }

    /// Whether TTL is not enabled yet.
    pub(crate) fn is_enabling_ttl(self, now: Timestamp) -> bool {
        now.millis() < self.enabling_until
    }

    /// Begins to enable TTL.
    pub(crate) fn enable_ttl(&mut self, until: u64) {
        self.enabling_until = until;
    }
}

/// Indexes that were deleted: nothing is read from or written to them, and they are shown as `DELETING` until a moment.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(crate) struct Leaving {
    indexes: Vec<Index>,
    vectors: Vec<VectorIndex>,
    until_ms: u64,
}

impl Leaving {
    /// Adds an index.
    pub(crate) fn push(&mut self, index: Index) {
        self.indexes.push(index);
    }

    /// Adds a vector index.
    pub(crate) fn push_vector(&mut self, index: VectorIndex) {
        self.vectors.push(index);
    }

    fn is_over(&self, now: Option<Timestamp>) -> bool {
        now.is_none_or(|now| now.millis() >= self.until_ms)
    }

    /// The indexes that are shown at a time.
    pub(crate) fn indexes(&self, now: Option<Timestamp>) -> &[Index] {
        if self.is_over(now) { &[] } else { &self.indexes }
    }

    /// The vector indexes that are shown at a time.
    pub(crate) fn vectors(&self, now: Option<Timestamp>) -> &[VectorIndex] {
        if self.is_over(now) { &[] } else { &self.vectors }
    }
}

/// Whether an index that is ready at this moment, in milliseconds, is so now.
pub(crate) fn is_ready(ready_ms: u64, now: Timestamp) -> bool {
    ready_ms == 0 || now.millis() >= ready_ms
}

/// An error if a table cannot be changed now.
pub(crate) fn check_changeable(definition: &Definition, now: Timestamp) -> Result<()> {
    match definition.phase.status(now) {
        Status::Active => Ok(()),
        Status::Creating => Err(Error::in_use(format!("Table is being created: {}", definition.name))),
        Status::Updating => Err(Error::in_use(format!("Table is being updated: {}", definition.name))),
        Status::Deleting => Err(Error::in_use(format!("Table is being deleted: {}", definition.name))),
    }
}

/// Whether all indexes are ready.
pub(crate) fn are_indexes_ready(definition: &Definition, now: Timestamp) -> bool {
    are_others_ready(definition, None, now)
}

/// Whether all indexes but one are ready.
pub(crate) fn are_others_ready(definition: &Definition, but: Option<&str>, now: Timestamp) -> bool {
    let indexes = definition.indexes.iter().map(|index| (&index.name, index.ready_ms));
    let vectors = definition.vectors.iter().map(|index| (&index.name, index.ready_ms));
    indexes.chain(vectors).all(|(name, ready)| but == Some(name) || is_ready(ready, now))
}

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
    pub(crate) fn begin_update(&self, before: &Definition, definition: &mut Definition, now: Timestamp) {
        definition.phase.updating_until = self.over(now, 1);
        definition.leaving.until_ms = definition.phase.updating_until;
        let ready = self.over(now, 2);
        let is_new = |id: u32| id >= before.next_index;
        definition.indexes.iter_mut().filter(|index| is_new(index.id)).for_each(|i| i.ready_ms = ready);
        definition.vectors.iter_mut().filter(|index| is_new(index.id)).for_each(|i| i.ready_ms = ready);
    }

    /// Marks a table that is to be deleted; whether that takes time. The caller wakes the sweeper once it is committed.
    pub(crate) fn begin_deletion(&self, definition: &mut Definition, now: Timestamp) -> bool {
        definition.phase.deleting_until = self.over(now, 1);
        definition.phase.is_deleting()
    }

    /// A table by its name, unless its deletion is due. Changes nothing and takes no lock of a key, so it may be called
    /// under one.
    pub(crate) fn present(&self, owner: &Owner, name: &str) -> Result<Option<Arc<Table>>> {
        let table = self.catalog.table(&self.store, owner, name)?;
        Ok(table.filter(|table| !table.definition.phase.is_gone(self.clock.now())))
    }

    /// Makes a name free whose table is gone. Call it before the name is taken, without any stripe.
    pub(crate) fn make_room(&self, owner: &Owner, name: &str) -> Result<()> {
        match self.catalog.table(&self.store, owner, name)? {
            Some(table) => self.finish_deletion(&table),
            None => Ok(()),
        }
    }

    /// Whether a name is taken. The caller holds all stripes: what fell due since [`Engine::make_room`] goes now.
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

    /// Carries out a deletion if it is due. Takes all stripes.
    fn finish_deletion(&self, table: &Arc<Table>) -> Result<()> {
        if !table.definition.phase.is_gone(self.clock.now()) {
            return Ok(());
        }
        if table.definition.recovery.since_ms.is_some() {
            // For the backup that it leaves.
            self.count_items(table)?;
        }
        let _all = self.stripes.lock_everything();
        let present = self.catalog.table(&self.store, &table.owner, &table.definition.name)?;
        if let Some(present) = present.filter(|present| present.definition.id == table.definition.id) {
            self.remove_table(&present)?;
        }
        Ok(())
    }

    /// Carries out all deletions that are due. When the next one falls due, if there is one.
    pub(crate) fn finish_deletions(&self) -> Result<Option<Timestamp>> {
        for table in self.catalog.deleting(&self.store)? {
            self.finish_deletion(&table)?;
        }
        let left = self.catalog.deleting(&self.store)?;
        Ok(left.iter().map(|table| table.definition.phase.due()).min())
    }

    /// An error if nothing can be read from or written to a table now.
    pub(crate) fn check_usable(&self, table: &Table) -> Result<()> {
        let phase = table.definition.phase;
        if phase == Phase::default() {
            return Ok(());
        }
        match phase.status(self.clock.now()) {
            Status::Active | Status::Updating => Ok(()),
            Status::Creating | Status::Deleting => Err(Error::no_table()),
        }
    }
}
