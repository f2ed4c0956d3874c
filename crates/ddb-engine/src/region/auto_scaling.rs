//! How the auto scaling of a global table is described.

use serde_json::{Value, json};

use crate::definition::auto_scaling::{Setting, Units};
use crate::definition::schema::Scope;
use crate::memory::catalog::Table;

/// `TableAutoScalingDescription` of a global table, all its regions in order.
pub(crate) fn description(replicas: &[&Table], status: &str) -> Value {
    let mut sorted = replicas.to_vec();
    sorted.sort_unstable_by_key(|table| table.owner.1.clone());
    let name = replicas.first().map(|table| &table.definition.name);
    let replicas: Vec<Value> = sorted.into_iter().map(replica_description).collect();
    json!({"TableName": name, "TableStatus": status, "Replicas": replicas})
}

fn replica_description(table: &Table) -> Value {
    let (definition, account) = (&table.definition, table.owner.0);
    let own = &definition.regional.auto_scaling;
    let show = |setting: Option<&Setting>, resource: &str, units: Units| match setting {
        Some(setting) => setting.description(resource, account, units, definition.billing.on_demand),
        None => json!({"AutoScalingDisabled": true, "ScalingPolicies": []}),
    };
    let resource = format!("table/{}", definition.name);
    let indexes: Vec<Value> = definition
        .indexes_of(Scope::Global)
        .map(|index| {
            let its = own.indexes.get(&index.name);
            let resource = format!("{resource}/index/{}", index.name);
            json!({
                "IndexName": index.name,
                "IndexStatus": "ACTIVE",
                "ProvisionedReadCapacityAutoScalingSettings":
                    show(its.and_then(|its| its.read.as_ref()), &resource, Units::Read),
                "ProvisionedWriteCapacityAutoScalingSettings":
                    show(its.and_then(|its| its.write.as_ref()), &resource, Units::Write),
            })
        })
        .collect();
    json!({
        "RegionName": table.owner.1.as_str(),
        "ReplicaStatus": "ACTIVE",
        "GlobalSecondaryIndexes": indexes,
        "ReplicaProvisionedReadCapacityAutoScalingSettings": show(own.read.as_ref(), &resource, Units::Read),
        "ReplicaProvisionedWriteCapacityAutoScalingSettings": show(own.write.as_ref(), &resource, Units::Write),
    })
}
