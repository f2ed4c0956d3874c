//! What one more service costs: this file is its crate, and [`LIST`] its line. It has routes, errors, a log line, health,
//! reset, checkpoints, `--services`, its operations by name and its refusals without another line in the gateway.

use std::sync::{Arc, LazyLock};

use async_trait::async_trait;
use base::call::Call;
use base::service::{Facts, Known, SignatureWords};
use gateway::services::{self, Ground, Line};
use store::{Batch, Key, Space, Store};
use wire::endpoint::{self, Endpoint};
use wire::fault::Fault;
use wire::operation::{Incoming, Modelled, Operation, Outgoing, Row};
use wire::protocol::{Dialect, Protocol};
use wire::service::{Service, everybody};
use wire::shape::{Kind, Member, Model, NOTHING, Shape, Signature};
use wire::value::Fields;

use super::{Running, json, status_of};

/// The whole list, with one line more.
static LIST: LazyLock<Vec<Line>> = LazyLock::new(|| {
    let mut list = services::ALL.to_vec();
    list.push(Line { services: &SERVICES, build: notes });
    list
});

static SERVICES: [&Facts; 1] = [&NOTES];
static NOTES: Facts = Facts {
    signing_names: &["notes"],
    targets: &["Notes_20260101"],
    query_versions: &["2026-01-01"],
    hosts: &[&["notes"]],
    refuses_forms: false,
    signature_words: SignatureWords::Query,
    operations,
    ..Facts::of("notes")
};

fn operations() -> Vec<Known> {
    endpoint::known(&DIALECT, ROWS)
}

fn notes(ground: &Ground) -> Vec<Arc<dyn base::service::Service>> {
    let engine = Arc::new(Notes { store: ground.store.clone() });
    let service =
        Service { dialect: &DIALECT, rows: ROWS, strict: ground.settings.strict, admits: everybody };
    vec![Arc::new(Endpoint { facts: &NOTES, service, engine })]
}

static DIALECT: Dialect = Dialect { protocols: &[Protocol::Json11, Protocol::Query], ..Dialect::of(&MODEL) };

static MODEL: Model = Model {
    name: "notes",
    target_prefix: Some("Notes_20260101"),
    version: "2026-01-01",
    namespace: None,
    names: &[("BurnNote", "POST", "/"), ("GetNote", "POST", "/"), ("PutNote", "POST", "/")],
    errors: &[],
};

const ROWS: &[Row<Modelled<Notes>>] = &[Row::of::<GetNote>(), Row::of::<PutNote>()];

#[derive(Debug)]
struct Notes {
    store: Store,
}

#[async_trait]
impl endpoint::Engine for Notes {
    async fn settled(&self) -> Result<(), Fault> {
        self.store.settled().await.map_err(failed)
    }
}

fn failed(cause: store::Error) -> Fault {
    Fault::internal("InternalFailure", "The notes are lost.").because(cause.to_string())
}

fn key(call: &Call, name: &str) -> Key {
    Key::of(Space::Test).account(call.account).text(name)
}

static NOTE: Shape = Shape::new(
    "Note",
    &[
        Member::new("Name", Kind::Text).required().max(10),
        Member::new("Text", Kind::Text),
        Member::new("KmsKeyId", Kind::Text),
    ],
);

const fn signature(name: &'static str, output: &'static Shape) -> Signature {
    Signature { name, method: "POST", path: "/", status: 200, input: &NOTE, output, wrapper: Some("Result") }
}

struct PutNote;
static PUT_NOTE: Signature = signature("PutNote", &NOTHING);

impl Operation for PutNote {
    type Language = Modelled<Notes>;
    type Error = Fault;
    const SIGNATURE: &'static Signature = &PUT_NOTE;
    const KEPT: &'static [&'static str] = &["KmsKeyId"];
    type Input = (String, String);
    type Output = ();

    fn read(_: &Call, request: Incoming) -> Result<Self::Input, Fault> {
        let fields = request.fields;
        Ok((fields.required("Name").to_owned(), fields.text("Text").unwrap_or_default().to_owned()))
    }

    async fn run(engine: &Arc<Notes>, call: &Call, (name, text): Self::Input) -> Result<(), Fault> {
        let mut batch = Batch::new();
        batch.put(key(call, &name), text.into_bytes());
        engine.store.commit(batch).map(drop).map_err(failed)
    }

    fn reply((): ()) -> Outgoing {
        Fields::new(&NOTHING).into()
    }
}

struct GetNote;
static GET_NOTE: Signature = signature("GetNote", &NOTE);

impl Operation for GetNote {
    type Language = Modelled<Notes>;
    type Error = Fault;
    const SIGNATURE: &'static Signature = &GET_NOTE;
    type Input = String;
    type Output = (String, String);

    fn read(_: &Call, request: Incoming) -> Result<String, Fault> {
        Ok(request.fields.required("Name").to_owned())
    }

    async fn run(engine: &Arc<Notes>, call: &Call, name: String) -> Result<Self::Output, Fault> {
        let found = engine.store.get(key(call, &name).as_bytes()).map_err(failed)?;
        let text = found.ok_or_else(|| Fault::sender("NoSuchNote", "There is no such note.").status(404))?;
        Ok((name, String::from_utf8_lossy(&text).into_owned()))
    }

