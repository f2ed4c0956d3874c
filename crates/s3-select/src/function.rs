//! The functions that are no aggregates: of conditions, of texts and of dates.
//!
//! <https://docs.aws.amazon.com/AmazonS3/latest/userguide/s3-select-sql-reference-sql-functions.html>
//!
//! - `pattern`: the patterns of TO_STRING and TO_TIMESTAMP

mod pattern;

use crate::error::{Code, Result, refuse};
use crate::expression::Expr;
use crate::moment::{Moment, Part};
use crate::value::{Number, Value};

/// Which function, and what of it is known before it is called.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Function {
    Coalesce,
    NullIf,
    CharLength,
    Lower,
    Upper,
    Substring,
    Trim(Trimmed),
    DateAdd(Part),
    DateDiff(Part),
    Extract(Part),
    ToString,
    ToTimestamp,
    UtcNow,
}

/// Where TRIM cuts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Trimmed {
    Both,
    Leading,
    Trailing,
}

/// A function, its name, and how many arguments it takes.
struct Row(&'static str, Function, usize, usize);

const ROWS: &[Row] = &[
    Row("coalesce", Function::Coalesce, 1, usize::MAX),
    Row("nullif", Function::NullIf, 2, 2),
    Row("char_length", Function::CharLength, 1, 1),
    Row("character_length", Function::CharLength, 1, 1),
    Row("lower", Function::Lower, 1, 1),
    Row("upper", Function::Upper, 1, 1),
    Row("date_add", Function::DateAdd(Part::Year), 3, 3),
    Row("date_diff", Function::DateDiff(Part::Year), 3, 3),
    Row("to_string", Function::ToString, 2, 2),
    Row("to_timestamp", Function::ToTimestamp, 1, 2),
    Row("utcnow", Function::UtcNow, 0, 0),
];

impl Function {
    /// The function of a name, if it has no grammar of its own.
    pub(crate) fn of(name: &str) -> Option<Function> {
        ROWS.iter().find(|row| row.0.eq_ignore_ascii_case(name)).map(|row| row.1)
    }

    /// Whether its first argument is the name of a part of a date.
    pub(crate) fn begins_with_part(self) -> bool {
        matches!(self, Function::DateAdd(_) | Function::DateDiff(_))
    }

    /// The call with these arguments.
    pub(crate) fn with(self, mut arguments: Vec<Expr>) -> Result<Expr> {
        let takes = ROWS.iter().find(|row| row.1 == self).map_or(0..=usize::MAX, |row| row.2..=row.3);
        if !takes.contains(&arguments.len()) {
            return refuse(Code::EvaluatorInvalidArguments);
        }
        if !self.begins_with_part() {
            return Ok(Expr::Call(self, arguments));
        }
        let part = match arguments.remove(0) {
            Expr::Literal(Value::Text(name)) => Part::of(&name),
            _ => None,
        };
        let part = part.filter(|part| !matches!(part, Part::TimezoneHour | Part::TimezoneMinute));
        let part = part.ok_or(Code::ParseExpectedDatePart)?;
        let function = match self {
            Function::DateAdd(_) => Function::DateAdd(part),
            _ => Function::DateDiff(part),
        };
        Ok(Expr::Call(function, arguments))
    }

    /// What comes of it. Of something unknown comes something unknown, but for the two that are about that.
    pub(crate) fn call(self, arguments: Vec<Value>, now: Moment) -> Result<Value> {
        match self {
            Function::Coalesce => {
                return Ok(arguments.into_iter().find(|value| !value.is_unknown()).unwrap_or(Value::Null));
            }
            Function::NullIf => {
                let mut arguments = arguments.into_iter();
                let (first, second) = (arguments.next(), arguments.next());
                let (first, second) = (first.unwrap_or(Value::Null), second.unwrap_or(Value::Null));
                let are_equal = first.compare(&second) == Some(std::cmp::Ordering::Equal);
                return Ok(if are_equal { Value::Null } else { first });
            }
            _ => {}
        }
        if arguments.iter().any(Value::is_unknown) {
            return Ok(Value::Null);
        }
        match (self, arguments.as_slice()) {
            (Function::UtcNow, []) => Ok(Value::Moment(now)),
            (Function::CharLength, [of]) => {
                let count = i64::try_from(text(of)?.chars().count()).unwrap_or(i64::MAX);
                Ok(Value::Int(count))
            }
            (Function::Lower, [of]) => Ok(Value::Text(text(of)?.to_lowercase())),
            (Function::Upper, [of]) => Ok(Value::Text(text(of)?.to_uppercase())),
            (Function::Substring, [of, from]) => substring(text(of)?, int(from)?, None),
            (Function::Substring, [of, from, count]) => substring(text(of)?, int(from)?, Some(int(count)?)),
            (Function::Trim(place), [of]) => Ok(trim(place, text(of)?, " ")),
            (Function::Trim(place), [of, what]) => Ok(trim(place, text(of)?, text(what)?)),
            (Function::Extract(part), [of]) => Ok(Value::Int(moment(of)?.part(part))),
            (Function::DateAdd(part), [count, of]) => {
                let later = moment(of)?.plus(part, int(count)?);
                later.map(Value::Moment).ok_or_else(|| Code::IllegalSqlFunctionArgument.into())
            }
            (Function::DateDiff(part), [from, to]) => {
                let between = moment(from)?.until(moment(to)?, part);
                between.map(Value::Int).ok_or_else(|| Code::IllegalSqlFunctionArgument.into())
            }
            (Function::ToString, [of, form]) => pattern::write(moment(of)?, text(form)?).map(Value::Text),
            (Function::ToTimestamp, [of]) => {
                if let Value::Moment(moment) = of {
                    return Ok(Value::Moment(*moment));
                }
                let read = Moment::read(text(of)?);
                read.map(Value::Moment).ok_or_else(|| Code::ValueParseFailure.into())
            }
            (Function::ToTimestamp, [of, form]) => pattern::read(text(of)?, text(form)?).map(Value::Moment),
            _ => refuse(Code::EvaluatorInvalidArguments),
        }
    }
}

fn text(value: &Value) -> Result<&str> {
    match value {
        Value::Text(text) => Ok(text),
        _ => refuse(Code::IncorrectSqlFunctionArgumentType),
    }
}

fn int(value: &Value) -> Result<i64> {
    match value.number() {
        Some(Number::Int(int)) => Ok(int),
        _ => refuse(Code::IncorrectSqlFunctionArgumentType),
    }
}

/// A timestamp; a text that reads as one is one, as the fields of CSV have no types.
fn moment(value: &Value) -> Result<Moment> {
    match value {
        Value::Moment(moment) => Ok(*moment),
        Value::Text(text) => Moment::read(text).ok_or_else(|| Code::ValueParseFailure.into()),
        _ => refuse(Code::IncorrectSqlFunctionArgumentType),
    }
}

/// Characters count from 1. What stands before the first counts, and is empty.
fn substring(text: &str, from: i64, count: Option<i64>) -> Result<Value> {
    let end = match count {
        Some(count) if count < 0 => return refuse(Code::IllegalSqlFunctionArgument),
        Some(count) => from.saturating_add(count),
        None => i64::MAX,
    };
    let first = usize::try_from(from.max(1) - 1).unwrap_or(usize::MAX);
    let end = usize::try_from(end.max(1) - 1).unwrap_or(usize::MAX);
    Ok(Value::Text(text.chars().skip(first).take(end.saturating_sub(first)).collect()))
}

/// TRIM cuts characters of a set.
fn trim(place: Trimmed, text: &str, what: &str) -> Value {
    let is_cut = |char: char| what.contains(char);
    let text = match place {
        Trimmed::Both => text.trim_matches(is_cut),
        Trimmed::Leading => text.trim_start_matches(is_cut),
        Trimmed::Trailing => text.trim_end_matches(is_cut),
    };
    Value::Text(text.to_owned())
}
