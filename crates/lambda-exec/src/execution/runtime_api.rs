//! The Lambda Runtime API, version 2018-06-01: the HTTP side of an environment's [`Exchange`]; beside it what extensions call.
//! One listener for each environment, so that no client needs to say which one it belongs to.
//!
//! <https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html>

use std::convert::Infallible;
use std::io;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;

use base::clock::Clock;
use base::entropy::Entropy;
use base::task::Tasks;
use bytes::Bytes;
use http::request::Parts;
use http::{HeaderMap, HeaderName, HeaderValue, Method, Request, Response, StatusCode};
use http_body_util::Full;
use hyper::body::Incoming;
use hyper_util::rt::TokioIo;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Semaphore;
use tokio_util::sync::{CancellationToken, DropGuard};

use crate::execution::agents::Agents;
use crate::execution::environment::{Answer, Exchange, Refusal};
use crate::execution::executor::{Invocation, Version};
use crate::execution::peers::Peers;
use crate::execution::telemetry::Telemetry;

mod body;
mod extensions;
pub(crate) mod oracle;

/// The most connections that one environment may hold open.
const CONNECTIONS: usize = 64;

/// The wait after a connection that could not be accepted: what kept it from that does so at once again.
const AFTER_FAILED_ACCEPT: Duration = Duration::from_millis(50);

/// By which a runtime says that it streams a response.
const RESPONSE_MODE: &str = "lambda-runtime-function-response-mode";

/// The largest response, as AWS and its interface emulator count it: 6 MiB and room for an envelope.
pub(crate) const RESPONSE_LIMIT: usize = 6 * 1024 * 1024 + 100;

/// The listener of one environment. Dropping it closes it and its connections.
#[derive(Debug)]
pub(crate) struct RuntimeApi {
    address: SocketAddr,
    _close: DropGuard,
}

impl RuntimeApi {
    /// Listens on a free loopback port.
    pub(crate) async fn open(tasks: &Tasks, entropy: &Entropy, sides: Sides) -> io::Result<RuntimeApi> {
        RuntimeApi::open_at((Ipv4Addr::LOCALHOST.into(), Peers::All), tasks, entropy, sides).await
    }

    /// Listens on a free port of an address of this host for who may.
    pub(crate) async fn open_at(
        (address, peers): (IpAddr, Peers),
        tasks: &Tasks,
        entropy: &Entropy,
        sides: Sides,
    ) -> io::Result<RuntimeApi> {
        let listener = TcpListener::bind((address, 0)).await?;
        let address = listener.local_addr()?;
        let closed = CancellationToken::new();
        let server = Server::new(tasks, entropy, sides, closed.clone());
        tasks.spawn("lambda runtime api", server.accept(listener, peers));
        Ok(RuntimeApi { address, _close: closed.drop_guard() })
    }

    /// `127.0.0.1:34567`, for `AWS_LAMBDA_RUNTIME_API`.
    pub(crate) fn address(&self) -> SocketAddr {
        self.address
    }
}

/// What stands behind the listener of one environment.
#[derive(Clone, Debug)]
pub(crate) struct Sides {
    /// What runs in it.
    pub(crate) version: Arc<Version>,
    /// Where the runtime meets its owner.
    pub(crate) exchange: Arc<Exchange>,
    /// Where extensions do.
    pub(crate) agents: Arc<Agents>,
    /// What extensions are told.
    pub(crate) telemetry: Arc<Telemetry>,
}

#[derive(Clone)]
struct Server {
    tasks: Tasks,
    entropy: Entropy,
    closed: CancellationToken,
    version: Arc<Version>,
    exchange: Arc<Exchange>,
    agents: Arc<Agents>,
    telemetry: Arc<Telemetry>,
}

impl Server {
    fn new(tasks: &Tasks, entropy: &Entropy, sides: Sides, closed: CancellationToken) -> Server {
        let Sides { version, exchange, agents, telemetry } = sides;
        let (tasks, entropy) = (tasks.clone(), entropy.clone());
        Server { tasks, entropy, closed, version, exchange, agents, telemetry }
    }

