//! Every sentence with which AWS refuses a value or an expression, one constructor each.

use std::borrow::Cow;
use std::fmt;

use crate::number::NumberError;

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

/// Attribute values.
impl Error {
    /// `{}`, or none of the known type keys.
    pub fn value_without_type() -> Error {
        Error::fixed("Supplied AttributeValue is empty, must contain exactly one of the supported datatypes")
    }

    /// `{"S": …, "N": …}`.
    pub fn value_with_several_types() -> Error {
        Error::fixed(
            "Supplied AttributeValue has more than one datatypes set, must contain exactly one of the supported datatypes",
        )
    }

    /// `{"NULL": false}`.
    pub fn null_not_true() -> Error {
        Error::fixed(
            "One or more parameter values were invalid: Null attribute value types must have the value of true",
        )
    }

    /// `{"SS": []}`. The two blanks are AWS's.
    pub fn empty_string_set() -> Error {
        Error::fixed("One or more parameter values were invalid: An string set  may not be empty")
    }

    /// `{"NS": []}`. The two blanks are AWS's.
    pub fn empty_number_set() -> Error {
        Error::fixed("One or more parameter values were invalid: An number set  may not be empty")
    }

    /// `{"BS": []}`.
    pub fn empty_binary_set() -> Error {
        Error::fixed("One or more parameter values were invalid: Binary sets should not be empty")
    }

    /// `{"SS": ["a", "a"]}`.
    pub fn duplicate_strings(elements: &[String]) -> Error {
        let list = elements.join(", ");
        Error::of(format!(
            "One or more parameter values were invalid: Input collection [{list}] contains duplicates."
        ))
    }

    /// `{"NS": ["1", "1.0"]}`.
    pub fn duplicate_numbers() -> Error {
        Error::fixed("Input collection contains duplicates")
    }

    /// `{"BS": ["YQ==", "YQ=="]}`; the missing blank is AWS's. `elements` in base 64.
    pub fn duplicate_binaries(elements: &[String]) -> Error {
        let list = elements.join(", ");
        Error::of(format!(
            "One or more parameter values were invalid: Input collection [{list}]of type BS contains duplicates."
        ))
    }

    /// Deeper than 32 levels.
    pub fn nested_too_deep() -> Error {
        Error::fixed(
            "Nesting Levels have exceeded supported limits: Attributes in the item have nested levels beyond supported limit",
        )
    }
}
