//! The form of a request's placeholders: all of them that the meaning of an expression depends on, but the values
//! themselves. A text that was parsed once need not be parsed again for a request of the same form: [`Bind`] puts the
//! other request's values into what came of it.

use bytes::Bytes;

use super::{Literal, Placeholders};
use crate::ast::{Condition, Operand};
use crate::codec::ValueRef;
use crate::error::Error;
use crate::path::{Name, Path};
use crate::projection::Projection;
use crate::update::{SetValue, Update};
use crate::value::Type;

/// Most placeholders of a form, of names and of values each: looking whether a request has them should not take longer
/// than reading its expressions.
const MAX_PLACEHOLDERS: usize = 32;

/// The placeholders of a request without their values, and which of them one expression used.
#[derive(Clone, Debug)]
pub struct Form {
    names: Vec<(String, Name, bool)>,
    values: Vec<(Box<[u8]>, Type, bool)>,
}

impl Form {
    /// Bytes of its names and placeholders.
    pub fn bytes(&self) -> usize {
        let names = self.names.iter().map(|(key, name, _)| key.len() + name.as_str().len());
        names.sum::<usize>() + self.values.iter().map(|(key, ..)| key.len()).sum::<usize>()
    }
}

impl Placeholders {
    /// What `parse` makes with these placeholders, and the form of them, unless they are too many.
    ///
    /// # Errors
    ///
    /// Those of `parse`.
    pub fn with_form<T>(
        &mut self,
        parse: impl FnOnce(&mut Placeholders) -> Result<T, Error>,
    ) -> Result<(T, Option<Form>), Error> {
        if self.names.len() > MAX_PLACEHOLDERS || self.places.len() > MAX_PLACEHOLDERS {
            return Ok((parse(self)?, None));
        }
        // What other expressions of the request used is set aside.
        let names_before: Vec<bool> =
            self.names.iter_mut().map(|name| std::mem::take(&mut name.used)).collect();
        let values_before: Vec<bool> =
            self.places.iter_mut().map(|place| std::mem::take(&mut place.used)).collect();
        let parsed = parse(self)?;
        let names = self.names.iter().map(|name| (name.key.clone(), name.attribute.clone(), name.used));
        let values = self.places.iter().enumerate().filter_map(|(at, place)| {
            let key = self.values.get(place.key.clone())?;
            Some((key.into(), self.literal(at)?.kind(), place.used))
        });
        let form = Form { names: names.collect(), values: values.collect() };
        self.names.iter_mut().zip(names_before).for_each(|(name, before)| name.used |= before);
        self.places.iter_mut().zip(values_before).for_each(|(place, before)| place.used |= before);
        Ok((parsed, Some(form)))
    }

    /// Whether an expression means with these placeholders what it means with those of the form, values aside.
    pub fn fits(&self, form: &Form) -> bool {
        self.names.len() == form.names.len()
            && self.places.len() == form.values.len()
            && self
                .names
                .iter()
                .zip(&form.names)
                .all(|(name, (key, attribute, _))| name.key == *key && name.attribute == *attribute)
            && self.places.iter().zip(&form.values).all(|(place, (key, kind, _))| {
                let value = self.values.get(place.value.clone()).and_then(ValueRef::decode);
                self.values.get(place.key.clone()) == Some(key) && value.is_some_and(|v| v.kind() == *kind)
            })
    }

    /// Marks those used that the form's expression used. They fit the form.
    pub fn use_as(&mut self, form: &Form) {
        self.names.iter_mut().zip(&form.names).for_each(|(name, (.., used))| name.used |= used);
        self.places.iter_mut().zip(&form.values).for_each(|(place, (.., used))| place.used |= used);
    }

    /// The value in the place of another one, which an expression had from placeholders of the same form.
    fn in_place_of(&self, other: &Literal) -> Literal {
        self.literal(usize::from(other.place)).unwrap_or_else(|| other.clone())
    }
}

/// What an expression came to, with values that can be exchanged.
pub trait Bind: Sized {
    /// Whether it means the same whatever its values are, their types aside.
    fn is_bindable(&self) -> bool;

