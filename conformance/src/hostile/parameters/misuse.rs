//! Requests that no parameter takes: beyond every limit, of other accounts, with tokens of other calls, with patterns that
//! explode, broken as JSON. Each is refused with AWS's code, and what is just within a limit is taken.

use std::time::Duration;

use serde_json::{Value, json};

use super::super::misuse::{Case, Expected, broken, json_1_1, one, tried};
use super::super::scene::Scene;
use super::super::tally::Kind;
use super::super::target::Client;
use super::ssm;

/// Refused requests.
pub(crate) const MISUSE: Kind = "what no parameter takes";

/// The parameters that they aim at, and one of which there are tokens.
pub(crate) const MISUSED: &str = "/misused/one";
pub(crate) const OTHER: &str = "/misused/other";

const PACE: Duration = Duration::from_millis(20);
/// Requests between two tokens.
const ROUNDS: usize = 60;

/// <https://docs.aws.amazon.com/general/latest/gr/ssm.html#limits_ssm>
const STANDARD_BYTES: usize = 4096;
const ADVANCED_BYTES: usize = 8192;

const INVALID: Expected = Expected::Refused(&["ValidationException"]);
const GONE: Expected = Expected::Refused(&["ParameterNotFound"]);
const UNREADABLE: Expected = Expected::Refused(&["SerializationException"]);
const NAME: Expected = Expected::Refused(&["ValidationException", "AccessDeniedException"]);

/// Asks in turn until the run is over.
pub(crate) async fn run(scene: Scene) {
    let mut client = Client::new(&scene.target);
    while scene.target.pause(PACE).await {
        let listed = ssm("GetParametersByPath", &json!({"Path": "/misused", "MaxResults": 1}));
        let Some(reply) = scene.ask(MISUSE, &mut client, &listed).await else { continue };
        let token = reply.json().get("NextToken").and_then(Value::as_str).unwrap_or_default().to_owned();
        for _ in 0..ROUNDS {
            if !scene.target.pause(PACE).await {
                return;
            }
            let Some(case) = case(&token) else { continue };
            if tried(&scene, MISUSE, &mut client, case).await.is_none() {
                break;
            }
        }
    }
}

/// One of all of them.
fn case(token: &str) -> Option<Case> {
    match fastrand::u8(..6) {
        0 => of_names(),
        1 => of_values(),
        2 => of_policies(),
        3 => of_versions(),
        4 => of_lists(token),
        _ => of_types(),
    }
}

fn put(name: &str, mut more: Value) -> super::Request {
    if let Some(members) = more.as_object_mut() {
        members.insert("Name".to_owned(), name.into());
        for (member, value) in [("Value", json!("v")), ("Type", json!("String")), ("Overwrite", json!(true))]
        {
            members.entry(member).or_insert(value);
        }
    }
    ssm("PutParameter", &more)
}

fn of_names() -> Option<Case> {
    let levels = |count: usize| "/a".repeat(count);
    let foreign = "arn:aws:ssm:us-east-1:111111111111:parameter/misused/one";
    let get = |name: &str| ssm("GetParameter", &json!({"Name": name}));
    let too_deep = Expected::Refused(&["HierarchyLevelLimitExceededException"]);
    one(vec![
        (put(&levels(15), json!({})), Expected::Done),
        (put(&levels(16), json!({})), too_deep.clone()),
        (put(&levels(50), json!({})), too_deep.clone()),
        (put(&levels(400), json!({})), too_deep),
        (put(&"a".repeat(2049), json!({})), INVALID),
        (put(&"/a".repeat(200_000), json!({})), INVALID),
        (put("", json!({})), INVALID),
        (put("a b", json!({})), INVALID),
        (put("/aws/a", json!({})), NAME),
        (put("ssm-a", json!({})), NAME),
        (put("/a//b", json!({})), INVALID),
        (put("/ä\u{0}", json!({})), INVALID),
        (get(foreign), Expected::Refused(&["AccessDeniedException", "ParameterNotFound"])),
        (get("arn:aws:ssm:us-east-1:000000000000:parameter/nothing"), GONE),
        (get(&"a".repeat(3000)), INVALID),
        (get("/nothing"), GONE),
        (
            ssm("DeleteParameter", &json!({"Name": foreign})),
            Expected::Refused(&["AccessDeniedException", "ParameterNotFound", "ValidationException"]),
        ),
    ])
}

