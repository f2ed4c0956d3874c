//! Sentences about the parameters that expressions replaced. Wordings: dynalite's tests, recorded on AWS.

use super::Error;
use crate::value::Type;

/// Parameters that expressions replaced.
impl Error {
    fn legacy(what: std::fmt::Arguments<'_>) -> Error {
        Error::of(format!("One or more parameter values were invalid: {what}"))
    }

    /// A comparison operator with too many or too few values.
    pub fn legacy_value_count(operator: &str) -> Error {
        Error::legacy(format_args!("Invalid number of argument(s) for the {operator} ComparisonOperator"))
    }

    /// Values of several types in one list.
    pub fn legacy_types_differ() -> Error {
        Error::legacy(format_args!("AttributeValues inside AttributeValueList must be of same type"))
    }

    /// A value of a type that the operator does not take.
    pub fn legacy_value_type(operator: &str, kind: Type) -> Error {
        Error::legacy(format_args!(
            "ComparisonOperator {operator} is not valid for {} AttributeValue type",
            kind.name()
        ))
    }

    /// BETWEEN with its bounds the wrong way round.
    pub fn legacy_bounds_reversed() -> Error {
        Error::fixed(
            "The BETWEEN condition was provided a range where the lower bound is greater than the upper bound",
        )
    }

    /// Two members of one expectation that exclude each other.
    pub fn legacy_members_clash(first: &str, second: &str, attribute: &str) -> Error {
        Error::legacy(format_args!("{first} and {second} cannot be used together for Attribute: {attribute}"))
    }

    /// An operator that needs a value and has none.
    pub fn legacy_value_missing(operator: &str, attribute: &str) -> Error {
        Error::legacy(format_args!(
            "Value or AttributeValueList must be used with ComparisonOperator: {operator} for Attribute: {attribute}"
        ))
    }

    /// A list of values without an operator.
    pub fn legacy_operator_missing(attribute: &str) -> Error {
        Error::legacy(format_args!(
            "AttributeValueList can only be used with a ComparisonOperator for Attribute: {attribute}"
        ))
    }

    /// `Exists` is true, or not given, and there is no value.
    pub fn legacy_exists_without_value(exists: Option<bool>, attribute: &str) -> Error {
        let exists = exists.map_or("null", |exists| if exists { "true" } else { "false" });
        Error::legacy(format_args!(
            "Value must be provided when Exists is {exists} for Attribute: {attribute}"
        ))
    }

    /// `Exists` is false, and there is a value.
    pub fn legacy_value_of_nothing(attribute: &str) -> Error {
        Error::legacy(format_args!("Value cannot be used when Exists is false for Attribute: {attribute}"))
    }

    /// An operator that no key can be looked up by.
    pub fn legacy_not_indexable() -> Error {
        Error::fixed("Attempted conditional constraint is not an indexable operation")
    }

    /// `KeyConditions` on no attribute.
    pub fn legacy_key_condition_count() -> Error {
        Error::fixed("Conditions can be of length 1 or 2 only")
    }

    /// `ConditionalOperator` and nothing that it could join. The wording is our memory of AWS's.
    pub fn legacy_nothing_to_join() -> Error {
        Error::fixed("ConditionalOperator cannot be used without Filter or Expected")
    }

    /// `ConditionalOperator` and one condition only. The wording is our memory of AWS's.
    pub fn legacy_one_to_join() -> Error {
        Error::fixed("ConditionalOperator can only be used when Filter or Expected has two or more elements")
    }

    /// The same name twice in `AttributesToGet`.
    pub fn legacy_name_repeated(name: &str) -> Error {
        Error::legacy(format_args!("Duplicate value in attribute name: {name}"))
    }

    /// PUT or ADD without a value.
    pub fn legacy_update_without_value() -> Error {
        Error::legacy(format_args!("Only DELETE action is allowed when no attribute value is specified"))
    }

    /// DELETE with a value that is no set.
    pub fn legacy_delete_type(kind: Type) -> Error {
        Error::legacy(format_args!("DELETE action with value is not supported for the type {}", kind.name()))
    }

    /// ADD with a value that is no number, set or list.
    pub fn legacy_add_type(kind: Type) -> Error {
        Error::legacy(format_args!("ADD action is not supported for the type {}", kind.name()))
    }

    /// ADD or DELETE on an attribute of another type.
    pub fn legacy_update_mismatch() -> Error {
        Error::fixed("Type mismatch for attribute to update")
    }
}
