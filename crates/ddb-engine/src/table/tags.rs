//! Tags, and the resource that a tag operation names.

use std::collections::BTreeMap;
use std::sync::Arc;

use base::call::Call;

use crate::access::Act;
use crate::definition::owner::parse_table_arn;
use crate::engine::Engine;
use crate::error::{Error, Result};
use crate::memory::catalog::Table;
use crate::message::shape::{Fields, Kind, Member, Node};
use crate::message::shape::{Rule::LengthMax, Rule::LengthMin, Rule::TableArn};

/// `ResourceArn`
pub(crate) const RESOURCE_ARN: Member =
    Member::ruled("ResourceArn", Kind::Text, &[TableArn, LengthMin(1), LengthMax(1283)]);

/// `ResourceArn`, which must be a table's ARN.
pub(crate) fn resource(body: &Fields<'_>) -> Result<String> {
    let arn = body.required("ResourceArn");
    if parse_table_arn(arn).is_none_or(|(_, name)| name.len() < 3) {
        return Err(invalid(arn));
    }
    Ok(arn.to_owned())
}

fn invalid(arn: &str) -> Error {
    Error::validation(format!("Invalid TableArn: Invalid ResourceArn provided as input {arn}"))
}

/// The table of an ARN that [`resource`] let through. The error for one of another account or region does not show
/// whether it is there.
pub(crate) fn table(engine: &Engine, call: &Call, operation: &'static str, arn: &str) -> Result<Arc<Table>> {
    if parse_table_arn(arn).is_some_and(|(owner, _)| owner.1 != call.region) {
        // Measured on AWS by the authors of ack-api-quirks, 2026-10.
        return Err(invalid(arn));
    }
    engine.find(call, Act::on_table(operation), arn)?.ok_or_else(|| Error::arn_not_found(arn))
}

/// Tags that a resource may have.
const MAX_TAGS: usize = 50;
const MAX_KEY_CHARS: usize = 128;
const MAX_VALUE_CHARS: usize = 256;
/// What tags may have beside letters, white space and numbers.
const MARKS: &str = "+-=._:/@";

/// `Tags`, by key. What is refused, and in which words: measured on AWS by the authors of ack-api-quirks, 2026-10-08 and
/// 2026-10-09 (DDB-TABLE-105 to 110, 372). Which of several faults comes first is our guess.
pub(crate) fn of_request(nodes: &[Node<'_>]) -> Result<BTreeMap<String, String>> {
    let mut tags = BTreeMap::new();
    for fields in nodes.iter().filter_map(Node::fields) {
        let key = checked_key(fields.text("Key"))?;
        let value = fields.text("Value");
        let value = value.filter(|value| value.chars().count() <= MAX_VALUE_CHARS && is_allowed(value));
        let value = value.ok_or_else(|| {
            let sent = fields.text("Value").unwrap_or("null");
            Error::validation(format!("The Tag Value provided is invalid, Value: {sent}"))
        })?;
        if tags.insert(key.to_owned(), value.to_owned()).is_some() {
            return Err(Error::validation(format!(
                "Duplicate Tag Keys provided as input: Duplicate Tag Key found {key}"
            )));
        }
    }
    check_count(tags.len())?;
    Ok(tags)
}

/// `TagKeys`
pub(crate) fn keys_of_request(nodes: &[Node<'_>]) -> Result<Vec<String>> {
    let keys = nodes.iter().map(|node| Ok(checked_key(node.text())?.to_owned()));
    let keys: Vec<String> = keys.collect::<Result<_>>()?;
    check_count(keys.len())?;
    Ok(keys)
}

fn checked_key(key: Option<&str>) -> Result<&str> {
    let sent = key.unwrap_or("null");
    if sent.to_ascii_lowercase().starts_with("aws:") {
        return Err(Error::validation(format!("Tag Key cannot be prefixed with aws:, Key: {sent}")));
    }
    let is_valid = |key: &&str| (1..=MAX_KEY_CHARS).contains(&key.chars().count()) && is_allowed(key);
    let invalid = || Error::validation(format!("The Tag Key provided is invalid, Key: {sent}"));
    key.filter(is_valid).ok_or_else(invalid)
}

fn is_allowed(text: &str) -> bool {
    text.chars().all(|c| c.is_alphanumeric() || c.is_whitespace() || MARKS.contains(c))
}

/// The limit on all tags of a resource together, and on those that one request names.
pub(crate) fn check_count(tags: usize) -> Result<()> {
    if tags > MAX_TAGS {
        return Err(Error::validation(
            "Number of Tags exceed the current limit for the provided ResourceArn",
        ));
    }
    Ok(())
}
