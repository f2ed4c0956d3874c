//! `AttributeUpdates`: what becomes of an item's attributes.
//!
//! <https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_AttributeValueUpdate.html>

use crate::error::Error;
use crate::names::Literal;
use crate::path::Path;
use crate::update::{SetValue, Update};
use crate::value::Type;

/// `Action`
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    /// `PUT`, which is meant where nothing is said.
    Put,
    /// `ADD`
    Add,
    /// `DELETE`
    Delete,
}

/// One attribute's entry.
#[derive(Clone, Debug)]
pub struct AttributeUpdate {
    /// The top-level attribute.
    pub attribute: String,
    /// What to do.
    pub action: Action,
    /// `Value`
    pub value: Option<Literal>,
}

impl AttributeUpdate {
    /// Adds it to what an update does, or says what is wrong with it.
    pub fn add_to(self, update: &mut Update) -> Result<(), Error> {
        let path = Path::attribute(self.attribute);
        update.legacy = true;
        match (self.action, self.value) {
            (Action::Delete, None) => update.removes.push(path),
            (_, None) => return Err(Error::legacy_update_without_value()),
            (Action::Put, Some(value)) => update.sets.push((path, SetValue::Value(value))),
            (Action::Add, Some(value)) => {
                let kind = value.kind();
                if !(kind.is_set() || matches!(kind, Type::N | Type::L)) {
                    return Err(Error::legacy_add_type(kind));
                }
                update.adds.push((path, value));
            }
            (Action::Delete, Some(value)) => {
                if !value.kind().is_set() {
                    return Err(Error::legacy_delete_type(value.kind()));
                }
                update.deletes.push((path, value));
            }
        }
        Ok(())
    }
}
