//! <https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_TransactGetItems.html>

use std::sync::Arc;

use base::call::Call;
use bytes::Bytes;

use crate::engine::Engine;
use crate::error::{Error, Result};
use crate::item::capacity::Report;
use crate::item::reply::ConsumedCapacity;
use crate::message::expression::Expressions;
use crate::message::layer::Layer;
use crate::message::shape::{Fields, Kind, Member, Node, Shape};
use crate::message::shape::{Rule::FirstLengthMax, Rule::FirstLengthMin, Rule::NotNull};
use crate::message::shared_members::*;
use crate::message::value;
use crate::operation::{Done, DynamoDb, Signature};
use crate::write::transact::Get;
use wire::json::Object;
use wire::operation::Operation;

pub(super) struct TransactGetItems;

static GET: Shape = Shape {
    name: "Get",
    members: &[
        Member::ruled("Key", Kind::Item, &[NotNull]),
        TABLE_NAME,
        Member::new("ProjectionExpression", Kind::Text),
        NAMES,
    ],
};
static ITEM: Shape =
    Shape { name: "TransactGetItem", members: &[Member::ruled("Get", Kind::Struct(&GET), &[NotNull])] };
static ELEMENT: Member = Member::new("member", Kind::Struct(&ITEM));

static SHAPE: Shape = Shape {
    name: "TransactGetItemsInput",
    members: &[
        RETURN_CONSUMED_CAPACITY,
        Member::ruled(
            "TransactItems",
            Kind::List(&ELEMENT),
            &[NotNull, FirstLengthMin(1), FirstLengthMax(100)],
        ),
    ],
};

pub(super) struct Input {
    gets: Vec<Get>,
    report: Report,
}

pub(crate) struct Output {
    items: Vec<Option<Bytes>>,
    consumed: Vec<ConsumedCapacity>,
}

impl Operation for TransactGetItems {
    type Language = DynamoDb;
    type Error = Error;
    const SIGNATURE: &'static Signature = &Signature::of("TransactGetItems", &SHAPE).in_layer(Layer::Newer);
    type Input = Input;
    type Output = Done<Output>;

    fn read(_: &Call, mut body: Fields<'_>) -> Result<Input> {
        let report = Report::of(&body);
        let mut gets = Vec::new();
        for node in body.take_list("TransactItems") {
            if let Node::Struct(mut fields) = node
                && let Some(get) = fields.take_fields("Get")
            {
                gets.push(read_get(get)?);
            }
        }
        Ok(Input { gets, report })
    }

    async fn run(engine: &Arc<Engine>, call: &Call, input: Input) -> Result<Done<Output>> {
        let (items, consumed) = engine.transact_get(call, &input.gets, input.report)?;
        Ok(Done::of(Output { items, consumed }))
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
                // Unlike GetItem, no item rather than an empty one where the projection takes nothing of it.
                if let Some(item) = item.as_ref().filter(|item| !value::view(item).is_empty()) {
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

fn read_get(mut body: Fields<'_>) -> Result<Get> {
    let key = body.take_item("Key");
    let mut expressions = Expressions::begin(&mut body, &["ProjectionExpression"], &[])?;
    let key = key.ok_or_else(Error::key_mismatch)?.item()?;
    expressions.open()?;
    let projection = expressions.projection()?;
    expressions.end()?;
    Ok(Get { table: body.required("TableName").to_owned(), key, projection })
}
