//! Which service a request means. Pure: looks at the head of the request, never at its body.

use base::arn::Region;
use http::header::HOST;
use http::request::Parts;

use crate::scope::Scope;

/// A service that RustStack emulates.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Service {
    /// Amazon S3.
    S3,
    /// Amazon DynamoDB.
    DynamoDb,
    /// Amazon DynamoDB Streams, a service of its own on the wire.
    DynamoDbStreams,
    /// AWS Lambda.
    Lambda,
    /// The function URLs of AWS Lambda: whatever comes to such a host is for the function, and nothing of it is for
    /// Lambda's own API.
    FunctionUrl,
}

impl Service {
    /// All that have a switch, in the order in which they are shown.
    pub const ALL: [Service; 4] = [Service::S3, Service::DynamoDb, Service::DynamoDbStreams, Service::Lambda];

    /// The name that LocalStack's users know: in `SERVICES`, in the health document, in the log.
    pub const fn name(self) -> &'static str {
        match self {
            Service::S3 => "s3",
            Service::DynamoDb => "dynamodb",
            Service::DynamoDbStreams => "dynamodbstreams",
            Service::Lambda => "lambda",
            Service::FunctionUrl => "lambda-url",
        }
    }

    /// The service in whose name requests to this one are signed: Streams are signed as DynamoDB.
    pub(crate) const fn signed_as(self) -> Service {
        match self {
            Service::DynamoDbStreams => Service::DynamoDb,
            Service::FunctionUrl => Service::Lambda,
            other => other,
        }
    }

    /// The service that the settings have on or off for this one.
    pub(crate) const fn switched_by(self) -> Service {
        match self {
            Service::FunctionUrl => Service::Lambda,
            other => other,
        }
    }

    /// Whether its requests are JSON documents, which no form of a web page can send.
    pub(crate) const fn speaks_json(self) -> bool {
        match self {
            Service::DynamoDb | Service::DynamoDbStreams | Service::Lambda => true,
            Service::S3 | Service::FunctionUrl => false,
        }
    }

    /// The service of that name.
    pub fn named(name: &str) -> Option<Service> {
        Service::ALL.into_iter().find(|service| service.name() == name)
    }
}

/// A service that a request clearly means and that RustStack does not emulate, by the name the request gives it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Unknown(pub(crate) String);

/// Finds the service: by the operation's target, the signature's scope, the host, the path. What shows nothing of
/// these is S3, whose paths and hosts are the users' own: an object fetched by a browser looks like nothing else.
/// `domains` are those below which a host names a bucket.
pub(crate) fn service_of(
    parts: &Parts,
    scope: Option<&Scope>,
    domains: &[String],
) -> Result<Service, Unknown> {
    let host = host_of(parts);
    let bucket = Bucket::in_host(host, domains);
    if bucket != Bucket::Surely && is_function_url(host) {
        return Ok(Service::FunctionUrl);
    }
    if bucket == Bucket::Surely && scope.is_none() {
        return Ok(Service::S3);
    }
    if let Some(target) = parts.headers.get("x-amz-target") {
        return by_target(target.to_str().unwrap_or_default(), scope, host);
    }
    if let Some(scope) = scope {
        return by_signing_name(&scope.service);
    }
    Ok(by_address(host, parts.uri.path(), bucket))
}

/// The service that a request means by its host and path alone, as a preflight, which carries nothing else.
pub(crate) fn named_by_address(parts: &Parts, domains: &[String]) -> Service {
    let host = host_of(parts);
    by_address(host, parts.uri.path(), Bucket::in_host(host, domains))
}