fn of_values() -> Option<Case> {
    let value = |len: usize, more: Value| {
        let mut more = more;
        if let Some(members) = more.as_object_mut() {
            members.insert("Value".to_owned(), "x".repeat(len).into());
        }
        put(MISUSED, more)
    };
    let tier = |tier: &str| json!({"Tier": tier});
    let pattern =
        |pattern: &str, value: &str| put(MISUSED, json!({"AllowedPattern": pattern, "Value": value}));
    let mismatch = &["ParameterPatternMismatchException"];
    let either = &["ParameterPatternMismatchException", "InvalidAllowedPatternException"];
    one(vec![
        (value(STANDARD_BYTES, tier("Intelligent-Tiering")), Expected::Done),
        (value(ADVANCED_BYTES, tier("Advanced")), Expected::Done),
        (value(ADVANCED_BYTES + 1, tier("Advanced")), INVALID),
        (value(900 << 10, tier("Intelligent-Tiering")), INVALID),
        (value(0, tier("Advanced")), INVALID),
        (value(1, tier("Nothing")), INVALID),
        (value(1, json!({"Type": "Nothing"})), INVALID),
        (value(1, json!({"DataType": "aws:nothing", "Tier": "Advanced"})), INVALID),
        (value(1, json!({"Description": "d".repeat(1025), "Tier": "Advanced"})), INVALID),
        (
            value(1, json!({"Type": "SecureString", "KeyId": "k".repeat(5000), "Tier": "Advanced"})),
            Expected::Refused(&["ValidationException", "InvalidKeyId"]),
        ),
        (pattern("(", "v"), Expected::Refused(&["InvalidAllowedPatternException"])),
        (pattern("^(a+)+$", &("a".repeat(4000) + "!")), Expected::Refused(mismatch)),
        (pattern(&"(a|aa)*".repeat(120), &("a".repeat(4000) + "!")), Expected::DoneOr(either)),
        (pattern("a{1000}{1000}{1000}", "v"), Expected::Refused(either)),
        (pattern(&"(".repeat(1024), "v"), Expected::Refused(&["InvalidAllowedPatternException"])),
        (pattern(&"a".repeat(1025), "v"), INVALID),
    ])
}

fn of_policies() -> Option<Case> {
    let policies = |text: &str| put(MISUSED, json!({"Policies": text, "Tier": "Advanced"}));
    let expiring =
        |at: &str| json!({"Type": "Expiration", "Version": "1.0", "Attributes": {"Timestamp": at}});
    let wrong = Expected::Refused(&[
        "ValidationException",
        "InvalidPolicyTypeException",
        "InvalidPolicyAttributeException",
        "IncompatiblePolicyException",
        "PoliciesLimitExceededException",
    ]);
    let nothing = json!({"Type": "Nothing", "Version": "1.0", "Attributes": {}});
    one(vec![
        (policies("{"), wrong.clone()),
        (policies("7"), wrong.clone()),
        (policies(&"[".repeat(4000)), wrong.clone()),
        (policies(&json!([nothing]).to_string()), wrong.clone()),
        (policies(&json!([expiring("never")]).to_string()), wrong.clone()),
        (policies(&json!([expiring("9999999999999999-01-01T00:00:00Z")]).to_string()), wrong.clone()),
        (policies(&json!(vec![expiring("2050-01-01T00:00:00Z"); 11]).to_string()), wrong.clone()),
        (policies(&json!(vec![expiring("2050-01-01T00:00:00Z"); 2000]).to_string()), wrong),
    ])
}

fn of_versions() -> Option<Case> {
    let label = |version: Value, labels: Value| {
        let input = json!({"Name": MISUSED, "ParameterVersion": version, "Labels": labels});
        ssm("LabelParameterVersion", &input)
    };
    let labels = |count: usize| (0..count).map(|at| format!("l{at}")).collect::<Vec<_>>();
    let no_version = Expected::Refused(&["ParameterVersionNotFound", "ValidationException"]);
    let too_many = Expected::Refused(&["ParameterVersionLabelLimitExceeded", "ValidationException"]);
    let far = fastrand::choice([-1_i64, 0, 1_000_000, i64::from(i32::MAX), i64::MIN, i64::MAX]).unwrap_or(-1);
    one(vec![
        (label(far.into(), json!(["x"])), no_version),
        (label(Value::Null, json!([])), INVALID),
        (label(Value::Null, json!(labels(11))), too_many.clone()),
        (label(Value::Null, json!(labels(5000))), too_many),
        (label(Value::Null, json!(["l".repeat(101)])), INVALID),
        (label("one".into(), json!(["x"])), UNREADABLE),
        (
            label(1e300.into(), json!(["x"])),
            Expected::Refused(&["SerializationException", "ParameterVersionNotFound", "ValidationException"]),
        ),
        (
            ssm("GetParameter", &json!({"Name": format!("{MISUSED}:{far}")})),
            Expected::Refused(&["ParameterVersionNotFound", "ValidationException"]),
        ),
        (
            ssm("GetParameter", &json!({"Name": format!("{MISUSED}:99999999999999999999999999")})),
            Expected::Refused(&["ParameterVersionNotFound", "ValidationException"]),
        ),
        (
            ssm("GetParameter", &json!({"Name": format!("{MISUSED}:a:b:c")})),
            Expected::Refused(&["ParameterVersionNotFound", "ValidationException", "ParameterNotFound"]),
        ),
    ])
}

