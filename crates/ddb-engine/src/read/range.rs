//! From a key condition to a range of keys.
//!
//! <https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Query.KeyConditionExpressions.html>

use std::ops::Bound;

use ddb_expr::codec::{EncodedItem, ValueRef};
use ddb_expr::key_condition::{Comparison, KeyCondition};
use store::{Key, Order};

use crate::definition::schema::{Index, KeyAttribute, KeySchema};
use crate::error::{Error, Result};
use crate::item::key;
use crate::item::key_range::KeyRange;
use crate::memory::catalog::Table;

/// The range of a table or index that a key condition means, which [`check`] has let through.
pub(crate) fn of(
    table: &Table,
    index: Option<&Index>,
    condition: &KeyCondition,
    order: Order,
) -> Result<KeyRange> {
    let definition = &table.definition;
    let schema = index.map_or(&definition.key, |index| &index.key);
    let prefix = match index {
        None => key::table_prefix(definition.id),
        Some(index) => key::index_prefix(definition.id, index.id),
    };
    let equal = |attribute: &KeyAttribute| match comparison(condition, attribute) {
        Some(Comparison::Equal(value)) => {
            Some(value.view()).filter(|value| value.kind() == attribute.kind.value_type())
        }
        _ => None,
    };
    let mut prefix = key::partition_of(prefix, schema, equal).ok_or_else(Error::key_mismatch)?;
    for attribute in &schema.range {
        match comparison(condition, attribute) {
            None => break,
            Some(Comparison::Equal(value)) => prefix = key::push(prefix, value.view()),
            Some(comparison) => return Ok(bounds(&prefix, comparison, order)),
        }
    }
    Ok(KeyRange::of(&prefix, order))
}

fn comparison<'c>(condition: &'c KeyCondition, attribute: &KeyAttribute) -> Option<&'c Comparison> {
    condition.get(&attribute.name).map(|term| &term.comparison)
}

/// All partition attributes by `=`; sort attributes from the left, an inequality only last; nothing else. `before` is
/// what is checked of each attribute before its condition.
pub(crate) fn check(
    schema: &KeySchema,
    condition: &KeyCondition,
    before: impl Fn(&KeyAttribute) -> Result<()>,
) -> Result<()> {
    for attribute in &schema.hash {
        before(attribute)?;
        if condition.terms.len() > schema.len() {
            return Err(ddb_expr::Error::key_too_many_conditions(condition.terms.len(), schema.len()).into());
        }
        let comparison = comparison(condition, attribute)
            .ok_or_else(|| ddb_expr::Error::key_element_missed(&attribute.name))?;
        check_type(attribute, comparison)?;
        if !matches!(comparison, Comparison::Equal(_)) {
            return Err(ddb_expr::Error::key_condition_unsupported().into());
        }
    }
    let mut terms = schema.hash.len();
    let mut not_equal: Vec<&str> = Vec::new();
    for attribute in &schema.range {
        before(attribute)?;
        let comparison = comparison(condition, attribute);
        if let Some(comparison) = comparison {
            check_type(attribute, comparison)?;
            if !not_equal.is_empty() {
                return Err(ddb_expr::Error::key_equality_missed(&not_equal, &attribute.name).into());
            }
            terms += 1;
        }
        if !matches!(comparison, Some(Comparison::Equal(_))) {
            not_equal.push(&attribute.name);
        }
    }
    check_sizes(schema, condition)?;
    if condition.terms.len() > terms {
        // A condition on some other attribute: AWS names the sort key that it could have been on.
        let sort = schema.range.iter().find(|attribute| condition.get(&attribute.name).is_none());
        return Err(sort
            .map_or_else(ddb_expr::Error::key_condition_unsupported, |attribute| {
                ddb_expr::Error::key_element_missed(&attribute.name)
            })
            .into());
    }
    Ok(())
}

/// What no item can have as a key cannot be looked for: the limits of an item's keys. That AWS says so of queries too is
/// our guess.
fn check_sizes(schema: &KeySchema, condition: &KeyCondition) -> Result<()> {
    let longest = |attribute: &KeyAttribute| {
        let values = comparison(condition, attribute).into_iter().flat_map(Comparison::values);
        values.map(|value| value.view().size_bytes()).max().unwrap_or(0)
    };
    let together = |attributes: &[KeyAttribute]| attributes.iter().map(longest).sum();
    key::check_lengths(together(&schema.hash), together(&schema.range))
}

