//! Buckets of read and write units. A bucket holds the units of so many unused seconds, and is full at first (our guess: AWS
//! does not say). What costs more than a bucket holds takes a full one, and leaves a debt.
//! <https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/burst-adaptive-capacity.html>

use std::collections::HashMap;

use parking_lot::Mutex;

use crate::error::{Error, Limit, Result};

/// Parts of a unit that buckets count.
pub(crate) const PARTS: u64 = 1000;

/// Whether units are those of reads or of writes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Direction {
    Read,
    Write,
}

/// The buckets of one table, by index id (nothing for the table itself) and direction.
#[derive(Debug, Default)]
pub(crate) struct Buckets(Mutex<HashMap<(Option<u32>, Direction), Bucket>>);

#[derive(Debug)]
struct Bucket {
    /// Thousandths of units; below zero after a request that cost more than a full bucket.
    parts: i64,
    filled_ms: u64,
}

/// How many units a second there are, and what sets that.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Rate {
    pub(crate) units: u64,
    pub(crate) provisioned: bool,
}

/// What one request takes of one bucket.
#[derive(Debug)]
pub(crate) struct Demand {
    pub(crate) key: (Option<u32>, Direction),
    pub(crate) rate: Rate,
    pub(crate) parts: i64,
    /// What is throttled, if it is too much.
    pub(crate) limit: Limit,
}

impl Buckets {
    /// Takes everything, or nothing and says what is exhausted.
    pub(crate) fn take(&self, demands: Vec<Demand>, burst_seconds: u32, now_ms: u64) -> Result<()> {
        let mut buckets = self.0.lock();
        let mut met = Vec::new();
        for Demand { key, rate, parts, limit } in &demands {
            let rate_parts = rate.units.saturating_mul(PARTS);
            let room = rate_parts.saturating_mul(u64::from(burst_seconds.max(1)));
            let room = i64::try_from(room).unwrap_or(i64::MAX);
            let bucket = buckets.entry(*key).or_insert(Bucket { parts: room, filled_ms: now_ms });
            // A unit a second is a thousandth of it a millisecond.
            let inflow = rate.units.saturating_mul(now_ms.saturating_sub(bucket.filled_ms));
            bucket.parts = bucket.parts.saturating_add(i64::try_from(inflow).unwrap_or(i64::MAX)).min(room);
            bucket.filled_ms = now_ms;
            if bucket.parts < (*parts).min(room) || (room == 0 && *parts > 0) {
                met.push(limit.clone());
            }
        }
        if !met.is_empty() {
            return Err(Error::throttled(met));
        }
        for Demand { key, parts, .. } in &demands {
            if let Some(bucket) = buckets.get_mut(key) {
                bucket.parts = bucket.parts.saturating_sub(*parts);
            }
        }
        Ok(())
    }
}
