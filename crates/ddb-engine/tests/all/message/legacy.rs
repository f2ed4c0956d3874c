//! The parameters that expressions replaced, whole requests. What each operator and error is: `ddb_expr::legacy`.

use crate::harness::{Value, World, json};

fn world() -> World {
    let world = World::new();
    world.table("tab", "pk S, sk N", json!({}));
    for (sk, v) in [("1", "one"), ("2", "two"), ("3", "three")] {
        let item = json!({"pk": {"S": "a"}, "sk": {"N": sk}, "v": {"S": v}, "w.x": {"BOOL": true}});
        world.ok("PutItem", json!({"TableName": "tab", "Item": item}));
    }
    world
}

fn test(operator: &str, values: Value) -> Value {
    json!({"ComparisonOperator": operator, "AttributeValueList": values})
}

fn with(mut input: Value, more: Value) -> Value {
    let more = more.as_object().unwrap().clone();
    input.as_object_mut().unwrap().extend(more);
    input
}

/// Developer guide, "Legacy conditional parameters".
#[test]
fn reads_choose_filter_and_project() {
    let world = world();
    let check = |operation: &str, more: Value, expected: Value| {
        let found = world.ok(operation, with(json!({"TableName": "tab"}), more.clone()));
        assert_eq!(found["Items"], expected, "{more}");
    };
    let pk = test("EQ", json!([{"S": "a"}]));
    let sk = |operator, values| json!({"pk": pk, "sk": test(operator, values)});
    let names = json!(["v"]);
    check(
        "Query",
        json!({"KeyConditions": sk("GT", json!([{"N": "1"}])), "AttributesToGet": names, "ScanIndexForward": false}),
        json!([{"v": {"S": "three"}}, {"v": {"S": "two"}}]),
    );
    check(
        "Query",
        json!({"KeyConditions": sk("BETWEEN", json!([{"N": "1"}, {"N": "2"}])), "AttributesToGet": names,
               "QueryFilter": {"v": test("NE", json!([{"S": "one"}]))}}),
        json!([{"v": {"S": "two"}}]),
    );
    // Beside an expression that replaced something else (dynalite's tests).
    check(
        "Query",
        json!({"KeyConditions": {"pk": pk}, "FilterExpression": "v = :v", "ProjectionExpression": "sk",
               "ExpressionAttributeValues": {":v": {"S": "two"}}}),
        json!([{"sk": {"N": "2"}}]),
    );
    check(
        "Scan",
        json!({"AttributesToGet": names, "ConditionalOperator": "OR", "ScanFilter": {
            "v": test("BEGINS_WITH", json!([{"S": "th"}])), "sk": test("LE", json!([{"N": "1"}]))}}),
        json!([{"v": {"S": "one"}}, {"v": {"S": "three"}}]),
    );
    let key = json!({"pk": {"S": "a"}, "sk": {"N": "1"}});
    assert_eq!(
        world.ok("GetItem", json!({"TableName": "tab", "Key": key, "AttributesToGet": ["w.x"]}))["Item"],
        json!({"w.x": {"BOOL": true}})
    );
    assert_eq!(
        world.ok("BatchGetItem", json!({"RequestItems": {"tab": {"Keys": [key], "AttributesToGet": ["v"]}}}))
            ["Responses"]["tab"],
        json!([{"v": {"S": "one"}}])
    );
}

/// API reference: UpdateItem, DeleteItem, `AttributeUpdates`, `Expected`.
#[test]
fn writes_expect_and_update() {
    let world = world();
    let key = json!({"TableName": "tab", "Key": {"pk": {"S": "a"}, "sk": {"N": "1"}}});
    let updates = json!({
        "v": {"Value": {"S": "new"}}, "w.x": {"Action": "DELETE"}, "n": {"Action": "ADD", "Value": {"N": "7"}},
    });
    let expected = |v: &str| json!({"v": {"Value": {"S": v}}});
    let refused = with(key.clone(), json!({"AttributeUpdates": updates, "Expected": expected("other")}));
    let failed = "ConditionalCheckFailedException: The conditional request failed";
    assert_eq!(world.err("UpdateItem", refused), failed);
    let accepted = json!({
        "AttributeUpdates": updates, "Expected": expected("one"), "ReturnValues": "UPDATED_NEW",
    });
    assert_eq!(
        world.ok("UpdateItem", with(key.clone(), accepted))["Attributes"],
        json!({"v": {"S": "new"}, "n": {"N": "7"}})
    );
    let clash = json!({"AttributeUpdates": {"v": {"Action": "ADD", "Value": {"N": "1"}}}});
    assert_eq!(
        world.err("UpdateItem", with(key.clone(), clash)),
        "ValidationException: Type mismatch for attribute to update"
    );
    let put = json!({"TableName": "tab", "Item": key["Key"], "Expected": {"pk": {"Exists": false}}});
    assert_eq!(world.err("PutItem", put), failed);
    let gone = with(key, json!({"Expected": {"n": test("GE", json!([{"N": "7"}]))}}));
    world.ok("DeleteItem", gone);
    assert_eq!(world.ok("Scan", json!({"TableName": "tab"}))["Count"], 2);
}

