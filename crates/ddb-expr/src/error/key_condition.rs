//! Sentences about key conditions.

use super::Error;
use crate::kind::Kind;

/// Key conditions: what the expression may not contain, and what the schema wants.
impl Error {
    /// `OR`, `NOT`, `IN`, `<>` or a function other than `begins_with`.
    pub fn key_operator(operator: &str) -> Error {
        Error::of(format!("Invalid operator used in KeyConditionExpression: {operator}"))
    }

    /// `a = size(b)`
    pub fn key_nested_operation() -> Error {
        Error::fixed("KeyConditionExpressions cannot contain nested operations")
    }

    /// `a.b = :v`
    pub fn key_nested_attribute() -> Error {
        Error::fixed("KeyConditionExpressions cannot have conditions on nested attributes")
    }

    /// `:v = :w`
    pub fn key_attribute_missing() -> Error {
        Error::fixed("Invalid condition in KeyConditionExpression: No key attribute specified")
    }

    /// `a = b`
    pub fn key_several_attributes() -> Error {
        Error::fixed(
            "Invalid condition in KeyConditionExpression: Multiple attribute names used in one condition",
        )
    }

    /// `:v BETWEEN a AND b`, `begins_with(:v, a)`
    pub fn key_attribute_not_first(operator: &str) -> Error {
        Error::of(format!(
            "Invalid condition in KeyConditionExpression: {operator} operator must have the key attribute as its first operand"
        ))
    }

    /// Two conditions on one attribute.
    pub fn key_condition_repeated() -> Error {
        Error::in_expression(
            Kind::KeyCondition,
            format_args!("KeyConditionExpressions must only contain one condition per key"),
        )
    }

    /// More conditions than the key has attributes.
    pub fn key_too_many_conditions(conditions: usize, attributes: usize) -> Error {
        Error::of(format!(
            "The number of query conditions ({conditions}) exceeds the number of key attributes defined in the schema ({attributes})"
        ))
    }

    /// No condition on this attribute of the key.
    pub fn key_element_missed(attribute: &str) -> Error {
        Error::of(format!("Query condition missed key schema element: {attribute}"))
    }

    /// A condition on one sort attribute, and on others before it none by `=`. How several are listed is our guess.
    pub fn key_equality_missed(before: &[&str], attribute: &str) -> Error {
        let before = before.join(", ");
        Error::of(format!(
            "RANGE key attributes {before} must have equality conditions specified in the query because a condition \
             is present on key attribute {attribute}"
        ))
    }

    /// The hash attribute by another comparison than `=`, or the range attribute by one it cannot have.
    pub fn key_condition_unsupported() -> Error {
        Error::fixed("Query key condition not supported")
    }

    /// A value whose type is not the attribute's.
    pub fn key_type_mismatch() -> Error {
        Error::fixed(
            "One or more parameter values were invalid: Condition parameter type does not match schema type",
        )
    }

    /// A filter that names an attribute of the key.
    pub fn filter_on_key(attribute: &str) -> Error {
        Error::of(format!(
            "Filter Expression can only contain non-primary key attributes: Primary key attribute: {attribute}"
        ))
    }
}
