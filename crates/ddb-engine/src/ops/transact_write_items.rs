//! <https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_TransactWriteItems.html>

use std::sync::Arc;

use base::call::Call;

use crate::engine::Engine;
use crate::error::{Error, Result};
use crate::item::capacity::Report;
use crate::item::plan::{Action, Plan};
use crate::item::reply::{CollectionMetrics, ConsumedCapacity};
use crate::message::expression::Expressions;
use crate::message::layer::Layer;
use crate::message::shape::{Fields, Kind, Member, Node, Shape};
use crate::message::shape::{Rule::FirstLengthMax, Rule::FirstLengthMin, Rule::NotNull};
use crate::message::shared_members::*;
use crate::message::value;
use crate::operation::{Done, DynamoDb, Signature};
use crate::write::transact::{self, Fingerprint, Token, Transacted};
use wire::json::Object;
use wire::operation::Operation;

pub(super) struct TransactWriteItems;

static CHECK: Shape = Shape {
    name: "ConditionCheck",
    members: &[
        Member::ruled("Key", Kind::Item, &[NotNull]),
        TABLE_NAME,
        Member::ruled("ConditionExpression", Kind::Text, &[NotNull]),
        NAMES,
        VALUES,
        ON_FAILURE,
    ],
};
static PUT: Shape = Shape {
    name: "Put",
    members: &[
        Member::ruled("Item", Kind::Item, &[NotNull]),
        TABLE_NAME,
        Member::new("ConditionExpression", Kind::Text),
        NAMES,
        VALUES,
        ON_FAILURE,
    ],
};
static DELETE: Shape = Shape {
    name: "Delete",
    members: &[
        Member::ruled("Key", Kind::Item, &[NotNull]),
        TABLE_NAME,
        Member::new("ConditionExpression", Kind::Text),
        NAMES,
        VALUES,
        ON_FAILURE,
    ],
};
static UPDATE: Shape = Shape {
    name: "Update",
    members: &[
        Member::ruled("Key", Kind::Item, &[NotNull]),
        Member::ruled("UpdateExpression", Kind::Text, &[NotNull]),
        TABLE_NAME,
        Member::new("ConditionExpression", Kind::Text),
        NAMES,
        VALUES,
        ON_FAILURE,
    ],
};
static ITEM: Shape = Shape {
    name: "TransactWriteItem",
    members: &[
        Member::new("ConditionCheck", Kind::Struct(&CHECK)),
        Member::new("Put", Kind::Struct(&PUT)),
        Member::new("Delete", Kind::Struct(&DELETE)),
        Member::new("Update", Kind::Struct(&UPDATE)),
    ],
};
static ELEMENT: Member = Member::new("member", Kind::Struct(&ITEM));

static SHAPE: Shape = Shape {
    name: "TransactWriteItemsInput",
    members: &[
        RETURN_CONSUMED_CAPACITY,
        RETURN_ITEM_COLLECTION_METRICS,
        Member::ruled("ClientRequestToken", Kind::Text, &[FirstLengthMin(1), FirstLengthMax(36)]),
        Member::ruled(
            "TransactItems",
            Kind::List(&ELEMENT),
            &[NotNull, FirstLengthMin(1), FirstLengthMax(100)],
        ),
    ],
};

pub(super) struct Input {
    plans: Vec<Plan>,
    token: Option<Token>,
    report: Report,
    metrics: bool,
}

impl Operation for TransactWriteItems {
    type Language = DynamoDb;
    type Error = Error;
    const SIGNATURE: &'static Signature = &Signature::of("TransactWriteItems", &SHAPE).in_layer(Layer::Newer);
    type Input = Input;
    type Output = Done<Transacted>;

    fn read(_: &Call, mut body: Fields<'_>) -> Result<Input> {
        let (report, metrics) = (Report::of(&body), CollectionMetrics::wanted(&body));
        let token = body.text("ClientRequestToken").map(str::to_owned);
        let mut fingerprint = token.as_ref().map(|_| Fingerprint::new());
        let (mut plans, mut payload) = (Vec::new(), 0);
        for node in body.take_list("TransactItems") {
            if let Node::Struct(fields) = node {
                plans.push(plan(fields, fingerprint.as_mut(), &mut payload)?);
            }
        }
        transact::check_payload(payload)?;
        let token = token.zip(fingerprint);
        let token = token.map(|(text, fingerprint)| Token { text, fingerprint: fingerprint.end() });
        Ok(Input { plans, token, report, metrics })
    }

    async fn run(engine: &Arc<Engine>, call: &Call, input: Input) -> Result<Done<Transacted>> {
        let wishes = (input.report, input.metrics);
        let (outcome, held) = engine.transact(call, &input.plans, input.token.as_ref(), wishes)?;
        Ok(Done { held, ..Done::of(outcome) })
    }

    fn reply(done: Done<Transacted>) -> Done<Vec<u8>> {
        done.written(|output, out| {
            let mut object = Object::begin(out);
            ConsumedCapacity::write_list(&output.consumed, &mut object);
            if !output.metrics.is_empty() {
                CollectionMetrics::write_map(&output.metrics, object.key("ItemCollectionMetrics"));
            }
            object.end();
        })
    }
}

/// One action: exactly one of four members. The bytes of its item or key, and of its values, are added to `payload`;
/// that nothing else counts is our guess.
fn plan(mut fields: Fields<'_>, fingerprint: Option<&mut Fingerprint>, payload: &mut usize) -> Result<Plan> {
    let kinds = ["ConditionCheck", "Put", "Delete", "Update"];
    let mut there = kinds.into_iter().filter(|kind| fields.has(kind));
    let kind = match (there.next(), there.next()) {
        (Some(kind), None) => kind,
        (None, _) => return Err(Error::no_action()),
        _ => {
            return Err(Error::validation(
                "TransactItems can only contain one of Check, Put, Update or Delete",
            ));
        }
    };
    let mut body = fields.take_fields(kind).ok_or_else(Error::key_mismatch)?;
    if let Some(fingerprint) = fingerprint {
        fingerprint.add(kind);
        fingerprint.add_fields(&body);
    }
    *payload += body.nodes().iter().map(Node::item_bytes).sum::<usize>();
    let item = body.take_item(if kind == "Put" { "Item" } else { "Key" });
    let expressions: &[&str] = match kind {
        "Update" => &["UpdateExpression", "ConditionExpression"],
        _ => &["ConditionExpression"],
    };
    let mut expressions = Expressions::begin(&mut body, expressions, &[])?;
    expressions.open()?;
    let update = if kind == "Update" { expressions.update()? } else { None };
    let condition = expressions.condition()?;
    let item = item.ok_or_else(Error::key_mismatch)?.item()?;
    let show_old = expressions.shows_old();
    expressions.end()?;
    if kind == "Put" {
        value::check_size(item.view())?;
    }
    let action = match kind {
        "Put" => Action::Put(item),
        "Delete" => Action::Delete(item),
        "Update" => Action::Update(item, update.map(Box::new)),
        _ => Action::Check(item),
    };
    Ok(Plan { table: body.required("TableName").to_owned(), action, condition, show_old })
}
