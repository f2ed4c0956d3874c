//! PutItem, GetItem, UpdateItem, DeleteItem: what they do, what they return, what they refuse.

use crate::harness::{Value, World, json};

fn world() -> World {
    let world = World::new();
    world.table("tab", "pk S", json!({}));
    world.table("tabs", "pk S, sk N", json!({"defs": [["g", "S"]],
        "GlobalSecondaryIndexes": [{"IndexName": "gsi", "KeySchema": [{"AttributeName": "g", "KeyType": "HASH"}],
            "Projection": {"ProjectionType": "KEYS_ONLY"}}],
        "LocalSecondaryIndexes": [{"IndexName": "lsi", "KeySchema": [
            {"AttributeName": "pk", "KeyType": "HASH"}, {"AttributeName": "g", "KeyType": "RANGE"}],
            "Projection": {"ProjectionType": "ALL"}}]}));
    world
}

fn get(world: &World, key: Value) -> Value {
    world.ok("GetItem", json!({"TableName": "tab", "Key": key}))["Item"].clone()
}

/// AWS API reference, PutItem and GetItem: every type comes back as it went in, numbers in canonical form.
#[test]
fn an_item_comes_back_as_it_was_put() {
    let world = world();
    let item = json!({"pk": {"S": "a"}, "n": {"N": "1.50e2"}, "b": {"B": "AAE="}, "t": {"BOOL": true},
        "z": {"NULL": true}, "l": {"L": [{"S": ""}, {"M": {"x": {"N": "-0"}}}]}, "ss": {"SS": ["b", "a"]},
        "ns": {"NS": ["10", "9"]}, "bs": {"BS": ["AQ=="]}, "m": {"M": {"ü\"\n": {"S": "😀"}}}});
    assert_eq!(world.ok("PutItem", json!({"TableName": "tab", "Item": item})), json!({}));
    let mut expected = item.clone();
    expected["n"] = json!({"N": "150"});
    expected["l"] = json!({"L": [{"S": ""}, {"M": {"x": {"N": "0"}}}]});
    expected["ss"] = json!({"SS": ["a", "b"]});
    expected["ns"] = json!({"NS": ["9", "10"]});
    assert_eq!(get(&world, json!({"pk": {"S": "a"}})), expected);
    assert_eq!(get(&world, json!({"pk": {"S": "b"}})), Value::Null);
    assert_eq!(world.ok("GetItem", json!({"TableName": "tab", "Key": {"pk": {"S": "b"}}})), json!({}));
    let projected = world.ok(
        "GetItem",
        json!({"TableName": "tab", "Key": {"pk": {"S": "a"}},
        "ProjectionExpression": "l[1], #n", "ExpressionAttributeNames": {"#n": "n"}}),
    );
    assert_eq!(projected["Item"], json!({"l": {"L": [{"M": {"x": {"N": "0"}}}]}, "n": {"N": "150"}}));
}

/// AWS API reference, `ReturnValues` of each operation.
#[test]
fn writes_return_what_is_asked_for() {
    let world = world();
    let put = |v: &str| {
        world.ok(
            "PutItem",
            json!({"TableName": "tab", "ReturnValues": "ALL_OLD",
        "Item": {"pk": {"S": "a"}, "v": {"S": v}}}),
        )
    };
    assert_eq!(put("1"), json!({}));
    assert_eq!(put("2"), json!({"Attributes": {"pk": {"S": "a"}, "v": {"S": "1"}}}));
    let update = |returns: &str, expression: &str| {
        world.ok(
            "UpdateItem",
            json!({"TableName": "tab",
        "Key": {"pk": {"S": "a"}}, "ReturnValues": returns, "UpdateExpression": expression,
        "ExpressionAttributeValues": {":v": {"N": "7"}}}),
        )
    };
    assert_eq!(update("NONE", "SET n = :v"), json!({}));
    assert_eq!(update("ALL_OLD", "SET n = n + :v")["Attributes"]["n"], json!({"N": "7"}));
    assert_eq!(update("ALL_NEW", "SET n = n + :v")["Attributes"]["n"], json!({"N": "21"}));
    assert_eq!(update("UPDATED_OLD", "SET n = :v"), json!({"Attributes": {"n": {"N": "21"}}}));
    assert_eq!(update("UPDATED_NEW", "SET m = :v"), json!({"Attributes": {"m": {"N": "7"}}}));
    assert_eq!(update("UPDATED_OLD", "SET o = :v"), json!({}));
    let gone = world
        .ok("DeleteItem", json!({"TableName": "tab", "Key": {"pk": {"S": "a"}}, "ReturnValues": "ALL_OLD"}));
    assert_eq!(gone["Attributes"]["v"], json!({"S": "2"}));
    assert_eq!(
        world.ok(
            "DeleteItem",
            json!({"TableName": "tab", "Key": {"pk": {"S": "a"}}, "ReturnValues": "ALL_OLD"})
        ),
        json!({})
    );
    // An update of an item that is not there makes it, even without an expression: AWS API reference, UpdateItem.
    world.ok("UpdateItem", json!({"TableName": "tab", "Key": {"pk": {"S": "new"}}}));
    assert_eq!(get(&world, json!({"pk": {"S": "new"}})), json!({"pk": {"S": "new"}}));
}

