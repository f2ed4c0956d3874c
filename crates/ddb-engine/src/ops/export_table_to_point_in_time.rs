//! <https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_ExportTableToPointInTime.html>

use std::sync::Arc;

use base::call::Call;
use serde_json::{Value, json};

use crate::engine::Engine;
use crate::error::{Error, Result};
use crate::message::shape::{Fields, Kind, Member, Shape};
use crate::message::shape::{Rule::Enum, Rule::LengthMax, Rule::LengthMin, Rule::NotNull};
use crate::operation::{Done, DynamoDb, Signature};
use crate::transfer::export::{ExportFormat, ExportRequest, FILTER, Span, filter_text};
use crate::transfer::s3;
use wire::operation::Operation;

pub(super) struct ExportTableToPointInTime;

static INCREMENTAL: Shape = Shape {
    name: "IncrementalExportSpecification",
    members: &[
        Member::new("ExportFromTime", Kind::Time),
        Member::new("ExportToTime", Kind::Time),
        Member::ruled("ExportViewType", Kind::Text, &[Enum(&["NEW_IMAGE", "NEW_AND_OLD_IMAGES"])]),
    ],
};

static SHAPE: Shape = Shape {
    name: "ExportTableToPointInTimeInput",
    members: &[
        Member::ruled("TableArn", Kind::Text, &[NotNull, LengthMin(1), LengthMax(1024)]),
        Member::new("ExportTime", Kind::Time),
        s3::CLIENT_TOKEN,
        s3::BUCKET,
        s3::BUCKET_OWNER,
        Member::ruled("S3Prefix", Kind::Text, &[LengthMax(1024)]),
        s3::SSE_ALGORITHM,
        s3::SSE_KEY,
        Member::ruled("ExportFormat", Kind::Text, &[Enum(&["DYNAMODB_JSON", "ION"])]),
        Member::ruled("ExportType", Kind::Text, &[Enum(&["FULL_EXPORT", "INCREMENTAL_EXPORT"])]),
        Member::new("IncrementalExportSpecification", Kind::Struct(&INCREMENTAL)),
        Member::new("FilterSpecification", Kind::Struct(&FILTER)),
    ],
};

pub(super) struct Input {
    wanted: ExportRequest,
    token: Option<String>,
}

impl Operation for ExportTableToPointInTime {
    type Language = DynamoDb;
    type Error = Error;
    const SIGNATURE: &'static Signature = &Signature::of("ExportTableToPointInTime", &SHAPE);
    const LIMITS: &'static str = "A filter of an incremental export looks at the newer image of an item.";
    type Input = Input;
    type Output = Done<Value>;

    fn read(_: &Call, mut body: Fields<'_>) -> Result<Input> {
        let filter = body.take_fields("FilterSpecification").map(filter_text).transpose()?;
        let text = |name: &str| body.text(name).map(str::to_owned);
        let span = span(&body)?;
        let wanted = ExportRequest {
            table_arn: body.required("TableArn").to_owned(),
            bucket: body.required("S3Bucket").to_owned(),
            bucket_owner: text("S3BucketOwner"),
            prefix: text("S3Prefix"),
            sse: text("S3SseAlgorithm"),
            kms_key: text("S3SseKmsKeyId"),
            format: body
                .text("ExportFormat")
                .and_then(ExportFormat::parse)
                .unwrap_or(ExportFormat::DynamodbJson),
            kind: text("ExportType"),
            at_ms: body.time_ms("ExportTime"),
            span,
            filter,
        };
        Ok(Input { wanted, token: text("ClientToken") })
    }

    async fn run(engine: &Arc<Engine>, call: &Call, input: Input) -> Result<Done<Value>> {
        let (export, begun) = engine.export(call, input.wanted, input.token)?;
        Ok(Done::began(json!({"ExportDescription": export.describe()}), begun))
    }

    fn reply(done: Done<Value>) -> Done<Vec<u8>> {
        done.written(|output, out| {
            out.extend_from_slice(output.to_string().as_bytes());
        })
    }
}

/// `IncrementalExportSpecification`, which goes with incremental exports alone. The sentences are our guess.
fn span(body: &Fields<'_>) -> Result<Option<Span>> {
    let incremental = body.text("ExportType") == Some("INCREMENTAL_EXPORT");
    let given = body.fields("IncrementalExportSpecification");
    let from_ms = given.and_then(|given| given.time_ms("ExportFromTime"));
    match (incremental, given, from_ms) {
        (false, None, _) => Ok(None),
        (false, Some(_), _) => Err(Error::validation(
            "IncrementalExportSpecification can only be specified when ExportType is INCREMENTAL_EXPORT",
        )),
        (true, Some(given), Some(from_ms)) if !body.has("ExportTime") => Ok(Some(Span {
            from_ms,
            to_ms: given.time_ms("ExportToTime"),
            old_images: given.text("ExportViewType") != Some("NEW_IMAGE"),
        })),
        (true, Some(_), Some(_)) => {
            Err(Error::validation("ExportTime cannot be specified when ExportType is INCREMENTAL_EXPORT"))
        }
        (true, ..) => Err(Error::validation(
            "IncrementalExportSpecification with ExportFromTime must be specified when ExportType is \
             INCREMENTAL_EXPORT",
        )),
    }
}
