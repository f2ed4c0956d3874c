//! TransactWriteItems and TransactGetItems.

use crate::harness::{Value, World, json};

fn world() -> World {
    let world = World::new();
    world.table(
        "one",
        "pk S",
        json!({"StreamSpecification": {"StreamEnabled": true, "StreamViewType": "KEYS_ONLY"}}),
    );
    world.table("two", "pk S", json!({}));
    world.ok("PutItem", json!({"TableName": "one", "Item": {"pk": {"S": "a"}, "n": {"N": "1"}}}));
    world
}

fn key(key: &str) -> Value {
    json!({"pk": {"S": key}})
}

fn put(table: &str, name: &str) -> Value {
    json!({"Put": {"TableName": table, "Item": key(name)}})
}

fn add(name: &str) -> Value {
    json!({"Update": {"TableName": "one", "Key": key(name), "UpdateExpression": "ADD n :v",
        "ExpressionAttributeValues": {":v": {"N": "1"}}}})
}

fn number(world: &World) -> Value {
    world.ok("GetItem", json!({"TableName": "one", "Key": key("a")}))["Item"]["n"]["N"].clone()
}

/// Developer guide, "DynamoDB transactions": all or nothing, over tables; reads see one moment.
#[test]
fn a_transaction_does_all_of_it_or_nothing() {
    let world = world();
    let reply = world.ok("TransactWriteItems", json!({"ReturnConsumedCapacity": "TOTAL",
        "TransactItems": [add("a"), put("two", "b"), {"ConditionCheck": {"TableName": "two", "Key": key("none"),
            "ConditionExpression": "attribute_not_exists(pk)"}}]}));
    assert_eq!(
        reply["ConsumedCapacity"],
        json!([
        {"TableName": "one", "CapacityUnits": 2.0, "WriteCapacityUnits": 2.0},
        {"TableName": "two", "CapacityUnits": 4.0, "WriteCapacityUnits": 4.0}])
    );
    assert_eq!(number(&world), "2");
    let items = world.ok(
        "TransactGetItems",
        json!({"TransactItems": [
        {"Get": {"TableName": "one", "Key": key("a"), "ProjectionExpression": "n"}},
        {"Get": {"TableName": "two", "Key": key("none")}}, {"Get": {"TableName": "two", "Key": key("b")}}]}),
    );
    assert_eq!(items["Responses"], json!([{"Item": {"n": {"N": "2"}}}, {}, {"Item": key("b")}]));
    let failure = world.failure(
        "TransactWriteItems",
        json!({"TransactItems": [add("a"), {"Put": {"TableName": "two",
        "Item": key("b"), "ConditionExpression": "attribute_not_exists(pk)",
        "ReturnValuesOnConditionCheckFailure": "ALL_OLD"}}, put("two", "c")]}),
    );
    assert_eq!(
        failure,
        json!({
        "__type": "com.amazonaws.dynamodb.v20120810#TransactionCanceledException",
        "Message": "Transaction cancelled, please refer cancellation reasons for specific reasons [None, ConditionalCheckFailed, None]",
        "CancellationReasons": [{"Code": "None"},
            {"Code": "ConditionalCheckFailed", "Message": "The conditional request failed", "Item": key("b")}, {"Code": "None"}]})
    );
    assert_eq!(number(&world), "2");
}

/// Developer guide, "Idempotency": a token holds for ten minutes, whatever the order of the JSON's keys.
#[test]
fn a_token_makes_a_repeated_request_harmless_for_ten_minutes() {
    let world = world();
    let request = |table_first: bool| {
        let update = match table_first {
            true => {
                r##"{"TableName":"one","Key":{"pk":{"S":"a"}},"UpdateExpression":"ADD #n :v","ExpressionAttributeNames":{"#n":"n"},"ExpressionAttributeValues":{":v":{"N":"1"}}}"##
            }
            false => {
                r##"{"ExpressionAttributeValues":{":v":{"N":"1.0"}},"ExpressionAttributeNames":{"#n":"n"},"UpdateExpression":"ADD #n :v","Key":{"pk":{"S":"a"}},"TableName":"one"}"##
            }
        };
        serde_json::from_str::<Value>(&format!(
            r#"{{"ClientRequestToken":"t","TransactItems":[{{"Update":{update}}}]}}"#
        ))
        .unwrap()
    };
    world.ok("TransactWriteItems", request(true));
    let mut again = request(false);
    again["ReturnConsumedCapacity"] = "TOTAL".into();
    let reply = world.ok("TransactWriteItems", again);
    assert_eq!(
        reply["ConsumedCapacity"],
        json!([{"TableName": "one", "CapacityUnits": 2.0, "ReadCapacityUnits": 2.0}])
    );
    assert_eq!(number(&world), "2");
    let other = world
        .err("TransactWriteItems", json!({"ClientRequestToken": "t", "TransactItems": [put("two", "b")]}));
    assert!(other.starts_with("IdempotentParameterMismatchException: "), "{other}");
    world.advance(601);
    world.ok("TransactWriteItems", request(true));
    assert_eq!(number(&world), "3");
}

