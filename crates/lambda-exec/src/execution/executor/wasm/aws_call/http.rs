//! Performs a guest's request over one fresh loopback connection.

use bytes::Bytes;
use http::{HeaderValue, Uri, header};
use http_body_util::{BodyExt as _, Full, Limited};
use hyper_util::rt::TokioIo;
use tokio::net::TcpStream;

use super::message::{Refused, Request, write};
use super::{MESSAGE_LIMIT, Target};

/// The header that carries a trace.
const TRACE: &str = "x-amzn-trace-id";

/// The header that carries the session token of temporary credentials.
const SECURITY_TOKEN: &str = "x-amz-security-token";

/// Sends the request to the version's endpoint, in the account's name, and gives the reply as text.
pub(super) async fn perform(to: &Target, request: Request, trace_id: &str) -> Result<Bytes, Refused> {
    let authority = authority(&to.endpoint)?;
    let stream = TcpStream::connect(authority.as_str()).await.map_err(|cause| unreachable(&cause))?;
    // A request in two writes would wait for an acknowledgement between them.
    let _slower_without = stream.set_nodelay(true);
    let (mut sender, connection) = hyper::client::conn::http1::handshake(TokioIo::new(stream))
        .await
        .map_err(|cause| unreachable(&cause))?;
    let request = signed(to, request, &authority, trace_id)?;
    let exchange = async move {
        let (head, body) =
            sender.send_request(request).await.map_err(|cause| unreachable(&cause))?.into_parts();
        let body = Limited::new(body, MESSAGE_LIMIT).collect().await;
        let body = body.map_err(|cause| match cause.downcast::<hyper::Error>() {
            Ok(cause) => unreachable(&cause),
            Err(_) => Refused::TooLarge,
        })?;
        Ok(write(head.status, &head.headers, &body.to_bytes()))
    };
    tokio::pin!(exchange, connection);
    tokio::select! {
        biased;
        reply = &mut exchange => return reply,
        // The emulator may close its side before the reply is read; what it sent is there to be read.
        _ = &mut connection => {}
    }
    exchange.await
}

/// Host and port of the endpoint.
fn authority(endpoint: &str) -> Result<String, Refused> {
    let uri: Uri = endpoint.parse().map_err(|_| Refused::Unreachable("the endpoint is no URL".to_owned()))?;
    match (uri.scheme_str(), uri.host()) {
        (Some("http"), Some(host)) => Ok(format!("{host}:{}", uri.port_u16().unwrap_or(80))),
        _ => Err(Refused::Unreachable("the endpoint is not plain HTTP".to_owned())),
    }
}

/// The request with what the host adds: where it goes, when, and in whose name.
fn signed(
    to: &Target,
    request: Request,
    authority: &str,
    trace_id: &str,
) -> Result<http::Request<Full<Bytes>>, Refused> {
    let Request { service, method, path, headers, body } = request;
    let malformed = |_| Refused::Malformed("the function's own names");
    let mut signed = http::Request::new(());
    *signed.method_mut() = method;
    *signed.uri_mut() = path;
    *signed.headers_mut() = headers;
    let (mut parts, ()) = signed.into_parts();
    // As AWS's SDKs do inside a function: so a chain of functions is known.
    if let (Ok(trace), false) = (HeaderValue::try_from(trace_id), parts.headers.contains_key(TRACE)) {
        parts.headers.insert(TRACE, trace);
    }
    parts.headers.insert(header::HOST, HeaderValue::try_from(authority).map_err(malformed)?);
    let token = HeaderValue::try_from(&to.credentials.session_token).map_err(malformed)?;
    parts.headers.insert(SECURITY_TOKEN, token);
    let signing = sigv4::Signing {
        access_key: &to.credentials.access_key,
        secret: &to.credentials.secret,
        region: &to.region,
        service: &service,
        now_secs: to.clock.now().secs(),
    };
    signing.sign(&mut parts, &body).map_err(malformed)?;
    Ok(http::Request::from_parts(parts, Full::new(body)))
}

fn unreachable(cause: &dyn std::error::Error) -> Refused {
    Refused::Unreachable(cause.to_string())
}
