//! Sentences about updates, and about paths that clash there and in projections.

use super::Error;
use crate::kind::Kind;
use crate::path::Path;
use crate::value::Type;

/// Updates.
impl Error {
    /// `SET a = :v SET b = :w`
    pub fn section_repeated(section: &str) -> Error {
        Error::in_expression(
            Kind::Update,
            format_args!("The \"{section}\" section can only be used once in an update expression;"),
        )
    }

    /// ADD or DELETE with a value of a type that it does not take.
    pub fn update_operand_type(operator: &str, kind: Type) -> Error {
        let name = match kind {
            Type::S => "STRING",
            Type::N => "NUMBER",
            Type::B => "BINARY",
            Type::Bool => "BOOLEAN",
            Type::Null => "NULL",
            Type::M => "MAP",
            Type::L => "LIST",
            Type::Ss => "STRING_SET",
            Type::Ns => "NUMBER_SET",
            Type::Bs => "BINARY_SET",
        };
        Error::in_expression(
            Kind::Update,
            format_args!(
                "Incorrect operand type for operator or function; operator: {operator}, operand type: {name}, \
                 typeSet: ALLOWED_FOR_{operator}_OPERAND"
            ),
        )
    }

    /// A path into something that is not there, or is no map or list.
    pub fn path_leads_nowhere() -> Error {
        Error::fixed("The document path provided in the update expression is invalid for update")
    }

    /// `SET a = b` without a `b`.
    pub fn attribute_missing() -> Error {
        Error::fixed("The provided expression refers to an attribute that does not exist in the item")
    }

    /// A value of the item that the operator or function cannot take.
    pub fn operand_of_wrong_type() -> Error {
        Error::fixed("An operand in the update expression has an incorrect data type")
    }

    /// More than an item may hold.
    pub fn updated_item_too_large() -> Error {
        Error::fixed("Item size to update has exceeded the maximum allowed size")
    }

    /// An update of a key attribute.
    pub fn key_updated(attribute: &str) -> Error {
        Error::of(format!(
            "One or more parameter values were invalid: Cannot update attribute {attribute}. This attribute is part of the key"
        ))
    }
}

/// Paths of updates and projections.
impl Error {
    /// One path is the beginning of another, or equal to it.
    pub fn paths_overlap(kind: Kind, one: &Path, two: &Path) -> Error {
        Error::two_paths(kind, "overlap", one, two)
    }

    /// One path takes for a map what another takes for a list.
    pub fn paths_conflict(kind: Kind, one: &Path, two: &Path) -> Error {
        Error::two_paths(kind, "conflict", one, two)
    }

    fn two_paths(kind: Kind, verb: &str, one: &Path, two: &Path) -> Error {
        Error::in_expression(
            kind,
            format_args!(
                "Two document paths {verb} with each other; \
                 must remove or rewrite one of these paths; path one: {one}, path two: {two}"
            ),
        )
    }
}
