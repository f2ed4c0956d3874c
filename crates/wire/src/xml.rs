//! XML both ways: query's replies, and the documents of rest-xml. S3's own documents are s3s's.
//!
//! <https://smithy.io/2.0/aws/protocols/aws-restxml-protocol.html>

mod body;
mod element;
mod reply;
mod text;

pub use body::{name_of, read, read_into};
pub use element::Element;
pub use reply::{Envelope, document, payload, query_reply};
pub use text::Text;

pub(crate) use reply::DECLARATION;

#[cfg(test)]
mod tests;
