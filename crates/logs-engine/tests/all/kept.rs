//! What is kept and shown back: policies, destinations, deliveries, definitions of queries.

use serde_json::{Value, json};

use crate::harness::{World, ask, with_stream};

fn ok(world: &World, operation: &str, input: Value) -> Value {
    let reply = world.ask(ask(operation, &input)).ok();
    if reply.body.is_empty() { Value::Null } else { reply.json() }
}

#[test]
fn resource_policies() {
    let world = with_stream();
    let document = json!({"Version": "2012-10-17", "Statement": []}).to_string();
    let put = ok(&world, "PutResourcePolicy", json!({"policyName": "p", "policyDocument": document}));
    assert_eq!(put["resourcePolicy"]["policyName"], "p");
    let shown = ok(&world, "DescribeResourcePolicies", json!({}))["resourcePolicies"].clone();
    assert_eq!((shown.as_array().unwrap().len(), &shown[0]["policyDocument"]), (1, &json!(document)));
    ok(&world, "DeleteResourcePolicy", json!({"policyName": "p"}));
    // Recorded.
    let gone = world.ask(ask("DeleteResourcePolicy", &json!({"policyName": "non-existent"})));
    assert_eq!(gone.err(), "ResourceNotFoundException: Policy with name [non-existent] does not exist.");
    for n in 0..10 {
        ok(&world, "PutResourcePolicy", json!({"policyName": format!("p{n}"), "policyDocument": document}));
    }
    let one_more = ask("PutResourcePolicy", &json!({"policyName": "p10", "policyDocument": document}));
    assert_eq!(world.ask(one_more).err(), "LimitExceededException: Resource limit exceeded.");
}

#[test]
fn account_policies() {
    let world = with_stream();
    let kind = json!("SUBSCRIPTION_FILTER_POLICY");
    let input = json!({"policyName": "p", "policyType": kind, "policyDocument": "{}"});
    let put = ok(&world, "PutAccountPolicy", input);
    assert_eq!(
        (&put["accountPolicy"]["scope"], &put["accountPolicy"]["accountId"]),
        (&json!("ALL"), &json!("000000000000"))
    );
    let shown = ok(&world, "DescribeAccountPolicies", json!({"policyType": kind}));
    assert_eq!(shown["accountPolicies"][0], put["accountPolicy"]);
    let other = ok(&world, "DescribeAccountPolicies", json!({"policyType": "FIELD_INDEX_POLICY"}));
    assert_eq!(other["accountPolicies"], json!([]));
    ok(&world, "DeleteAccountPolicy", json!({"policyName": "p", "policyType": kind}));
}

#[test]
fn destinations_and_their_tags() {
    let world = with_stream();
    let input = json!({"destinationName": "d", "targetArn": "arn:aws:kinesis:us-east-1:000000000000:stream/s",
        "roleArn": "arn:aws:iam::000000000000:role/r", "tags": {"a": "b"}});
    let put = ok(&world, "PutDestination", input)["destination"].clone();
    let arn = "arn:aws:logs:us-east-1:000000000000:destination:d";
    assert_eq!(put["arn"], arn);
    ok(&world, "PutDestinationPolicy", json!({"destinationName": "d", "accessPolicy": "{}"}));
    let shown =
        ok(&world, "DescribeDestinations", json!({"DestinationNamePrefix": "d"}))["destinations"][0].clone();
    assert_eq!(shown["accessPolicy"], "{}");
    ok(&world, "TagResource", json!({"resourceArn": arn, "tags": {"c": "d"}}));
    assert_eq!(
        ok(&world, "ListTagsForResource", json!({"resourceArn": arn}))["tags"],
        json!({"a": "b", "c": "d"})
    );
    ok(&world, "DeleteDestination", json!({"destinationName": "d"}));
    let gone = world.ask(ask("ListTagsForResource", &json!({"resourceArn": arn})));
    gone.is_error(400, "ResourceNotFoundException", "");
}

