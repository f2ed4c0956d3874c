//! <https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_UpdateTableReplicaAutoScaling.html>
//!
//! The reply shows what was set before, as AWS's does.

use std::sync::Arc;

use base::call::Call;
use serde_json::{Value, json};

use crate::access::Act;
use crate::definition::auto_scaling::{SETTINGS_UPDATE, Setting, Units, Who};
use crate::definition::owner::table_name;
use crate::engine::Engine;
use crate::error::{Error, Result};
use crate::message::shape::{Fields, Kind, Member, Node, Shape};
use crate::message::shape::{Rule::LengthMin, Rule::NotNull};
use crate::message::shared_members::{CONTROL_TABLE_NAME, OPTIONAL_INDEX_NAME};
use crate::operation::{Done, DynamoDb, Signature};
use crate::region::replica::scaling::{IndexUpdate, RegionUpdate, Update};
use wire::operation::Operation;

pub(super) struct UpdateTableReplicaAutoScaling;

const WRITES: &str = "ProvisionedWriteCapacityAutoScalingUpdate";
const READS: &str = "ProvisionedReadCapacityAutoScalingUpdate";
const REPLICA_READS: &str = "ReplicaProvisionedReadCapacityAutoScalingUpdate";

static INDEX: Shape = Shape {
    name: "GlobalSecondaryIndexAutoScalingUpdate",
    members: &[OPTIONAL_INDEX_NAME, Member::new(WRITES, Kind::Struct(&SETTINGS_UPDATE))],
};

static REPLICA_INDEX: Shape = Shape {
    name: "ReplicaGlobalSecondaryIndexAutoScalingUpdate",
    members: &[OPTIONAL_INDEX_NAME, Member::new(READS, Kind::Struct(&SETTINGS_UPDATE))],
};

static INDEX_ELEMENT: Member = Member::new("member", Kind::Struct(&INDEX));
static REPLICA_INDEX_ELEMENT: Member = Member::new("member", Kind::Struct(&REPLICA_INDEX));

static REPLICA: Shape = Shape {
    name: "ReplicaAutoScalingUpdate",
    members: &[
        Member::ruled("RegionName", Kind::Text, &[NotNull]),
        Member::new("ReplicaGlobalSecondaryIndexUpdates", Kind::List(&REPLICA_INDEX_ELEMENT)),
        Member::new(REPLICA_READS, Kind::Struct(&SETTINGS_UPDATE)),
    ],
};

static REPLICA_ELEMENT: Member = Member::new("member", Kind::Struct(&REPLICA));

static SHAPE: Shape = Shape {
    name: "UpdateTableReplicaAutoScalingInput",
    members: &[
        CONTROL_TABLE_NAME,
        Member::ruled("GlobalSecondaryIndexUpdates", Kind::List(&INDEX_ELEMENT), &[LengthMin(1)]),
        Member::new(WRITES, Kind::Struct(&SETTINGS_UPDATE)),
        Member::ruled("ReplicaUpdates", Kind::List(&REPLICA_ELEMENT), &[LengthMin(1)]),
    ],
};

pub(super) struct Input {
    table: String,
    update: Update,
}

impl Operation for UpdateTableReplicaAutoScaling {
    type Language = DynamoDb;
    type Error = Error;
    const SIGNATURE: &'static Signature = &Signature::of("UpdateTableReplicaAutoScaling", &SHAPE);
    const LIMITS: &'static str = "Consumption is not measured: capacity is held within the bounds and does not follow \
                                  the target.";
    type Input = Input;
    type Output = Done<Value>;

    fn read(call: &Call, body: Fields<'_>) -> Result<Input> {
        let table = body.required("TableName").to_owned();
        let who = Who { account: call.account, request_id: &call.request_id, table: table_name(&table) };
        let setting = |fields: &Fields<'_>, name: &str, units: Units| {
            fields.fields(name).map(|given| Setting::of(given, &who, units)).transpose()
        };
        let indexes = |fields: &Fields<'_>, list: &str, name: &str, units: Units| {
            let list = fields.list(list).iter().filter_map(Node::fields);
            list.map(|index| {
                let setting = setting(index, name, units)?;
                Ok(IndexUpdate { name: index.required("IndexName").to_owned(), setting })
            })
            .collect::<Result<Vec<_>>>()
        };
        let replicas = body.list("ReplicaUpdates").iter().filter_map(Node::fields).map(|replica| {
            Ok(RegionUpdate {
                region: replica.required("RegionName").to_owned(),
                read: setting(replica, REPLICA_READS, Units::Read)?,
                indexes: indexes(replica, "ReplicaGlobalSecondaryIndexUpdates", READS, Units::Read)?,
            })
        });
        let update = Update {
            write: setting(&body, WRITES, Units::Write)?,
            indexes: indexes(&body, "GlobalSecondaryIndexUpdates", WRITES, Units::Write)?,
            replicas: replicas.collect::<Result<_>>()?,
        };
        update.check(table_name(&table))?;
        Ok(Input { table, update })
    }

    async fn run(engine: &Arc<Engine>, call: &Call, input: Input) -> Result<Done<Value>> {
        let found = engine.find(call, Act::on_table(Self::SIGNATURE.name), &input.table)?;
        let found = found.filter(|table| table.definition.group.is_some());
        let table = found.ok_or_else(|| Error::no_global_table(table_name(&input.table)))?;
        let description = engine.scale_replicas(call, &table, &input.update)?;
        Ok(Done::of(json!({"TableAutoScalingDescription": description})))
    }

    fn reply(done: Done<Value>) -> Done<Vec<u8>> {
        done.written(|output, out| {
            out.extend_from_slice(output.to_string().as_bytes());
        })
    }
}