    fn reply((name, text): Self::Output) -> Outgoing {
        Fields::new(&NOTE).with("Name", name).with("Text", text).into()
    }
}

const KIND: &str = "content-type: application/x-amz-json-1.1";

impl Running {
    fn note(&self, operation: &str, body: &str) -> (u16, String) {
        let target = format!("x-amz-target: Notes_20260101.{operation}");
        let (head, body) = self.ask("POST /", &[&target, KIND], body);
        (status_of(&head), body)
    }
}

fn server(flags: &[(&'static str, &str)]) -> Running {
    Running::with_list(flags, &LIST, &[&NOTES])
}

#[test]
fn one_more_service_is_found_by_all_that_names_it() {
    let server = server(&[]);
    assert_eq!(server.note("PutNote", r#"{"Name":"a","Text":"b"}"#), (200, String::new()));
    assert_eq!(server.note("GetNote", r#"{"Name":"a"}"#), (200, r#"{"Name":"a","Text":"b"}"#.to_owned()));
    let form = "Action=GetNote&Version=2026-01-01&Name=a";
    let kind = "content-type: application/x-www-form-urlencoded";
    // RFC 9110, 8.3.1: types are the same in any case.
    let shouted = "content-type: Application/X-WWW-Form-Urlencoded; charset=utf-8";
    let scope = "authorization: AWS4-HMAC-SHA256 Credential=AK/20260101/us-east-1/notes/aws4_request, \
                 SignedHeaders=host, Signature=0";
    for (line, headers, body) in [
        ("POST /", &[kind][..], form),
        ("POST /", &[shouted], form),
        ("POST /", &[kind, scope], form),
        ("GET /?Action=GetNote&Version=2026-01-01&Name=a", &[], ""),
        ("GET /?Action=GetNote&Name=a", &[], ""),
        ("GET /?Action=GetNote&Name=a", &["host: notes.localhost"], ""),
    ] {
        let (head, body) = server.ask(line, headers, body);
        assert!(
            status_of(&head) == 200 && body.contains("<Text>b</Text>"),
            "{line} {headers:?}: {head} {body}"
        );
    }
    // What is not built is refused by name; what breaks a rule in AWS's sentence.
    let (status, body) = server.note("BurnNote", "{}");
    assert!(status == 501 && body.contains("notes operation BurnNote is not implemented"), "{body}");
    let (status, body) = server.note("GetNote", r#"{"Name":"longer than ten"}"#);
    assert!(status == 400 && body.contains("Member must have length less than or equal to 10"), "{body}");
    assert_eq!(server.note("GetNote", r#"{"Name":"z"}"#).0, 404);
}

#[test]
fn one_more_service_has_what_every_service_has() {
    let server = server(&[]);
    let (_, health) = server.ask("GET /_localstack/health", &[], "");
    assert_eq!(json(&health)["services"]["notes"], "running");
    server.note("PutNote", r#"{"Name":"a","Text":"b"}"#);
    assert_eq!(server.status("POST /_ruststack/checkpoints/c", &[], ""), 200);
    assert_eq!(server.status("POST /_ruststack/reset", &[], ""), 200);
    assert_eq!(server.note("GetNote", r#"{"Name":"a"}"#).0, 404);
    assert_eq!(server.status("POST /_ruststack/checkpoints/c/restore", &[], ""), 200);
    assert_eq!(server.note("GetNote", r#"{"Name":"a"}"#).0, 200);
    let operations = services::operations(&LIST);
    let (facts, known) = operations.last().unwrap();
    let names: Vec<_> = known.iter().map(|known| (known.name, known.is_built, known.kept)).collect();
    let expected: [(_, _, &[&str]); 3] =
        [("BurnNote", false, &[]), ("GetNote", true, &[]), ("PutNote", true, &["KmsKeyId"])];
    assert_eq!((facts.name, names.as_slice()), ("notes", &expected[..]));
}

/// `KmsKeyId` is kept without effect: refused under `--strict`.
#[test]
fn one_more_service_is_strict_where_the_settings_are() {
    let note = r#"{"Name":"a","KmsKeyId":"k"}"#;
    assert_eq!(server(&[]).note("PutNote", note).0, 200);
    let (status, body) = server(&[("strict", "on")]).note("PutNote", note);
    assert!(status == 501 && body.contains("KmsKeyId"), "{status} {body}");
}

/// Query's codes of signatures that are not believed:
/// <https://docs.aws.amazon.com/STS/latest/APIReference/CommonErrors.html>
#[test]
fn one_more_service_refuses_who_did_not_sign() {
    let server = server(&[("auth", "verify"), ("access-keys", "AK:secret")]);
    let (head, body) = server.ask("GET /?Action=GetNote&Version=2026-01-01&Name=a", &[], "");
    assert!(
        status_of(&head) == 403 && body.contains("<Code>MissingAuthenticationToken</Code>"),
        "{head} {body}"
    );
    assert_eq!(server.note("GetNote", r#"{"Name":"a"}"#).0, 403);
}
