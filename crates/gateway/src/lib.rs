//! RustStack's one port: finds the service that a request means, proves the caller, hands over to the engine, logs. The
//! library of the program `ruststack`.
//!
//! Knows no operation of any service. What it knows of a service is in its `Facts`; beside them the hosts of buckets
//! (`routing`), AWS's words about signatures (`auth/wording`), DynamoDB's way with web pages (`cors`), and settings.
//!
//! - `pipeline`: the way of every request, in order; read it first
//! - the socket: `server` accepts and stops in order; `connection` what is spoken, within which limits, and
//!   `connection/opening` how that is told by the first bytes, `connection/own_wakes` how often it is polled; `tls` certificates, with a CA of our own; `linger` a close
//!   after which the last reply arrives; `unread` which reply is a connection's last; `in_flight` the budget of bodies;
//!   `open_files`; `ending` signals, and the end when the grace is over
//! - who may come in: `door`, with `foreign` (whose page it is) and `allowed_hosts` (the names we are called by); `cors`
//! - which service: `routing` the table of steps, with `routing/elsewhere` (services that are not here) and `routing/page`;
//!   `scope` the signature, read leniently
//! - who calls: `auth`, with `auth/wording` and `auth/s3_wording`; `refusal` what is refused before an engine
//! - what there is: `services` the one list, `services/build` how each engine is built; `wiring` one emulator; `deliver`
//!   events to their targets, by ARN; `operations` what one service asks another for; `keys` KMS's keys while there is no KMS
//! - for users: `admin` the emulator's own paths (`admin/checkpoints`, `admin/clock`, `admin/health`); `config` the one table
//!   of settings (`config/parse`, `config/resolve`, `config/page`); `cli`, and `client` its commands that
//!   call a server (`client/invoke`, `client/logs`); `coverage` the pages of `docs/coverage`; `log`,
//!   with `log/lines` that wait for nobody and `log/request`, the line of a request

mod admin;
mod allowed_hosts;
mod auth;
pub mod cli;
mod client;
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
mod operations;
mod pipeline;
mod refusal;
mod routing;
mod scope;
pub mod server;
pub mod services;
mod tls;
mod unread;
mod wiring;
