//! Functions of texts.

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};
use serde_json::Value as Json;

use super::{Function, LONGEST, MANY, Value, function, number, text};

pub(super) const ALL: &[Function] = &[
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
    function("messageSize", 1, 1, |v| {
        text(v, 0).map_or(Value::Missing, |text| Value::Number(text.len() as f64))
    }),
    function("toupper", 1, 1, |v| of_text(v, str::to_uppercase)),
    function("tolower", 1, 1, |v| of_text(v, str::to_lowercase)),
    function("substr", 2, 3, substring),
    function("replace", 3, 3, replaced),
    // Whether case counts can be said, by AWS's page; users found that AWS takes it and disregards it.
    function("strcontains", 2, 3, |v| compared(v, |text, part| text.contains(part))),
    function("startsWith", 2, 2, |v| compared(v, |text, part| text.starts_with(part))),
    function("endsWith", 2, 2, |v| compared(v, |text, part| text.ends_with(part))),
    function("urlencode", 1, 1, |v| of_text(v, |text| utf8_percent_encode(text, &ENCODED).to_string())),
    function("urldecode", 1, 1, |v| {
        let decoded =
            |text: String| Some(percent_decode_str(&text.replace('+', " ")).decode_utf8().ok()?.into_owned());
        text(v, 0).and_then(decoded).map_or(Value::Missing, Value::Text)
    }),
    function("base64encode", 1, 1, |v| of_text(v, |text| BASE64_STANDARD.encode(text))),
    function("base64decode", 1, 1, |v| {
        of_bytes(text(v, 0).and_then(|text| BASE64_STANDARD.decode(text.trim()).ok()))
    }),
    function("hexToAscii", 1, 1, |v| of_bytes(text(v, 0).and_then(|text| of_hex(&text)))),
    function("split", 2, 2, |v| {
        let (Some(text), Some(mark)) = (text(v, 0), text(v, 1).filter(|mark| !mark.is_empty())) else {
            return Value::Missing;
        };
        Value::of_json(&Json::Array(text.split(&mark).map(Json::from).collect()))
    }),
];

/// What is encoded; AWS's page does not say, so what a form encodes, a space as `%20`. Our guess.
const ENCODED: AsciiSet = NON_ALPHANUMERIC.remove(b'-').remove(b'_').remove(b'.').remove(b'~');

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

fn of_text(values: &[Value], act: impl Fn(&str) -> String) -> Value {
    text(values, 0).map_or(Value::Missing, |text| Value::Text(act(&text)))
}

fn of_bytes(bytes: Option<Vec<u8>>) -> Value {
    bytes.and_then(|bytes| String::from_utf8(bytes).ok()).map_or(Value::Missing, Value::Text)
}

fn compared(values: &[Value], holds: impl Fn(&str, &str) -> bool) -> Value {
    Value::Boolean(text(values, 0).zip(text(values, 1)).is_some_and(|(text, part)| holds(&text, &part)))
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

fn of_hex(text: &str) -> Option<Vec<u8>> {
    let digits = text.strip_prefix("0x").unwrap_or(text);
    let pair = |at: usize| {
        let pair = digits.get(at..at + 2).filter(|pair| pair.bytes().all(|byte| byte.is_ascii_hexdigit()))?;
        u8::from_str_radix(pair, 16).ok()
    };
    (0..digits.len()).step_by(2).map(pair).collect()
}
