//! The short way of an update that writes whole attributes: the bytes of all other attributes are copied, no tree is built.
//! What it does not take, the tree does: paths into values, sums of sets, DELETE, items of the older version. What it takes,
//! it makes of an item, or refuses, as the tree does.

use super::apply::Room;
use super::{SetValue, Update};
use crate::codec::{Encoded, EncodedItem, Tag, ValueRef, begin, finish, read, write};
use crate::error::Error;
use crate::number::Number;
use crate::size::MAX_ITEM_BYTES;

/// What becomes of an attribute.
struct Write<'u> {
    name: &'u str,
    /// Where its new value lies among the values; nothing if it goes.
    value: Option<(usize, usize)>,
}

impl Update {
    /// The item after the update; `None` if that takes the tree.
    pub(super) fn splice(&self, old: Encoded<'_>) -> Option<Result<EncodedItem, Error>> {
        if !old.is_exact() || self.legacy || !self.deletes.is_empty() {
            return None;
        }
        let mut writes = Vec::with_capacity(self.sets.len() + self.adds.len() + self.removes.len());
        let targets = self.sets.iter().map(|(path, _)| path).chain(self.adds.iter().map(|(path, _)| path));
        for path in targets.chain(&self.removes) {
            writes.push(Write { name: path.is_top_level().then_some(path.attribute.as_str())?, value: None });
        }
        let is_number = |value: ValueRef<'_>| matches!(value, ValueRef::N(_));
        let of_numbers = self
            .adds
            .iter()
            .all(|(path, value)| is_number(value.view()) && old.get(&path.attribute).is_none_or(is_number));
        if !of_numbers {
            return None;
        }
        let mut values = Vec::with_capacity(64);
        if let Err(error) = self.work_out(old, &mut writes, &mut values) {
            return Some(Err(error));
        }
        writes.sort_unstable_by_key(|write| write.name);
        let is_twice = |pair: &[Write<'_>]| matches!(pair, [left, right] if left.name == right.name);
        if writes.windows(2).any(is_twice) {
            return None;
        }
        Some(Ok(merged(old, &writes, &values)))
    }

    /// The values of SET and ADD, in this order, which is that of `writes`.
    fn work_out(
        &self,
        old: Encoded<'_>,
        writes: &mut [Write<'_>],
        values: &mut Vec<u8>,
    ) -> Result<(), Error> {
        let mut room = Room::new(MAX_ITEM_BYTES);
        let mut places = writes.iter_mut().map(|write| &mut write.value);
        for (_, value) in &self.sets {
            let start = values.len();
            value.append(old, &mut room, values)?;
            places.next().map(|place| place.insert((start, values.len())));
        }
        for (path, more) in &self.adds {
            let start = values.len();
            room.take(more.view())?;
            match (old.get(&path.attribute), more.view()) {
                (Some(ValueRef::N(have)), ValueRef::N(more)) => {
                    number(have.number().add(more.number())?, values);
                }
                (_, more) => more.encode(values),
            }
            places.next().map(|place| place.insert((start, values.len())));
        }
        Ok(())
    }
}

fn number(value: Number, out: &mut Vec<u8>) {
    out.push(Tag::N.byte());
    write::number(value, out);
}

impl SetValue {
    /// Appends its value, given the item as it was.
    fn append(&self, old: Encoded<'_>, room: &mut Room, out: &mut Vec<u8>) -> Result<(), Error> {
        let mut copy = |value: ValueRef<'_>, out: &mut Vec<u8>| {
            room.take(value)?;
            value.encode(out);
            Ok(())
        };
        match self {
            SetValue::Path(path) => copy(path.find(old).ok_or_else(Error::attribute_missing)?, out),
            SetValue::Value(value) => copy(value.view(), out),
            SetValue::Plus(left, right) => {
                let (left, right) = numbers(left, right, old, room)?;
                number(left.add(right)?, out);
                Ok(())
            }
            SetValue::Minus(left, right) => {
                let (left, right) = numbers(left, right, old, room)?;
                number(left.subtract(right)?, out);
                Ok(())
            }
            SetValue::IfNotExists(path, otherwise) => match path.find(old) {
                Some(value) => copy(value, out),
                None => otherwise.append(old, room, out),
            },
            SetValue::ListAppend(first, second) => {
                let (mut one, mut two) = (Vec::new(), Vec::new());
                first.append(old, room, &mut one)?;
                second.append(old, room, &mut two)?;
                let (Some(ValueRef::L(one)), Some(ValueRef::L(two))) =
                    (ValueRef::decode(&one), ValueRef::decode(&two))
                else {
                    return Err(Error::operand_of_wrong_type());
                };
                let opened = write::open(Tag::L.byte(), out);
                out.extend_from_slice(one.bytes());
                out.extend_from_slice(two.bytes());
                write::close(opened, out);
                Ok(())
            }
        }
    }
}

/// The operands of a sum.
fn numbers(
    left: &SetValue,
    right: &SetValue,
    old: Encoded<'_>,
    room: &mut Room,
) -> Result<(Number, Number), Error> {
    let mut values = Vec::with_capacity(64);
    left.append(old, room, &mut values)?;
    let between = values.len();
    right.append(old, room, &mut values)?;
    let (left, right) = values.split_at_checked(between).unwrap_or_default();
    match (ValueRef::decode(left), ValueRef::decode(right)) {
        (Some(ValueRef::N(left)), Some(ValueRef::N(right))) => Ok((left.number(), right.number())),
        _ => Err(Error::operand_of_wrong_type()),
    }
}

/// The attributes of an item with others in the place of some. The writes are in order of their names.
fn merged(old: Encoded<'_>, writes: &[Write<'_>], values: &[u8]) -> EncodedItem {
    let room: usize = writes.iter().map(|write| write.name.len() + 8).sum();
    let mut out = begin(old.body().len() + values.len() + room);
    let mut size = old.size_bytes();
    let mut writes = writes.iter().peekable();
    let (mut rest, mut copied) = (old.body(), old.body());
    // Goes through the names; what lies between two writes is copied at once.
    while let Some(next) = writes.peek() {
        let mut after = rest;
        let name = read::bytes(&mut after);
        let order = name.map(|name| name.cmp(next.name.as_bytes()));
        match order {
            Some(std::cmp::Ordering::Less) => {
                if read::skip(&mut after).is_none() {
                    break;
                }
                rest = after;
                continue;
            }
            Some(std::cmp::Ordering::Equal) => {
                copy_up_to(copied, rest, &mut out);
                let mut behind = rest;
                size -= read::size_of_attribute(&mut behind).unwrap_or(0).min(size);
                (rest, copied) = (behind, behind);
            }
            Some(std::cmp::Ordering::Greater) | None => {
                copy_up_to(copied, rest, &mut out);
                copied = rest;
            }
        }
        if let Some(value) = next.value.and_then(|(start, end)| values.get(start..end)) {
            write::attribute(next.name.as_bytes(), &mut out, |out| out.extend_from_slice(value));
            size += next.name.len() + ValueRef::decode(value).map_or(0, ValueRef::size_bytes);
        }
        writes.next();
    }
    out.extend_from_slice(copied);
    finish(out, size)
}

/// Copies what stands before `rest`, which is an end of `from`.
fn copy_up_to(from: &[u8], rest: &[u8], out: &mut Vec<u8>) {
    out.extend_from_slice(from.get(..from.len() - rest.len()).unwrap_or_default());
}
