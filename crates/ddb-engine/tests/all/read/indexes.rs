//! Secondary indexes: what CreateTable and UpdateTable say of them, what writes do to them, what reads give.
//!
//! Texts: a published catalogue of errors recorded on AWS in October 2026 (ack-api-quirks), except where a line says
//! otherwise.

use crate::harness::{Value, World, json};

const INVALID: &str = "ValidationException: One or more parameter values were invalid: ";

fn definitions(names: &[&str]) -> Value {
    names.iter().map(|name| json!({"AttributeName": name, "AttributeType": "S"})).collect()
}

fn index(name: &str, hash: &str, projection: Value) -> Value {
    json!({"IndexName": name, "KeySchema": [{"AttributeName": hash, "KeyType": "HASH"}], "Projection": projection})
}

fn all() -> Value {
    json!({"ProjectionType": "ALL"})
}

fn provisioned(mut index: Value, units: u64) -> Value {
    index["ProvisionedThroughput"] = json!({"ReadCapacityUnits": units, "WriteCapacityUnits": units});
    index
}

#[test]
fn indexes_that_no_new_table_can_have_are_refused() {
    let world = World::new();
    let base = json!({"TableName": "tab", "BillingMode": "PAY_PER_REQUEST",
        "AttributeDefinitions": definitions(&["pk", "g"]),
        "KeySchema": [{"AttributeName": "pk", "KeyType": "HASH"}]});
    let check = |change: Value, expected: &str| {
        let mut input = base.clone();
        for (key, value) in change.as_object().unwrap() {
            input[key] = value.clone();
        }
        assert_eq!(world.err("CreateTable", input), expected);
    };
    let with = |projection: Value| json!({"GlobalSecondaryIndexes": [index("gsi", "g", projection)]});
    let invalid = |what: &str| format!("{INVALID}{what}");
    check(
        json!({"AttributeDefinitions": definitions(&["pk", "g", "g"]), "GlobalSecondaryIndexes": [index("gsi", "g", all())]}),
        "ValidationException: Attribute Name is duplicated: g",
    );
    check(
        json!({}),
        &invalid(
            "Number of attributes in KeySchema does not exactly match number of attributes defined in AttributeDefinitions",
        ),
    );
    // Keys come before whatever else is wrong with an index.
    check(
        json!({"AttributeDefinitions": definitions(&["pk", "g", "x"]), "GlobalSecondaryIndexes": [index("gsi", "g", json!({}))]}),
        &invalid(
            "Some AttributeDefinitions are not used. AttributeDefinitions: [pk, g, x], keys used: [pk, g]",
        ),
    );
    check(
        json!({"GlobalSecondaryIndexes": [index("gsi", "q", json!({}))]}),
        &invalid(
            "Some index key attributes are not defined in AttributeDefinitions. Keys: [q], AttributeDefinitions: [pk, g]",
        ),
    );
    check(with(json!({})), &invalid("Unknown ProjectionType: null"));
    check(
        with(json!({"ProjectionType": "INCLUDE"})),
        &invalid("ProjectionType is INCLUDE, but NonKeyAttributes is not specified"),
    );
    check(
        with(json!({"ProjectionType": "ALL", "NonKeyAttributes": ["x"]})),
        &invalid("ProjectionType is ALL, but NonKeyAttributes is specified"),
    );
    check(
        with(json!({"ProjectionType": "INCLUDE", "NonKeyAttributes": ["x", "y", "x"]})),
        &invalid("Duplicate element in NonKeyAttributes: x"),
    );
    // API reference, Projection: 255 characters a name, 20 names.
    let long = "n".repeat(256);
    check(
        with(json!({"ProjectionType": "INCLUDE", "NonKeyAttributes": ["x", long]})),
        &format!(
            "ValidationException: 1 validation error detected: Value '{long}' at 'globalSecondaryIndexes.1.member.projection.nonKeyAttributes.2.member' failed to satisfy constraint: Member must have length less than or equal to 255"
        ),
    );
    let names: Vec<String> = (0..21).map(|n| format!("n{n}")).collect();
    let mut input = base.clone();
    input["GlobalSecondaryIndexes"] =
        json!([index("gsi", "g", json!({"ProjectionType": "INCLUDE", "NonKeyAttributes": names}))]);
    assert!(world.err("CreateTable", input).ends_with("Member must have length less than or equal to 20"));
    check(
        json!({"GlobalSecondaryIndexes": [provisioned(index("gsi", "g", all()), 1)]}),
        &invalid(
            "ProvisionedThroughput should not be specified for index: gsi when BillingMode is PAY_PER_REQUEST",
        ),
    );
    check(
        json!({"BillingMode": "PROVISIONED", "GlobalSecondaryIndexes": [index("gsi", "g", all())],
            "ProvisionedThroughput": {"ReadCapacityUnits": 1, "WriteCapacityUnits": 1}}),
        &invalid("ProvisionedThroughput is not specified for index: gsi"),
    );
    let many = |count: usize| (0..count).map(|n| index(&format!("gsi{n}"), "g", all())).collect::<Value>();
    check(
        json!({"GlobalSecondaryIndexes": many(21)}),
        &invalid("GlobalSecondaryIndex count exceeds the per-table limit of 20"),
    );
    // Developer guide, "Quotas": 100 names in all indexes together. The wording is our guess.
    let include = |index_at: usize| {
        let names: Vec<String> = (0..17).map(|n| format!("n{index_at}-{n}")).collect();
        index(&format!("gsi{index_at}"), "g", json!({"ProjectionType": "INCLUDE", "NonKeyAttributes": names}))
    };
    check(
        json!({"GlobalSecondaryIndexes": (0..6).map(include).collect::<Value>()}),
        &invalid(
            "NonKeyAttributes count exceeds the per-table limit of 100. Number of NonKeyAttributes: 102",
        ),
    );
    let local = |n: usize| {
        json!({"IndexName": format!("lsi{n}"), "Projection": all(), "KeySchema": [
            {"AttributeName": "pk", "KeyType": "HASH"}, {"AttributeName": "g", "KeyType": "RANGE"}]})
    };
    let sorted =
        json!([{"AttributeName": "pk", "KeyType": "HASH"}, {"AttributeName": "g", "KeyType": "RANGE"}]);
    check(
        json!({"KeySchema": sorted, "LocalSecondaryIndexes": (0..6).map(local).collect::<Value>()}),
        &invalid("Number of LocalSecondaryIndexes exceeds per-table limit of 5"),
    );
    let mut most = base.clone();
    most["GlobalSecondaryIndexes"] = many(20);
    world.ok("CreateTable", most);
    assert_eq!(
        world.err(
            "UpdateTable",
            json!({"TableName": "tab", "AttributeDefinitions": definitions(&["g"]),
                "GlobalSecondaryIndexUpdates": [{"Create": index("more", "g", all())}]})
        ),
        "LimitExceededException: Subscriber limit exceeded: Number of global secondary indexes exceeds per-table limit of 20"
    );
}

