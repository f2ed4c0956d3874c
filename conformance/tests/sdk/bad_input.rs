//! Bad input gets AWS's error: never a 500, a hang or a dropped connection, and the server goes on.

use std::io::Write as _;

use aws_sdk_lambda::error::ProvideErrorMetadata as _;
use aws_sdk_lambda::primitives::Blob;
use aws_sdk_lambda::types::{FunctionCode, Runtime};
use conformance::sdk::Sdk;
use conformance::server::Server;

use crate::fixture::{start, table, zip};

fn dynamodb(server: &Server, operation: &str, body: &[u8]) -> (u16, String) {
    let target = format!(
        "X-Amz-Target: DynamoDB_20120810.{operation}\r\nContent-Type: application/x-amz-json-1.0\r\n"
    );
    send(server, "POST / HTTP/1.1", "dynamodb", &target, body)
}

fn send(server: &Server, line: &str, service: &str, headers: &str, body: &[u8]) -> (u16, String) {
    let mut request = format!(
        "{line}\r\nHost: 127.0.0.1\r\nConnection: close\r\nContent-Length: {}\r\n{headers}Authorization: AWS4-HMAC-SHA256 \
         Credential=test/20260101/us-east-1/{service}/aws4_request, SignedHeaders=host, Signature=0\r\n\
         X-Amz-Date: 20260101T000000Z\r\n\r\n",
        body.len(),
    )
    .into_bytes();
    request.extend_from_slice(body);
    let reply = String::from_utf8_lossy(&server.raw(&request).unwrap()).into_owned();
    let status = reply.split(' ').nth(1).unwrap_or_default().parse().unwrap_or(0);
    (status, reply)
}

#[test]
fn broken_json_and_unknown_operations_are_told_apart() {
    let server = Server::start().unwrap();
    for (operation, body, kind) in [
        ("GetItem", "{", "com.amazon.coral.service#SerializationException"),
        ("GetItem", "[]", "com.amazon.coral.service#SerializationException"),
        ("GetItem", r#"{"TableName": 7}"#, "com.amazon.coral.service#SerializationException"),
        ("GetItem", r#"{"TableName": "things"}"#, "com.amazon.coral.validate#ValidationException"),
        ("Fly", "{}", "com.amazon.coral.service#UnknownOperationException"),
    ] {
        let (status, reply) = dynamodb(&server, operation, body.as_bytes());
        assert_eq!(status, 400, "{reply}");
        assert!(reply.contains(kind), "{operation} {body}: {reply}");
    }
    assert!(server.answers());
}

#[test]
fn a_body_of_17_megabytes_is_too_large_for_dynamodb() {
    let server = Server::start().unwrap();
    let body = format!(r#"{{"TableName":"{}"}}"#, "x".repeat(17 << 20));
    let (status, reply) = dynamodb(&server, "GetItem", body.as_bytes());
    assert_eq!(status, 413, "{reply}");
    assert!(server.answers());
}

#[tokio::test]
async fn nesting_without_end_is_refused() {
    let (server, sdk) = start();
    table(&sdk, "things").await;
    let deep = format!("{}pk = :v{}", "(".repeat(10_000), ")".repeat(10_000));
    let filters = [deep, format!("{}pk = :v", "NOT ".repeat(1_000)), "(".repeat(4_000)];
    for filter in filters {
        let error = sdk
            .dynamodb
            .scan()
            .table_name("things")
            .filter_expression(&filter)
            .expression_attribute_values(":v", aws_sdk_dynamodb::types::AttributeValue::S("x".into()))
            .send()
            .await
            .unwrap_err()
            .into_service_error();
        assert_eq!(error.meta().code(), Some("ValidationException"));
    }
    let open = r#"{"L":["#.repeat(20_000);
    let (status, reply) =
        dynamodb(&server, "PutItem", format!(r#"{{"TableName":"things","Item":{{"pk":{open}"#).as_bytes());
    assert_eq!(status, 400, "{reply}");
    assert!(server.answers());
}

#[tokio::test]
async fn wrong_xml_and_a_cut_chunked_body_are_refused() {
    let (server, sdk) = start();
    sdk.s3.create_bucket().bucket("bucket").send().await.unwrap();
    let (status, reply) = send(&server, "PUT /bucket?versioning HTTP/1.1", "s3", "", b"<Versioning");
    assert_eq!(status, 400, "{reply}");
    assert!(reply.contains("<Code>MalformedXML</Code>"), "{reply}");
    for (body, code) in [
        (&b"5\r\nhello\r\n"[..], "IncompleteBody"),
        (&b"5\r\nhel"[..], "IncompleteBody"),
        (&b"zz\r\nhello\r\n0\r\n\r\n"[..], "IncompleteBody"),
    ] {
        let headers = "Content-Encoding: aws-chunked\r\nX-Amz-Decoded-Content-Length: 5\r\n\
                       X-Amz-Content-Sha256: STREAMING-UNSIGNED-PAYLOAD-TRAILER\r\n";
        let (status, reply) = send(&server, "PUT /bucket/k HTTP/1.1", "s3", headers, body);
        assert_eq!(status, 400, "{reply}");
        // The code for garbage inside a chunk header is our guess.
        assert!(reply.contains(code) || reply.contains("<Code>InvalidRequest</Code>"), "{reply}");
    }
    let gone = sdk.s3.head_object().bucket("bucket").key("k").send().await.unwrap_err().into_service_error();
    assert!(gone.is_not_found());
    assert!(server.answers());
}

async fn create(sdk: &Sdk, package: Vec<u8>) -> String {
    let create =
        sdk.lambda.create_function().function_name("f").runtime(Runtime::Python313).handler("main.f");
    let create = create.role("arn:aws:iam::000000000000:role/lambda");
    let code = FunctionCode::builder().zip_file(Blob::new(package)).build();
    let error = create.code(code).send().await.unwrap_err();
    error.code().unwrap_or_default().to_owned()
}

#[tokio::test]
async fn hostile_packages_are_refused() {
    // https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html
    let (server, sdk) = start();
    assert_eq!(create(&sdk, b"not a zip".to_vec()).await, "InvalidParameterValueException");
    assert_eq!(create(&sdk, zip(&[("../../escaped.py", b"x")])).await, "InvalidParameterValueException");
    let mut archive = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    archive.start_file("main.py", zip::write::SimpleFileOptions::default()).unwrap();
    let zeros = vec![0; 1 << 20];
    for _ in 0..260 {
        archive.write_all(&zeros).unwrap();
    }
    let bomb = archive.finish().unwrap().into_inner();
    assert!(bomb.len() < 1 << 20);
    assert_eq!(create(&sdk, bomb).await, "InvalidParameterValueException");
    assert!(server.answers());
}
