//! The REST protocols: what a method and a path mean, and which member stands in path, query, headers, status or body.
//!
//! <https://smithy.io/2.0/spec/http-bindings.html>

use crate::protocol::Protocol;

mod listed;
mod reply;
mod request;
mod route;

pub use reply::write;
pub use request::{Request, read};
pub use route::{Found, Route, find};

/// What the documents of a REST protocol are written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Language {
    /// rest-json
    Json,
    /// rest-xml
    Xml,
}

impl Language {
    /// The protocol whose documents are in it.
    pub fn protocol(self) -> Protocol {
        match self {
            Language::Json => Protocol::RestJson,
            Language::Xml => Protocol::RestXml,
        }
    }
}

#[cfg(test)]
mod tests;
