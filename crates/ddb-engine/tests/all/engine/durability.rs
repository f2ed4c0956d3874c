//! Visible is durable: no reply goes out before all that it may rest on survives the end of the process. Our promise, at
//! `--data-dir`.

use std::future::Future;
use std::pin::{Pin, pin};
use std::task::Poll;

use base::arn::Arn;
use base::clock::{Clock, Timestamp};
use base::entropy::Entropy;
use base::seams::{Position, StreamSource as _};
use ddb_engine::Settings;
use testkit::{Faults, look};

use crate::harness::{Value, World, json};

/// A world with a table `tab` that has a stream, and an item `old`, all durable.
fn world() -> (World, Faults) {
    let entropy = Entropy::seeded(1);
    let (store, faults) = Faults::store(entropy.clone());
    let clock = Clock::frozen(Timestamp::from_secs(1_767_225_600));
    let world = World::drawing(store, clock, Settings::default(), entropy);
    let stream = json!({"StreamEnabled": true, "StreamViewType": "NEW_IMAGE"});
    world.table("tab", "pk S", json!({"StreamSpecification": stream}));
    world.ok("PutItem", json!({"TableName": "tab", "Item": {"pk": {"S": "old"}}}));
    (world, faults)
}

fn put() -> (&'static str, Value) {
    ("PutItem", json!({"TableName": "tab", "Item": {"pk": {"S": "a"}}}))
}

fn transaction() -> (&'static str, Value) {
    let put = json!({"Put": {"TableName": "tab", "Item": {"pk": {"S": "t"}}}});
    ("TransactWriteItems", json!({"ClientRequestToken": "token", "TransactItems": [put]}))
}

/// Requests that change nothing, once [`put`] and [`transaction`] are committed: writes of what is there, reads, refusals
/// that show what is there.
fn idle() -> Vec<(&'static str, Value)> {
    let key = json!({"pk": {"S": "a"}});
    let free = "attribute_not_exists(pk)";
    vec![
        put(),
        transaction(),
        ("UpdateItem", json!({"TableName": "tab", "Key": key})),
        ("DeleteItem", json!({"TableName": "tab", "Key": {"pk": {"S": "none"}}})),
        ("PutItem", json!({"TableName": "tab", "Item": key, "ConditionExpression": free})),
        ("GetItem", json!({"TableName": "tab", "Key": key})),
        ("GetItem", json!({"TableName": "tab", "Key": key, "ConsistentRead": true})),
        ("BatchGetItem", json!({"RequestItems": {"tab": {"Keys": [key]}}})),
        ("TransactGetItems", json!({"TransactItems": [{"Get": {"TableName": "tab", "Key": key}}]})),
        ("Scan", json!({"TableName": "tab"})),
        ("ExecuteStatement", json!({"Statement": "SELECT * FROM tab"})),
        ("DescribeTable", json!({"TableName": "tab"})),
        ("ListTables", json!({})),
    ]
}

type Answering<'a> = Pin<Box<dyn Future<Output = (u16, Value)> + 'a>>;

/// A request under way.
fn begin<'a>(world: &'a World, (operation, input): (&'static str, Value)) -> Answering<'a> {
    Box::pin(world.answer(operation, input.to_string()))
}

/// Writes that are committed and whose clients are gone before the flush.
fn abandon(world: &World) {
    for request in [put(), transaction()] {
        assert!(look(&mut begin(world, request)).is_pending());
    }
}

#[test]
fn nothing_is_answered_before_what_it_rests_on_is_durable() {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let (world, faults) = world();
    let _inside = runtime.enter();
    faults.hold();
    abandon(&world);
    let mut waiting: Vec<(Value, Answering<'_>)> =
        idle().into_iter().map(|request| (json!([request.0, request.1]), begin(&world, request))).collect();
    for (request, answering) in &mut waiting {
        assert!(look(answering).is_pending(), "{request}");
    }
    faults.let_go();
    for (request, mut answering) in waiting {
        let Poll::Ready((status, reply)) = look(&mut answering) else { panic!("{request}") };
        let expected = if request[1]["ConditionExpression"].is_string() { 400 } else { 200 };
        assert_eq!(status, expected, "{request}: {reply}");
    }
}

/// The next process finds what replies have shown: nothing.
#[test]
fn a_crash_between_commit_and_flush_takes_back_what_nobody_was_told() {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let (world, faults) = world();
    let inside = runtime.enter();
    faults.hold();
    abandon(&world);
    for request in idle() {
        assert!(look(&mut begin(&world, request.clone())).is_pending(), "{request:?}");
    }
    drop(inside);
    let world = World::on(faults.crash(), world.clock.clone());
    assert_eq!(world.ok("Scan", json!({"TableName": "tab"}))["Items"], json!([{"pk": {"S": "old"}}]));
    let (operation, input) = transaction();
    world.ok(operation, input);
    assert_eq!(world.ok("Scan", json!({"TableName": "tab"}))["Count"], 2, "its token was not used before");
}

/// A full disk: the SDK tries a refused write again.
#[test]
fn after_a_flush_that_failed_everything_is_refused() {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let (world, faults) = world();
    let inside = runtime.enter();
    faults.hold();
    let mut first = begin(&world, put());
    assert!(look(&mut first).is_pending());
    faults.fail();
    let Poll::Ready((status, _)) = look(&mut first) else { panic!("it waits for ever") };
    assert_eq!(status, 500);
    drop(inside);
    faults.let_go();
    let other = ("PutItem", json!({"TableName": "tab", "Item": {"pk": {"S": "b"}}}));
    for (operation, input) in idle().into_iter().chain([other]) {
        let refused = world.err(operation, input);
        assert!(refused.starts_with("InternalServerError: "), "{operation}: {refused}");
    }
    assert!(world.store.failure().is_some());
}

/// A function that a stream feeds acts on what it reads.
#[test]
fn a_stream_hands_out_durable_records_only() {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let (world, faults) = world();
    let arn = world.ok("ListStreams", json!({}))["Streams"][0]["StreamArn"].clone();
    let arn = Arn::parse(arn.as_str().unwrap()).unwrap();
    let _inside = runtime.enter();
    let shard = {
        let mut shards = pin!(world.engine.shards(&arn));
        let Poll::Ready(shards) = look(&mut shards) else { panic!("nothing is pending") };
        shards.unwrap()[0].id.clone()
    };
    faults.hold();
    abandon(&world);
    let (position, limit) = (Position::TrimHorizon, 100);
    let mut read = pin!(world.engine.read(&arn, &shard, &position, limit));
    assert!(look(&mut read).is_pending());
    faults.let_go();
    let Poll::Ready(page) = look(&mut read) else { panic!("it is durable") };
    assert_eq!(page.unwrap().records.len(), 3);
}
