//! A value in its compact form: its parts, and the relations that conditions ask for.

use std::cmp::Ordering;

use bytes::Bytes;

use super::{Encoded, Tag, read, write};
use crate::json::is_plain;
use crate::number::NumberRef;
use crate::size::{CONTAINER_BYTES, ELEMENT_BYTES};
use crate::value::{MAX_DEPTH, Type, Value};

/// One value of an encoded item, borrowed. Two are equal as DynamoDB's values are equal.
#[derive(Clone, Copy, Debug)]
pub enum ValueRef<'a> {
    /// String.
    S(&'a str),
    /// Number.
    N(NumberRef<'a>),
    /// Binary.
    B(&'a [u8]),
    /// Boolean.
    Bool(bool),
    /// Null.
    Null,
    /// Map.
    M(Encoded<'a>),
    /// List.
    L(Elements<'a>),
    /// Set of strings, numbers or binaries.
    Set(SetElements<'a>),
}

/// The attributes of an item or map, in order of their names.
#[derive(Clone, Debug)]
pub struct Attributes<'a>(pub(super) &'a [u8]);

/// The elements of a list. Iterates over a copy of itself.
#[derive(Clone, Copy, Debug)]
pub struct Elements<'a>(pub(super) &'a [u8]);

/// The elements of a set, in order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SetElements<'a>(pub(super) Type, pub(super) &'a [u8]);

impl<'a> ValueRef<'a> {
    /// Its type.
    pub fn kind(self) -> Type {
        match self {
            ValueRef::S(_) => Type::S,
            ValueRef::N(_) => Type::N,
            ValueRef::B(_) => Type::B,
            ValueRef::Bool(_) => Type::Bool,
            ValueRef::Null => Type::Null,
            ValueRef::M(_) => Type::M,
            ValueRef::L(_) => Type::L,
            ValueRef::Set(set) => set.kind(),
        }
    }

    /// Less, equal or greater, where both are strings, both numbers or both binaries; else nothing.
    pub fn compare(self, other: ValueRef<'_>) -> Option<Ordering> {
        match (self, other) {
            (ValueRef::S(left), ValueRef::S(right)) => Some(left.as_bytes().cmp(right.as_bytes())),
            (ValueRef::N(left), ValueRef::N(right)) => Some(left.as_bytes().cmp(right.as_bytes())),
            (ValueRef::B(left), ValueRef::B(right)) => Some(left.cmp(right)),
            _ => None,
        }
    }

    /// `begins_with`: a string within a string, a binary within a binary.
    pub fn begins_with(self, prefix: ValueRef<'_>) -> bool {
        match (self, prefix) {
            (ValueRef::S(text), ValueRef::S(prefix)) => text.starts_with(prefix),
            (ValueRef::B(bytes), ValueRef::B(prefix)) => bytes.starts_with(prefix),
            _ => false,
        }
    }

    /// `contains`: a part of a string or binary, an element of a set or list.
    pub fn contains(self, part: ValueRef<'_>) -> bool {
        match (self, part) {
            (ValueRef::S(text), ValueRef::S(part)) => {
                memchr::memmem::find(text.as_bytes(), part.as_bytes()).is_some()
            }
            (ValueRef::B(bytes), ValueRef::B(part)) => memchr::memmem::find(bytes, part).is_some(),
            (ValueRef::L(mut list), part) => list.any(|element| element == part),
            (ValueRef::Set(mut set), part) => set.any(|element| element == part),
            _ => false,
        }
    }

    /// `size` of the condition language: UTF-16 units of a string (seen on AWS: github.com/ExtendDB/extenddb, issue 60,
    /// and dynalite's tests), bytes of a binary, elements of a list, map or set. Numbers, booleans and null have none.
    pub fn operand_size(self) -> Option<usize> {
        match self {
            ValueRef::S(text) => Some(text.encode_utf16().count()),
            ValueRef::B(bytes) => Some(bytes.len()),
            ValueRef::M(map) => Some(map.len()),
            ValueRef::L(list) => Some(list.count()),
            ValueRef::Set(set) => Some(set.count()),
            ValueRef::N(_) | ValueRef::Bool(_) | ValueRef::Null => None,
        }
    }

    /// How many bytes AWS counts.
    pub fn size_bytes(self) -> usize {
        self.size_within(MAX_DEPTH)
    }

    fn size_within(self, levels: usize) -> usize {
        // Only damaged bytes are deeper: what is below counts nothing.
        let Some(levels) = levels.checked_sub(1) else { return 0 };
        match self {
            ValueRef::S(text) => text.len(),
            ValueRef::N(number) => number.size_bytes(),
            ValueRef::B(bytes) => bytes.len(),
            ValueRef::Bool(_) | ValueRef::Null => 1,
            ValueRef::M(map) => map.attributes().fold(CONTAINER_BYTES, |sum, (name, value)| {
                sum + name.len() + value.size_within(levels) + ELEMENT_BYTES
            }),
            ValueRef::L(list) => {
                list.fold(CONTAINER_BYTES, |sum, value| sum + value.size_within(levels) + ELEMENT_BYTES)
            }
            // An element is on its set's own level.
            ValueRef::Set(set) => set.map(|element| element.size_within(1)).sum(),
        }
    }

    /// The tree.
    pub fn to_value(self) -> Value {
        self.value_within(MAX_DEPTH)
    }

    pub(super) fn value_within(self, levels: usize) -> Value {
        // Only damaged bytes are deeper.
        let Some(levels) = levels.checked_sub(1) else { return Value::Null };
        match self {
            ValueRef::S(text) => Value::S(text.to_owned()),
            ValueRef::N(number) => Value::N(number.number()),
            ValueRef::B(bytes) => Value::B(Bytes::copy_from_slice(bytes)),
            ValueRef::Bool(value) => Value::Bool(value),
            ValueRef::Null => Value::Null,
            ValueRef::M(map) => Value::M(map.item_within(levels)),
            ValueRef::L(list) => Value::L(list.map(|value| value.value_within(levels)).collect()),
            ValueRef::Set(set) => set.to_value(),
        }
    }

    /// The value alone, in its compact form.
    pub fn encode(self, out: &mut Vec<u8>) {
        write::value_ref(self, out);
    }

    /// Reads what `encode` wrote.
    pub fn decode(mut bytes: &'a [u8]) -> Option<ValueRef<'a>> {
        read::value(&mut bytes)
    }
}

impl ValueRef<'_> {
    /// Whether both are the same, as far as so many levels: only damaged bytes are deeper, and differ there.
    pub(super) fn is_equal_within(self, other: ValueRef<'_>, levels: usize) -> bool {
        let Some(levels) = levels.checked_sub(1) else { return false };
        match (self, other) {
            (ValueRef::S(left), ValueRef::S(right)) => left == right,
            (ValueRef::N(left), ValueRef::N(right)) => left == right,
            (ValueRef::B(left), ValueRef::B(right)) => left == right,
            (ValueRef::Bool(left), ValueRef::Bool(right)) => left == right,
            (ValueRef::Null, ValueRef::Null) => true,
            (ValueRef::M(left), ValueRef::M(right)) => left.is_equal_within(right, levels),
            (ValueRef::L(left), ValueRef::L(right)) => left.is_equal_within(right, levels),
            (ValueRef::Set(left), ValueRef::Set(right)) => left == right,
            _ => false,
        }
    }
}

impl PartialEq for ValueRef<'_> {
    fn eq(&self, other: &ValueRef<'_>) -> bool {
        self.is_equal_within(*other, MAX_DEPTH)
    }
}

impl Eq for ValueRef<'_> {}

impl Elements<'_> {
    fn is_equal_within(self, other: Elements<'_>, levels: usize) -> bool {
        if self.0 == other.0 {
            return true;
        }
        let (mut left, mut right) = (self, other);
        loop {
            match (left.next(), right.next()) {
                (None, None) => return true,
                (Some(left), Some(right)) if left.is_equal_within(right, levels) => {}
                _ => return false,
            }
        }
    }
}

impl PartialEq for Elements<'_> {
    fn eq(&self, other: &Elements<'_>) -> bool {
        self.is_equal_within(*other, MAX_DEPTH)
    }
}

