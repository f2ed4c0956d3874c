//! No web page gets in. What browsers send is Fetch's and Fetch Metadata's (<https://fetch.spec.whatwg.org>,
//! <https://www.w3.org/TR/fetch-metadata/>); who may call is our rule.

use std::io::{Read as _, Write as _};

use super::{Running, json, status_of};

/// What a browser sends for a page that is not of this machine, in each way that a page has of sending something.
const FOREIGN: &[(&str, &[&str])] = &[
    ("a script's POST", &["origin: https://evil.example", "sec-fetch-site: cross-site"]),
    ("a script's POST without a referrer, a sandboxed frame, a file", &["origin: null"]),
    ("a page that AWS serves for somebody", &["origin: https://evil.s3.amazonaws.com"]),
    ("a form", &["origin: https://evil.example", "referer: https://evil.example/"]),
    ("an old browser's image", &["referer: https://evil.example/page.html"]),
    ("a link, a frame, an image", &["referer: https://evil.example/", "sec-fetch-site: cross-site"]),
    ("an image without a referrer", &["sec-fetch-site: cross-site", "sec-fetch-mode: no-cors"]),
    ("a page of a neighbour", &["sec-fetch-site: same-site"]),
];

/// A request to every service and to the emulator's own paths, by each method.
const REQUESTS: &[(&str, &[&str])] = &[
    ("GET /", &[]),
    ("GET /bucket", &[]),
    ("GET /bucket/", &[]),
    ("HEAD /bucket", &[]),
    ("GET /bucket?list-type=2", &[]),
    ("PUT /bucket", &[]),
    ("PUT /bucket/key", &[]),
    ("POST /bucket", &["content-type: multipart/form-data; boundary=b"]),
    ("POST /bucket/key?uploads", &[]),
    ("DELETE /bucket/key", &[]),
    ("PATCH /bucket/key", &[]),
    ("PUT /key", &["host: bucket.s3.localhost"]),
    ("GET /", &["host: bucket.s3.localhost"]),
    ("GET /?Action=ListQueues", &[]),
    ("GET /000000000000/queue?Action=SendMessage&MessageBody=x", &[]),
    ("POST /", &["content-type: application/x-www-form-urlencoded"]),
    ("GET /", &["host: dynamodb.us-east-1.amazonaws.com"]),
    ("GET /key", &["host: dynamodb.us-east-1.amazonaws.com"]),
    ("POST /", &["x-amz-target: DynamoDB_20120810.ListTables", "content-type: application/x-amz-json-1.0"]),
    ("POST /", &["x-amz-target: DynamoDBStreams_20120810.ListStreams"]),
    ("POST /", &["x-amz-target: AmazonSQS.SendMessage"]),
    ("POST /2015-03-31/functions", &["content-type: text/plain"]),
    ("POST /2015-03-31/functions", &[]),
    ("POST /2015-03-31/functions/f/invocations", &[]),
    ("GET /2015-03-31/functions", &[]),
    ("GET /2015-03-31/functions", &["host: lambda.us-east-1.localhost.localstack.cloud"]),
    ("DELETE /2015-03-31/functions/f", &[]),
    ("GET /", &["host: abc.lambda-url.us-east-1.localhost"]),
    ("POST /x/y", &["host: abc.lambda-url.us-east-1.localhost"]),
    ("GET /x/y", &["host: abc.lambda-url.us-east-1.localhost"]),
    ("GET /_ruststack/health", &[]),
    ("GET /_localstack/health", &["host: bucket.s3.localhost"]),
    ("POST /_ruststack/reset", &[]),
    ("POST /_localstack/state/reset", &[]),
    ("POST /_ruststack/clock/freeze", &[]),
    ("DELETE /_aws/dynamodb/expired", &[]),
    ("GET /_ruststack/nothing/there", &[]),
    ("OPTIONS /bucket/key", &["access-control-request-method: PUT"]),
    ("OPTIONS /", &["access-control-request-headers: x-amz-target", "access-control-request-method: POST"]),
    ("OPTIONS /bucket/key", &[]),
];

