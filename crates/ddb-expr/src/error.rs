//! Every sentence with which AWS refuses a value or an expression, one constructor each.

use std::borrow::Cow;
use std::fmt;

use crate::codec::ValueRef;
use crate::json;
use crate::kind::Kind;
use crate::number::NumberError;
use crate::path::Path;
use crate::value::Type;

/// A value or an expression that AWS refuses. The engine renders it as a `ValidationException`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Error {
    message: Cow<'static, str>,
    /// Where it differs: the wording of the operations that still use AWS's older layer of checks.
    older: Option<Cow<'static, str>>,
}

impl Error {
    /// AWS's sentence.
    pub fn message(&self) -> &str {
        &self.message
    }

    /// The sentence as BatchWriteItem, TransactWriteItems, TransactGetItems and Scan word it: they run an older layer
    /// of checks on values (seen on AWS in most regions, 2026-10).
    pub fn older_message(&self) -> &str {
        self.older.as_ref().unwrap_or(&self.message)
    }

    fn fixed(message: &'static str) -> Error {
        Error { message: Cow::Borrowed(message), older: None }
    }

    fn of(message: String) -> Error {
        Error { message: Cow::Owned(message), older: None }
    }

    fn worded_before(self, older: impl Into<Cow<'static, str>>) -> Error {
        Error { older: Some(older.into()), ..self }
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
        let worded = Error::of(error.to_string());
        match error {
            NumberError::NotANumber(text) if text.is_empty() => {
                worded.worded_before("The parameter cannot be converted to a numeric value")
            }
            _ => worded,
        }
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

    /// `{"SS": ["a", "a"]}`. `sent`: the elements as they came; `listed`: as the newer wording lists them.
    pub fn duplicate_strings(sent: &[String], listed: &[&str]) -> Error {
        let words = |list| {
            format!(
                "One or more parameter values were invalid: Input collection [{list}] contains duplicates."
            )
        };
        let quoted: Vec<String> = listed.iter().map(|element| format!("\"{element}\"")).collect();
        Error::of(words(quoted.join(", "))).worded_before(words(sent.join(", ")))
    }

    /// `{"NS": ["1", "1.0"]}`.
    pub fn duplicate_numbers() -> Error {
        Error::fixed("One or more parameter values were invalid: Input collection contains duplicates.")
            .worded_before("Input collection contains duplicates")
    }

    /// `{"BS": ["YQ==", "YQ=="]}`; the missing blanks are AWS's. The elements in base 64, as for strings.
    pub fn duplicate_binaries(sent: &[String], listed: &[&str]) -> Error {
        let words = |list| {
            format!(
                "One or more parameter values were invalid: Input collection [{list}]of type BS contains duplicates."
            )
        };
        let quoted: Vec<String> = listed.iter().map(|element| format!("\"{element}\"")).collect();
        Error::of(words(quoted.join(","))).worded_before(words(sent.join(", ")))
    }

    /// An attribute without a name.
    pub fn empty_attribute_name() -> Error {
        Error::fixed("Empty attribute name")
    }

    /// Deeper than 32 levels.
    pub fn nested_too_deep() -> Error {
        Error::fixed(
            "Nesting Levels have exceeded supported limits: Attributes in the item have nested levels beyond supported limit",
        )
    }
}

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

/// All expressions.
impl Error {
    fn in_expression(kind: Kind, what: fmt::Arguments<'_>) -> Error {
        Error::of(format!("Invalid {kind}: {what}"))
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

    /// An update of a key attribute.
    pub fn key_updated(attribute: &str) -> Error {
        Error::of(format!(
            "One or more parameter values were invalid: Cannot update attribute {attribute}. This attribute is part of the key"
        ))
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
