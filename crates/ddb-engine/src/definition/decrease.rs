//! How often provisioned throughput may be lowered: four times in a day of UTC, and then again whenever none was in the
//! last hour; a table and each of its global indexes by itself.
//!
//! <https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/ServiceQuotas.html>, "Decreasing provisioned
//! throughput". Sentence, and that the count begins anew at midnight while the times are kept: measured on AWS by the
//! authors of ack-api-quirks, 2026-10.

use time::format_description::BorrowedFormatItem;
use time::macros::format_description;
use time::{Duration, OffsetDateTime};

use crate::definition::schema::Throughput;
use crate::error::{Error, Result};

/// Decreases of one day that need not be an hour apart.
const FREE: u32 = 4;
const HOUR_MS: u64 = 3_600_000;
const DAY_MS: u64 = 24 * HOUR_MS;

impl Throughput {
    /// `NumberOfDecreasesToday`
    pub(crate) fn decreases_on(&self, now_ms: u64) -> u32 {
        let is_today = self.decreased_ms.is_some_and(|last| last / DAY_MS == now_ms / DAY_MS);
        if is_today { self.decreases_today } else { 0 }
    }

    /// Notes a change to so many units; a refused decrease leaves everything as it was.
    pub(crate) fn change(&mut self, read: u64, write: u64, now_ms: u64) -> Result<()> {
        let lowered = read < self.read || write < self.write;
        if lowered {
            self.check_decrease(now_ms)?;
        }
        self.note(read > self.read || write > self.write, lowered, now_ms);
        (self.read, self.write) = (read, write);
        Ok(())
    }

    /// Notes when units were raised and lowered.
    pub(crate) fn note(&mut self, raised: bool, lowered: bool, now_ms: u64) {
        if raised {
            self.increased_ms = Some(now_ms);
        }
        if lowered {
            self.decreases_today = self.decreases_on(now_ms).saturating_add(1);
            self.decreased_ms = Some(now_ms);
        }
    }

    fn check_decrease(&self, now_ms: u64) -> Result<()> {
        let today = self.decreases_on(now_ms);
        let last = self.decreased_ms.unwrap_or_default();
        let midnight = (now_ms / DAY_MS + 1).saturating_mul(DAY_MS);
        let next = last.saturating_add(HOUR_MS).min(midnight);
        if today < FREE || now_ms >= next {
            return Ok(());
        }
        Err(Error::limit(format!(
            "Subscriber limit exceeded: Provisioned throughput decreases are limited within a given UTC day. After the \
             first 4 decreases, each subsequent decrease in the same UTC day can be performed at most once every 3600 \
             seconds. Number of decreases today: {today}. Last decrease at {}. Next decrease can be made at {}",
            shown(last),
            shown(next)
        )))
    }
}

const SHOWN: &[BorrowedFormatItem<'_>] = format_description!(
    "[weekday], [month repr:long] [day padding:none], [year] at [hour repr:12 padding:none]:[minute]:[second] [period] \
     Coordinated Universal Time"
);

/// A time as Java's longest format has it; empty beyond the year 9999.
fn shown(ms: u64) -> String {
    let since = Duration::milliseconds(i64::try_from(ms).unwrap_or(i64::MAX));
    let at = OffsetDateTime::UNIX_EPOCH.checked_add(since);
    at.and_then(|at| at.format(SHOWN).ok()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `date -u -d @SECONDS`
    #[test]
    fn times_are_shown_as_java_shows_them() {
        assert_eq!(
            shown(1_791_505_294_000),
            "Friday, October 9, 2026 at 12:21:34 AM Coordinated Universal Time"
        );
        assert_eq!(
            shown(1_791_548_495_999),
            "Friday, October 9, 2026 at 12:21:35 PM Coordinated Universal Time"
        );
        assert_eq!(shown(u64::MAX), "");
    }
}
