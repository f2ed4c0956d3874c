//! Function URLs, called. Authority: AWS's guide, "Invoking Lambda function URLs" and "Control access to Lambda function
//! URLs"; what is our guess says so.

use base::arn::AccountId;
use base::call::{Caller, Checks};
use serde_json::{Value, json};

use crate::test_engine::Bench;

mod webassembly;

const URL: &str = "/2021-10-31/functions/f/url";

/// A function with a URL, and the URL's host.
async fn bench(config: Value) -> (Bench, String) {
    let bench = Bench::new();
    bench.create("f").await;
    let made = bench.post(URL, config).await;
    assert_eq!(made.status, 201, "{made:?}");
    let url = made.json()["FunctionUrl"].as_str().unwrap().to_owned();
    let host = url.strip_prefix("http://").unwrap().trim_end_matches('/').to_owned();
    (bench, host)
}

fn answers(bench: &Bench, answer: &Value) {
    bench.script.answer([Ok(&*answer.to_string().leak())]);
}

#[tokio::test]
async fn a_request_is_an_event_of_format_2_0() {
    let (bench, host) = bench(json!({"AuthType": "NONE"})).await;
    assert!(host.ends_with(".lambda-url.us-east-1.localhost:4510"), "{host}");
    let id = host.split('.').next().unwrap();
    assert!(
        id.len() == 32 && id.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit()),
        "{id}"
    );
    answers(&bench, &json!("done"));
    let headers = [
        ("content-type", "text/plain"),
        ("X-One", "1"),
        ("x-one", "2"),
        ("cookie", "a=1; b=2"),
        ("user-agent", "test"),
        ("x-amzn-trace-id", "Root=1-2-3"),
    ];
    let asked = "POST /my/p%20ath?a=1&a=2&b=x%20y&c";
    let reply = bench.url(&host, asked, &headers, "héllo").await;
    assert_eq!((reply.status, reply.header("content-type")), (200, "application/json"), "{reply:?}");
    assert_eq!(reply.body, "\"done\"");
    assert_eq!(reply.header("x-amzn-requestid"), bench.here.request_id.to_string());
    let mut event = bench.script.events().remove(0);
    assert_eq!(event["requestContext"]["requestId"], *bench.here.request_id);
    event["requestContext"]["requestId"] = Value::Null;
    assert_eq!(
        event,
        json!({
            "version": "2.0",
            "routeKey": "$default",
            "rawPath": "/my/p%20ath",
            "rawQueryString": "a=1&a=2&b=x%20y&c",
            "cookies": ["a=1", "b=2"],
            "headers": {
                "content-type": "text/plain",
                "host": host,
                "user-agent": "test",
                "x-amzn-trace-id": "Root=1-2-3",
                "x-forwarded-for": "127.0.0.1",
                "x-forwarded-port": "4510",
                "x-forwarded-proto": "http",
                "x-one": "1,2",
            },
            "queryStringParameters": {"a": "1,2", "b": "x y", "c": ""},
            "requestContext": {
                "accountId": "anonymous",
                "apiId": id,
                "domainName": host.strip_suffix(":4510").unwrap(),
                "domainPrefix": id,
                "http": {
                    "method": "POST",
                    "path": "/my/p%20ath",
                    "protocol": "HTTP/1.1",
                    "sourceIp": "127.0.0.1",
                    "userAgent": "test",
                },
                "requestId": null,
                "routeKey": "$default",
                "stage": "$default",
                "time": "15/Jan/2027:08:00:00 +0000",
                "timeEpoch": 1_800_000_000_000_u64,
            },
            "body": "héllo",
            "isBase64Encoded": false,
        })
    );
    // What is no text, by its type or its bytes, comes in base64 (our guess at the types).
    for (kind, body) in [("image/png", "x"), ("application/x-www-form-urlencoded", "a=b")] {
        bench.url(&host, "PUT /", &[("content-type", kind)], body).await;
        let event = bench.script.events().pop().unwrap();
        assert_eq!(event["isBase64Encoded"], true, "{kind}");
    }
}