fn of_lists(token: &str) -> Option<Case> {
    let names = |count: usize| (0..count).map(|at| format!("/n/{at}")).collect::<Vec<_>>();
    let filter = |key: &str, values: Value| {
        ssm("DescribeParameters", &json!({"ParameterFilters": [{"Key": key, "Values": values}]}))
    };
    let wrong_token = Expected::Refused(&["InvalidNextToken"]);
    let wrong_filter = Expected::Refused(&[
        "ValidationException",
        "InvalidFilterKey",
        "InvalidFilterOption",
        "InvalidFilterValue",
    ]);
    let far = fastrand::choice([-1_i64, 0, 51, i64::from(i32::MAX)]).unwrap_or(-1);
    one(vec![
        (ssm("GetParameters", &json!({"Names": names(10)})), Expected::Done),
        (ssm("GetParameters", &json!({"Names": names(11)})), INVALID),
        (ssm("GetParameters", &json!({"Names": names(50_000)})), INVALID),
        (ssm("DeleteParameters", &json!({"Names": names(11)})), INVALID),
        (ssm("DeleteParameters", &json!({"Names": []})), INVALID),
        (ssm("DescribeParameters", &json!({"MaxResults": far})), INVALID),
        (ssm("DescribeParameters", &json!({"NextToken": token})), wrong_token.clone()),
        (ssm("DescribeParameters", &json!({"NextToken": "x".repeat(100_000)})), wrong_token.clone()),
        (ssm("GetParameterHistory", &json!({"Name": MISUSED, "NextToken": token})), wrong_token.clone()),
        (ssm("GetParametersByPath", &json!({"Path": "/elsewhere", "NextToken": token})), wrong_token),
        (ssm("GetParametersByPath", &json!({"Path": "no/path"})), INVALID),
        (
            ssm("GetParametersByPath", &json!({"Path": "/a".repeat(50)})),
            Expected::DoneOr(&["ValidationException", "HierarchyLevelLimitExceededException"]),
        ),
        (filter("Nothing", json!(["x"])), wrong_filter.clone()),
        (filter("Name", json!(names(51))), wrong_filter.clone()),
        (filter("Name", json!(["x".repeat(1025)])), wrong_filter),
        (
            ssm(
                "AddTagsToResource",
                &json!({"ResourceType": "Parameter", "ResourceId": MISUSED,
                "Tags": (0..51).map(|at| json!({"Key": format!("k{at}"), "Value": "v"})).collect::<Vec<_>>()}),
            ),
            Expected::Refused(&["TooManyTagsError", "ValidationException"]),
        ),
    ])
}

fn of_types() -> Option<Case> {
    let whole = json!({"Name": MISUSED, "Value": "ä".repeat(100), "Type": "String"}).to_string();
    let raw = |body: &str| json_1_1("AmazonSSM", "PutParameter", body.to_owned());
    let named = |value: Value| ssm("PutParameter", &json!({"Name": value, "Value": "v", "Type": "String"}));
    one(vec![
        (json_1_1("AmazonSSM", "PutParameter", broken(&whole)?), UNREADABLE),
        (named(json!(7)), UNREADABLE),
        (named(json!(["a"])), UNREADABLE),
        (named(json!({"a": 1})), UNREADABLE),
        (put(MISUSED, json!({"Overwrite": "yes"})), UNREADABLE),
        (put(MISUSED, json!({"Tags": {"a": "b"}})), UNREADABLE),
        (ssm("GetParameters", &json!({"Names": "a"})), UNREADABLE),
        // Half of a pair of surrogates is no character.
        (
            raw(r#"{"Name":"/misused/one","Value":"\ud800","Type":"String","Overwrite":true}"#),
            Expected::DoneOr(&["SerializationException"]),
        ),
        (raw(r#"{"Name":"/misused/one","Value":"\uzzzz","Type":"String"}"#), UNREADABLE),
        (ssm("PutParameter", &json!({})), INVALID),
        (ssm("NothingOfTheKind", &json!({})), Expected::Refused(&["UnknownOperationException"])),
    ])
}
