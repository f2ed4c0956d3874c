//! One write of one item: lock, read, decide, commit.

use std::sync::Arc;

use base::call::Call;
use bytes::Bytes;
use store::Key;

use crate::access::Act;
use crate::engine::Engine;
use crate::engine::commit::{MOST_TRIES, Placed};
use crate::engine::records::Records;
use crate::error::{Error, Result};
use crate::item::capacity::Consumed;
use crate::item::change::Change;
use crate::item::key;
use crate::item::plan::Plan;
use crate::memory::buckets::Direction;
use crate::memory::catalog::Table;

/// A write that was carried out.
#[derive(Debug)]
pub(crate) struct Written {
    pub(crate) table: Arc<Table>,
    pub(crate) change: Change,
}

impl Engine {
    /// Carries out one write under the name of what it does, such as PutItem.
    pub(crate) fn write(&self, call: &Call, plan: &Plan) -> Result<Written> {
        self.write_for(call, Act::on_table(plan.action.name()), plan)
    }

    /// Carries out one write. Refused while a transaction holds the item; looked at before the lock, so that a
    /// transaction is met and not waited for.
    pub(crate) fn write_for(&self, call: &Call, act: Act<'_>, plan: &Plan) -> Result<Written> {
        self.write_there(call, act, plan, None)
    }

    /// Finds the table of a write, holds the write against it, and works out the item's key.
    fn place_of(&self, call: &Call, act: Act<'_>, plan: &Plan) -> Result<(Arc<Table>, Key)> {
        let table = self.table(call, act, &plan.table)?;
        plan.check(&table.definition)?;
        let key = key::item_key(&table.definition, plan.item())?;
        Ok((table, key))
    }

    /// [`Engine::write_for`] of a write that was held against its table already, if that is still the one.
    pub(crate) fn write_there(
        &self,
        call: &Call,
        act: Act<'_>,
        plan: &Plan,
        mut place: Option<(Arc<Table>, Key)>,
    ) -> Result<Written> {
        let mut tries = 0;
        loop {
            let (table, key) = place.take().map_or_else(|| self.place_of(call, act, plan), Ok)?;
            if self.in_flight.holds(&key) {
                return Err(Error::transaction_conflict());
            }
            let _stripe = self.stripes.lock(key.as_bytes());
            if self.is_outdated(&table) {
                // The definition, or the whole state, changed while this waited for the lock: look at the new one.
                continue;
            }
            let before = self.store.get(key.as_bytes())?;
            let change = self.decide(&table, plan, before)?;
            let placed = Placed { table: &table, key, change: &change };
            match self.commit(Records::new(), call.now, &[placed]) {
                Err(error) if error.is_conflict() && tries < MOST_TRIES => tries += 1,
                committed => return committed.map(|()| Written { table, change }),
            }
        }
    }

    /// Decides on a write, and takes what it costs from the table's throughput; a condition that does not hold costs too.
    fn decide(&self, table: &Table, plan: &Plan, before: Option<Bytes>) -> Result<Change> {
        let throttles = self.realism.get().is_some_and(|realism| realism.throttling);
        let unchanged = throttles.then(|| before.clone());
        let decided = plan.decide(&table.definition, before);
        let Some(unchanged) = unchanged else { return decided };
        match &decided {
            Ok(change) => {
                self.charge(table, Direction::Write, || Consumed::write(&table.definition, change, false))?;
            }
            Err(error) if error.is_failed_condition() => {
                self.charge(table, Direction::Write, || plan.cost_of_failure(unchanged.as_ref()))?;
            }
            Err(_) => {}
        }
        decided
    }
}
