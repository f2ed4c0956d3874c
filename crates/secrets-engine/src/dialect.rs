//! What Secrets Manager says in its own way.

use wire::protocol::Dialect;

use crate::error;
use crate::model::MODEL;

/// How long a body may be, in bytes: 65,536 bytes of text take up to six times as many in JSON, and fifty tags with them.
pub(crate) const BODY_LIMIT: usize = 1 << 20;

/// What Secrets Manager says in its own way.
pub(crate) static DIALECT: Dialect = Dialect {
    internal: error::INTERNAL,
    // The model's spelling: its errors have a member of this name.
    message_member: "Message",
    body_limit: BODY_LIMIT,
    ..Dialect::of(&MODEL)
};
