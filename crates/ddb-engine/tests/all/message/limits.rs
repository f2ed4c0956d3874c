//! Limits of items, keys, names and expressions, at the limit and one beyond.
//!
//! <https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Constraints.html>; texts as each test says.

use crate::harness::{Value, World, json};

const MAX_ITEM: usize = 409_600;
const ITEM: &str = "Item size has exceeded the maximum allowed size";
const UPDATE: &str = "Item size to update has exceeded the maximum allowed size";

fn world() -> World {
    let world = World::new();
    world.table("tab", "pk S", json!({}));
    world.table("tabs", "pk S, sk S", json!({}));
    world
}

/// The sentence of a ValidationException, without what AWS's newer layer of checks puts before it.
fn refused(world: &World, operation: &str, input: Value) -> String {
    let error = world.err(operation, input);
    let sentence = error.strip_prefix("ValidationException: ").unwrap_or(&error);
    sentence.strip_prefix("1 validation error detected: ").unwrap_or(sentence).to_owned()
}

fn text(bytes: usize) -> Value {
    json!({"S": "x".repeat(bytes)})
}

/// An item of so many bytes: its key is `pk`.
fn sized(pk: &str, bytes: usize) -> Value {
    json!({"TableName": "tab", "Item": {"pk": {"S": pk}, "b": text(bytes - 2 - pk.len() - 1)}})
}

/// An update that makes `b` so long that the item has so many bytes.
fn update(pk: &str, bytes: usize) -> Value {
    json!({"TableName": "tab", "Key": {"pk": {"S": pk}}, "UpdateExpression": "SET b = :b",
        "ExpressionAttributeValues": {":b": text(bytes - 2 - pk.len() - 1)}})
}

/// paritysuite/dynamodb-conformance, itemSizeBySurface, 2026-08 to 2026-10: every surface at its limit.
#[test]
fn an_item_has_400_kilobytes_on_every_way_in() {
    let world = world();
    world.ok("PutItem", sized("a", MAX_ITEM));
    assert_eq!(refused(&world, "PutItem", sized("a", MAX_ITEM + 1)), ITEM);
    let batch = |bytes: usize| json!({"RequestItems": {"tab": [{"PutRequest": {"Item": sized("b", bytes)["Item"]}}]}});
    world.ok("BatchWriteItem", batch(MAX_ITEM));
    assert_eq!(refused(&world, "BatchWriteItem", batch(MAX_ITEM + 1)), ITEM);
    let transaction = |action: &str, input: Value| json!({"TransactItems": [{action: input}]});
    world.ok("TransactWriteItems", transaction("Put", sized("c", MAX_ITEM)));
    assert_eq!(refused(&world, "TransactWriteItems", transaction("Put", sized("c", MAX_ITEM + 1))), ITEM);
    // What an update makes is known only in the transaction. The key is longer than what the expression is charged.
    let key = "d".repeat(100);
    world.ok("TransactWriteItems", transaction("Update", update(&key, MAX_ITEM)));
    let failure = world.failure("TransactWriteItems", transaction("Update", update(&key, MAX_ITEM + 1)));
    assert_eq!(failure["CancellationReasons"][0], json!({"Code": "ValidationError", "Message": UPDATE}));
}

/// The same: the clauses count, 22 bytes for one SET, and not the key; never more than the item may have. In
/// transactions in the regions of the newer layer, since 2026-10-08.
#[test]
fn an_update_counts_what_the_expression_says() {
    let world = world();
    world.ok("UpdateItem", update("a", MAX_ITEM - 19));
    assert_eq!(refused(&world, "UpdateItem", update("a", MAX_ITEM - 18)), UPDATE);
    let long = "k".repeat(100);
    world.ok("UpdateItem", update(&long, MAX_ITEM));
    assert_eq!(refused(&world, "UpdateItem", update(&long, MAX_ITEM + 1)), UPDATE);
    let transaction = |input: Value| json!({"TransactItems": [{"Update": input}]});
    world.ok("TransactWriteItems", transaction(update("t", MAX_ITEM - 19)));
    assert_eq!(refused(&world, "TransactWriteItems", transaction(update("t", MAX_ITEM - 18))), UPDATE);
    // Before the condition is judged.
    let mut unmet = update("none", MAX_ITEM - 10);
    unmet["ConditionExpression"] = "attribute_exists(pk)".into();
    assert_eq!(refused(&world, "UpdateItem", unmet), UPDATE);
    // The older parameter counts the finished item only.
    let older = |bytes: usize| {
        json!({"TableName": "tab", "Key": {"pk": {"S": "o"}},
        "AttributeUpdates": {"b": {"Value": text(bytes - 4)}}})
    };
    world.ok("UpdateItem", older(MAX_ITEM));
    assert_eq!(refused(&world, "UpdateItem", older(MAX_ITEM + 1)), UPDATE);
}

