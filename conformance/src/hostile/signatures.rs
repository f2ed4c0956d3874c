//! A server that verifies signatures: a client that shows none, a wrong one or an expired one gets nothing done and
//! learns nothing, by whatever host and path. What anybody may ask for stands in [`is_for_anybody`].

use std::time::{Duration, SystemTime};

use bytes::Bytes;
use conformance::{Error, Result};
use serde_json::json;

use super::scene::{BUCKET, INTRUDER, Scene, TABLE};
use super::signing::{KEY, SECRET, Signature};
use super::tally::Kind;
use super::target::Client;
use super::things::{FUNCTIONS, echo, function};
use super::wire::{Reply, Request};
use super::{pages, queues};

/// Requests that must not be let in.
pub(crate) const UNSIGNED: Kind = "none, wrong and expired signatures";
/// Requests that must.
pub(crate) const SIGNED: Kind = "right signatures";
/// Hosts of function URLs, which reach functions alone.
pub(crate) const URLS: Kind = "hosts of function URLs";

/// The queue that is there.
const QUEUE: &str = "honest";
const PACE: Duration = Duration::from_millis(8);
const HOUR: Duration = Duration::from_secs(3600);

/// Hosts that lead to the services: none in particular, each service's, and buckets' of every form.
const HOSTS: &[&str] = &[
    "localhost",
    "127.0.0.1:4566",
    "ruststack.test:4566",
    "s3.us-east-1.localhost.localstack.cloud:4566",
    "honest.s3.localhost",
    "honest.localhost",
    "honest.s3.us-east-1.amazonaws.com",
    "honest.s3-us-west-2.amazonaws.com",
    "lambda.s3.localhost",
    "x.lambda-url.s3.localhost",
    "lambda.localhost",
    "lambda.us-east-1.amazonaws.com",
    "dynamodb.localhost.localstack.cloud:4566",
    "streams.dynamodb.us-east-1.amazonaws.com",
    "Honest.S3.LOCALHOST",
    "honest.s3.localhost.",
];

/// Hosts of function URLs.
const URL_HOSTS: &[&str] = &[
    "x.lambda-url.y",
    "abc123.lambda-url.us-east-1.localhost.localstack.cloud:4566",
    "abc123.lambda-url.us-east-1.on.aws",
    "X.LAMBDA-URL.localhost",
];

/// How a request shows who sends it.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Proof {
    None,
    WrongSecret,
    UnknownKey,
    Expired,
    FromTheFuture,
    ExpiredPresigned,
    OtherHost,
    OtherService,
    OtherPath,
    OtherBody,
    Garbage,
    OtherScheme,
    Legacy,
    Empty,
}

const WRONG: [Proof; 14] = [
    Proof::None,
    Proof::WrongSecret,
    Proof::UnknownKey,
    Proof::Expired,
    Proof::FromTheFuture,
    Proof::ExpiredPresigned,
    Proof::OtherHost,
    Proof::OtherService,
    Proof::OtherPath,
    Proof::OtherBody,
    Proof::Garbage,
    Proof::OtherScheme,
    Proof::Legacy,
    Proof::Empty,
];

