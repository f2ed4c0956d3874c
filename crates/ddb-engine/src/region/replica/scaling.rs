//! UpdateTableReplicaAutoScaling carried out on all replicas at once. Texts: measured on AWS by the authors of
//! ack-api-quirks, 2026-10, unless a comment says otherwise.

use std::sync::Arc;

use base::call::Call;
use serde_json::Value;

use crate::definition::auto_scaling::Setting;
use crate::definition::schema::{Definition, Scope, Throughput};
use crate::engine::Engine;
use crate::engine::definitions::Definitions;
use crate::error::{Error, Result};
use crate::memory::catalog::Table;
use crate::region::auto_scaling;
use crate::table::life::Exchange;

/// What is asked for of one kind of units: nothing said, scaling off, or a setting.
type ScalingWish = Option<Option<Setting>>;

/// What an update asks for.
#[derive(Debug)]
pub(crate) struct Update {
    /// Of the table in all regions.
    pub(crate) write: ScalingWish,
    /// Writes of indexes in all regions.
    pub(crate) indexes: Vec<IndexUpdate>,
    pub(crate) replicas: Vec<RegionUpdate>,
}

/// Of one index.
#[derive(Debug)]
pub(crate) struct IndexUpdate {
    pub(crate) name: String,
    pub(crate) setting: ScalingWish,
}

/// Reads in one region.
#[derive(Debug)]
pub(crate) struct RegionUpdate {
    pub(crate) region: String,
    pub(crate) read: ScalingWish,
    pub(crate) indexes: Vec<IndexUpdate>,
}

impl Update {
    /// The rules that need no state.
    pub(crate) fn check(&self, table: &str) -> Result<()> {
        let failed = |why: &str| {
            Err(Error::validation(format!(
                "Failed to update settings for global table with name: ‘{table}’ {why}"
            )))
        };
        if self.write.is_none() && self.indexes.is_empty() && self.replicas.is_empty() {
            return failed("because at least one update parameter must be specified.");
        }
        let regions: Vec<&str> = self.replicas.iter().map(|replica| replica.region.as_str()).collect();
        let twice = |region: &&&str| regions.iter().filter(|known| known == region).count() > 1;
        if let Some(region) = regions.iter().find(twice) {
            return failed(&format!("because the regions: ‘[{region}]’ were specified more than once."));
        }
        let says_nothing = |replica: &&RegionUpdate| replica.read.is_none() && replica.indexes.is_empty();
        if let Some(replica) = self.replicas.iter().find(says_nothing) {
            return failed(&format!(
                "because at least one update parameter must be specified for region: ‘{}’.",
                replica.region
            ));
        }
        Ok(())
    }

    /// The first parameter that sets something, by the name that AWS's error has for it.
    fn first_set(&self) -> Option<&'static str> {
        let is_set = |wish: &ScalingWish| matches!(wish, Some(Some(_)));
        let any_set = |indexes: &[IndexUpdate]| indexes.iter().any(|index| is_set(&index.setting));
        if is_set(&self.write) || any_set(&self.indexes) {
            return Some("GlobalTableProvisionedWriteCapacityAutoScalingSettingsUpdate");
        }
        let reads = self.replicas.iter().any(|replica| is_set(&replica.read) || any_set(&replica.indexes));
        reads.then_some("ReplicaProvisionedReadCapacityAutoScalingSettingsUpdate")
    }
}

impl Engine {
    /// Sets the auto scaling of a global table; the `TableAutoScalingDescription` of before.
    pub(crate) fn scale_replicas(&self, call: &Call, table: &Table, update: &Update) -> Result<Value> {
        self.deciding(&table.owner, &table.definition.name, || self.decide_scaling(call, table, update))
    }

    fn decide_scaling(&self, call: &Call, table: &Table, update: &Update) -> Result<Value> {
        let present = self.renewed(table)?;
        let mut all = self.replicas(&present)?;
        all.push(present.clone());
        check_billing(&all, update)?;
        check_names(&all, &present, update)?;
        let now_ms = call.now.millis();
        let (mut changes, mut scaled) = (Vec::new(), false);
        for table in &all {
            let mut definition = table.definition.clone();
            let own = update.replicas.iter().find(|replica| replica.region == table.owner.1.as_str());
            scaled |= apply(&mut definition, update, own, now_ms);
            changes.push(Exchange::of(table, definition, table.stream.clone()));
        }
        let before: Vec<&Table> = all.iter().map(Arc::as_ref).collect();
        let description = auto_scaling::description(&before, if scaled { "UPDATING" } else { "ACTIVE" });
        self.exchange(changes, Definitions::new())?;
        Ok(description)
    }
}

