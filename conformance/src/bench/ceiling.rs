//! The ceiling: the same HTTP stack, every request read whole and its JSON parsed, a constant answer of the size of
//! the real one, and no engine. Nothing built on this stack answers faster. For functions that are processes it is
//! `runtime_api`.

use std::sync::Arc;

use axum::Router;
use axum::body::Bytes;
use axum::extract::{DefaultBodyLimit, State};
use axum::http::{HeaderMap, Method, Uri};
use axum::response::{IntoResponse as _, Response};
use conformance::Result;
use md5::{Digest as _, Md5};
use percent_encoding::percent_decode_str;

use super::runtime_api::Functions;

/// In the paths of functions that are processes.
pub(super) const PROCESS: &str = "lambda-process";

/// Answers whose size is that of the emulator's.
#[derive(Clone)]
struct Canned {
    item: Bytes,
    query: Bytes,
    list: Bytes,
    sent: Bytes,
    received: Bytes,
    identity: Bytes,
    assumed: Bytes,
    small: Bytes,
    large: Bytes,
    functions: Option<Arc<Functions>>,
}

impl Canned {
    fn new(functions: Option<Functions>) -> Canned {
        let item = format!(r#"{{"pk":{{"S":"user#00000001"}},"s":{{"S":"{}"}}}}"#, "x".repeat(380));
        let listed = "<Contents><Key>object-0001</Key><LastModified>2026-01-01T00:00:00.000Z</LastModified><ETag>&quot;\
                      d41d8cd98f00b204e9800998ecf8427e&quot;</ETag><Size>1024</Size><StorageClass>STANDARD</StorageClass></Contents>";
        Canned {
            query: format!("{{\"Items\":[{}]}}", [item.as_str(); 10].join(",")).into(),
            item: format!("{{\"Item\":{item}}}").into(),
            list: listed.repeat(1000).into(),
            sent: vec![b'o'; 120].into(),
            received: vec![b'o'; 1420].into(),
            identity: vec![b'o'; 400].into(),
            assumed: vec![b'o'; 1300].into(),
            small: vec![b'o'; 1024].into(),
            large: vec![b'o'; 8 << 20].into(),
            functions: functions.map(Arc::new),
        }
    }
}

/// Serves until it is killed.
pub(crate) fn serve(port: u16) -> Result<bool> {
    tokio::runtime::Builder::new_multi_thread().enable_all().build()?.block_on(async {
        let canned = Canned::new(Functions::start().await?);
        let router = Router::new().fallback(answer).layer(DefaultBodyLimit::disable()).with_state(canned);
        let listener = tokio::net::TcpListener::bind(("127.0.0.1", port)).await?;
        let listener = axum::serve::ListenerExt::tap_io(listener, |stream| {
            // A failure would show as Nagle's delay in the figures, not as an error.
            let _ = stream.set_nodelay(true);
        });
        axum::serve(listener, router).await?;
        Ok(true)
    })
}

async fn answer(
    State(canned): State<Canned>,
    method: Method,
    uri: Uri,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    if let Some(target) = headers.get("x-amz-target") {
        // What a real server must do as well; black_box keeps the compiler from leaving it out.
        let read = std::hint::black_box(serde_json::from_slice::<serde_json::Value>(&body).ok());
        if let Some(message) = read.as_ref().and_then(|read| read.get("MessageBody")?.as_str()) {
            std::hint::black_box(Md5::digest(message));
        }
        let answer = match target.as_bytes() {
            b"DynamoDB_20120810.GetItem" => canned.item,
            b"DynamoDB_20120810.Query" => canned.query,
            b"AmazonSQS.SendMessage" => canned.sent,
            b"AmazonSQS.ReceiveMessage" => canned.received,
            _ => Bytes::from_static(b"{}"),
        };
        return ([("content-type", "application/x-amz-json-1.0"), ("x-amz-crc32", "2745614147")], answer)
            .into_response();
    }
    if headers.get("content-type").is_some_and(|kind| kind == "application/x-www-form-urlencoded") {
        let text = std::str::from_utf8(&body).unwrap_or_default();
        let pairs = text.split('&').filter_map(|pair| pair.split_once('='));
        let decoded = |(name, value): (&str, &str)| {
            (name.to_owned(), percent_decode_str(value).decode_utf8_lossy().into_owned())
        };
        std::hint::black_box(pairs.map(decoded).collect::<Vec<_>>());
        let answer = if text.contains("Action=AssumeRole") { canned.assumed } else { canned.identity };
        return ([("content-type", "text/xml")], answer).into_response();
    }
    match method {
        Method::PUT => {
            // A true ETag costs this much in any server.
            std::hint::black_box(Md5::digest(&body));
            ([("etag", "\"d41d8cd98f00b204e9800998ecf8427e\"")], "").into_response()
        }
        Method::GET if uri.query().is_some() => canned.list.into_response(),
        Method::GET if uri.path().contains("8m") => canned.large.into_response(),
        Method::GET => canned.small.into_response(),
        _ => match canned.functions.filter(|_| uri.path().contains(PROCESS)) {
            Some(functions) => functions.invoke(body).await.unwrap_or_default().into_response(),
            None => body.into_response(),
        },
    }
}
