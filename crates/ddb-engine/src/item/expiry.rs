//! The index of times of expiry: an entry for each item whose attribute of time to live holds a number. It has the whole
//! second before its item's, so that what is due lies together, in the order of its time. Pure.
//!
//! <https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/howitworks-ttl.html>

use bytes::Bytes;
use ddb_expr::codec::ValueRef;
use ddb_expr::number::NumberRef;
use store::{Key, Space};

use crate::definition::schema::Definition;
use crate::item::change::Change;
use crate::item::index::{EntryChange, IndexEntry};
use crate::item::key;
use crate::item::record_key::sub;
use crate::message::value::view;

/// What the keys of the entries of all such indexes of a table begin with.
pub(crate) fn table_prefix(table: u64) -> Key {
    Key::of(Space::DdbOther).u8(sub::EXPIRY).u64(table)
}

/// What the keys of one index begin with.
pub(crate) fn prefix(table: u64, index: u32) -> Key {
    table_prefix(table).u32(index)
}

/// What the keys of the items of one second begin with: later seconds are behind it, also those before 1970.
pub(crate) fn second(table: u64, index: u32, secs: i64) -> Key {
    prefix(table, index).u64(u64::from_be_bytes(secs.to_be_bytes()) ^ (1 << 63))
}

/// The key of an entry's item, from the entry's.
pub(crate) fn item_key(table: u64, entry: &[u8]) -> Option<Key> {
    let rest = entry.get(prefix(table, 0).u64(0).as_bytes().len()..)?;
    Some(key::table_prefix(table).raw(rest))
}

/// What an item's change does to the index, if the table has one.
pub(crate) fn change(table: &Definition, change: &Change) -> EntryChange {
    EntryChange::between(change, |item| {
        Some(IndexEntry { key: entry_key(table, item)?, value: Bytes::new(), head: 0, bytes: 0 })
    })
}

fn entry_key(table: &Definition, item: &Bytes) -> Option<Key> {
    let (index, attribute) = (table.expiry?, table.ttl.as_deref()?);
    let ValueRef::N(number) = view(item).get(attribute)? else { return None };
    let of_item = key::item_key(table, view(item)).ok()?;
    let rest = of_item.as_bytes().get(key::table_prefix(table.id).as_bytes().len()..)?;
    Some(second(table.id, index.id, whole_second(number)?).raw(rest))
}

/// The greatest whole second that is not after a number; nothing where that is beyond all times.
fn whole_second(number: NumberRef<'_>) -> Option<i64> {
    if let Some(secs) = number.number().to_i64() {
        return Some(secs);
    }
    let mut text = Vec::new();
    number.write_text(&mut text);
    let (whole, _fraction) = std::str::from_utf8(&text).ok()?.split_once('.')?;
    let secs: i64 = whole.parse().ok()?;
    if text.starts_with(b"-") { secs.checked_sub(1) } else { Some(secs) }
}

#[cfg(test)]
mod tests {
    use ddb_expr::codec::ValueRef;
    use ddb_expr::json::item_from_slice;

    use super::*;

    /// Our rule.
    #[test]
    fn a_number_belongs_to_the_second_that_it_is_in() {
        for (number, second) in [
            ("0", Some(0)),
            ("1767225600", Some(1_767_225_600)),
            ("1767225600.5", Some(1_767_225_600)),
            ("1.7672256E9", Some(1_767_225_600)),
            ("0.999", Some(0)),
            ("-0.5", Some(-1)),
            ("-7", Some(-7)),
            ("-7.25", Some(-8)),
            ("9223372036854775807", Some(i64::MAX)),
            ("9223372036854775808", None),
            ("1E100", None),
            ("-1E100", None),
        ] {
            let item = item_from_slice(format!(r#"{{"n": {{"N": "{number}"}}}}"#).as_bytes()).unwrap();
            let Some(ValueRef::N(read)) = item.view().get("n") else { panic!("{number}") };
            assert_eq!(whole_second(read), second, "{number}");
        }
    }

    #[test]
    fn seconds_are_in_their_order() {
        let keys = [i64::MIN, -1, 0, 1, 1_767_225_600, i64::MAX].map(|secs| second(1, 2, secs));
        assert!(keys.is_sorted_by(|a, b| a.as_bytes() < b.as_bytes()));
    }
}
