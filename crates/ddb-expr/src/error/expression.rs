//! Sentences about any expression.

use std::fmt;

use super::Error;
use crate::kind::Kind;

/// All expressions.
impl Error {
    pub(super) fn in_expression(kind: Kind, what: fmt::Arguments<'_>) -> Error {
        match kind {
            Kind::Statement => Error::of(what.to_string()),
            kind => Error::of(format!("Invalid {kind}: {what}")),
        }
    }

    /// Nothing but blanks.
    pub fn expression_empty(kind: Kind) -> Error {
        Error::in_expression(kind, format_args!("The expression can not be empty;"))
    }

    /// Over 4096 bytes. An update's sentence lacks the size.
    pub fn expression_too_long(kind: Kind, size_bytes: usize) -> Error {
        let what = "Expression size has exceeded the maximum allowed size;";
        match kind {
            Kind::Update => Error::in_expression(kind, format_args!("{what}")),
            _ => Error::in_expression(kind, format_args!("{what} expression size: {size_bytes}")),
        }
    }

    /// `token` cannot stand where it does.
    pub fn syntax(kind: Kind, token: &str, near: &str) -> Error {
        Error::in_expression(kind, format_args!("Syntax error; token: \"{token}\", near: \"{near}\""))
    }

    /// Over 300.
    pub fn too_many_operators(kind: Kind, count: usize) -> Error {
        Error::in_expression(
            kind,
            format_args!("The expression contains too many operators; operator count: {count}"),
        )
    }

    /// `((a = b))`
    pub fn redundant_parentheses(kind: Kind) -> Error {
        Error::in_expression(kind, format_args!("The expression has redundant parentheses;"))
    }

    /// A reserved word as a name; `word` as written.
    pub fn reserved_word(kind: Kind, word: &str) -> Error {
        Error::in_expression(
            kind,
            format_args!("Attribute name is a reserved keyword; reserved keyword: {word}"),
        )
    }

    /// `a[99999999999]`; indexes end at 2147483647.
    pub fn index_out_of_range(kind: Kind, index: &str) -> Error {
        Error::in_expression(
            kind,
            format_args!("List index is not within the allowable range; index: [{index}]"),
        )
    }

    /// A path of more than 32 elements.
    pub fn path_too_deep(kind: Kind, levels: usize) -> Error {
        Error::in_expression(
            kind,
            format_args!("The document path has too many nesting levels; nesting levels: {levels}"),
        )
    }

    /// `foo(a)`
    pub fn function_unknown(kind: Kind, name: &str) -> Error {
        Error::in_expression(kind, format_args!("Invalid function name; function: {name}"))
    }

    /// `size(a)` in an update, `list_append(a, b)` in a condition.
    pub fn function_of_other_language(kind: Kind, name: &str) -> Error {
        let language = if kind == Kind::Update { "an update" } else { "a condition" };
        Error::in_expression(
            kind,
            format_args!("The function is not allowed in {language} expression; function: {name}"),
        )
    }

    /// `size(a)` as a condition, `contains(a, b) > c`.
    pub fn function_misused(kind: Kind, name: &str) -> Error {
        Error::in_expression(
            kind,
            format_args!(
                "The function is not allowed to be used this way in an expression; function: {name}"
            ),
        )
    }

    /// `contains(a)`
    pub fn operand_count(kind: Kind, name: &str, count: usize) -> Error {
        Error::in_expression(
            kind,
            format_args!(
                "Incorrect number of operands for operator or function; \
                 operator or function: {name}, number of operands: {count}"
            ),
        )
    }

    /// A value whose type the operator or function does not take. `type_name` in short, as on the wire.
    pub fn operand_type(kind: Kind, operator: &str, type_name: &str) -> Error {
        Error::in_expression(
            kind,
            format_args!(
                "Incorrect operand type for operator or function; \
                 operator or function: {operator}, operand type: {type_name}"
            ),
        )
    }

    /// `attribute_exists(:v)`
    pub fn needs_path(kind: Kind, function: &str) -> Error {
        Error::in_expression(
            kind,
            format_args!("Operator or function requires a document path; operator or function: {function}"),
        )
    }
}
