//! The two layers of AWS's checks: which operation has which errors. Recorded on AWS by the public conformance suite
//! (github.com/paritysuite/dynamodb-conformance): the captures of 2026-06-09, 2026-09-20, 2026-10-07 and 2026-10-08, and
//! the tests `valueLayers`, `batchOperations`, `transactions`, `updateItem`, `deleteItem` and `query` of 2026-10-09.
//! Where regions differ, the newer cohort.

use crate::harness::{Value, World, json};

fn world() -> World {
    let world = World::new();
    world.table("tab", "pk S", json!({}));
    world
}

fn one(message: &str) -> String {
    format!("ValidationException: 1 validation error detected: {message}")
}

fn bare(message: &str) -> String {
    format!("ValidationException: {message}")
}

fn key(value: &Value) -> Value {
    json!({"pk": value})
}

/// Requests that carry a value: operation, input, and whether the value is one of `ExpressionAttributeValues`.
fn requests(value: &Value) -> Vec<(&'static str, Value, bool)> {
    let a = json!({"S": "a"});
    let values = json!({":v": value, ":a": a});
    let transact = |action: Value| json!({"TransactItems": [action]});
    vec![
        ("PutItem", json!({"TableName": "tab", "Item": {"pk": a, "x": value}}), false),
        ("PutItem", json!({"TableName": "tab", "Item": {"pk": a, "x": {"L": [{"M": {"y": value}}]}}}), false),
        (
            "PutItem",
            json!({"TableName": "tab", "Item": key(&a), "ConditionExpression": "x = :v AND pk = :a",
                "ExpressionAttributeValues": values}),
            true,
        ),
        ("PutItem", json!({"TableName": "tab", "Item": key(&a), "Expected": {"x": {"Value": value}}}), false),
        ("UpdateItem", json!({"TableName": "tab", "Key": key(value)}), false),
        (
            "UpdateItem",
            json!({"TableName": "tab", "Key": key(&a), "AttributeUpdates": {"x": {"Action": "PUT", "Value": value}}}),
            false,
        ),
        ("DeleteItem", json!({"TableName": "tab", "Key": key(value)}), false),
        ("GetItem", json!({"TableName": "tab", "Key": key(value)}), false),
        ("BatchGetItem", json!({"RequestItems": {"tab": {"Keys": [key(value)]}}}), false),
        (
            "Query",
            json!({"TableName": "tab", "KeyConditionExpression": "pk = :a", "FilterExpression": "x = :v",
                "ExpressionAttributeValues": values}),
            true,
        ),
        (
            "Scan",
            json!({"TableName": "tab", "FilterExpression": "x = :v AND y = :a", "ExpressionAttributeValues": values}),
            true,
        ),
        (
            "BatchWriteItem",
            json!({"RequestItems": {"tab": [{"PutRequest": {"Item": {"pk": a, "x": value}}}]}}),
            false,
        ),
        ("TransactGetItems", transact(json!({"Get": {"TableName": "tab", "Key": key(value)}})), false),
        (
            "TransactWriteItems",
            transact(json!({"Put": {"TableName": "tab", "Item": {"pk": a, "x": value}}})),
            false,
        ),
        (
            "TransactWriteItems",
            transact(json!({"ConditionCheck": {"TableName": "tab", "Key": key(&a),
                "ConditionExpression": "x = :v AND pk = :a", "ExpressionAttributeValues": values}})),
            true,
        ),
    ]
}