impl Eq for Elements<'_> {}

impl<'a> Attributes<'a> {
    pub(super) fn of(bytes: &'a [u8]) -> Attributes<'a> {
        Attributes(bytes)
    }
}

impl<'a> Elements<'a> {
    pub(super) fn of(bytes: &'a [u8]) -> Elements<'a> {
        Elements(bytes)
    }

    /// The values, one after another.
    pub(crate) fn bytes(self) -> &'a [u8] {
        self.0
    }
}

impl<'a> SetElements<'a> {
    pub(super) fn of(kind: Type, bytes: &'a [u8]) -> SetElements<'a> {
        SetElements(kind, bytes)
    }

    pub(super) fn bytes(self) -> &'a [u8] {
        self.1
    }

    /// `SS`, `NS` or `BS`.
    pub fn kind(self) -> Type {
        self.0
    }

    /// The byte of type.
    pub(super) fn tag(self) -> u8 {
        match self.0 {
            Type::Ss => {
                let mut rest = self.1;
                let mut elements = std::iter::from_fn(|| read::bytes(&mut rest));
                write::text_tag(Tag::Ss, elements.all(is_plain))
            }
            Type::Ns => Tag::Ns.byte(),
            _ => Tag::Bs.byte(),
        }
    }

    fn to_value(self) -> Value {
        match self.0 {
            Type::Ss => Value::Ss(
                self.filter_map(|one| if let ValueRef::S(text) = one { Some(text.to_owned()) } else { None })
                    .collect(),
            ),
            Type::Ns => Value::Ns(
                self.filter_map(
                    |one| if let ValueRef::N(number) = one { Some(number.number()) } else { None },
                )
                .collect(),
            ),
            _ => Value::Bs(
                self.filter_map(|one| {
                    if let ValueRef::B(bytes) = one { Some(Bytes::copy_from_slice(bytes)) } else { None }
                })
                .collect(),
            ),
        }
    }
}