/// AWS API reference, `ConditionExpression` and `ReturnValuesOnConditionCheckFailure`.
#[test]
fn a_condition_that_fails_changes_nothing_and_may_show_the_item() {
    let world = world();
    world.ok("PutItem", json!({"TableName": "tab", "Item": {"pk": {"S": "a"}}}));
    let once = json!({"TableName": "tab", "Item": {"pk": {"S": "a"}, "x": {"S": "y"}},
        "ConditionExpression": "attribute_not_exists(pk)"});
    assert_eq!(
        world.err("PutItem", once.clone()),
        "ConditionalCheckFailedException: The conditional request failed"
    );
    assert_eq!(world.failure("PutItem", once.clone()).get("Item"), None);
    let mut shown = once;
    shown["ReturnValuesOnConditionCheckFailure"] = "ALL_OLD".into();
    let failure = world.failure("PutItem", shown);
    assert_eq!(failure["__type"], "com.amazonaws.dynamodb.v20120810#ConditionalCheckFailedException");
    assert_eq!(failure["Item"], json!({"pk": {"S": "a"}}));
    assert_eq!(get(&world, json!({"pk": {"S": "a"}})), json!({"pk": {"S": "a"}}));
    assert_eq!(
        world.err("DeleteItem", json!({"TableName": "tab", "Key": {"pk": {"S": "b"}}, "ConditionExpression": "attribute_exists(pk)"})),
        "ConditionalCheckFailedException: The conditional request failed"
    );
}

