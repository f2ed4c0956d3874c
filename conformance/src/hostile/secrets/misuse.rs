//! Requests that no secret takes: beyond every limit, of other accounts, with tokens of other values, broken as JSON. Each is
//! refused with AWS's code, and what is just within a limit is taken.

use std::time::Duration;

use serde_json::{Value, json};

use super::super::misuse::{Case, Expected, broken, json_1_1, one, tried};
use super::super::scene::Scene;
use super::super::tally::Kind;
use super::super::target::Client;
use super::secretsmanager;
use super::values::token;

/// Refused requests.
pub(crate) const MISUSE: Kind = "what no secret takes";

/// The secrets that they aim at.
pub(crate) const MISUSED: &str = "misused/one";
pub(crate) const OTHER: &str = "misused/other";

const PACE: Duration = Duration::from_millis(20);
/// Requests between two tokens.
const ROUNDS: usize = 60;
/// <https://docs.aws.amazon.com/secretsmanager/latest/userguide/reference_limits.html>
const LONGEST: usize = 65_536;

const BROKEN: Expected = Expected::Refused(&["ValidationException", "InvalidParameterException"]);
const PARAMETER: Expected = Expected::Refused(&["InvalidParameterException"]);
const GONE: Expected = Expected::Refused(&["ResourceNotFoundException"]);
const UNREADABLE: Expected = Expected::Refused(&["SerializationException"]);

/// Asks in turn until the run is over.
pub(crate) async fn run(scene: Scene) {
    let mut client = Client::new(&scene.target);
    while scene.target.pause(PACE).await {
        let listed = secretsmanager("ListSecrets", &json!({"MaxResults": 1}));
        let Some(reply) = scene.ask(MISUSE, &mut client, &listed).await else { continue };
        let page = reply.json().get("NextToken").and_then(Value::as_str).unwrap_or_default().to_owned();
        for _ in 0..ROUNDS {
            if !scene.target.pause(PACE).await {
                return;
            }
            let Some(case) = case(&page) else { continue };
            if tried(&scene, MISUSE, &mut client, case).await.is_none() {
                break;
            }
        }
    }
}

/// One of all of them.
fn case(page: &str) -> Option<Case> {
    match fastrand::u8(..5) {
        0 => of_names(),
        1 => of_values(),
        2 => of_versions(),
        3 => of_lists(page),
        _ => of_types(),
    }
}

fn create(name: &str) -> super::Request {
    let input = json!({"Name": name, "SecretString": "v", "ClientRequestToken": token(1)});
    secretsmanager("CreateSecret", &input)
}

fn put(more: Value) -> super::Request {
    let mut more = more;
    if let Some(members) = more.as_object_mut() {
        members.insert("SecretId".to_owned(), MISUSED.into());
        let new: String = (0..32).map(|_| fastrand::alphanumeric()).collect();
        members.entry("ClientRequestToken").or_insert(new.into());
    }
    secretsmanager("PutSecretValue", &more)
}

fn of_names() -> Option<Case> {
    let get = |id: &str| secretsmanager("GetSecretValue", &json!({"SecretId": id}));
    let foreign = "arn:aws:secretsmanager:us-east-1:111111111111:secret:misused/one-abcdef";
    let hidden = Expected::Refused(&["ResourceNotFoundException", "AccessDeniedException"]);
    one(vec![
        (create(&"a".repeat(513)), BROKEN),
        (create(&"/a".repeat(100_000)), BROKEN),
        (create(""), BROKEN),
        (create("a b"), BROKEN),
        (create("ä"), BROKEN),
        (create("a\u{0}"), BROKEN),
        (create(MISUSED), Expected::Refused(&["ResourceExistsException"])),
        (get(foreign), hidden.clone()),
        (secretsmanager("DeleteSecret", &json!({"SecretId": foreign, "RecoveryWindowInDays": 7})), hidden),
        (get("arn:aws:secretsmanager:us-east-1:000000000000:secret:nothing-abcdef"), GONE),
        (
            get("arn:aws:s3:::misused"),
            Expected::Refused(&[
                "ResourceNotFoundException",
                "ValidationException",
                "InvalidParameterException",
            ]),
        ),
        (get("nothing"), GONE),
        (get(&"a".repeat(2049)), BROKEN),
        (get(""), BROKEN),
    ])
}

