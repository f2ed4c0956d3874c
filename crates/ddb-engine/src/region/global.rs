//! Global tables (version 2019.11.21), as they are described.
//!
//! A replica is a table of its own in another region, with its own ARN, `TableId`, stream, tags and policy. All
//! replicas name the same items: `Definition::id` and the ids of indexes are the same. So a write through one is at
//! once there in all, under the same lock, and a change of what they share is one commit.
//!
//! <https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/V2globaltables_HowItWorks.html>

use serde_json::{Map, Value, json};

use crate::definition::phase::Status;
use crate::definition::schema::Scope;
use crate::engine::Engine;
use crate::error::Result;
use crate::memory::catalog::Table;
use crate::message::json;
use crate::table::describe;

impl Engine {
    /// `TableDescription`, with what a replica shows of its global table.
    pub(crate) fn describe(&self, table: &Table, status: Status) -> Result<Value> {
        let (definition, now) = (&table.definition, Some(self.clock.now()));
        let mut out = if definition.regional.overrides.is_empty() {
            describe::table_at(table, status, now)
        } else {
            let shown = definition.with_own_units();
            describe::table_at(
                &Table::new(table.owner.clone(), shown, table.stream.clone(), Some(table)),
                status,
                now,
            )
        };
        let (Some(group), Some(members)) = (&definition.group, out.as_object_mut()) else { return Ok(out) };
        let replicas = self.replicas(table)?;
        let replicas: Vec<Value> =
            replicas.iter().map(|replica| replica_description(table, replica)).collect();
        let mut set = |key: &str, value: Value| drop(members.insert(key.to_owned(), value));
        set("GlobalTableVersion", json!("2019.11.21"));
        set("GlobalTableSettingsReplicationMode", json!(SETTINGS_MODE));
        set("Replicas", replicas.into());
        if group.strong {
            // AWS shows no EVENTUAL.
            set("MultiRegionConsistency", json!("STRONG"));
        }
        if let Some(region) = &group.witness {
            set("GlobalTableWitnesses", json!([{"RegionName": region, "WitnessStatus": "ACTIVE"}]));
        }
        Ok(out)
    }
}

/// What AWS sets for replicas within one account.
const SETTINGS_MODE: &str = "ENABLED_WITH_OVERRIDES";

/// `ReplicaDescription`: where the other region differs from this one, it counts as overridden.
fn replica_description(table: &Table, replica: &Table) -> Value {
    let (own, other) = (table.definition.with_own_units(), replica.definition.with_own_units());
    let on_demand = other.billing.on_demand;
    let mut out = Map::new();
    let mut set = |key: &str, value: Value| drop(out.insert(key.to_owned(), value));
    set("RegionName", json!(replica.owner.1.as_str()));
    set("ReplicaStatus", json!("ACTIVE"));
    set("GlobalTableSettingsReplicationMode", json!(SETTINGS_MODE));
    set("WarmThroughput", other.billing.scaling.show_warm(on_demand, &other.billing.throughput));
    if other.billing.throughput.read != own.billing.throughput.read {
        set("ProvisionedThroughputOverride", json!({"ReadCapacityUnits": other.billing.throughput.read}));
    }
    if let Some(limit) = other.billing.scaling.read_limit_unlike(own.billing.scaling) {
        set("OnDemandThroughputOverride", json!({"MaxReadRequestUnits": limit}));
    }
    if let Some(sse) = &other.sse {
        set("KMSMasterKeyId", json!(sse.key));
    }
    if let Some(class) = &other.table_class {
        set("ReplicaTableClassSummary", json!({"TableClass": class}));
    }
    let indexes: Vec<Value> = other
        .indexes_of(Scope::Global)
        .map(|index| {
            let warm = index.scaling.show_warm(on_demand, &index.throughput);
            let mut out = json!({"IndexName": index.name, "WarmThroughput": warm});
            let Some(known) = own.index(&index.name) else { return out };
            if index.throughput.read != known.throughput.read {
                json::set(
                    &mut out,
                    "ProvisionedThroughputOverride",
                    json!({"ReadCapacityUnits": index.throughput.read}),
                );
            }
            if let Some(limit) = index.scaling.read_limit_unlike(known.scaling) {
                json::set(&mut out, "OnDemandThroughputOverride", json!({"MaxReadRequestUnits": limit}));
            }
            out
        })
        .collect();
    if !indexes.is_empty() {
        set("GlobalSecondaryIndexes", indexes.into());
    }
    Value::Object(out)
}
