//! Members of replies that are trees of JSON.

use serde_json::{Value, json};

/// Sets a member of a JSON object.
pub(crate) fn set(object: &mut Value, key: &str, value: impl Into<Value>) {
    if let Value::Object(members) = object {
        members.insert(key.to_owned(), value.into());
    }
}

/// A time as AWS writes it: seconds since 1970 with three decimals.
pub(crate) fn seconds(ms: u64) -> Value {
    // Exact: a double holds every millisecond count below 2^53.
    json!(ms as f64 / 1000.0)
}
