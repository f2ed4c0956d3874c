//! What fields hold, and how it is compared and shown.

use std::cmp::Ordering;
use std::sync::Arc;

use serde_json::Value as Json;

use super::natural;

/// A value.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Value {
    /// The row has no such field.
    Missing,
    Text(String),
    Number(f64),
    Boolean(bool),
    /// Milliseconds since 1970.
    Time(u64),
    /// A map or a list, which `jsonParse` has read.
    Structure(Arc<Json>),
}

impl Value {
    /// What a place in a structure holds.
    pub(super) fn of_json(json: &Json) -> Value {
        match json {
            Json::Null => Value::Missing,
            Json::Bool(is_true) => Value::Boolean(*is_true),
            Json::Number(number) => number.as_f64().map_or(Value::Missing, Value::Number),
            Json::String(text) => Value::Text(text.clone()),
            Json::Array(_) | Json::Object(_) => Value::Structure(Arc::new(json.clone())),
        }
    }

    /// What a structure has at a path with points between its names; nothing of all else.
    pub(super) fn within(&self, path: &str) -> Value {
        match self {
            Value::Structure(json) => find(json, path).map_or(Value::Missing, Value::of_json),
            _ => Value::Missing,
        }
    }

    /// A number of what can be one.
    pub(super) fn number(&self) -> Option<f64> {
        match self {
            Value::Number(number) => Some(*number),
            Value::Time(at_ms) => Some(*at_ms as f64),
            Value::Text(text) => text.trim().parse().ok().filter(|number: &f64| number.is_finite()),
            Value::Missing | Value::Boolean(_) | Value::Structure(_) => None,
        }
    }

    /// As a text; nothing if there is none. Structures are none:
    /// <https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CWL_QuerySyntax-operations-functions.html#CWL_QuerySyntax-structure-types>.
    pub(super) fn text(&self) -> Option<String> {
        match self {
            Value::Missing => None,
            Value::Text(text) => Some(text.clone()),
            Value::Number(number) => Some(shown(*number)),
            Value::Boolean(is_true) => Some(if *is_true { "1" } else { "0" }.to_owned()),
            Value::Time(at_ms) => Some(crate::event::moment(*at_ms, ' ', "")),
            Value::Structure(_) => None,
        }
    }

    /// As it is shown; nothing if there is none. A structure as JSON, which is our guess.
    pub(super) fn shown(&self) -> Option<String> {
        match self {
            Value::Structure(json) => Some(json.to_string()),
            other => other.text(),
        }
    }

    /// About how many bytes it takes.
    pub(super) fn bytes(&self) -> usize {
        match self {
            Value::Text(text) => text.len(),
            Value::Structure(json) => size_of_json(json),
            _ => 0,
        }
    }

    /// Whether it holds as a condition.
    pub(super) fn holds(&self) -> bool {
        match self {
            Value::Boolean(is_true) => *is_true,
            Value::Number(number) => *number != 0.0,
            _ => false,
        }
    }

    pub(super) fn is_missing(&self) -> bool {
        *self == Value::Missing
    }

    /// How two values stand to each other: as numbers if both can be, else as texts; nothing if one is missing.
    pub(super) fn compare(&self, other: &Value) -> Option<Ordering> {
        if let (Some(one), Some(two)) = (self.number(), other.number()) {
            return one.partial_cmp(&two);
        }
        Some(self.text()?.cmp(&other.text()?))
    }

    /// The order in which values are sorted: what is missing, texts, numbers.
    /// <https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CWL_QuerySyntax-Sort.html>
    pub(super) fn order(&self, other: &Value) -> Ordering {
        let place = |value: &Value| match value.number() {
            Some(_) => 2,
            None => i32::from(value.text().is_some()),
        };
        place(self).cmp(&place(other)).then_with(|| match (self.number(), other.number()) {
            (Some(one), Some(two)) => one.total_cmp(&two),
            _ => natural::order(&self.text().unwrap_or_default(), &other.text().unwrap_or_default()),
        })
    }
}

fn size_of_json(json: &Json) -> usize {
    const OF_A_PLACE: usize = 32;
    let within = match json {
        Json::String(text) => text.len(),
        Json::Array(elements) => elements.iter().map(size_of_json).sum(),
        Json::Object(members) => {
            members.iter().map(|(name, value)| OF_A_PLACE + name.len() + size_of_json(value)).sum()
        }
        Json::Null | Json::Bool(_) | Json::Number(_) => 0,
    };
    OF_A_PLACE + within
}

/// The value of a path with points between its names, which may have points of their own.
pub(super) fn find<'j>(json: &'j Json, path: &str) -> Option<&'j Json> {
    let below = |name: &str| match json {
        Json::Object(members) => members.get(name),
        Json::Array(elements) => elements.get(name.parse::<usize>().ok()?),
        _ => None,
    };
    if let Some(found) = below(path) {
        return Some(found);
    }
    path.match_indices('.').find_map(|(at, _)| find(below(path.get(..at)?)?, path.get(at + 1..)?))
}

/// A number as AWS shows it: with four digits behind the point at most.
fn shown(number: f64) -> String {
    if number == number.trunc() && number.abs() < 1e15 {
        return format!("{number:.0}");
    }
    let text = format!("{number:.4}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}
