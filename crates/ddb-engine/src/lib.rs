//! DynamoDB and DynamoDB Streams on the store: the wire format, the operations, the state.
//!
//! A request comes in through [`Engine::answer`] (`service`), is found in the table of `ops`, read, run and
//! answered by its file below `ops/`. All writes of items go through `commit`.

mod access;
mod archive;
mod background;
mod control;
mod definition;
mod endpoint;
mod engine;
mod error;
mod item;
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
mod write;

pub use endpoint::{DYNAMODB, DYNAMODB_STREAMS, services};
pub use engine::{Engine, MAX_STREAM_SHARDS, Seams, Settings};
pub use memory::dial::Realism;
pub use service::SERVER;
