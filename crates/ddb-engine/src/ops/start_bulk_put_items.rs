//! <https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_StartBulkPutItems.html>

use std::sync::Arc;

use base::call::Call;
use serde_json::{Value, json};

use crate::engine::Engine;
use crate::error::{Error, Result};
use crate::message::shape::{Fields, Kind, Member, Node, Shape};
use crate::message::shape::{Rule::Enum, Rule::LengthMax, Rule::LengthMin, Rule::Min, Rule::NotNull};
use crate::message::shared_members::CONTROL_TABLE_NAME;
use crate::operation::{Done, DynamoDb, Signature};
use crate::transfer::bulk::{BulkRequest, Output};
use crate::transfer::input::{Compression, Input, InputFormat};
use crate::transfer::s3;
use wire::operation::Operation;

pub(super) struct StartBulkPutItems;

const PREFIX: Member = Member::ruled("S3KeyPrefix", Kind::Text, &[LengthMax(1024)]);

static INPUT: Shape = Shape {
    name: "InputS3Configuration",
    members: &[
        s3::BUCKET_OWNER,
        s3::BUCKET,
        PREFIX,
        Member::ruled("InputFormat", Kind::Text, &[NotNull, Enum(&["DYNAMODB_JSON", "ION"])]),
        Member::ruled("InputCompressionType", Kind::Text, &[Enum(&["GZIP", "ZSTD", "NONE"])]),
    ],
};

static OUTPUT_TYPE: Member =
    Member::ruled("member", Kind::Text, &[Enum(&["ERROR", "CONDITION_CHECK_FAILURE"])]);

static OUTPUT: Shape = Shape {
    name: "OutputS3Configuration",
    members: &[
        s3::BUCKET_OWNER,
        s3::BUCKET,
        PREFIX,
        s3::SSE_ALGORITHM,
        s3::SSE_KEY,
        Member::ruled("OutputType", Kind::List(&OUTPUT_TYPE), &[NotNull, LengthMin(1)]),
    ],
};

static SHAPE: Shape = Shape {
    name: "StartBulkPutItemsInput",
    members: &[
        s3::CLIENT_TOKEN,
        Member::ruled("InputS3Configuration", Kind::Struct(&INPUT), &[NotNull]),
        Member::ruled("OutputS3Configuration", Kind::Struct(&OUTPUT), &[NotNull]),
        CONTROL_TABLE_NAME,
        Member::ruled("MaxWriteRequestUnits", Kind::Long, &[Min(1024)]),
        Member::ruled("PerformanceTier", Kind::Text, &[Enum(&["STANDARD", "ACCELERATED"])]),
    ],
};

pub(super) struct BulkInput {
    wanted: BulkRequest,
    token: Option<String>,
}

impl Operation for StartBulkPutItems {
    type Language = DynamoDb;
    type Error = Error;
    const SIGNATURE: &'static Signature = &Signature::of("StartBulkPutItems", &SHAPE);
    const LIMITS: &'static str =
        "How records carry conditions, and the layout of the report, are our guess. Both tiers are as fast.";
    type Input = BulkInput;
    type Output = Done<Value>;

    fn read(_: &Call, body: Fields<'_>) -> Result<BulkInput> {
        let missing = || Error::validation("InputS3Configuration and OutputS3Configuration are required");
        let from = body.fields("InputS3Configuration").ok_or_else(missing)?;
        let to = body.fields("OutputS3Configuration").ok_or_else(missing)?;
        let text = |fields: &Fields<'_>, name: &str| fields.text(name).map(str::to_owned);
        let wants = |kind: &str| to.list("OutputType").iter().filter_map(Node::text).any(|one| one == kind);
        let input = Input {
            bucket: from.required("S3Bucket").to_owned(),
            bucket_owner: text(from, "S3BucketOwner"),
            prefix: text(from, "S3KeyPrefix"),
            format: if from.text("InputFormat") == Some("ION") {
                InputFormat::Ion
            } else {
                InputFormat::DynamodbJson
            },
            compression: from.text("InputCompressionType").and_then(Compression::parse),
        };
        let output = Output {
            bucket: to.required("S3Bucket").to_owned(),
            bucket_owner: text(to, "S3BucketOwner"),
            prefix: text(to, "S3KeyPrefix"),
            sse: text(to, "S3SseAlgorithm"),
            kms_key: text(to, "S3SseKmsKeyId"),
            errors: wants("ERROR"),
            refusals: wants("CONDITION_CHECK_FAILURE"),
        };
        let wanted = BulkRequest {
            table: body.required("TableName").to_owned(),
            input,
            output,
            max_units: body.integer("MaxWriteRequestUnits").and_then(|units| u64::try_from(units).ok()),
            tier: body.text("PerformanceTier").map(str::to_owned),
        };
        Ok(BulkInput { wanted, token: body.text("ClientToken").map(str::to_owned) })
    }

    async fn run(engine: &Arc<Engine>, call: &Call, request: BulkInput) -> Result<Done<Value>> {
        let (bulk, begun) = engine.start_bulk(call, request.wanted, request.token)?;
        Ok(Done::began(json!({"BulkOperationDescription": bulk.describe()}), begun))
    }

    fn reply(done: Done<Value>) -> Done<Vec<u8>> {
        done.written(|output, out| {
            out.extend_from_slice(output.to_string().as_bytes());
        })
    }
}
