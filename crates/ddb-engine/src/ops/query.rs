//! <https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_Query.html>

use std::sync::Arc;

use base::call::Call;
use ddb_expr::key_condition::{self, KeyCondition};
use store::Order;

use crate::access::Act;
use crate::definition::schema::KeyAttribute;
use crate::engine::Engine;
use crate::error::{Error, Result};
use crate::item::reply::ConsumedCapacity;
use crate::message::expression::Expressions;
use crate::message::layer::Layer;
use crate::message::legacy::{self, ATTRIBUTES_TO_GET, CONDITIONAL_OPERATOR, CONDITIONS};
use crate::message::shape::{Fields, Kind, Member, Rule, Shape};
use crate::message::shared_members::*;
use crate::operation::{Done, DynamoDb, Signature};
use crate::read::page::{self, PageRequest, QueryPage, Select};
use crate::read::range;
use crate::read::reply;
use crate::read::select;
use wire::operation::Operation;

pub(super) struct Query;

static SHAPE: Shape = Shape {
    name: "QueryInput",
    members: &[
        SELECT,
        READ_INDEX_NAME,
        RETURN_CONSUMED_CAPACITY,
        Member::new("QueryFilter", CONDITIONS),
        TABLE_NAME,
        CONDITIONAL_OPERATOR,
        ATTRIBUTES_TO_GET,
        Member::ruled("Limit", Kind::Integer, &[Rule::FirstMin(1)]),
        Member::new("KeyConditions", CONDITIONS),
        Member::new("ExclusiveStartKey", Kind::Item),
        Member::new("ConsistentRead", Kind::Boolean),
        Member::new("ScanIndexForward", Kind::Boolean),
        Member::new("KeyConditionExpression", Kind::Text),
        Member::new("FilterExpression", Kind::Text),
        Member::new("ProjectionExpression", Kind::Text),
        VALUES,
        NAMES,
    ],
};

pub(super) struct Input {
    condition: KeyCondition,
    request: PageRequest,
    order: Order,
}

pub(crate) struct Output {
    page: QueryPage,
    counting: bool,
    consumed: Option<ConsumedCapacity>,
}

impl Operation for Query {
    type Language = DynamoDb;
    type Error = Error;
    const SIGNATURE: &'static Signature = &Signature::of("Query", &SHAPE).in_layer(Layer::Newer);
    type Input = Input;
    type Output = Done<Output>;

    fn read(_: &Call, mut body: Fields<'_>) -> Result<Input> {
        let start = body.take_item("ExclusiveStartKey");
        let mut expressions = Expressions::begin(
            &mut body,
            &["ProjectionExpression", "FilterExpression", "KeyConditionExpression"],
            &["AttributesToGet", "QueryFilter", "ConditionalOperator", "KeyConditions"],
        )?;
        let query_filter = legacy::filter(expressions.body(), "QueryFilter")?;
        let names = legacy::projection(expressions.body())?;
        let start = start.map(select::start).transpose()?;
        let given = |name: &str| expressions.body().has(name);
        if !given("KeyConditionExpression") && !given("KeyConditions") {
            return Err(Error::validation(
                "Either the KeyConditions or KeyConditionExpression parameter must be specified in the request.",
            ));
        }
        expressions.open()?;
        let condition = expressions.key_condition()?;
        let filter = expressions.filter()?.or(query_filter);
        let projection = expressions.projection()?.or(names);
        expressions.end()?;
        let condition = match condition {
            Some(condition) => key_condition::of(condition)?,
            None => legacy::key_condition(&body)?.ok_or_else(Error::key_mismatch)?,
        };
        let order = match body.boolean("ScanIndexForward") {
            Some(false) => Order::Descending,
            _ => Order::Ascending,
        };
        // Of all errors of a Query that need no state this one has the count, which Scan's has not. The public conformance
        // suite, error-messages/query, records it of SPECIFIC_ATTRIBUTES; of the other values it is our guess.
        let select = select::of(&body).map_err(Error::counted)?;
        let request = PageRequest { select, filter, projection, start, ..select::request(&body) };
        Ok(Input { condition, request, order })
    }

    async fn run(engine: &Arc<Engine>, call: &Call, input: Input) -> Result<Done<Output>> {
        let Input { condition, request, order } = input;
        let act = Act { action: Self::SIGNATURE.name, index: request.index.as_deref() };
        let table = engine.table(call, act, &request.table)?;
        let named = request.index.as_deref();
        if named.is_some_and(|name| table.definition.vector_index(name).is_some()) {
            // Unlike Scan's this sentence has a full stop.
            return Err(Error::validation("Query operation not supported on this index type."));
        }
        let index = page::index_of(&table, &request)?;
        let schema = index.map_or(&table.definition.key, |index| &index.key);
        // A table without a sort key has one item at most for a key: behind it there is nothing to go on with.
        let is_of_one_item = index.is_none() && schema.range.is_empty();
        if let Some(start) = &request.start {
            page::check_start_size(&table, index, start, true)?;
        }
        // AWS goes over the key once, and looks at both for each attribute.
        let check_start = |attribute: &KeyAttribute| {
            request.start.as_ref().map_or(Ok(()), |start| page::check_start_attribute(attribute, start))
        };
        range::check(schema, &condition, check_start)?;
        let mut range = range::of(&table, index, &condition, order)?;
        if let Some(start) = &request.start {
            let key = page::start_at(&table, index, start)?;
            if is_of_one_item {
                return Err(Error::validation("The provided exclusive start key is invalid"));
            }
            range::check_start(schema, &condition, start)?;
            range.behind(&key);
        }
        select::check_filter(schema, &request)?;
        select::check_filter_held(&table, index, &request)?;
        page::check_projected(&table, index, &request)?;
        select::check_paths(&table, &request)?;
        let mut page = engine.read_page(&table, index, &range, &request)?;
        if is_of_one_item {
            page.last = None;
        }
        let consumed = select::consumed(&request.table, &page, request.report);
        Ok(Done::of(Output { page, counting: request.select == Some(Select::Count), consumed }))
    }

    fn reply(done: Done<Output>) -> Done<Vec<u8>> {
        let room = reply::room_of(&done.output.page);
        done.written_in(room, |output, out| {
            reply::page(&output.page, output.counting, output.consumed.as_ref(), out);
        })
    }
}
