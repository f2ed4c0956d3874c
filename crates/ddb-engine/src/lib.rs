//! DynamoDB and DynamoDB Streams on the store: the wire format, the operations, the state.
//!
//! A request comes in through [`Engine::answer`] (`service`), is found in the table of `ops`, read, run and
//! answered by its file below `ops/`. All writes of items go through `commit`.

mod access;
mod alter;
mod auto_scaling;
mod capacity;
mod catalog;
mod change;
mod collection;
mod commit;
mod counts;
mod definition;
mod describe;
mod engine;
mod error;
mod expression;
mod feed;
mod global;
mod in_flight;
mod index;
mod insights;
mod json;
mod key;
mod key_schema;
mod kinesis;
mod layer;
mod legacy;
mod members;
mod operation;
mod ops;
pub mod oracle;
mod page;
mod partiql;
mod phase;
mod plan;
mod policed;
mod policy;
mod range;
mod realism;
mod regional;
mod replica;
mod reply;
mod scaling;
mod schema;
mod select;
mod service;
mod shape;
mod shard;
mod single;
mod sse;
mod stale;
mod stream;
mod sweeper;
mod tables;
mod tags;
mod throttle;
mod timestamp;
mod transact;
mod ttl;
mod value;
mod vector;

pub use engine::{Engine, MAX_STREAM_SHARDS, Settings};
pub use realism::Realism;
pub use service::{limits, operations, refusal};
