//! Query and Scan: ranges, order, pages, filters, indexes.

use crate::harness::{Value, World, json};

fn world() -> World {
    let world = World::new();
    world.table("tab", "pk S, sk N", json!({"defs": [["g", "S"]],
        "GlobalSecondaryIndexes": [
            {"IndexName": "gsi", "KeySchema": [{"AttributeName": "g", "KeyType": "HASH"}, {"AttributeName": "sk", "KeyType": "RANGE"}],
             "Projection": {"ProjectionType": "INCLUDE", "NonKeyAttributes": ["v"]}}],
        "LocalSecondaryIndexes": [{"IndexName": "lsi", "KeySchema": [
            {"AttributeName": "pk", "KeyType": "HASH"}, {"AttributeName": "g", "KeyType": "RANGE"}],
            "Projection": {"ProjectionType": "KEYS_ONLY"}}]}));
    for n in [-10_i32, -1, 0, 2, 10, 100] {
        let mut item = json!({"pk": {"S": "a"}, "sk": {"N": n.to_string()}, "v": {"N": (n * 2).to_string()}, "w": {"S": "w"}});
        if n >= 0 {
            item["g"] = json!({"S": format!("g{}", n % 4)});
        }
        world.ok("PutItem", json!({"TableName": "tab", "Item": item}));
    }
    world.ok("PutItem", json!({"TableName": "tab", "Item": {"pk": {"S": "b"}, "sk": {"N": "1"}}}));
    world
}

fn sort_keys(reply: &Value) -> Vec<i32> {
    reply["Items"]
        .as_array()
        .unwrap()
        .iter()
        .map(|item| item["sk"]["N"].as_str().unwrap().parse().unwrap())
        .collect()
}

fn query(world: &World, condition: &str, values: Value, more: Value) -> Value {
    let mut input =
        json!({"TableName": "tab", "KeyConditionExpression": condition, "ExpressionAttributeValues": values});
    for (key, value) in more.as_object().unwrap() {
        input[key] = value.clone();
    }
    world.ok("Query", input)
}

/// Developer guide, "Key condition expressions for the Query operation".
#[test]
fn a_query_finds_the_range_it_names() {
    let world = world();
    let check = |condition: &str, expected: &[i32]| {
        let mut values = json!({":p": {"S": "a"}});
        for (name, value) in [(":x", "0"), (":y", "10")] {
            if condition.contains(name) {
                values[name] = json!({"N": value});
            }
        }
        let condition = format!("pk = :p{condition}");
        assert_eq!(sort_keys(&query(&world, &condition, values.clone(), json!({}))), expected, "{condition}");
        let backward = query(&world, &condition, values, json!({"ScanIndexForward": false}));
        assert_eq!(sort_keys(&backward), expected.iter().rev().copied().collect::<Vec<_>>(), "{condition}");
    };
    check("", &[-10, -1, 0, 2, 10, 100]);
    check(" AND sk = :x", &[0]);
    check(" AND sk < :x", &[-10, -1]);
    check(" AND sk <= :x", &[-10, -1, 0]);
    check(" AND sk > :x", &[2, 10, 100]);
    check(" AND sk >= :x", &[0, 2, 10, 100]);
    check(" AND sk BETWEEN :x AND :y", &[0, 2, 10]);
}

