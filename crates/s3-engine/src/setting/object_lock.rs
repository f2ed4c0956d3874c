//! The object lock of a bucket: what its configuration says, and the retention that new versions get by it.
//!
//! <https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lock-configure.html>

use base::clock::Timestamp;
use serde::{Deserialize, Serialize};
use time::OffsetDateTime;
use wire::value::Fields;

use super::record::{self, Found};
use super::rules::malformed;
use super::table::OBJECT_LOCK;
use super::{Given, Result};
use crate::bucket::{Bucket, Versioning};
use crate::error::{Code, Error};
use crate::reader::Reader;

/// Milliseconds of a day.
const DAY_MS: u64 = 86_400_000;
/// The longest periods, as AWS's model has them of event holds.
const MOST_DAYS: u64 = 36_500;
const MOST_YEARS: i32 = 100;

/// What new versions are locked with.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct DefaultRetention {
    /// S3's word.
    pub(crate) mode: String,
    /// For how long from when they are written.
    pub(crate) period: Option<Period>,
    /// For how long from the event on, for which they are held.
    pub(crate) event_hold: Option<Period>,
}

/// How long something lasts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Period {
    Days(u64),
    Years(i32),
}

/// The lock of a bucket.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum BucketLock {
    Off,
    On(Option<DefaultRetention>),
}

/// The lock of this bucket. One that keeps no versions has none, so that nothing is read for it.
pub(crate) fn of(store: &Reader, bucket: &Bucket) -> Result<BucketLock> {
    if bucket.versioning != Versioning::Enabled {
        return Ok(BucketLock::Off);
    }
    let Found::Kept(kept) = record::find(store, bucket, &OBJECT_LOCK, "")? else {
        return Ok(BucketLock::Off);
    };
    let fields = OBJECT_LOCK.read(kept.document.as_bytes())?;
    let retention = fields.fields("Rule").and_then(|rule| rule.fields("DefaultRetention"));
    Ok(BucketLock::On(retention.and_then(default_retention)))
}

fn default_retention(fields: &Fields) -> Option<DefaultRetention> {
    let of = |fields: &Fields| Period::of(fields.integer("Days"), fields.integer("Years"));
    let (period, event_hold) = (of(fields), fields.fields("DefaultEventHold").and_then(of));
    (period.is_some() || event_hold.is_some()).then(|| DefaultRetention {
        mode: fields.required("Mode").to_owned(),
        period,
        event_hold,
    })
}

impl Period {
    /// Of days or of years: not of both, not of none, and not longer than a hundred years.
    pub(crate) fn of(days: Option<i64>, years: Option<i64>) -> Option<Period> {
        match (days, years) {
            (Some(days), None) => {
                u64::try_from(days).ok().filter(|days| (1..=MOST_DAYS).contains(days)).map(Period::Days)
            }
            (None, Some(years)) => {
                i32::try_from(years).ok().filter(|years| (1..=MOST_YEARS).contains(years)).map(Period::Years)
            }
            _ => None,
        }
    }

    /// When it is over if it begins now, in milliseconds. That a year is one of the calendar's is our guess.
    pub(crate) fn after(self, now: Timestamp) -> u64 {
        match self {
            Period::Days(days) => now.millis().saturating_add(days.saturating_mul(DAY_MS)),
            Period::Years(years) => years_on(now, years),
        }
    }
}

fn years_on(now: Timestamp, years: i32) -> u64 {
    let at = i64::try_from(now.secs()).ok().and_then(|secs| OffsetDateTime::from_unix_timestamp(secs).ok());
    let at = at.unwrap_or(OffsetDateTime::UNIX_EPOCH);
    let year = at.year().saturating_add(years);
    // 29 February becomes the 28th.
    let then = at.replace_year(year).or_else(|_| at.replace_day(28).and_then(|at| at.replace_year(year)));
    let secs = then.map_or(i64::MAX, OffsetDateTime::unix_timestamp);
    u64::try_from(secs).unwrap_or(0).saturating_mul(1000).saturating_add(now.millis() % 1000)
}

/// What AWS refuses of a configuration: a retention is of days or of years, and only a bucket that keeps versions has one.
pub(super) fn check(given: &mut Given<'_>) -> Result<()> {
    if given.bucket.versioning != Versioning::Enabled {
        return Err(Error::saying(
            Code::InvalidBucketState,
            "Versioning must be 'Enabled' on the bucket to apply a Object Lock configuration",
        ));
    }
    if !given.fields.has("ObjectLockEnabled") {
        return Err(malformed());
    }
    let Some(rule) = given.fields.fields("Rule") else { return Ok(()) };
    let Some(retention) = rule.fields("DefaultRetention") else { return Err(malformed()) };
    let (has_days, has_years) = (retention.has("Days"), retention.has("Years"));
    let hold = retention.fields("DefaultEventHold");
    // That a hold may do without a period is our guess.
    let is_sound = if hold.is_some() { !(has_days && has_years) } else { has_days != has_years };
    if !retention.has("Mode") || !is_sound || hold.is_some_and(|hold| hold.has("Days") == hold.has("Years")) {
        return Err(malformed());
    }
    for fields in [Some(retention), hold].into_iter().flatten() {
        for (name, most) in [("Days", MOST_DAYS as i64), ("Years", MOST_YEARS.into())] {
            period_is_sound(name, fields.integer(name), most)?;
        }
    }
    Ok(())
}

/// The first sentence is AWS's of 2026-01-07 (versity/versitygw, issue 1738), the second ours; that there is such a limit is in
/// its issue 2187.
fn period_is_sound(name: &str, value: Option<i64>, most: i64) -> Result<()> {
    let message = match value {
        Some(value) if value <= 0 => "Default retention period must be a positive integer value.",
        Some(value) if value > most => "Default retention period too large.",
        _ => return Ok(()),
    };
    Err(Error::saying(Code::InvalidArgument, message).with("ArgumentName", name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_default_ends_on_the_same_day_of_a_later_year() {
        let check = |from: u64, period: Period, expected: u64| {
            assert_eq!(period.after(Timestamp::from_millis(from)), expected, "{period:?}");
        };
        // 2026-01-02T03:04:05.007Z
        check(1_767_323_045_007, Period::Days(1), 1_767_409_445_007);
        check(1_767_323_045_007, Period::Years(1), 1_798_859_045_007);
        // 2024-02-29T00:00:00Z
        check(1_709_164_800_000, Period::Years(1), 1_740_700_800_000);
        check(1_709_164_800_000, Period::Years(4), 1_835_395_200_000);
        check(1_709_164_800_000, Period::Years(i32::MAX), u64::MAX);
    }
}
