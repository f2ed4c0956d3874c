//! The constraints of shapes, and AWS's sentence about those that are broken.
//!
//! Every service whose requests Coral checks says the same sentence; only the code beside it differs, which is the
//! dialect's. Members are judged in the order of their shape, outer ones before what they hold. At most [`MAX_BROKEN`]
//! are named.

use std::fmt;

use crate::shape::{Hidden, Kind, List, Map, Member, Pattern, Rules};
use crate::value::{Fields, Slot, Value};

mod shown;
pub mod words;

use shown::Shown;
pub use shown::{MAX_SHOWN, bounded};

/// How many broken constraints one sentence names.
pub const MAX_BROKEN: usize = 10;

/// How long a text, in characters as Java counts them, is held against its expression though it is longer than it may be
/// anyway: an expression takes a tenth of a second for a megabyte, and bodies have many.
const MAX_MATCHED: i64 = 1 << 16;

/// Judges all that a request holds.
///
/// # Errors
///
/// AWS's sentence about what is broken.
pub fn judge(fields: &Fields) -> Result<(), String> {
    Broken::default().judge(fields)
}

/// The same of a service that shows no values, and not which ones there may be.
///
/// # Errors
///
/// AWS's sentence about what is broken.
pub fn judge_unshown(fields: &Fields) -> Result<(), String> {
    Broken { hides_all: true, ..Broken::default() }.judge(fields)
}

/// What is broken.
#[derive(Default)]
struct Broken {
    /// Whether no value is shown, whatever the rules of its member say.
    hides_all: bool,
    constraints: Vec<String>,
}

impl Broken {
    fn judge(mut self, fields: &Fields) -> Result<(), String> {
        members(fields, Path::Root, &mut self);
        if self.constraints.is_empty() { Ok(()) } else { Err(sentence(&self.constraints)) }
    }

    fn is_full(&self) -> bool {
        self.constraints.len() >= MAX_BROKEN
    }
}

/// AWS's sentence about these broken constraints, each in the words of [`broken_constraint`].
pub fn sentence(broken: &[String]) -> String {
    let errors = if broken.len() == 1 { "error" } else { "errors" };
    format!("{} validation {errors} detected: {}", broken.len(), broken.join("; "))
}

/// One broken constraint: a value as AWS shows it (quoted, or `null`), where it stands, and what it must. A path, which
/// may have the keys of maps in it, is [`bounded`]; so is to be the value.
pub fn broken_constraint(value: &str, path: impl fmt::Display, must: &str) -> String {
    let space = if value.is_empty() { "" } else { " " };
    let path = bounded(path);
    format!("Value{space}{value} at '{path}' failed to satisfy constraint: {must}")
}

/// Where a value stands. It is written only once a constraint is broken, which those of most requests are not.
#[derive(Clone, Copy)]
enum Path<'a> {
    Root,
    /// A member of what stands there.
    Member(&'a Path<'a>, &'static str),
    /// An element of the list that stands there, counted from one.
    Element(&'a Path<'a>, usize),
    /// The value below a key of the map that stands there.
    Entry(&'a Path<'a>, &'a str),
}

impl fmt::Display for Path<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Path::Root => Ok(()),
            Path::Member(Path::Root, name) => f.write_str(&lower(name)),
            Path::Member(parent, name) => write!(f, "{parent}.{}", lower(name)),
            Path::Element(list, number) => write!(f, "{list}.{number}.member"),
            Path::Entry(map, key) => write!(f, "{map}.{key}.member"),
        }
    }
}

fn members(fields: &Fields, parent: Path<'_>, broken: &mut Broken) {
    for (member, slot) in fields.shape().members.iter().zip(fields.slots()) {
        judge_at(member, slot, Path::Member(&parent, member.name), broken);
    }
}

fn judge_at(member: &Member, slot: &Slot, path: Path<'_>, broken: &mut Broken) {
    let Some(value) = slot.value() else {
        if member.rules.required {
            add(member, slot, path, words::NOT_NULL.to_owned(), broken);
        }
        return;
    };
    if member.rules.is_some() {
        for must in musts(&member.rules, value, broken.hides_all).into_iter().flatten() {
            add(member, slot, path, must, broken);
        }
    }
    contents(member, slot, path, broken);
}

fn add(member: &Member, slot: &Slot, path: Path<'_>, must: String, broken: &mut Broken) {
    if !broken.is_full() {
        let value = if broken.hides_all { String::new() } else { shown(member, slot) };
        broken.constraints.push(broken_constraint(&value, path, &must));
    }
}

