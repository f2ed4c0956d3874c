//! The way of every request: the ordered list of steps, from the socket to an engine and back.

use std::convert::Infallible;
use std::future::poll_fn;
use std::ops::ControlFlow;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::pin;
use std::sync::Arc;
use std::task::{Context, Poll};

use axum::Router;
use base::call::Call;
use base::clock::Clock;
use base::http::{Body, OperationName, Request, Response};
use base::place::Place;
use base::service::{Facts, Refusal, Service, Spoken};
use bytes::Bytes;
use futures::FutureExt as _;
use http::header::{CONTENT_LENGTH, CONTENT_TYPE, DATE};
use http::request::Parts;
use http::{HeaderValue, Method, StatusCode, Version};
use http_body::{Body as _, SizeHint};
use hyper::body::Incoming;
use time::OffsetDateTime;
use time::macros::format_description;

use crate::config::Auth;
use crate::connection::Peer;
use crate::connection::gathered::Gathered;
use crate::in_flight::{self, Awaited, Share};
use crate::log::{self, Answered, Lines};
use crate::refusal;
use crate::routing::{MAX_FORM_LOOK_BYTES, Routing, Unknown};
use crate::scope::Scope;
use crate::unread::Watched;
use crate::wiring::Emulator;
use crate::{admin, auth, cors, door, unread};

/// All steps around all routes, one for all connections.
#[derive(Debug)]
pub(crate) struct Pipeline {
    emulator: Arc<Emulator>,
    own_paths: Router,
    /// Where requests leave their lines, if not with tracing.
    log: Option<Lines>,
}

/// What comes back up the list.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) reply: Response,
    /// Who answered, if it was a service.
    pub(crate) by: Option<Answered>,
}

impl From<Response> for Answer {
    fn from(reply: Response) -> Answer {
        Answer { reply, by: None }
    }
}

impl Pipeline {
    pub(crate) fn new(emulator: Arc<Emulator>, log: Option<Lines>) -> Pipeline {
        let own_paths = admin::routes().with_state(emulator.clone());
        Pipeline { emulator, own_paths, log }
    }

    /// The way of every request: down this list, and its reply up again. Here: the log line, and the guard against panics.
    ///
    /// One future for all of it, which is moved until it is first polled: what is large in it and rare lies in a box.
    pub(crate) async fn answer(
        self: Arc<Self>,
        peer: Peer,
        request: http::Request<Incoming>,
    ) -> Result<http::Response<Gathered>, Infallible> {
        let (method, version) = (request.method().clone(), request.version());
        let watch = log::Watch::start(&request);
        let mut steps = pin!(self.within_guard(peer, request));
        let unless_it_panics = |cx: &mut Context<'_>| {
            let polled = catch_unwind(AssertUnwindSafe(|| steps.as_mut().poll(cx)));
            polled.unwrap_or_else(|_| Poll::Ready(panicked().into()))
        };
        let answer = poll_fn(unless_it_panics).await;
        watch.log(&self.emulator, self.log.as_ref(), &method, &answer);
        Ok(framed(&method, version, answer.reply).map(Gathered::of))
    }

    /// Bodies that are left unread; the door; web pages.
    async fn within_guard(&self, peer: Peer, request: http::Request<Incoming>) -> Answer {
        let (parts, body) = request.into_parts();
        let (body, unread) = unread::watched(parts.version, body);
        let mut answer = self.let_in(peer, parts, body).await;
        unread.close(&mut answer.reply);
        answer
    }

    async fn let_in(&self, peer: Peer, mut parts: Parts, body: Watched<Incoming>) -> Answer {
        let emulator = &self.emulator;
        if let Some(refused) = door::refused_by_name(emulator, &parts) {
            return refused.into();
        }
        emulator.routing.take_host_of_path(&mut parts);
        if let Some(refused) = door::refused_page(emulator, &parts) {
            return refused.into();
        }
        let page = match cors::page_of(emulator, &parts) {
            ControlFlow::Continue(page) => page,
            ControlFlow::Break(preflight) => return preflight.into(),
        };
        // Every path that is not the emulator's own belongs to a service; which one is not a matter of the path alone.
        let mut answer = if admin::is_meant(&emulator.routing, &parts) {
            Box::pin(admin::answer_own(&self.own_paths, parts, body)).await.into()
        } else {
            to_a_service(emulator, peer, parts, body).await
        };
        if let Some(page) = page {
            page.may_read(emulator, &mut answer);
        }
        answer
    }
}

/// The last step: find the service, make the call, prove the caller, hand over to the engine.
async fn to_a_service(emulator: &Emulator, peer: Peer, parts: Parts, body: Watched<Incoming>) -> Answer {
    let scope = Scope::of(&parts);
    let size = body.size_hint();
    let body = received(body, emulator.settings.max_body_bytes);
    let (form, body) = match Routing::looks_into(&parts, scope.as_ref()) {
        true => Box::pin(body.peek(MAX_FORM_LOOK_BYTES)).await,
        false => (Bytes::new(), body),
    };
    let facts = match emulator.routing.service_of(&parts, scope.as_ref(), &form) {
        Ok(facts) => facts,
        Err(unknown) => return without_body(not_here(emulator, &parts, scope.as_ref(), &unknown)).into(),
    };
    // Each service of the routing's list is built.
    let Some((service, is_on)) = emulator.services.of(facts) else {
        let unknown = Unknown::Service(facts.name.to_owned());
        return without_body(not_here(emulator, &parts, scope.as_ref(), &unknown)).into();
    };
    let request_id = (facts.request_id)(&emulator.entropy);
    let mut call = auth::call(emulator, &peer, &parts, scope, request_id.clone());
    let spoken = Spoken::of(&parts);
    let answered = match admitted(emulator, facts, is_on, &parts) {
        Ok(()) => match share_of_work(emulator, facts, &peer, &size).await {
            Ok((place, _share)) => {
                call.origin.place = place;
                proven(emulator, service, &call, Request::from_parts(parts, body), &form).await
            }
            Err(refusal) => Err(refusal),
        },
        Err(refusal) => Err(refusal),
    };
    let mut reply = answered.unwrap_or_else(|refusal| service.refuse(&call, &spoken, &refusal));
    date(&emulator.clock, &mut reply);
    let operation = OperationName::of(&reply);
    Answer { reply: without_body(reply), by: Some(Answered { service: facts, request_id, operation }) }
}

