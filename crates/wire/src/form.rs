//! Query's requests: pairs of a form or of a query string, with paths for names, `Tags.member.1.Key=a`.
//!
//! <https://smithy.io/2.0/aws/protocols/aws-query-protocol.html>

use std::collections::BTreeMap;

use crate::scalar;
use crate::shape::{Kind, List, Map, Member, Shape, TimeForm};
use crate::unread::{Room, Unread};
use crate::value::{Fields, Slot, Value};

mod pairs;
mod write;

pub use pairs::{MAX_PAIRS, pairs};
pub use write::write;

/// The pairs of one request, ready to be looked up.
#[derive(Debug)]
pub struct Form {
    /// In the order of their names, so that all that begins alike stands together.
    pairs: Vec<(String, String)>,
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
        all.sort_by(|a, b| a.0.cmp(&b.0));
        Ok(Form { pairs: all })
    }

    /// A pair's value: of several the last, our guess.
    pub fn get(&self, name: &str) -> Option<&str> {
        let end = self.pairs.partition_point(|(key, _)| key.as_str() <= name);
        let (key, value) = self.pairs.get(..end)?.last()?;
        (key == name).then_some(value.as_str())
    }

    /// The pairs whose names begin so.
    fn below(&self, prefix: &str) -> &[(String, String)] {
        let start = self.pairs.partition_point(|(key, _)| key.as_str() < prefix);
        let rest = self.pairs.get(start..).unwrap_or_default();
        let len = rest.partition_point(|(key, _)| key.starts_with(prefix));
        rest.get(..len).unwrap_or_default()
    }

    /// The members of a shape. Pairs that the shape does not know are passed over.
    ///
    /// # Errors
    ///
    /// A value is of another type than in the shape.
    pub fn fields(&self, shape: &'static Shape) -> Result<Fields> {
        self.structure(shape, "", &mut Room::new())
    }

    fn structure(&self, shape: &'static Shape, prefix: &str, room: &mut Room) -> Result<Fields> {
        room.take(shape.members.len())?;
        let mut fields = Fields::new(shape);
        for (at, member) in shape.members.iter().enumerate() {
            let slot = self.slot(&member.kind, prefix, member.element_or_name(), room)?;
            fields.put(at, slot);
        }
        Ok(fields)
    }

    /// What stands under a prefix, which is empty or ends with a point, and a name.
    fn slot(&self, kind: &Kind, prefix: &str, name: &str, room: &mut Room) -> Result<Slot> {
        let path = format!("{prefix}{name}");
        let value = match kind {
            Kind::Struct(shape) if !self.below(&format!("{path}.")).is_empty() => {
                Some(Value::Struct(room.deeper(|room| self.structure(shape, &format!("{path}."), room))?))
            }
            Kind::Struct(_) => None,
            Kind::List(list) => room.deeper(|room| self.list(list, prefix, &path, room))?.map(Value::List),
            Kind::Map(map) => room.deeper(|room| self.map(map, &path, room))?.map(Value::Map),
            _ => self.get(&path).map(|text| scalar::read(kind, TimeForm::Iso8601, text)).transpose()?,
        };
        Ok(value.map_or(Slot::Absent, Slot::There))
    }

    fn list(&self, list: &List, prefix: &str, path: &str, room: &mut Room) -> Result<Option<Vec<Slot>>> {
        let element = &list.element;
        let prefix = match (list.flattened, element.element()) {
            (false, name) => format!("{path}.{}.", name.unwrap_or("member")),
            (true, None) => format!("{path}."),
            // A flattened list's elements have their own name in place of the list's.
            (true, Some(name)) => format!("{prefix}{name}."),
        };
        let mut slots = Vec::new();
        for number in self.numbers(&prefix).values() {
            room.take(1)?;
            slots.push(self.slot(&element.kind, &prefix, number, room)?);
        }
        Ok(self.there_or_empty(slots, path))
    }

    fn map(&self, map: &Map, path: &str, room: &mut Room) -> Result<Option<Vec<(String, Slot)>>> {
        let prefix = if map.flattened { format!("{path}.") } else { format!("{path}.entry.") };
        let name = |member: &Member, otherwise| member.element().unwrap_or(otherwise);
        let mut entries: BTreeMap<String, Slot> = BTreeMap::new();
        let mut order = Vec::new();
        for number in self.numbers(&prefix).values() {
            room.take(1)?;
            let entry = format!("{prefix}{number}.");
            let Some(key) = self.get(&format!("{entry}{}", name(&map.key, "key"))) else { continue };
            let slot = self.slot(&map.value.kind, &entry, name(&map.value, "value"), room)?;
            // An entry without a value is one with null.
            let slot = if slot == Slot::Absent { Slot::Null } else { slot };
            if entries.insert(key.to_owned(), slot).is_none() {
                order.push(key.to_owned());
            }
        }
        let entries = order.into_iter().map(|key| {
            let slot = entries.remove(&key).unwrap_or_default();
            (key, slot)
        });
        Ok(self.there_or_empty(entries.collect(), path))
    }

    /// A list or map that has no elements is there if its own name is, without a value.
    fn there_or_empty<T>(&self, elements: Vec<T>, path: &str) -> Option<Vec<T>> {
        (!elements.is_empty() || self.get(path) == Some("")).then_some(elements)
    }

    /// The numbers that follow a prefix, as they are written, in the order of what they count. Gaps close.
    fn numbers(&self, prefix: &str) -> BTreeMap<u32, &str> {
        let mut numbers = BTreeMap::new();
        for (key, _) in self.below(prefix) {
            let rest = key.get(prefix.len()..).unwrap_or_default();
            let digits = rest.split('.').next().unwrap_or_default();
            if let Some(number) = digits.parse().ok().filter(|number| *number > 0) {
                numbers.entry(number).or_insert(digits);
            }
        }
        numbers
    }
}

#[cfg(test)]
mod tests;
