//! CloudWatch Logs: honest writers and readers of lines beside requests that no group takes, patterns and queries that explode,
//! and live tails whose clients go away.
//!
//! - `lines` what honest clients write, and a ledger of it
//! - `misuse` requests that are refused, each with AWS's code
//! - `explosions` patterns and queries that would take for ever, or all memory
//! - `tails` many who look at new events, and leave

use std::time::{SystemTime, UNIX_EPOCH};

use serde_json::{Value, json};

use super::misuse::json_1_1;
use super::scene::Scene;
use super::wire::Request;

pub(crate) mod explosions;
pub(crate) mod lines;
pub(crate) mod misuse;
pub(crate) mod tails;

/// An operation of CloudWatch Logs.
pub(crate) fn logs(operation: &str, input: &Value) -> Request {
    json_1_1("Logs_20140328", operation, input.to_string())
}

/// The groups that all of them use, and the lines that are searched.
pub(crate) fn made() -> Vec<Request> {
    let groups = [lines::LINES, explosions::SEARCHED, tails::TAILED, misuse::OTHER];
    let mut made: Vec<Request> =
        groups.iter().map(|group| logs("CreateLogGroup", &json!({"logGroupName": group}))).collect();
    made.extend([explosions::SEARCHED, tails::TAILED, misuse::OTHER].map(|group| stream(group, "s")));
    made.extend(explosions::searched());
    made
}

/// Runs all of them until the run is over.
pub(crate) async fn run(scene: Scene) {
    tokio::join!(
        lines::run(scene.clone()),
        misuse::run(scene.clone()),
        explosions::run(scene.clone()),
        tails::run(scene)
    );
}

fn stream(group: &str, stream: &str) -> Request {
    logs("CreateLogStream", &json!({"logGroupName": group, "logStreamName": stream}))
}

fn put(group: &str, stream: &str, events: &[(u64, String)]) -> Request {
    let event = |(at_ms, message): &(u64, String)| json!({"timestamp": at_ms, "message": message});
    let events: Vec<Value> = events.iter().map(event).collect();
    logs("PutLogEvents", &json!({"logGroupName": group, "logStreamName": stream, "logEvents": events}))
}

/// Milliseconds since 1970.
fn now_ms() -> u64 {
    SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_millis() as u64)
}