#[test]
fn no_foreign_page_reaches_any_service() {
    for auth in ["off", "verify"] {
        let server = Running::with(&[("auth", auth)]);
        for (page, marks) in FOREIGN {
            for (line, headers) in REQUESTS {
                let all: Vec<&str> = marks.iter().chain(*headers).copied().collect();
                let (head, body) = server.ask(line, &all, "");
                assert_eq!(status_of(&head), 403, "{page}: {line} {headers:?}: {head} {body}");
                assert!(!head.contains("access-control"), "{page}: {line}: {head}");
                let says_why = body.contains("cors-origins") || line.starts_with("HEAD");
                assert!(says_why, "{page}: {line}: {body}");
            }
        }
    }
}

/// The refusal comes while the body is still to be sent, so nothing of the body was waited for.
#[test]
fn a_foreign_page_is_refused_before_its_body_is_read() {
    let server = Running::with(&[]);
    for line in ["POST /2015-03-31/functions", "PUT /bucket/key", "POST /_ruststack/clock/advance"] {
        let mut stream = server.connect();
        let head = format!(
            "{line} HTTP/1.1\r\nhost: localhost\r\norigin: https://evil.example\r\ncontent-length: 100\r\n\r\n"
        );
        stream.write_all(head.as_bytes()).unwrap();
        let mut start = [0; 12];
        stream.read_exact(&mut start).unwrap();
        assert_eq!(&start, b"HTTP/1.1 403", "{line}");
    }
}

/// The request that ran code as the user, in one `fetch` with `mode: "no-cors"`.
#[test]
fn a_foreign_page_creates_no_function() {
    let server = Running::with(&[]);
    let function = r#"{"FunctionName":"f","Runtime":"python3.13","Handler":"i.h","Role":"arn:aws:iam::000000000000:role/r",
        "Code":{"ZipFile":"UEsFBgAAAAAAAAAAAAAAAAAAAAAAAA=="}}"#;
    let functions = || json(&server.ask("GET /2015-03-31/functions", &[], "").1)["Functions"].clone();
    for (page, marks) in FOREIGN {
        let headers: Vec<&str> =
            marks.iter().copied().chain(["content-type: text/plain;charset=UTF-8"]).collect();
        assert_eq!(server.status("POST /2015-03-31/functions", &headers, function), 403, "{page}");
        assert_eq!(functions(), serde_json::json!([]), "{page}");
    }
    // What curl sends is served, whatever the type says.
    let curl = ["content-type: application/x-www-form-urlencoded", "user-agent: curl/8"];
    let (head, body) = server.ask("POST /2015-03-31/functions", &curl, function);
    assert_eq!(status_of(&head), 201, "{body}");
    assert_eq!(functions()[0]["FunctionName"], "f");
}

/// Links and images lead to objects from anywhere; a page does not see what they show.
#[test]
fn any_page_may_show_an_object() {
    let server = Running::with(&[]);
    assert_eq!(server.status("PUT /bucket", &[], ""), 200);
    assert_eq!(server.status("PUT /bucket/a/key", &[], "seen"), 200);
    for (page, marks) in FOREIGN {
        for (line, host) in [
            ("GET /bucket/a/key", "localhost"),
            ("GET /bucket/a/key?v=1", "127.0.0.1"),
            ("HEAD /bucket/a/key", "localhost"),
            ("GET /a/key", "bucket.s3.localhost"),
            ("GET /a/key", "bucket.s3.amazonaws.com"),
        ] {
            let host = format!("host: {host}");
            let headers: Vec<&str> = marks.iter().copied().chain([host.as_str()]).collect();
            let (head, body) = server.ask(line, &headers, "");
            assert_eq!(status_of(&head), 200, "{page}: {line} {host}: {body}");
            assert!(!head.contains("access-control"), "{page}: {line}: {head}");
        }
        assert_eq!(server.status("DELETE /bucket/a/key", marks, ""), 403, "{page}");
        assert_eq!(server.status("GET /bucket/a/key?Action=x", marks, ""), 403, "{page}");
    }
    // Links lead to web sites, and to their first pages: <https://docs.aws.amazon.com/AmazonS3/latest/userguide/WebsiteEndpoints.html>.
    for (page, marks) in FOREIGN {
        let headers: Vec<&str> = marks.iter().copied().chain(["host: bucket.s3-website.localhost"]).collect();
        assert_eq!(server.status("GET /", &headers, ""), 404, "{page}");
        assert_eq!(server.status("PUT /key", &headers, ""), 403, "{page}");
    }
    let nothing = server.status("GET /bucket/other", &["origin: https://evil.example"], "");
    assert_eq!(nothing, 404);
}