/// What is asked for, with the service's signing name. Everything names things that are there, so that a client that is let in
/// sees it at once.
fn wishes() -> Vec<(&'static str, Request)> {
    let streams = |operation: &str| {
        Request::new("POST", "/")
            .header("x-amz-target", format!("DynamoDBStreams_20120810.{operation}"))
            .header("content-type", "application/x-amz-json-1.0")
            .body("{}")
    };
    let key = json!({"pk": {"S": INTRUDER}});
    let mut wishes = vec![
        ("dynamodb", Request::dynamodb("ListTables", &json!({}))),
        ("dynamodb", Request::dynamodb("Scan", &json!({"TableName": TABLE}))),
        ("dynamodb", Request::dynamodb("PutItem", &json!({"TableName": TABLE, "Item": key}))),
        ("dynamodb", Request::dynamodb("DeleteTable", &json!({"TableName": TABLE}))),
        ("dynamodb", streams("ListStreams")),
        ("lambda", function(INTRUDER, "let me in", echo())),
        ("sqs", queues::sqs("ListQueues", &json!({}))),
        ("sqs", queues::sqs("CreateQueue", &json!({"QueueName": INTRUDER}))),
        (
            "sqs",
            queues::sqs("SendMessage", &json!({"QueueUrl": queues::url(QUEUE), "MessageBody": INTRUDER})),
        ),
        ("sqs", queues::sqs("ReceiveMessage", &json!({"QueueUrl": queues::url(QUEUE)}))),
        ("sqs", queues::sqs("DeleteQueue", &json!({"QueueUrl": queues::url(QUEUE)}))),
        (
            "sqs",
            Request::new("GET", format!("/000000000000/{QUEUE}?Action=ReceiveMessage&Version=2012-11-05")),
        ),
    ];
    for (method, path) in [
        ("GET", "/"),
        ("GET", "/honest"),
        ("GET", "/honest/first"),
        ("HEAD", "/honest/first"),
        ("PUT", "/honest/first"),
        ("PUT", "/honest/intruder"),
        ("DELETE", "/honest/first"),
        ("DELETE", "/honest"),
        ("PUT", "/intruder"),
        ("POST", "/honest?delete"),
        ("POST", "/honest/intruder?uploads"),
        ("PUT", "/honest?versioning"),
        ("GET", "//honest/first"),
        ("GET", "/honest/./first"),
        ("GET", "/first"),
    ] {
        wishes.push(("s3", Request::new(method, path)));
    }
    for (method, path) in [
        ("GET", ""),
        ("GET", "/"),
        ("GET", "/echo"),
        ("GET", "/echo/configuration"),
        ("POST", "/echo/invocations"),
        ("POST", "/echo/invoke-async"),
        ("PUT", "/echo/code"),
        ("DELETE", "/echo"),
        ("POST", "/echo/policy"),
        ("POST", "/echo/versions"),
    ] {
        wishes.push(("lambda", Request::new(method, format!("{FUNCTIONS}{path}"))));
    }
    wishes.push(("lambda", Request::new("GET", "/2015-03-31/event-source-mappings/")));
    wishes.push(("lambda", Request::new("GET", "/2016-08-19/account-settings")));
    wishes
}

/// What there is, made with the right signature.
pub(crate) async fn set_up(scene: &Scene) -> Result<()> {
    let host = scene.target.host();
    let table = json!({"TableName": TABLE, "BillingMode": "PAY_PER_REQUEST",
        "AttributeDefinitions": [{"AttributeName": "pk", "AttributeType": "S"}],
        "KeySchema": [{"AttributeName": "pk", "KeyType": "HASH"}]});
    let mut client = Client::new(&scene.target);
    for (service, request) in [
        ("s3", Request::new("PUT", format!("/{BUCKET}"))),
        ("s3", Request::new("PUT", format!("/{BUCKET}/first")).body("first")),
        ("dynamodb", Request::dynamodb("CreateTable", &table)),
        ("lambda", function("echo", "", echo())),
        ("sqs", queues::sqs("CreateQueue", &json!({"QueueName": QUEUE}))),
    ] {
        let reply = client.ask_now(&Signature::right(service, &host).on(request.clone())?).await?;
        if !reply.is_success() {
            return Err(Error::from(format!("{} was answered with {}", request.summary(), reply.summary())));
        }
    }
    Ok(())
}

