//! Endpoint, bucket and key from host and path: virtual-hosted requests are made path-style ones.
//!
//! <https://docs.aws.amazon.com/AmazonS3/latest/userguide/VirtualHosting.html>

use std::net::{IpAddr, SocketAddr};

use base::arn::AccountId;
use http::HeaderMap;

use crate::error::{Code, Error, Result};
use crate::route::ResourceKind;

/// What a host name stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum HostEndpoint<'h> {
    /// S3, the bucket in the path.
    Path,
    /// A bucket.
    Bucket(&'h str),
    /// A bucket by its accelerated address; empty if none is named.
    Accelerated(&'h str),
    /// A bucket as a web site.
    Website(&'h str),
    /// An access point, by its name and account.
    AccessPoint(&'h str),
    /// An endpoint of S3 with rules of its own, by its label: S3 Control, S3 Object Lambda.
    Other(&'h str),
}

/// What a path is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct PathTarget {
    pub(crate) on: ResourceKind,
    /// Decoded; empty if there is none.
    pub(crate) bucket: String,
    /// The same.
    pub(crate) key: String,
}

/// The label of web sites.
const WEBSITE: &str = "s3-website";

/// The label of access points, and how that of those which are certified begins.
const ACCESS_POINT: [&str; 2] = ["s3-accesspoint", "s3-accesspoint-fips"];

/// The endpoints that are not the REST API of buckets, as their labels begin:
/// <https://docs.aws.amazon.com/general/latest/gr/s3.html>.
const OTHERS: [&str; 7] = [
    "s3-accesspoint",
    "s3-control",
    "s3-global",
    "s3-object-lambda",
    "s3-outposts",
    "s3-website",
    "s3tables",
];

/// The endpoint that a host name means.
///
/// An account in front of a domain alone is what SDKs make of an endpoint of ours for S3 Control, and no bucket.
///
/// Below a domain come `s3`, `s3.REGION`, `s3.dualstack.REGION`, `s3-REGION` or `s3-accelerate`, and in front of these the
/// bucket. Below a domain that is not AWS's own, `BUCKET.DOMAIN` will do.
pub(super) fn endpoint<'h>(host: &'h str, domains: &[String]) -> HostEndpoint<'h> {
    let name = host.rsplit_once(':').map_or(host, |(name, _)| name).trim_end_matches('.');
    let domain = domains.iter().filter(|domain| is_below(name, domain)).max_by_key(|domain| domain.len());
    let Some(rest) = domain.and_then(|domain| name.get(..name.len() - domain.len() - 1)) else {
        return HostEndpoint::Path;
    };
    // Asked last: hardly a domain holds an address.
    if host.parse::<SocketAddr>().is_ok() || host.parse::<IpAddr>().is_ok() {
        return HostEndpoint::Path;
    }
    let is_aws = domain.is_some_and(|domain| domain.starts_with("amazonaws."));
    // Where the domain itself is S3's, the name is a bucket's, which may be of twelve digits.
    let is_account = AccountId::parse(rest).is_some() && domain.is_some_and(|name| !name.starts_with("s3."));
    let (front, label) = split_endpoint(rest);
    if !front.is_empty() && is_website(label) {
        return HostEndpoint::Website(front);
    }
    if !front.is_empty() && ACCESS_POINT.iter().any(|known| known.eq_ignore_ascii_case(label)) {
        return HostEndpoint::AccessPoint(front);
    }
    match kind(label) {
        Label::Rest if front.is_empty() => HostEndpoint::Path,
        Label::Rest => HostEndpoint::Bucket(front),
        Label::Accelerate if is_aws || !front.is_empty() => HostEndpoint::Accelerated(front),
        // A name alone is a bucket's below other domains.
        Label::Other if is_aws || !front.is_empty() => HostEndpoint::Other(label),
        Label::Unknown if is_aws => HostEndpoint::Other(label),
        Label::None if is_aws || is_account => HostEndpoint::Path,
        Label::Accelerate | Label::Other | Label::Unknown | Label::None => HostEndpoint::Bucket(rest),
    }
}

/// The bucket that a host name holds, or nothing if the bucket is in the path. `domains` are those below which S3 is
/// served.
pub fn bucket_of_host<'h>(host: &'h str, domains: &[String]) -> Option<&'h str> {
    match endpoint(host, domains) {
        HostEndpoint::Bucket(bucket) | HostEndpoint::Website(bucket) | HostEndpoint::AccessPoint(bucket) => {
            Some(bucket)
        }
        HostEndpoint::Accelerated(bucket) => Some(bucket).filter(|bucket| !bucket.is_empty()),
        HostEndpoint::Path | HostEndpoint::Other(_) => None,
    }
}

