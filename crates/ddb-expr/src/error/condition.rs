//! Sentences about conditions.

use super::Error;
use crate::codec::ValueRef;
use crate::json;
use crate::kind::Kind;
use crate::path::Path;

/// Conditions.
impl Error {
    /// `attribute_type(a, :v)` with a string that names no type.
    pub fn type_name_unknown(kind: Kind, name: &str) -> Error {
        Error::in_expression(
            kind,
            format_args!(
                "Invalid attribute type name found; type: {name}, valid types: {{B,NULL,SS,BOOL,L,BS,N,NS,S,M}}"
            ),
        )
    }

    /// `a = a`
    pub fn operands_not_distinct(kind: Kind, operator: &str, first: &Path) -> Error {
        Error::in_expression(
            kind,
            format_args!(
                "The first operand must be distinct from the remaining operands for this operator or function; \
                 operator: {operator}, first operand: {first}"
            ),
        )
    }

    /// Bounds of two types.
    pub fn between_types_differ(kind: Kind, low: ValueRef<'_>, high: ValueRef<'_>) -> Error {
        Error::between(kind, "same data type for lower and upper bounds", low, high)
    }

    /// The lower bound above the upper.
    pub fn between_bounds_reversed(kind: Kind, low: ValueRef<'_>, high: ValueRef<'_>) -> Error {
        Error::between(kind, "upper bound to be greater than or equal to lower bound", low, high)
    }

    fn between(kind: Kind, what: &str, low: ValueRef<'_>, high: ValueRef<'_>) -> Error {
        let (low, high) = (shown(low), shown(high));
        Error::in_expression(
            kind,
            format_args!(
                "The BETWEEN operator requires {what}; \
                 lower bound operand: AttributeValue: {low}, upper bound operand: AttributeValue: {high}"
            ),
        )
    }

    /// Over 100 operands of an IN.
    pub fn too_many_in_operands(kind: Kind, count: usize) -> Error {
        Error::in_expression(
            kind,
            format_args!("The IN operator is provided with too many operands; number of operands: {count}"),
        )
    }
}

/// A scalar as AWS shows it in sentences: `{N:5}`; a binary in base 64.
fn shown(value: ValueRef<'_>) -> String {
    let mut text = Vec::new();
    match value {
        ValueRef::S(string) => text.extend_from_slice(string.as_bytes()),
        ValueRef::N(number) => number.write_text(&mut text),
        ValueRef::B(bytes) => json::write_base64(bytes, &mut text),
        other => json::write_value(other, &mut text),
    }
    format!("{{{}:{}}}", value.kind().name(), String::from_utf8_lossy(&text))
}
