//! A toy service that speaks every protocol, from request to reply.

use std::io::Write as _;
use std::sync::Mutex;

use base::arn::{AccountId, Region};
use base::call::Caller;
use base::clock::Timestamp;
use base::http::Body;
use flate2::Compression;
use flate2::write::GzEncoder;
use http::request::Builder;

use super::*;
use crate::operation::{Incoming, Modelled, Operation};
use crate::shape::{ErrorShape, Kind, List, Map, Member, NOTHING, Place, Shape, Signature};
use crate::value::{Slot, Value};

/// What the toy keeps: the names that it was given.
#[derive(Default)]
struct Toy(Mutex<Vec<String>>);

static TEXTS: List = List { element: Member::new("member", Kind::Text), flattened: false };
static MAP: Map =
    Map { key: Member::new("key", Kind::Text), value: Member::new("value", Kind::Text), flattened: false };
static INPUT: Shape = Shape::new(
    "EchoRequest",
    &[
        Member::new("Name", Kind::Text).required().min(1).max(8),
        Member::new("Text", Kind::Text),
        Member::new("Texts", Kind::List(&TEXTS)),
        Member::new("Map", Kind::Map(&MAP)),
        Member::new("Count", Kind::Integer),
    ],
);
static REST_INPUT: Shape = Shape::new(
    "EchoRequest",
    &[
        Member::new("Name", Kind::Text).required().min(1).max(8).at(Place::Path("Name")),
        Member::new("Text", Kind::Text),
        Member::new("Texts", Kind::List(&TEXTS)),
        Member::new("Map", Kind::Map(&MAP)),
        Member::new("Count", Kind::Integer).at(Place::Query("count")),
    ],
);
static OUTPUT: Shape = Shape::new(
    "EchoResponse",
    &[
        Member::new("Seen", Kind::Text),
        Member::new("Text", Kind::Text),
        Member::new("Texts", Kind::List(&TEXTS)),
        Member::new("Missing", Kind::Text),
    ],
);
const fn echo(input: &'static Shape) -> Signature {
    let (method, path, wrapper) = ("POST", "/echo/{Name}", Some("EchoResult"));
    Signature { name: "Echo", method, path, status: 200, input, output: &OUTPUT, wrapper }
}
static ECHO: Signature = echo(&INPUT);
static REST_ECHO: Signature = echo(&REST_INPUT);
const NO_SUCH_NAME: ErrorShape =
    ErrorShape { name: "NoSuchNameException", code: "NoSuchName", status: 404, sender: true };
static MODEL: Model = Model {
    name: "toy",
    target_prefix: Some("Toy_20260101"),
    version: "2026-01-01",
    namespace: Some("https://toy/doc/"),
    names: &[("Echo", "POST", "/echo/{Name}"), ("Forget", "DELETE", "/echo/{Name}"), ("Ping", "POST", "/")],
    errors: &[NO_SUCH_NAME],
};

struct Echo;
struct RestEcho;

impl Operation for Echo {
    type Language = Modelled<Toy>;
    type Error = Fault;
    const SIGNATURE: &'static Signature = &ECHO;
    const KEPT: &'static [&'static str] = &["Count"];
    type Input = Fields;
    type Output = Fields;

    fn read(_: &Call, request: Incoming) -> Result<Fields, Fault> {
        Ok(request.fields)
    }

    async fn run(engine: &Arc<Toy>, _: &Call, input: Fields) -> Result<Fields, Fault> {
        let name = input.required("Name").to_owned();
        match name.as_str() {
            "none" => return Err(Fault::of(&NO_SUCH_NAME, "There is no such name.")),
            "broken" => return Err(Fault::internal("InternalFailure", "x").because("the disk is full")),
            _ => engine.0.lock().unwrap().push(name),
        }
        Ok(input)
    }

    fn reply(mut input: Fields) -> Outgoing {
        let seen: Vec<String> = ["Text", "Texts", "Map"]
            .iter()
            .map(|name| format!("{name} {}", kind(input.slot(name))))
            .collect();
        let mut fields = Fields::new(&OUTPUT).with("Seen", seen.join(", "));
        fields.put(1, input.take("Text"));
        fields.put(2, input.take("Texts"));
        fields.into()
    }
}