#[test]
fn changes_of_indexes_that_cannot_be_are_refused() {
    let world = World::new();
    let local = json!([{"IndexName": "lsi", "Projection": all(), "KeySchema": [
        {"AttributeName": "pk", "KeyType": "HASH"}, {"AttributeName": "l", "KeyType": "RANGE"}]}]);
    world.table(
        "tab",
        "pk S, sk S",
        json!({"defs": [["g", "S"], ["l", "S"]], "LocalSecondaryIndexes": local,
        "GlobalSecondaryIndexes": [index("gsi", "g", all()), index("gsi2", "g", all())]}),
    );
    let change = |updates: Value| {
        json!({"TableName": "tab", "AttributeDefinitions": definitions(&["g", "x"]),
        "GlobalSecondaryIndexUpdates": updates})
    };
    let check = |input: Value, expected: &str| assert_eq!(world.err("UpdateTable", input), expected);
    let invalid = |what: &str| format!("{INVALID}{what}");
    let create = |name: &str| json!({"Create": index(name, "x", all())});
    let delete = |name: &str| json!({"Delete": {"IndexName": name}});
    let units = json!({"ReadCapacityUnits": 2, "WriteCapacityUnits": 2});
    let update = |name: &str| json!({"Update": {"IndexName": name, "ProvisionedThroughput": units}});
    let one = "LimitExceededException: Subscriber limit exceeded: Only 1 online index can be created or deleted simultaneously per table";
    check(change(json!([create("new"), create("new2")])), one);
    check(change(json!([create("new"), delete("gsi")])), one);
    check(change(json!([delete("gsi"), delete("gsi2")])), one);
    let per_index = "Only one global secondary index update per index is allowed simultaneously. Index: gsi";
    check(change(json!([delete("gsi"), create("gsi")])), &invalid(per_index));
    check(
        change(json!([{"Update": {"IndexName": "gsi"}, "Delete": {"IndexName": "gsi"}}])),
        &invalid("Only one global secondary index action is allowed per GlobalSecondaryIndexUpdate object"),
    );
    check(
        change(json!([{}])),
        &invalid(
            "One of GlobalSecondaryIndexUpdate.Update, GlobalSecondaryIndexUpdate.Create, GlobalSecondaryIndexUpdate.Delete must not be null",
        ),
    );
    check(
        json!({"TableName": "tab", "GlobalSecondaryIndexUpdates": [], "DeletionProtectionEnabled": true}),
        &invalid("List of GlobalSecondaryIndexUpdates is empty"),
    );
    check(
        change(json!([create("gsi")])),
        "ValidationException: Attempting to create an index which already exists",
    );
    check(
        change(json!([delete("none")])),
        "ResourceNotFoundException: Requested resource not found: Index none for table tab",
    );
    check(
        change(json!([delete("lsi")])),
        "ValidationException: Cannot delete an index that is not a GlobalSecondaryIndex: lsi",
    );
    check(
        change(json!([update("lsi")])),
        "ValidationException: Cannot update an index that is not a GlobalSecondaryIndex: lsi",
    );
    check(
        change(json!([update("gsi")])),
        &invalid(
            "The only Updates for index: gsi when TableThroughputMode is PAY_PER_REQUEST can be to OnDemandThroughput, WarmThroughput",
        ),
    );
    check(
        change(json!([{"Create": provisioned(index("new", "x", all()), 1)}])),
        &invalid(
            "Neither ReadCapacityUnits nor WriteCapacityUnits can be specified for index: new when BillingMode is PAY_PER_REQUEST",
        ),
    );
    check(
        json!({"TableName": "tab", "GlobalSecondaryIndexUpdates": [create("new")]}),
        &invalid("AttributeDefinitions is not specified for index: new"),
    );
    check(
        json!({"TableName": "tab", "AttributeDefinitions": definitions(&["y"]), "GlobalSecondaryIndexUpdates": [create("new")]}),
        &invalid(
            "Some index key attributes are not defined in AttributeDefinitions. Keys: [x], AttributeDefinitions: [y]",
        ),
    );
    check(
        json!({"TableName": "tab", "AttributeDefinitions": definitions(&["x", "x"]), "GlobalSecondaryIndexUpdates": [create("new")]}),
        "ValidationException: Attribute Name is duplicated: x",
    );
    // What a request may not ask for beside a new index.
    for (member, value, expected) in [
        (
            "ProvisionedThroughput",
            units.clone(),
            "You cannot create or delete index while updating table IOPS",
        ),
        (
            "StreamSpecification",
            json!({"StreamEnabled": false}),
            "You cannot create or delete index while changing stream status",
        ),
        (
            "DeletionProtectionEnabled",
            json!(true),
            "DeletionProtection modification must be the only operation in the request",
        ),
        (
            "SSESpecification",
            json!({"Enabled": true}),
            "Server-Side Encryption modification must be the only operation in the request",
        ),
        (
            "TableClass",
            json!("STANDARD"),
            "TableClass modification must be the only operation in the request",
        ),
        (
            "WarmThroughput",
            json!({"ReadUnitsPerSecond": 12_001}),
            "Create global secondary index cannot be specified when updating WarmThroughput",
        ),
    ] {
        let mut input = change(json!([create("new")]));
        input[member] = value;
        check(input, &invalid(expected));
    }
}