/// What a value holds: a broken rule of a list's elements or of a map's keys and values is reported at the path of the
/// list or map; what these hold in turn has a path of its own.
fn contents(member: &Member, slot: &Slot, path: Path<'_>, broken: &mut Broken) {
    match (slot.value(), &member.kind) {
        (Some(Value::Struct(fields)), _) => members(fields, path, broken),
        (Some(Value::List(slots)), Kind::List(list)) => {
            if let Some(must) = elements(list, slots, broken.hides_all) {
                add(member, slot, path, must, broken);
            }
            for (at, element) in slots.iter().enumerate().filter(|_| holds_more(&list.element)) {
                if !broken.is_full() {
                    contents(&list.element, element, Path::Element(&path, at + 1), broken);
                }
            }
        }
        (Some(Value::Map(entries)), Kind::Map(map)) => {
            for must in keys_and_values(map, entries, broken.hides_all) {
                add(member, slot, path, must, broken);
            }
            for (key, value) in entries.iter().filter(|_| holds_more(&map.value)) {
                if !broken.is_full() {
                    contents(&map.value, value, Path::Entry(&path, key), broken);
                }
            }
        }
        _ => {}
    }
}

fn holds_more(member: &Member) -> bool {
    matches!(member.kind, Kind::List(_) | Kind::Map(_) | Kind::Struct(_))
}

/// The rules of a list's elements: one for all of them, whatever each of them breaks.
fn elements(list: &List, slots: &[Slot], hides: bool) -> Option<String> {
    let rules = &list.element.rules;
    let breaks = rules.is_some() && slots.iter().any(|slot| slot_breaks(rules, slot));
    breaks.then(|| words::every_element(&every(rules, &list.element.kind, hides)))
}

/// The rules of a map's keys and of its values.
fn keys_and_values(map: &Map, entries: &[(String, Slot)], hides: bool) -> Vec<String> {
    let mut musts = Vec::new();
    let rules = &map.key.rules;
    if entries.iter().any(|(key, _)| text_breaks(rules, key)) {
        musts.push(words::every_key(&every(rules, &map.key.kind, hides)));
    }
    let rules = &map.value.rules;
    if rules.is_some() && entries.iter().any(|(_, slot)| slot_breaks(rules, slot)) {
        musts.push(words::every_value(&every(rules, &map.value.kind, hides)));
    }
    musts
}

fn slot_breaks(rules: &Rules, slot: &Slot) -> bool {
    match slot.value() {
        Some(Value::Text(text)) => text_breaks(rules, text),
        Some(value) => musts(rules, value, false).iter().any(Option::is_some),
        None => rules.required,
    }
}

fn text_breaks(rules: &Rules, text: &str) -> bool {
    let length = length_of(text);
    rules.min.is_some_and(|min| length < min)
        || rules.max.is_some_and(|max| length > max)
        || !rules.values.is_empty() && !rules.values.contains(&text)
        || rules.pattern.is_some_and(|pattern| !pattern.holds(text))
}

/// What a value must and does not. The order is recorded: expression before length (CreateConnection of EventBridge).
fn musts(rules: &Rules, value: &Value, hides: bool) -> [Option<String>; 4] {
    let text = value.text();
    let measure = Measure::of(value);
    let below = rules.min.filter(|min| measure.is_some_and(|measure| measure.below(*min)));
    let above = rules.max.filter(|max| measure.is_some_and(|measure| measure.above(*max)));
    let is_number = measure.is_some_and(|measure| !matches!(measure, Measure::Length(_)));
    let is_looked_at = above.is_none() || measure.is_some_and(|measure| !measure.above(MAX_MATCHED));
    let fails = |pattern: &&Pattern| is_looked_at && text.is_some_and(|text| !pattern.holds(text));
    let unlisted = !rules.values.is_empty() && text.is_some_and(|text| !rules.values.contains(&text));
    let is_double = matches!(value, Value::Double(_));
    [
        rules.pattern.filter(|pattern| fails(pattern)).map(must_match),
        below.map(|min| must_be_at_least(is_number, is_double, min)),
        above.map(|max| must_be_at_most(is_number, is_double, max)),
        unlisted.then(|| must_be_one(rules, hides)),
    ]
}

/// All that a scalar must, as AWS lists it where it reports many at once. `Member must not be null` stands there for the
/// services whose lists hold no null.
fn every(rules: &Rules, kind: &Kind, hides: bool) -> Vec<String> {
    let is_double = matches!(kind, Kind::Double);
    let is_number = is_double || matches!(kind, Kind::Integer | Kind::Long);
    let musts = [
        rules.max.map(|max| must_be_at_most(is_number, is_double, max)),
        rules.min.map(|min| must_be_at_least(is_number, is_double, min)),
        rules.pattern.map(must_match),
        (!rules.values.is_empty()).then(|| must_be_one(rules, hides)),
        rules.required.then(|| words::NOT_NULL.to_owned()),
    ];
    musts.into_iter().flatten().collect()
}