#[tokio::test]
async fn an_answer_is_a_reply() {
    let (bench, host) = bench(json!({"AuthType": "NONE"})).await;
    let get = async || bench.url(&host, "GET /", &[], "").await;
    answers(
        &bench,
        &json!({
            "statusCode": 201,
            "headers": {"Content-Type": "text/html", "X-N": 5, "Content-Length": "99"},
            "cookies": ["a=1; HttpOnly", "b=2"],
            "body": "<p>",
            "isBase64Encoded": false,
        }),
    );
    let reply = get().await;
    assert_eq!((reply.status, reply.header("content-type"), reply.header("x-n")), (201, "text/html", "5"));
    assert_eq!(reply.body, "<p>");
    let cookies: Vec<_> = reply.headers.get_all("set-cookie").into_iter().collect();
    assert_eq!(cookies, ["a=1; HttpOnly", "b=2"]);
    assert_eq!(reply.header("content-length"), "");
    answers(&bench, &json!({"statusCode": 200, "body": "AAH/", "isBase64Encoded": true}));
    assert_eq!(get().await.body, [0, 1, 255][..]);
    answers(&bench, &json!({"message": "Hello"}));
    let reply = get().await;
    assert_eq!((reply.status, reply.json()), (200, json!({"message": "Hello"})));
    // What fails, and what is no reply.
    for wrong in [
        json!({"statusCode": 99}),
        json!({"statusCode": 200, "body": {}}),
        json!({"statusCode": 200, "headers": {"a b": "x"}}),
        json!({"statusCode": 200, "headers": {"a": "x\n"}}),
        json!({"statusCode": 200, "body": "§", "isBase64Encoded": true}),
    ] {
        answers(&bench, &wrong);
        let reply = get().await;
        assert_eq!((reply.status, &reply.body[..]), (502, &b"Internal Server Error"[..]), "{wrong}");
    }
    bench.script.answer([Err(crate::executor::Failure::OutOfMemory)]);
    assert_eq!(get().await.status, 502);
    let large = "x".repeat(6 * 1024 * 1024 + 1);
    assert_eq!(bench.url(&host, "POST /", &[], large).await.status, 413);
}

/// What AWS's runtime for Node.js sends of a response that a handler streams: a head, eight zeros, the body.
#[tokio::test]
async fn a_streamed_answer_is_a_reply_too() {
    let (bench, host) = bench(json!({"AuthType": "NONE", "InvokeMode": "RESPONSE_STREAM"})).await;
    let get = async || bench.url(&host, "GET /", &[], "").await;
    let head = "{\"statusCode\":201,\"headers\":{\"Content-Type\":\"text/html\"},\"cookies\":[\"a=1\"]}";
    bench.script.answer([Ok(&*format!("{head}\0\0\0\0\0\0\0\0<p>\0").leak())]);
    let reply = get().await;
    assert_eq!(
        (reply.status, reply.header("content-type"), &reply.body[..]),
        (201, "text/html", &b"<p>\0"[..])
    );
    assert_eq!(reply.header("set-cookie"), "a=1");
    for (answer, body) in [
        ("one,two", "one,two"),
        ("{}\0\0\0\0\0\0\0\0x", "x"),
        ("no head\0\0\0\0\0\0\0\0x", "no head\0\0\0\0\0\0\0\0x"),
    ] {
        bench.script.answer([Ok(answer)]);
        let reply = get().await;
        assert_eq!(
            (reply.status, reply.header("content-type")),
            (200, "application/octet-stream"),
            "{answer}"
        );
        assert_eq!(reply.body, body.as_bytes(), "{answer}");
    }
    answers(&bench, &json!({"statusCode": 404, "body": "x"}));
    assert_eq!(get().await.status, 404);
}

