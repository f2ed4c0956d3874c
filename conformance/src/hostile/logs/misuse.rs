//! Requests that no log group takes: beyond every limit, at impossible times, with tokens of other calls, of other accounts,
//! broken as JSON. Each is refused with AWS's code, and what is just within a limit is taken.

use std::time::Duration;

use serde_json::{Value, json};

use super::super::misuse::{Case, Expected, broken, json_1_1, one, tried};
use super::super::scene::Scene;
use super::super::tally::Kind;
use super::super::target::Client;
use super::{logs, now_ms, put, stream};

/// Refused requests.
pub(crate) const MISUSE: Kind = "what no log group takes";

/// The group that they aim at, which is made anew again and again, and one that has what they ask others for.
pub(crate) const MISUSED: &str = "misused";
pub(crate) const OTHER: &str = "misused-other";

const PACE: Duration = Duration::from_millis(30);
/// Requests between two groups.
const ROUNDS: usize = 60;
/// AWS's limits of an event and of a request, since April 2025, with 26 bytes for each event.
const MIB: usize = 1 << 20;
const OVERHEAD: usize = 26;
/// Events of a request.
const MOST: usize = 10_000;

const HOUR_MS: u64 = 60 * 60 * 1000;

const INVALID: Expected = Expected::Refused(&["InvalidParameterException"]);
const GONE: Expected = Expected::Refused(&["ResourceNotFoundException"]);
const UNREADABLE: Expected = Expected::Refused(&["SerializationException"]);
const INVALID_OR_GONE: Expected =
    Expected::Refused(&["InvalidParameterException", "ResourceNotFoundException"]);

/// Asks in turn until the run is over.
pub(crate) async fn run(scene: Scene) {
    let mut client = Client::new(&scene.target);
    let group = json!({"logGroupName": MISUSED});
    while scene.target.pause(PACE).await {
        // What is taken is large: it goes with its group.
        for request in [logs("DeleteLogGroup", &group), logs("CreateLogGroup", &group), stream(MISUSED, "s")]
        {
            scene.ask(MISUSE, &mut client, &request).await;
        }
        let listed = logs("DescribeLogGroups", &json!({"limit": 1}));
        let Some(reply) = scene.ask(MISUSE, &mut client, &listed).await else { continue };
        let token = reply.json().get("nextToken").and_then(Value::as_str).unwrap_or_default().to_owned();
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
        0 => of_sizes(),
        1 => of_times(),
        2 => of_names(),
        3 => of_reads(token),
        4 => of_settings(),
        _ => of_types(),
    }
}

fn of_sizes() -> Option<Case> {
    let events = |count: usize, len: usize| {
        let at_ms = now_ms();
        put(MISUSED, "s", &vec![(at_ms, "x".repeat(len)); count])
    };
    let escaped = format!(
        r#"{{"logGroupName":"{MISUSED}","logStreamName":"s","logEvents":[{{"timestamp":{},"message":"{}"}}]}}"#,
        now_ms(),
        r"\u0041".repeat(MIB / 8)
    );
    one(vec![
        (events(1, 256 << 10), Expected::Done),
        (events(1, MIB - OVERHEAD), Expected::Done),
        (events(1, MIB - OVERHEAD + 1), INVALID),
        (events(1, 3 * MIB), Expected::Refused(&["InvalidParameterException", "SerializationException"])),
        (events(2, MIB / 2 - OVERHEAD), Expected::Done),
        (events(2, MIB / 2 - OVERHEAD + 1), INVALID),
        (events(MOST, 1), Expected::Done),
        (events(MOST + 1, 1), INVALID),
        (events(60_000, 1), INVALID),
        (events(1, 0), INVALID),
        (events(0, 0), INVALID),
        (put(MISUSED, "s", &[(now_ms(), "ä".repeat(MIB / 2))]), INVALID),
        // Each letter takes six in JSON.
        (json_1_1("Logs_20140328", "PutLogEvents", escaped), Expected::Done),
    ])
}

fn of_times() -> Option<Case> {
    let now = now_ms();
    let at = |times: &[u64]| {
        let events: Vec<(u64, String)> = times.iter().map(|at_ms| (*at_ms, "m".to_owned())).collect();
        put(MISUSED, "s", &events)
    };
    let number = |at: Value| {
        let input = json!({"logGroupName": MISUSED, "logStreamName": "s",
            "logEvents": [{"timestamp": at, "message": "m"}]});
        logs("PutLogEvents", &input)
    };
    one(vec![
        (at(&[now, now - 1]), INVALID),
        (at(&[now - 25 * HOUR_MS, now]), INVALID),
        // These are told to be too old or too new, and the request is done.
        (at(&[0]), Expected::Done),
        (at(&[now - 15 * 24 * HOUR_MS]), Expected::Done),
        (at(&[now, now + 3 * HOUR_MS]), Expected::Done),
        (number(json!(i64::MAX)), Expected::DoneOr(&["InvalidParameterException"])),
        (number(json!(i64::MIN)), INVALID),
        (number(json!(-1)), INVALID),
        (number(json!(1e300)), Expected::DoneOr(&["InvalidParameterException", "SerializationException"])),
        (number(json!(now as f64 + 0.5)), Expected::DoneOr(&["SerializationException"])),
        (number(json!("now")), UNREADABLE),
        (number(Value::Null), INVALID),
    ])
}

