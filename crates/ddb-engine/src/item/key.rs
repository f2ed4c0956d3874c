//! From an item to the keys under which the store holds it and its index entries, and the rules of key values.
//!
//! An item's key is its table's id, a hash of its partition key, the partition key, the sort key, each in an encoding
//! that keeps order. The hash spreads partitions, so that a scan meets them in no order that a user could rely on,
//! and a segment of a parallel scan is a range.

use bytes::Bytes;
use ddb_expr::codec::{Encoded, EncodedItem, ValueRef};
use ddb_expr::condition::Condition;
use ddb_expr::projection::Projection;
use store::{Key, Space};

use crate::definition::schema::{Definition, Index, KeyAttribute, KeySchema};
use crate::definition::vector_index::VectorIndex;
use crate::error::{Error, Result};

/// <https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Constraints.html>
const MAX_HASH_BYTES: usize = 2048;
const MAX_RANGE_BYTES: usize = 1024;

/// Tells whether keys of one request, which its caller gathers, come twice.
#[derive(Debug, Default)]
pub(crate) struct Distinct {
    /// The keys' marks, by which most are told apart.
    marks: Vec<u64>,
}

impl Distinct {
    /// Whether a key is none of the earlier ones, which all were asked about; it is one of them from now on.
    pub(crate) fn is_new<'k>(&mut self, key: &Key, earlier: impl Iterator<Item = &'k Key>) -> bool {
        let bytes = key.as_bytes();
        // The hash of the partition behind space and table, and the end of the key, which is that of the sort key.
        let hash = bytes.get(9..).and_then(<[u8]>::first_chunk).copied().map_or(0, u64::from_le_bytes);
        let end = bytes.last_chunk().copied().map_or(0, u64::from_le_bytes);
        let mark = hash ^ end.rotate_left(32);
        // Most often none is alike, and then no key is looked at.
        let is_known = self.marks.contains(&mark)
            && self
                .marks
                .iter()
                .zip(earlier)
                .any(|(known, other)| *known == mark && other.as_bytes() == bytes);
        self.marks.push(mark);
        !is_known
    }
}

/// The range of keys that hold a table's items.
pub(crate) fn table_prefix(table: u64) -> Key {
    Key::of(Space::DdbItem).u64(table)
}

/// The range of keys that hold an index's entries.
pub(crate) fn index_prefix(table: u64, index: u32) -> Key {
    Key::of(Space::DdbIndex).u64(table).u32(index)
}

/// The key of an item. The item has the key attributes with their types; else `key_mismatch`.
pub(crate) fn item_key(table: &Definition, item: Encoded<'_>) -> Result<Key> {
    let key = table_prefix(table.id);
    whole_key(key, &table.key, item).ok_or_else(Error::key_mismatch)
}

/// The key of an item's entry in an index, or nothing if the item lacks a part of the index's key. A value that is empty
/// or too long, which an item may have from before the index was made, is none either.
/// <https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/GSI.OnlineOps.ViolationDetection.html>
pub(crate) fn entry_key(table: &Definition, index: &Index, item: Encoded<'_>) -> Option<Key> {
    if index
        .key
        .all()
        .filter_map(|attribute| item.get(&attribute.name))
        .any(|value| emptiness(value).is_some())
    {
        return None;
    }
    let key = whole_key(index_prefix(table.id, index.id), &index.key, item)?;
    // Only a long key is worth the sum.
    if key.as_bytes().len() > MAX_RANGE_BYTES / 2 && check_sizes(&index.key, item).is_err() {
        return None;
    }
    push_all(key, &table.key, item)
}

/// The key of an item's entry in a vector index, or nothing if the item lacks a part of it.
pub(super) fn vector_key(table: &Definition, index: &VectorIndex, item: Encoded<'_>) -> Option<Key> {
    let key = partition(index_prefix(table.id, index.id), &index.search, item)?;
    push_all(key, &table.key, item)
}

/// The beginning of all keys of one partition: `prefix`, the hash, the partition key.
pub(crate) fn partition(prefix: Key, key: &KeySchema, item: Encoded<'_>) -> Option<Key> {
    partition_of(prefix, key, |attribute| typed(item, attribute))
}

