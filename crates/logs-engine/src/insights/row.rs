//! A row: an event with the fields that are found in it, and those that commands have made.

use std::cell::OnceCell;
use std::sync::Arc;

use serde_json::Value as Json;

use super::value::{Value, find};

/// An event as a query sees it.
#[derive(Clone, Debug)]
pub(crate) struct Event {
    pub(crate) at_ms: u64,
    pub(crate) ingested_ms: u64,
    pub(crate) message: String,
    pub(crate) stream: Arc<str>,
    /// The account and the group.
    pub(crate) log: Arc<str>,
    /// By which GetLogRecord finds it.
    pub(crate) pointer: String,
}

/// A row.
#[derive(Clone, Debug)]
pub(crate) struct Row {
    /// Nothing of what was made of many.
    pub(super) event: Option<Arc<Event>>,
    pub(super) made: Vec<(String, Value)>,
    /// How many bytes the texts among them have.
    made_bytes: usize,
    /// The message as JSON, once somebody has asked for it.
    json: OnceCell<Option<Json>>,
}

impl Row {
    /// The row of an event.
    pub(crate) fn of(event: Event) -> Row {
        Row { event: Some(Arc::new(event)), made: Vec::new(), made_bytes: 0, json: OnceCell::new() }
    }

    /// One of fields that were made of many.
    pub(super) fn made(made: Vec<(String, Value)>) -> Row {
        let made_bytes = made.iter().map(|(_, value)| value.bytes()).sum();
        Row { event: None, made, made_bytes, json: OnceCell::new() }
    }

    /// About how many bytes it holds.
    pub(super) fn bytes(&self) -> usize {
        self.event.as_ref().map_or(0, |event| event.message.len()) + self.made_bytes
    }

    /// Whether commands have made as much in it as they may.
    pub(super) fn is_full(&self) -> bool {
        self.made_bytes >= MOST_MADE
    }

    /// It waits: what can be made again is not kept, as a tree takes many times the room of its text.
    pub(super) fn waits(mut self) -> Row {
        self.json = OnceCell::new();
        self
    }

    /// Sets a field. What a row has no room for any more is missing.
    pub(super) fn set(&mut self, name: &str, mut value: Value) {
        let before = self.made.iter().find(|(known, _)| known == name).map_or(0, |(_, value)| value.bytes());
        if self.is_full() {
            value = Value::Missing;
        }
        self.made_bytes = self.made_bytes - before + value.bytes();
        match self.made.iter_mut().find(|(known, _)| known == name) {
            Some((_, known)) => *known = value,
            None => self.made.push((name.to_owned(), value)),
        }
    }

    /// A field.
    pub(super) fn get(&self, name: &str) -> Value {
        if let Some((_, value)) = self.made.iter().find(|(known, _)| known == name) {
            return value.clone();
        }
        if let Some(value) = self.made.iter().find_map(|(known, value)| within(known, value, name)) {
            return value;
        }
        let Some(event) = &self.event else { return Value::Missing };
        match name {
            "@timestamp" => Value::Time(event.at_ms),
            "@ingestionTime" => Value::Time(event.ingested_ms),
            "@message" => Value::Text(event.message.clone()),
            "@logStream" => Value::Text(event.stream.to_string()),
            "@log" => Value::Text(event.log.to_string()),
            "@ptr" => Value::Text(event.pointer.clone()),
            _ if name.starts_with('@') => of_lambda(&event.message, name),
            _ => self.json(event).and_then(|json| find(json, name)).map_or(Value::Missing, discovered),
        }
    }

    fn json(&self, event: &Event) -> Option<&Json> {
        let read = || {
            // What stands before a document is passed over, as AWS finds documents within lines.
            let start = event.message.find('{')?;
            let mut read =
                serde_json::Deserializer::from_str(event.message.get(start..)?).into_iter::<Json>();
            read.next()?.ok()
        };
        self.json.get_or_init(read).as_ref()
    }

    /// The names of all fields that are found in the event.
    pub(crate) fn names(&self) -> Vec<String> {
        let Some(event) = &self.event else { return Vec::new() };
        let mut names: Vec<String> =
            ["@ingestionTime", "@log", "@logStream", "@message", "@timestamp"].map(str::to_owned).into();
        if let Some(json) = self.json(event) {
            flatten(json, &mut String::new(), &mut names, 0);
        }
        names
    }

    /// A field as it is shown.
    pub(crate) fn shown(&self, name: &str) -> Option<String> {
        self.get(name).shown()
    }
}

/// What a structure has at the rest of a path that begins with its name.
fn within(known: &str, value: &Value, path: &str) -> Option<Value> {
    let path = path.strip_prefix(known)?.strip_prefix('.')?;
    matches!(value, Value::Structure(_)).then(|| value.within(path))
}

/// Once commands have made so many bytes of texts in one row, they make no more: our bound.
const MOST_MADE: usize = 8 << 20;

/// How many fields are found in one event, and how deep: <https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CWL_AnalyzeLogData-discoverable-fields.html>.
const MOST_FIELDS: usize = 200;
const DEEPEST: usize = 16;

fn flatten(json: &Json, path: &mut String, names: &mut Vec<String>, depth: usize) {
    let entries: Vec<(String, &Json)> = match json {
        Json::Object(members) => members.iter().map(|(name, value)| (name.clone(), value)).collect(),
        Json::Array(elements) => {
            elements.iter().enumerate().map(|(at, value)| (at.to_string(), value)).collect()
        }
        _ => {
            names.push(path.clone());
            return;
        }
    };
    for (name, value) in entries {
        if names.len() >= MOST_FIELDS || depth >= DEEPEST {
            return;
        }
        let len = path.len();
        if !path.is_empty() {
            path.push('.');
        }
        path.push_str(&name);
        flatten(value, path, names, depth + 1);
        path.truncate(len);
    }
}

/// A field that was discovered in an event; maps and lists are their text.
fn discovered(json: &Json) -> Value {
    match json {
        Json::Array(_) | Json::Object(_) => Value::Text(json.to_string()),
        leaf => Value::of_json(leaf),
    }
}

/// What is found in the lines that Lambda itself writes.
fn of_lambda(message: &str, name: &str) -> Value {
    let Some((kind, rest)) = message.split_once(" RequestId: ") else { return Value::Missing };
    if !matches!(kind, "START" | "END" | "REPORT") {
        return Value::Missing;
    }
    let behind = |label: &str| {
        let (_, behind) = rest.split_once(label)?;
        behind.split_whitespace().next()?.parse::<f64>().ok()
    };
    let number =
        |found: Option<f64>, times: f64| found.map_or(Value::Missing, |found| Value::Number(found * times));
    // Megabytes are shown as a million bytes each.
    match name {
        "@type" => Value::Text(kind.to_owned()),
        "@requestId" => {
            rest.split_whitespace().next().map_or(Value::Missing, |id| Value::Text(id.to_owned()))
        }
        "@duration" => number(behind("\tDuration: "), 1.0),
        "@billedDuration" => number(behind("Billed Duration: "), 1.0),
        "@initDuration" => number(behind("Init Duration: "), 1.0),
        "@memorySize" => number(behind("Memory Size: "), 1_000_000.0),
        "@maxMemoryUsed" => number(behind("Max Memory Used: "), 1_000_000.0),
        _ => Value::Missing,
    }
}
