//! A bucket as a web site: index and error documents, redirects, and errors that people read.
//!
//! Objects are read as any client reads them, by a GetObject of nobody who signed; here is only which one, and what becomes of
//! the answer.
//!
//! - `redirect`: rules that send a browser elsewhere
//!
//! <https://docs.aws.amazon.com/AmazonS3/latest/userguide/WebsiteHosting.html>

mod redirect;

use base::call::Call;
use base::http::{Body, Response};
use http::header::{CONTENT_TYPE, HOST, LOCATION};
use http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode};
use wire::value::Fields;

use crate::bucket;
use crate::error::{Code, Error, Result};
use crate::message::percent::url_encode;
use crate::object::describe;
use crate::reader::Reader;
use crate::setting::record::{self, Found};
use crate::setting::table::WEBSITE;

use redirect::Target;

/// What a browser asks a site for.
#[derive(Clone, Copy)]
pub(crate) struct Visit<'a> {
    pub(crate) call: &'a Call,
    /// `x-amz-id-2`.
    pub(crate) id2: &'a str,
    pub(crate) bucket: &'a str,
    pub(crate) method: &'a Method,
    /// Decoded, without the slash in front.
    pub(crate) path: &'a str,
    pub(crate) headers: &'a HeaderMap,
}

/// Answers a visit. `fetch`: the answer to a GetObject or HeadObject of a key.
pub(crate) async fn answer<F, A>(store: &Reader, visit: Visit<'_>, fetch: F) -> Response
where
    F: Fn(String) -> A,
    A: Future<Output = Response>,
{
    if !matches!(*visit.method, Method::GET | Method::HEAD) {
        let error =
            Error::of(Code::MethodNotAllowed).with("Method", visit.method).with("ResourceType", "OBJECT");
        return page(visit, &error, None);
    }
    let site = match configuration(store, visit) {
        Ok(site) => site,
        Err(error) => return page(visit, &error, None),
    };
    if let Some(all) = site.fields("RedirectAllRequestsTo") {
        return moved(redirect::of_all(all, visit));
    }
    if let Some(target) = redirect::by_rule(&site, visit, None) {
        return moved(target);
    }
    let index = site.fields("IndexDocument").map(|index| index.required("Suffix")).unwrap_or_default();
    let key = match visit.path {
        path if path.is_empty() || path.ends_with('/') => format!("{path}{index}"),
        path => path.to_owned(),
    };
    let found = fetch(key.clone()).await;
    if let Some(location) = found.headers().get(describe::REDIRECT) {
        let location = location.clone();
        return at(location, StatusCode::MOVED_PERMANENTLY);
    }
    let status = found.status();
    if !status.is_client_error()
        || matches!(status, StatusCode::PRECONDITION_FAILED | StatusCode::RANGE_NOT_SATISFIABLE)
    {
        return found;
    }
    // A folder that was asked for without its slash.
    if status == StatusCode::NOT_FOUND
        && key == visit.path
        && fetch(format!("{key}/{index}")).await.status().is_success()
        && let Ok(location) = HeaderValue::try_from(format!("/{}/", url_encode(&key)))
    {
        return at(location, StatusCode::FOUND);
    }
    if let Some(target) = redirect::by_rule(&site, visit, Some(status)) {
        return moved(target);
    }
    let error = match status {
        StatusCode::NOT_FOUND => Error::no_such_key(&key),
        _ => Error::of(Code::AccessDenied),
    };
    let Some(document) = site.fields("ErrorDocument").map(|document| document.required("Key")) else {
        return page(visit, &error, None);
    };
    let mut shown = fetch(document.to_owned()).await;
    if shown.status().is_success() {
        *shown.status_mut() = error.status();
        describe_error(shown.headers_mut(), &error);
        return shown;
    }
    let missing = match shown.status() {
        StatusCode::NOT_FOUND => Error::no_such_key(document),
        _ => Error::of(Code::AccessDenied),
    };
    page(visit, &error, Some(&missing))
}

fn configuration(store: &Reader, visit: Visit<'_>) -> Result<Fields> {
    let partition = visit.call.region.partition();
    let bucket = bucket::find_in(store, partition, visit.bucket)?
        .ok_or_else(|| Error::no_such_bucket(visit.bucket))?;
    match record::find(store, &bucket, &WEBSITE, "")? {
        Found::Kept(kept) => WEBSITE.read(kept.document.as_bytes()),
        Found::Untouched | Found::Deleted => {
            Err(Error::not_configured(Code::NoSuchWebsiteConfiguration, &bucket.name))
        }
    }
}

fn moved(target: Target) -> Response {
    match HeaderValue::try_from(target.location) {
        Ok(location) => at(location, target.status),
        // What a rule says can be no header.
        Err(_) => at(HeaderValue::from_static("/"), target.status),
    }
}

fn at(location: HeaderValue, status: StatusCode) -> Response {
    let mut reply = Response::new(Body::empty());
    *reply.status_mut() = status;
    reply.headers_mut().insert(LOCATION, location);
    reply
}

/// An error as a page. `missing`: why the site's own could not be shown.
fn page(visit: Visit<'_>, error: &Error, missing: Option<&Error>) -> Response {
    let title =
        format!("{} {}", error.status().as_u16(), error.status().canonical_reason().unwrap_or_default());
    let item = |name: &str, value: &str| format!("<li>{name}: {}</li>\n", quick_xml::escape::escape(value));
    let items = |error: &Error| {
        let fields: String = error.fields().iter().map(|(name, value)| item(name, value)).collect();
        item("Code", error.name()) + &item("Message", error.message()) + &fields
    };
    let ids = item("RequestId", &visit.call.request_id) + &item("HostId", visit.id2);
    let why = missing.map_or_else(String::new, |missing| {
        format!(
            "<h3>An Error Occurred While Attempting to Retrieve a Custom Error Document</h3>\n<ul>\n{}</ul>\n",
            items(missing)
        )
    });
    let text = format!(
        "<html>\n<head><title>{title}</title></head>\n<body>\n<h1>{title}</h1>\n<ul>\n{}{ids}</ul>\n{why}<hr/>\n</body>\n</html>\n",
        items(error)
    );
    let body = if *visit.method == Method::HEAD { Body::empty() } else { Body::from(text) };
    let mut reply = Response::new(body);
    *reply.status_mut() = error.status();
    reply.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8"));
    describe_error(reply.headers_mut(), error);
    reply
}

/// The headers in which sites tell programs what went wrong.
fn describe_error(headers: &mut HeaderMap, error: &Error) {
    let mut set = |name: &str, value: &str| {
        if let (Ok(name), Ok(value)) = (HeaderName::try_from(name), HeaderValue::try_from(value)) {
            headers.insert(name, value);
        }
    };
    set("x-amz-error-code", error.name());
    set("x-amz-error-message", error.message());
    for (name, value) in error.fields() {
        set(&format!("x-amz-error-detail-{}", name.to_ascii_lowercase()), value);
    }
}

/// The host that a visitor called, port included.
fn host<'a>(visit: Visit<'a>) -> &'a str {
    visit.headers.get(HOST).and_then(|host| host.to_str().ok()).unwrap_or(&visit.call.address)
}
