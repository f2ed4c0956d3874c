//! With `--auth verify` nothing is done for who did not sign, whatever host, path or form the request has. Every
//! operation of every service is asked for without a signature, with wrong ones and with the right one.

use std::time::{Duration, UNIX_EPOCH};

use aws_sigv4::http_request::{
    PayloadChecksumKind, PercentEncodingMode, SignableBody, SignableRequest, SigningSettings,
    UriPathNormalizationMode, sign,
};

use base::service::Known;

use super::{Running, json, status_of};

/// Hosts that lead to the services: none in particular, each service's, and buckets' of every form.
const HOSTS: &[&str] = &[
    "localhost",
    "127.0.0.1:4566",
    "ruststack.test:4566",
    "s3.us-east-1.localhost.localstack.cloud:4566",
    "bucket.s3.localhost",
    "bucket.localhost",
    "lambda.s3.localhost",
    "dynamodb.s3.us-east-1.amazonaws.com",
    "lambda.localhost",
    "lambda.us-east-1.amazonaws.com",
    "dynamodb.localhost.localstack.cloud:4566",
    "streams.dynamodb.us-east-1.amazonaws.com",
    "000000000000.localhost:4566",
];

/// Hosts of function URLs.
const URL_HOSTS: &[&str] = &[
    "x.lambda-url.y",
    "abc123.lambda-url.us-east-1.localhost.localstack.cloud:4566",
    "X.LAMBDA-URL.localhost",
];

/// What is answered to anybody even so: not one operation is among it.
const ANONYMOUS: &[(&str, &[&str], &str, u16, &str)] = &[
    ("GET /_ruststack/health", &[], "", 200, "the emulator's own paths, docs/control.md"),
    ("POST /_ruststack/reset", &[], "", 200, "the emulator's own paths, docs/control.md"),
    (
        "OPTIONS /b/k",
        &["origin: http://localhost", "access-control-request-method: PUT"],
        "",
        204,
        "preflights",
    ),
    (
        "POST /b",
        &["content-type: multipart/form-data; boundary=b"],
        "",
        400,
        "a form, which is signed inside: this one cannot be read",
    ),
    ("GET /", &[LIST_TABLES], "", 200, "DynamoDB's health, recorded on AWS by dynalite"),
    ("PUT /", &[LIST_TABLES], "", 404, "what is no POST, recorded likewise"),
    ("POST /", &["x-amz-target: DynamoDB_20120810.None", AMZ_JSON], "{}", 400, "no operation, likewise"),
    ("POST /", &[LIST_TABLES, AMZ_JSON], "no JSON", 400, "no JSON, likewise"),
];

const LIST_TABLES: &str = "x-amz-target: DynamoDB_20120810.ListTables";
const AMZ_JSON: &str = "content-type: application/x-amz-json-1.0";

/// One request, to whatever host.
#[derive(Clone, Debug)]
struct Asked {
    service: &'static str,
    method: String,
    /// Path and query.
    path: String,
    headers: Vec<String>,
    body: &'static str,
}

/// Every operation in every form of its path.
fn every_operation() -> Vec<Asked> {
    let dynamodb = (ddb_engine::DYNAMODB.operations)().into_iter().map(|Known { name, .. }| {
        let of_streams = ["DescribeStream", "GetRecords", "GetShardIterator", "ListStreams"].contains(&name);
        let api = if of_streams { "DynamoDBStreams" } else { "DynamoDB" };
        let headers = vec![format!("x-amz-target: {api}_20120810.{name}"), AMZ_JSON.to_owned()];
        Asked { service: "dynamodb", method: "POST".into(), path: "/".into(), headers, body: "{}" }
    });
    let lambda = lambda_exec::routes().flat_map(|(_, method, template)| {
        let (path, query) = template.split_once('?').unwrap_or((template, ""));
        let path = filled(path);
        [path.clone(), format!("{path}/"), format!("/{path}")].map(|path| Asked {
            service: "lambda",
            method: method.into(),
            path: if query.is_empty() { path } else { format!("{path}?{query}") },
            headers: Vec::new(),
            body: "{}",
        })
    });
    let s3 = s3_operations().into_iter().flat_map(|(_, method, address)| {
        let (path, query) = address.split_once('?').unwrap_or((address, ""));
        let query = if query.is_empty() { String::new() } else { format!("?{query}") };
        let in_host = path.strip_prefix("/{Bucket}").filter(|_| path.starts_with("/{Bucket}"));
        let in_host = in_host.map(|rest| if rest.is_empty() { "/" } else { rest });
        [Some(path), in_host].into_iter().flatten().map(filled).map(move |path| Asked {
            service: "s3",
            method: method.into(),
            path: format!("{path}{query}"),
            headers: Vec::new(),
            body: "",
        })
    });
    let control = s3_engine::control_routes().map(|(_, method, template)| Asked {
        service: "s3",
        method: method.into(),
        path: filled(template),
        headers: vec!["x-amz-account-id: 000000000000".into()],
        body: "",
    });
    dynamodb.chain(lambda).chain(s3).chain(control).collect()
}