/// Strings and binaries order by their bytes; `begins_with` takes exactly those that begin so. Developer guide, as above.
#[test]
fn text_and_binary_keys_order_by_their_bytes() {
    let world = World::new();
    let keys = ["a", "a\u{0}", "a\u{0}b", "a\u{1}", "ab", "b", "é", "\u{10ffff}"];
    world.table("sss", "pk S, sk S", json!({}));
    for key in keys.iter().rev() {
        world.ok("PutItem", json!({"TableName": "sss", "Item": {"pk": {"S": "p"}, "sk": {"S": key}}}));
    }
    let run = |condition: &str, value: &str| {
        let mut values = json!({":p": {"S": "p"}});
        if condition.contains(":x") {
            values[":x"] = json!({"S": value});
        }
        let reply = world.ok(
            "Query",
            json!({"TableName": "sss", "KeyConditionExpression": format!("pk = :p{condition}"),
            "ExpressionAttributeValues": values}),
        );
        reply["Items"]
            .as_array()
            .unwrap()
            .iter()
            .map(|item| item["sk"]["S"].as_str().unwrap().to_owned())
            .collect::<Vec<_>>()
    };
    assert_eq!(run("", ""), keys);
    assert_eq!(run(" AND begins_with(sk, :x)", "a"), ["a", "a\u{0}", "a\u{0}b", "a\u{1}", "ab"]);
    assert_eq!(run(" AND begins_with(sk, :x)", "a\u{0}"), ["a\u{0}", "a\u{0}b"]);
    assert_eq!(run(" AND sk > :x", "a"), keys[1..]);
    assert_eq!(run(" AND sk <= :x", "a\u{0}"), keys[..2]);
}

/// Developer guide, "Paginating table query results": Limit counts what is looked at, before the filter.
#[test]
fn pages_add_up_to_the_whole() {
    let world = world();
    for (operation, input) in [
        (
            "Query",
            json!({"KeyConditionExpression": "pk = :p", "ExpressionAttributeValues": {":p": {"S": "a"}}}),
        ),
        (
            "Query",
            json!({"KeyConditionExpression": "pk = :p", "ExpressionAttributeValues": {":p": {"S": "a"}}, "ScanIndexForward": false}),
        ),
        (
            "Query",
            json!({"KeyConditionExpression": "g = :p", "ExpressionAttributeValues": {":p": {"S": "g2"}}, "IndexName": "gsi"}),
        ),
        (
            "Query",
            json!({"KeyConditionExpression": "pk = :p", "ExpressionAttributeValues": {":p": {"S": "a"}}, "IndexName": "lsi"}),
        ),
        ("Scan", json!({})),
        ("Scan", json!({"IndexName": "gsi"})),
        ("Scan", json!({"IndexName": "lsi"})),
    ] {
        let mut input = input;
        input["TableName"] = "tab".into();
        let whole = world.ok(operation, input.clone())["Items"].clone();
        for limit in 1..4 {
            input["Limit"] = limit.into();
            input.as_object_mut().unwrap().remove("ExclusiveStartKey");
            let mut items = Vec::new();
            loop {
                let page = world.ok(operation, input.clone());
                items.extend(page["Items"].as_array().unwrap().clone());
                assert!(page["Count"].as_u64().unwrap() <= limit);
                match page.get("LastEvaluatedKey") {
                    Some(last) => input["ExclusiveStartKey"] = last.clone(),
                    None => break,
                }
            }
            assert_eq!(Value::from(items), whole, "{operation} {input}");
        }
    }
}

/// API reference, Query: `Count` after the filter, `ScannedCount` before; `Select` COUNT has no items.
#[test]
fn filters_count_and_projections_shape_the_reply() {
    let world = world();
    let values = json!({":p": {"S": "a"}, ":v": {"N": "0"}});
    let reply = query(
        &world,
        "pk = :p",
        values.clone(),
        json!({"FilterExpression": "v > :v", "ProjectionExpression": "sk"}),
    );
    assert_eq!(
        reply,
        json!({"Items": [{"sk": {"N": "2"}}, {"sk": {"N": "10"}}, {"sk": {"N": "100"}}], "Count": 3, "ScannedCount": 6})
    );
    let reply = query(&world, "pk = :p", values, json!({"FilterExpression": "v > :v", "Select": "COUNT"}));
    assert_eq!(reply, json!({"Count": 3, "ScannedCount": 6}));
}

