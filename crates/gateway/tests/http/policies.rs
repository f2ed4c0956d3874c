//! What resource policies know of a request that only the pipeline knows: where it comes from, and how.

use serde_json::{Value, json};

use super::{Running, status_of};

const ARN: &str = "arn:aws:dynamodb:us-east-1:000000000000:table/tab";

/// A call of DynamoDB with an account's key, or unsigned; the status and the body.
fn call(server: &Running, account: Option<&str>, operation: &str, input: &Value) -> (u16, String) {
    let target = format!("x-amz-target: DynamoDB_20120810.{operation}");
    let key = account.map(|account| {
        format!(
            "authorization: AWS4-HMAC-SHA256 Credential={account}/20260101/us-east-1/dynamodb/aws4_request, \
             SignedHeaders=host, Signature=0"
        )
    });
    let mut headers = vec!["content-type: application/x-amz-json-1.0", target.as_str()];
    headers.extend(key.as_deref());
    let (head, body) = server.ask("POST /", &headers, &input.to_string());
    (status_of(&head), body)
}

/// A server with a table.
fn server() -> Running {
    let server = Running::with(&[]);
    let table = json!({
        "TableName": "tab", "BillingMode": "PAY_PER_REQUEST",
        "AttributeDefinitions": [{"AttributeName": "pk", "AttributeType": "S"}],
        "KeySchema": [{"AttributeName": "pk", "KeyType": "HASH"}],
    });
    assert_eq!(call(&server, Some("000000000000"), "CreateTable", &table).0, 200);
    server
}

fn put_policy(server: &Running, statements: &Value) {
    let policy = json!({"Version": "2012-10-17", "Statement": statements}).to_string();
    let input = json!({"ResourceArn": ARN, "Policy": policy, "ConfirmRemoveSelfResourceAccess": true});
    let (status, body) = call(server, Some("000000000000"), "PutResourcePolicy", &input);
    assert_eq!(status, 200, "{body}");
}

/// IAM's guide: `aws:SourceIp` is the client's address. That loopback counts as TLS is this project's own rule.
#[test]
fn a_policy_knows_where_a_request_comes_from() {
    let server = server();
    let get = json!({"TableName": ARN, "Key": {"pk": {"S": "a"}}});
    for (condition, status) in [
        (json!({"IpAddress": {"aws:SourceIp": "127.0.0.0/8"}}), 200),
        (json!({"IpAddress": {"aws:SourceIp": "203.0.113.0/24"}}), 400),
        (json!({"NotIpAddress": {"aws:SourceIp": "203.0.113.0/24"}}), 200),
        (json!({"Bool": {"aws:SecureTransport": "true"}}), 200),
        (json!({"Bool": {"aws:SecureTransport": "false"}}), 400),
    ] {
        put_policy(
            &server,
            &json!({
                "Effect": "Allow", "Principal": "*", "Action": "dynamodb:GetItem", "Resource": ARN,
                "Condition": condition,
            }),
        );
        assert_eq!(call(&server, Some("111111111111"), "GetItem", &get).0, status, "{condition}");
    }
}

/// This project's own rule, `policy::standing`: without checks, an unsigned caller is the account itself, and no policy
/// refuses an account what it owns, while another account is judged in full.
#[test]
fn nobody_is_locked_out_of_what_he_owns() {
    let server = server();
    let get = json!({"TableName": ARN, "Key": {"pk": {"S": "a"}}});
    let allow = json!({
        "Effect": "Allow", "Principal": {"AWS": "111111111111"}, "Action": "dynamodb:GetItem", "Resource": ARN,
    });
    let deny = json!({"Effect": "Deny", "Principal": "*", "Action": "dynamodb:*", "Resource": "*"});
    put_policy(&server, &json!([allow]));
    assert_eq!(call(&server, Some("111111111111"), "GetItem", &get).0, 200);
    put_policy(&server, &json!([allow, deny]));
    for (account, status) in [(Some("000000000000"), 200), (None, 200), (Some("111111111111"), 400)] {
        assert_eq!(call(&server, account, "GetItem", &get).0, status, "{account:?}");
    }
}
