//! Words that are no names unless they stand in quotes: SQL-92's reserved words without those that PartiQL lets be
//! names (parts of dates), and PartiQL's own.
//!
//! <https://partiql.org/assets/PartiQL-Specification.pdf>, section 14; SQL-92, section 5.2.

/// In small letters, sorted.
#[rustfmt::skip]
const KEYWORDS: &[&str] = &[
    "absolute", "action", "add", "all", "allocate", "alter", "and", "any", "are", "as", "asc", "assertion",
    "at", "authorization", "avg", "begin", "between", "bit", "bit_length", "both", "by", "cascade", "cascaded",
    "case", "cast", "catalog", "char", "char_length", "character", "character_length", "check", "close",
    "coalesce", "collate", "collation", "column", "commit", "connect", "connection", "constraint",
    "constraints", "continue", "convert", "corresponding", "count", "create", "cross", "current",
    "current_date", "current_time", "current_timestamp", "current_user", "cursor", "date", "deallocate", "dec",
    "decimal", "declare", "default", "deferrable", "deferred", "delete", "desc", "describe", "descriptor",
    "diagnostics", "disconnect", "distinct", "domain", "double", "drop", "else", "end", "escape", "except",
    "exception", "exec", "execute", "exists", "external", "extract", "false", "fetch", "first", "float", "for",
    "foreign", "found", "from", "full", "get", "global", "go", "goto", "grant", "group", "having", "identity",
    "immediate", "in", "indicator", "initially", "inner", "input", "insensitive", "insert", "int", "integer",
    "intersect", "interval", "into", "is", "isolation", "join", "key", "language", "last", "leading", "left",
    "let", "level", "like", "limit", "local", "lower", "match", "max", "min", "missing", "modified", "module",
    "names", "national", "natural", "nchar", "next", "no", "not", "null", "nullif", "numeric", "octet_length",
    "of", "offset", "on", "only", "open", "option", "or", "order", "outer", "output", "overlaps", "pad",
    "partial", "pivot", "position", "precision", "prepare", "preserve", "primary", "prior", "privileges",
    "procedure", "public", "read", "real", "references", "relative", "remove", "restrict", "returning",
    "revoke", "right", "rollback", "rows", "schema", "scroll", "section", "select", "session", "session_user",
    "set", "size", "smallint", "some", "space", "sql", "sqlcode", "sqlerror", "sqlstate", "substring", "sum",
    "system_user", "table", "temporary", "then", "time", "timestamp", "to", "trailing", "transaction",
    "translate", "translation", "trim", "true", "union", "unique", "unknown", "unpivot", "update", "upper",
    "usage", "user", "using", "value", "values", "varchar", "varying", "view", "when", "whenever", "where",
    "with", "work", "write", "zone",
];

/// Keywords that are functions where a parenthesis follows.
#[rustfmt::skip]
const FUNCTIONS: &[&str] = &[
    "avg", "bit_length", "cast", "char_length", "character_length", "coalesce", "count", "exists", "extract",
    "lower", "max", "min", "nullif", "octet_length", "position", "size", "substring", "sum", "trim", "upper",
];

/// Keywords that stand between two operands.
#[rustfmt::skip]
const OPERATORS: &[&str] = &[
    "and", "between", "except", "in", "intersect", "is", "like", "or", "union",
];

/// Types that IS can ask for, and what DynamoDB has of them.
#[rustfmt::skip]
const TYPES: &[&str] = &[
    "any", "bag", "bigint", "blob", "bool", "boolean", "char", "character", "clob", "date", "dec", "decimal",
    "double", "float", "int", "int2", "int4", "int8", "integer", "integer2", "integer4", "integer8", "list",
    "missing", "null", "numeric", "real", "sexp", "smallint", "string", "struct", "symbol", "time", "timestamp",
    "tuple", "varchar",
];

fn is_in(words: &[&str], word: &str) -> bool {
    // A reserved word is never long; a name may be.
    word.len() < 24 && words.binary_search(&word.to_ascii_lowercase().as_str()).is_ok()
}

/// Can it be no name?
pub(super) fn is_keyword(word: &str) -> bool {
    is_in(KEYWORDS, word)
}

/// Is it a keyword that may be called?
pub(super) fn is_function(word: &str) -> bool {
    is_in(FUNCTIONS, word)
}

/// Is it an operator?
pub(super) fn is_operator(word: &str) -> bool {
    is_in(OPERATORS, word)
}

/// Is it the (first) word of a type's name?
pub(super) fn is_type(word: &str) -> bool {
    is_in(TYPES, word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_found_in_any_case() {
        for list in [KEYWORDS, FUNCTIONS, OPERATORS, TYPES] {
            assert!(list.is_sorted());
        }
        assert!(is_keyword("Inner") && is_operator("LIKE") && is_type("Bool") && is_function("SIZE"));
        assert!(!is_keyword("data") && !is_keyword("year") && !is_keyword("missings"));
    }
}
