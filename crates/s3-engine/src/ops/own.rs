//! The operations that s3s has no part in: those that it lacks, and those whose documents AWS reads more strictly than it. What a
//! request means is a row of `route` that says `.own()`; what answers it is an [`OwnOperation`] of the same name here.

use std::borrow::Cow;
use std::future::Future;
use std::pin::Pin;

use base::http::{Body, Response};
use http::request::Parts;
use http::{HeaderMap, HeaderName, HeaderValue, StatusCode};

use crate::bucket::defaults::xml_reply;
use crate::context::Context;
use crate::engine::Engine;
use crate::error::{Error, Result};
use crate::object::Version;
use crate::ops::{object_acl, object_encryption};
use crate::setting::document;
use crate::setting::model::MODEL;
use wire::json::Style;
use wire::shape::Shape;
use wire::value::Fields;
use wire::xml;

/// One of them.
pub(crate) struct OwnOperation {
    /// AWS's name, and its row's.
    name: &'static str,
    run: Run,
}

/// Answers a request.
type Run = for<'a> fn(&'a Engine, &'a Context, OwnRequest<'a>) -> Answer<'a>;

/// The reply that is to come.
pub(crate) type Answer<'a> = Pin<Box<dyn Future<Output = Result<Response>> + Send + 'a>>;

/// What a request asks for, beside what its context says.
#[derive(Clone, Copy)]
pub(crate) struct OwnRequest<'a> {
    /// The bucket's name.
    pub(crate) bucket: &'a str,
    /// The object's key; empty for a bucket.
    pub(crate) key: &'a str,
    pub(crate) head: &'a Parts,
}

/// All of them.
static OPERATIONS: &[OwnOperation] = &[
    OwnOperation {
        name: "GetObjectAcl",
        run: |engine, cx, asked| Box::pin(object_acl::get(engine, cx, asked)),
    },
    OwnOperation {
        name: "UpdateObjectEncryption",
        run: |engine, cx, asked| Box::pin(object_encryption::update(engine, cx, asked)),
    },
];

/// Answers the operation of a name.
pub(crate) async fn answer(
    engine: &Engine,
    cx: &Context,
    name: &'static str,
    asked: OwnRequest<'_>,
) -> Result<Response> {
    let found = OPERATIONS.iter().find(|operation| operation.name == name);
    let operation = found.ok_or_else(|| Error::internal(format!("no operation of ours is named {name}")))?;
    (operation.run)(engine, cx, asked).await
}

impl<'a> OwnRequest<'a> {
    /// A parameter of the query, decoded.
    pub(crate) fn parameter(&self, name: &str) -> Option<Cow<'a, str>> {
        let mut pairs = self.head.uri.query().unwrap_or_default().split('&');
        let value = pairs.find_map(|pair| match pair.split_once('=') {
            Some((known, value)) => (known == name).then_some(value),
            None => (pair == name).then_some(""),
        })?;
        Some(percent_encoding::percent_decode_str(value).decode_utf8_lossy())
    }

    /// The version that it names.
    pub(crate) fn version(&self) -> Option<Cow<'a, str>> {
        self.parameter("versionId")
    }

    /// A header, if it is text.
    #[allow(dead_code, reason = "for what comes next")]
    pub(crate) fn header(&self, name: &str) -> Option<&'a str> {
        self.head.headers.get(name)?.to_str().ok()
    }
}

#[allow(dead_code, reason = "for what comes next")]
/// The document of a request, of this shape and with a root of this name.
pub(crate) fn read(cx: &Context, shape: &'static Shape, root: &str) -> Result<Fields> {
    document::read(shape, root, &cx.document)
}

#[allow(dead_code, reason = "for what comes next")]
/// The reply that is a document with a root of this name.
pub(crate) fn document_reply(root: &str, fields: &Fields) -> Response {
    let style = Style { writes_empty: false };
    xml_reply(xml::document(root, MODEL.namespace, fields, style))
}

/// A reply without a body.
pub(crate) fn empty_reply(status: StatusCode) -> Response {
    let mut reply = Response::new(Body::empty());
    *reply.status_mut() = status;
    reply
}

/// Adds the version's id to a reply, where its bucket has ever had versions.
pub(crate) fn show_version(headers: &mut HeaderMap, version: &Version) {
    if let Some(id) = crate::object::describe::shown_version(version)
        && let Ok(id) = HeaderValue::from_str(&id)
    {
        headers.insert(HeaderName::from_static("x-amz-version-id"), id);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::route;

    #[test]
    fn each_row_of_ours_has_its_operation_and_each_operation_its_row() {
        let rows: Vec<&str> = route::own().collect();
        for name in &rows {
            assert_eq!(OPERATIONS.iter().filter(|operation| operation.name == *name).count(), 1, "{name}");
        }
        for operation in OPERATIONS {
            assert!(rows.contains(&operation.name), "{}", operation.name);
        }
    }
}
