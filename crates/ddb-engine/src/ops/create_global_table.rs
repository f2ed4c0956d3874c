//! <https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_CreateGlobalTable.html>
//!
//! Version 2017.11.29, which AWS refuses to everybody by now: as it does, so do we, after the checks of the shape.

use std::convert::Infallible;

use base::call::Call;

use crate::engine::Engine;
use crate::error::{Error, Result};
use crate::message::shape::Rule::NotNull;
use crate::message::shape::{Fields, Kind, Member, Shape};
use crate::message::shared_members::{GLOBAL_TABLE_NAME, REPLICA_REGION};
use crate::operation::{Done, Operation};

pub(crate) struct CreateGlobalTable;

static SHAPE: Shape = Shape {
    name: "CreateGlobalTableInput",
    members: &[GLOBAL_TABLE_NAME, Member::ruled("ReplicationGroup", Kind::List(&REPLICA_REGION), &[NotNull])],
};

impl Operation for CreateGlobalTable {
    const NAME: &'static str = "CreateGlobalTable";
    const LIMITS: &'static str =
        "Refused, as AWS refuses version 2017.11.29 of global tables to all accounts.";
    const SHAPE: &'static Shape = &SHAPE;
    type Input = Infallible;
    type Output = Infallible;

    fn read(_: &Call, _: Fields<'_>) -> Result<Infallible> {
        Err(Error::legacy_global_tables())
    }

    fn run(_: &Engine, _: &Call, input: Infallible) -> Result<Done<Infallible>> {
        match input {}
    }

    fn reply(output: Infallible, _: &mut Vec<u8>) {
        match output {}
    }
}
