//! Bulk operations, as they are shown. What begins and ends one has files of its own.

use base::call::Call;
use serde_json::{Value, json};

use crate::engine::Engine;
use crate::error::Result;
use crate::kept::record::{self, KeptRecord, Listing};
use crate::message::shape::{
    Fields, Kind, Member, Rule::LengthMax, Rule::LengthMin, Rule::Matches, Rule::Max, Rule::Min, Shape,
    pattern,
};
use crate::operation::{Done, Operation};
use crate::transfer::bulk::{BULK_ARN, Bulk};

/// <https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_DescribeBulkOperation.html>
pub(super) struct DescribeBulkOperation;

static DESCRIBE_SHAPE: Shape = Shape { name: "DescribeBulkOperationInput", members: &[BULK_ARN] };

impl Operation for DescribeBulkOperation {
    const NAME: &'static str = "DescribeBulkOperation";
    const SHAPE: &'static Shape = &DESCRIBE_SHAPE;
    type Input = String;
    type Output = Value;

    fn read(_: &Call, body: Fields<'_>) -> Result<String> {
        Ok(body.required("BulkOperationArn").to_owned())
    }

    fn run(engine: &Engine, call: &Call, arn: String) -> Result<Done<Value>> {
        let bulk = engine.bulk(call, &arn)?;
        Ok(Done::read(json!({"BulkOperationDescription": bulk.describe()})))
    }

    fn reply(output: Value, out: &mut Vec<u8>) {
        out.extend_from_slice(output.to_string().as_bytes());
    }
}

/// <https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_ListBulkOperations.html>
pub(super) struct ListBulkOperations;

static LIST_SHAPE: Shape = Shape {
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
    const SHAPE: &'static Shape = &LIST_SHAPE;
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