/// What a request needs before its body is read: a place, and room for the body.
async fn share_of_work(
    emulator: &Emulator,
    service: &Facts,
    peer: &Peer,
    size: &SizeHint,
) -> Result<(Place, Share), Refusal> {
    let Some(place) = peer.seat.of_request().await else {
        return Err(in_flight::busy("Too many requests are worked on (--max-connections)"));
    };
    Ok((place, emulator.in_flight.share(service, size).await?))
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
fn admitted(emulator: &Emulator, service: &Facts, is_on: bool, parts: &Parts) -> Result<(), Refusal> {
    if !is_on {
        return Err(refusal::service_off(service));
    }
    if service.refuses_forms && door::is_form_of_a_page(&parts.headers) {
        return Err(refusal::form_of_a_page());
    }
    let limit = emulator.settings.max_body_bytes;
    let announced = || parts.headers.get(CONTENT_LENGTH)?.to_str().ok()?.parse::<u64>().ok();
    if limit > 0 && announced().is_some_and(|len| len > limit) {
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
    let request = match emulator.settings.auth {
        Auth::Off => auth::tolerate(service.facts(), call, request)?,
        Auth::Verify => match Box::pin(verified(emulator, service, call, request, form)).await? {
            ControlFlow::Continue(request) => request,
            ControlFlow::Break(reply) => return Ok(reply),
        },
    };
    auth::note_use(emulator, service.facts(), call);
    guarded(service.answer(call.clone(), request), &call.request_id).await
}

/// A request whose signature is right; or the reply to one that its service answers whoever asks.
async fn verified(
    emulator: &Emulator,
    service: &dyn Service,
    call: &Call,
    request: Request,
    form: &[u8],
) -> Result<ControlFlow<Response, Request>, Refusal> {
    match service.answer_to_anybody(call, request).await {
        ControlFlow::Continue(request) => {
            let proved = auth::prove(emulator, service.facts(), call, request, form).await?;
            Ok(ControlFlow::Continue(proved))
        }
        answered => Ok(answered),
    }
}

/// A panic ends its request, not the connection and not the process. The hook in `log` has written what and where.
async fn guarded(answer: impl Future<Output = Response>, request_id: &str) -> Result<Response, Refusal> {
    AssertUnwindSafe(answer).catch_unwind().await.map_err(|_| {
        tracing::error!(request_id, "a panic ended this request");
        refusal::internal()
    })
}

fn not_here(emulator: &Emulator, parts: &Parts, scope: Option<&Scope<'_>>, unknown: &Unknown) -> Response {
    let request_id = emulator.entropy.uuid();
    tracing::warn!("the {unknown} is not emulated, answered with 501 {request_id}");
    let refusal = refusal::unknown_service(unknown, emulator.services.list());
    refusal::foreign(parts, scope, &refusal, &request_id)
}

/// The body in the engines' type. Frames are passed on as they come; a body that stops coming breaks off.
fn received(body: Watched<Incoming>, limit: u64) -> Body {
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

/// Statuses that carry no body carry no length either; a body that is known to be empty would announce one of zero.
fn without_body(reply: Response) -> Response {
    match reply.status() {
        StatusCode::NOT_MODIFIED | StatusCode::NO_CONTENT => {
            reply.map(|_| Body::from_stream(futures::stream::empty::<Result<_, std::io::Error>>()))
        }
        _ => reply,
    }
}

/// The reply to a panic outside the engines, whose own panics end in [`guarded`]. The hook in `log` has written what and
/// where.
fn panicked() -> Response {
    tracing::error!("a panic ended a request");
    let mut reply = Response::new(Body::from("Service panicked"));
    *reply.status_mut() = StatusCode::INTERNAL_SERVER_ERROR;
    reply.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static("text/plain; charset=utf-8"));
    reply
}

/// The reply as its request's method and version want it. The length of a body is announced by hyper in HTTP/1, and here
/// where hyper does not: of an empty one in HTTP/2, and in reply to HEAD, which gets the length and not the body
/// (<https://www.rfc-editor.org/rfc/rfc9110#section-9.3.2>). CONNECT gets neither (section 9.3.6).
fn framed(method: &Method, version: Version, mut reply: Response) -> Response {
    if *method == Method::CONNECT && reply.status().is_success() {
        *reply.body_mut() = Body::empty();
        return reply;
    }
    if *method == Method::HEAD || version > Version::HTTP_11 {
        let announced = reply.headers().contains_key(CONTENT_LENGTH);
        if let Some(len) = reply.body().size_hint().exact().filter(|_| !announced) {
            reply.headers_mut().insert(CONTENT_LENGTH, len.into());
        }
    }
    if *method == Method::HEAD {
        *reply.body_mut() = Body::empty();
    }
    reply
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
