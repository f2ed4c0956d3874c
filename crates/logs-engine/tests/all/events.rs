//! Events: what is taken, in which order they come, and the tokens that lead from page to page.

use serde_json::{Value, json};
use testkit::eventually;

use store::Space;

use crate::harness::{ask, filter, get, make, messages, now, put, put_to, with_stream};

/// <https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_GetLogEvents.html>: without `startFromHead` the newest
/// come first, in the order of time; at an end the same token comes again.
#[test]
fn a_stream_is_read_forwards_and_backwards() {
    let world = with_stream();
    put(&world, &[(1, "b"), (2, "c"), (4, "e")]).ok();
    put(&world, &[(0, "a"), (3, "d")]).ok();
    let last = get(&world, json!({"limit": 2}));
    assert_eq!(messages(&last), ["d", "e"]);
    let before = get(&world, json!({"limit": 2, "nextToken": last["nextBackwardToken"]}));
    assert_eq!(messages(&before), ["b", "c"]);
    let first = get(&world, json!({"limit": 2, "nextToken": before["nextBackwardToken"]}));
    assert_eq!(messages(&first), ["a"]);
    let end = get(&world, json!({"nextToken": first["nextBackwardToken"]}));
    assert!(messages(&end).is_empty());
    assert_eq!(end["nextBackwardToken"], first["nextBackwardToken"]);
    // And back again.
    let again = get(&world, json!({"limit": 1, "nextToken": end["nextForwardToken"]}));
    assert_eq!(messages(&again), ["a"]);
    let head = get(&world, json!({"limit": 3, "startFromHead": true}));
    assert_eq!(messages(&head), ["a", "b", "c"]);
    let next = get(&world, json!({"nextToken": head["nextForwardToken"]}));
    assert_eq!(messages(&next), ["d", "e"]);
    let end = get(&world, json!({"nextToken": next["nextForwardToken"]}));
    assert!(messages(&end).is_empty());
    assert_eq!(end["nextForwardToken"], next["nextForwardToken"]);
    // Who waits at the end sees what comes.
    put(&world, &[(5, "f")]).ok();
    assert_eq!(messages(&get(&world, json!({"nextToken": end["nextForwardToken"]}))), ["f"]);
}

/// As above; the end is exclusive there, and inclusive of FilterLogEvents.
#[test]
fn times_bound_what_is_read() {
    let world = with_stream();
    put(&world, &[(0, "a"), (1, "b"), (2, "c")]).ok();
    let now = now(&world);
    let range = json!({"startTime": now + 1, "endTime": now + 2});
    assert_eq!(messages(&get(&world, range.clone())), ["b"]);
    assert_eq!(messages(&filter(&world, range)), ["b", "c"]);
}

#[test]
fn an_empty_stream_has_tokens() {
    let world = with_stream();
    let page = get(&world, json!({}));
    let (forward, backward) =
        (page["nextForwardToken"].as_str().unwrap(), page["nextBackwardToken"].as_str().unwrap());
    assert!(forward.starts_with("f/") && backward.starts_with("b/"));
    assert_eq!(get(&world, json!({"nextToken": forward}))["nextForwardToken"], forward);
    put(&world, &[(0, "a")]).ok();
    assert_eq!(messages(&get(&world, json!({"nextToken": forward}))), ["a"]);
    assert!(messages(&get(&world, json!({"nextToken": backward}))).is_empty());
}

/// Recorded on AWS: the sentence.
#[test]
fn a_token_is_of_its_stream() {
    let world = with_stream();
    make(&world, "g", "t");
    put(&world, &[(0, "a")]).ok();
    let token = get(&world, json!({}))["nextForwardToken"].clone();
    for (stream, token) in [("t", token), ("s", json!("f/1")), ("s", json!("invalid")), ("s", json!("f/x/s"))]
    {
        let input = json!({"logGroupName": "g", "logStreamName": stream, "nextToken": token});
        let refused = "The specified nextToken is invalid.";
        world.ask(ask("GetLogEvents", &input)).is_error(400, "InvalidParameterException", refused);
    }
}