fn of_values() -> Option<Case> {
    let text = |len: usize| put(json!({"SecretString": "x".repeat(len)}));
    one(vec![
        (text(LONGEST), Expected::Done),
        (text(LONGEST + 1), BROKEN),
        (text(900 << 10), BROKEN),
        (put(json!({"SecretString": "ä".repeat(LONGEST / 2 + 1)})), BROKEN),
        (text(0), BROKEN),
        (put(json!({})), Expected::Refused(&["InvalidRequestException", "InvalidParameterException"])),
        (put(json!({"SecretString": "v", "SecretBinary": "dg=="})), PARAMETER),
        (put(json!({"SecretBinary": "***"})), UNREADABLE),
        (put(json!({"SecretString": "v", "ClientRequestToken": "short"})), BROKEN),
        (put(json!({"SecretString": "v", "ClientRequestToken": "t".repeat(65)})), BROKEN),
        // The token of another value.
        (
            put(json!({"SecretString": "another", "ClientRequestToken": token(0)})),
            Expected::Refused(&["ResourceExistsException"]),
        ),
        (put(json!({"SecretString": "v", "ClientRequestToken": token(0)})), Expected::Done),
        (put(json!({"SecretString": "v", "VersionStages": []})), BROKEN),
        (
            put(
                json!({"SecretString": "v", "VersionStages": (0..21).map(|at| format!("s{at}")).collect::<Vec<_>>()}),
            ),
            Expected::Refused(&[
                "ValidationException",
                "InvalidParameterException",
                "LimitExceededException",
            ]),
        ),
        (put(json!({"SecretString": "v", "VersionStages": ["s".repeat(257)]})), BROKEN),
    ])
}

fn of_versions() -> Option<Case> {
    let stage = |label: &str, from: Value, to: Value| {
        let input = json!({"SecretId": MISUSED, "VersionStage": label, "RemoveFromVersionId": from, "MoveToVersionId": to});
        secretsmanager("UpdateSecretVersionStage", &input)
    };
    let of = |operation: &str, mut more: Value| {
        if let Some(members) = more.as_object_mut() {
            members.insert("SecretId".to_owned(), MISUSED.into());
        }
        secretsmanager(operation, &more)
    };
    let far = fastrand::choice([-1_i64, 0, 6, 31, i64::from(i32::MAX), i64::MIN, i64::MAX]).unwrap_or(-1);
    let no_function = Expected::Refused(&["InvalidRequestException"]);
    one(vec![
        (stage("x", json!(token(77)), json!(token(0))), GONE),
        (stage("x", Value::Null, json!(token(77))), GONE),
        (stage("x", Value::Null, Value::Null), PARAMETER),
        (stage(&"x".repeat(257), Value::Null, json!(token(0))), BROKEN),
        (of("GetSecretValue", json!({"VersionId": token(77)})), GONE),
        (of("GetSecretValue", json!({"VersionStage": "nothing"})), GONE),
        (of("DeleteSecret", json!({"RecoveryWindowInDays": far})), BROKEN),
        (
            of("DeleteSecret", json!({"RecoveryWindowInDays": 7, "ForceDeleteWithoutRecovery": true})),
            PARAMETER,
        ),
        (of("RotateSecret", json!({"ClientRequestToken": token(9)})), no_function),
        (
            of(
                "RotateSecret",
                json!({"ClientRequestToken": token(9), "RotationRules": {"AutomaticallyAfterDays": far}}),
            ),
            Expected::Refused(&[
                "ValidationException",
                "InvalidParameterException",
                "InvalidRequestException",
            ]),
        ),
        (
            of(
                "RotateSecret",
                json!({"ClientRequestToken": token(9),
                "RotationLambdaARN": "arn:aws:lambda:us-east-1:111111111111:function:f"}),
            ),
            Expected::Refused(&[
                "ResourceNotFoundException",
                "AccessDeniedException",
                "InvalidRequestException",
                "ValidationException",
            ]),
        ),
        (
            of("PutResourcePolicy", json!({"ResourcePolicy": "{"})),
            Expected::Refused(&["MalformedPolicyDocumentException"]),
        ),
        (
            of("PutResourcePolicy", json!({"ResourcePolicy": "[".repeat(20_000)})),
            Expected::Refused(&["MalformedPolicyDocumentException"]),
        ),
        (
            of("PutResourcePolicy", json!({"ResourcePolicy": "x".repeat(20_481)})),
            Expected::Refused(&[
                "ValidationException",
                "InvalidParameterException",
                "MalformedPolicyDocumentException",
            ]),
        ),
    ])
}