#[test]
fn pages_of_this_machine_and_of_the_settings_are_served() {
    let server = Running::with(&[("cors-origins", "https://app.example")]);
    let target = "x-amz-target: DynamoDB_20120810.ListTables";
    let kind = "content-type: application/x-amz-json-1.0";
    for marks in [
        &["origin: http://localhost:3000", "sec-fetch-site: same-site"][..],
        &["origin: https://app.example", "sec-fetch-site: cross-site"],
        &["referer: https://app.example/page"],
        &["referer: http://127.0.0.1:3000/", "sec-fetch-site: cross-site"],
        &["sec-fetch-site: none", "sec-fetch-mode: navigate", "sec-fetch-user: ?1"],
        &["sec-fetch-site: same-origin"],
        &[],
    ] {
        let headers: Vec<&str> = marks.iter().copied().chain([target, kind]).collect();
        assert_eq!(server.status("POST /", &headers, "{}"), 200, "{marks:?}");
        assert_eq!(server.status("GET /2015-03-31/functions", marks, ""), 200, "{marks:?}");
        assert_eq!(server.status("GET /_ruststack/health", marks, ""), 200, "{marks:?}");
        assert_eq!(server.status("POST /_ruststack/reset", marks, ""), 200, "{marks:?}");
    }
    let everybody = Running::with(&[("cors-origins", "*")]);
    for (page, marks) in FOREIGN {
        assert_eq!(everybody.status("GET /2015-03-31/functions", marks, ""), 200, "{page}");
    }
}

/// A form needs no script and no preflight, so JSON services take none of a browser, not even of our own pages.
#[test]
fn a_browsers_form_is_no_json() {
    let server = Running::with(&[("cors-origins", "*")]);
    let target = "x-amz-target: DynamoDB_20120810.ListTables";
    for kind in [
        "content-type: text/plain",
        "content-type: Text/Plain;charset=UTF-8",
        "content-type: application/x-www-form-urlencoded",
        "content-type: multipart/form-data; boundary=b",
    ] {
        for mark in
            ["origin: http://localhost:3000", "referer: http://localhost/", "sec-fetch-mode: navigate"]
        {
            let (head, body) = server.ask("POST /2015-03-31/functions", &[mark, kind], "{}");
            assert_eq!(status_of(&head), 403, "{mark} {kind}: {body}");
            assert!(head.contains("x-amzn-errortype: AccessDeniedException"), "{head}");
            assert_eq!(server.status("POST /", &[mark, kind, target], "{}"), 403, "{mark} {kind}");
        }
        // Refused for what it is, not for how it came.
        let (head, body) = server.ask("POST /2015-03-31/functions", &[kind], "{}");
        assert_eq!(status_of(&head), 400, "{kind}: {body}");
    }
    let (head, _) = server.ask(
        "POST /2015-03-31/functions/f/invocations",
        &["origin: http://localhost:3000", "content-type: application/json"],
        "{}",
    );
    assert_eq!(status_of(&head), 404, "there is no such function");
}

/// A page's own name may be made to lead to this machine once the page is loaded. Names that cannot be are served.
#[test]
fn a_rebound_name_is_refused_on_a_loopback_address() {
    let server = Running::with(&[("allowed-hosts", "aws.test")]);
    for host in ["rebound.example:4566", "evil.example", "localhost.evil.example"] {
        for line in ["GET /_ruststack/health", "GET /2015-03-31/functions", "GET /bucket/key", "OPTIONS /"] {
            for marks in [&[][..], &["sec-fetch-site: same-origin"], &["origin: http://localhost"]] {
                let host = format!("host: {host}");
                let headers: Vec<&str> = marks.iter().copied().chain([host.as_str()]).collect();
                let (head, body) = server.ask(line, &headers, "");
                assert_eq!(status_of(&head), 403, "{host} {line}");
                assert!(body.contains("allowed-hosts"), "{host} {line}: {body}");
            }
        }
    }
    for host in [
        "127.0.0.1:4566",
        "[::1]",
        "192.168.1.5",
        "localhost:1",
        "b.s3.localhost",
        "aws.test",
        "b.aws.test",
        "host.docker.internal:4566",
        "dynamodb.eu-west-1.amazonaws.com",
        "localhost.localstack.cloud:4566",
    ] {
        let host = format!("host: {host}");
        assert_eq!(server.status("GET /_ruststack/health", &[&host], ""), 200, "{host}");
    }
    // RFC 9112, 3.2: only HTTP/1.1 must name its host.
    let reply = server.exchange("GET /_ruststack/health HTTP/1.0\r\n\r\n");
    assert_eq!(status_of(&reply), 200, "{reply}");
    let open = Running::with(&[("host", "0.0.0.0")]);
    assert_eq!(open.status("GET /_ruststack/health", &["host: ruststack:4566"], ""), 200);
}