impl Operation for RestEcho {
    const SIGNATURE: &'static Signature = &REST_ECHO;
    type Language = Modelled<Toy>;
    const BODY_LIMIT: Option<BodyLimit> = Some(BodyLimit {
        bytes: 100,
        too_large: |operation, limit| Fault::sender("TooLong", format!("{operation}: {limit}")).status(413),
    });
    type Error = Fault;
    type Input = Fields;
    type Output = Fields;

    fn read(call: &Call, request: Incoming) -> Result<Fields, Fault> {
        Echo::read(call, request)
    }

    async fn run(engine: &Arc<Toy>, call: &Call, input: Fields) -> Result<Fields, Fault> {
        Echo::run(engine, call, input).await
    }

    fn reply(input: Fields) -> Outgoing {
        Echo::reply(input)
    }
}

/// An operation that has neither input nor output.
struct Ping;

static PING: Signature = Signature {
    name: "Ping",
    method: "POST",
    path: "/",
    status: 200,
    input: &NOTHING,
    output: &NOTHING,
    wrapper: None,
};

impl Operation for Ping {
    type Language = Modelled<Toy>;
    type Error = Fault;
    const SIGNATURE: &'static Signature = &PING;
    type Input = ();
    type Output = ();

    fn read(_: &Call, _: Incoming) -> Result<(), Fault> {
        Ok(())
    }

    async fn run(_: &Arc<Toy>, _: &Call, _: ()) -> Result<(), Fault> {
        Ok(())
    }

    fn reply(_: ()) -> Outgoing {
        Fields::new(&NOTHING).into()
    }
}

fn kind(slot: &Slot) -> &'static str {
    match slot {
        Slot::Absent => "absent",
        Slot::Null => "null",
        Slot::There(Value::List(slots)) if slots.is_empty() => "empty",
        Slot::There(Value::Map(entries)) if entries.is_empty() => "empty",
        Slot::There(Value::Text(text)) if text.is_empty() => "empty",
        Slot::There(_) => "there",
    }
}

static RPC: Dialect = Dialect {
    protocols: &[Protocol::Json11, Protocol::Json10, Protocol::Query],
    query_errors: true,
    body_limit: 1000,
    ..Dialect::of(&MODEL)
};
static REST_JSON: Dialect =
    Dialect { protocols: &[Protocol::RestJson], body_limit: 1000, ..Dialect::of(&MODEL) };
static REST_XML: Dialect = Dialect { protocols: &[Protocol::RestXml], ..Dialect::of(&MODEL) };

async fn send(
    dialect: &'static Dialect,
    request: Builder,
    body: impl Into<Body>,
) -> (u16, HeaderMap, String) {
    let rows: &'static [Row<Modelled<Toy>>] = if dialect.protocols.len() > 1 {
        &const { [Row::of::<Echo>(), Row::of::<Ping>()] }
    } else {
        &const { [Row::of::<RestEcho>()] }
    };
    send_to(&Service { dialect, rows, strict: false, admits: everybody }, request, body).await
}

async fn send_to(
    service: &Service<Toy>,
    request: Builder,
    body: impl Into<Body>,
) -> (u16, HeaderMap, String) {
    let call = Call {
        account: AccountId::DEFAULT,
        region: Region::parse("eu-west-1").unwrap(),
        request_id: "id-1".into(),
        now: Timestamp::from_secs(0),
        caller: Caller::Anonymous,
        origin: base::call::Origin::default(),
        address: "localhost:4566".into(),
    };
    let engine = Arc::default();
    let request = request.body(body.into()).unwrap();
    let spoken = Spoken::of_request(&request);
    let answering = service.answer(&engine, &call, (&spoken, request));
    // The gateway's tasks move between threads.
    fn movable<T: Send>(future: T) -> T {
        future
    }
    let response = movable(answering).await;
    let (head, body) = response.into_parts();
    let body = body.collect(1 << 20).await.unwrap();
    (head.status.as_u16(), head.headers, String::from_utf8(body.to_vec()).unwrap())
}

fn json(version: &str) -> Builder {
    let content_type = format!("application/x-amz-json-{version}");
    http::Request::post("/").header("x-amz-target", "Toy_20260101.Echo").header("content-type", content_type)
}

fn text(headers: &HeaderMap, name: &str) -> String {
    headers.get(name).map(|value| value.to_str().unwrap().to_owned()).unwrap_or_default()
}

