//! Shards of streams: how they roll over, how they are listed, and that a reader who follows them misses nothing.

use std::collections::BTreeMap;
use std::time::Duration;

use base::arn::Arn;
use base::clock::{Clock, Timestamp};
use base::entropy::Entropy;
use base::seams::{Position, StreamSource as _};
use ddb_engine::Settings;
use store::Store;

use crate::harness::{Value, World, json};

const HOUR: u64 = 3600;

fn settings(stream_shards: u32, stream_shard_life: u64) -> Settings {
    let stream_shard_life = Duration::from_secs(stream_shard_life);
    Settings { stream_shards, stream_shard_life, ..Settings::default() }
}

fn on(store: Store, clock: Clock, settings: Settings) -> (World, String) {
    let world = World::with(store, clock, settings);
    let made = world.table(
        "tab",
        "pk S",
        json!({"StreamSpecification": {"StreamEnabled": true, "StreamViewType": "NEW_IMAGE"}}),
    );
    let arn = made["TableDescription"]["LatestStreamArn"].as_str().unwrap().to_owned();
    (world, arn)
}

fn world(shards: u32, life: u64) -> (World, String) {
    let clock = Clock::frozen(Timestamp::from_secs(1_767_225_600));
    on(Store::in_memory(Entropy::seeded(1)), clock, settings(shards, life))
}

fn put(world: &World, name: &str, n: u32) {
    let item = json!({"pk": {"S": name}, "n": {"N": n.to_string()}});
    world.ok("PutItem", json!({"TableName": "tab", "Item": item}));
}

fn describe(world: &World, arn: &str, mut more: Value) -> Value {
    more["StreamArn"] = arn.into();
    world.ok("DescribeStream", more)["StreamDescription"].clone()
}

fn shards(world: &World, arn: &str) -> Vec<Value> {
    describe(world, arn, json!({}))["Shards"].as_array().unwrap().clone()
}

fn iterator(world: &World, arn: &str, shard: &Value, kind: &str) -> Value {
    let input = json!({"StreamArn": arn, "ShardId": shard["ShardId"], "ShardIteratorType": kind});
    world.ok("GetShardIterator", input)["ShardIterator"].clone()
}

fn at(world: &World, arn: &str, shard: &Value, number: &Value) -> Value {
    let input = json!({"StreamArn": arn, "ShardId": shard["ShardId"], "ShardIteratorType": "AT_SEQUENCE_NUMBER",
        "SequenceNumber": number});
    world.ok("GetShardIterator", input)["ShardIterator"].clone()
}

/// The records of one shard, a few at a time, and whether it ended.
fn read(world: &World, mut iterator: Value) -> (Vec<Value>, bool) {
    let mut records = Vec::new();
    loop {
        let page = world.ok("GetRecords", json!({"ShardIterator": iterator, "Limit": 3}));
        let some = page["Records"].as_array().unwrap().clone();
        let empty = some.is_empty();
        records.extend(some);
        match page.get("NextShardIterator") {
            None => return (records, true),
            Some(_) if empty => return (records, false),
            Some(next) => iterator = next.clone(),
        }
    }
}

fn ids(shards: &[Value]) -> Vec<String> {
    shards.iter().map(|shard| shard["ShardId"].as_str().unwrap().to_owned()).collect()
}

