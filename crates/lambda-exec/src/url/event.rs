//! The event of a request to a function URL: API Gateway's payload format 2.0.
//!
//! <https://docs.aws.amazon.com/lambda/latest/dg/urls-invocation.html#urls-request-payload>

use base::call::{Call, Caller};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use bytes::Bytes;
use http::header::{CONTENT_TYPE, COOKIE, HOST, USER_AGENT};
use http::request::Parts;
use http::{HeaderMap, HeaderName};
use percent_encoding::percent_decode_str;
use policy::Principal;
use serde_json::{Map, Value, json};
use time::OffsetDateTime;
use time::macros::format_description;

use crate::function::url_config::UrlConfig;
use crate::function_name::FunctionId;

/// A request whose body is whole.
pub(super) struct Asked<'a> {
    pub(super) call: &'a Call,
    pub(super) id: &'a FunctionId,
    pub(super) config: &'a UrlConfig,
    pub(super) head: &'a Parts,
    pub(super) body: Bytes,
    pub(super) trace_id: &'a str,
}

/// The event of a request.
pub(super) fn event(asked: &Asked<'_>) -> Bytes {
    let Asked { head, body, .. } = asked;
    let query = head.uri.query().unwrap_or_default();
    let mut event = json!({
        "version": "2.0",
        "routeKey": "$default",
        // As it was sent: our guess.
        "rawPath": head.uri.path(),
        "rawQueryString": query,
        "headers": headers(asked),
        "requestContext": context(asked),
        "isBase64Encoded": false,
    });
    let mut set = |name: &str, value: Value| {
        if let Value::Object(members) = &mut event {
            members.insert(name.to_owned(), value);
        }
    };
    let cookies = cookies(&head.headers);
    if !cookies.is_empty() {
        set("cookies", json!(cookies));
    }
    if !query.is_empty() {
        set("queryStringParameters", parameters(query));
    }
    match std::str::from_utf8(body) {
        _ if body.is_empty() => {}
        Ok(text) if is_text(&head.headers) => set("body", text.into()),
        _ => {
            set("body", STANDARD.encode(body).into());
            set("isBase64Encoded", true.into());
        }
    }
    event.to_string().into()
}

fn context(asked: &Asked<'_>) -> Value {
    let Asked { call, id, config, head, .. } = asked;
    let host = host(head);
    let time = OffsetDateTime::from_unix_timestamp(i64::try_from(call.now.secs()).unwrap_or(i64::MAX));
    let format = format_description!("[day]/[month repr:short]/[year]:[hour]:[minute]:[second] +0000");
    let mut context = json!({
        "accountId": "anonymous",
        "apiId": config.url_id,
        "domainName": host,
        "domainPrefix": config.url_id,
        "http": {
            "method": head.method.as_str(),
            "path": head.uri.path(),
            "protocol": "HTTP/1.1",
            "sourceIp": source_ip(call),
            "userAgent": head.headers.get(USER_AGENT).map(text).unwrap_or_default(),
        },
        "requestId": &*call.request_id,
        "routeKey": "$default",
        "stage": "$default",
        "time": time.unwrap_or(OffsetDateTime::UNIX_EPOCH).format(format).unwrap_or_default(),
        "timeEpoch": call.now.millis(),
    });
    if let (true, Value::Object(members)) = (config.is_signed, &mut context) {
        members.insert("accountId".to_owned(), call.account.as_str().into());
        members.insert("authorizer".to_owned(), json!({"iam": authorizer(call, id)}));
    }
    context
}

/// Who signed.
fn authorizer(call: &Call, id: &FunctionId) -> Value {
    let account = call.account.as_str();
    let (access_key, user_id) = match &call.caller {
        Caller::Key { access_key } => (&**access_key, account),
        Caller::Principal { access_key, principal } => (&**access_key, principal.user_id.as_str()),
        Caller::Anonymous | Caller::Service(_) => ("", account),
    };
    let call = Call { region: id.region.clone(), ..(*call).clone() };
    json!({
        "accessKey": access_key,
        "accountId": account,
        "callerId": user_id,
        "cognitoIdentity": null,
        "principalOrgId": null,
        "userArn": Principal::of(&call).name(),
        "userId": user_id,
    })
}

