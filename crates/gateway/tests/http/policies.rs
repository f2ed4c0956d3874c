//! What resource policies know of a request that only the pipeline knows: where it comes from, and how.

use serde_json::{Value, json};

use super::{Running, status_of};

/// A zip archive with one small file, in base64.
pub(super) const PACKAGE: &str = concat!(
    "UEsDBBQAAAAAAAAAIQAOC7OCAwAAAAMAAAAEAAAAaS5weWg9MVBLAQIUAxQAAAAAAAAAIQAOC7OCAwAAAAMAAAAEAAAAAAAAAAAA",
    "AACAAQAAAABpLnB5UEsFBgAAAAABAAEAMgAAACUAAAAAAA==",
);

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

/// A request of an account in a region's service, as an SDK signs it; the status and the body.
fn ask_as(server: &Running, account: &str, service: &str, line: &str, body: &str) -> (u16, String) {
    let key = format!(
        "authorization: AWS4-HMAC-SHA256 Credential={account}/20260101/us-east-1/{service}/aws4_request, \
         SignedHeaders=host, Signature=0"
    );
    let (head, body) = server.ask(line, &[key.as_str(), "x-amz-content-sha256: UNSIGNED-PAYLOAD"], body);
    (status_of(&head), body)
}

fn create_function(server: &Running, account: &str) {
    let function = json!({
        "FunctionName": "f", "Runtime": "python3.13", "Handler": "i.h", "Code": {"ZipFile": PACKAGE},
        "Role": format!("arn:aws:iam::{account}:role/r"),
    });
    let (status, body) =
        ask_as(server, account, "lambda", "POST /2015-03-31/functions", &function.to_string());
    assert_eq!(status, 201, "{body}");
}

/// AWS's guides, "Granting Lambda function access to AWS services" and "Cross-account access with resource-based policies":
/// a service that acts for an account reaches what is another one's only by that one's policy.
#[test]
fn services_that_act_for_an_account_are_judged_too() {
    let (server, ours, theirs) = (Running::with(&[]), "000000000000", "111111111111");
    create_function(&server, ours);
    create_function(&server, theirs);

    assert_eq!(ask_as(&server, theirs, "s3", "PUT /their-bucket", "").0, 200);
    let notify = || {
        let rules = format!(
            "<NotificationConfiguration><CloudFunctionConfiguration><CloudFunction>\
             arn:aws:lambda:us-east-1:{ours}:function:f</CloudFunction><Event>s3:ObjectCreated:*</Event>\
             </CloudFunctionConfiguration></NotificationConfiguration>"
        );
        ask_as(&server, theirs, "s3", "PUT /their-bucket?notification", &rules)
    };
    let (status, body) = notify();
    let refusal = "<Message>Unable to validate the following destination configurations</Message>";
    assert!(status == 400 && body.contains(refusal), "{status} {body}");
    let grant = json!({
        "StatementId": "s3", "Action": "lambda:InvokeFunction", "Principal": "s3.amazonaws.com",
        "SourceArn": "arn:aws:s3:::their-bucket", "SourceAccount": theirs,
    });
    let path = "POST /2015-03-31/functions/f/policy";
    assert_eq!(ask_as(&server, ours, "lambda", path, &grant.to_string()).0, 201);
    assert_eq!(notify(), (200, String::new()));

    let table = json!({
        "TableName": "tab", "BillingMode": "PAY_PER_REQUEST",
        "AttributeDefinitions": [{"AttributeName": "pk", "AttributeType": "S"}],
        "KeySchema": [{"AttributeName": "pk", "KeyType": "HASH"}],
        "StreamSpecification": {"StreamEnabled": true, "StreamViewType": "KEYS_ONLY"},
    });
    let (_, made) = call(&server, Some(ours), "CreateTable", &table);
    let stream = super::json(&made)["TableDescription"]["LatestStreamArn"].clone();
    let map = |account: &str| {
        let mapping = json!({"FunctionName": "f", "EventSourceArn": stream, "StartingPosition": "LATEST"});
        ask_as(&server, account, "lambda", "POST /2015-03-31/event-source-mappings", &mapping.to_string())
    };
    let (status, body) = map(theirs);
    assert!(status == 400 && body.contains("Cannot access stream"), "{status} {body}");
    assert_eq!(map(ours).0, 202);
    let allow = json!({
        "Effect": "Allow", "Principal": {"AWS": theirs}, "Resource": stream,
        "Action": ["dynamodb:DescribeStream", "dynamodb:GetRecords", "dynamodb:GetShardIterator"],
    });
    let policy = json!({"Version": "2012-10-17", "Statement": [allow]}).to_string();
    let put = json!({"ResourceArn": stream, "Policy": policy});
    assert_eq!(call(&server, Some(ours), "PutResourcePolicy", &put).0, 200);
    assert_eq!(map(theirs).0, 202);
}