/// Seen on AWS: NOT_CONTAINS does not hold where the attribute is not there, as NE does.
#[test]
fn what_is_not_there_does_not_contain_in_vain() {
    let world = world();
    let lacking = json!({"pk": {"S": "a"}, "sk": {"N": "4"}});
    world.ok("PutItem", json!({"TableName": "tab", "Item": lacking}));
    let filter = json!({"v": test("NOT_CONTAINS", json!([{"S": "w"}]))});
    let count = |operation: &str, more: Value| {
        let input = with(json!({"TableName": "tab", "AttributesToGet": ["sk"]}), more);
        world.ok(operation, input)["Items"].clone()
    };
    let without = json!([{"sk": {"N": "1"}}, {"sk": {"N": "3"}}]);
    assert_eq!(count("Scan", json!({"ScanFilter": filter})), without);
    let query = json!({"KeyConditions": {"pk": test("EQ", json!([{"S": "a"}]))}, "QueryFilter": filter});
    assert_eq!(count("Query", query), without);
    let failed = "ConditionalCheckFailedException: The conditional request failed";
    for sk in ["4", "5"] {
        let delete =
            json!({"TableName": "tab", "Key": {"pk": {"S": "a"}, "sk": {"N": sk}}, "Expected": filter});
        assert_eq!(world.err("DeleteItem", delete), failed, "{sk}");
    }
}

/// PutItem's sentence is that of the public conformance suite, validation-ordering/deepRequests, 2026-10-09; that these
/// parameters have it too is our guess. Their counts are those of their operations' layers (docs/decisions/0009).
#[test]
fn no_attribute_has_an_empty_name() {
    let world = world();
    let key = json!({"pk": {"S": "b"}, "sk": {"N": "1"}});
    let exists = json!({"": {"Exists": false}});
    let absent = json!({"": test("NULL", json!([]))});
    let eq = test("EQ", json!([{"S": "a"}]));
    for (operation, more, count) in [
        ("UpdateItem", json!({"Key": key, "AttributeUpdates": {"": {"Value": {"S": "x"}}}}), true),
        ("UpdateItem", json!({"Key": key, "AttributeUpdates": {"": {"Action": "DELETE"}}}), true),
        ("UpdateItem", json!({"Key": key, "AttributeUpdates": {}, "Expected": exists}), true),
        ("DeleteItem", json!({"Key": key, "Expected": exists}), true),
        ("PutItem", json!({"Item": key, "Expected": exists}), true),
        ("Scan", json!({"ScanFilter": absent}), false),
        ("Query", json!({"KeyConditions": {"pk": eq}, "QueryFilter": absent}), false),
        ("Query", json!({"KeyConditions": {"pk": eq, "": eq}}), false),
    ] {
        let error = world.err(operation, with(json!({"TableName": "tab"}), more.clone()));
        let counted = if count { "1 validation error detected: " } else { "" };
        assert_eq!(
            error,
            format!("ValidationException: {counted}Empty attribute name"),
            "{operation} {more}"
        );
    }
    assert_eq!(world.ok("Scan", json!({"TableName": "tab"}))["Count"], 3);
}

/// dynalite's tests, recorded on AWS; the two about `ConditionalOperator` from memory of AWS.
#[test]
fn what_does_not_fit_is_refused_in_aws_words() {
    let world = world();
    let check = |operation: &str, more: Value, expected: &str| {
        let error = world.err(operation, with(json!({"TableName": "tab"}), more.clone()));
        assert_eq!(error, format!("ValidationException: {expected}"), "{more}");
    };
    let pk = test("EQ", json!([{"S": "a"}]));
    check(
        "Scan",
        json!({"ScanFilter": {"a": test("EQ", json!([{}]))}}),
        "Supplied AttributeValue is empty, must contain exactly one of the supported datatypes",
    );
    check(
        "Scan",
        json!({"ScanFilter": {"a": {"ComparisonOperator": "X"}}}),
        "1 validation error detected: Value 'X' at 'scanFilter.a.member.comparisonOperator' failed to satisfy \
         constraint: Member must satisfy enum value set: [IN, NULL, BETWEEN, LT, NOT_CONTAINS, EQ, GT, NOT_NULL, NE, \
         LE, BEGINS_WITH, GE, CONTAINS]",
    );
    check(
        "Query",
        json!({"KeyConditions": {"pk": pk}, "QueryFilter": {"sk": test("NULL", json!([]))}}),
        "QueryFilter can only contain non-primary key attributes: Primary key attribute: sk",
    );
    world.table("flat", "pk S", json!({}));
    let two = json!({"TableName": "flat", "KeyConditions": {"pk": pk, "x": pk}});
    // AWS says so since keys may have more than two attributes (paritysuite/dynamodb-conformance, 2026-10).
    let many = "ValidationException: The number of query conditions (2) exceeds the number of key attributes defined in the schema (1)";
    assert_eq!(world.err("Query", two), many);
    check("Query", json!({"KeyConditions": {}}), "Conditions can be of length 1 or 2 only");
    check(
        "Query",
        json!({"KeyConditions": {"pk": test("NE", json!([{"S": "a"}]))}}),
        "Attempted conditional constraint is not an indexable operation",
    );
    check(
        "Query",
        json!({"KeyConditions": {"sk": test("EQ", json!([{"N": "1"}]))}}),
        "Query condition missed key schema element: pk",
    );
    check(
        "Query",
        json!({"KeyConditions": {"pk": pk}, "AttributesToGet": ["a"], "Select": "ALL_ATTRIBUTES"}),
        "1 validation error detected: Cannot specify the AttributesToGet when choosing to get ALL_ATTRIBUTES",
    );
    check(
        "Scan",
        json!({"ConditionalOperator": "OR"}),
        "ConditionalOperator cannot be used without Filter or Expected",
    );
    check(
        "Scan",
        json!({"ConditionalOperator": "OR", "ScanFilter": {"a": test("NULL", json!([]))}}),
        "ConditionalOperator can only be used when Filter or Expected has two or more elements",
    );
    check(
        "UpdateItem",
        json!({"Key": {"pk": {"S": "a"}, "sk": {"N": "1"}}, "AttributeUpdates": {"pk": {"Value": {"S": "b"}}}}),
        "One or more parameter values were invalid: Cannot update attribute pk. This attribute is part of the key",
    );
}
