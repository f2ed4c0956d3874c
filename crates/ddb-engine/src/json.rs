//! JSON as the wire has it: a reader that walks a request once, and a writer that appends to a reply.
//!
//! Knows nothing of shapes or of DynamoDB's values; those are `shape`'s and `ddb_expr`'s.

mod depth;
mod read;
mod write;

pub(crate) use depth::depth;
pub(crate) use read::{Malformed, Reader, Token};
pub(crate) use write::{Object, text};
