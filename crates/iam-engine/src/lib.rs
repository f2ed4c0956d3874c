//! AWS IAM and STS: who may ask, by which keys, and in whose name.
//!
//! Rooms, from below; none knows one that follows:
//! - `error` every sentence; `model` AWS's models as tables; `message` rules of requests and replies: ids, names and paths,
//!   pages, tags, documents
//! - `catalog` AWS's own managed policies
//! - `secret` what secrets are made of; `records` the door to the store
//! - `federation` tokens and assertions of identity providers, and the keys of our own tokens
//! - `identity` records of users, groups, roles, users' credentials and managed policies
//! - `certificate` what is read of certificates and keys; records of those of servers
//! - `identity_provider` records of identity providers
//! - `account` what an account has once, and reports about all of it
//! - `simulation` what policies say about requests that nobody makes
//! - `session` tokens, and what is remembered of keys
//! - `engine` what all is made of; `credentials` sessions given out, and the keys that the gateway asks for
//! - `ops` the operations: `ops/iam` by their nouns, `ops/sts` a file each
//! - `endpoint` the two services
//! - `oracle` what holds of any token, for tests and fuzz targets

mod account;
mod catalog;
mod certificate;
mod credentials;
mod endpoint;
mod engine;
mod error;
mod federation;
mod identity;
mod identity_provider;
mod message;
#[allow(unreachable_pub, reason = "tables as they are written for every service")]
mod model;
mod ops;
pub mod oracle;
mod records;
mod secret;
mod session;
mod simulation;

pub use endpoint::{IAM, STS, services};
pub use engine::Engine;
