//! What meets a transaction that is under way: which requests are refused, how, and that none is lost for it.
//!
//! A transaction is under way until it is durable. With a data folder that takes a flush, so a reply that is asked for
//! and not yet awaited holds its items for as long as a test likes.

use std::future::Future;
use std::pin::{Pin, pin};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::task::{Context, Waker};

use base::clock::{Clock, Timestamp};
use base::entropy::Entropy;
use store::Store;

use crate::harness::{Value, World, json};

fn key(name: &str) -> Value {
    json!({"pk": {"S": name}})
}

fn add(name: &str) -> Value {
    json!({"TableName": "tab", "Key": key(name), "UpdateExpression": "ADD n :one",
        "ExpressionAttributeValues": {":one": {"N": "1"}}})
}

fn adds(names: &[&str]) -> Value {
    let items: Vec<Value> = names.iter().map(|name| json!({"Update": add(name)})).collect();
    json!({"TransactItems": items})
}

fn number(world: &World, name: &str) -> Value {
    world.ok("GetItem", json!({"TableName": "tab", "Key": key(name)}))["Item"]["n"]["N"].clone()
}

/// A table in a data folder.
fn durable() -> (World, tempfile::TempDir) {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open(folder.path(), Entropy::seeded(1)).unwrap();
    let world = World::on(store, Clock::frozen(Timestamp::from_secs(1_767_225_600)));
    world.table("tab", "pk S", json!({}));
    (world, folder)
}

type Answer<'a> = Pin<Box<dyn Future<Output = (u16, Value)> + 'a>>;

/// A transaction that is committed and waits for the disk. A flush that is quicker than that is tried again.
fn under_way<'a>(world: &'a World, request: &Value) -> Answer<'a> {
    for _ in 0..1000 {
        let mut answer: Answer<'a> = Box::pin(world.answer("TransactWriteItems", request.to_string()));
        if answer.as_mut().poll(&mut Context::from_waker(Waker::noop())).is_pending() {
            return answer;
        }
    }
    panic!("no transaction had to wait for the disk");
}

fn finish(answer: Answer<'_>) -> (u16, Value) {
    tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(answer)
}

/// Developer guide, "Transaction conflict handling": plain writes of the item, and of no other, fail with
/// TransactionConflictException; transactions are cancelled with a reason for that item; reads go on. Texts: botocore's
/// model. That a batch leaves such items unprocessed is our guess from its part in that page.
#[test]
fn what_meets_a_transaction_is_refused_by_its_kind() {
    let (world, _folder) = durable();
    let transaction = under_way(&world, &adds(&["a", "b"]));
    let conflict = "TransactionConflictException: Transaction is ongoing for the item";
    let item = json!({"TableName": "tab", "Item": key("a")});
    assert_eq!(world.err("PutItem", item), conflict);
    assert_eq!(world.err("UpdateItem", add("b")), conflict);
    assert_eq!(world.err("DeleteItem", json!({"TableName": "tab", "Key": key("a")})), conflict);
    let cancelled = json!({
        "__type": "com.amazonaws.dynamodb.v20120810#TransactionCanceledException",
        "Message": "Transaction cancelled, please refer cancellation reasons for specific reasons [None, TransactionConflict]",
        "CancellationReasons": [{"Code": "None"},
            {"Code": "TransactionConflict", "Message": "Transaction is ongoing for the item"}]});
    assert_eq!(world.failure("TransactWriteItems", adds(&["c", "a"])), cancelled);
    assert_eq!(number(&world, "c"), Value::Null);
    let get = |name: &str| json!({"Get": {"TableName": "tab", "Key": key(name)}});
    assert_eq!(world.failure("TransactGetItems", json!({"TransactItems": [get("c"), get("b")]})), cancelled);
    let put = |name: &str| json!({"PutRequest": {"Item": {"pk": {"S": name}, "n": {"N": "7"}}}});
    let delete = json!({"DeleteRequest": {"Key": key("b")}});
    let request = json!({"RequestItems": {"tab": [put("c"), put("a"), delete], }});
    let left = world.ok("BatchWriteItem", request)["UnprocessedItems"].clone();
    assert_eq!(left, json!({"tab": [put("a"), delete]}));
    assert_eq!(number(&world, "c"), "7");
    assert_eq!(world.ok("Scan", json!({"TableName": "tab"}))["Count"], 3, "reads are never refused");
    world.ok("BatchGetItem", json!({"RequestItems": {"tab": {"Keys": [key("a"), key("b")]}}}));
    // More keys than there are stripes: those of other items that share one are not met.
    for n in 0..1500 {
        world.ok("PutItem", json!({"TableName": "tab", "Item": key(&n.to_string())}));
    }
    assert_eq!(finish(transaction).0, 200);
    world.ok("UpdateItem", add("a"));
    world.ok("BatchWriteItem", json!({"RequestItems": left}));
    world.ok("TransactGetItems", json!({"TransactItems": [get("a"), get("b")]}));
    assert_eq!(number(&world, "a"), "7");
}

/// The same page: an item whose condition is only checked is part of the transaction too, and a transaction that was
/// cancelled, or whose client went away, holds nothing.
#[test]
fn a_transaction_holds_its_items_until_it_is_over_and_no_longer() {
    let (world, _folder) = durable();
    let check = json!({"TransactItems": [{"Update": add("a")}, {"ConditionCheck": {"TableName": "tab",
        "Key": key("b"), "ConditionExpression": "attribute_not_exists(pk)"}}]});
    let transaction = under_way(&world, &check);
    assert!(world.err("UpdateItem", add("b")).starts_with("TransactionConflictException"));
    drop(transaction);
    world.ok("UpdateItem", add("b"));
    let error = world.err("TransactWriteItems", check);
    assert!(error.ends_with("[None, ConditionalCheckFailed]"), "{error}");
    world.ok("UpdateItem", add("a"));
    world.ok("UpdateItem", add("b"));
}

