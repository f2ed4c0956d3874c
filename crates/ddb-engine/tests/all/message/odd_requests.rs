//! Requests at the edge of the format: how each class of error looks, what is checked first, odd JSON, names as ARNs.

use std::io::Write as _;

use crate::harness::{Value, World, json};

const JSON: (&str, &str) = ("content-type", "application/x-amz-json-1.0");

fn world() -> World {
    let world = World::new();
    world.table("tab", "pk S", json!({}));
    world
}

/// The families: dynalite's tests, recorded on AWS. The member's spelling: the model, and answers of AWS in
/// <https://github.com/pynamodb/PynamoDB/pull/1144>.
#[test]
fn each_class_of_error_has_its_family_and_its_spelling_of_message() {
    let world = world();
    let check = |operation: &str, input: Value, family: &str, name: &str, member: &str| {
        let failure = world.failure(operation, input);
        assert_eq!(failure["__type"], format!("{family}#{name}"));
        assert!(failure[member].is_string(), "{failure}");
        let other = if member == "message" { "Message" } else { "message" };
        assert!(failure.get(other).is_none(), "{failure}");
    };
    let service = "com.amazonaws.dynamodb.v20120810";
    let (item, condition) = (json!({"pk": {"S": "a"}}), "attribute_exists(x)");
    check(
        "GetItem",
        json!({"TableName": "tab"}),
        "com.amazon.coral.validate",
        "ValidationException",
        "message",
    );
    check(
        "GetItem",
        json!({"TableName": 1}),
        "com.amazon.coral.service",
        "SerializationException",
        "Message",
    );
    check(
        "GetItem",
        json!({"TableName": "none", "Key": item}),
        service,
        "ResourceNotFoundException",
        "message",
    );
    check(
        "PutItem",
        json!({"TableName": "tab", "Item": item, "ConditionExpression": condition}),
        service,
        "ConditionalCheckFailedException",
        "message",
    );
    let transact = |condition: Option<&str>, pk: &str| {
        let put = json!({"TableName": "tab", "Item": {"pk": {"S": pk}}, "ConditionExpression": condition});
        json!({"ClientRequestToken": "t", "TransactItems": [{"Put": put}]})
    };
    let failing = transact(Some(condition), "a");
    check("TransactWriteItems", failing, service, "TransactionCanceledException", "Message");
    world.ok("TransactWriteItems", transact(None, "b"));
    let other = transact(None, "c");
    check("TransactWriteItems", other, service, "IdempotentParameterMismatchException", "Message");
    let again = json!({"TableName": "tab", "BillingMode": "PAY_PER_REQUEST",
        "KeySchema": [{"AttributeName": "pk", "KeyType": "HASH"}],
        "AttributeDefinitions": [{"AttributeName": "pk", "AttributeType": "S"}]});
    check("CreateTable", again, service, "ResourceInUseException", "message");
    let foreign = json!({"TableName": "arn:aws:dynamodb:us-east-1:999999999999:table/tab", "Key": item});
    check("GetItem", foreign, "com.amazon.coral.service", "AccessDeniedException", "message");
}

