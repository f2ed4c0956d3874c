//! How many bytes a value counts in an item's size, as AWS counts them.
//!
//! <https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/CapacityUnitCalculations.html>

use crate::value::{Item, Value};

/// Largest item, attribute names included.
pub const MAX_ITEM_BYTES: usize = 409_600;
/// What a list or map counts whatever it holds.
pub const CONTAINER_BYTES: usize = 3;
/// What each element of a list or map counts besides itself.
pub const ELEMENT_BYTES: usize = 1;

/// An item: its names in UTF-8 and its values.
pub fn of_item(item: &Item) -> usize {
    item.iter().map(|(name, value)| name.len() + of_value(value)).sum()
}

/// One value, without its name.
pub fn of_value(value: &Value) -> usize {
    match value {
        Value::S(text) => text.len(),
        Value::N(number) => number.size_bytes(),
        Value::B(bytes) => bytes.len(),
        Value::Bool(_) | Value::Null => 1,
        Value::M(map) => CONTAINER_BYTES + map.len() * ELEMENT_BYTES + of_item(map),
        Value::L(list) => {
            CONTAINER_BYTES + list.iter().map(|value| ELEMENT_BYTES + of_value(value)).sum::<usize>()
        }
        Value::Ss(set) => set.iter().map(String::len).sum(),
        Value::Ns(set) => set.iter().map(|number| number.size_bytes()).sum(),
        Value::Bs(set) => set.iter().map(bytes::Bytes::len).sum(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(value: Value, expected: usize) {
        assert_eq!(of_value(&value), expected, "{value:?}");
        let item = Item::from_iter([("name", value)]);
        assert_eq!(of_item(&item), expected + 4);
        assert_eq!(crate::codec::encode(&item).size_bytes(), expected + 4, "encoded {item:?}");
    }

    /// Strings, lists and maps: the developer guide's page. Numbers: measured on AWS (the public conformance suite,
    /// eu-west-2, 2026-08), but for 120 and 0.012: dynalite's rule, which agrees with all that was measured.
    #[test]
    fn sizes_are_those_of_aws() {
        check(Value::string("abc"), 3);
        check(Value::string("é€😀"), 9);
        check(Value::B(vec![0; 5].into()), 5);
        check(Value::Bool(false), 1);
        check(Value::Null, 1);
        check(Value::L(vec![]), 3);
        check(Value::L(vec![Value::Null, Value::string("ab")]), 3 + 2 + 3);
        check(Value::M(Item::from_iter([("k", Value::string("ab"))])), 3 + 1 + 1 + 2);
        check(Value::Ss(["a".to_owned(), "bc".to_owned()].into()), 3);
        for (text, size) in [
            ("0042", 2),
            ("1010", 3),
            ("0.0000001", 2),
            ("1E-100", 2),
            ("1.5", 3),
            ("1.200", 3),
            ("1.234", 4),
            ("3.14159", 5),
            ("123456", 4),
            ("100.5", 4),
            ("0.15", 2),
            ("-42", 3),
            ("-0", 1),
            ("0", 1),
            ("1", 2),
            ("12", 2),
            ("-12", 3),
            ("123", 3),
            ("1234", 3),
            ("100", 2),
            ("120", 3),
            ("1000", 2),
            ("1200", 2),
            ("1.2", 3),
            ("0.12", 2),
            ("0.012", 3),
            ("12345678901234567890123456789012345678", 20),
            ("-1.2345678901234567890123456789012345678", 22),
            ("1e125", 2),
        ] {
            check(Value::N(text.parse().unwrap()), size);
        }
    }
}
