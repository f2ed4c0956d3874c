//! Point-in-time recovery: whether a table's past is kept, how far back it reaches, and the moments that work in
//! progress still needs.
//!
//! The latest moment is now: AWS promises one about five minutes ago, which would let no test see what it just wrote.
//! <https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/PointInTimeRecovery_Howitworks.html>

use std::collections::BTreeMap;
use std::sync::Arc;

use base::call::Call;
use base::clock::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use store::Seq;

use crate::access::Act;
use crate::engine::{Engine, table_name};
use crate::error::{Code, Error, Result};
use crate::history::{self, Moment};
use crate::memory::catalog::Table;
use crate::table::describe::seconds;

/// Days that recovery reaches back if a request does not say.
pub(crate) const DEFAULT_DAYS: u64 = 35;
const DAY_MS: u64 = 24 * 60 * 60 * 1000;
/// For so much longer undo records are kept than they can be asked for: no request that still believes they are there
/// takes as long.
const GRACE_MS: u64 = 60 * 60 * 1000;

/// Whether a table's past can be read.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Recovery {
    /// Since when recovery is on; nothing while it is off.
    pub(crate) since_ms: Option<u64>,
    /// Days that it reaches back.
    pub(crate) days: u64,
    /// Moments that a copy in progress reads: each change after one of them leaves an undo record, recovery on or not.
    pub(crate) snapshots: Vec<u64>,
}

impl Recovery {
    /// Whether changes leave undo records.
    pub(crate) fn keeps_history(&self) -> bool {
        self.since_ms.is_some() || !self.snapshots.is_empty()
    }

    /// The earliest moment that can be restored, milliseconds since 1970; nothing while recovery is off.
    pub(crate) fn earliest_ms(&self, now: Timestamp) -> Option<u64> {
        let reach = now.millis().saturating_sub(self.days.saturating_mul(DAY_MS));
        self.since_ms.map(|since| since.max(reach))
    }

    /// Up to which moment no undo record is needed any more.
    fn needless(&self, now: Timestamp) -> Moment {
        let needed_ms = self.earliest_ms(now).unwrap_or(now.millis());
        let grace = Moment::begin_of(needed_ms.saturating_sub(GRACE_MS));
        self.snapshots.iter().map(|oldest| Moment(*oldest)).fold(grace, Moment::min)
    }

    /// A moment between `EarliestRestorableDateTime` and `LatestRestorableDateTime`. Both are told to the second by
    /// most SDKs, so a time in the second of the earliest moment is taken for that moment.
    pub(crate) fn moment(&self, now: Timestamp, wanted_ms: Option<u64>) -> Option<u64> {
        let earliest = self.earliest_ms(now)?;
        let wanted = wanted_ms.unwrap_or(now.millis());
        let holds = (earliest / 1000..=now.secs()).contains(&(wanted / 1000));
        holds.then(|| wanted.max(earliest).min(now.millis()))
    }

    /// Lets go of a snapshot that a copy needed.
    pub(crate) fn release(&mut self, snapshot: Moment) {
        if let Some(at) = self.snapshots.iter().position(|known| *known == snapshot.0) {
            self.snapshots.swap_remove(at);
        }
    }

    /// `ContinuousBackupsDescription`
    pub(crate) fn describe(&self, now: Timestamp) -> Value {
        let recovery = match self.earliest_ms(now) {
            None => json!({"PointInTimeRecoveryStatus": "DISABLED"}),
            Some(earliest) => json!({
                "PointInTimeRecoveryStatus": "ENABLED",
                "RecoveryPeriodInDays": self.days,
                "EarliestRestorableDateTime": seconds(earliest),
                "LatestRestorableDateTime": seconds(now.millis()),
            }),
        };
        json!({"ContinuousBackupsStatus": "ENABLED", "PointInTimeRecoveryDescription": recovery})
    }
}

impl Engine {
    /// The table that a request of backups names; their error if there is none.
    pub(crate) fn backed_up(&self, call: &Call, act: Act<'_>, name: &str) -> Result<Arc<Table>> {
        self.find(call, act, name)?
            .ok_or_else(|| Error::bare_table_not_found(Code::TableNotFound, table_name(name)))
    }

    /// Turns point-in-time recovery on, for so many days, or off.
    pub(crate) fn recover(&self, call: &Call, table: &Table, days: Option<u64>) -> Result<(Arc<Table>, Seq)> {
        self.alter_table(table, |definition| {
            let recovery = &mut definition.recovery;
            recovery.since_ms = days.map(|_| recovery.since_ms.unwrap_or(call.now.millis()));
            recovery.days = days.unwrap_or_default();
            Ok(())
        })
    }

    /// Removes the undo records that nobody can ask for any more.
    pub(crate) fn trim_history(&self, now: Timestamp, epoch: u64) -> Result<()> {
        // Replicas share their records: what one needs stays.
        let mut needless = BTreeMap::new();
        for table in self.catalog.all_tables(&self.store)? {
            let its = table.definition.recovery.needless(now);
            let known = needless.entry(table.definition.id).or_insert(its);
            *known = its.min(*known);
        }
        for (id, moment) in needless {
            history::trim(&self.store, epoch, id, moment)?;
        }
        Ok(())
    }
}

impl Error {
    /// No such table, in TTL and backup operations.
    pub(crate) fn bare_table_not_found(code: Code, name: &str) -> Error {
        Error::new(code, format!("Table not found: {name}"))
    }

    /// The table is still being made, in table operations.
    pub(crate) fn being_created(name: &str) -> Error {
        Error::in_use(format!("Table is being created: {name}"))
    }

    /// Point-in-time recovery is off.
    pub(crate) fn no_recovery(table: &str) -> Error {
        Error::new(
            Code::PointInTimeRecoveryUnavailable,
            format!("Point in time recovery is not enabled for table '{table}'"),
        )
    }
}
