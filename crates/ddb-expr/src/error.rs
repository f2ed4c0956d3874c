//! Every sentence with which AWS refuses a value or an expression, one constructor each.

use std::borrow::Cow;
use std::fmt;

use crate::number::NumberError;

mod condition;
mod expression;
mod key_condition;
mod legacy;
mod partiql;
mod placeholder;
mod update;
mod value;

/// A value or an expression that AWS refuses. The engine renders it as a `ValidationException`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Error {
    message: Cow<'static, str>,
}

impl Error {
    /// AWS's sentence.
    pub fn message(&self) -> &str {
        &self.message
    }

    fn fixed(message: &'static str) -> Error {
        Error { message: Cow::Borrowed(message) }
    }

    fn of(message: String) -> Error {
        Error { message: Cow::Owned(message) }
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
        Error::of(error.to_string())
    }
}
