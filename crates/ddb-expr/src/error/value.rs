//! Sentences about attribute values.

use super::Error;

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

    /// `{"SS": ["a", "a"]}`; the elements as they came.
    pub fn duplicate_strings(sent: &[String]) -> Error {
        Error::of(format!(
            "One or more parameter values were invalid: Input collection [{}] contains duplicates.",
            sent.join(", ")
        ))
    }

    /// `{"NS": ["1", "1.0"]}`.
    pub fn duplicate_numbers() -> Error {
        Error::fixed("One or more parameter values were invalid: Input collection contains duplicates.")
    }

    /// `{"BS": ["YQ==", "YQ=="]}`; the missing blank is AWS's. The elements in base 64, as they came.
    pub fn duplicate_binaries(sent: &[String]) -> Error {
        Error::of(format!(
            "One or more parameter values were invalid: Input collection [{}]of type BS contains duplicates.",
            sent.join(", ")
        ))
    }

    /// An attribute without a name.
    pub fn empty_attribute_name() -> Error {
        Error::fixed("Empty attribute name")
    }

    /// An attribute name of more than 65,535 bytes, at any level.
    pub fn attribute_name_too_long() -> Error {
        Error::fixed("Attribute name is too large, must be less than 65536 bytes")
    }

    /// Deeper than 32 levels.
    pub fn nested_too_deep() -> Error {
        Error::fixed(
            "Nesting Levels have exceeded supported limits: Attributes in the item have nested levels beyond supported limit",
        )
    }
}
