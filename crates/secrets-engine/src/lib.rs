//! AWS Secrets Manager: secrets, their versions, rotation and replicas.
//!
//! All state is in the store. A secret is one record, with all that is known of its versions; what is secret of each version is
//! a record of its own, encrypted by the keys of KMS. A replica keeps nothing: it shows what stands where its primary is.
//!
//! Rooms, from below; none knows one that follows:
//! - `model` AWS's model as tables; `error` every sentence
//! - `secret` a secret's name, ids, record, versions and labels, rotation, replicas, policy, tags
//! - `records` the door to the store: keys, and the one way in which they change
//! - `engine` what all is made of
//! - `access` who may
//! - `work` what operations do: encrypt, put values, replicate, select, set rotations
//! - `upkeep` what is done in the background: what is marked goes, what is due is rotated
//! - `reference` secrets that Systems Manager shows
//! - `ops` the operations, a file each
//! - `dialect` what the service says in its own way; `endpoint` the service
//! - `oracle` what holds of any sequence of requests, for tests and fuzz targets

mod access;
mod dialect;
mod endpoint;
mod engine;
mod error;
#[allow(unreachable_pub, reason = "a table as it is written for every service")]
mod model;
mod ops;
pub mod oracle;
mod records;
mod reference;
mod secret;
mod upkeep;
mod work;

pub use endpoint::{SECRETS_MANAGER, services};
pub use engine::{Engine, Settings};