/// Tries until the run is over.
pub(crate) async fn run(scene: Scene) {
    let (mut client, wishes) = (Client::new(&scene.target), wishes());
    while scene.target.pause(PACE).await {
        let Some((service, wish)) = fastrand::choice(wishes.iter()).cloned() else { return };
        match fastrand::u8(..10) {
            0 => look(&scene, &mut client).await,
            1 | 2 => {
                let host = fastrand::choice(URL_HOSTS.iter()).copied().unwrap_or_default();
                let request = wish.header("host", host);
                let request =
                    if fastrand::bool() { request } else { made(Proof::WrongSecret, service, request) };
                if let Some(reply) = scene.ask(URLS, &mut client, &request).await {
                    scene.tally.judged(URLS, no_such_url(&request, &reply), || request.summary());
                }
            }
            3 => {
                // A page is foreign whatever it shows.
                let request = wish.header("origin", "https://evil.example");
                if let Some(reply) = scene.ask(pages::PAGES, &mut client, &request).await {
                    let is_image = matches!(request.method.as_str(), "GET" | "HEAD");
                    let verdict = if is_image { shut_out(&request, &reply) } else { pages::shut_out(&reply) };
                    scene.tally.judged(pages::PAGES, verdict, || request.summary());
                }
            }
            _ => {
                let host = fastrand::choice(HOSTS.iter()).copied().unwrap_or_default();
                let proof = fastrand::choice(WRONG).unwrap_or(Proof::None);
                let request = made(proof, service, wish.header("host", host));
                if let Some(reply) = scene.ask(UNSIGNED, &mut client, &request).await {
                    let input = || format!("{proof:?}: {}", request.summary());
                    scene.tally.judged(UNSIGNED, judged(proof, service, &request, &reply), input);
                }
            }
        }
    }
}

/// The request with that proof. What cannot be signed goes without.
fn made(proof: Proof, service: &'static str, request: Request) -> Request {
    let host = request.value("host").unwrap_or("localhost").to_owned();
    let now = SystemTime::now();
    let right = Signature::right(service, &host);
    let lifetime = Some(Duration::from_secs(900));
    let signed = match proof {
        Proof::None => Ok(request.clone()),
        Proof::WrongSecret => Signature { secret: "guess", ..right }.on(request.clone()),
        Proof::UnknownKey => Signature { key: "AKIDOTHER", ..right }.on(request.clone()),
        Proof::Expired => Signature { at: now - HOUR, ..right }.on(request.clone()),
        Proof::FromTheFuture => Signature { at: now + HOUR, ..right }.on(request.clone()),
        Proof::ExpiredPresigned => {
            Signature { at: now - HOUR, presigned: lifetime, ..right }.on(request.clone())
        }
        Proof::OtherHost => Signature { host: "other.test", ..right }.on(request.clone()),
        Proof::OtherService => Signature { service: "sns", ..right }.on(request.clone()),
        // Only where S3 reads the body it sees that it is another one; what it does not read changes nothing.
        Proof::OtherBody if service == "s3" && (request.method != "PUT" || request.path.contains('?')) => {
            Signature { secret: "guess", ..right }.on(request.clone())
        }
        Proof::OtherPath => {
            let other = Request { path: format!("{}-other", request.path), ..request.clone() };
            right.on(other).map(|other| Request { path: request.path.clone(), ..other })
        }
        Proof::OtherBody => {
            let other = Request { body: Bytes::from_static(b"{\"other\":1}"), ..request.clone() };
            right.on(other).map(|other| Request { body: request.body.clone(), ..other })
        }
        Proof::Garbage => Ok(request.clone().header("authorization", "AWS4-HMAC-SHA256 nonsense")),
        Proof::OtherScheme => Ok(request.clone().header("authorization", format!("Bearer {SECRET}"))),
        Proof::Legacy => Ok(request.clone().header("authorization", format!("AWS {KEY}:bm9uc2Vuc2U="))),
        Proof::Empty => Ok(request.clone().header("authorization", "")),
    };
    signed.unwrap_or(request)
}

/// Codes with which a service refuses the caller, or a signature that it cannot read.
const REFUSALS: &[&str] = &[
    "AccessDenied",
    "AuthorizationHeaderMalformed",
    "AuthorizationQueryParametersError",
    "IncompleteSignatureException",
    "InvalidAccessKeyId",
    "InvalidSignatureException",
    "MissingAuthenticationToken",
    "RequestTimeTooSkewed",
    "SignatureDoesNotMatch",
    "UnrecognizedClientException",
    "Unsupported Authorization Type",
    "Only one auth mechanism allowed",
    "XAmzContentSHA256Mismatch",
    // A signature for a service that is not here.
    "does not emulate the service",
];

/// What DynamoDB answers to anybody, on AWS too: that it is there, and that something is none of its operations.
fn is_for_anybody(reply: &Reply) -> bool {
    let text = reply.text();
    reply.header("x-amz-crc32").is_some()
        && (text.starts_with("healthy: ")
            || text.contains("UnknownOperationException")
            || (reply.status == 404 && text.is_empty()))
}

