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
mod foreign;
mod in_flight;
mod keys;
mod linger;
pub mod log;
mod open_files;
mod pipeline;
mod refusal;
mod routing;
mod scope;
pub mod server;
pub mod services;
mod unread;
mod wiring;
