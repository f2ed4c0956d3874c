//! ddb-expr
