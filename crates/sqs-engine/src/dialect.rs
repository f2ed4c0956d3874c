//! What SQS says in its own way, in its protocols: JSON, and query, which it spoke alone until 2023.

use wire::protocol::{Dialect, Protocol};

use crate::error;
use crate::model::MODEL;
use crate::queue::address;

/// How long a body may be, in bytes: a message of a megabyte takes up to six in JSON, and three in a form.
pub(crate) const BODY_LIMIT: usize = 8 << 20;

/// What SQS says in its own way.
pub(crate) static DIALECT: Dialect = Dialect {
    protocols: &[Protocol::Json10, Protocol::Query],
    // What is missing, too long or unknown has a sentence of SQS's own.
    judges: false,
    broken_constraints: "InvalidParameterValue",
    malformed: "SerializationException",
    unknown_operation: "InvalidAction",
    internal: error::INTERNAL,
    type_prefix: "com.amazonaws.sqs#",
    query_errors: true,
    body_limit: BODY_LIMIT,
    complete: address::complete,
    ..Dialect::of(&MODEL)
};
