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
    /// AWS Lambda, function URLs included.
    Lambda,
}

impl Service {
    /// All of them, in the order in which they are shown.
    pub const ALL: [Service; 4] = [Service::S3, Service::DynamoDb, Service::DynamoDbStreams, Service::Lambda];

    /// The name that LocalStack's users know: in `SERVICES`, in the health document, in the log.
    pub const fn name(self) -> &'static str {
        match self {
            Service::S3 => "s3",
            Service::DynamoDb => "dynamodb",
            Service::DynamoDbStreams => "dynamodbstreams",
            Service::Lambda => "lambda",
        }
    }

    /// The service in whose name requests to this one are signed: Streams are signed as DynamoDB.
    pub(crate) const fn signed_as(self) -> Service {
        match self {
            Service::DynamoDbStreams => Service::DynamoDb,
            other => other,
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
pub(crate) fn service_of(parts: &Parts, scope: Option<&Scope>) -> Result<Service, Unknown> {
    let host = host_of(parts);
    if is_function_url(parts) {
        return Ok(Service::Lambda);
    }
    if let Some(target) = parts.headers.get("x-amz-target") {
        return by_target(target.to_str().unwrap_or_default(), scope, host);
    }
    if let Some(scope) = scope {
        return by_signing_name(&scope.service);
    }
    if let Some(service) = by_host(host) {
        return Ok(service);
    }
    Ok(if is_lambda_path(parts.uri.path()) { Service::Lambda } else { Service::S3 })
}

/// The service whose own name the host begins with, such as `dynamodb.eu-west-1.amazonaws.com`.
pub(crate) fn named_by_host(parts: &Parts) -> Option<Service> {
    by_host(host_of(parts))
}

/// Whether the host is a function URL's, `ID.lambda-url.REGION.…`: whatever comes there is for the function.
pub(crate) fn is_function_url(parts: &Parts) -> bool {
    labels(host_of(parts)).nth(1).is_some_and(|label| label.eq_ignore_ascii_case("lambda-url"))
}

/// The region that a host such as `dynamodb.eu-west-1.amazonaws.com` or
/// `bucket.s3.eu-west-1.localhost.localstack.cloud:4566` names.
pub(crate) fn region_of_host(parts: &Parts) -> Option<Region> {
    labels(host_of(parts)).skip(1).find(|label| looks_like_region(label)).and_then(Region::parse)
}

/// The host without its port, as it was sent: of the request line (HTTP/2's `:authority`), else of the header.
pub(crate) fn host_of(parts: &Parts) -> &str {
    let named = parts.uri.authority().map(|authority| authority.as_str());
    let host = named.or_else(|| parts.headers.get(HOST)?.to_str().ok()).unwrap_or_default();
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

/// `/DATE/NOUN/…` with the dates and nouns of Lambda's API, from its model in botocore.
fn is_lambda_path(path: &str) -> bool {
    const NOUNS: [&str; 8] = [
        "functions",
        "event-source-mappings",
        "layers",
        "tags",
        "account-settings",
        "code-signing-configs",
        "capacity-providers",
        "durable-executions",
    ];
    let mut segments = path.trim_start_matches('/').split('/');
    let (date, noun) = (segments.next().unwrap_or_default(), segments.next().unwrap_or_default());
    is_date(date) && NOUNS.contains(&noun)
}

fn is_date(text: &str) -> bool {
    text.len() == 10
        && text.bytes().enumerate().all(|(at, byte)| match at {
            4 | 7 => byte == b'-',
            _ => byte.is_ascii_digit(),
        })
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

    #[track_caller]
    fn check(head: &str, expected: Result<Service, &str>) {
        let parts = parts(head);
        let scope = Scope::of(&parts);
        let expected = expected.map_err(|name| Unknown(name.to_owned()));
        assert_eq!(service_of(&parts, scope.as_ref()), expected, "{head}");
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
        check("GET /\nhost: lambda.us-east-1.localhost.localstack.cloud:4566", Ok(Service::Lambda));
        check(
            "POST /x\nhost: abc123.lambda-url.us-east-1.localhost.localstack.cloud:4566",
            Ok(Service::Lambda),
        );
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
