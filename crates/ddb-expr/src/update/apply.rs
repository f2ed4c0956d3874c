//! What an item becomes by an update.
//!
//! Every right side is worked out on the item as it was. Then paths are set, values added and deleted, and removed
//! last, so that the indexes of an expression are those of the lists as they were.

use std::collections::BTreeSet;

use super::{SetValue, Update};
use crate::codec::{self, Encoded, EncodedItem, ValueRef};
use crate::error::Error;
use crate::names::Literal;
use crate::path::{self, Path, Step};
use crate::size::MAX_ITEM_BYTES;
use crate::value::{Item, MAX_DEPTH, Value};

impl Update {
    /// The item after the update of one, or of the bare `key` where there is none; errors are those of [`Update::apply`].
    pub fn applied(&self, before: Option<Encoded<'_>>, key: &EncodedItem) -> Result<EncodedItem, Error> {
        match before.and_then(|old| self.splice(old)) {
            Some(spliced) => spliced,
            None => Ok(codec::encode(&self.apply(before, &key.to_item())?)),
        }
    }

    /// Applies it to an item, or to the bare `key` where there is none.
    ///
    /// Errors: a path that leads nowhere, a value of the wrong type, a number out of range, nesting too deep.
    pub fn apply(&self, before: Option<Encoded<'_>>, key: &Item) -> Result<Item, Error> {
        let start = before.is_none().then(|| codec::encode(key));
        // Where there was no item, a right side may still name its key (dynalite's tests, recorded on AWS).
        let old = before.or(start.as_ref().map(EncodedItem::view)).unwrap_or(Encoded::EMPTY);
        // All that is set ends up in the item, and must fit there.
        let mut room = Room::new(MAX_ITEM_BYTES);
        let values = self.sets.iter().map(|(_, value)| value.work_out(old, &mut room));
        let values: Vec<Value> = values.collect::<Result<_, Error>>()?;
        let mut item = before.map_or_else(|| key.clone(), Encoded::to_item);
        let mut sets: Vec<(&Path, Value)> = self.sets.iter().map(|(path, _)| path).zip(values).collect();
        // Elements beyond the end of a list are appended in order of their indexes, whatever the order written.
        sets.sort_by_key(|(path, _)| last_index(path));
        let mismatch = if self.legacy { Error::legacy_update_mismatch } else { Error::operand_of_wrong_type };
        for (path, value) in sets {
            set(&mut item, old, path, value)?;
        }
        let mut adds: Vec<&(Path, Literal)> = self.adds.iter().collect();
        adds.sort_by_key(|(path, _)| last_index(path));
        for (path, value) in adds {
            room.take(value.view())?;
            add(&mut item, old, path, &value.to_value(), mismatch)?;
        }
        let mut emptied = Vec::new();
        // Where there was no item there is nothing to take away, and AWS then lets any path pass. That it is so for
        // DELETE as for REMOVE is our guess.
        for (path, value) in self.deletes.iter().filter(|_| before.is_some()) {
            if delete(&mut item, old, path, &value.to_value(), mismatch)? {
                emptied.push(path);
            }
        }
        let mut removes: Vec<&Path> = self.removes.iter().chain(emptied).collect();
        // From the end, so that no index shifts before its turn.
        removes.sort_unstable_by(|left, right| right.cmp(left));
        for path in removes.into_iter().filter(|_| before.is_some()) {
            remove(&mut item, old, path)?;
        }
        Ok(item)
    }
}

/// The index that a path ends in.
fn last_index(path: &Path) -> Option<usize> {
    match path.steps.last() {
        Some(Step::Index(index)) => Some(*index),
        _ => None,
    }
}

/// Bytes that values may still take. Without it a short expression could copy one long value a thousand times before
/// the item is found too large.
pub(super) struct Room(usize);

impl Room {
    /// So many bytes.
    pub(super) fn new(bytes: usize) -> Room {
        Room(bytes)
    }

    pub(super) fn take(&mut self, value: ValueRef<'_>) -> Result<(), Error> {
        self.0 = self.0.checked_sub(value.size_bytes()).ok_or_else(Error::updated_item_too_large)?;
        Ok(())
    }

    fn copy(&mut self, value: ValueRef<'_>) -> Result<Value, Error> {
        self.take(value)?;
        Ok(value.to_value())
    }
}

impl SetValue {
    /// Its value, given the item as it was.
    fn work_out(&self, old: Encoded<'_>, room: &mut Room) -> Result<Value, Error> {
        match self {
            SetValue::Path(path) => room.copy(path.find(old).ok_or_else(Error::attribute_missing)?),
            SetValue::Value(value) => room.copy(value.view()),
            SetValue::Plus(left, right) => match (left.work_out(old, room)?, right.work_out(old, room)?) {
                (Value::N(left), Value::N(right)) => Ok(Value::N(left.add(right)?)),
                _ => Err(Error::operand_of_wrong_type()),
            },
            SetValue::Minus(left, right) => match (left.work_out(old, room)?, right.work_out(old, room)?) {
                (Value::N(left), Value::N(right)) => Ok(Value::N(left.subtract(right)?)),
                _ => Err(Error::operand_of_wrong_type()),
            },
            SetValue::IfNotExists(path, otherwise) => match path.find(old) {
                Some(value) => room.copy(value),
                None => otherwise.work_out(old, room),
            },
            SetValue::ListAppend(first, second) => {
                match (first.work_out(old, room)?, second.work_out(old, room)?) {
                    (Value::L(mut list), Value::L(more)) => {
                        list.extend(more);
                        Ok(Value::L(list))
                    }
                    _ => Err(Error::operand_of_wrong_type()),
                }
            }
        }
    }
}