/// The headers by their names in small letters, values of one name joined with commas; cookies have a member of their own.
/// That `cookie` does not stand here too is our guess.
fn headers(asked: &Asked<'_>) -> Map<String, Value> {
    let Asked { call, head, trace_id, .. } = asked;
    let mut headers = Map::new();
    for name in head.headers.keys().filter(|name| **name != COOKIE) {
        headers.insert(name.as_str().to_owned(), all(&head.headers, name, ",").into());
    }
    let port = host_and_port(head).rsplit_once(':').map_or("", |(_, port)| port);
    let scheme = call.origin.scheme();
    let port = match (port.parse::<u16>(), scheme) {
        (Ok(_), _) => port,
        (Err(_), "https") => "443",
        (Err(_), _) => "80",
    };
    for (name, value) in [
        ("host", host_and_port(head).to_owned()),
        ("x-amzn-trace-id", (*trace_id).to_owned()),
        ("x-forwarded-for", source_ip(call)),
        ("x-forwarded-port", port.to_owned()),
        ("x-forwarded-proto", scheme.to_owned()),
    ] {
        headers.insert(name.to_owned(), value.into());
    }
    headers
}

fn cookies(headers: &HeaderMap) -> Vec<String> {
    let all = headers.get_all(COOKIE).into_iter().map(text).collect::<Vec<_>>().join(";");
    all.split(';').map(str::trim).filter(|cookie| !cookie.is_empty()).map(str::to_owned).collect()
}

/// The query's pairs, decoded; values of one name joined with commas.
fn parameters(query: &str) -> Value {
    let mut parameters: Map<String, Value> = Map::new();
    for pair in query.split('&').filter(|pair| !pair.is_empty()) {
        let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
        let (name, value) = (decoded(name), decoded(value));
        match parameters.get_mut(&name) {
            Some(Value::String(before)) => {
                before.push(',');
                before.push_str(&value);
            }
            _ => drop(parameters.insert(name, value.into())),
        }
    }
    Value::Object(parameters)
}

fn decoded(text: &str) -> String {
    let spaced = text.replace('+', " ");
    percent_decode_str(&spaced).decode_utf8_lossy().into_owned()
}

/// Whether a body goes into an event as text, by its type; all else goes in base64. Our guess at the list.
fn is_text(headers: &HeaderMap) -> bool {
    const TYPES: [&str; 3] = ["application/json", "application/javascript", "application/xml"];
    let kind = headers.get(CONTENT_TYPE).map(text).unwrap_or_default().to_ascii_lowercase();
    let kind = kind.split(';').next().unwrap_or_default().trim();
    kind.starts_with("text/")
        || TYPES.contains(&kind)
        || kind.starts_with("application/") && (kind.ends_with("+json") || kind.ends_with("+xml"))
}

fn source_ip(call: &Call) -> String {
    call.origin.peer.map_or_else(|| "127.0.0.1".to_owned(), |peer| peer.to_canonical().to_string())
}

fn host_and_port(head: &Parts) -> &str {
    let named = head.uri.authority().map(|authority| authority.as_str());
    named.or_else(|| head.headers.get(HOST)?.to_str().ok()).unwrap_or_default()
}

/// The host without its port.
fn host(head: &Parts) -> &str {
    let host = host_and_port(head);
    host.rsplit_once(':').filter(|(_, port)| port.parse::<u16>().is_ok()).map_or(host, |(host, _)| host)
}

fn all(headers: &HeaderMap, name: &HeaderName, between: &str) -> String {
    headers.get_all(name).into_iter().map(text).collect::<Vec<_>>().join(between)
}

fn text(value: &http::HeaderValue) -> String {
    String::from_utf8_lossy(value.as_bytes()).into_owned()
}
