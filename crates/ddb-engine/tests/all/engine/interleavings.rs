//! Definitions change at random while items are written, and nothing keeps anybody apart. Our promise: what is there at the end
//! is what the table that is there says: its items and their entries, no others, all counted; and its streams tell of each change
//! once, in order.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;

use base::clock::{Clock, Timestamp};
use base::entropy::Entropy;
use ddb_engine::Settings;
use store::{Key, Space, Store};

use crate::harness::{Value, World, json};

const WRITERS: u64 = 3;
const KEYS: u64 = 12;
const CHANGES: u64 = 120;
const SEEDS: u64 = 3;
/// Commits that each restore takes back, about.
const BETWEEN_RESTORES: u64 = 100;

fn world(seed: u64) -> World {
    let entropy = Entropy::seeded(seed);
    let store = Store::without_admission(entropy.clone());
    let clock = Clock::frozen(Timestamp::from_secs(1_767_225_600));
    World::drawing(store, clock, Settings::default(), entropy)
}

/// Chance of one thread.
struct Chance(Entropy);

impl Chance {
    fn of(seed: u64, thread: u64) -> Chance {
        Chance(Entropy::seeded(seed * 100 + thread))
    }

    fn below(&self, bound: u64) -> u64 {
        self.0.u64() % bound
    }
}

fn item(chance: &Chance) -> Value {
    let mut item = json!({"pk": {"S": format!("{:02}", chance.below(KEYS))}, "n": {"N": chance.below(1000).to_string()}});
    for (name, value) in [("g", json!({"S": chance.below(3).to_string()})), ("t", json!({"N": "1999999999"}))]
    {
        if chance.below(3) > 0 {
            item[name] = value;
        }
    }
    item
}

fn write(chance: &Chance) -> (&'static str, Value) {
    let put = |item: Value| json!({"TableName": "tab", "Item": item});
    let key = || json!({"pk": {"S": format!("{:02}", chance.below(KEYS))}});
    let update = |key: Value| {
        json!({"TableName": "tab", "Key": key, "UpdateExpression": "SET g = :g REMOVE t",
            "ExpressionAttributeValues": {":g": {"S": chance.below(3).to_string()}}})
    };
    match chance.below(8) {
        0..=2 => ("PutItem", put(item(chance))),
        3 => ("UpdateItem", update(key())),
        4 => ("DeleteItem", json!({"TableName": "tab", "Key": key()})),
        5 => {
            let items: BTreeMap<String, Value> =
                (0..4).map(|_| item(chance)).map(|item| (item["pk"]["S"].to_string(), item)).collect();
            let puts: Vec<Value> = items.values().map(|item| json!({"PutRequest": {"Item": item}})).collect();
            ("BatchWriteItem", json!({"RequestItems": {"tab": puts}}))
        }
        6 => (
            "Query",
            json!({"TableName": "tab", "IndexName": "gsi", "KeyConditionExpression": "g = :g",
            "ExpressionAttributeValues": {":g": {"S": "1"}}}),
        ),
        _ => {
            let (first, second) = (item(chance), key());
            let mut actions = vec![json!({"Put": put(first.clone())})];
            if first["pk"] != second["pk"] {
                actions.push(json!({"Update": update(second)}));
            }
            ("TransactWriteItems", json!({"TransactItems": actions}))
        }
    }
}

fn create(stream: bool) -> (&'static str, Value) {
    let mut table = json!({"TableName": "tab", "BillingMode": "PAY_PER_REQUEST",
        "AttributeDefinitions": [{"AttributeName": "pk", "AttributeType": "S"}],
        "KeySchema": [{"AttributeName": "pk", "KeyType": "HASH"}]});
    if stream {
        table["StreamSpecification"] = json!({"StreamEnabled": true, "StreamViewType": "NEW_AND_OLD_IMAGES"});
    }
    ("CreateTable", table)
}

fn change(chance: &Chance) -> (&'static str, Value) {
    let update = |member: &str, value: Value| {
        let mut update = json!({"TableName": "tab"});
        update[member] = value;
        ("UpdateTable", update)
    };
    match chance.below(14) {
        0..=2 => {
            let index = json!({"IndexName": "gsi", "KeySchema": [{"AttributeName": "g", "KeyType": "HASH"}],
                "Projection": {"ProjectionType": "ALL"}});
            let (operation, mut input) = update("GlobalSecondaryIndexUpdates", json!([{"Create": index}]));
            input["AttributeDefinitions"] = json!([{"AttributeName": "g", "AttributeType": "S"}]);
            (operation, input)
        }
        3 | 4 => update("GlobalSecondaryIndexUpdates", json!([{"Delete": {"IndexName": "gsi"}}])),
        5..=7 => update(
            "StreamSpecification",
            json!({"StreamEnabled": true, "StreamViewType": "NEW_AND_OLD_IMAGES"}),
        ),
        8 | 9 => update("StreamSpecification", json!({"StreamEnabled": false})),
        10 => {
            let ttl = json!({"Enabled": true, "AttributeName": "t"});
            ("UpdateTimeToLive", json!({"TableName": "tab", "TimeToLiveSpecification": ttl}))
        }
        11 => (
            "TagResource",
            json!({"ResourceArn": "arn:aws:dynamodb:us-east-1:000000000000:table/tab",
            "Tags": [{"Key": "k", "Value": chance.below(1000).to_string()}]}),
        ),
        12 => ("DescribeTable", json!({"TableName": "tab"})),
        _ => ("DeleteTable", json!({"TableName": "tab"})),
    }
}

