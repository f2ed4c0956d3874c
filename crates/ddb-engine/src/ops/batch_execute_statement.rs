//! <https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_BatchExecuteStatement.html>

use std::collections::HashSet;
use std::sync::Arc;

use base::call::Call;
use bytes::Bytes;
use ddb_expr::codec::EncodedItem;
use ddb_expr::partiql::{Select, Statement};

use crate::engine::Engine;
use crate::error::{Code, Error, Reason, Result};
use crate::item::capacity::{Consistency, Consumed, Report};
use crate::item::key;
use crate::item::plan::Plan;
use crate::item::reply::ConsumedCapacity;
use crate::memory::catalog::Table;
use crate::message::shape::{Fields, Kind, Member, Shape};
use crate::message::shape::{Rule::LengthMax, Rule::LengthMin, Rule::NotNull};
use crate::message::shared_members::*;
use crate::message::value::{self, view};
use crate::operation::{Done, DynamoDb, Signature};
use crate::partiql::statement::{self, Asked, PARAMETERS, STATEMENT};
use crate::partiql::{access, write};
use crate::write::transact;
use crate::write::write_reply::Returns;
use wire::json::Object;
use wire::operation::Operation;

pub(super) struct BatchExecuteStatement;

static REQUEST: Shape = Shape {
    name: "BatchStatementRequest",
    members: &[STATEMENT, PARAMETERS, Member::new("ConsistentRead", Kind::Boolean), ON_FAILURE],
};
static ELEMENT: Member = Member::new("member", Kind::Struct(&REQUEST));

static SHAPE: Shape = Shape {
    name: "BatchExecuteStatementInput",
    members: &[
        Member::ruled("Statements", Kind::List(&ELEMENT), &[NotNull, LengthMin(1), LengthMax(25)]),
        RETURN_CONSUMED_CAPACITY,
    ],
};

pub(super) struct Input {
    statements: Vec<(Result<Asked>, bool)>,
    report: Report,
}

/// A statement whose table and key are known.
enum Prepared {
    Get { table: Arc<Table>, key: EncodedItem, select: Select, consistent: bool },
    Write { table: Arc<Table>, plan: Plan, returns: Returns },
}

/// One entry of `Responses`.
#[derive(Default)]
pub(super) struct Response {
    /// Not where the statement was refused before it came to its table.
    table: Option<String>,
    item: Option<Bytes>,
    error: Option<Reason>,
}

pub(crate) struct Output {
    responses: Vec<Response>,
    consumed: Vec<ConsumedCapacity>,
}

impl Operation for BatchExecuteStatement {
    type Language = DynamoDb;
    type Error = Error;
    const SIGNATURE: &'static Signature = &Signature::of("BatchExecuteStatement", &SHAPE);
    type Input = Input;
    type Output = Done<Output>;

    fn read(_: &Call, body: Fields<'_>) -> Result<Input> {
        let fields = body.list("Statements").iter().filter_map(|node| node.fields());
        let statements = fields.map(|fields| {
            let asked = statement::parameters(fields).map(|parameters| Asked::read(fields, &parameters));
            (asked, fields.boolean("ConsistentRead").unwrap_or(false))
        });
        Ok(Input { statements: statements.collect(), report: Report::of(&body) })
    }

    async fn run(engine: &Arc<Engine>, call: &Call, input: Input) -> Result<Done<Output>> {
        let mut statements = Vec::with_capacity(input.statements.len());
        for (asked, consistent) in input.statements {
            let show_old = asked.as_ref().is_ok_and(|asked| asked.show_old);
            let statement = asked.and_then(|asked| asked.statement(engine, call));
            statements.push((statement, show_old, consistent));
        }
        let is_read =
            |(statement, ..): &(Result<Statement>, _, _)| statement.as_ref().ok().map(Statement::is_read);
        let reads: HashSet<bool> = statements.iter().filter_map(is_read).collect();
        if reads.len() > 1 {
            return Err(Error::validation(
                "Read and write requests together in the same batch is not supported.",
            ));
        }
        let mut prepared = Vec::with_capacity(statements.len());
        let mut keys = HashSet::new();
        for (statement, show_old, consistent) in statements {
            let one = match statement {
                Ok(statement) => prepare(engine, call, statement, show_old, consistent),
                Err(error) => Err((None, error)),
            };
            if let Ok(one) = &one
                && !keys.insert(one.key()?)
            {
                return Err(Error::validation("Provided list of item keys contains duplicates"));
            }
            prepared.push(one);
        }
        let mut responses = Vec::with_capacity(prepared.len());
        let mut bill = Bill { report: input.report, consumed: Vec::new(), attempts: Vec::new() };
        for one in prepared {
            let response = one.and_then(|one| {
                let table = one.table().to_owned();
                one.run(engine, call, &mut bill).map_err(|error| (Some(table), error))
            });
            responses.push(match response {
                Ok(response) => response,
                Err((table, error)) => Response { table, item: None, error: Some(transact::reason(error)?) },
            });
        }
        Ok(Done::of(Output { responses, consumed: bill.total() }))
    }

