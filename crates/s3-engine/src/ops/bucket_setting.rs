//! All operations that put, show, list and delete settings of a bucket. What tells one from another is a value in
//! `setting::table`.

use base::http::{Body as ReplyBody, Response};
use base::task::apart_if;
use http::header::CONTENT_TYPE;
use http::request::Parts;
use http::{HeaderName, HeaderValue, StatusCode};
use percent_encoding::percent_decode_str;

use crate::bucket::acl::CANNED;
use crate::bucket::defaults::xml_reply;
use crate::bucket::{self, Bucket};
use crate::context::Context;
use crate::engine::{Engine, settings};
use crate::error::{Code, Error, Result};
use crate::message::xml::XmlDocument;
use crate::setting::record::{self, Found, Kept};
use crate::setting::{Body, Given, Setting, Verb, page, policy};

/// The longest document, in bytes, that is read on the thread that answers requests.
const READ_AT_ONCE: usize = 1 << 16;

/// The longest document of a setting, in bytes. AWS's limits are not published but for CORS, whose is 64 KB; the most that a
/// lifecycle may hold, 1,000 rules, is a fraction of this. Rules are judged where requests are answered, so it is no more.
const MAX_BYTES: usize = 1 << 20;

/// A setting that a request is about.
#[derive(Clone, Copy)]
pub(crate) struct Meant<'a> {
    /// The operation's name.
    pub(crate) operation: &'static str,
    pub(crate) verb: Verb,
    pub(crate) setting: &'static Setting,
    /// The bucket's name.
    pub(crate) bucket: &'a str,
}

/// Answers an operation of a setting.
pub(crate) async fn answer(
    engine: &Engine,
    cx: &Context,
    meant: Meant<'_>,
    request: &Parts,
) -> Result<Response> {
    let Meant { verb, setting, .. } = meant;
    let bucket = bucket::open(&engine.store, cx, meant.bucket)?;
    let id = id_of(setting, verb, request)?;
    match verb {
        Verb::Get => show(engine, &bucket, setting, &id),
        Verb::Put => put(engine, cx, &bucket, (meant, &id), request).await,
        Verb::Delete => {
            settings::delete(engine, cx, &bucket, (setting, &id))?;
            Ok(empty(StatusCode::NO_CONTENT))
        }
        Verb::List => list(engine, &bucket, setting, parameter(request, "continuation-token").as_deref()),
        Verb::Status => status(engine, &bucket, setting),
    }
}

/// The id of one among several; empty for what a bucket has once, and for all.
fn id_of(setting: &Setting, verb: Verb, request: &Parts) -> Result<String> {
    if setting.listed_as.is_none() || verb == Verb::List {
        return Ok(String::new());
    }
    let id = parameter(request, "id").unwrap_or_default();
    // Our words.
    if page::is_id(&id) {
        Ok(id)
    } else {
        Err(Error::argument("The configuration ID is not valid.", "id", &id))
    }
}

fn parameter(request: &Parts, name: &str) -> Option<String> {
    let mut pairs = request.uri.query().unwrap_or_default().split('&');
    let value = pairs.find_map(|pair| pair.strip_prefix(name)?.strip_prefix('='))?;
    Some(percent_decode_str(value).decode_utf8_lossy().into_owned())
}

fn show(engine: &Engine, bucket: &Bucket, setting: &Setting, id: &str) -> Result<Response> {
    let kept = match (record::find(&engine.store, bucket, setting, id)?, setting.once_deleted) {
        (Found::Kept(kept), _) => kept,
        (Found::Deleted, Some(code)) => return Err(Error::not_configured(code, &bucket.name)),
        (Found::Deleted | Found::Untouched, _) => return setting.default.answer(bucket),
    };
    let mut reply = xml_reply(setting.shown(&kept.document)?);
    if matches!(setting.body, Body::Policy) {
        reply.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
    }
    add_header(&mut reply, setting, &kept);
    Ok(reply)
}

async fn put(
    engine: &Engine,
    cx: &Context,
    bucket: &Bucket,
    (Meant { operation, setting, .. }, id): (Meant<'_>, &str),
    request: &Parts,
) -> Result<Response> {
    let document = cx.document.clone();
    if document.len() > MAX_BYTES {
        return Err(Error::of(Code::MaxMessageLengthExceeded));
    }
    let header = setting.header_of(&request.headers)?;
    if matches!(setting.body, Body::Policy) {
        let document = policy::read(&document, cx, bucket)?;
        settings::notice_kept(engine, operation, "its document")?;
        let kept = Kept { document, header };
        settings::put(engine, cx, bucket, (setting, id), |_, _| Ok(kept.clone()))?;
        return Ok(empty(StatusCode::NO_CONTENT));
    }
    let owner = bucket.owner_id();
    let in_headers = setting.in_headers.map(|read| read(&request.headers, &owner)).transpose()?;
    let fields = match (in_headers, document.is_empty()) {
        (Some(Some(fields)), true) => fields,
        (Some(Some(_)), false) => return Err(Error::of(Code::UnexpectedContent)),
        (Some(None), true) => {
            return Err(Error::of(Code::MissingSecurityHeader).with("MissingHeaderName", CANNED));
        }
        _ => apart_if(document.len() > READ_AT_ONCE, move || setting.read(&document)).await?,
    };
    if setting.listed_as.is_some() && fields.text("Id") != Some(id) {
        // Our words.
        let named = fields.required("Id");
        return Err(Error::argument("The document is of another configuration than the query.", "Id", named));
    }
    if !setting.acts {
        settings::notice_kept(engine, operation, "its document")?;
    }
    settings::put(engine, cx, bucket, (setting, id), |store, bucket| {
        let given = Given { fields: fields.clone(), entropy: &engine.entropy, cx, bucket, store };
        Ok(Kept { document: setting.keep(given)?, header: header.clone() })
    })?;
    let mut reply = empty(StatusCode::OK);
    add_header(&mut reply, setting, &Kept { document: String::new(), header });
    Ok(reply)
}

fn add_header(reply: &mut Response, setting: &Setting, kept: &Kept) {
    if let (Some((name, _)), Some(value)) = (setting.header, &kept.header)
        && let Ok(value) = HeaderValue::from_str(value)
    {
        reply.headers_mut().insert(HeaderName::from_static(name), value);
    }
}

fn list(engine: &Engine, bucket: &Bucket, setting: &Setting, token: Option<&str>) -> Result<Response> {
    let page = page::of(&engine.store, bucket, setting, token)?;
    let mut xml = XmlDocument::in_namespace(setting.listed_as.unwrap_or_default());
    xml.element("IsTruncated", if page.next.is_some() { "true" } else { "false" });
    xml.optional("ContinuationToken", token);
    xml.optional("NextContinuationToken", page.next.as_deref());
    page.documents.iter().for_each(|document| xml.raw(document));
    Ok(xml_reply(xml.finish()))
}

/// <https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketPolicyStatus.html>
fn status(engine: &Engine, bucket: &Bucket, setting: &Setting) -> Result<Response> {
    let Found::Kept(kept) = record::find(&engine.store, bucket, setting, "")? else {
        return setting.default.answer(bucket);
    };
    let mut xml = XmlDocument::in_namespace("PolicyStatus");
    xml.element("IsPublic", if policy::is_public(&kept.document)? { "true" } else { "false" });
    Ok(xml_reply(xml.finish()))
}

fn empty(status: StatusCode) -> Response {
    let mut reply = Response::new(ReplyBody::empty());
    *reply.status_mut() = status;
    reply
}
