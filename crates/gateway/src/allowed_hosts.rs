//! Which names a request may call RustStack by, where it listens on an address of this machine alone.
//!
//! A page's own name can be made to lead to 127.0.0.1 once the page is loaded (DNS rebinding). Its requests are then of
//! one origin with what they call, so the browser lets it read all answers; only the `Host` shows whom it thinks it
//! calls. An IP address as `Host` was not looked up, and so was not rebound. On other addresses any name is served:
//! there others give us our names, and a client that reaches the address needs no browser's help.

use std::net::SocketAddr;

use base::http::text_of;
use http::header::HOST;
use http::request::Parts;

use crate::config::Settings;
use crate::foreign::ip_of;
use crate::routing::without_port;

/// The names.
#[derive(Debug)]
pub(crate) enum AllowedHosts {
    /// Every name is served.
    Any,
    /// Only these are.
    These {
        /// Names, in lower case.
        exact: Vec<String>,
        /// Names that are served with all names below them, in lower case.
        below: Vec<String>,
    },
}

impl AllowedHosts {
    /// What the settings say for a socket that listens at `address`.
    pub(crate) fn of(settings: &Settings, address: SocketAddr) -> AllowedHosts {
        let own_name = rustix::system::uname();
        AllowedHosts::with(settings, address, &own_name.nodename().to_string_lossy())
    }

    fn with(settings: &Settings, address: SocketAddr, own_name: &str) -> AllowedHosts {
        if !address.ip().to_canonical().is_loopback() || settings.allowed_hosts.iter().any(|name| name == "*")
        {
            return AllowedHosts::Any;
        }
        let public = settings.public_host.iter().map(|host| without_port(host));
        let below = settings.s3_domains.iter().chain(&settings.allowed_hosts).map(String::as_str);
        AllowedHosts::These {
            exact: vec![plain(own_name), "host.docker.internal".to_owned()],
            below: below.chain(public).chain(["localhost"]).map(plain).collect(),
        }
    }

    /// Whether a request is served. One that names no host is: HTTP/1.0 needs none, and browsers always name it.
    pub(crate) fn serve(&self, parts: &Parts) -> bool {
        if matches!(self, AllowedHosts::Any) {
            return true;
        }
        let in_line = parts.uri.authority().is_none_or(|authority| self.allow(authority.as_str()));
        in_line
            && parts
                .headers
                .get_all(HOST)
                .iter()
                .all(|host| text_of(host).is_some_and(|host| self.allow(host)))
    }

    /// Whether we may be called by this name, with a port or without.
    pub(crate) fn allow(&self, host: &str) -> bool {
        let AllowedHosts::These { exact, below } = self else { return true };
        let host = without_port(host);
        let name = host.strip_suffix('.').unwrap_or(host);
        name.is_empty()
            || ip_of(name).is_some()
            || exact.iter().any(|known| known.eq_ignore_ascii_case(name))
            || below.iter().any(|domain| is_in(name, domain))
    }
}

/// A name as it is compared: in lower case, without the dot that may end it.
pub(crate) fn plain(name: &str) -> String {
    name.strip_suffix('.').unwrap_or(name).to_ascii_lowercase()
}

