//! Function URLs as they are called: a request becomes an event, what the function answers a reply.
//!
//! <https://docs.aws.amazon.com/lambda/latest/dg/urls-invocation.html>

use std::sync::Arc;

use base::call::Call;
use base::http::{Body, ReadError, Request, Response};
use base::service::PageRules;
use http::header::HOST;
use http::request::Parts;
use http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode};

use crate::access;
use crate::engine::Engine;
use crate::error::Error;
use crate::function::url_config::UrlConfig;
use crate::function_name::FunctionId;
use crate::invoke::streamed::Streamed;
use crate::invoke::{self, SYNCHRONOUS_LIMIT, Waiting};

use self::event::{Asked, event};

mod cors;
mod event;
mod reply;
mod streaming;
#[cfg(test)]
mod tests;

/// A URL, and the function behind it.
struct Found {
    id: FunctionId,
    config: UrlConfig,
}

impl Engine {
    /// Whether who has not signed may call what a request means: the function of a URL says so, and what is no URL is no
    /// secret.
    pub(crate) fn url_is_open(&self, head: &HeaderMap, authority: Option<&str>) -> bool {
        !matches!(self.url_of(head, authority), Ok(Some(Found { config, .. })) if config.is_signed)
    }

    /// What a URL's rules say of a page's request.
    pub(crate) fn url_page_rules(&self, head: &Parts) -> Result<PageRules, Error> {
        let authority = head.uri.authority().map(|authority| authority.as_str());
        let found = self.url_of(&head.headers, authority)?;
        Ok(found
            .map_or(PageRules::None, |found| cors::page_rules(&found.config, &head.method, &head.headers)))
    }

    /// Answers a request to a function URL; nothing where there is no such URL.
    ///
    /// # Errors
    ///
    /// The caller may not, or the function cannot run. What its code did wrong is in the reply.
    pub(crate) async fn call_url(
        self: &Arc<Self>,
        call: &Call,
        request: Request,
    ) -> Result<Option<Response>, Error> {
        let authority = request.uri().authority().map(|authority| authority.as_str());
        let Some(Found { id, config }) = self.url_of(request.headers(), authority)? else { return Ok(None) };
        let (head, body) = request.into_parts();
        if head.method == Method::OPTIONS
            && let Some(preflight) = cors::preflight(&config, &head.headers)
        {
            return Ok(Some(preflight));
        }
        let (qualifier, streams) = (config.qualifier.clone(), config.streams);
        access::admits_url(self, call, &id, qualifier.as_deref(), config.is_signed)?;
        let body = body.collect(SYNCHRONOUS_LIMIT).await.map_err(|cause| match cause {
            ReadError::TooLarge => Error::payload_too_large(SYNCHRONOUS_LIMIT),
            ReadError::Broken(cause) => Error::internal(cause),
        })?;
        let sent = head.headers.get("x-amzn-trace-id").and_then(|sent| sent.to_str().ok());
        let trace_id = self.trace_of_call(sent.map(str::to_owned), None);
        let payload =
            event(&Asked { call, id: &id, config: &config, head: &head, body, trace_id: &trace_id });
        if payload.len() > SYNCHRONOUS_LIMIT {
            return Err(Error::payload_too_large(SYNCHRONOUS_LIMIT));
        }
        let request_id = call.request_id.clone();
        let invocation = invoke::Request {
            id,
            qualifier,
            payload,
            client_context: None,
            request_id,
            trace_id: trace_id.clone(),
        };
        let is_durable =
            self.durable_version(&invocation.id, invocation.qualifier.as_deref(), true)?.is_some();
        let mut response = if streams && !is_durable {
            let admitted = self.admit(invocation, Waiting::Caller).await?;
            streaming::reply_of(Streamed::begin(self, admitted).await?).await
        } else {
            let done = self.call(invocation, Waiting::Caller).await?;
            done.result.ok().and_then(|answer| reply::of(&answer, false)).unwrap_or_else(failed)
        };
        let headers = response.headers_mut();
        cors::may_read(&config, &head.headers, headers);
        for (name, value) in [("x-amzn-requestid", &*call.request_id), ("x-amzn-trace-id", trace_id.as_str())]
        {
            if let Ok(value) = HeaderValue::from_str(value) {
                headers.insert(HeaderName::from_static(name), value);
            }
        }
        Ok(Some(response))
    }

    /// The URL that the first label of a host names.
    fn url_of(&self, headers: &HeaderMap, authority: Option<&str>) -> Result<Option<Found>, Error> {
        let host = authority.or_else(|| headers.get(HOST)?.to_str().ok()).unwrap_or_default();
        let url_id = host.split('.').next().unwrap_or_default().to_ascii_lowercase();
        Ok(UrlConfig::of_id(&self.store, &url_id)?.map(|(id, config)| Found { id, config }))
    }
}

/// The reply where a function fails, or answers what is no reply. AWS's guide has the status; the body is our guess.
fn failed() -> Response {
    let mut response = Response::new(Body::from("Internal Server Error"));
    *response.status_mut() = StatusCode::BAD_GATEWAY;
    response.headers_mut().insert(http::header::CONTENT_TYPE, HeaderValue::from_static("application/json"));
    response
}
