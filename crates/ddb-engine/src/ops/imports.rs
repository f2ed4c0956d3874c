//! Imports, as they are shown. What begins one is in `import_table`.

use std::sync::Arc;

use base::call::Call;
use serde_json::{Value, json};

use crate::engine::Engine;
use crate::error::{Code, Error, Result};
use crate::kept::record::{self, KeptRecord, Listing};
use crate::message::shape::{
    Fields, Kind, Member, Rule::LengthMax, Rule::LengthMin, Rule::Matches, Rule::Max, Rule::Min,
    Rule::NotNull, Shape, pattern,
};
use crate::operation::{Done, DynamoDb, Signature};
use crate::transfer::import::Import;
use wire::operation::Operation;

/// <https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_DescribeImport.html>
pub(super) struct DescribeImport;

static DESCRIBE_SHAPE: Shape = Shape {
    name: "DescribeImportInput",
    members: &[Member::ruled("ImportArn", Kind::Text, &[NotNull, LengthMin(37), LengthMax(1024)])],
};

impl Operation for DescribeImport {
    type Language = DynamoDb;
    type Error = Error;
    const SIGNATURE: &'static Signature = &Signature::of("DescribeImport", &DESCRIBE_SHAPE);
    type Input = String;
    type Output = Done<Value>;

    fn read(_: &Call, body: Fields<'_>) -> Result<String> {
        Ok(body.required("ImportArn").to_owned())
    }

    async fn run(engine: &Arc<Engine>, call: &Call, arn: String) -> Result<Done<Value>> {
        let import = record::find::<Import>(&engine.store, call, &arn)?;
        let import =
            import.ok_or_else(|| Error::new(Code::ImportNotFound, format!("Import not found: {arn}")))?;
        Ok(Done::of(json!({"ImportTableDescription": import.describe()})))
    }

    fn reply(done: Done<Value>) -> Done<Vec<u8>> {
        done.written(|output, out| {
            out.extend_from_slice(output.to_string().as_bytes());
        })
    }
}

/// <https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_ListImports.html>
pub(super) struct ListImports;

static LIST_SHAPE: Shape = Shape {
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
    type Language = DynamoDb;
    type Error = Error;
    const SIGNATURE: &'static Signature = &Signature::of("ListImports", &LIST_SHAPE);
    type Input = Listing;
    type Output = Done<Value>;

    fn read(_: &Call, body: Fields<'_>) -> Result<Listing> {
        Ok(Listing::of(&body, body.text("TableArn"), ("PageSize", 25)))
    }

    /// AWS promises no order; here the newest come first.
    async fn run(engine: &Arc<Engine>, call: &Call, listing: Listing) -> Result<Done<Value>> {
        let page = record::list::<Import>(engine, call, &listing, KeptRecord::id)?;
        Ok(Done::of(page.show("ImportSummaryList", Import::summary)))
    }

    fn reply(done: Done<Value>) -> Done<Vec<u8>> {
        done.written(|output, out| {
            out.extend_from_slice(output.to_string().as_bytes());
        })
    }
}
