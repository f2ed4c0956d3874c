//! What web pages may do with a bucket, by the CORS rules that its owner put: preflights are answered by them, and replies carry
//! the headers that they say. Rules keep nobody out but pages; who may do what is `access`.
//!
//! <https://docs.aws.amazon.com/AmazonS3/latest/userguide/cors.html>

use base::service::PageRules;
use http::header::{
    ACCESS_CONTROL_ALLOW_CREDENTIALS, ACCESS_CONTROL_ALLOW_HEADERS, ACCESS_CONTROL_ALLOW_METHODS,
    ACCESS_CONTROL_ALLOW_ORIGIN, ACCESS_CONTROL_EXPOSE_HEADERS, ACCESS_CONTROL_MAX_AGE,
    ACCESS_CONTROL_REQUEST_HEADERS, ACCESS_CONTROL_REQUEST_METHOD, ORIGIN, VARY,
};
use http::request::Parts;
use http::{HeaderMap, HeaderName, HeaderValue, Method};
use wire::value::Fields;

use crate::bucket::{self, Bucket};
use crate::error::{Code, Error, Result};
use crate::reader::Reader;
use crate::setting::record::{self, Found};
use crate::setting::table::CORS;

/// What a page asks for.
#[derive(Clone, Copy, Debug)]
pub(crate) struct PageRequest<'a> {
    pub(crate) origin: &'a str,
    pub(crate) method: &'a str,
    /// The headers that it wants to send, as a preflight names them.
    pub(crate) headers: Option<&'a str>,
}

/// What a rule grants.
#[derive(Debug)]
pub(crate) struct Granted(HeaderMap);

impl Granted {
    /// Adds it to a reply.
    pub(crate) fn show(self, headers: &mut HeaderMap) {
        headers.extend(self.0);
    }
}

/// The rules of a bucket, if it has any.
pub(crate) fn rules(store: &Reader, bucket: &Bucket) -> Result<Option<Fields>> {
    match record::find(store, bucket, &CORS, "")? {
        Found::Kept(kept) => CORS.read(kept.document.as_bytes()).map(Some),
        Found::Untouched | Found::Deleted => Ok(None),
    }
}

/// What the first rule grants that allows a request; nothing if none does.
pub(crate) fn grant(rules: &Fields, asked: PageRequest<'_>) -> Option<Granted> {
    rules.structs("CORSRules").find_map(|rule| {
        let origin = rule.texts("AllowedOrigins").find(|allowed| matches(allowed, asked.origin))?;
        rule.texts("AllowedMethods").find(|allowed| *allowed == asked.method)?;
        let wanted: Vec<String> = names(asked.headers.unwrap_or_default()).collect();
        let allows = |name: &String| {
            rule.texts("AllowedHeaders").any(|allowed| matches(&allowed.to_ascii_lowercase(), name))
        };
        wanted.iter().all(allows).then(|| granted(rule, origin, asked.origin, &wanted))
    })
}

fn granted(rule: &Fields, allowed: &str, origin: &str, wanted: &[String]) -> Granted {
    let mut headers = HeaderMap::new();
    let mut set = |name: HeaderName, value: String| {
        if let Ok(value) = HeaderValue::try_from(value) {
            headers.insert(name, value);
        }
    };
    let joined = |list| rule.texts(list).collect::<Vec<_>>().join(", ");
    match allowed {
        "*" => set(ACCESS_CONTROL_ALLOW_ORIGIN, "*".to_owned()),
        _ => {
            set(ACCESS_CONTROL_ALLOW_ORIGIN, origin.to_owned());
            set(ACCESS_CONTROL_ALLOW_CREDENTIALS, "true".to_owned());
        }
    }
    set(ACCESS_CONTROL_ALLOW_METHODS, joined("AllowedMethods"));
    if !wanted.is_empty() {
        set(ACCESS_CONTROL_ALLOW_HEADERS, wanted.join(", "));
    }
    if !rule.list("ExposeHeaders").is_empty() {
        set(ACCESS_CONTROL_EXPOSE_HEADERS, joined("ExposeHeaders"));
    }
    if let Some(secs) = rule.integer("MaxAgeSeconds") {
        set(ACCESS_CONTROL_MAX_AGE, secs.to_string());
    }
    set(VARY, "Origin, Access-Control-Request-Headers, Access-Control-Request-Method".to_owned());
    Granted(headers)
}

/// The headers of a list, in small letters.
fn names(list: &str) -> impl Iterator<Item = String> {
    list.split(',').map(|name| name.trim().to_ascii_lowercase()).filter(|name| !name.is_empty())
}

/// Whether a text fits a pattern with at most one star.
fn matches(pattern: &str, text: &str) -> bool {
    match pattern.split_once('*') {
        None => pattern == text,
        Some((start, end)) => {
            text.len() >= start.len() + end.len() && text.starts_with(start) && text.ends_with(end)
        }
    }
}

/// What a page asks for in a request that is no preflight; nothing if no page sent it.
pub(crate) fn of_request<'a>(method: &'a Method, headers: &'a HeaderMap) -> Option<PageRequest<'a>> {
    let origin = text(headers, &ORIGIN)?;
    Some(PageRequest { origin, method: method.as_str(), headers: None })
}

/// What a page asks in a preflight. Errors and their words are those of AWS's answers as its users have shown them.
pub(crate) fn of_preflight(headers: &HeaderMap) -> Result<PageRequest<'_>> {
    let origin = text(headers, &ORIGIN).ok_or_else(|| {
        Error::saying(Code::BadRequest, "Insufficient information. Origin request header needed.")
    })?;
    let method = text(headers, &ACCESS_CONTROL_REQUEST_METHOD).unwrap_or("null");
    if !["GET", "PUT", "HEAD", "POST", "DELETE"].contains(&method) {
        let message = format!("Invalid Access-Control-Request-Method: {method}");
        return Err(Error::saying(Code::BadRequest, message));
    }
    Ok(PageRequest { origin, method, headers: text(headers, &ACCESS_CONTROL_REQUEST_HEADERS) })
}

fn text<'a>(headers: &'a HeaderMap, name: &HeaderName) -> Option<&'a str> {
    headers.get(name)?.to_str().ok()
}

/// What the rules of a bucket say of a page's request, before anything of it is answered.
pub(crate) fn page_rules(store: &Reader, partition: &str, bucket: &str, head: &Parts) -> Result<PageRules> {
    let Some(asked) = of_request(&head.method, &head.headers) else { return Ok(PageRules::None) };
    let Some(bucket) = bucket::find_in(store, partition, bucket)? else { return Ok(PageRules::None) };
    let Some(rules) = rules(store, &bucket)? else { return Ok(PageRules::None) };
    if head.method == Method::OPTIONS || grant(&rules, asked).is_some() {
        return Ok(PageRules::Admit);
    }
    Ok(PageRules::Refuse)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// One star stands for any text: API_CORSRule.
    #[test]
    fn patterns() {
        for (pattern, text, expected) in [
            ("*", "http://a", true),
            ("http://*.example.com", "http://www.example.com", true),
            ("http://*.example.com", "http://example.com", false),
            ("http://a*a", "http://a", false),
            ("http://a", "http://a", true),
            ("http://a", "http://a:80", false),
        ] {
            assert_eq!(matches(pattern, text), expected, "{pattern} {text}");
        }
    }
}
