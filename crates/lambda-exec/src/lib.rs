//! AWS Lambda: functions, invocations, event sources, and the executors that run them.
//!
//! Rooms, from below; none knows one that follows:
//! - `error` every sentence; `function_name` whose function, and its version; `model` AWS's model as a table; `kept` members
//!   that do not act; `destination` where records are sent; `image_name` names of
//!   container images; `jackson` AWS's words about what is no JSON; `listing`, `refused_members`, `tags` rules of requests
//! - `records` the door to the store
//! - `package` zips, blobs, folders; `execution` what runs code: executors, environments, the pool
//! - `function` records of functions, versions, aliases, layers, policies; `mapping` records of event source mappings
//! - `regional` code signing configurations and capacity providers, which only are kept
//! - `memory` what is held beside the store; `engine` what all is made of
//! - `durable` executions that outlive an invocation (it stands on `invoke`)
//! - `activation` from `Pending` to `Active`; `invoke` one event through one function; `event` the queue, the feeding from
//!   streams, other services' events; `start` how the engine starts, and starts over; `tagged` what has tags
//! - `parameters_extension` parameters and secrets over HTTP for functions that have its layer
//! - `provisioning` environments that are ready before anybody calls
//! - `url` function URLs as they are called
//! - `ops` the operations, a file each; `download` the one path that AWS does not have; `service` from requests to replies,
//!   over `wire`
//! - `oracle` what holds of any input, for tests and fuzz targets

mod access;
mod activation;
mod destination;
mod download;
mod durable;
mod endpoint;
mod engine;
mod error;
mod event;
mod execution;
mod function;
mod function_name;
mod image_name;
mod invoke;
mod jackson;
mod kept;
mod listing;
mod mapping;
mod memory;
#[allow(unreachable_pub, reason = "a table as it is written for every service")]
mod model;
mod ops;
pub mod oracle;
mod package;
mod parameters_extension;
mod provisioning;
mod records;
mod refused_members;
mod regional;
mod service;
mod start;
mod tagged;
mod tags;
#[cfg(test)]
mod test_engine;
mod url;

pub use endpoint::{FUNCTION_URL, LAMBDA, services};
pub use engine::{Engine, Seams, Settings};
pub use execution::scratch::Scratch;
pub use execution::{executor, pool};
pub use memory::queue;
pub use service::routes;
