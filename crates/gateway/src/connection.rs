//! One connection: what is spoken on it, within which limits, and when it ends.

pub(crate) mod gathered;
mod opening;
mod own_wakes;
pub(crate) mod places;
mod windows;

use std::convert::Infallible;
use std::net::IpAddr;
use std::pin::{Pin, pin};
use std::sync::Arc;
use std::time::Duration;

use base::call::Sending;
use base::task::Tasks;
use hyper::body::Incoming;
use hyper::rt::Executor;
use hyper::server::conn::{http1, http2};
use hyper::service::Service;
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::net::TcpStream;

use crate::config::Settings;
use crate::linger::{Client, Linger};
use crate::tls::Tls;
use gathered::Gathered;
use opening::{Opened, Version};
use places::Seat;
use windows::Windows;

/// The most header lines of a request. S3 counts the bytes of metadata and not its entries, so the true bound is that
/// of bytes: the 8 KB of a PUT's head hold no more of the shortest ones. Room for all is made with each request, so it is no more
/// than that. <https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingMetadata.html>
const MOST_HEADERS: usize = 512;
/// How long a client may take from its first byte to the end of TLS's handshake, if the settings do not give it less.
const LONGEST_HANDSHAKE: Duration = Duration::from_secs(10);
/// How long a client on a spare place may take until it is known what it wants.
const SHORT: Duration = Duration::from_secs(5);

/// Requests that share a connection run as tasks of the process.
#[derive(Clone, Debug)]
pub(crate) struct Spawn(Tasks);

impl<F> Executor<F> for Spawn
where
    F: Future + Send + 'static,
{
    fn execute(&self, future: F) {
        self.0.spawn("request", async move {
            future.await;
        });
    }
}

/// How a request came in.
#[derive(Clone, Debug)]
pub(crate) struct Peer {
    /// The client's address.
    pub(crate) address: Option<IpAddr>,
    /// Whether TLS is spoken with it.
    pub(crate) encrypted: bool,
    /// The connection's place.
    pub(crate) seat: Arc<Seat>,
    /// Whether the client may send more.
    pub(crate) sending: Sending,
}

/// How connections are served.
#[derive(Clone, Debug)]
pub(crate) struct Protocol {
    http1: http1::Builder,
    http2: http2::Builder<Spawn>,
    windows: Windows,
    /// How long a client may take until it is known what it speaks.
    greeting: Duration,
    /// How long the handshake of TLS may take.
    handshake: Duration,
}

/// How connections are served with these settings.
pub(crate) fn protocol(settings: &Settings, connections: &Tasks) -> Protocol {
    let header_bytes = settings.max_header_bytes;
    let mut http1 = http1::Builder::new();
    http1
        .timer(TokioTimer::new())
        .header_read_timeout(settings.header_timeout)
        .max_headers(MOST_HEADERS)
        // A client that has sent its request and closes its side still waits for the reply. `Linger` finds out which clients
        // are gone for good.
        .half_close(true)
        .max_buf_size(header_bytes);
    let mut http2 = http2::Builder::new(Spawn(connections.clone()));
    http2
        .timer(TokioTimer::new())
        .max_header_list_size(u32::try_from(header_bytes).unwrap_or(u32::MAX))
        .max_concurrent_streams(250);
    let greeting = settings.header_timeout;
    let windows = Windows::new(settings.max_bytes_in_flight);
    Protocol { http1, http2, windows, greeting, handshake: greeting.min(LONGEST_HANDSHAKE) }
}

impl Protocol {
    /// How a connection with a spare place is served: it says soon what it wants, and goes once it is answered.
    pub(crate) fn in_short(&self) -> Protocol {
        let mut short = self.clone();
        short.greeting = self.greeting.min(SHORT);
        short.handshake = self.handshake.min(SHORT);
        short.http1.header_read_timeout(short.greeting).keep_alive(false);
        short
    }
}

/// What answers the requests of a connection. The futures of `answer` go to hyper as they are: each future around another
/// would be moved with it.
struct Answering<A> {
    answer: A,
    peer: Peer,
}

impl<A, F> Service<http::Request<Incoming>> for Answering<A>
where
    A: Fn(Peer, http::Request<Incoming>) -> F,
    F: Future<Output = Result<http::Response<Gathered>, Infallible>>,
{
    type Response = http::Response<Gathered>;
    type Error = Infallible;
    type Future = F;

    fn call(&self, request: http::Request<Incoming>) -> F {
        (self.answer)(self.peer.clone(), request)
    }
}