#[tokio::test]
async fn a_url_that_asks_for_signatures_gets_them() {
    let (mut bench, host) = bench(json!({"AuthType": "AWS_IAM"})).await;
    let refused = bench.url(&host, "GET /", &[], "").await;
    assert_eq!((refused.status, refused.json()), (403, json!({"Message": "Forbidden"})));
    bench.here.caller = Caller::Key { access_key: "AKIA".into() };
    assert_eq!(bench.url(&host, "GET /", &[], "").await.status, 200);
    let context = bench.script.events().remove(0)["requestContext"].clone();
    assert_eq!(context["accountId"], "000000000000");
    assert_eq!(
        context["authorizer"],
        json!({"iam": {
            "accessKey": "AKIA",
            "accountId": "000000000000",
            "callerId": "000000000000",
            "cognitoIdentity": null,
            "principalOrgId": null,
            "userArn": "arn:aws:iam::000000000000:root",
            "userId": "000000000000",
        }})
    );
    // Another account is asked for permission.
    let ours = std::mem::replace(&mut bench.here.account, AccountId::parse("111111111111").unwrap());
    assert_eq!(bench.url(&host, "GET /", &[], "").await.status, 403);
    let theirs = std::mem::replace(&mut bench.here.account, ours);
    let grant = json!({
        "StatementId": "s", "Action": "lambda:InvokeFunctionUrl", "Principal": "111111111111",
        "FunctionUrlAuthType": "AWS_IAM",
    });
    assert_eq!(bench.post("/2015-03-31/functions/f/policy", grant).await.status, 201);
    bench.here.account = theirs;
    assert_eq!(bench.url(&host, "GET /", &[], "").await.status, 200);
}

/// Where signatures are checked, what is open to everybody says so in the function's policy.
#[tokio::test]
async fn where_callers_are_checked_the_policy_opens_a_url() {
    let (mut bench, host) = bench(json!({"AuthType": "NONE"})).await;
    assert_eq!(bench.url(&host, "GET /", &[], "").await.status, 200);
    bench.checks = Checks::Verify;
    let refused = bench.url(&host, "GET /", &[], "").await;
    assert_eq!((refused.status, refused.json()), (403, json!({"Message": "Forbidden"})));
    bench.checks = Checks::Off;
    let grant = json!({
        "StatementId": "s", "Action": "lambda:InvokeFunctionUrl", "Principal": "*", "FunctionUrlAuthType": "NONE",
    });
    assert_eq!(bench.post("/2015-03-31/functions/f/policy", grant).await.status, 201);
    bench.checks = Checks::Verify;
    assert_eq!(bench.url(&host, "GET /", &[], "").await.status, 200);
}

#[tokio::test]
async fn pages_are_told_what_the_rules_say() {
    let cors = json!({
        "AllowOrigins": ["https://a.example"], "AllowMethods": ["GET"], "AllowHeaders": ["x-one", "x-two"],
        "ExposeHeaders": ["date"], "MaxAge": 300, "AllowCredentials": true,
    });
    let (bench, host) = bench(json!({"AuthType": "NONE", "Cors": cors})).await;
    let ask = async |origin: &'static str, method: &'static str| {
        let headers = [("origin", origin), ("access-control-request-method", method)];
        bench.url(&host, "OPTIONS /", &headers, "").await
    };
    let granted = ask("https://a.example", "GET").await;
    assert_eq!(granted.status, 200);
    for (name, expected) in [
        ("access-control-allow-origin", "https://a.example"),
        ("access-control-allow-methods", "GET"),
        ("access-control-allow-headers", "x-one,x-two"),
        ("access-control-max-age", "300"),
        ("access-control-allow-credentials", "true"),
    ] {
        assert_eq!(granted.header(name), expected, "{name}");
    }
    for (origin, method) in [("https://b.example", "GET"), ("https://a.example", "DELETE")] {
        assert_eq!(ask(origin, method).await.header("access-control-allow-origin"), "", "{origin} {method}");
    }
    assert_eq!(bench.script.events(), [Value::Null; 0], "the function is not asked");
    let headers = json!({"access-control-allow-origin": "https://other.example"});
    answers(&bench, &json!({"statusCode": 200, "headers": headers}));
    let reply = bench.url(&host, "GET /", &[("origin", "https://a.example")], "").await;
    assert_eq!(reply.header("access-control-allow-origin"), "https://a.example");
    assert_eq!(reply.header("access-control-expose-headers"), "date");
    // Without rules the function speaks for itself.
    assert_eq!(bench.put(URL, json!({"Cors": {}})).await.json()["Cors"], Value::Null);
    // A switch that is off is a rule: moto's test of it, which sends this.
    let off = json!({"AllowCredentials": false});
    assert_eq!(bench.put(URL, json!({"Cors": off})).await.json()["Cors"], off);
    bench.put(URL, json!({"Cors": {}})).await;
    assert_eq!(ask("https://a.example", "GET").await.header("access-control-allow-origin"), "");
    assert_eq!(bench.script.events().len(), 2);
}

