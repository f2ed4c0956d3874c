//! What an operation is that s3s has no part in: those that it lacks, and those whose documents AWS reads more strictly than
//! it. Its row of `route` says `.own()`, and `dispatch` has it by its name.

use std::borrow::Cow;

use base::http::{Body, Response};
use http::request::Parts;
use http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use wire::shape::Shape;
use wire::value::Fields;

use crate::context::Context;
use crate::error::{Error, Result};
use crate::message::percent::form_decode;
use crate::object::Version;
use crate::object::describe::{USUAL_HEADERS, shown_version};
use crate::setting::document;

/// What a request asks for, beside what its context says.
#[derive(Clone, Copy)]
pub(crate) struct OwnRequest<'a> {
    /// The bucket's name.
    pub(crate) bucket: &'a str,
    /// The object's key; empty for a bucket.
    pub(crate) key: &'a str,
    pub(crate) head: &'a Parts,
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

    /// A parameter of the query, decoded as forms are. One that stands twice is refused, in s3s's words: AWS's are not known.
    pub(crate) fn single(&self, name: &str) -> Result<Option<Cow<'a, str>>> {
        let pairs = self.head.uri.query().unwrap_or_default().split('&');
        let mut values = pairs.filter_map(|pair| {
            let (known, value) = pair.split_once('=').unwrap_or((pair, ""));
            (form_decode(known) == name).then_some(value)
        });
        match (values.next(), values.next()) {
            (_, Some(_)) => Err(Error::request(format!("duplicate query: {name}"))),
            (value, None) => Ok(value.map(form_decode)),
        }
    }

    /// The version that it names.
    pub(crate) fn version(&self) -> Option<Cow<'a, str>> {
        self.parameter("versionId")
    }

    /// A header, if it is text.
    pub(crate) fn header(&self, name: &str) -> Option<&'a str> {
        self.head.headers.get(name)?.to_str().ok()
    }
}

/// The document of a request, of this shape and with a root of this name.
pub(crate) fn read(cx: &Context, shape: &'static Shape, root: &str) -> Result<Fields> {
    document::read(shape, root, &cx.document)
}

/// A reply without a body.
pub(crate) fn empty_reply(status: StatusCode) -> Response {
    let mut reply = Response::new(Body::empty());
    *reply.status_mut() = status;
    *reply.headers_mut() = HeaderMap::with_capacity(USUAL_HEADERS);
    reply
}

/// Adds the version's id to a reply, where its bucket has ever had versions.
pub(crate) fn show_version(headers: &mut HeaderMap, version: &Version) {
    if let Some(id) = shown_version(version)
        && let Ok(id) = HeaderValue::from_str(&id)
    {
        headers.insert(HeaderName::from_static("x-amz-version-id"), id);
    }
}
