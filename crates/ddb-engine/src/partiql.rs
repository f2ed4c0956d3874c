//! PartiQL: from a statement to the reads of `read` and the plans of `item`. It reads and writes nothing by itself.
//!
//! - `access`: from WHERE to reads
//! - `branch`: the branches of a WHERE
//! - `read`: SELECT
//! - `statement`: a statement of a request
//! - `token`: `NextToken`
//! - `write`: INSERT, UPDATE, DELETE

pub(crate) mod access;
mod branch;
pub(crate) mod read;
pub(crate) mod statement;
pub(crate) mod token;
pub(crate) mod write;
