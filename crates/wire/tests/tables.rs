//! Tables that `conformance -- shapes` has written: that of STS, made of AWS's model with all of its operations, and those
//! of the small models that the command is tested with, one in each protocol. They compile, their patterns are sound, and
//! requests are read and answered with them.

#![allow(clippy::unwrap_used, reason = "tests")]

use std::sync::Arc;

use base::arn::{AccountId, Region};
use base::call::{Call, Caller};
use base::clock::Timestamp;
use base::http::Body;
use base::service::Spoken;
use wire::fault::Fault;
use wire::form::Form;
use wire::operation::{Incoming, Modelled, Operation, Outgoing, Row};
use wire::protocol::{Dialect, Protocol};
use wire::service::{Service, everybody};
use wire::shape::Signature;
use wire::value::{Fields, Slot, Value};

#[path = "../../../conformance/src/shapes/cases/json.rs"]
pub mod json;
#[path = "../../../conformance/src/shapes/cases/once_query.rs"]
pub mod once_query;
#[path = "../../../conformance/src/shapes/cases/query.rs"]
pub mod query;
#[path = "../../../conformance/src/shapes/cases/rest_json.rs"]
pub mod rest_json;
#[path = "../../../conformance/src/shapes/cases/rest_xml.rs"]
pub mod rest_xml;
#[path = "../../iam-engine/src/model/sts.rs"]
pub mod sts_model;

use sts_model as sts;

#[test]
fn every_table_names_its_operations_and_its_patterns_are_sound() {
    let tables: [(_, &[&Signature]); 6] = [
        (&json::MODEL, &[&json::BURN, &json::PUT_NOTE]),
        (&once_query::MODEL, &[&once_query::SEND]),
        (&query::MODEL, &[&query::TOPIC]),
        (&rest_json::MODEL, &[&rest_json::GET_PARCEL, &rest_json::SEND_PARCEL]),
        (&rest_xml::MODEL, &[&rest_xml::PUT_RULE]),
        (
            &sts::MODEL,
            &[
                &sts::ASSUME_ROLE,
                &sts::ASSUME_ROLE_WITH_SAML,
                &sts::ASSUME_ROLE_WITH_WEB_IDENTITY,
                &sts::ASSUME_ROOT,
                &sts::DECODE_AUTHORIZATION_MESSAGE,
                &sts::GET_ACCESS_KEY_INFO,
                &sts::GET_CALLER_IDENTITY,
                &sts::GET_DELEGATED_ACCESS_TOKEN,
                &sts::GET_FEDERATION_TOKEN,
                &sts::GET_SCOPED_CREDENTIALS,
                &sts::GET_SESSION_TOKEN,
                &sts::GET_WEB_IDENTITY_TOKEN,
            ],
        ),
    ];
    for (model, signatures) in tables {
        for signature in signatures {
            let route = (signature.name, signature.method, signature.path);
            assert!(model.names.contains(&route), "{route:?} of {}", model.name);
            assert_eq!(signature.unsound_patterns(), [""; 0], "{}", signature.name);
        }
    }
    assert_eq!(sts::MODEL.names.len(), 12);
}

/// The look-ahead that the table had to say in two: no key begins with `aws:`.
#[test]
fn an_expression_put_in_other_words_holds_for_the_same_texts() {
    let key = json::PUT_NOTE_REQUEST.members.iter().find(|member| member.name == "Key").unwrap();
    let pattern = key.rules.pattern.unwrap();
    assert!(
        pattern.holds("a:aws:b") && pattern.holds("aws") && !pattern.holds("aws:a") && !pattern.holds("1")
    );
}

/// As a client sends it that knows SQS from its days of query.
#[test]
fn names_that_only_query_has_are_read_in_query_alone() {
    let form = b"Attribute.1.Name=a&Attribute.1.Value=b&Id.1=x&Id.2=y&New=n";
    let fields = Form::read("", form).unwrap().fields(&once_query::SEND_REQUEST).unwrap();
    assert_eq!(fields.map("Attributes"), [("a".to_owned(), Slot::There(Value::Text("b".to_owned())))]);
    assert_eq!(fields.texts("Ids").collect::<Vec<_>>(), ["x", "y"]);
    let document = br#"{"Attributes":{"a":"b"},"Ids":["x","y"],"New":"n"}"#;
    assert_eq!(wire::json::read(&once_query::SEND_REQUEST, document).unwrap(), fields);
}

/// Answers with what it was sent.
struct AssumeRole;

/// An engine without state.
struct Nothing;

impl Operation for AssumeRole {
    type Language = Modelled<Nothing>;
    type Error = Fault;
    const SIGNATURE: &'static Signature = &sts::ASSUME_ROLE;
    type Input = Fields;
    type Output = Fields;

    fn read(_: &Call, request: Incoming) -> Result<Fields, Fault> {
        Ok(request.fields)
    }

