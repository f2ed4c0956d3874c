//! <https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_UpdateItem.html>

use std::sync::Arc;

use base::call::Call;

use crate::engine::Engine;
use crate::error::{Error, Result};
use crate::item::plan::{Action, Plan};
use crate::message::expression::Expressions;
use crate::message::layer::Layer;
use crate::message::legacy::{self, ATTRIBUTE_UPDATES, CONDITIONAL_OPERATOR, EXPECTED};
use crate::message::shape::{Fields, Kind, Member, Rule, Shape};
use crate::message::shared_members::*;
use crate::operation::{Done, DynamoDb, Signature};
use crate::write::write_reply::{Wishes, WriteReply};
use wire::operation::Operation;

pub(super) struct UpdateItem;

static SHAPE: Shape = Shape {
    name: "UpdateItemInput",
    members: &[
        RETURN_CONSUMED_CAPACITY,
        TABLE_NAME,
        UPDATE_RETURN_VALUES,
        CONDITIONAL_OPERATOR,
        Member::ruled("Key", Kind::Item, &[Rule::NotNull]),
        EXPECTED,
        ATTRIBUTE_UPDATES,
        RETURN_ITEM_COLLECTION_METRICS,
        ON_FAILURE,
        Member::new("ConditionExpression", Kind::Text),
        Member::new("UpdateExpression", Kind::Text),
        VALUES,
        NAMES,
    ],
};

pub(super) struct Input {
    plan: Plan,
    wishes: Wishes,
}

impl Operation for UpdateItem {
    type Language = DynamoDb;
    type Error = Error;
    const SIGNATURE: &'static Signature = &Signature::of("UpdateItem", &SHAPE).in_layer(Layer::Counted);
    type Input = Input;
    type Output = Done<WriteReply>;

    fn read(_: &Call, mut body: Fields<'_>) -> Result<Input> {
        let key = body.take_item("Key");
        let mut expressions = Expressions::begin(
            &mut body,
            &["UpdateExpression", "ConditionExpression"],
            &["AttributeUpdates", "Expected", "ConditionalOperator"],
        )?;
        let key = key.map(|key| key.item()).transpose()?.ok_or_else(Error::key_mismatch)?;
        let updates = legacy::update(expressions.body())?;
        let expected = legacy::expected(expressions.body())?;
        expressions.open()?;
        let update = expressions.update()?.or(updates);
        let condition = expressions.condition()?.or(expected);
        let (wishes, show_old) = (Wishes::of(expressions.body()), expressions.shows_old());
        expressions.end()?;
        let table = body.required("TableName").to_owned();
        Ok(Input {
            plan: Plan { table, action: Action::Update(key, update.map(Box::new)), condition, show_old },
            wishes,
        })
    }

    async fn run(engine: &Arc<Engine>, call: &Call, input: Input) -> Result<Done<WriteReply>> {
        let written = engine.write(call, &input.plan)?;
        Ok(Done::of(WriteReply::of(engine, &input.plan, written, &input.wishes)?))
    }

    fn reply(done: Done<WriteReply>) -> Done<Vec<u8>> {
        done.written(|output, out| {
            output.write(out);
        })
    }
}
