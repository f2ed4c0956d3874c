//! Functions of one row's values.
//!
//! <https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CWL_QuerySyntax-operations-functions.html>
//!
//! - `numbers`, `texts`, `structures`, `addresses` those of one kind of value each

use super::value::Value;

mod addresses;
mod numbers;
mod structures;
mod texts;

/// A function: how many values it takes, and what it makes of them.
#[derive(Clone, Copy, Debug)]
pub(super) struct Function {
    name: &'static str,
    pub(super) least: usize,
    pub(super) most: usize,
    act: fn(&[Value]) -> Value,
}

impl Function {
    /// The function of a name, in whatever case.
    pub(super) fn named(name: &str) -> Option<Function> {
        let all = [GENERAL, numbers::ALL, texts::ALL, structures::ALL, addresses::ALL];
        all.into_iter().flatten().copied().find(|known| known.name.eq_ignore_ascii_case(name))
    }

    /// What it makes of values. A text that would be longer than any event is missing: our guess, so that a query whose
    /// functions stand in each other ends.
    pub(super) fn of(self, values: &[Value]) -> Value {
        match (self.act)(values) {
            Value::Text(text) if text.len() > LONGEST => Value::Missing,
            value => value,
        }
    }
}

const fn function(name: &'static str, least: usize, most: usize, act: fn(&[Value]) -> Value) -> Function {
    Function { name, least, most, act }
}

/// As many values as somebody likes.
const MANY: usize = 64;

/// How many values `case` takes: ten branches, and what else there is.
const MOST_OF_CASE: usize = 21;

/// The longest text that a function makes, in bytes: as long as an event can be.
const LONGEST: usize = 1 << 20;

/// Of times, and of whatever there is.
const GENERAL: &[Function] = &[
    function("bin", 2, 2, |v| rounded(v, false)),
    function("datefloor", 2, 2, |v| rounded(v, false)),
    function("dateceil", 2, 2, |v| rounded(v, true)),
    function("fromMillis", 1, 1, |v| {
        number(v, 0).filter(|ms| *ms >= 0.0).map_or(Value::Missing, |ms| Value::Time(ms as u64))
    }),
    function("toMillis", 1, 1, |v| number(v, 0).map_or(Value::Missing, Value::Number)),
    function("ispresent", 1, 1, |v| Value::Boolean(!at(v, 0).is_missing())),
    function("coalesce", 1, MANY, |v| {
        v.iter().find(|value| !value.is_missing()).cloned().unwrap_or(Value::Missing)
    }),
    function("if", 3, 3, |v| if at(v, 0).holds() { at(v, 1).clone() } else { at(v, 2).clone() }),
    function("case", 2, MOST_OF_CASE, case),
];

fn at(values: &[Value], at: usize) -> &Value {
    values.get(at).unwrap_or(&Value::Missing)
}

fn number(values: &[Value], place: usize) -> Option<f64> {
    at(values, place).number()
}

fn text(values: &[Value], place: usize) -> Option<String> {
    at(values, place).text()
}

/// A time, down or up to a multiple of a period.
fn rounded(values: &[Value], up: bool) -> Value {
    let (Some(at), Some(period)) = (number(values, 0), number(values, 1)) else { return Value::Missing };
    let (at, period) = (at.max(0.0) as u64, period.max(1.0) as u64);
    let down = at - at % period;
    Value::Time(if up && down < at { down.saturating_add(period) } else { down })
}

/// The value of the first condition that holds; what stands alone at the end is for all others.
fn case(values: &[Value]) -> Value {
    let found = values.chunks(2).find_map(|branch| match branch {
        [condition, value] => condition.holds().then_some(value),
        [other] => Some(other),
        _ => None,
    });
    found.cloned().unwrap_or(Value::Missing)
}