fn check_billing(all: &[Arc<Table>], update: &Update) -> Result<()> {
    let Some(table) = all.last().filter(|table| table.definition.billing.on_demand) else { return Ok(()) };
    let Some(parameter) = update.first_set() else { return Ok(()) };
    let mut regions: Vec<String> =
        all.iter().map(|table| format!("'{}'", table.owner.1.as_str().to_ascii_uppercase())).collect();
    regions.sort_unstable();
    Err(Error::validation(format!(
        "Failed to update global table with name ‘{}‘. Replicas {} BillingMode is PayPerRequest. You must convert \
         table's BillingMode to PROVISIONED to set parameters: '{parameter}'.",
        table.definition.name,
        regions.join(", ")
    )))
}

fn check_names(all: &[Arc<Table>], present: &Table, update: &Update) -> Result<()> {
    let table = &present.definition.name;
    let failed = |why: String| {
        Err(Error::not_found(format!(
            "Failed to update settings for global table with name: ‘{table}’ because {why}"
        )))
    };
    let is_there = |name: &str| present.definition.indexes_of(Scope::Global).any(|index| index.name == name);
    let unknown: Vec<&str> =
        update.indexes.iter().map(|index| index.name.as_str()).filter(|name| !is_there(name)).collect();
    if !unknown.is_empty() {
        return failed(format!(
            "the global secondary indexes with names: ‘[{}]’ do not exist.",
            unknown.join(", ")
        ));
    }
    for replica in &update.replicas {
        let region = &replica.region;
        if !all.iter().any(|table| table.owner.1.as_str() == region) {
            // Our guess.
            return failed(format!("the replicas in regions: ‘[{region}]’ do not exist."));
        }
        if let Some(index) = replica.indexes.iter().find(|index| !is_there(&index.name)) {
            return failed(format!(
                "a global secondary index with name: ‘{}’ does not exist in region: ‘{region}’.",
                index.name
            ));
        }
    }
    Ok(())
}

/// Sets what is asked for, and holds capacity within the bounds; whether some changed by that.
fn apply(definition: &mut Definition, update: &Update, own: Option<&RegionUpdate>, now_ms: u64) -> bool {
    let set = |at: &mut Option<Setting>, wish: &ScalingWish| {
        if let Some(wish) = wish {
            at.clone_from(wish);
        }
    };
    let scaling = &mut definition.regional.auto_scaling;
    set(&mut scaling.write, &update.write);
    for index in &update.indexes {
        set(&mut scaling.indexes.entry(index.name.clone()).or_default().write, &index.setting);
    }
    if let Some(own) = own {
        set(&mut scaling.read, &own.read);
        for index in &own.indexes {
            set(&mut scaling.indexes.entry(index.name.clone()).or_default().read, &index.setting);
        }
    }
    if definition.billing.on_demand {
        return false;
    }
    let overrides = &mut definition.regional.overrides;
    let (read, write) = (scaling.read.as_ref(), scaling.write.as_ref());
    let mut scaled = hold(&mut definition.billing.throughput, &mut overrides.read, read, write, now_ms);
    for index in &mut definition.indexes {
        let Some(its) = scaling.indexes.get(&index.name) else { continue };
        let over = overrides.indexes.entry(index.name.clone()).or_default();
        let (read, write) = (its.read.as_ref(), its.write.as_ref());
        scaled |= hold(&mut index.throughput, &mut over.read, read, write, now_ms);
    }
    scaled
}

/// Holds units within the bounds: those of writes in all regions, those of reads in this one.
fn hold(
    units: &mut Throughput,
    read_here: &mut Option<u64>,
    read: Option<&Setting>,
    write: Option<&Setting>,
    now_ms: u64,
) -> bool {
    let (old_read, old_write) = (read_here.unwrap_or(units.read), units.write);
    let new_read = read.map_or(old_read, |setting| setting.bounded(old_read));
    let new_write = write.map_or(old_write, |setting| setting.bounded(old_write));
    if (old_read, old_write) == (new_read, new_write) {
        return false;
    }
    // Counted, and never refused, which is our guess.
    units.note(
        new_read > old_read || new_write > old_write,
        new_read < old_read || new_write < old_write,
        now_ms,
    );
    units.write = new_write;
    *read_here = Some(new_read).filter(|read| *read != units.read);
    true
}
