//! Global indexes whose keys have several attributes.
//!
//! Developer guide, "Multi-attribute keys pattern". Texts: recorded on AWS in October 2026 (paritysuite/
//! dynamodb-conformance and a published catalogue of AWS's errors), except where a line says otherwise.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use crate::harness::{Value, World, json};

/// `h1 HASH, r RANGE` as a key schema.
fn key(text: &str) -> Value {
    let elements = text.split(", ").map(|element| element.split_once(' ').unwrap());
    elements.map(|(name, role)| json!({"AttributeName": name, "KeyType": role})).collect()
}

fn index(name: &str, schema: &str) -> Value {
    json!({"IndexName": name, "KeySchema": key(schema), "Projection": {"ProjectionType": "ALL"}})
}

const SCHEMA: &str = "t HASH, u HASH, a RANGE, n RANGE, b RANGE";

/// A table whose index is `SCHEMA`.
fn world() -> World {
    let world = World::new();
    let defs = json!([["t", "S"], ["u", "N"], ["a", "S"], ["n", "N"], ["b", "B"]]);
    let projected = json!({"ProjectionType": "KEYS_ONLY"});
    let mut index = index("gsi", SCHEMA);
    index["Projection"] = projected;
    world.table("tab", "pk S", json!({"defs": defs, "GlobalSecondaryIndexes": [index]}));
    world
}

/// `pk t u a n b` as an item; `-` leaves a part out.
fn item(text: &str) -> Value {
    let parts =
        text.split(' ').zip([("pk", "S"), ("t", "S"), ("u", "N"), ("a", "S"), ("n", "N"), ("b", "B")]);
    let attributes = parts.filter(|(value, _)| *value != "-");
    let mut item: serde_json::Map<String, Value> =
        attributes.map(|(value, (name, kind))| (name.to_owned(), json!({kind: value}))).collect();
    item.insert("x".to_owned(), json!({"S": "x"}));
    item.into()
}

fn put(world: &World, item: &Value) {
    world.ok("PutItem", json!({"TableName": "tab", "Item": item}));
}

fn query(condition: &str) -> Value {
    let values = json!({":t": {"S": "t"}, ":u": {"N": "1"}, ":a": {"S": "aa"}, ":c": {"S": "c"}, ":n": {"N": "10"},
        ":m": {"N": "-1"}, ":b": {"B": "Qg=="}});
    let used = values.as_object().unwrap().iter().filter(|(name, _)| condition.contains(name.as_str()));
    let used: serde_json::Map<String, Value> =
        used.map(|(name, value)| (name.clone(), value.clone())).collect();
    json!({"TableName": "tab", "IndexName": "gsi", "KeyConditionExpression": condition,
        "ExpressionAttributeValues": used})
}

fn pks(reply: &Value) -> String {
    let items = reply["Items"].as_array().unwrap().iter();
    items.map(|item| item["pk"]["S"].as_str().unwrap()).collect::<Vec<_>>().join(" ")
}

fn filled() -> World {
    let world = world();
    for text in [
        "1 t 1 a 2 QQ==",
        "2 t 1 aa -5 QQ==",
        "3 t 1 aa 9 QQ==",
        "4 t 1 aa 10 QQ==",
        "5 t 1 aa 10 Qg==",
        "6 t 1 c 0 QQ==",
        "7 t 2 a 0 QQ==",
        "8 tt 1 a 0 QQ==",
        // The parts are not run together.
        "9 t1 1 a 0 QQ==",
        "10 - 1 a 0 QQ==",
    ] {
        put(&world, &item(text));
    }
    world
}