/// The same of values that are in no item.
pub(crate) fn partition_of<'v>(
    prefix: Key,
    key: &KeySchema,
    value: impl Fn(&KeyAttribute) -> Option<ValueRef<'v>>,
) -> Option<Key> {
    if let [only] = key.hash.as_slice() {
        // As below, with one look at the value.
        let value = value(only)?;
        let mut hash = Hash::new();
        hash.add(value);
        return Some(push(prefix.u64(hash.end()), value));
    }
    let mut hash = Hash::new();
    for attribute in &key.hash {
        hash.add(value(attribute)?);
    }
    let mut key_bytes = prefix.u64(hash.end());
    for attribute in &key.hash {
        key_bytes = push(key_bytes, value(attribute)?);
    }
    Some(key_bytes)
}

/// The hash of an item's partition key; nothing if the item lacks a part of it.
pub(crate) fn partition_hash(key: &KeySchema, item: Encoded<'_>) -> Option<u64> {
    let mut hash = Hash::new();
    for attribute in &key.hash {
        hash.add(typed(item, attribute)?);
    }
    Some(hash.end())
}

fn whole_key(prefix: Key, key: &KeySchema, item: Encoded<'_>) -> Option<Key> {
    let mut bytes = partition(prefix, key, item)?;
    for attribute in &key.range {
        bytes = push(bytes, typed(item, attribute)?);
    }
    Some(bytes)
}

fn push_all(mut bytes: Key, key: &KeySchema, item: Encoded<'_>) -> Option<Key> {
    for attribute in key.all() {
        bytes = push(bytes, typed(item, attribute)?);
    }
    Some(bytes)
}

/// An attribute's value if it has the type that the key wants.
fn typed<'a>(item: Encoded<'a>, attribute: &KeyAttribute) -> Option<ValueRef<'a>> {
    item.get(&attribute.name).filter(|value| value.kind() == attribute.kind.value_type())
}

/// Adds a key value. Numbers end themselves; texts and binaries are ended.
pub(crate) fn push(key: Key, value: ValueRef<'_>) -> Key {
    match value {
        ValueRef::S(text) => key.text(text),
        ValueRef::N(number) => key.raw(number.as_bytes()),
        ValueRef::B(bytes) => key.bytes(bytes),
        // No other type gets past the checks of keys.
        _ => key,
    }
}

/// The bytes of a scalar as the hash sees them.
fn scalar(value: ValueRef<'_>) -> &[u8] {
    match value {
        ValueRef::S(text) => text.as_bytes(),
        ValueRef::N(number) => number.as_bytes(),
        ValueRef::B(bytes) => bytes,
        _ => &[],
    }
}

/// FNV-1a with the finisher of MurmurHash3, so that the high bits are as good as the low ones. It is part of the
/// format on disk: never change it.
struct Hash(u64);

impl Hash {
    fn new() -> Hash {
        Hash(0xcbf2_9ce4_8422_2325)
    }