/// API reference, TransactionInProgressException; and a repeated request, once the first is over, does nothing, though
/// its item is then held by another.
#[test]
fn a_token_in_flight_is_refused_until_it_is_done() {
    let (world, _folder) = durable();
    let mut request = adds(&["a"]);
    request["ClientRequestToken"] = "t".into();
    let first = under_way_with_new_tokens(&world, &mut request);
    assert_eq!(
        world.err("TransactWriteItems", request.clone()),
        "TransactionInProgressException: The transaction with the given request token is already in progress."
    );
    assert_eq!(finish(first).0, 200);
    let other = under_way(&world, &adds(&["a"]));
    let before = number(&world, "a");
    world.ok("TransactWriteItems", request);
    assert_eq!(number(&world, "a"), before);
    assert_eq!(finish(other).0, 200);
}

/// As [`under_way`], with a token that no try before had.
fn under_way_with_new_tokens<'a>(world: &'a World, request: &mut Value) -> Answer<'a> {
    for n in 0..1000 {
        request["ClientRequestToken"] = format!("t{n}").into();
        let mut answer: Answer<'a> = Box::pin(world.answer("TransactWriteItems", request.to_string()));
        if answer.as_mut().poll(&mut Context::from_waker(Waker::noop())).is_pending() {
            return answer;
        }
    }
    panic!("no transaction had to wait for the disk");
}

/// An error's message, which a cancelled transaction spells with a capital.
fn message(reply: &Value) -> &str {
    reply.get("message").or(reply.get("Message")).and_then(Value::as_str).unwrap_or_default()
}

/// Sends until it is not refused for a conflict; how often it was.
async fn persistently(world: &World, operation: &'static str, request: Value) -> u32 {
    for conflicts in 0..100_000 {
        let (status, reply) = world.answer(operation, request.to_string()).await;
        let conflict = message(&reply);
        match status {
            200 => return conflicts,
            _ if conflict.contains("Transaction is ongoing") || conflict.contains("TransactionConflict") => {
                tokio::task::yield_now().await;
            }
            _ => panic!("{operation} {request}: {reply}"),
        }
    }
    panic!("{operation} {request} is refused for ever");
}

/// Developer guide, "Isolation levels": serializable with each other and with single writes. Clients that send a
/// refused request again, as SDKs do, lose no update.
#[test]
fn clients_that_try_again_lose_no_update() {
    let (world, _folder) = durable();
    let (world, conflicts) = (&world, &AtomicU32::new(0));
    let client = |n: usize| async move {
        for _ in 0..20 {
            let (operation, request) = match n % 3 {
                0 => ("TransactWriteItems", adds(&["a", "b"])),
                1 => ("TransactWriteItems", adds(&["b", "a"])),
                _ => ("UpdateItem", add("a")),
            };
            conflicts.fetch_add(persistently(world, operation, request).await, Ordering::Relaxed);
        }
    };
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        let (a, b, c, d, e, f) = (client(0), client(1), client(2), client(3), client(4), client(5));
        tokio::join!(a, b, c, d, e, f);
    });
    assert_eq!((number(world, "a"), number(world, "b")), ("120".into(), "80".into()));
    // The clients began together, and one disk served them: all but the first met it.
    assert!(conflicts.load(Ordering::Relaxed) >= 5, "{conflicts:?}");
}

/// The same in memory, where a transaction is over as soon as it is made, with threads; and a transaction of reads sees
/// the two items, which only change together, as they were at one moment.
#[test]
fn transactions_that_read_see_one_moment() {
    let world = Arc::new(World::new());
    world.table("tab", "pk S", json!({}));
    let done = Arc::new(AtomicBool::new(false));
    let writers: Vec<_> = (0..3)
        .map(|n| {
            let world = world.clone();
            std::thread::spawn(move || {
                let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
                for _ in 0..50 {
                    let request = if n == 0 { adds(&["a", "b"]) } else { adds(&["b", "a"]) };
                    runtime.block_on(pin!(persistently(&world, "TransactWriteItems", request)));
                }
            })
        })
        .collect();
    let reader = {
        let (world, done) = (world.clone(), done.clone());
        std::thread::spawn(move || {
            let get = |name: &str| json!({"Get": {"TableName": "tab", "Key": key(name)}});
            let request = json!({"TransactItems": [get("a"), get("b")]}).to_string();
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
            while !done.load(Ordering::Relaxed) {
                let (status, reply) = runtime.block_on(world.answer("TransactGetItems", request.clone()));
                let responses = &reply["Responses"];
                if status == 200 {
                    assert_eq!(responses[0]["Item"]["n"], responses[1]["Item"]["n"]);
                } else {
                    let message = message(&reply);
                    assert!(message.contains("TransactionConflict"), "{reply}");
                }
            }
        })
    };
    writers.into_iter().for_each(|writer| writer.join().unwrap());
    done.store(true, Ordering::Relaxed);
    reader.join().unwrap();
    assert_eq!((number(&world, "a"), number(&world, "b")), ("150".into(), "150".into()));
}
