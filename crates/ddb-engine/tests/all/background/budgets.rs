//! What is kept of the past stays within its budget: the oldest records of streams go, and the oldest moments that a table can be
//! restored to. AWS keeps all of it for its time; that there is a bound, and which, is our design.

use std::collections::BTreeMap;
use std::ops::ControlFlow;

use base::clock::Clock;
use base::entropy::Entropy;
use ddb_engine::Settings;
use store::{Key, Space, Store};
use testkit::{START, block_on, eventually};

use crate::harness::{Value, World, json};

/// A budget, in bytes, that some hundred records fill.
const BUDGET: u64 = 64 * 1024;

fn settings() -> Settings {
    Settings { stream_bytes: BUDGET, recovery_bytes: BUDGET, ..Settings::default() }
}

fn world() -> World {
    World::with(Store::in_memory(Entropy::seeded(1)), Clock::frozen(START), settings())
}

/// The same store after another start.
fn again(world: &World) -> World {
    World::with(world.store.clone(), world.clock.clone(), settings())
}

/// How many records were dropped: of streams, and of what items were.
fn dropped(world: &World) -> [u64; 2] {
    let losses = world.engine.losses();
    assert_eq!([losses[0].name, losses[1].name], ["stream-records", "undo-records"]);
    [losses[0].count, losses[1].count]
}

/// What all entries below some prefixes count: their keys and values, and what the store takes for an entry.
fn bytes(world: &World, prefixes: &[Key]) -> u64 {
    let mut bytes = 0;
    for prefix in prefixes {
        let look = &mut |key: &[u8], value: &bytes::Bytes| {
            bytes += (key.len() + value.len() + 128) as u64;
            ControlFlow::Continue(())
        };
        world.store.scan_prefix(prefix, look).unwrap();
    }
    bytes
}

fn stream_bytes(world: &World) -> u64 {
    bytes(world, &[Key::of(Space::DdbRecord)])
}

fn undo_bytes(world: &World) -> u64 {
    bytes(world, &[30, 37].map(|sub| Key::of(Space::DdbOther).u8(sub)))
}

/// A table with a stream; the stream's ARN.
fn streaming(world: &World, name: &str) -> String {
    let stream = json!({"StreamSpecification": {"StreamEnabled": true, "StreamViewType": "NEW_IMAGE"}});
    let made = world.table(name, "pk S", stream);
    made["TableDescription"]["LatestStreamArn"].as_str().unwrap().to_owned()
}

fn put(world: &World, table: &str, key: &str, value: usize) {
    let item = json!({"pk": {"S": key}, "v": {"N": value.to_string()}});
    world.ok("PutItem", json!({"TableName": table, "Item": item}));
}

fn iterator(arn: &str, shard: &Value, kind: &str, number: Option<&Value>) -> Value {
    let mut input = json!({"StreamArn": arn, "ShardId": shard, "ShardIteratorType": kind});
    if let Some(number) = number {
        input["SequenceNumber"] = number.clone();
    }
    input
}

fn shards(world: &World, arn: &str) -> Vec<Value> {
    let stream = world.ok("DescribeStream", json!({"StreamArn": arn}));
    let shards = stream["StreamDescription"]["Shards"].as_array().unwrap().iter();
    shards.map(|shard| shard["ShardId"].clone()).collect()
}

/// The numbers that items were put with, and the sequence numbers, of all records of a stream from the horizon on.
fn records(world: &World, arn: &str) -> Vec<(usize, Value)> {
    let mut records = Vec::new();
    for shard in shards(world, arn) {
        let start = iterator(arn, &shard, "TRIM_HORIZON", None);
        let mut next = world.ok("GetShardIterator", start)["ShardIterator"].clone();
        loop {
            let page = world.ok("GetRecords", json!({"ShardIterator": next}));
            let found = page["Records"].as_array().unwrap();
            for record in found {
                let change = &record["dynamodb"];
                let value = change["NewImage"]["v"]["N"].as_str().unwrap();
                records.push((value.parse().unwrap(), change["SequenceNumber"].clone()));
            }
            match page.get("NextShardIterator") {
                Some(more) if !found.is_empty() => next = more.clone(),
                _ => break,
            }
        }
    }
    records
}

