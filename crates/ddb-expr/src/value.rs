//! Attribute values and items as trees: what updates work on and tests are written in.
//!
//! The store keeps the compact form of `codec`; requests and replies go between that and JSON without a tree.

use std::collections::BTreeSet;

use bytes::Bytes;

use crate::number::Number;

/// Levels that an item may nest; a top-level attribute's value is level 1.
/// <https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Constraints.html>
pub const MAX_DEPTH: usize = 32;

/// Bytes of an attribute's name. Names of keys and of what indexes project are shorter: the engine's to say.
/// <https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Constraints.html>
pub const MAX_NAME_BYTES: usize = 65_535;

/// One attribute value.
///
/// Sets are sorted: AWS promises no order, and a sorted set makes equal values equal bytes, so that a write that
/// changes nothing is seen by comparing two encodings.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Value {
    /// String.
    S(String),
    /// Number.
    N(Number),
    /// Binary.
    B(Bytes),
    /// Boolean.
    Bool(bool),
    /// Null.
    Null,
    /// Map.
    M(Item),
    /// List.
    L(Vec<Value>),
    /// Set of strings.
    Ss(BTreeSet<String>),
    /// Set of numbers.
    Ns(BTreeSet<Number>),
    /// Set of binaries.
    Bs(BTreeSet<Bytes>),
}

/// The type of a value. `name` is AWS's spelling.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Type {
    /// String.
    S,
    /// Number.
    N,
    /// Binary.
    B,
    /// Boolean.
    Bool,
    /// Null.
    Null,
    /// Map.
    M,
    /// List.
    L,
    /// Set of strings.
    Ss,
    /// Set of numbers.
    Ns,
    /// Set of binaries.
    Bs,
}

impl Type {
    /// Every type, in the order in which AWS lists them.
    pub const ALL: [Type; 10] =
        [Type::B, Type::Null, Type::Ss, Type::Bool, Type::L, Type::Bs, Type::N, Type::Ns, Type::S, Type::M];

    /// The name on the wire and in `attribute_type`.
    pub const fn name(self) -> &'static str {
        match self {
            Type::S => "S",
            Type::N => "N",
            Type::B => "B",
            Type::Bool => "BOOL",
            Type::Null => "NULL",
            Type::M => "M",
            Type::L => "L",
            Type::Ss => "SS",
            Type::Ns => "NS",
            Type::Bs => "BS",
        }
    }

    /// The type of that name.
    pub fn of_name(name: &str) -> Option<Type> {
        Type::ALL.into_iter().find(|kind| kind.name() == name)
    }

    /// Can two values of this type be less or greater?
    pub const fn is_ordered(self) -> bool {
        matches!(self, Type::S | Type::N | Type::B)
    }

    /// Is it one of the three sets?
    pub const fn is_set(self) -> bool {
        matches!(self, Type::Ss | Type::Ns | Type::Bs)
    }
}

impl Value {
    /// A string value.
    pub fn string(text: impl Into<String>) -> Value {
        Value::S(text.into())
    }

    /// Its type.
    pub fn kind(&self) -> Type {
        match self {
            Value::S(_) => Type::S,
            Value::N(_) => Type::N,
            Value::B(_) => Type::B,
            Value::Bool(_) => Type::Bool,
            Value::Null => Type::Null,
            Value::M(_) => Type::M,
            Value::L(_) => Type::L,
            Value::Ss(_) => Type::Ss,
            Value::Ns(_) => Type::Ns,
            Value::Bs(_) => Type::Bs,
        }
    }

    /// Levels that it nests: 1 for a scalar, 2 for a list of scalars.
    pub fn depth(&self) -> usize {
        match self {
            Value::L(list) => 1 + list.iter().map(Value::depth).max().unwrap_or(0),
            Value::M(map) => 1 + map.iter().map(|(_, value)| value.depth()).max().unwrap_or(0),
            _ => 1,
        }
    }
}

impl From<Number> for Value {
    fn from(number: Number) -> Value {
        Value::N(number)
    }
}

/// Attributes by name: an item, or a map inside one. Sorted by the bytes of the names.
///
/// Held as a sorted vector: items are small, are read whole, and cost one allocation so.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Item(Vec<(String, Value)>);

impl Item {
    /// An item without attributes.
    pub const fn new() -> Item {
        Item(Vec::new())
    }

    /// How many attributes it has.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Has it no attribute?
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The attribute of that name.
    pub fn get(&self, name: &str) -> Option<&Value> {
        self.0.get(self.find(name).ok()?).map(|(_, value)| value)
    }

    /// The attribute of that name, to be changed.
    pub fn get_mut(&mut self, name: &str) -> Option<&mut Value> {
        let at = self.find(name).ok()?;
        self.0.get_mut(at).map(|(_, value)| value)
    }

    /// Sets an attribute; the value that it had.
    pub fn insert(&mut self, name: impl Into<String>, value: Value) -> Option<Value> {
        let name = name.into();
        match self.find(&name) {
            Ok(at) => self.0.get_mut(at).map(|(_, old)| std::mem::replace(old, value)),
            Err(at) => {
                self.0.insert(at, (name, value));
                None
            }
        }
    }

    /// Takes an attribute out.
    pub fn remove(&mut self, name: &str) -> Option<Value> {
        let at = self.find(name).ok()?;
        Some(self.0.remove(at).1)
    }

    /// Is there an attribute of that name?
    pub fn contains(&self, name: &str) -> bool {
        self.find(name).is_ok()
    }

    /// All attributes, sorted by name.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = (&str, &Value)> + DoubleEndedIterator {
        self.0.iter().map(|(name, value)| (name.as_str(), value))
    }

    /// Adds an attribute whose name is above all names so far.
    pub(crate) fn push_sorted(&mut self, name: String, value: Value) {
        self.0.push((name, value));
    }

    fn find(&self, name: &str) -> Result<usize, usize> {
        // Attributes mostly arrive in order.
        match self.0.last() {
            Some((last, _)) if last.as_str() < name => Err(self.0.len()),
            _ => self.0.binary_search_by(|(have, _)| have.as_str().cmp(name)),
        }
    }
}

impl IntoIterator for Item {
    type Item = (String, Value);
    type IntoIter = std::vec::IntoIter<(String, Value)>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}

/// The last of equal names wins.
impl<N: Into<String>> FromIterator<(N, Value)> for Item {
    fn from_iter<I: IntoIterator<Item = (N, Value)>>(attributes: I) -> Item {
        let mut item = Item::new();
        for (name, value) in attributes {
            item.insert(name, value);
        }
        item
    }
}