    fn reply(done: Done<Output>) -> Done<Vec<u8>> {
        done.written(|output, out| {
            let mut object = Object::begin(out);
            let list = object.key("Responses");
            list.push(b'[');
            for (at, response) in output.responses.iter().enumerate() {
                if at > 0 {
                    list.push(b',');
                }
                response.write(list);
            }
            list.push(b']');
            ConsumedCapacity::write_list(&output.consumed, &mut object);
            object.end();
        })
    }
}

/// What the statements of a batch cost.
struct Bill {
    report: Report,
    consumed: Vec<ConsumedCapacity>,
    /// Writes whose conditions did not hold.
    attempts: Vec<(String, Consumed)>,
}

impl Bill {
    /// `table`: as the statement calls it.
    fn add(&mut self, table: &str, units: Consumed) {
        if self.report != Report::None {
            ConsumedCapacity::add(&mut self.consumed, table, units, self.report);
        }
    }

    /// With what was attempted, which AWS shows only for tables of which something succeeded. Measured on AWS by the authors
    /// of dynoxide, 2026.
    fn total(mut self) -> Vec<ConsumedCapacity> {
        for (table, attempt) in &self.attempts {
            let known = self.consumed.iter_mut().find(|known| known.table == *table);
            if let Some(known) = known {
                known.consumed.add_attempt(attempt);
            }
        }
        self.consumed
    }
}

/// Finds table and key. What is refused here has not come to its table, but where there is no such table.
fn prepare(
    engine: &Engine,
    call: &Call,
    statement: Statement,
    show_old: bool,
    consistent: bool,
) -> std::result::Result<Prepared, (Option<String>, Error)> {
    let named = statement.table().to_owned();
    let table = engine.table(call, statement::act(&statement), &named).map_err(|error| {
        let found_none = error.code() == Code::ResourceNotFound;
        (found_none.then_some(named), error)
    })?;
    let refused = |error| (None, error);
    match statement {
        Statement::Exists(_) => Err(refused(statement::exists_alone())),
        Statement::Select(select) => {
            let key = match &select.index {
                Some(_) => None,
                None => access::only_key(&table, select.condition.as_ref()).map_err(refused)?,
            };
            let key = key.ok_or_else(|| {
                refused(Error::validation(
                    "Select statements within BatchExecuteStatement must specify the primary key in the where clause.",
                ))
            })?;
            key::check_key(&table.definition.key, key.view()).map_err(refused)?;
            Ok(Prepared::Get { table, key, select, consistent })
        }
        write => {
            let returns = write::returns(write.returning());
            let plan = write::plan(&table.definition, write, show_old).map_err(refused)?;
            write::check_key_types(&table.definition, &plan).map_err(refused)?;
            plan.check(&table.definition).map_err(refused)?;
            Ok(Prepared::Write { table, plan, returns })
        }
    }
}

impl Prepared {
    fn table(&self) -> &str {
        let (Prepared::Get { table, .. } | Prepared::Write { table, .. }) = self;
        &table.definition.name
    }

    /// Under which key of the store its item is.
    fn key(&self) -> Result<Vec<u8>> {
        let (table, item) = match self {
            Prepared::Get { table, key, .. } => (table, key.view()),
            Prepared::Write { table, plan, .. } => (table, plan.item()),
        };
        key::item_key(&table.definition, item).map(|key| key.as_bytes().to_vec())
    }

    fn run(self, engine: &Engine, call: &Call, bill: &mut Bill) -> Result<Response> {
        match self {
            Prepared::Get { table, key, select, consistent } => {
                if let Some(columns) = &select.columns {
                    key::check_projection(&table.definition, columns)?;
                }
                let item = engine.read_item(&table, key.view(), Consistency::of(consistent))?;
                let bytes = item.as_ref().map_or(0, |item| view(item).size_bytes());
                bill.add(&select.table, Consumed::read(bytes, Consistency::of(consistent)));
                let item = match &select.columns {
                    Some(columns) => item.map(|item| columns.apply(view(&item)).into_bytes()),
                    None => item,
                };
                Ok(Response { table: Some(table.definition.name.clone()), item, error: None })
            }
            Prepared::Write { table, plan, returns } => {
                let written = match engine.write(call, &plan) {
                    Err(error) if error.is_failed_condition() && bill.report != Report::None => {
                        // Read once more: should it have changed since the decision, only this report is off.
                        let before = engine.item_now(&table, plan.item())?;
                        bill.attempts.push((plan.table.clone(), plan.cost_of_failure(before.as_ref())));
                        return Err(error);
                    }
                    written => written?,
                };
                let table = written.table;
                bill.add(&plan.table, Consumed::write(&table.definition, &written.change, false));
                let item = returns.of(&plan, written.change);
                Ok(Response { table: Some(table.definition.name.clone()), item, error: None })
            }
        }
    }
}

impl Response {
    fn write(&self, out: &mut Vec<u8>) {
        let mut object = Object::begin(out);
        if let Some(error) = &self.error {
            let mut of_error = Object::begin(object.key("Error"));
            of_error.text("Code", error.code.unwrap_or("InternalServerError"));
            if let Some(message) = &error.message {
                of_error.text("Message", message);
            }
            if let Some(item) = &error.item {
                value::write_item(item, of_error.key("Item"));
            }
            of_error.end();
        }
        if let Some(table) = &self.table {
            object.text("TableName", table);
        }
        if let Some(item) = &self.item {
            value::write_item(item, object.key("Item"));
        }
        object.end();
    }
}
