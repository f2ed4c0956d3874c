//! Functions of one row's values.
//!
//! <https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CWL_QuerySyntax-operations-functions.html>

use std::cmp::Ordering;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use super::value::Value;

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
        ALL.iter().copied().find(|known| known.name.eq_ignore_ascii_case(name))
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

/// The longest text that a function makes, in bytes: as long as an event can be.
const LONGEST: usize = 1 << 20;

const ALL: &[Function] = &[
    function("abs", 1, 1, |v| of_number(v, f64::abs)),
    function("ceil", 1, 1, |v| of_number(v, f64::ceil)),
    function("floor", 1, 1, |v| of_number(v, f64::floor)),
    function("sqrt", 1, 1, |v| of_number(v, f64::sqrt)),
    function("log", 1, 1, |v| of_number(v, f64::ln)),
    function("greatest", 1, MANY, |v| extreme(v, Ordering::Greater)),
    function("least", 1, MANY, |v| extreme(v, Ordering::Less)),
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
    function("isempty", 1, 1, |v| Value::Boolean(text(v, 0).is_none_or(|text| text.is_empty()))),
    function("isblank", 1, 1, |v| Value::Boolean(text(v, 0).is_none_or(|text| text.trim().is_empty()))),
    function("concat", 1, MANY, |v| {
        Value::Text(v.iter().filter_map(Value::text).collect::<Vec<_>>().concat())
    }),
    function("ltrim", 1, 2, |v| trimmed(v, true, false)),
    function("rtrim", 1, 2, |v| trimmed(v, false, true)),
    function("trim", 1, 2, |v| trimmed(v, true, true)),
    function("strlen", 1, 1, |v| {
        text(v, 0).map_or(Value::Missing, |text| Value::Number(text.chars().count() as f64))
    }),
    function("toupper", 1, 1, |v| of_text(v, |text| text.to_uppercase())),
    function("tolower", 1, 1, |v| of_text(v, |text| text.to_lowercase())),
    function("substr", 2, 3, substring),
    function("replace", 3, 3, replaced),
    function("strcontains", 2, 2, |v| match (text(v, 0), text(v, 1)) {
        (Some(text), Some(part)) => Value::Boolean(text.contains(&part)),
        _ => Value::Boolean(false),
    }),
    function("isValidIp", 1, 1, |v| Value::Boolean(is_address::<IpAddr>(v))),
    function("isValidIpv4", 1, 1, |v| Value::Boolean(is_address::<Ipv4Addr>(v))),
    function("isValidIpv6", 1, 1, |v| Value::Boolean(is_address::<Ipv6Addr>(v))),
];

/// A text with another in the place of a part of it.
fn replaced(values: &[Value]) -> Value {
    let (Some(text), Some(from), Some(to)) = (text(values, 0), text(values, 1), text(values, 2)) else {
        return Value::Missing;
    };
    if from.is_empty() {
        return Value::Text(text);
    }
    // A text of a megabyte for each of a million letters is not even begun.
    let grows = text.matches(&from).count().saturating_mul(to.len().saturating_sub(from.len()));
    if text.len().saturating_add(grows) > LONGEST {
        return Value::Missing;
    }
    Value::Text(text.replace(&from, &to))
}

fn at(values: &[Value], at: usize) -> &Value {
    values.get(at).unwrap_or(&Value::Missing)
}

fn number(values: &[Value], place: usize) -> Option<f64> {
    at(values, place).number()
}

fn text(values: &[Value], place: usize) -> Option<String> {
    at(values, place).text()
}

fn of_number(values: &[Value], act: fn(f64) -> f64) -> Value {
    let result = number(values, 0).map(act).filter(|number| number.is_finite());
    result.map_or(Value::Missing, Value::Number)
}

fn of_text(values: &[Value], act: impl Fn(&str) -> String) -> Value {
    text(values, 0).map_or(Value::Missing, |text| Value::Text(act(&text)))
}

fn extreme(values: &[Value], wanted: Ordering) -> Value {
    let there = values.iter().filter(|value| !value.is_missing());
    let best = there.reduce(|best, value| if value.order(best) == wanted { value } else { best });
    best.cloned().unwrap_or(Value::Missing)
}

/// A time, down or up to a multiple of a period.
fn rounded(values: &[Value], up: bool) -> Value {
    let (Some(at), Some(period)) = (number(values, 0), number(values, 1)) else { return Value::Missing };
    let (at, period) = (at.max(0.0) as u64, period.max(1.0) as u64);
    let down = at - at % period;
    Value::Time(if up && down < at { down.saturating_add(period) } else { down })
}

fn trimmed(values: &[Value], left: bool, right: bool) -> Value {
    let (Some(text), marks) = (text(values, 0), text(values, 1)) else { return Value::Missing };
    let is_taken = |c: char| marks.as_ref().map_or_else(|| c.is_whitespace(), |marks| marks.contains(c));
    let text = if left { text.trim_start_matches(is_taken) } else { &text };
    let text = if right { text.trim_end_matches(is_taken) } else { text };
    Value::Text(text.to_owned())
}

/// Characters from a place on, counted from zero, as many as are asked for.
fn substring(values: &[Value]) -> Value {
    let (Some(text), Some(start)) = (text(values, 0), number(values, 1)) else { return Value::Missing };
    let most = number(values, 2).map_or(usize::MAX, |most| most.max(0.0) as usize);
    Value::Text(text.chars().skip(start.max(0.0) as usize).take(most).collect())
}

fn is_address<A: std::str::FromStr>(values: &[Value]) -> bool {
    text(values, 0).is_some_and(|text| text.parse::<A>().is_ok())
}
