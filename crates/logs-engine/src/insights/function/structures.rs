//! Functions of maps and lists.
//!
//! <https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CWL_QuerySyntax-operations-functions.html#CWL_QuerySyntax-json-functions>

use serde_json::Value as Json;

use super::{Function, Value, at, function, text};

pub(super) const ALL: &[Function] = &[
    function("jsonParse", 1, 1, |v| match structure(at(v, 0)) {
        Some(json @ (Json::Array(_) | Json::Object(_))) => Value::of_json(&json),
        _ => Value::Missing,
    }),
    function("jsonStringify", 1, 1, |v| match at(v, 0) {
        Value::Structure(json) => Value::Text(json.to_string()),
        _ => Value::Missing,
    }),
    function("jsonArraySize", 1, 1, |v| match structure(at(v, 0)) {
        Some(Json::Array(elements)) => Value::Number(elements.len() as f64),
        _ => Value::Missing,
    }),
    function("jsonArrayContains", 2, 2, |v| {
        let (Some(Json::Array(elements)), Some(wanted)) = (structure(at(v, 0)), text(v, 1)) else {
            return Value::Boolean(false);
        };
        Value::Boolean(
            elements.iter().any(|element| Value::of_json(element).text().as_ref() == Some(&wanted)),
        )
    }),
];

/// A structure, or the text of one.
fn structure(value: &Value) -> Option<Json> {
    match value {
        Value::Structure(json) => Some(json.as_ref().clone()),
        other => serde_json::from_str(&other.text()?).ok(),
    }
}
