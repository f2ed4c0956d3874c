//! Answers in a form in which equal means equal: what may differ between two right answers is taken out.

use serde_json::Value;

/// An answer, as far as it is compared.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Answer {
    status: u16,
    /// The bare name of the error, and its message.
    error: Option<(String, String)>,
    body: Value,
}

impl Answer {
    /// What came back for an operation.
    pub(crate) fn new(operation: &str, status: u16, mut body: Value) -> Answer {
        if status == 200 {
            tidy(operation, &mut body);
            return Answer { status, error: None, body };
        }
        let text = |name: &str| body.get(name).and_then(Value::as_str);
        let kind = text("__type").unwrap_or_default().rsplit('#').next().unwrap_or_default().to_owned();
        let message = text("message").or_else(|| text("Message")).unwrap_or_default().to_owned();
        Answer { status, error: Some((kind, message)), body }
    }

    /// Whether the request was carried out.
    pub(crate) fn is_success(&self) -> bool {
        self.status == 200
    }

    /// Whether the two say the same: of errors the name and, if `texts` count, the message; of replies all of it.
    pub(crate) fn equals(&self, other: &Answer, texts: bool) -> bool {
        match (&self.error, &other.error) {
            (Some((name, text)), Some((other_name, other_text))) => {
                name == other_name && (!texts || text == other_text)
            }
            (None, None) => self.body == other.body,
            _ => false,
        }
    }

    /// What distinguishes this answer and another, without names, values and numbers of the one request.
    pub(crate) fn kinds(&self, other: &Answer) -> (String, String) {
        match (&self.error, &other.error) {
            (None, None) => (member_apart(&self.body, &other.body), "another value".to_owned()),
            _ => (self.kind(), other.kind()),
        }
    }

    fn kind(&self) -> String {
        match &self.error {
            Some((name, message)) => format!("{name}: {}", generalised(message)),
            None => "taken".to_owned(),
        }
    }

    /// In one line.
    pub(crate) fn show(&self) -> String {
        let body = match &self.error {
            Some((kind, message)) => format!("{kind}: {message}"),
            None => self.body.to_string(),
        };
        format!("{} {}", self.status, body.chars().take(1200).collect::<String>())
    }
}

/// Scans and index reads have no promised order; sets have none either.
fn tidy(operation: &str, body: &mut Value) {
    sort_sets(body);
    let Some(members) = body.as_object_mut() else { return };
    // Two servers have two ideas of an estimate.
    members.remove("ItemCollectionMetrics");
    if ["Scan", "BatchGetItem"].contains(&operation) {
        members.values_mut().for_each(sort_lists);
    }
}

fn sort_sets(value: &mut Value) {
    match value {
        Value::Object(members) => {
            for (name, member) in members {
                let is_set = ["SS", "NS", "BS"].contains(&name.as_str());
                match member {
                    Value::Array(elements) if is_set => elements.sort_by_key(Value::to_string),
                    other => sort_sets(other),
                }
            }
        }
        Value::Array(elements) => elements.iter_mut().for_each(sort_sets),
        _ => {}
    }
}

fn sort_lists(value: &mut Value) {
    match value {
        Value::Array(elements) => elements.sort_by_key(Value::to_string),
        Value::Object(members) => {
            members.values_mut().filter(|member| member.is_array()).for_each(sort_lists)
        }
        _ => {}
    }
}

/// The first member of two replies that differs, capacity only if nothing else does.
fn member_apart(one: &Value, other: &Value) -> String {
    let names = one.as_object().into_iter().chain(other.as_object()).flat_map(|members| members.keys());
    let mut apart: Vec<&String> =
        names.filter(|name| one.get(name.as_str()) != other.get(name.as_str())).collect();
    apart.sort_by_key(|name| *name == "ConsumedCapacity");
    apart.first().map_or_else(|| "another body".to_owned(), |name| (*name).clone())
}

/// A message with what is quoted, in brackets or a number left out.
fn generalised(message: &str) -> String {
    let mut out = String::new();
    let mut closing: Option<char> = None;
    for letter in message.chars() {
        if let Some(end) = closing {
            if letter == end {
                closing = None;
            }
            continue;
        }
        closing = match letter {
            '"' => Some('"'),
            '[' => Some(']'),
            '{' => Some('}'),
            _ => None,
        };
        match letter {
            '"' | '[' | '{' => out.push('_'),
            '0'..='9' => {
                if !out.ends_with('_') {
                    out.push('_');
                }
            }
            '|' | '\n' | '\r' => out.push(' '),
            _ => out.push(letter),
        }
    }
    out.trim().to_owned()
}