/// Texts: dynalite's tests and nubo-db/dynamodb-conformance, recorded on AWS; of queries it is our guess.
#[test]
fn keys_have_a_greatest_length_in_reads_and_writes() {
    let world = world();
    let hash = "One or more parameter values were invalid: Size of hashkey has exceeded the maximum size limit of2048 bytes";
    let range = "One or more parameter values were invalid: Aggregated size of all range keys has exceeded the size limit of 1024 bytes";
    let key = |hash: usize, range: usize| json!({"pk": text(hash), "sk": text(range)});
    let with = |member: &str, key: Value| json!({"TableName": "tabs", member: key});
    world.ok("PutItem", with("Item", key(2048, 1024)));
    assert_eq!(world.ok("GetItem", with("Key", key(2048, 1024)))["Item"], key(2048, 1024));
    for (key, expected) in [(key(2049, 1024), hash), (key(2048, 1025), range), (key(2049, 1025), hash)] {
        assert_eq!(refused(&world, "PutItem", with("Item", key.clone())), expected);
        for operation in ["GetItem", "DeleteItem", "UpdateItem"] {
            assert_eq!(refused(&world, operation, with("Key", key.clone())), expected, "{operation}");
        }
        let batch = json!({"RequestItems": {"tabs": {"Keys": [key]}}});
        assert_eq!(refused(&world, "BatchGetItem", batch), expected);
        let batch = json!({"RequestItems": {"tabs": [{"DeleteRequest": {"Key": key}}]}});
        assert_eq!(refused(&world, "BatchWriteItem", batch), expected);
        let query = json!({"TableName": "tabs", "KeyConditionExpression": "pk = :p AND sk = :s",
            "ExpressionAttributeValues": {":p": key["pk"], ":s": key["sk"]}});
        assert_eq!(refused(&world, "Query", query), expected);
    }
}

/// Numbers: 38 digits, from 1E-130 to 9.9…E+125. Texts: dynalite's tests, recorded on AWS.
#[test]
fn numbers_have_38_digits_and_a_range() {
    let world = world();
    let put = |number: &str| json!({"TableName": "tab", "Item": {"pk": {"S": "n"}, "n": {"N": number}}});
    for number in ["1e-130", "-9.9999999999999999999999999999999999999e125", &"9".repeat(38), "0e0"] {
        world.ok("PutItem", put(number));
    }
    let digits = "Attempting to store more than 38 significant digits in a Number";
    let large = "Number overflow. Attempting to store a number with magnitude larger than supported range";
    let small = "Number underflow. Attempting to store a number with magnitude smaller than supported range";
    for (number, expected) in [(&*"9".repeat(39), digits), ("1e126", large), ("-1e-131", small)] {
        assert_eq!(refused(&world, "PutItem", put(number)), expected, "{number}");
    }
}

/// Text: ExtendDB's maintainers, measured on AWS, 2026-09.
#[test]
fn an_attribute_name_has_65535_bytes_at_every_level() {
    let world = world();
    let too_long = "Attribute name is too large, must be less than 65536 bytes";
    for length in [65_535, 65_536] {
        let name = "n".repeat(length);
        let put = |item: Value| ("PutItem", json!({"TableName": "tab", "Item": item}));
        let update = |expression: &str, names: Value, value: Value| {
            let mut input = json!({"TableName": "tab", "Key": {"pk": {"S": "u"}}, "UpdateExpression": expression,
                "ExpressionAttributeValues": {":v": value}});
            if !names.is_null() {
                input["ExpressionAttributeNames"] = names;
            }
            ("UpdateItem", input)
        };
        for (operation, input) in [
            put(json!({"pk": {"S": "a"}, &name: {"S": "x"}})),
            put(json!({"pk": {"S": "a"}, "m": {"M": {"l": {"L": [{"M": {&name: {"S": "x"}}}]}}}})),
            update("SET doc = :v", Value::Null, json!({"M": {&name: {"S": "x"}}})),
            update("SET #n = :v", json!({"#n": name}), json!({"S": "x"})),
        ] {
            if length > 65_535 {
                assert!(refused(&world, operation, input).contains(too_long));
            } else {
                world.ok(operation, input);
            }
        }
    }
}