fn of_names() -> Option<Case> {
    let create = |name: &str| logs("CreateLogGroup", &json!({"logGroupName": name}));
    let of = |group: &str| logs("GetLogEvents", &json!({"logGroupIdentifier": group, "logStreamName": "s"}));
    let foreign = Expected::Refused(&[
        "ResourceNotFoundException",
        "AccessDeniedException",
        "InvalidParameterException",
        "ValidationException",
    ]);
    one(vec![
        (create(&"g".repeat(513)), INVALID),
        (create(&"/g".repeat(100_000)), INVALID),
        (create(""), INVALID),
        (create("a b"), INVALID),
        (create("a:b"), INVALID),
        (create("ä\u{0}"), INVALID),
        (create(OTHER), Expected::Refused(&["ResourceAlreadyExistsException"])),
        (stream(OTHER, "a:b"), INVALID),
        (stream(OTHER, "a*b"), INVALID),
        (stream(OTHER, &"s".repeat(513)), INVALID),
        (stream("nothing", "s"), GONE),
        (put("nothing", "s", &[(now_ms(), "m".to_owned())]), GONE),
        (put(OTHER, "nothing", &[(now_ms(), "m".to_owned())]), GONE),
        (of("arn:aws:logs:us-east-1:111111111111:log-group:misused"), foreign.clone()),
        (of("arn:aws:logs:eu-west-1:000000000000:log-group:misused"), foreign.clone()),
        (of("arn:aws:s3:::misused"), foreign.clone()),
        (of(&"arn:".repeat(100)), foreign),
    ])
}

fn of_reads(token: &str) -> Option<Case> {
    let get = |mut more: Value| {
        if let Some(members) = more.as_object_mut() {
            members.insert("logGroupName".to_owned(), OTHER.into());
            members.insert("logStreamName".to_owned(), "s".into());
        }
        logs("GetLogEvents", &more)
    };
    let filter = |mut more: Value| {
        if let Some(members) = more.as_object_mut() {
            members.insert("logGroupName".to_owned(), OTHER.into());
        }
        logs("FilterLogEvents", &more)
    };
    let far = fastrand::choice([-1_i64, 0, 10_001, i64::from(i32::MAX)]).unwrap_or(-1);
    let names = |count: usize| (0..count).map(|at| format!("s{at}")).collect::<Vec<_>>();
    let forged = format!("f/{}/s", "9".repeat(fastrand::usize(..200)));
    one(vec![
        (get(json!({"limit": far})), INVALID),
        (filter(json!({"limit": far})), INVALID),
        (get(json!({"startTime": i64::MAX, "endTime": 0})), Expected::DoneOr(&["InvalidParameterException"])),
        (get(json!({"startTime": -1})), INVALID),
        (get(json!({"nextToken": token})), INVALID),
        (get(json!({"nextToken": forged})), INVALID),
        (get(json!({"nextToken": "b/0/s"})), INVALID),
        (get(json!({"nextToken": "x".repeat(100_000)})), INVALID),
        (filter(json!({"nextToken": token})), INVALID),
        (filter(json!({"logStreamNames": names(101)})), INVALID),
        (filter(json!({"logStreamNames": ["s"], "logStreamNamePrefix": "s"})), INVALID),
        (filter(json!({"logStreamNames": ["nothing"]})), GONE),
        (logs("DescribeLogGroups", &json!({"nextToken": "x".repeat(10_000)})), INVALID),
        (logs("DescribeLogGroups", &json!({"limit": 51})), INVALID),
        (logs("DescribeLogGroups", &json!({"logGroupNamePrefix": "a", "logGroupNamePattern": "b"})), INVALID),
        (logs("DescribeLogStreams", &json!({"logGroupName": OTHER, "orderBy": "Nothing"})), INVALID),
        (logs("GetQueryResults", &json!({"queryId": "nothing"})), INVALID_OR_GONE),
        (logs("StopQuery", &json!({"queryId": "x".repeat(257)})), INVALID_OR_GONE),
        (logs("GetLogRecord", &json!({"logRecordPointer": "x".repeat(10_000)})), INVALID_OR_GONE),
        (
            logs(
                "StartQuery",
                &json!({"logGroupNames": names(51), "startTime": 0, "endTime": 1, "queryString": "fields @message"}),
            ),
            Expected::Refused(&[
                "InvalidParameterException",
                "ResourceNotFoundException",
                "LimitExceededException",
            ]),
        ),
        (
            logs("StartLiveTail", &json!({"logGroupIdentifiers": names(11)})),
            Expected::Refused(&[
                "InvalidParameterException",
                "ResourceNotFoundException",
                "ValidationException",
            ]),
        ),
    ])
}

