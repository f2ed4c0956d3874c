//! How much a transaction brings, and which of several faults ends it.

use crate::harness::{Value, World, json};

const KILOBYTE: usize = 1000;

fn world() -> World {
    let world = World::new();
    world.table("tab", "pk S", json!({}));
    world
}

fn key(at: usize) -> Value {
    json!({"pk": {"S": format!("{at:02}")}})
}

fn put(at: usize, bytes: usize) -> Value {
    let mut item = key(at);
    item["x"] = json!({"S": "x".repeat(bytes)});
    json!({"TableName": "tab", "Item": item})
}

fn reasons(failure: &Value) -> Vec<&str> {
    let reasons = failure["CancellationReasons"].as_array().unwrap();
    reasons.iter().map(|reason| reason["Code"].as_str().unwrap()).collect()
}

/// Our reading of AWS's sentence, which names a payload; API_TransactWriteItems speaks of "the aggregate size of the
/// items in the transaction".
#[test]
fn what_is_stored_does_not_count() {
    let world = world();
    for at in 0..50 {
        world.ok("PutItem", put(at, 100 * KILOBYTE));
    }
    let all = |action: &dyn Fn(usize) -> Value| {
        let items: Vec<Value> = (0..50).map(action).collect();
        world.ok("TransactWriteItems", json!({"TransactItems": items}))
    };
    all(
        &|at| json!({"ConditionCheck": {"TableName": "tab", "Key": key(at), "ConditionExpression": "attribute_exists(x)"}}),
    );
    all(&|at| {
        json!({"Update": {"TableName": "tab", "Key": key(at), "UpdateExpression": "SET n = :n",
            "ExpressionAttributeValues": {":n": {"N": "1"}}}})
    });
    all(&|at| json!({"Delete": {"TableName": "tab", "Key": key(at)}}));
    assert_eq!(world.ok("Scan", json!({"TableName": "tab"}))["Count"], 0);
}

/// The text: the tests of a public driver, of eu-north-1 in 2026; 4 MB: API_TransactWriteItems. That values count as items
/// do, and what PartiQL's statements count, is our guess.
#[test]
fn what_a_transaction_brings_is_limited() {
    let world = world();
    let refused = |operation: &str, input: Value| {
        let told = "Transaction payload size cannot exceed 4MB. Payload Size: ";
        let error = world.err(operation, input);
        let bytes = error.strip_prefix(&format!("ValidationException: {told}: {told}"));
        let bytes: usize = bytes.unwrap_or_else(|| panic!("{error}")).parse().unwrap();
        assert!((4_290_000..4_300_000).contains(&bytes), "{bytes}");
    };
    let actions = |count: usize, action: &dyn Fn(usize) -> Value| {
        let items: Vec<Value> = (0..count).map(action).collect();
        json!({"TransactItems": items})
    };
    let value = || json!({":v": {"S": "x".repeat(390 * KILOBYTE)}});
    let put = |at: usize| json!({"Put": put(at, 390 * KILOBYTE)});
    refused("TransactWriteItems", actions(11, &put));
    refused(
        "TransactWriteItems",
        actions(11, &|at| {
            json!({"Update": {"TableName": "tab", "Key": key(at), "UpdateExpression": "SET x = :v",
                "ExpressionAttributeValues": value()}})
        }),
    );
    refused(
        "TransactWriteItems",
        actions(11, &|at| {
            json!({"Delete": {"TableName": "tab", "Key": key(at), "ConditionExpression": "x <> :v",
                "ExpressionAttributeValues": value()}})
        }),
    );
    let inserts: Vec<Value> = (0..11)
        .map(|at| {
            json!({"Statement": format!("INSERT INTO tab VALUE {{'pk': '{at}', 'x': ?}}"),
                "Parameters": [{"S": "x".repeat(390 * KILOBYTE)}]})
        })
        .collect();
    refused("ExecuteTransaction", json!({"TransactStatements": inserts}));
    assert_eq!(world.ok("Scan", json!({"TableName": "tab"}))["Count"], 0);
    world.ok("TransactWriteItems", actions(10, &put));
}

