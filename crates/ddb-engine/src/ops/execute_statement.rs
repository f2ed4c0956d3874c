//! <https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_ExecuteStatement.html>

use std::sync::Arc;

use base::call::Call;
use bytes::Bytes;
use ddb_expr::codec::EncodedItem;
use ddb_expr::partiql::Statement;

use crate::engine::Engine;
use crate::error::{Error, Result};
use crate::item::capacity::{Consumed, Report};
use crate::item::reply::ConsumedCapacity;
use crate::message::shape::{Fields, Kind, Member, Shape};
use crate::message::shape::{Rule::LengthMax, Rule::LengthMin};
use crate::message::shared_members::*;
use crate::message::value;
use crate::operation::{Done, DynamoDb, Signature};
use crate::partiql::read::SelectRequest;
use crate::partiql::statement::{self, Asked, PARAMETERS, STATEMENT};
use crate::partiql::token::{self, Position};
use crate::partiql::write;
use crate::write::transact::Fingerprint;
use wire::json::Object;
use wire::operation::Operation;

pub(super) struct ExecuteStatement;

static SHAPE: Shape = Shape {
    name: "ExecuteStatementInput",
    members: &[
        STATEMENT,
        PARAMETERS,
        Member::new("ConsistentRead", Kind::Boolean),
        Member::ruled("NextToken", Kind::Text, &[LengthMin(1), LengthMax(32_768)]),
        RETURN_CONSUMED_CAPACITY,
        LIMIT,
        ON_FAILURE,
    ],
};

pub(super) struct Input {
    asked: Asked,
    limit: Option<usize>,
    consistent: bool,
    token: Option<String>,
    /// Of statement and parameters.
    digest: u128,
    report: Report,
}

#[derive(Default)]
pub(crate) struct Output {
    items: Vec<Bytes>,
    next: Option<String>,
    last: Option<EncodedItem>,
    consumed: Option<ConsumedCapacity>,
}

impl Operation for ExecuteStatement {
    type Language = DynamoDb;
    type Error = Error;
    const SIGNATURE: &'static Signature = &Signature::of("ExecuteStatement", &SHAPE);
    type Input = Input;
    type Output = Done<Output>;

    fn read(_: &Call, body: Fields<'_>) -> Result<Input> {
        let parameters = statement::parameters(&body)?;
        let mut fingerprint = Fingerprint::new();
        statement::digest(&body, &mut fingerprint);
        Ok(Input {
            asked: Asked::read(&body, &parameters),
            limit: body.integer("Limit").and_then(|limit| usize::try_from(limit).ok()),
            consistent: body.boolean("ConsistentRead").unwrap_or(false),
            token: body.text("NextToken").map(str::to_owned),
            digest: fingerprint.end(),
            report: Report::of(&body),
        })
    }

    async fn run(engine: &Arc<Engine>, call: &Call, input: Input) -> Result<Done<Output>> {
        let (show_old, report) = (input.asked.show_old, input.report);
        let consumed = |table: &str, consumed: Consumed| {
            (report != Report::None).then(|| ConsumedCapacity { table: table.to_owned(), consumed, report })
        };
        let statement = input.asked.statement(engine, call)?;
        let start = input.token.as_deref().map(|token| Position::read(token, input.digest)).transpose()?;
        let statement = match statement {
            Statement::Select(select) => {
                let wanted = SelectRequest {
                    limit: input.limit,
                    consistent: input.consistent,
                    start: start.unwrap_or_default(),
                };
                let selected = engine.select(call, select, wanted)?;
                return Ok(Done::of(Output {
                    items: selected.items,
                    next: selected.next.map(|next| next.token(input.digest)),
                    last: selected.last,
                    consumed: consumed(&selected.table, selected.consumed),
                }));
            }
            Statement::Exists(_) => return Err(statement::exists_alone()),
            write => write,
        };
        if start.is_some() {
            return Err(token::mismatch());
        }
        let returns = write::returns(statement.returning());
        let table = engine.table(call, statement::act(&statement), statement.table())?;
        let plan = write::plan(&table.definition, statement, show_old)?;
        write::check_key_types(&table.definition, &plan)?;
        let written = engine.write(call, &plan)?;
        let definition = &written.table.definition;
        let consumed = consumed(&plan.table, Consumed::write(definition, &written.change, false));
        let items = returns.of(&plan, written.change).into_iter().collect();
        Ok(Done::of(Output { items, consumed, ..Output::default() }))
    }

    fn reply(done: Done<Output>) -> Done<Vec<u8>> {
        done.written(|output, out| {
            let mut object = Object::begin(out);
            let list = object.key("Items");
            list.push(b'[');
            for (at, item) in output.items.iter().enumerate() {
                if at > 0 {
                    list.push(b',');
                }
                value::write_item(item, list);
            }
            list.push(b']');
            if let Some(next) = &output.next {
                object.text("NextToken", next);
            }
            ConsumedCapacity::write(output.consumed.as_ref(), &mut object);
            if let Some(last) = &output.last {
                value::write_item(last.as_bytes(), object.key("LastEvaluatedKey"));
            }
            object.end();
        })
    }
}
