//! What must hold for any input: called by this crate's tests and by the fuzz targets, with whatever bytes they like.
//!
//! Each function panics where the code is wrong, and only there. Not for use by engines.

use std::cmp::Ordering;

use crate::codec::{Encoded, EncodedItem, ValueRef, encode};
use crate::json::{item_before, item_from_json, item_from_slice, item_with_mistakes, write_item};
use crate::kind::Kind;
use crate::names::{Literal, Placeholders};
use crate::number::{MAX_KEY_BYTES, Number, NumberRef, encode_whole};
use crate::parse::MAX_EXPRESSION_BYTES;
use crate::value::{Item, MAX_DEPTH};
use crate::{condition, key_condition, partiql, projection, size, update};

use grammar::Grammar;

pub use naive::holds;

mod grammar;
mod naive;
mod naive_update;
mod print;
mod statement;

/// Placeholders that `expression` knows, and the items that it tries: one of each type, some nested.
const VALUES: &str = r#"{":s":{"S":"a"},":n":{"N":"1"},":b":{"B":"YQ=="},":t":{"BOOL":true},":z":{"NULL":true},
    ":l":{"L":[{"N":"1"},{"S":"a"}]},":m":{"M":{"a":{"N":"1"}}},":ss":{"SS":["a"]},":ns":{"NS":["1","2"]},":bs":{"BS":["YQ=="]},
    ":S":{"S":"S"},":N":{"S":"N"}}"#;
const ITEM: &str = r#"{"a":{"S":"abc"},"b":{"N":"1"},"c":{"M":{"a":{"N":"1"},"b":{"L":[{"S":"a"},{"M":{"a":{"NULL":true}}}]}}},
    "d":{"L":[{"N":"1"},{"N":"2"},{"S":"a"}]},"e":{"SS":["a","b"]},"f":{"NS":["1"]},"g":{"B":"YWI="},"h":{"BOOL":true}}"#;

/// Any bytes as an expression: no panic; what parses prints and parses back to the same; conditions hold as the naive
/// evaluator says; updates leave an item that encodes, within the depth that AWS allows.
pub fn expression(kind: Kind, text: &[u8]) {
    let Ok(text) = std::str::from_utf8(text) else { return };
    let (Ok(values), Ok(item)) = (item_from_slice(VALUES.as_bytes()), item_from_slice(ITEM.as_bytes()))
    else {
        unreachable!("constants of this file");
    };
    let names = ["#a", "#b", "#c"].into_iter().zip(["a", "b", "status"]);
    let names = names.map(|(key, name)| (key.to_owned(), name.to_owned())).collect();
    let Ok(mut placeholders) = Placeholders::new(Some(names), Some(&values)) else {
        unreachable!("constants of this file");
    };
    match kind {
        Kind::Condition | Kind::Filter | Kind::Search => {
            if let Ok(parsed) = condition::parse(kind, text, &mut placeholders) {
                condition_parses_back(&parsed);
                for item in [Some(item.view()), None] {
                    judged_alike(&parsed, item);
                }
            }
        }
        Kind::KeyCondition => {
            if let Ok(parsed) = key_condition::parse(text, &mut placeholders) {
                let again = print::key_condition(&parsed);
                assert_prints(again, key_condition::parse, &parsed);
            }
        }
        Kind::Update => {
            if let Ok(parsed) = update::parse(text, &mut placeholders) {
                let again = print::update(&parsed);
                assert_prints(again, update::parse, &parsed);
                updates(&parsed, Some(&item));
                updates(&parsed, None);
            }
        }
        Kind::Statement => statement(text, &values),
        Kind::Projection => {
            if let Ok(parsed) = projection::parse(text, &mut placeholders) {
                let chosen = parsed.apply(item.view());
                for (name, value) in chosen.view().attributes() {
                    let whole = item.view().get(name);
                    assert_eq!(whole.map(ValueRef::kind), Some(value.kind()), "{name} of {text}");
                    assert!(whole == Some(value) || !parsed.takes_whole(name), "{name} of {text}");
                }
                reads_back(&chosen);
            }
        }
    }
}

/// Any text as a PartiQL statement, one of each type of value for its parameters in turn: what parses prints and parses
/// back to the same; its condition holds as the naive evaluator says; its columns are the item's values.
fn statement(text: &str, values: &EncodedItem) {
    let Ok(parsed) = partiql::parse(text) else { return };
    let known: Vec<Literal> = values.view().attributes().map(|(_, value)| Literal::of(value)).collect();
    let parameters: Vec<Literal> = known.into_iter().cycle().take(parsed.parameters()).collect();
    if let Ok(compiled) = parsed.compile(&parameters) {
        statement::parses_back(&compiled);
    }
}

