//! <https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_UpdateGlobalTableSettings.html>
//!
//! Version 2017.11.29, of which no global table can be made; it does not see those of version 2019.11.21. Text: measured
//! on AWS by the authors of ack-api-quirks, 2026-10.

use std::convert::Infallible;

use base::call::Call;

use crate::definition::auto_scaling::SETTINGS_UPDATE;
use crate::engine::Engine;
use crate::error::{Error, Result};
use crate::message::shape::{Fields, Kind, Member, Shape};
use crate::message::shape::{Rule::Enum, Rule::LengthMax, Rule::LengthMin, Rule::Min, Rule::NotNull};
use crate::message::shared_members::{GLOBAL_TABLE_NAME, INDEX_NAME_RULES, TABLE_CLASS_VALUES};
use crate::operation::{Done, Operation};

pub(crate) struct UpdateGlobalTableSettings;

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

static SHAPE: Shape = Shape {
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
    const NAME: &'static str = "UpdateGlobalTableSettings";
    const LIMITS: &'static str =
        "No global table of version 2017.11.29 can be made, as on AWS, so none is found.";
    const SHAPE: &'static Shape = &SHAPE;
    type Input = Infallible;
    type Output = Infallible;

    fn read(_: &Call, body: Fields<'_>) -> Result<Infallible> {
        Err(Error::no_legacy_global_table("", body.required("GlobalTableName")))
    }

    fn run(_: &Engine, _: &Call, input: Infallible) -> Result<Done<Infallible>> {
        match input {}
    }

    fn reply(output: Infallible, _: &mut Vec<u8>) {
        match output {}
    }
}