/// The same catalogue: AttributeDefinitions that no new index uses are not looked at; provisioned units are compared.
#[test]
fn an_index_gets_the_units_that_it_needs() {
    let world = World::new();
    let units = |n: u64| json!({"ReadCapacityUnits": n, "WriteCapacityUnits": n});
    world.ok(
        "CreateTable",
        json!({"TableName": "tab", "ProvisionedThroughput": units(1),
        "AttributeDefinitions": definitions(&["pk", "g"]),
        "KeySchema": [{"AttributeName": "pk", "KeyType": "HASH"}],
        "GlobalSecondaryIndexes": [provisioned(index("gsi", "g", all()), 2)]}),
    );
    let wrong =
        json!([{"AttributeName": "pk", "AttributeType": "N"}, {"AttributeName": "zz", "AttributeType": "S"}]);
    let update = |n: u64| {
        json!({"TableName": "tab", "AttributeDefinitions": wrong, "GlobalSecondaryIndexUpdates": [
        {"Update": {"IndexName": "gsi", "ProvisionedThroughput": units(n)}}]})
    };
    assert_eq!(
        world.err("UpdateTable", update(2)),
        "ValidationException: The provisioned throughput for the index gsi will not change. The requested value equals the current value. Current ReadCapacityUnits provisioned for index gsi: 2. Requested ReadCapacityUnits: 2. Current WriteCapacityUnits provisioned for index gsi: 2. Requested WriteCapacityUnits: 2. Refer to the Amazon DynamoDB Developer Guide for current limits and how to request higher limits."
    );
    world.ok("UpdateTable", update(3));
    // dynalite's tests, recorded on AWS: the table is looked for before an index's units are judged.
    let mut many = update(1_000_000_000_001);
    let bounds = "ValidationException: Given value 1000000000001 for ReadCapacityUnits is out of bounds";
    assert_eq!(world.err("UpdateTable", many.clone()), bounds);
    many["TableName"] = "none".into();
    let missing = "ResourceNotFoundException: Requested resource not found: Table: none not found";
    assert_eq!(world.err("UpdateTable", many), missing);
    let mut create = json!({"TableName": "tab", "AttributeDefinitions": definitions(&["x"]),
        "GlobalSecondaryIndexUpdates": [{"Create": index("new", "x", all())}]});
    assert_eq!(
        world.err("UpdateTable", create.clone()),
        format!("{INVALID}Both ReadCapacityUnits and WriteCapacityUnits must be specified for index: new")
    );
    create["GlobalSecondaryIndexUpdates"][0]["Create"]["ProvisionedThroughput"] = units(1);
    let table = world.ok("UpdateTable", create)["TableDescription"].clone();
    assert_eq!(table["AttributeDefinitions"], definitions(&["g", "pk", "x"]));
    assert_eq!(table["GlobalSecondaryIndexes"][0]["ProvisionedThroughput"]["ReadCapacityUnits"], 3);
    let gone = json!({"TableName": "tab", "GlobalSecondaryIndexUpdates": [{"Delete": {"IndexName": "gsi"}}]});
    let table = world.ok("UpdateTable", gone)["TableDescription"].clone();
    assert_eq!(table["AttributeDefinitions"], definitions(&["pk", "x"]));
}

