//! AWS SQS: queues, and what waits in them.
//!
//! All state is in the store. A queue is a record; its messages, of which there may be millions, stand in key ranges of the
//! queue's *backlog*, so that sending, receiving and deleting cost the same however many wait, and a purge is a new backlog.
//!
//! Rooms, from below; none knows one that follows:
//! - `model` AWS's model as tables; `error` every sentence
//! - `queue` a queue's name, address, attributes, redrive, permissions and record
//! - `message` what a message is: body, attributes, digests, receipt handles, batches
//! - `records` the door to the store: keys, and the one way in which they change
//! - `order` in which order messages come out: standard and FIFO, deduplication
//! - `engine` what all is made of, and who waits for messages
//! - `access` who may
//! - `work` what operations do to messages: send, receive, delete, change visibility
//! - `upkeep` what is done in the background: messages that are too old, backlogs that are gone, move tasks
//! - `target` events of other services; `consumer` those who are fed by a queue
//! - `ops` the operations, a file each
//! - `dialect` what SQS says in its own way; `control` the emulator's own paths; `endpoint` the service
//! - `oracle` what holds of any sequence of requests, for tests and fuzz targets

mod access;
mod consumer;
mod control;
mod dialect;
mod endpoint;
mod engine;
mod error;
mod message;
#[allow(unreachable_pub, reason = "a table as it is written for every service")]
mod model;
mod ops;
pub mod oracle;
mod order;
mod queue;
mod records;
mod target;
mod upkeep;
mod work;

pub use endpoint::{SQS, services};
pub use engine::{Engine, Settings};