/// Developer guide, "Secondary indexes": global ones hold what they project, local ones fetch the rest.
#[test]
fn indexes_show_what_they_hold() {
    let world = world();
    let reply = query(
        &world,
        "g = :g AND sk > :s",
        json!({":g": {"S": "g2"}, ":s": {"N": "2"}}),
        json!({"IndexName": "gsi"}),
    );
    assert_eq!(
        reply["Items"],
        json!([{"pk": {"S": "a"}, "sk": {"N": "10"}, "g": {"S": "g2"}, "v": {"N": "20"}}])
    );
    let local = |more: Value| {
        let mut input = json!({"IndexName": "lsi"});
        for (key, value) in more.as_object().unwrap() {
            input[key] = value.clone();
        }
        query(&world, "pk = :p AND g = :g", json!({":p": {"S": "a"}, ":g": {"S": "g2"}}), input)["Items"][0]
            .clone()
    };
    assert_eq!(local(json!({})), json!({"pk": {"S": "a"}, "sk": {"N": "2"}, "g": {"S": "g2"}}));
    assert_eq!(local(json!({"ProjectionExpression": "w"})), json!({"w": {"S": "w"}}));
    assert_eq!(local(json!({"Select": "ALL_ATTRIBUTES"}))["v"], json!({"N": "4"}));
    let err = |input: Value, expected: &str| {
        let mut whole = json!({"TableName": "tab", "IndexName": "gsi", "KeyConditionExpression": "g = :g", "ExpressionAttributeValues": {":g": {"S": "x"}}});
        for (key, value) in input.as_object().unwrap() {
            whole[key] = value.clone();
        }
        assert_eq!(world.err("Query", whole), format!("ValidationException: {expected}"));
    };
    err(json!({"ConsistentRead": true}), "Consistent reads are not supported on global secondary indexes");
    err(
        json!({"Select": "ALL_ATTRIBUTES"}),
        "One or more parameter values were invalid: Select type ALL_ATTRIBUTES is not supported for global secondary index gsi because its projection type is not ALL",
    );
    err(
        json!({"ProjectionExpression": "w"}),
        "One or more parameter values were invalid: Global secondary index gsi does not project [w]",
    );
    err(json!({"IndexName": "nope"}), "The table does not have the specified index: nope");
}

/// Texts: recorded on AWS by dynalite and by nubo-db/dynamodb-conformance.
#[test]
fn queries_that_cannot_be_are_refused_with_awss_words() {
    let world = world();
    let check = |input: Value, expected: &str| {
        let mut whole = json!({"TableName": "tab", "KeyConditionExpression": "pk = :p", "ExpressionAttributeValues": {":p": {"S": "a"}}});
        for (key, value) in input.as_object().unwrap() {
            whole[key] = value.clone();
        }
        assert_eq!(world.err("Query", whole), format!("ValidationException: {expected}"));
    };
    check(
        json!({"Limit": 0}),
        "1 validation error detected: Value at 'Limit' failed to satisfy constraint: Member must have value greater than or equal to 1",
    );
    check(json!({"KeyConditionExpression": "sk = :p"}), "Query condition missed key schema element: pk");
    check(json!({"KeyConditionExpression": "pk < :p"}), "Query key condition not supported");
    check(
        json!({"KeyConditionExpression": "pk = :p AND sk = :p"}),
        "One or more parameter values were invalid: Condition parameter type does not match schema type",
    );
    check(
        json!({"KeyConditionExpression": null, "ExpressionAttributeValues": null}),
        "Either the KeyConditions or KeyConditionExpression parameter must be specified in the request.",
    );
    check(
        json!({"FilterExpression": "sk > :p"}),
        "Filter Expression can only contain non-primary key attributes: Primary key attribute: sk",
    );
    check(json!({"ExclusiveStartKey": {"pk": {"S": "a"}}}), "The provided starting key is invalid");
    check(
        json!({"ExclusiveStartKey": {"pk": {"S": "b"}, "sk": {"N": "1"}}}),
        "The provided starting key is outside query boundaries based on provided conditions",
    );
    // The public conformance suite, error-messages/query: with a count, which a Scan has not.
    let specific =
        "Must specify the AttributesToGet or ProjectionExpression when choosing to get SPECIFIC_ATTRIBUTES";
    let counted = format!("1 validation error detected: {specific}");
    check(json!({"Select": "SPECIFIC_ATTRIBUTES"}), &counted);
    let scan = |input: Value, expected: &str| {
        let mut whole = json!({"TableName": "tab"});
        for (key, value) in input.as_object().unwrap() {
            whole[key] = value.clone();
        }
        assert_eq!(world.err("Scan", whole), format!("ValidationException: {expected}"));
    };
    scan(json!({"Select": "SPECIFIC_ATTRIBUTES"}), specific);
    scan(
        json!({"Limit": 0}),
        "1 validation error detected: Value '0' at 'limit' failed to satisfy constraint: Member must have value greater than or equal to 1",
    );
    scan(
        json!({"Segment": 5, "TotalSegments": 5}),
        "The Segment parameter is zero-based and must be less than parameter TotalSegments: Segment: 5 is not less than TotalSegments: 5",
    );
    scan(
        json!({"Segment": 1}),
        "The TotalSegments parameter is required but was not present in the request when Segment parameter is present",
    );
    scan(
        json!({"TotalSegments": 1}),
        "The Segment parameter is required but was not present in the request when parameter TotalSegments is present",
    );
}

