//! `AttributeDefinitions` and `KeySchema` of a request: which attributes make up the key of a table or index.
//!
//! A table and a local index have one partition attribute and at most one sort attribute; a global index up to four
//! of each. Texts: recorded on AWS in 2026.
//! <https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/GSI.DesignPattern.MultiAttributeKeys.html>

use crate::definition::schema::{KeyAttribute, KeySchema, KeyType};
use crate::error::{Error, Result};
use crate::message::shape::{Fields, Node};

/// Attributes of each role in the key of a global index.
const MAX_OF_ROLE: usize = 4;

/// `AttributeDefinitions`, each name once.
pub(crate) fn attributes(body: &Fields<'_>) -> Result<Vec<KeyAttribute>> {
    let mut attributes: Vec<KeyAttribute> = Vec::new();
    for fields in body.list("AttributeDefinitions").iter().filter_map(Node::fields) {
        let name = fields.required("AttributeName").to_owned();
        if attributes.iter().any(|known| known.name == name) {
            return Err(Error::validation(format!("Attribute Name is duplicated: {name}")));
        }
        // The shape has let through no other type.
        let kind = KeyType::parse(fields.required("AttributeType")).unwrap_or(KeyType::S);
        attributes.push(KeyAttribute { name, kind });
    }
    Ok(attributes)
}

/// One element of `KeySchema`.
struct Element<'f> {
    name: &'f str,
    is_hash: bool,
}

fn elements<'f>(fields: &'f Fields<'_>) -> Vec<Element<'f>> {
    let elements = fields.list("KeySchema").iter().filter_map(Node::fields);
    elements
        .map(|element| Element {
            name: element.required("AttributeName"),
            is_hash: element.required("KeyType") == "HASH",
        })
        .collect()
}

/// `KeySchema` of a table.
pub(super) fn of_table(fields: &Fields<'_>, attributes: &[KeyAttribute]) -> Result<KeySchema> {
    let elements = elements(fields);
    if elements.len() > attributes.len() {
        return Err(Error::validation("Invalid KeySchema: Some index key attribute have no definition"));
    }
    simple(&elements, attributes)
}

/// `KeySchema` of a local index.
pub(super) fn of_local_index(fields: &Fields<'_>, attributes: &[KeyAttribute]) -> Result<KeySchema> {
    simple(&elements(fields), attributes)
}

/// `KeySchema` of a global index.
pub(crate) fn of_global_index(fields: &Fields<'_>, attributes: &[KeyAttribute]) -> Result<KeySchema> {
    let elements = elements(fields);
    if matches!(elements.as_slice(), [_] | [_, Element { is_hash: false, .. }]) {
        return simple(&elements, attributes);
    }
    check_defined(&elements, attributes)?;
    if elements.first().is_some_and(|first| !first.is_hash) {
        return Err(not_hash());
    }
    let mut names: Vec<&str> = elements.iter().map(|element| element.name).collect();
    names.sort_unstable();
    names.dedup();
    if names.len() < elements.len() {
        return Err(Error::validation("The KeySchema contains multiple key attributes with the same name"));
    }
    if !elements.is_sorted_by_key(|element| !element.is_hash) {
        return Err(Error::invalid(
            "All HASH key attributes must precede RANGE key attributes in the KeySchema",
        ));
    }
    let key = built(&elements, attributes);
    for (role, of_role) in [("HASH", &key.hash), ("RANGE", &key.range)] {
        if of_role.len() > MAX_OF_ROLE {
            return Err(Error::invalid(format!(
                "The KeySchema exceeds the maximum allowed number of {role} key attributes"
            )));
        }
    }
    Ok(key)
}

/// A partition attribute and perhaps a sort attribute. The shape has let through no longer list.
fn simple(elements: &[Element<'_>], attributes: &[KeyAttribute]) -> Result<KeySchema> {
    check_defined(elements, attributes)?;
    if let [first, second] = elements
        && first.name == second.name
    {
        return Err(Error::validation(
            "Both the Hash Key and the Range Key element in the KeySchema have the same name",
        ));
    }
    if elements.first().is_some_and(|first| !first.is_hash) {
        return Err(not_hash());
    }
    if elements.get(1).is_some_and(|second| second.is_hash) {
        return Err(Error::validation(
            "Invalid KeySchema: The second KeySchemaElement is not a RANGE key type",
        ));
    }
    Ok(built(elements, attributes))
}

fn not_hash() -> Error {
    Error::validation("Invalid KeySchema: The first KeySchemaElement is not a HASH key type")
}

fn check_defined(elements: &[Element<'_>], attributes: &[KeyAttribute]) -> Result<()> {
    let defined: Vec<&str> = attributes.iter().map(|attribute| attribute.name.as_str()).collect();
    let names: Vec<&str> = elements.iter().map(|element| element.name).collect();
    if names.iter().all(|name| defined.contains(name)) {
        return Ok(());
    }
    Err(Error::invalid(format!(
        "Some index key attributes are not defined in AttributeDefinitions. Keys: [{}], AttributeDefinitions: [{}]",
        names.join(", "),
        defined.join(", ")
    )))
}

fn built(elements: &[Element<'_>], attributes: &[KeyAttribute]) -> KeySchema {
    let mut key = KeySchema { hash: Vec::new(), range: Vec::new() };
    for element in elements {
        let attribute = attributes.iter().find(|attribute| attribute.name == element.name).cloned();
        let into = if element.is_hash { &mut key.hash } else { &mut key.range };
        into.extend(attribute);
    }
    key
}

/// Every defined attribute must be part of some key: of the table, or of one of its indexes.
pub(super) fn check_attributes_used(
    attributes: &[KeyAttribute],
    table: &KeySchema,
    indexes: &[&KeySchema],
) -> Result<()> {
    if indexes.is_empty() && attributes.len() != table.len() {
        return Err(Error::invalid(
            "Number of attributes in KeySchema does not exactly match number of attributes defined in AttributeDefinitions",
        ));
    }
    let mut used: Vec<&str> = Vec::new();
    for attribute in std::iter::once(table).chain(indexes.iter().copied()).flat_map(KeySchema::all) {
        if !used.contains(&attribute.name.as_str()) {
            used.push(&attribute.name);
        }
    }
    let defined: Vec<&str> = attributes.iter().map(|attribute| attribute.name.as_str()).collect();
    if defined.iter().all(|name| used.contains(name)) {
        return Ok(());
    }
    Err(Error::invalid(format!(
        "Some AttributeDefinitions are not used. AttributeDefinitions: [{}], keys used: [{}]",
        defined.join(", "),
        used.join(", ")
    )))
}
