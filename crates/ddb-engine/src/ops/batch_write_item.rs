//! <https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_BatchWriteItem.html>
//!
//! Each write stands alone, as on AWS: a batch is not a transaction. What meets a transaction is left unprocessed.

use std::sync::Arc;

use base::call::Call;

use crate::access::Act;
use crate::engine::Engine;
use crate::error::{Code, Error, Result};
use crate::item::capacity::{Consumed, Report};
use crate::item::key;
use crate::item::plan::{Action, Plan};
use crate::item::reply::{CollectionMetrics, ConsumedCapacity};
use crate::message::shape::{Fields, Kind, Member, Node, Rule, Shape};
use crate::message::shared_members::*;
use crate::message::value;
use crate::operation::{Done, DynamoDb, Signature};
use wire::json::Object;
use wire::operation::Operation;

pub(super) struct BatchWriteItem;

/// What policies call all of its writes.
const ACT: Act<'_> = Act::on_table("BatchWriteItem");
/// Writes of one request.
const MAX_WRITES: usize = 25;

static PUT: Shape =
    Shape { name: "PutRequest", members: &[Member::ruled("Item", Kind::Item, &[Rule::NotNull])] };
static DELETE: Shape =
    Shape { name: "DeleteRequest", members: &[Member::ruled("Key", Kind::Item, &[Rule::NotNull])] };
static WRITE: Shape = Shape {
    name: "WriteRequest",
    members: &[
        Member::new("DeleteRequest", Kind::Struct(&DELETE)),
        Member::new("PutRequest", Kind::Struct(&PUT)),
    ],
};
static WRITE_ELEMENT: Member = Member::new("member", Kind::Struct(&WRITE));
static WRITES: Member =
    Member::ruled("member", Kind::List(&WRITE_ELEMENT), &[Rule::FirstLengthMax(MAX_WRITES)]);

static SHAPE: Shape = Shape {
    name: "BatchWriteItemInput",
    members: &[
        RETURN_CONSUMED_CAPACITY,
        RETURN_ITEM_COLLECTION_METRICS,
        Member::ruled(
            "RequestItems",
            Kind::Map("java.util.List<com.amazonaws.dynamodb.v20120810.WriteRequest>", &WRITES),
            &[Rule::NotNull, Rule::FirstLengthMin(1), Rule::TableKeysLast, UP_TO_25],
        ),
    ],
};

pub(super) struct Input {
    plans: Vec<Plan>,
    report: Report,
    metrics: bool,
}

#[derive(Default)]
pub(crate) struct Output {
    consumed: Vec<ConsumedCapacity>,
    /// By table, in the order of the request.
    metrics: Vec<(String, Vec<CollectionMetrics>)>,
    /// In the order of the request, so those of one table together.
    unprocessed: Vec<Plan>,
}

impl Operation for BatchWriteItem {
    type Language = DynamoDb;
    type Error = Error;
    const SIGNATURE: &'static Signature = &Signature::of("BatchWriteItem", &SHAPE);
    type Input = Input;
    type Output = Done<Output>;

    fn read(_: &Call, mut body: Fields<'_>) -> Result<Input> {
        let (report, metrics) = (Report::of(&body), CollectionMetrics::wanted(&body));
        let entries = body.take_map("RequestItems");
        let mut plans = Vec::new();
        for (table, node) in entries {
            let Node::List(writes) = node else { continue };
            for write in writes {
                let Node::Struct(fields) = write else { continue };
                let (table, action) = (table.to_string(), action(fields)?);
                plans.push(Plan { table, action, condition: None, show_old: false });
            }
        }
        if plans.len() > MAX_WRITES {
            return Err(Error::validation("Too many items requested for the BatchWriteItem call"));
        }
        Ok(Input { plans, report, metrics })
    }