/// An expression as the model has it.
fn must_match(pattern: &Pattern) -> String {
    words::matching(format_args!("{pattern:?}"))
}

fn must_be_at_least(is_number: bool, is_double: bool, min: i64) -> String {
    match (is_number, is_double) {
        (_, true) => words::value_at_least(format_args!("{min}.0")),
        (true, false) => words::value_at_least(min),
        (false, false) => words::length_at_least(min),
    }
}

fn must_be_at_most(is_number: bool, is_double: bool, max: i64) -> String {
    match (is_number, is_double) {
        (_, true) => words::value_at_most(format_args!("{max}.0")),
        (true, false) => words::value_at_most(max),
        (false, false) => words::length_at_most(max),
    }
}

fn must_be_one(rules: &Rules, hides: bool) -> String {
    // Recorded of IAM's UpdateServiceSpecificCredential, which shows no value.
    if hides || rules.hidden == Hidden::ValueAndSet {
        return words::ONE_OF.to_owned();
    }
    if rules.in_this_order {
        words::one_of(rules.values)
    } else {
        words::one_of(&as_java_keeps(rules.values))
    }
}

/// The values in the order in which AWS shows them: that of a set of Java's with 32 places, the texts' hash codes over
/// it, the newest first where two have the same place. So are those that are recorded of DynamoDB, KMS, EventBridge, Logs,
/// CloudWatch and Lambda, of two to twelve values, but for one (KMS's `keyUsage`). That a set with more than 24 values has twice the places is our guess.
fn as_java_keeps(values: &[&'static str]) -> Vec<&'static str> {
    const PLACES: u32 = 32;
    const FULL: usize = 24;
    let mut places = PLACES;
    let mut full = FULL;
    while values.len() > full && places < 1 << 16 {
        (places, full) = (places * 2, full * 2);
    }
    let hash = |text: &str| {
        text.encode_utf16().fold(0_u32, |hash, unit| hash.wrapping_mul(31).wrapping_add(unit.into()))
    };
    let mut kept: Vec<&str> = values.iter().rev().copied().collect();
    kept.sort_by_key(|text| hash(text) & (places - 1));
    kept
}

/// What bounds bound.
#[derive(Clone, Copy)]
enum Measure {
    Length(i64),
    Whole(i64),
    Fraction(f64),
}

impl Measure {
    fn of(value: &Value) -> Option<Measure> {
        let length = |len: usize| Some(Measure::Length(i64::try_from(len).unwrap_or(i64::MAX)));
        match value {
            Value::Text(text) => Some(Measure::Length(length_of(text))),
            Value::Blob(bytes) => length(bytes.len()),
            Value::List(slots) => length(slots.len()),
            Value::Map(entries) => length(entries.len()),
            Value::Integer(number) => Some(Measure::Whole(*number)),
            Value::Double(number) => Some(Measure::Fraction(*number)),
            Value::Boolean(_) | Value::Time(_) | Value::Document(_) | Value::Struct(_) => None,
        }
    }

    fn below(self, min: i64) -> bool {
        match self {
            Measure::Length(number) | Measure::Whole(number) => number < min,
            Measure::Fraction(number) => number < min as f64,
        }
    }

    fn above(self, max: i64) -> bool {
        match self {
            Measure::Length(number) | Measure::Whole(number) => number > max,
            Measure::Fraction(number) => number > max as f64,
        }
    }
}

/// A text's length as Java counts it: in UTF-16.
fn length_of(text: &str) -> i64 {
    let length = if text.is_ascii() { text.len() } else { text.encode_utf16().count() };
    i64::try_from(length).unwrap_or(i64::MAX)
}

/// A value as the sentence shows it: quoted, `null`, or nothing at all.
fn shown(member: &Member, slot: &Slot) -> String {
    match slot.value() {
        _ if hides_value(member) => String::new(),
        None => "null".to_owned(),
        Some(value) => format!("'{}'", bounded(Shown(value))),
    }
}

/// A list or map is not shown either if what it holds is not.
fn hides_value(member: &Member) -> bool {
    let hides = |member: &Member| member.rules.hidden != Hidden::Nothing;
    hides(member)
        || match &member.kind {
            Kind::List(list) => hides(&list.element),
            Kind::Map(map) => hides(&map.key) || hides(&map.value),
            _ => false,
        }
}

/// A member's name as messages have it.
pub fn lower(name: &str) -> String {
    let mut chars = name.chars();
    chars.next().map_or_else(String::new, |first| first.to_lowercase().chain(chars).collect())
}

impl Rules {
    /// Whether there is any constraint.
    pub fn is_some(&self) -> bool {
        self.required
            || self.min.is_some()
            || self.max.is_some()
            || self.pattern.is_some()
            || !self.values.is_empty()
    }
}

#[cfg(test)]
mod tests;
