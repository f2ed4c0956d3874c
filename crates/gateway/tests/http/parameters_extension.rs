//! AWS's extension for parameters and secrets, as a function sees it:
//! <https://docs.aws.amazon.com/secretsmanager/latest/userguide/retrieving-secrets_lambda.html>,
//! <https://docs.aws.amazon.com/systems-manager/latest/userguide/ps-integration-lambda-extensions.html>.

use serde_json::{Value, json};

use super::{Running, status_of};

const CODE: &str = r#"
import json, os, urllib.error, urllib.request
def handle(event, context):
    headers = {"X-Aws-Parameters-Secrets-Token": event.get("token", os.environ["AWS_SESSION_TOKEN"])}
    request = urllib.request.Request("http://localhost:2773" + event["path"], headers=headers)
    try:
        return [200, json.load(urllib.request.urlopen(request))]
    except urllib.error.HTTPError as error:
        return [error.code, json.load(error)]
"#;

fn json_of(server: &Running, target: &str, input: Value) -> Value {
    let headers = [format!("x-amz-target: {target}"), "content-type: application/x-amz-json-1.1".to_owned()];
    let headers: Vec<&str> = headers.iter().map(String::as_str).collect();
    let (head, body) = server.ask("POST /", &headers, &input.to_string());
    assert_eq!(status_of(&head), 200, "{target}: {body}");
    serde_json::from_str(&body).unwrap()
}

#[test]
fn a_function_reads_parameters_and_secrets_on_a_port_of_its_own_machine() {
    let server = Running::with(&[]);
    json_of(
        &server,
        "AmazonSSM.PutParameter",
        json!({"Name": "/app/a", "Value": "one", "Type": "SecureString"}),
    );
    let secret = json!({"Name": "db", "SecretString": "hidden", "ClientRequestToken": "0".repeat(32)});
    json_of(&server, "secretsmanager.CreateSecret", secret);
    let layer = "arn:aws:lambda:us-east-1:177933569100:layer:AWS-Parameters-and-Secrets-Lambda-Extension:12";
    let mut creation = super::urls::creation_of(CODE);
    creation["Layers"] = json!([layer]);
    let (head, body) = server.ask("POST /2015-03-31/functions", &[], &creation.to_string());
    assert_eq!(status_of(&head), 201, "{body}");
    let invoke = |event: Value| {
        let (head, body) = server.ask("POST /2015-03-31/functions/f/invocations", &[], &event.to_string());
        assert_eq!(status_of(&head), 200, "{body}");
        serde_json::from_str::<Value>(&body).unwrap()
    };
    let parameter = || {
        let event = json!({"path": "/systemsmanager/parameters/get?name=%2Fapp%2Fa&withDecryption=true"});
        invoke(event)[1]["Parameter"]["Value"].clone()
    };
    assert_eq!(parameter(), "one");
    let secret = invoke(json!({"path": "/secretsmanager/get?secretId=db"}));
    assert_eq!((&secret[0], &secret[1]["SecretString"]), (&json!(200), &json!("hidden")), "{secret}");
    // It is kept for five minutes, by the emulator's clock.
    let put = json!({"Name": "/app/a", "Value": "two", "Type": "SecureString", "Overwrite": true});
    json_of(&server, "AmazonSSM.PutParameter", put);
    assert_eq!(parameter(), "one");
    let (head, _) = server.ask("POST /_ruststack/clock/advance", &[], r#"{"seconds": 301}"#);
    assert_eq!(status_of(&head), 200);
    assert_eq!(parameter(), "two");
    // Nor is a reply of another state kept: our promise.
    let put = json!({"Name": "/app/a", "Value": "three", "Type": "SecureString", "Overwrite": true});
    json_of(&server, "AmazonSSM.PutParameter", put);
    assert_eq!(parameter(), "two");
    for path in ["c", "c/restore"] {
        let (head, body) = server.ask(&format!("POST /_ruststack/checkpoints/{path}"), &[], "");
        assert!(status_of(&head) < 300, "{path}: {body}");
    }
    assert_eq!(parameter(), "three");
    // What the service says is passed on; statuses of the extension's own are our guess.
    let none = invoke(json!({"path": "/secretsmanager/get?secretId=none"}));
    assert_eq!((&none[0], &none[1]["__type"]), (&json!(400), &json!("ResourceNotFoundException")), "{none}");
    assert_eq!(invoke(json!({"path": "/secretsmanager/get?secretId=db", "token": "no"}))[0], 401);
}
