//! Global tables (version 2019.11.21): which tables are replicas of which, and what of their definitions they share.
//!
//! A replica is a table of its own in another region, with its own ARN, `TableId`, stream, tags and policy. All
//! replicas name the same items: `Definition::id` and the ids of indexes are the same. So a write through one is at
//! once there in all, under the same lock, and a change of what they share is one commit.
//!
//! <https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/V2globaltables_HowItWorks.html>

use std::sync::Arc;
use std::time::Duration;

use base::arn::Region;
use base::clock::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};

use crate::definition::schema::{Definition, Scope, Sse};
use crate::engine::Engine;
use crate::error::{Error, Result};
use crate::memory::catalog::{Owner, Table};
use crate::table::describe::{self, Status};

/// How long a region that another replica was made from cannot go before that one.
const SOURCE_FOR: Duration = Duration::from_secs(24 * 60 * 60);

/// A global table. The same in the definitions of all its replicas.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Group {
    /// In the order in which they came.
    pub(crate) members: Vec<Member>,
    /// `MultiRegionConsistency` is `STRONG`.
    pub(crate) strong: bool,
    /// The region that takes part in strong consistency without a table.
    pub(crate) witness: Option<String>,
}

/// One region of a global table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Member {
    pub(crate) region: String,
    /// The region that it was made from; nothing for the first.
    pub(crate) source: Option<String>,
    pub(crate) added_ms: u64,
}

impl Group {
    /// A global table of one region so far.
    pub(crate) fn of(region: &Region, now_ms: u64) -> Group {
        let first = Member { region: region.as_str().to_owned(), source: None, added_ms: now_ms };
        Group { members: vec![first], strong: false, witness: None }
    }

    /// Whether a region has a replica.
    pub(crate) fn has(&self, region: &str) -> bool {
        self.members.iter().any(|member| member.region == region)
    }

    /// Without a region; nothing if that leaves a single table.
    pub(crate) fn without(&self, regions: &[String]) -> Option<Group> {
        let mut rest = self.clone();
        rest.members.retain(|member| !regions.contains(&member.region));
        (rest.members.len() > 1).then_some(rest)
    }

    /// Refuses to let a region go that another replica was made from less than a day ago. Text: measured on AWS by the
    /// authors of ack-api-quirks, 2026-10.
    pub(crate) fn check_no_source(&self, regions: &[String], now: Timestamp) -> Result<()> {
        let binds = |member: &Member| {
            let added = Timestamp::from_millis(member.added_ms);
            let needed = member.source.as_ref().is_some_and(|source| regions.contains(source));
            needed && !regions.contains(&member.region) && now.since(added) < SOURCE_FOR
        };
        if self.members.iter().any(binds) {
            return Err(Error::validation(
                "Replica cannot be deleted because it has acted as a source region for new replica(s) being added to \
                 the table in the last 24 hours.",
            ));
        }
        Ok(())
    }
}

impl Definition {
    /// Whether transactions and the like meet a global table of strong consistency, which has none of them.
    pub(crate) fn is_strong(&self) -> bool {
        self.group.as_ref().is_some_and(|group| group.strong)
    }

    /// Another replica's definition once this one, changed from `before`, is committed: the schema, billing, TTL and
    /// kind of encryption are one for all; the table's class is, where it is changed for all.
    /// <https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/globaltables-CoreConcepts.html>
    pub(crate) fn shared_with(&self, before: &Definition, peer: &Definition, owner: &Owner) -> Definition {
        let mut next = peer.clone();
        next.attributes.clone_from(&self.attributes);
        next.indexes.clone_from(&self.indexes);
        next.vectors.clone_from(&self.vectors);
        next.next_index = self.next_index;
        next.billing = self.billing.clone();
        next.ttl.clone_from(&self.ttl);
        next.ttl_changed_ms = self.ttl_changed_ms;
        next.group.clone_from(&self.group);
        next.recovery.snapshots.clone_from(&self.recovery.snapshots);
        if self.table_class != before.table_class {
            next.table_class.clone_from(&self.table_class);
        }
        if self.sse.is_some() != before.sse.is_some() {
            next.sse = self.sse.as_ref().map(|_| Sse::managed(owner));
        }
        next.regional.auto_scaling.share_writes(&self.regional.auto_scaling);
        next
    }
}

impl Engine {
    /// The other replicas of a table, in the order in which they came.
    pub(crate) fn replicas(&self, table: &Table) -> Result<Vec<Arc<Table>>> {
        let Some(group) = &table.definition.group else { return Ok(Vec::new()) };
        let mut replicas = Vec::with_capacity(group.members.len());
        for member in &group.members {
            let region = Region::parse(&member.region).filter(|region| *region != table.owner.1);
            let Some(region) = region else { continue };
            let owner = (table.owner.0, region);
            replicas.extend(self.catalog.table(&self.store, &owner, &table.definition.name)?);
        }
        Ok(replicas)
    }

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
                describe::set(
                    &mut out,
                    "ProvisionedThroughputOverride",
                    json!({"ReadCapacityUnits": index.throughput.read}),
                );
            }
            if let Some(limit) = index.scaling.read_limit_unlike(known.scaling) {
                describe::set(&mut out, "OnDemandThroughputOverride", json!({"MaxReadRequestUnits": limit}));
            }
            out
        })
        .collect();
    if !indexes.is_empty() {
        set("GlobalSecondaryIndexes", indexes.into());
    }
    Value::Object(out)
}
