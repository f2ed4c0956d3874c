//! What travels, as values: the members of a request as they were read, and of a reply as they will be written.
//!
//! Absent, null and empty are three things: a slot is [`Slot::Absent`], [`Slot::Null`], or a value that may be empty.

use std::collections::BTreeMap;

use bytes::Bytes;

use crate::shape::{Kind, Shape};

/// One value.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// A text.
    Text(String),
    /// Bytes, decoded.
    Blob(Bytes),
    /// True or false.
    Boolean(bool),
    /// A whole number.
    Integer(i64),
    /// A number with a fraction.
    Double(f64),
    /// Milliseconds since 1970.
    Time(i64),
    /// JSON of any form, as its text.
    Document(String),
    /// A list. Elements that are null are kept where the protocol knows null.
    List(Vec<Slot>),
    /// A map, in the order of the wire; a key stands once.
    Map(Vec<(String, Slot)>),
    /// A structure.
    Struct(Fields),
}

/// A place for a value.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Slot {
    /// Nothing was sent, or nothing is to be.
    #[default]
    Absent,
    /// `null`
    Null,
    /// A value, which may be empty.
    There(Value),
}

/// The members of a structure.
#[derive(Clone, Debug)]
pub struct Fields {
    shape: &'static Shape,
    /// One for each member, in the shape's order.
    slots: Vec<Slot>,
}

impl PartialEq for Fields {
    fn eq(&self, other: &Fields) -> bool {
        std::ptr::eq(self.shape, other.shape) && self.slots == other.slots
    }
}

impl Fields {
    /// A structure without members.
    pub fn new(shape: &'static Shape) -> Fields {
        Fields { shape, slots: vec![Slot::Absent; shape.members.len()] }
    }

    /// These members as another shape has them: those of the same name, in structures within them too. So a
    /// reply shows what a request said.
    #[must_use]
    pub fn recast(&self, shape: &'static Shape) -> Fields {
        let mut recast = Fields::new(shape);
        for (member, slot) in self.shape.members.iter().zip(&self.slots) {
            let at = shape.place_of(member.name);
            if let Some((at, known)) = at.and_then(|at| Some((at, shape.members.get(at)?))) {
                recast.put(at, slot.recast(&known.kind));
            }
        }
        recast
    }

