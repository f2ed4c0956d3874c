//! Who is foreign: whether a browser sends a request for a web page that is not of this machine. Pure.
//!
//! A browser says so in three headers that no page can forge. `Origin` is sent with whatever could change something
//! and with what a script wants to read (<https://fetch.spec.whatwg.org/#origin-header>); `Referer` with most of the
//! rest, unless the page asks for none; `Sec-Fetch-Site` always (<https://www.w3.org/TR/fetch-metadata/>), if the
//! address is one of this machine. Clients that are no browsers send none of the three.

use std::net::IpAddr;

use http::header::{self, HeaderName};
use http::request::Parts;
use http::{HeaderMap, HeaderValue};

use crate::routing::host_of;

const SEC_FETCH_SITE: HeaderName = HeaderName::from_static("sec-fetch-site");

/// The header that shows that a request comes from a foreign page, and its value; nothing if none does. `allowed` are
/// the origins of the settings, `*` for all.
pub(crate) fn foreign<'r>(parts: &'r Parts, allowed: &[String]) -> Option<(HeaderName, &'r HeaderValue)> {
    let headers = &parts.headers;
    for name in [header::ORIGIN, header::REFERER] {
        if headers.contains_key(&name) {
            let is_foreign = |value: &&HeaderValue| !is_ours(value, parts, allowed);
            return headers.get_all(&name).iter().find(is_foreign).map(|value| (name, value));
        }
    }
    let is_foreign = |value: &&HeaderValue| *value != "none" && *value != "same-origin" && !any(allowed);
    headers.get_all(SEC_FETCH_SITE).iter().find(is_foreign).map(|value| (SEC_FETCH_SITE, value))
}

/// Whether a browser sent it, for whatever page.
pub(crate) fn is_of_a_browser(headers: &HeaderMap) -> bool {
    headers.contains_key(header::ORIGIN)
        || headers.contains_key(header::REFERER)
        || headers.keys().any(|name| name.as_str().starts_with("sec-fetch-"))
}

fn any(allowed: &[String]) -> bool {
    allowed.iter().any(|allowed| allowed == "*")
}

/// Whether an origin, or the address of a page, is of this machine or of the settings.
fn is_ours(value: &HeaderValue, parts: &Parts, allowed: &[String]) -> bool {
    if any(allowed) {
        return true;
    }
    let Ok(address) = value.to_str() else { return false };
    let Some(page) = Page::of(address) else { return allowed.iter().any(|allowed| allowed == address) };
    allowed.iter().any(|allowed| allowed.eq_ignore_ascii_case(page.origin))
        || is_this_machine(page.host)
        || is_this_server(&page, parts)
}

/// The parts of a page's address that say where it is from.
struct Page<'a> {
    /// `http://name:port`, as an `Origin` header has it.
    origin: &'a str,
    /// `name:port`
    authority: &'a str,
    /// The name alone; an IPv6 address in brackets.
    host: &'a str,
}

impl Page<'_> {
    /// Nothing for what no browser sends: anything that this reading and a browser's could take for two names.
    fn of(address: &str) -> Option<Page<'_>> {
        let (scheme, rest) = address.split_once("://")?;
        let authority = rest.split(['/', '?', '#']).next()?;
        let plain = |b: u8| b.is_ascii_alphanumeric() || b"-._:[]".contains(&b);
        if scheme.is_empty() || authority.is_empty() || !authority.bytes().all(plain) {
            return None;
        }
        let host = match authority.rsplit_once(':') {
            Some((host, port)) if port.bytes().all(|b| b.is_ascii_digit()) => host,
            _ => authority,
        };
        let origin = address.get(..scheme.len() + "://".len() + authority.len())?;
        Some(Page { origin, authority, host })
    }
}

/// Names that lead to this machine wherever they are looked up, and its own addresses.
fn is_this_machine(host: &str) -> bool {
    if let Some(ip) = ip_of(host) {
        // A browser that is sent to "any address" goes to this machine.
        return ip.is_loopback() || ip.is_unspecified();
    }
    let host = host.trim_end_matches('.').to_ascii_lowercase();
    ["localhost", "localhost.localstack.cloud"]
        .iter()
        .any(|ours| host.strip_suffix(ours).is_some_and(|front| front.is_empty() || front.ends_with('.')))
}

/// Whether the page came from the very address that it calls. That must be an IP address: a name leads wherever its
/// owner says (DNS rebinding).
fn is_this_server(page: &Page<'_>, parts: &Parts) -> bool {
    let called = parts.headers.get(header::HOST).and_then(|host| host.to_str().ok());
    let called = parts.uri.authority().map(|authority| authority.as_str()).or(called);
    ip_of(page.host).is_some() && called == Some(page.authority) && host_of(parts) == page.host
}

