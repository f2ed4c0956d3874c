//! Sentences about `ExpressionAttributeNames` and `ExpressionAttributeValues`.

use super::Error;
use crate::kind::Kind;

/// Placeholders.
impl Error {
    /// `ExpressionAttributeNames: {}`
    pub fn names_empty() -> Error {
        Error::fixed("ExpressionAttributeNames must not be empty")
    }

    /// `ExpressionAttributeValues: {}`
    pub fn values_empty() -> Error {
        Error::fixed("ExpressionAttributeValues must not be empty")
    }

    /// A key of `ExpressionAttributeNames` that is not `#name`.
    pub fn names_key(key: &str) -> Error {
        Error::of(format!("ExpressionAttributeNames contains invalid key: Syntax error; key: \"{key}\""))
    }

    /// A key of `ExpressionAttributeValues` that is not `:name`.
    pub fn values_key(key: &str) -> Error {
        Error::of(format!("ExpressionAttributeValues contains invalid key: Syntax error; key: \"{key}\""))
    }

    /// A key of `ExpressionAttributeNames` of more than 255 bytes.
    pub fn names_key_too_long(key: &str) -> Error {
        Error::key_too_long("Names", key)
    }

    /// A key of `ExpressionAttributeValues` of more than 255 bytes.
    pub fn values_key_too_long(key: &str) -> Error {
        Error::key_too_long("Values", key)
    }

    fn key_too_long(member: &str, key: &str) -> Error {
        Error::of(format!(
            "ExpressionAttribute{member} contains invalid key: The expression attribute map contains a key that is \
             too long; size of key: {}",
            key.len()
        ))
    }

    /// More than 2 MB of names.
    pub fn names_too_large() -> Error {
        Error::fixed("ExpressionAttributeNames exceeds max size")
    }

    /// More than 2 MB of values.
    pub fn values_too_large() -> Error {
        Error::fixed("ExpressionAttributeValues exceeds max size")
    }

    /// More than 2 MB of both together.
    pub fn names_and_values_too_large() -> Error {
        Error::fixed(
            "Combined size of ExpressionAttributeNames and ExpressionAttributeValues exceeds max size",
        )
    }

    /// `"#n": ""`. Our guess at the wording.
    pub fn names_value_empty(key: &str) -> Error {
        Error::of(format!(
            "ExpressionAttributeNames contains invalid value: Empty attribute name for key {key}"
        ))
    }

    /// A refused value of `ExpressionAttributeValues`, in the form of the operations that name its key.
    pub fn values_value(key: &str, error: &Error) -> Error {
        Error::of(format!(
            "ExpressionAttributeValues contains invalid value: {} for key {key}",
            error.message
        ))
    }

    /// Keys that no expression uses.
    pub fn names_unused(keys: &[&str]) -> Error {
        let keys = keys.join(", ");
        Error::of(format!(
            "Value provided in ExpressionAttributeNames unused in expressions: keys: {{{keys}}}"
        ))
    }

    /// Keys that no expression uses.
    pub fn values_unused(keys: &[&str]) -> Error {
        let keys = keys.join(", ");
        Error::of(format!(
            "Value provided in ExpressionAttributeValues unused in expressions: keys: {{{keys}}}"
        ))
    }

    /// `#key` that the request does not define.
    pub fn name_undefined(kind: Kind, key: &str) -> Error {
        Error::in_expression(
            kind,
            format_args!(
                "An expression attribute name used in the document path is not defined; attribute name: {key}"
            ),
        )
    }

    /// `:key` that the request does not define.
    pub fn value_undefined(kind: Kind, key: &str) -> Error {
        Error::in_expression(
            kind,
            format_args!(
                "An expression attribute value used in expression is not defined; attribute value: {key}"
            ),
        )
    }
}