/// Texts: recorded on AWS by nubo-db/dynamodb-conformance; where an error becomes a reason, the developer guide.
#[test]
fn transactions_that_cannot_be_are_refused() {
    let world = world();
    let check = |items: Value, expected: &str| {
        assert_eq!(world.err("TransactWriteItems", json!({"TransactItems": items})), expected);
    };
    check(
        json!([]),
        "ValidationException: 1 validation error detected: Value at 'TransactItems' failed to satisfy constraint: Member must have length greater than or equal to 1",
    );
    check(
        json!([put("one", "a"), add("a")]),
        "ValidationException: Transaction request cannot include multiple operations on one item",
    );
    // The same suite, error-messages/transactWriteItems, 2026-10-09.
    check(
        json!([{}]),
        "ValidationException: 1 validation error detected: Value '' at 'transactItems' failed to satisfy constraint: TransactWriteRequest should contain Delete or Put or Update or ConditionCheck",
    );
    check(json!([put("none", "a")]), "ResourceNotFoundException: Requested resource not found");
    let many: Vec<Value> = (0..101).map(|n| put("one", &n.to_string())).collect();
    let error = world.err("TransactWriteItems", json!({"TransactItems": many}));
    assert!(error.ends_with("Value at 'TransactItems' failed to satisfy constraint: Member must have length less than or equal to 100"), "{error}");
    let delete = json!({"Delete": {"TableName": "one", "Key": {"pk": {"N": "1"}}}});
    let add_text = json!({"Update": {"TableName": "one", "Key": key("a"), "UpdateExpression": "SET n = n + :s", "ExpressionAttributeValues": {":s": {"S": "x"}}}});
    let failure = world.failure("TransactWriteItems", json!({"TransactItems": [put("two", "x"), delete]}));
    assert_eq!(
        failure["CancellationReasons"],
        json!([{"Code": "None"}, {"Code": "ValidationError", "Message": "The provided key element does not match the schema"}])
    );
    check(
        json!([put("two", "x"), delete, add_text]),
        "ValidationException: Invalid UpdateExpression: Incorrect operand type for operator or function; operator or function: +, operand type: S",
    );
    let large = |n: i32| json!({"Put": {"TableName": "two", "Item": {"pk": {"S": n.to_string()}, "x": {"S": "x".repeat(400_000)}}}});
    let error =
        world.err("TransactWriteItems", json!({"TransactItems": (0..11).map(large).collect::<Vec<_>>()}));
    assert!(error.starts_with("ValidationException: "), "{error}");
    assert_eq!(world.ok("Scan", json!({"TableName": "two"}))["Count"], 0);
}

/// The public conformance suite, error-messages/transactWriteItems, 2026-06-23: an empty key ends the request, a key of
/// the wrong type is a reason. That reads do likewise is our guess.
#[test]
fn an_empty_key_ends_a_transaction_before_it_begins() {
    let world = world();
    let action = |kind: &str, key: Value| {
        let mut body = json!({"TableName": "one", "Key": key});
        match kind {
            "Put" => body = json!({"TableName": "one", "Item": key}),
            "Update" => body["UpdateExpression"] = "REMOVE x".into(),
            "ConditionCheck" => body["ConditionExpression"] = "attribute_exists(pk)".into(),
            _ => {}
        }
        json!({"TransactItems": [put("two", "x"), {kind: body}]})
    };
    let empty = "ValidationException: One or more parameter values are not valid. The AttributeValue for a key attribute cannot contain an empty string value. Key: pk";
    for kind in ["Put", "Update", "Delete", "ConditionCheck"] {
        assert_eq!(world.err("TransactWriteItems", action(kind, key(""))), empty, "{kind}");
        let failure = world.failure("TransactWriteItems", action(kind, json!({"pk": {"N": "5"}})));
        assert_eq!(failure["CancellationReasons"][1]["Code"], "ValidationError", "{kind}: {failure}");
    }
    let gets = json!({"TransactItems": [{"Get": {"TableName": "one", "Key": key("")}}]});
    assert_eq!(world.err("TransactGetItems", gets), empty);
    assert_eq!(world.ok("Scan", json!({"TableName": "two"}))["Count"], 0);
}

