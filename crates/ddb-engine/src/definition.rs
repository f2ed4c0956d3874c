//! What a table is: its definition as plain data, with every setting that is kept in it, and the rules of requests that
//! need no state.
//!
//! Knows no store and no engine. What acts on a definition is in `table`, `region` and `archive`.
//!
//! - `auto_scaling`: auto scaling of replicas
//! - `decrease`: how often provisioned units may be lowered
//! - `describe`: keys and projections as AWS describes them
//! - `from_members`: from the members of CreateTable and UpdateTable to a definition
//! - `group`: what the replicas of a global table share
//! - `insights`: contributor insights
//! - `key_schema`: `AttributeDefinitions` and `KeySchema`
//! - `kinesis`: Kinesis streams that changes are to go to
//! - `owner`: whose tables and streams are, and their ARNs
//! - `phase`: the states of a table, and until when they last
//! - `policy`: a resource policy, in DynamoDB's words
//! - `recovery`: whether a table's past is kept, and how far
//! - `regional`: what a replica has in its region alone
//! - `scaling`: limits on demand, warm throughput
//! - `schema`: the definition itself
//! - `sse`: encryption with a KMS key
//! - `vector_index`: from members to vector indexes

pub(crate) mod auto_scaling;
mod decrease;
pub(crate) mod describe;
pub(crate) mod from_members;
pub(crate) mod group;
pub(crate) mod insights;
pub(crate) mod key_schema;
pub(crate) mod kinesis;
pub(crate) mod owner;
pub(crate) mod phase;
pub(crate) mod policy;
pub(crate) mod recovery;
pub(crate) mod regional;
pub(crate) mod scaling;
pub(crate) mod schema;
mod sse;
pub(crate) mod vector_index;
