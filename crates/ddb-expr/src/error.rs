//! Every sentence with which AWS refuses a value or an expression, one constructor each.

use std::borrow::Cow;
use std::fmt;

use crate::number::NumberError;

mod condition;
mod expression;
mod key_condition;
mod placeholder;
mod update;
mod value;

/// A value or an expression that AWS refuses. The engine renders it as a `ValidationException`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Error {
    message: Cow<'static, str>,
    /// Where it differs: the wording of the operations that still use AWS's older layer of checks.
    older: Option<Cow<'static, str>>,
}

impl Error {
    /// AWS's sentence.
    pub fn message(&self) -> &str {
        &self.message
    }

    /// The sentence as BatchWriteItem, TransactWriteItems, TransactGetItems and Scan word it: they run an older layer
    /// of checks on values (seen on AWS in most regions, 2026-10).
    pub fn older_message(&self) -> &str {
        self.older.as_ref().unwrap_or(&self.message)
    }

    fn fixed(message: &'static str) -> Error {
        Error { message: Cow::Borrowed(message), older: None }
    }

    fn of(message: String) -> Error {
        Error { message: Cow::Owned(message), older: None }
    }

    fn worded_before(self, older: impl Into<Cow<'static, str>>) -> Error {
        Error { older: Some(older.into()), ..self }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Error {}

impl From<NumberError> for Error {
    fn from(error: NumberError) -> Error {
        let worded = Error::of(error.to_string());
        match error {
            NumberError::NotANumber(text) if text.is_empty() => {
                worded.worded_before("The parameter cannot be converted to a numeric value")
            }
            _ => worded,
        }
    }
}