/// A condition prints and parses back to the same.
pub fn condition_parses_back(parsed: &condition::Condition) {
    let again = print::condition(parsed);
    assert_prints(again, |text, known| condition::parse(Kind::Condition, text, known), parsed);
}

/// The naive evaluator, on the tree, says what the real one says, on the bytes.
pub fn judged_alike(condition: &condition::Condition, item: Option<Encoded<'_>>) {
    let tree = item.map(Encoded::to_item).unwrap_or_default();
    assert_eq!(condition.holds(item), holds(condition, &tree), "{condition:?} on {tree:?}");
}

/// Three lines, a condition, its values and an item in DynamoDB JSON: the condition prints and parses back, and holds
/// for the item as the naive evaluator says.
pub fn condition_judged_alike(lines: &[u8]) {
    let mut lines = lines.splitn(3, |byte| *byte == b'\n');
    let mut line = || lines.next().unwrap_or_default();
    let Ok(text) = std::str::from_utf8(line()) else { return };
    let (Ok(values), Ok(item)) = (item_from_slice(line()), item_from_slice(line())) else { return };
    let values = (!values.view().is_empty()).then_some(&values);
    let Ok(mut placeholders) = Placeholders::new(None, values) else { return };
    if let Ok(parsed) = condition::parse(Kind::Condition, text, &mut placeholders) {
        condition_parses_back(&parsed);
        judged_alike(&parsed, Some(item.view()));
    }
}

/// Three lines, an update, its values and an item in DynamoDB JSON: the update makes of the item, and of none, what the
/// naive one makes.
pub fn update_applied_alike(lines: &[u8]) {
    let mut lines = lines.splitn(3, |byte| *byte == b'\n');
    let mut line = || lines.next().unwrap_or_default();
    let Ok(text) = std::str::from_utf8(line()) else { return };
    let (Ok(values), Ok(item)) = (item_from_slice(line()), item_from_slice(line())) else { return };
    let values = (!values.view().is_empty()).then_some(&values);
    let Ok(mut placeholders) = Placeholders::new(None, values) else { return };
    if let Ok(parsed) = update::parse(text, &mut placeholders) {
        applied_alike(&parsed, Some(&item.to_item()));
        applied_alike(&parsed, None);
    }
}

/// Any bytes as choices of the grammars, an item, a condition and an update: what AWS takes of them prints and parses
/// back, and means what the naive evaluators say.
pub fn by_grammar(bytes: &[u8]) {
    let mut grammar = Grammar(bytes);
    let (item, condition, update) = (grammar.item(), grammar.condition(), grammar.update());
    judged_alike(&condition, Some(encode(&item).view()));
    judged_alike(&condition, None);
    let (text, mut known) = print::condition(&condition);
    // Else operands that are not distinct, of a wrong type, or bounds that are reversed.
    if let Ok(again) = condition::parse(Kind::Condition, &text, &mut known) {
        assert_eq!(again, condition, "printed as {text}");
    }
    let (text, mut known) = print::update(&update);
    // Else paths that overlap, or operands of a wrong type.
    if let Ok(again) = update::parse(&text, &mut known) {
        assert_eq!(again, update, "printed as {text}");
        applied_alike(&update, Some(&item));
        applied_alike(&update, None);
    }
}

/// The naive update makes of an item what the real one makes, or both refuse.
fn applied_alike(update: &update::Update, before: Option<&Item>) {
    let encoded = before.map(encode);
    let (view, key) = (encoded.as_ref().map(EncodedItem::view), encode(&Item::new()));
    let applied = update.apply(view, &Item::new());
    // The short way makes what the tree makes.
    assert_eq!(
        update.applied(view, &key),
        applied.as_ref().map(encode).map_err(Clone::clone),
        "{update:?} on {before:?}"
    );
    if applied.as_ref().is_err_and(|error| *error == crate::Error::updated_item_too_large()) {
        // The naive update knows no limit.
        return;
    }
    let naive = naive_update::updated(update, before, &Item::new());
    assert_eq!(applied.as_ref().ok(), naive.as_ref().ok(), "{update:?} on {before:?}: {applied:?}");
}

fn assert_prints<T: PartialEq + std::fmt::Debug>(
    (text, mut known): (String, Placeholders),
    parse: impl FnOnce(&str, &mut Placeholders) -> Result<T, crate::Error>,
    parsed: &T,
) {
    if text.len() <= MAX_EXPRESSION_BYTES {
        assert_eq!(parse(&text, &mut known).as_ref(), Ok(parsed), "printed as {text}");
        assert_eq!(known.unused(), Ok(()), "printed as {text}");
    }
}