/// Developer guide, "Parallel scan": the segments together are the table, none shares an item.
#[test]
fn segments_are_the_table_without_overlap() {
    let world = World::new();
    world.table("tab", "pk S", json!({}));
    for n in 0..200 {
        world.ok("PutItem", json!({"TableName": "tab", "Item": {"pk": {"S": n.to_string()}}}));
    }
    for total in [1, 2, 3, 7, 1_000_000] {
        let mut seen = std::collections::BTreeSet::new();
        let segments: Vec<u64> = if total <= 7 { (0..total).collect() } else { vec![0, 1, 999_999] };
        for segment in segments {
            let reply =
                world.ok("Scan", json!({"TableName": "tab", "Segment": segment, "TotalSegments": total}));
            for item in reply["Items"].as_array().unwrap() {
                assert!(seen.insert(item["pk"]["S"].as_str().unwrap().to_owned()));
            }
        }
        assert!(seen.len() == 200 || total > 7, "{total}: {}", seen.len());
    }
    let first = world.ok("Scan", json!({"TableName": "tab", "Segment": 0, "TotalSegments": 4, "Limit": 1}));
    let error = world.err("Scan", json!({"TableName": "tab", "Segment": 3, "TotalSegments": 4, "ExclusiveStartKey": first["LastEvaluatedKey"]}));
    assert_eq!(
        error,
        "ValidationException: The provided starting key is invalid: Invalid ExclusiveStartKey. Please use ExclusiveStartKey with correct Segment. TotalSegments: 4 Segment: 3"
    );
}

/// Developer guide: a page ends after the item that reaches 1 MB, before the filter.
#[test]
fn a_page_ends_at_1_mb() {
    let world = World::new();
    world.table("tab", "pk S, sk N", json!({}));
    for n in 0..4 {
        world.ok("PutItem", json!({"TableName": "tab", "Item": {"pk": {"S": "a"}, "sk": {"N": n.to_string()}, "x": {"S": "x".repeat(400_000)}}}));
    }
    let reply =
        world.ok("Scan", json!({"TableName": "tab", "ReturnConsumedCapacity": "TOTAL", "Select": "COUNT"}));
    assert_eq!((&reply["Count"], reply.get("LastEvaluatedKey").is_some()), (&json!(3), true));
    // 3 × 400,010 bytes are 293 times 4 KB, begun.
    assert_eq!(reply["ConsumedCapacity"]["CapacityUnits"], 146.5);
}

