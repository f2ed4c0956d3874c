//! Numbers as AWS compares them: by value, whatever their spelling.
//!
//! event-ruler's README: 300, 300.0 and 3.0e2 are one number, an IEEE 754 double. EventBridge's page still says that
//! they differ, as they did in its first years. Integers of more than 53 bits, which literals may be, are compared
//! digit by digit.

use serde_json::Number;

/// A number that stands in a pattern.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Literal {
    value: f64,
    /// Its digits, if it is spelled as an integer.
    integer: Option<i128>,
}

impl Literal {
    /// Of a number as JSON spells it.
    pub(crate) fn of(text: &str) -> Literal {
        // JSON's numbers are a part of what both read; one beyond a double becomes infinite, and equals no event's.
        Literal { value: text.parse().unwrap_or(f64::NAN), integer: text.parse().ok() }
    }

    pub(crate) fn value(self) -> f64 {
        self.value
    }

    /// Whether an event's number is this one.
    pub(crate) fn is(self, number: &Number) -> bool {
        let integer = number.as_i64().map(i128::from).or_else(|| number.as_u64().map(i128::from));
        match (self.integer, integer) {
            (Some(wanted), Some(found)) => wanted == found,
            _ => number.as_f64() == Some(self.value),
        }
    }
}