/// The same suite, validation-ordering/deepRequests, ten regions, 2026-10-09: expressions before the key, names before
/// values, depth before what is nested.
#[test]
fn the_first_fault_of_an_action_is_told() {
    let world = world();
    let deep = |levels: usize| (0..levels).fold(json!({"S": "leaf"}), |inner, _| json!({"M": {"n": inner}}));
    let check = |action: Value, expected: &str| {
        let error = world.err("TransactWriteItems", json!({"TransactItems": [action]}));
        assert_eq!(error, format!("ValidationException: {expected}"));
    };
    let put = |item: Value| json!({"Put": {"TableName": "none", "Item": item}});
    let nested = "Nesting Levels have exceeded supported limits: Attributes in the item have nested levels beyond supported limit";
    check(put(json!({"pk": {"S": "a"}, "d": deep(100), "": {"S": "x"}})), "Empty attribute name");
    check(put(json!({"pk": {"S": "a"}, "": {"S": "x"}, "d": deep(100)})), "Empty attribute name");
    check(put(json!({"pk": {"S": "a"}, "a": {"M": {"": {"S": "x"}}}, "d": deep(40)})), nested);
    let delete = |condition: &str| json!({"Delete": {"TableName": "none", "Key": {"pk": deep(100)}, "ConditionExpression": condition}});
    check(delete("a = = b"), "Invalid ConditionExpression: Syntax error; token: \"=\", near: \"= = b\"");
    check(delete("attribute_exists(a)"), nested);
}

/// The same suite, transactGet: an item of which the projection takes nothing is left out, where GetItem gives an empty
/// one.
#[test]
fn a_projection_that_takes_nothing_leaves_the_item_out() {
    let world = world();
    let get = |name: &str, projection: &str| json!({"Get": {"TableName": "one", "Key": key(name), "ProjectionExpression": projection}});
    world.ok("PutItem", json!({"TableName": "one", "Item": {"pk": {"S": "b"}, "n": {"N": "2"}}}));
    let gets = json!([get("a", "nowhere"), get("b", "n"), get("c", "n")]);
    let reply = world.ok("TransactGetItems", json!({"TransactItems": gets}));
    assert_eq!(reply["Responses"], json!([{}, {"Item": {"n": {"N": "2"}}}, {}]));
    let single = json!({"TableName": "one", "Key": key("a"), "ProjectionExpression": "nowhere"});
    assert_eq!(world.ok("GetItem", single), json!({"Item": {}}));
}

/// The same page: whatever the order of the JSON's keys, at any depth, and of a set's elements; another number is another
/// request.
#[test]
fn a_request_is_the_same_whatever_the_order_of_its_keys() {
    let world = world();
    let put = |item: &str| {
        format!(
            r#"{{"ClientRequestToken":"t","TransactItems":[{{"Put":{{"TableName":"one","Item":{item}}}}}]}}"#
        )
    };
    let ask = |text: &str| {
        world.raw(
            &[
                ("x-amz-target", "DynamoDB_20120810.TransactWriteItems"),
                ("content-type", "application/x-amz-json-1.0"),
            ],
            text.as_bytes(),
        )
    };
    let one = r#"{"pk":{"S":"z"},"m":{"M":{"b":{"N":"1"},"a":{"SS":["x","y"]}}},"n":{"N":"1.0"}}"#;
    let same = r#"{"n":{"N":"1"},"m":{"M":{"a":{"SS":["y","x"]},"b":{"N":"1"}}},"pk":{"S":"z"}}"#;
    let other = r#"{"n":{"N":"2"},"m":{"M":{"a":{"SS":["y","x"]},"b":{"N":"1"}}},"pk":{"S":"z"}}"#;
    assert_eq!(ask(&put(one)).status, 200);
    assert_eq!(ask(&put(same)).status, 200);
    let refused = ask(&put(other)).json();
    assert_eq!(refused["__type"], "com.amazonaws.dynamodb.v20120810#IdempotentParameterMismatchException");
}
