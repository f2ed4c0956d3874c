//! Whom a component may ask by HTTP: this emulator, and hosts that its user names. How it signs is its own affair.

use std::sync::Arc;

use http::uri::{Authority, Scheme, Uri};
use http::{HeaderName, HeaderValue, Request, Response};
use http_body_util::BodyExt as _;
use hyper_util::rt::TokioIo;
use tokio::net::TcpStream;
use wasmtime_wasi_http::{Error, RequestOptions, WasiBody, WasiHttpHooks};

/// The header that carries a trace.
const TRACE: HeaderName = HeaderName::from_static("x-amzn-trace-id");

/// What goes on behind an answer.
type Behind = Box<dyn Future<Output = Result<(), Error>> + Send>;

/// An answer, on its way.
type Answer = Box<dyn Future<Output = Result<(Response<WasiBody>, Behind), Error>> + Send>;

/// Where one component's requests go.
#[derive(Clone, Debug)]
pub(in super::super) struct Outgoing {
    /// The emulator's host and port; nothing if its endpoint is not plain HTTP.
    emulator: Option<Authority>,
    /// Who else may be asked.
    hosts: Arc<[Authority]>,
    /// The trace of the invocation that the component works on.
    pub(in super::super) trace_id: Arc<str>,
}

impl Outgoing {
    /// To the emulator at this endpoint, and to these hosts.
    pub(in super::super) fn to(endpoint: &str, hosts: Arc<[Authority]>, trace_id: &str) -> Outgoing {
        let uri = endpoint.parse::<Uri>().ok();
        let plain = uri.filter(|uri| uri.scheme() == Some(&Scheme::HTTP));
        let emulator = plain.and_then(|uri| uri.authority().cloned());
        Outgoing { emulator, hosts, trace_id: trace_id.into() }
    }

    /// The address of another host, if it may be asked.
    fn other(&self, named: &Authority) -> Option<String> {
        let port = port_of(named);
        let is_it =
            |host: &&Authority| host.host().eq_ignore_ascii_case(named.host()) && port_of(host) == port;
        self.hosts.iter().find(is_it).map(|host| format!("{}:{port}", host.host()))
    }

    /// The address of the emulator, if this is one of its names: its own, or one below `localhost` on its port, by
    /// which buckets and function URLs are called.
    fn emulator(&self, named: &Authority) -> Option<String> {
        let emulator = self.emulator.as_ref()?;
        let port = port_of(emulator);
        let host = named.host().to_ascii_lowercase();
        let is_local = ["localhost", "localhost.localstack.cloud"]
            .iter()
            .any(|name| host.strip_suffix(name).is_some_and(|rest| rest.is_empty() || rest.ends_with('.')));
        let is_its = host == emulator.host() || host == "127.0.0.1" || is_local;
        (is_its && port_of(named) == port).then(|| format!("{}:{port}", emulator.host()))
    }
}

impl WasiHttpHooks for Outgoing {
    fn default_scheme(&mut self) -> Option<Scheme> {
        Some(Scheme::HTTP)
    }

    fn send_request(
        &mut self,
        mut request: Request<WasiBody>,
        options: Option<RequestOptions>,
        _: Behind,
    ) -> Answer {
        let named = request.uri().authority();
        let emulator = named.and_then(|named| self.emulator(named));
        let is_emulator = emulator.is_some();
        let address = emulator.or_else(|| self.other(named?));
        let is_plain = request.uri().scheme() == Some(&Scheme::HTTP);
        // As AWS's SDKs do inside a function: so a chain of functions is known.
        if let (Ok(trace), true) =
            (HeaderValue::from_str(&self.trace_id), is_emulator && !request.headers().contains_key(TRACE))
        {
            request.headers_mut().insert(TRACE, trace);
        }
        Box::new(async move {
            let address = address.filter(|_| is_plain).ok_or(Error::HttpRequestDenied)?;
            send(&address, request, options.unwrap_or_default()).await
        })
    }
}

/// The port of plain HTTP, where none is named.
fn port_of(authority: &Authority) -> u16 {
    authority.port_u16().unwrap_or(80)
}