/// A page of the developer guide: all partition parts by `=`, sort parts from the left, an inequality last.
#[test]
fn a_query_goes_from_left_to_right_in_the_order_of_all_sort_parts() {
    let world = filled();
    let check = |condition: &str, expected: &str| {
        let mut input = query(condition);
        assert_eq!(pks(&world.ok("Query", input.clone())), expected, "{condition}");
        input["ScanIndexForward"] = false.into();
        let backward: Vec<&str> = expected.split(' ').rev().collect();
        assert_eq!(pks(&world.ok("Query", input)), backward.join(" "), "{condition} backward");
    };
    check("t = :t AND u = :u", "1 2 3 4 5 6");
    check("u = :u AND t = :t AND a = :a", "2 3 4 5");
    check("t = :t AND u = :u AND a > :a", "6");
    check("t = :t AND u = :u AND begins_with(a, :a)", "2 3 4 5");
    check("t = :t AND u = :u AND a BETWEEN :a AND :c", "2 3 4 5 6");
    check("t = :t AND u = :u AND a = :a AND n = :n", "4 5");
    check("n < :n AND t = :t AND u = :u AND a = :a", "2 3");
    check("t = :t AND u = :u AND a = :a AND n BETWEEN :m AND :n", "3 4 5");
    check("t = :t AND u = :u AND a = :a AND n = :n AND b >= :b", "5");
    check("t = :t AND u = :u AND a = :a AND n = :n AND begins_with(b, :b)", "5");
    check("t = :t AND u = :u AND a = :a AND n = :n AND b < :b", "4");
}

/// A projection of keys only holds every part, and the table's key; nothing else.
#[test]
fn the_parts_are_projected_paged_and_shown() {
    let world = filled();
    let mut input = query("t = :t AND u = :u");
    input["Limit"] = 2.into();
    let mut seen = Vec::new();
    loop {
        let page = world.ok("Query", input.clone());
        seen.push(pks(&page));
        for item in page["Items"].as_array().unwrap() {
            let names: Vec<&str> = item.as_object().unwrap().keys().map(String::as_str).collect();
            assert_eq!(names, ["a", "b", "n", "pk", "t", "u"]);
        }
        let Some(last) = page.get("LastEvaluatedKey") else { break };
        assert_eq!(last.as_object().unwrap().len(), 6);
        input["ExclusiveStartKey"] = last.clone();
    }
    assert_eq!(seen, ["1 2", "3 4", "5 6", ""]);
    assert_eq!(world.ok("Scan", json!({"TableName": "tab", "IndexName": "gsi"}))["Count"], 9);
    let (mut start, mut count) = (Value::Null, 0);
    loop {
        let mut scan = json!({"TableName": "tab", "IndexName": "gsi", "Limit": 4});
        if !start.is_null() {
            scan["ExclusiveStartKey"] = start;
        }
        let page = world.ok("Scan", scan);
        count += page["Count"].as_u64().unwrap();
        start = page["LastEvaluatedKey"].clone();
        if start.is_null() {
            break;
        }
    }
    assert_eq!(count, 9);
    let table = world.ok("DescribeTable", json!({"TableName": "tab"}))["Table"].clone();
    assert_eq!(table["GlobalSecondaryIndexes"][0]["KeySchema"], key(SCHEMA));
    assert_eq!(table["GlobalSecondaryIndexes"][0]["ItemCount"], 9);
    let names: Vec<&str> = table["AttributeDefinitions"]
        .as_array()
        .unwrap()
        .iter()
        .map(|definition| definition["AttributeName"].as_str().unwrap())
        .collect();
    assert_eq!(names, ["a", "b", "n", "pk", "t", "u"], "sorted, as AWS does");
}

/// The older parameters do the same; a filter may not name a part of the key.
#[test]
fn key_conditions_and_filters_know_every_part() {
    let world = filled();
    let is =
        |kind: &str, value: &str| json!({"ComparisonOperator": "EQ", "AttributeValueList": [{kind: value}]});
    let mut conditions = json!({"t": is("S", "t"), "u": is("N", "1"), "a": is("S", "aa"),
        "n": {"ComparisonOperator": "GT", "AttributeValueList": [{"N": "9"}]}});
    let input =
        |conditions: &Value| json!({"TableName": "tab", "IndexName": "gsi", "KeyConditions": conditions});
    assert_eq!(pks(&world.ok("Query", input(&conditions))), "4 5");
    conditions.as_object_mut().unwrap().remove("a");
    assert_eq!(
        world.err("Query", input(&conditions)),
        "ValidationException: RANGE key attributes a must have equality conditions specified in the query because a condition is present on key attribute n"
    );
    let mut filtered = query("t = :t AND u = :u");
    filtered["FilterExpression"] = "n = :u".into();
    assert_eq!(
        world.err("Query", filtered),
        "ValidationException: Filter Expression can only contain non-primary key attributes: Primary key attribute: n"
    );
}