/// The order of checks: dynalite's tests, recorded on AWS. A request has all mistakes, then one less each time.
#[test]
fn checks_come_in_awss_order() {
    let world = world();
    let target = |name: &str| format!("DynamoDB_20120810.{name}");
    let send = |kind: &str, target: &str, body: &str| {
        let reply = world.raw(&[("content-type", kind), ("x-amz-target", target)], body.as_bytes());
        (reply.status, reply.text())
    };
    let (status, body) = send("text/plain", &target("Nothing"), "{");
    assert_eq!((status, body.as_str()), (404, "<UnknownOperationException/>\n"));
    let name_of = |(status, body): (u16, String)| {
        assert_eq!(status, 400, "{body}");
        let json: Value = serde_json::from_str(&body).unwrap();
        json["__type"].as_str().unwrap().split('#').nth(1).unwrap().to_owned()
    };
    assert_eq!(name_of(send(JSON.1, &target("Nothing"), "{")), "SerializationException");
    assert_eq!(name_of(send(JSON.1, &target("Nothing"), "{}")), "UnknownOperationException");
    assert_eq!(name_of(send(JSON.1, &target("PutItem"), "{")), "SerializationException");
    let steps: [(Value, &str); 7] = [
        (
            json!({"Item": {"pk": {"S": 1}}}),
            "SerializationException: NUMBER_VALUE cannot be converted to String",
        ),
        (
            json!({"Item": {"pk": {"N": ""}}}),
            "ValidationException: 1 validation error detected: Value 'X' at 'returnConsumedCapacity' failed to satisfy constraint: Member must satisfy enum value set: [INDEXES, TOTAL, NONE]",
        ),
        (
            json!({"ReturnConsumedCapacity": null}),
            "ValidationException: 1 validation error detected: The parameter cannot be converted to a numeric value: ",
        ),
        (
            json!({"Item": {"pk": {"N": "1"}}}),
            "ValidationException: 1 validation error detected: Invalid ConditionExpression: The expression can not be empty;",
        ),
        (
            json!({"ConditionExpression": "attribute_exists(x)"}),
            "ResourceNotFoundException: Requested resource not found",
        ),
        (
            json!({"TableName": "tab"}),
            "ValidationException: One or more parameter values were invalid: Type mismatch for key pk expected: S actual: N",
        ),
        (
            json!({"Item": {"pk": {"S": "a"}}}),
            "ConditionalCheckFailedException: The conditional request failed",
        ),
    ];
    let mut input = json!({"TableName": "none", "ReturnConsumedCapacity": "X", "ConditionExpression": ""});
    for (changes, expected) in steps {
        for (member, value) in changes.as_object().unwrap() {
            input[member] = value.clone();
        }
        assert_eq!(world.err("PutItem", input.clone()), expected, "{input}");
    }
}

/// dynalite's tests, recorded on AWS: never more than ten.
#[test]
fn up_to_ten_broken_constraints_are_told_together() {
    let error = world().err(
        "CreateTable",
        json!({"TableName": "new", "BillingMode": "X", "TableClass": "X", "KeySchema": [{}, {}, {}],
            "AttributeDefinitions": [{}, {}, {}]}),
    );
    assert!(error.starts_with("ValidationException: 10 validation errors detected: "), "{error}");
    assert_eq!(error.matches(" failed to satisfy constraint: ").count(), 10);
}

