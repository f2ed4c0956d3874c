//! Performs a guest's request over one fresh loopback connection.

use base::clock::Timestamp;
use bytes::Bytes;
use http::{HeaderName, HeaderValue, Uri, header};
use http_body_util::{BodyExt as _, Full, Limited};
use hyper_util::rt::TokioIo;
use time::OffsetDateTime;
use time::macros::format_description;
use tokio::net::TcpStream;

use super::message::{Refused, Request, write};
use super::{MESSAGE_LIMIT, Target};

/// Sends the request to the version's endpoint, in the account's name, and gives the reply as text.
pub(super) async fn perform(to: &Target, request: Request) -> Result<Bytes, Refused> {
    let authority = authority(&to.endpoint)?;
    let stream = TcpStream::connect(authority.as_str()).await.map_err(|cause| unreachable(&cause))?;
    // A request in two writes would wait for an acknowledgement between them.
    let _slower_without = stream.set_nodelay(true);
    let (mut sender, connection) = hyper::client::conn::http1::handshake(TokioIo::new(stream))
        .await
        .map_err(|cause| unreachable(&cause))?;
    let request = signed(to, request, &authority)?;
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

/// The request with what the host adds: where it goes, when, and in whose name. The signature itself is not made:
/// the emulator lets a function in by its account's key unless it is told to verify.
fn signed(to: &Target, request: Request, authority: &str) -> Result<http::Request<Full<Bytes>>, Refused> {
    let Request { service, method, path, headers, body } = request;
    let (day, second) = dates(to.clock.now());
    let scope = format!("{}/{day}/{}/{service}/aws4_request", to.account, to.region);
    let none = "0".repeat(64);
    let authorization =
        format!("AWS4-HMAC-SHA256 Credential={scope}, SignedHeaders=host;x-amz-date, Signature={none}");
    let mut signed = http::Request::new(Full::new(body));
    *signed.method_mut() = method;
    *signed.uri_mut() = path;
    *signed.headers_mut() = headers;
    let own = [
        (header::HOST, authority.to_owned()),
        (header::AUTHORIZATION, authorization),
        (HeaderName::from_static("x-amz-date"), second),
        (HeaderName::from_static("x-amz-content-sha256"), "UNSIGNED-PAYLOAD".to_owned()),
    ];
    for (name, value) in own {
        let value =
            HeaderValue::try_from(value).map_err(|_| Refused::Malformed("the function's own names"))?;
        signed.headers_mut().insert(name, value);
    }
    Ok(signed)
}

/// `20260102` and `20260102T030405Z`.
fn dates(now: Timestamp) -> (String, String) {
    let second = format_description!("[year][month][day]T[hour][minute][second]Z");
    let time = i64::try_from(now.secs()).ok().and_then(|secs| OffsetDateTime::from_unix_timestamp(secs).ok());
    let text = time.and_then(|time| time.format(&second).ok()).unwrap_or_default();
    (text.get(..8).unwrap_or_default().to_owned(), text)
}

fn unreachable(cause: &dyn std::error::Error) -> Refused {
    Refused::Unreachable(cause.to_string())
}
