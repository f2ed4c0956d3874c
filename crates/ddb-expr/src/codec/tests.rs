use proptest::prelude::*;

use super::*;
use crate::number::Number;
use crate::value::Value;

/// Any value that nests a few levels.
pub(crate) fn any_value() -> impl Strategy<Value = Value> {
    let number = || {
        (any::<i32>(), -20i32..20).prop_map(|(digits, e)| Number::parse(&format!("{digits}e{e}")).unwrap())
    };
    let binary = || proptest::collection::vec(any::<u8>(), 0..6).prop_map(Bytes::from);
    let leaf = prop_oneof![
        ".{0,6}".prop_map(Value::S),
        number().prop_map(Value::N),
        binary().prop_map(Value::B),
        any::<bool>().prop_map(Value::Bool),
        Just(Value::Null),
        proptest::collection::btree_set(".{0,3}", 1..4).prop_map(Value::Ss),
        proptest::collection::btree_set(number(), 1..4).prop_map(Value::Ns),
        proptest::collection::btree_set(binary(), 1..4).prop_map(Value::Bs),
    ];
    leaf.prop_recursive(4, 24, 5, |inner| {
        prop_oneof![
            proptest::collection::vec(inner.clone(), 0..5).prop_map(Value::L),
            proptest::collection::vec((".{1,3}", inner), 0..5)
                .prop_map(|map| Value::M(map.into_iter().collect())),
        ]
    })
}

pub(crate) fn any_item() -> impl Strategy<Value = Item> {
    proptest::collection::vec((".{1,4}", any_value()), 0..8).prop_map(|item| item.into_iter().collect())
}

proptest! {
    #[test]
    fn an_item_reads_back(item in any_item()) {
        let encoded = encode(&item);
        prop_assert_eq!(encoded.to_item(), item.clone());
        prop_assert_eq!(encoded.view().len(), item.len());
        prop_assert_eq!(encoded.size_bytes(), crate::size::of_item(&item));
        for (name, value) in item.iter() {
            let found = encoded.view().get(name).unwrap();
            prop_assert_eq!(found.to_value(), value.clone());
            prop_assert_eq!(found.kind(), value.kind());
            let mut alone = Vec::new();
            found.encode(&mut alone);
            prop_assert_eq!(ValueRef::decode(&alone), Some(found));
        }
        prop_assert_eq!(encoded.view().get("no such name"), None);
        let stored = encoded.as_bytes().clone();
        prop_assert_eq!(EncodedItem::from_bytes(stored), Some(encoded));
    }

    #[test]
    fn only_keeps_what_is_named(item in any_item()) {
        let kept: Item = item.iter().filter(|(name, _)| name.len() % 2 == 0).map(|(n, v)| (n, v.clone())).collect();
        prop_assert_eq!(encode(&item).view().only(|name| name.len() % 2 == 0), encode(&kept));
    }

    #[test]
    fn relations_are_those_of_the_trees(left in any_value(), right in any_value()) {
        let item = Item::from_iter([("l", left.clone()), ("r", right.clone())]);
        let encoded = encode(&item);
        let (l, r) = (encoded.view().get("l").unwrap(), encoded.view().get("r").unwrap());
        prop_assert_eq!(l == r, left == right);
        let order = match (&left, &right) {
            (Value::S(left), Value::S(right)) => Some(left.as_bytes().cmp(right.as_bytes())),
            (Value::N(left), Value::N(right)) => Some(left.cmp(right)),
            (Value::B(left), Value::B(right)) => Some(left.cmp(right)),
            _ => None,
        };
        prop_assert_eq!(l.compare(r), order);
        let contains = match (&left, &right) {
            (Value::S(left), Value::S(right)) => left.contains(right.as_str()),
            (Value::B(left), Value::B(right)) => right.is_empty() || left.windows(right.len()).any(|part| part == right),
            (Value::L(left), right) => left.contains(right),
            (Value::Ss(left), Value::S(right)) => left.contains(right),
            (Value::Ns(left), Value::N(right)) => left.contains(right),
            (Value::Bs(left), Value::B(right)) => left.contains(right),
            _ => false,
        };
        prop_assert_eq!(l.contains(r), contains);
    }

    #[test]
    fn no_bytes_make_reading_panic(bytes in proptest::collection::vec(0u8..20, 0..60)) {
        let mut stored = vec![VERSION];
        stored.extend(bytes);
        let item = Encoded::from_bytes(&stored).unwrap();
        let _ = (item.size_bytes(), item.len(), item.get("a"), item.to_item());
        let mut json = Vec::new();
        crate::json::write_item(item, &mut json);
    }
}

/// As many levels as fit the 400 KB of an item would take more stack than a thread has. No request makes them, so that
/// what reads damaged bytes stops at AWS's 32 levels.
#[test]
fn damaged_bytes_that_nest_without_end_are_read_to_the_depth_of_an_item() {
    for (tag, levels) in [(Tag::L, 32), (Tag::L, 80_000), (Tag::M, 50_000)] {
        let head = if tag == Tag::M { 7 } else { 5 };
        let mut stored = vec![VERSION, 1, b'a'];
        for below in (0..levels).rev() {
            stored.push(tag.byte());
            stored.put_u32_le(head * below);
            if tag == Tag::M && below > 0 {
                stored.extend([1, b'a']);
            }
        }
        crate::oracle::stored_item(&stored);
        let item = Encoded::from_bytes(&stored).unwrap().to_item();
        let depth = item.iter().map(|(_, value)| value.depth()).max();
        assert_eq!(depth, Some(32 + usize::from(levels > 32)), "{levels}");
    }
}
