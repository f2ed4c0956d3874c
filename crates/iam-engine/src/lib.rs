//! AWS IAM and STS: who may ask, by which keys, and in whose name.
//!
//! Rooms, from below; none knows one that follows:
//! - `error` every sentence; `model` AWS's models as tables; `message` rules of requests and replies: ids, names and paths,
//!   pages, tags, documents
//! - `catalog` AWS's managed policies
//! - `secret` what secrets are made of; `records` the door to the store
//! - `identity` records of users, groups, roles
//! - `simulation` what policies say about requests that nobody makes
//! - `session` tokens, and what is remembered of keys
//! - `engine` what all is made of; `credentials` sessions given out, and the keys that the gateway asks for
//! - `ops` the operations: `ops/iam` by their nouns, `ops/sts` a file each
//! - `endpoint` the two services

#![allow(dead_code, reason = "operations come one by one; this line goes with the last")]

mod catalog;
mod credentials;
mod endpoint;
mod engine;
mod error;
mod identity;
mod message;
#[allow(unreachable_pub, reason = "tables as they are written for every service")]
mod model;
mod ops;
mod records;
mod secret;
mod session;
mod simulation;

pub use endpoint::{IAM, STS, services};
pub use engine::Engine;
