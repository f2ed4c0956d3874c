//! What the items of a table with vector indexes must: AWS refuses a write whose vector or search attributes do not
//! fit. Of an update only what it changes is looked at.
//!
//! Rules: API reference, PutItem. Sentences: the public conformance suite, error-messages/vectorWrites (2026-08-11, seen
//! to hold on 2026-09-20); a component out of range and what is not in that suite: measured on AWS by the authors of
//! Dynoxide and of ExtendDB (2026-08). Where they differ, the suite's.

use ddb_expr::codec::{Encoded, ValueRef};

use super::component;
use crate::definition::schema::{Definition, KeyAttribute};
use crate::definition::vector_index::VectorIndex;
use crate::error::{Error, Result};

/// Bytes of a partition attribute's value.
const MAX_HASH_BYTES: usize = 2048;
/// Bytes of an inline filter's value.
const MAX_FILTER_BYTES: usize = 10_240;

/// Unlike elsewhere no colon follows.
const INVALID: &str = "One or more parameter values were invalid.";

/// Checks an item that is to be put.
pub(in crate::item) fn item(table: &Definition, item: Encoded<'_>) -> Result<()> {
    changed(table, Encoded::EMPTY, item)
}

/// Checks what an update makes of an item, as far as it is not as before.
pub(in crate::item) fn changed(table: &Definition, before: Encoded<'_>, after: Encoded<'_>) -> Result<()> {
    for index in &table.vectors {
        let new = |name: &str| after.get(name).filter(|value| before.get(name) != Some(*value));
        if let Some(value) = new(&index.attribute) {
            vector(index, value)?;
        }
        for attribute in index.search.all() {
            if let Some(value) = new(&attribute.name) {
                search_attribute(index, attribute, value)?;
            }
        }
    }
    Ok(())
}

/// Whether the search attributes that an item has are such as a write could have brought.
pub(super) fn fits_schema(index: &VectorIndex, item: Encoded<'_>) -> bool {
    index.search.all().all(|attribute| {
        let value = item.get(&attribute.name);
        value.is_none_or(|value| search_attribute(index, attribute, value).is_ok())
    })
}

fn vector(index: &VectorIndex, value: ValueRef<'_>) -> Result<()> {
    let VectorIndex { attribute, name, dimensions, .. } = index;
    let ValueRef::L(list) = value else {
        return Err(Error::validation(format!(
            "{INVALID} Invalid type for parameter {attribute}, Expected: 32-bit floating point number list IndexName: {name}"
        )));
    };
    let actual = list.count();
    if actual != *dimensions {
        return Err(Error::validation(format!(
            "{INVALID} Invalid size for parameter {attribute}, Expected: {dimensions}, Actual: {actual} IndexName: {name}"
        )));
    }
    for (at, element) in list.enumerate() {
        let ValueRef::N(number) = element else {
            return Err(Error::validation(format!(
                "{INVALID} Invalid type for parameter {attribute}[{at}], Expected: 32-bit floating point number, Actual: \
                 {}. IndexName: {name}",
                element.kind().name()
            )));
        };
        if component(number).is_none() {
            let mut text = Vec::new();
            number.write_text(&mut text);
            return Err(Error::validation(format!(
                "{INVALID} Invalid value for parameter {attribute}[{at}], Value: {} is outside valid range \
                 [-3.4028235E38, 3.4028235E38]. IndexName: {name}",
                scientific(&String::from_utf8_lossy(&text))
            )));
        }
    }
    Ok(())
}

/// A number beyond 32 bits, which has no fraction, as Java's decimals print one: `-1.5E+39`.
fn scientific(text: &str) -> String {
    let (sign, digits) = text.strip_prefix('-').map_or(("", text), |digits| ("-", digits));
    let (first, rest) = digits.split_at(digits.len().min(1));
    let rest = rest.trim_end_matches('0');
    let point = if rest.is_empty() { "" } else { "." };
    format!("{sign}{first}{point}{rest}E+{}", digits.len().saturating_sub(1))
}

fn search_attribute(index: &VectorIndex, attribute: &KeyAttribute, value: ValueRef<'_>) -> Result<()> {
    let (name, is_hash) = (&attribute.name, index.search.hash.contains(attribute));
    if value.kind() != attribute.kind.value_type() {
        return Err(Error::validation(format!(
            "{INVALID} Attribute '{name}' type mismatch. Expected: {}, Actual: {}. IndexName: {}",
            attribute.kind.name(),
            value.kind().name(),
            index.name
        )));
    }
    let empty = match value {
        ValueRef::S("") => Some("string"),
        ValueRef::B([]) => Some("binary"),
        _ => None,
    };
    if let Some(what) = empty.filter(|_| is_hash) {
        return Err(Error::validation(format!(
            "One or more parameter values are not valid. A value specified for a secondary index key is not \
             supported. The AttributeValue for a key attribute cannot contain an empty {what} value. IndexName: {}, \
             IndexKey: {name}",
            index.name
        )));
    }
    let bytes = value.size_bytes();
    if is_hash && bytes > MAX_HASH_BYTES {
        return Err(Error::invalid(format!(
            "Aggregate size for HASH key attributes exceeds the maximum of {MAX_HASH_BYTES} bytes"
        )));
    }
    if !is_hash && bytes > MAX_FILTER_BYTES {
        return Err(Error::invalid(format!(
            "Size limit exceeded for SearchSchema attribute '{name}': maximum {MAX_FILTER_BYTES} bytes"
        )));
    }
    Ok(())
}
