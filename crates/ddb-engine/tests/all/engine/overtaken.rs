//! A change of a table's definition comes exactly between the decision of a write and its commit, and nothing keeps them
//! apart. Our promise: the write decides again, so what it leaves is what it would leave if it had come behind the change. And
//! a change that is held up holds up nobody else.

use std::panic::{self, AssertUnwindSafe};
use std::pin::Pin;
use std::task::Poll;
use std::thread;

use base::clock::{Clock, Timestamp};
use base::entropy::Entropy;
use ddb_engine::Settings;
use store::{Key, Space, Store};
use testkit::{Faults, look};

use crate::harness::{Value, World, json};

fn on(store: Store, entropy: Entropy) -> World {
    World::drawing(store, Clock::frozen(Timestamp::from_secs(1_767_225_600)), Settings::default(), entropy)
}

/// A world whose writers nothing keeps apart, as if each were a process of its own.
fn world() -> (World, Faults) {
    let entropy = Entropy::seeded(1);
    let (store, faults) = Faults::store(entropy.clone());
    store.admit_all();
    (on(store, entropy), faults)
}

fn ask(world: &World, (operation, input): &(&'static str, Value)) -> (u16, Value) {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(world.answer(operation, input.to_string()))
}

/// Lets `change` come between the decision of a request and its commit. The request's reply.
fn overtake(
    world: &World,
    faults: &Faults,
    request: &(&'static str, Value),
    change: impl FnOnce(),
) -> (u16, Value) {
    faults.stop_next_writer();
    thread::scope(|scope| {
        let writer = scope.spawn(|| ask(world, request));
        faults.await_writer();
        // Should it fail, the writer is let go all the same.
        let changed = panic::catch_unwind(AssertUnwindSafe(change));
        faults.release_writer();
        let reply = writer.join().unwrap();
        changed.unwrap();
        reply
    })
}

fn item() -> Value {
    json!({"pk": {"S": "a"}, "g": {"S": "group"}, "t": {"N": "1767225000"}})
}

/// The writes that are overtaken: each leaves [`item`].
fn writes() -> [(&'static str, Value); 4] {
    let put = json!({"TableName": "tab", "Item": item()});
    let update = json!({
        "TableName": "tab", "Key": {"pk": {"S": "a"}}, "UpdateExpression": "SET g = :g, t = :t",
        "ExpressionAttributeValues": {":g": {"S": "group"}, ":t": {"N": "1767225000"}},
    });
    [
        ("PutItem", put.clone()),
        ("UpdateItem", update),
        ("BatchWriteItem", json!({"RequestItems": {"tab": [{"PutRequest": {"Item": item()}}]}})),
        ("TransactWriteItems", json!({"TransactItems": [{"Put": put}]})),
    ]
}

fn create(world: &World, extra: Value) {
    world.table("tab", "pk S", extra);
}

fn index() -> Value {
    json!({"IndexName": "gsi", "KeySchema": [{"AttributeName": "g", "KeyType": "HASH"}],
        "Projection": {"ProjectionType": "ALL"}})
}

fn with_index() -> Value {
    json!({"defs": [["g", "S"]], "GlobalSecondaryIndexes": [index()]})
}

fn stream(enabled: bool) -> Value {
    match enabled {
        true => json!({"StreamEnabled": true, "StreamViewType": "NEW_AND_OLD_IMAGES"}),
        false => json!({"StreamEnabled": false}),
    }
}

fn set_stream(world: &World, enabled: bool) {
    world.ok("UpdateTable", json!({"TableName": "tab", "StreamSpecification": stream(enabled)}));
}

/// The new images in the newest stream of the table, and its status.
fn streamed(world: &World) -> (Vec<Value>, Value) {
    let arn = world.ok("DescribeTable", json!({"TableName": "tab"}))["Table"]["LatestStreamArn"].clone();
    let described = world.ok("DescribeStream", json!({"StreamArn": arn}))["StreamDescription"].clone();
    let shard = &described["Shards"][0]["ShardId"];
    let start = json!({"StreamArn": arn, "ShardId": shard, "ShardIteratorType": "TRIM_HORIZON"});
    let iterator = world.ok("GetShardIterator", start)["ShardIterator"].clone();
    let found = world.ok("GetRecords", json!({"ShardIterator": iterator}));
    let images = found["Records"].as_array().unwrap().iter();
    (images.map(|record| record["dynamodb"]["NewImage"].clone()).collect(), described["StreamStatus"].clone())
}

fn scanned(world: &World, index: Option<&str>) -> Vec<Value> {
    let mut scan = json!({"TableName": "tab"});
    if let Some(index) = index {
        scan["IndexName"] = json!(index);
    }
    world.ok("Scan", scan)["Items"].as_array().unwrap().clone()
}

fn add_index() -> (&'static str, Value) {
    let change = json!([{"Create": index()}]);
    let attributes = json!([{"AttributeName": "g", "AttributeType": "S"}]);
    (
        "UpdateTable",
        json!({"TableName": "tab", "GlobalSecondaryIndexUpdates": change, "AttributeDefinitions": attributes}),
    )
}

fn drop_index(world: &World) {
    let change = json!([{"Delete": {"IndexName": "gsi"}}]);
    world.ok("UpdateTable", json!({"TableName": "tab", "GlobalSecondaryIndexUpdates": change}));
}

#[test]
fn an_index_that_was_added_has_the_item() {
    for write in writes() {
        let (world, faults) = world();
        create(&world, json!({}));
        let added = || drop(world.ok(add_index().0, add_index().1));
        let (status, reply) = overtake(&world, &faults, &write, added);
        assert_eq!(status, 200, "{reply}");
        assert_eq!(scanned(&world, Some("gsi")), [item()], "{write:?}");
    }
}

#[test]
fn an_index_that_was_dropped_leaves_no_entry() {
    for write in writes() {
        let (world, faults) = world();
        create(&world, with_index());
        let (status, reply) = overtake(&world, &faults, &write, || drop_index(&world));
        assert_eq!(status, 200, "{reply}");
        assert_eq!((scanned(&world, None), world.stored(Space::DdbIndex)), (vec![item()], 0), "{write:?}");
    }
}

type Update<'w> = Pin<Box<dyn Future<Output = (u16, Value)> + 'w>>;

/// An index of which the first slice is filled: an update that is under way, and the items that it is of.
fn half_filled(world: &World) -> (Update<'_>, usize) {
    // Three slices.
    const ITEMS: usize = 300;
    create(world, json!({}));
    for n in 0..ITEMS {
        let item = json!({"pk": {"S": n.to_string()}, "g": {"S": "group"}});
        world.ok("PutItem", json!({"TableName": "tab", "Item": item}));
    }
    let mut update: Update<'_> = Box::pin(world.answer(add_index().0, add_index().1.to_string()));
    assert!(look(&mut update).is_pending(), "it is filled in slices");
    assert!((1..ITEMS).contains(&world.stored(Space::DdbIndex)));
    (update, ITEMS)
}

/// A slice is filled between the look of a writer at its entry and the commit: the entry goes, and is counted once.
#[test]
fn an_index_that_was_filled_is_counted_right() {
    for pk in (0..300).step_by(19) {
        let (world, faults) = world();
        let (mut update, items) = half_filled(&world);
        let filled = || assert!(look(&mut update).is_pending(), "one slice");
        let delete = ("DeleteItem", json!({"TableName": "tab", "Key": {"pk": {"S": pk.to_string()}}}));
        assert_eq!(overtake(&world, &faults, &delete, filled).0, 200);
        while !matches!(look(&mut update), Poll::Ready((200, _))) {}
        let table = world.ok("DescribeTable", json!({"TableName": "tab"}))["Table"].clone();
        let counts = [&table["ItemCount"], &table["GlobalSecondaryIndexes"][0]["ItemCount"]];
        assert_eq!((counts, world.stored(Space::DdbIndex)), ([&json!(items - 1); 2], items - 1));
    }
}

/// The index is dropped and emptied while a slice of it is about to be filled.
#[test]
fn an_index_that_was_dropped_is_filled_no_more() {
    let (world, faults) = world();
    drop(half_filled(&world));
    faults.stop_next_writer();
    thread::scope(|scope| {
        // The job goes on in the background.
        let work = scope.spawn(|| world.work());
        faults.await_writer();
        let dropped = panic::catch_unwind(AssertUnwindSafe(|| drop_index(&world)));
        faults.release_writer();
        work.join().unwrap();
        dropped.unwrap();
    });
    world.background(|| world.below(&Key::of(Space::DdbOther).u8(2)) == 0);
    assert_eq!(world.stored(Space::DdbIndex), 0);
}

#[test]
fn a_table_that_was_dropped_leaves_nothing() {
    for write in writes() {
        let (world, faults) = world();
        create(&world, with_index());
        let dropped = || drop(world.ok("DeleteTable", json!({"TableName": "tab"})));
        let (status, reply) = overtake(&world, &faults, &write, dropped);
        assert_eq!(status, 400, "{reply}");
        assert!(reply["__type"].as_str().unwrap().ends_with("#ResourceNotFoundException"), "{reply}");
        let left = [Space::DdbItem, Space::DdbIndex, Space::DdbTable].map(|space| world.stored(space));
        assert_eq!(left, [0; 3], "{write:?}");
    }
}

/// The item goes into the table that has the name now, with what that has of indexes and streams.
#[test]
fn a_table_that_was_made_again_has_the_item() {
    for write in writes() {
        let (world, faults) = world();
        create(&world, json!({}));
        let exchanged = || {
            world.ok("DeleteTable", json!({"TableName": "tab"}));
            let mut again = with_index();
            again["StreamSpecification"] = stream(true);
            create(&world, again);
        };
        let (status, reply) = overtake(&world, &faults, &write, exchanged);
        assert_eq!(status, 200, "{reply}");
        assert_eq!(scanned(&world, Some("gsi")), [item()], "{write:?}");
        assert_eq!(streamed(&world), (vec![item()], json!("ENABLED")), "{write:?}");
        let stored = [Space::DdbItem, Space::DdbIndex, Space::DdbRecord].map(|space| world.stored(space));
        assert_eq!(stored, [1; 3], "nothing is left of the first one");
        let table = world.ok("DescribeTable", json!({"TableName": "tab"}))["Table"].clone();
        let counts = [&table["ItemCount"], &table["GlobalSecondaryIndexes"][0]["ItemCount"]];
        assert_eq!(counts, [&json!(1); 2]);
    }
}

#[test]
fn a_stream_that_was_enabled_has_the_record() {
    for write in writes() {
        let (world, faults) = world();
        create(&world, json!({}));
        let (status, reply) = overtake(&world, &faults, &write, || set_stream(&world, true));
        assert_eq!(status, 200, "{reply}");
        assert_eq!(streamed(&world), (vec![item()], json!("ENABLED")), "{write:?}");
    }
}

/// A writer holds the end of its stream over its commit, so whoever closes the stream waits: the record is in it.
#[test]
fn a_stream_that_is_disabled_waits_for_who_writes_to_it() {
    for write in writes() {
        let (world, faults) = world();
        create(&world, json!({"StreamSpecification": stream(true)}));
        faults.stop_next_writer();
        thread::scope(|scope| {
            let writer = scope.spawn(|| ask(&world, &write));
            faults.await_writer();
            let closing = scope.spawn(|| set_stream(&world, false));
            faults.release_writer();
            assert_eq!(writer.join().unwrap().0, 200);
            closing.join().unwrap();
        });
        assert_eq!(scanned(&world, None), [item()]);
        let (images, status) = streamed(&world);
        assert_eq!(status, "DISABLED");
        // The closer may have come first, where the writer was not there yet; then the writer has decided again.
        assert!(images == [item()] || images.is_empty(), "{images:?}");
        assert_eq!(world.stored(Space::DdbRecord), images.len(), "no record is behind the end");
    }
}

/// And who waits while it is closed finds it closed.
#[test]
fn a_stream_that_was_disabled_gets_no_record() {
    for write in writes() {
        let (world, faults) = world();
        create(&world, json!({"StreamSpecification": stream(true)}));
        let close = json!({"TableName": "tab", "StreamSpecification": stream(false)});
        faults.stop_next_writer();
        thread::scope(|scope| {
            let closing = scope.spawn(|| ask(&world, &("UpdateTable", close)));
            faults.await_writer();
            // It decides by the open stream, and waits for its end.
            let writer = scope.spawn(|| ask(&world, &write));
            faults.release_writer();
            assert_eq!((closing.join().unwrap().0, writer.join().unwrap().0), (200, 200));
        });
        assert_eq!(scanned(&world, None), [item()]);
        assert_eq!(streamed(&world), (Vec::new(), json!("DISABLED")), "{write:?}");
        assert_eq!(world.stored(Space::DdbRecord), 0);
    }
}

#[test]
fn a_time_to_live_that_was_enabled_ends_the_item() {
    for write in writes() {
        let (world, faults) = world();
        create(&world, json!({}));
        let enabled = || {
            let ttl = json!({"Enabled": true, "AttributeName": "t"});
            world.ok("UpdateTimeToLive", json!({"TableName": "tab", "TimeToLiveSpecification": ttl}));
        };
        let (status, reply) = overtake(&world, &faults, &write, enabled);
        assert_eq!(status, 200, "{reply}");
        let expiries = || world.below(&Key::of(Space::DdbOther).u8(11));
        assert_eq!(expiries(), 1, "{write:?}");
        assert_eq!(testkit::block_on(world.engine.expire_now()).unwrap(), 1);
        assert_eq!((scanned(&world, None).len(), expiries()), (0, 0));
    }
}

/// What is written behind a backup is not in it, though it was decided before.
#[test]
fn a_backup_that_was_taken_has_nothing_of_it() {
    for write in writes() {
        let (world, faults) = world();
        create(&world, with_index());
        world.ok("PutItem", json!({"TableName": "tab", "Item": {"pk": {"S": "a"}, "old": {"BOOL": true}}}));
        let before = scanned(&world, None);
        let mut arn = Value::Null;
        let taken = || {
            let made = world.ok("CreateBackup", json!({"TableName": "tab", "BackupName": "kept"}));
            arn = made["BackupDetails"]["BackupArn"].clone();
        };
        assert_eq!(overtake(&world, &faults, &write, taken).0, 200);
        world.work();
        world.ok("RestoreTableFromBackup", json!({"TargetTableName": "other", "BackupArn": arn}));
        world.work();
        let restored = world.ok("Scan", json!({"TableName": "other"}));
        assert_eq!(restored["Items"].as_array().unwrap(), &before, "{write:?}");
    }
}

/// The state is exchanged for an earlier one, in which the table has no index, and for one in which there is no table.
#[test]
fn a_state_that_was_restored_is_what_it_is_judged_by() {
    for write in writes() {
        let (world, faults) = world();
        world.store.checkpoint("nothing").unwrap();
        create(&world, json!({}));
        world.store.checkpoint("kept").unwrap();
        world.ok(add_index().0, add_index().1);
        set_stream(&world, true);
        let (status, reply) = overtake(&world, &faults, &write, || world.store.restore("kept").unwrap());
        assert_eq!(status, 200, "{reply}");
        let stored = |world: &World| {
            [Space::DdbItem, Space::DdbIndex, Space::DdbRecord].map(|space| world.stored(space))
        };
        assert_eq!(stored(&world), [1, 0, 0], "{write:?}");
        let other = ("PutItem", json!({"TableName": "tab", "Item": {"pk": {"S": "other"}}}));
        let (status, reply) = overtake(&world, &faults, &other, || world.store.restore("nothing").unwrap());
        assert_eq!((status, stored(&world)), (400, [0; 3]), "{reply}");
    }
}

/// The state is exchanged for one that looks the same to the write; its records come behind those that are there then.
#[test]
fn a_record_of_a_state_that_was_restored_has_its_number() {
    for write in writes() {
        let (world, faults) = world();
        create(&world, json!({"StreamSpecification": stream(true)}));
        world.store.checkpoint("kept").unwrap();
        let put = |pk: &str| {
            let item = json!({"pk": {"S": pk}});
            world.ok("PutItem", json!({"TableName": "tab", "Item": item}));
            item
        };
        for pk in ["c", "d", "e"] {
            put(pk);
        }
        let restored = || {
            world.store.restore("kept").unwrap();
            world.ok("DescribeTable", json!({"TableName": "tab"}));
        };
        assert_eq!(overtake(&world, &faults, &write, restored).0, 200);
        let last = put("b");
        assert_eq!(streamed(&world).0, [item(), last], "{write:?}");
    }
}

/// Two changes of one table: the one that was overtaken keeps what the other has made.
#[test]
fn a_change_that_was_overtaken_keeps_the_other() {
    let (world, faults) = world();
    create(&world, json!({}));
    let arn = world.ok("DescribeTable", json!({"TableName": "tab"}))["Table"]["TableArn"].clone();
    let tag = ("TagResource", json!({"ResourceArn": arn, "Tags": [{"Key": "k", "Value": "v"}]}));
    assert_eq!(overtake(&world, &faults, &tag, || set_stream(&world, true)).0, 200);
    let tags = world.ok("ListTagsOfResource", json!({"ResourceArn": arn}));
    assert_eq!(tags["Tags"], json!([{"Key": "k", "Value": "v"}]));
    let table = world.ok("DescribeTable", json!({"TableName": "tab"}))["Table"].clone();
    assert_eq!(table["StreamSpecification"]["StreamEnabled"], true);
    // Of two that make the same table one is told that it is there.
    let make = (
        "CreateTable",
        json!({"TableName": "new", "BillingMode": "PAY_PER_REQUEST",
        "AttributeDefinitions": [{"AttributeName": "pk", "AttributeType": "S"}],
        "KeySchema": [{"AttributeName": "pk", "KeyType": "HASH"}]}),
    );
    let (status, reply) = overtake(&world, &faults, &make, || drop(world.ok(make.0, make.1.clone())));
    assert_eq!(status, 400, "{reply}");
    assert!(reply["__type"].as_str().unwrap().ends_with("#ResourceInUseException"), "{reply}");
    // What was to be changed, and is gone.
    let (status, reply) =
        overtake(&world, &faults, &tag, || drop(world.ok("DeleteTable", json!({"TableName": "tab"}))));
    assert_eq!(status, 400, "{reply}");
    assert_eq!(world.stored(Space::DdbTable), 1);
}

/// Two engines over one state, as two processes: what one changes the other finds when it writes.
#[test]
fn an_engine_that_was_not_told_of_a_change_finds_it() {
    let (world, _faults) = world();
    create(&world, json!({}));
    let other = on(world.store.clone(), Entropy::seeded(2));
    let put = |pk: &str, group: &str| {
        let item = json!({"pk": {"S": pk}, "g": {"S": group}});
        other.ok("PutItem", json!({"TableName": "tab", "Item": item}));
    };
    put("a", "1");
    world.ok("DeleteTable", json!({"TableName": "tab"}));
    create(&world, with_index());
    put("a", "2");
    put("b", "2");
    let found = scanned(&world, Some("gsi"));
    assert_eq!(found.len(), 2, "{found:?}");
    let tag = json!([{"Key": "k", "Value": "v"}]);
    let arn = world.ok("DescribeTable", json!({"TableName": "tab"}))["Table"]["TableArn"].clone();
    assert_eq!(ask(&other, &("TagResource", json!({"ResourceArn": arn, "Tags": tag}))).0, 200);
    set_stream(&world, true);
    assert_eq!(world.ok("ListTagsOfResource", json!({"ResourceArn": arn}))["Tags"], tag);
}

/// With all that keeps writers apart in place: a change that is stopped between its decision and its commit.
#[test]
fn a_change_that_is_held_up_holds_up_nobody_else() {
    let entropy = Entropy::seeded(1);
    let (store, faults) = Faults::store(entropy.clone());
    let world = on(store, entropy);
    create(&world, json!({}));
    world.table("other", "pk S", json!({}));
    let change = ("UpdateTable", json!({"TableName": "tab", "StreamSpecification": stream(true)}));
    let during = || {
        for table in ["other", "tab"] {
            let key = json!({"pk": {"S": "a"}});
            world.ok("PutItem", json!({"TableName": table, "Item": key}));
            world.ok("GetItem", json!({"TableName": table, "Key": key, "ConsistentRead": true}));
            world.ok(
                "TransactWriteItems",
                json!({"TransactItems": [{"Delete": {"TableName": table, "Key": key}}]}),
            );
        }
        set_tag(&world);
        world.table("third", "pk S", json!({}));
    };
    assert_eq!(overtake(&world, &faults, &change, during).0, 200);
    assert_eq!(streamed(&world), (Vec::new(), json!("ENABLED")));
}

fn set_tag(world: &World) {
    let arn = world.ok("DescribeTable", json!({"TableName": "other"}))["Table"]["TableArn"].clone();
    let tag = json!({"ResourceArn": arn, "Tags": [{"Key": "k", "Value": "v"}]});
    assert_eq!(ask(world, &("TagResource", tag)).0, 200);
}