#[test]
fn queries_that_cannot_be_are_refused() {
    let world = filled();
    let check = |condition: &str, expected: &str| {
        assert_eq!(
            world.err("Query", query(condition)),
            format!("ValidationException: {expected}"),
            "{condition}"
        );
    };
    let gap = |before: &str, attribute: &str| {
        format!(
            "RANGE key attributes {before} must have equality conditions specified in the query because a condition is present on key attribute {attribute}"
        )
    };
    check("t = :t AND u = :u AND n = :n", &gap("a", "n"));
    check("t = :t AND u = :u AND a > :a AND n = :n", &gap("a", "n"));
    check("t = :t AND u = :u AND a = :a AND b = :b", &gap("n", "b"));
    // How several are listed is our guess.
    check("t = :t AND u = :u AND b = :b", &gap("a, n", "b"));
    check("t = :t", "Query condition missed key schema element: u");
    check("u = :u AND a = :a", "Query condition missed key schema element: t");
    check("t = :t AND u > :u", "Query key condition not supported");
    check("t = :t AND u = :u AND x = :a", "Query condition missed key schema element: a");
    check(
        "t = :t AND u = :u AND n = :a",
        "One or more parameter values were invalid: Condition parameter type does not match schema type",
    );
    check(
        "t = :t AND u = :u AND a = :a AND n = :n AND b = :b AND x = :c",
        "The number of query conditions (6) exceeds the number of key attributes defined in the schema (5)",
    );
}

/// Developer guide, GSI: an item without one of the parts is not in the index; a part of another type is refused.
#[test]
fn an_item_without_a_part_is_not_indexed_and_one_of_a_wrong_type_refused() {
    let world = world();
    let whole = item("1 t 1 a 2 QQ==");
    let count = || world.ok("Scan", json!({"TableName": "tab", "IndexName": "gsi"}))["Count"].clone();
    for part in ["t", "u", "a", "n", "b"] {
        let mut item = whole.clone();
        item.as_object_mut().unwrap().remove(part);
        put(&world, &item);
        assert_eq!(count(), 0, "without {part}");
    }
    put(&world, &whole);
    assert_eq!(count(), 1);
    let update = |expression: &str, values: Value| {
        let mut input =
            json!({"TableName": "tab", "Key": {"pk": {"S": "1"}}, "UpdateExpression": expression});
        input["ReturnConsumedCapacity"] = "INDEXES".into();
        if !values.is_null() {
            input["ExpressionAttributeValues"] = values;
        }
        input
    };
    let units =
        |reply: &Value| reply["ConsumedCapacity"]["GlobalSecondaryIndexes"]["gsi"]["CapacityUnits"].clone();
    // Write capacity, developer guide, GSI: nothing for what the index does not hold, two for a key that moves.
    assert_eq!(units(&world.ok("UpdateItem", update("SET x = :x", json!({":x": {"N": "1"}})))), Value::Null);
    assert_eq!(units(&world.ok("UpdateItem", update("SET n = :x", json!({":x": {"N": "3"}})))), 2.0);
    assert_eq!(units(&world.ok("UpdateItem", update("REMOVE b", Value::Null))), 1.0);
    assert_eq!(count(), 0);
    assert_eq!(
        world.err("UpdateItem", update("SET n = :x", json!({":x": {"S": "3"}}))),
        "ValidationException: One or more parameter values were invalid: Type mismatch for Index Key n Expected: N Actual: S IndexName: gsi"
    );
    let mut wrong = whole.clone();
    wrong["u"] = json!({"S": "1"});
    assert_eq!(
        world.err("PutItem", json!({"TableName": "tab", "Item": wrong})),
        "ValidationException: One or more parameter values were invalid: Type mismatch for Index Key u Expected: N Actual: S IndexName: gsi"
    );
    let mut long = whole;
    // The sort parts count together: 1000 for the text, 23 for the binary, 2 for the number.
    long["a"] = json!({"S": "a".repeat(1000)});
    long["b"] = json!({"B": "A".repeat(28) + "AAA="});
    assert_eq!(
        world.err("PutItem", json!({"TableName": "tab", "Item": long})),
        "ValidationException: One or more parameter values were invalid: Aggregated size of all range keys has exceeded the size limit of 1024 bytes"
    );
    long["b"] = json!({"B": "A".repeat(28)});
    put(&world, &long);
    assert_eq!(count(), 1);
}

