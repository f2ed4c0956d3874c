//! A second way to apply an update, written for plainness: no order of actions, but for each value of the item, as it
//! was, what the actions make of it. Paths of one update never overlap, so each value is meant by one action at most.

use std::collections::BTreeMap;

use super::naive::look_up;
use crate::path::{Path, Step};
use crate::update::{SetValue, Update};
use crate::value::{Item, MAX_DEPTH, Value};

/// What one action makes of the value that it means.
#[derive(Clone, Debug)]
enum Edit {
    Set(Value),
    Add(Value),
    Delete(Value),
    Remove,
}

/// AWS refuses the update.
#[derive(Debug)]
pub(super) struct Refused;

/// The item after an update; `key` is what an item that is not there begins as.
pub(super) fn updated(update: &Update, before: Option<&Item>, key: &Item) -> Result<Item, Refused> {
    let old = before.unwrap_or(key);
    let mut edits: Vec<(&Path, Edit)> = Vec::new();
    for (path, value) in &update.sets {
        edits.push((path, Edit::Set(evaluate(value, old)?)));
    }
    edits.extend(update.adds.iter().map(|(path, value)| (path, Edit::Add(value.to_value()))));
    if before.is_some() {
        // Where there was no item, AWS lets any path to be removed pass.
        edits.extend(update.deletes.iter().map(|(path, value)| (path, Edit::Delete(value.to_value()))));
        edits.extend(update.removes.iter().map(|path| (path, Edit::Remove)));
    }
    let mut by_attribute: BTreeMap<&str, Vec<(&[Step], &Edit)>> = BTreeMap::new();
    for (path, edit) in &edits {
        by_attribute.entry(path.attribute.as_str()).or_default().push((&path.steps, edit));
    }
    let mut item = old.clone();
    for (name, edits) in by_attribute {
        match edited(old.get(name), &edits)? {
            Some(value) if value.depth() > MAX_DEPTH => return Err(Refused),
            Some(value) => drop(item.insert(name, value)),
            None => drop(item.remove(name)),
        }
    }
    Ok(item)
}

/// What becomes of a value, or of its absence, by the actions that mean it or something in it.
fn edited(value: Option<&Value>, edits: &[(&[Step], &Edit)]) -> Result<Option<Value>, Refused> {
    if let [([], edit)] = edits {
        return end(value, edit);
    }
    match value {
        Some(Value::M(map)) => {
            let mut by_name: BTreeMap<&str, Vec<(&[Step], &Edit)>> = BTreeMap::new();
            for (steps, edit) in edits {
                let [Step::Key(name), rest @ ..] = steps else { return Err(Refused) };
                by_name.entry(name.as_str()).or_default().push((rest, edit));
            }
            let mut after = map.clone();
            for (name, edits) in by_name {
                match edited(map.get(name), &edits)? {
                    Some(value) => drop(after.insert(name, value)),
                    None => drop(after.remove(name)),
                }
            }
            Ok(Some(Value::M(after)))
        }
        Some(Value::L(list)) => {
            let mut by_index: BTreeMap<usize, Vec<(&[Step], &Edit)>> = BTreeMap::new();
            for (steps, edit) in edits {
                let [Step::Index(index), rest @ ..] = steps else { return Err(Refused) };
                by_index.entry(*index).or_default().push((rest, edit));
            }
            let mut after = Vec::new();
            for (index, element) in list.iter().enumerate() {
                match by_index.remove(&index) {
                    Some(edits) => after.extend(edited(Some(element), &edits)?),
                    None => after.push(element.clone()),
                }
            }
            // Beyond the end, whatever the index, an element is appended: what is set, then what is added to.
            let (mut set, mut added) = (Vec::new(), Vec::new());
            for edits in by_index.into_values() {
                let appended = edited(None, &edits)?;
                let of_set = matches!(edits.as_slice(), [(_, Edit::Set(_))]);
                if of_set { set.extend(appended) } else { added.extend(appended) }
            }
            after.extend(set);
            after.extend(added);
            Ok(Some(Value::L(after)))
        }
        // Nothing that the paths could lead into.
        _ => Err(Refused),
    }
}

/// What one action makes of the very value that it means.
fn end(value: Option<&Value>, edit: &Edit) -> Result<Option<Value>, Refused> {
    Ok(match (edit, value) {
        (Edit::Set(new) | Edit::Add(new), None) => Some(new.clone()),
        (Edit::Set(new), Some(_)) => Some(new.clone()),
        (Edit::Remove, _) | (Edit::Delete(_), None) => None,
        (Edit::Add(Value::N(more)), Some(Value::N(have))) => {
            Some(Value::N(have.add(*more).map_err(|_| Refused)?))
        }
        (Edit::Add(Value::Ss(more)), Some(Value::Ss(have))) => Some(Value::Ss(have | more)),
        (Edit::Add(Value::Ns(more)), Some(Value::Ns(have))) => Some(Value::Ns(have | more)),
        (Edit::Add(Value::Bs(more)), Some(Value::Bs(have))) => Some(Value::Bs(have | more)),
        (Edit::Delete(Value::Ss(less)), Some(Value::Ss(have))) => {
            Some(Value::Ss(have - less)).filter(|_| !have.is_subset(less))
        }
        (Edit::Delete(Value::Ns(less)), Some(Value::Ns(have))) => {
            Some(Value::Ns(have - less)).filter(|_| !have.is_subset(less))
        }
        (Edit::Delete(Value::Bs(less)), Some(Value::Bs(have))) => {
            Some(Value::Bs(have - less)).filter(|_| !have.is_subset(less))
        }
        _ => return Err(Refused),
    })
}

/// A right side, on the item as it was.
fn evaluate(value: &SetValue, old: &Item) -> Result<Value, Refused> {
    Ok(match value {
        SetValue::Path(path) => look_up(path, old).ok_or(Refused)?,
        SetValue::Value(literal) => literal.to_value(),
        SetValue::IfNotExists(path, otherwise) => match look_up(path, old) {
            Some(value) => value,
            None => evaluate(otherwise, old)?,
        },
        SetValue::Plus(left, right) | SetValue::Minus(left, right) => {
            let (Value::N(left), Value::N(right)) = (evaluate(left, old)?, evaluate(right, old)?) else {
                return Err(Refused);
            };
            let minus = matches!(value, SetValue::Minus(..));
            let result = if minus { left.subtract(right) } else { left.add(right) };
            Value::N(result.map_err(|_| Refused)?)
        }
        SetValue::ListAppend(first, second) => {
            let (Value::L(first), Value::L(second)) = (evaluate(first, old)?, evaluate(second, old)?) else {
                return Err(Refused);
            };
            Value::L([first, second].concat())
        }
    })
}