/// Developer guide, "Change data capture for DynamoDB Streams"; API reference, GetRecords and GetShardIterator: what was trimmed is
/// behind the horizon, and who asks for it by its number gets TrimmedDataAccessException.
#[test]
fn the_oldest_records_of_all_streams_go_and_the_rest_is_there_in_order() {
    const PUTS: usize = 500;
    let world = world();
    let arns = ["tab-a", "tab-b"].map(|name| streaming(&world, name));
    world.advance(1);
    put(&world, "tab-a", "k", 0);
    let (_, oldest) = records(&world, &arns[0])[0].clone();
    let shard = shards(&world, &arns[0])[0].clone();
    let old = iterator(&arns[0], &shard, "AT_SEQUENCE_NUMBER", Some(&oldest));
    let issued = world.ok("GetShardIterator", old.clone())["ShardIterator"].clone();
    for n in 1..PUTS {
        world.clock.advance(std::time::Duration::from_millis(10));
        put(&world, ["tab-a", "tab-b"][n % 2], "k", n);
    }
    assert!(stream_bytes(&world) > BUDGET);
    world.background(|| dropped(&world)[0] > 0);
    assert!((BUDGET / 4 * 3..BUDGET).contains(&stream_bytes(&world)), "{}", stream_bytes(&world));

    let check = |world: &World| {
        let left = arns.each_ref().map(|arn| records(world, arn));
        let mut all: Vec<usize> = left.iter().flatten().map(|(n, _)| *n).collect();
        for of_stream in &left {
            assert!(of_stream.is_sorted_by(|a, b| a.0 < b.0));
        }
        all.sort_unstable();
        // The oldest of both have gone, and nothing between.
        let first = PUTS - all.len();
        assert_eq!(all, (first..PUTS).collect::<Vec<_>>());
        let trimmed = "TrimmedDataAccessException: The operation attempted to read past the oldest stream record in a shard.";
        assert_eq!(world.err("GetShardIterator", old.clone()), trimmed);
        assert_eq!(world.err("GetRecords", json!({"ShardIterator": issued})), trimmed);
        let (n, number) = &left[0][0];
        let there = iterator(&arns[0], &shard, "AT_SEQUENCE_NUMBER", Some(number));
        let there = world.ok("GetShardIterator", there)["ShardIterator"].clone();
        let page = world.ok("GetRecords", json!({"ShardIterator": there}));
        assert_eq!(page["Records"][0]["dynamodb"]["NewImage"]["v"]["N"], n.to_string());
        first
    };
    let first = check(&world);
    assert_eq!(dropped(&world), [first as u64, 0]);

    let world = again(&world);
    assert_eq!(check(&world), first, "what was dropped is known after a restart");
    assert_eq!(dropped(&world), [0, 0], "since the process began");
    for n in PUTS..PUTS + PUTS / 2 {
        put(&world, "tab-b", "k", n);
    }
    world.background(|| dropped(&world)[0] > 0);
    assert!((BUDGET / 4 * 3..BUDGET).contains(&stream_bytes(&world)), "{}", stream_bytes(&world));
    assert_eq!(records(&world, &arns[1]).last().unwrap().0, PUTS + PUTS / 2 - 1);
}