/// What may be answered, whatever comes between: what was asked for is there, is not, or is on its way.
const EXPECTED: [&str; 6] = [
    "ResourceNotFoundException",
    "ResourceInUseException",
    "ValidationException",
    "LimitExceededException",
    "TransactionCanceledException",
    "TransactionConflictException",
];

fn ask(world: &World, runtime: &tokio::runtime::Runtime, (operation, input): (&'static str, Value)) {
    let (status, reply) = runtime.block_on(world.answer(operation, input.to_string()));
    let kind = reply["__type"].as_str().and_then(|kind| kind.rsplit_once('#')).map(|(_, kind)| kind);
    assert!(status == 200 || EXPECTED.contains(&kind.unwrap()), "{operation}: {reply}");
}

fn runtime() -> tokio::runtime::Runtime {
    tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap()
}

/// Writes items on several threads, while two others change the definition of their table, and one the whole state.
fn run(world: &World, seed: u64, restores: u64) {
    let ended = AtomicBool::new(false);
    thread::scope(|scope| {
        for writer in 0..WRITERS {
            let ended = &ended;
            scope.spawn(move || {
                let (chance, runtime) = (Chance::of(seed, writer), runtime());
                while !ended.load(Ordering::Relaxed) {
                    ask(world, &runtime, write(&chance));
                }
            });
        }
        let changers = [10, 11].map(|changer| {
            scope.spawn(move || {
                let (chance, runtime) = (Chance::of(seed, changer), runtime());
                for _ in 0..CHANGES {
                    let next = change(&chance);
                    let is_gone = next.0 == "DeleteTable";
                    ask(world, &runtime, next);
                    if is_gone {
                        ask(world, &runtime, create(chance.below(2) == 0));
                    }
                }
            })
        });
        for _ in 0..restores {
            world.store.checkpoint("kept").unwrap();
            let kept = world.store.view().unwrap().seq().0;
            while world.store.view().unwrap().seq().0 < kept + BETWEEN_RESTORES
                && !changers.iter().all(|it| it.is_finished())
            {
                thread::yield_now();
            }
            world.store.restore("kept").unwrap();
        }
        let done = changers.map(thread::ScopedJoinHandle::join);
        ended.store(true, Ordering::Relaxed);
        done.into_iter().for_each(|done| done.unwrap());
    });
}

fn scanned(world: &World, index: Option<&str>) -> BTreeMap<String, Value> {
    let mut scan = json!({"TableName": "tab"});
    if let Some(index) = index {
        scan["IndexName"] = json!(index);
    }
    let items = world.ok("Scan", scan)["Items"].as_array().unwrap().clone();
    items.into_iter().map(|item| (item["pk"]["S"].as_str().unwrap().to_owned(), item)).collect()
}

fn below(sub: u8) -> Key {
    Key::of(Space::DdbOther).u8(sub)
}

/// What is left where nothing is to be.
const GARBAGE: [u8; 2] = [1, 2];
const EXPIRY: u8 = 11;

fn check_items(world: &World) {
    let garbage = || GARBAGE.iter().map(|sub| world.below(&below(*sub))).sum::<usize>();
    world.background(|| world.jobs() == 0 && garbage() == 0);
    let items = scanned(world, None);
    let table = world.ok("DescribeTable", json!({"TableName": "tab"}))["Table"].clone();
    assert_eq!(world.stored(Space::DdbItem), items.len(), "items of no table");
    assert_eq!(table["ItemCount"], json!(items.len()));
    let having = |name: &str| -> BTreeMap<String, Value> {
        items
            .iter()
            .filter(|(_, item)| item.get(name).is_some())
            .map(|(k, v)| (k.clone(), v.clone()))
            .collect()
    };
    let indexed = table.get("GlobalSecondaryIndexes").is_some();
    if indexed {
        assert_eq!(scanned(world, Some("gsi")), having("g"));
        assert_eq!(table["GlobalSecondaryIndexes"][0]["ItemCount"], json!(having("g").len()));
    }
    let entries = if indexed { having("g").len() } else { 0 };
    assert_eq!(world.stored(Space::DdbIndex), entries, "entries of no index");
    let ttl = world.ok("DescribeTimeToLive", json!({"TableName": "tab"}));
    let expires = ttl["TimeToLiveDescription"]["TimeToLiveStatus"] == "ENABLED";
    let expiries = if expires { having("t").len() } else { 0 };
    assert_eq!(world.below(&below(EXPIRY)), expiries, "times of expiry of no item");
    // After another start, and counted anew.
    let again = World::on(world.store.clone(), world.clock.clone());
    assert_eq!(again.ok("DescribeTable", json!({"TableName": "tab"}))["Table"], table);
}

fn records(world: &World, arn: &Value, shard: &Value) -> Vec<Value> {
    let start = json!({"StreamArn": arn, "ShardId": shard["ShardId"], "ShardIteratorType": "TRIM_HORIZON"});
    let mut iterator = world.ok("GetShardIterator", start)["ShardIterator"].clone();
    let mut records = Vec::new();
    while !iterator.is_null() {
        let page = world.ok("GetRecords", json!({"ShardIterator": iterator}));
        let found = page["Records"].as_array().unwrap();
        if found.is_empty() {
            break;
        }
        records.extend(found.iter().cloned());
        iterator = page["NextShardIterator"].clone();
    }
    records
}

/// Each record goes on where the one of the same item before it ended. How many there are.
fn check_stream(world: &World, arn: &Value) -> usize {
    let described = world.ok("DescribeStream", json!({"StreamArn": arn}))["StreamDescription"].clone();
    let shards = described["Shards"].as_array().unwrap();
    assert_eq!(shards.len(), 1);
    let (mut images, mut numbers) = (BTreeMap::<String, Value>::new(), BTreeSet::new());
    let records = records(world, arn, &shards[0]);
    for record in &records {
        let change = &record["dynamodb"];
        let number: u128 = change["SequenceNumber"].as_str().unwrap().parse().unwrap();
        assert!(numbers.last().is_none_or(|last| *last < number), "{number} is not above all before");
        numbers.insert(number);
        let key = change["Keys"]["pk"]["S"].as_str().unwrap().to_owned();
        let known = images.insert(key, change["NewImage"].clone());
        assert!(known.is_none_or(|known| known == change["OldImage"]), "a record is missing before {record}");
    }
    if described["StreamStatus"] == "ENABLED" {
        let items = scanned(world, None);
        for (key, image) in images {
            assert_eq!(items.get(&key).unwrap_or(&Value::Null), &image, "a record is missing at the end");
        }
    }
    records.len()
}

#[test]
fn what_is_there_is_what_the_definition_says() {
    for seed in 1..=SEEDS {
        let world = world(seed);
        let (operation, table) = create(true);
        world.ok(operation, table);
        run(&world, seed, 0);
        check_items(&world);
        let streams = world.ok("ListStreams", json!({}))["Streams"].as_array().unwrap().clone();
        let told: usize = streams.iter().map(|stream| check_stream(&world, &stream["StreamArn"])).sum();
        assert_eq!(world.stored(Space::DdbRecord), told, "records behind the end of their stream");
        assert!(told > 0 && streams.len() > 3, "{told} records of {} streams", streams.len());
    }
}

/// The whole state is exchanged for that of a moment ago, again and again.
#[test]
fn what_is_there_is_what_the_definition_says_though_states_are_restored() {
    for seed in 1..=SEEDS {
        let world = world(seed);
        let (operation, table) = create(true);
        world.ok(operation, table);
        run(&world, seed, 20);
        // Nobody made the table anew, where the restored state was that of a moment without it.
        let made = world.below(&Key::of(Space::DdbTable));
        if made == 0 {
            let (operation, table) = create(true);
            world.ok(operation, table);
        }
        check_items(&world);
        let streams = world.ok("ListStreams", json!({}))["Streams"].as_array().unwrap().clone();
        let told: usize = streams.iter().map(|stream| check_stream(&world, &stream["StreamArn"])).sum();
        assert_eq!(world.stored(Space::DdbRecord), told, "records behind the end of their stream");
    }
}

/// A count begins while others write: what they commit is counted once.
#[test]
fn what_is_written_while_it_is_counted_is_counted_once() {
    for seed in 1..=10 {
        let first = world(seed);
        let (operation, table) = create(false);
        first.ok(operation, table);
        let (chance, own) = (Chance::of(seed, 50), runtime());
        (0..50).for_each(|_| ask(&first, &own, write(&chance)));
        // After another start nothing is known.
        let world = World::on(first.store.clone(), first.clock.clone());
        let add = change(&Chance::of(4, 3));
        thread::scope(|scope| {
            for writer in 0..WRITERS {
                let world = &world;
                scope.spawn(move || {
                    let (chance, runtime) = (Chance::of(seed, writer), runtime());
                    (0..60).for_each(|_| ask(world, &runtime, write(&chance)));
                });
            }
            let world = &world;
            scope.spawn(move || {
                let runtime = runtime();
                ask(world, &runtime, add);
                ask(world, &runtime, ("DescribeTable", json!({"TableName": "tab"})));
            });
        });
        check_items(&world);
    }
}
