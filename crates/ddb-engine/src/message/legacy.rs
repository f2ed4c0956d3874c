//! The members of a request that expressions replaced, from wire to what expressions become.
//!
//! What they mean and which errors they have is `ddb_expr::legacy`'s to say.

use ddb_expr::condition::Condition;
use ddb_expr::key_condition::KeyCondition;
use ddb_expr::legacy::{self, Action, AttributeUpdate, Expectation, Join, Operator, Test};
use ddb_expr::names::Literal;
use ddb_expr::projection::Projection;
use ddb_expr::update::Update;
use ddb_expr::value::MAX_NAME_BYTES;

use crate::error::Result;
use crate::message::shape::{Fields, Kind, Member, Node, Shape};
use crate::message::shape::{Rule::Enum, Rule::EnumAlone, Rule::LengthMax, Rule::LengthMin, Rule::NotNull};

static VALUE: Member = Member::new("member", Kind::Value);

static NAME: Member = Member::ruled("member", Kind::Text, &[LengthMax(MAX_NAME_BYTES)]);

/// `AttributesToGet`
pub(crate) const ATTRIBUTES_TO_GET: Member =
    Member::ruled("AttributesToGet", Kind::List(&NAME), &[LengthMin(1), LengthMax(255)]);

/// `ConditionalOperator`; what the newer layer shows is AWS's mistake.
pub(crate) const CONDITIONAL_OPERATOR: Member =
    Member::ruled("ConditionalOperator", Kind::Text, &[EnumAlone(&["OR", "AND"], "ALL, OR")]);

/// `ConditionalOperator` in the older layer.
pub(crate) const OLDER_CONDITIONAL_OPERATOR: Member =
    Member::ruled("ConditionalOperator", Kind::Text, &[Enum(&["OR", "AND"])]);

static CONDITION: Shape = Shape {
    name: "Condition",
    members: &[
        Member::new("AttributeValueList", Kind::List(&VALUE)),
        Member::ruled("ComparisonOperator", Kind::Text, &[NotNull, Enum(&Operator::NAMES)]),
    ],
};

static CONDITION_ELEMENT: Member = Member::new("member", Kind::Struct(&CONDITION));

/// The kind of `QueryFilter`, `ScanFilter` and `KeyConditions`.
pub(crate) const CONDITIONS: Kind =
    Kind::Map("com.amazonaws.dynamodb.v20120810.Condition", &CONDITION_ELEMENT);

static EXPECTATION: Shape = Shape {
    name: "ExpectedAttributeValue",
    members: &[
        Member::new("AttributeValueList", Kind::List(&VALUE)),
        Member::ruled("ComparisonOperator", Kind::Text, &[Enum(&Operator::NAMES)]),
        Member::new("Exists", Kind::Boolean),
        Member::new("Value", Kind::Value),
    ],
};

static EXPECTATION_ELEMENT: Member = Member::new("member", Kind::Struct(&EXPECTATION));

/// `Expected`
pub(crate) const EXPECTED: Member = Member::new(
    "Expected",
    Kind::Map("com.amazonaws.dynamodb.v20120810.ExpectedAttributeValue", &EXPECTATION_ELEMENT),
);

static UPDATE: Shape = Shape {
    name: "AttributeValueUpdate",
    members: &[
        Member::ruled("Action", Kind::Text, &[Enum(&["ADD", "DELETE", "PUT"])]),
        Member::new("Value", Kind::Value),
    ],
};

static UPDATE_ELEMENT: Member = Member::new("member", Kind::Struct(&UPDATE));

/// `AttributeUpdates`
pub(crate) const ATTRIBUTE_UPDATES: Member = Member::new(
    "AttributeUpdates",
    Kind::Map("com.amazonaws.dynamodb.v20120810.AttributeValueUpdate", &UPDATE_ELEMENT),
);

/// `QueryFilter` or `ScanFilter`, with `ConditionalOperator`.
pub(crate) fn filter(body: &Fields<'_>, member: &str) -> Result<Option<Condition>> {
    let conditions = entries(body, member)?.map(|(attribute, fields)| {
        let test = test(attribute, fields)?;
        Ok(test.condition()?)
    });
    joined(body, conditions.collect::<Result<_>>()?)
}

