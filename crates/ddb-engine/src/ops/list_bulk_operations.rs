//! <https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_ListBulkOperations.html>

use base::call::Call;
use serde_json::Value;

use crate::archive::bulk::Bulk;
use crate::engine::Engine;
use crate::error::Result;
use crate::kept::record::{self, KeptRecord, Listing};
use crate::message::shape::{Fields, Kind, Member, Shape, pattern};
use crate::message::shape::{Rule::LengthMax, Rule::LengthMin, Rule::Matches, Rule::Max, Rule::Min};
use crate::operation::{Done, Operation};

pub(crate) struct ListBulkOperations;

static SHAPE: Shape = Shape {
    name: "ListBulkOperationsInput",
    members: &[
        Member::ruled("MaxResults", Kind::Integer, &[Min(1), Max(25)]),
        Member::ruled(
            "NextToken",
            Kind::Text,
            &[Matches(pattern::NEXT_TOKEN), LengthMin(1), LengthMax(1024)],
        ),
    ],
};

impl Operation for ListBulkOperations {
    const NAME: &'static str = "ListBulkOperations";
    const SHAPE: &'static Shape = &SHAPE;
    type Input = Listing;
    type Output = Value;

    fn read(_: &Call, body: Fields<'_>) -> Result<Listing> {
        Ok(Listing::of(&body, None, ("MaxResults", 10)))
    }

    /// The newest first.
    fn run(engine: &Engine, call: &Call, listing: Listing) -> Result<Done<Value>> {
        let page = record::list::<Bulk>(engine, call, &listing, KeptRecord::id)?;
        Ok(Done::read(page.show("BulkOperationsSummaryList", Bulk::summary)))
    }

    fn reply(output: Value, out: &mut Vec<u8>) {
        out.extend_from_slice(output.to_string().as_bytes());
    }
}