/// Which of several mistakes comes first is our guess.
#[test]
fn key_schemas_that_cannot_be_are_refused() {
    let world = World::new();
    let create = |schema: &str| {
        let mut names: Vec<&str> =
            schema.split(", ").map(|element| element.split_once(' ').unwrap().0).collect();
        names.sort_unstable();
        names.dedup();
        let mut definitions: Vec<Value> =
            names.iter().map(|name| json!({"AttributeName": name, "AttributeType": "S"})).collect();
        definitions.push(json!({"AttributeName": "pk", "AttributeType": "S"}));
        json!({"TableName": "tab", "BillingMode": "PAY_PER_REQUEST", "AttributeDefinitions": definitions,
            "KeySchema": key("pk HASH"), "GlobalSecondaryIndexes": [index("gsi", schema)]})
    };
    let update = |schema: &str| {
        let mut input = create(schema);
        json!({"TableName": "there", "AttributeDefinitions": input["AttributeDefinitions"].take(),
            "GlobalSecondaryIndexUpdates": [{"Create": input["GlobalSecondaryIndexes"][0].take()}]})
    };
    world.table("there", "pk S", json!({}));
    let check = |schema: &str, expected: &str| {
        let expected = format!("ValidationException: {expected}");
        assert_eq!(world.err("CreateTable", create(schema)), expected, "{schema}");
        assert_eq!(world.err("UpdateTable", update(schema)), expected, "{schema}");
    };
    check(
        "a HASH, b HASH, c HASH, d HASH, e HASH",
        "One or more parameter values were invalid: The KeySchema exceeds the maximum allowed number of HASH key attributes",
    );
    check(
        "a HASH, b RANGE, c RANGE, d RANGE, e RANGE, f RANGE",
        "One or more parameter values were invalid: The KeySchema exceeds the maximum allowed number of RANGE key attributes",
    );
    check(
        "a HASH, b RANGE, c HASH",
        "One or more parameter values were invalid: All HASH key attributes must precede RANGE key attributes in the KeySchema",
    );
    check("a HASH, a HASH", "The KeySchema contains multiple key attributes with the same name");
    check("a HASH, b RANGE, a RANGE", "The KeySchema contains multiple key attributes with the same name");
    check("a RANGE, b HASH", "Invalid KeySchema: The first KeySchemaElement is not a HASH key type");
    check("a RANGE, b RANGE, c HASH", "Invalid KeySchema: The first KeySchemaElement is not a HASH key type");
    check(
        "a HASH, a RANGE",
        "Both the Hash Key and the Range Key element in the KeySchema have the same name",
    );

    let three = |place: &str| {
        let mut input = create("a HASH, b RANGE, c RANGE");
        let schema = key("pk HASH, b RANGE, c RANGE");
        if place == "KeySchema" {
            input["KeySchema"] = schema;
        } else {
            input["LocalSecondaryIndexes"] =
                json!([{"IndexName": "lsi", "KeySchema": schema, "Projection": {"ProjectionType": "ALL"}}]);
        }
        world.err("CreateTable", input)
    };
    for place in ["KeySchema", "LocalSecondaryIndexes"] {
        let error = three(place);
        assert!(error.ends_with("Member must have length less than or equal to 2"), "{place}: {error}");
    }
    world.ok("CreateTable", create("a HASH, b HASH, c HASH, d HASH, e RANGE, f RANGE, g RANGE, h RANGE"));
    let eight = update("a HASH, b HASH, c HASH, d HASH, e RANGE, f RANGE, g RANGE, h RANGE");
    let made = world.ok("UpdateTable", eight.clone())["TableDescription"].clone();
    let wanted = &eight["GlobalSecondaryIndexUpdates"][0]["Create"]["KeySchema"];
    assert_eq!(&made["GlobalSecondaryIndexes"][0]["KeySchema"], wanted);
}

