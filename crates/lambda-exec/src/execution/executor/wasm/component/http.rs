//! A component that exports `wasi:http/incoming-handler`: the event of a function URL becomes a request, the response what
//! such URLs answer. A fresh instance serves each request, as other hosts of these components do.

use bytes::Bytes;
use http_body_util::{BodyExt as _, Full};
use serde_json::json;
use tokio::sync::oneshot;
use wasmtime_wasi_http::p2::bindings::ProxyPre;
use wasmtime_wasi_http::p2::bindings::http::types::{ErrorCode, Scheme};
use wasmtime_wasi_http::{WasiBody, WasiHttpView as _};

use self::response::Given;
use super::super::command::Done;
use super::super::end::{End, bounded};
use super::super::guest::{Limits, Sandbox};
use super::super::pace;
use super::super::surroundings::Surroundings;
use super::Host;
use crate::execution::executor::{Failure, Invocation, ReplySink};

pub(super) use self::outgoing::Outgoing;

mod outgoing;
mod request;
mod response;

/// What a component exports that serves HTTP, without its version.
pub(super) const INTERFACE: &str = "wasi:http/incoming-handler@0.2.";

/// Serves one request.
pub(in super::super) async fn serve(
    around: &Surroundings,
    pre: ProxyPre<Host>,
    invocation: &Invocation,
    reply: &ReplySink,
) -> wasmtime::Result<Done> {
    let Some((scheme, request)) = request::of_event(&invocation.payload) else {
        let error = json!({
            "errorType": "Runtime.UnmarshalError",
            "errorMessage": "the event is no request to a function URL",
        });
        let result = Err(Failure::Reported(error.to_string().into()));
        return Ok(Done { result, peak_bytes: 0 });
    };
    let mut wasi = around.wasi()?;
    around.tell(invocation, &mut wasi);
    let store = Host::store(around, wasi.stdout(around.log.clone()).build(), &invocation.trace_id);
    let (limit, reply) = (around.version.timeout, reply.clone());
    let served = pace::run(&around.shared.ticker, &around.compiled.pace, move |cancel| async move {
        let (sender, given) = oneshot::channel();
        let (end, has_ended) = oneshot::channel();
        let (mut store, mut limits) = (Some(store), None);
        let work = async {
            let handled = handle(&mut store, &pre, (scheme, request), sender).await;
            // What it left open ends here.
            limits = store.take().map(|store| store.into_data().limits);
            let _nobody_waits = end.send(());
            handled
        };
        // The response is taken while the component writes it, which waits where nobody takes it.
        let answer = async { Ok(response::send(given, has_ended, &reply).await) };
        let served = bounded(async { futures::try_join!(work, answer) }, limit, &cancel).await;
        let limits = limits.as_ref().or_else(|| store.as_ref().map(|store| &store.data().limits));
        let peak_bytes = limits.map_or(0, Limits::peak_bytes);
        (served.map(|((), answer)| answer).map_err(|stopped| End::of(stopped, limits)), peak_bytes)
    });
    let (served, peak_bytes) = served.await.unwrap_or_else(|| (Err(End::host_failure()), 0));
    let result: Result<Bytes, Failure> = match served {
        Ok(answer) => answer,
        Err(end) => Err(end.failure(&around.log, around.version.timeout)),
    };
    Ok(Done { result, peak_bytes })
}

/// Hands the request to a fresh instance, and waits until it has done with it.
async fn handle(
    store: &mut Option<Sandbox<Host>>,
    pre: &ProxyPre<Host>,
    (scheme, request): (Scheme, http::Request<Full<Bytes>>),
    sender: oneshot::Sender<Given>,
) -> wasmtime::Result<()> {
    let Some(store) = store else { return Ok(()) };
    let incoming = store.data_mut().http().new_incoming_request(scheme, request.map(infallible))?;
    let out = store.data_mut().http().new_response_outparam(sender)?;
    let proxy = pre.instantiate_async(&mut *store).await?;
    proxy.wasi_http_incoming_handler().call_handle(&mut *store, incoming, out).await
}

/// A body as components take it.
fn infallible(body: Full<Bytes>) -> WasiBody {
    body.map_err(|never| match never {}).boxed_unsync()
}

/// A component's own report that there is no response, or that it broke off.
fn no_response(code: &ErrorCode) -> Failure {
    let error = json!({ "errorType": "wasi:http/error-code", "errorMessage": code.to_string() });
    Failure::Reported(error.to_string().into())
}

/// The scheme by which a request came.
fn scheme(name: &str) -> Scheme {
    if name.eq_ignore_ascii_case("https") { Scheme::Https } else { Scheme::Http }
}
