//! `FilterSpecification`: which items an export takes, and which of their attributes.
//!
//! <https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_FilterSpecification.html>

use bytes::Bytes;
use ddb_expr::condition::Condition;
use ddb_expr::key_condition::{self, KeyCondition};
use ddb_expr::projection::Projection;
use serde_json::{Map, Value, json};
use store::Order;

use crate::error::{Error, Result};
use crate::item::key;
use crate::item::key_range::KeyRange;
use crate::memory::catalog::Table;
use crate::message::expression::Expressions;
use crate::message::shape::{self, Fields, Kind, Member, Shape};
use crate::message::shared_members::{NAMES, VALUES};
use crate::message::value::view;
use crate::read::range;

/// `FilterSpecification`
pub(crate) static FILTER: Shape = Shape {
    name: "FilterSpecification",
    members: &[
        Member::new("FilterExpression", Kind::Text),
        Member::new("ProjectionExpression", Kind::Text),
        Member::new("KeyConditionExpression", Kind::Text),
        NAMES,
        VALUES,
    ],
};

const EXPRESSIONS: [&str; 3] = ["ProjectionExpression", "FilterExpression", "KeyConditionExpression"];

/// A filter, ready to be used on a table's items.
#[derive(Debug, Default)]
pub(super) struct ExportFilter {
    range: Option<KeyRange>,
    condition: Option<Condition>,
    projection: Option<Projection>,
}

/// A request's filter as JSON, to be kept and shown. Errors of the filter alone are found here.
pub(crate) fn text_of(mut fields: Fields<'_>) -> Result<String> {
    let mut out = Map::new();
    for member in EXPRESSIONS {
        if let Some(text) = fields.text(member) {
            out.insert(member.to_owned(), json!(text));
        }
    }
    if fields.has("ExpressionAttributeNames") {
        let names = fields.map("ExpressionAttributeNames").iter();
        let names: Map<String, Value> =
            names.map(|(key, name)| (key.to_string(), json!(name.text().unwrap_or_default()))).collect();
        out.insert("ExpressionAttributeNames".to_owned(), names.into());
    }
    if let Some(values) = fields.take_item("ExpressionAttributeValues") {
        let mut text = Vec::new();
        ddb_expr::json::write_item(values.placeholders()?.view(), &mut text);
        let values = serde_json::from_slice(&text).map_err(Error::internal)?;
        out.insert("ExpressionAttributeValues".to_owned(), values);
    }
    let text = Value::Object(out).to_string();
    parse(&text)?;
    Ok(text)
}

/// Whether a filter fits a table.
pub(super) fn check(table: &Table, text: &str) -> Result<()> {
    ExportFilter::of(table, text).map(drop)
}

fn parse(text: &str) -> Result<(Option<KeyCondition>, Option<Condition>, Option<Projection>)> {
    let mut fields = shape::read(&FILTER, text.as_bytes())?;
    let mut expressions = Expressions::begin(&mut fields, &EXPRESSIONS, &[])?;
    expressions.open()?;
    let (keys, filter) = (expressions.key_condition()?, expressions.filter()?);
    let projection = expressions.projection()?;
    expressions.end()?;
    Ok((keys.map(key_condition::of).transpose()?, filter, projection))
}

impl ExportFilter {
    /// A filter for a table.
    pub(super) fn of(table: &Table, text: &str) -> Result<ExportFilter> {
        let (keys, condition, projection) = parse(text)?;
        if let (Some(_), Some(condition)) = (&keys, &condition) {
            check_no_key(table, condition)?;
        }
        if let Some(keys) = &keys {
            range::check(&table.definition.key, keys, |_| Ok(()))?;
        }
        let range = keys.map(|keys| range::of(table, None, &keys, Order::Ascending)).transpose()?;
        Ok(ExportFilter { range, condition, projection })
    }

    /// Whether an item is taken.
    pub(super) fn lets(&self, table: &Table, item: &Bytes) -> bool {
        let in_range = |range: &KeyRange| {
            key::item_key(&table.definition, view(item)).is_ok_and(|key| range.holds(&key))
        };
        self.range.as_ref().is_none_or(in_range)
            && self.condition.as_ref().is_none_or(|condition| condition.holds(Some(view(item))))
    }

    /// What is taken of an item.
    pub(super) fn project(&self, item: Bytes) -> Bytes {
        match &self.projection {
            None => item,
            Some(projection) => projection.apply(view(&item)).into_bytes(),
        }
    }
}

/// With a key condition the filter may not name keys, as in a query.
fn check_no_key(table: &Table, condition: &Condition) -> Result<()> {
    let mut named = None;
    condition.for_each_path(&mut |path| {
        if table.definition.key.has(&path.attribute) {
            named = Some(path.attribute.clone());
        }
    });
    named.map_or(Ok(()), |name| {
        Err(Error::validation(format!(
            "Filter Expression can only contain non-primary key attributes: Primary key attribute: {name}"
        )))
    })
}
