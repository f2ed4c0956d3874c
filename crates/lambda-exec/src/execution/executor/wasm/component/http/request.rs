//! The request that the event of a function URL tells of.
//!
//! <https://docs.aws.amazon.com/lambda/latest/dg/urls-invocation.html#urls-request-payload>

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use bytes::Bytes;
use http::header::COOKIE;
use http::{HeaderName, HeaderValue, Method, Request, Uri};
use http_body_util::Full;
use serde_json::{Map, Value};
use wasmtime_wasi_http::p2::bindings::http::types::Scheme;

use super::scheme;

/// The scheme and the request; nothing if the event is of another kind.
pub(super) fn of_event(event: &[u8]) -> Option<(Scheme, Request<Full<Bytes>>)> {
    let event = serde_json::from_slice::<Map<String, Value>>(event).ok()?;
    let context = event.get("requestContext")?;
    let text = |name: &str| event.get(name).and_then(Value::as_str).unwrap_or_default();
    let method = context.get("http")?.get("method")?.as_str()?;
    let (path, query) = (text("rawPath"), text("rawQueryString"));
    let target = match query {
        "" => path.to_owned(),
        _ => format!("{path}?{query}"),
    };
    let no_headers = Map::new();
    let headers = event.get("headers").and_then(Value::as_object).unwrap_or(&no_headers);
    let header = |name: &str| headers.get(name).and_then(Value::as_str);
    let host = header("host").or_else(|| context.get("domainName")?.as_str()).unwrap_or("localhost");
    let came_by = scheme(header("x-forwarded-proto").unwrap_or_default());
    let uri = Uri::builder()
        .scheme(if matches!(came_by, Scheme::Https) { "https" } else { "http" })
        .authority(host)
        .path_and_query(if target.starts_with('/') { target } else { format!("/{target}") });
    let mut request = Request::new(Full::new(body(&event)?));
    *request.method_mut() = Method::from_bytes(method.as_bytes()).ok()?;
    *request.uri_mut() = uri.build().ok()?;
    for (name, value) in headers {
        let name = HeaderName::from_bytes(name.as_bytes()).ok()?;
        request.headers_mut().append(name, HeaderValue::from_str(value.as_str()?).ok()?);
    }
    let cookies = event.get("cookies").and_then(Value::as_array);
    let cookies: Vec<&str> = cookies.into_iter().flatten().filter_map(Value::as_str).collect();
    if !cookies.is_empty() {
        request.headers_mut().insert(COOKIE, HeaderValue::from_str(&cookies.join("; ")).ok()?);
    }
    Some((came_by, request))
}

fn body(event: &Map<String, Value>) -> Option<Bytes> {
    match event.get("body") {
        None | Some(Value::Null) => Some(Bytes::new()),
        Some(Value::String(text)) if event.get("isBase64Encoded") == Some(&Value::Bool(true)) => {
            STANDARD.decode(text).ok().map(Bytes::from)
        }
        Some(Value::String(text)) => Some(Bytes::copy_from_slice(text.as_bytes())),
        Some(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use http_body_util::BodyExt as _;
    use serde_json::json;

    use super::*;

    /// The event is that of AWS's page, shortened.
    #[tokio::test]
    async fn all_of_a_request_is_in_its_event() {
        let event = json!({
            "version": "2.0",
            "rawPath": "/my/path",
            "rawQueryString": "parameter1=value1&parameter1=value2",
            "cookies": ["cookie1", "cookie2"],
            "headers": {"header1": "value1", "header2": "value1,value2", "x-forwarded-proto": "https"},
            "requestContext": {
                "domainName": "<url-id>.lambda-url.us-west-2.on.aws".replace(['<', '>'], ""),
                "http": {"method": "POST", "path": "/my/path"},
            },
            "body": "AAECgA==",
            "isBase64Encoded": true,
        });
        let (scheme, request) = of_event(event.to_string().as_bytes()).unwrap();
        assert!(matches!(scheme, Scheme::Https));
        assert_eq!(request.method(), Method::POST);
        assert_eq!(
            request.uri().to_string(),
            "https://url-id.lambda-url.us-west-2.on.aws/my/path?parameter1=value1&parameter1=value2"
        );
        assert_eq!(request.headers()["header2"], "value1,value2");
        assert_eq!(request.headers()[COOKIE], "cookie1; cookie2");
        assert_eq!(request.into_body().collect().await.unwrap().to_bytes(), [0, 1, 2, 0x80].as_slice());
    }
}
