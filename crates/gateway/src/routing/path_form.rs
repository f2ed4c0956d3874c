//! Hosts that stand in the path: `/_aws/lambda-url/ID/rest` means the path `/rest` at the host `ID.lambda-url.…`. Clients that
//! cannot look such a name up reach it so. Pure.

use http::HeaderValue;
use http::header::HOST;
use http::request::Parts;
use http::uri::{Authority, PathAndQuery, Uri};

use super::{Routing, authority_of};

/// How such paths begin; then come the service's label and its own.
const START: &str = "/_aws/";

impl Routing {
    /// Puts the host of a request that has one in its path where a host stands. That the host it was sent to may be called must
    /// have been judged before.
    pub(crate) fn take_host_of_path(&self, parts: &mut Parts) {
        if let Some((authority, rest)) = self.address_in_path(parts) {
            move_to(parts, &authority, &rest);
        }
    }

    /// The host that a path names, and the path behind it.
    fn address_in_path(&self, parts: &Parts) -> Option<(String, String)> {
        let (service, rest) = parts.uri.path().strip_prefix(START)?.split_once('/')?;
        let (label, rest) = rest.split_once('/').unwrap_or((rest, ""));
        let is_label =
            !label.is_empty() && label.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
        let mut patterns = self.services.iter().flat_map(|facts| facts.own_hosts);
        let is_known = patterns.any(|pattern| matches!(pattern, ["*", name] if *name == service));
        if !is_label || !is_known {
            return None;
        }
        let called = authority_of(parts).unwrap_or("localhost");
        let query = parts.uri.query().map(|query| format!("?{query}")).unwrap_or_default();
        Some((format!("{label}.{service}.{called}"), format!("/{rest}{query}")))
    }
}

/// Gives a request another host and path; leaves it as it was where they are none.
fn move_to(parts: &mut Parts, authority: &str, rest: &str) {
    let (Ok(host), Ok(authority), Ok(rest)) =
        (HeaderValue::from_str(authority), authority.parse::<Authority>(), rest.parse::<PathAndQuery>())
    else {
        return;
    };
    let mut moved = parts.uri.clone().into_parts();
    if moved.authority.is_some() {
        moved.authority = Some(authority);
    }
    moved.path_and_query = Some(rest);
    if let Ok(uri) = Uri::from_parts(moved) {
        parts.uri = uri;
        parts.headers.insert(HOST, host);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::services::ALL;
    use http::Request;

    /// Our form: no document of AWS's has one.
    #[test]
    fn a_path_names_a_host() {
        let check = |path: &str, host: &str, expected: (&str, &str)| {
            let routing = Routing::new(ALL, &[]);
            let (mut parts, ()) = Request::get(path).header(HOST, host).body(()).unwrap().into_parts();
            routing.take_host_of_path(&mut parts);
            let (path, host) =
                (parts.uri.path_and_query().unwrap().as_str(), parts.headers[HOST].to_str().unwrap());
            assert_eq!((host, path), expected);
            assert_eq!(parts.headers.get_all(HOST).iter().count(), 1);
        };
        check(
            "/_aws/lambda-url/ab1/x/y?z=1",
            "localhost:4566",
            ("ab1.lambda-url.localhost:4566", "/x/y?z=1"),
        );
        check("/_aws/lambda-url/ab1", "127.0.0.1:4566", ("ab1.lambda-url.127.0.0.1:4566", "/"));
        check("/_aws/lambda-url/a.b/x", "localhost", ("localhost", "/_aws/lambda-url/a.b/x"));
        check("/_aws/lambda-url//x", "localhost", ("localhost", "/_aws/lambda-url//x"));
        check("/_aws/sqs/messages", "localhost", ("localhost", "/_aws/sqs/messages"));
        check("/b/_aws/lambda-url/ab1/x", "localhost", ("localhost", "/b/_aws/lambda-url/ab1/x"));
        let request = Request::get("http://localhost:1/_aws/lambda-url/ab1/x");
        let (mut parts, ()) = request.body(()).unwrap().into_parts();
        Routing::new(ALL, &[]).take_host_of_path(&mut parts);
        assert_eq!(parts.uri, "http://ab1.lambda-url.localhost:1/x");
    }
}
