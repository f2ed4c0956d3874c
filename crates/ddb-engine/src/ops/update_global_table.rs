//! <https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_UpdateGlobalTable.html>
//!
//! Version 2017.11.29, which AWS refuses to everybody by now. Texts, and which comes first: measured on AWS by the
//! authors of ack-api-quirks, 2026-10.

use std::convert::Infallible;

use base::call::Call;

use crate::engine::Engine;
use crate::error::{Error, Result};
use crate::message::shape::Rule::NotNull;
use crate::message::shape::{Fields, Kind, Member, Node, Shape};
use crate::message::shared_members::GLOBAL_TABLE_NAME;
use crate::operation::{Done, Operation};

pub(crate) struct UpdateGlobalTable;

static CREATE: Shape =
    Shape { name: "CreateReplicaAction", members: &[Member::ruled("RegionName", Kind::Text, &[NotNull])] };

static DELETE: Shape =
    Shape { name: "DeleteReplicaAction", members: &[Member::ruled("RegionName", Kind::Text, &[NotNull])] };

static UPDATE: Shape = Shape {
    name: "ReplicaUpdate",
    members: &[Member::new("Create", Kind::Struct(&CREATE)), Member::new("Delete", Kind::Struct(&DELETE))],
};

static UPDATE_ELEMENT: Member = Member::new("member", Kind::Struct(&UPDATE));

static SHAPE: Shape = Shape {
    name: "UpdateGlobalTableInput",
    members: &[GLOBAL_TABLE_NAME, Member::ruled("ReplicaUpdates", Kind::List(&UPDATE_ELEMENT), &[NotNull])],
};

impl Operation for UpdateGlobalTable {
    const NAME: &'static str = "UpdateGlobalTable";
    const LIMITS: &'static str =
        "Refused, as AWS refuses version 2017.11.29 of global tables to all accounts.";
    const SHAPE: &'static Shape = &SHAPE;
    type Input = Infallible;
    type Output = Infallible;

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

    fn run(_: &Engine, _: &Call, input: Infallible) -> Result<Done<Infallible>> {
        match input {}
    }

    fn reply(output: Infallible, _: &mut Vec<u8>) {
        match output {}
    }
}
