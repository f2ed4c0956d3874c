//! <https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_UpdateContinuousBackups.html>

use std::sync::Arc;

use base::call::Call;
use serde_json::{Value, json};

use crate::access::Act;
use crate::definition::recovery::DEFAULT_DAYS;
use crate::engine::Engine;
use crate::error::{Code, Error, Result};
use crate::message::shape::{Fields, Kind, Member, Shape};
use crate::message::shape::{Rule::Max, Rule::Min, Rule::NotNull};
use crate::message::shared_members::OLDER_TABLE_NAME;
use crate::operation::{Done, DynamoDb, Signature};
use wire::operation::Operation;

pub(super) struct UpdateContinuousBackups;

static SPECIFICATION: Shape = Shape {
    name: "PointInTimeRecoverySpecification",
    members: &[
        Member::ruled("RecoveryPeriodInDays", Kind::Integer, &[Min(1), Max(35)]),
        Member::ruled("PointInTimeRecoveryEnabled", Kind::Boolean, &[NotNull]),
    ],
};

static SHAPE: Shape = Shape {
    name: "UpdateContinuousBackupsInput",
    members: &[
        OLDER_TABLE_NAME,
        Member::ruled("PointInTimeRecoverySpecification", Kind::Struct(&SPECIFICATION), &[NotNull]),
    ],
};

pub(super) struct Input {
    table: String,
    /// Nothing to turn it off.
    days: Option<u64>,
}

impl Operation for UpdateContinuousBackups {
    type Language = DynamoDb;
    type Error = Error;
    const SIGNATURE: &'static Signature = &Signature::of("UpdateContinuousBackups", &SHAPE);
    type Input = Input;
    type Output = Done<Value>;

    fn read(_: &Call, body: Fields<'_>) -> Result<Input> {
        let wanted = body.fields("PointInTimeRecoverySpecification");
        let enabled = wanted.and_then(|wanted| wanted.boolean("PointInTimeRecoveryEnabled")) == Some(true);
        let days = wanted.and_then(|wanted| wanted.integer("RecoveryPeriodInDays"));
        let days = days.and_then(|days| u64::try_from(days).ok()).unwrap_or(DEFAULT_DAYS);
        Ok(Input { table: body.required("TableName").to_owned(), days: enabled.then_some(days) })
    }

    async fn run(engine: &Arc<Engine>, call: &Call, input: Input) -> Result<Done<Value>> {
        let table = engine.backed_up(call, Act::on_table(Self::SIGNATURE.name), &input.table)?;
        if table.definition.filling {
            return Err(Error::new(
                Code::ContinuousBackupsUnavailable,
                "Backups are being enabled for the table. Please retry later",
            ));
        }
        let table = engine.recover(call, &table, input.days)?;
        let description = table.definition.recovery.describe(call.now);
        Ok(Done::of(json!({"ContinuousBackupsDescription": description})))
    }

    fn reply(done: Done<Value>) -> Done<Vec<u8>> {
        done.written(|output, out| {
            out.extend_from_slice(output.to_string().as_bytes());
        })
    }
}