/// 2 MB of names, of values, and of both. Texts: those of Amazon's DAX client, which checks the same; the long key's:
/// recorded on AWS by others. 255 bytes for a placeholder with its sign.
#[test]
fn placeholders_have_their_limits() {
    let world = world();
    let condition = |names: &[(String, String)], values: &[(String, usize)]| {
        let named = names.iter().map(|(key, _)| format!("attribute_not_exists({key})"));
        let valued = values.iter().map(|(key, _)| format!("x <> {key}"));
        let condition = named.chain(valued).collect::<Vec<_>>().join(" AND ");
        let mut input =
            json!({"TableName": "tab", "Key": {"pk": {"S": "c"}}, "ConditionExpression": condition});
        if !names.is_empty() {
            input["ExpressionAttributeNames"] = names.iter().cloned().collect();
        }
        if !values.is_empty() {
            input["ExpressionAttributeValues"] =
                values.iter().map(|(key, bytes)| (key.clone(), text(*bytes))).collect();
        }
        input
    };
    let megabyte = 1024 * 1024;
    let two = |second: usize| [(":a".to_owned(), megabyte - 2), (":b".to_owned(), second)];
    world.ok("DeleteItem", condition(&[], &two(megabyte - 2)));
    assert_eq!(
        refused(&world, "DeleteItem", condition(&[], &two(megabyte - 1))),
        "ExpressionAttributeValues exceeds max size"
    );
    let names: Vec<(String, String)> =
        (0..33).map(|n| (format!("#{n}"), format!("{n:02}{}", "n".repeat(65_530)))).collect();
    assert_eq!(
        refused(&world, "DeleteItem", condition(&names, &[])),
        "ExpressionAttributeNames exceeds max size"
    );
    assert_eq!(
        refused(&world, "DeleteItem", condition(&names[..16], &two(megabyte / 2))),
        "Combined size of ExpressionAttributeNames and ExpressionAttributeValues exceeds max size"
    );
    let name = |length: usize| [(format!("#{}", "n".repeat(length - 1)), "n".to_owned())];
    let value = |length: usize| [(format!(":{}", "v".repeat(length - 1)), 1)];
    world.ok("DeleteItem", condition(&name(255), &value(255)));
    let long = |member: &str| {
        format!(
            "ExpressionAttribute{member} contains invalid key: The expression attribute map contains a key that is too long; size of key: 256"
        )
    };
    assert_eq!(refused(&world, "DeleteItem", condition(&name(256), &[])), long("Names"));
    assert_eq!(refused(&world, "DeleteItem", condition(&[], &value(256))), long("Values"));
}

/// 4 KB an expression, 300 operators, 100 operands of IN. Texts: nubo-db/dynamodb-conformance, recorded on AWS; that of
/// operators: dynalite's tests.
#[test]
fn expressions_have_their_limits() {
    let world = world();
    let scan = |filter: &str| json!({"TableName": "tab", "FilterExpression": filter, "ExpressionAttributeValues": {":v": {"S": "v"}}});
    let at = format!("{}a = :v", " ".repeat(4096 - 6));
    world.ok("Scan", scan(&at));
    assert_eq!(
        refused(&world, "Scan", scan(&format!(" {at}"))),
        "Invalid FilterExpression: Expression size has exceeded the maximum allowed size; expression size: 4097"
    );
    // One comparison, then AND and a comparison each.
    let operators = |count: usize| vec!["a=:v"; count].join(" AND ");
    world.ok("Scan", scan(&format!("NOT {} ", operators(150))));
    assert_eq!(
        refused(&world, "Scan", scan(&format!("NOT NOT {} ", operators(150)))),
        "Invalid FilterExpression: The expression contains too many operators; operator count: 301"
    );
    let list = |count: usize| format!("a IN ({})", vec![":v"; count].join(","));
    world.ok("Scan", scan(&list(100)));
    let error = refused(&world, "Scan", scan(&list(101)));
    assert!(error.contains("operands") && error.contains("101"), "{error}");
}

