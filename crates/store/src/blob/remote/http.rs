//! How requests reach a remote: HTTP/1.1 over plain connections or TLS, which are kept for the next request.

use std::collections::HashMap;
use std::error::Error;
use std::io;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;

use async_trait::async_trait;
use bytes::Bytes;
use http::header::HOST;
use http::uri::{PathAndQuery, Scheme};
use http::{HeaderValue, Uri};
use hyper::body::{Body, Frame, Incoming, SizeHint};
use hyper::client::conn::http1::{self, SendRequest};
use hyper_util::rt::TokioIo;
use object_store::ClientOptions;
use object_store::client::{
    HttpClient, HttpConnector, HttpError, HttpErrorKind, HttpRequest, HttpRequestBody, HttpResponse,
    HttpResponseBody, HttpService,
};
use parking_lot::Mutex;
use rustls::pki_types::ServerName;
use rustls::{ClientConfig, RootCertStore};
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::TcpStream;
use tokio::runtime::Handle;
use tokio::time::{Sleep, timeout};
use tokio_rustls::TlsConnector;

/// How long a connection may take, TLS included.
const CONNECT_LIMIT: Duration = Duration::from_secs(3);
/// How long an answer may take to begin, once its request begins to be sent.
const ANSWER_LIMIT: Duration = Duration::from_secs(30);
/// How long the next piece of an answer may take.
const PIECE_LIMIT: Duration = Duration::from_secs(20);
/// So many connections to one host are kept.
const KEPT: usize = 32;

type Sender = SendRequest<HttpRequestBody>;

/// Makes clients that share their connections.
#[derive(Clone, Debug)]
pub(super) struct Connector(Arc<Shared>);

struct Shared {
    /// Where connections are driven.
    runtime: Handle,
    tls: TlsConnector,
    kept: Mutex<HashMap<Uri, Vec<Sender>>>,
}

impl Connector {
    /// With the certificates that the host trusts.
    pub(super) fn new(runtime: Handle) -> io::Result<Connector> {
        let mut roots = RootCertStore::empty();
        roots.add_parsable_certificates(rustls_native_certs::load_native_certs().certs);
        let provider = Arc::new(rustls::crypto::aws_lc_rs::default_provider());
        let config = ClientConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()
            .map_err(io::Error::other)?
            .with_root_certificates(roots)
            .with_no_client_auth();
        let tls = TlsConnector::from(Arc::new(config));
        Ok(Connector(Arc::new(Shared { runtime, tls, kept: Mutex::default() })))
    }
}

impl HttpConnector for Connector {
    fn connect(&self, _options: &ClientOptions) -> object_store::Result<HttpClient> {
        Ok(HttpClient::new(self.clone()))
    }
}

#[async_trait]
impl HttpService for Connector {
    async fn call(&self, mut request: HttpRequest) -> Result<HttpResponse, HttpError> {
        let host = host_of(request.uri())?;
        let authority = host.authority().map_or("", |authority| authority.as_str());
        let value =
            HeaderValue::from_str(authority).map_err(|cause| failed(HttpErrorKind::Unknown, cause))?;
        request.headers_mut().insert(HOST, value);
        let path = request.uri().path_and_query().cloned();
        *request.uri_mut() = Uri::from(path.unwrap_or_else(|| PathAndQuery::from_static("/")));
        let mut sender = match self.take(&host) {
            Some(sender) => sender,
            None => self.open(&host).await?,
        };
        let answer = timeout(ANSWER_LIMIT, sender.send_request(request)).await;
        let answer = answer.map_err(|cause| failed(HttpErrorKind::Timeout, cause))?.map_err(of_hyper)?;
        Ok(answer.map(|body| {
            let kept = Some((sender, host, self.clone()));
            HttpResponseBody::new(Kept { body, kept, waiting: None })
        }))
    }
}

impl Connector {
    /// A connection that was used before and is there still.
    fn take(&self, host: &Uri) -> Option<Sender> {
        let mut kept = self.0.kept.lock();
        let of_host = kept.get_mut(host)?;
        of_host.retain(|sender| !sender.is_closed());
        let at = of_host.iter().rposition(Sender::is_ready)?;
        Some(of_host.swap_remove(at))
    }

