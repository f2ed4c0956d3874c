//! What one operation of the API is: where it lives, and its three verbs.

use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;

use base::call::Call;
use base::http::{Body, Response};
use bytes::Bytes;
use http::{HeaderMap, HeaderValue, header};
use serde_json::Value;

use crate::engine::Engine;
use crate::error::Error;
use crate::json::Members;
use crate::route::{Parameters, Route};

/// A request that found its operation.
#[derive(Debug)]
pub(crate) struct Incoming {
    pub(crate) path: Parameters,
    pub(crate) query: Vec<(String, String)>,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Bytes,
}

impl Incoming {
    /// A parameter of the path.
    pub(crate) fn path(&self, name: &str) -> &str {
        self.path
            .iter()
            .find(|(known, _)| *known == name)
            .map(|(_, value)| value.as_str())
            .unwrap_or_default()
    }

    /// A parameter of the query.
    pub(crate) fn query(&self, name: &str) -> Option<&str> {
        self.query.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// A parameter of the query that is a number.
    pub(crate) fn query_integer(&self, name: &str) -> Result<Option<i64>, Error> {
        let Some(text) = self.query(name) else { return Ok(None) };
        text.parse().map(Some).map_err(|_| Error::wrong_type("STRING_VALUE", "an Integer"))
    }

    /// A header that is text.
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name)?.to_str().ok()
    }

    /// The session token that the request was signed with, if it names one.
    pub(crate) fn session_token(&self) -> Option<&str> {
        self.header("x-amz-security-token").or_else(|| self.query("X-Amz-Security-Token"))
    }

    /// The body as a JSON object.
    pub(crate) fn members(&self) -> Result<Members, Error> {
        Members::parse(&self.body)
    }
}

/// How much of a body is read, and what is said about more.
#[derive(Clone, Copy)]
pub(crate) struct BodyLimit {
    pub(crate) bytes: usize,
    /// From the operation's name and the limit.
    pub(crate) refusal: fn(&str, usize) -> Error,
}

/// One operation. A unit struct in `ops/<name>.rs` implements it.
pub(crate) trait Operation: 'static {
    /// AWS's name.
    const NAME: &'static str;
    /// Its HTTP binding.
    const ROUTE: Route;
    /// Configurations hold at most a few kilobytes of variables and descriptions; a megabyte is generous.
    const BODY_LIMIT: BodyLimit = BodyLimit { bytes: 1024 * 1024, refusal: Error::body_too_large };
    /// What `read` makes of a request.
    type Input: Send;
    /// What `reply` shows.
    type Output: Send;

    /// From the wire to typed input: every check that needs no state.
    fn read(call: &Call, incoming: Incoming) -> Result<Self::Input, Error>;

    /// Acts on the state.
    fn run(
        engine: &Arc<Engine>,
        call: &Call,
        input: Self::Input,
    ) -> impl Future<Output = Result<Self::Output, Error>> + Send;

    /// From typed output to the wire.
    fn reply(output: Self::Output) -> Response;
}

/// Reads, runs and replies.
pub(crate) type Answer = for<'a> fn(&'a Arc<Engine>, &'a Call, Incoming) -> Answering<'a>;
/// An answer in the making.
pub(crate) type Answering<'a> = Pin<Box<dyn Future<Output = Result<Response, Error>> + Send + 'a>>;

/// A row of the table of operations.
pub(crate) struct Entry {
    pub(crate) name: &'static str,
    pub(crate) route: Route,
    /// Nothing for an operation of AWS's that is not here yet.
    pub(crate) work: Option<Work>,
}

/// The working part of a row.
pub(crate) struct Work {
    pub(crate) body_limit: BodyLimit,
    pub(crate) answer: Answer,
}

impl Entry {
    /// The row of an operation that is here.
    pub(crate) const fn of<O: Operation>() -> Entry {
        let work = Work { body_limit: O::BODY_LIMIT, answer: answer::<O> };
        Entry { name: O::NAME, route: O::ROUTE, work: Some(work) }
    }

    /// The row of an operation that AWS has and that is not here yet.
    pub(crate) const fn absent(name: &'static str, route: Route) -> Entry {
        Entry { name, route, work: None }
    }
}

fn answer<'a, O: Operation>(engine: &'a Arc<Engine>, call: &'a Call, incoming: Incoming) -> Answering<'a> {
    Box::pin(async move {
        let input = O::read(call, incoming)?;
        let output = O::run(engine, call, input).await?;
        Ok(O::reply(output))
    })
}

/// A reply with a JSON body.
pub(crate) fn json(status: u16, body: &Value) -> Response {
    let mut response = empty(status);
    *response.body_mut() = Body::from(body.to_string());
    response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json"));
    response
}

/// A reply without a body.
pub(crate) fn empty(status: u16) -> Response {
    let mut response = Response::new(Body::empty());
    *response.status_mut() = http::StatusCode::from_u16(status).unwrap_or(http::StatusCode::OK);
    response
}
