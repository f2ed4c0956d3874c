//! What a table is: its definition as plain data, with every setting that is kept in it, and the rules of requests that
//! need no state.
//!
//! Knows no store and no engine. What acts on a definition is in `table`, `region` and `archive`.
//!
//! - `decrease`: how often provisioned units may be lowered
//! - `key_schema`: `AttributeDefinitions` and `KeySchema`
//! - `policy`: a resource policy, in DynamoDB's words
//! - `regional`: what a replica has in its region alone
//! - `from_members`: from the members of CreateTable and UpdateTable to a definition
//! - `scaling`: limits on demand, warm throughput
//! - `schema`: the definition itself
//! - `sse`: encryption with a KMS key
//! - `vector_index`: from members to vector indexes

pub(crate) mod decrease;
pub(crate) mod from_members;
pub(crate) mod key_schema;
pub(crate) mod policy;
pub(crate) mod regional;
pub(crate) mod scaling;
pub(crate) mod schema;
pub(crate) mod sse;
pub(crate) mod vector_index;
