//! What requests and replies are made of, before any state is looked at: the shapes of members and the pass that types
//! them, values, expressions and their placeholders, and whose words a refusal has.
//!
//! Knows errors, and nothing of tables. Who needs a table to decide stands above.
//!
//! - `expression`: the expressions of a request and their placeholders
//! - `json`: members of replies that are trees of JSON
//! - `layer`: which layer of AWS's checks words what is refused
//! - `legacy`: the parameters that expressions replaced
//! - `parsed`: expressions that were parsed before
//! - `shape`: members and constraints as data, and the pass that reads a request by them
//! - `shared_members`: members that several shapes share
//! - `value`: items in requests and replies

pub(crate) mod expression;
pub(crate) mod json;
pub(crate) mod layer;
pub(crate) mod legacy;
pub(crate) mod parsed;
pub(crate) mod shape;
pub(crate) mod shared_members;
pub(crate) mod value;