/// Seen on AWS: it stops at the first action that is not valid. The texts: the public conformance suite,
/// error-messages/transactWriteItems, 2026-06-23.
#[test]
fn the_first_action_that_does_not_fit_its_table_is_the_only_reason() {
    let world = world();
    let wrong = json!({"pk": {"N": "5"}});
    let put = json!({"Put": {"TableName": "tab", "Item": wrong}});
    let delete = json!({"Delete": {"TableName": "tab", "Key": wrong}});
    let update = json!({"Update": {"TableName": "tab", "Key": wrong, "UpdateExpression": "REMOVE a"}});
    let check = json!({"ConditionCheck": {"TableName": "tab", "Key": wrong,
        "ConditionExpression": "attribute_exists(pk)"}});
    let good = json!({"Put": {"TableName": "tab", "Item": {"pk": {"S": "a"}}}});
    let failing = json!({"ConditionCheck": {"TableName": "tab", "Key": {"pk": {"S": "b"}},
        "ConditionExpression": "attribute_exists(pk)"}});
    for (actions, expected) in [
        ([&put, &delete, &good], ["ValidationError", "None", "None"]),
        ([&update, &good, &check], ["ValidationError", "None", "None"]),
        ([&good, &check, &put], ["None", "ValidationError", "None"]),
        ([&failing, &delete, &update], ["None", "ValidationError", "None"]),
    ] {
        let failure = world.failure("TransactWriteItems", json!({"TransactItems": actions}));
        assert_eq!(reasons(&failure), expected);
        let told = format!(
            "Transaction cancelled, please refer cancellation reasons for specific reasons [{}]",
            expected.join(", ")
        );
        assert_eq!(failure["Message"], told);
    }
    let get = |key: &Value| json!({"Get": {"TableName": "tab", "Key": key}});
    let gets = json!([get(&json!({"pk": {"S": "a"}})), get(&wrong), get(&wrong)]);
    let failure = world.failure("TransactGetItems", json!({"TransactItems": gets}));
    assert_eq!(reasons(&failure), ["None", "ValidationError", "None"]);
    assert_eq!(world.ok("Scan", json!({"TableName": "tab"}))["Count"], 0);
}

/// As above; that it is so of what only the items show, and what conditions before it say, is our guess.
#[test]
fn the_first_update_that_does_not_fit_its_item_is_the_last_reason() {
    let world = world();
    let item = |name: &str| json!({"pk": {"S": name}, "s": {"S": "text"}});
    for name in ["a", "b", "c"] {
        world.ok("PutItem", json!({"TableName": "tab", "Item": item(name)}));
    }
    let add = |name: &str| {
        json!({"Update": {"TableName": "tab", "Key": {"pk": {"S": name}}, "UpdateExpression": "ADD s :one",
            "ExpressionAttributeValues": {":one": {"N": "1"}}}})
    };
    let absent = |name: &str| {
        json!({"ConditionCheck": {"TableName": "tab", "Key": {"pk": {"S": name}},
            "ConditionExpression": "attribute_not_exists(pk)"}})
    };
    for (actions, expected) in [
        ([add("a"), add("b"), absent("c")], ["ValidationError", "None", "None"]),
        ([absent("a"), add("b"), add("c")], ["ConditionalCheckFailed", "ValidationError", "None"]),
        ([absent("a"), absent("b"), absent("c")], ["ConditionalCheckFailed"; 3]),
    ] {
        let failure = world.failure("TransactWriteItems", json!({"TransactItems": actions}));
        assert_eq!(reasons(&failure), expected);
    }
}

/// As above; that it is so of statements is our guess.
#[test]
fn the_first_statement_that_does_not_fit_its_table_is_the_only_reason() {
    let world = world();
    let statement = |text: &str| json!({"Statement": text});
    let statements = json!([
        statement("INSERT INTO tab VALUE {'pk': 'a'}"),
        statement("INSERT INTO tab VALUE {'pk': 5}"),
        statement("DELETE FROM tab WHERE pk = 5")
    ]);
    let failure = world.failure("ExecuteTransaction", json!({"TransactStatements": statements}));
    assert_eq!(reasons(&failure), ["None", "ValidationError", "None"]);
}