fn check_type(attribute: &KeyAttribute, comparison: &Comparison) -> Result<()> {
    if *comparison == Comparison::NotIndexable {
        return Err(ddb_expr::Error::legacy_not_indexable().into());
    }
    if comparison.values().any(|value| value.kind() != attribute.kind.value_type()) {
        return Err(ddb_expr::Error::key_type_mismatch().into());
    }
    if comparison.values().any(|value| matches!(value.view(), ValueRef::S("") | ValueRef::B([]))) {
        let what = if attribute.kind == crate::definition::schema::KeyType::B { "binary" } else { "string" };
        return Err(Error::validation(format!(
            "One or more parameter values are not valid. The AttributeValue for a key attribute cannot contain an \
             empty {what} value. Key: {}",
            attribute.name
        )));
    }
    Ok(())
}

/// The keys below `prefix` whose next field compares so.
fn bounds(prefix: &Key, comparison: &Comparison, order: Order) -> KeyRange {
    let all = KeyRange::of(prefix, order);
    let at = |value: ValueRef<'_>| key::push(prefix.clone(), value);
    let here = |value: ValueRef<'_>| at(value).as_bytes().to_vec();
    let behind = |value: ValueRef<'_>| at(value).end().as_bytes().to_vec();
    let (from, to) = match comparison {
        // `check` has refused it.
        Comparison::NotIndexable => return all,
        Comparison::Equal(value) => {
            (Bound::Included(here(value.view())), Bound::Excluded(behind(value.view())))
        }
        Comparison::Less(value) => (all.from, Bound::Excluded(here(value.view()))),
        Comparison::LessOrEqual(value) => (all.from, Bound::Excluded(behind(value.view()))),
        Comparison::Greater(value) => (Bound::Included(behind(value.view())), all.to),
        Comparison::GreaterOrEqual(value) => (Bound::Included(here(value.view())), all.to),
        Comparison::Between(low, high) => {
            (Bound::Included(here(low.view())), Bound::Excluded(behind(high.view())))
        }
        Comparison::BeginsWith(value) => {
            let begun = match value.view() {
                ValueRef::S(text) => prefix.clone().text_prefix(text),
                ValueRef::B(bytes) => prefix.clone().bytes_prefix(bytes),
                // The grammar lets begins_with take no other type.
                _ => prefix.clone(),
            };
            return KeyRange::of(&begun, order);
        }
    };
    KeyRange { from, to, order }
}

/// Checks that a starting key lies within what the condition means.
pub(crate) fn check_start(schema: &KeySchema, condition: &KeyCondition, start: &EncodedItem) -> Result<()> {
    let holds = |attribute: &KeyAttribute| {
        let value = start.view().get(&attribute.name);
        comparison(condition, attribute)
            .is_none_or(|comparison| value.is_some_and(|value| meets(value, comparison)))
    };
    let hash_holds = schema.hash.iter().all(holds);
    if schema.range.iter().all(|attribute| comparison(condition, attribute).is_none()) {
        if !hash_holds {
            return Err(Error::validation(
                "The provided starting key is outside query boundaries based on provided conditions",
            ));
        }
        return Ok(());
    }
    if !schema.range.iter().all(holds) {
        return Err(Error::validation("The provided starting key does not match the range key predicate"));
    }
    if !hash_holds {
        return Err(Error::validation("The query can return at most one row and cannot be restarted"));
    }
    Ok(())
}

fn meets(value: ValueRef<'_>, comparison: &Comparison) -> bool {
    let order = |other: &ddb_expr::names::Literal| value.compare(other.view());
    match comparison {
        Comparison::Equal(other) => value == other.view(),
        Comparison::Less(other) => order(other).is_some_and(|order| order.is_lt()),
        Comparison::LessOrEqual(other) => order(other).is_some_and(|order| order.is_le()),
        Comparison::Greater(other) => order(other).is_some_and(|order| order.is_gt()),
        Comparison::GreaterOrEqual(other) => order(other).is_some_and(|order| order.is_ge()),
        Comparison::Between(low, high) => {
            order(low).is_some_and(|order| order.is_ge()) && order(high).is_some_and(|order| order.is_le())
        }
        Comparison::BeginsWith(prefix) => value.begins_with(prefix.view()),
        Comparison::NotIndexable => false,
    }
}
