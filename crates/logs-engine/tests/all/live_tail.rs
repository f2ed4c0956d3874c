//! Live tails: new events come as frames.

use base::http::Request;
use serde_json::{Value, json};

use crate::harness::{World, ask, now, world};

/// The frames of a stream: the name of each, and its document. Frames are those of
/// <https://smithy.io/2.0/aws/amazon-eventstream.html>.
fn frames(mut bytes: &[u8]) -> Vec<(String, Value)> {
    let number = |bytes: &[u8]| u32::from_be_bytes(bytes[..4].try_into().unwrap());
    let mut found = Vec::new();
    while bytes.len() >= 16 && bytes.len() >= number(bytes) as usize {
        let (frame, rest) = bytes.split_at(number(bytes) as usize);
        let headers_end = 12 + number(&frame[4..]) as usize;
        assert_eq!(crc32fast::hash(&frame[..8]), number(&frame[8..]));
        assert_eq!(crc32fast::hash(&frame[..frame.len() - 4]), number(&frame[frame.len() - 4..]));
        let headers = String::from_utf8_lossy(&frame[12..headers_end]).into_owned();
        let named = [":event-type\u{7}", ":exception-type\u{7}"].map(|header| headers.split(header).nth(1));
        let name = named.into_iter().flatten().next().unwrap();
        let name = name.chars().skip(2).take_while(|c| c.is_alphanumeric() || *c == '-').collect();
        found.push((name, serde_json::from_slice(&frame[headers_end..frame.len() - 4]).unwrap()));
        bytes = rest;
    }
    found
}

async fn put(world: &World, stream: &str, message: &str) {
    let events = json!([{"timestamp": now(world), "message": message}]);
    let input = json!({"logGroupName": "g", "logStreamName": stream, "logEvents": events});
    world.send(ask("PutLogEvents", &input)).await.ok();
}

/// <https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_StartLiveTail.html>
#[tokio::test]
async fn new_events_that_are_meant_come() {
    let world = world();
    world.send(ask("CreateLogGroup", &json!({"logGroupName": "g"}))).await.ok();
    for stream in ["s", "t"] {
        world.send(ask("CreateLogStream", &json!({"logGroupName": "g", "logStreamName": stream}))).await.ok();
    }
    put(&world, "s", "ERROR before").await;
    let arn = "arn:aws:logs:us-east-1:000000000000:log-group:g";
    let input =
        json!({"logGroupIdentifiers": [arn], "logStreamNames": ["s"], "logEventFilterPattern": "ERROR"});
    let request: Request = ask("StartLiveTail", &input).into();
    let reply = world.engine.answer(world.call(), request).await;
    assert_eq!(reply.headers()["content-type"], "application/vnd.amazon.eventstream");
    let (begun, body) = reply.into_parts().1.peek(100).await;
    let begun_frames = frames(&begun);
    let names: Vec<&str> = begun_frames.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(names, ["initial-response", "sessionStart"]);
    assert_eq!(begun_frames[1].1["logGroupIdentifiers"], json!([arn]));
    put(&world, "s", "ERROR one").await;
    put(&world, "s", "INFO").await;
    put(&world, "t", "ERROR elsewhere").await;
    let (all, _) = body.peek(begun.len() + 1).await;
    let all = frames(&all);
    let (name, update) = all.last().unwrap();
    assert_eq!(name, "sessionUpdate");
    assert_eq!(
        *update,
        json!({"sessionMetadata": {"sampled": false}, "sessionResults": [{
            "logStreamName": "s", "logGroupIdentifier": arn, "message": "ERROR one",
            "timestamp": now(&world), "ingestionTime": now(&world)}]})
    );
}

/// The first sentence is an answer of AWS's that users report: `error.rs`.
#[tokio::test]
async fn what_cannot_be_looked_at_is_refused() {
    let world = world();
    world.send(ask("CreateLogGroup", &json!({"logGroupName": "g"}))).await.ok();
    let refused = |input: Value| world.send(ask("StartLiveTail", &input));
    let wrong = json!({"logGroupIdentifiers": ["g"], "logEventFilterPattern": "\"\""});
    let message = "Invalid filter pattern: Invalid character(s) in term '\"\"'";
    refused(wrong).await.is_error(400, "InvalidParameterException", message);
    let none = json!({"logGroupIdentifiers": ["none"]});
    refused(none).await.is_error(400, "ResourceNotFoundException", "log group");
    refused(json!({"logGroupIdentifiers": []})).await.is_error(
        400,
        "InvalidParameterException",
        "logGroupIdentifiers",
    );
}
