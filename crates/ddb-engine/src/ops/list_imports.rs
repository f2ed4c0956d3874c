//! <https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_ListImports.html>

use base::call::Call;
use serde_json::Value;

use crate::archive::import::Import;
use crate::engine::Engine;
use crate::error::Result;
use crate::kept::record::{self, KeptRecord, Listing};
use crate::message::shape::{Fields, Kind, Member, Shape, pattern};
use crate::message::shape::{Rule::LengthMax, Rule::LengthMin, Rule::Matches, Rule::Max, Rule::Min};
use crate::operation::{Done, Operation};

pub(crate) struct ListImports;

static SHAPE: Shape = Shape {
    name: "ListImportsInput",
    members: &[
        Member::ruled("TableArn", Kind::Text, &[LengthMin(1), LengthMax(1024)]),
        Member::ruled("PageSize", Kind::Integer, &[Min(1), Max(25)]),
        Member::ruled(
            "NextToken",
            Kind::Text,
            &[Matches(pattern::NEXT_TOKEN), LengthMin(112), LengthMax(1024)],
        ),
    ],
};

impl Operation for ListImports {
    const NAME: &'static str = "ListImports";
    const SHAPE: &'static Shape = &SHAPE;
    type Input = Listing;
    type Output = Value;

    fn read(_: &Call, body: Fields<'_>) -> Result<Listing> {
        Ok(Listing::of(&body, body.text("TableArn"), ("PageSize", 25)))
    }

    /// AWS promises no order; here the newest come first.
    fn run(engine: &Engine, call: &Call, listing: Listing) -> Result<Done<Value>> {
        let page = record::list::<Import>(engine, call, &listing, KeptRecord::id)?;
        Ok(Done::read(page.show("ImportSummaryList", Import::summary)))
    }

    fn reply(output: Value, out: &mut Vec<u8>) {
        out.extend_from_slice(output.to_string().as_bytes());
    }
}
