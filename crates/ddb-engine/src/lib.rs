//! DynamoDB and DynamoDB Streams on the store: the wire format, the operations, the state.
//!
//! A request comes in through [`Engine::answer`] (`service`), is found in the table of `ops`, read, run and
//! answered by its file below `ops/`. All writes of items go through `commit`.

mod catalog;
mod change;
mod definition;
mod describe;
mod engine;
mod error;
mod feed;
mod json;
mod key;
mod members;
mod operation;
mod ops;
mod schema;
mod service;
mod shape;
mod stream;
mod sweeper;
mod tables;
mod transact;
mod value;

pub use engine::Engine;
pub use service::{operations, refusal};
