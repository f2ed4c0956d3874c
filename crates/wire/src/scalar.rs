//! Scalars as text, as they stand in forms, XML, paths, queries and headers.

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;

use crate::moment;
use crate::shape::{Kind, TimeForm};
use crate::unread::Unread;
use crate::value::Value;

/// Reads a scalar. `form`: how moments are written here, where their member does not say.
///
/// # Errors
///
/// It is of another kind. Our words, after those that are recorded of JSON.
pub(crate) fn read(kind: &Kind, form: TimeForm, text: &str) -> Result<Value, Unread> {
    let wrong = |wanted: &str| Unread::WrongType(format!("STRING_VALUE can not be converted to {wanted}"));
    Ok(match kind {
        Kind::Boolean if text.eq_ignore_ascii_case("true") => Value::Boolean(true),
        Kind::Boolean if text.eq_ignore_ascii_case("false") => Value::Boolean(false),
        Kind::Boolean => return Err(wrong("a Boolean")),
        Kind::Integer => Value::Integer(text.trim().parse::<i32>().map_err(|_| wrong("an Integer"))?.into()),
        Kind::Long => Value::Integer(text.trim().parse().map_err(|_| wrong("a Long"))?),
        Kind::Double => Value::Double(read_double(text.trim()).ok_or_else(|| wrong("a Double"))?),
        Kind::Time(own) => {
            let ms = moment::read(text, own.unwrap_or(form)).or_else(|| moment::read_any(text));
            Value::Time(ms.ok_or_else(|| wrong("milliseconds since epoch"))?)
        }
        Kind::Blob => Value::Blob(BASE64_STANDARD.decode(text.trim()).map_err(|_| wrong("a Blob"))?.into()),
        Kind::Document => Value::Document(text.to_owned()),
        Kind::Text | Kind::List(_) | Kind::Map(_) | Kind::Struct(_) => Value::Text(text.to_owned()),
    })
}

fn read_double(text: &str) -> Option<f64> {
    match text {
        "NaN" => Some(f64::NAN),
        "Infinity" => Some(f64::INFINITY),
        "-Infinity" => Some(f64::NEG_INFINITY),
        // Rust reads more words than Java does.
        text if text.bytes().any(|byte| byte.is_ascii_alphabetic() && !matches!(byte, b'e' | b'E')) => None,
        text => text.parse().ok(),
    }
}

/// A scalar as text; nothing of a list, a map or a structure.
pub(crate) fn write(kind: &Kind, form: TimeForm, value: &Value) -> String {
    match value {
        Value::Text(text) | Value::Document(text) => text.clone(),
        Value::Blob(bytes) => BASE64_STANDARD.encode(bytes),
        Value::Boolean(value) => value.to_string(),
        Value::Integer(number) => number.to_string(),
        Value::Double(number) if number.is_infinite() => {
            if *number > 0.0 { "Infinity" } else { "-Infinity" }.to_owned()
        }
        // With a digit behind the point at least.
        Value::Double(number) => format!("{number:?}"),
        Value::Time(ms) => {
            let own = if let Kind::Time(own) = kind { *own } else { None };
            moment::write(*ms, own.unwrap_or(form))
        }
        Value::List(_) | Value::Map(_) | Value::Struct(_) => String::new(),
    }
}
