//! Writers that nothing keeps apart: what they rely on when they commit is all there is between them, as it is between
//! processes that share a state. Our promise: it is enough.

use std::ops::ControlFlow;
use std::thread;

use base::clock::{Clock, Timestamp};
use base::entropy::Entropy;
use ddb_engine::Settings;
use store::{Batch, Key, Space, Store};

use crate::harness::{Value, World, json};

const WRITERS: usize = 6;
const ROUNDS: usize = 600;

fn world() -> World {
    let entropy = Entropy::seeded(1);
    let store = Store::without_admission(entropy.clone());
    let clock = Clock::frozen(Timestamp::from_secs(1_767_225_600));
    World::drawing(store, clock, Settings::default(), entropy)
}

fn number(item: &Value, name: &str) -> usize {
    item["Item"][name]["N"].as_str().unwrap().parse().unwrap()
}

/// Runs `write` of every writer, again and again, all at the same time. How often it was done.
fn all_at_once(
    world: &World,
    operation: &'static str,
    write: impl Fn(usize, usize) -> Value + Sync,
) -> usize {
    thread::scope(|scope| {
        let writers: Vec<_> = (0..WRITERS)
            .map(|writer| {
                let write = &write;
                scope.spawn(move || {
                    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
                    let done = |round| {
                        let reply =
                            runtime.block_on(world.answer(operation, write(writer, round).to_string()));
                        usize::from(reply.0 == 200)
                    };
                    (0..ROUNDS).map(done).sum::<usize>()
                })
            })
            .collect();
        writers.into_iter().map(|writer| writer.join().unwrap()).sum()
    })
}

#[test]
fn no_addition_to_an_item_is_lost() {
    let world = world();
    world.table("tab", "pk S", json!({}));
    let add = |_, _| {
        json!({
            "TableName": "tab", "Key": {"pk": {"S": "a"}}, "UpdateExpression": "ADD n :n",
            "ExpressionAttributeValues": {":n": {"N": "1"}},
        })
    };
    let done = all_at_once(&world, "UpdateItem", add);
    assert_eq!(done, WRITERS * ROUNDS);
    let item = world.ok("GetItem", json!({"TableName": "tab", "Key": {"pk": {"S": "a"}}}));
    assert_eq!(number(&item, "n"), done);
}

#[test]
fn a_condition_lets_one_through() {
    let world = world();
    world.table("tab", "pk S", json!({}));
    let put = |_, round: usize| {
        json!({
            "TableName": "tab", "Item": {"pk": {"S": round.to_string()}},
            "ConditionExpression": "attribute_not_exists(pk)",
        })
    };
    assert_eq!(all_at_once(&world, "PutItem", put), ROUNDS);
}

/// A transaction is whole, or did nothing: two that met are told so, or follow one another.
#[test]
fn transactions_move_and_lose_nothing() {
    let world = world();
    world.table("tab", "pk S", json!({}));
    let update = |key: &str, amount: i32| {
        json!({"Update": {
            "TableName": "tab", "Key": {"pk": {"S": key}}, "UpdateExpression": "ADD n :n",
            "ExpressionAttributeValues": {":n": {"N": amount.to_string()}},
        }})
    };
    let done = all_at_once(&world, "TransactWriteItems", |writer, round| {
        json!({
            "TransactItems": [update("from", -1), update("to", 1)],
            "ClientRequestToken": format!("{writer}-{round}"),
        })
    });
    assert!(done > 0);
    let of = |key: &str| world.ok("GetItem", json!({"TableName": "tab", "Key": {"pk": {"S": key}}}));
    assert_eq!(number(&of("to"), "n"), done);
    assert_eq!(of("from")["Item"]["n"]["N"], json!(format!("-{done}")));
}

/// The size of a collection is a record that all its items' writers change.
#[test]
fn the_sizes_of_collections_add_up() {
    let world = world();
    let key = |range: &str| json!([{"AttributeName": "pk", "KeyType": "HASH"}, {"AttributeName": range, "KeyType": "RANGE"}]);
    world.ok(
        "CreateTable",
        json!({
            "TableName": "tab", "BillingMode": "PAY_PER_REQUEST", "KeySchema": key("sk"),
            "AttributeDefinitions": [
                {"AttributeName": "pk", "AttributeType": "S"}, {"AttributeName": "sk", "AttributeType": "N"},
                {"AttributeName": "a", "AttributeType": "S"},
            ],
            "LocalSecondaryIndexes": [{
                "IndexName": "by-a", "KeySchema": key("a"), "Projection": {"ProjectionType": "KEYS_ONLY"},
            }],
        }),
    );
    let put = |writer: usize, round: usize| {
        let sk = (writer * ROUNDS + round).to_string();
        json!({"TableName": "tab", "Item": {"pk": {"S": "p"}, "sk": {"N": sk}, "a": {"S": "a"}}})
    };
    assert_eq!(all_at_once(&world, "PutItem", put), WRITERS * ROUNDS);
    let record = || {
        let mut found = None;
        let look: &mut store::Visit<'_> = &mut |key, value| {
            found = Some((Key::stored(key), i64::from_be_bytes(value.as_ref().try_into().unwrap())));
            ControlFlow::Break(())
        };
        world.store.scan_prefix(&Key::of(Space::DdbOther), look).unwrap();
        found.unwrap()
    };
    let (key, size) = record();
    // A collection without a record is counted anew by the next write.
    let mut batch = Batch::new();
    batch.delete(key);
    world.store.commit(batch).unwrap();
    let another = json!({"pk": {"S": "p"}, "sk": {"N": "-1"}});
    world.ok("PutItem", json!({"TableName": "tab", "Item": another}));
    world.ok("DeleteItem", json!({"TableName": "tab", "Key": another}));
    assert_eq!(record().1, size);
}
