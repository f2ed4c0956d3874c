//! <https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_RestoreTableToPointInTime.html>

use std::sync::Arc;

use base::call::Call;
use serde_json::{Value, json};

use crate::access::Act;
use crate::archive::restore::{self, RestoreOverrides};
use crate::definition::phase::Status;
use crate::engine::Engine;
use crate::error::{Error, Result};
use crate::message::shape::{Fields, Kind, Member, Shape};
use crate::message::shape::{Rule::LengthMax, Rule::LengthMin};
use crate::message::shared_members::NAME_RULES;
use crate::operation::{Done, DynamoDb, Signature};
use crate::table::describe;
use wire::operation::Operation;

pub(super) struct RestoreTableToPointInTime;

static SHAPE: Shape = Shape {
    name: "RestoreTableToPointInTimeInput",
    members: &[
        restore::TARGET,
        Member::ruled("SourceTableName", Kind::Text, NAME_RULES),
        Member::ruled("SourceTableArn", Kind::Text, &[LengthMin(1), LengthMax(1024)]),
        Member::new("UseLatestRestorableTime", Kind::Boolean),
        Member::new("RestoreDateTime", Kind::Time),
        restore::BILLING,
        restore::GLOBAL,
        restore::LOCAL,
        restore::UNITS,
        restore::LIMIT,
        restore::ENCRYPTION,
        restore::VECTORS,
    ],
};

pub(super) struct Input {
    source: String,
    /// Nothing for the latest moment.
    at_ms: Option<u64>,
    overrides: RestoreOverrides,
}

impl Operation for RestoreTableToPointInTime {
    type Language = DynamoDb;
    type Error = Error;
    const SIGNATURE: &'static Signature = &Signature::of("RestoreTableToPointInTime", &SHAPE);
    const LIMITS: &'static str =
        "VectorIndexOverride is refused. Only tables of the same region and account are a source.";
    type Input = Input;
    type Output = Done<Value>;

    /// That exactly one source and one time must be named is documented; the sentences are our guess.
    fn read(call: &Call, body: Fields<'_>) -> Result<Input> {
        let source = match (body.text("SourceTableArn"), body.text("SourceTableName")) {
            (Some(source), None) | (None, Some(source)) => source.to_owned(),
            _ => {
                return Err(Error::validation(
                    "Exactly one of SourceTableName and SourceTableArn must be specified",
                ));
            }
        };
        let latest = body.boolean("UseLatestRestorableTime").unwrap_or(false);
        let at_ms = body.time_ms("RestoreDateTime");
        if latest == at_ms.is_some() {
            return Err(Error::validation(
                "Exactly one of RestoreDateTime and UseLatestRestorableTime must be specified",
            ));
        }
        Ok(Input { source, at_ms, overrides: RestoreOverrides::of(call, &body)? })
    }

    async fn run(engine: &Arc<Engine>, call: &Call, input: Input) -> Result<Done<Value>> {
        let source = engine.backed_up(call, Act::on_table(Self::SIGNATURE.name), &input.source)?;
        let table = engine.restore_moment(call, &source, input.at_ms, input.overrides).await?;
        Ok(Done::of(json!({"TableDescription": describe::table(&table, Status::Creating)})))
    }

    fn reply(done: Done<Value>) -> Done<Vec<u8>> {
        done.written(|output, out| {
            out.extend_from_slice(output.to_string().as_bytes());
        })
    }
}
