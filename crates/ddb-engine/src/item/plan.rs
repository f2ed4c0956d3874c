//! What a write wants of one item, before the item's present state is known; and the decision, once it is.
//!
//! Pure: no lock, no store. `commit` brings the state and carries the decision out.

use bytes::Bytes;
use ddb_expr::codec::{self, Encoded, EncodedItem};
use ddb_expr::condition::Condition;
use ddb_expr::number::Number;
use ddb_expr::size::MAX_ITEM_BYTES;
use ddb_expr::update::{SetValue, Update};
use ddb_expr::value::{Item, Value};

use crate::definition::schema::Definition;
use crate::error::{Error, Result};
use crate::item::capacity::Consumed;
use crate::item::change::Change;
use crate::item::key;
use crate::item::vector;
use crate::message::value::view;

/// A write of one item.
#[derive(Debug)]
pub(crate) struct Plan {
    /// The table's name or ARN, as sent.
    pub(crate) table: String,
    pub(crate) action: Action,
    pub(crate) condition: Option<Condition>,
    /// `ReturnValuesOnConditionCheckFailure` is `ALL_OLD`.
    pub(crate) show_old: bool,
}

/// What is to be done.
#[derive(Debug)]
pub(crate) enum Action {
    /// This becomes the item.
    Put(EncodedItem),
    /// This becomes the item, where there is none.
    Insert(EncodedItem),
    /// The item of this key goes.
    Delete(EncodedItem),
    /// The item of this key changes; it appears if it is not there, unless all is taken away.
    Update(EncodedItem, Option<Box<Update>>),
    /// The item of this key is only looked at.
    Check(EncodedItem),
}

impl Action {
    /// The operation that does this alone: what policies call it.
    pub(crate) fn name(&self) -> &'static str {
        match self {
            Action::Put(_) | Action::Insert(_) => "PutItem",
            Action::Delete(_) => "DeleteItem",
            Action::Update(..) => "UpdateItem",
            Action::Check(_) => "ConditionCheckItem",
        }
    }
}

impl Plan {
    /// The item or key that the request brought.
    pub(crate) fn item(&self) -> Encoded<'_> {
        match &self.action {
            Action::Put(item)
            | Action::Insert(item)
            | Action::Delete(item)
            | Action::Update(item, _)
            | Action::Check(item) => item.view(),
        }
    }

    /// The bytes that a statement brings for this: an item, or a key and what is written. That is our guess.
    pub(crate) fn payload_bytes(&self) -> usize {
        let written = match &self.action {
            Action::Update(_, Some(update)) => update.charged_bytes(),
            _ => 0,
        };
        self.item().size_bytes() + written
    }

    /// Checks the request against the table: keys first, then what an update may not touch.
    pub(crate) fn check(&self, table: &Definition) -> Result<()> {
        match &self.action {
            Action::Put(item) | Action::Insert(item) => {
                key::check_item(table, item.view())?;
                vector::check::item(table, item.view())?;
                self.check_condition(table)
            }
            Action::Delete(key) | Action::Check(key) | Action::Update(key, None) => {
                key::check_key(&table.key, key.view())?;
                self.check_condition(table)
            }
            Action::Update(key, Some(update)) => {
                check_update(table, update)?;
                key::check_key(&table.key, key.view())?;
                self.check_condition(table)
            }
        }
    }

    /// What this costs where its condition does not hold: by the item that is there, as the developer guide has it
    /// ("Read and write operations"); an `INSERT` of what is there already also by what it brought, as measured on AWS by
    /// the authors of dynoxide, 2026.
    pub(crate) fn cost_of_failure(&self, before: Option<&Bytes>) -> Consumed {
        let brought = match &self.action {
            Action::Insert(item) => item.view().size_bytes(),
            _ => 0,
        };
        Consumed::failed_write(before.map_or(0, |item| view(item).size_bytes()), brought)
    }

    fn check_condition(&self, table: &Definition) -> Result<()> {
        self.condition.as_ref().map_or(Ok(()), |condition| key::check_condition(table, condition))
    }

    /// Decides on the item's present state.
    pub(crate) fn decide(&self, table: &Definition, before: Option<Bytes>) -> Result<Change> {
        if let Some(condition) = &self.condition
            && !condition.holds(before.as_ref().map(view))
        {
            return Err(Error::condition_failed(before.filter(|_| self.show_old)));
        }
        let after = match &self.action {
            Action::Insert(_) if before.is_some() => return Err(Error::duplicate_item()),
            Action::Put(item) | Action::Insert(item) => Some(item.as_bytes().clone()),
            Action::Delete(_) => None,
            Action::Check(_) => before.clone(),
            Action::Update(key, update) => updated(table, key, update.as_deref(), before.as_ref())?,
        };
        Ok(Change { before, after, by_ttl: false })
    }

    /// The parts of an item, as it was or as it became, that an update named; nothing of another write.
    pub(crate) fn touched(&self, item: Option<&Bytes>) -> Option<EncodedItem> {
        let Action::Update(_, Some(update)) = &self.action else { return None };
        Some(update.touched().apply(item.map_or(Encoded::EMPTY, view)))
    }
}