/// The map or list that holds what a path of at least one step means, and the last step. It was there before the
/// update: what only this update appended to a list is not what a path of it means.
fn parent<'i, 'p>(
    item: &'i mut Item,
    old: Encoded<'_>,
    path: &'p Path,
) -> Result<(&'i mut Value, &'p Step), Error> {
    let (last, steps) = path.steps.split_last().ok_or_else(Error::path_leads_nowhere)?;
    if path::find_by(&path.attribute, steps, old).is_none() {
        return Err(Error::path_leads_nowhere());
    }
    let mut value = item.get_mut(&path.attribute).ok_or_else(Error::path_leads_nowhere)?;
    for step in steps {
        let inner = match (step, value) {
            (Step::Key(name), Value::M(map)) => map.get_mut(name),
            (Step::Index(index), Value::L(list)) => list.get_mut(*index),
            _ => None,
        };
        value = inner.ok_or_else(Error::path_leads_nowhere)?;
    }
    Ok((value, last))
}

fn set(item: &mut Item, old: Encoded<'_>, path: &Path, value: Value) -> Result<(), Error> {
    if path.steps.len() + value.depth() > MAX_DEPTH {
        return Err(Error::nested_too_deep());
    }
    if path.is_top_level() {
        item.insert(path.attribute.as_str(), value);
        return Ok(());
    }
    match parent(item, old, path)? {
        (Value::M(map), Step::Key(name)) => {
            map.insert(name.as_str(), value);
        }
        (Value::L(list), Step::Index(index)) => match list.get_mut(*index) {
            Some(element) if path.find(old).is_some() => *element = value,
            _ => list.push(value),
        },
        _ => return Err(Error::path_leads_nowhere()),
    }
    Ok(())
}

/// An element that only this update appended is not the one that REMOVE means.
fn remove(item: &mut Item, old: Encoded<'_>, path: &Path) -> Result<(), Error> {
    if path.is_top_level() {
        item.remove(&path.attribute);
        return Ok(());
    }
    match parent(item, old, path)? {
        (Value::M(map), Step::Key(name)) => {
            map.remove(name);
        }
        (Value::L(list), Step::Index(index)) => {
            if path.find(old).is_some() && *index < list.len() {
                list.remove(*index);
            }
        }
        _ => return Err(Error::path_leads_nowhere()),
    }
    Ok(())
}

/// Adds to a number or set, or sets it where it was not there.
fn add(
    item: &mut Item,
    old: Encoded<'_>,
    path: &Path,
    more: &Value,
    mismatch: fn() -> Error,
) -> Result<(), Error> {
    let have = path.find(old).and_then(|_| path.find_mut(item));
    let Some(have) = have else { return set(item, old, path, more.clone()) };
    match (have, more) {
        (Value::N(have), Value::N(more)) => *have = have.add(*more)?,
        (Value::Ss(have), Value::Ss(more)) => have.extend(more.iter().cloned()),
        (Value::Ns(have), Value::Ns(more)) => have.extend(more),
        (Value::Bs(have), Value::Bs(more)) => have.extend(more.iter().cloned()),
        // No expression adds lists: its grammar refuses that.
        (Value::L(have), Value::L(more)) => have.extend(more.iter().cloned()),
        _ => return Err(mismatch()),
    }
    Ok(())
}

/// Takes elements out of a set; true if none is left, so that the attribute goes.
fn delete(
    item: &mut Item,
    old: Encoded<'_>,
    path: &Path,
    less: &Value,
    mismatch: fn() -> Error,
) -> Result<bool, Error> {
    fn without<T: Ord>(have: &mut BTreeSet<T>, less: &BTreeSet<T>) -> bool {
        have.retain(|element| !less.contains(element));
        have.is_empty()
    }
    let Some(have) = path.find(old).and_then(|_| path.find_mut(item)) else {
        // The attribute itself may be missing, but not the map or list that it would be in.
        if path.is_top_level() {
            return Ok(false);
        }
        return match parent(item, old, path)? {
            (Value::M(_), Step::Key(_)) | (Value::L(_), Step::Index(_)) => Ok(false),
            _ => Err(Error::path_leads_nowhere()),
        };
    };
    match (have, less) {
        (Value::Ss(have), Value::Ss(less)) => Ok(without(have, less)),
        (Value::Ns(have), Value::Ns(less)) => Ok(without(have, less)),
        (Value::Bs(have), Value::Bs(less)) => Ok(without(have, less)),
        _ => Err(mismatch()),
    }
}
