//! Global tables of version 2017.11.29, which AWS refuses to everybody by now: as it does, so do we, after the checks of the
//! shape. None can be made, so none is found; those of version 2019.11.21 are not seen here. Texts, and which comes first:
//! measured on AWS by the authors of ack-api-quirks, 2026-10.

use std::sync::Arc;

use std::convert::Infallible;

use base::call::Call;

use crate::definition::auto_scaling::SETTINGS_UPDATE;
use crate::engine::Engine;
use crate::error::{Error, Result};
use crate::message::shape::{
    Fields, Kind, Member, Node, Rule::Enum, Rule::LengthMax, Rule::LengthMin, Rule::Min, Rule::NotNull, Shape,
};
use crate::message::shared_members::{
    GLOBAL_TABLE_NAME, INDEX_NAME_RULES, NAME_RULES, REPLICA_REGION, TABLE_CLASS_VALUES,
};
use crate::operation::{Done, DynamoDb, Signature};
use wire::operation::Operation;

const REFUSED: &str = "Refused, as AWS refuses version 2017.11.29 of global tables to all accounts.";
const NONE_FOUND: &str = "No global table of version 2017.11.29 can be made, as on AWS, so none is found.";

/// <https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_CreateGlobalTable.html>
pub(super) struct CreateGlobalTable;

static CREATE_SHAPE: Shape = Shape {
    name: "CreateGlobalTableInput",
    members: &[GLOBAL_TABLE_NAME, Member::ruled("ReplicationGroup", Kind::List(&REPLICA_REGION), &[NotNull])],
};

impl Operation for CreateGlobalTable {
    type Language = DynamoDb;
    type Error = Error;
    const SIGNATURE: &'static Signature = &Signature::of("CreateGlobalTable", &CREATE_SHAPE);
    const LIMITS: &'static str = REFUSED;
    type Input = Infallible;
    type Output = Done<Infallible>;

    fn read(_: &Call, _: Fields<'_>) -> Result<Infallible> {
        Err(Error::legacy_global_tables())
    }

    async fn run(_: &Arc<Engine>, _: &Call, input: Infallible) -> Result<Done<Infallible>> {
        match input {}
    }

    fn reply(done: Done<Infallible>) -> Done<Vec<u8>> {
        done.written(|output, _| match output {})
    }
}

/// <https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_DescribeGlobalTable.html>
pub(super) struct DescribeGlobalTable;

static DESCRIBE_SHAPE: Shape = Shape { name: "DescribeGlobalTableInput", members: &[GLOBAL_TABLE_NAME] };

impl Operation for DescribeGlobalTable {
    type Language = DynamoDb;
    type Error = Error;
    const SIGNATURE: &'static Signature = &Signature::of("DescribeGlobalTable", &DESCRIBE_SHAPE);
    const LIMITS: &'static str = NONE_FOUND;
    type Input = Infallible;
    type Output = Done<Infallible>;

    fn read(_: &Call, body: Fields<'_>) -> Result<Infallible> {
        Err(Error::no_legacy_global_table("Global table not found: ", body.required("GlobalTableName")))
    }

    async fn run(_: &Arc<Engine>, _: &Call, input: Infallible) -> Result<Done<Infallible>> {
        match input {}
    }

    fn reply(done: Done<Infallible>) -> Done<Vec<u8>> {
        done.written(|output, _| match output {})
    }
}

/// <https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_DescribeGlobalTableSettings.html>
pub(super) struct DescribeGlobalTableSettings;

static DESCRIBE_SETTINGS_SHAPE: Shape =
    Shape { name: "DescribeGlobalTableSettingsInput", members: &[GLOBAL_TABLE_NAME] };

impl Operation for DescribeGlobalTableSettings {
    type Language = DynamoDb;
    type Error = Error;
    const SIGNATURE: &'static Signature =
        &Signature::of("DescribeGlobalTableSettings", &DESCRIBE_SETTINGS_SHAPE);
    const LIMITS: &'static str = NONE_FOUND;
    type Input = Infallible;
    type Output = Done<Infallible>;