/// Whether a name is a domain's own or below it, in any case.
pub(crate) fn is_in(name: &str, domain: &str) -> bool {
    let parted = name.len().checked_sub(domain.len()).and_then(|front| name.split_at_checked(front));
    parted.is_some_and(|(front, end)| {
        end.eq_ignore_ascii_case(domain) && (front.is_empty() || front.ends_with('.'))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::{Resolved, Sources};

    #[track_caller]
    fn check(flags: &[(&'static str, &str)], address: &str, host: Option<&str>, expected: bool) {
        let flags = flags.iter().map(|&(name, value)| (name, value.to_owned())).collect();
        let settings = Resolved::of(&Sources { flags, ..Sources::default() }).unwrap().settings;
        let hosts = AllowedHosts::with(&settings, address.parse().unwrap(), "Devbox");
        let mut request = http::Request::builder().uri("/");
        if let Some(host) = host {
            request = request.header(HOST, host);
        }
        let (parts, ()) = request.body(()).unwrap().into_parts();
        assert_eq!(hosts.serve(&parts), expected, "{host:?} at {address}");
        let Some(host) = host.filter(|host| !host.is_empty()) else { return };
        // HTTP/2 names the host in `:authority`, which stands in the URI.
        let (parts, ()) = http::Request::get(format!("http://{host}/")).body(()).unwrap().into_parts();
        assert_eq!(hosts.serve(&parts), expected, "{host} as authority");
    }

    const SERVED: [&str; 15] = [
        "127.0.0.1:4566",
        "10.0.0.7",
        "[::1]:4566",
        "localhost:4566",
        "LocalHost.:4566",
        "bucket.localhost",
        "devbox:4566",
        "DEVBOX",
        "host.docker.internal:4566",
        "localhost.localstack.cloud:4566",
        "my.bucket.s3.eu-west-1.localhost.localstack.cloud:4566",
        "id.lambda-url.us-east-1.localhost.localstack.cloud:4566",
        "dynamodb.us-east-1.amazonaws.com",
        "bucket.s3.amazonaws.com",
        "sqs.cn-north-1.amazonaws.com.cn",
    ];
    const REFUSED: [&str; 8] = [
        "evil.example:4566",
        "localhost.evil.example",
        "notlocalhost",
        "evilamazonaws.com",
        "devbox.evil.example",
        "sub.devbox",
        "127.0.0.1.evil.example",
        "sub.host.docker.internal",
    ];

    /// Which names are served is our rule; that others may be rebound is DNS.
    #[test]
    fn on_a_loopback_address_only_known_names_are_served() {
        for address in ["127.0.0.1:4566", "[::1]:4566", "[::ffff:127.0.0.1]:4566", "127.0.0.9:1"] {
            for host in SERVED {
                check(&[], address, Some(host), true);
            }
            for host in REFUSED {
                check(&[], address, Some(host), false);
            }
        }
        check(&[], "127.0.0.1:4566", None, true);
        check(&[], "127.0.0.1:4566", Some(""), true);
    }

    #[test]
    fn on_another_address_every_name_is_served() {
        for address in ["0.0.0.0:4566", "[::]:4566", "192.168.1.5:4566"] {
            for host in SERVED.into_iter().chain(REFUSED).chain(["ruststack:4566"]) {
                check(&[], address, Some(host), true);
            }
        }
    }

    #[test]
    fn the_settings_allow_further_names() {
        let check = |flag, value, host, expected| {
            check(&[(flag, value)], "127.0.0.1:4566", Some(host), expected);
        };
        check("allowed-hosts", "aws.test, Dev.Example", "aws.test:4566", true);
        check("allowed-hosts", "aws.test, Dev.Example", "bucket.dev.example", true);
        check("allowed-hosts", "aws.test", "aws.test.evil.example", false);
        check("allowed-hosts", "*", "evil.example", true);
        check("public-host", "stack.internal:4566", "id.lambda-url.us-east-1.stack.internal:4566", true);
        check("s3-domains", "s3.test", "bucket.s3.test", true);
        check("s3-domains", "s3.test", "bucket.s3.amazonaws.com", false);
        check("s3-domains", "s3.test", "bucket.localhost", true);
    }

    #[test]
    fn every_host_that_a_request_names_must_be_allowed() {
        let settings = Resolved::of(&Sources::default()).unwrap().settings;
        let hosts = AllowedHosts::with(&settings, "127.0.0.1:4566".parse().unwrap(), "devbox");
        let head = http::Request::get("http://localhost/").header(HOST, "evil.example");
        assert!(!hosts.serve(&head.body(()).unwrap().into_parts().0));
        let head = http::Request::get("/").header(HOST, "localhost").header(HOST, "evil.example");
        assert!(!hosts.serve(&head.body(()).unwrap().into_parts().0));
        let head = http::Request::get("/").header(HOST, b"h\xf6st".as_slice());
        assert!(!hosts.serve(&head.body(()).unwrap().into_parts().0));
    }
}