fn of_lists(page: &str) -> Option<Case> {
    let wrong_token = Expected::Refused(&["InvalidNextTokenException"]);
    let far = fastrand::choice([-1_i64, 0, 101, i64::from(i32::MAX)]).unwrap_or(-1);
    let ids: Vec<String> = (0..21).map(|at| format!("nothing-{at}")).collect();
    let filter = |key: &str, values: Value| {
        secretsmanager("ListSecrets", &json!({"Filters": [{"Key": key, "Values": values}]}))
    };
    let password = |input: Value| secretsmanager("GetRandomPassword", &input);
    one(vec![
        (secretsmanager("ListSecrets", &json!({"MaxResults": far})), BROKEN),
        (secretsmanager("ListSecrets", &json!({"NextToken": "x".repeat(4000)})), wrong_token.clone()),
        (
            secretsmanager("ListSecretVersionIds", &json!({"SecretId": MISUSED, "NextToken": page})),
            wrong_token,
        ),
        (secretsmanager("BatchGetSecretValue", &json!({"SecretIdList": ids})), BROKEN),
        (secretsmanager("BatchGetSecretValue", &json!({})), BROKEN),
        (filter("nothing", json!(["x"])), BROKEN),
        (filter("name", json!(vec!["a"; 11])), BROKEN),
        (filter("name", json!(["a".repeat(513)])), BROKEN),
        (password(json!({"PasswordLength": 4096})), Expected::Done),
        (password(json!({"PasswordLength": 4097})), BROKEN),
        (
            password(json!({"PasswordLength": far - 200})),
            Expected::DoneOr(&["ValidationException", "InvalidParameterException"]),
        ),
        (password(json!({"PasswordLength": 3})), BROKEN),
        (password(json!({"ExcludeCharacters": "x".repeat(4097)})), BROKEN),
        (
            password(
                json!({"ExcludeLowercase": true, "ExcludeUppercase": true, "ExcludeNumbers": true, "ExcludePunctuation": true}),
            ),
            BROKEN,
        ),
        (
            secretsmanager(
                "TagResource",
                &json!({"SecretId": MISUSED,
                "Tags": (0..51).map(|at| json!({"Key": format!("k{at}"), "Value": "v"})).collect::<Vec<_>>()}),
            ),
            Expected::Refused(&[
                "InvalidParameterException",
                "ValidationException",
                "LimitExceededException",
            ]),
        ),
    ])
}

fn of_types() -> Option<Case> {
    let whole = json!({"SecretId": MISUSED, "SecretString": "ä".repeat(100)}).to_string();
    let raw = |body: &str| json_1_1("secretsmanager", "PutSecretValue", body.to_owned());
    one(vec![
        (json_1_1("secretsmanager", "PutSecretValue", broken(&whole)?), UNREADABLE),
        (secretsmanager("GetSecretValue", &json!({"SecretId": 7})), UNREADABLE),
        (secretsmanager("GetSecretValue", &json!({"SecretId": ["a"]})), UNREADABLE),
        (put(json!({"SecretString": {"user": "a"}})), UNREADABLE),
        (put(json!({"SecretString": "v", "VersionStages": "x"})), UNREADABLE),
        (
            secretsmanager("DeleteSecret", &json!({"SecretId": MISUSED, "RecoveryWindowInDays": "seven"})),
            UNREADABLE,
        ),
        (
            secretsmanager("DeleteSecret", &json!({"SecretId": MISUSED, "RecoveryWindowInDays": 1e300})),
            Expected::Refused(&[
                "SerializationException",
                "InvalidParameterException",
                "ValidationException",
            ]),
        ),
        (raw(r#"{"SecretId":"misused/one","SecretString":"\uzzzz"}"#), UNREADABLE),
        (secretsmanager("GetSecretValue", &json!({})), BROKEN),
        (secretsmanager("NothingOfTheKind", &json!({})), Expected::Refused(&["UnknownOperationException"])),
    ])
}