    async fn run(engine: &Arc<Engine>, call: &Call, input: Input) -> Result<Done<Output>> {
        let mut places = Vec::with_capacity(input.plans.len());
        let mut distinct = key::Distinct::default();
        for plan in &input.plans {
            let table = engine.table(call, ACT, &plan.table)?;
            if !key::has_key(&table.definition, plan.item()) {
                // A batch does not say what is wrong with a key.
                return Err(Error::key_mismatch());
            }
            plan.check(&table.definition)?;
            let key = key::item_key(&table.definition, plan.item())?;
            if !distinct.is_new(&key, places.iter().map(|(_, key)| key)) {
                return Err(Error::validation("Provided list of item keys contains duplicates"));
            }
            places.push((table, key));
        }
        let mut output = Output::default();
        let (mut wrote, mut throttled) = (false, None);
        for (plan, place) in input.plans.into_iter().zip(places) {
            let written = match engine.write_there(call, ACT, &plan, Some(place)) {
                Err(error) if error.code() == Code::TransactionConflict => {
                    output.unprocessed.push(plan);
                    continue;
                }
                Err(error) if error.is_throttled() => {
                    throttled = Some(error);
                    output.unprocessed.push(plan);
                    continue;
                }
                written => written?,
            };
            wrote = true;
            let (definition, change) = (&written.table.definition, &written.change);
            if input.report != Report::None {
                let consumed = Consumed::write(definition, change, false);
                ConsumedCapacity::add(&mut output.consumed, &plan.table, consumed, input.report);
            }
            if let Some(item) = change.item().filter(|_| input.metrics)
                && let Some(metrics) = engine.collection_metrics(&written.table, item)?
            {
                output.add_metrics(&plan.table, metrics);
            }
        }
        // Only where nothing at all could be written is throttling an error.
        throttled.filter(|_| !wrote).map_or(Ok(Done::of(output)), Err)
    }

    fn reply(done: Done<Output>) -> Done<Vec<u8>> {
        done.written(|output, out| {
            let mut object = Object::begin(out);
            write_unprocessed(&output.unprocessed, object.key("UnprocessedItems"));
            if !output.metrics.is_empty() {
                CollectionMetrics::write_map(&output.metrics, object.key("ItemCollectionMetrics"));
            }
            ConsumedCapacity::write_list(&output.consumed, &mut object);
            object.end();
        })
    }
}

fn action(mut fields: Fields<'_>) -> Result<Action> {
    match (fields.take_fields("PutRequest"), fields.take_fields("DeleteRequest")) {
        (Some(mut put), None) => {
            let item = put.take_item("Item").ok_or_else(Error::key_mismatch)?.item()?;
            value::check_size(item.view())?;
            Ok(Action::Put(item))
        }
        (None, Some(mut delete)) => {
            Ok(Action::Delete(delete.take_item("Key").ok_or_else(Error::key_mismatch)?.item()?))
        }
        // AWS's sentence speaks of attribute values, of which there are none here.
        _ => Err(Error::validation(
            "Supplied AttributeValue has more than one datatypes set, must contain exactly one of the supported datatypes",
        )),
    }
}

/// `UnprocessedItems`: what the request said, by table, to be sent again.
fn write_unprocessed(plans: &[Plan], out: &mut Vec<u8>) {
    let mut tables = Object::begin(out);
    for of_table in plans.chunk_by(|left, right| left.table == right.table) {
        let Some(first) = of_table.first() else { continue };
        let list = tables.key(&first.table);
        list.push(b'[');
        for (at, plan) in of_table.iter().enumerate() {
            if at > 0 {
                list.push(b',');
            }
            let (request, member) = match plan.action {
                Action::Put(_) => ("PutRequest", "Item"),
                _ => ("DeleteRequest", "Key"),
            };
            let mut write = Object::begin(list);
            let mut inner = Object::begin(write.key(request));
            ddb_expr::json::write_item(plan.item(), inner.key(member));
            inner.end();
            write.end();
        }
        list.push(b']');
    }
    tables.end();
}

impl Output {
    fn add_metrics(&mut self, table: &str, metrics: CollectionMetrics) {
        match self.metrics.iter_mut().find(|(known, _)| known == table) {
            Some((_, list)) => list.push(metrics),
            None => self.metrics.push((table.to_owned(), vec![metrics])),
        }
    }
}
