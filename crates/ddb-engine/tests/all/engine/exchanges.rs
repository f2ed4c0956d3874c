//! The whole state is exchanged while requests run: by a reset or the restoring of a checkpoint. Our promise: a write is
//! judged by the state that it changes.

use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use base::clock::{Clock, Timestamp};
use base::entropy::Entropy;
use ddb_engine::Settings;
use testkit::Faults;

use crate::harness::{Value, World, json};

fn world() -> (World, Faults) {
    let entropy = Entropy::seeded(1);
    let (store, faults) = Faults::store(entropy.clone());
    let clock = Clock::frozen(Timestamp::from_secs(1_767_225_600));
    (World::drawing(store, clock, Settings::default(), entropy), faults)
}

fn add(amount: i32) -> Value {
    json!({
        "TableName": "tab", "Key": {"pk": {"S": "a"}}, "UpdateExpression": "ADD n :n",
        "ExpressionAttributeValues": {":n": {"N": amount.to_string()}},
    })
}

/// Restores a checkpoint while `writes` are between their decisions and their commits.
fn restore_during(world: &World, faults: &Faults, writes: &[(&'static str, Value)]) {
    faults.close_gate();
    thread::scope(|scope| {
        for (operation, input) in writes {
            scope.spawn(move || {
                let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
                runtime.block_on(world.answer(operation, input.to_string()))
            });
        }
        faults.await_writer();
        let (tell, told) = mpsc::channel();
        scope.spawn(move || {
            world.store.restore("kept").unwrap();
            // Nobody listens any more, if it waited.
            let _ = tell.send(());
        });
        let waits = told.recv_timeout(Duration::from_millis(200)).is_err();
        faults.open_gate();
        assert!(waits, "the state was exchanged while writers had decided");
    });
}

#[test]
fn an_update_adds_nothing_to_a_restored_item() {
    let (world, faults) = world();
    world.table("tab", "pk S", json!({}));
    world.ok("UpdateItem", add(1));
    world.store.checkpoint("kept").unwrap();
    world.ok("UpdateItem", add(100));
    let transaction = json!({"TransactItems": [{"Update": add(10_000)}]});
    restore_during(&world, &faults, &[("UpdateItem", add(1_000)), ("TransactWriteItems", transaction)]);
    let got = world.ok("GetItem", json!({"TableName": "tab", "Key": {"pk": {"S": "a"}}}));
    let n: i32 = got["Item"]["n"]["N"].as_str().unwrap().parse().unwrap();
    // The one that was behind the other may have found the restored item; it has added to that.
    assert!([1, 1_001, 10_001].contains(&n), "{n}");
}

#[test]
fn an_item_of_a_table_that_a_restore_took_away_goes_with_it() {
    let (world, faults) = world();
    world.store.checkpoint("kept").unwrap();
    world.table("tab", "pk S", json!({}));
    let put = ("PutItem", json!({"TableName": "tab", "Item": {"pk": {"S": "a"}}}));
    restore_during(&world, &faults, &[put.clone(), put.clone(), put]);
    assert_eq!(world.stored(store::Space::DdbItem), 0);
    world.err("DescribeTable", json!({"TableName": "tab"}));
}