/// HTTP/2 names the host in `:authority`.
#[tokio::test(flavor = "multi_thread")]
async fn a_rebound_name_is_refused_over_http_2() {
    let server = Running::with(&[]);
    let stream = tokio::net::TcpStream::connect(server.address).await.unwrap();
    let io = hyper_util::rt::TokioIo::new(stream);
    let executor = hyper_util::rt::TokioExecutor::new();
    let (mut sender, connection) = hyper::client::conn::http2::handshake(executor, io).await.unwrap();
    let asking = async {
        for (host, expected) in [("rebound.example:4566", 403), ("localhost:4566", 200)] {
            let uri = format!("http://{host}/_ruststack/health");
            let request = http::Request::get(uri).body(http_body_util::Empty::<bytes::Bytes>::new()).unwrap();
            let reply = sender.send_request(request).await.unwrap();
            assert_eq!(reply.status().as_u16(), expected, "{host}");
        }
    };
    tokio::select! {
        () = asking => {}
        ended = connection => panic!("the connection ended first: {ended:?}"),
    }
}

/// <https://fetch.spec.whatwg.org/#cors-preflight-fetch>
#[test]
fn a_page_of_this_machine_may_call_and_a_foreign_one_may_not() {
    let server = Running::with(&[]);
    let preflight =
        ["access-control-request-method: PUT", "access-control-request-headers: x-amz-date,amz-sdk-request"];
    let ours = "origin: http://localhost:3000";
    let (head, _) = server.ask("OPTIONS /bucket/key", &[ours, preflight[0], preflight[1]], "");
    assert_eq!(status_of(&head), 204);
    assert!(head.contains("access-control-allow-origin: http://localhost:3000\r\n"), "{head}");
    assert!(head.contains("access-control-allow-headers: x-amz-date,amz-sdk-request"), "{head}");
    assert!(head.contains("PUT"), "{head}");
    let (head, _) = server.ask("GET /_ruststack/health", &[ours], "");
    assert!(head.contains("access-control-allow-origin: http://localhost:3000"), "{head}");
    let foreign = "origin: https://evil.example";
    let (head, _) = server.ask("OPTIONS /bucket/key", &[foreign, preflight[0]], "");
    assert!(status_of(&head) == 403 && !head.contains("access-control"), "{head}");
    assert_eq!(server.status("POST /_ruststack/reset", &[foreign], ""), 403);
    let (head, _) = server.ask("GET /_ruststack/health", &[], "");
    assert!(!head.contains("access-control") && !head.contains("vary"), "{head}");
}