/// Developer guide, "Reading and processing a stream": parents are to be read before children; then the records of an
/// item are in the order of its changes. A closed shard has an EndingSequenceNumber and no next iterator.
#[test]
fn records_of_a_key_stay_in_one_line_of_shards_in_order() {
    let (world, arn) = world(3, HOUR);
    for n in 0..40 {
        for name in ["a", "b", "c", "d", "e", "f", "g"] {
            put(&world, name, n);
        }
        world.advance(HOUR / 10);
    }
    let shards = shards(&world, &arn);
    assert_eq!(shards.len(), 3 * 5);
    let mut line_of: BTreeMap<String, String> = BTreeMap::new();
    let mut last_of: BTreeMap<String, i64> = BTreeMap::new();
    let mut line_of_key: BTreeMap<String, String> = BTreeMap::new();
    let (mut count, mut open) = (0, 0);
    for shard in &shards {
        let id = shard["ShardId"].as_str().unwrap().to_owned();
        let line = match shard.get("ParentShardId") {
            Some(parent) => line_of[parent.as_str().unwrap()].clone(),
            None => id.clone(),
        };
        line_of.insert(id, line.clone());
        let (records, ended) = read(&world, iterator(&world, &arn, shard, "TRIM_HORIZON"));
        let range = &shard["SequenceNumberRange"];
        assert_eq!(range.get("EndingSequenceNumber").is_some(), ended);
        open += usize::from(!ended);
        count += records.len();
        for record in records {
            let number = record["dynamodb"]["SequenceNumber"].as_str().unwrap();
            assert!(number >= range["StartingSequenceNumber"].as_str().unwrap());
            assert!(range["EndingSequenceNumber"].as_str().is_none_or(|ending| number <= ending));
            let image = &record["dynamodb"]["NewImage"];
            let name = image["pk"]["S"].as_str().unwrap().to_owned();
            let n: i64 = image["n"]["N"].as_str().unwrap().parse().unwrap();
            assert_eq!(line_of_key.entry(name.clone()).or_insert_with(|| line.clone()), &line);
            assert_eq!(last_of.insert(name, n).unwrap_or(-1), n - 1);
        }
    }
    assert_eq!((count, open), (7 * 40, 3));
    let mut lines: Vec<_> = line_of_key.values().collect();
    lines.sort();
    lines.dedup();
    assert_eq!(lines.len(), 3, "seven keys are in all three lines");
}

/// API reference, DescribeStream; that shards come in the order of their ids, and that there is nothing behind the last
/// or behind one that never was: Alternator's tests, which pass on AWS.
#[test]
fn shards_are_listed_in_pages_and_by_their_parent() {
    let (world, arn) = world(2, HOUR);
    world.advance(2 * HOUR);
    let all = shards(&world, &arn);
    assert_eq!(all.len(), 6);
    assert!(ids(&all).is_sorted() && ids(&all).iter().all(|id| (28..=65).contains(&id.len())));
    let mut paged = Vec::new();
    let mut request = json!({"Limit": 4});
    loop {
        let page = describe(&world, &arn, request.clone());
        paged.extend(page["Shards"].as_array().unwrap().clone());
        match page.get("LastEvaluatedShardId") {
            Some(last) => request["ExclusiveStartShardId"] = last.clone(),
            None => break,
        }
    }
    assert_eq!(paged, all);
    for nothing in [all[5]["ShardId"].clone(), "z".repeat(40).into()] {
        let page = describe(&world, &arn, json!({"ExclusiveStartShardId": nothing}));
        assert_eq!((&page["Shards"], page.get("LastEvaluatedShardId")), (&json!([]), None));
    }
    let children = |parent: &Value| {
        let filter = json!({"ShardFilter": {"Type": "CHILD_SHARDS", "ShardId": parent["ShardId"]}});
        describe(&world, &arn, filter)["Shards"].clone()
    };
    assert_eq!(children(&all[1]), json!([all[3]]));
    assert_eq!(all[3]["ParentShardId"], all[1]["ShardId"]);
    assert_eq!(children(&all[5]), json!([]));
    // Our guess: the API's model lets both be left out, and says of neither what it does alone.
    let error =
        world.err("DescribeStream", json!({"StreamArn": arn, "ShardFilter": {"Type": "CHILD_SHARDS"}}));
    assert!(error.starts_with("ValidationException: "), "{error}");
}

