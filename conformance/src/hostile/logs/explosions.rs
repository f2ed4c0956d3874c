//! Filter patterns and queries of Insights that would take for ever, or all memory, if somebody took them at their word: each is
//! answered soon or refused, and honest queries have their turn.

use std::time::{Duration, Instant};

use serde_json::{Value, json};

use super::super::misuse::{Expected, one, tried};
use super::super::scene::Scene;
use super::super::tally::Kind;
use super::super::target::Client;
use super::super::wire::Request;
use super::{logs, now_ms, put};

/// Patterns.
pub(crate) const PATTERNS: Kind = "filter patterns that explode";
/// Queries, and honest ones between them.
pub(crate) const QUERIES: Kind = "queries that explode";

/// The group that is searched.
pub(crate) const SEARCHED: &str = "searched";
const PACE: Duration = Duration::from_millis(300);
/// How long a query may take on a busy machine.
const PROMPT: Duration = Duration::from_secs(60);

/// The lines that are searched.
pub(crate) fn searched() -> Vec<Request> {
    let at_ms = now_ms();
    let lines = |line: String, count: usize| put(SEARCHED, "s", &vec![(at_ms, line); count]);
    let deep = format!("{}1{}", r#"{"a":"#.repeat(100), "}".repeat(100));
    let wide: Vec<u32> = (0..1000).collect();
    vec![
        lines(format!("{}b", "a".repeat(5_000)), 100),
        lines(deep, 100),
        lines(json!({"a": wide, "b": "x y ".repeat(300)}).to_string(), 50),
        lines("word ".repeat(500), 50),
    ]
}

/// Searches until the run is over.
pub(crate) async fn run(scene: Scene) {
    tokio::join!(search(scene.clone()), query(scene));
}

const PATTERN: Expected = Expected::DoneOr(&["InvalidParameterException"]);

async fn search(scene: Scene) {
    let mut client = Client::new(&scene.target);
    while scene.target.pause(PACE).await {
        let Some(pattern) = pattern() else { continue };
        let input = if fastrand::u8(..3) == 0 {
            let messages = vec![format!("{}b", "a".repeat(20_000)); 10];
            logs("TestMetricFilter", &json!({"filterPattern": pattern, "logEventMessages": messages}))
        } else {
            logs("FilterLogEvents", &json!({"logGroupName": SEARCHED, "filterPattern": pattern, "limit": 5}))
        };
        tried(&scene, PATTERNS, &mut client, (input, PATTERN)).await;
    }
}

/// One of all patterns.
fn pattern() -> Option<String> {
    let many = |part: &str, count: usize| part.repeat(count);
    one(vec![
        "%(a+)+$%".to_owned(),
        "%(a|aa)*c%".to_owned(),
        "%a{1000}{1000}{1000}%".to_owned(),
        format!("%{}c%", many("[a-z]*", 150)),
        format!("%{}%", many("(", 500)),
        format!("{{ $.{}a = 1 }}", many("a.", 400)),
        format!("{{ {}$.a = 1{} }}", many("(", 400), many(")", 400)),
        format!("{{ {}$.a = 1 }}", many("$.a = * || ", 80)),
        format!("{{ $.a[{}] = 1 }}", many("9", 500)),
        "{ $.* = * }".to_owned(),
        format!("{{ $.b = *{}c* }}", many("x*y*", 150)),
        format!("[{}last]", many("w,", 400)),
        format!("[..., w = *{}c*]", many("a*", 300)),
        format!("[..., {}...]", many("w = a*, ", 100)),
        many("?a ", 300),
        many("-a ", 300),
        format!("\"{}\"", many("a", 1000)),
        many("a", 1025),
        many("\"", 999),
        many("{", 1000),
        many("[", 1000),
        many("%", 1000),
        "\u{0}\u{ffff}".to_owned(),
    ])
}

async fn query(scene: Scene) {
    let mut client = Client::new(&scene.target);
    while scene.target.pause(PACE).await {
        let honest = fastrand::u8(..4) == 0;
        let text = if honest { Some("fields @message | limit 1".to_owned()) } else { exploding() };
        let Some(text) = text else { continue };
        let now_s = now_ms() / 1000;
        let input = json!({"logGroupNames": [SEARCHED], "startTime": now_s - 86_400, "endTime": now_s + 86_400,
            "queryString": text});
        let refused = &["MalformedQueryException", "InvalidParameterException"];
        let expected = if honest { Expected::Done } else { Expected::DoneOr(refused) };
        let Some(reply) = tried(&scene, QUERIES, &mut client, (logs("StartQuery", &input), expected)).await
        else {
            continue;
        };
        let Some(id) = reply.json().get("queryId").and_then(Value::as_str).map(str::to_owned) else {
            continue;
        };
        if let Some(verdict) = ended(&scene, &mut client, &id, honest).await {
            scene.tally.judged(QUERIES, verdict, || text.chars().take(300).collect());
        }
    }
}

/// Waits for the end of a query. Nothing if the server was killed before.
async fn ended(scene: &Scene, client: &mut Client, id: &str, honest: bool) -> Option<Result<(), String>> {
    let begun = Instant::now();
    let ask = logs("GetQueryResults", &json!({"queryId": id}));
    while begun.elapsed() < PROMPT {
        let reply = scene.ask(QUERIES, client, &ask).await?;
        let document = reply.json();
        let status = document.get("status").and_then(Value::as_str).unwrap_or_default();
        let rows = document.get("results").and_then(Value::as_array).map_or(0, Vec::len);
        match status {
            "Complete" if honest && rows != 1 => return Some(Err(format!("{rows} rows came of one"))),
            "Complete" => return Some(Ok(())),
            "Failed" | "Timeout" if !honest => return Some(Ok(())),
            "Scheduled" | "Running" => scene.target.pause(Duration::from_millis(200)).await.then_some(())?,
            _ => return Some(Err(format!("a query is answered with {}", reply.summary()))),
        }
    }
    Some(Err(format!("SLOW: a query is not over within {PROMPT:?}")))
}

/// One of all queries.
fn exploding() -> Option<String> {
    let many = |part: &str, count: usize| part.repeat(count);
    let doubled = |function: &str, times: usize| {
        let again = (0..times).map(|at| format!(" | fields {function}(a{at}, a{at}) as a{}", at + 1));
        format!("fields concat(@message, @message) as a0{}", again.collect::<String>())
    };
    let regex = |regex: &str| format!("filter @message like /{regex}/ | limit 1");
    one(vec![
        doubled("concat", 100),
        format!("{} | display a7", doubled("concat", 100)),
        "fields replace(@message, 'a', @message) as a | fields replace(a, 'a', @message) as b | limit 3"
            .to_owned(),
        format!("fields concat({}@message) as a | sort a, a, a, a", many("@message, ", 60)),
        format!("fields {}@message", many("toupper(", 300)),
        regex("(a+)+$"),
        regex("(a|aa)*c"),
        regex("a{1000}{1000}"),
        regex(&many("[a-z]*", 500)),
        regex(&many("(", 2000)),
        format!("filter {}1 = 1{}", many("(", 3000), many(")", 3000)),
        format!("filter {}1 = 1", many("not ", 2400)),
        format!("fields {}1 as x", many("1 + ", 2400)),
        format!("fields {}1 as x", many("2 ^ ", 2400)),
        format!("filter {}1 = 1", many("1 = 1 and ", 900)),
        format!("filter n in [{}1]", many("1, ", 3000)),
        "stats count(*), count_distinct(@message), pct(@timestamp, 99) by @message, @timestamp, @ptr"
            .to_owned(),
        "stats count(*) by bin(1ms) | limit 9999999999999999999".to_owned(),
        "stats sum(9e307), stddev(@timestamp), avg(@message) by bin(99999999999999d)".to_owned(),
        format!("parse @message '{}' as {}x", many("*a", 400), many("x, ", 399)),
        format!("parse @message /{}/", many("(?<x>a*)", 400)),
        format!("fields @message {}", many("| fields @message ", 500)),
        format!("fields {}@message", many("@message, ", 900)),
        many("fields ", 1400),
        many("|", 10_000),
        "x".repeat(10_001),
        format!("fields '{}'", many("\\", 5001)),
    ])
}