/// The address that a host is, if it is no name.
pub(crate) fn ip_of(host: &str) -> Option<IpAddr> {
    let bare = host.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')).unwrap_or(host);
    bare.parse::<IpAddr>().ok().map(|ip| ip.to_canonical())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `head` is the request's header lines, separated by `|`; `allowed` the origins of the settings.
    #[track_caller]
    fn check(head: &str, allowed: &[&str], expected: Option<&str>) {
        let mut request = http::Request::builder().uri("/");
        for line in head.split('|').map(str::trim).filter(|line| !line.is_empty()) {
            let (name, value) = line.split_once(':').unwrap();
            request = request.header(name, value.trim());
        }
        let (parts, ()) = request.body(()).unwrap().into_parts();
        let allowed: Vec<String> = allowed.iter().map(|&origin| origin.to_owned()).collect();
        let found = foreign(&parts, &allowed).map(|(name, _)| name);
        assert_eq!(found.as_ref().map(HeaderName::as_str), expected, "{head} {allowed:?}");
    }

    /// Which of the three headers counts is our rule; what browsers put into them is Fetch's and Fetch Metadata's.
    #[test]
    fn clients_and_people_are_not_foreign() {
        check("", &[], None);
        check("user-agent: aws-cli/2.30.0", &[], None);
        check("sec-fetch-site: none | sec-fetch-mode: navigate", &[], None);
        check("sec-fetch-site: same-origin", &[], None);
    }

    #[test]
    fn pages_of_this_machine_are_not_foreign() {
        for origin in [
            "http://localhost",
            "http://localhost:3000",
            "https://LOCALHOST:3000",
            "http://localhost.:3000",
            "https://127.0.0.1:8443",
            "http://127.8.9.1",
            "http://[::1]:3000",
            "http://[::ffff:127.0.0.1]:3000",
            "http://0.0.0.0:8000",
            "http://app.localhost:3000",
            "http://app.localhost.localstack.cloud:4566",
            "tauri://localhost",
        ] {
            check(&format!("origin: {origin}"), &[], None);
            check(&format!("referer: {origin}/page?of=https://evil.example"), &[], None);
            check(&format!("origin: {origin} | sec-fetch-site: cross-site"), &[], None);
        }
    }

    #[test]
    fn other_pages_are_foreign() {
        for origin in [
            "https://evil.example",
            "https://evil.example:4566",
            "http://localhost.evil.example",
            "http://notlocalhost",
            "http://localhost.localstack.cloud.evil.example",
            "http://128.0.0.1",
            "http://192.168.1.5",
            "http://[2001:db8::1]",
            // Ours as a Host, never as an Origin: anybody can publish a page below it.
            "https://evil.s3.amazonaws.com",
            "https://evil.s3-website-us-east-1.amazonaws.com",
            "http://localhost@evil.example",
            "http://evil.example\\@localhost",
            "http://localhost http://evil.example",
        ] {
            check(&format!("origin: {origin}"), &[], Some("origin"));
            check(&format!("referer: {origin}/"), &[], Some("referer"));
            check(&format!("origin: {origin}"), &["https://app.example"], Some("origin"));
            check(&format!("origin: {origin}"), &["*"], None);
        }
        for nobody in ["null", "about:blank", "file:///home/me/page.html", "://localhost", "localhost"] {
            check(&format!("origin: {nobody}"), &[], Some("origin"));
        }
        check("origin: http://localhost | origin: https://evil.example", &[], Some("origin"));
    }

    #[test]
    fn a_header_counts_only_without_the_ones_before_it() {
        let (ours, theirs) = ("http://localhost:3000", "https://evil.example");
        check(&format!("origin: {theirs} | referer: {ours}/"), &[], Some("origin"));
        check(&format!("origin: {ours} | referer: {theirs}/"), &[], None);
        check(&format!("referer: {theirs}/ | sec-fetch-site: same-origin"), &[], Some("referer"));
        check(&format!("referer: {ours}/ | sec-fetch-site: cross-site"), &[], None);
        for site in ["cross-site", "same-site", "", "None"] {
            check(&format!("sec-fetch-site: {site}"), &[], Some("sec-fetch-site"));
            check(&format!("sec-fetch-site: {site}"), &[ours], Some("sec-fetch-site"));
            check(&format!("sec-fetch-site: {site}"), &["*"], None);
        }
    }

    #[test]
    fn the_settings_let_origins_in() {
        let allowed = ["https://app.example", "null"];
        check("origin: https://app.example", &allowed, None);
        check("referer: https://app.example/page", &allowed, None);
        check("origin: null", &allowed, None);
        check("origin: http://app.example", &allowed, Some("origin"));
        check("origin: https://app.example:8443", &allowed, Some("origin"));
        check("origin: https://app.example.evil.example", &allowed, Some("origin"));
    }

    #[test]
    fn a_page_may_call_the_address_that_it_came_from() {
        check("host: 192.168.1.5:4566 | origin: http://192.168.1.5:4566", &[], None);
        check("host: [2001:db8::1]:4566 | origin: http://[2001:db8::1]:4566", &[], None);
        check("host: 192.168.1.5:4566 | origin: http://192.168.1.5:8000", &[], Some("origin"));
        check("host: 192.168.1.5:4566 | origin: http://192.168.1.6:4566", &[], Some("origin"));
        check("host: rebound.example:4566 | origin: http://rebound.example:4566", &[], Some("origin"));
    }

    #[test]
    fn a_browser_leaves_marks() {
        let marked = |name: &str| {
            let mut headers = HeaderMap::new();
            headers.insert(HeaderName::try_from(name).unwrap(), HeaderValue::from_static("x"));
            is_of_a_browser(&headers)
        };
        assert!(marked("origin") && marked("referer") && marked("sec-fetch-mode"));
        assert!(!marked("user-agent") && !marked("content-type"));
    }
}
