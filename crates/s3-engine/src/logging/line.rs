//! A line of a server access log: fields in AWS's order, a hyphen for what there is not.
//!
//! <https://docs.aws.amazon.com/AmazonS3/latest/userguide/LogFormat.html>

use base::call::Caller;
use base::clock::Timestamp;
use base::http::Response;
use http::header::{AUTHORIZATION, CONTENT_LENGTH, HOST, REFERER, USER_AGENT};
use http::request::Parts;
use http::{HeaderMap, Method};
use time::OffsetDateTime;
use time::macros::format_description;

use crate::bucket::{self, Bucket};
use crate::context::{Context, LoggedAct};
use crate::message::percent::url_encode;
use crate::route::RouteRow;

/// The code of the error that a reply is, for the log.
#[derive(Clone, Debug)]
pub(crate) struct ErrorCode(pub(crate) String);

/// What is known of a request before it is answered.
#[derive(Debug)]
pub(crate) struct Begun {
    /// `METHOD TYPE`, such as `GET.OBJECT`.
    operation: String,
    key: String,
    /// The request's first line.
    request: String,
    referer: Option<String>,
    user_agent: Option<String>,
    host: Option<String>,
    signature: Option<&'static str>,
    auth_type: Option<&'static str>,
    version: Option<String>,
    /// The size of the object or part that it brings.
    brought: Option<u64>,
}

impl Begun {
    /// Of a request as it came.
    pub(crate) fn of(row: &RouteRow, key: &str, head: &Parts, signed: bool) -> Begun {
        let text = |name| head.headers.get(name).and_then(|value: &http::HeaderValue| value.to_str().ok());
        let query = head.uri.query().unwrap_or_default();
        let version = query.split('&').find_map(|pair| pair.strip_prefix("versionId=")).map(str::to_owned);
        let in_head = head.headers.contains_key(AUTHORIZATION);
        Begun {
            operation: operation(row, &head.method),
            key: key.to_owned(),
            request: format!("{} {} {:?}", head.method, head.uri, head.version),
            referer: text(REFERER).map(str::to_owned),
            user_agent: text(USER_AGENT).map(str::to_owned),
            host: text(HOST).map(str::to_owned),
            signature: signed.then_some("SigV4"),
            auth_type: signed.then_some(if in_head { "AuthHeader" } else { "QueryString" }),
            version,
            brought: matches!(row.name, "PutObject" | "UploadPart")
                .then(|| {
                    number(&head.headers, "x-amz-decoded-content-length")
                        .or_else(|| number(&head.headers, CONTENT_LENGTH.as_str()))
                })
                .flatten(),
        }
    }

    /// The line, once the request is answered.
    pub(crate) fn line(&self, cx: &Context, bucket: &Bucket, reply: &Response) -> String {
        let headers = reply.headers();
        let length = number(headers, CONTENT_LENGTH.as_str());
        // What is sent of a document is its length; an object's size stands behind the slash where a part of it is sent.
        let whole = headers.get("content-range").and_then(|range| range.to_str().ok());
        let size =
            whole.and_then(|range| range.rsplit('/').next()).and_then(|size| size.parse().ok()).or(length);
        let size = self.brought.or(size);
        let of_object =
            (self.brought.is_some() || self.operation.ends_with(".OBJECT")) && reply.status().is_success();
        let error = reply.extensions().get::<ErrorCode>().map(|code| code.0.as_str());
        let version = headers.get("x-amz-version-id").and_then(|id| id.to_str().ok());
        let sent =
            if self.operation.starts_with("HEAD") { None } else { length.filter(|length| *length > 0) };
        let line = Line {
            operation: format!("REST.{}", self.operation),
            key: &self.key,
            status: Some(reply.status().as_u16()),
            error,
            sent,
            size: size.filter(|_| of_object),
            version: version.or(self.version.as_deref()),
            of: Some(self),
        };
        line.text(cx, bucket)
    }

    /// The line of something that was done beside it.
    pub(crate) fn line_of(&self, cx: &Context, bucket: &Bucket, act: &LoggedAct) -> String {
        Line { of: Some(self), ..Line::of(act) }.text(cx, bucket)
    }
}

