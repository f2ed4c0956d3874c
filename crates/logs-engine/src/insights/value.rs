//! What fields hold, and how it is compared and shown.

use std::cmp::Ordering;

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
}

impl Value {
    /// A number of what can be one.
    pub(super) fn number(&self) -> Option<f64> {
        match self {
            Value::Number(number) => Some(*number),
            Value::Time(at_ms) => Some(*at_ms as f64),
            Value::Text(text) => text.trim().parse().ok().filter(|number: &f64| number.is_finite()),
            Value::Missing | Value::Boolean(_) => None,
        }
    }

    /// As it is shown; nothing if there is none.
    pub(super) fn text(&self) -> Option<String> {
        match self {
            Value::Missing => None,
            Value::Text(text) => Some(text.clone()),
            Value::Number(number) => Some(shown(*number)),
            Value::Boolean(is_true) => Some(if *is_true { "1" } else { "0" }.to_owned()),
            Value::Time(at_ms) => Some(crate::event::moment(*at_ms, ' ', "")),
        }
    }

    /// How many bytes of text it has.
    pub(super) fn bytes(&self) -> usize {
        match self {
            Value::Text(text) => text.len(),
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

    /// The same with an order for what is missing: it comes first.
    pub(super) fn order(&self, other: &Value) -> Ordering {
        match (self.is_missing(), other.is_missing()) {
            (false, false) => self.compare(other).unwrap_or(Ordering::Equal),
            (one, two) => two.cmp(&one),
        }
    }
}

/// A number as AWS shows it: with four digits behind the point at most.
fn shown(number: f64) -> String {
    if number == number.trunc() && number.abs() < 1e15 {
        return format!("{number:.0}");
    }
    let text = format!("{number:.4}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}
