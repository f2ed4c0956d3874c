//! A second matcher, written from the rules and not for speed: the event becomes a list of paths and values, each with
//! the elements of arrays in which it lies, and the fields of a pattern are looked for one after the other, in every
//! way. It reads patterns as trees and trusts that they are well formed. Only addresses and lengths are shared with the
//! real one.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use crate::Dialect;
use crate::address::{self, Cidr};

/// Attempts before a pattern and an event are too much for this.
const MAX_ATTEMPTS: u32 = 200_000;

/// Path → tests. The last of equal paths counts.
type Branch<'a> = BTreeMap<Vec<u16>, &'a Vec<Value>>;

/// A value of the event: where it is, and in which element (its number) of which arrays (numbered as they come).
struct Found<'a> {
    path: Vec<u16>,
    value: &'a Value,
    within: BTreeMap<usize, usize>,
}

/// Whether an event matches a pattern that the dialect accepts; nothing if that is too much to try.
pub(super) fn matches(dialect: &Dialect, pattern: &Value, event: &Value) -> Option<bool> {
    let (Value::Object(pattern), Value::Object(_)) = (pattern, event) else { return Some(false) };
    let or = !dialect.or_is_a_name_too || well_formed(pattern);
    let branches = branches(pattern, None, vec![Branch::new()], or);
    let mut found = Vec::new();
    let mut arrays = 0;
    flatten(event, None, &BTreeMap::new(), &mut arrays, &mut found);
    let mut attempts = MAX_ATTEMPTS;
    let mut any = false;
    for branch in &branches {
        let fields: Vec<_> = branch.iter().collect();
        any |= search(&fields, &found, &BTreeMap::new(), dialect, &mut attempts)?;
    }
    Some(any)
}

/// Whether each `$or` is a list of two or more patterns without names of operators, as far as it can be seen from here.
fn well_formed(object: &Map<String, Value>) -> bool {
    object.iter().all(|(name, value)| match value {
        Value::Array(ways) if name == "$or" => {
            let reserved = |name: &String| crate::operator::RESERVED.contains(&name.as_str());
            ways.len() > 1
                && ways.iter().all(|way| match way {
                    Value::Object(way) => {
                        !way.is_empty()
                            && !way.keys().any(reserved)
                            && well_formed(way)
                            && fields_are_lists(way)
                    }
                    _ => false,
                })
        }
        Value::Object(inner) => well_formed(inner),
        _ => name != "$or",
    })
}

/// Below an `$or`, down to the lists, nothing is named as an operator is.
fn fields_are_lists(object: &Map<String, Value>) -> bool {
    object.iter().all(|(name, value)| match value {
        Value::Object(inner) => {
            name != "$or"
                && !inner.keys().any(|name| crate::operator::RESERVED.contains(&name.as_str()))
                && fields_are_lists(inner)
        }
        value => value.is_array(),
    })
}

/// The path of a member; the outermost object has none.
fn joined(path: Option<&str>, name: &str) -> String {
    path.map_or_else(|| name.to_owned(), |path| format!("{path}.{name}"))
}

fn branches<'a>(
    object: &'a Map<String, Value>,
    path: Option<&str>,
    mut made: Vec<Branch<'a>>,
    or: bool,
) -> Vec<Branch<'a>> {
    for (name, value) in object {
        let below = joined(path, name);
        match value {
            Value::Array(ways) if or && name == "$or" => {
                let way = |way: &'a Value| match way {
                    Value::Object(way) => branches(way, path, made.clone(), or),
                    _ => Vec::new(),
                };
                made = ways.iter().flat_map(way).collect();
            }
            Value::Array(tests) => {
                for branch in &mut made {
                    branch.insert(below.encode_utf16().collect(), tests);
                }
            }
            Value::Object(inner) => made = branches(inner, Some(&below), made, or),
            _ => {}
        }
    }
    made
}

fn flatten<'a>(
    value: &'a Value,
    path: Option<&str>,
    within: &BTreeMap<usize, usize>,
    arrays: &mut usize,
    found: &mut Vec<Found<'a>>,
) {
    match value {
        Value::Object(object) => {
            for (name, inner) in object {
                flatten(inner, Some(&joined(path, name)), within, arrays, found);
            }
        }
        Value::Array(items) => {
            let array = *arrays;
            *arrays += 1;
            for (at, item) in items.iter().enumerate() {
                let mut inside = within.clone();
                if item.is_object() || item.is_array() {
                    inside.insert(array, at);
                }
                flatten(item, path, &inside, arrays, found);
            }
        }
        value => {
            let path = path.unwrap_or_default().encode_utf16().collect();
            found.push(Found { path, value, within: within.clone() });
        }
    }
}

/// Whether what is chosen leaves room for this: no array is in it with another element.
fn consistent(chosen: &BTreeMap<usize, usize>, within: &BTreeMap<usize, usize>) -> bool {
    within.iter().all(|(array, at)| chosen.get(array).is_none_or(|chosen| chosen == at))
}