#[test]
fn a_refused_value_is_told_by_the_layer_of_its_operation() {
    let world = world();
    let check = |value: Value, newer: &str, older: &str| {
        for (operation, input, of_expression) in requests(&value) {
            let expected = match operation {
                "PutItem" | "UpdateItem" | "DeleteItem" => one(newer),
                "BatchWriteItem" | "Scan" if of_expression => {
                    bare(&format!("ExpressionAttributeValues contains invalid value: {older} for key :v"))
                }
                "BatchWriteItem" | "Scan" => bare(older),
                _ => bare(newer),
            };
            assert_eq!(world.err(operation, input.clone()), expected, "{operation} {input}");
        }
    };
    let not_numeric = "The parameter cannot be converted to a numeric value";
    let overflow = "Number overflow. Attempting to store a number with magnitude larger than supported range";
    let underflow =
        "Number underflow. Attempting to store a number with magnitude smaller than supported range";
    let invalid = "One or more parameter values were invalid: Input collection";
    check(json!({"N": "abc"}), &format!("{not_numeric}: abc"), &format!("{not_numeric}: abc"));
    check(json!({"N": ""}), &format!("{not_numeric}: "), not_numeric);
    check(json!({"NS": ["1", ""]}), &format!("{not_numeric}: "), not_numeric);
    check(json!({"N": "1e126"}), overflow, overflow);
    check(json!({"N": "1e2147483647"}), overflow, underflow);
    check(
        json!({"SS": ["b", "a", "b"]}),
        &format!(r#"{invalid} ["a", "b", "b"] contains duplicates."#),
        &format!("{invalid} [b, a, b] contains duplicates."),
    );
    check(
        json!({"BS": ["/w==", "AA==", "AA=="]}),
        &format!(r#"{invalid} ["AA==","/w==","AA=="]of type BS contains duplicates."#),
        &format!("{invalid} [/w==, AA==, AA==]of type BS contains duplicates."),
    );
    check(
        json!({"NS": ["2", "1", "2"]}),
        &format!("{invalid} contains duplicates."),
        "Input collection contains duplicates",
    );
}

/// That the error for a value without a type, or with two, has no count: <https://github.com/nubo-db/dynoxide/pull/152>, captured 2026-07-23.
#[test]
fn some_sentences_never_have_a_count() {
    let world = world();
    let put = |value: Value, expected: &str| {
        let item = json!({"pk": {"S": "a"}, "x": value});
        assert_eq!(world.err("PutItem", json!({"TableName": "tab", "Item": item})), bare(expected));
    };
    put(json!({}), "Supplied AttributeValue is empty, must contain exactly one of the supported datatypes");
    put(
        json!({"S": "a", "N": "1"}),
        "Supplied AttributeValue has more than one datatypes set, must contain exactly one of the supported datatypes",
    );
    put(json!({"S": "x".repeat(409_600)}), "Item size has exceeded the maximum allowed size");
}

const CAPACITY: &str = "Value 'X' at 'returnConsumedCapacity' failed to satisfy constraint: Member must satisfy enum value set: [INDEXES, TOTAL, NONE]";
const METRICS: &str = "Value 'X' at 'returnItemCollectionMetrics' failed to satisfy constraint: Member must satisfy enum value set: [SIZE, NONE]";
const SHOWN: &str = "Failed to satisfy constraint: Member must satisfy enum value set: [ALL_OLD, UPDATED_OLD, ALL_NEW, UPDATE_NEW, NONE]";

#[test]
fn constraints_of_one_item_are_told_by_the_newer_layer() {
    let world = world();
    let check = |operation: &str, input: Value, expected: &str| {
        let mut whole = json!({"TableName": "tab"});
        whole[if operation == "PutItem" { "Item" } else { "Key" }] = json!({"pk": {"S": "a"}});
        for (member, value) in input.as_object().unwrap() {
            whole[member] = value.clone();
        }
        assert_eq!(world.err(operation, whole), bare(expected), "{operation} {input}");
    };
    let all = json!({"ReturnConsumedCapacity": "X", "ReturnValues": "X", "ReturnItemCollectionMetrics": "X"});
    check("PutItem", all.clone(), &format!("3 validation errors detected: {CAPACITY}; {SHOWN}; {METRICS}"));
    check(
        "DeleteItem",
        all.clone(),
        &format!("3 validation errors detected: {CAPACITY}; {SHOWN}; {METRICS}"),
    );
    check("UpdateItem", all, &format!("1 validation error detected: {SHOWN}"));
    let nameless = "1 validation error detected: Value at 'TableName' failed to satisfy constraint: Member must have length greater than or equal to 1";
    let pattern = "1 validation error detected: Value 'x!' at 'tableName' failed to satisfy constraint: Member must satisfy regular expression pattern: [a-zA-Z0-9_.-]+";
    for operation in ["PutItem", "UpdateItem", "DeleteItem", "GetItem"] {
        check(operation, json!({"TableName": "", "ReturnConsumedCapacity": "X"}), nameless);
        check(operation, json!({"TableName": "x!", "ReturnConsumedCapacity": "X"}), pattern);
    }
    let two = json!({"a": {"Exists": false}, "b": {"Exists": false}});
    for operation in ["PutItem", "UpdateItem", "DeleteItem"] {
        check(
            operation,
            json!({"Expected": two, "ConditionalOperator": "XOR"}),
            "1 validation error detected: Failed to satisfy constraint: Member must satisfy enum value set: [ALL, OR]",
        );
    }
}

/// deepRequests, eu-west-2 and us-east-1, 2026-10-09: writes of one item that nest too deep for the newer layer are worded
/// by the older one, enumerations before the depth.
#[test]
fn what_nests_very_deep_is_told_by_the_older_layer() {
    let world = world();
    let deep = |levels: usize| (0..levels).fold(json!({"S": "leaf"}), |inner, _| json!({"M": {"n": inner}}));
    let check = |operation: &str, input: Value, expected: &str| {
        let mut whole = json!({"TableName": "absent"});
        whole[if operation == "PutItem" { "Item" } else { "Key" }] = json!({"pk": {"S": "a"}});
        for (member, value) in input.as_object().unwrap() {
            whole[member] = value.clone();
        }
        assert_eq!(world.err(operation, whole), bare(expected), "{operation} {input}");
    };
    let shown = "1 validation error detected: Value 'X' at 'returnValues' failed to satisfy constraint: Member must satisfy enum value set: [ALL_NEW, UPDATED_OLD, ALL_OLD, NONE, UPDATED_NEW]";
    let xor = "1 validation error detected: Value 'XOR' at 'conditionalOperator' failed to satisfy constraint: Member must satisfy enum value set: [OR, AND]";
    let expected = |levels: usize| json!({"Expected": {"a": {"Value": deep(levels)}, "b": {"Exists": false}}, "ConditionalOperator": "XOR"});
    check("PutItem", expected(100), xor);
    check("UpdateItem", expected(100), xor);
    for levels in [33, 40] {
        let newer = "1 validation error detected: Failed to satisfy constraint: Member must satisfy enum value set: [ALL, OR]";
        check("PutItem", expected(levels), newer);
    }
    let condition = |levels: usize, wanted: &str| json!({"ReturnValues": wanted, "ConditionExpression": "d = :d", "ExpressionAttributeValues": {":d": deep(levels)}});
    check("DeleteItem", condition(63, "X"), shown);
    check("DeleteItem", condition(40, "X"), &format!("1 validation error detected: {SHOWN}"));
    check("DeleteItem", json!({"ReturnValues": "X", "Expected": {"d": {"Value": deep(63)}}}), shown);
    check("DeleteItem", json!({"ReturnValues": "X", "Key": {"pk": deep(100)}}), shown);
    check("DeleteItem", condition(100, "UPDATED_NEW"), "ReturnValues can only be ALL_OLD or NONE");
}

/// A request that lacks a required member gets the error of the older layer: recorded of UpdateItem.
#[test]
fn without_its_key_an_update_is_told_by_the_older_layer() {
    let world = world();
    let check = |input: Value, expected: &str| assert_eq!(world.err("UpdateItem", input), bare(expected));
    let name = "Value '' at 'tableName' failed to satisfy constraint: Member must have length greater than or equal to 1";
    let no_key = "Value null at 'key' failed to satisfy constraint: Member must not be null";
    check(
        json!({"TableName": "", "ReturnConsumedCapacity": "X", "ReturnValues": "X"}),
        &format!(
            "4 validation errors detected: {CAPACITY}; {name}; Value 'X' at 'returnValues' failed to satisfy constraint: Member must satisfy enum value set: [ALL_NEW, UPDATED_OLD, ALL_OLD, NONE, UPDATED_NEW]; {no_key}"
        ),
    );
    check(
        json!({"TableName": "tab", "ConditionalOperator": "XOR"}),
        &format!(
            "2 validation errors detected: Value 'XOR' at 'conditionalOperator' failed to satisfy constraint: Member must satisfy enum value set: [OR, AND]; {no_key}"
        ),
    );
}

#[test]
fn writes_of_one_item_count_what_they_refuse() {
    let world = world();
    let invalid = "One or more parameter values were invalid: ";
    let check = |input: Value, expected: &str| {
        for (operation, member) in [("PutItem", "Item"), ("DeleteItem", "Key")] {
            let mut whole = input.clone();
            whole["TableName"] = json!("tab");
            whole[member] = json!({"pk": {"S": "a"}});
            assert_eq!(world.err(operation, whole), one(expected), "{operation} {input}");
        }
    };
    check(
        json!({"ExpressionAttributeValues": {":v": {"S": "x"}}}),
        "ExpressionAttributeValues can only be specified when using expressions",
    );
    check(
        json!({"ExpressionAttributeNames": {"#a": "a"}}),
        "ExpressionAttributeNames can only be specified when using expressions",
    );
    check(
        json!({"ConditionExpression": "attribute_exists(a)", "ExpressionAttributeValues": {}}),
        "ExpressionAttributeValues must not be empty",
    );
    check(
        json!({"ConditionExpression": ""}),
        "Invalid ConditionExpression: The expression can not be empty;",
    );
    check(json!({"ReturnValues": "UPDATED_NEW"}), "ReturnValues can only be ALL_OLD or NONE");
    check(
        json!({"Expected": {"a": {"Exists": true}}}),
        &format!("{invalid}Value must be provided when Exists is true for Attribute: a"),
    );
    check(
        json!({"Expected": {"a": {"ComparisonOperator": "EQ"}}}),
        &format!(
            "{invalid}Value or AttributeValueList must be used with ComparisonOperator: EQ for Attribute: a"
        ),
    );
}

#[test]
fn batches_are_told_by_the_newer_layer_where_it_is_known() {
    let world = world();
    let write = |input: Value, expected: &str| assert_eq!(world.err("BatchWriteItem", input), expected);
    let get = |input: Value, expected: &str| assert_eq!(world.err("BatchGetItem", input), expected);
    let put = json!({"PutRequest": {"Item": {"pk": {"S": "a"}}}});
    let none = one(
        "Value at 'RequestItems' failed to satisfy constraint: Member must have length greater than or equal to 1",
    );
    write(json!({"RequestItems": {}}), &none);
    get(json!({"RequestItems": {}}), &none);
    write(
        json!({"RequestItems": {"tab": vec![put.clone(); 26]}}),
        &one(
            "Value at 'RequestItems.tab.member' failed to satisfy constraint: Member must have length less than or equal to 25",
        ),
    );
    write(json!({"RequestItems": {"bad!name": [put]}, "ReturnConsumedCapacity": "X"}), &one(CAPACITY));
    let keys = "Map keys must satisfy constraint: [Member must have length less than or equal to 255, Member must have length greater than or equal to 3, Member must satisfy regular expression pattern: [a-zA-Z0-9_.-]+]";
    let error = world.err("BatchWriteItem", json!({"RequestItems": {"bad!name": [put]}}));
    assert!(
        error.starts_with(&one("Value '{bad!name=[WriteRequest(putRequest=PutRequest(item={")),
        "{error}"
    );
    assert!(error.ends_with(&format!("' at 'requestItems' failed to satisfy constraint: {keys}")), "{error}");
    let request = json!({"bad!name": {"Keys": [{"pk": {"S": "a"}}]}});
    let bad = format!("Value '{request}' at 'requestItems' failed to satisfy constraint: {keys}");
    get(json!({"RequestItems": request}), &one(&bad));
    get(
        json!({"RequestItems": request, "ReturnConsumedCapacity": "X"}),
        &bare(&format!("2 validation errors detected: {bad}; {CAPACITY}")),
    );
    let key = |n: i32| json!({"pk": {"S": n.to_string()}});
    for (count, must) in [(0, "greater than or equal to 1"), (101, "less than or equal to 100")] {
        let keys: Vec<Value> = (0..count).map(key).collect();
        get(
            json!({"RequestItems": {"tab": {"Keys": keys}}}),
            &one(&format!(
                "Value at 'RequestItems.tab.member.Keys' failed to satisfy constraint: Member must have length {must}"
            )),
        );
    }
}

#[test]
fn transactions_and_queries_are_told_by_the_newer_layer() {
    let world = world();
    let put = json!({"Put": {"TableName": "tab", "Item": {"pk": {"S": "a"}}}});
    let must = "failed to satisfy constraint: Member must have length";
    for operation in ["TransactGetItems", "TransactWriteItems"] {
        assert_eq!(
            world.err(operation, json!({"TransactItems": [], "ReturnConsumedCapacity": "X"})),
            one(&format!("Value at 'TransactItems' {must} greater than or equal to 1"))
        );
    }
    assert_eq!(
        world.err(
            "TransactWriteItems",
            json!({"TransactItems": [put], "ClientRequestToken": "x".repeat(37), "ReturnConsumedCapacity": "X"})
        ),
        one(&format!("Value at 'ClientRequestToken' {must} less than or equal to 36"))
    );
    assert_eq!(
        world.err(
            "TransactWriteItems",
            json!({"TransactItems": [put], "ReturnConsumedCapacity": "X", "ReturnItemCollectionMetrics": "X"})
        ),
        bare(&format!("2 validation errors detected: {CAPACITY}; {METRICS}"))
    );
    let condition = json!({"pk": {"ComparisonOperator": "EQ", "AttributeValueList": [{"S": "a"}]}});
    let filter = json!({"b": {"ComparisonOperator": "NULL"}, "c": {"ComparisonOperator": "NULL"}});
    assert_eq!(
        world.err(
            "Query",
            json!({"TableName": "tab", "KeyConditions": condition, "QueryFilter": filter,
            "ConditionalOperator": "XOR", "Select": "X"})
        ),
        bare("Failed to satisfy constraint: Member must satisfy enum value set: [ALL, OR]")
    );
    assert_eq!(
        world.err("Query", json!({"TableName": "tab", "KeyConditions": condition, "Limit": 0})),
        one(
            "Value at 'Limit' failed to satisfy constraint: Member must have value greater than or equal to 1"
        )
    );
    assert_eq!(
        world.err("Scan", json!({"TableName": "tab", "Limit": 0})),
        one(
            "Value '0' at 'limit' failed to satisfy constraint: Member must have value greater than or equal to 1"
        )
    );
}

/// dynalite's tests, recorded on AWS: expressions are all parsed before one is asked whether it is a key condition,
/// and the starting key and the condition are looked at attribute by attribute.
#[test]
fn a_query_is_checked_in_awss_order() {
    let world = World::new();
    world.table("tabs", "pk S, sk S", json!({}));
    let query = |input: Value, expected: &str| {
        let mut whole = json!({"TableName": "tabs", "ExpressionAttributeValues": {":a": {"S": "N"}}});
        for (member, value) in input.as_object().unwrap() {
            whole[member] = value.clone();
        }
        assert_eq!(world.err("Query", whole), bare(expected), "{input}");
    };
    query(
        json!({"KeyConditionExpression": "attribute_type(a, :a)", "FilterExpression": ""}),
        "Invalid FilterExpression: The expression can not be empty;",
    );
    query(
        json!({"KeyConditionExpression": "attribute_type(a, :a)"}),
        "Invalid operator used in KeyConditionExpression: attribute_type",
    );
    let start = |pk: Value, sk: Value| json!({"pk": pk, "sk": sk});
    let missed = "Query condition missed key schema element: pk";
    let mismatch = "The provided key element does not match the schema";
    for (start, expected) in [
        (start(json!({"S": "a"}), json!({"N": "1"})), missed),
        (json!({"pk": {"S": "a"}, "x": {"N": "1"}}), missed),
        (start(json!({"N": "1"}), json!({"S": "a"})), mismatch),
        (json!({"pk": {"S": "a"}}), "The provided starting key is invalid"),
    ] {
        query(json!({"KeyConditionExpression": "z = :a", "ExclusiveStartKey": start}), expected);
    }
}