/// Developer guide: a shard is closed after about four hours, records are kept for 24, and what has no records left to
/// show is no longer listed.
#[test]
fn a_stream_rolls_over_by_default_and_forgets_after_a_day() {
    let clock = Clock::frozen(Timestamp::from_secs(1_767_225_600));
    let (world, arn) = on(Store::in_memory(Entropy::seeded(1)), clock, Settings::default());
    put(&world, "a", 1);
    assert_eq!(shards(&world, &arn).len(), 1);
    world.advance(4 * HOUR);
    put(&world, "a", 2);
    let two = shards(&world, &arn);
    assert_eq!(two.len(), 2);
    assert_eq!(two[1]["ParentShardId"], two[0]["ShardId"]);
    world.advance(24 * HOUR);
    let later = shards(&world, &arn);
    assert_eq!(
        (later.len(), &later[0]["ShardId"]),
        (7, &two[1]["ShardId"]),
        "the newest and six that may hold records"
    );
    let gone = json!({"StreamArn": arn, "ShardId": two[0]["ShardId"], "ShardIteratorType": "TRIM_HORIZON"});
    let error = world.err("GetShardIterator", gone);
    assert!(error.starts_with("ResourceNotFoundException: "), "{error}");
    assert_eq!(read(&world, iterator(&world, &arn, &later[0], "TRIM_HORIZON")).0.len(), 1);
}

/// API reference, TrimmedDataAccessException: asked for by number, or by an iterator that was handed out before.
#[test]
fn what_was_trimmed_is_told_where_it_was_asked_for_by_number() {
    let (world, arn) = world(1, HOUR);
    put(&world, "a", 1);
    let shard = shards(&world, &arn)[0].clone();
    let all = iterator(&world, &arn, &shard, "TRIM_HORIZON");
    let first = read(&world, all).0[0]["dynamodb"]["SequenceNumber"].clone();
    world.advance(24 * HOUR - 60);
    let (exact, horizon) = (at(&world, &arn, &shard, &first), iterator(&world, &arn, &shard, "TRIM_HORIZON"));
    assert_eq!(read(&world, exact.clone()).0.len(), 1);
    world.advance(120);
    let trimmed = "TrimmedDataAccessException: The operation attempted to read past the oldest stream record in a shard.";
    assert_eq!(world.err("GetRecords", json!({"ShardIterator": exact})), trimmed);
    assert_eq!(read(&world, horizon), (Vec::new(), true));
    let input = json!({"StreamArn": arn, "ShardId": shard["ShardId"], "ShardIteratorType": "AFTER_SEQUENCE_NUMBER",
        "SequenceNumber": first});
    assert_eq!(world.err("GetShardIterator", input), trimmed);
}

/// API reference, GetShardIterator and GetRecords. Which requests AWS refuses, with which code, and that a shard can be
/// begun at its StartingSequenceNumber: Alternator's tests, which pass on AWS. Sentences: our guess.
#[test]
fn iterators_that_cannot_be_are_refused() {
    let (world, arn) = world(2, HOUR);
    let shard = shards(&world, &arn)[0].clone();
    let starting = shard["SequenceNumberRange"]["StartingSequenceNumber"].clone();
    assert_eq!(read(&world, at(&world, &arn, &shard, &starting)), (Vec::new(), false));
    let id = shard["ShardId"].clone();
    let other = "arn:aws:dynamodb:us-east-1:000000000000:table/none/stream/2026-01-01T00:00:00.000";
    let get = |arn: &str, id: &Value, kind: &str, number: Option<&str>| {
        let mut input = json!({"StreamArn": arn, "ShardId": id, "ShardIteratorType": kind});
        if let Some(number) = number {
            input["SequenceNumber"] = number.into();
        }
        world.err("GetShardIterator", input)
    };
    let number = starting.as_str().unwrap();
    for (error, code) in [
        (get("x".repeat(40).as_str(), &id, "LATEST", None), "ValidationException"),
        (get(other, &id, "LATEST", None), "ResourceNotFoundException"),
        (get(&arn, &"x".repeat(40).into(), "LATEST", None), "ResourceNotFoundException"),
        (get(&arn, &id, "AT_SEQUENCE_NUMBER", None), "ValidationException"),
        (get(&arn, &id, "LATEST", Some(number)), "ValidationException"),
        (get(&arn, &id, "TRIM_HORIZON", Some(number)), "ValidationException"),
        (get(&arn, &id, "NEVER", None), "ValidationException"),
        (get(&arn, &id, "AT_SEQUENCE_NUMBER", Some(&"x".repeat(30))), "ValidationException"),
        (get(&arn, &id, "AT_SEQUENCE_NUMBER", Some("900000000000000000000")), "ValidationException"),
        (world.err("DescribeStream", json!({"StreamArn": "x".repeat(40)})), "ValidationException"),
        (world.err("ListStreams", json!({"ExclusiveStartStreamArn": "x".repeat(40)})), "ValidationException"),
    ] {
        assert!(error.starts_with(&format!("{code}: ")), "{error}");
    }
    // A number of the parent, though the shard is of the same line.
    world.advance(HOUR);
    let child = shards(&world, &arn)[2].clone();
    let error = get(&arn, &child["ShardId"], "AT_SEQUENCE_NUMBER", Some(number));
    assert!(error.starts_with("ValidationException: "), "{error}");
    let good = iterator(&world, &arn, &child, "LATEST");
    let garbage = ["x", "a|1|b", &format!("{arn}|1|AAAA"), &good.as_str().unwrap()[1..]];
    for iterator in garbage {
        let error = world.err("GetRecords", json!({"ShardIterator": iterator}));
        assert!(error.starts_with("ValidationException: "), "{iterator}: {error}");
    }
    // An iterator names its stream: that of a stream that is not there finds none.
    let elsewhere = good.as_str().unwrap().replace(&arn, other);
    let error = world.err("GetRecords", json!({"ShardIterator": elsewhere}));
    assert!(error.starts_with("ResourceNotFoundException: "), "{error}");
    world.advance(15 * 60);
    world.ok("GetRecords", json!({"ShardIterator": good}));
    world.advance(1);
    let error = world.err("GetRecords", json!({"ShardIterator": good}));
    assert!(error.starts_with("ExpiredIteratorException: "), "{error}");
}