    async fn accept(self, listener: TcpListener, peers: Peers) {
        let free = Arc::new(Semaphore::new(CONNECTIONS));
        let closed = self.closed.clone();
        let stopping = self.tasks.stop_token();
        let accepting = async {
            while let Ok(place) = free.clone().acquire_owned().await {
                // A failed accept is one client's bad luck; the next may do better, once there are files to open again.
                let Ok((stream, peer)) = listener.accept().await else {
                    Clock::system().sleep(AFTER_FAILED_ACCEPT).await;
                    continue;
                };
                if !peers.admit(peer.ip()) {
                    tracing::warn!(%peer, "it is in no network of containers, and is not let in");
                    continue;
                }
                let server = self.clone();
                self.tasks.spawn("lambda runtime api connection", async move {
                    server.serve(stream).await;
                    drop(place);
                });
            }
        };
        tokio::select! {
            () = closed.cancelled() => {}
            () = stopping.cancelled() => {}
            () = accepting => {}
        }
    }

    async fn serve(self, stream: TcpStream) {
        // Without this a reply's body waits for the acknowledgement of its head: 90 ms instead of 0.5.
        let _slower_without = stream.set_nodelay(true);
        self.speak(stream).await;
    }

    /// Answers what comes on a connection, whatever carries it.
    async fn speak(self, stream: impl AsyncRead + AsyncWrite + Unpin) {
        let (closed, stopping) = (self.closed.clone(), self.tasks.stop_token());
        let service = hyper::service::service_fn(|request| self.clone().answer(request));
        let connection =
            hyper::server::conn::http1::Builder::new().serve_connection(TokioIo::new(stream), service);
        tokio::select! {
            () = closed.cancelled() => {}
            () = stopping.cancelled() => {}
            // A broken connection is the client's affair: it shows as the process's end if it matters.
            _ = connection => {}
        }
    }

    async fn answer(self, request: Request<Incoming>) -> Result<Response<Full<Bytes>>, Infallible> {
        let (head, incoming) = request.into_parts();
        let path = head.uri.path().trim_matches('/');
        let route: Vec<&str> = path.split('/').collect();
        let reply = match route.as_slice() {
            ["2018-06-01", "runtime", route @ ..] => self.to_runtime(&head, route, incoming).await,
            ["2020-01-01", "extension", route @ ..] => self.to_extension(&head, route, incoming).await,
            ["2022-07-01", "telemetry"] | ["2020-08-15", "logs"] if head.method == Method::PUT => {
                match body::whole(incoming, extensions::BODY_LIMIT).await {
                    Ok(body) => self.subscribe(&head.headers, &body),
                    Err(_) => body_broken(),
                }
            }
            _ => not_found(),
        };
        Ok(reply)
    }

    async fn to_extension(&self, head: &Parts, route: &[&str], incoming: Incoming) -> Response<Full<Bytes>> {
        let headers = &head.headers;
        match (&head.method, route) {
            (&Method::POST, ["register"]) => match body::whole(incoming, extensions::BODY_LIMIT).await {
                Ok(body) => self.register(headers, &body),
                Err(_) => body_broken(),
            },
            (&Method::GET, ["event", "next"]) => self.next_event(headers).await,
            (&Method::POST, [stage @ ("init" | "exit"), "error"]) => {
                // What it says besides its type is not shown anywhere.
                match body::whole(incoming, extensions::BODY_LIMIT).await {
                    Ok(_) => self.extension_error(headers, *stage == "init"),
                    Err(_) => body_broken(),
                }
            }
            _ => not_found(),
        }
    }

    async fn to_runtime(&self, head: &Parts, route: &[&str], incoming: Incoming) -> Response<Full<Bytes>> {
        match (&head.method, route) {
            (&Method::GET, ["invocation", "next"]) => {
                self.agents.close();
                self.telemetry.close();
                match self.exchange.next().await {
                    Ok(invocation) => event(invocation),
                    Err(refusal) => refused(refusal),
                }
            }
            (&Method::POST, ["invocation", id, "response"]) => {
                self.response(id, &head.headers, incoming).await
            }
            (&Method::POST, ["invocation", id, "error"]) => {
                match body::error(&head.headers, incoming).await {
                    Ok(answer) => done(self.exchange.answer(id, answer)),
                    Err(_) => body_broken(),
                }
            }
            (&Method::POST, ["init", "error"]) => match body::error(&head.headers, incoming).await {
                Ok(answer) => done(self.exchange.init_failed(answer)),
                Err(_) => body_broken(),
            },
            _ => not_found(),
        }
    }
}

