//! Streams: made, found and gone.

use serde_json::{Value, json};

use crate::harness::{ask, get, make, messages, put, put_to, with_stream, world};

fn names(reply: &Value) -> Vec<&str> {
    let streams = reply["logStreams"].as_array().unwrap();
    streams.iter().map(|stream| stream["logStreamName"].as_str().unwrap()).collect()
}

/// The members are those of <https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_LogStream.html>; without
/// events there are no times.
#[test]
fn a_stream_shows_what_it_is() {
    let world = with_stream();
    let describe = || {
        let reply = world.ask(ask("DescribeLogStreams", &json!({"logGroupName": "g"}))).ok().json();
        reply["logStreams"][0].clone()
    };
    let arn = "arn:aws:logs:us-east-1:000000000000:log-group:g:log-stream:s";
    let made = 1_767_225_600_000_u64;
    assert_eq!(describe(), json!({"logStreamName": "s", "creationTime": made, "arn": arn, "storedBytes": 0}));
    world.advance(2);
    put(&world, &[(-1000, "a"), (5, "b")]).ok();
    let stream = describe();
    assert_eq!(stream["firstEventTimestamp"], made + 1000);
    assert_eq!(stream["lastEventTimestamp"], made + 2005);
    assert_eq!(stream["lastIngestionTime"], made + 2000);
    assert_eq!(stream["uploadSequenceToken"].as_str().unwrap().len(), 56);
}

/// <https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_DescribeLogStreams.html>
#[test]
fn streams_are_in_the_order_that_is_asked_for() {
    let world = world();
    for stream in ["b", "a", "c1", "c2"] {
        make(&world, "g", stream);
    }
    put_to(&world, "b", &[(1, "x")]).ok();
    put_to(&world, "a", &[(2, "x")]).ok();
    put_to(&world, "c1", &[(3, "x")]).ok();
    put_to(&world, "c2", &[(4, "x")]).ok();
    let pages = |mut input: Value| {
        input["logGroupName"] = json!("g");
        input["limit"] = json!(3);
        let first = world.ask(ask("DescribeLogStreams", &input)).ok().json();
        let mut all: Vec<String> = names(&first).into_iter().map(str::to_owned).collect();
        if !first["nextToken"].is_null() {
            input["nextToken"] = first["nextToken"].clone();
            let second = world.ask(ask("DescribeLogStreams", &input)).ok().json();
            assert!(second["nextToken"].is_null());
            all.extend(names(&second).into_iter().map(str::to_owned));
        }
        all
    };
    assert_eq!(pages(json!({})), ["a", "b", "c1", "c2"]);
    assert_eq!(pages(json!({"descending": true})), ["c2", "c1", "b", "a"]);
    assert_eq!(pages(json!({"logStreamNamePrefix": "c"})), ["c1", "c2"]);
    assert_eq!(pages(json!({"logStreamNamePrefix": "c", "descending": true})), ["c2", "c1"]);
    assert_eq!(pages(json!({"orderBy": "LastEventTime"})), ["b", "a", "c1", "c2"]);
    assert_eq!(pages(json!({"orderBy": "LastEventTime", "descending": true})), ["c2", "c1", "a", "b"]);
    let both = json!({"logGroupName": "g", "orderBy": "LastEventTime", "logStreamNamePrefix": "c"});
    world.ask(ask("DescribeLogStreams", &both)).is_error(400, "InvalidParameterException", "Cannot order by");
}

/// Our promise: what was deleted does not come back with the name.
#[test]
fn a_stream_of_the_same_name_begins_with_nothing() {
    let world = with_stream();
    put(&world, &[(0, "old")]).ok();
    let stream = json!({"logGroupName": "g", "logStreamName": "s"});
    world.ask(ask("DeleteLogStream", &stream)).ok();
    world.ask(ask("CreateLogStream", &stream)).ok();
    assert!(messages(&get(&world, json!({}))).is_empty());
    put(&world, &[(0, "new")]).ok();
    world.ask(ask("DeleteLogGroup", &json!({"logGroupName": "g"}))).ok();
    make(&world, "g", "s");
    assert!(messages(&get(&world, json!({}))).is_empty());
}