/// DynamoDB Local; and <https://github.com/dynamodb-toolbox/dynamodb-toolbox/issues/1195>, where DynamoDB says it.
/// That a scan is not held to it is DynamoDB Local's.
#[test]
fn a_query_of_an_index_filters_only_by_what_the_index_holds() {
    let world = world();
    for (index, condition) in [("gsi", "g = :k"), ("lsi", "pk = :k")] {
        let mut input = json!({"TableName": "tab", "IndexName": index, "FilterExpression": "v = :v AND w = :v",
            "ExpressionAttributeValues": {":v": {"S": "w"}, ":k": {"S": "g0"}}});
        input["KeyConditionExpression"] = json!(condition);
        let missing = if index == "gsi" { "w" } else { "v, w" };
        let expected = format!(
            "ValidationException: One or more parameter values were invalid: Secondary index {index} does not \
             project one or more filter attributes: [{missing}]"
        );
        assert_eq!(world.err("Query", input.clone()), expected);
        input.as_object_mut().unwrap().remove("KeyConditionExpression");
        input["ExpressionAttributeValues"].as_object_mut().unwrap().remove(":k");
        world.ok("Scan", input);
    }
}

/// Seen on AWS: a query of a table without a sort key takes no starting key. That AWS reports what does not fit the key before
/// it: dynalite's tests, recorded on AWS. That such a query gives no key to go on from is our guess: else a paginator
/// would go on from it, and fail.
#[test]
fn a_query_of_a_table_without_a_sort_key_cannot_go_on() {
    let world = World::new();
    world.table(
        "tab",
        "pk S",
        json!({"defs": [["g", "S"]], "GlobalSecondaryIndexes": [{"IndexName": "gsi",
            "KeySchema": [{"AttributeName": "g", "KeyType": "HASH"}], "Projection": {"ProjectionType": "ALL"}}]}),
    );
    for pk in ["a", "b"] {
        world.ok("PutItem", json!({"TableName": "tab", "Item": {"pk": {"S": pk}, "g": {"S": "g"}}}));
    }
    let query = |start: Value| {
        json!({"TableName": "tab", "Limit": 1, "KeyConditionExpression": "pk = :a", "ExclusiveStartKey": start,
            "ExpressionAttributeValues": {":a": {"S": "a"}}})
    };
    for pk in ["a", "0", "z"] {
        assert_eq!(
            world.err("Query", query(json!({"pk": {"S": pk}}))),
            "ValidationException: The provided exclusive start key is invalid"
        );
    }
    for start in [json!({}), json!({"b": {"S": "a"}}), json!({"pk": {"S": "a"}, "b": {"S": "a"}})] {
        let error = world.err("Query", query(start));
        assert_eq!(error, "ValidationException: The provided starting key is invalid");
    }
    let page = world.ok("Query", query(Value::Null));
    assert_eq!(page, json!({"Items": [{"pk": {"S": "a"}, "g": {"S": "g"}}], "Count": 1, "ScannedCount": 1}));
    // An index without a sort key has many items for a key, and a scan goes on as ever.
    let mut of_index = json!({"TableName": "tab", "IndexName": "gsi", "Limit": 1, "KeyConditionExpression": "g = :g",
        "ExpressionAttributeValues": {":g": {"S": "g"}}});
    of_index["ExclusiveStartKey"] = world.ok("Query", of_index.clone())["LastEvaluatedKey"].clone();
    assert_eq!(world.ok("Query", of_index)["Count"], 1);
    let mut scan = json!({"TableName": "tab", "Limit": 1});
    scan["ExclusiveStartKey"] = world.ok("Scan", scan.clone())["LastEvaluatedKey"].clone();
    assert_eq!(world.ok("Scan", scan)["Count"], 1);
}