/// A template with a name for each of its parameters.
fn filled(template: &str) -> String {
    let named = |segment: &str| if segment.starts_with('{') { "name".to_owned() } else { segment.to_owned() };
    template.split('/').map(named).collect::<Vec<_>>().join("/")
}

fn s3_operations() -> Vec<(&'static str, &'static str, &'static str)> {
    let lines = include_str!("s3_operations.txt").lines().filter(|line| !line.starts_with('#'));
    let fields = |line: &'static str| {
        let mut fields = line.split(' ');
        (fields.next().unwrap(), fields.next().unwrap(), fields.next().unwrap())
    };
    lines.map(fields).collect()
}

/// How a request shows who sends it.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Proof {
    None,
    Right,
    WrongSecret,
    UnknownKey,
    OtherHost,
    OtherService,
    Garbage,
    OtherScheme,
    LegacyGarbage,
    PresignedGarbage,
}

const WRONG: [Proof; 8] = [
    Proof::WrongSecret,
    Proof::UnknownKey,
    Proof::OtherHost,
    Proof::OtherService,
    Proof::Garbage,
    Proof::OtherScheme,
    Proof::LegacyGarbage,
    Proof::PresignedGarbage,
];

/// A server that verifies, its clock stopped, so that a signature is wrong for one reason only.
struct Verifying {
    server: Running,
    /// Since the epoch.
    now: Duration,
}

impl Verifying {
    fn start() -> Verifying {
        let flags = [("auth", "verify"), ("access-keys", "AKID:hush"), ("allowed-hosts", "*")];
        let server = Running::with(&flags);
        let frozen = json(&server.ask("POST /_ruststack/clock/freeze", &[], "").1);
        Verifying { now: Duration::from_millis(frozen["epoch_ms"].as_u64().unwrap()), server }
    }

    fn ask_as(&self, asked: &Asked, host: &str, proof: Proof) -> (String, String) {
        let signature = |host, service, key, secret| signature(self.now, asked, host, service, (key, secret));
        let mut headers = vec![format!("host: {host}")];
        headers.extend(asked.headers.iter().cloned());
        let mut path = asked.path.clone();
        match proof {
            Proof::None => {}
            Proof::Right => headers.extend(signature(host, asked.service, "AKID", "hush")),
            Proof::WrongSecret => headers.extend(signature(host, asked.service, "AKID", "other")),
            Proof::UnknownKey => headers.extend(signature(host, asked.service, "OTHER", "hush")),
            Proof::OtherHost => headers.extend(signature("other.test", asked.service, "AKID", "hush")),
            // A service that is not there; one that is would be the one that answers.
            Proof::OtherService => headers.extend(signature(host, "sns", "AKID", "hush")),
            Proof::Garbage => headers.push("authorization: AWS4-HMAC-SHA256 nonsense".to_owned()),
            Proof::OtherScheme => headers.push("authorization: Bearer nonsense".to_owned()),
            Proof::LegacyGarbage => headers.push("authorization: AWS AKID:nonsense".to_owned()),
            Proof::PresignedGarbage => {
                let joint = if path.contains('?') { '&' } else { '?' };
                let day = time::OffsetDateTime::UNIX_EPOCH + self.now;
                let day = day.format(time::macros::format_description!("[year][month][day]")).unwrap();
                path += &format!(
                    "{joint}X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Date={day}T000000Z&X-Amz-Expires=604800\
                     &X-Amz-Credential=AKID%2F{day}%2Fus-east-1%2F{}%2Faws4_request&X-Amz-SignedHeaders=host\
                     &X-Amz-Signature={}",
                    asked.service,
                    "0".repeat(64)
                );
            }
        }
        let lines: Vec<&str> = headers.iter().map(String::as_str).collect();
        self.server.ask(&format!("{} {path}", asked.method), &lines, asked.body)
    }
}

