//! Bulk operations, as they are shown. What begins and ends one has files of its own.

use std::sync::Arc;

use base::call::Call;
use serde_json::{Value, json};

use crate::engine::Engine;
use crate::error::{Error, Result};
use crate::kept::record::{self, KeptRecord, Listing};
use crate::message::shape::{
    Fields, Kind, Member, Rule::LengthMax, Rule::LengthMin, Rule::Matches, Rule::Max, Rule::Min, Shape,
    pattern,
};
use crate::operation::{Done, DynamoDb, Signature};
use crate::transfer::bulk::{BULK_ARN, Bulk};
use wire::operation::Operation;

/// <https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_DescribeBulkOperation.html>
pub(super) struct DescribeBulkOperation;

static DESCRIBE_SHAPE: Shape = Shape { name: "DescribeBulkOperationInput", members: &[BULK_ARN] };

impl Operation for DescribeBulkOperation {
    type Language = DynamoDb;
    type Error = Error;
    const SIGNATURE: &'static Signature = &Signature::of("DescribeBulkOperation", &DESCRIBE_SHAPE);
    type Input = String;
    type Output = Done<Value>;

    fn read(_: &Call, body: Fields<'_>) -> Result<String> {
        Ok(body.required("BulkOperationArn").to_owned())
    }

    async fn run(engine: &Arc<Engine>, call: &Call, arn: String) -> Result<Done<Value>> {
        let bulk = engine.bulk(call, &arn)?;
        Ok(Done::of(json!({"BulkOperationDescription": bulk.describe()})))
    }

    fn reply(done: Done<Value>) -> Done<Vec<u8>> {
        done.written(|output, out| {
            out.extend_from_slice(output.to_string().as_bytes());
        })
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
    type Language = DynamoDb;
    type Error = Error;
    const SIGNATURE: &'static Signature = &Signature::of("ListBulkOperations", &LIST_SHAPE);
    type Input = Listing;
    type Output = Done<Value>;

    fn read(_: &Call, body: Fields<'_>) -> Result<Listing> {
        Ok(Listing::of(&body, None, ("MaxResults", 10)))
    }

    /// The newest first.
    async fn run(engine: &Arc<Engine>, call: &Call, listing: Listing) -> Result<Done<Value>> {
        let page = record::list::<Bulk>(engine, call, &listing, KeptRecord::id)?;
        Ok(Done::of(page.show("BulkOperationsSummaryList", Bulk::summary)))
    }

    fn reply(done: Done<Value>) -> Done<Vec<u8>> {
        done.written(|output, out| {
            out.extend_from_slice(output.to_string().as_bytes());
        })
    }
}