#[tokio::test]
async fn json_is_answered_in_the_clients_own_version() {
    for version in ["1.0", "1.1"] {
        let body = r#"{"Name":"a","Text":null,"Texts":[]}"#;
        let (status, headers, body) = send(&RPC, json(version), body).await;
        assert_eq!((status, text(&headers, "x-amzn-requestid").as_str()), (200, "id-1"));
        assert_eq!(text(&headers, "content-type"), format!("application/x-amz-json-{version}"));
        assert_eq!(body, r#"{"Seen":"Text null, Texts empty, Map absent","Text":null,"Texts":[]}"#);
    }
    let (_, _, body) = send(&RPC, json("1.1"), r#"{"Name":"a","Text":"","Texts":["x"],"Map":{}}"#).await;
    assert_eq!(body, r#"{"Seen":"Text empty, Texts there, Map empty","Text":"","Texts":["x"]}"#);
}

#[tokio::test]
async fn query_is_answered_from_a_form_and_from_a_query_string() {
    let form = "Action=Echo&Version=2026-01-01&Name=a&Text=&Texts.member.1=x";
    let answer = "<EchoResponse xmlns=\"https://toy/doc/\"><EchoResult><Seen>Text empty, Texts there, Map absent</Seen><Text/>\
                  <Texts><member>x</member></Texts></EchoResult><ResponseMetadata><RequestId>id-1</RequestId>\
                  </ResponseMetadata></EchoResponse>";
    let (status, headers, body) = send(&RPC, http::Request::post("/"), form).await;
    assert_eq!((status, text(&headers, "content-type").as_str(), body.as_str()), (200, "text/xml", answer));
    let (_, _, body) = send(&RPC, http::Request::get(format!("/?{form}")), "").await;
    assert_eq!(body, answer);
    let (_, _, body) = send(&RPC, http::Request::post("/?Action=Echo&Name=a"), "Texts=&Map=").await;
    assert!(body.contains("<Seen>Text absent, Texts empty, Map empty</Seen><Texts/>"), "{body}");
}

/// aws-iam-authenticator asks STS with `accept: application/json` and reads these members:
/// <https://github.com/kubernetes-sigs/aws-iam-authenticator/blob/master/pkg/token/token.go>. The fault's are our guess, of
/// what its users report.
#[tokio::test]
async fn query_is_answered_in_json_to_who_asks_for_that() {
    let asked = |accept: &str| http::Request::post("/").header("accept", accept);
    for accept in ["application/json", "Application/JSON; q=1, text/xml"] {
        let (status, headers, body) = send(&RPC, asked(accept), "Action=Echo&Name=a&Texts.member.1=x").await;
        assert_eq!((status, text(&headers, "content-type").as_str()), (200, "application/json"));
        let answer = r#"{"EchoResponse":{"EchoResult":{"Seen":"Text absent, Texts there, Map absent","Texts":["x"]},"ResponseMetadata":{"RequestId":"id-1"}}}"#;
        assert_eq!(body, answer);
        let (status, headers, body) = send(&RPC, asked(accept), "Action=Echo&Name=none").await;
        assert_eq!((status, text(&headers, "content-type").as_str()), (404, "application/json"));
        let answer = r#"{"Error":{"Code":"NoSuchName","Message":"There is no such name.","Type":"Sender"},"RequestId":"id-1"}"#;
        assert_eq!(body, answer);
        let head = asked(accept).body(()).unwrap().into_parts().0;
        let refused = refuse(&RPC, &Spoken::of(&head), "id-1", &Fault::sender("InvalidClientTokenId", "No."));
        assert_eq!(text(refused.headers(), "content-type"), "application/json");
    }
    for accept in ["*/*", "", "text/xml, application/json", "application/jsonp"] {
        let (_, headers, _) = send(&RPC, asked(accept), "Action=Echo&Name=a").await;
        assert_eq!(text(&headers, "content-type"), "text/xml", "{accept}");
    }
    let (_, headers, _) =
        send(&REST_XML, http::Request::post("/echo/a").header("accept", "application/json"), "").await;
    assert_ne!(text(&headers, "content-type"), "application/json");
}

#[tokio::test]
async fn rest_json_and_rest_xml_have_members_in_path_query_and_body() {
    let (status, headers, body) =
        send(&REST_JSON, http::Request::post("/echo/a%20b?count=3"), r#"{"Text":"t","Map":null}"#).await;
    assert_eq!((status, text(&headers, "content-type").as_str()), (200, "application/json"));
    assert_eq!(body, r#"{"Seen":"Text there, Texts absent, Map null","Text":"t"}"#);
    let document = "<Echo><Texts/><Map><entry><key>k</key></entry></Map></Echo>";
    let (status, headers, body) = send(&REST_XML, http::Request::post("/echo/a"), document).await;
    assert_eq!((status, text(&headers, "x-amz-request-id").as_str()), (200, "id-1"));
    let answer = "<EchoResponse xmlns=\"https://toy/doc/\"><Seen>Text absent, Texts empty, Map there</Seen><Texts/></EchoResponse>";
    assert!(body.ends_with(answer), "{body}");
}

/// The sentence is recorded; see `constraint`.
#[tokio::test]
async fn broken_constraints_are_told_in_every_protocol() {
    let sentence = "1 validation error detected: Value null at 'name' failed to satisfy constraint: Member must not be null";
    let (status, headers, body) = send(&RPC, json("1.1"), "{}").await;
    assert_eq!(body, format!(r#"{{"__type":"ValidationException","message":"{sentence}"}}"#));
    assert_eq!((status, text(&headers, "x-amzn-query-error").as_str()), (400, "ValidationException;Sender"));
    let (_, _, body) = send(&RPC, http::Request::post("/"), "Action=Echo").await;
    assert!(
        body.contains(&format!("<Code>ValidationException</Code><Message>{sentence}</Message>")),
        "{body}"
    );
    let (status, headers, _) = send(&REST_JSON, http::Request::post("/echo/much-too-long"), "").await;
    assert_eq!((status, text(&headers, "x-amzn-errortype").as_str()), (400, "ValidationException"));
}

#[tokio::test]
async fn an_engines_errors_have_their_code_and_status() {
    let (status, headers, body) = send(&RPC, json("1.0"), r#"{"Name":"none"}"#).await;
    assert_eq!((status, text(&headers, "x-amzn-query-error").as_str()), (404, "NoSuchName;Sender"));
    assert_eq!(body, r#"{"__type":"NoSuchNameException","message":"There is no such name."}"#);
    let (status, _, body) = send(&RPC, http::Request::post("/"), "Action=Echo&Name=none").await;
    assert!(status == 404 && body.contains("<Type>Sender</Type><Code>NoSuchName</Code>"), "{body}");
    let (status, headers, body) = send(&REST_JSON, http::Request::post("/echo/broken"), "").await;
    assert_eq!((status, text(&headers, "x-amzn-errortype").as_str()), (500, "InternalFailure"));
    assert!(!body.contains("disk"), "{body}");
}

#[tokio::test]
async fn what_is_not_built_and_what_aws_does_not_have_are_two_things() {
    let target = |name: &str| http::Request::post("/").header("x-amz-target", name);
    // Our words.
    let (status, _, body) = send(&RPC, target("Toy_20260101.Forget"), "{}").await;
    assert_eq!(status, 501);
    assert!(body.contains("NotImplementedException") && body.contains("Forget"), "{body}");
    let (status, _, body) = send(&RPC, http::Request::post("/"), "Action=Forget").await;
    assert!(
        status == 501 && body.contains("<Code>NotImplemented</Code>") && body.contains("Forget"),
        "{body}"
    );
    let (status, _, body) = send(&REST_JSON, http::Request::delete("/echo/a"), "").await;
    assert!(status == 501 && body.contains("Forget"), "{body}");
    // DynamoDB's, recorded; STS's, recorded.
    for name in ["Toy_20260101.Jump", "Other.Echo", "Echo", ""] {
        let (status, _, body) = send(&RPC, target(name), "{}").await;
        assert_eq!((status, body.as_str()), (400, r#"{"__type":"UnknownOperationException"}"#), "{name}");
    }
    let (_, _, body) = send(&RPC, http::Request::post("/"), "Action=Jump").await;
    assert!(
        body.contains("<Message>Could not find operation Jump for version 2026-01-01</Message>"),
        "{body}"
    );
    let (status, _, body) = send(&RPC, http::Request::post("/"), "").await;
    assert!(status == 400 && body.contains("<Code>MissingAction</Code>"), "{body}");
    let (status, headers, _) = send(&REST_JSON, http::Request::get("/nowhere"), "").await;
    assert_eq!((status, text(&headers, "x-amzn-errortype").as_str()), (404, "UnknownOperationException"));
}

/// KMS's EnableKey and IAM's DeleteRole answer so: our reading of what their clients take.
#[tokio::test]
async fn an_operation_without_output_answers_with_no_document() {
    let request = http::Request::post("/").header("x-amz-target", "Toy_20260101.Ping");
    let (status, _, body) = send(&RPC, request, "{}").await;
    assert_eq!((status, body.as_str()), (200, ""));
    let (_, _, body) = send(&RPC, http::Request::post("/"), "Action=Ping").await;
    let metadata = "<ResponseMetadata><RequestId>id-1</RequestId></ResponseMetadata>";
    assert_eq!(body, format!("<PingResponse xmlns=\"https://toy/doc/\">{metadata}</PingResponse>"));
}

/// Our words.
#[tokio::test]
async fn members_that_do_not_act_are_refused_where_that_is_asked_for() {
    let service =
        |strict| Service { dialect: &RPC, rows: const { &[Row::of::<Echo>()] }, strict, admits: everybody };
    let (status, _, _) = send_to(&service(false), json("1.1"), r#"{"Name":"a","Count":1}"#).await;
    assert_eq!(status, 200);
    let (status, _, body) = send_to(&service(true), json("1.1"), r#"{"Name":"a","Count":1}"#).await;
    assert!(status == 501 && body.contains("Echo of toy keeps Count without effect"), "{body}");
    let (status, _, _) = send_to(&service(true), json("1.1"), r#"{"Name":"a","Count":null}"#).await;
    assert_eq!(status, 200);
}

#[tokio::test]
async fn a_body_of_another_protocol_or_beyond_the_limit_is_refused() {
    let (status, _, body) = send(&RPC, json("1.1"), "<Echo/>").await;
    assert_eq!((status, body.as_str()), (400, r#"{"__type":"SerializationException"}"#));
    let (status, _, body) = send(&RPC, json("1.1"), r#"{"Name":1}"#).await;
    let words =
        r#"{"__type":"SerializationException","Message":"NUMBER_VALUE can not be converted to a String"}"#;
    assert_eq!((status, body.as_str()), (400, words));
    let (status, _, _) = send(&RPC, http::Request::post("/"), vec![b'%', 0xff, b'=']).await;
    assert_eq!(status, 400);
    let (status, headers, _) = send(&REST_JSON, http::Request::post("/echo/a"), "<Echo/>").await;
    assert_eq!((status, text(&headers, "x-amzn-errortype").as_str()), (400, "SerializationException"));
    let (status, _, body) = send(&RPC, json("1.1"), vec![b' '; 1001]).await;
    assert_eq!(status, 413);
    assert!(body.contains("longer than 1000 bytes"), "{body}");
    let packed = json("1.1").header("content-encoding", "gzip");
    let (status, _, _) = send(&RPC, packed, "{}").await;
    assert_eq!(status, 400);
}

#[test]
fn a_step_before_the_service_refuses_in_its_format() {
    let head = http::Request::post("/").body(()).unwrap().into_parts().0;
    let fault = Fault::sender("InvalidClientTokenId", "No.").status(403);
    let response = refuse(&RPC, &Spoken::of(&head), "id-1", &fault);
    assert_eq!(
        (response.status().as_u16(), text(response.headers(), "content-type").as_str()),
        (403, "text/xml")
    );
    let response = refuse(&REST_JSON, &Spoken::of(&head), "id-1", &fault);
    assert_eq!(text(response.headers(), "x-amzn-errortype"), "InvalidClientTokenId");
}

/// Lambda has limits, codes and words for each kind of body.
#[tokio::test]
async fn an_operation_may_have_a_limit_and_a_service_words_of_its_own() {
    let body = format!(r#"{{"Text":"{}"}}"#, "x".repeat(100));
    let (status, headers, body) = send(&REST_JSON, http::Request::post("/echo/a"), body).await;
    assert_eq!((status, text(&headers, "x-amzn-errortype").as_str()), (413, "TooLong"));
    assert_eq!(body, r#"{"message":"Echo: 100"}"#);
    static WORDY: Dialect = Dialect {
        malformed: "InvalidRequestContentException",
        malformed_body: |code, body| Fault::sender(code, format!("{} bytes are no JSON.", body.len())),
        ..REST_JSON_OF
    };
    const REST_JSON_OF: Dialect = Dialect { protocols: &[Protocol::RestJson], ..Dialect::of(&MODEL) };
    let (status, _, body) = send(&WORDY, http::Request::post("/echo/a"), "<a>").await;
    assert_eq!((status, body.as_str()), (400, r#"{"message":"3 bytes are no JSON."}"#));
}

/// Our rule: nothing blocks the runtime. What looks at a long body, or at one that may be long once it is unpacked, and the
/// words about it come of another thread.
#[tokio::test]
async fn long_bodies_are_judged_apart() {
    static TELLING: Dialect = Dialect {
        protocols: &[Protocol::Json11, Protocol::Json10],
        body_limit: 1 << 20,
        malformed_body: |code, _| Fault::sender(code, format!("{:?}", std::thread::current().id())),
        ..Dialect::of(&MODEL)
    };
    let here = format!(r#":"{:?}""#, std::thread::current().id());
    let broken = |len| "[".repeat(len);
    let (status, _, body) = send(&TELLING, json("1.0"), broken(AT_ONCE)).await;
    assert!(status == 400 && body.contains(&here), "{body}");
    let mut packed = GzEncoder::new(Vec::new(), Compression::default());
    packed.write_all(broken(AT_ONCE + 1).as_bytes()).unwrap();
    let packed = packed.finish().unwrap();
    assert!(packed.len() < AT_ONCE);
    for (request, body) in [
        (json("1.0"), Body::from(broken(AT_ONCE + 1))),
        (json("1.0").header("content-encoding", "gzip"), Body::from(packed)),
    ] {
        let (status, _, body) = send(&TELLING, request, body).await;
        assert_eq!(status, 400);
        assert!(body.contains(r#":"ThreadId("#) && !body.contains(&here), "{body}");
    }
    // And good ones are answered.
    let long = "x".repeat(AT_ONCE);
    let body = format!(r#"{{"Name":"a","Text":"{long}"}}"#);
    let (status, _, body) = send(&TELLING, json("1.0"), body).await;
    assert_eq!(status, 200);
    assert!(body.contains(&long));
}

/// Our rule: what clients send for "none" is no wish.
#[test]
fn what_says_nothing_is_not_kept() {
    static SWITCH: Shape =
        Shape::new("Switch", &[Member::new("On", Kind::Boolean), Member::new("Text", Kind::Text)]);
    static SHAPE: Shape = Shape::new(
        "S",
        &[
            Member::new("Texts", Kind::List(&TEXTS)),
            Member::new("Mode", Kind::Text),
            Member::new("Count", Kind::Integer),
            Member::new("Switch", Kind::Struct(&SWITCH)),
        ],
    );
    let kept = |body: &str| {
        let mut row = Row::of::<Echo>();
        row.kept = &["Texts", "Mode=Active", "Count!=7", "Switch", "Switch.Text", "Mode=arn:*:s.s:*"];
        row.kept_in(&json::read(&SHAPE, body.as_bytes()).unwrap())
    };
    assert_eq!(kept("{}"), [""; 0]);
    assert_eq!(kept(r#"{"Texts":[],"Mode":"PassThrough","Switch":{"On":false,"Text":""}}"#), [""; 0]);
    assert_eq!(kept(r#"{"Texts":["a"],"Mode":"Active","Count":0}"#), ["Texts", "Mode=Active", "Count!=7"]);
    assert_eq!(kept(r#"{"Mode":"arn:aws:s.s:x:y","Count":7}"#), ["Mode=arn:*:s.s:*"]);
    assert_eq!(kept(r#"{"Mode":"arn:aws:s3:::s.s"}"#), [""; 0]);
    assert_eq!(kept(r#"{"Switch":{"Text":"a"}}"#), ["Switch", "Switch.Text"]);
    assert_eq!(kept(r#"{"Switch":{"On":true}}"#), ["Switch"]);
}

/// The house's rule: nothing that takes a millisecond keeps its thread from others. The watch of debug builds would end
/// the task.
#[tokio::test]
async fn a_long_body_holds_up_nobody() {
    static LONG: Dialect = Dialect {
        protocols: &[Protocol::Json11, Protocol::Json10],
        body_limit: 1 << 26,
        ..Dialect::of(&MODEL)
    };
    let entries: Vec<String> = (0..200_000).map(|at| format!(r#""k{at}":"""#)).collect();
    let body = format!(r#"{{"Name":"a","Map":{{{}}}}}"#, entries.join(","));
    let (answered, answer) = tokio::sync::oneshot::channel();
    base::task::Tasks::new().spawn("a long request", async move {
        let (status, _, body) = send(&LONG, json("1.1"), body).await;
        // The watch looks at a poll when it is over.
        tokio::task::yield_now().await;
        let _ = answered.send((status, body));
    });
    let (status, body) = answer.await.unwrap();
    assert!(status == 200 && body.contains("Map there"), "{status} {body:.100}");
}
