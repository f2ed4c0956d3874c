//! What tags may be. How they are kept is in `alter`.

use crate::harness::{Value, World, json};

const ARN: &str = "arn:aws:dynamodb:us-east-1:000000000000:table/tab";

fn world() -> World {
    let world = World::new();
    world.table("tab", "pk S", json!({}));
    world
}

fn tag(key: &str, value: &str) -> Value {
    json!({"Key": key, "Value": value})
}

fn many(count: usize) -> Vec<Value> {
    (0..count).map(|at| tag(&format!("k{at}"), "v")).collect()
}

fn create(tags: &Value) -> Value {
    json!({
        "TableName": "new", "BillingMode": "PAY_PER_REQUEST", "Tags": tags,
        "AttributeDefinitions": [{"AttributeName": "pk", "AttributeType": "S"}],
        "KeySchema": [{"AttributeName": "pk", "KeyType": "HASH"}],
    })
}

/// The status of a request whose reply has no body.
fn status(world: &World, operation: &str, input: Value) -> u16 {
    let target = format!("DynamoDB_20120810.{operation}");
    let headers = [("x-amz-target", target.as_str()), ("content-type", "application/x-amz-json-1.0")];
    world.raw(&headers, input.to_string().as_bytes()).status
}

fn tags_of(world: &World, arn: &str) -> usize {
    world.ok("ListTagsOfResource", json!({"ResourceArn": arn}))["Tags"].as_array().unwrap().len()
}

/// Measured on AWS by the authors of ack-api-quirks, 2026-10-08 and 2026-10-09 (DDB-TABLE-105, 106, 107, 110, 372), of
/// TagResource and in part of CreateTable and UntagResource.
#[test]
fn tags_that_may_not_be_are_refused_wherever_they_come() {
    let world = world();
    let (long_key, long_value) = ("k".repeat(129), "v".repeat(257));
    let key = |key: &str| format!("The Tag Key provided is invalid, Key: {key}");
    let value = |value: &str| format!("The Tag Value provided is invalid, Value: {value}");
    let reserved = |key: &str| format!("Tag Key cannot be prefixed with aws:, Key: {key}");
    let mut cases = vec![
        (json!([tag("", "v")]), key("")),
        (json!([tag(&long_key, "v")]), key(&long_key)),
        (json!([tag("k", &long_value)]), value(&long_value)),
        (json!([{"Value": "v"}]), key("null")),
        (json!([{"Key": "k"}]), value("null")),
        (json!([tag("aws:foo", "v")]), reserved("aws:foo")),
        (json!([tag("AWS:foo", "v")]), reserved("AWS:foo")),
        (json!([tag("good", "v"), tag("aws:foo", "v")]), reserved("aws:foo")),
        (
            json!([tag("dup", "1"), tag("dup", "2")]),
            "Duplicate Tag Keys provided as input: Duplicate Tag Key found dup".to_owned(),
        ),
        (many(51).into(), "Number of Tags exceed the current limit for the provided ResourceArn".to_owned()),
    ];
    for mark in ["!", "%", "\"", "#", ",", "'", "(", "&", "*", ";", "?", "|", "\\", "<", "~", "\u{1f511}"] {
        let text = format!("a{mark}b");
        cases.push((json!([tag(&text, "v")]), key(&text)));
        cases.push((json!([tag("k", &text)]), value(&text)));
    }
    for (tags, told) in cases {
        let expected = format!("ValidationException: {told}");
        assert_eq!(world.err("TagResource", json!({"ResourceArn": ARN, "Tags": tags})), expected);
        assert_eq!(world.err("CreateTable", create(&tags)), expected);
    }
    for (keys, told) in [
        (json!([""]), key("")),
        (json!([long_key]), key(&long_key)),
        (json!(["aws:foo"]), reserved("aws:foo")),
        (
            (0..51).map(|at| json!(format!("k{at}"))).collect(),
            "Number of Tags exceed the current limit for the provided ResourceArn".to_owned(),
        ),
    ] {
        let error = world.err("UntagResource", json!({"ResourceArn": ARN, "TagKeys": keys}));
        assert_eq!(error, format!("ValidationException: {told}"));
    }
    assert_eq!(tags_of(&world, ARN), 0);
    assert_eq!(world.ok("ListTables", json!({}))["TableNames"], json!(["tab"]));
}

/// The same, and DDB-TABLE-108.
#[test]
fn all_other_tags_are_taken_up_to_fifty() {
    let world = world();
    let good = json!([
        tag("sp ace", "a b+c-d=e.f_g:h/i@j"),
        tag("\u{43a}\u{43b}\u{44e}\u{447}", "caf\u{e9} \u{8868}\u{a0}\u{3000}"),
        tag("Env", ""),
        tag("env", "x"),
        tag(" lead", "x"),
        tag("myaws:foo", "x"),
        tag(&"k".repeat(128), &"v".repeat(256)),
    ]);
    assert_eq!(status(&world, "TagResource", json!({"ResourceArn": ARN, "Tags": good})), 200);
    assert_eq!(tags_of(&world, ARN), 7);
    world.ok("CreateTable", create(&many(50).into()));
    let full = "arn:aws:dynamodb:us-east-1:000000000000:table/new";
    assert_eq!(tags_of(&world, full), 50);
    let tags = |tags: Value| json!({"ResourceArn": full, "Tags": tags});
    let exceeded =
        "ValidationException: Number of Tags exceed the current limit for the provided ResourceArn";
    assert_eq!(world.err("TagResource", tags(json!([tag("one more", "v")]))), exceeded);
    assert_eq!(world.err("TagResource", tags(json!([tag("k0", "new"), tag("one more", "v")]))), exceeded);
    assert_eq!(status(&world, "TagResource", tags(many(50).into())), 200);
    assert_eq!(status(&world, "UntagResource", json!({"ResourceArn": full, "TagKeys": ["k0", "none"]})), 200);
    assert_eq!(tags_of(&world, full), 49);
    world.ok("DeleteTable", json!({"TableName": "new"}));
    world.ok("CreateTable", create(&json!([])));
}

/// Recorded on AWS by dynalite's tests, `tagResource` and `untagResource`: what they say of nothing, whatever the table.
#[test]
fn no_tags_and_no_keys_are_refused_before_the_table_is_looked_for() {
    let world = World::new();
    let arn = "arn:aws:dynamodb:us-east-1:000000000000:table/none";
    for (operation, member, message) in [
        ("TagResource", "Tags", "Atleast one Tag needs to be provided as Input."),
        ("UntagResource", "TagKeys", "Atleast one Tag Key needs to be provided as Input."),
    ] {
        let error = world.err(operation, json!({"ResourceArn": arn, member: []}));
        assert_eq!(error, format!("ValidationException: {message}"), "{operation}");
    }
}
