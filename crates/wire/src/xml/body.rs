//! A document of XML read by a shape.

use std::collections::HashMap;

use super::Element;
use crate::scalar;
use crate::shape::{Kind, List, Map, Member, Place, Shape, TimeForm};
use crate::unread::{Room, Unread};
use crate::value::{Fields, Slot, Value};

type Result<T> = std::result::Result<T, Unread>;

/// Reads a document, whose root may have any name. No document has no members.
///
/// # Errors
///
/// It is not well-formed, or a member is of another type than in the shape.
pub fn read(shape: &'static Shape, document: &[u8]) -> Result<Fields> {
    let mut fields = Fields::new(shape);
    if let Some(root) = Element::read(document)? {
        read_into(&mut fields, &root)?;
    }
    Ok(fields)
}

/// Reads an element's members into those that may have been read from elsewhere.
///
/// # Errors
///
/// A member is of another type than in the shape.
pub fn read_into(fields: &mut Fields, element: &Element) -> Result<()> {
    members(fields, element, &mut Room::new())
}

/// The name that a member's element has: a flattened list's elements have their own, if they have one.
pub fn name_of(member: &Member) -> &'static str {
    match member.kind {
        Kind::List(list) if list.flattened => list.element.element().unwrap_or(member.element_or_name()),
        _ => member.element_or_name(),
    }
}

fn members(fields: &mut Fields, element: &Element, room: &mut Room) -> Result<()> {
    let members = fields.shape().members;
    room.take(members.len())?;
    // By name, for there may be many elements of one.
    let mut named: HashMap<&str, Vec<&Element>> = HashMap::new();
    for child in &element.children {
        named.entry(&child.name).or_default().push(child);
    }
    for (at, member) in members.iter().enumerate() {
        if let Place::Attribute(name, _) = member.place
            && let Some(value) = element.attribute(name)
        {
            fields.put(at, Slot::There(scalar::read(&member.kind, TimeForm::Iso8601, value)?));
        }
        if member.place == Place::Body
            && let Some(elements) = named.get(name_of(member))
        {
            let value = value(&member.kind, elements, room)?;
            fields.put(at, Slot::There(value));
        }
    }
    Ok(())
}

/// The value of a member whose elements these are. Where only one is expected, the last counts.
fn value(kind: &Kind, elements: &[&Element], room: &mut Room) -> Result<Value> {
    let last = *elements.last().ok_or_else(Unread::malformed)?;
    Ok(match kind {
        Kind::Struct(shape) => {
            let mut fields = Fields::new(shape);
            room.deeper(|room| members(&mut fields, last, room))?;
            Value::Struct(fields)
        }
        Kind::List(of) if of.flattened => room.deeper(|room| list(of, elements.iter().copied(), room))?,
        Kind::List(of) => {
            let name = of.element.element().unwrap_or("member");
            let inside = last.children.iter().filter(|child| child.name == name);
            room.deeper(|room| list(of, inside, room))?
        }
        Kind::Map(of) if of.flattened => room.deeper(|room| map(of, elements.iter().copied(), room))?,
        Kind::Map(of) => {
            let entries = last.children.iter().filter(|child| child.name == "entry");
            room.deeper(|room| map(of, entries, room))?
        }
        scalar if last.children.is_empty() => scalar::read(scalar, TimeForm::Iso8601, &last.text)?,
        _ => return Err(Unread::malformed()),
    })
}

fn list<'a>(of: &List, elements: impl Iterator<Item = &'a Element>, room: &mut Room) -> Result<Value> {
    let mut slots = Vec::new();
    for element in elements {
        room.take(1)?;
        slots.push(Slot::There(value(&of.element.kind, &[element], room)?));
    }
    Ok(Value::List(slots))
}

fn map<'a>(of: &Map, elements: impl Iterator<Item = &'a Element>, room: &mut Room) -> Result<Value> {
    let mut entries: Vec<(String, Slot)> = Vec::new();
    let mut places: HashMap<&str, usize> = HashMap::new();
    for element in elements {
        room.take(1)?;
        let Some(key) = element.child(of.key.element().unwrap_or("key")) else { continue };
        let slot = match element.child(of.value.element().unwrap_or("value")) {
            Some(child) => Slot::There(value(&of.value.kind, &[child], room)?),
            None => Slot::Null,
        };
        match places.get(key.text.as_str()).and_then(|at| entries.get_mut(*at)) {
            Some(entry) => entry.1 = slot,
            None => {
                places.insert(&key.text, entries.len());
                entries.push((key.text.clone(), slot));
            }
        }
    }
    Ok(Value::Map(entries))
}
