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
