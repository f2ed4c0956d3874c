//! Constraints of members that no other test is about: botocore's models of dynamodb and dynamodbstreams (lengths,
//! patterns, enumerations). That AWS words them as the other constraints is our guess.

use crate::harness::{Value, World, json};

#[track_caller]
fn check(world: &World, operation: &str, input: Value, (value, place, must): (&str, &str, &str)) {
    let expected = format!(
        "ValidationException: 1 validation error detected: Value {value} at '{place}' failed to satisfy constraint: \
         Member must {must}"
    );
    assert_eq!(world.err(operation, input), expected);
}

fn quoted(text: &str) -> String {
    format!("'{text}'")
}

const NAME: &str = "satisfy regular expression pattern: [a-zA-Z0-9_.-]+";

#[test]
fn names_and_arns_have_lengths() {
    let world = World::new();
    let streams = |name: &str, must: &str| {
        check(&world, "ListStreams", json!({"TableName": name}), (&quoted(name), "tableName", must));
    };
    streams("ab", "have length greater than or equal to 3");
    streams(&"a".repeat(256), "have length less than or equal to 255");
    streams("a b", NAME);
    let tags = json!([{"Key": "k", "Value": "v"}]);
    let long = format!("arn:aws:dynamodb:us-east-1:000000000000:table/{}", "a".repeat(1283));
    for (arn, must) in [
        ("", "have length greater than or equal to 1"),
        (long.as_str(), "have length less than or equal to 1283"),
    ] {
        for (operation, input) in [
            ("TagResource", json!({"ResourceArn": arn, "Tags": tags})),
            ("UntagResource", json!({"ResourceArn": arn, "TagKeys": ["k"]})),
            ("ListTagsOfResource", json!({"ResourceArn": arn})),
            ("GetResourcePolicy", json!({"ResourceArn": arn})),
        ] {
            check(&world, operation, input, (&quoted(arn), "resourceArn", must));
        }
    }
}

/// botocore's AttributeName, which keys of maps are too. The sentence is that of items.
#[test]
fn names_in_older_parameters_have_a_length() {
    let world = World::new();
    world.table("tab", "pk S", json!({}));
    let key = json!({"pk": {"S": "a"}});
    for (bytes, fits) in [(65_535, true), (65_536, false)] {
        let name = "x".repeat(bytes);
        for (operation, input) in [
            ("Scan", json!({"ScanFilter": {&name: {"ComparisonOperator": "NULL"}}})),
            ("UpdateItem", json!({"Key": key, "AttributeUpdates": {&name: {"Action": "DELETE"}}})),
            ("PutItem", json!({"Item": key, "Expected": {&name: {"Exists": false}}})),
            ("DeleteItem", json!({"Key": key, "Expected": {&name: {"Exists": false}}})),
        ] {
            let mut input = input;
            input["TableName"] = "tab".into();
            if fits {
                world.ok(operation, input);
            } else {
                let error = world.err(operation, input);
                let sentence = "Attribute name is too large, must be less than 65536 bytes";
                assert!(error.starts_with("ValidationException: ") && error.ends_with(sentence), "{error}");
            }
        }
    }
}

#[test]
fn tokens_have_patterns() {
    let world = World::new();
    let arn = "arn:aws:dynamodb:us-east-1:000000000000:table/tab";
    let source = json!({"S3Bucket": "bucket"});
    let table = json!({
        "TableName": "tab", "BillingMode": "PAY_PER_REQUEST",
        "AttributeDefinitions": [{"AttributeName": "pk", "AttributeType": "S"}],
        "KeySchema": [{"AttributeName": "pk", "KeyType": "HASH"}],
    });
    for (operation, input) in [
        ("ExportTableToPointInTime", json!({"TableArn": arn, "S3Bucket": "bucket"})),
        (
            "ImportTable",
            json!({"S3BucketSource": source, "InputFormat": "DYNAMODB_JSON", "TableCreationParameters": table}),
        ),
    ] {
        for token in ["a$b", ""] {
            let mut input = input.clone();
            input["ClientToken"] = token.into();
            let must = "satisfy regular expression pattern: ^[^\\$]+$";
            check(&world, operation, input, (&quoted(token), "clientToken", must));
        }
    }
    let must = "satisfy regular expression pattern: ([0-9a-f]{16})+";
    for (operation, token) in [
        ("ListImports", "x".repeat(112)),
        ("ListImports", "a".repeat(113)),
        ("ListBulkOperations", "a".to_owned()),
    ] {
        check(&world, operation, json!({"NextToken": token}), (&quoted(&token), "nextToken", must));
    }
    let header = |header: &str| {
        json!({"S3BucketSource": source, "InputFormat": "CSV", "TableCreationParameters": table,
            "InputFormatOptions": {"Csv": {"HeaderList": ["pk", header]}}})
    };
    check(
        &world,
        "ImportTable",
        header("a,b"),
        (
            "'a,b'",
            "inputFormatOptions.csv.headerList.2.member",
            "satisfy regular expression pattern: [\\x20-\\x21\\x23-\\x2B\\x2D-\\x7E]*",
        ),
    );
}