/// 32 levels, the attribute's own value the first. Text: nubo-db/dynamodb-conformance, recorded on AWS.
#[test]
fn an_item_nests_32_levels() {
    let world = world();
    let deep = |wraps: usize| (0..wraps).fold(json!({"S": "leaf"}), |value, _| json!({"M": {"n": value}}));
    let too_deep = "Nesting Levels have exceeded supported limits: Attributes in the item have nested levels beyond supported limit";
    let put = |wraps: usize| json!({"TableName": "tab", "Item": {"pk": {"S": "a"}, "d": deep(wraps)}});
    world.ok("PutItem", put(31));
    assert_eq!(refused(&world, "PutItem", put(32)), too_deep);
    assert_eq!(refused(&world, "TransactWriteItems", json!({"TransactItems": [{"Put": put(32)}]})), too_deep);
    let path = vec!["n"; 30].join(".");
    let update = |wraps: usize| {
        json!({"TableName": "tab", "Key": {"pk": {"S": "a"}},
        "UpdateExpression": format!("SET d.{path}.n = :v"), "ExpressionAttributeValues": {":v": deep(wraps)}})
    };
    world.ok("UpdateItem", update(0));
    assert_eq!(refused(&world, "UpdateItem", update(1)), too_deep);
    let transaction = json!({"TransactItems": [{"Update": update(1)}]});
    let reason = world.failure("TransactWriteItems", transaction)["CancellationReasons"][0].clone();
    assert_eq!(reason, json!({"Code": "ValidationError", "Message": too_deep}));
}

/// 1 MB of a page, measured before the filter, the item that reaches it included; ListTables 100.
#[test]
fn replies_have_their_limits() {
    let world = world();
    for n in 0..8 {
        let item = json!({"pk": {"S": "a"}, "sk": {"S": n.to_string()}, "x": text(300 * 1024)});
        world.ok("PutItem", json!({"TableName": "tabs", "Item": item}));
    }
    let query = json!({"TableName": "tabs", "KeyConditionExpression": "pk = :a", "FilterExpression": "attribute_exists(y)",
        "ExpressionAttributeValues": {":a": {"S": "a"}}});
    let page = world.ok("Query", query);
    assert_eq!((&page["Count"], &page["ScannedCount"]), (&json!(0), &json!(4)));
    assert_eq!(page["LastEvaluatedKey"]["sk"]["S"], "3");
    for n in 0..101 {
        world.table(&format!("table-{n:03}"), "pk S", json!({}));
    }
    let page = world.ok("ListTables", json!({}));
    assert_eq!(page["TableNames"].as_array().unwrap().len(), 100);
    assert_eq!(page["LastEvaluatedTableName"], page["TableNames"][99]);
    let error = refused(&world, "ListTables", json!({"Limit": 101}));
    assert!(error.ends_with("Member must have value less than or equal to 100"), "{error}");
}

/// AWS's sentence on `1e50 - 1`; that it is the same wherever a sum needs more than 38 digits is our guess. A number of so
/// many digits that is sent has a sentence of its own: dynalite's tests, recorded on AWS.
#[test]
fn a_sum_of_more_than_38_digits_is_an_overflow() {
    let world = World::new();
    world.table("tab", "pk S", json!({}));
    world.ok("PutItem", json!({"TableName": "tab", "Item": {"pk": {"S": "a"}, "n": {"N": "1e50"}}}));
    let update = |members: Value| {
        let mut input = json!({"TableName": "tab", "Key": {"pk": {"S": "a"}}});
        input.as_object_mut().unwrap().extend(members.as_object().cloned().unwrap());
        world.err("UpdateItem", input)
    };
    let large = "Number overflow. Attempting to store a number with magnitude larger than supported range";
    let one = json!({":one": {"N": "1"}});
    for text in ["SET n = n - :one", "SET m = n + :one", "ADD n :one"] {
        let told = update(json!({"UpdateExpression": text, "ExpressionAttributeValues": one}));
        assert_eq!(told, format!("ValidationException: {large}"), "{text}");
    }
    let older = json!({"AttributeUpdates": {"n": {"Action": "ADD", "Value": {"N": "1"}}}});
    assert_eq!(update(older), format!("ValidationException: {large}"));
    let statement = json!({"Statement": "UPDATE tab SET n = n - 1 WHERE pk = 'a'"});
    assert_eq!(world.err("ExecuteStatement", statement), format!("ValidationException: {large}"));
    let sent = "9".repeat(39);
    let told = update(json!({"AttributeUpdates": {"n": {"Value": {"N": sent}}}}));
    assert!(told.ends_with("Attempting to store more than 38 significant digits in a Number"), "{told}");
}