fn of_settings() -> Option<Case> {
    let retain =
        |days: Value| logs("PutRetentionPolicy", &json!({"logGroupName": OTHER, "retentionInDays": days}));
    let subscribe = |destination: &str, pattern: &str| {
        let input = json!({"logGroupName": OTHER, "filterName": "f", "filterPattern": pattern, "destinationArn": destination});
        logs("PutSubscriptionFilter", &input)
    };
    let refused = Expected::Refused(&[
        "InvalidParameterException",
        "ResourceNotFoundException",
        "AccessDeniedException",
        "ValidationException",
    ]);
    let tags = |count: usize| -> Value {
        (0..count).map(|at| (format!("k{at}"), json!("v"))).collect::<serde_json::Map<_, _>>().into()
    };
    let arn = format!("arn:aws:logs:us-east-1:000000000000:log-group:{OTHER}");
    let far = fastrand::choice([0_i64, 2, -1, 99_999, i64::from(i32::MIN), i64::from(i32::MAX)]).unwrap_or(2);
    one(vec![
        (retain(json!(far)), INVALID),
        (retain(json!("one")), UNREADABLE),
        (subscribe("nothing", ""), refused.clone()),
        (subscribe("arn:aws:lambda:us-east-1:111111111111:function:f", ""), refused.clone()),
        (subscribe("arn:aws:lambda:us-east-1:000000000000:function:nothing", ""), refused.clone()),
        (
            subscribe("arn:aws:lambda:us-east-1:000000000000:function:nothing", &"a".repeat(1025)),
            refused.clone(),
        ),
        (subscribe("arn:aws:lambda:us-east-1:000000000000:function:nothing", "{"), refused),
        (
            logs("TagResource", &json!({"resourceArn": arn, "tags": tags(51)})),
            Expected::Refused(&["TooManyTagsException", "InvalidParameterException"]),
        ),
        (logs("TagResource", &json!({"resourceArn": "x".repeat(1012), "tags": tags(1)})), INVALID_OR_GONE),
        (
            logs(
                "PutMetricFilter",
                &json!({"logGroupName": OTHER, "filterName": "f", "filterPattern": "", "metricTransformations": []}),
            ),
            INVALID,
        ),
    ])
}

fn of_types() -> Option<Case> {
    let whole = put(MISUSED, "s", &[(now_ms(), "ä".repeat(100))]);
    let whole = String::from_utf8_lossy(&whole.body).into_owned();
    let raw = |body: String| json_1_1("Logs_20140328", "PutLogEvents", body);
    let message = |message: &str| {
        raw(format!(
            r#"{{"logGroupName":"{MISUSED}","logStreamName":"s","logEvents":[{{"timestamp":{},"message":"{message}"}}]}}"#,
            now_ms()
        ))
    };
    let events = |events: Value| {
        logs("PutLogEvents", &json!({"logGroupName": MISUSED, "logStreamName": "s", "logEvents": events}))
    };
    one(vec![
        (json_1_1("Logs_20140328", "PutLogEvents", broken(&whole)?), UNREADABLE),
        (message(r"\uzzzz"), UNREADABLE),
        // Half of a pair of surrogates is no character.
        (message(r"\ud800"), Expected::DoneOr(&["SerializationException"])),
        (message(r"\u0000\uffff"), Expected::Done),
        (events(json!({"timestamp": 1})), UNREADABLE),
        (events(json!(["m"])), UNREADABLE),
        // What AWS does with what is nothing in a list is not known.
        (events(json!([null])), Expected::DoneOr(&["SerializationException", "InvalidParameterException"])),
        (events(json!([{"timestamp": now_ms(), "message": 7}])), UNREADABLE),
        (logs("GetLogEvents", &json!({"logGroupName": 7, "logStreamName": "s"})), UNREADABLE),
        (
            logs("GetLogEvents", &json!({})),
            Expected::Refused(&["InvalidParameterException", "ValidationException"]),
        ),
        (logs("NothingOfTheKind", &json!({})), Expected::Refused(&["UnknownOperationException"])),
    ])
}