/// `Expected`, with `ConditionalOperator`.
pub(crate) fn expected(body: &Fields<'_>) -> Result<Option<Condition>> {
    let conditions = entries(body, "Expected")?.map(|(attribute, fields)| {
        let expectation = Expectation {
            attribute: attribute.to_owned(),
            operator: operator(fields),
            values: fields.has("AttributeValueList").then(|| values(fields)).transpose()?,
            value: value(fields)?,
            exists: fields.boolean("Exists"),
        };
        Ok(expectation.condition()?)
    });
    joined(body, conditions.collect::<Result<_>>()?)
}

/// `KeyConditions`
pub(crate) fn key_condition(body: &Fields<'_>) -> Result<Option<KeyCondition>> {
    if !body.has("KeyConditions") {
        return Ok(None);
    }
    let tests = entries(body, "KeyConditions")?.map(|(attribute, fields)| test(attribute, fields));
    Ok(Some(legacy::key_condition(tests.collect::<Result<_>>()?)?))
}

/// `AttributeUpdates`
pub(crate) fn update(body: &Fields<'_>) -> Result<Option<Update>> {
    if !body.has("AttributeUpdates") {
        return Ok(None);
    }
    let mut update = Update::default();
    for (attribute, fields) in entries(body, "AttributeUpdates")? {
        let action = match fields.text("Action") {
            Some("ADD") => Action::Add,
            Some("DELETE") => Action::Delete,
            _ => Action::Put,
        };
        let one = AttributeUpdate { attribute: attribute.to_owned(), action, value: value(fields)? };
        one.add_to(&mut update)?;
    }
    Ok(Some(update))
}

/// `AttributesToGet`
pub(crate) fn projection(body: &Fields<'_>) -> Result<Option<Projection>> {
    if !body.has("AttributesToGet") {
        return Ok(None);
    }
    let names: Vec<&str> = body.list("AttributesToGet").iter().filter_map(Node::text).collect();
    Ok(Some(legacy::projection(&names)?))
}

/// The entries of a map by attribute. A name that is empty or too long has the error of items, which is our guess.
fn entries<'f, 'a>(
    body: &'f Fields<'a>,
    member: &str,
) -> Result<impl Iterator<Item = (&'f str, &'f Fields<'a>)>> {
    let all = body.map(member);
    if all.iter().any(|(attribute, _)| attribute.is_empty()) {
        return Err(ddb_expr::Error::empty_attribute_name().into());
    }
    if all.iter().any(|(attribute, _)| attribute.len() > MAX_NAME_BYTES) {
        return Err(ddb_expr::Error::attribute_name_too_long().into());
    }
    Ok(all.iter().filter_map(|(attribute, node)| Some((attribute.as_ref(), node.fields()?))))
}

fn joined(body: &Fields<'_>, conditions: Vec<Condition>) -> Result<Option<Condition>> {
    let by = body.text("ConditionalOperator").map(|by| if by == "OR" { Join::Or } else { Join::And });
    Ok(legacy::join(conditions, by)?)
}

fn test(attribute: &str, fields: &Fields<'_>) -> Result<Test> {
    let values = values(fields)?;
    // The shape has let through no other operator.
    let operator = operator(fields).unwrap_or(Operator::NotNull);
    Ok(Test { attribute: attribute.to_owned(), operator, values })
}

fn operator(fields: &Fields<'_>) -> Option<Operator> {
    fields.text("ComparisonOperator").and_then(Operator::of_name)
}

fn values(fields: &Fields<'_>) -> Result<Vec<Literal>> {
    let values = fields.list("AttributeValueList").iter().map(Node::literal);
    Ok(values.collect::<Result<Vec<_>>>()?.into_iter().flatten().collect())
}

fn value(fields: &Fields<'_>) -> Result<Option<Literal>> {
    fields.get("Value").literal()
}
