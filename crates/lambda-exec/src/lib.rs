//! AWS Lambda: functions, invocations, event sources, and the executors that run them.
//!
//! - `service` from requests to replies, over `wire`: `model` AWS's model as a table, `ops` the operations, `jackson` AWS's
//!   words about what is no JSON, `download` the one path that AWS does not have, `listing` pages
//! - rooms, none of which knows one that follows: `package` zips, blobs and folders; `execution` what runs code;
//!   `function` the records of functions and what is beside them; `event` queue and event source mappings
//! - `records` the door to the store; `error`, `function_name`, `kept`, `refused`, `tags`, `tagged`
//! - `engine` what it is made of; `activation` from `Pending` to `Active`; `invoke` one event through one function

mod activation;
mod download;
mod engine;
mod error;
mod event;
mod execution;
mod function;
mod function_name;
mod invoke;
mod jackson;
mod kept;
mod listing;
mod mapping;
mod memory;
#[allow(unreachable_pub, reason = "a table as it is written for every service")]
mod model;
mod ops;
mod package;
mod records;
mod refused;
mod service;
mod tagged;
mod tags;
#[cfg(test)]
mod test_engine;

pub use engine::{Engine, Seams, Settings};
pub use execution::scratch::Scratch;
pub use execution::{executor, pool};
pub use memory::queue;
pub use service::{no_such_url, operations, owns_path, refusal, routes};