    fn add(&mut self, value: ValueRef<'_>) {
        for &byte in scalar(value).iter().chain(&[0xff]) {
            self.0 = (self.0 ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
        }
    }

    fn end(self) -> u64 {
        let mut hash = self.0;
        hash = (hash ^ (hash >> 33)).wrapping_mul(0xff51_afd7_ed55_8ccd);
        hash = (hash ^ (hash >> 33)).wrapping_mul(0xc4ce_b9fe_1a85_ec53);
        hash ^ (hash >> 33)
    }
}

/// A 64-bit mix of two numbers, for ids that need not be stored.
pub(crate) fn mix(a: u64, b: u64) -> u64 {
    let mut hash = Hash::new();
    for byte in a.to_be_bytes().into_iter().chain(b.to_be_bytes()) {
        hash.0 = (hash.0 ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
    }
    hash.end()
}

/// Checks the key attributes of an item that is to be put, its table's first, then those of its indexes.
pub(crate) fn check_item(table: &Definition, item: Encoded<'_>) -> Result<()> {
    for attribute in table.key.all() {
        let name = &attribute.name;
        let value =
            item.get(name).ok_or_else(|| Error::invalid(format!("Missing the key {name} in the item")))?;
        if value.kind() != attribute.kind.value_type() {
            return Err(Error::invalid(format!(
                "Type mismatch for key {name} expected: {} actual: {}",
                attribute.kind.name(),
                value.kind().name()
            )));
        }
        check_not_empty(attribute, value)?;
    }
    check_sizes(&table.key, item)?;
    check_index_keys(table, item)
}

/// Whether an item has all of a table's key attributes with their types.
pub(crate) fn has_key(table: &Definition, item: Encoded<'_>) -> bool {
    table.key.all().all(|attribute| typed(item, attribute).is_some())
}

/// Checks the attributes that indexes use as keys, where the item has them.
pub(super) fn check_index_keys(table: &Definition, item: Encoded<'_>) -> Result<()> {
    check_each_index(table, |index| {
        for (attribute, value) in index_values(table, index, item) {
            check_index_type(index, attribute, value)?;
            if let Some(what) = emptiness(value) {
                return Err(Error::empty_key(format!(
                    "A value specified for a secondary index key is not supported. The AttributeValue for a key \
                     attribute cannot contain an empty {what} value. IndexName: {}, IndexKey: {}",
                    index.name, attribute.name
                )));
            }
        }
        check_sizes(&index.key, item)
    })
}

/// [`check_index_keys`] of the attributes that an update sets, as far as the request alone shows what to.
pub(super) fn check_set_index_keys(table: &Definition, set: Encoded<'_>) -> Result<()> {
    check_each_index(table, |index| {
        for (attribute, value) in index_values(table, index, set) {
            check_index_type(index, attribute, value)?;
            check_not_emptied(value)?;
        }
        check_sizes(&index.key, set)
    })
}

/// Of several indexes that refuse, AWS names the first in the order of their names.
fn check_each_index(table: &Definition, check: impl Fn(&Index) -> Result<()>) -> Result<()> {
    let refused = table.indexes.iter().filter_map(|index| Some((&index.name, check(index).err()?)));
    refused.min_by(|(one, _), (other, _)| one.cmp(other)).map_or(Ok(()), |(_, error)| Err(error))
}

/// An index's key attributes beside the table's, as far as an item has them.
fn index_values<'v>(
    table: &Definition,
    index: &'v Index,
    item: Encoded<'v>,
) -> impl Iterator<Item = (&'v KeyAttribute, ValueRef<'v>)> {
    let own = index.key.all().filter(|attribute| !table.key.has(&attribute.name));
    own.filter_map(move |attribute| Some((attribute, item.get(&attribute.name)?)))
}

/// An update does not make an index key empty.
fn check_not_emptied(value: ValueRef<'_>) -> Result<()> {
    emptiness(value).map_or(Ok(()), |what| {
        Err(Error::empty_key(format!(
            "The update expression attempted to update a secondary index key to a value that is not supported. The \
             AttributeValue for a key attribute cannot contain an empty {what} value."
        )))
    })
}

/// Checks the index keys of an item that an update has made, as far as it wrote them: what the item had from before an
/// index was made stays as it is.
pub(super) fn check_updated_index_keys(
    table: &Definition,
    item: Encoded<'_>,
    is_written: impl Fn(&str) -> bool,
) -> Result<()> {
    for index in &table.indexes {
        let mut written = index.key.all().filter(|attribute| is_written(&attribute.name)).peekable();
        if written.peek().is_none() {
            continue;
        }
        for attribute in written {
            let Some(value) = item.get(&attribute.name) else { continue };
            if value.kind() != attribute.kind.value_type() {
                return Err(Error::validation(
                    "The update expression attempted to update the secondary index key to unsupported type",
                ));
            }
            check_not_emptied(value)?;
        }
        check_sizes(&index.key, item)?;
    }
    Ok(())
}

fn check_index_type(index: &Index, attribute: &KeyAttribute, value: ValueRef<'_>) -> Result<()> {
    let KeyAttribute { name, kind } = attribute;
    if value.kind() != kind.value_type() {
        return Err(Error::invalid(format!(
            "Type mismatch for Index Key {name} Expected: {} Actual: {} IndexName: {}",
            kind.name(),
            value.kind().name(),
            index.name
        )));
    }
    Ok(())
}

/// Checks the `Key` of a request: exactly the key attributes, of the right types.
pub(crate) fn check_key(key: &KeySchema, item: Encoded<'_>) -> Result<()> {
    if item.len() != key.len() {
        return Err(Error::key_mismatch());
    }
    for attribute in key.all() {
        let value = typed(item, attribute).ok_or_else(Error::key_mismatch)?;
        check_not_empty(attribute, value)?;
    }
    check_sizes(key, item)
}

fn emptiness(value: ValueRef<'_>) -> Option<&'static str> {
    match value {
        ValueRef::S("") => Some("string"),
        ValueRef::B([]) => Some("binary"),
        _ => None,
    }
}

/// A key's text or binary is not empty.
pub(crate) fn check_not_empty(attribute: &KeyAttribute, value: ValueRef<'_>) -> Result<()> {
    match emptiness(value) {
        None => Ok(()),
        Some(what) => Err(Error::empty_key(format!(
            "The AttributeValue for a key attribute cannot contain an empty {what} value. Key: {}",
            attribute.name
        ))),
    }
}

/// What the attributes of one role hold together has a greatest length. That several partition attributes are added up
/// too is our guess: AWS documents the limit for one.
fn check_sizes(key: &KeySchema, item: Encoded<'_>) -> Result<()> {
    if item.size_bytes() <= MAX_RANGE_BYTES {
        // All of it is within either limit.
        return Ok(());
    }
    let together = |attributes: &[KeyAttribute]| {
        let values = attributes.iter().filter_map(|attribute| typed(item, attribute));
        values.map(ValueRef::size_bytes).sum::<usize>()
    };
    check_lengths(together(&key.hash), together(&key.range))
}

/// The bytes of all partition attributes and of all sort attributes of a key.
pub(crate) fn check_lengths(hash: usize, range: usize) -> Result<()> {
    if hash > MAX_HASH_BYTES {
        return Err(Error::invalid("Size of hashkey has exceeded the maximum size limit of2048 bytes"));
    }
    if range > MAX_RANGE_BYTES {
        return Err(Error::invalid(
            "Aggregated size of all range keys has exceeded the size limit of 1024 bytes",
        ));
    }
    Ok(())
}

/// Keys are scalars: no expression may look into one. Each path is its attribute and whether it goes further.
pub(super) fn check_scalars<'p>(
    table: &Definition,
    paths: impl Iterator<Item = (&'p str, bool)>,
) -> Result<()> {
    for (name, _) in paths.filter(|(_, nested)| *nested) {
        let role = if table.key.has(name) {
            "Key"
        } else if table.indexes.iter().any(|index| index.key.has(name)) {
            "IndexKey"
        } else {
            continue;
        };
        return Err(Error::validation(format!(
            "Key attributes must be scalars; list random access '[]' and map lookup '.' are not allowed: {role}: {name}"
        )));
    }
    Ok(())
}

/// [`check_scalars`] of a condition or filter.
pub(crate) fn check_condition(table: &Definition, condition: &Condition) -> Result<()> {
    let mut paths = Vec::new();
    condition.for_each_path(&mut |path| paths.push((path.attribute.as_str(), !path.is_top_level())));
    check_scalars(table, paths.into_iter())
}

/// [`check_scalars`] of a projection.
pub(crate) fn check_projection(table: &Definition, projection: &Projection) -> Result<()> {
    check_scalars(table, projection.top_level_names().map(|name| (name, !projection.takes_whole(name))))
}

/// The key attributes of an item, as an item of their own.
pub(crate) fn keys_of(key: &KeySchema, item: Encoded<'_>) -> EncodedItem {
    item.only(|name| key.has(name))
}

/// What an index holds of an item: the item itself, shared, if it holds all of it.
pub(crate) fn projected(table: &Definition, index: &Index, item: &Bytes) -> Bytes {
    if index.projection == crate::definition::schema::Projection::All {
        return item.clone();
    }
    crate::message::value::view(item).only(|name| index.holds(&table.key, name)).into_bytes()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_new_once() {
        let of = |hash: u64, rest: &str| table_prefix(1).u64(hash).text(rest);
        // The second and the third have one mark, as hash and end are the same.
        let keys = [
            of(1, "a"),
            of(1, "a long sort key"),
            of(1, "b long sort key"),
            of(2, "a long sort key"),
            table_prefix(1),
        ];
        let (mut distinct, mut earlier) = (Distinct::default(), Vec::new());
        for key in &keys {
            assert!(distinct.is_new(key, earlier.iter().copied()), "{key:?}");
            earlier.push(key);
        }
        for key in &keys {
            assert!(!distinct.is_new(key, earlier.iter().copied()), "{key:?}");
            earlier.push(key);
        }
    }
}
