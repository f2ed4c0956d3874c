//! Point-in-time recovery turned on and off, and undo records removed: those that nobody can ask for any more, and the oldest
//! where there are too many.

use std::collections::BTreeMap;
use std::sync::Arc;

use base::call::Call;
use base::clock::Timestamp;
use tokio::task::yield_now;

use crate::access::Act;
use crate::definition::owner::table_name;
use crate::definition::recovery::Moment;
use crate::engine::Engine;
use crate::engine::definitions::Definitions;
use crate::engine::history;
use crate::engine::oldest::Oldest;
use crate::engine::removal::CHUNK;
use crate::error::{Code, Error, Result};
use crate::memory::budget::size;
use crate::memory::catalog::Table;

impl Engine {
    /// The table that a request of backups names; their error if there is none.
    pub(crate) fn backed_up(&self, call: &Call, act: Act<'_>, name: &str) -> Result<Arc<Table>> {
        self.find(call, act, name)?
            .ok_or_else(|| Error::bare_table_not_found(Code::TableNotFound, table_name(name)))
    }

    /// Turns point-in-time recovery on, for so many days, or off.
    pub(crate) fn recover(&self, call: &Call, table: &Table, days: Option<u64>) -> Result<Arc<Table>> {
        self.alter_table(table, |definition| {
            let recovery = &mut definition.recovery;
            recovery.since_ms = days.map(|_| recovery.since_ms.unwrap_or(call.now.millis()));
            recovery.days = days.unwrap_or_default();
            Ok(())
        })
    }

    /// Removes the undo records that nobody can ask for any more.
    pub(crate) async fn trim_history(&self, now: Timestamp, epoch: u64) -> Result<()> {
        // Replicas share their records: what one needs stays.
        let mut needless = BTreeMap::new();
        for table in self.catalog.all_tables(&self.store)? {
            let its = table.definition.recovery.needless(now);
            let known = needless.entry(table.definition.id).or_insert(its);
            *known = its.min(*known);
        }
        for (id, moment) in needless {
            self.trim_undo(epoch, id, (moment, moment)).await?;
        }
        Ok(())
    }

    /// Drops the oldest undo records of all tables, if there are too many: their tables can be restored to later moments only.
    /// What a copy in progress reads stays until that is done.
    pub(crate) async fn drop_undo_records(&self, now: Timestamp, epoch: u64) -> Result<()> {
        let budget = &self.budgets.undo;
        if budget.to_free() == 0 {
            return Ok(());
        }
        self.trim_history(now, epoch).await?;
        let excess = budget.to_free();
        let mut dropped = 0;
        for (table, number) in self.oldest_undo(excess).await? {
            let earliest_ms = table.definition.recovery.earliest_ms(now).unwrap_or(now.millis());
            let needed = Moment::begin_of(earliest_ms);
            let Some(given_up) = self.give_up(&table, number, epoch)? else { continue };
            dropped += self.trim_undo(epoch, table.definition.id, (given_up, needed)).await?;
        }
        if dropped > 0 {
            let dropped_in_all = budget.note_dropped(dropped);
            tracing::warn!(
                dropped,
                dropped_in_all,
                "the oldest records of DynamoDB's point-in-time recovery are dropped, since there are more than dynamodb-recovery-bytes"
            );
        }
        Ok(())
    }

    /// The oldest undo records of all tables, that have so many bytes together: the number of the last one of each table.
    async fn oldest_undo(&self, bytes: u64) -> Result<Vec<(Arc<Table>, u64)>> {
        let mut tables: BTreeMap<u64, Arc<Table>> = BTreeMap::new();
        for table in self.catalog.all_tables(&self.store)? {
            // Of replicas one that has a past.
            let known = tables.entry(table.definition.id).or_insert_with(|| table.clone());
            if known.definition.recovery.since_ms.is_none() {
                *known = table;
            }
        }
        let ranges = tables.iter().map(|(id, table)| {
            let last = table.definition.recovery.oldest_snapshot();
            history::order_up_to(*id, last.unwrap_or(Moment(u64::MAX)))
        });
        let mut oldest = Oldest::of(&self.store, history::order_number, ranges.collect()).await?;
        let tables: Vec<Arc<Table>> = tables.into_values().collect();
        let (mut reached, mut found, mut looks) = (BTreeMap::new(), 0, 0_usize);
        while found < bytes {
            let Some(old) = oldest.next()? else { break };
            let Some(table) = tables.get(old.lane) else { break };
            let entries = self.undo_of(table.definition.id, old.entry)?;
            found += entries.iter().flatten().map(|(key, value)| size(key.as_bytes(), value)).sum::<u64>();
            reached.insert(old.lane, old.number);
            looks += 1;
            if looks.is_multiple_of(CHUNK) {
                yield_now().await;
            }
        }
        let with_table = |(lane, number): (usize, u64)| Some((tables.get(lane)?.clone(), number));
        Ok(reached.into_iter().filter_map(with_table).collect())
    }

    /// Has a table give up the moments that need undo records up to a number; up to which moment none is needed then. Nothing if
    /// the table is gone, or the state of this epoch was exchanged.
    fn give_up(&self, table: &Table, number: u64, epoch: u64) -> Result<Option<Moment>> {
        let (owner, name, id) = (&table.owner, &table.definition.name, table.definition.id);
        self.deciding(owner, name, || {
            if self.store.epoch() != epoch {
                return Ok(None);
            }
            let present = self.catalog.table(&self.store, owner, name)?;
            let Some(present) = present.filter(|present| present.definition.id == id) else {
                return Ok(None);
            };
            let mut definition = present.definition.clone();
            let needless = definition.recovery.give_up(number);
            let mut beside = Definitions::new();
            beside.records().in_epoch(epoch);
            self.replace_table(&present, definition, present.stream.clone(), beside)?;
            Ok(Some(needless))
        })
    }
}
