//! The emulator's own paths, below `/_ruststack/`, and those of LocalStack that its users' tools call, below
//! `/_localstack/` and `/_aws/`. Thin: each route is a question to the store, the clock, the settings or an engine.

mod checkpoints;
mod clock;
mod health;

use std::sync::Arc;

use axum::Router;
use axum::body::Body;
use axum::extract::{Path, Request, State};
use axum::response::Response;
use axum::routing::{any, get, post};
use base::http::Response as Reply;
use bytes::Bytes;
use http::header::CONTENT_TYPE;
use http::request::Parts;
use http::{HeaderValue, StatusCode};
use serde_json::{Value, json};
use tower::Service as _;

use crate::refusal;
use crate::routing::Routing;
use crate::wiring::Emulator;

/// Whether one of the routes takes a request: each of the three has one that takes whatever is below it. The hosts of
/// functions have other paths than ours.
pub(crate) fn is_meant(routing: &Routing, parts: &Parts) -> bool {
    let rest = below_own(parts.uri.path());
    rest.is_some_and(|rest| !rest.is_empty()) && !routing.is_at_an_own_host(parts)
}

/// Whether a path is the emulator's own. A bucket cannot begin with an underscore, so no bucket in a path is hidden:
/// <https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html>. A key that begins so can be
/// reached with its bucket in the path, not with its bucket in the host name.
pub(crate) fn is_admin(path: &str) -> bool {
    below_own(path).is_some()
}

/// What follows the beginning that is our own.
fn below_own(path: &str) -> Option<&str> {
    ["/_ruststack/", "/_localstack/", "/_aws/"].iter().find_map(|own| path.strip_prefix(own))
}

/// The answer of a route.
pub(crate) async fn answer_own<B>(routes: &Router, parts: Parts, body: B) -> Reply
where
    B: http_body::Body<Data = Bytes> + Send + 'static,
    B::Error: Into<base::http::BoxError>,
{
    let request = Request::from_parts(parts, Body::new(body));
    match routes.clone().call(request).await {
        Ok(reply) => reply.map(base::http::Body::new),
        Err(never) => match never {},
    }
}

/// All routes.
pub(crate) fn routes() -> Router<Arc<Emulator>> {
    Router::new()
        .route("/_ruststack/health", get(health::health))
        .route("/_localstack/health", get(health::health))
        .route("/_ruststack/info", get(health::info))
        .route("/_localstack/info", get(health::info))
        .route("/_localstack/init", get(health::init))
        .route("/_ruststack/tls-ca", get(tls_ca))
        .route("/_ruststack/reset", post(checkpoints::reset))
        .route("/_localstack/state/reset", post(checkpoints::reset))
        .route("/_ruststack/checkpoints", get(checkpoints::list))
        .route("/_ruststack/checkpoints/{name}", post(checkpoints::take).delete(checkpoints::forget))
        .route("/_ruststack/checkpoints/{name}/restore", post(checkpoints::restore).put(checkpoints::restore))
        .route("/_ruststack/clock", get(clock::show))
        .route("/_ruststack/clock/freeze", post(clock::freeze))
        .route("/_ruststack/clock/advance", post(clock::advance))
        .route("/_ruststack/clock/resume", post(clock::resume))
        .route("/_ruststack/{*rest}", any(of_a_service))
        .route("/_localstack/{*rest}", any(no_such_path))
        .route("/_aws/{*rest}", any(of_a_service))
}

/// `/_aws/SERVICE/…` and `/_ruststack/SERVICE/…`: the service answers, if it is on.
async fn of_a_service(
    State(emulator): State<Arc<Emulator>>,
    Path(rest): Path<String>,
    request: Request,
) -> Response {
    let (name, path) = rest.split_once('/').unwrap_or((&rest, ""));
    let Some(service) = emulator.services.iter().find(|service| service.facts().name == name) else {
        return no_such_path().await;
    };
    let facts = service.facts();
    if !emulator.is_on(facts) {
        return problem(StatusCode::NOT_FOUND, refusal::service_off(facts).message);
    }
    let request = request.map(base::http::Body::new);
    match service.answer_control(path, request).await {
        Some(reply) => reply.map(Body::new),
        None => no_such_path().await,
    }
}

/// What clients are to trust for https: no secret, it is shown to everybody who connects.
async fn tls_ca(State(emulator): State<Arc<Emulator>>) -> Response {
    let pem = match emulator.tls.trusted().await {
        Ok(pem) => pem,
        Err(cause) => return problem(StatusCode::INTERNAL_SERVER_ERROR, cause),
    };
    let mut reply = Response::new(Body::from(pem));
    reply.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static("application/x-pem-file"));
    reply
}

/// An own path that is not there must not be looked for in a bucket.
async fn no_such_path() -> Response {
    problem(StatusCode::NOT_FOUND, "there is no such path")
}

/// The answer of an own path.
fn answer(document: &Value) -> Response {
    document_with(StatusCode::OK, document)
}

/// An error of an own path.
fn problem(status: StatusCode, message: impl std::fmt::Display) -> Response {
    document_with(status, &json!({ "error": message.to_string() }))
}

fn document_with(status: StatusCode, document: &Value) -> Response {
    let mut reply = Response::new(Body::from(document.to_string()));
    *reply.status_mut() = status;
    reply.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
    reply
}
