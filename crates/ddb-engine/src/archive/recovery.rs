//! Point-in-time recovery turned on and off, and undo records removed that nobody can ask for any more.

use std::collections::BTreeMap;
use std::sync::Arc;

use base::call::Call;
use base::clock::Timestamp;

use crate::access::Act;
use crate::definition::owner::table_name;
use crate::engine::Engine;
use crate::error::{Code, Error, Result};
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
            self.trim_undo(epoch, id, moment).await?;
        }
        Ok(())
    }
}