    fn keep(&self, host: Uri, sender: Sender) {
        let mut kept = self.0.kept.lock();
        let of_host = kept.entry(host).or_default();
        if of_host.len() < KEPT && !sender.is_closed() {
            of_host.push(sender);
        }
    }

    async fn open(&self, host: &Uri) -> Result<Sender, HttpError> {
        let opened = timeout(CONNECT_LIMIT, self.open_patiently(host)).await;
        opened.map_err(|cause| failed(HttpErrorKind::Connect, cause))?
    }

    async fn open_patiently(&self, host: &Uri) -> Result<Sender, HttpError> {
        let name = host.host().unwrap_or_default().trim_start_matches('[').trim_end_matches(']');
        let is_secure = host.scheme() == Some(&Scheme::HTTPS);
        let port = host.port_u16().unwrap_or(if is_secure { 443 } else { 80 });
        let stream = TcpStream::connect((name, port)).await.map_err(unconnected)?;
        stream.set_nodelay(true).map_err(unconnected)?;
        if !is_secure {
            return self.begin(stream).await;
        }
        let server = ServerName::try_from(name.to_owned());
        let server = server.map_err(|cause| failed(HttpErrorKind::Unknown, cause))?;
        self.begin(self.0.tls.connect(server, stream).await.map_err(unconnected)?).await
    }

    async fn begin(
        &self,
        stream: impl AsyncRead + AsyncWrite + Unpin + Send + 'static,
    ) -> Result<Sender, HttpError> {
        let (sender, connection) = http1::handshake(TokioIo::new(stream)).await.map_err(of_hyper)?;
        // It ends with its sender. What goes wrong is told to who waits for an answer.
        self.0.runtime.spawn(async move { connection.await.ok() });
        Ok(sender)
    }
}

/// Scheme and authority of a URL.
fn host_of(uri: &Uri) -> Result<Uri, HttpError> {
    let mut parts = uri.clone().into_parts();
    parts.path_and_query = Some(PathAndQuery::from_static("/"));
    Uri::from_parts(parts).map_err(|cause| failed(HttpErrorKind::Unknown, cause))
}

fn failed(kind: HttpErrorKind, cause: impl Error + Send + Sync + 'static) -> HttpError {
    HttpError::new(kind, cause)
}

fn unconnected(cause: io::Error) -> HttpError {
    failed(HttpErrorKind::Connect, cause)
}

fn of_hyper(cause: hyper::Error) -> HttpError {
    // A connection that was kept may have ended before the request was sent.
    let kind = match cause.is_canceled() || cause.is_closed() || cause.is_incomplete_message() {
        true => HttpErrorKind::Request,
        false => HttpErrorKind::Interrupted,
    };
    failed(kind, cause)
}

/// The body of an answer. At its end the connection is kept.
struct Kept {
    body: Incoming,
    kept: Option<(Sender, Uri, Connector)>,
    waiting: Option<Pin<Box<Sleep>>>,
}

impl Body for Kept {
    type Data = Bytes;
    type Error = HttpError;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, HttpError>>> {
        let frame = match Pin::new(&mut self.body).poll_frame(cx) {
            Poll::Ready(frame) => frame,
            Poll::Pending => return self.poll_limit(cx),
        };
        self.waiting = None;
        if frame.is_none()
            && let Some((sender, host, connector)) = self.kept.take()
        {
            connector.keep(host, sender);
        }
        Poll::Ready(frame.map(|frame| frame.map_err(of_hyper)))
    }

    fn is_end_stream(&self) -> bool {
        // Its end is to be seen here.
        self.kept.is_none() && self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}

impl Kept {
    /// Whether the next piece has taken too long.
    #[expect(clippy::disallowed_methods, reason = "how long a peer is silent is of the host's time")]
    fn poll_limit(&mut self, cx: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, HttpError>>> {
        let waiting = self.waiting.get_or_insert_with(|| Box::pin(tokio::time::sleep(PIECE_LIMIT)));
        match waiting.as_mut().poll(cx) {
            Poll::Pending => Poll::Pending,
            Poll::Ready(()) => {
                let late = io::Error::new(io::ErrorKind::TimedOut, "the next piece of an answer is late");
                Poll::Ready(Some(Err(failed(HttpErrorKind::Timeout, late))))
            }
        }
    }
}

impl std::fmt::Debug for Shared {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Shared").finish_non_exhaustive()
    }
}
