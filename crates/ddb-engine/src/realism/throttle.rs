//! Throttling, where it is on: buckets of read and write units, of each table and each global index, filled by the
//! engine's clock at the rate that is provisioned, or set as the maximum on demand.
//!
//! A bucket holds the units of so many unused seconds, and is full at first (our guess: AWS does not say). What costs
//! more than a bucket holds takes a full one, and leaves a debt.
//! <https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/burst-adaptive-capacity.html>

use std::collections::HashMap;

use parking_lot::Mutex;
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive as _;

use crate::definition::schema::{Definition, Index};
use crate::engine::Engine;
use crate::error::{Error, Result};
use crate::item::capacity::Consumed;
use crate::memory::catalog::Table;

/// Parts of a unit that buckets count.
const PARTS: u64 = 1000;

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
struct Rate {
    units: u64,
    provisioned: bool,
}

/// What one request takes of one bucket.
#[derive(Debug)]
struct Demand {
    key: (Option<u32>, Direction),
    rate: Rate,
    parts: i64,
    /// What is throttled, if it is too much.
    limit: Limit,
}

/// A limit that a request met: `ThrottlingReason`.
#[derive(Clone, Debug)]
pub(crate) struct Limit {
    /// `TableReadProvisionedThroughputExceeded`
    pub(crate) reason: String,
    /// The ARN of the table or index.
    pub(crate) resource: String,
    /// Whether it is the provisioned throughput, and not the maximum on demand.
    pub(crate) provisioned: bool,
    /// Whether it is that of an index.
    pub(crate) of_index: bool,
}

fn rate(table: &Definition, index: Option<&Index>, direction: Direction) -> Option<Rate> {
    let (throughput, scaling) = table.own_units(index);
    let is_read = direction == Direction::Read;
    if !table.billing.on_demand {
        let units = if is_read { throughput.read } else { throughput.write };
        return Some(Rate { units, provisioned: true });
    }
    let (read, write) = scaling.maximum()?;
    let units = u64::try_from(if is_read { read } else { write }).ok()?;
    Some(Rate { units, provisioned: false })
}

impl Limit {
    fn of(table: &Table, index: Option<&Index>, direction: Direction, rate: Rate) -> Limit {
        let what = if index.is_some() { "Index" } else { "Table" };
        let why = if rate.provisioned { "ProvisionedThroughput" } else { "MaxOnDemandThroughput" };
        Limit {
            reason: format!("{what}{direction:?}{why}Exceeded"),
            resource: match index {
                Some(index) => format!("{}/index/{}", table.arn, index.name),
                None => table.arn.clone(),
            },
            provisioned: rate.provisioned,
            of_index: index.is_some(),
        }
    }
}

fn demand(table: &Table, index: Option<&Index>, direction: Direction, units: Decimal) -> Option<Demand> {
    let rate = rate(&table.definition, index, direction)?;
    let parts = (units * Decimal::from(PARTS)).to_i64().unwrap_or(i64::MAX);
    let key = (index.map(|index| index.id), direction);
    Some(Demand { key, rate, parts, limit: Limit::of(table, index, direction, rate) })
}

impl Buckets {
    /// Takes everything, or nothing and says what is exhausted.
    fn take(&self, demands: Vec<Demand>, burst_seconds: u32, now_ms: u64) -> Result<()> {
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

impl Engine {
    /// Takes what a request consumed from the buckets of a table and its global indexes, where throttling is on. An
    /// index that is exhausted throttles the writes of its table.
    pub(crate) fn charge(
        &self,
        table: &Table,
        direction: Direction,
        consumed: impl FnOnce() -> Consumed,
    ) -> Result<()> {
        let Some(realism) = self.realism.get().filter(|realism| realism.throttling) else { return Ok(()) };
        let consumed = consumed();
        let of_table = demand(table, None, direction, consumed.of_table());
        let of_indexes = consumed
            .of_global_indexes()
            .filter_map(|(name, units)| demand(table, Some(table.definition.index(name)?), direction, units));
        let demands: Vec<Demand> = of_table.into_iter().chain(of_indexes).filter(|d| d.parts > 0).collect();
        table.buckets.take(demands, realism.burst_seconds, self.clock.now().millis())
    }
}