/// Key attributes cannot be updated, and index keys only as a whole and by values of their type.
fn check_update(table: &Definition, update: &Update) -> Result<()> {
    if let Some(path) = update.targets().find(|path| table.key.has(&path.attribute)) {
        return Err(Error::invalid(format!(
            "Cannot update attribute {}. This attribute is part of the key",
            path.attribute
        )));
    }
    check_set_types(table, update)?;
    let paths = update.targets().chain(update.sources());
    key::check_scalars(table, paths.map(|path| (path.attribute.as_str(), !path.is_top_level())))
}

/// What index keys are set to must have their types, as far as that is known without the item: a value of the request,
/// a sum, a list. The rest is judged later.
fn check_set_types(table: &Definition, update: &Update) -> Result<()> {
    if table.indexes.is_empty() {
        return Ok(());
    }
    let sets = update.sets.iter().filter_map(|(path, value)| Some((path, known_type(value)?)));
    let adds = update.adds.iter().map(|(path, value)| (path, value.to_value()));
    let known = sets.chain(adds).filter(|(path, _)| path.is_top_level());
    let item: Item = known.map(|(path, value)| (path.attribute.as_str(), value)).collect();
    key::check_set_index_keys(table, codec::encode(&item).view())
}

/// The value of a right side, or one of the type that it will have; nothing if that depends on the item.
fn known_type(value: &SetValue) -> Option<Value> {
    match value {
        SetValue::Value(value) => Some(value.to_value()),
        SetValue::Plus(..) | SetValue::Minus(..) => Some(Value::N(Number::ZERO)),
        SetValue::ListAppend(..) => Some(Value::L(Vec::new())),
        SetValue::Path(_) | SetValue::IfNotExists(..) => None,
    }
}

/// The item after an update. An item that was not there starts as its key, and is not made by an update that only takes
/// away (<https://github.com/scylladb/scylladb/issues/5862>, seen on AWS).
fn updated(
    table: &Definition,
    key: &EncodedItem,
    update: Option<&Update>,
    before: Option<&Bytes>,
) -> Result<Option<Bytes>> {
    let Some(update) = update else {
        return Ok(Some(before.map_or_else(|| key.as_bytes().clone(), Bytes::clone)));
    };
    if before.is_none() && update.only_removes() {
        return Ok(None);
    }
    let old = before.map(view);
    let item = update.applied(old, key)?;
    if item.size_bytes() > MAX_ITEM_BYTES {
        return Err(ddb_expr::Error::updated_item_too_large().into());
    }
    let is_written = |name: &str| update.top_level_names().any(|written| written == name);
    key::check_updated_index_keys(table, item.view(), is_written)?;
    vector::check::changed(table, old.unwrap_or(Encoded::EMPTY), item.view())?;
    Ok(Some(item.into_bytes()))
}