/// What is written while the oldest goes is counted too.
#[test]
fn the_budget_holds_while_writers_go_on() {
    let world = world();
    let arn = streaming(&world, "tab");
    block_on(async {
        world.engine.start();
        for n in 0..1500 {
            world.clock.advance(std::time::Duration::from_millis(1));
            let item = json!({"pk": {"S": "k"}, "v": {"N": n.to_string()}});
            let (status, _) =
                world.answer("PutItem", json!({"TableName": "tab", "Item": item}).to_string()).await;
            assert_eq!(status, 200);
            if n % 10 == 0 {
                tokio::task::yield_now().await;
            }
            if n % 100 == 0 && n >= 300 {
                eventually(|| stream_bytes(&world) <= BUDGET).await;
            }
        }
        eventually(|| stream_bytes(&world) <= BUDGET).await;
    });
    let left = records(&world, &arn);
    assert_eq!(left.last().unwrap().0, 1499);
    assert!(left.is_sorted_by(|a, b| a.0 + 1 == b.0), "nothing between is missing");
    assert!(left.len() > 100, "{}", left.len());
}

/// A state that was exchanged is counted anew: neither is something dropped that has room, nor is too much kept.
#[test]
fn an_exchanged_state_has_what_its_own_records_count() {
    let world = world();
    let arn = streaming(&world, "tab");
    (0..50).for_each(|n| put(&world, "tab", "k", n));
    world.store.checkpoint("few").unwrap();
    (50..500).for_each(|n| put(&world, "tab", "k", n));
    world.store.checkpoint("many").unwrap();
    world.background(|| dropped(&world)[0] > 0);
    let before = dropped(&world)[0];
    world.store.restore("few").unwrap();
    world.engine.notice_exchange();
    world.work();
    (50..200).for_each(|n| put(&world, "tab", "k", n));
    world.work();
    let all: Vec<usize> = records(&world, &arn).into_iter().map(|(n, _)| n).collect();
    assert_eq!(all, (0..200).collect::<Vec<_>>());
    assert_eq!(dropped(&world)[0], before);
    (200..350).for_each(|n| put(&world, "tab", "k", n));
    world.background(|| dropped(&world)[0] > before);
    assert!((BUDGET / 4 * 3..BUDGET).contains(&stream_bytes(&world)), "{}", stream_bytes(&world));
    let before = dropped(&world)[0];
    world.store.restore("many").unwrap();
    world.engine.notice_exchange();
    world.background(|| dropped(&world)[0] > before);
    assert!((BUDGET / 4 * 3..BUDGET).contains(&stream_bytes(&world)), "{}", stream_bytes(&world));
}

fn recover(world: &World, table: &str) {
    let specification = json!({"PointInTimeRecoveryEnabled": true});
    let input = json!({"TableName": table, "PointInTimeRecoverySpecification": specification});
    world.ok("UpdateContinuousBackups", input);
}

fn earliest(world: &World, table: &str) -> f64 {
    let described = world.ok("DescribeContinuousBackups", json!({"TableName": table}));
    let recovery = &described["ContinuousBackupsDescription"]["PointInTimeRecoveryDescription"];
    recovery["EarliestRestorableDateTime"].as_f64().unwrap()
}

/// All items of a table.
fn items(world: &World, table: &str) -> BTreeMap<String, usize> {
    let (mut all, mut start) = (BTreeMap::new(), Value::Null);
    loop {
        let mut input = json!({"TableName": table});
        if !start.is_null() {
            input["ExclusiveStartKey"] = start;
        }
        let page = world.ok("Scan", input);
        for item in page["Items"].as_array().unwrap() {
            let value = item["v"]["N"].as_str().unwrap().parse().unwrap();
            all.insert(item["pk"]["S"].as_str().unwrap().to_owned(), value);
        }
        match page.get("LastEvaluatedKey") {
            Some(key) => start = key.clone(),
            None => return all,
        }
    }
}