/// Judges the answer to that proof. S3 reads a body only where it has a place for it, and so finds other things wrong
/// before it sees that the body is not the signed one; but it must not take it.
fn judged(proof: Proof, service: &str, request: &Request, reply: &Reply) -> std::result::Result<(), String> {
    let is_error_of_s3 = service == "s3" && (400..500).contains(&reply.status);
    // To who does not sign, S3 says that there is no such bucket; and what nobody signed is S3's by a bucket's host, whatever its
    // path.
    let is_anonymous = matches!(proof, Proof::None | Proof::Empty);
    let is_no_bucket =
        reply.status == 404 && (request.method == "HEAD" || reply.text().contains("NoSuchBucket"));
    match proof {
        Proof::OtherBody if is_error_of_s3 => Ok(()),
        _ if is_anonymous && is_no_bucket => Ok(()),
        _ => shut_out(request, reply),
    }
}

/// Judges the answer to a client that proved nothing.
fn shut_out(request: &Request, reply: &Reply) -> std::result::Result<(), String> {
    let says = |code: &&&str| {
        reply.text().contains(**code) || reply.headers.iter().any(|(_, value)| value.contains(**code))
    };
    let is_refusal = match reply.status {
        // HEAD is answered without a document.
        400 | 403 | 501 => request.method == "HEAD" || REFUSALS.iter().find(says).is_some(),
        _ => false,
    };
    if is_refusal || pages::shut_out(reply).is_ok() || is_for_anybody(reply) {
        return Ok(());
    }
    Err(format!("A STRANGER GOT IN: {}", reply.summary()))
}

/// Judges the answer at a function URL's host: there is no such URL, and nothing else can be reached there.
fn no_such_url(request: &Request, reply: &Reply) -> std::result::Result<(), String> {
    let says =
        reply.header("x-amzn-errortype").is_some_and(|code| code.starts_with("ResourceNotFoundException"));
    let has_no_more = reply.body.is_empty() || reply.json() == json!({ "Message": null });
    if reply.status == 404 && says && (has_no_more || request.method == "HEAD") {
        return Ok(());
    }
    Err(format!("A FUNCTION URL REACHES SOMETHING: {}", reply.summary()))
}

/// With the right signature everything is as it was made, and nothing else is there.
pub(crate) async fn look(scene: &Scene, client: &mut Client) {
    for (service, request, expected) in unchanged() {
        let host = scene.target.host();
        let Ok(signed) = Signature::right(service, &host).on(request) else { return };
        if let Some(reply) = scene.ask(SIGNED, client, &signed).await {
            scene.tally.judged(SIGNED, as_made(&reply, expected), || signed.summary());
        }
    }
}

/// Signing name, request, and what its answer has.
fn unchanged() -> [(&'static str, Request, &'static str); 6] {
    [
        ("s3", Request::new("GET", "/"), "<Name>honest</Name>"),
        ("s3", Request::new("GET", "/honest?list-type=2"), "<Key>first</Key>"),
        ("s3", Request::new("GET", "/honest/first"), "first"),
        ("dynamodb", Request::dynamodb("Scan", &json!({"TableName": TABLE})), "\"Count\":0"),
        ("lambda", Request::new("GET", FUNCTIONS), "\"FunctionName\":\"echo\""),
        (
            "sqs",
            queues::sqs(
                "GetQueueAttributes",
                &json!({"QueueUrl": queues::url(QUEUE), "AttributeNames": ["All"]}),
            ),
            "\"ApproximateNumberOfMessages\":\"0\"",
        ),
    ]
}

