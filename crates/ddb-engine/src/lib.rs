//! DynamoDB and DynamoDB Streams on the store: the wire format, the operations, the state.
//!
//! A request comes in through [`Engine::answer`] (`service`), is found in the table of `ops`, read, run and
//! answered by its file below `ops/`. Whatever is committed goes through a door of `engine`.
//!
//! The modules here are rooms. A room imports only rooms that stand above it in this list:
//!
//! - `error`: every error that a client can see
//! - `message`: what requests and replies are made of
//! - `definition`: what a table is, and the rules of requests that need no state
//! - `item`: keys, index entries, costs, and the decision on a write; pure
//! - `memory`: what is kept in memory beside the store
//! - `stream`: records of streams and their shards; pure
//! - `engine`: the engine, how a table is looked up, and the doors
//! - `realism`: what AWS does to its users, off unless asked for
//! - `access`: who may
//! - `read`: pages of tables, indexes and streams
//! - `write`: writes of items, and transactions
//! - `kept`: what requests began and others ask about later
//! - `job`: work that takes longer than a request
//! - `table`: the life of a table
//! - `region`: global tables
//! - `partiql`: from statements to reads and writes
//! - `archive`: a table's past: recovery, backups, restores
//! - `transfer`: exports, imports, bulk operations
//! - `background`: what no request waits for
//! - `operation`, `ops`, `service`: from a request to a reply
//! - `oracle`: a naive table, and what must hold for any sequence of requests

mod access;
mod archive;
mod background;
mod control;
mod definition;
mod endpoint;
mod engine;
mod error;
mod item;
mod job;
mod kept;
mod memory;
mod message;
mod operation;
mod ops;
pub mod oracle;
mod partiql;
mod read;
mod realism;
mod region;
mod service;
mod stream;
mod table;
mod transfer;
mod write;

pub use endpoint::{DYNAMODB, DYNAMODB_STREAMS, services};
pub use engine::{Engine, MAX_STREAM_SHARDS, Seams, Settings};
pub use memory::dial::Realism;
pub use service::SERVER;
