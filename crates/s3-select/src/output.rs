//! What is written.

use crate::asked::{CsvOutput, Output};
use crate::error::{Code, Result, refuse};
use crate::records::MAX_RECORD;
use crate::value::Value;

/// Appends a record of the result.
pub(crate) fn write(output: &Output, columns: &[(String, Value)], to: &mut Vec<u8>) -> Result<()> {
    let before = to.len();
    match output {
        Output::Csv(form) => {
            let mut is_first = true;
            for (_, value) in columns {
                if !std::mem::take(&mut is_first) {
                    to.extend_from_slice(form.field_delimiter.as_bytes());
                }
                csv_field(form, &csv_text(value), to);
                check(to.len() - before)?;
            }
            to.extend_from_slice(form.record_delimiter.as_bytes());
        }
        Output::Json(delimiter) => {
            json_object(columns, to);
            to.extend_from_slice(delimiter.as_bytes());
        }
    }
    check(to.len() - before)
}

fn check(len: usize) -> Result<()> {
    if len > MAX_RECORD { refuse(Code::OverMaxRecordSize) } else { Ok(()) }
}

/// Lists and objects stand in CSV as JSON.
fn csv_text(value: &Value) -> String {
    match value {
        Value::List(_) | Value::Struct(_) => {
            let mut json = Vec::new();
            json_value(value, &mut json);
            String::from_utf8(json).unwrap_or_default()
        }
        value => value.text().unwrap_or_default(),
    }
}

fn csv_field(form: &CsvOutput, text: &str, to: &mut Vec<u8>) {
    let holds = |part: &str| !part.is_empty() && text.contains(part);
    let needs_quotes = form.always_quotes
        || holds(&form.field_delimiter)
        || holds(&form.record_delimiter)
        || holds(&form.quote)
        || text.contains(['\n', '\r']);
    if form.quote.is_empty() || !needs_quotes {
        to.extend_from_slice(text.as_bytes());
        return;
    }
    to.extend_from_slice(form.quote.as_bytes());
    let mut pieces = text.split(form.quote.as_str());
    to.extend_from_slice(pieces.next().unwrap_or_default().as_bytes());
    for piece in pieces {
        to.extend_from_slice(form.escape.as_bytes());
        to.extend_from_slice(form.quote.as_bytes());
        to.extend_from_slice(piece.as_bytes());
    }
    to.extend_from_slice(form.quote.as_bytes());
}

/// What is missing has no field.
fn json_object(fields: &[(String, Value)], to: &mut Vec<u8>) {
    to.push(b'{');
    let mut is_first = true;
    for (name, value) in fields.iter().filter(|(_, value)| !matches!(value, Value::Missing)) {
        if !std::mem::take(&mut is_first) {
            to.push(b',');
        }
        json_text(name, to);
        to.push(b':');
        json_value(value, to);
    }
    to.push(b'}');
}

fn json_value(value: &Value, to: &mut Vec<u8>) {
    match value {
        Value::Missing | Value::Null => to.extend_from_slice(b"null"),
        Value::Float(float) if !float.is_finite() => to.extend_from_slice(b"null"),
        Value::Bool(_) | Value::Int(_) | Value::Float(_) => {
            to.extend_from_slice(value.text().unwrap_or_default().as_bytes());
        }
        Value::Text(text) => json_text(text, to),
        Value::Moment(moment) => json_text(&moment.to_string(), to),
        Value::List(values) => {
            to.push(b'[');
            let mut is_first = true;
            for value in values {
                if !std::mem::take(&mut is_first) {
                    to.push(b',');
                }
                json_value(value, to);
            }
            to.push(b']');
        }
        Value::Struct(fields) => json_object(fields, to),
    }
}

fn json_text(text: &str, to: &mut Vec<u8>) {
    // Nothing fails that is written into memory.
    let written = serde_json::to_writer(to, text);
    debug_assert!(written.is_ok(), "a text is JSON");
}
