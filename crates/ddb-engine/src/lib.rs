//! DynamoDB and DynamoDB Streams on the store: the wire format, the operations, the state.
//!
//! A request comes in through [`Engine::answer`] (`service`), is found in the table of `ops`, read, run and
//! answered by its file below `ops/`. All writes of items go through `commit`.

mod alter;
mod backup;
mod bulk;
mod capacity;
mod catalog;
mod change;
mod collection;
mod commit;
mod copy;
mod definition;
mod describe;
mod engine;
mod error;
mod export;
mod expression;
mod feed;
mod history;
mod import;
mod in_flight;
mod index;
mod input;
mod ion;
mod job;
mod json;
mod key;
mod key_schema;
mod layer;
mod legacy;
mod load;
mod members;
mod operation;
mod ops;
pub mod oracle;
mod page;
mod plan;
mod range;
mod record;
mod recovery;
mod reply;
mod restore;
mod s3;
mod scaling;
mod schema;
mod select;
mod service;
mod shape;
mod shard;
mod single;
mod stream;
mod sweeper;
mod tables;
mod tags;
mod transact;
mod ttl;
mod value;

pub use engine::{Engine, MAX_STREAM_SHARDS, Seams, Settings};
pub use service::{limits, operations, refusal};
