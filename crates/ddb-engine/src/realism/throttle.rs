//! Throttling, where it is on: buckets of read and write units, of each table and each global index, filled by the
//! engine's clock at the rate that is provisioned, or set as the maximum on demand.

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive as _;

use crate::definition::schema::{Definition, Index};
use crate::engine::Engine;
use crate::error::Limit;
use crate::error::Result;
use crate::item::capacity::Consumed;
use crate::memory::buckets::{Demand, Direction, PARTS, Rate};
use crate::memory::catalog::Table;

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

fn limit(table: &Table, index: Option<&Index>, direction: Direction, rate: Rate) -> Limit {
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

fn demand(table: &Table, index: Option<&Index>, direction: Direction, units: Decimal) -> Option<Demand> {
    let rate = rate(&table.definition, index, direction)?;
    let parts = (units * Decimal::from(PARTS)).to_i64().unwrap_or(i64::MAX);
    let key = (index.map(|index| index.id), direction);
    Some(Demand { key, rate, parts, limit: limit(table, index, direction, rate) })
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
