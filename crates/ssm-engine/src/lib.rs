//! Systems Manager's Parameter Store: parameters, their versions, labels and policies. The other operations of Systems Manager are
//! refused by their names.
//!
//! All state is in the store. A parameter is one record with its last version, so that reading it is reading one record; older
//! versions, and labels, are records of their own.
//!
//! Rooms, from below; none knows one that follows:
//! - `model` AWS's model as tables; `error` every sentence
//! - `parameter` names, versions, and the rules about what may be in them
//! - `setting` service settings
//! - `public` AWS's own parameters
//! - `records` the door to the store: keys, and the one way in which they change
//! - `seal` values that lie encrypted
//! - `engine` what all is made of
//! - `access` who of other accounts may
//! - `work` what operations do with parameters: put, find, list, label, remove
//! - `upkeep` what is done in the background: parameters expire
//! - `ops` the operations, a file each
//! - `dialect` what the service says in its own way; `endpoint` the service
//! - `oracle` what holds of any requests, for tests and fuzz targets

mod access;
mod dialect;
mod endpoint;
mod engine;
mod error;
#[allow(unreachable_pub, reason = "a table as it is written for every service")]
mod model;
mod ops;
pub mod oracle;
mod parameter;
mod public;
mod records;
mod seal;
mod setting;
mod upkeep;
mod work;

pub use endpoint::{SSM, services};
pub use engine::{Engine, Seams, Settings};