/// RFC 8259, and what AWS's parser is recorded to do (dynalite's tests); that of equal members the last counts is our
/// guess beside it.
#[test]
fn odd_json_is_read_or_refused_and_never_harms() {
    let world = world();
    let get = |text: &str| world.raw(&[JSON, ("x-amz-target", "DynamoDB_20120810.GetItem")], text.as_bytes());
    for text in [
        r#"{"TableName":"none","TableName":"tab","Key":{"pk":{"S":"a"}}}"#,
        r#"{"TableName":"tab","Key":{"pk":{"S":"a"},"pk":{"S":"b"}}}"#,
        r#"{"TableName":"tab","Unknown":[{"x":NULL}],"Key":{"pk":{"S":"a","Z":{}}}}"#,
        r#"{"TableName":"tab","Unknown":{"deep":[[[[1]]]]},"Key":{"pk":{"S":"a","Z":{}}},"ConsistentRead":null}"#,
        "\r\n\t {\"TableName\" : \"tab\",\"Key\":{\"pk\":{\"S\":\"\\u0061\"}}}\n",
    ] {
        let expected = if text.contains("NULL") { 400 } else { 200 };
        assert_eq!(get(text).status, expected, "{text}");
    }
    let key = |value: &str| format!(r#"{{"TableName":"tab","Key":{{"pk":{value}}}}}"#);
    let deep = |open: &str, close: &str| format!("{}{}", open.repeat(10_000), close.repeat(10_000));
    for (text, expected) in [
        (String::new(), ""),
        ("null".to_owned(), ""),
        ("5".to_owned(), ""),
        (key(r#"{"S":"\ud800"}"#), ""),
        (key(r#"{"N":NaN}"#), ""),
        (key(r#"{"N":Infinity}"#), ""),
        (key(&deep("[", "]")), ""),
        (key("{\"S\":\"a\"") + "}}", ""),
        (key(r#"{"S":"a"}"#) + "x", ""),
        (key(r#"{"N":1}"#), "NUMBER_VALUE cannot be converted to String"),
        // A number that no JSON number type holds: our guess.
        (key(&format!(r#"{{"N":{}}}"#, "9".repeat(100_000))), ""),
    ] {
        let reply = get(&text);
        let start: String = text.chars().take(60).collect();
        assert_eq!(reply.status, 400, "{start}");
        let json = reply.json();
        assert_eq!(json["__type"], "com.amazon.coral.service#SerializationException", "{start}");
        assert_eq!(json.get("Message").and_then(Value::as_str).unwrap_or_default(), expected, "{start}");
    }
    let digits = world.err_text("GetItem", &key(&format!(r#"{{"N":"{}"}}"#, "9".repeat(100_000))));
    assert!(digits.starts_with("ValidationException: Number overflow. "), "{digits}");
    let maps = format!(r#"{}{{"S":""}}{}"#, r#"{"M":{"n":"#.repeat(10_000), "}}".repeat(10_000));
    for deep in [maps, deep(r#"{"L":["#, "]}")] {
        let error = world.err_text("GetItem", &key(&deep));
        assert!(
            error.starts_with("ValidationException: Nesting Levels have exceeded supported limits")
                || error == "SerializationException: ",
            "{error}"
        );
    }
}

/// dynalite's tests, recorded on AWS: the error for each JSON type where another is wanted.
#[test]
fn each_kind_of_member_refuses_other_types_in_its_words() {
    let world = world();
    let check = |operation: &str, member: &str, cases: &[(&str, &str)]| {
        for (value, expected) in cases {
            let error = world.err_text(operation, &format!(r#"{{"{member}":{value}}}"#));
            assert_eq!(error, format!("SerializationException: {expected}"), "{operation} {member} {value}");
        }
    };
    let structure = "Start of structure or map found where not expected";
    let field = "Unexpected field type";
    check(
        "GetItem",
        "TableName",
        &[
            ("true", "TRUE_VALUE cannot be converted to String"),
            ("false", "FALSE_VALUE cannot be converted to String"),
            ("23", "NUMBER_VALUE cannot be converted to String"),
            ("34.56", "DECIMAL_VALUE cannot be converted to String"),
            ("[]", "Unrecognized collection type class java.lang.String"),
            ("{}", structure),
        ],
    );
    check(
        "GetItem",
        "ConsistentRead",
        &[
            (r#""23""#, "Unexpected token received from parser"),
            ("23", "NUMBER_VALUE cannot be converted to Boolean"),
            ("[]", "Unrecognized collection type class java.lang.Boolean"),
            ("{}", structure),
        ],
    );
    check(
        "Scan",
        "Limit",
        &[
            (r#""23""#, "STRING_VALUE cannot be converted to Integer"),
            ("true", "TRUE_VALUE cannot be converted to Integer"),
            ("[]", "Unrecognized collection type class java.lang.Integer"),
            ("{}", structure),
        ],
    );
    let map = |of: &str| {
        format!(
            "Unrecognized collection type java.util.Map<java.lang.String, com.amazonaws.dynamodb.v20120810.{of}>"
        )
    };
    check("GetItem", "Key", &[("23", field), (r#""23""#, field), ("[]", &map("AttributeValue"))]);
    check("GetItem", "AttributesToGet", &[("23", field), (r#""23""#, field), ("{}", structure)]);
    check(
        "BatchGetItem",
        "RequestItems",
        &[
            ("23", field),
            ("[]", &map("KeysAndAttributes")),
            (r#"{"a":23}"#, "Unexpected value type in payload"),
            (
                r#"{"a":{"Keys":[23]}}"#,
                "class sun.reflect.generics.reflectiveObjects.ParameterizedTypeImpl cannot be cast to class java.lang.Class (sun.reflect.generics.reflectiveObjects.ParameterizedTypeImpl and java.lang.Class are in module java.base of loader 'bootstrap')",
            ),
        ],
    );
    check(
        "CreateTable",
        "ProvisionedThroughput",
        &[
            ("23", field),
            (
                "[]",
                "Unrecognized collection type class com.amazonaws.dynamodb.v20120810.ProvisionedThroughput",
            ),
            (r#"{"ReadCapacityUnits":"5"}"#, "STRING_VALUE cannot be converted to Long"),
        ],
    );
}

/// dynalite's connection tests, recorded on AWS: junk behind gzip is broken gzip. The limit of 16 MB: developer guide.
#[test]
fn packed_bodies_end_cleanly_and_plain_ones_may_have_16_mb() {
    let world = world();
    let list = ("x-amz-target", "DynamoDB_20120810.ListTables");
    let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    gzip.write_all(b"{}").unwrap();
    let packed = gzip.finish().unwrap();
    let send = |body: &[u8]| world.raw(&[JSON, list, ("content-encoding", "gzip")], body).status;
    assert_eq!(send(&packed), 200);
    assert_eq!(send(&[packed.as_slice(), b"junk"].concat()), 500);
    assert_eq!(send(&packed[..packed.len() - 1]), 500);
    let mut large = vec![b' '; 16 * 1024 * 1024];
    large[..2].copy_from_slice(b"{}");
    assert_eq!(world.raw(&[JSON, list], &large).status, 200);
}

/// Developer guide, "Using resource-based policies": data operations take a table's ARN for its name, in the account
/// and region of the caller; that table operations do so too is in their pages of the API reference.
#[test]
fn every_operation_takes_an_arn_for_a_name() {
    let world = world();
    let item = json!({"pk": {"S": "a"}});
    let requests = |name: &str| {
        let mut by_name = serde_json::Map::new();
        by_name.insert(name.to_owned(), json!({"Keys": [item]}));
        let mut writes = serde_json::Map::new();
        writes.insert(name.to_owned(), json!([{"PutRequest": {"Item": item}}]));
        vec![
            ("PutItem", json!({"TableName": name, "Item": item})),
            ("GetItem", json!({"TableName": name, "Key": item})),
            ("UpdateItem", json!({"TableName": name, "Key": item})),
            (
                "Query",
                json!({"TableName": name, "KeyConditionExpression": "pk = :a", "ExpressionAttributeValues": {":a": {"S": "a"}}}),
            ),
            ("Scan", json!({"TableName": name})),
            ("BatchGetItem", json!({"RequestItems": by_name})),
            ("BatchWriteItem", json!({"RequestItems": writes})),
            ("TransactGetItems", json!({"TransactItems": [{"Get": {"TableName": name, "Key": item}}]})),
            ("TransactWriteItems", json!({"TransactItems": [{"Put": {"TableName": name, "Item": item}}]})),
            ("DeleteItem", json!({"TableName": name, "Key": item})),
            ("DescribeTable", json!({"TableName": name})),
            ("UpdateTable", json!({"TableName": name, "DeletionProtectionEnabled": false})),
            ("DescribeTimeToLive", json!({"TableName": name})),
            (
                "UpdateTimeToLive",
                json!({"TableName": name, "TimeToLiveSpecification": {"AttributeName": "t", "Enabled": true}}),
            ),
            ("DescribeContinuousBackups", json!({"TableName": name})),
            ("ListTagsOfResource", json!({"ResourceArn": name})),
            ("DeleteTable", json!({"TableName": name})),
        ]
    };
    for (arn, refused) in [
        ("arn:aws:dynamodb:us-east-1:999999999999:table/tab", "AccessDeniedException: "),
        (
            "arn:aws:dynamodb:eu-west-1:000000000000:table/tab",
            "ValidationException: 1 validation error detected: Invalid AWS region in ",
        ),
    ] {
        for (operation, input) in requests(arn) {
            let error = world.err(operation, input);
            // Tags have a word of their own for another region: ack-api-quirks, measured on AWS in October 2026.
            let of_tags =
                error.starts_with("ValidationException: Invalid TableArn: Invalid ResourceArn provided");
            let other_region = arn.contains("eu-west-1") && operation == "ListTagsOfResource";
            assert!(if other_region { of_tags } else { error.starts_with(refused) }, "{operation}: {error}");
        }
    }
    for (operation, input) in requests("arn:aws:dynamodb:us-east-1:000000000000:table/tab") {
        world.ok(operation, input);
    }
}

/// Nobody is sent to the cloud from here. "An endpoint address" is a host without a scheme on AWS:
/// <https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_Endpoint.html>
#[test]
fn the_endpoint_is_the_one_that_was_called() {
    assert_eq!(
        World::new().ok("DescribeEndpoints", json!({})),
        json!({"Endpoints": [{"Address": "127.0.0.1:4566", "CachePeriodInMinutes": 1440}]})
    );
}

/// Our own limit, which no request with a purpose meets: 15 MB of `{}` would become gigabytes of members, and an error
/// that shows them all. Longer lists than AWS takes get its error.
#[test]
fn members_without_end_are_no_request() {
    let world = world();
    let send = |operation: &str, before: &str, element: &str, count: usize, after: &str| {
        let target = format!("DynamoDB_20120810.{operation}");
        let list = vec![element; count].join(",");
        let reply =
            world.raw(&[JSON, ("x-amz-target", &target)], format!("{before}[{list}]{after}").as_bytes());
        assert_eq!(reply.status, 400);
        reply.text()
    };
    let end = r#"}}}"#;
    let keys = r#"{"RequestItems":{"tab":{"Keys":"#;
    assert!(send("BatchGetItem", keys, r#"{"pk":{"S":"a"}}"#, 100_000, end).contains("length less than"));
    for (operation, before, element, after) in [
        ("BatchGetItem", keys, "{}", end),
        ("BatchExecuteStatement", r#"{"Statements":"#, "{}", "}"),
        ("CreateTable", r#"{"TableName":"tab","KeySchema":"#, "{}", "}"),
        ("Scan", r#"{"TableName":"tab","AttributesToGet":"#, r#""""#, "}"),
    ] {
        let refused = send(operation, before, element, 2_000_000, after);
        assert_eq!(refused, r#"{"__type":"com.amazon.coral.service#SerializationException"}"#, "{operation}");
    }
}

/// `ConsumedCapacity`, API reference: "If you had specified the Amazon Resource Name (ARN) of a table in the input,
/// you'll see the table ARN in the response." That BatchGetItem and the metrics of writes do the same is in their pages;
/// that PartiQL does, is our guess.
#[test]
fn replies_call_a_table_as_the_request_does() {
    let world = World::new();
    let local = json!([{"IndexName": "lsi", "Projection": {"ProjectionType": "ALL"}, "KeySchema": [
        {"AttributeName": "pk", "KeyType": "HASH"}, {"AttributeName": "l", "KeyType": "RANGE"}]}]);
    world.table("tab", "pk S, sk S", json!({"defs": [["l", "S"]], "LocalSecondaryIndexes": local}));
    let described = world.ok("DescribeTable", json!({"TableName": "tab"}));
    let arn = described["Table"]["TableArn"].as_str().unwrap().to_owned();
    let key = json!({"pk": {"S": "a"}, "sk": {"S": "b"}});
    for name in ["tab", &arn] {
        let ask = |operation: &str, members: Value| {
            let mut input = json!({"ReturnConsumedCapacity": "TOTAL"});
            input.as_object_mut().unwrap().extend(members.as_object().unwrap().clone());
            world.ok(operation, input)
        };
        let check = |operation: &str, members: Value| {
            let reply = ask(operation, members);
            let consumed = &reply["ConsumedCapacity"];
            let consumed = consumed.get(0).unwrap_or(consumed);
            assert_eq!(consumed["TableName"], name, "{operation}: {reply}");
            reply
        };
        check("PutItem", json!({"TableName": name, "Item": key}));
        let value = json!({":a": {"S": "a"}});
        let update = json!({"TableName": name, "Key": key, "UpdateExpression": "SET x = :a", "ExpressionAttributeValues": value});
        check("UpdateItem", update);
        check("GetItem", json!({"TableName": name, "Key": key}));
        let query = json!({"TableName": name, "KeyConditionExpression": "pk = :a", "ExpressionAttributeValues": value});
        check("Query", query);
        check("Scan", json!({"TableName": name}));
        let reply = check("BatchGetItem", json!({"RequestItems": {name: {"Keys": [key]}}}));
        assert_eq!(reply["Responses"][name].as_array().unwrap().len(), 1, "{reply}");
        let put = json!({"RequestItems": {name: [{"PutRequest": {"Item": key}}]}, "ReturnItemCollectionMetrics": "SIZE"});
        let reply = check("BatchWriteItem", put);
        assert!(reply["ItemCollectionMetrics"][name].is_array(), "{reply}");
        let puts = json!([{"Put": {"TableName": name, "Item": key}}]);
        check("TransactWriteItems", json!({"TransactItems": puts, "ClientRequestToken": name.get(..3)}));
        // The same again is charged as a read.
        check("TransactWriteItems", json!({"TransactItems": puts, "ClientRequestToken": name.get(..3)}));
        check("TransactGetItems", json!({"TransactItems": [{"Get": {"TableName": name, "Key": key}}]}));
        let one = format!("SELECT * FROM \"{name}\" WHERE pk = 'a' AND sk = 'b'");
        let update = format!("UPDATE \"{name}\" SET y = 1 WHERE pk = 'a' AND sk = 'b'");
        for statement in [&one, &update] {
            check("ExecuteStatement", json!({"Statement": statement}));
            check("BatchExecuteStatement", json!({"Statements": [{"Statement": statement}]}));
            check("ExecuteTransaction", json!({"TransactStatements": [{"Statement": statement}]}));
        }
        check("DeleteItem", json!({"TableName": name, "Key": key}));
    }
}
