//! AWS's protocols, written once. Pure: no store, no clock, no socket.
//!
//! A service is data: a [`shape::Model`] with the [`shape::Signature`]s of its operations, written from AWS's published
//! model by `conformance -- shapes`; a [`protocol::Dialect`] with what it says in its own way; and a table of
//! [`operation::Row`]s. `service` finds the row that a request means, reads the request by its shape, judges the
//! constraints, calls the row, and writes the reply or the [`fault::Fault`].
//!
//! - `service` from a request to a reply: read it first; `endpoint` a service behind the gateway
//! - `shape` what travels, as data; `value` as values; `unread` why a request cannot be read; `constraint` the rules of
//!   shapes, in AWS's sentence
//! - `json` JSON 1.0 and 1.1 and the bodies of rest-json; `form` query's requests; `xml` its replies and rest-xml
//! - `rest` methods, paths, queries and headers; `error` a fault in each protocol; `reply` what is sent
//! - `page` page tokens; `tag` tags as list and as map; `gzip` packed bodies; `moment` timestamps in each form
//! - `oracle` what must hold for any bytes, for tests and fuzz targets

pub mod constraint;
pub mod endpoint;
pub mod error;
pub mod fault;
pub mod form;
pub mod gzip;
pub mod json;
pub mod moment;
pub mod operation;
pub mod oracle;
pub mod page;
pub mod protocol;
pub mod reply;
pub mod rest;
mod scalar;
pub mod service;
pub mod shape;
pub mod tag;
pub mod unread;
pub mod value;
pub mod xml;
