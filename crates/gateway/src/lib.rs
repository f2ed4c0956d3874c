//! RustStack's one port: finds the service that a request means, proves the caller, hands over to the engine, logs.
//!
//! Knows no rule of S3, DynamoDB or Lambda. Read `pipeline` first: the way of every request, in order.

mod admin;
mod allowed_hosts;
mod auth;
pub mod cli;
pub mod config;
mod connection;
mod cors;
mod coverage;
mod deliver;
mod door;
pub mod ending;
mod engines;
mod foreign;
mod in_flight;
mod linger;
pub mod log;
mod open_files;
mod pipeline;
mod refusal;
mod request_id;
mod scope;
pub mod server;
pub mod service_of;
mod unread;
mod wiring;