/// Serves a connection to its end, or to the end of its request in flight when the process stops. `answer` gives the
/// reply to one request.
pub(crate) async fn serve<A, F>(
    (stream, seat): (TcpStream, Seat),
    http: &Protocol,
    tls: &Tls,
    answer: A,
    tasks: &Tasks,
) where
    A: Fn(Peer, http::Request<Incoming>) -> F,
    F: Future<Output = Result<http::Response<Gathered>, Infallible>> + Send + 'static,
{
    // Small replies must not wait for the client's acknowledgement of the one before.
    if let Err(cause) = stream.set_nodelay(true) {
        tracing::debug!(%cause, "TCP_NODELAY");
    }
    let address = stream.peer_addr().ok().map(|address| address.ip());
    let (stream, client) = Linger::new(stream);
    let opened = tokio::select! {
        biased;
        opened = opening::open(stream, http, tls) => opened,
        () = tasks.stopping() => return,
    };
    let Opened { stream, version } = match opened {
        Ok(opened) => opened,
        Err(cause) => {
            tracing::debug!(%cause, "a connection was not opened");
            return;
        }
    };
    let (encrypted, sending) = (stream.is_encrypted(), client.sending());
    let seat = Arc::new(seat);
    let peer = Peer { address, encrypted, seat: seat.clone(), sending };
    let service = Answering { answer, peer };
    let io = TokioIo::new(stream);
    match version {
        Version::Http1 => {
            let serving = http.http1.serve_connection(io, service);
            own_wakes::at_once(to_its_end(serving, http1::Connection::graceful_shutdown, &client, tasks))
                .await;
        }
        Version::Http2 => {
            let window = http.windows.grant();
            let mut http2 = http.http2.clone();
            http2
                .initial_stream_window_size(window.of_stream())
                .initial_connection_window_size(window.of_connection());
            let serving = http2.serve_connection(io, service);
            let serving = to_its_end(serving, http2::Connection::graceful_shutdown, &client, tasks);
            // It is twice as large as HTTP/1's, and these are many.
            Box::pin(while_it_may(own_wakes::at_once(serving), &seat, http.greeting)).await;
        }
    }
}

/// An idle connection of HTTP/2 has no limit of time of its own. On a spare place it has one, until it gets another.
#[expect(clippy::disallowed_methods, reason = "waits for a client, not for the emulated world")]
async fn while_it_may(serving: impl Future<Output = ()>, seat: &Seat, time: Duration) {
    let too_long = async {
        if seat.is_spare() {
            tokio::time::sleep(time).await;
        }
        if !seat.is_spare() {
            std::future::pending().await
        }
    };
    tokio::select! {
        () = serving => {}
        () = too_long => tracing::debug!("an idle connection left its spare place"),
    }
}

async fn to_its_end<C>(serving: C, stop: fn(Pin<&mut C>), client: &Client, tasks: &Tasks)
where
    C: Future<Output = hyper::Result<()>>,
{
    let mut serving = pin!(serving);
    let mut gone = pin!(client.gone());
    let mut stopping = false;
    loop {
        // In this order: `gone` then looks only at what the one that serves has left unread.
        tokio::select! {
            biased;
            ended = serving.as_mut() => {
                if let Err(cause) = ended {
                    tracing::debug!(%cause, "a connection ended early");
                }
                return;
            }
            cause = gone.as_mut() => {
                tracing::debug!(%cause, "a client is gone; what it asked for is given up");
                return;
            }
            () = tasks.stopping(), if !stopping => {
                stopping = true;
                stop(serving.as_mut());
            }
        }
    }
}
#[cfg(test)]
mod tests {
    use super::places::Places;
    use super::*;
    use crate::config::{Resolved, Sources};
    use std::sync::Arc;
    use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
    use tokio::net::TcpListener;
    use tokio::sync::Notify;

    /// Our promise: the spare places are for those who ask at once.
    #[tokio::test]
    async fn a_connection_of_http2_leaves_its_spare_place() {
        let places = Places::new(1, None);
        let (ordinary, spare) = (places.next().await.unwrap(), places.next().await.unwrap());
        assert!(!ordinary.is_spare() && spare.is_spare());
        let time = Duration::from_millis(20);
        while_it_may(std::future::pending(), &spare, time).await;
        let on_ordinary = while_it_may(std::future::pending(), &ordinary, time);
        assert!(tokio::time::timeout(time * 5, on_ordinary).await.is_err());
    }

    /// A client whose request is answered when the test says so, and its connection being served.
    async fn asked(answer: Arc<Notify>) -> (TcpStream, impl Future<Output = ()>) {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let (client, accepted) = tokio::join!(TcpStream::connect(address), listener.accept());
        let (mut client, (stream, _)) = (client.unwrap(), accepted.unwrap());
        client.write_all(b"GET / HTTP/1.1\r\nhost: a\r\n\r\n").await.unwrap();
        let answer = move |_, _| {
            let answer = answer.clone();
            async move {
                answer.notified().await;
                Ok(http::Response::new(Gathered::of("the answer".into())))
            }
        };
        let serving = async move {
            let (settings, tasks) = (Resolved::of(&Sources::default()).unwrap().settings, Tasks::new());
            let hosts = Arc::new(crate::allowed_hosts::AllowedHosts::Any);
            let tls = Tls::of(&settings, hosts).unwrap();
            let seat = Places::new(1, None).next().await.unwrap();
            serve((stream, seat), &protocol(&settings, &tasks), &tls, answer, &tasks).await;
        };
        (client, serving)
    }

    #[tokio::test]
    async fn a_request_ends_when_its_client_is_gone() {
        let (client, serving) = asked(Arc::default()).await;
        let mut serving = pin!(serving);
        assert!(futures::poll!(serving.as_mut()).is_pending());
        // What a system does for a client that ended with something unread.
        rustix::net::sockopt::set_socket_linger(&client, Some(Duration::ZERO)).unwrap();
        drop(client);
        serving.await;
    }

    /// RFC 9112, 9.6.
    #[tokio::test]
    async fn a_client_that_sends_no_more_waits_for_its_answer() {
        let answer = Arc::new(Notify::new());
        let (mut client, serving) = asked(answer.clone()).await;
        let client = async move {
            client.shutdown().await.unwrap();
            answer.notify_one();
            let mut reply = String::new();
            client.read_to_string(&mut reply).await.unwrap();
            reply
        };
        let (reply, ()) = tokio::join!(client, serving);
        assert!(reply.ends_with("the answer"), "{reply}");
    }
}