/// The headers that AWS's own signer adds.
fn signature(
    now: Duration,
    asked: &Asked,
    host: &str,
    service: &str,
    (key, secret): (&str, &str),
) -> Vec<String> {
    let mut settings = SigningSettings::default();
    if service == "s3" {
        settings.payload_checksum_kind = PayloadChecksumKind::XAmzSha256;
        settings.percent_encoding_mode = PercentEncodingMode::Single;
        settings.uri_path_normalization_mode = UriPathNormalizationMode::Disabled;
    }
    let credentials = aws_credential_types::Credentials::new(key, secret, None, None, "test").into();
    let params = aws_sigv4::sign::v4::SigningParams::builder()
        .identity(&credentials)
        .region("us-east-1")
        .name(service)
        .time(UNIX_EPOCH + now)
        .settings(settings)
        .build()
        .unwrap()
        .into();
    let url = format!("http://{host}{}", asked.path);
    let headers = asked.headers.iter().map(|line| line.split_once(": ").unwrap()).chain([("host", host)]);
    let body = SignableBody::Bytes(asked.body.as_bytes());
    let request = SignableRequest::new(&asked.method, url, headers, body).unwrap();
    let (instructions, _) = sign(request, &params).unwrap().into_parts();
    instructions.headers().map(|(name, value)| format!("{name}: {value}")).collect()
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
    "SignatureDoesNotMatch",
    "UnrecognizedClientException",
    "Unsupported Authorization Type",
    "Only one auth mechanism allowed",
    // A signature for a service that is not here.
    "does not emulate the service 'sns'",
];

fn is_refused(head: &str, body: &str) -> bool {
    let says = |text: &str| REFUSALS.iter().any(|code| text.contains(code));
    match status_of(head) {
        400 | 403 | 501 if says(head) || says(body) => true,
        // HEAD is answered without a document.
        400 | 403 => body.is_empty(),
        501 => body.is_empty() && head.contains("content-type: text/xml"),
        _ => false,
    }
}

/// What DynamoDB says about what is none of its operations: see [`ANONYMOUS`].
fn is_no_operation(head: &str, body: &str) -> bool {
    let of_dynamodb = head.contains("x-amz-crc32");
    let to_head = status_of(head) == 404 && body.is_empty();
    of_dynamodb && (body.starts_with("healthy: ") || body.contains("UnknownOperationException") || to_head)
}

/// That there is no such bucket AWS tells everybody.
fn is_no_such_bucket(head: &str, body: &str) -> bool {
    status_of(head) == 404 && (body.is_empty() || body.contains("<Code>NoSuchBucket</Code>"))
}

/// A preflight is never signed, and changes nothing: <https://fetch.spec.whatwg.org/#cors-preflight-fetch>.
fn is_preflight(head: &str, body: &str) -> bool {
    status_of(head) == 400 && body.contains("Origin request header needed")
}

fn is_no_such_url(head: &str, body: &str) -> bool {
    let says = head.contains("x-amzn-errortype: ResourceNotFoundException");
    status_of(head) == 404
        && says
        && (body.is_empty() || json(body) == serde_json::json!({ "Message": null }))
}

#[test]
fn the_list_of_s3_operations_has_all() {
    let listed: Vec<&str> = s3_operations().into_iter().map(|(name, ..)| name).collect();
    for Known { name, .. } in (s3_engine::S3.operations)() {
        assert!(listed.contains(&name), "{name} is missing in s3_operations.txt");
    }
}

#[test]
fn nothing_is_done_for_who_did_not_sign() {
    let server = Verifying::start();
    for asked in every_operation() {
        for host in HOSTS {
            let (head, body) = server.ask_as(&asked, host, Proof::None);
            assert!(
                is_refused(&head, &body)
                    || is_no_operation(&head, &body)
                    || is_preflight(&head, &body)
                    || is_no_such_bucket(&head, &body),
                "{asked:?} at {host}: {head} {body}"
            );
        }
    }
}

#[test]
fn nothing_is_done_for_who_signed_wrongly() {
    let server = Verifying::start();
    for (at, asked) in every_operation().into_iter().enumerate() {
        // Every wrong way for every operation, and in turn at every host.
        for (turn, proof) in WRONG.into_iter().enumerate() {
            let host = HOSTS[(at * WRONG.len() + turn * 5 + at / HOSTS.len()) % HOSTS.len()];
            let (head, body) = server.ask_as(&asked, host, proof);
            assert!(
                is_refused(&head, &body)
                    || is_no_operation(&head, &body)
                    || is_preflight(&head, &body)
                    || is_no_such_bucket(&head, &body),
                "{asked:?} at {host} with {proof:?}: {head} {body}"
            );
        }
    }
}

/// Refused or not is a matter of the signature alone: what was refused above is let through here.
#[test]
fn who_signed_rightly_is_let_through() {
    let server = Verifying::start();
    for asked in every_operation() {
        for host in HOSTS {
            let (head, body) = server.ask_as(&asked, host, Proof::Right);
            assert!(!is_refused(&head, &body), "{asked:?} at {host}: {head} {body}");
        }
    }
}

