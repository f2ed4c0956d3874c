//! Every sentence with which AWS refuses a value or an expression, one constructor each.

use std::borrow::Cow;
use std::fmt;

use crate::number::NumberError;

mod condition;
mod expression;
mod key_condition;
mod legacy;
mod number;
mod partiql;
mod placeholder;
mod update;
mod value;

/// A value or an expression that AWS refuses. The engine renders it as a `ValidationException`.
///
/// AWS checks values in two layers, an older and a newer one; which of them an operation runs is the engine's to know.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Error {
    message: Cow<'static, str>,
    /// The sentence of the older layer, where it differs.
    older: Option<Box<str>>,
    bare: bool,
}

impl Error {
    /// AWS's sentence, that of the newer layer.
    pub fn message(&self) -> &str {
        &self.message
    }

    /// The sentence of the older layer, where it differs.
    pub fn older(&self) -> Option<&str> {
        self.older.as_deref()
    }

    /// Whether the sentence stands without a prefix even in operations that put one before all others.
    pub fn is_bare(&self) -> bool {
        self.bare
    }

    fn fixed(message: &'static str) -> Error {
        Error { message: Cow::Borrowed(message), older: None, bare: false }
    }

    fn of(message: String) -> Error {
        Error { message: Cow::Owned(message), older: None, bare: false }
    }

    fn or_older(mut self, older: impl Into<Box<str>>) -> Error {
        self.older = Some(older.into());
        self
    }

    fn bare(mut self) -> Error {
        self.bare = true;
        self
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
