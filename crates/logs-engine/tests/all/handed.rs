//! Lines that other services hand over, as Lambda does what functions print.

use base::arn::{AccountId, Region};
use base::seams::{LogLine, LogPlace};
use serde_json::json;
use testkit::eventually;

use store::Space;

use crate::harness::{World, ask, messages, world};

fn place(group: &str, stream: &str) -> LogPlace {
    LogPlace {
        account: AccountId::DEFAULT,
        region: Region::us_east_1(),
        group: group.to_owned(),
        stream: stream.to_owned(),
    }
}

fn lines(world: &World, messages: &[&str]) -> Vec<LogLine> {
    let at_ms = world.clock.now().millis();
    messages.iter().map(|message| LogLine { at_ms, message: (*message).to_owned() }).collect()
}

async fn shown(world: &World, group: &str, stream: &str) -> Vec<String> {
    let input = json!({"logGroupName": group, "logStreamName": stream});
    let reply = world.send(ask("GetLogEvents", &input)).await.ok().json();
    messages(&reply).into_iter().map(str::to_owned).collect()
}

/// A group and a stream that are not there are made, as Lambda makes them.
#[tokio::test]
async fn lines_come_into_streams_that_are_made_for_them() {
    let world = world();
    world.engine.engine.begin();
    let sink = world.engine.engine.log_sink();
    sink.hand_over(place("/aws/lambda/f", "one"), lines(&world, &["START", "", "line"]));
    sink.hand_over(place("/aws/lambda/f", "two"), lines(&world, &["START"]));
    sink.hand_over(place("/aws/lambda/h", "one"), lines(&world, &["other"]));
    sink.hand_over(place("/aws/lambda/f", "one"), lines(&world, &["END"]));
    eventually(|| world.stored(Space::LogsStream) == 3).await;
    assert_eq!(shown(&world, "/aws/lambda/f", "one").await, ["START", "line", "END"]);
    assert_eq!(shown(&world, "/aws/lambda/f", "two").await, ["START"]);
    assert_eq!(shown(&world, "/aws/lambda/h", "one").await, ["other"]);
    assert_eq!(world.stored(Space::LogsGroup), 2);
    // A second time they are found.
    sink.hand_over(place("/aws/lambda/h", "one"), lines(&world, &["more"]));
    eventually(|| world.stored(Space::LogsEvent) == 4).await;
    assert_eq!(shown(&world, "/aws/lambda/h", "one").await, ["other", "more"]);
    world.stop().await;
}

/// Our limits: what does not fit is lost, and nothing else; a line that is too long is cut.
#[tokio::test]
async fn what_does_not_fit_is_lost_and_the_process_goes_on() {
    let world = world();
    let sink = world.engine.engine.log_sink();
    let long = "ä".repeat(1 << 20);
    for _ in 0..20 {
        sink.hand_over(place("g", "s"), lines(&world, &[&long]));
    }
    sink.hand_over(place("g", "s"), lines(&world, &["fits"]));
    world.engine.engine.begin();
    eventually(|| world.stored(Space::LogsEvent) > 0).await;
    let input = json!({"logGroupName": "g", "logStreamName": "s", "limit": 1});
    let reply = world.send(ask("GetLogEvents", &input)).await.ok().json();
    assert_eq!(messages(&reply), ["fits"]);
    let input = json!({"logGroupName": "g", "logStreamName": "s", "startFromHead": true, "limit": 1});
    let reply = world.send(ask("GetLogEvents", &input)).await.ok().json();
    assert_eq!(messages(&reply)[0].len(), (1 << 20) - 26);
    world.stop().await;
}

/// Our promise: what was printed in a state does not come into the one that takes its place.
#[tokio::test]
async fn lines_of_a_state_that_is_gone_are_gone() {
    let world = world();
    let sink = world.engine.engine.log_sink();
    sink.hand_over(place("g", "s"), lines(&world, &["before"]));
    world.store.clear().unwrap();
    sink.hand_over(place("g", "s"), lines(&world, &["behind"]));
    world.engine.engine.begin();
    eventually(|| world.stored(Space::LogsEvent) > 0).await;
    assert_eq!(shown(&world, "g", "s").await, ["behind"]);
    world.stop().await;
}
