//! <https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_GetItem.html>

use std::sync::Arc;

use base::call::Call;
use bytes::Bytes;
use ddb_expr::codec::EncodedItem;
use ddb_expr::projection::Projection;

use crate::access::Act;
use crate::engine::Engine;
use crate::error::{Error, Result};
use crate::item::capacity::{Consistency, Consumed, Report};
use crate::item::key;
use crate::item::reply::ConsumedCapacity;
use crate::message::expression::Expressions;
use crate::message::layer::Layer;
use crate::message::legacy::{self, ATTRIBUTES_TO_GET};
use crate::message::shape::{Fields, Kind, Member, Rule, Shape};
use crate::message::shared_members::*;
use crate::message::value::{self, view};
use crate::operation::{Done, DynamoDb, Signature};
use wire::json::Object;
use wire::operation::Operation;

pub(super) struct GetItem;

static SHAPE: Shape = Shape {
    name: "GetItemInput",
    members: &[
        RETURN_CONSUMED_CAPACITY,
        TABLE_NAME,
        Member::ruled("Key", Kind::Item, &[Rule::NotNull]),
        ATTRIBUTES_TO_GET,
        Member::new("ConsistentRead", Kind::Boolean),
        Member::new("ProjectionExpression", Kind::Text),
        NAMES,
    ],
};

pub(super) struct Input {
    table: String,
    key: EncodedItem,
    projection: Option<Projection>,
    consistent: bool,
    report: Report,
}

pub(crate) struct Output {
    item: Option<Bytes>,
    consumed: Option<ConsumedCapacity>,
}

impl Operation for GetItem {
    type Language = DynamoDb;
    type Error = Error;
    const SIGNATURE: &'static Signature = &Signature::of("GetItem", &SHAPE).in_layer(Layer::Newer);
    type Input = Input;
    type Output = Done<Output>;

    fn read(_: &Call, mut body: Fields<'_>) -> Result<Input> {
        let key = body.take_item("Key");
        let mut expressions = Expressions::begin(&mut body, &["ProjectionExpression"], &["AttributesToGet"])?;
        let key = key.map(|key| key.item()).transpose()?.ok_or_else(Error::key_mismatch)?;
        let names = legacy::projection(expressions.body())?;
        expressions.open()?;
        let projection = expressions.projection()?.or(names);
        expressions.end()?;
        Ok(Input {
            table: body.required("TableName").to_owned(),
            key,
            projection,
            consistent: body.boolean("ConsistentRead").unwrap_or(false),
            report: Report::of(&body),
        })
    }

    async fn run(engine: &Arc<Engine>, call: &Call, input: Input) -> Result<Done<Output>> {
        let table = engine.table(call, Act::on_table(Self::SIGNATURE.name), &input.table)?;
        key::check_key(&table.definition.key, input.key.view())?;
        if let Some(projection) = &input.projection {
            key::check_projection(&table.definition, projection)?;
        }
        let consistency = Consistency::of(input.consistent);
        let item = engine.read_item(&table, input.key.view(), consistency)?;
        let consumed = (input.report != Report::None).then(|| {
            let bytes = item.as_ref().map_or(0, |item| view(item).size_bytes());
            ConsumedCapacity {
                table: input.table.clone(),
                consumed: Consumed::read(bytes, consistency),
                report: input.report,
            }
        });
        let item = match &input.projection {
            Some(projection) => item.map(|item| projection.apply(view(&item)).into_bytes()),
            None => item,
        };
        Ok(Done::of(Output { item, consumed }))
    }

    fn reply(done: Done<Output>) -> Done<Vec<u8>> {
        let room = done.output.item.as_ref().map_or(0, value::json_bytes);
        done.written_in(room, |output, out| {
            let mut object = Object::begin(out);
            if let Some(item) = &output.item {
                value::write_item(item, object.key("Item"));
            }
            ConsumedCapacity::write(output.consumed.as_ref(), &mut object);
            object.end();
        })
    }
}
