//! Tags: as a list of structures under any spelling, as a map, and what a service allows of them, as data. The sentences
//! about what is not allowed are each service's own.

use std::collections::HashSet;

use crate::shape::{Kind, Member};
use crate::value::{Fields, Slot, Value};

/// Tags in the order in which they were given; a key stands once.
pub type Tags = Vec<(String, String)>;

/// What a service allows.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// How many tags a resource may have.
    pub most: usize,
    /// How long a key may be, in characters as Java counts them.
    pub key: usize,
    /// How long a value may be.
    pub value: usize,
    /// Whether two keys that differ in case alone are one, as in IAM.
    pub ignores_case: bool,
}

impl Limits {
    /// What AWS says about tags in general: <https://docs.aws.amazon.com/tag-editor/latest/userguide/best-practices-and-strats.html>.
    pub const AWS: Limits = Limits { most: 50, key: 128, value: 256, ignores_case: false };
}

/// What is not allowed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum WrongTag {
    /// More tags than a resource may have.
    TooMany,
    /// A key is empty or too long.
    KeyLength(String),
    /// The value of this key is too long.
    ValueLength(String),
    /// A key stands twice.
    Twice(String),
    /// A key begins with `aws:`, which is AWS's.
    Reserved(String),
    /// A key, or the value of one, has a character other than letters, digits, spaces and `_.:/=+-@`.
    Character(String),
}

/// The tags of a request's member: a list of structures whose first two members are key and value, or a map. Nothing if
/// the member is not there. A value that is not there is empty, as AWS keeps it.
///
/// # Errors
///
/// A key stands twice in a list; in a map it cannot.
pub fn given(fields: &Fields, name: &str, limits: &Limits) -> Result<Option<Tags>, WrongTag> {
    let tags: Tags = match fields.get(name) {
        Some(Value::List(slots)) => slots.iter().filter_map(|slot| pair(slot.value()?.fields()?)).collect(),
        Some(Value::Map(entries)) => {
            let text = |slot: &Slot| slot.value().and_then(Value::text).unwrap_or_default().to_owned();
            entries.iter().map(|(key, slot)| (key.clone(), text(slot))).collect()
        }
        _ => return Ok(None),
    };
    let mut seen = HashSet::new();
    for (key, _) in &tags {
        if !seen.insert(folded(key, limits)) {
            return Err(WrongTag::Twice(key.clone()));
        }
    }
    Ok(Some(tags))
}

/// A structure's key and value, however they are called.
fn pair(tag: &Fields) -> Option<(String, String)> {
    let mut texts = tag.slots().iter().map(|slot| slot.value().and_then(Value::text));
    let key = texts.next()??;
    Some((key.to_owned(), texts.next().flatten().unwrap_or_default().to_owned()))
}

fn folded(key: &str, limits: &Limits) -> String {
    if limits.ignores_case { key.to_lowercase() } else { key.to_owned() }
}

/// Judges tags that are to be a resource's.
///
/// # Errors
///
/// The first thing that is not allowed, in the order of the tags.
pub fn check(tags: &Tags, limits: &Limits) -> Result<(), WrongTag> {
    for (key, value) in tags {
        check_key(key, limits)?;
        if value.encode_utf16().count() > limits.value {
            return Err(WrongTag::ValueLength(key.clone()));
        }
        if !value.chars().all(is_allowed) {
            return Err(WrongTag::Character(key.clone()));
        }
    }
    if tags.len() > limits.most { Err(WrongTag::TooMany) } else { Ok(()) }
}

fn check_key(key: &str, limits: &Limits) -> Result<(), WrongTag> {
    let wrong = |wrong: fn(String) -> WrongTag| Err(wrong(key.to_owned()));
    if !(1..=limits.key).contains(&key.encode_utf16().count()) {
        return wrong(WrongTag::KeyLength);
    }
    if key.get(..4).is_some_and(|start| start.eq_ignore_ascii_case("aws:")) {
        return wrong(WrongTag::Reserved);
    }
    if key.chars().all(is_allowed) { Ok(()) } else { wrong(WrongTag::Character) }
}

/// `[\p{L}\p{Z}\p{N}_.:/=+\-@]*`, as AWS's models have it.
fn is_allowed(c: char) -> bool {
    c.is_alphanumeric() || (c.is_whitespace() && !c.is_control()) || "_.:/=+-@".contains(c)
}

/// A resource's tags with others added: of equal keys the new value, in the old one's place.
pub fn merge(tags: &mut Tags, added: Tags, limits: &Limits) {
    for (key, value) in added {
        let at = tags.iter().position(|(old, _)| folded(old, limits) == folded(&key, limits));
        match at.and_then(|at| tags.get_mut(at)) {
            Some(tag) => *tag = (key, value),
            None => tags.push((key, value)),
        }
    }
}

/// A resource's tags without those of these keys. A key that no tag has is passed over.
pub fn remove<'a>(tags: &mut Tags, keys: impl Iterator<Item = &'a str>, limits: &Limits) {
    let keys: HashSet<String> = keys.map(|key| folded(key, limits)).collect();
    tags.retain(|(key, _)| !keys.contains(&folded(key, limits)));
}

