//! Where an operation lives: its method and path, and the reading of a path against them.

use std::borrow::Cow;

use http::Method;
use percent_encoding::percent_decode_str;

/// The HTTP binding of an operation, from botocore's model.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Route {
    /// `GET`, `PUT`, …: a text, so that a table of routes is a constant.
    pub(crate) method: &'static str,
    /// Segments in braces are parameters. A pair behind a question mark must stand in the query. A trailing slash in a request does not matter.
    pub(crate) template: &'static str,
    /// The status of success.
    pub(crate) status: u16,
}

/// The parameters of one path, percent-decoded.
pub(crate) type Parameters = Vec<(&'static str, String)>;

impl Route {
    pub(crate) const fn get(template: &'static str) -> Route {
        Route { method: "GET", template, status: 200 }
    }

    pub(crate) const fn put(template: &'static str) -> Route {
        Route { method: "PUT", template, status: 200 }
    }

    pub(crate) const fn post(template: &'static str) -> Route {
        Route { method: "POST", template, status: 200 }
    }

    pub(crate) const fn delete(template: &'static str) -> Route {
        Route { method: "DELETE", template, status: 204 }
    }

    /// The same route with another status of success.
    pub(crate) const fn answering(self, status: u16) -> Route {
        Route { method: self.method, template: self.template, status }
    }

    /// The parameters, if the request goes here. Bytes that are not UTF-8 after decoding are replaced: no name of
    /// ours holds any, so such a path finds nothing.
    pub(crate) fn matches(&self, method: &Method, path: &str, query: &str) -> Option<Parameters> {
        let (template, pair) = self.template.split_once('?').unwrap_or((self.template, ""));
        if self.method != method.as_str() || !pair.is_empty() && !query.split('&').any(|given| given == pair)
        {
            return None;
        }
        let mut parameters = Parameters::new();
        let mut given = path.strip_suffix('/').unwrap_or(path).split('/');
        for wanted in template.split('/') {
            let given = given.next()?;
            match wanted.strip_prefix('{').and_then(|name| name.strip_suffix('}')) {
                Some(_) if given.is_empty() => return None,
                Some(name) => {
                    let value = percent_decode_str(given).decode_utf8_lossy();
                    parameters.push((name, value.into_owned()));
                }
                None if wanted == given => {}
                None => return None,
            }
        }
        given.next().is_none().then_some(parameters)
    }
}

/// The parameters of a query string, decoded. `+` stands for a space, as SDKs write it.
pub(crate) fn query_parameters(query: &str) -> Vec<(String, String)> {
    let decode = |text: &str| {
        let spaced: Cow<'_, str> =
            if text.contains('+') { text.replace('+', " ").into() } else { text.into() };
        percent_decode_str(&spaced).decode_utf8_lossy().into_owned()
    };
    let pairs = query.split('&').filter(|pair| !pair.is_empty());
    pairs
        .map(|pair| {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            (decode(name), decode(value))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_read_against_its_template() {
        let route = Route::get("/2015-03-31/functions/{FunctionName}/policy/{StatementId}");
        let read = |path: &str| route.matches(&Method::GET, path, "");
        let two =
            |a: &str, b: &str| Some(vec![("FunctionName", a.to_owned()), ("StatementId", b.to_owned())]);
        assert_eq!(read("/2015-03-31/functions/f/policy/s"), two("f", "s"));
        assert_eq!(read("/2015-03-31/functions/f/policy/s/"), two("f", "s"));
        assert_eq!(read("/2015-03-31/functions/arn%3Aaws%3Ax/policy/a%2Fb"), two("arn:aws:x", "a/b"));
        for path in [
            "",
            "/",
            "/2015-03-31/functions/f/policy",
            "/2015-03-31/functions//policy/s",
            "/2015-03-31/functions/f/policy/s/t",
        ] {
            assert_eq!(read(path), None, "{path}");
        }
        assert_eq!(route.matches(&Method::PUT, "/2015-03-31/functions/f/policy/s", ""), None);
    }

    #[test]
    fn a_route_may_need_a_pair_in_the_query() {
        let route = Route::get("/2018-10-31/layers?find=LayerVersion");
        let matches = |query| route.matches(&Method::GET, "/2018-10-31/layers", query).is_some();
        assert!(matches("find=LayerVersion&Arn=a"));
        assert!(!matches("") && !matches("find=Layer"));
    }

    #[test]
    fn a_query_is_split_and_decoded() {
        let pairs = query_parameters("tagKeys=a%26b&tagKeys=c+d&&flag");
        let expected = [("tagKeys", "a&b"), ("tagKeys", "c d"), ("flag", "")];
        assert!(pairs.iter().map(|(k, v)| (k.as_str(), v.as_str())).eq(expected));
    }
}