/// Texts: recorded on AWS by dynalite and by nubo-db/dynamodb-conformance, except where a line says otherwise.
#[test]
fn requests_that_break_a_rule_are_refused_with_awss_words() {
    let world = world();
    let invalid = "ValidationException: One or more parameter values were invalid: ";
    let one = "ValidationException: 1 validation error detected: ";
    let put = |item: Value, expected: &str| {
        assert_eq!(world.err("PutItem", json!({"TableName": "tabs", "Item": item})), expected);
    };
    put(json!({"sk": {"N": "1"}}), &format!("{invalid}Missing the key pk in the item"));
    put(
        json!({"pk": {"N": "1"}, "sk": {"N": "1"}}),
        &format!("{invalid}Type mismatch for key pk expected: S actual: N"),
    );
    put(
        json!({"pk": {"S": ""}, "sk": {"N": "1"}}),
        "ValidationException: One or more parameter values are not valid. The AttributeValue for a key attribute cannot contain an empty string value. Key: pk",
    );
    put(
        json!({"pk": {"S": "a"}, "sk": {"N": "1"}, "g": {"N": "1"}}),
        &format!("{invalid}Type mismatch for Index Key g Expected: S Actual: N IndexName: gsi"),
    );
    put(
        json!({"pk": {"S": "a".repeat(2049)}, "sk": {"N": "1"}}),
        &format!("{invalid}Size of hashkey has exceeded the maximum size limit of2048 bytes"),
    );
    put(
        json!({"pk": {"S": "a"}, "sk": {"N": "1"}, "x": {"S": "a".repeat(409_600)}}),
        "ValidationException: Item size has exceeded the maximum allowed size",
    );
    put(
        json!({"pk": {"S": "a"}, "x": {"SS": []}}),
        &format!("{one}One or more parameter values were invalid: An string set  may not be empty"),
    );
    put(json!({"pk": {"S": 1}}), "SerializationException: NUMBER_VALUE cannot be converted to String");
    let get = |input: Value, expected: &str| assert_eq!(world.err("GetItem", input), expected);
    get(
        json!({"TableName": "none", "Key": {"pk": {"S": "a"}}}),
        "ResourceNotFoundException: Requested resource not found",
    );
    get(
        json!({"TableName": "tabs", "Key": {"pk": {"S": "a"}}}),
        "ValidationException: The provided key element does not match the schema",
    );
    get(
        json!({"TableName": "tab", "Key": {"pk": {"N": "1"}}}),
        "ValidationException: The provided key element does not match the schema",
    );
    get(
        json!({"Key": {"pk": {"N": "1"}}}),
        "ValidationException: 1 validation error detected: Value null at 'tableName' failed to satisfy constraint: Member must not be null",
    );
    get(
        json!({"TableName": "", "Key": {"pk": {"S": "a"}}, "ReturnConsumedCapacity": "x"}),
        &format!(
            "{one}Value at 'TableName' failed to satisfy constraint: Member must have length greater than or equal to 1"
        ),
    );
    get(
        json!({"TableName": "tab", "ReturnConsumedCapacity": "x"}),
        "ValidationException: 2 validation errors detected: Value 'x' at 'returnConsumedCapacity' failed to satisfy constraint: Member must satisfy enum value set: [INDEXES, TOTAL, NONE]; Value null at 'key' failed to satisfy constraint: Member must not be null",
    );
    let update = |input: Value, expected: &str| {
        let mut whole = json!({"TableName": "tabs", "Key": {"pk": {"S": "a"}, "sk": {"N": "1"}},
            "ExpressionAttributeValues": {":v": {"S": "x"}}});
        for (key, value) in input.as_object().unwrap() {
            whole[key] = value.clone();
        }
        assert_eq!(world.err("UpdateItem", whole), expected);
    };
    update(
        json!({"UpdateExpression": "SET pk = :v"}),
        &format!("{invalid}Cannot update attribute pk. This attribute is part of the key"),
    );
    update(
        json!({"UpdateExpression": ""}),
        &format!("{one}Invalid UpdateExpression: The expression can not be empty;"),
    );
    update(
        json!({"UpdateExpression": "SET x = :v", "AttributeUpdates": {}}),
        &format!(
            "{one}Can not use both expression and non-expression parameters in the same request: Non-expression parameters: {{AttributeUpdates}} Expression parameters: {{UpdateExpression}}"
        ),
    );
    update(
        json!({"UpdateExpression": "SET x = :v", "ExpressionAttributeNames": {"#u": "u"}}),
        &format!("{one}Value provided in ExpressionAttributeNames unused in expressions: keys: {{#u}}"),
    );
    assert_eq!(
        world.err("PutItem", json!({"TableName": "tab", "Item": {"pk": {"S": "a"}}, "ExpressionAttributeValues": {":v": {"S": "x"}}})),
        format!("{one}ExpressionAttributeValues can only be specified when using expressions")
    );
    assert_eq!(
        world.err(
            "PutItem",
            json!({"TableName": "tab", "Item": {"pk": {"S": "a"}}, "ReturnValues": "ALL_NEW"})
        ),
        format!("{one}ReturnValues can only be ALL_OLD or NONE")
    );
}

/// Arithmetic: developer guide, "read and write operations"; index writes as facts collected by others on AWS.
#[test]
fn writes_and_reads_report_what_they_consumed() {
    let world = world();
    let put = |item: Value, report: &str| {
        world.ok("PutItem", json!({"TableName": "tabs", "Item": item, "ReturnConsumedCapacity": report}))["ConsumedCapacity"].clone()
    };
    let item = |g: &str, size: usize| json!({"pk": {"S": "a"}, "sk": {"N": "1"}, "g": {"S": g}, "x": {"S": "x".repeat(size)}});
    assert_eq!(put(item("1", 1), "TOTAL"), json!({"TableName": "tabs", "CapacityUnits": 3.0}));
    // Unchanged but for an attribute that only the local index holds: the global one is not written.
    assert_eq!(
        put(item("1", 1100), "INDEXES"),
        json!({"TableName": "tabs", "CapacityUnits": 4.0,
        "Table": {"CapacityUnits": 2.0}, "LocalSecondaryIndexes": {"lsi": {"CapacityUnits": 2.0}}})
    );
    // A key that moves is taken out of one place and put into another.
    assert_eq!(
        put(item("2", 1), "INDEXES")["GlobalSecondaryIndexes"],
        json!({"gsi": {"CapacityUnits": 2.0}})
    );
    let read = |sk: &str, consistent: bool| {
        world.ok(
            "GetItem",
            json!({"TableName": "tabs", "Key": {"pk": {"S": "a"}, "sk": {"N": sk}},
            "ConsistentRead": consistent, "ReturnConsumedCapacity": "TOTAL"}),
        )["ConsumedCapacity"]["CapacityUnits"]
            .clone()
    };
    assert_eq!(read("1", false), 0.5);
    assert_eq!(read("1", true), 1.0);
    assert_eq!(read("9", true), 1.0);
    put(item("2", 4096), "NONE");
    assert_eq!(read("1", false), 1.0);
}

