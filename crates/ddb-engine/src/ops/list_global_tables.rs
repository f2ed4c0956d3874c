//! <https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_ListGlobalTables.html>
//!
//! Version 2017.11.29, of which no global table can be made; it does not see those of version 2019.11.21. So the list
//! is empty, as on AWS.

use base::call::Call;

use crate::engine::Engine;
use crate::error::Result;
use crate::message::shape::Rule::Min;
use crate::message::shape::{Fields, Kind, Member, Shape};
use crate::message::shared_members::NAME_RULES;
use crate::operation::{Done, Operation};

pub(crate) struct ListGlobalTables;

static SHAPE: Shape = Shape {
    name: "ListGlobalTablesInput",
    members: &[
        Member::ruled("ExclusiveStartGlobalTableName", Kind::Text, NAME_RULES),
        Member::ruled("Limit", Kind::Integer, &[Min(1)]),
        Member::new("RegionName", Kind::Text),
    ],
};

impl Operation for ListGlobalTables {
    const NAME: &'static str = "ListGlobalTables";
    const LIMITS: &'static str =
        "No global table of version 2017.11.29 can be made, as on AWS, so none is found.";
    const SHAPE: &'static Shape = &SHAPE;
    type Input = ();
    type Output = ();

    fn read(_: &Call, _: Fields<'_>) -> Result<()> {
        Ok(())
    }

    fn run(_: &Engine, _: &Call, (): ()) -> Result<Done<()>> {
        Ok(Done::read(()))
    }

    fn reply((): (), out: &mut Vec<u8>) {
        out.extend_from_slice(b"{\"GlobalTables\":[]}");
    }
}
