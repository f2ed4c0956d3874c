//! Vector indexes: what one is, what it holds of an item, and what a change of an item does to it. Pure.
//!
//! An entry is the vector as 32-bit floats, four bytes each, and behind them the projected attributes without it. Its
//! key begins with the value of the index's partition attribute, if it has one, so that a search reads only those.
//! <https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/VectorSearchWorkingWith.html>

pub(super) mod check;

use bytes::{BufMut as _, Bytes, BytesMut};
use ddb_expr::codec::{Encoded, ValueRef};
use ddb_expr::number::NumberRef;
use store::Key;

use crate::definition::schema::{Definition, KeySchema, Projection};
use crate::definition::vector_index::VectorIndex;
use crate::item::change::Change;
use crate::item::index::{EntryChange, IndexEntry};
use crate::item::key;
use crate::message::value::view;

/// Bytes of one component of a vector.
pub(crate) const COMPONENT_BYTES: usize = size_of::<f32>();
/// What a request that reads or writes an index is charged at least.
pub(crate) const LEAST_BYTES: usize = 1024;

impl VectorIndex {
    /// Whether an attribute is among those that entries hold beside the vector.
    fn holds(&self, table: &KeySchema, name: &str) -> bool {
        let always = || table.has(name) || self.search.has(name);
        name != self.attribute
            && match &self.projection {
                Projection::All => true,
                Projection::KeysOnly => always(),
                Projection::Include(names) => always() || names.iter().any(|held| held == name),
            }
    }

    /// The vector of an item; nothing if it has none that fits.
    fn vector(&self, item: Encoded<'_>) -> Option<BytesMut> {
        let Some(ValueRef::L(list)) = item.get(&self.attribute) else { return None };
        let mut vector = BytesMut::with_capacity(self.dimensions * COMPONENT_BYTES);
        for element in list {
            let ValueRef::N(number) = element else { return None };
            vector.put_f32_le(component(number)?);
        }
        (vector.len() == self.dimensions * COMPONENT_BYTES).then_some(vector)
    }

    /// The vector and the other attributes of an entry.
    pub(crate) fn parts<'e>(&self, entry: &'e Bytes) -> Option<(&'e [u8], Encoded<'e>)> {
        let (vector, rest) = entry.split_at_checked(self.dimensions * COMPONENT_BYTES)?;
        Some((vector, Encoded::from_bytes(rest)?))
    }

    /// How large an entry is, as AWS counts it: the vector at its size in the index, each other attribute at its own.
    /// Measured on AWS by the authors of ExtendDB (2026-08).
    pub(crate) fn entry_bytes(&self, entry: &Bytes) -> usize {
        let rest = self.parts(entry).map_or(0, |(_, rest)| rest.size_bytes());
        self.dimensions * COMPONENT_BYTES + self.attribute.len() + rest
    }
}

/// How large an item is where a write is charged: a vector that an index reads counts four bytes for each dimension,
/// whatever its numbers are. Reads and the limit of 400 KB count the numbers.
/// The public conformance suite, vectorSearch/consumedCapacity, eu-west-2 and us-east-1, 2026-10-09.
pub(super) fn charged_bytes(table: &Definition, item: &Bytes) -> usize {
    let item = view(item);
    let of_vectors = table.vectors.iter().enumerate().filter_map(|(at, index)| {
        // Several indexes may read one attribute.
        let first = !table.vectors.iter().take(at).any(|other| other.attribute == index.attribute);
        let vector = index.vector(item).filter(|_| first)?;
        Some((item.get(&index.attribute)?.size_bytes(), vector.len()))
    });
    of_vectors.fold(item.size_bytes(), |bytes, (numbers, vector)| bytes.saturating_sub(numbers) + vector)
}

/// A number as the index holds it; nothing if it is beyond 32 bits.
pub(crate) fn component(number: NumberRef<'_>) -> Option<f32> {
    let mut text = Vec::with_capacity(24);
    number.write_text(&mut text);
    let component: f32 = std::str::from_utf8(&text).ok()?.parse().ok()?;
    component.is_finite().then_some(component)
}

/// An item's entry; nothing if it lacks the vector or the partition attribute, or has one that the index cannot take.
pub(crate) fn entry(table: &Definition, index: &VectorIndex, item: &Bytes) -> Option<(Key, Bytes)> {
    let item = view(item);
    let mut value = index.vector(item)?;
    if !check::fits_schema(index, item) {
        return None;
    }
    let key = key::vector_key(table, index, item)?;
    value.extend_from_slice(item.only(|name| index.holds(&table.key, name)).as_bytes());
    Some((key, value.freeze()))
}

/// What an item's change does to the entries of an index.
pub(crate) fn change(table: &Definition, index: &VectorIndex, change: &Change) -> EntryChange {
    EntryChange::between(change, |item| {
        let (key, value) = entry(table, index, item)?;
        let bytes = index.entry_bytes(&value);
        let head = value.len().min(index.dimensions * COMPONENT_BYTES);
        Some(IndexEntry { key, value, head, bytes })
    })
}

/// `VectorWriteRequestBytes`: what is written, once where an entry appears, goes or changes in place, twice where it
/// moves to another partition; none where the index looks as before.
pub(super) fn written_bytes(change: &EntryChange) -> usize {
    change.written_bytes(|_, after| after).into_iter().map(|bytes| bytes.max(LEAST_BYTES)).sum()
}