    /// What it is.
    pub fn shape(&self) -> &'static Shape {
        self.shape
    }

    /// The slots, in the order of the shape's members.
    pub fn slots(&self) -> &[Slot] {
        &self.slots
    }

    /// About how many bytes they take when they are written: what texts and bytes hold, and some for each member.
    pub(crate) fn weight(&self) -> usize {
        self.slots.iter().map(Slot::weight).sum()
    }

    /// Sets the slot at a place among the members. A place that the shape does not have is passed over.
    pub fn put(&mut self, at: usize, slot: Slot) {
        if let Some(place) = self.slots.get_mut(at) {
            *place = slot;
        }
    }

    fn place_of(&self, name: &str) -> Option<usize> {
        let at = self.shape.place_of(name);
        debug_assert!(at.is_some(), "{} has no member {name}", self.shape.name);
        at
    }

    /// Sets a member, if there is a value.
    #[must_use]
    pub fn with(mut self, name: &str, value: impl IntoValue) -> Fields {
        self.set(name, value);
        self
    }

    /// Sets a member, if there is a value.
    pub fn set(&mut self, name: &str, value: impl IntoValue) {
        if let (Some(at), Some(value)) = (self.place_of(name), value.into_value()) {
            self.put(at, Slot::There(value));
        }
    }

    /// Sets a member to null.
    pub fn set_null(&mut self, name: &str) {
        if let Some(at) = self.place_of(name) {
            self.put(at, Slot::Null);
        }
    }

    /// A member's slot.
    pub fn slot(&self, name: &str) -> &Slot {
        self.place_of(name).and_then(|at| self.slots.get(at)).unwrap_or(&Slot::Absent)
    }

    /// Takes a member's slot out.
    pub fn take(&mut self, name: &str) -> Slot {
        let slot = self.place_of(name).and_then(|at| self.slots.get_mut(at));
        slot.map(std::mem::take).unwrap_or_default()
    }

    /// A member's value.
    pub fn get(&self, name: &str) -> Option<&Value> {
        self.slot(name).value()
    }

    /// Whether a member has a value.
    pub fn has(&self, name: &str) -> bool {
        self.get(name).is_some()
    }

    /// A text member.
    pub fn text(&self, name: &str) -> Option<&str> {
        self.get(name)?.text()
    }

    /// A text member that the shape demands; empty if it is not there.
    pub fn required(&self, name: &str) -> &str {
        self.text(name).unwrap_or_default()
    }

    /// A member that is bytes.
    pub fn blob(&self, name: &str) -> Option<&Bytes> {
        match self.get(name)? {
            Value::Blob(bytes) => Some(bytes),
            _ => None,
        }
    }

    /// A member that is true or false.
    pub fn boolean(&self, name: &str) -> Option<bool> {
        match self.get(name)? {
            Value::Boolean(value) => Some(*value),
            _ => None,
        }
    }

    /// A member that is a whole number.
    pub fn integer(&self, name: &str) -> Option<i64> {
        match self.get(name)? {
            Value::Integer(number) => Some(*number),
            _ => None,
        }
    }

    /// A member that is a number with a fraction.
    pub fn double(&self, name: &str) -> Option<f64> {
        match self.get(name)? {
            Value::Double(number) => Some(*number),
            _ => None,
        }
    }

    /// A member that is a moment: milliseconds since 1970.
    pub fn time_ms(&self, name: &str) -> Option<i64> {
        match self.get(name)? {
            Value::Time(ms) => Some(*ms),
            _ => None,
        }
    }

    /// A member that is a structure.
    pub fn fields(&self, name: &str) -> Option<&Fields> {
        self.get(name)?.fields()
    }

    /// A member that is a list; empty if it is not there.
    pub fn list(&self, name: &str) -> &[Slot] {
        match self.get(name) {
            Some(Value::List(slots)) => slots,
            _ => &[],
        }
    }

    /// The texts of a list; what is no text is passed over.
    pub fn texts(&self, name: &str) -> impl Iterator<Item = &str> {
        self.list(name).iter().filter_map(|slot| slot.value()?.text())
    }

    /// The structures of a list; what is no structure is passed over.
    pub fn structs(&self, name: &str) -> impl Iterator<Item = &Fields> {
        self.list(name).iter().filter_map(|slot| slot.value()?.fields())
    }

    /// The texts of a map, by their keys; nothing if it is not there.
    pub fn text_map(&self, name: &str) -> Option<BTreeMap<String, String>> {
        let Value::Map(entries) = self.get(name)? else { return None };
        let text = |slot: &Slot| slot.value().and_then(Value::text).unwrap_or_default().to_owned();
        Some(entries.iter().map(|(key, slot)| (key.clone(), text(slot))).collect())
    }

    /// A member that is a map; empty if it is not there.
    pub fn map(&self, name: &str) -> &[(String, Slot)] {
        match self.get(name) {
            Some(Value::Map(entries)) => entries,
            _ => &[],
        }
    }
}

impl Slot {
    fn weight(&self) -> usize {
        /// What stands around a value: its name, quotes, a comma.
        const AROUND: usize = 16;
        AROUND + self.value().map_or(0, Value::weight)
    }

    /// The value, if there is one.
    pub fn value(&self) -> Option<&Value> {
        match self {
            Slot::There(value) => Some(value),
            Slot::Absent | Slot::Null => None,
        }
    }
}

impl Slot {
    fn recast(&self, kind: &Kind) -> Slot {
        let Slot::There(value) = self else { return self.clone() };
        Slot::There(match (value, kind) {
            (Value::Struct(fields), Kind::Struct(shape)) => Value::Struct(fields.recast(shape)),
            (Value::List(slots), Kind::List(list)) => {
                Value::List(slots.iter().map(|slot| slot.recast(&list.element.kind)).collect())
            }
            (Value::Map(entries), Kind::Map(map)) => {
                let entry = |(key, slot): &(String, Slot)| (key.clone(), slot.recast(&map.value.kind));
                Value::Map(entries.iter().map(entry).collect())
            }
            (value, _) => value.clone(),
        })
    }
}

impl Value {
    /// The text, if it is one.
    pub fn text(&self) -> Option<&str> {
        match self {
            Value::Text(text) => Some(text),
            _ => None,
        }
    }

    /// The members, if it is a structure.
    pub fn fields(&self) -> Option<&Fields> {
        match self {
            Value::Struct(fields) => Some(fields),
            _ => None,
        }
    }

    fn weight(&self) -> usize {
        match self {
            Value::Text(text) | Value::Document(text) => text.len(),
            Value::Blob(bytes) => bytes.len(),
            Value::List(slots) => slots.iter().map(Slot::weight).sum(),
            Value::Map(entries) => entries.iter().map(|(key, slot)| key.len() + slot.weight()).sum(),
            Value::Struct(fields) => fields.weight(),
            Value::Boolean(_) | Value::Integer(_) | Value::Double(_) | Value::Time(_) => 0,
        }
    }

