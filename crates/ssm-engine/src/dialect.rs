//! What Systems Manager says in its own way.

use wire::protocol::Dialect;

use crate::error;
use crate::model::MODEL;

/// What Systems Manager says in its own way.
pub(crate) static DIALECT: Dialect = Dialect { internal: error::INTERNAL, ..Dialect::of(&MODEL) };