/// The rules that a bucket's owner put let a page in, for what they name: <https://docs.aws.amazon.com/AmazonS3/latest/userguide/cors.html>.
/// That a page which they do not name is kept out is ours.
#[test]
fn a_page_that_the_rules_of_a_bucket_name_may_call_it_and_nothing_else() {
    let server = Running::with(&[]);
    assert_eq!(server.status("PUT /rules", &[], ""), 200);
    let rules = "<CORSConfiguration><CORSRule><AllowedOrigin>https://app.example</AllowedOrigin><AllowedMethod>PUT</AllowedMethod></CORSRule></CORSConfiguration>";
    assert_eq!(server.status("PUT /rules?cors", &[], rules), 200);
    let (app, evil) = ("origin: https://app.example", "origin: https://evil.example");
    let wants = "access-control-request-method: PUT";
    let (head, _) = server.ask("OPTIONS /rules/k", &[app, wants], "");
    assert_eq!(status_of(&head), 200);
    assert!(head.contains("access-control-allow-origin: https://app.example\r\n"), "{head}");
    let (head, _) = server.ask("PUT /rules/k", &[app], "x");
    assert_eq!(status_of(&head), 200);
    assert!(head.contains("access-control-allow-origin: https://app.example\r\n"), "{head}");
    // Another page, another method, another bucket, another service.
    let (head, body) = server.ask("OPTIONS /rules/k", &[evil, wants], "");
    assert!(status_of(&head) == 403 && body.contains("AccessForbidden"), "{head} {body}");
    for (line, headers) in [
        ("PUT /rules/k", &[evil][..]),
        ("DELETE /rules/k", &[app]),
        ("PUT /other", &[app]),
        ("POST /rules", &[app, "x-amz-target: DynamoDB_20120810.ListTables"]),
        ("PUT /rules/k?Action=CreateUser", &[app]),
        ("POST /2015-03-31/functions", &[app]),
        ("POST /_ruststack/reset", &[app]),
    ] {
        assert_eq!(server.status(line, headers, ""), 403, "{line}");
    }
    // Where a bucket has rules, they count for pages of this machine too.
    let (head, _) = server.ask("PUT /rules/k", &["origin: http://localhost:3000"], "y");
    assert!(status_of(&head) == 200 && !head.contains("access-control"), "{head}");
}

/// dynalite's tests of connections, recorded on AWS. Which origins may call is our setting's matter.
#[test]
fn dynamodb_lets_pages_in_as_on_aws() {
    let server = Running::with(&[]);
    let ours = "origin: http://localhost:3000";
    let wants = "access-control-request-headers: authorization,x-amz-date,X-Amz-Target";
    let (head, body) = server.ask("OPTIONS /", &[ours, wants, "access-control-request-method: POST"], "");
    assert_eq!((status_of(&head), body.as_str()), (200, ""));
    for line in [
        "access-control-allow-origin: *\r\n",
        "access-control-allow-headers: authorization,x-amz-date,X-Amz-Target\r\n",
        "access-control-allow-methods: POST\r\n",
        "access-control-max-age: 172800\r\n",
        "content-length: 0\r\n",
        "x-amzn-requestid: ",
        "server: Server\r\n",
    ] {
        assert!(head.contains(line), "{line} {head}");
    }
    let target = "x-amz-target: DynamoDB_20120810.ListTables";
    let (head, _) = server.ask("POST /", &[ours, target, "content-type: application/x-amz-json-1.0"], "{}");
    assert!(status_of(&head) == 200 && head.contains("access-control-allow-origin: *\r\n"), "{head}");
    assert!(head.contains("x-amzn-requestid") && !head.contains("vary"), "{head}");
    assert!(head.contains("server: Server\r\n"), "{head}");
    let shown = head.lines().find(|line| line.starts_with("access-control-expose-headers: ")).unwrap();
    assert!(!shown.contains("x-amz-crc32"), "{shown}");
    let foreign = "origin: https://evil.example";
    let (head, _) = server.ask("OPTIONS /", &[foreign, wants], "");
    assert!(status_of(&head) == 403 && !head.contains("access-control"), "{head}");
}

/// A page that shows by nothing which service it means is answered as DynamoDB would on AWS, which answers `*` to all;
/// S3 does too, by a rule that lets all in.
#[test]
fn where_all_pages_may_call_the_answer_is_for_all() {
    let server = Running::with(&[("cors-origins", "*")]);
    let page = "origin: https://app.example";
    for (line, headers) in [
        ("GET /", &[][..]),
        ("OPTIONS /", &[]),
        ("OPTIONS /", &["access-control-request-method: POST"]),
        ("OPTIONS /", &["access-control-request-headers: x-amz-target"]),
        ("GET /2015-03-31/functions", &[]),
        ("GET /_ruststack/health", &[]),
    ] {
        let all: Vec<&str> = headers.iter().copied().chain([page]).collect();
        let (head, _) = server.ask(line, &all, "");
        assert!(head.contains("access-control-allow-origin: *\r\n"), "{line} {headers:?}: {head}");
        assert!(!head.contains("vary"), "{line} {headers:?}: {head}");
    }
}
