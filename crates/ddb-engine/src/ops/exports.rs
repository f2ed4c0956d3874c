//! Exports, as they are shown. What begins one is in `export_table_to_point_in_time`.

use std::sync::Arc;

use base::call::Call;
use serde_json::{Value, json};

use crate::engine::Engine;
use crate::error::{Code, Error, Result};
use crate::kept::record::{self, KeptRecord, Listing};
use crate::message::shape::{
    Fields, Kind, Member, Rule::LengthMax, Rule::LengthMin, Rule::Max, Rule::Min, Rule::NotNull, Shape,
};
use crate::operation::{Done, DynamoDb, Signature};
use crate::transfer::export::Export;
use wire::operation::Operation;

/// <https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_DescribeExport.html>
pub(super) struct DescribeExport;

static DESCRIBE_SHAPE: Shape = Shape {
    name: "DescribeExportInput",
    members: &[Member::ruled("ExportArn", Kind::Text, &[NotNull, LengthMin(37), LengthMax(1024)])],
};

impl Operation for DescribeExport {
    type Language = DynamoDb;
    type Error = Error;
    const SIGNATURE: &'static Signature = &Signature::of("DescribeExport", &DESCRIBE_SHAPE);
    type Input = String;
    type Output = Done<Value>;

    fn read(call: &Call, body: Fields<'_>) -> Result<String> {
        let arn = body.required("ExportArn");
        if record::id_in::<Export>(call, arn).is_none() {
            return Err(Error::validation(format!("Invalid Export ARN: {arn}")));
        }
        Ok(arn.to_owned())
    }

    async fn run(engine: &Arc<Engine>, call: &Call, arn: String) -> Result<Done<Value>> {
        let export = record::find::<Export>(&engine.store, call, &arn)?;
        let export =
            export.ok_or_else(|| Error::new(Code::ExportNotFound, format!("Export not found: {arn}")))?;
        Ok(Done::of(json!({"ExportDescription": export.describe()})))
    }

    fn reply(done: Done<Value>) -> Done<Vec<u8>> {
        done.written(|output, out| {
            out.extend_from_slice(output.to_string().as_bytes());
        })
    }
}

/// <https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_ListExports.html>
pub(super) struct ListExports;

static LIST_SHAPE: Shape = Shape {
    name: "ListExportsInput",
    members: &[
        Member::ruled("TableArn", Kind::Text, &[LengthMin(1), LengthMax(1024)]),
        Member::ruled("MaxResults", Kind::Integer, &[Min(1), Max(25)]),
        Member::new("NextToken", Kind::Text),
    ],
};

impl Operation for ListExports {
    type Language = DynamoDb;
    type Error = Error;
    const SIGNATURE: &'static Signature = &Signature::of("ListExports", &LIST_SHAPE);
    type Input = Listing;
    type Output = Done<Value>;

    fn read(_: &Call, body: Fields<'_>) -> Result<Listing> {
        Ok(Listing::of(&body, body.text("TableArn"), ("MaxResults", 25)))
    }

    /// In reverse alphanumeric order of their ARNs, as AWS documents.
    async fn run(engine: &Arc<Engine>, call: &Call, listing: Listing) -> Result<Done<Value>> {
        let page = record::list::<Export>(engine, call, &listing, KeptRecord::arn)?;
        Ok(Done::of(page.show("ExportSummaries", Export::summary)))
    }

    fn reply(done: Done<Value>) -> Done<Vec<u8>> {
        done.written(|output, out| {
            out.extend_from_slice(output.to_string().as_bytes());
        })
    }
}