fn not_found() -> Response<Full<Bytes>> {
    error(StatusCode::NOT_FOUND, "NotFound", "no such path in the Runtime API")
}

impl Server {
    /// A response: whole, or streamed to who takes it so.
    async fn response(&self, id: &str, headers: &HeaderMap, incoming: Incoming) -> Response<Full<Bytes>> {
        if text(headers, RESPONSE_MODE).is_some_and(|mode| mode.eq_ignore_ascii_case("streaming")) {
            match self.exchange.begin_stream(id) {
                Ok(Some(reply)) => {
                    let answer = body::streamed(headers, incoming, &reply).await;
                    let is_broken = answer.is_truncated();
                    let told = self.exchange.streamed(id, answer);
                    return if is_broken { body_broken() } else { done(told) };
                }
                Ok(None) => {}
                Err(refusal) => return refused(refusal),
            }
        }
        let Ok(answer) = body::response(incoming).await else { return body_broken() };
        let too_large = matches!(answer, Answer::TooLarge { .. });
        match self.exchange.answer(id, answer) {
            Ok(()) if too_large => payload_too_large(),
            Ok(()) => accepted(),
            Err(refusal) => refused(refusal),
        }
    }
}

/// The reply to `next`: the event and all that the runtime learns about it.
fn event(invocation: Invocation) -> Response<Full<Bytes>> {
    let mut reply = json(StatusCode::OK, invocation.payload);
    let mut put = |name: &'static str, value: &str| {
        if let Ok(value) = HeaderValue::from_bytes(value.as_bytes()) {
            reply.headers_mut().insert(HeaderName::from_static(name), value);
        }
    };
    put("lambda-runtime-aws-request-id", &invocation.request_id);
    put("lambda-runtime-deadline-ms", &invocation.deadline.millis().to_string());
    put("lambda-runtime-invoked-function-arn", &invocation.arn);
    put("lambda-runtime-trace-id", &invocation.trace_id);
    if let Some(context) = &invocation.client_context {
        put("lambda-runtime-client-context", &one_line(context));
    }
    reply
}

/// The client context as a header takes it: JSON may have line breaks between its tokens, a header may not.
fn one_line(json: &str) -> String {
    match serde_json::from_str::<serde_json::Value>(json) {
        Ok(value) if json.contains(|c: char| c.is_ascii_control()) => value.to_string(),
        _ => json.to_owned(),
    }
}

fn done(result: Result<(), Refusal>) -> Response<Full<Bytes>> {
    match result {
        Ok(()) => accepted(),
        Err(refusal) => refused(refusal),
    }
}

fn accepted() -> Response<Full<Bytes>> {
    json(StatusCode::ACCEPTED, Bytes::from_static(b"{\"status\":\"OK\"}\n"))
}

/// The two refusals in the words of AWS's interface emulator (`rapi/rendering`).
fn refused(refusal: Refusal) -> Response<Full<Bytes>> {
    match refusal {
        Refusal::Transition { from, to } => error(
            StatusCode::FORBIDDEN,
            "InvalidStateTransition",
            &format!(
                "State transition from {from} to {to} failed for runtime. \
                 Error: State transition is not allowed"
            ),
        ),
        Refusal::RequestId => error(StatusCode::BAD_REQUEST, "InvalidRequestID", "Invalid request ID"),
    }
}

fn payload_too_large() -> Response<Full<Bytes>> {
    let message = format!("Exceeded maximum allowed payload size ({RESPONSE_LIMIT} bytes).");
    error(StatusCode::PAYLOAD_TOO_LARGE, "RequestEntityTooLarge", &message)
}

fn body_broken() -> Response<Full<Bytes>> {
    error(StatusCode::BAD_REQUEST, "InvalidRequest", "the request's body broke off")
}

fn error(status: StatusCode, error_type: &str, message: &str) -> Response<Full<Bytes>> {
    let body = serde_json::json!({ "errorMessage": message, "errorType": error_type });
    json(status, body.to_string().into())
}

fn json(status: StatusCode, body: Bytes) -> Response<Full<Bytes>> {
    let mut reply = Response::new(Full::new(body));
    *reply.status_mut() = status;
    reply.headers_mut().insert(http::header::CONTENT_TYPE, HeaderValue::from_static("application/json"));
    reply
}

/// A header's text, if it is there and is text.
fn text<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    headers.get(name)?.to_str().ok()
}

#[cfg(test)]
mod tests;