async fn send(
    address: &str,
    mut request: Request<WasiBody>,
    options: RequestOptions,
) -> Result<(Response<WasiBody>, Behind), Error> {
    let path = request.uri().path_and_query().map_or("/", |path| path.as_str());
    *request.uri_mut() = path.parse().map_err(|_| Error::HttpRequestUriInvalid)?;
    let stream = TcpStream::connect(address).await.map_err(Error::Connect)?;
    // A request in two writes would wait for an acknowledgement between them.
    let _slower_without = stream.set_nodelay(true);
    let (mut sender, connection) =
        hyper::client::conn::http1::handshake(TokioIo::new(stream)).await.map_err(Error::Hyper)?;
    let mut connection = Box::pin(connection);
    let answer = async move { sender.send_request(request).await.map_err(Error::Hyper) };
    let answer = async move {
        match options.first_byte_timeout {
            Some(limit) => {
                tokio::time::timeout(limit, answer).await.map_err(|_| Error::HttpResponseTimeout)?
            }
            None => answer.await,
        }
    };
    tokio::pin!(answer);
    let (response, is_over) = tokio::select! {
        biased;
        response = &mut answer => (response?, false),
        // The emulator may close its side before the answer is read; what it sent is there to be read.
        _ = &mut connection => (answer.await?, true),
    };
    let response = response.map(|body| body.map_err(Error::Hyper).boxed_unsync());
    let behind = async move { if is_over { Ok(()) } else { connection.await.map_err(Error::Hyper) } };
    Ok((response, Box::new(behind)))
}

#[cfg(test)]
mod tests {
    use bytes::Bytes;
    use http_body_util::Full;
    use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
    use tokio::net::TcpListener;

    use super::*;

    fn outgoing(endpoint: &str, hosts: &[&'static str]) -> Outgoing {
        let hosts = hosts.iter().map(|host| Authority::from_static(host)).collect();
        Outgoing::to(endpoint, hosts, "Root=1-2-3")
    }

    fn request(uri: &str) -> Request<WasiBody> {
        let body = Full::new(Bytes::from_static(b"{}")).map_err(|never| match never {}).boxed_unsync();
        Request::builder().method("POST").uri(uri).header("host", "named").body(body).unwrap()
    }

    async fn asked(mut outgoing: Outgoing, uri: &str) -> Result<(Response<WasiBody>, Behind), Error> {
        Box::into_pin(outgoing.send_request(request(uri), None, Box::new(async { Ok(()) }))).await
    }

    /// Our rule; the error is WASI's.
    #[tokio::test]
    async fn nothing_but_the_emulator_can_be_reached() {
        let to = outgoing("http://127.0.0.1:1", &["api.test:1", "[::1]"]);
        for refused in [
            "http://example.com/",
            "http://127.0.0.1:2/",
            "http://127.0.0.1/",
            "https://127.0.0.1:1/",
            "http://notlocalhost:1/",
            "http://169.254.169.254:1/",
            "http://api.test/",
            "http://b.api.test:1/",
            "https://api.test:1/",
        ] {
            let refusal = asked(to.clone(), refused).await;
            assert!(matches!(refusal, Err(Error::HttpRequestDenied)), "{refused}");
        }
        for let_through in ["http://127.0.0.1:1/", "http://b.s3.localhost:1/", "http://[::1]:80/k"] {
            // Nobody listens there.
            assert!(matches!(asked(to.clone(), let_through).await, Err(Error::Connect(_))), "{let_through}");
        }
        let tls = outgoing("https://127.0.0.1:1", &[]);
        assert!(matches!(asked(tls, "http://127.0.0.1:1/").await, Err(Error::HttpRequestDenied)));
    }

    #[tokio::test]
    async fn a_request_goes_to_the_emulator_whatever_its_name() {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let served = async {
            let (mut stream, _) = listener.accept().await.unwrap();
            let mut text = String::new();
            while !text.ends_with("{}") {
                let mut buffer = [0; 4096];
                let n = stream.read(&mut buffer).await.unwrap();
                text.push_str(std::str::from_utf8(&buffer[..n]).unwrap());
            }
            stream.write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok").await.unwrap();
            text
        };
        let uri = format!("http://bucket.s3.localhost:{}/key?acl", address.port());
        let sent = asked(outgoing(&format!("http://{address}"), &[]), &uri);
        let (text, sent) = futures::join!(served, sent);
        let (response, behind) = sent.unwrap();
        let (body, _) = futures::join!(response.into_body().collect(), Box::into_pin(behind));
        assert_eq!(body.unwrap().to_bytes(), "ok");
        assert!(text.starts_with("POST /key?acl HTTP/1.1\r\n") && text.contains("host: named\r\n"), "{text}");
        assert!(text.contains("x-amzn-trace-id: Root=1-2-3\r\n"), "{text}");
    }
}
