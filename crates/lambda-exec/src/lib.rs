//! AWS Lambda: functions, invocations, event sources, and the executors that run them.

mod environment;
pub mod executor;
mod log;
pub mod pool;
mod process;
mod runtime_api;
mod scratch;
mod variables;
