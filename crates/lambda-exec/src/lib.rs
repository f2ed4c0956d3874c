//! AWS Lambda: functions, invocations, event sources, and the executors that run them.

mod activation;
mod alias;
mod code_source;
mod configured;
mod download;
mod engine;
mod environment;
mod error;
pub mod executor;
mod filter;
mod function;
mod function_name;
mod invoke;
mod jackson;
mod kept;
mod lineage;
mod listing;
mod log;
mod mapping;
#[allow(unreachable_pub, reason = "a table as it is written for every service")]
mod model;
mod ops;
mod package;
mod policy;
pub mod pool;
mod process;
mod publish;
pub mod queue;
mod records;
mod refused;
mod runtime;
mod runtime_api;
mod scratch;
mod service;
mod tagged;
mod tags;
mod target;
#[cfg(test)]
mod test_engine;
mod variables;

pub use engine::{Engine, Seams, Settings};
pub use scratch::Scratch;
pub use service::{no_such_url, operations, owns_path, refusal, routes};