/// API reference, RestoreTableToPointInTime: a time before EarliestRestorableDateTime is InvalidRestoreTimeException; from then on the
/// restored table is what the source was.
#[test]
fn the_oldest_moments_go_and_later_ones_are_exact() {
    const PUTS: usize = 300;
    let world = world();
    world.table("tab", "pk S", json!({}));
    world.table("quiet", "pk S", json!({}));
    recover(&world, "tab");
    recover(&world, "quiet");
    let mut moments = vec![(START.secs(), BTreeMap::new())];
    for n in 0..PUTS {
        world.advance(1);
        let mut now = moments.last().unwrap().1.clone();
        let key = format!("k{}", n % 7);
        if n % 5 == 4 {
            world.ok("DeleteItem", json!({"TableName": "tab", "Key": {"pk": {"S": key}}}));
            now.remove(&key);
        } else {
            put(&world, "tab", &key, n);
            now.insert(key, n);
        }
        moments.push((START.secs() + n as u64 + 1, now));
    }
    world.advance(1);
    put(&world, "quiet", "k", 1);
    world.background(|| dropped(&world)[1] > 0);
    assert!((BUDGET / 4 * 3..BUDGET).contains(&undo_bytes(&world)), "{}", undo_bytes(&world));
    let moved = earliest(&world, "tab");
    assert!(moved > START.secs() as f64 + 10.0);
    assert_eq!(earliest(&world, "quiet"), START.secs() as f64, "what it has is younger");

    let restore = |at: u64| json!({"SourceTableName": "tab", "TargetTableName": format!("at-{at}"), "RestoreDateTime": at});
    let check = |world: &World, moved: f64| {
        let first = moved as u64;
        assert_eq!(
            world.err("RestoreTableToPointInTime", restore(first - 1)),
            "InvalidRestoreTimeException: An invalid restore time was specified. RestoreDateTime must be between \
             EarliestRestorableDateTime and LatestRestorableDateTime."
        );
        for (at, expected) in moments.iter().filter(|(at, _)| *at >= first).step_by(3) {
            world.ok("RestoreTableToPointInTime", restore(*at));
            world.work();
            assert_eq!(items(world, &format!("at-{at}")), *expected, "{at}");
            world.ok("DeleteTable", json!({"TableName": format!("at-{at}")}));
        }
    };
    check(&world, moved);

    let world = again(&world);
    assert_eq!(earliest(&world, "tab"), moved);
    check(&world, moved);
    for n in 0..PUTS {
        world.advance(1);
        put(&world, "tab", "k0", n);
    }
    world.background(|| dropped(&world)[1] > 0);
    assert!(undo_bytes(&world) < BUDGET);
    assert!(earliest(&world, "tab") > moved);
}

/// Developer guide, "On-demand backup": a backup has the items as they were when it was asked for, whatever is written while it
/// is made.
#[test]
fn what_a_backup_in_progress_needs_stays() {
    const ITEMS: usize = 1500;
    let world = world();
    world.table("tab", "pk S", json!({}));
    recover(&world, "tab");
    for first in (0..ITEMS).step_by(25) {
        let item = |n: usize| json!({"pk": {"S": format!("{n:05}")}, "v": {"N": n.to_string()}});
        let puts: Vec<Value> =
            (first..first + 25).map(|n| json!({"PutRequest": {"Item": item(n)}})).collect();
        world.ok("BatchWriteItem", json!({"RequestItems": {"tab": puts}}));
    }
    let as_it_was = items(&world, "tab");
    world.advance(1);
    let create = json!({"TableName": "tab", "BackupName": "backup"});
    let backup = world.ok("CreateBackup", create)["BackupDetails"]["BackupArn"].clone();
    assert_eq!(world.jobs(), 1, "a part of it is copied");
    world.advance(1);
    for n in ITEMS - 500..ITEMS {
        put(&world, "tab", &format!("{n:05}"), 0);
    }
    world.background(|| world.jobs() == 0 && dropped(&world)[1] > 0 && undo_bytes(&world) < BUDGET);
    world.ok("RestoreTableFromBackup", json!({"BackupArn": backup, "TargetTableName": "copy"}));
    world.work();
    assert_eq!(items(&world, "copy"), as_it_was);
}
