use super::*;
use crate::services;

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

fn routing() -> Routing {
    Routing::new(services::ALL, &s3_engine::Settings::default().domains)
}

#[track_caller]
fn check(head: &str, expected: Result<&'static Facts, &str>) {
    check_form(head, "", expected);
}

#[track_caller]
fn check_form(head: &str, form: &str, expected: Result<&'static Facts, &str>) {
    let parts = parts(head);
    let scope = Scope::of(&parts);
    let found = routing().service_of(&parts, scope.as_ref(), form.as_bytes());
    let expected = expected.map_err(|name| match name.strip_prefix("action ") {
        Some(action) => Unknown::Action(action.to_owned()),
        None => Unknown::Service(name.to_owned()),
    });
    assert_eq!(found, expected, "{head} {form}");
}

fn signed(service: &str) -> String {
    format!(
        "authorization: AWS4-HMAC-SHA256 Credential=AK/20260101/us-east-1/{service}/aws4_request, Signature=0"
    )
}

#[test]
fn a_target_names_the_service() {
    check("POST /\nx-amz-target: DynamoDB_20120810.PutItem", Ok(&ddb_engine::DYNAMODB));
    check("POST /\nx-amz-target: DynamoDBStreams_20120810.GetRecords", Ok(&ddb_engine::DYNAMODB_STREAMS));
    check(
        &format!("POST /\nx-amz-target: DynamoDBStreams_20120810.ListStreams\n{}", signed("dynamodb")),
        Ok(&ddb_engine::DYNAMODB_STREAMS),
    );
    check("POST /\nx-amz-target: DynamoDB_20111205.PutItem", Ok(&ddb_engine::DYNAMODB));
    check(&format!("POST /\nx-amz-target: Nonsense\n{}", signed("dynamodb")), Ok(&ddb_engine::DYNAMODB));
    check(
        "POST /\nhost: dynamodb.us-east-1.amazonaws.com\nx-amz-target: Nonsense",
        Ok(&ddb_engine::DYNAMODB),
    );
    check("POST /\nx-amz-target: AmazonSQS.SendMessage", Ok(&sqs_engine::SQS));
    check("POST /000000000000/q\nx-amz-target: AmazonSQS.SendMessage", Ok(&sqs_engine::SQS));
    check("POST /\nx-amz-target: Logs_20140328.CreateLogGroup", Ok(&logs_engine::LOGS));
    check("POST /\nx-amz-target: AmazonSSM.GetParameter", Ok(&ssm_engine::SSM));
    check("POST /\nx-amz-target: secretsmanager.GetSecretValue", Ok(&secrets_engine::SECRETS_MANAGER));
    check("POST /\nx-amz-target: AWSEvents.PutEvents", Err("AWSEvents"));
    check(&format!("POST /\nx-amz-target: AWSEvents.PutEvents\n{}", signed("events")), Err("events"));
}

#[test]
fn a_signature_names_the_service() {
    for (name, service) in [
        ("s3", &s3_engine::S3),
        ("iam", &iam_engine::IAM),
        ("sts", &iam_engine::STS),
        ("sqs", &sqs_engine::SQS),
        ("logs", &logs_engine::LOGS),
        ("ssm", &ssm_engine::SSM),
        ("secretsmanager", &secrets_engine::SECRETS_MANAGER),
        ("dynamodb", &ddb_engine::DYNAMODB),
        ("lambda", &lambda_exec::LAMBDA),
    ] {
        check(&format!("GET /\n{}", signed(name)), Ok(service));
    }
    for name in ["events", "sns", "execute-api"] {
        check(&format!("POST /\n{}", signed(name)), Err(name));
    }
    // Bucket and key are the user's own words, whatever they look like.
    check(&format!("GET /2015-03-31/functions/\n{}", signed("s3")), Ok(&s3_engine::S3));
    check(&format!("GET /key\nhost: dynamodb.s3.amazonaws.com\n{}", signed("s3")), Ok(&s3_engine::S3));
    check(
        "GET /b/k?X-Amz-Credential=AK%2F1%2Fus-east-1%2Fs3%2Faws4_request&X-Amz-Signature=0",
        Ok(&s3_engine::S3),
    );
    check("GET /b/k?AWSAccessKeyId=AK&Signature=0&Expires=1", Ok(&s3_engine::S3));
    check("GET /b/k\nauthorization: AWS AK:c2ln", Ok(&s3_engine::S3));
}