/// The bucket whose web site a host is, or nothing if it is no site's.
pub fn website_of_host<'h>(host: &'h str, domains: &[String]) -> Option<&'h str> {
    match endpoint(host, domains) {
        HostEndpoint::Website(bucket) => Some(bucket),
        _ => None,
    }
}

/// The region that a host of AWS's form names, behind the first label.
pub(super) fn region_of(host: &str) -> Option<String> {
    let is_one = |label: &&str| is_region(label) && matches!(kind(label), Label::None);
    host.split('.').skip(1).find(is_one).map(str::to_ascii_lowercase)
}

/// Bucket and key of a path-style path, as s3s parts them.
pub(super) fn target(path: &str) -> Result<PathTarget> {
    let path = percent_encoding::percent_decode_str(path).decode_utf8();
    let path = path.map_err(|_| Error::of(Code::InvalidUri))?;
    let path = path.strip_prefix('/').unwrap_or(&path);
    let (bucket, key) = path.split_once('/').unwrap_or((path, ""));
    if climbs(key) {
        return Err(Error::bad_path());
    }
    let on = match (path.is_empty(), key.is_empty()) {
        (true, _) => ResourceKind::Service,
        (false, true) => ResourceKind::Bucket,
        (false, false) => ResourceKind::Object,
    };
    Ok(PathTarget { on, bucket: bucket.to_owned(), key: key.to_owned() })
}

/// Whether a request is for S3 Control by its path: each of its operations has that header, and none of S3's.
pub(super) fn is_control(path: &str, headers: &HeaderMap) -> bool {
    path.starts_with("/v20180820/") && headers.contains_key("x-amz-account-id")
}

/// Whether a key has, read from the left, ever more segments `..` than others.
/// <https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-keys.html>. A segment `.` is neither; that is our guess.
fn climbs(key: &str) -> bool {
    let mut depth: usize = 0;
    for segment in key.split('/') {
        match segment {
            ".." if depth == 0 => return true,
            ".." => depth -= 1,
            "." => {}
            _ => depth += 1,
        }
    }
    false
}

fn is_below(name: &str, domain: &str) -> bool {
    name.len() > domain.len() + 1
        && name.get(name.len() - domain.len()..).is_some_and(|end| end.eq_ignore_ascii_case(domain))
        && name.as_bytes().get(name.len() - domain.len() - 1) == Some(&b'.')
}

/// What stands in front of the endpoint's label, and that label; behind it are at most a region and `dualstack`.
fn split_endpoint(rest: &str) -> (&str, &str) {
    let last = |text| str::rsplit_once(text, '.').unwrap_or(("", text));
    let (mut front, mut label) = last(rest);
    if is_region(label) && matches!(kind(label), Label::None) {
        (front, label) = last(front);
    }
    if label.eq_ignore_ascii_case("dualstack") {
        (front, label) = last(front);
    }
    (front, label)
}

/// `s3-website`, `s3-website-us-east-1`.
/// <https://docs.aws.amazon.com/AmazonS3/latest/userguide/WebsiteEndpoints.html>
fn is_website(label: &str) -> bool {
    let rest = label.get(..WEBSITE.len()).filter(|start| start.eq_ignore_ascii_case(WEBSITE));
    rest.and_then(|_| label.get(WEBSITE.len()..)).is_some_and(|rest| rest.is_empty() || rest.starts_with('-'))
}

/// What a label in the place of the endpoint's is.
enum Label {
    /// Of the REST API of buckets.
    Rest,
    /// Of the same, accelerated.
    Accelerate,
    /// Of something else.
    Other,
    /// Of S3 by its name, and not known.
    Unknown,
    /// No endpoint's.
    None,
}

fn kind(label: &str) -> Label {
    let label = label.to_ascii_lowercase();
    let is_or_begins =
        |name: &str| label.strip_prefix(name).is_some_and(|rest| rest.is_empty() || rest.starts_with('-'));
    if label == "s3-accelerate" {
        return Label::Accelerate;
    }
    if OTHERS.into_iter().any(is_or_begins) {
        return Label::Other;
    }
    let region = label.strip_prefix("s3-fips-").or_else(|| label.strip_prefix("s3-"));
    let of_directories = label.starts_with("s3express-");
    if matches!(&*label, "s3" | "s3-fips" | "s3-external-1")
        || of_directories
        || region.is_some_and(is_region)
    {
        Label::Rest
    } else if label.starts_with("s3") {
        Label::Unknown
    } else {
        Label::None
    }
}