    async fn run(_: &Arc<Nothing>, _: &Call, input: Fields) -> Result<Fields, Fault> {
        if input.required("RoleSessionName") == "huge" {
            return Err(Fault::of(&sts::PACKED_POLICY_TOO_LARGE_EXCEPTION, "Too large."));
        }
        let (arn, id) = (input.required("RoleArn").to_owned(), "AROA:s".to_owned());
        let user = Fields::new(&sts::ASSUMED_ROLE_USER).with("AssumedRoleId", id).with("Arn", arn);
        let size = i64::try_from(input.list("Tags").len()).unwrap();
        Ok(Fields::new(&sts::ASSUME_ROLE_RESPONSE)
            .with("AssumedRoleUser", Value::Struct(user))
            .with("PackedPolicySize", Value::Integer(size)))
    }

    fn reply(output: Fields) -> Outgoing {
        output.into()
    }
}

struct GetCallerIdentity;

impl Operation for GetCallerIdentity {
    type Language = Modelled<Nothing>;
    type Error = Fault;
    const SIGNATURE: &'static Signature = &sts::GET_CALLER_IDENTITY;
    type Input = AccountId;
    type Output = AccountId;

    fn read(call: &Call, _: Incoming) -> Result<AccountId, Fault> {
        Ok(call.account)
    }

    async fn run(_: &Arc<Nothing>, _: &Call, account: AccountId) -> Result<AccountId, Fault> {
        Ok(account)
    }

    fn reply(account: AccountId) -> Outgoing {
        Fields::new(&sts::GET_CALLER_IDENTITY_RESPONSE).with("Account", account.to_string()).into()
    }
}

static DIALECT: Dialect = Dialect {
    protocols: &[Protocol::Query],
    broken_constraints: "ValidationError",
    unknown_operation: "InvalidAction",
    ..Dialect::of(&sts::MODEL)
};

async fn send(form: &str) -> (u16, String) {
    let call = Call {
        account: AccountId::DEFAULT,
        region: Region::parse("eu-west-1").unwrap(),
        request_id: "id-1".into(),
        now: Timestamp::from_secs(0),
        caller: Caller::Anonymous,
        origin: base::call::Origin::default(),
        address: "localhost:4566".into(),
    };
    let rows = const { &[Row::of::<AssumeRole>(), Row::of::<GetCallerIdentity>()] };
    let service = Service { dialect: &DIALECT, rows, strict: false, admits: everybody };
    let request = http::Request::post("/").body(Body::from(form.to_owned())).unwrap();
    let (head, body) = service
        .answer(&Arc::new(Nothing), &call, (&Spoken::of_request(&request), request))
        .await
        .into_parts();
    let body = body.collect(1 << 20).await.unwrap();
    (head.status.as_u16(), String::from_utf8(body.to_vec()).unwrap())
}

/// The form of AWS's page on GetCallerIdentity, without its values.
/// <https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html>
#[tokio::test]
async fn get_caller_identity_is_answered() {
    let (status, body) = send("Action=GetCallerIdentity&Version=2011-06-15").await;
    let expected = "<GetCallerIdentityResponse xmlns=\"https://sts.amazonaws.com/doc/2011-06-15/\">\
                    <GetCallerIdentityResult><Account>000000000000</Account></GetCallerIdentityResult>\
                    <ResponseMetadata><RequestId>id-1</RequestId></ResponseMetadata></GetCallerIdentityResponse>";
    assert_eq!((status, body.as_str()), (200, expected));
}

/// <https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html>; the sentence is that of `constraint`.
#[tokio::test]
async fn assume_role_is_read_judged_and_answered() {
    let form =
        "Action=AssumeRole&Version=2011-06-15&RoleArn=arn:aws:iam::123456789012:role/demo&RoleSessionName=";
    let tags = "&Tags.member.1.Key=a&Tags.member.1.Value=b&Tags.member.2.Key=c&Tags.member.2.Value=";
    let (status, body) = send(&format!("{form}me{tags}")).await;
    let user = "<AssumedRoleUser><AssumedRoleId>AROA:s</AssumedRoleId>\
                <Arn>arn:aws:iam::123456789012:role/demo</Arn></AssumedRoleUser>\
                <PackedPolicySize>2</PackedPolicySize></AssumeRoleResult>";
    assert!(status == 200 && body.contains(user), "{body}");

    let (status, body) = send(&format!("{form}a%20b")).await;
    let sentence = "<Code>ValidationError</Code><Message>1 validation error detected: Value 'a b' at 'roleSessionName' \
                    failed to satisfy constraint: Member must satisfy regular expression pattern: [\\w+=,.@-]*</Message>";
    assert!(status == 400 && body.contains(sentence), "{body}");

    let (status, body) = send(&format!("{form}huge")).await;
    assert!(status == 400 && body.contains("<Code>PackedPolicyTooLarge</Code>"), "{body}");
    let (status, body) = send("Action=GetSessionToken").await;
    assert!(status == 501 && body.contains("GetSessionToken"), "{body}");
}