fn search(
    fields: &[(&Vec<u16>, &&Vec<Value>)],
    found: &[Found<'_>],
    chosen: &BTreeMap<usize, usize>,
    dialect: &Dialect,
    attempts: &mut u32,
) -> Option<bool> {
    *attempts = attempts.checked_sub(1)?;
    let Some(((path, tests), others)) = fields.split_first() else { return Some(true) };
    let here: Vec<&Found<'_>> =
        found.iter().filter(|found| found.path == **path && consistent(chosen, &found.within)).collect();
    let absent = |test: &Value| test.get("exists") == Some(&Value::Bool(false));
    if here.is_empty() && tests.iter().any(absent) && search(others, found, chosen, dialect, attempts)? {
        return Some(true);
    }
    for value in here {
        if tests.iter().any(|test| passes(test, value.value, dialect)) {
            let mut now = chosen.clone();
            now.extend(&value.within);
            if search(others, found, &now, dialect, attempts)? {
                return Some(true);
            }
        }
    }
    Some(false)
}

/// One test, as it stands in the pattern, on one value.
fn passes(test: &Value, value: &Value, dialect: &Dialect) -> bool {
    let Value::Object(operator) = test else { return equal(test, value, true) };
    let Some((name, operand)) = operator.iter().next() else { return false };
    match name.as_str() {
        "exists" => operand == &Value::Bool(true),
        "exactly" => value == operand,
        "numeric" => operand.as_array().is_some_and(|all| numeric(all, value, dialect)),
        "cidr" => {
            let range = operand.as_str().and_then(|range| Cidr::parse(range).ok());
            let address = value.as_str().and_then(address::parse);
            range.zip(address).is_some_and(|(range, address)| range.contains(address))
        }
        "anything-but" => match operand {
            Value::Array(all) => !all.iter().any(|one| equal(one, value, false)),
            Value::Object(inner) => !inner.iter().any(|(name, operand)| match operand {
                Value::Array(all) => all.iter().any(|one| text_passes(name, one, value)),
                one => text_passes(name, one, value),
            }),
            one => !equal(one, value, false),
        },
        name => text_passes(name, operand, value),
    }
}

fn equal(wanted: &Value, value: &Value, addresses: bool) -> bool {
    match (wanted, value) {
        (Value::Number(wanted), Value::Number(value)) => {
            let whole = |number: &serde_json::Number| number.is_i64() || number.is_u64();
            if whole(wanted) && whole(value) { wanted == value } else { wanted.as_f64() == value.as_f64() }
        }
        (Value::String(wanted), Value::String(value)) => {
            let address = address::parse(wanted).filter(|_| addresses);
            wanted == value || (address.is_some() && address == address::parse(value))
        }
        _ => wanted == value,
    }
}

fn numeric(all: &[Value], value: &Value, dialect: &Dialect) -> bool {
    let Some(number) = value.as_f64() else { return false };
    number.abs() <= dialect.greatest.number
        && all.chunks(2).all(|pair| {
            match (pair.first().and_then(Value::as_str), pair.last().and_then(Value::as_f64)) {
                (Some("="), Some(operand)) => number == operand,
                (Some("<"), Some(operand)) => number < operand,
                (Some("<="), Some(operand)) => number <= operand,
                (Some(">"), Some(operand)) => number > operand,
                (Some(">="), Some(operand)) => number >= operand,
                _ => false,
            }
        })
}

fn text_passes(name: &str, operand: &Value, value: &Value) -> bool {
    let Some(text) = value.as_str() else { return false };
    let small = |text: &str| text.chars().flat_map(char::to_lowercase).collect::<Vec<_>>();
    if let Some(operand) = operand.as_str() {
        return match name {
            "prefix" => text.get(..operand.len()) == Some(operand),
            "suffix" => {
                text.len() >= operand.len() && text.get(text.len() - operand.len()..) == Some(operand)
            }
            "equals-ignore-case" => small(text) == small(operand),
            "wildcard" => wildcard(operand, text),
            _ => false,
        };
    }
    let Some(operand) = operand.get("equals-ignore-case").and_then(Value::as_str) else { return false };
    let (text, operand) = (small(text), small(operand));
    match name {
        "prefix" => text.starts_with(&operand),
        "suffix" => text.ends_with(&operand),
        _ => false,
    }
}

/// Which beginnings of the text fit the pattern so far, one piece of the pattern after the other.
fn wildcard(pattern: &str, text: &str) -> bool {
    let text: Vec<char> = text.chars().collect();
    let mut fits: Vec<bool> = (0..=text.len()).map(|length| length == 0).collect();
    let mut pattern = pattern.chars();
    while let Some(char) = pattern.next() {
        let escaped = if char == '\\' { pattern.next() } else { None };
        if char == '*' {
            for at in 1..fits.len() {
                let before = fits.get(at - 1).copied().unwrap_or_default();
                if let Some(here) = fits.get_mut(at) {
                    *here |= before;
                }
            }
        } else {
            let wanted = escaped.unwrap_or(char);
            let next = text.iter().zip(&fits).map(|(char, fits)| *fits && *char == wanted);
            fits = std::iter::once(false).chain(next).collect();
        }
    }
    fits.last().copied().unwrap_or_default()
}
