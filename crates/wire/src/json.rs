//! JSON as the wire has it: a reader that walks a request once, and a writer that appends to a reply. Over them, a body
//! read by a shape, and members written as one.

mod body;
mod depth;
mod query;
mod read;
mod reply;
mod write;

pub use body::{read, read_into};
pub use depth::depth;
pub use read::{Malformed, Reader, Token};
pub use reply::{Style, write};
pub use write::{Object, text};

pub(crate) use query::{query_fault, query_reply};
pub(crate) use reply::write_loose;

#[cfg(test)]
mod tests;