/// An index made later holds the items that have every part.
#[test]
fn an_index_of_several_parts_made_later_is_filled() {
    let world = World::new();
    world.table("tab", "pk S", json!({}));
    for n in 0..30 {
        let a = if n % 3 == 0 { "-" } else { "a" };
        let item = item(&format!("{n} t 1 {a} {} QQ==", 30 - n));
        put(&world, &item);
    }
    let attributes: Vec<Value> = [("t", "S"), ("u", "N"), ("a", "S"), ("n", "N")]
        .map(|(name, kind)| json!({"AttributeName": name, "AttributeType": kind}))
        .to_vec();
    world.ok(
        "UpdateTable",
        json!({"TableName": "tab", "AttributeDefinitions": attributes,
        "GlobalSecondaryIndexUpdates": [{"Create": index("gsi", "t HASH, u HASH, a RANGE, n RANGE")}]}),
    );
    let reply = world.ok("Query", query("t = :t AND u = :u"));
    assert_eq!(reply["Count"], 20);
    assert!(pks(&reply).starts_with("29 28 26 25"), "{}", pks(&reply));
}

/// Our design: values of whatever bytes keep their order in the index's keys, and no two lists of them meet; held
/// against sorting the items by their parts.
#[test]
fn the_order_is_that_of_the_parts_whatever_their_bytes() {
    let world = world();
    let texts = ["\u{0}", "\u{0}\u{0}", "a", "a\u{0}", "a\u{0}a", "aa", "\u{ff}", "\u{10ffff}"];
    let numbers = ["-1e125", "-10", "-9.5", "-1e-130", "0", "1e-130", "0.5", "9", "10", "1e125"];
    let binaries = [&[0][..], &[0, 0], &[0, 1], &[0, 0xff], &[1], &[0xff], &[0xff, 0]];
    let mut chance = 7_usize;
    let mut draw = |among: usize| {
        chance = chance.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (chance >> 33) % among
    };
    let mut drawn: Vec<[usize; 4]> = Vec::new();
    for n in 0..300 {
        let [t, a, number, b] = [draw(2), draw(texts.len()), draw(numbers.len()), draw(binaries.len())];
        drawn.push([t, a, number, b]);
        let binary = STANDARD.encode(binaries[b]);
        world.ok(
            "PutItem",
            json!({"TableName": "tab", "Item": {"pk": {"S": format!("{n:03}")},
            "t": {"S": texts[t]}, "u": {"N": "1"}, "a": {"S": texts[a]}, "n": {"N": numbers[number]},
            "b": {"B": binary}}}),
        );
    }
    for t in 0..2 {
        // The lists of values above are sorted, so that their places compare as they do.
        let mut expected: Vec<(usize, usize, usize, usize)> = drawn
            .iter()
            .enumerate()
            .filter(|(_, [its, ..])| *its == t)
            .map(|(n, [_, a, number, b])| (*a, *number, *b, n))
            .collect();
        expected.sort_unstable();
        let input = |condition: &str, values: Value| {
            let mut values = values;
            values[":t"] = json!({"S": texts[t]});
            values[":u"] = json!({"N": "1"});
            json!({"TableName": "tab", "IndexName": "gsi", "KeyConditionExpression": condition,
                "ExpressionAttributeValues": values})
        };
        let names = |of: &[&(usize, usize, usize, usize)]| {
            of.iter().map(|(.., n)| format!("{n:03}")).collect::<Vec<_>>().join(" ")
        };
        let all: Vec<_> = expected.iter().collect();
        assert_eq!(pks(&world.ok("Query", input("t = :t AND u = :u", json!({})))), names(&all));
        for (a, text) in texts.iter().enumerate() {
            let within: Vec<_> = expected.iter().filter(|(its, ..)| *its == a).collect();
            let condition = "t = :t AND u = :u AND a = :a";
            let values = json!({":a": {"S": text}});
            assert_eq!(pks(&world.ok("Query", input(condition, values))), names(&within), "{text:?}");
            let begun: Vec<_> = expected.iter().filter(|(its, ..)| texts[*its].starts_with(text)).collect();
            let condition = "t = :t AND u = :u AND begins_with(a, :a)";
            let values = json!({":a": {"S": text}});
            assert_eq!(pks(&world.ok("Query", input(condition, values))), names(&begun), "{text:?}");
            for (place, number) in numbers.iter().enumerate() {
                let within: Vec<_> =
                    expected.iter().filter(|(its, n, ..)| *its == a && *n >= place).collect();
                let condition = "t = :t AND u = :u AND a = :a AND n >= :n";
                let values = json!({":a": {"S": text}, ":n": {"N": number}});
                assert_eq!(
                    pks(&world.ok("Query", input(condition, values))),
                    names(&within),
                    "{text:?} {number}"
                );
            }
        }
    }
}