#[test]
fn policies_of_a_group() {
    let world = with_stream();
    ok(
        &world,
        "PutDataProtectionPolicy",
        json!({"logGroupIdentifier": "g", "policyDocument": "{\"Name\": \"n\"}"}),
    );
    let shown = ok(&world, "GetDataProtectionPolicy", json!({"logGroupIdentifier": "g"}));
    assert_eq!(shown["policyDocument"], "{\"Name\": \"n\"}");
    let status =
        || ok(&world, "DescribeLogGroups", json!({}))["logGroups"][0]["dataProtectionStatus"].clone();
    assert_eq!(status(), "ACTIVATED");
    ok(&world, "DeleteDataProtectionPolicy", json!({"logGroupIdentifier": "g"}));
    assert_eq!(status(), "DELETED");
    let document = "{\"Fields\": [\"RequestId\", \"level\"]}";
    ok(&world, "PutIndexPolicy", json!({"logGroupIdentifier": "g", "policyDocument": document}));
    let shown = ok(&world, "DescribeIndexPolicies", json!({"logGroupIdentifiers": ["g"]}));
    assert_eq!(shown["indexPolicies"][0]["policyDocument"], document);
    let fields =
        ok(&world, "DescribeFieldIndexes", json!({"logGroupIdentifiers": ["g"]}))["fieldIndexes"].clone();
    assert_eq!(
        (&fields[0]["fieldIndexName"], &fields[1]["fieldIndexName"]),
        (&json!("RequestId"), &json!("level"))
    );
    ok(&world, "DeleteIndexPolicy", json!({"logGroupIdentifier": "g"}));
    let config = json!([{"parseJSON": {}}, {"addKeys": {"entries": [{"key": "a", "value": "b"}]}}]);
    ok(&world, "PutTransformer", json!({"logGroupIdentifier": "g", "transformerConfig": config}));
    assert_eq!(ok(&world, "GetTransformer", json!({"logGroupIdentifier": "g"}))["transformerConfig"], config);
    ok(&world, "DeleteTransformer", json!({"logGroupIdentifier": "g"}));
    assert_eq!(ok(&world, "GetTransformer", json!({"logGroupIdentifier": "g"})), json!({}));
}

#[test]
fn definitions_of_queries() {
    let world = with_stream();
    let input = json!({"name": "folder/q", "queryString": "fields @message", "logGroupNames": ["g"]});
    let id = ok(&world, "PutQueryDefinition", input)["queryDefinitionId"].clone();
    let changed = json!({"queryDefinitionId": id, "name": "folder/r", "queryString": "limit 1"});
    assert_eq!(ok(&world, "PutQueryDefinition", changed)["queryDefinitionId"], id);
    let shown = ok(&world, "DescribeQueryDefinitions", json!({"queryDefinitionNamePrefix": "folder/"}));
    assert_eq!(shown["queryDefinitions"][0]["name"], "folder/r");
    assert_eq!(ok(&world, "DeleteQueryDefinition", json!({"queryDefinitionId": id}))["success"], true);
    let gone = world.ask(ask("DeleteQueryDefinition", &json!({"queryDefinitionId": id})));
    gone.is_error(400, "ResourceNotFoundException", "query definition");
}