    fn read(_: &Call, body: Fields<'_>) -> Result<Infallible> {
        Err(Error::no_legacy_global_table("", body.required("GlobalTableName")))
    }

    async fn run(_: &Arc<Engine>, _: &Call, input: Infallible) -> Result<Done<Infallible>> {
        match input {}
    }

    fn reply(done: Done<Infallible>) -> Done<Vec<u8>> {
        done.written(|output, _| match output {})
    }
}

/// <https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_ListGlobalTables.html>
pub(super) struct ListGlobalTables;

static LIST_SHAPE: Shape = Shape {
    name: "ListGlobalTablesInput",
    members: &[
        Member::ruled("ExclusiveStartGlobalTableName", Kind::Text, NAME_RULES),
        Member::ruled("Limit", Kind::Integer, &[Min(1)]),
        Member::new("RegionName", Kind::Text),
    ],
};

impl Operation for ListGlobalTables {
    type Language = DynamoDb;
    type Error = Error;
    const SIGNATURE: &'static Signature = &Signature::of("ListGlobalTables", &LIST_SHAPE);
    const LIMITS: &'static str = NONE_FOUND;
    type Input = ();
    type Output = Done<()>;

    fn read(_: &Call, _: Fields<'_>) -> Result<()> {
        Ok(())
    }

    async fn run(_: &Arc<Engine>, _: &Call, (): ()) -> Result<Done<()>> {
        Ok(Done::of(()))
    }

    fn reply(done: Done<()>) -> Done<Vec<u8>> {
        done.written(|(), out| {
            out.extend_from_slice(b"{\"GlobalTables\":[]}");
        })
    }
}

/// <https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_UpdateGlobalTable.html>
pub(super) struct UpdateGlobalTable;

static CREATE: Shape =
    Shape { name: "CreateReplicaAction", members: &[Member::ruled("RegionName", Kind::Text, &[NotNull])] };

static DELETE: Shape =
    Shape { name: "DeleteReplicaAction", members: &[Member::ruled("RegionName", Kind::Text, &[NotNull])] };

static UPDATE: Shape = Shape {
    name: "ReplicaUpdate",
    members: &[Member::new("Create", Kind::Struct(&CREATE)), Member::new("Delete", Kind::Struct(&DELETE))],
};

static UPDATE_ELEMENT: Member = Member::new("member", Kind::Struct(&UPDATE));

static UPDATE_SHAPE: Shape = Shape {
    name: "UpdateGlobalTableInput",
    members: &[GLOBAL_TABLE_NAME, Member::ruled("ReplicaUpdates", Kind::List(&UPDATE_ELEMENT), &[NotNull])],
};

impl Operation for UpdateGlobalTable {
    type Language = DynamoDb;
    type Error = Error;
    const SIGNATURE: &'static Signature = &Signature::of("UpdateGlobalTable", &UPDATE_SHAPE);
    const LIMITS: &'static str = REFUSED;
    type Input = Infallible;
    type Output = Done<Infallible>;

    fn read(_: &Call, body: Fields<'_>) -> Result<Infallible> {
        let updates: Vec<&Fields<'_>> = body.list("ReplicaUpdates").iter().filter_map(Node::fields).collect();
        if updates.is_empty() {
            return Err(Error::validation("One or more parameter values were invalid"));
        }
        if updates.iter().any(|update| update.has("Create")) {
            return Err(Error::legacy_global_tables());
        }
        Err(Error::no_legacy_global_table("", body.required("GlobalTableName")))
    }

    async fn run(_: &Arc<Engine>, _: &Call, input: Infallible) -> Result<Done<Infallible>> {
        match input {}
    }

    fn reply(done: Done<Infallible>) -> Done<Vec<u8>> {
        done.written(|output, _| match output {})
    }
}

/// <https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_UpdateGlobalTableSettings.html>
pub(super) struct UpdateGlobalTableSettings;

