//! Consumed capacity: units from sizes, and the member `ConsumedCapacity`. Pure.
//!
//! <https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/read-write-operations.html>

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use crate::definition::schema::{Definition, Index, Scope};
use crate::item::change::Change;
use crate::item::index::EntryChange;
use crate::item::vector;
use crate::message::shape::Fields;
use wire::json::Object;

const READ_UNIT_BYTES: usize = 4096;
const WRITE_UNIT_BYTES: usize = 1024;

/// `ReturnConsumedCapacity`
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Report {
    None,
    Total,
    Indexes,
}

impl Report {
    /// What a request asks for.
    pub(crate) fn of(body: &Fields<'_>) -> Report {
        match body.text("ReturnConsumedCapacity") {
            Some("TOTAL") => Report::Total,
            Some("INDEXES") => Report::Indexes,
            _ => Report::None,
        }
    }
}

/// How a read is paid for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Consistency {
    /// Half a unit for each 4 KB.
    Eventual,
    /// One unit for each 4 KB.
    Strong,
    /// Two units for each 4 KB.
    Transactional,
}

impl Consistency {
    /// From `ConsistentRead`.
    pub(crate) fn of(consistent: bool) -> Consistency {
        if consistent { Consistency::Strong } else { Consistency::Eventual }
    }
}

/// Units that one operation consumed on one table.
#[derive(Clone, Debug, Default)]
pub(crate) struct Consumed {
    table: Decimal,
    local: BTreeMap<String, Decimal>,
    global: BTreeMap<String, Decimal>,
    /// `VectorWriteRequestBytes` of each vector index; no units, so in no sum.
    vectors: BTreeMap<String, usize>,
    /// What writes attempted whose conditions did not hold: in the sum, and in the part of no table or index.
    attempted: Decimal,
    /// Which member transactions show the sum under, beside `CapacityUnits`.
    pub(crate) split: Option<&'static str>,
}

/// Units of a read of so many bytes. Nothing read counts as one unit's worth.
pub(crate) fn read_units(bytes: usize, consistency: Consistency) -> Decimal {
    let blocks = Decimal::from(bytes.div_ceil(READ_UNIT_BYTES).max(1));
    match consistency {
        Consistency::Eventual => blocks * Decimal::new(5, 1),
        Consistency::Strong => blocks,
        Consistency::Transactional => blocks * Decimal::TWO,
    }
}

fn write_units(bytes: usize) -> Decimal {
    Decimal::from(bytes.div_ceil(WRITE_UNIT_BYTES).max(1))
}

impl Consumed {
    /// A read of a table's items.
    pub(crate) fn read(bytes: usize, consistency: Consistency) -> Consumed {
        Consumed { table: read_units(bytes, consistency), ..Consumed::default() }
    }

    /// A read of an index, and what was fetched from the table beside it.
    pub(crate) fn read_index(index: &Index, units: Decimal, fetched: Decimal) -> Consumed {
        let mut consumed = Consumed { table: fetched, ..Consumed::default() };
        consumed.map(index.scope).insert(index.name.clone(), units);
        consumed
    }

    /// A write: the larger of the old and the new item, and each index by what changed in it.
    pub(crate) fn write(table: &Definition, change: &Change, transactional: bool) -> Consumed {
        let size =
            |item: &Option<bytes::Bytes>| item.as_ref().map_or(0, |item| vector::charged_bytes(table, item));
        let units = write_units(size(&change.before).max(size(&change.after)));
        let table_units = if transactional { units * Decimal::TWO } else { units };
        let mut consumed = Consumed { table: table_units, ..Consumed::default() };
        for index in &table.indexes {
            let written = EntryChange::of(table, index, change).written_bytes(usize::max);
            let units: Decimal = written.into_iter().map(write_units).sum();
            if !units.is_zero() {
                *consumed.map(index.scope).entry(index.name.clone()).or_default() += units;
            }
        }
        for index in &table.vectors {
            let bytes = vector::written_bytes(&vector::change(table, index, change));
            if bytes > 0 {
                consumed.vectors.insert(index.name.clone(), bytes);
            }
        }
        consumed
    }

    /// A write that did not happen, sized by the larger of the item that is there and the one that it brought.
    pub(super) fn failed_write(before: usize, brought: usize) -> Consumed {
        Consumed { table: write_units(before.max(brought)), ..Consumed::default() }
    }

    /// Adds to the sum what a write attempted that did not happen.
    pub(crate) fn add_attempt(&mut self, other: &Consumed) {
        self.attempted += other.total();
    }

    fn map(&mut self, scope: Scope) -> &mut BTreeMap<String, Decimal> {
        match scope {
            Scope::Global => &mut self.global,
            Scope::Local => &mut self.local,
        }
    }

    /// Adds what another operation consumed on the same table.
    pub(crate) fn add(&mut self, other: Consumed) {
        self.table += other.table;
        self.attempted += other.attempted;
        for (into, from) in [(&mut self.local, other.local), (&mut self.global, other.global)] {
            for (name, units) in from {
                *into.entry(name).or_default() += units;
            }
        }
        for (name, bytes) in other.vectors {
            *self.vectors.entry(name).or_default() += bytes;
        }
    }

    /// What the table's own throughput pays for, its local indexes included.
    pub(crate) fn of_table(&self) -> Decimal {
        self.table + self.local.values().sum::<Decimal>()
    }

    /// What each global index's own throughput pays for.
    pub(crate) fn of_global_indexes(&self) -> impl Iterator<Item = (&str, Decimal)> {
        self.global.iter().map(|(name, units)| (name.as_str(), *units))
    }

    fn total(&self) -> Decimal {
        let indexes = self.local.values().chain(self.global.values()).sum::<Decimal>();
        self.table + indexes + self.attempted
    }

    /// Writes the member's value.
    pub(super) fn write_json(&self, table: &str, report: Report, out: &mut Vec<u8>) {
        let mut object = Object::begin(out);
        object.text("TableName", table);
        write_units_members(&mut object, self.total(), self.split);
        if report == Report::Indexes {
            self.entry(object.key("Table"), self.table);
            for (key, indexes) in
                [("LocalSecondaryIndexes", &self.local), ("GlobalSecondaryIndexes", &self.global)]
            {
                if indexes.is_empty() {
                    continue;
                }
                let mut map = Object::begin(object.key(key));
                for (name, units) in indexes {
                    self.entry(map.key(name), *units);
                }
                map.end();
            }
            if !self.vectors.is_empty() {
                let mut map = Object::begin(object.key("VectorIndexes"));
                for (name, bytes) in &self.vectors {
                    let mut entry = Object::begin(map.key(name));
                    entry.double("VectorWriteRequestBytes", *bytes as f64);
                    entry.end();
                }
                map.end();
            }
        }
        object.end();
    }

    fn entry(&self, out: &mut Vec<u8>, units: Decimal) {
        let mut object = Object::begin(out);
        write_units_members(&mut object, units, self.split);
        object.end();
    }
}

fn write_units_members(object: &mut Object<'_>, units: Decimal, split: Option<&'static str>) {
    for key in std::iter::once("CapacityUnits").chain(split) {
        // AWS writes a double: one digit behind the point at least.
        let text = units.normalize().to_string();
        let out = object.key(key);
        out.extend_from_slice(text.as_bytes());
        if !text.contains('.') {
            out.extend_from_slice(b".0");
        }
    }
}