/// AWS API reference, ItemCollectionMetrics: only for tables with local indexes.
#[test]
fn collections_are_reported_where_there_are_any() {
    let world = world();
    let put = |table: &str| {
        world.ok(
            "PutItem",
            json!({"TableName": table, "ReturnItemCollectionMetrics": "SIZE",
        "Item": {"pk": {"S": "a"}, "sk": {"N": "1"}}}),
        )
    };
    assert_eq!(
        put("tabs")["ItemCollectionMetrics"],
        json!({"ItemCollectionKey": {"pk": {"S": "a"}}, "SizeEstimateRangeGB": [0.0, 1.0]})
    );
    assert_eq!(put("tab"), json!({}));
}

/// State of accounts and regions never mixes: our design.
#[test]
fn owners_do_not_see_each_other() {
    let mut world = world();
    world.ok("PutItem", json!({"TableName": "tab", "Item": {"pk": {"S": "a"}}}));
    world.region = base::arn::Region::parse("eu-west-1").unwrap();
    world.table("tab", "pk S", json!({}));
    assert_eq!(get(&world, json!({"pk": {"S": "a"}})), Value::Null);
}

/// Our design: counts follow every write, and are the same when counted anew.
#[test]
fn a_table_knows_how_many_items_it_has() {
    let world = world();
    for n in 0..5 {
        world.ok("PutItem", json!({"TableName": "tabs", "Item": {"pk": {"S": "a"}, "sk": {"N": n.to_string()}, "g": {"S": "x"}}}));
    }
    world.ok("DeleteItem", json!({"TableName": "tabs", "Key": {"pk": {"S": "a"}, "sk": {"N": "0"}}}));
    world.ok("UpdateItem", json!({"TableName": "tabs", "Key": {"pk": {"S": "a"}, "sk": {"N": "1"}}, "UpdateExpression": "REMOVE g"}));
    let counts = |world: &World| {
        let table = world.ok("DescribeTable", json!({"TableName": "tabs"}))["Table"].clone();
        let index = |key: &str| (table[key][0]["ItemCount"].clone(), table[key][0]["IndexSizeBytes"].clone());
        (
            table["ItemCount"].clone(),
            table["TableSizeBytes"].clone(),
            index("GlobalSecondaryIndexes"),
            index("LocalSecondaryIndexes"),
        )
    };
    let kept = counts(&world);
    assert_eq!((&kept.0, &kept.2.0, &kept.3.0), (&json!(4), &json!(3), &json!(3)));
    assert_eq!(counts(&World::on(world.store.clone(), world.clock.clone())), kept);
}

/// dynalite's tests, recorded on AWS: errors of an update that need no item come first.
#[test]
fn an_update_of_an_index_key_is_judged_before_the_item_is_read() {
    let world = World::new();
    let index = json!([{"IndexName": "idx", "KeySchema": [{"AttributeName": "g", "KeyType": "HASH"}],
        "Projection": {"ProjectionType": "ALL"}}]);
    world.table("tab", "pk S", json!({"defs": [["g", "S"]], "GlobalSecondaryIndexes": index}));
    let check = |text: &str, values: bool, expected: &str| {
        let mut input = json!({"TableName": "tab", "Key": {"pk": {"S": "a"}}, "UpdateExpression": text});
        if values {
            input["ExpressionAttributeValues"] = json!({":n": {"N": "1"}});
        }
        assert_eq!(world.err("UpdateItem", input), format!("ValidationException: {expected}"), "{text}");
    };
    let mismatch = "One or more parameter values were invalid: Type mismatch for Index Key g Expected: S Actual: N \
                    IndexName: idx";
    check("SET e = g[1], g = pk + :n", true, mismatch);
    check("SET d.a = pk ADD g :n", true, mismatch);
    let scalars = "Key attributes must be scalars; list random access '[]' and map lookup '.' are not allowed: \
                   IndexKey: g";
    check("SET e = list_append(pk, x), f = g[1]", false, scalars);
    check("ADD g.b :n", true, scalars);
}
