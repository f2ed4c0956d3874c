//! What runs functions: executors, the environments that they make, and the pool that keeps them. It knows no records and
//! no engine: who runs a function brings all that is said of it, in a [`executor::Version`].
//!
//! - `executor` the traits `Executor` and `Environment`, with WebAssembly, processes and containers
//! - `reply` where responses go
//! - `pool` warm environments and places; `lineage` the chain of functions that an invocation comes from
//! - for processes: `environment` the states of one, `agents` those of its extensions, `telemetry` what these are told,
//!   `runtime_api` the HTTP side of all three, `process` the only file that starts one
//! - `peers` who may connect to what listens for an environment
//! - `variables`, `log`, `log_stream`, `scratch` what a function is given, what it wrote and where that goes, and folders
//!   that go with their user

mod agents;
mod environment;
pub mod executor;
pub(crate) mod lineage;
pub(crate) mod log;
pub(crate) mod log_stream;
pub(crate) mod peers;
pub mod pool;
mod process;
pub(crate) mod reply;
pub(crate) mod runtime_api;
pub(crate) mod scratch;
mod telemetry;
pub(crate) mod variables;
