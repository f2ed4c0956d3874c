//! Values, and what one type is to another.
//!
//! A field of CSV is text. Where it meets a number it is taken for one if it reads as one, as AWS does with what has no type.
//! Numbers with a point are binary, of 64 bits: AWS's DECIMAL has up to 38 digits, of which these keep some 15.

use std::cmp::Ordering;

use crate::error::{Code, Result, refuse};
use crate::moment::Moment;

/// A value of a record or of an expression.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Value {
    /// There is no such field.
    Missing,
    Null,
    Bool(bool),
    Int(i64),
    Float(f64),
    Text(String),
    Moment(Moment),
    List(Vec<Value>),
    /// Fields in the order in which they came.
    Struct(Vec<(String, Value)>),
}

/// A number, as arithmetic takes it.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Number {
    Int(i64),
    Float(f64),
}

impl Number {
    pub(crate) fn float(self) -> f64 {
        match self {
            #[allow(clippy::cast_precision_loss, reason = "what SQL does")]
            Number::Int(int) => int as f64,
            Number::Float(float) => float,
        }
    }

    /// A number that a text reads as.
    pub(crate) fn read(text: &str) -> Option<Number> {
        let text = text.trim();
        if let Ok(int) = text.parse() {
            return Some(Number::Int(int));
        }
        let is_number =
            text.bytes().all(|b| b.is_ascii_digit() || matches!(b, b'.' | b'-' | b'+' | b'e' | b'E'));
        let float: f64 = if is_number { text.parse().ok()? } else { return None };
        float.is_finite().then_some(Number::Float(float))
    }
}

impl From<Number> for Value {
    fn from(number: Number) -> Value {
        match number {
            Number::Int(int) => Value::Int(int),
            Number::Float(float) => Value::Float(float),
        }
    }
}

impl Value {
    /// Whether it is NULL, or not there.
    pub(crate) fn is_unknown(&self) -> bool {
        matches!(self, Value::Missing | Value::Null)
    }

    /// What a condition comes to: nothing where it is unknown.
    pub(crate) fn truth(&self) -> Result<Option<bool>> {
        match self {
            Value::Bool(truth) => Ok(Some(*truth)),
            Value::Missing | Value::Null => Ok(None),
            Value::Text(text) if text.eq_ignore_ascii_case("true") => Ok(Some(true)),
            Value::Text(text) if text.eq_ignore_ascii_case("false") => Ok(Some(false)),
            _ => refuse(Code::IncorrectSqlFunctionArgumentType),
        }
    }

    /// The value of a condition.
    pub(crate) fn of_truth(truth: Option<bool>) -> Value {
        truth.map_or(Value::Null, Value::Bool)
    }

    /// The number that it is or reads as.
    pub(crate) fn number(&self) -> Option<Number> {
        match self {
            Value::Int(int) => Some(Number::Int(*int)),
            Value::Float(float) => Some(Number::Float(*float)),
            Value::Text(text) => Number::read(text),
            _ => None,
        }
    }

    /// How it stands to another value; nothing if one is unknown or they cannot be compared.
    pub(crate) fn compare(&self, other: &Value) -> Option<Ordering> {
        match (self, other) {
            (Value::Text(a), Value::Text(b)) => Some(a.cmp(b)),
            (Value::Bool(a), Value::Bool(b)) => Some(a.cmp(b)),
            (Value::Text(text), Value::Bool(b)) => Value::Text(text.clone()).truth().ok()?.map(|a| a.cmp(b)),
            (Value::Bool(_), Value::Text(_)) => other.compare(self).map(Ordering::reverse),
            (Value::Moment(a), Value::Moment(b)) => Some(a.at.cmp(&b.at)),
            (Value::Int(a), Value::Int(b)) => Some(a.cmp(b)),
            (Value::List(a), Value::List(b)) => (a == b).then_some(Ordering::Equal),
            (Value::Struct(a), Value::Struct(b)) => (a == b).then_some(Ordering::Equal),
            _ => match (self.number()?, other.number()?) {
                (Number::Int(a), Number::Int(b)) => Some(a.cmp(&b)),
                (a, b) => a.float().partial_cmp(&b.float()),
            },
        }
    }

    /// The text of a scalar, as CSV has it.
    pub(crate) fn text(&self) -> Option<String> {
        match self {
            Value::Text(text) => Some(text.clone()),
            Value::Bool(truth) => Some(truth.to_string()),
            Value::Int(int) => Some(int.to_string()),
            Value::Float(float) => Some(float.to_string()),
            Value::Moment(moment) => Some(moment.to_string()),
            Value::Missing | Value::Null | Value::List(_) | Value::Struct(_) => None,
        }
    }
}

/// The types that CAST knows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Type {
    Bool,
    Int,
    Text,
    Float,
    Decimal,
    Moment,
}

/// CAST. <https://docs.aws.amazon.com/AmazonS3/latest/userguide/s3-select-sql-reference-conversion.html>
pub(crate) fn cast(value: Value, to: Type) -> Result<Value> {
    let failed = || Code::CastFailed.into();
    let done = match (to, value) {
        (_, unknown @ (Value::Missing | Value::Null)) => Some(unknown),
        (Type::Bool, Value::Bool(truth)) => Some(Value::Bool(truth)),
        (Type::Bool, text @ Value::Text(_)) => text.truth().ok().flatten().map(Value::Bool),
        (Type::Bool, value) => value.number().map(|number| Value::Bool(number.float() != 0.0)),
        (Type::Int, Value::Bool(truth)) => Some(Value::Int(i64::from(truth))),
        (Type::Int, value) => value.number().and_then(whole).map(Value::Int),
        (Type::Float | Type::Decimal, Value::Bool(truth)) => Some(Value::Float(f64::from(u8::from(truth)))),
        (Type::Float, value) => value.number().map(|number| Value::Float(number.float())),
        (Type::Decimal, value) => value.number().map(Value::from),
        (Type::Text, value) => value.text().map(Value::Text),
        (Type::Moment, Value::Moment(moment)) => Some(Value::Moment(moment)),
        (Type::Moment, Value::Text(text)) => Moment::read(&text).map(Value::Moment),
        (Type::Moment, _) => None,
    };
    done.ok_or_else(failed)
}

/// A number without what stands behind its point.
fn whole(number: Number) -> Option<i64> {
    match number {
        Number::Int(int) => Some(int),
        #[allow(clippy::cast_possible_truncation, reason = "in range")]
        Number::Float(float) if float.abs() < 9e18 => Some(float.trunc() as i64),
        Number::Float(_) => None,
    }
}