    /// The same with other values in the places of its own.
    fn with_values(&self, value: &impl Fn(&Literal) -> Literal) -> Self;

    /// The same with the values of a request of the same form.
    fn bound(&self, placeholders: &Placeholders) -> Self {
        self.with_values(&|value| placeholders.in_place_of(value))
    }

    /// The same without values, to be kept.
    fn unbound(&self) -> Self {
        self.with_values(&|value| Literal { bytes: Bytes::new(), place: value.place })
    }
}

impl Bind for Condition {
    fn is_bindable(&self) -> bool {
        match self {
            Condition::And(all) | Condition::Or(all) => all.iter().all(Bind::is_bindable),
            Condition::Not(inner) => inner.is_bindable(),
            // The type's name is a value, and so may both bounds be, which are in order.
            Condition::HasType(..) | Condition::Between(..) => false,
            _ => true,
        }
    }

    fn with_values(&self, value: &impl Fn(&Literal) -> Literal) -> Condition {
        let all = |all: &[Condition]| all.iter().map(|one| one.with_values(value)).collect();
        let operand = |operand: &Operand| operand.with_values(value);
        match self {
            Condition::And(conditions) => Condition::And(all(conditions)),
            Condition::Or(conditions) => Condition::Or(all(conditions)),
            Condition::Not(inner) => Condition::Not(Box::new(inner.with_values(value))),
            Condition::Compare(by, left, right) => Condition::Compare(*by, operand(left), operand(right)),
            Condition::Between(one, low, high) => {
                Condition::Between(operand(one), operand(low), operand(high))
            }
            Condition::In(one, list) => Condition::In(operand(one), list.iter().map(operand).collect()),
            Condition::Exists(path) => Condition::Exists(path.clone()),
            Condition::NotExists(path) => Condition::NotExists(path.clone()),
            Condition::HasType(one, kind) => Condition::HasType(operand(one), *kind),
            Condition::BeginsWith(one, prefix) => Condition::BeginsWith(operand(one), operand(prefix)),
            Condition::Contains(one, part) => Condition::Contains(operand(one), operand(part)),
        }
    }
}

impl Operand {
    fn with_values(&self, value: &impl Fn(&Literal) -> Literal) -> Operand {
        match self {
            Operand::Path(path) => Operand::Path(path.clone()),
            Operand::Value(literal) => Operand::Value(value(literal)),
            Operand::Size(inner) => Operand::Size(Box::new(inner.with_values(value))),
        }
    }
}

impl Bind for Update {
    fn is_bindable(&self) -> bool {
        true
    }

    fn with_values(&self, value: &impl Fn(&Literal) -> Literal) -> Update {
        let writes = |writes: &[(Path, Literal)]| {
            writes.iter().map(|(path, literal)| (path.clone(), value(literal))).collect()
        };
        Update {
            sets: self.sets.iter().map(|(path, one)| (path.clone(), one.with_values(value))).collect(),
            removes: self.removes.clone(),
            adds: writes(&self.adds),
            deletes: writes(&self.deletes),
            legacy: self.legacy,
        }
    }
}

impl SetValue {
    fn with_values(&self, value: &impl Fn(&Literal) -> Literal) -> SetValue {
        let boxed = |inner: &SetValue| Box::new(inner.with_values(value));
        match self {
            SetValue::Path(path) => SetValue::Path(path.clone()),
            SetValue::Value(literal) => SetValue::Value(value(literal)),
            SetValue::Plus(left, right) => SetValue::Plus(boxed(left), boxed(right)),
            SetValue::Minus(left, right) => SetValue::Minus(boxed(left), boxed(right)),
            SetValue::IfNotExists(path, otherwise) => SetValue::IfNotExists(path.clone(), boxed(otherwise)),
            SetValue::ListAppend(first, second) => SetValue::ListAppend(boxed(first), boxed(second)),
        }
    }
}

impl Bind for Projection {
    fn is_bindable(&self) -> bool {
        true
    }

    fn with_values(&self, _: &impl Fn(&Literal) -> Literal) -> Projection {
        self.clone()
    }
}
