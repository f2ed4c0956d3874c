//! INSERT, UPDATE, DELETE and EXISTS: from a statement to the plan of a write.

use ddb_expr::codec::{self, EncodedItem};
use ddb_expr::condition::{Comparator, Condition, Operand};
use ddb_expr::names::Literal;
use ddb_expr::partiql::{Returning, Statement};
use ddb_expr::path::Path;
use ddb_expr::value::Item;

use super::access;
use crate::definition::schema::{Definition, KeySchema};
use crate::error::{Error, Result};
use crate::item::plan::{Action, Plan};
use crate::message::value;
use crate::write::write_reply::Returns;

/// The plan of a statement that writes, or checks.
pub(crate) fn plan(table: &Definition, statement: Statement, show_old: bool) -> Result<Plan> {
    let name = statement.table().to_owned();
    let (action, condition) = match statement {
        Statement::Insert { item, .. } => {
            let item = codec::encode(&item);
            value::check_size(item.view())?;
            (Action::Insert(item), None)
        }
        // An update is of an item that is there.
        Statement::Update { update, condition, .. } => {
            let (key, rest) = of_one_item(&table.key, condition)?;
            let rest = std::iter::once(Condition::Exists(hash(&table.key))).chain(rest);
            (Action::Update(key, Some(Box::new(update))), Some(Condition::And(rest.collect())))
        }
        // What must hold must hold of an item; without one there is nothing to do.
        Statement::Delete { condition, .. } => {
            let (key, rest) = of_one_item(&table.key, condition)?;
            let none = Condition::NotExists(hash(&table.key));
            let condition = (!rest.is_empty()).then(|| Condition::Or(vec![none, Condition::And(rest)]));
            (Action::Delete(key), condition)
        }
        Statement::Exists(select) | Statement::Select(select) => {
            let (key, rest) = key_and_rest(&table.key, select.condition, false)?;
            let key = key.filter(|_| !rest.is_empty()).ok_or_else(exists_without_condition)?;
            (Action::Check(key), Some(Condition::And(rest)))
        }
    };
    Ok(Plan { table: name, action, condition, show_old })
}

/// What of an item a statement gives back.
pub(crate) fn returns(returning: Option<Returning>) -> Returns {
    match returning {
        None => Returns::None,
        Some(Returning::AllOld) => Returns::AllOld,
        Some(Returning::AllNew) => Returns::AllNew,
        Some(Returning::ModifiedOld) => Returns::UpdatedOld,
        Some(Returning::ModifiedNew) => Returns::UpdatedNew,
    }
}

/// EXISTS must name one item, and something that holds for it.
pub(super) fn exists_without_condition() -> Error {
    Error::validation("EXISTS() must contain a single item read with additional condition")
}

/// The values that a request compares keys with have the keys' types; checked before anything is written.
pub(crate) fn check_key_types(table: &Definition, plan: &Plan) -> Result<()> {
    let (Action::Update(key, _) | Action::Delete(key)) = &plan.action else { return Ok(()) };
    let wrong = table.key.all().find(|attribute| {
        key.view().get(&attribute.name).is_some_and(|value| value.kind() != attribute.kind.value_type())
    });
    wrong.map_or(Ok(()), |attribute| Err(access::mismatched_type(&attribute.name)))
}

fn hash(key: &KeySchema) -> Path {
    Path::attribute(key.hash.first().map_or("", |attribute| attribute.name.as_str()))
}

/// The key that a WHERE clause names, and what else it says.
fn of_one_item(schema: &KeySchema, condition: Option<Condition>) -> Result<(EncodedItem, Vec<Condition>)> {
    let (key, rest) = key_and_rest(schema, condition, true)?;
    let key = key.ok_or_else(|| {
        Error::validation("Where clause does not contain a mandatory equality on all key attributes")
    })?;
    Ok((key, rest))
}

/// Takes the equalities of key attributes out of a clause. A second value for one of them is refused if `strict`; else
/// it is a condition like any other.
fn key_and_rest(
    schema: &KeySchema,
    condition: Option<Condition>,
    strict: bool,
) -> Result<(Option<EncodedItem>, Vec<Condition>)> {
    let all = match condition {
        None => Vec::new(),
        Some(Condition::And(all)) => all,
        Some(one) => vec![one],
    };
    let (mut key, mut rest) = (Item::new(), Vec::new());
    for condition in all {
        let Some((name, value)) = equality(schema, &condition) else {
            rest.push(condition);
            continue;
        };
        match key.get(name) {
            None => drop(key.insert(name, value.to_value())),
            Some(before) if *before == value.to_value() => {}
            Some(_) if strict => {
                return Err(Error::validation(format!(
                    "Multiple conditions on same key {name}. Only single item Update/Insert/Delete are supported"
                )));
            }
            Some(_) => rest.push(condition),
        }
    }
    let key = (key.len() == schema.len()).then(|| codec::encode(&key));
    Ok((key, rest))
}

/// The key attribute and the value of `key = value`.
fn equality<'c>(schema: &'c KeySchema, condition: &'c Condition) -> Option<(&'c str, &'c Literal)> {
    let Condition::Compare(Comparator::Equal, left, right) = condition else { return None };
    let (Operand::Path(path), Operand::Value(value)) = (left, right) else {
        let (Operand::Value(value), Operand::Path(path)) = (left, right) else { return None };
        return name_of(schema, path).map(|name| (name, value));
    };
    name_of(schema, path).map(|name| (name, value))
}

fn name_of<'s>(schema: &'s KeySchema, path: &Path) -> Option<&'s str> {
    let named = schema.all().find(|attribute| attribute.name == path.attribute.as_str());
    named.filter(|_| path.is_top_level()).map(|attribute| attribute.name.as_str())
}