static INDEX: Shape = Shape {
    name: "GlobalTableGlobalSecondaryIndexSettingsUpdate",
    members: &[
        Member::ruled("IndexName", Kind::Text, INDEX_NAME_RULES),
        Member::ruled("ProvisionedWriteCapacityUnits", Kind::Long, &[Min(1)]),
        Member::new("ProvisionedWriteCapacityAutoScalingSettingsUpdate", Kind::Struct(&SETTINGS_UPDATE)),
    ],
};

static REPLICA_INDEX: Shape = Shape {
    name: "ReplicaGlobalSecondaryIndexSettingsUpdate",
    members: &[
        Member::ruled("IndexName", Kind::Text, INDEX_NAME_RULES),
        Member::ruled("ProvisionedReadCapacityUnits", Kind::Long, &[Min(1)]),
        Member::new("ProvisionedReadCapacityAutoScalingSettingsUpdate", Kind::Struct(&SETTINGS_UPDATE)),
    ],
};

static INDEX_ELEMENT: Member = Member::new("member", Kind::Struct(&INDEX));
static REPLICA_INDEX_ELEMENT: Member = Member::new("member", Kind::Struct(&REPLICA_INDEX));

static REPLICA: Shape = Shape {
    name: "ReplicaSettingsUpdate",
    members: &[
        Member::ruled("RegionName", Kind::Text, &[NotNull]),
        Member::ruled("ReplicaProvisionedReadCapacityUnits", Kind::Long, &[Min(1)]),
        Member::new(
            "ReplicaProvisionedReadCapacityAutoScalingSettingsUpdate",
            Kind::Struct(&SETTINGS_UPDATE),
        ),
        Member::ruled(
            "ReplicaGlobalSecondaryIndexSettingsUpdate",
            Kind::List(&REPLICA_INDEX_ELEMENT),
            &[LengthMin(1), LengthMax(20)],
        ),
        Member::ruled("ReplicaTableClass", Kind::Text, &[Enum(TABLE_CLASS_VALUES)]),
    ],
};

static REPLICA_ELEMENT: Member = Member::new("member", Kind::Struct(&REPLICA));

static UPDATE_SETTINGS_SHAPE: Shape = Shape {
    name: "UpdateGlobalTableSettingsInput",
    members: &[
        GLOBAL_TABLE_NAME,
        Member::ruled("GlobalTableBillingMode", Kind::Text, &[Enum(&["PROVISIONED", "PAY_PER_REQUEST"])]),
        Member::ruled("GlobalTableProvisionedWriteCapacityUnits", Kind::Long, &[Min(1)]),
        Member::new(
            "GlobalTableProvisionedWriteCapacityAutoScalingSettingsUpdate",
            Kind::Struct(&SETTINGS_UPDATE),
        ),
        Member::ruled(
            "GlobalTableGlobalSecondaryIndexSettingsUpdate",
            Kind::List(&INDEX_ELEMENT),
            &[LengthMin(1), LengthMax(20)],
        ),
        Member::ruled("ReplicaSettingsUpdate", Kind::List(&REPLICA_ELEMENT), &[LengthMin(1), LengthMax(50)]),
    ],
};

impl Operation for UpdateGlobalTableSettings {
    type Language = DynamoDb;
    type Error = Error;
    const SIGNATURE: &'static Signature = &Signature::of("UpdateGlobalTableSettings", &UPDATE_SETTINGS_SHAPE);
    const LIMITS: &'static str = NONE_FOUND;
    type Input = Infallible;
    type Output = Done<Infallible>;

    fn read(_: &Call, body: Fields<'_>) -> Result<Infallible> {
        Err(Error::no_legacy_global_table("", body.required("GlobalTableName")))
    }

    async fn run(_: &Arc<Engine>, _: &Call, input: Infallible) -> Result<Done<Infallible>> {
        match input {}
    }

    fn reply(done: Done<Infallible>) -> Done<Vec<u8>> {
        done.written(|output, _| match output {})
    }
}
