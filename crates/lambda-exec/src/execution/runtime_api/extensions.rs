//! The Extensions API, version 2020-01-01, and the Telemetry API, version 2022-07-01: the HTTP side of an environment's
//! [`Agents`] and of its [`Telemetry`](crate::execution::telemetry::Telemetry).
//!
//! <https://docs.aws.amazon.com/lambda/latest/dg/runtimes-extensions-api.html>,
//! <https://docs.aws.amazon.com/lambda/latest/dg/telemetry-api-reference.html>; codes and words are those of AWS's interface
//! emulator.

use std::time::Duration;

use bytes::Bytes;
use http::{HeaderMap, HeaderValue, Response, StatusCode};
use http_body_util::Full;
use serde::Deserialize;
use serde_json::{Value, json};

use super::{Server, accepted, error, json, text};
use crate::execution::agents::{Event, Refusal};
use crate::execution::telemetry::{Source, Subscription};

/// The largest body that an extension sends here.
pub(super) const BODY_LIMIT: usize = 256 * 1024;

const NAME: &str = "lambda-extension-name";
const IDENTIFIER: &str = "lambda-extension-identifier";
const ERROR_TYPE: &str = "lambda-extension-function-error-type";
const FEATURES: &str = "lambda-extension-accept-feature";

/// The members that are looked at; that there may be others is AWS's way.
#[derive(Deserialize)]
struct Registration {
    #[serde(default)]
    events: Vec<String>,
}

/// `PUT /telemetry`
#[derive(Deserialize)]
struct Subscribing {
    types: Vec<String>,
    #[serde(default)]
    buffering: Buffering,
    destination: Destination,
}

#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
struct Buffering {
    max_items: Option<usize>,
    max_bytes: Option<usize>,
    timeout_ms: Option<u64>,
}

#[derive(Deserialize)]
struct Destination {
    protocol: String,
    #[serde(rename = "URI", default)]
    uri: String,
    #[serde(default)]
    port: Option<u16>,
}

impl Server {
    /// `POST /extension/register`
    pub(super) fn register(&self, headers: &HeaderMap, body: &[u8]) -> Response<Full<Bytes>> {
        let Some(name) = text(headers, NAME).filter(|name| !name.is_empty()) else {
            return forbidden("Extension.InvalidExtensionName", "Empty extension name");
        };
        let registration: Registration = match serde_json::from_slice(body) {
            Ok(registration) => registration,
            Err(cause) => return forbidden("InvalidRequestFormat", &cause.to_string()),
        };
        let id = match self.agents.register(name, &registration.events, self.entropy.uuid()) {
            Ok(id) => id,
            Err(refusal) => return refused(&refusal),
        };
        let mut shown = json!({
            "functionName": self.version.function,
            "functionVersion": self.version.version,
            "handler": self.version.handler,
        });
        let features = text(headers, FEATURES).unwrap_or_default();
        let wants_account = features.split(',').any(|feature| feature.trim() == "accountId");
        if let Some(shown) = shown.as_object_mut().filter(|_| wants_account) {
            shown.insert("accountId".to_owned(), self.version.account.as_str().into());
        }
        let mut reply = json(StatusCode::OK, shown.to_string().into());
        if let Ok(id) = HeaderValue::from_str(&id) {
            reply.headers_mut().insert(IDENTIFIER, id);
        }
        reply
    }

    /// `GET /extension/event/next`
    pub(super) async fn next_event(&self, headers: &HeaderMap) -> Response<Full<Bytes>> {
        let Some(id) = identifier(headers) else { return no_identifier() };
        let event = match self.agents.next(id).await {
            Ok(event) => event,
            Err(refusal) => return refused(&refusal),
        };
        let mut reply = json(StatusCode::OK, shown(&event).to_string().into());
        if let Ok(id) = HeaderValue::from_str(&self.entropy.uuid()) {
            reply.headers_mut().insert("lambda-extension-event-identifier", id);
        }
        reply
    }

    /// `POST /extension/init/error` and `POST /extension/exit/error`
    pub(super) fn extension_error(&self, headers: &HeaderMap, is_init: bool) -> Response<Full<Bytes>> {
        let Some(id) = identifier(headers) else { return no_identifier() };
        let Some(error_type) = text(headers, ERROR_TYPE) else {
            return forbidden("Extension.MissingHeader", "Lambda-Extension-Function-Error-Type not found");
        };
        let told = if is_init {
            self.agents.init_error(id, error_type)
        } else {
            self.agents.exit_error(id, error_type)
        };
        told.map_or_else(|refusal| refused(&refusal), |()| accepted())
    }

    /// `PUT /telemetry`, and `PUT /logs` of the API before it. Codes are AWS's; words our guess.
    pub(super) fn subscribe(&self, headers: &HeaderMap, body: &[u8]) -> Response<Full<Bytes>> {
        let Some(id) = identifier(headers) else { return no_identifier() };
        let Some(agent) = self.agents.name_of(id) else { return refused(&Refusal::Unknown(id.to_owned())) };
        if !self.telemetry.wants_lines() {
            return forbidden("Telemetry.SubscriptionClosed", "Telemetry API subscription is closed already");
        }
        match subscription(agent, body) {
            Ok((subscription, types)) => {
                let name = subscription.agent.clone();
                self.telemetry.subscribe(subscription);
                self.telemetry.tell(
                    Source::Platform,
                    "platform.telemetrySubscription",
                    || json!({ "name": name, "state": "Subscribed", "types": types }),
                );
                json(StatusCode::OK, Bytes::from_static(b"\"OK\""))
            }
            Err(message) => error(StatusCode::BAD_REQUEST, "ValidationError", &message),
        }
    }
}

