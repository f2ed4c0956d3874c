//! Values that have names: those that a sequence sets, those that steps keep for later ones, and those of every run.
//!
//! `$name` stands for a value wherever a string stands; a string that is nothing else becomes the value itself, whatever
//! its type. Names are of small letters, digits and `_`; so `$LATEST` is Lambda's.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use crate::Result;

/// The names of the values that every sequence has.
pub(super) const ALWAYS: [&str; 5] = ["account", "echo_zip", "other_zip", "region", "run"];

/// Values by name.
#[derive(Clone, Debug, Default)]
pub(super) struct Values(BTreeMap<String, Value>);

impl Values {
    pub(super) fn put(&mut self, name: &str, value: Value) {
        self.0.insert(name.to_owned(), value);
    }

    /// A string with the values in their places.
    pub(super) fn text(&self, text: &str) -> Result<String> {
        let mut parts = text.split('$');
        let mut whole = parts.next().unwrap_or_default().to_owned();
        for part in parts {
            let end = part.find(|c: char| !is_of_a_name(c)).unwrap_or(part.len());
            let (name, rest) = part.split_at(end);
            if name.is_empty() {
                whole.push('$');
            } else {
                match self.get(name)? {
                    Value::String(text) => whole.push_str(text),
                    other => whole.push_str(&other.to_string()),
                }
            }
            whole.push_str(rest);
        }
        Ok(whole)
    }

    /// A value with all values that it names in their places.
    pub(super) fn value(&self, value: &Value) -> Result<Value> {
        Ok(match value {
            Value::String(text) => match text.strip_prefix('$') {
                Some(name) if !name.is_empty() && name.chars().all(is_of_a_name) => self.get(name)?.clone(),
                _ => Value::String(self.text(text)?),
            },
            Value::Array(list) => {
                Value::Array(list.iter().map(|element| self.value(element)).collect::<Result<_>>()?)
            }
            Value::Object(members) => {
                let members = members.iter().map(|(name, value)| Ok((self.text(name)?, self.value(value)?)));
                Value::Object(members.collect::<Result<Map<_, _>>>()?)
            }
            other => other.clone(),
        })
    }

    fn get(&self, name: &str) -> Result<&Value> {
        self.0.get(name).ok_or_else(|| format!("nothing is known as ${name}").into())
    }
}

/// The names that a string names.
pub(super) fn names(text: &str) -> impl Iterator<Item = &str> {
    let ends = |part: &str| part.find(|c: char| !is_of_a_name(c)).unwrap_or(part.len());
    text.split('$').skip(1).map(move |part| part.split_at(ends(part)).0).filter(|name| !name.is_empty())
}

/// Calls this with every string in a value, names of members among them.
pub(super) fn strings<'a>(value: &'a Value, each: &mut impl FnMut(&'a str)) {
    match value {
        Value::String(text) => each(text),
        Value::Array(list) => list.iter().for_each(|element| strings(element, each)),
        Value::Object(members) => members.iter().for_each(|(name, value)| {
            each(name);
            strings(value, each);
        }),
        _ => {}
    }
}

fn is_of_a_name(c: char) -> bool {
    c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_'
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn names_become_values() {
        let mut values = Values::default();
        values.put("a", json!("x"));
        values.put("n_1", json!([1, 2]));
        let input = json!({"t": "$a-$a.$n_1", "v": "$n_1", "l": ["$a"], "k$a": true, "p": "$LATEST$"});
        let expected = json!({"t": "x-x.[1,2]", "v": [1, 2], "l": ["x"], "kx": true, "p": "$LATEST$"});
        assert_eq!(values.value(&input).unwrap(), expected);
        values.text("$unknown").unwrap_err();
    }
}