/// Developer guide, "Write capacity units" of both kinds of index; the numbers, all of items below 1 KB: measured on
/// AWS by nubo-db/dynamodb-conformance, 2026-08.
#[test]
fn a_write_costs_an_index_what_it_changes_there() {
    let world = World::new();
    let local = json!([{"IndexName": "lsi", "Projection": all(), "KeySchema": [
        {"AttributeName": "pk", "KeyType": "HASH"}, {"AttributeName": "l", "KeyType": "RANGE"}]}]);
    let include = json!({"ProjectionType": "INCLUDE", "NonKeyAttributes": ["proj"]});
    world.table(
        "tab",
        "pk S, sk S",
        json!({"defs": [["g", "S"], ["l", "S"]], "LocalSecondaryIndexes": local,
        "GlobalSecondaryIndexes": [index("gsi", "g", include)]}),
    );
    let arms = |reply: &Value| {
        let consumed = if reply["ConsumedCapacity"].is_array() {
            &reply["ConsumedCapacity"][0]
        } else {
            &reply["ConsumedCapacity"]
        };
        [
            &consumed["CapacityUnits"],
            &consumed["Table"]["CapacityUnits"],
            &consumed["GlobalSecondaryIndexes"]["gsi"]["CapacityUnits"],
            &consumed["LocalSecondaryIndexes"]["lsi"]["CapacityUnits"],
        ]
        .map(|units| units.as_f64().unwrap_or(0.0))
    };
    let put =
        |item: Value| {
            arms(&world.ok(
                "PutItem",
                json!({"TableName": "tab", "Item": item, "ReturnConsumedCapacity": "INDEXES"}),
            ))
        };
    let item = |pk: &str| {
        json!({"pk": {"S": pk}, "sk": {"S": "1"}, "g": {"S": "g"}, "l": {"S": "L1"},
        "proj": {"S": "p"}, "more": {"S": "o"}})
    };
    assert_eq!(put(json!({"pk": {"S": "0"}, "sk": {"S": "1"}, "more": {"S": "o"}})), [1.0, 1.0, 0.0, 0.0]);
    assert_eq!(put(json!({"pk": {"S": "1"}, "sk": {"S": "1"}, "l": {"S": "L1"}})), [2.0, 1.0, 0.0, 1.0]);
    assert_eq!(put(item("2")), [3.0, 1.0, 1.0, 1.0]);
    assert_eq!(put(item("2")), [1.0, 1.0, 0.0, 0.0]);
    let update = |expression: &str, transactional: bool| {
        put(item("3"));
        let mut update = json!({"TableName": "tab", "Key": {"pk": {"S": "3"}, "sk": {"S": "1"}},
            "UpdateExpression": expression});
        if expression.contains(":v") {
            update["ExpressionAttributeValues"] = json!({":v": {"S": "new"}});
        }
        arms(&if transactional {
            world.ok(
                "TransactWriteItems",
                json!({"TransactItems": [{"Update": update}], "ReturnConsumedCapacity": "INDEXES"}),
            )
        } else {
            update["ReturnConsumedCapacity"] = "INDEXES".into();
            world.ok("UpdateItem", update)
        })
    };
    assert_eq!(update("SET more = :v", false), [2.0, 1.0, 0.0, 1.0]);
    assert_eq!(update("SET proj = :v", false), [3.0, 1.0, 1.0, 1.0]);
    assert_eq!(update("SET g = :v", false), [4.0, 1.0, 2.0, 1.0]);
    assert_eq!(update("REMOVE g", false), [3.0, 1.0, 1.0, 1.0]);
    assert_eq!(update("SET l = :v", false), [3.0, 1.0, 0.0, 2.0]);
    // A transaction pays twice for the table, once for the indexes.
    assert_eq!(update("SET g = :v", true), [5.0, 2.0, 2.0, 1.0]);
    put(item("4"));
    let gone = json!({"TableName": "tab", "Key": {"pk": {"S": "4"}, "sk": {"S": "1"}}, "ReturnConsumedCapacity": "INDEXES"});
    assert_eq!(arms(&world.ok("DeleteItem", gone)), [3.0, 1.0, 1.0, 1.0]);
}