/// Tags as a member of a reply shows them: as a map, or as a list of the member's structures.
pub fn shown(tags: &Tags, member: &Member) -> Option<Value> {
    match &member.kind {
        Kind::Map(_) => {
            let text = |text: &String| Slot::There(Value::Text(text.clone()));
            Some(Value::Map(tags.iter().map(|(key, value)| (key.clone(), text(value))).collect()))
        }
        Kind::List(list) => {
            let Kind::Struct(shape) = list.element.kind else { return None };
            let tag = |(key, value): &(String, String)| {
                let mut fields = Fields::new(shape);
                fields.put(0, Slot::There(Value::Text(key.clone())));
                fields.put(1, Slot::There(Value::Text(value.clone())));
                Slot::There(Value::Struct(fields))
            };
            Some(Value::List(tags.iter().map(tag).collect()))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::json;
    use crate::shape::{List, Map, Shape};

    static UPPER: Shape = Shape::new("Tag", &[text("Key"), text("Value")]);
    static KMS: Shape = Shape::new("Tag", &[text("TagKey"), text("TagValue")]);
    static UPPER_LIST: List = List { element: Member::new("member", Kind::Struct(&UPPER)), flattened: false };
    static KMS_LIST: List = List { element: Member::new("member", Kind::Struct(&KMS)), flattened: false };
    static MAP: Map = Map { key: text("key"), value: text("value"), flattened: false };
    static REQUEST: Shape = Shape::new(
        "Request",
        &[
            Member::new("Upper", Kind::List(&UPPER_LIST)),
            Member::new("Kms", Kind::List(&KMS_LIST)),
            Member::new("Map", Kind::Map(&MAP)),
        ],
    );

    const fn text(name: &'static str) -> Member {
        Member::new(name, Kind::Text)
    }

    fn tags(pairs: &[(&str, &str)]) -> Tags {
        pairs.iter().map(|(key, value)| ((*key).to_owned(), (*value).to_owned())).collect()
    }

    #[test]
    fn tags_are_read_and_shown_in_each_spelling() {
        for (name, body) in [
            ("Upper", r#"{"Upper":[{"Key":"a","Value":"1"},{"Key":"b","Value":""}]}"#),
            ("Kms", r#"{"Kms":[{"TagKey":"a","TagValue":"1"},{"TagKey":"b","TagValue":""}]}"#),
            ("Map", r#"{"Map":{"a":"1","b":""}}"#),
        ] {
            let fields = json::read(&REQUEST, body.as_bytes()).unwrap();
            let read = given(&fields, name, &Limits::AWS).unwrap().unwrap();
            assert_eq!(read, tags(&[("a", "1"), ("b", "")]));
            let member = REQUEST.members.iter().find(|member| member.name == name).unwrap();
            let shown = Fields::new(&REQUEST).with(name, shown(&read, member));
            assert_eq!(json::write(&shown, json::Style { writes_empty: true }), body.as_bytes());
        }
        let fields = json::read(&REQUEST, br#"{"Upper":[{"Key":"a"},null,{"Value":"x"}],"Kms":[]}"#).unwrap();
        assert_eq!(given(&fields, "Upper", &Limits::AWS), Ok(Some(tags(&[("a", "")]))));
        assert_eq!(given(&fields, "Kms", &Limits::AWS), Ok(Some(Vec::new())));
        assert_eq!(given(&fields, "Map", &Limits::AWS), Ok(None));
    }

    /// AWS's page on tags; that IAM's keys ignore case: recorded of STS, "Tag keys are case insensitive".
    #[test]
    fn what_a_service_does_not_allow_is_refused() {
        let judged = |pairs: &[(&str, &str)], expected: Result<(), WrongTag>| {
            assert_eq!(check(&tags(pairs), &Limits::AWS), expected, "{pairs:?}");
        };
        judged(&[("a b_.:/=+-@ü", "")], Ok(()));
        judged(&[("", "")], Err(WrongTag::KeyLength(String::new())));
        judged(&[(&"k".repeat(128), &"v".repeat(256))], Ok(()));
        judged(&[(&"k".repeat(129), "")], Err(WrongTag::KeyLength("k".repeat(129))));
        judged(&[("k", &"v".repeat(257))], Err(WrongTag::ValueLength("k".to_owned())));
        judged(&[("AWS:x", "")], Err(WrongTag::Reserved("AWS:x".to_owned())));
        judged(&[("aws", "")], Ok(()));
        judged(&[("a*", "")], Err(WrongTag::Character("a*".to_owned())));
        judged(&[("a", "\n")], Err(WrongTag::Character("a".to_owned())));
        let many: Tags = (0..51).map(|at| (format!("k{at}"), String::new())).collect();
        assert_eq!(check(&many, &Limits::AWS), Err(WrongTag::TooMany));
        let body = br#"{"Upper":[{"Key":"a"},{"Key":"A"}]}"#;
        let fields = json::read(&REQUEST, body).unwrap();
        assert!(given(&fields, "Upper", &Limits::AWS).is_ok());
        let iam = Limits { ignores_case: true, ..Limits::AWS };
        assert_eq!(given(&fields, "Upper", &iam), Err(WrongTag::Twice("A".to_owned())));
    }

    #[test]
    fn tags_are_added_and_taken_away() {
        let mut held = tags(&[("a", "1"), ("b", "2")]);
        merge(&mut held, tags(&[("b", "3"), ("c", "4")]), &Limits::AWS);
        assert_eq!(held, tags(&[("a", "1"), ("b", "3"), ("c", "4")]));
        remove(&mut held, ["a", "x"].into_iter(), &Limits::AWS);
        assert_eq!(held, tags(&[("b", "3"), ("c", "4")]));
        let iam = Limits { ignores_case: true, ..Limits::AWS };
        merge(&mut held, tags(&[("B", "5")]), &iam);
        remove(&mut held, ["C"].into_iter(), &iam);
        assert_eq!(held, tags(&[("B", "5")]));
    }
}
