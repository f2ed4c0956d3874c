//! What the rules of a URL say to web pages. Without rules the function speaks for itself.
//!
//! <https://docs.aws.amazon.com/lambda/latest/dg/urls-configuration.html#urls-cors>

use base::http::{Body, Response};
use base::service::PageRules;
use http::header::{
    ACCESS_CONTROL_ALLOW_CREDENTIALS, ACCESS_CONTROL_ALLOW_HEADERS, ACCESS_CONTROL_ALLOW_METHODS,
    ACCESS_CONTROL_ALLOW_ORIGIN, ACCESS_CONTROL_EXPOSE_HEADERS, ACCESS_CONTROL_MAX_AGE,
    ACCESS_CONTROL_REQUEST_HEADERS, ACCESS_CONTROL_REQUEST_METHOD, ORIGIN, VARY,
};
use http::{HeaderMap, HeaderName, HeaderValue, Method};
use wire::value::Fields;

use crate::function::url_config::UrlConfig;
use crate::kept::Kept;

const ANY: &str = "*";

/// What the rules say of a page's request, or of the question whether it may come.
pub(super) fn page_rules(config: &UrlConfig, method: &Method, headers: &HeaderMap) -> PageRules {
    let Some(rules) = config.cors.as_ref().map(Kept::shown) else { return PageRules::None };
    let asked = headers.get(ACCESS_CONTROL_REQUEST_METHOD).and_then(|asked| asked.to_str().ok());
    let method = asked.filter(|_| *method == Method::OPTIONS).unwrap_or(method.as_str());
    let admits_method = rules.texts("AllowMethods").any(|one| one == ANY || one.eq_ignore_ascii_case(method));
    match granted(&rules, headers) {
        Some(_) if admits_method => PageRules::Admit,
        _ => PageRules::Refuse,
    }
}

/// The answer to a page's question whether its request may come; nothing where no rules answer, or it is no such question.
pub(super) fn preflight(config: &UrlConfig, asked: &HeaderMap) -> Option<Response> {
    let rules = config.cors.as_ref()?.shown();
    let (_, method) = (asked.get(ORIGIN)?, asked.get(ACCESS_CONTROL_REQUEST_METHOD)?);
    let mut response = Response::new(Body::empty());
    let headers = response.headers_mut();
    if page_rules(config, &Method::OPTIONS, asked) != PageRules::Admit {
        return Some(response);
    }
    grant(&rules, asked, headers);
    set(headers, ACCESS_CONTROL_ALLOW_METHODS, list(&rules, "AllowMethods", Some(method)));
    let wanted = asked.get(ACCESS_CONTROL_REQUEST_HEADERS);
    set(headers, ACCESS_CONTROL_ALLOW_HEADERS, list(&rules, "AllowHeaders", wanted));
    set(headers, ACCESS_CONTROL_MAX_AGE, rules.integer("MaxAge").map(HeaderValue::from));
    Some(response)
}

/// Adds to a reply what lets the page read it. The rules win over what the function says.
pub(super) fn may_read(config: &UrlConfig, asked: &HeaderMap, headers: &mut HeaderMap) {
    let Some(rules) = config.cors.as_ref().map(Kept::shown) else { return };
    if granted(&rules, asked).is_some() {
        grant(&rules, asked, headers);
        set(headers, ACCESS_CONTROL_EXPOSE_HEADERS, list(&rules, "ExposeHeaders", None));
    }
}

fn grant(rules: &Fields, asked: &HeaderMap, headers: &mut HeaderMap) {
    let Some(origin) = granted(rules, asked) else { return };
    if origin != ANY {
        headers.append(VARY, HeaderValue::from_static("Origin"));
    }
    headers.insert(ACCESS_CONTROL_ALLOW_ORIGIN, origin);
    if rules.boolean("AllowCredentials") == Some(true) {
        headers.insert(ACCESS_CONTROL_ALLOW_CREDENTIALS, HeaderValue::from_static("true"));
    }
}

/// Who may read, if the page may: its origin, or everybody where every origin may and no credentials come along.
fn granted(rules: &Fields, asked: &HeaderMap) -> Option<HeaderValue> {
    let origin = asked.get(ORIGIN)?;
    let text = origin.to_str().ok()?;
    let may_all = rules.texts("AllowOrigins").any(|one| one == ANY);
    if may_all && rules.boolean("AllowCredentials") != Some(true) {
        return Some(HeaderValue::from_static(ANY));
    }
    let may = may_all || rules.texts("AllowOrigins").any(|one| one.eq_ignore_ascii_case(text));
    may.then(|| origin.clone())
}

/// A list of the rules, joined. Where it is everything, what was asked for: with credentials `*` is no wildcard to browsers.
fn list(rules: &Fields, member: &str, asked: Option<&HeaderValue>) -> Option<HeaderValue> {
    if let Some(asked) = asked.filter(|_| rules.texts(member).any(|one| one == ANY)) {
        return Some(asked.clone());
    }
    let joined = rules.texts(member).collect::<Vec<_>>().join(",");
    if joined.is_empty() { None } else { HeaderValue::from_str(&joined).ok() }
}

fn set(headers: &mut HeaderMap, name: HeaderName, value: Option<HeaderValue>) {
    if let Some(value) = value {
        headers.insert(name, value);
    }
}