/// Developer guide, LSI, "Reading data": what the index lacks is fetched, each item rounded up by itself and paid by
/// the table; the index's own part is rounded once.
#[test]
fn a_local_index_fetches_what_it_lacks() {
    let world = World::new();
    let local = json!([{"IndexName": "lsi", "Projection": {"ProjectionType": "KEYS_ONLY"}, "KeySchema": [
        {"AttributeName": "pk", "KeyType": "HASH"}, {"AttributeName": "l", "KeyType": "RANGE"}]}]);
    world.table("tab", "pk S, sk N", json!({"defs": [["l", "N"]], "LocalSecondaryIndexes": local}));
    for n in 0..4 {
        world.ok(
            "PutItem",
            json!({"TableName": "tab", "Item": {"pk": {"S": "a"}, "sk": {"N": n.to_string()},
            "l": {"N": (9 - n).to_string()}, "x": {"S": "x".repeat(4100)}}}),
        );
    }
    let query = |extra: Value| {
        let mut input = json!({"TableName": "tab", "IndexName": "lsi", "KeyConditionExpression": "pk = :a",
            "ExpressionAttributeValues": {":a": {"S": "a"}}, "ReturnConsumedCapacity": "INDEXES"});
        for (key, value) in extra.as_object().unwrap() {
            input[key] = value.clone();
        }
        let reply = world.ok("Query", input);
        let consumed = &reply["ConsumedCapacity"];
        let units = [
            &consumed["CapacityUnits"],
            &consumed["Table"]["CapacityUnits"],
            &consumed["LocalSecondaryIndexes"]["lsi"]["CapacityUnits"],
        ];
        (reply["Items"][0].as_object().unwrap().len(), units.map(|units| units.as_f64().unwrap()))
    };
    assert_eq!(query(json!({})), (3, [0.5, 0.0, 0.5]));
    assert_eq!(query(json!({"ProjectionExpression": "sk"})), (1, [0.5, 0.0, 0.5]));
    assert_eq!(query(json!({"ProjectionExpression": "sk, x"})), (2, [4.5, 4.0, 0.5]));
    assert_eq!(query(json!({"Select": "ALL_ATTRIBUTES", "ConsistentRead": true})), (4, [9.0, 8.0, 1.0]));
}