fn by_address(host: &str, path: &str, bucket: Bucket) -> Service {
    let is_lambda_path = lambda_exec::owns_path(path);
    match (by_host(host), bucket) {
        (_, Bucket::Surely) => Service::S3,
        (Some(service), Bucket::Not) => service,
        (None, Bucket::Not) if is_lambda_path => Service::Lambda,
        // `lambda.localhost` is the service, and a bucket that is named so. The services have no other paths.
        (Some(Service::Lambda), Bucket::Perhaps) if is_lambda_path => Service::Lambda,
        (Some(service), Bucket::Perhaps) if service.signed_as() == Service::DynamoDb && path == "/" => {
            service
        }
        (_, Bucket::Perhaps | Bucket::Not) => Service::S3,
    }
}

/// Whether a host names a bucket.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Bucket {
    /// It does: `BUCKET.s3.…`.
    Surely,
    /// `NAME.DOMAIN`, where the name may be a service's too.
    Perhaps,
    /// It does not.
    Not,
}

impl Bucket {
    fn in_host(host: &str, domains: &[String]) -> Bucket {
        let Some(bucket) = s3_engine::bucket_of_host(host, domains) else { return Bucket::Not };
        let label = host.get(bucket.len()..).and_then(|rest| rest.strip_prefix('.')?.split('.').next());
        let is_s3 = |label: &str| label == "s3" || label.starts_with("s3-");
        if label.is_some_and(|label| is_s3(&label.to_ascii_lowercase())) {
            Bucket::Surely
        } else {
            Bucket::Perhaps
        }
    }
}

/// Whether a request has the address of an object: a bucket, in host or path, and a key.
pub(crate) fn is_of_an_object(parts: &Parts, domains: &[String]) -> bool {
    let path = parts.uri.path().strip_prefix('/').unwrap_or_default();
    let key = match s3_engine::bucket_of_host(host_of(parts), domains) {
        Some(_) => path,
        None => path.split_once('/').map_or("", |(_, key)| key),
    };
    !key.is_empty()
}

/// Whether the host is a function URL's, `ID.lambda-url.REGION.…`.
fn is_function_url(host: &str) -> bool {
    labels(host).nth(1).is_some_and(|label| label.eq_ignore_ascii_case("lambda-url"))
}

/// The region that a host such as `dynamodb.eu-west-1.amazonaws.com` or
/// `bucket.s3.eu-west-1.localhost.localstack.cloud:4566` names.
pub(crate) fn region_of_host(parts: &Parts) -> Option<Region> {
    labels(host_of(parts)).skip(1).find(|label| looks_like_region(label)).and_then(Region::parse)
}

/// The host without its port, as it was sent: of the request line (HTTP/2's `:authority`), else of the header.
pub(crate) fn host_of(parts: &Parts) -> &str {
    without_port(authority_of(parts).unwrap_or_default())
}

/// The host and port that a request was sent to, if it says so.
pub(crate) fn authority_of(parts: &Parts) -> Option<&str> {
    let named = parts.uri.authority().map(|authority| authority.as_str());
    named.or_else(|| parts.headers.get(HOST)?.to_str().ok())
}

/// A host without the port that may follow it.
pub(crate) fn without_port(host: &str) -> &str {
    match host.rsplit_once(':') {
        // The colons inside [::1] are no port's.
        Some((name, port)) if !port.ends_with(']') => name,
        _ => host,
    }
}

fn labels(host: &str) -> impl Iterator<Item = &str> {
    host.split('.')
}

/// JSON services name the operation as `Version.Operation`:
/// <https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Programming.LowLevelAPI.html>.
fn by_target(target: &str, scope: Option<&Scope>, host: &str) -> Result<Service, Unknown> {
    let prefix = target.split('.').next().unwrap_or_default();
    match (prefix, scope) {
        ("DynamoDB_20120810", _) => Ok(Service::DynamoDb),
        ("DynamoDBStreams_20120810", _) => Ok(Service::DynamoDbStreams),
        // An old or mistyped version of a service that is there: it says itself that it knows no such operation.
        (_, Some(scope)) => by_signing_name(&scope.service),
        (prefix, None) if prefix.starts_with("DynamoDBStreams") => Ok(Service::DynamoDbStreams),
        (prefix, None) if prefix.starts_with("DynamoDB") => Ok(Service::DynamoDb),
        ("", None) => Ok(Service::DynamoDb),
        (prefix, None) => by_host(host).ok_or_else(|| Unknown(prefix.to_owned())),
    }
}

