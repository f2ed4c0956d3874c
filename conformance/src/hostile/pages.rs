//! Foreign web pages and rebound names: whatever they ask for, the answer is 403. Each request would change or show
//! something if it were let in.

use std::time::Duration;

use serde_json::json;

use super::scene::{GUARDED, INTRUDER, Scene, TABLE};
use super::tally::Kind;
use super::target::Client;
use super::things::{FUNCTIONS, echo, function};
use super::wire::{Reply, Request};

/// Requests of foreign pages.
pub(crate) const PAGES: Kind = "foreign pages";
/// Requests to a name that was made to lead here.
pub(crate) const NAMES: Kind = "foreign names";
/// Objects that pages show, which is allowed.
pub(crate) const IMAGES: Kind = "objects in foreign pages";

const PACE: Duration = Duration::from_millis(8);

/// What a browser says about a page that is not of this machine.
const MARKS: &[&[(&str, &str)]] = &[
    &[("origin", "https://evil.example")],
    &[("origin", "http://evil.example:4566"), ("sec-fetch-site", "same-origin")],
    &[("origin", "null")],
    &[("origin", "null"), ("referer", "http://localhost:3000/")],
    &[("origin", "http://localhost.evil.example")],
    &[("origin", "http://localhost@evil.example")],
    &[("origin", "http://127.0.0.1.evil.example")],
    &[("origin", "https://evil.s3.amazonaws.com")],
    &[("origin", "https://evil.s3-website-us-east-1.amazonaws.com")],
    &[("origin", "http://192.168.1.77:4566")],
    &[("origin", "file://")],
    &[("origin", "")],
    &[("origin", "chrome-extension://abcdefgh")],
    &[("origin", "http://localhost"), ("origin", "https://evil.example")],
    &[("Origin", "https://EVIL.example"), ("Sec-Fetch-Mode", "no-cors")],
    &[("referer", "https://evil.example/page.html")],
    &[("referer", "https://evil.example/http://localhost/"), ("sec-fetch-site", "none")],
    &[("referer", "https://localhost.localstack.cloud.evil.example/")],
    &[("sec-fetch-site", "cross-site")],
    &[("sec-fetch-site", "same-site")],
    &[("sec-fetch-site", "cross-site"), ("sec-fetch-mode", "navigate"), ("sec-fetch-dest", "iframe")],
    &[("sec-fetch-site", "NONE")],
];

/// Names that anybody can make lead to this machine.
const HOSTS: &[&str] = &[
    "evil.example",
    "evil.example:4566",
    "localhost.evil.example",
    "127.0.0.1.nip.example",
    "guarded.s3.evil.example",
    "x.lambda-url.evil.example",
    "lambda.evil.example",
    "amazonaws.com.evil.example",
    "notlocalhost",
    "evil.example.",
    "EVIL.example",
];

/// Body types: those that a form sends without asking, and the services' own.
const TYPES: &[&str] = &[
    "text/plain",
    "application/x-www-form-urlencoded",
    "multipart/form-data; boundary=b",
    "application/json",
    "application/x-amz-json-1.0",
    "TEXT/PLAIN; charset=utf-8",
];

/// What a page would like to do. None of them is a read of an object.
pub(crate) fn wishes() -> Vec<Request> {
    let put = json!({"TableName": TABLE, "Item": {"pk": {"S": INTRUDER}}});
    let table = json!({"TableName": INTRUDER, "BillingMode": "PAY_PER_REQUEST",
        "AttributeDefinitions": [{"AttributeName": "pk", "AttributeType": "S"}],
        "KeySchema": [{"AttributeName": "pk", "KeyType": "HASH"}]});
    let mut wishes = vec![
        function(INTRUDER, "let me in", echo()),
        Request::dynamodb("PutItem", &put),
        Request::dynamodb("CreateTable", &table),
        Request::dynamodb("DeleteTable", &json!({"TableName": TABLE})),
        Request::dynamodb("Scan", &json!({"TableName": TABLE})),
        Request::dynamodb("ListTables", &json!({})),
    ];
    for (method, path) in [
        ("GET", "/"),
        ("POST", "/"),
        ("GET", "/?Action=ListUsers&Version=2010-05-08"),
        ("GET", "/guarded/object-0?Action=DeleteQueue"),
        ("GET", "/guarded"),
        ("GET", "/guarded/"),
        ("GET", "/guarded?list-type=2"),
        ("HEAD", "/guarded"),
        ("PUT", "/intruder"),
        ("DELETE", "/guarded"),
        ("POST", "/guarded"),
        ("POST", "/guarded?delete"),
        ("PUT", "/guarded?versioning"),
        ("PUT", "/guarded/object-0"),
        ("PUT", "/guarded/intruder"),
        ("DELETE", "/guarded/object-0"),
        ("POST", "/guarded/intruder?uploads"),
        ("PATCH", "/guarded/object-0"),
        ("OPTIONS", "/guarded/object-0"),
        ("OPTIONS", "/"),
        ("OPTIONS", FUNCTIONS),
        ("TRACE", "/"),
        ("PROPFIND", "/guarded"),
        ("GET", FUNCTIONS),
        ("POST", FUNCTIONS),
        ("GET", "/2015-03-31/functions/marker"),
        ("DELETE", "/2015-03-31/functions/marker"),
        ("POST", "/2015-03-31/functions/marker/invocations"),
        ("PUT", "/2015-03-31/functions/marker/code"),
        ("GET", "/2015-03-31/event-source-mappings/"),
        ("GET", "/_ruststack/health"),
        ("GET", "/_ruststack/info"),
        ("POST", "/_ruststack/reset"),
        ("POST", "/_localstack/state/reset"),
        ("GET", "/_localstack/health"),
        ("GET", "/_ruststack/checkpoints"),
        ("POST", "/_ruststack/checkpoints/intruder"),
        ("POST", "/_ruststack/checkpoints/intruder/restore"),
        ("POST", "/_ruststack/clock/freeze"),
        ("POST", "/_ruststack/clock/advance"),
        ("POST", "/_ruststack/dynamodb/realism"),
        ("DELETE", "/_aws/dynamodb/expired"),
        ("GET", "/_ruststack/nothing"),
    ] {
        wishes.push(Request::new(method, path));
    }
    wishes
}