/// The line of something that S3 does by itself.
/// <https://docs.aws.amazon.com/AmazonS3/latest/userguide/lifecycle-and-other-bucket-config.html#lifecycle-general-considerations-logging>
pub(crate) fn of_itself(cx: &Context, bucket: &Bucket, act: &LoggedAct) -> String {
    Line::of(act).text(cx, bucket)
}

/// What the lines of requests, and of what is done without one, have alike.
struct Line<'l> {
    operation: String,
    /// Not encoded; empty for none.
    key: &'l str,
    status: Option<u16>,
    error: Option<&'l str>,
    sent: Option<u64>,
    size: Option<u64>,
    version: Option<&'l str>,
    /// The request, if there is one.
    of: Option<&'l Begun>,
}

impl<'l> Line<'l> {
    fn of(act: &'l LoggedAct) -> Line<'l> {
        Line {
            operation: act.operation.to_owned(),
            key: &act.key,
            status: act.status,
            error: act.error.as_deref(),
            sent: None,
            size: act.size,
            version: act.version.as_deref(),
            of: None,
        }
    }

    fn text(&self, cx: &Context, bucket: &Bucket) -> String {
        let call = &cx.call;
        let of = self.of;
        let requester = match &call.caller {
            Caller::Anonymous => None,
            Caller::Principal { .. } => Some(::policy::Principal::of(call).name()),
            Caller::Key { .. } => Some(bucket::canonical_id(call.account.as_str())),
            // As the page on lifecycles has it.
            Caller::Service(_) if of.is_none() => Some("AmazonS3".to_owned()),
            Caller::Service(name) => Some((*name).to_owned()),
        };
        let plain = |text: Option<&str>| text.unwrap_or("-").to_owned();
        let number = |number: Option<u64>| number.map_or_else(|| "-".to_owned(), |number| number.to_string());
        let quoted = |text: Option<&str>| format!("\"{}\"", text.unwrap_or("-").replace('"', "%22"));
        let fields = [
            bucket.owner_id(),
            bucket.name.clone(),
            time_of(call.now),
            call.origin.peer.map_or_else(|| "-".to_owned(), |peer| peer.to_canonical().to_string()),
            plain(requester.as_deref()),
            call.request_id.to_string(),
            self.operation.clone(),
            if self.key.is_empty() { "-".to_owned() } else { url_encode(self.key) },
            quoted(of.map(|of| of.request.as_str())),
            number(self.status.map(u64::from)),
            plain(self.error),
            number(self.sent),
            number(self.size),
            // The emulator's clock shows one time for the whole of a request.
            plain(of.map(|_| "1")),
            "-".to_owned(),
            quoted(of.and_then(|of| of.referer.as_deref())),
            quoted(of.and_then(|of| of.user_agent.as_deref())),
            plain(self.version),
            cx.id2.clone(),
            plain(of.and_then(|of| of.signature)),
            "-".to_owned(),
            plain(of.and_then(|of| of.auth_type)),
            plain(of.and_then(|of| of.host.as_deref())),
            if call.origin.encrypted { "TLSv1.3" } else { "-" }.to_owned(),
            "-".to_owned(),
            "-".to_owned(),
        ];
        fields.join(" ")
    }
}

fn number(headers: &HeaderMap, name: &str) -> Option<u64> {
    headers.get(name)?.to_str().ok()?.parse().ok()
}

/// `[02/Jan/2026:03:04:05 +0000]`
fn time_of(at: Timestamp) -> String {
    let format = format_description!("[[[day]/[month repr:short]/[year]:[hour]:[minute]:[second] +0000]");
    let secs = i64::try_from(at.secs()).unwrap_or(i64::MAX);
    let time = OffsetDateTime::from_unix_timestamp(secs).ok();
    time.and_then(|time| time.format(format).ok()).unwrap_or_default()
}

fn operation(row: &RouteRow, method: &Method) -> String {
    let kind = row.resource_type();
    match row.name {
        "CopyObject" => "COPY.OBJECT".to_owned(),
        "UploadPartCopy" => "COPY.PART".to_owned(),
        "UploadPart" => "PUT.PART".to_owned(),
        _ => format!("{method}.{kind}"),
    }
}
