//! Bucket and key from host and path: virtual-hosted requests are made path-style ones.
//!
//! <https://docs.aws.amazon.com/AmazonS3/latest/userguide/VirtualHosting.html>

use std::net::{IpAddr, SocketAddr};

/// The bucket that a host name holds, or nothing if the bucket is in the path.
///
/// Below a domain come `s3`, `s3.REGION`, `s3.dualstack.REGION` or `s3-REGION`, and in front of these the bucket.
/// Below a domain that is not AWS's own, `BUCKET.DOMAIN` will do.
pub fn bucket_of_host<'h>(host: &'h str, domains: &[String]) -> Option<&'h str> {
    if host.parse::<SocketAddr>().is_ok() || host.parse::<IpAddr>().is_ok() {
        return None;
    }
    let name = host.rsplit_once(':').map_or(host, |(name, _)| name).trim_end_matches('.');
    let domain = domains.iter().filter(|domain| is_below(name, domain)).max_by_key(|domain| domain.len())?;
    let rest = name.get(..name.len() - domain.len() - 1)?;
    match split_endpoint(rest) {
        Some(bucket) => (!bucket.is_empty()).then_some(bucket),
        None if domain.starts_with("amazonaws.") => None,
        None => Some(rest),
    }
}

fn is_below(name: &str, domain: &str) -> bool {
    name.len() > domain.len() + 1
        && name.get(name.len() - domain.len()..).is_some_and(|end| end.eq_ignore_ascii_case(domain))
        && name.as_bytes().get(name.len() - domain.len() - 1) == Some(&b'.')
}

/// What stands in front of the endpoint's own labels, or nothing if these are not there.
fn split_endpoint(rest: &str) -> Option<&str> {
    // `s3`, then at most `dualstack` and a region.
    let mut end = rest.len();
    for depth in 0..3 {
        let start = rest.get(..end)?.rfind('.').map_or(0, |dot| dot + 1);
        let label = rest.get(start..end)?;
        let region = label.strip_prefix("s3-").or_else(|| label.strip_prefix("S3-"));
        let is_endpoint = label.eq_ignore_ascii_case("s3") || (depth == 0 && region.is_some_and(is_region));
        if is_endpoint {
            return rest.get(..start.saturating_sub(1));
        }
        if !(is_region(label) || (depth == 1 && label == "dualstack")) {
            return None;
        }
        end = start.checked_sub(1)?;
    }
    None
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

    fn check(host: &str, expected: Option<&str>) {
        let domains = ["localhost", "localhost.localstack.cloud", "amazonaws.com"].map(String::from);
        assert_eq!(bucket_of_host(host, &domains), expected, "{host}");
    }

    /// AWS's page on virtual hosting; LocalStack's names as its documentation gives them.
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
            "s3.dualstack.eu-west-1.amazonaws.com",
            "s3.localhost.localstack.cloud:4566",
            "s3.us-east-1.localhost.localstack.cloud:4566",
            "s3.localhost:4566",
            "localhost.localstack.cloud:4566",
            "ruststack:4566",
            "dynamodb.us-east-1.amazonaws.com",
        ] {
            check(bare, None);
        }
        for (host, bucket) in [
            ("my-bucket.s3.amazonaws.com", "my-bucket"),
            ("my.dotted.bucket.s3.eu-west-1.amazonaws.com:443", "my.dotted.bucket"),
            ("my-bucket.s3-us-west-2.amazonaws.com", "my-bucket"),
            ("my-bucket.s3.dualstack.eu-west-1.amazonaws.com", "my-bucket"),
            ("my-bucket.s3.localhost.localstack.cloud:4566", "my-bucket"),
            ("my-bucket.s3.us-east-1.localhost.localstack.cloud:4566", "my-bucket"),
            ("my-bucket.localhost:4566", "my-bucket"),
            ("my-bucket.s3.localhost", "my-bucket"),
            ("s3-logs.localhost", "s3-logs"),
        ] {
            check(host, Some(bucket));
        }
    }
}
