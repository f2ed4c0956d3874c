//! <https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_ExecuteTransaction.html>

use std::sync::Arc;

use base::call::Call;
use bytes::Bytes;
use ddb_expr::partiql::Statement;

use crate::engine::Engine;
use crate::error::{Code, Error, Result};
use crate::item::capacity::Report;
use crate::item::key;
use crate::item::plan::Plan;
use crate::item::reply::ConsumedCapacity;
use crate::memory::catalog::Table;
use crate::message::shape::{Fields, Kind, Member, Shape};
use crate::message::shape::{Rule::LengthMax, Rule::LengthMin, Rule::NotNull};
use crate::message::shared_members::*;
use crate::message::value;
use crate::operation::{Done, DynamoDb, Signature};
use crate::partiql::statement::{self, Asked, PARAMETERS, STATEMENT};
use crate::partiql::{access, write};
use crate::write::transact::{self, Fingerprint, Get, Token};
use wire::json::Object;
use wire::operation::Operation;

pub(super) struct ExecuteTransaction;

static STATEMENT_SHAPE: Shape =
    Shape { name: "ParameterizedStatement", members: &[STATEMENT, PARAMETERS, ON_FAILURE] };
static ELEMENT: Member = Member::new("member", Kind::Struct(&STATEMENT_SHAPE));

static SHAPE: Shape = Shape {
    name: "ExecuteTransactionInput",
    members: &[
        Member::ruled("TransactStatements", Kind::List(&ELEMENT), &[NotNull, LengthMin(1), LengthMax(100)]),
        Member::ruled("ClientRequestToken", Kind::Text, &[LengthMin(1), LengthMax(36)]),
        RETURN_CONSUMED_CAPACITY,
    ],
};

pub(super) struct Input {
    statements: Vec<Asked>,
    token: Option<Token>,
    report: Report,
}

#[derive(Default)]
pub(crate) struct Output {
    /// An entry for each read; none for writes.
    items: Vec<Option<Bytes>>,
    consumed: Vec<ConsumedCapacity>,
}

/// A statement with its table, if there is one, and whether a failed condition shows the item.
struct PlacedStatement {
    statement: Statement,
    table: Option<Arc<Table>>,
    show_old: bool,
}

impl Operation for ExecuteTransaction {
    type Language = DynamoDb;
    type Error = Error;
    const SIGNATURE: &'static Signature = &Signature::of("ExecuteTransaction", &SHAPE);
    type Input = Input;
    type Output = Done<Output>;

    fn read(_: &Call, body: Fields<'_>) -> Result<Input> {
        let mut fingerprint = Fingerprint::new();
        let mut values = Vec::new();
        for fields in body.list("TransactStatements").iter().filter_map(|node| node.fields()) {
            statement::digest(fields, &mut fingerprint);
            values.push((fields, statement::parameters(fields)?));
        }
        let statements = values.iter().map(|(fields, values)| Asked::read(fields, values)).collect();
        let token = body.text("ClientRequestToken").map(str::to_owned);
        let token = token.map(|text| Token { text, fingerprint: fingerprint.end() });
        Ok(Input { statements, token, report: Report::of(&body) })
    }

    async fn run(engine: &Arc<Engine>, call: &Call, input: Input) -> Result<Done<Output>> {
        let mut all = Vec::with_capacity(input.statements.len());
        for (at, asked) in input.statements.into_iter().enumerate() {
            let show_old = asked.show_old;
            let statement = asked.statement(engine, call).map_err(|error| in_statement(at, error))?;
            let table = engine.find(call, statement::act(&statement), statement.table())?;
            all.push(PlacedStatement { statement, table, show_old });
        }
        let reads = all.iter().filter(|one| one.statement.is_read()).count();
        if reads > 0 && reads < all.len() {
            return Err(Error::validation(
                "ExecuteTransaction API does not support both read and write operations in the same request.",
            ));
        }
        for (at, one) in all.iter().enumerate() {
            one.check().map_err(|error| in_statement(at, error))?;
        }
        if reads > 0 {
            let gets = transact::each(all.into_iter(), PlacedStatement::get)?;
            let (items, consumed) = engine.transact_get(call, &gets, input.report)?;
            return Ok(Done::of(Output { items, consumed }));
        }
        let plans = transact::each(all.into_iter(), PlacedStatement::plan)?;
        transact::check_payload(plans.iter().map(Plan::payload_bytes).sum())?;
        let (outcome, held) = engine.transact(call, &plans, input.token.as_ref(), (input.report, false))?;
        let output = Output { items: Vec::new(), consumed: outcome.consumed };
        Ok(Done { held, ..Done::of(output) })
    }

    fn reply(done: Done<Output>) -> Done<Vec<u8>> {
        done.written(|output, out| {
            let mut object = Object::begin(out);
            let list = object.key("Responses");
            list.push(b'[');
            for (at, item) in output.items.iter().enumerate() {
                if at > 0 {
                    list.push(b',');
                }
                let mut response = Object::begin(list);
                if let Some(item) = item {
                    value::write_item(item, response.key("Item"));
                }
                response.end();
            }
            list.push(b']');
            ConsumedCapacity::write_list(&output.consumed, &mut object);
            object.end();
        })
    }
}

/// What no transaction can do ends the request, whatever the items. Faults of ours stay what they are.
fn in_statement(at: usize, error: Error) -> Error {
    if error.code() != Code::Validation {
        return error;
    }
    Error::validation(format!("Validation failed in TransactStatements[{at}]: {}", error.message()))
}

impl PlacedStatement {
    /// What a statement may not be in a transaction. Nothing is known of one without a table.
    fn check(&self) -> Result<()> {
        let Some(table) = &self.table else { return Ok(()) };
        if self.statement.returning().is_some() {
            return Err(Error::validation("RETURNING clause is not supported in ExecuteTransaction."));
        }
        match &self.statement {
            Statement::Select(select) | Statement::Exists(select) if select.index.is_some() => {
                Err(Error::validation("Reads on indices are not supported within transactions."))
            }
            Statement::Select(select) => match access::only_key(table, select.condition.as_ref())? {
                Some(_) => Ok(()),
                None => Err(Error::validation(
                    "Select statements within ExecuteTransaction must specify the primary key in the where clause.",
                )),
            },
            Statement::Exists(_) => write::plan(&table.definition, self.statement.clone(), false).map(drop),
            _ => Ok(()),
        }
    }

    fn get(self) -> Result<Get> {
        let table = self.table.ok_or_else(Error::no_table)?;
        let Statement::Select(select) = self.statement else { return Err(Error::key_mismatch()) };
        let key = access::only_key(&table, select.condition.as_ref())?.ok_or_else(Error::key_mismatch)?;
        key::check_key(&table.definition.key, key.view())?;
        if let Some(columns) = &select.columns {
            key::check_projection(&table.definition, columns)?;
        }
        Ok(Get { table: select.table, key, projection: select.columns })
    }

    fn plan(self) -> Result<Plan> {
        let table = self.table.ok_or_else(Error::no_table)?;
        let keyed_write = matches!(self.statement, Statement::Update { .. } | Statement::Delete { .. });
        let plan = write::plan(&table.definition, self.statement, self.show_old);
        // A write that does not name one item gets the error of a key.
        let plan = plan.map_err(|error| match error.code() {
            Code::Validation if keyed_write => Error::key_mismatch(),
            _ => error,
        })?;
        plan.check(&table.definition)?;
        Ok(plan)
    }
}