/// API reference, GetShardIterator: LATEST is behind the newest record; of a closed shard that is its end.
#[test]
fn the_latest_of_a_closed_shard_is_its_end() {
    let (world, arn) = world(1, HOUR);
    put(&world, "a", 1);
    let before = iterator(&world, &arn, &shards(&world, &arn)[0], "LATEST");
    put(&world, "a", 2);
    world.advance(HOUR - 1);
    put(&world, "a", 3);
    world.advance(1);
    put(&world, "a", 4);
    let two = shards(&world, &arn);
    let (records, ended) = read(&world, iterator(&world, &arn, &two[0], "LATEST"));
    assert_eq!((records.len(), ended), (0, true));
    world.advance(60);
    let input = json!({"StreamArn": arn, "ShardId": two[0]["ShardId"], "ShardIteratorType": "TRIM_HORIZON"});
    let again = world.ok("GetShardIterator", input)["ShardIterator"].clone();
    assert_eq!(
        (read(&world, again).0.len(), read(&world, iterator(&world, &arn, &two[1], "TRIM_HORIZON")).0.len()),
        (3, 1)
    );
    let error = world.err("GetRecords", json!({"ShardIterator": before}));
    assert!(error.starts_with("ExpiredIteratorException: "), "{error}");
}

/// API reference, GetRecords: 1000 records or 1 MB.
#[test]
fn a_page_of_records_ends_at_1000_or_1_mb() {
    let (world, arn) = world(1, HOUR);
    for n in 0..3 {
        let item = json!({"pk": {"S": n.to_string()}, "x": {"S": "x".repeat(390_000)}});
        world.ok("PutItem", json!({"TableName": "tab", "Item": item}));
    }
    for n in 0..1001 {
        put(&world, "a", n);
    }
    let all = iterator(&world, &arn, &shards(&world, &arn)[0], "TRIM_HORIZON");
    let page = world.ok("GetRecords", json!({"ShardIterator": all}));
    assert_eq!(page["Records"].as_array().unwrap().len(), 2);
    let page = world.ok("GetRecords", json!({"ShardIterator": page["NextShardIterator"]}));
    assert_eq!(page["Records"].as_array().unwrap().len(), 1000);
    let page = world.ok("GetRecords", json!({"ShardIterator": page["NextShardIterator"]}));
    assert_eq!(page["Records"].as_array().unwrap().len(), 2);
    let input = json!({"ShardIterator": page["NextShardIterator"], "Limit": 1001});
    let error = world.err("GetRecords", input);
    assert!(error.starts_with("ValidationException: "), "{error}");
}