#[test]
fn a_host_names_the_service() {
    for host in
        ["dynamodb.us-east-1.amazonaws.com", "dynamodb.localhost.localstack.cloud:4566", "DynamoDB.localhost"]
    {
        check(&format!("POST /\nhost: {host}"), Ok(&ddb_engine::DYNAMODB));
    }
    check("POST /\nhost: streams.dynamodb.us-east-1.amazonaws.com", Ok(&ddb_engine::DYNAMODB_STREAMS));
    for host in ["lambda.us-east-1.localhost.localstack.cloud:4566", "lambda.us-east-1.amazonaws.com"] {
        check(&format!("GET /2015-03-31/functions\nhost: {host}"), Ok(&lambda_exec::LAMBDA));
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
        check(&format!("GET /\nhost: {host}"), Ok(&s3_engine::S3));
    }
    check("GET http://lambda.us-east-1.amazonaws.com/x", Ok(&lambda_exec::LAMBDA));
}

/// The host of a function URL leads nowhere else, whatever the request says of itself.
#[test]
fn a_function_url_is_a_service_of_its_own() {
    for host in
        ["abc123.lambda-url.us-east-1.localhost.localstack.cloud:4566", "x.Lambda-URL.y", "x.lambda-url"]
    {
        for line in ["POST /x", "GET /2015-03-31/functions", "POST /2015-03-31/functions/f/invocations"] {
            check(&format!("{line}\nhost: {host}"), Ok(&lambda_exec::FUNCTION_URL));
            for name in ["lambda", "s3", "dynamodb", "sqs"] {
                let signed = signed(name);
                check(&format!("{line}\nhost: {host}\n{signed}"), Ok(&lambda_exec::FUNCTION_URL));
            }
            let target = "x-amz-target: DynamoDB_20120810.PutItem";
            check(&format!("{line}\nhost: {host}\n{target}"), Ok(&lambda_exec::FUNCTION_URL));
        }
    }
    check("GET http://x.lambda-url.y/2015-03-31/functions", Ok(&lambda_exec::FUNCTION_URL));
    check("GET /k\nhost: x.lambda-url.s3.localhost", Ok(&s3_engine::S3));
}

/// S3 Control signs as S3 (`signingName` of botocore's model), and each of its operations has the header. Hosts:
/// <https://docs.aws.amazon.com/general/latest/gr/s3.html>, and what SDKs make of an endpoint of ours.
#[test]
fn s3_control_is_known_by_path_and_host() {
    let tags = "/v20180820/tags/arn%3Aaws%3As3%3A%3A%3Ab";
    let account = "x-amz-account-id: 123456789012";
    let control = Ok(&s3_engine::S3_CONTROL);
    let signatures = [signed("s3"), signed("s3express"), "x-none: y".to_owned()];
    for signature in &signatures {
        for host in [
            "localhost:4566",
            "127.0.0.1:4566",
            "ruststack:4566",
            "123456789012.localhost:4566",
            "123456789012.localhost.localstack.cloud:4566",
            "s3-control.localhost.localstack.cloud:4566",
            "s3-control.us-east-1.amazonaws.com",
            "123456789012.s3-control.us-east-1.amazonaws.com",
            "123456789012.s3-control-fips.dualstack.us-gov-west-1.amazonaws.com",
            "123456789012.S3-Control.localhost:4566",
            "bucket.localhost",
        ] {
            check(&format!("GET {tags}\nhost: {host}\n{account}\n{signature}"), control);
            check(&format!("PUT /v20180820/nothing\nhost: {host}\n{account}\n{signature}"), control);
        }
        // Without the header.
        for host in
            ["localhost:4566", "123456789012.localhost", "123456789012.s3-control.us-east-1.amazonaws.com"]
        {
            check(&format!("GET {tags}\nhost: {host}\n{signature}"), control);
        }
    }
    check(&format!("GET http://123456789012.localhost{tags}\n{account}"), control);
    // What a host of its own says is no other service's.
    check("GET /k\nhost: 123456789012.s3-control.us-east-1.amazonaws.com", control);
    check(&format!("GET {tags}\nhost: x.lambda-url.localhost\n{account}"), Ok(&lambda_exec::FUNCTION_URL));
    check(&format!("GET {tags}\n{account}\n{}", signed("dynamodb")), Ok(&ddb_engine::DYNAMODB));
    // An endpoint of S3's own host with an account before it.
    let host = "host: 123456789012.s3.localhost.localstack.cloud:4566";
    check(&format!("GET {tags}\n{host}\n{account}\n{}", signed("s3")), control);
}

