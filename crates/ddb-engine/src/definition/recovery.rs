//! Point-in-time recovery as a setting: whether a table's past is kept, how far back it reaches, and the moments that work
//! in progress still needs.
//!
//! The latest moment is now: AWS promises one about five minutes ago, which would let no test see what it just wrote.
//! <https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/PointInTimeRecovery_Howitworks.html>

use base::clock::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::message::json::seconds;

/// Numbers that one millisecond has in the order of changes.
pub(crate) const PER_MS: u64 = 1_000_000;

/// A point in the order of all changes: after every change that is numbered up to it, before all others.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Moment(pub(crate) u64);

impl Moment {
    /// After everything that happened in this millisecond.
    pub(crate) fn end_of(ms: u64) -> Moment {
        Moment(ms.saturating_add(1).saturating_mul(PER_MS) - 1)
    }

    /// Before everything that happened in this millisecond.
    pub(crate) fn begin_of(ms: u64) -> Moment {
        Moment(ms.saturating_mul(PER_MS).saturating_sub(1))
    }
}

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
    /// The first moment that undo records are left for, if some were dropped because there were too many; zero otherwise.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub(crate) dropped_ms: u64,
}

// What serde calls takes a reference.
fn is_zero(ms: &u64) -> bool {
    *ms == 0
}

impl Recovery {
    /// Whether changes leave undo records.
    pub(crate) fn keeps_history(&self) -> bool {
        self.since_ms.is_some() || !self.snapshots.is_empty()
    }

    /// The earliest moment that can be restored, milliseconds since 1970; nothing while recovery is off.
    pub(crate) fn earliest_ms(&self, now: Timestamp) -> Option<u64> {
        let reach = now.millis().saturating_sub(self.days.saturating_mul(DAY_MS));
        // What is dropped in this very millisecond leaves the present one.
        self.since_ms.map(|since| since.max(reach).max(self.dropped_ms.min(now.millis())))
    }

    /// Up to which moment no undo record is needed any more.
    pub(crate) fn needless(&self, now: Timestamp) -> Moment {
        let needed_ms = self.earliest_ms(now).unwrap_or(now.millis());
        let grace = Moment::begin_of(needed_ms.saturating_sub(GRACE_MS));
        self.snapshots.iter().map(|oldest| Moment(*oldest)).fold(grace, Moment::min)
    }

    /// Gives up all moments that need an undo record with this number, but for what copies in progress still read: up to which
    /// moment no undo record is needed then.
    pub(crate) fn give_up(&mut self, number: u64) -> Moment {
        let whole = Moment::begin_of((number / PER_MS).saturating_add(1));
        let needless = self.oldest_snapshot().map_or(whole, |oldest| oldest.min(whole));
        self.dropped_ms = self.dropped_ms.max((needless.0 / PER_MS).saturating_add(1));
        needless
    }

    /// The earliest moment that a copy in progress reads.
    pub(crate) fn oldest_snapshot(&self) -> Option<Moment> {
        self.snapshots.iter().min().map(|oldest| Moment(*oldest))
    }

    /// A moment between `EarliestRestorableDateTime` and `LatestRestorableDateTime`. Most SDKs show
    /// both to the second, so a time in the second of the earliest moment is taken for that moment.
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
