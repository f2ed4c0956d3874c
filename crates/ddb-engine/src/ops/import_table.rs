//! <https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_ImportTable.html>

use std::sync::Arc;

use base::call::Call;
use serde_json::{Value, json};

use crate::definition::from_members;
use crate::definition::schema::Definition;
use crate::engine::Engine;
use crate::error::{Error, Result};
use crate::message::shape::{Fields, Kind, Member, Node, Shape, pattern};
use crate::message::shape::{Rule::Enum, Rule::LengthMax, Rule::LengthMin, Rule::Matches, Rule::NotNull};
use crate::message::shared_members::*;
use crate::operation::{Done, DynamoDb, Signature};
use crate::transfer::input::{Compression, Input, InputFormat};
use crate::transfer::s3;
use wire::operation::Operation;

pub(super) struct ImportTable;

static SOURCE: Shape = Shape {
    name: "S3BucketSource",
    members: &[s3::BUCKET_OWNER, s3::BUCKET, Member::ruled("S3KeyPrefix", Kind::Text, &[LengthMax(1024)])],
};

static HEADER: Member =
    Member::ruled("member", Kind::Text, &[Matches(pattern::HEADER), LengthMin(1), LengthMax(65536)]);

static CSV: Shape = Shape {
    name: "CsvOptions",
    members: &[
        Member::ruled("Delimiter", Kind::Text, &[Matches(pattern::DELIMITER), LengthMin(1), LengthMax(1)]),
        Member::ruled("HeaderList", Kind::List(&HEADER), &[LengthMin(1), LengthMax(255)]),
    ],
};

static OPTIONS: Shape =
    Shape { name: "InputFormatOptions", members: &[Member::new("Csv", Kind::Struct(&CSV))] };

static PARAMETERS: Shape = Shape {
    name: "TableCreationParameters",
    members: &[
        Member::ruled("TableName", Kind::Text, INDEX_NAME_RULES),
        Member::ruled("AttributeDefinitions", Kind::List(&ATTRIBUTE_DEFINITION_ELEMENT), &[NotNull]),
        KEY_SCHEMA,
        BILLING_MODE,
        PROVISIONED_THROUGHPUT,
        ON_DEMAND_THROUGHPUT,
        SSE_SPECIFICATION,
        GLOBAL_INDEXES,
        Member::new("VectorIndexes", Kind::Unread),
    ],
};

static SHAPE: Shape = Shape {
    name: "ImportTableInput",
    members: &[
        s3::CLIENT_TOKEN,
        Member::ruled("S3BucketSource", Kind::Struct(&SOURCE), &[NotNull]),
        Member::ruled("InputFormat", Kind::Text, &[NotNull, Enum(&["DYNAMODB_JSON", "ION", "CSV"])]),
        Member::new("InputFormatOptions", Kind::Struct(&OPTIONS)),
        Member::ruled("InputCompressionType", Kind::Text, &[Enum(&["GZIP", "ZSTD", "NONE"])]),
        Member::ruled("TableCreationParameters", Kind::Struct(&PARAMETERS), &[NotNull]),
    ],
};

pub(super) struct ImportInput {
    input: Input,
    definition: Definition,
    token: Option<String>,
}

impl Operation for ImportTable {
    type Language = DynamoDb;
    type Error = Error;
    const SIGNATURE: &'static Signature = &Signature::of("ImportTable", &SHAPE);
    const LIMITS: &'static str = "VectorIndexes are refused. What is not imported is in the log of the process, as there is no CloudWatch.";
    type Input = ImportInput;
    type Output = Done<Value>;

    fn read(call: &Call, body: Fields<'_>) -> Result<ImportInput> {
        let missing = || Error::validation("S3BucketSource and TableCreationParameters must be specified");
        let source = body.fields("S3BucketSource").ok_or_else(missing)?;
        let table = body.fields("TableCreationParameters").ok_or_else(missing)?;
        table.refuse_unread()?;
        let input = Input {
            bucket: source.required("S3Bucket").to_owned(),
            bucket_owner: source.text("S3BucketOwner").map(str::to_owned),
            prefix: source.text("S3KeyPrefix").map(str::to_owned),
            format: format(&body)?,
            compression: body.text("InputCompressionType").and_then(Compression::parse),
        };
        let token = body.text("ClientToken").map(str::to_owned);
        Ok(ImportInput { input, definition: from_members::new_table(call, table)?, token })
    }

    async fn run(engine: &Arc<Engine>, call: &Call, request: ImportInput) -> Result<Done<Value>> {
        let ImportInput { input, definition, token } = request;
        let (import, begun) = engine.import(call, input, definition, token).await?;
        Ok(Done::began(json!({"ImportTableDescription": import.describe()}), begun))
    }

    fn reply(done: Done<Value>) -> Done<Vec<u8>> {
        done.written(|output, out| {
            out.extend_from_slice(output.to_string().as_bytes());
        })
    }
}

/// `InputFormat` with its options. The sentences are our guess.
fn format(body: &Fields<'_>) -> Result<InputFormat> {
    let csv = body.fields("InputFormatOptions").and_then(|options| options.fields("Csv"));
    match (body.required("InputFormat"), csv) {
        ("CSV", csv) => {
            let given = csv.and_then(|csv| csv.text("Delimiter"));
            let delimiter = given.and_then(|given| given.chars().next()).unwrap_or(',');
            let headers = csv
                .filter(|csv| csv.has("HeaderList"))
                .map(|csv| csv.list("HeaderList").iter().filter_map(Node::text).map(str::to_owned).collect());
            Ok(InputFormat::Csv { delimiter, headers })
        }
        (_, Some(_)) => {
            Err(Error::validation("Csv of InputFormatOptions can only be specified when InputFormat is CSV"))
        }
        ("ION", None) => Ok(InputFormat::Ion),
        _ => Ok(InputFormat::DynamodbJson),
    }
}
