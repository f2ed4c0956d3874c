//! CloudWatch Logs: groups, streams, and the events in them.
//!
//! All state is in the store. A group and a stream are records; events that came in together are one record, found by stream
//! and time, so that a tail and a search cost what they find, however much there is.
//!
//! Rooms, from below; none knows one that follows:
//! - `model` AWS's model as tables; `error` every sentence
//! - `filter_pattern` which messages a filter means
//! - `group` a group's name, ARN, record and tags; `stream` a stream's record
//! - `event` positions and ids of events, blocks of them, walks over them
//! - `kept` records as AWS's shapes show them
//! - `records` the door to the store: keys, and the one way in which they change
//! - `engine` what all is made of, and what other services have handed over
//! - `subscription` what subscribers get, and how it leaves with its commit; `courier` takes it to them
//! - `work` what operations do with events: append, find
//! - `insights` the query language; `query` queries under way and their results
//! - `export` events as objects in a bucket
//! - `live_tail` new events as they come
//! - `upkeep` what is done in the background: old events go, handed lines come in
//! - `sink` lines of other services
//! - `ops` the operations, a file each
//! - `dialect` what the service says in its own way; `endpoint` the service
//! - `oracle` what holds of any pattern and query, for tests and fuzz targets

mod courier;
mod dialect;
mod endpoint;
mod engine;
mod error;
mod event;
mod export;
mod filter_pattern;
mod group;
mod insights;
mod kept;
mod live_tail;
#[allow(unreachable_pub, reason = "a table as it is written for every service")]
mod model;
mod ops;
pub mod oracle;
mod query;
mod records;
mod sink;
mod stream;
mod subscription;
mod upkeep;
mod work;

pub use endpoint::{LOGS, services};
pub use engine::{Engine, Seams, Settings};
