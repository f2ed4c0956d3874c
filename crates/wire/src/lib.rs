//! AWS's protocols, written once. Pure: no store, no clock, no socket.
//!
//! A service is data: a [`shape::Model`] with the [`shape::Signature`]s of its operations, written from AWS's published
//! model by `conformance -- shapes`; a [`protocol::Dialect`] with what it says in its own way; and a table of
//! [`operation::Row`]s. `service` finds the row that a request means, reads the request by its shape, judges the
//! constraints, calls the row, and writes the reply or the [`fault::Fault`].
//!
//! - `service`: from a request to a reply, for every service: read it first; `endpoint`: a service behind the gateway
//! - a service as data: `shape` (structures, members, their places and rules; `shape/pattern` regular expressions,
//!   `shape/sound` what must hold of a table), `protocol` (the dialect), `operation` (the trait and its row)
//! - what travels: `value`, `fault`, `reply`; `unread`: why a request cannot be read
//! - `constraint`: AWS's sentence about broken rules; `constraint/words` one rule, `constraint/shown` one value
//! - `json`: JSON 1.0 and 1.1 and the bodies of rest-json: a reader and a writer without a tree (`json/read`, `json/write`),
//!   bodies by their shape (`json/body`, `json/reply`), `json/depth`; `json/query` query's replies to who asks for JSON
//! - `form`: query's requests: `form/pairs`, `form/node` the pairs as a tree, `form/write` as clients write them
//! - `xml`: query's replies and rest-xml: `xml/element` a document as a tree, `xml/body`, `xml/reply`, `xml/text`
//! - `rest`: `rest/route` methods and paths, `rest/request` and `rest/reply` members in their places, `rest/listed` lists in
//!   headers
//! - `error`: a fault in each protocol; `event_stream`: replies that are streams of events
//! - `page`: page tokens; `tag`: tags as list and as map; `gzip`: packed bodies; `moment`: timestamps; `scalar`: scalars as
//!   text
//! - `oracle`: what must hold for any bytes, for tests and fuzz targets

pub mod constraint;
pub mod endpoint;
pub mod error;
pub mod event_stream;
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