/// A function URL is for its function: no operation of any service can be reached there, with or without a signature.
#[test]
fn a_function_url_reaches_nothing_else() {
    let server = Verifying::start();
    for asked in every_operation() {
        for host in URL_HOSTS {
            for proof in [Proof::None, Proof::Right, Proof::WrongSecret] {
                let (head, body) = server.ask_as(&asked, host, proof);
                assert!(is_no_such_url(&head, &body), "{asked:?} at {host} with {proof:?}: {head} {body}");
            }
        }
    }
    for request in [
        "GET http://x.lambda-url.y/2015-03-31/functions HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n",
        "GET /2015-03-31/functions HTTP/1.0\r\nhost: x.lambda-url.y\r\n\r\n",
    ] {
        let reply = server.server.exchange(request);
        let (head, body) = reply.split_once("\r\n\r\n").unwrap();
        assert!(is_no_such_url(head, body), "{request}: {reply}");
    }
    let open = Running::with(&[("allowed-hosts", "*")]);
    let (head, body) = open.ask("GET /2015-03-31/functions", &["host: x.lambda-url.y"], "");
    assert!(is_no_such_url(&head, &body), "{head} {body}");
    let without = Running::with(&[("allowed-hosts", "*"), ("services", "s3")]);
    assert_eq!(without.status("GET /", &["host: x.lambda-url.y"], ""), 501);
}

/// A URL for who signs asks for a right signature; one for everybody for a policy that says so. AWS's guide, "Control access
/// to Lambda function URLs".
#[test]
fn a_function_url_that_is_there_asks_for_what_it_says() {
    let server = Verifying::start();
    let ask = |method: &str, path: &str, body: String| {
        let headers = vec!["content-type: application/json".to_owned()];
        let (method, path) = (method.to_owned(), path.to_owned());
        let asked = Asked { service: "lambda", method, path, headers, body: body.leak() };
        let (head, body) = server.ask_as(&asked, "localhost", Proof::Right);
        assert!(status_of(&head) < 300, "{asked:?}: {head} {body}");
        body
    };
    ask("POST", "/2015-03-31/functions", super::urls::creation().to_string());
    let made = ask("POST", "/2021-10-31/functions/f/url", r#"{"AuthType":"AWS_IAM"}"#.to_owned());
    let host = super::urls::host_of(&made);
    let call = |proof| {
        let (method, path) = ("GET".to_owned(), "/x".to_owned());
        let asked = Asked { service: "lambda", method, path, headers: Vec::new(), body: "" };
        status_of(&server.ask_as(&asked, &host, proof).0)
    };
    for wrong in [
        Proof::None,
        Proof::WrongSecret,
        Proof::UnknownKey,
        Proof::OtherHost,
        Proof::OtherService,
        Proof::PresignedGarbage,
    ] {
        assert_eq!(call(wrong), 403, "{wrong:?}");
    }
    assert_eq!(call(Proof::Right), 202);
    ask("PUT", "/2021-10-31/functions/f/url", r#"{"AuthType":"NONE"}"#.to_owned());
    assert_eq!(call(Proof::None), 403, "no policy opens it");
    let grant = r#"{"StatementId":"s","Action":"lambda:InvokeFunctionUrl","Principal":"*","FunctionUrlAuthType":"NONE"}"#;
    ask("POST", "/2015-03-31/functions/f/policy", grant.to_owned());
    for any in [Proof::None, Proof::WrongSecret, Proof::Right] {
        assert_eq!(call(any), 202, "{any:?}");
    }
}

#[test]
fn what_anybody_may_ask_for_is_this() {
    let Verifying { server, .. } = Verifying::start();
    for (line, headers, body, status, why) in ANONYMOUS {
        let (head, reply) = server.ask(line, headers, body);
        assert_eq!(status_of(&head), *status, "{line} ({why}): {head} {reply}");
        assert!(!is_refused(&head, &reply), "{line} ({why}): {head} {reply}");
    }
    // RFC 9112, 3.2: HTTP/1.0 need not name a host.
    for path in ["/2015-03-31/functions", "/bucket/key", "/"] {
        let reply = server.exchange(&format!("GET {path} HTTP/1.0\r\n\r\n"));
        let (head, body) = reply.split_once("\r\n\r\n").unwrap();
        assert!(is_refused(head, body) || is_no_such_bucket(head, body), "{path}: {reply}");
    }
    // A package's address, which AWS gives presigned.
    let code = "/2015-03-31/functions/arn:aws:lambda:us-east-1:000000000000:function:f:$LATEST/code/x";
    assert_eq!(server.status(&format!("GET {code}"), &[], ""), 403);
}
