//! The way of every request: the ordered list of steps, from the socket to an engine and back.

use std::ops::ControlFlow;
use std::panic::AssertUnwindSafe;
use std::sync::Arc;

use axum::Router;
use axum::body::Body as AxumBody;
use axum::extract::{Request as AxumRequest, State};
use axum::middleware::{from_fn, from_fn_with_state};
use axum::response::Response as AxumResponse;
use base::call::Call;
use base::clock::Clock;
use base::http::{Body, Request, Response};
use base::service::{Facts, Refusal, Service, Spoken};
use bytes::Bytes;
use futures::FutureExt as _;
use http::header::{CONTENT_LENGTH, DATE};
use http::request::Parts;
use http::{HeaderValue, StatusCode};
use http_body::Body as _;
use time::OffsetDateTime;
use time::macros::format_description;
use tower::ServiceBuilder;
use tower_http::catch_panic::CatchPanicLayer;

use crate::config::Auth;
use crate::in_flight::Awaited;
use crate::log::{self, Answered};
use crate::refusal;
use crate::routing::{MAX_FORM_LOOK_BYTES, Routing, Unknown};
use crate::scope::Scope;
use crate::wiring::Emulator;
use crate::{admin, auth, cors, door, unread};

/// All steps around all routes. A request goes down this list and its reply comes up it.
pub(crate) fn pipeline(emulator: Arc<Emulator>) -> Router {
    let steps = ServiceBuilder::new()
        .layer(from_fn_with_state(emulator.clone(), log::each_request))
        .layer(CatchPanicLayer::new())
        .layer(from_fn(unread::closes))
        .layer(from_fn_with_state(emulator.clone(), door::keep))
        .layer(from_fn_with_state(emulator.clone(), cors::apply));
    // Every path that is not the emulator's own belongs to a service; which one is not a matter of the path alone.
    admin::routes().fallback(to_a_service).layer(steps).with_state(emulator)
}

/// The last step: find the service, make the call, prove the caller, hand over to the engine.
async fn to_a_service(State(emulator): State<Arc<Emulator>>, request: AxumRequest) -> AxumResponse {
    let (parts, body) = request.into_parts();
    let scope = Scope::of(&parts);
    let size = body.size_hint();
    let body = from_axum(body, emulator.settings.max_body_bytes);
    let (form, body) = match Routing::looks_into(&parts, scope.as_ref()) {
        true => body.peek(MAX_FORM_LOOK_BYTES).await,
        false => (Bytes::new(), body),
    };
    let facts = match emulator.routing.service_of(&parts, scope.as_ref(), &form) {
        Ok(facts) => facts,
        Err(unknown) => return to_axum(not_here(&emulator, &parts, scope.as_ref(), &unknown)),
    };
    // Each service of the routing's list is built.
    let Some(service) = emulator.services.of(facts) else {
        let unknown = Unknown::Service(facts.name.to_owned());
        return to_axum(not_here(&emulator, &parts, scope.as_ref(), &unknown));
    };
    let request_id = (facts.request_id)(&emulator.entropy);
    let call = auth::call(&emulator, &parts, scope, request_id.clone());
    let spoken = Spoken::of(&parts);
    let answered = match admitted(&emulator, facts, &parts) {
        Ok(()) => match emulator.in_flight.share(facts, &size).await {
            Ok(_share) => proven(&emulator, service, &call, Request::from_parts(parts, body), &form).await,
            Err(refusal) => Err(refusal),
        },
        Err(refusal) => Err(refusal),
    };
    let mut reply = answered.unwrap_or_else(|refusal| service.refuse(&call, &spoken, &refusal));
    reply.extensions_mut().insert(Answered { service: facts, request_id });
    date(&emulator.clock, &mut reply);
    to_axum(reply)
}

/// SDKs correct their own clock by the `Date` of a reply, so it must be the emulator's. With the host's time hyper
/// writes it, once a second instead of once a request.
fn date(clock: &Clock, reply: &mut Response) {
    if clock.is_host_time() {
        return;
    }
    let format = format_description!(
        "[weekday repr:short], [day] [month repr:short] [year] [hour]:[minute]:[second] GMT"
    );
    let now = i64::try_from(clock.now().secs()).unwrap_or(i64::MAX);
    let text = OffsetDateTime::from_unix_timestamp(now).ok().and_then(|time| time.format(format).ok());
    if let Some(value) = text.and_then(|text| HeaderValue::try_from(text).ok()) {
        reply.headers_mut().insert(DATE, value);
    }
}

