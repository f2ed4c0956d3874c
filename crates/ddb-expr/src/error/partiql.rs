//! Sentences about PartiQL statements.
//!
//! Seen on AWS, as far as no comment says otherwise, in the tests of github.com/paritysuite/dynamodb-conformance and
//! of github.com/floci-io/floci, both recorded there in autumn 2026.

use super::Error;
use crate::number::NumberError;
use crate::partiql::Place;

/// PartiQL statements.
impl Error {
    /// The text is no statement. `what` is empty where AWS says no more: a piece that is no token at all.
    pub fn not_well_formed(what: &str) -> Error {
        Error::of(format!("Statement wasn't well formed, can't be processed: {what}"))
    }

    /// More or fewer `?` than parameters.
    pub fn parameter_count() -> Error {
        Error::fixed("Number of parameters in request and statement don't match.")
    }

    /// `FROM "a" b`, `SELECT a AS b`
    pub fn aliasing() -> Error {
        Error::fixed("Aliasing is not supported")
    }

    /// `FROM "a"."b"."c"`
    pub fn source_too_long() -> Error {
        Error::fixed("A path may contain at most 2 components in the FROM clause")
    }

    /// `FROM ""`
    pub fn source_empty() -> Error {
        Error::fixed("Path component cannot be an empty string")
    }

    /// `INSERT INTO "table"."index"`. That joins are refused so is our guess.
    pub fn source_not_single() -> Error {
        Error::fixed("FROM clause may only contain a single table name")
    }

    /// `UPDATE "table"."index"`
    pub fn write_of_index() -> Error {
        Error::fixed("This operation is not supported on an index")
    }

    /// `LIMIT 5`; where its first expression stands. Seen on DynamoDB Local.
    pub fn clause_unsupported(clause: &str, place: Place) -> Error {
        Error::of(format!("Unsupported clause: {clause} at {place}"))
    }

    /// A kind of expression that means nothing where it stands. The names of most kinds are our guess.
    pub fn operation_unsupported(operation: &str) -> Error {
        Error::of(format!("Unsupported operation: {operation}"))
    }

    /// A function that no condition or update has; in small letters.
    pub fn statement_function_unknown(name: &str, place: Place) -> Error {
        Error::of(format!("Unrecognized function: {name} at {place}"))
    }

    /// `SELECT size(a)`, `SELECT COUNT(*)`
    pub fn column_not_path(place: Place) -> Error {
        Error::of(format!("Unexpected path component at {place}"))
    }

    /// `SELECT a, a`. Seen on DynamoDB Local.
    pub fn column_repeated(name: &str) -> Error {
        Error::of(format!("Duplicate identifiers in select clause: {name}"))
    }

    /// `a[-1]`, `a[2147483648]`; where the digits stand.
    pub fn statement_index_out_of_range(index: &str, place: Place) -> Error {
        Error::of(format!("List index is not within the allowable range; index: [{index}] at {place}"))
    }

    /// A number literal beyond DynamoDB's numbers; `under` is its path within the value.
    pub fn literal_number(error: &NumberError, under: &str) -> Error {
        Error::of(format!("{error} under {under}"))
    }

    /// A literal of more than 32 levels.
    pub fn literal_too_deep(under: &str) -> Error {
        Error::of(format!("Nesting Levels have exceeded supported limits under {under}"))
    }

    /// Something other than a value inside a literal.
    pub fn literal_unsupported(what: &str, under: &str, place: Place) -> Error {
        Error::of(format!("Unsupported data type: {what} under key {under} at {place}"))
    }

    /// `{'a': 1, 'a': 2}`. Our words.
    pub fn literal_key_repeated(key: &str, under: &str) -> Error {
        Error::of(format!("Duplicate keys. Key: {key} under {under}"))
    }

    /// `<<>>`
    pub fn bag_empty() -> Error {
        Error::fixed("Empty bags are not supported")
    }

    /// `<<1, 'a'>>`
    pub fn bag_mixed() -> Error {
        Error::fixed("Unsupported data type in Bag. DynamoDB only supports either numbers or strings in bags")
    }

    /// `<<'a', 'a'>>`
    pub fn bag_of_equal_texts(sent: &[String]) -> Error {
        Error::of(format!(
            "One or more parameter values were invalid: Input collection [{}] contains duplicates.",
            sent.join(", ")
        ))
    }

    /// `<<2, 2.0>>`; the elements as written.
    pub fn bag_of_equal_numbers(sent: &[String], under: &str) -> Error {
        Error::of(format!(
            "One or more parameter values were invalid: Input collection [{}] contains duplicates! under {under}",
            sent.join(", ")
        ))
    }

    /// `attribute_type(a, 'X')`. AWS lists the types in another order than for expressions.
    pub fn statement_type_name_unknown(name: &str) -> Error {
        Error::of(format!(
            "Invalid attribute type name found; type: {name}, valid types: {{N,BS,L,B,NULL,M,S,SS,NS,BOOL}}"
        ))
    }

    /// `a IS INT`: PartiQL has such types, DynamoDB has not. Our words.
    pub fn tested_type_unsupported(name: &str) -> Error {
        Error::of(format!("Unsupported data type for IS operator: {name}"))
    }

    /// `SET a = set_add(b, …)`; `function` in capitals.
    pub fn set_function_target(function: &str, place: Place) -> Error {
        Error::of(format!("The first argument to {function} must equal the assignment value at {place}"))
    }

    /// `SET a = set_add(a, 'x')`; where the first argument stands.
    pub fn set_function_value(function: &str, place: Place) -> Error {
        Error::of(format!("The second argument to {function} must be a value with type SET at {place}"))
    }

    /// `SET a = set_add(a)`
    pub fn set_function_count(function: &str, place: Place) -> Error {
        Error::of(format!("{function} must have exactly two arguments at {place}"))
    }

    /// `DELETE … RETURNING ALL NEW *`
    pub fn delete_returning(returning: &str) -> Error {
        Error::of(format!(
            "Invalid returning clause: RETURNING {returning}. Only RETURNING ALL OLD * is allowed in DELETE statements."
        ))
    }

    /// `INSERT … RETURNING ALL OLD *`: AWS documents no such clause. Our words.
    pub fn insert_returning(returning: &str) -> Error {
        Error::of(format!(
            "Invalid returning clause: RETURNING {returning}. RETURNING is not allowed in INSERT statements."
        ))
    }

    /// `INSERT INTO … VALUE 1`. Our words.
    pub fn inserted_not_item() -> Error {
        Error::fixed("The value of an INSERT statement must be an item")
    }
}