/// Texts: dynalite's tests and the public conformance suite (indexKeyValues, transactIndexKeys; four regions,
/// 2026-06-23), recorded on AWS. In a transaction a wrong type is a cancellation reason; an empty key ends the request.
#[test]
fn an_index_key_that_is_no_key_is_refused_by_its_name() {
    let world = World::new();
    world.table(
        "tab",
        "pk S",
        json!({"defs": [["g", "S"], ["b", "B"]],
        "GlobalSecondaryIndexes": [index("wide", "g", all()), index("gsi", "g", all()), index("bin", "b", all())]}),
    );
    let mismatch = "One or more parameter values were invalid: Type mismatch for Index Key g Expected: S Actual: N IndexName: gsi";
    let empty = |kind: &str, index: &str, key: &str| {
        format!(
            "One or more parameter values are not valid. A value specified for a secondary index key is not supported. The AttributeValue for a key attribute cannot contain an empty {kind} value. IndexName: {index}, IndexKey: {key}"
        )
    };
    let emptied = |kind: &str| {
        format!(
            "One or more parameter values are not valid. The update expression attempted to update a secondary index key to a value that is not supported. The AttributeValue for a key attribute cannot contain an empty {kind} value."
        )
    };
    let put = |item: Value| json!({"TableName": "tab", "Item": item});
    let update = |expression: &str, value: Value| {
        json!({"TableName": "tab", "Key": {"pk": {"S": "a"}},
        "UpdateExpression": expression, "ExpressionAttributeValues": {":v": value}})
    };
    let number = json!({"pk": {"S": "a"}, "g": {"N": "1"}});
    let check = |operation: &str, kind: &str, input: Value, expected: &str| {
        assert_eq!(world.err(operation, input.clone()), format!("ValidationException: {expected}"));
        let failure = world.failure("TransactWriteItems", json!({"TransactItems": [{kind: input}]}));
        let reason = &failure["CancellationReasons"][0];
        assert_eq!(reason["Code"], "ValidationError", "{failure}");
        assert_eq!(reason["Message"], expected);
    };
    let ends = |operation: &str, kind: &str, input: Value, expected: &str| {
        let expected = format!("ValidationException: {expected}");
        assert_eq!(world.err(operation, input.clone()), expected);
        assert_eq!(world.err("TransactWriteItems", json!({"TransactItems": [{kind: input}]})), expected);
    };
    check("PutItem", "Put", put(number.clone()), mismatch);
    ends("PutItem", "Put", put(json!({"pk": {"S": "a"}, "g": {"S": ""}})), &empty("string", "gsi", "g"));
    ends("PutItem", "Put", put(json!({"pk": {"S": "a"}, "b": {"B": ""}})), &empty("binary", "bin", "b"));
    check("UpdateItem", "Update", update("SET g = :v", json!({"N": "1"})), mismatch);
    ends("UpdateItem", "Update", update("SET g = :v", json!({"S": ""})), &emptied("string"));
    ends("UpdateItem", "Update", update("SET b = :v", json!({"B": ""})), &emptied("binary"));
    // What depends on the item is refused in the transaction. These words are our guess.
    check(
        "UpdateItem",
        "Update",
        update("SET g = if_not_exists(x, :v)", json!({"S": ""})),
        &emptied("string"),
    );
    check(
        "UpdateItem",
        "Update",
        update("SET g = if_not_exists(x, :v)", json!({"N": "1"})),
        "The update expression attempted to update the secondary index key to unsupported type",
    );
    let batch = json!({"RequestItems": {"tab": [{"PutRequest": {"Item": number}}]}});
    assert_eq!(world.err("BatchWriteItem", batch), format!("ValidationException: {mismatch}"));
    assert_eq!(world.ok("Scan", json!({"TableName": "tab"}))["Count"], 0);
}