#[test]
fn settings_of_global_tables_are_looked_at_before_the_table() {
    let world = World::new();
    let tracking = json!({"TargetValue": 50.0});
    let scaling = |role: &str, policy: &str| {
        json!({"MinimumUnits": 1, "MaximumUnits": 2, "AutoScalingRoleArn": role,
            "ScalingPolicyUpdate": {"PolicyName": policy, "TargetTrackingScalingPolicyConfiguration": tracking}})
    };
    let role = "satisfy regular expression pattern: \
                [\\u0020-\\uD7FF\\uE000-\\uFFFD\\uD800\\uDC00-\\uDBFF\\uDFFF\\r\\n\\t]*";
    let print = "satisfy regular expression pattern: \\p{Print}+";
    let policy = "scalingPolicyUpdate.policyName";
    let writes = "provisionedWriteCapacityAutoScalingUpdate";
    let table =
        |scaling: Value| json!({"TableName": "tab", "ProvisionedWriteCapacityAutoScalingUpdate": scaling});
    let old = "globalTableProvisionedWriteCapacityAutoScalingSettingsUpdate";
    let settings = |more: Value| {
        let mut input = json!({"GlobalTableName": "tab"});
        input.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        input
    };
    let old_scaling = |scaling: Value| {
        settings(json!({"GlobalTableProvisionedWriteCapacityAutoScalingSettingsUpdate": scaling}))
    };
    let replica = |more: Value| {
        let mut update = json!({"RegionName": "eu-west-1"});
        update.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        settings(json!({"ReplicaSettingsUpdate": [update]}))
    };
    let at_least_1 = "have value greater than or equal to 1";
    for (operation, input, value, place, must) in [
        (
            "UpdateTableReplicaAutoScaling",
            table(scaling("\u{7}", "p")),
            "\u{7}",
            format!("{writes}.autoScalingRoleArn"),
            role,
        ),
        ("UpdateTableReplicaAutoScaling", table(scaling("r", "é")), "é", format!("{writes}.{policy}"), print),
        ("UpdateGlobalTableSettings", old_scaling(scaling("r", "é")), "é", format!("{old}.{policy}"), print),
        (
            "UpdateGlobalTableSettings",
            settings(json!({"GlobalTableProvisionedWriteCapacityUnits": 0})),
            "0",
            "globalTableProvisionedWriteCapacityUnits".to_owned(),
            at_least_1,
        ),
        (
            "UpdateGlobalTableSettings",
            settings(json!({"GlobalTableBillingMode": "FREE"})),
            "FREE",
            "globalTableBillingMode".to_owned(),
            "satisfy enum value set: [PROVISIONED, PAY_PER_REQUEST]",
        ),
        (
            "UpdateGlobalTableSettings",
            settings(json!({"ReplicaSettingsUpdate": []})),
            "[]",
            "replicaSettingsUpdate".to_owned(),
            "have length greater than or equal to 1",
        ),
        (
            "UpdateGlobalTableSettings",
            replica(json!({"ReplicaProvisionedReadCapacityUnits": 0})),
            "0",
            "replicaSettingsUpdate.1.member.replicaProvisionedReadCapacityUnits".to_owned(),
            at_least_1,
        ),
        (
            "UpdateGlobalTableSettings",
            replica(json!({"ReplicaGlobalSecondaryIndexSettingsUpdate": [{"IndexName": "a b"}]})),
            "a b",
            "replicaSettingsUpdate.1.member.replicaGlobalSecondaryIndexSettingsUpdate.1.member.indexName"
                .to_owned(),
            NAME,
        ),
    ] {
        check(&world, operation, input, (&quoted(value), &place, must));
    }
}