fn as_made(reply: &Reply, expected: &str) -> std::result::Result<(), String> {
    if reply.status != 200 {
        return Err(format!("who signs rightly is answered with {}", reply.summary()));
    }
    let text = reply.text();
    if text.contains(expected) && !text.contains(INTRUDER) {
        return Ok(());
    }
    Err(format!("CHANGED: {expected} was to be there, and nobody else's: {}", reply.summary()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answered(method: &str, reply: Reply) -> std::result::Result<(), String> {
        shut_out(&Request::new(method, "/"), &reply)
    }

    #[test]
    fn who_gets_in_is_told() {
        answered("GET", Reply::of(403, "<Code>AccessDenied</Code>")).unwrap();
        answered("POST", Reply::of(400, r#"{"__type":"…#UnrecognizedClientException"}"#)).unwrap();
        answered("HEAD", Reply::of(403, "")).unwrap();
        for (status, body) in [
            (200, "{}"),
            (204, ""),
            (404, "<Code>NoSuchBucket</Code>"),
            (400, r#"{"__type":"ValidationException"}"#),
            (409, r#"{"__type":"ResourceConflictException"}"#),
            (500, ""),
            (501, "<Code>NotImplemented</Code>"),
        ] {
            assert!(answered("POST", Reply::of(status, body)).unwrap_err().contains("GOT IN"), "{status}");
        }
        // Only DynamoDB may say so.
        answered("GET", Reply::of(200, "healthy: dynamodb.us-east-1.amazonaws.com ")).unwrap_err();
    }

    #[test]
    fn a_body_that_nobody_signed_is_told_when_it_is_taken() {
        let put = Request::new("PUT", "/honest/first");
        let of = |service, reply| judged(Proof::OtherBody, service, &put, &reply);
        of("s3", Reply::of(404, "<Code>NoSuchBucket</Code>")).unwrap();
        of("s3", Reply::of(200, "")).unwrap_err();
        of("lambda", Reply::of(404, r#"{"Message":"Function not found"}"#)).unwrap_err();
        judged(Proof::WrongSecret, "s3", &put, &Reply::of(404, "<Code>NoSuchBucket</Code>")).unwrap_err();
        judged(Proof::None, "s3", &put, &Reply::of(404, "<Code>NoSuchBucket</Code>")).unwrap();
        judged(Proof::None, "lambda", &put, &Reply::of(404, "<Code>NoSuchBucket</Code>")).unwrap();
        judged(Proof::None, "lambda", &put, &Reply::of(404, r#"{"Message":"Function not found"}"#))
            .unwrap_err();
        judged(Proof::None, "s3", &put, &Reply::of(404, "<Code>NoSuchKey</Code>")).unwrap_err();
    }

    #[test]
    fn a_function_url_that_reaches_something_is_told() {
        let kind = ("x-amzn-errortype".to_owned(), "ResourceNotFoundException".to_owned());
        let nothing = Reply { status: 404, headers: vec![kind], ..Reply::default() };
        no_such_url(&Request::new("GET", FUNCTIONS), &nothing).unwrap();
        let functions = Reply { body: Bytes::from_static(b"{\"Functions\":[]}"), ..nothing };
        no_such_url(&Request::new("GET", FUNCTIONS), &functions).unwrap_err();
        no_such_url(&Request::new("GET", FUNCTIONS), &Reply::of(200, "{\"Functions\":[]}")).unwrap_err();
        no_such_url(&Request::new("GET", FUNCTIONS), &Reply::of(404, "")).unwrap_err();
    }

    #[test]
    fn what_a_stranger_made_or_took_is_told() {
        as_made(&Reply::of(200, "<Name>honest</Name>"), "<Name>honest</Name>").unwrap();
        as_made(&Reply::of(200, "<Name>honest</Name><Name>intruder</Name>"), "<Name>honest</Name>")
            .unwrap_err();
        as_made(&Reply::of(200, "<Buckets/>"), "<Name>honest</Name>").unwrap_err();
        as_made(&Reply::of(403, "AccessDenied"), "first").unwrap_err();
    }

    #[test]
    fn every_wrong_proof_differs_from_the_right_one() {
        let request = Request::new("PUT", "/honest/first").header("host", "localhost").body("<intruder/>");
        let right = Signature::right("s3", "localhost").on(request.clone()).unwrap();
        let of = |request: &Request| request.value("authorization").map(str::to_owned);
        for proof in WRONG {
            assert_ne!(of(&made(proof, "s3", request.clone())), of(&right), "{proof:?}");
        }
    }
}
