//! AWS Lambda: functions, invocations, event sources, and the executors that run them.

mod activation;
mod alias;
mod code_source;
mod configured;
mod constraint;
mod endpoint;
mod engine;
mod environment;
mod error;
pub mod executor;
mod filter;
mod function;
mod function_name;
mod invoke;
mod json;
mod lineage;
mod listing;
mod log;
mod mapping;
mod operation;
mod ops;
mod package;
mod policy;
pub mod pool;
mod process;
mod publish;
pub mod queue;
mod refused;
mod route;
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

pub use endpoint::{FUNCTION_URL, LAMBDA, services};
pub use engine::{Engine, Seams, Settings};
pub use scratch::Scratch;
pub use service::routes;