/// <https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html> allows both names.
#[test]
fn buckets_that_look_like_s3_control_are_buckets() {
    let s3 = Ok(&s3_engine::S3);
    for line in
        ["PUT /v20180820", "GET /v20180820?list-type=2", "PUT /v20180820/photos/a", "GET /v20180820/tags/"]
    {
        for host in ["localhost:4566", "s3.us-east-1.amazonaws.com"] {
            check(&format!("{line}\nhost: {host}\n{}", signed("s3")), s3);
        }
    }
    for host in
        ["photos.localhost", "photos.s3.localhost", "123456789012.s3.localhost", "s3-control.localhost"]
    {
        check(&format!("GET /v20180820/jobs\nhost: {host}\n{}", signed("s3")), s3);
    }
    check("GET /123456789012/k\nhost: localhost:4566", s3);
    check("GET /k\nhost: 123456789012.s3.localhost", s3);
    // An account is no bucket, so the bucket is in the path.
    let check = |host: &str, target: &str, expected: bool| {
        let parts = parts(&format!("GET {target}\nhost: {host}"));
        assert_eq!(routing().is_of_an_object(&parts), expected, "{host} {target}");
    };
    check("123456789012.localhost", "/b", false);
    check("123456789012.localhost", "/b/k", true);
    check("123456789012.s3.localhost", "/k", true);
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
            check(&format!("GET {path}\nhost: {host}"), Ok(&s3_engine::S3));
        }
    }
    check("GET /\nhost: b.s3.localhost\nx-amz-target: DynamoDB_20120810.PutItem", Ok(&s3_engine::S3));
    // A service's name below a bare domain is also the service's, which knows its own paths.
    for host in ["lambda.localhost", "lambda.localhost.localstack.cloud:4566"] {
        check(&format!("GET /2015-03-31/functions\nhost: {host}"), Ok(&lambda_exec::LAMBDA));
        check(&format!("GET /k\nhost: {host}"), Ok(&s3_engine::S3));
        check(&format!("GET /2026-01-01/tags/x\nhost: {host}"), Ok(&s3_engine::S3));
    }
    check("GET /k\nhost: dynamodb.localhost", Ok(&s3_engine::S3));
    check("GET /k\nhost: streams.dynamodb.localhost", Ok(&s3_engine::S3));
    check("GET /k\nhost: dynamodb.us-east-1.amazonaws.com", Ok(&ddb_engine::DYNAMODB));
}

#[test]
fn an_object_has_bucket_and_key() {
    let check = |target: &str, host: &str, expected: bool| {
        let parts = parts(&format!("GET {target}\nhost: {host}"));
        assert_eq!(routing().is_of_an_object(&parts), expected, "{target} {host}");
    };
    for (target, expected) in [("/", false), ("/b", false), ("/b/", false), ("/b/k", true), ("/b//", true)] {
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
        check(&format!("GET {path}"), Ok(&lambda_exec::LAMBDA));
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
        check(&format!("GET {path}"), Ok(&s3_engine::S3));
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
        ("s3-eu-west-1.amazonaws.com", Some("eu-west-1")),
        ("bucket.s3-us-west-2.amazonaws.com:443", Some("us-west-2")),
        ("bucket.s3-fips-us-gov-west-1.amazonaws.com", Some("us-gov-west-1")),
        ("bucket.s3-fips.dualstack.us-east-2.amazonaws.com", Some("us-east-2")),
        ("bucket.s3-accelerate.amazonaws.com", None),
        ("s3-external-1.amazonaws.com", None),
    ] {
        let found = region_of_host(&parts(&format!("GET /\nhost: {host}")));
        assert_eq!(found, region.and_then(Region::parse), "{host}");
    }
}