fn updates(parsed: &update::Update, before: Option<&EncodedItem>) {
    let Ok(applied) = parsed.apply(before.map(EncodedItem::view), &Item::new()) else { return };
    assert!(applied.iter().all(|(_, value)| value.depth() <= MAX_DEPTH));
    let after = encode(&applied);
    assert_eq!(after.to_item(), applied);
    reads_back(&after);
    reads_back(&parsed.touched().apply(after.view()));
}

/// An item is the same after JSON, and weighs the same as a tree and as bytes.
fn reads_back(item: &EncodedItem) {
    let mut json = Vec::new();
    write_item(item.view(), &mut json);
    match item_from_slice(&json) {
        Ok(again) => assert_eq!(again, *item),
        Err(error) => panic!("{error} in {}", String::from_utf8_lossy(&json)),
    }
    assert_eq!(item.size_bytes(), size::of_item(&item.to_item()));
}

/// Any bytes as an item in DynamoDB JSON: no panic; text and parsed JSON read alike; what is read, written and read
/// again is the same; the tree encodes to the same bytes.
///
/// Parsed JSON has lost all but the last of equal names, of which the text's reader refuses each that is wrong. So
/// whatever text is taken gives the parsed JSON's item; and parsed JSON is taken or refused as its own text is.
pub fn attribute_values(json: &[u8]) {
    let read = item_from_slice(json);
    // The short way gives what the long one gives, or nothing.
    if let Some((item, behind)) = std::str::from_utf8(json).ok().and_then(item_before) {
        let text = json.get(..json.len() - behind.len()).unwrap_or_default();
        match item_with_mistakes(text) {
            Ok(again) => assert_eq!(again.as_bytes(), item.as_bytes()),
            Err(error) => panic!("{error} in {}", String::from_utf8_lossy(text)),
        }
    }
    if let Ok(parsed) = serde_json::from_slice::<serde_json::Value>(json) {
        let again = item_from_json(&parsed).ok();
        assert!(read.is_err() || read.as_ref().ok() == again.as_ref(), "{read:?} and {again:?}");
        assert_eq!(item_from_slice(parsed.to_string().as_bytes()).ok(), again, "{parsed}");
    }
    if let Ok(item) = read {
        reads_back(&item);
        assert_eq!(encode(&item.to_item()), item);
    }
}

/// Any bytes as an item from the store: no panic, and a size that counts all that can be read, where the item does not
/// say it itself. Texts that are none in damaged bytes are counted, and end the reading.
pub fn stored_item(bytes: &[u8]) {
    let Some(item) = Encoded::from_bytes(bytes) else { return };
    let mut json = Vec::new();
    write_item(item, &mut json);
    if item.is_exact() {
        return;
    }
    let names: usize = item.attributes().map(|(name, value)| name.len() + value.size_bytes()).sum();
    assert!(names <= item.size_bytes());
}

/// Any two texts as numbers: no panic; canonical text reads back; order, keys and sums agree.
pub fn numbers(left: &str, right: &str) {
    for text in [left, right] {
        let mut key = Vec::new();
        // The short way of whole numbers writes what all others do, or nothing.
        if let Some(size) = encode_whole(text.as_bytes(), &mut key) {
            let number = Number::parse(text);
            assert_eq!(number.as_ref().map(|number| number.size_bytes()), Ok(size), "{text}");
            assert_eq!(Number::decode_key(&key).map(|(number, _)| Ok(number)), Some(number), "{text}");
        }
    }
    let (Ok(left), Ok(right)) = (Number::parse(left), Number::parse(right)) else { return };
    assert_eq!(Number::parse(&left.to_string()), Ok(left));
    let key = |number: Number| {
        let mut key = Vec::new();
        number.encode_key(&mut key);
        key
    };
    let (left_key, right_key) = (key(left), key(right));
    assert!(left_key.len() <= MAX_KEY_BYTES);
    assert_eq!(left_key.cmp(&right_key), left.cmp(&right));
    assert_eq!(left == right, left.cmp(&right) == Ordering::Equal);
    assert_eq!(Number::decode_key(&left_key), Some((left, [].as_slice())));
    assert_eq!(NumberRef::take(&left_key).map(|(seen, _)| seen.size_bytes()), Some(left.size_bytes()));
    assert_eq!(left.add(right), right.add(left));
    if let Ok(sum) = left.add(right) {
        assert_eq!(sum.subtract(right), Ok(left));
        assert_eq!(sum.cmp(&left), right.cmp(&Number::ZERO));
    }
}

/// The same of the first two lines of any bytes; of one with itself where there is only one.
pub fn number_lines(lines: &[u8]) {
    let Ok(text) = std::str::from_utf8(lines) else { return };
    let (left, right) = text.split_once('\n').unwrap_or((text, text));
    numbers(left, right);
    numbers(right, left);
}

#[cfg(test)]
mod tests;