/// Our design: a stream keeps the shards that it was opened with, whatever is set later; and all of it is there after a
/// restart. A clock that is moved back opens no shard again that was seen closed.
#[test]
fn a_stream_keeps_its_shards_over_a_restart() {
    let clock = Clock::frozen(Timestamp::from_secs(1_767_225_600));
    let store = Store::in_memory(Entropy::seeded(1));
    let (before, arn) = on(store.clone(), clock.clone(), settings(3, HOUR));
    for name in ["a", "b", "c", "d", "e"] {
        put(&before, name, 1);
    }
    before.advance(HOUR);
    put(&before, "a", 2);
    let known = shards(&before, &arn);
    assert_eq!(known.len(), 6);
    let after = World::with(store, clock, settings(1, 0));
    assert_eq!(shards(&after, &arn), known);
    put(&after, "a", 3);
    let mut records = 0;
    for shard in &known {
        records += read(&after, iterator(&after, &arn, shard, "TRIM_HORIZON")).0.len();
    }
    assert_eq!(records, 7);
    after.ok("UpdateTable", json!({"TableName": "tab", "StreamSpecification": {"StreamEnabled": false}}));
    let new = json!({"StreamEnabled": true, "StreamViewType": "NEW_IMAGE"});
    let made = after.ok("UpdateTable", json!({"TableName": "tab", "StreamSpecification": new}));
    let new = made["TableDescription"]["LatestStreamArn"].as_str().unwrap().to_owned();
    assert_ne!(new, arn);
    after.advance(10 * HOUR);
    assert_eq!(shards(&after, &new).len(), 1, "zero means for ever");
    let old = describe(&after, &arn, json!({}));
    assert_eq!((&old["StreamStatus"], old["Shards"].as_array().unwrap().len()), (&"DISABLED".into(), 6));
    for shard in old["Shards"].as_array().unwrap() {
        assert!(shard["SequenceNumberRange"]["EndingSequenceNumber"].is_string());
        assert!(read(&after, iterator(&after, &arn, shard, "TRIM_HORIZON")).1);
    }
}

/// The seam that mappings read through: a reader that is at the end of a shard learns of its closing with the next
/// record, and finds the rest in the child; a shard that is no longer listed is at its end.
#[test]
fn a_function_follows_from_parent_to_child() {
    let (world, text) = world(1, HOUR);
    let arn = Arn::parse(&text).unwrap();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let write = |n: u32| {
        let item = json!({"pk": {"S": "a"}, "n": {"N": n.to_string()}});
        world.answer("PutItem", json!({"TableName": "tab", "Item": item}).to_string())
    };
    runtime.block_on(async {
        assert_eq!(write(1).await.0, 200);
        let parent = world.engine.shards(&arn).await.unwrap().remove(0);
        assert_eq!((parent.closed, &parent.parent), (false, &None));
        let page = world.engine.read(&arn, &parent.id, &Position::TrimHorizon, 10).await.unwrap();
        assert_eq!(page.records.len(), 1);
        let next = page.next.unwrap();
        let changed = world.engine.changed(&arn);
        world.advance(HOUR);
        assert_eq!(write(2).await.0, 200);
        changed.await;
        let page = world.engine.read(&arn, &parent.id, &next, 10).await.unwrap();
        assert_eq!((page.records.len(), page.next), (0, None));
        let shards = world.engine.shards(&arn).await.unwrap();
        assert_eq!((shards[0].closed, shards[1].parent.as_ref()), (true, Some(&parent.id)));
        let page = world.engine.read(&arn, &shards[1].id, &Position::TrimHorizon, 10).await.unwrap();
        assert_eq!(page.records.len(), 1);
        world.advance(30 * HOUR);
        assert!(world.engine.shards(&arn).await.unwrap().iter().all(|shard| shard.id != parent.id));
        let page = world.engine.read(&arn, &parent.id, &next, 10).await.unwrap();
        assert_eq!((page.records.len(), page.next), (0, None));
    });
}