/// <https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_FilterLogEvents.html>
#[test]
fn a_search_interleaves_streams_and_pages() {
    let world = with_stream();
    make(&world, "g", "t");
    make(&world, "g", "u");
    put(&world, &[(0, "a"), (2, "c"), (4, "e")]).ok();
    put_to(&world, "t", &[(1, "b"), (3, "d")]).ok();
    put_to(&world, "u", &[(5, "f")]).ok();
    let mut input = json!({"limit": 2});
    let mut all: Vec<String> = Vec::new();
    loop {
        let page = filter(&world, input.clone());
        all.extend(messages(&page).into_iter().map(str::to_owned));
        assert_eq!(page["searchedLogStreams"], json!([]));
        if page["nextToken"].is_null() {
            break;
        }
        input["nextToken"] = page["nextToken"].clone();
    }
    assert_eq!(all, ["a", "b", "c", "d", "e", "f"]);
    assert_eq!(messages(&filter(&world, json!({"logStreamNames": ["t", "u"]}))), ["b", "d", "f"]);
    assert_eq!(messages(&filter(&world, json!({"logStreamNamePrefix": "s"}))), ["a", "c", "e"]);
    let newest = filter(&world, json!({"startFromHead": false, "limit": 2}));
    assert_eq!(messages(&newest), ["f", "e"]);
    let older = filter(&world, json!({"startFromHead": false, "limit": 2, "nextToken": newest["nextToken"]}));
    assert_eq!(messages(&older), ["d", "c"]);
    let event = &filter(&world, json!({"logStreamNames": ["t"]}))["events"][0];
    assert_eq!(event["logStreamName"], "t");
    assert_eq!(event["eventId"].as_str().unwrap().len(), 56);
    let input = json!({"logGroupName": "g", "logStreamNames": ["none"]});
    world.ask(ask("FilterLogEvents", &input)).is_error(400, "ResourceNotFoundException", "stream");
}

/// Events of a day, an hour and a moment lie in blocks of their own: none is missed at their edges. Our own blocks.
#[test]
fn no_event_is_missed_between_blocks() {
    let world = with_stream();
    let minute = 60_000;
    let hour: Vec<(i64, String)> = (0..240).map(|n| ((n - 240) * minute / 2, format!("{n}"))).collect();
    for chunk in hour.chunks(37) {
        let chunk: Vec<(i64, &str)> = chunk.iter().map(|(at, message)| (*at, message.as_str())).collect();
        put(&world, &chunk).ok();
    }
    let expected: Vec<String> = (0..240).map(|n| n.to_string()).collect();
    assert_eq!(messages(&get(&world, json!({"startFromHead": true}))), expected);
    for start in [0, 1, 60, 119, 239] {
        let at = now(&world) + hour[start].0;
        let page = get(&world, json!({"startTime": at, "limit": 1, "startFromHead": true}));
        assert_eq!(messages(&page), [expected[start].as_str()]);
        let page = get(&world, json!({"endTime": at + 1, "limit": 1}));
        assert_eq!(messages(&page), [expected[start].as_str()]);
    }
}

/// <https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutLogEvents.html>,
/// <https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_RejectedLogEventsInfo.html>
#[test]
fn what_is_too_old_or_too_new_is_passed_over_and_told() {
    let world = with_stream();
    let day = 24 * 3_600_000;
    let retain = json!({"logGroupName": "g", "retentionInDays": 3});
    world.ask(ask("PutRetentionPolicy", &retain)).ok();
    let reply = put(&world, &[(-15 * day, "too old"), (-15 * day + 1, "too old")]).ok().json();
    assert_eq!(reply["rejectedLogEventsInfo"], json!({"tooOldLogEventEndIndex": 2}));
    let reply =
        put(&world, &[(-4 * day, "expired"), (-4 * day + 1, "expired"), (-3 * day, "kept")]).ok().json();
    assert_eq!(reply["rejectedLogEventsInfo"], json!({"expiredLogEventEndIndex": 2}));
    let reply = put(&world, &[(0, "now"), (7_200_000, "in two hours"), (7_200_001, "too new")]).ok().json();
    assert_eq!(reply["rejectedLogEventsInfo"], json!({"tooNewLogEventStartIndex": 2}));
    assert!(reply["nextSequenceToken"].is_string());
    assert_eq!(messages(&get(&world, json!({}))), ["kept", "now", "in two hours"]);
}

