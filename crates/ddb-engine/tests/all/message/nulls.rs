//! A JSON `null` where an element of a list, of a set or of a map belongs.

use crate::harness::{World, json};

fn world() -> World {
    let world = World::new();
    world.table("tab", "pk S", json!({}));
    world
}

#[track_caller]
fn refused(world: &World, operation: &str, input: &str, expected: &str) {
    let error = world.err_text(operation, input);
    assert_eq!(error, format!("ValidationException: {expected}"), "{operation} {input}");
}

/// AWS refuses a `null` among the writes of a batch; that it does so everywhere, and in these words, is our guess.
#[test]
fn no_element_of_a_request_may_be_null() {
    let world = world();
    let table = r#""TableName":"tab""#;
    let key = r#""Key":{"pk":{"S":"a"}}"#;
    let arn = r#""ResourceArn":"arn:aws:dynamodb:us-east-1:000000000000:table/tab""#;
    let definition = r#""TableName":"new","BillingMode":"PAY_PER_REQUEST""#;
    let attributes = r#""AttributeDefinitions":[{"AttributeName":"pk","AttributeType":"S"}]"#;
    let schema = r#""KeySchema":[{"AttributeName":"pk","KeyType":"HASH"}]"#;
    for (operation, members, place) in [
        ("BatchWriteItem", r#""RequestItems":{"tab":[null]}"#.to_owned(), "requestItems.tab.member.1"),
        ("BatchGetItem", r#""RequestItems":{"tab":null}"#.to_owned(), "requestItems.tab"),
        (
            "BatchGetItem",
            r#""RequestItems":{"tab":{"Keys":[{"pk":{"S":"a"}},null]}}"#.to_owned(),
            "requestItems.tab.member.keys.2",
        ),
        ("TransactWriteItems", r#""TransactItems":[null]"#.to_owned(), "transactItems.1"),
        ("TransactGetItems", r#""TransactItems":[null]"#.to_owned(), "transactItems.1"),
        ("ExecuteTransaction", r#""TransactStatements":[null]"#.to_owned(), "transactStatements.1"),
        ("BatchExecuteStatement", r#""Statements":[null]"#.to_owned(), "statements.1"),
        ("DeleteItem", format!(r#"{table},{key},"Expected":{{"a":null}}"#), "expected.a"),
        (
            "UpdateItem",
            format!(
                r##"{table},{key},"UpdateExpression":"REMOVE #a","ExpressionAttributeNames":{{"#a":null}}"##
            ),
            "expressionAttributeNames.#a",
        ),
        ("UpdateItem", format!(r#"{table},{key},"AttributeUpdates":{{"a":null}}"#), "attributeUpdates.a"),
        ("GetItem", format!(r#"{table},{key},"AttributesToGet":["pk",null]"#), "attributesToGet.2"),
        ("Query", format!(r#"{table},"KeyConditions":{{"pk":null}}"#), "keyConditions.pk"),
        ("Scan", format!(r#"{table},"ScanFilter":{{"pk":null}}"#), "scanFilter.pk"),
        ("TagResource", format!(r#"{arn},"Tags":[null]"#), "tags.1"),
        (
            "CreateTable",
            format!(
                r#"{definition},{schema},"AttributeDefinitions":[null,{{"AttributeName":"pk","AttributeType":"S"}}]"#
            ),
            "attributeDefinitions.1",
        ),
        (
            "CreateTable",
            format!(r#"{definition},{attributes},{schema},"GlobalSecondaryIndexes":[null]"#),
            "globalSecondaryIndexes.1",
        ),
        ("CreateTable", format!(r#"{definition},{attributes},{schema},"Tags":[null]"#), "tags.1"),
        (
            "UpdateTable",
            format!(r#"{table},"GlobalSecondaryIndexUpdates":[null]"#),
            "globalSecondaryIndexUpdates.1",
        ),
        ("UpdateTable", format!(r#"{table},"ReplicaUpdates":[null]"#), "replicaUpdates.1"),
    ] {
        let told = format!(
            "1 validation error detected: Value null at '{place}.member' failed to satisfy constraint: Member must not be null"
        );
        refused(&world, operation, &format!("{{{members}}}"), &told);
    }
    assert_eq!(world.ok("ListTables", json!({}))["TableNames"], json!(["tab"]));
}

/// A map of which a `null` breaks its own constraint is reported once. The sentence: dynalite's tests of empty lists,
/// recorded on AWS; that a `null` counts as one is our guess.
#[test]
fn what_is_refused_as_a_whole_is_told_once() {
    refused(
        &world(),
        "BatchWriteItem",
        r#"{"RequestItems":{"tab":null}}"#,
        "1 validation error detected: Value '{tab=null}' at 'requestItems' failed to satisfy constraint: Map value must \
         satisfy constraint: [Member must have length less than or equal to 25, Member must have length greater than or \
         equal to 1]",
    );
}

/// Of an attribute that is `null` AWS says this; of what is within an attribute it is our guess.
#[test]
fn no_attribute_value_may_be_null() {
    let world = world();
    let told = "Supplied AttributeValue is empty, must contain exactly one of the supported datatypes";
    for value in [
        "null",
        r#"{"L":[null]}"#,
        r#"{"M":{"a":null}}"#,
        r#"{"SS":[null]}"#,
        r#"{"SS":["a",null]}"#,
        r#"{"NS":["1",null]}"#,
        r#"{"BS":["AQ==",null]}"#,
        r#"{"L":[{"SS":[null,"a"]}]}"#,
    ] {
        let item = format!(r#"{{"TableName":"tab","Item":{{"pk":{{"S":"a"}},"x":{value}}}}}"#);
        refused(&world, "PutItem", &item, told);
    }
    let list = r#"{"ComparisonOperator":"EQ","AttributeValueList":[{"S":"a"},null]}"#;
    refused(&world, "Query", &format!(r#"{{"TableName":"tab","KeyConditions":{{"pk":{list}}}}}"#), told);
    refused(&world, "Scan", &format!(r#"{{"TableName":"tab","ScanFilter":{{"a":{list}}}}}"#), told);
    let statement = r#"{"Statement":"SELECT * FROM tab WHERE pk = ?","Parameters":[null]}"#;
    refused(&world, "ExecuteStatement", statement, told);
    assert_eq!(world.ok("Scan", json!({"TableName": "tab"}))["Count"], 0);
}

/// dynalite's tests of ListTables, recorded on AWS: a member that is `null` is not there.
#[test]
fn a_member_that_is_null_is_absent() {
    let world = world();
    let item = r#"{"TableName":"tab","ReturnValues":null,"Item":{"pk":{"S":"a","N":null}},"Expected":null}"#;
    let headers =
        [("x-amz-target", "DynamoDB_20120810.PutItem"), ("content-type", "application/x-amz-json-1.0")];
    assert_eq!(world.raw(&headers, item.as_bytes()).status, 200);
}