/// The sentences that `recorded` does not have are those of `error.rs`.
#[test]
fn deliveries_that_cannot_be_are_refused() {
    let world = with_stream();
    let check = |operation: &str, input: Value, expected: &str| {
        assert_eq!(world.ask(ask(operation, &input)).err(), expected, "{operation} {input}");
    };
    let missing = "ResourceNotFoundException: Requested";
    check(
        "GetDelivery",
        json!({"id": "none"}),
        &format!("{missing} Delivery does not exist in this account."),
    );
    check(
        "DeleteDelivery",
        json!({"id": "none"}),
        &format!("{missing} Delivery does not exist in this account."),
    );
    let destination = format!("{missing} Delivery Destination does not exist in this account.");
    for operation in ["GetDeliveryDestination", "DeleteDeliveryDestination"] {
        check(operation, json!({"name": "none"}), &destination);
    }
    check("GetDeliveryDestinationPolicy", json!({"deliveryDestinationName": "none"}), &destination);
    check(
        "GetDeliverySource",
        json!({"name": "none"}),
        &format!("{missing} Delivery Source does not exist in this account.."),
    );
    check(
        "DeleteDeliverySource",
        json!({"name": "none"}),
        &format!("{missing} Delivery Source does not exist in this account."),
    );
    let foreign = json!({"name": "s", "resourceArn": "arn:aws:s3:::b", "logType": "ACCESS_LOGS"});
    check("PutDeliverySource", foreign, "ResourceNotFoundException: Cannot access provided service.");
    let format = json!({"name": "d", "outputFormat": "foobar",
        "deliveryDestinationConfiguration": {"destinationResourceArn": "arn:aws:s3:::b"}});
    // Recorded.
    check(
        "PutDeliveryDestination",
        format,
        "ValidationException: 1 validation error detected: Value 'foobar' at 'outputFormat' \
        failed to satisfy constraint: Member must satisfy enum value set: [w3c, raw, json, plain, parquet]",
    );
}

/// The shapes are those of <https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_CreateDelivery.html> and its
/// neighbours.
#[test]
fn deliveries_are_kept() {
    let world = with_stream();
    let source = json!({"name": "s", "resourceArn": "arn:aws:cloudfront::000000000000:distribution/E1", "logType": "ACCESS_LOGS"});
    let put = ok(&world, "PutDeliverySource", source)["deliverySource"].clone();
    assert_eq!(
        (&put["service"], &put["arn"]),
        (&json!("cloudfront"), &json!("arn:aws:logs:us-east-1:000000000000:delivery-source:s"))
    );
    let destination = json!({"name": "d", "outputFormat": "json", "tags": {"a": "b"},
        "deliveryDestinationConfiguration": {"destinationResourceArn": "arn:aws:s3:::b"}});
    let put = ok(&world, "PutDeliveryDestination", destination)["deliveryDestination"].clone();
    assert_eq!((&put["deliveryDestinationType"], &put["tags"]), (&json!("S3"), &json!({"a": "b"})));
    let create =
        json!({"deliverySourceName": "s", "deliveryDestinationArn": put["arn"], "recordFields": ["date"]});
    let delivery = ok(&world, "CreateDelivery", create.clone())["delivery"].clone();
    let twice = world.ask(ask("CreateDelivery", &create)).err();
    assert_eq!(twice, "ConflictException: There is a delivery of this source to this destination.");
    ok(
        &world,
        "UpdateDeliveryConfiguration",
        json!({"id": delivery["id"], "recordFields": ["date", "time"]}),
    );
    let shown = ok(&world, "GetDelivery", json!({"id": delivery["id"]}))["delivery"].clone();
    assert_eq!(shown["recordFields"], json!(["date", "time"]));
    assert_eq!(ok(&world, "DescribeDeliveries", json!({}))["deliveries"], json!([shown]));
    ok(
        &world,
        "PutDeliveryDestinationPolicy",
        json!({"deliveryDestinationName": "d", "deliveryDestinationPolicy": "{}"}),
    );
    let policy =
        ok(&world, "GetDeliveryDestinationPolicy", json!({"deliveryDestinationName": "d"}))["policy"].clone();
    assert_eq!(policy, json!({"deliveryDestinationPolicy": "{}"}));
    ok(&world, "DeleteDelivery", json!({"id": delivery["id"]}));
    ok(&world, "DeleteDeliverySource", json!({"name": "s"}));
    ok(&world, "DeleteDeliveryDestination", json!({"name": "d"}));
    assert_eq!(ok(&world, "DescribeDeliverySources", json!({}))["deliverySources"], json!([]));
}

#[test]
fn the_storage_tier() {
    let world = with_stream();
    assert_eq!(ok(&world, "GetStorageTierPolicy", json!({}))["storageTier"], "STANDARD");
    ok(&world, "PutStorageTierPolicy", json!({"storageTier": "INTELLIGENT_TIERING"}));
    assert_eq!(ok(&world, "GetStorageTierPolicy", json!({}))["storageTier"], "INTELLIGENT_TIERING");
}