/// As above; the sentences are of `errors` recorded on AWS, and of users' reports that `error.rs` names.
#[test]
fn a_batch_has_its_limits() {
    let world = with_stream();
    let day = 24 * 3_600_000;
    put(&world, &[(1, "a"), (0, "b")]).is_error(400, "InvalidParameterException", "chronological order");
    put(&world, &[(-day, "a"), (1, "b")]).is_error(400, "InvalidParameterException", "24 hours");
    let long = "x".repeat((1 << 20) - 26);
    put(&world, &[(0, &long)]).ok();
    put(&world, &[(0, &format!("{long}x"))]).is_error(
        400,
        "InvalidParameterException",
        "Log event too large",
    );
    let half = "x".repeat(1 << 19);
    let refused = "Upload too large: 1048628 bytes exceeds limit of 1048576";
    put(&world, &[(0, &half), (0, &half)]).is_error(400, "InvalidParameterException", refused);
    put(&world, &[]).is_error(400, "InvalidParameterException", "logEvents");
    // A page holds a megabyte, and one event at least.
    put(&world, &[(1, "short")]).ok();
    assert_eq!(messages(&get(&world, json!({"startFromHead": true}))), [long.as_str()]);
}

#[test]
fn events_of_one_time_keep_the_order_in_which_they_came() {
    let world = with_stream();
    put(&world, &[(0, "1"), (0, "2")]).ok();
    put(&world, &[(0, "3")]).ok();
    assert_eq!(messages(&get(&world, json!({}))), ["1", "2", "3"]);
}

/// Retention is by the emulator's clock: readers see no event that is too old, and its room comes back.
#[tokio::test]
async fn what_is_too_old_goes() {
    let world = with_stream_async().await;
    world.engine.engine.begin();
    let day = 24 * 3600;
    put_later(&world, 0, "first").await;
    world.advance(2 * day);
    put_later(&world, 0, "second").await;
    let retain = json!({"logGroupName": "g", "retentionInDays": 1});
    world.send(ask("PutRetentionPolicy", &retain)).await.ok();
    let shown = || async {
        let input = json!({"logGroupName": "g", "logStreamName": "s"});
        let reply: Value = world.send(ask("GetLogEvents", &input)).await.ok().json();
        messages(&reply).into_iter().map(str::to_owned).collect::<Vec<_>>()
    };
    assert_eq!(shown().await, ["second"]);
    eventually(|| world.stored(Space::LogsEvent) == 1).await;
    world.advance(2 * day);
    assert!(shown().await.is_empty());
    eventually(|| world.stored(Space::LogsEvent) == 0).await;
    world.send(ask("DeleteLogGroup", &json!({"logGroupName": "g"}))).await.ok();
    eventually(|| world.stored(Space::LogsStream) + world.stored(Space::LogsGone) == 0).await;
    assert_eq!(world.stored(Space::LogsTally), 0);
    world.stop().await;
}

async fn with_stream_async() -> crate::harness::World {
    let world = crate::harness::world();
    world.send(ask("CreateLogGroup", &json!({"logGroupName": "g"}))).await.ok();
    world.send(ask("CreateLogStream", &json!({"logGroupName": "g", "logStreamName": "s"}))).await.ok();
    world
}

async fn put_later(world: &crate::harness::World, later: i64, message: &str) {
    let events = json!([{"timestamp": now(world) + later, "message": message}]);
    let input = json!({"logGroupName": "g", "logStreamName": "s", "logEvents": events});
    world.send(ask("PutLogEvents", &input)).await.ok();
}
