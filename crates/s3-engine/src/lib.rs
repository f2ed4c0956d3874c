//! S3 on the store, over `s3s`, which owns typing and XML.
//!
//! A request comes in through [`Engine::answer`] (`service`). `front` makes it what s3s takes, and on the way `route` finds
//! the row that says what it means. s3s calls `mount`, which calls the operation's file below `ops/`. What is committed goes
//! through a door of `engine`. `back` finishes what s3s has written.
//!
//! The modules here are rooms. A room imports only rooms that stand above it in this list:
//!
//! - `error`: every error that a client can see
//! - `message`: what requests and replies are written in
//! - `reader`: the store's reading side
//! - `tag`: tags, and their rules
//! - `payload`: bytes on their way in, checksums, ranges
//! - `context`: what is known of one request, and goes around s3s
//! - `bucket`: the record of a bucket, and the rules about it
//! - `setting`: the settings of buckets: records of their own, and what AWS wants of them
//! - `access_point`: access points of buckets
//! - `form`: the forms that browsers send
//! - `route`: what a request means: a row for each operation of AWS's model, built or not
//! - `object`: the record of a version, and the rules about it
//! - `cors`: what web pages may
//! - `inventory`: inventories of buckets
//! - `listing`: listings of objects and versions
//! - `logging`: access logs
//! - `upload`: the records of multipart uploads
//! - `access`: who may
//! - `lifecycle`: what a bucket's lifecycle does to its objects, and when
//! - `replication`: which versions go into other buckets
//! - `read`: what GetObject, HeadObject and copies share
//! - `select`: queries over the content of an object
//! - `notify`: event notifications as records
//! - `engine`: the engine, and the doors
//! - `delivery`: the outbox on its way out
//! - `seams`: what other services may do with objects
//! - `upkeep`: what S3 does by itself
//! - `mounted`, `own`, `ops`, `mount`, `dispatch`: the operations, and how they are reached, by s3s or without it
//! - `front`, `back`: before and behind s3s
//! - `website`: buckets as web sites
//! - `service`: from a request to a reply
//! - `control`: S3 Control, a service of its own on the same buckets
//! - `endpoint`: S3 as the gateway sees it

mod access;
mod access_point;
mod back;
mod bucket;
mod context;
mod control;
mod cors;
mod delivery;
mod dispatch;
mod endpoint;
mod engine;
mod error;
mod form;
mod front;
mod inventory;
mod lifecycle;
mod listing;
mod logging;
mod message;
mod mount;
mod mounted;
mod notify;
mod object;
mod ops;
mod own;
mod payload;
mod read;
mod reader;
mod replication;
mod route;
mod seams;
mod select;
mod service;
mod setting;
mod tag;
mod upkeep;
mod upload;
mod website;

#[cfg(test)]
mod tests;

pub use control::{S3_CONTROL, control_routes};
pub use endpoint::{S3, services};
pub use engine::{Engine, Settings};
pub use front::{bucket_of_host, website_of_host};
