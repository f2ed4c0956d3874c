//! Query's requests: pairs of a form or of a query string, with paths for names, `Tags.member.1.Key=a`.
//!
//! <https://smithy.io/2.0/aws/protocols/aws-query-protocol.html>

use std::collections::HashMap;

use crate::scalar;
use crate::shape::{Kind, List, Map, Shape, TimeForm};
use crate::unread::{Room, Unread};
use crate::value::{Fields, Slot, Value};

mod node;
mod pairs;
mod write;

use node::{Children, Node, Pair};
pub use pairs::{MAX_PAIRS, pairs};
pub use write::write;

/// The pairs of one request, ready to be looked up.
#[derive(Debug)]
pub struct Form {
    /// In the order of [`node::order`].
    pairs: Vec<Pair>,
}

type Result<T> = std::result::Result<T, Unread>;

impl Form {
    /// Reads the pairs of a query string and of a form's body, of which either may be empty.
    ///
    /// # Errors
    ///
    /// There are more than [`MAX_PAIRS`], or they are not UTF-8.
    pub fn read(query: &str, body: &[u8]) -> Result<Form> {
        let mut all = pairs(query.as_bytes(), MAX_PAIRS)?;
        all.extend(pairs(body, MAX_PAIRS - all.len())?);
        all.sort_by(|a, b| node::order(&a.0, &b.0));
        Ok(Form { pairs: all })
    }

    /// The value of a pair: of several the last.
    pub fn get(&self, name: &str) -> Option<&str> {
        let end = self.pairs.partition_point(|(key, _)| node::order(key, name).is_le());
        let (key, value) = self.pairs.get(..end)?.last()?;
        (key == name).then_some(value.as_str())
    }

    /// The members of a shape. Pairs that the shape does not know are passed over.
    ///
    /// # Errors
    ///
    /// A value is of another type than in the shape.
    pub fn fields(&self, shape: &'static Shape) -> Result<Fields> {
        structure(shape, Node::root(&self.pairs), &mut Room::new())
    }
}

fn structure(shape: &'static Shape, node: Node<'_>, room: &mut Room) -> Result<Fields> {
    room.take(shape.members.len())?;
    let mut fields = Fields::new(shape);
    let children = node.children();
    for (at, member) in shape.members.iter().enumerate() {
        let own = children.get(member.element_or_name());
        let value = match &member.kind {
            Kind::List(list) => room.deeper(|room| self::list(list, own, Some(&children), room))?,
            kind => own.map(|own| value(kind, own, room)).transpose()?.flatten(),
        };
        fields.put(at, value.map_or(Slot::Absent, Slot::There));
    }
    Ok(fields)
}

/// The value at a path, if what stands there is one of its kind.
fn value(kind: &Kind, node: Node<'_>, room: &mut Room) -> Result<Option<Value>> {
    Ok(match kind {
        Kind::Struct(shape) if node.goes_on() => {
            Some(Value::Struct(room.deeper(|room| structure(shape, node, room))?))
        }
        Kind::Struct(_) => None,
        Kind::List(list) => room.deeper(|room| self::list(list, Some(node), None, room))?,
        Kind::Map(map) => room.deeper(|room| self::map(map, node, room))?,
        _ => node.value().map(|text| scalar::read(kind, TimeForm::Iso8601, text)).transpose()?,
    })
}

/// A list at its own path, and what stands beside it: a flattened list's elements have their own name in place of its, if
/// they have one.
fn list(
    list: &List,
    own: Option<Node<'_>>,
    beside: Option<&Children<'_>>,
    room: &mut Room,
) -> Result<Option<Value>> {
    let name = list.element.element();
    let elements = match (list.flattened, name, beside) {
        (true, Some(name), Some(beside)) => beside.get(name),
        (true, _, _) => own,
        (false, name, _) => own.and_then(|own| own.children().get(name.unwrap_or("member"))),
    };
    let mut slots = Vec::new();
    for element in elements.map(|node| node.children().numbered()).unwrap_or_default() {
        room.take(1)?;
        slots.push(value(&list.element.kind, element, room)?.map_or(Slot::Absent, Slot::There));
    }
    Ok(there_or_empty(slots, own).map(Value::List))
}

fn map(map: &Map, node: Node<'_>, room: &mut Room) -> Result<Option<Value>> {
    let numbered = if map.flattened {
        node.children().numbered()
    } else {
        node.children().get("entry").map(|node| node.children().numbered()).unwrap_or_default()
    };
    let mut entries: Vec<(String, Slot)> = Vec::new();
    let mut places: HashMap<&str, usize> = HashMap::new();
    for entry in numbered {
        room.take(1)?;
        let entry = entry.children();
        let key = entry.get(map.key.element().unwrap_or("key")).and_then(Node::value);
        let Some(key) = key else { continue };
        let found = entry.get(map.value.element().unwrap_or("value"));
        let found = found.map(|node| value(&map.value.kind, node, room)).transpose()?.flatten();
        // An entry without a value is one with null.
        let slot = found.map_or(Slot::Null, Slot::There);
        match places.get(key).and_then(|at| entries.get_mut(*at)) {
            Some(entry) => entry.1 = slot,
            None => {
                places.insert(key, entries.len());
                entries.push((key.to_owned(), slot));
            }
        }
    }
    Ok(there_or_empty(entries, Some(node)).map(Value::Map))
}

/// A list or map that has no elements is there if its own name is, without a value.
fn there_or_empty<T>(elements: Vec<T>, own: Option<Node<'_>>) -> Option<Vec<T>> {
    let is_empty = || own.and_then(Node::value) == Some("");
    (!elements.is_empty() || is_empty()).then_some(elements)
}

#[cfg(test)]
mod tests;