    /// Whether it asks for something: it is not one of the values that clients send for "none", which are empty texts, lists
    /// and maps, switches that are off, and structures of nothing but such.
    pub fn says_something(&self) -> bool {
        match self {
            Value::Text(text) => !text.is_empty(),
            Value::Blob(bytes) => !bytes.is_empty(),
            Value::Boolean(is_on) => *is_on,
            Value::List(slots) => !slots.is_empty(),
            Value::Map(entries) => !entries.is_empty(),
            Value::Struct(fields) => {
                fields.slots().iter().any(|slot| slot.value().is_some_and(Value::says_something))
            }
            Value::Integer(_) | Value::Double(_) | Value::Time(_) | Value::Document(_) => true,
        }
    }
}

/// What a member can be set to. Nothing leaves it absent.
pub trait IntoValue {
    /// The value, if there is one.
    fn into_value(self) -> Option<Value>;
}

impl IntoValue for Value {
    fn into_value(self) -> Option<Value> {
        Some(self)
    }
}

impl<T: IntoValue> IntoValue for Option<T> {
    fn into_value(self) -> Option<Value> {
        self?.into_value()
    }
}

impl IntoValue for &str {
    fn into_value(self) -> Option<Value> {
        Some(Value::Text(self.to_owned()))
    }
}

impl IntoValue for String {
    fn into_value(self) -> Option<Value> {
        Some(Value::Text(self))
    }
}

impl IntoValue for bool {
    fn into_value(self) -> Option<Value> {
        Some(Value::Boolean(self))
    }
}

impl IntoValue for i64 {
    fn into_value(self) -> Option<Value> {
        Some(Value::Integer(self))
    }
}

impl IntoValue for u32 {
    fn into_value(self) -> Option<Value> {
        Some(Value::Integer(self.into()))
    }
}

/// A number that no service has is the greatest that JSON's readers take.
impl IntoValue for u64 {
    fn into_value(self) -> Option<Value> {
        Some(Value::Integer(i64::try_from(self).unwrap_or(i64::MAX)))
    }
}

impl IntoValue for f64 {
    fn into_value(self) -> Option<Value> {
        Some(Value::Double(self))
    }
}

impl IntoValue for Bytes {
    fn into_value(self) -> Option<Value> {
        Some(Value::Blob(self))
    }
}

impl IntoValue for Fields {
    fn into_value(self) -> Option<Value> {
        Some(Value::Struct(self))
    }
}

impl<T: IntoValue> IntoValue for BTreeMap<String, T> {
    fn into_value(self) -> Option<Value> {
        let entry = |(key, value): (String, T)| Some((key, Slot::There(value.into_value()?)));
        Some(Value::Map(self.into_iter().filter_map(entry).collect()))
    }
}

impl<T: IntoValue> IntoValue for Vec<T> {
    fn into_value(self) -> Option<Value> {
        Some(Value::List(
            self.into_iter().filter_map(|element| element.into_value().map(Slot::There)).collect(),
        ))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::json;
    use crate::shape::{List, Member};

    /// As Lambda shows a `VpcConfig` as a `VpcConfigResponse`.
    #[test]
    fn a_reply_shows_what_a_request_said() {
        static GIVEN: Shape =
            Shape::new("Vpc", &[Member::new("Ids", Kind::List(&TEXTS)), Member::new("Odd", Kind::Text)]);
        static SHOWN: Shape = Shape::new(
            "VpcResponse",
            &[Member::new("VpcId", Kind::Text), Member::new("Ids", Kind::List(&TEXTS))],
        );
        static TEXTS: List = List { element: Member::new("member", Kind::Text), flattened: false };
        static MANY: List = List { element: Member::new("member", Kind::Struct(&GIVEN)), flattened: false };
        static MANY_SHOWN: List =
            List { element: Member::new("member", Kind::Struct(&SHOWN)), flattened: false };
        static REQUEST: Shape = Shape::new(
            "Request",
            &[
                Member::new("Vpc", Kind::Struct(&GIVEN)),
                Member::new("Vpcs", Kind::List(&MANY)),
                Member::new("Secret", Kind::Text),
                Member::new("Nothing", Kind::Text),
            ],
        );
        static REPLY: Shape = Shape::new(
            "Reply",
            &[
                Member::new("Nothing", Kind::Text),
                Member::new("Vpcs", Kind::List(&MANY_SHOWN)),
                Member::new("Vpc", Kind::Struct(&SHOWN)),
            ],
        );
        let body = br#"{"Vpc":{"Ids":["a"],"Odd":"b"},"Vpcs":[{"Ids":[]},null],"Secret":"s","Nothing":null}"#;
        let shown = json::read(&REQUEST, body).unwrap().recast(&REPLY);
        let expected = br#"{"Nothing":null,"Vpcs":[{"Ids":[]},null],"Vpc":{"Ids":["a"]}}"#;
        assert_eq!(json::write(&shown, json::Style { writes_empty: true }), expected);
    }
}