/// Lets pages try until the run is over.
pub(crate) async fn run(scene: Scene) {
    let (mut client, wishes) = (Client::new(&scene.target), wishes());
    while scene.target.pause(PACE).await {
        let Some(mut request) = fastrand::choice(wishes.iter()).cloned() else { return };
        if request.value("content-type").is_none() && matches!(request.method.as_str(), "POST" | "PUT") {
            request = typed(request);
        }
        match fastrand::u8(..8) {
            0 => show(&scene, &mut client).await,
            1 | 2 => {
                let host = fastrand::choice(HOSTS.iter()).copied().unwrap_or_default();
                let mut request = request.header("host", host);
                // A rebound name is of one origin with what it calls, objects included.
                if fastrand::bool() {
                    request = request.header("sec-fetch-site", "same-origin");
                }
                if fastrand::u8(..4) == 0 {
                    (request.method, request.path) = ("GET".into(), format!("/{GUARDED}/object-0"));
                }
                attack(&scene, &mut client, NAMES, request).await;
            }
            _ => attack(&scene, &mut client, PAGES, marked(request)).await,
        }
    }
}

fn typed(request: Request) -> Request {
    let kind = fastrand::choice(TYPES.iter()).copied().unwrap_or_default();
    let body = if request.body.is_empty() { "{}".into() } else { request.body.clone() };
    request.header("content-type", kind).body(body)
}

/// The request with the marks of some foreign page.
fn marked(mut request: Request) -> Request {
    for (name, value) in fastrand::choice(MARKS.iter()).copied().unwrap_or_default() {
        request = request.header(name, *value);
    }
    if request.method == "OPTIONS" {
        request = request
            .header("access-control-request-method", "PUT")
            .header("access-control-request-headers", "authorization,x-amz-target");
    }
    request
}

async fn attack(scene: &Scene, client: &mut Client, kind: Kind, request: Request) {
    if let Some(reply) = scene.ask(kind, client, &request).await {
        scene.tally.judged(kind, shut_out(&reply), || request.summary());
    }
}

/// Judges the answer to a page: 403, and nothing that lets the page read it.
pub(crate) fn shut_out(reply: &Reply) -> Result<(), String> {
    if reply.status != 403 {
        return Err(format!("A PAGE GOT IN: {}", reply.summary()));
    }
    grants_nothing(reply)
}

fn grants_nothing(reply: &Reply) -> Result<(), String> {
    match reply.headers.iter().find(|(name, _)| name.starts_with("access-control-")) {
        Some((name, value)) => Err(format!("A PAGE MAY READ: {name}: {value}")),
        None => Ok(()),
    }
}

/// A page may show an object, and learns nothing of it.
async fn show(scene: &Scene, client: &mut Client) {
    let method = if fastrand::bool() { "GET" } else { "HEAD" };
    let request = marked(Request::new(method, format!("/{GUARDED}/object-0")));
    if let Some(reply) = scene.ask(IMAGES, client, &request).await {
        let verdict = match reply.status {
            200 => grants_nothing(&reply),
            _ => Err(format!("a page may show objects, and was answered with {}", reply.summary())),
        };
        scene.tally.judged(IMAGES, verdict, || request.summary());
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::hostile::scene::MARKER;

    #[test]
    fn a_page_that_gets_in_or_may_read_is_told() {
        shut_out(&Reply::of(403, "This origin may not call RustStack")).unwrap();
        for status in [200, 201, 204, 302, 400, 404, 405, 500, 501] {
            assert!(shut_out(&Reply::of(status, "")).unwrap_err().contains("GOT IN"), "{status}");
        }
        let mut granted = Reply::of(403, "");
        granted.headers.push(("access-control-allow-origin".into(), "*".into()));
        assert!(shut_out(&granted).unwrap_err().contains("MAY READ"));
    }

    #[test]
    fn wishes_aim_at_what_is_there() {
        let wishes: Vec<String> = wishes().iter().map(Request::summary).collect();
        for name in [GUARDED, MARKER, INTRUDER] {
            assert!(wishes.iter().any(|wish| wish.contains(name)), "{name}");
        }
    }
}
