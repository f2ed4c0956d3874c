//! <https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_CreateTable.html>

use std::sync::Arc;

use base::call::Call;
use serde_json::{Value, json};

use crate::definition::from_members;
use crate::definition::owner::owner_of;
use crate::definition::phase::Status;
use crate::definition::policy::Attached;
use crate::definition::regional::Regional;
use crate::definition::schema::{Definition, View};
use crate::definition::vector_index::{self, VECTOR_INDEXES};
use crate::engine::Engine;
use crate::error::{Error, Result};
use crate::message::shape::{Fields, Kind, Member, Rule, Shape};
use crate::message::shared_members::*;
use crate::operation::{Done, DynamoDb, Signature};
use crate::table::describe;
use crate::table::tags;
use wire::operation::Operation;

pub(super) struct CreateTable;

static SHAPE: Shape = Shape {
    name: "CreateTableInput",
    members: &[
        Member::ruled("AttributeDefinitions", Kind::List(&ATTRIBUTE_DEFINITION_ELEMENT), &[Rule::NotNull]),
        Member::ruled("TableName", Kind::Text, &[Rule::NewTableName]),
        BILLING_MODE,
        PROVISIONED_THROUGHPUT,
        KEY_SCHEMA,
        GLOBAL_INDEXES,
        LOCAL_INDEXES,
        VECTOR_INDEXES,
        STREAM_SPECIFICATION,
        SSE_SPECIFICATION,
        Member::new("Tags", Kind::List(&TAG)),
        TABLE_CLASS,
        Member::new("DeletionProtectionEnabled", Kind::Boolean),
        WARM_THROUGHPUT,
        Member::new("ResourcePolicy", Kind::Text),
        ON_DEMAND_THROUGHPUT,
        Member::new("GlobalTableSourceArn", Kind::Unread),
        Member::new("GlobalTableSettingsReplicationMode", Kind::Unread),
    ],
};

pub(super) struct Input {
    definition: Definition,
    view: Option<View>,
}

impl Operation for CreateTable {
    type Language = DynamoDb;
    type Error = Error;
    const SIGNATURE: &'static Signature = &Signature::of("CreateTable", &SHAPE);
    const LIMITS: &'static str =
        "Global tables of several accounts (`GlobalTableSourceArn`) are refused by name.";
    type Input = Input;
    type Output = Done<Value>;

    fn read(call: &Call, body: Fields<'_>) -> Result<Input> {
        body.refuse_unread()?;
        let table = from_members::new_table(call, &body)?;
        let view =
            body.fields("StreamSpecification").map(from_members::new_stream_view).transpose()?.flatten();
        let policy = body.text("ResourcePolicy");
        let policy =
            policy.map(|text| Attached::read(text, &owner_of(call), call.now.millis())).transpose()?;
        let mut definition = Definition {
            deletion_protection: body.boolean("DeletionProtectionEnabled").unwrap_or(false),
            table_class: body.text("TableClass").map(str::to_owned),
            tags: tags::of_request(body.list("Tags"))?,
            regional: Regional { policy, ..Regional::default() },
            ..table
        };
        definition.vectors = vector_index::indexes(&body, &definition)?;
        definition.next_index += u32::try_from(definition.vectors.len()).unwrap_or(u32::MAX);
        Ok(Input { definition, view })
    }

    async fn run(engine: &Arc<Engine>, call: &Call, input: Input) -> Result<Done<Value>> {
        let table = engine.create_table(call, input.definition, input.view).await?;
        Ok(Done::of(json!({"TableDescription": describe::table(&table, Status::Creating)})))
    }

    fn reply(done: Done<Value>) -> Done<Vec<u8>> {
        done.written(|output, out| {
            out.extend_from_slice(output.to_string().as_bytes());
        })
    }
}