/// Developer guide, "Detecting and correcting index key violations": what an item had from before an index was made may
/// be no key; it is not indexed. That updates of other attributes go on is our guess.
#[test]
fn what_was_there_before_an_index_may_be_no_key_of_it() {
    let world = World::new();
    world.table("tab", "pk S", json!({}));
    let values = [json!({"S": "g"}), json!({"N": "1"}), json!({"S": ""}), json!({"S": "g".repeat(2049)})];
    for (n, value) in values.iter().enumerate() {
        world.ok("PutItem", json!({"TableName": "tab", "Item": {"pk": {"S": n.to_string()}, "g": value}}));
    }
    world.ok(
        "UpdateTable",
        json!({"TableName": "tab", "AttributeDefinitions": definitions(&["g", "h"]),
        "GlobalSecondaryIndexUpdates": [{"Create": {"IndexName": "gsi", "Projection": all(), "KeySchema": [
            {"AttributeName": "g", "KeyType": "HASH"}, {"AttributeName": "h", "KeyType": "HASH"}]}}]}),
    );
    let update = |n: usize, name: &str, value: &str| {
        json!({"TableName": "tab", "Key": {"pk": {"S": n.to_string()}},
        "UpdateExpression": format!("SET {name} = :v"), "ExpressionAttributeValues": {":v": {"S": value}}})
    };
    let count = || world.ok("Scan", json!({"TableName": "tab", "IndexName": "gsi"}))["Count"].clone();
    for n in 0..4 {
        world.ok("UpdateItem", update(n, "x", "x"));
    }
    assert_eq!(count(), 0);
    for n in 0..3 {
        world.ok("UpdateItem", update(n, "h", "h"));
    }
    assert_eq!(count(), 1);
    let too_long = "ValidationException: One or more parameter values were invalid: Size of hashkey has exceeded the maximum size limit of2048 bytes";
    assert_eq!(world.err("UpdateItem", update(3, "h", "h")), too_long);
    world.ok("UpdateItem", update(3, "g", "g"));
    world.ok("UpdateItem", update(3, "h", "h"));
    assert_eq!(count(), 2);
}