#[tokio::test]
async fn a_url_is_changed_listed_and_goes_with_its_function() {
    let (bench, host) = bench(json!({"AuthType": "NONE"})).await;
    bench.post(URL, json!({"AuthType": "NONE"})).await.is_error(
        409,
        "ResourceConflictException",
        "FunctionUrlConfig exists for this Lambda function",
    );
    let shown = bench.get(URL).await.json();
    let arn = "arn:aws:lambda:us-east-1:000000000000:function:f";
    assert_eq!(
        shown,
        json!({
            "FunctionUrl": format!("http://{host}/"), "FunctionArn": arn, "AuthType": "NONE", "InvokeMode": "BUFFERED",
            "CreationTime": "2027-01-15T08:00:00.000000Z", "LastModifiedTime": "2027-01-15T08:00:00.000000Z",
        })
    );
    bench.pass(1).await;
    let changed =
        bench.put(URL, json!({"AuthType": "AWS_IAM", "InvokeMode": "RESPONSE_STREAM"})).await.json();
    assert_eq!(
        (&changed["AuthType"], &changed["InvokeMode"]),
        (&json!("AWS_IAM"), &json!("RESPONSE_STREAM"))
    );
    assert_eq!(changed["LastModifiedTime"], "2027-01-15T08:00:01.000000Z");
    assert_eq!(
        (&changed["CreationTime"], &changed["FunctionUrl"]),
        (&shown["CreationTime"], &shown["FunctionUrl"])
    );
    // An alias has one of its own; a version has none.
    bench.post("/2015-03-31/functions/f/versions", json!({})).await;
    let alias = json!({"Name": "live", "FunctionVersion": "1"});
    bench.post("/2015-03-31/functions/f/aliases", alias).await;
    let live = format!("{URL}?Qualifier=live");
    let made = bench.post(&live, json!({"AuthType": "NONE"})).await.json();
    assert_eq!(made["FunctionArn"], format!("{arn}:live"));
    bench.post(&format!("{URL}?Qualifier=1"), json!({"AuthType": "NONE"})).await.is_error(
        400,
        "ValidationException",
        "'qualifier'",
    );
    let bench = bench.restart().await;
    let listed = bench.get("/2021-10-31/functions/f/urls").await.json();
    assert_eq!(listed["FunctionUrlConfigs"].as_array().unwrap().len(), 2);
    let live_host = made["FunctionUrl"].as_str().unwrap().trim_start_matches("http://").trim_end_matches('/');
    assert_eq!(bench.url(live_host, "GET /", &[], "").await.status, 200);
    bench.delete("/2015-03-31/functions/f/aliases/live").await;
    assert_eq!(bench.url(live_host, "GET /", &[], "").await.status, 404);
    assert_eq!(bench.delete(URL).await.status, 204);
    for reply in [bench.delete(URL).await, bench.get(URL).await] {
        reply.is_error(404, "ResourceNotFoundException", "The resource you requested does not exist.");
    }
    bench.post("/2021-10-31/functions/none/url", json!({"AuthType": "NONE"})).await.is_error(
        404,
        "ResourceNotFoundException",
        "Function not found",
    );
    // The words are our guess.
    let body = json!({"AuthType": "NONE", "Cors": {"AllowMethods": ["TRACE"]}});
    bench.post(URL, body).await.is_error(400, "InvalidParameterValueException", "TRACE");
    let made = bench.post(URL, json!({"AuthType": "NONE"})).await.json();
    let host = made["FunctionUrl"].as_str().unwrap().trim_start_matches("http://").trim_end_matches('/');
    bench.delete("/2015-03-31/functions/f").await;
    let gone = bench.url(host, "GET /", &[], "").await;
    assert_eq!((gone.status, gone.json()), (404, json!({"Message": null})));
}
