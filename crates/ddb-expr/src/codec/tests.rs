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
        prop_assert_eq!(encoded.size_bytes(), size::of_item(&item));
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
        for version in [vec![OLDER_VERSION], vec![VERSION, 255, 255, 255]] {
            let stored = [version, bytes.clone()].concat();
            let item = Encoded::from_bytes(&stored).unwrap();
            let _ = (item.size_bytes(), item.len(), item.get("a"), item.to_item());
            let mut json = Vec::new();
            crate::json::write_item(item, &mut json);
        }
    }

    /// Folders of before 2026-12 have items of version 1.
    #[test]
    fn an_item_of_the_older_version_reads_as_one_of_the_present(item in any_item(), other in any_item()) {
        let (old, new) = (older(&item), encode(&item));
        let stored = EncodedItem::from_bytes(old.clone()).unwrap();
        prop_assert_eq!(stored.to_item(), item.clone());
        prop_assert_eq!(stored.size_bytes(), new.size_bytes());
        prop_assert_eq!(stored.view(), new.view());
        prop_assert_eq!(text_of(stored.view()), text_of(new.view()));
        prop_assert!(is_same(&old, new.as_bytes()) && is_same(new.as_bytes(), &old));
        prop_assert_eq!(is_same(&old, encode(&other).as_bytes()), item == other);
        prop_assert_eq!(is_same(encode(&item).as_bytes(), encode(&other).as_bytes()), item == other);
        for (name, value) in new.view().attributes() {
            prop_assert_eq!(stored.view().get(name), Some(value));
        }
        let names: Vec<&str> = item.iter().map(|(name, _)| name).filter(|name| name.len() % 2 == 0).collect();
        let chosen = crate::projection::Projection::of_names(names.iter().copied());
        for part in [chosen.apply(stored.view()), stored.view().only(|name| names.contains(&name))] {
            prop_assert_eq!(part.size_bytes(), chosen.apply(new.view()).size_bytes());
            prop_assert!(is_same(part.as_bytes(), chosen.apply(new.view()).as_bytes()));
            prop_assert_eq!(text_of(part.view()), text_of(chosen.apply(new.view()).view()));
        }
    }
}

fn text_of(item: Encoded<'_>) -> Vec<u8> {
    let mut json = Vec::new();
    crate::json::write_item(item, &mut json);
    json
}

/// An item as version 1 had it.
fn older(item: &Item) -> Bytes {
    let mut out = vec![OLDER_VERSION];
    older_attributes(item, &mut out);
    out.into()
}

fn older_attributes(item: &Item, out: &mut Vec<u8>) {
    for (name, value) in item.iter() {
        write::bytes(name.as_bytes(), out);
        older_value(value, out);
    }
}

fn older_value(value: &Value, out: &mut Vec<u8>) {
    let at = out.len();
    match value {
        Value::M(map) => {
            let opened = write::open(Tag::M.byte(), out);
            older_attributes(map, out);
            write::close(opened, out);
        }
        Value::L(list) => {
            let opened = write::open(Tag::L.byte(), out);
            list.iter().for_each(|one| older_value(one, out));
            write::close(opened, out);
        }
        scalar => {
            write::value(scalar, out);
            out[at] &= !PLAIN_TEXT;
        }
    }
}

/// What version 1 wrote, byte by byte, as data folders of its time have it.
#[test]
fn bytes_of_the_older_version_are_read() {
    let stored = b"\x01\x01a\x01\x02\"\n\x01b\x02\x04\xc0\x82\x0b\x00\x01m\x07\x05\0\0\0\x01k\x01\x01v";
    let item = Encoded::from_bytes(stored).unwrap();
    let json = r#"{"a":{"S":"\"\n"},"b":{"N":"1"},"m":{"M":{"k":{"S":"v"}}}}"#;
    assert_eq!(String::from_utf8(text_of(item)).unwrap(), json);
    assert_eq!(item.size_bytes(), 1 + 2 + 1 + 2 + 1 + 3 + 1 + 1 + 1);
    assert_eq!(crate::json::item_from_slice(json.as_bytes()).unwrap().view(), item);
}

/// That a text needs no escapes is said in the byte before it; what does need them is escaped.
#[test]
fn what_is_plain_is_said() {
    let item = Item::from_iter([("a", Value::string("plain")), ("b\"", Value::string("not\n"))]);
    assert_eq!(encode(&item).as_bytes().as_ref(), b"\x02\x0c\0\0\x01a\x61\x05plain\x02b\"\x01\x04not\n");
    assert_eq!(text_of(encode(&item).view()), br#"{"a":{"S":"plain"},"b\"":{"S":"not\n"}}"#);
}

/// As many levels as fit the 400 KB of an item would take more stack than a thread has. No request makes them, so that
/// what reads damaged bytes stops at AWS's 32 levels.
#[test]
fn damaged_bytes_that_nest_without_end_are_read_to_the_depth_of_an_item() {
    for (tag, levels) in [(Tag::L, 32), (Tag::L, 80_000), (Tag::M, 50_000)] {
        let head = if tag == Tag::M { 7 } else { 5 };
        let mut stored = vec![OLDER_VERSION, 1, b'a'];
        for below in (0..levels).rev() {
            stored.push(tag.byte());
            stored.extend(u32::to_le_bytes(head * below));
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