/// `eu-west-1`, `us-gov-east-1`: words joined by hyphens, a number last.
fn is_region(label: &str) -> bool {
    label.split('-').count() >= 3
        && label
            .rsplit('-')
            .next()
            .is_some_and(|last| !last.is_empty() && last.bytes().all(|b| b.is_ascii_digit()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(host: &str, expected: HostEndpoint<'_>) {
        let domains = ["localhost", "localhost.localstack.cloud", "amazonaws.com"].map(String::from);
        assert_eq!(endpoint(host, &domains), expected, "{host}");
    }

    /// AWS's pages on virtual hosting and on endpoints; LocalStack's names as its documentation gives them.
    #[test]
    fn hosts() {
        for bare in [
            "localhost",
            "localhost:4566",
            "127.0.0.1:4566",
            "[::1]:4566",
            "s3.amazonaws.com",
            "s3.eu-west-1.amazonaws.com",
            "s3-us-west-2.amazonaws.com",
            "s3-fips.us-west-2.amazonaws.com",
            "s3-external-1.amazonaws.com",
            "s3.dualstack.eu-west-1.amazonaws.com",
            "s3.localhost.localstack.cloud:4566",
            "s3.us-east-1.localhost.localstack.cloud:4566",
            "s3.localhost:4566",
            "s3express-control.us-east-1.amazonaws.com",
            "s3express-control.localhost:4566",
            "localhost.localstack.cloud:4566",
            "ruststack:4566",
            "dynamodb.us-east-1.amazonaws.com",
            // What SDKs make of an endpoint of ours for S3 Control: its operations have the account before the host
            // (`hostPrefix` of botocore's model).
            "000000000000.localhost:4566",
            "123456789012.localhost.localstack.cloud:4566",
        ] {
            check(bare, HostEndpoint::Path);
        }
        for (host, bucket) in [
            ("my-bucket.s3.amazonaws.com", "my-bucket"),
            ("my.dotted.bucket.s3.eu-west-1.amazonaws.com:443", "my.dotted.bucket"),
            ("my-bucket.s3-us-west-2.amazonaws.com", "my-bucket"),
            ("my-bucket.s3-fips.dualstack.us-gov-west-1.amazonaws.com", "my-bucket"),
            ("my-bucket.s3.dualstack.eu-west-1.amazonaws.com", "my-bucket"),
            ("my-bucket.s3.localhost.localstack.cloud:4566", "my-bucket"),
            ("my-bucket.s3.us-east-1.localhost.localstack.cloud:4566", "my-bucket"),
            ("my-bucket.localhost:4566", "my-bucket"),
            ("my-bucket.s3.localhost", "my-bucket"),
            ("s3-website.s3.localhost", "s3-website"),
            ("123456789012.s3.localhost", "123456789012"),
            ("123456789012.s3.us-east-1.amazonaws.com", "123456789012"),
            ("12345678901.localhost", "12345678901"),
            ("a.123456789012.localhost", "a.123456789012"),
            ("s3-logs.localhost", "s3-logs"),
            ("s3-control.localhost", "s3-control"),
            ("my.s3-website.bucket.localhost", "my.s3-website.bucket"),
            ("b--use1-az4--x-s3.s3express-use1-az4.us-east-1.amazonaws.com", "b--use1-az4--x-s3"),
            ("b--use1-az4--x-s3.s3express-use1-az4.localhost:4566", "b--use1-az4--x-s3"),
            ("b--use1-az4--x-s3.localhost:4566", "b--use1-az4--x-s3"),
        ] {
            check(host, HostEndpoint::Bucket(bucket));
        }
        for host in [
            "name-123456789012.s3-accesspoint.eu-west-1.amazonaws.com",
            "name-123456789012.s3-accesspoint-fips.dualstack.us-east-1.amazonaws.com",
            "name-123456789012.s3-accesspoint.eu-west-1.localhost:4566",
            "name-123456789012.s3-accesspoint.localhost",
        ] {
            check(host, HostEndpoint::AccessPoint("name-123456789012"));
        }
        let region = region_of("a-b-123456789012.s3-accesspoint.dualstack.eu-west-1.amazonaws.com");
        assert_eq!(region.as_deref(), Some("eu-west-1"));
        assert_eq!(region_of("a-b-123456789012.s3-accesspoint.localhost:4566"), None);
        for (host, label) in [
            ("s3-website-us-east-1.amazonaws.com", "s3-website-us-east-1"),
            ("alias.mrap.accesspoint.s3-global.amazonaws.com", "s3-global"),
            ("123456789012.s3-control.eu-west-1.amazonaws.com", "s3-control"),
            ("123456789012.S3-Control.localhost:4566", "S3-Control"),
            ("s3-control-fips.dualstack.us-east-1.amazonaws.com", "s3-control-fips"),
            ("s3tables.us-east-1.amazonaws.com", "s3tables"),
            // Whatever AWS adds next.
            ("b.s3-future.us-east-1.amazonaws.com", "s3-future"),
        ] {
            check(host, HostEndpoint::Other(label));
        }
    }

    /// <https://docs.aws.amazon.com/AmazonS3/latest/userguide/transfer-acceleration-getting-started.html>
    #[test]
    fn accelerated_hosts() {
        for (host, bucket) in [
            ("b.s3-accelerate.amazonaws.com", "b"),
            ("b.s3-accelerate.dualstack.amazonaws.com:443", "b"),
            ("b.S3-Accelerate.localhost:4566", "b"),
            ("s3-accelerate.amazonaws.com", ""),
            ("s3-accelerate.dualstack.amazonaws.com", ""),
        ] {
            check(host, HostEndpoint::Accelerated(bucket));
        }
        check("s3-accelerate.localhost", HostEndpoint::Bucket("s3-accelerate"));
        let domains = ["s3.example.test", "example.test"].map(String::from);
        assert_eq!(endpoint("b.s3-accelerate.example.test", &domains), HostEndpoint::Accelerated("b"));
        assert_eq!(bucket_of_host("b.s3-accelerate.example.test", &domains), Some("b"));
        assert_eq!(bucket_of_host("s3-accelerate.dualstack.amazonaws.com", &["amazonaws.com".into()]), None);
    }

    /// What `s3-domains` names is whatever the user says: the longest that fits is taken.
    #[test]
    fn domains_of_ones_own() {
        let domains = ["s3.example.test", "example.test", "storage.internal"].map(String::from);
        for (host, expected) in [
            ("b.s3.example.test:9000", HostEndpoint::Bucket("b")),
            ("B.S3.Example.Test.", HostEndpoint::Bucket("B")),
            ("s3.example.test", HostEndpoint::Path),
            ("b.s3.eu-west-1.example.test", HostEndpoint::Bucket("b")),
            ("b.s3-fips.dualstack.eu-west-1.example.test", HostEndpoint::Bucket("b")),
            ("s3.dualstack.eu-west-1.example.test", HostEndpoint::Path),
            ("my.bucket.storage.internal", HostEndpoint::Bucket("my.bucket")),
            ("storage.internal", HostEndpoint::Path),
            ("notstorage.internal", HostEndpoint::Path),
            ("b.localhost", HostEndpoint::Path),
        ] {
            assert_eq!(endpoint(host, &domains), expected, "{host}");
        }
    }

    /// <https://docs.aws.amazon.com/AmazonS3/latest/userguide/WebsiteEndpoints.html>; LocalStack's names by its documentation.
    #[test]
    fn websites() {
        for host in [
            "b.s3-website-us-east-1.amazonaws.com",
            "b.s3-website.eu-central-1.amazonaws.com",
            "b.s3-website.localhost.localstack.cloud:4566",
            "b.s3-website.localhost:4566",
            "b.S3-Website.us-east-1.localhost:4566",
        ] {
            check(host, HostEndpoint::Website("b"));
        }
        check("a.b.s3-website.localhost", HostEndpoint::Website("a.b"));
    }

    fn check_path(path: &str, on: ResourceKind, bucket: &str) {
        let found = target(path).unwrap();
        assert_eq!((found.on, found.bucket.as_str()), (on, bucket), "{path}");
    }

    #[test]
    fn paths() {
        check_path("/", ResourceKind::Service, "");
        check_path("/b", ResourceKind::Bucket, "b");
        check_path("/b/", ResourceKind::Bucket, "b");
        check_path("/b//", ResourceKind::Object, "b");
        check_path("/b/k", ResourceKind::Object, "b");
        check_path("/%62%2Dc/k/", ResourceKind::Object, "b-c");
        // Our guess: a slash parts bucket and key however it is written.
        check_path("/b%2Fk", ResourceKind::Object, "b");
        assert!(target("/b/%ff").is_err());
    }

    /// <https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-keys.html> gives the rule and the first two.
    #[test]
    fn relative_keys() {
        for fine in
            ["folder/subfolder/../file.txt", "a/../b", "a/b/../../c", "a/..", "..a/b", "a/...", "./a", "a"]
        {
            assert!(!climbs(fine), "{fine}");
        }
        for refused in ["../x", "a/../../b", "..", "a/../..", "./../x", "a/../../b/c/d"] {
            assert!(climbs(refused), "{refused}");
        }
    }
}