pub(crate) fn by_signing_name(name: &str) -> Result<Service, Unknown> {
    match name {
        "s3" | "s3express" | "s3-object-lambda" => Ok(Service::S3),
        "dynamodb" => Ok(Service::DynamoDb),
        "lambda" => Ok(Service::Lambda),
        other => Err(Unknown(other.to_owned())),
    }
}

fn by_host(host: &str) -> Option<Service> {
    // A service's own name stands first, before the region or the domain; a bucket's name may stand before S3's.
    let mut labels = labels(host);
    let (first, second) = (labels.next()?, labels.next());
    let is = |label: &str, name: &str| label.eq_ignore_ascii_case(name);
    match second {
        Some(second) if is(first, "streams") && is(second, "dynamodb") => Some(Service::DynamoDbStreams),
        Some(_) if is(first, "streams-dynamodb") => Some(Service::DynamoDbStreams),
        Some(_) if is(first, "dynamodb") => Some(Service::DynamoDb),
        Some(_) if is(first, "lambda") => Some(Service::Lambda),
        _ => None,
    }
}

/// `eu-west-1`, `us-gov-east-1`, `ap-southeast-7`: a two-letter area, words, a number.
fn looks_like_region(label: &str) -> bool {
    let mut words = label.split('-');
    let area = words.next().unwrap_or_default();
    let last = words.next_back().unwrap_or_default();
    let mut between = words.peekable();
    area.len() == 2
        && area.bytes().all(|b| b.is_ascii_lowercase())
        && last.len() == 1
        && last.bytes().all(|b| b.is_ascii_digit())
        && between.peek().is_some()
        && between.all(|word| !word.is_empty() && word.bytes().all(|b| b.is_ascii_lowercase()))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `head` is a method, a target and header lines, as on the wire.
    fn parts(head: &str) -> Parts {
        let mut lines = head.lines().map(str::trim);
        let (method, uri) = lines.next().unwrap().split_once(' ').unwrap();
        let mut request = http::Request::builder().method(method).uri(uri);
        for line in lines {
            let (name, value) = line.split_once(": ").unwrap();
            request = request.header(name, value);
        }
        request.body(()).unwrap().into_parts().0
    }

    fn domains() -> Vec<String> {
        s3_engine::Settings::default().domains
    }

    #[track_caller]
    fn check(head: &str, expected: Result<Service, &str>) {
        let parts = parts(head);
        let scope = Scope::of(&parts);
        let expected = expected.map_err(|name| Unknown(name.to_owned()));
        assert_eq!(service_of(&parts, scope.as_ref(), &domains()), expected, "{head}");
    }

    fn signed(service: &str) -> String {
        format!(
            "authorization: AWS4-HMAC-SHA256 Credential=AK/20260101/us-east-1/{service}/aws4_request, Signature=0"
        )
    }

    #[test]
    fn a_target_names_the_service() {
        check("POST /\nx-amz-target: DynamoDB_20120810.PutItem", Ok(Service::DynamoDb));
        check("POST /\nx-amz-target: DynamoDBStreams_20120810.GetRecords", Ok(Service::DynamoDbStreams));
        check(
            &format!("POST /\nx-amz-target: DynamoDBStreams_20120810.ListStreams\n{}", signed("dynamodb")),
            Ok(Service::DynamoDbStreams),
        );
        check("POST /\nx-amz-target: DynamoDB_20111205.PutItem", Ok(Service::DynamoDb));
        check(&format!("POST /\nx-amz-target: Nonsense\n{}", signed("dynamodb")), Ok(Service::DynamoDb));
        check(
            "POST /\nhost: dynamodb.us-east-1.amazonaws.com\nx-amz-target: Nonsense",
            Ok(Service::DynamoDb),
        );
        check("POST /\nx-amz-target: AmazonSQS.SendMessage", Err("AmazonSQS"));
        check(&format!("POST /\nx-amz-target: AmazonSQS.SendMessage\n{}", signed("sqs")), Err("sqs"));
    }

    #[test]
    fn a_signature_names_the_service() {
        for (name, service) in
            [("s3", Service::S3), ("dynamodb", Service::DynamoDb), ("lambda", Service::Lambda)]
        {
            check(&format!("GET /\n{}", signed(name)), Ok(service));
        }
        for name in ["sqs", "iam", "sts", "execute-api"] {
            check(&format!("POST /\n{}", signed(name)), Err(name));
        }
        // Bucket and key are the user's own words, whatever they look like.
        check(&format!("GET /2015-03-31/functions/\n{}", signed("s3")), Ok(Service::S3));
        check(&format!("GET /key\nhost: dynamodb.s3.amazonaws.com\n{}", signed("s3")), Ok(Service::S3));
        check(
            "GET /b/k?X-Amz-Credential=AK%2F1%2Fus-east-1%2Fs3%2Faws4_request&X-Amz-Signature=0",
            Ok(Service::S3),
        );
        check("GET /b/k?AWSAccessKeyId=AK&Signature=0&Expires=1", Ok(Service::S3));
        check("GET /b/k\nauthorization: AWS AK:c2ln", Ok(Service::S3));
    }

    #[test]
    fn a_host_names_the_service() {
        for host in [
            "dynamodb.us-east-1.amazonaws.com",
            "dynamodb.localhost.localstack.cloud:4566",
            "DynamoDB.localhost",
        ] {
            check(&format!("POST /\nhost: {host}"), Ok(Service::DynamoDb));
        }
        check("POST /\nhost: streams.dynamodb.us-east-1.amazonaws.com", Ok(Service::DynamoDbStreams));
        for host in ["lambda.us-east-1.localhost.localstack.cloud:4566", "lambda.us-east-1.amazonaws.com"] {
            check(&format!("GET /2015-03-31/functions\nhost: {host}"), Ok(Service::Lambda));
        }
        for host in [
            "s3.localhost.localstack.cloud:4566",
            "bucket.s3.localhost.localstack.cloud:4566",
            "bucket.s3.eu-west-1.amazonaws.com",
            "bucket.localhost:4566",
            "dynamodb",
            "localhost:4566",
            "127.0.0.1:4566",
            "[::1]:4566",
        ] {
            check(&format!("GET /\nhost: {host}"), Ok(Service::S3));
        }
        check("GET http://lambda.us-east-1.amazonaws.com/x", Ok(Service::Lambda));
    }

    /// The host of a function URL leads nowhere else, whatever the request says of itself.
    #[test]
    fn a_function_url_is_a_service_of_its_own() {
        for host in
            ["abc123.lambda-url.us-east-1.localhost.localstack.cloud:4566", "x.Lambda-URL.y", "x.lambda-url"]
        {
            for line in ["POST /x", "GET /2015-03-31/functions", "POST /2015-03-31/functions/f/invocations"] {
                check(&format!("{line}\nhost: {host}"), Ok(Service::FunctionUrl));
                for name in ["lambda", "s3", "dynamodb", "sqs"] {
                    let signed = signed(name);
                    check(&format!("{line}\nhost: {host}\n{signed}"), Ok(Service::FunctionUrl));
                }
                let target = "x-amz-target: DynamoDB_20120810.PutItem";
                check(&format!("{line}\nhost: {host}\n{target}"), Ok(Service::FunctionUrl));
            }
        }
        check("GET http://x.lambda-url.y/2015-03-31/functions", Ok(Service::FunctionUrl));
        check("GET /k\nhost: x.lambda-url.s3.localhost", Ok(Service::S3));
    }

    /// A bucket may have any name (<https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html>), and
    /// a host that names it says all.
    #[test]
    fn a_host_that_names_a_bucket_settles_it() {
        for host in [
            "lambda.s3.localhost",
            "dynamodb.s3.localhost:4566",
            "dynamodb.S3.us-east-1.amazonaws.com",
            "lambda.s3-us-west-2.amazonaws.com",
            "streams.dynamodb.s3.localhost.localstack.cloud",
            "photos.s3.localhost",
            "photos.localhost",
        ] {
            for path in ["/", "/k", "/2015-03-31/functions", "/2026-01-01/tags/x", "/2017-03-31/tags/x"] {
                check(&format!("GET {path}\nhost: {host}"), Ok(Service::S3));
            }
        }
        check("GET /\nhost: b.s3.localhost\nx-amz-target: DynamoDB_20120810.PutItem", Ok(Service::S3));
        // A service's name below a bare domain is also the service's, which knows its own paths.
        for host in ["lambda.localhost", "lambda.localhost.localstack.cloud:4566"] {
            check(&format!("GET /2015-03-31/functions\nhost: {host}"), Ok(Service::Lambda));
            check(&format!("GET /k\nhost: {host}"), Ok(Service::S3));
            check(&format!("GET /2026-01-01/tags/x\nhost: {host}"), Ok(Service::S3));
        }
        check("GET /k\nhost: dynamodb.localhost", Ok(Service::S3));
        check("GET /k\nhost: streams.dynamodb.localhost", Ok(Service::S3));
        check("GET /k\nhost: dynamodb.us-east-1.amazonaws.com", Ok(Service::DynamoDb));
    }

    #[test]
    fn an_object_has_bucket_and_key() {
        let check = |target: &str, host: &str, expected: bool| {
            let parts = parts(&format!("GET {target}\nhost: {host}"));
            assert_eq!(is_of_an_object(&parts, &domains()), expected, "{target} {host}");
        };
        for (target, expected) in
            [("/", false), ("/b", false), ("/b/", false), ("/b/k", true), ("/b//", true)]
        {
            check(target, "localhost:4566", expected);
        }
        check("/", "b.s3.localhost:4566", false);
        check("/k", "b.s3.localhost:4566", true);
    }

    #[test]
    fn a_path_names_lambda() {
        for path in [
            "/2015-03-31/functions",
            "/2015-03-31/functions/f/invocations",
            "/2015-03-31/event-source-mappings/",
            "/2017-03-31/tags/arn",
            "/2018-10-31/layers?MaxItems=1",
            "/2021-10-31/functions/f/url",
            "/2016-08-19/account-settings/",
        ] {
            check(&format!("GET {path}"), Ok(Service::Lambda));
        }
        for path in [
            "/",
            "/bucket/2015-03-31/functions",
            "/2015-03-31",
            "/2015-03-31/photos/a.jpg",
            "/2015-0331/functions",
            // No date of an API of Lambda's, so a bucket of that name.
            "/2024-01-01/functions/a",
            "/2026-01-01/tags/x",
        ] {
            check(&format!("GET {path}"), Ok(Service::S3));
        }
    }

    #[test]
    fn a_host_names_the_region() {
        for (host, region) in [
            ("dynamodb.eu-west-1.amazonaws.com", Some("eu-west-1")),
            ("bucket.s3.us-gov-east-1.localhost.localstack.cloud:4566", Some("us-gov-east-1")),
            ("abc.lambda-url.ap-southeast-7.localhost.localstack.cloud:4566", Some("ap-southeast-7")),
            ("eu-west-1.s3.amazonaws.com", None),
            ("my-own-bucket.s3.amazonaws.com", None),
            ("localhost:4566", None),
        ] {
            let found = region_of_host(&parts(&format!("GET /\nhost: {host}")));
            assert_eq!(found, region.and_then(Region::parse), "{host}");
        }
    }
}