/// A version belongs to its service (`apiVersion` of botocore's models); links in SNS's mails name the action alone:
/// <https://docs.aws.amazon.com/sns/latest/api/API_ConfirmSubscription.html>. They list no buckets.
#[test]
fn an_action_names_a_service_of_the_query_protocol() {
    check("GET /?Action=ConfirmSubscription&TopicArn=a&Token=b", Err("action ConfirmSubscription"));
    check("GET /?Action=GetCallerIdentity&Version=2011-06-15", Ok(&iam_engine::STS));
    check("GET /000000000000/q?Action=ReceiveMessage&Version=2012-11-05", Ok(&sqs_engine::SQS));
    // As LocalStack's users have it, and GET at a queue's URL without a version.
    check("GET /queue/us-east-1/000000000000/q?Action=ReceiveMessage", Ok(&sqs_engine::SQS));
    check("GET /000000000000/q?Action=GetQueueAttributes", Ok(&sqs_engine::SQS));
    check("GET /000000000000/q", Ok(&s3_engine::S3));
    check("GET /000000000000/q\nhost: sqs.us-east-1.localhost.localstack.cloud:4566", Ok(&sqs_engine::SQS));
    check("GET /queue/key?Action=ReceiveMessage", Ok(&s3_engine::S3));
    check("GET /?Action=Publish&Version=2010-03-31", Err("sns"));
    check_form("POST /", "Action=ListUsers&Version=2010-05-08", Ok(&iam_engine::IAM));
    check_form(
        "POST /000000000000/q",
        "Version=2012-11-05&Action=SendMessage&MessageBody=a",
        Ok(&sqs_engine::SQS),
    );
    // Elsewhere it is a word of the user's own.
    check("GET /bucket/key?Action=x", Ok(&s3_engine::S3));
    check("GET /bucket?Action=x", Ok(&s3_engine::S3));
    check("GET /?Action=x\nhost: bucket.s3.localhost", Ok(&s3_engine::S3));
    check(&format!("GET /?Action=x\n{}", signed("s3")), Ok(&s3_engine::S3));
    check("GET /?ReAction=x", Ok(&s3_engine::S3));
}

/// Signed forms are known by their scope, so only others are looked into.
#[test]
fn a_form_that_nobody_signed_is_looked_into() {
    let kind = "content-type: application/x-www-form-urlencoded; charset=utf-8";
    let looks = |head: &str| {
        let parts = parts(head);
        Routing::looks_into(&parts, Scope::of(&parts).as_ref())
    };
    assert!(looks(&format!("POST /\n{kind}")) && looks(&format!("POST /000000000000/q\n{kind}")));
    for head in [
        "POST /".to_owned(),
        format!("PUT /\n{kind}"),
        format!("POST /bucket\n{kind}"),
        format!("POST /\n{kind}\n{}", signed("sts")),
    ] {
        assert!(!looks(&head), "{head}");
    }
}

/// <https://smithy.io/2.0/additional-specs/protocols/smithy-rpc-v2.html>; `GraniteServiceVersion20100801` is CloudWatch.
#[test]
fn a_path_of_cbor_names_the_service() {
    let path = "/service/GraniteServiceVersion20100801/operation/PutMetricData";
    check(&format!("POST {path}\nsmithy-protocol: rpc-v2-cbor"), Err("GraniteServiceVersion20100801"));
    check(&format!("GET {path}"), Ok(&s3_engine::S3));
}