/// What a subscription asks for, and its types as they were named.
fn subscription(agent: String, body: &[u8]) -> Result<(Subscription, Vec<String>), String> {
    let asked: Subscribing = serde_json::from_slice(body).map_err(|cause| cause.to_string())?;
    let source = |name: &String| match name.as_str() {
        "platform" => Ok(Source::Platform),
        "function" => Ok(Source::Function),
        "extension" => Ok(Source::Extension),
        unknown => Err(format!("types: {unknown} is none of platform, function, extension")),
    };
    let sources = asked.types.iter().map(source).collect::<Result<Vec<_>, _>>()?;
    if sources.is_empty() {
        return Err("types must not be empty".to_owned());
    }
    let within = |name, value: Option<u64>, default: u64, least: u64, most: u64| {
        let value = value.unwrap_or(default);
        if (least..=most).contains(&value) {
            Ok(value)
        } else {
            Err(format!("buffering.{name} must be between {least} and {most}"))
        }
    };
    let size = |value: Option<usize>| value.map(|value| u64::try_from(value).unwrap_or(u64::MAX));
    let Buffering { max_items, max_bytes, timeout_ms } = asked.buffering;
    let max_items = within("maxItems", size(max_items), 1000, 1000, 10_000)?;
    let max_bytes = within("maxBytes", size(max_bytes), 256 * 1024, 256 * 1024, 1024 * 1024)?;
    let timeout = within("timeoutMs", timeout_ms, 1000, 25, 30_000)?;
    let (port, path) = match asked.destination.protocol.as_str() {
        "HTTP" => http_destination(&asked.destination.uri)?,
        "TCP" => (asked.destination.port.ok_or("destination.port is missing")?, None),
        other => return Err(format!("destination.protocol: {other} is none of HTTP, TCP")),
    };
    let subscription = Subscription {
        agent,
        port,
        path,
        sources,
        max_items: usize::try_from(max_items).unwrap_or(1000),
        max_bytes: usize::try_from(max_bytes).unwrap_or(256 * 1024),
        timeout: Duration::from_millis(timeout),
    };
    Ok((subscription, asked.types))
}

/// Port and path of a server in the environment itself: no other can be named.
fn http_destination(uri: &str) -> Result<(u16, Option<String>), String> {
    let parsed: http::Uri = uri.parse().map_err(|_| format!("destination.URI: {uri} is no URI"))?;
    let is_inside = matches!(parsed.host(), Some("sandbox.localdomain" | "sandbox"));
    if parsed.scheme_str() != Some("http") || !is_inside {
        return Err("destination.URI must begin with http://sandbox.localdomain".to_owned());
    }
    let path = parsed.path_and_query().map_or("/", |path| path.as_str());
    // Not by `port`, which has none where there is one that is too large.
    let port = match parsed.authority().and_then(|authority| authority.as_str().rsplit_once(':')) {
        None => 80,
        Some((_, port)) => {
            port.parse().map_err(|_| format!("destination.URI: {uri} has no port that there is"))?
        }
    };
    Ok((port, Some(path.to_owned())))
}

/// An event as extensions get it.
fn shown(event: &Event) -> Value {
    match event {
        Event::Invoke { request_id, arn, trace_id, deadline } => json!({
            "eventType": "INVOKE",
            "deadlineMs": deadline.millis(),
            "requestId": &**request_id,
            "invokedFunctionArn": &**arn,
            "tracing": { "type": "X-Amzn-Trace-Id", "value": trace_id },
        }),
        Event::Shutdown { reason, deadline } => json!({
            "eventType": "SHUTDOWN",
            "shutdownReason": reason.as_str(),
            "deadlineMs": deadline.millis(),
        }),
    }
}

fn identifier(headers: &HeaderMap) -> Option<&str> {
    text(headers, IDENTIFIER).filter(|id| !id.is_empty())
}

fn no_identifier() -> Response<Full<Bytes>> {
    forbidden("Extension.MissingExtensionIdentifier", "Missing Lambda-Extension-Identifier header")
}

fn refused(refusal: &Refusal) -> Response<Full<Bytes>> {
    match refusal {
        Refusal::EventType(event, why) => forbidden("Extension.InvalidEventType", &format!("{event}: {why}")),
        Refusal::Closed => forbidden("Extension.RegistrationClosed", "Extension registration closed already"),
        Refusal::TooMany => forbidden("Extension.TooManyExtensions", "Extension limit (10) reached"),
        Refusal::NameTaken => {
            forbidden("Extension.InvalidExtensionState", "Extension with this name already registered")
        }
        Refusal::Unknown(id) => {
            forbidden("Extension.UnknownExtensionIdentifier", &format!("Unknown extension {id}"))
        }
        Refusal::Transition { from, to, agent } => forbidden(
            "Extension.InvalidExtensionState",
            &format!(
                "State transition from {from} to {to} failed for extension {agent}. \
                 Error: State transition is not allowed"
            ),
        ),
    }
}

fn forbidden(error_type: &str, message: &str) -> Response<Full<Bytes>> {
    error(StatusCode::FORBIDDEN, error_type, message)
}
