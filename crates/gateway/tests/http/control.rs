//! S3 Control through the whole server: at which hosts it is found, and what is a bucket there.

use super::{Running, status_of};

const TAGS: &str = "/v20180820/tags/arn%3Aaws%3As3%3A%3A%3Aphotos";
const ACCOUNT: &str = "x-amz-account-id: 000000000000";
const DOCUMENT: &str =
    "<TagResourceRequest><Tags><Tag><Key>a</Key><Value>1</Value></Tag></Tags></TagResourceRequest>";

fn signed(key: &str) -> String {
    format!(
        "authorization: AWS4-HMAC-SHA256 Credential={key}/20260101/us-east-1/s3/aws4_request, SignedHeaders=host, \
         Signature=0"
    )
}

/// What SDKs send (`hostPrefix` of botocore's model): the account before the host, whatever the endpoint.
#[test]
fn it_is_found_at_every_host() {
    let server = Running::with(&[("allowed-hosts", "*")]);
    assert_eq!(server.status("PUT /photos", &[], ""), 200);
    let signature = signed("test");
    for host in [
        "host: localhost:4566",
        "host: 127.0.0.1:4566",
        "host: 000000000000.localhost:4566",
        "host: 000000000000.localhost.localstack.cloud:4566",
        "host: 000000000000.s3-control.localhost:4566",
        "host: 000000000000.s3-control.us-east-1.amazonaws.com",
        "host: s3-control.us-east-1.amazonaws.com",
        "host: 000000000000.ruststack:4566",
    ] {
        let ask = |method: &str, query: &str, body: &str| {
            server.ask(&format!("{method} {TAGS}{query}"), &[host, ACCOUNT, &signature], body)
        };
        let (head, body) = ask("POST", "", DOCUMENT);
        assert!(status_of(&head) == 204 && body.is_empty(), "{host}: {head} {body}");
        let (head, body) = ask("GET", "", "");
        assert!(head.contains("server: AmazonS3") && head.contains("x-amz-id-2: "), "{head}");
        assert!(body.contains("<Tag><Key>a</Key><Value>1</Value></Tag>"), "{host}: {head} {body}");
        let tagging = server.ask("GET /photos?tagging", &[], "").1;
        assert!(tagging.contains("<Key>a</Key>"), "{tagging}");
        assert_eq!(status_of(&ask("DELETE", "?tagKeys=a", "").0), 204);
        assert_eq!(server.status("GET /photos?tagging", &[], ""), 404);
    }
    // The operation, but not the bucket of this path, by whom nobody signed for and without the header.
    let (head, body) = server.ask(&format!("GET {TAGS}"), &[], "");
    assert!(status_of(&head) == 400 && body.contains("x-amz-account-id"), "{head} {body}");
}

/// Our guess, as on AWS an account's key has its own buckets alone.
#[test]
fn another_account_is_denied() {
    let server = Running::with(&[]);
    assert_eq!(server.status("PUT /photos", &[], ""), 200);
    let (head, body) = server.ask(&format!("POST {TAGS}"), &[ACCOUNT, &signed("111122223333")], DOCUMENT);
    assert!(
        status_of(&head) == 403 && body.contains("<ErrorResponse><Error><Code>AccessDenied</Code>"),
        "{body}"
    );
}

/// A bucket may have such names: <https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html>.
#[test]
fn buckets_with_names_like_its_own_are_buckets() {
    let server = Running::with(&[]);
    let signature = signed("test");
    let asks = |line: &str, host: &str| server.status(line, &[host, &signature], "");
    let plain = "host: localhost:4566";
    for (bucket, host) in [
        ("123456789012", "host: 123456789012.s3.localhost:4566"),
        ("v20180820", "host: v20180820.localhost:4566"),
        ("s3-control", "host: s3-control.localhost:4566"),
    ] {
        assert_eq!(asks(&format!("PUT /{bucket}"), plain), 200, "{bucket}");
        assert_eq!(asks(&format!("PUT /{bucket}/k"), plain), 200, "{bucket}");
        assert_eq!(asks("GET /k", host), 200, "{host}");
        assert_eq!(asks(&format!("GET /{bucket}?list-type=2"), plain), 200, "{bucket}");
    }
    // An account before the host is no bucket: the bucket is in the path.
    let account = "host: 123456789012.localhost:4566";
    assert_eq!(asks("GET /k", account), 404);
    assert_eq!(asks("GET /123456789012/k", account), 200);
    let (_, body) = server.ask("GET /", &[account, &signature], "");
    assert!(body.contains("<ListAllMyBucketsResult"), "{body}");
}

/// S3's codes, in S3 Control's document: AWS's answer of 2021-11-12 to a signature without a header that S3 wants
/// (<https://github.com/awslabs/aws-sdk-rust/issues/291>) is one of S3's, read by the SDK where this document has it.
#[test]
fn who_did_not_sign_is_refused_in_its_own_form() {
    let server = Running::with(&[("auth", "verify"), ("access-keys", "AK:secret")]);
    let ask = |signature: &[&str]| {
        let mut headers = vec!["host: 000000000000.localhost", ACCOUNT];
        headers.extend(signature);
        let (head, body) = server.ask(&format!("GET {TAGS}"), &headers, "");
        assert!(head.contains("server: AmazonS3") && head.contains("x-amz-id-2: "), "{head}");
        (status_of(&head), body)
    };
    let (status, body) = ask(&[]);
    assert!(status == 403 && body.contains("<ErrorResponse><Error><Code>AccessDenied</Code>"), "{body}");
    let (status, body) = ask(&[&signed("OTHER"), "x-amz-date: 20260101T000000Z"]);
    assert!(status == 403 && body.contains("<Code>InvalidAccessKeyId</Code>"), "{body}");
    assert!(body.contains("<AWSAccessKeyId>OTHER</AWSAccessKeyId></Error>"), "{body}");
}

/// It is a part of S3, and has S3's switch.
#[test]
fn it_is_on_where_s3_is() {
    let ask = |services| {
        let server = Running::with(&[("services", services)]);
        server.ask(&format!("GET {TAGS}"), &[ACCOUNT, &signed("test")], "")
    };
    let (head, body) = ask("s3");
    assert!(status_of(&head) == 404 && body.contains("<Code>NoSuchBucket</Code>"), "{head} {body}");
    let (head, body) = ask("dynamodb");
    assert!(status_of(&head) == 501 && body.contains("The service 's3' is not on."), "{head} {body}");
}