/// Refuses a request whose service is off, a form of a web page where the service takes none, and a body that is announced
/// as longer than the settings allow.
fn admitted(emulator: &Emulator, service: &Facts, parts: &Parts) -> Result<(), Refusal> {
    if !emulator.is_on(service) {
        return Err(refusal::service_off(service));
    }
    if service.refuses_forms && door::is_form_of_a_page(&parts.headers) {
        return Err(refusal::form_of_a_page());
    }
    let limit = emulator.settings.max_body_bytes;
    let announced =
        parts.headers.get(CONTENT_LENGTH).and_then(|value| value.to_str().ok()?.parse::<u64>().ok());
    if limit > 0 && announced.is_some_and(|len| len > limit) {
        return Err(refusal::body_too_large(limit));
    }
    Ok(())
}

/// The reply of the service, if the caller is who the settings ask for.
async fn proven(
    emulator: &Emulator,
    service: &dyn Service,
    call: &Call,
    request: Request,
    form: &[u8],
) -> Result<Response, Refusal> {
    let request = if emulator.settings.auth == Auth::Verify {
        match service.answer_to_anybody(call, request).await {
            ControlFlow::Continue(request) => request,
            ControlFlow::Break(reply) => return Ok(reply),
        }
    } else {
        request
    };
    let request = auth::prove(emulator, service.facts(), call, request, form).await?;
    auth::note_use(emulator, service.facts(), call);
    guarded(service.answer(call.clone(), request), &call.request_id).await
}

/// A panic ends its request, not the connection and not the process. The hook in `log` has written what and where.
async fn guarded(answer: impl Future<Output = Response>, request_id: &str) -> Result<Response, Refusal> {
    AssertUnwindSafe(answer).catch_unwind().await.map_err(|_| {
        tracing::error!(request_id, "a panic ended this request");
        refusal::internal()
    })
}

fn not_here(emulator: &Emulator, parts: &Parts, scope: Option<&Scope>, unknown: &Unknown) -> Response {
    let request_id = emulator.entropy.uuid();
    tracing::warn!("the {unknown} is not emulated, answered with 501 {request_id}");
    let refusal = refusal::unknown_service(unknown, emulator.services.list());
    refusal::foreign(parts, scope, &refusal, &request_id)
}

/// The body in the engines' type. Frames are passed on as they come; a body that stops coming breaks off.
fn from_axum(body: AxumBody, limit: u64) -> Body {
    if body.is_end_stream() {
        return Body::empty();
    }
    let body = Awaited::new(body);
    if limit > 0 {
        Body::new(http_body_util::Limited::new(body, usize::try_from(limit).unwrap_or(usize::MAX)))
    } else {
        Body::new(body)
    }
}

fn to_axum(reply: Response) -> AxumResponse {
    let (parts, body) = reply.into_parts();
    // Statuses that carry no body carry no length either; axum would announce one of zero.
    let bodiless = matches!(parts.status, StatusCode::NOT_MODIFIED | StatusCode::NO_CONTENT);
    let body = if bodiless {
        Body::from_stream(futures::stream::empty::<Result<_, std::io::Error>>())
    } else {
        body
    };
    AxumResponse::from_parts(parts, AxumBody::new(body))
}

#[cfg(test)]
mod tests {
    use super::*;
    use base::clock::Timestamp;

    /// The form is RFC 9110's IMF-fixdate, <https://www.rfc-editor.org/rfc/rfc9110#section-5.6.7>.
    #[test]
    fn a_clock_that_was_moved_dates_the_replies() {
        let mut reply = Response::new(Body::empty());
        date(&Clock::system(), &mut reply);
        assert_eq!(reply.headers().get(DATE), None);
        date(&Clock::frozen(Timestamp::from_secs(784_111_777)), &mut reply);
        assert_eq!(reply.headers()[DATE], "Sun, 06 Nov 1994 08:49:37 GMT");
    }

    #[tokio::test]
    async fn a_panic_becomes_an_internal_error() {
        let refused = guarded(async { panic!("on purpose") }, "ID").await.unwrap_err();
        assert_eq!(refused.status, StatusCode::INTERNAL_SERVER_ERROR);
        let answered = guarded(async { Response::new(Body::from("fine")) }, "ID").await.unwrap();
        assert_eq!(answered.status(), StatusCode::OK);
    }
}
