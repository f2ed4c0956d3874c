//! Auto scaling of global tables. Replies and errors: measured on AWS by the authors of ack-api-quirks, 2026-10.

use crate::harness::*;

fn input(extra: Value) -> Value {
    let mut input = json!({"TableName": "tab"});
    input.as_object_mut().unwrap().extend(extra.as_object().unwrap().clone());
    input
}

fn setting(min: u64, max: u64, target: f64) -> Value {
    json!({
        "MinimumUnits": min, "MaximumUnits": max,
        "ScalingPolicyUpdate": {"TargetTrackingScalingPolicyConfiguration": {"TargetValue": target}},
    })
}

fn global() -> World {
    let world = World::new();
    world.table("tab", "pk S", json!({}));
    world.ok("UpdateTable", input(json!({"ReplicaUpdates": [{"Create": {"RegionName": "eu-west-1"}}]})));
    world
}

fn provisioned() -> World {
    let world = global();
    let units = json!({"ReadCapacityUnits": 5, "WriteCapacityUnits": 5});
    world.ok("UpdateTable", input(json!({"BillingMode": "PROVISIONED", "ProvisionedThroughput": units})));
    world
}

fn described(world: &World) -> Value {
    world.ok("DescribeTableReplicaAutoScaling", input(json!({})))["TableAutoScalingDescription"].clone()
}

fn units(world: &World) -> (Value, Value) {
    let table = world.ok("DescribeTable", json!({"TableName": "tab"}))["Table"].clone();
    let units = &table["ProvisionedThroughput"];
    (units["ReadCapacityUnits"].clone(), units["WriteCapacityUnits"].clone())
}

#[test]
fn it_is_of_global_tables_only() {
    let world = World::new();
    world.table("tab", "pk S", json!({}));
    let missing = "ResourceNotFoundException: Global table with name: 'tab' does not exist.";
    assert_eq!(world.err("DescribeTableReplicaAutoScaling", input(json!({}))), missing);
    let update = json!({"ProvisionedWriteCapacityAutoScalingUpdate": setting(1, 2, 70.0)});
    assert_eq!(world.err("UpdateTableReplicaAutoScaling", input(update)), missing);
}

#[test]
fn all_regions_are_described_in_order_and_nothing_scales_at_first() {
    let world = global();
    let off = json!({"AutoScalingDisabled": true, "ScalingPolicies": []});
    let replica = |region: &str| {
        json!({
            "RegionName": region, "ReplicaStatus": "ACTIVE", "GlobalSecondaryIndexes": [],
            "ReplicaProvisionedReadCapacityAutoScalingSettings": off,
            "ReplicaProvisionedWriteCapacityAutoScalingSettings": off,
        })
    };
    let all = json!({
        "TableName": "tab", "TableStatus": "ACTIVE", "Replicas": [replica("eu-west-1"), replica("us-east-1")],
    });
    assert_eq!(described(&world), all);
    assert_eq!(described(&world.in_region("eu-west-1")), all);
}

#[test]
fn writes_scale_everywhere_and_reads_where_it_is_said() {
    let world = provisioned();
    let there = world.in_region("eu-west-1");
    let reply = world.ok(
        "UpdateTableReplicaAutoScaling",
        input(json!({
            "ProvisionedWriteCapacityAutoScalingUpdate": setting(8, 20, 70.0),
            "ReplicaUpdates": [{
                "RegionName": "us-east-1",
                "ReplicaProvisionedReadCapacityAutoScalingUpdate": setting(10, 20, 50.0),
            }],
        })),
    );
    // As on AWS, the reply shows what was set before, and capacity is brought within the bounds.
    let before = &reply["TableAutoScalingDescription"]["Replicas"][0];
    assert_eq!(before["ReplicaProvisionedWriteCapacityAutoScalingSettings"]["AutoScalingDisabled"], true);
    assert_eq!(units(&world), (json!(10), json!(8)));
    assert_eq!(units(&there), (json!(5), json!(8)));
    let replicas = described(&world)["Replicas"].clone();
    assert_eq!(
        replicas[0]["ReplicaProvisionedWriteCapacityAutoScalingSettings"],
        json!({
            "MinimumUnits": 8, "MaximumUnits": 20,
            "AutoScalingRoleArn": "arn:aws:iam::000000000000:role/aws-service-role/\
                                   dynamodb.application-autoscaling.amazonaws.com/\
                                   AWSServiceRoleForApplicationAutoScaling_DynamoDBTable",
            "ScalingPolicies": [{
                "PolicyName": "DynamoDBWriteCapacityUtilization:table/tab",
                "TargetTrackingScalingPolicyConfiguration": {"TargetValue": 70.0},
            }],
        })
    );
    assert_eq!(replicas[0]["ReplicaProvisionedReadCapacityAutoScalingSettings"]["AutoScalingDisabled"], true);
    assert_eq!(replicas[1]["ReplicaProvisionedReadCapacityAutoScalingSettings"]["MaximumUnits"], 20);
    // Now that writes scale, a third region may come, and has them too.
    world.ok("UpdateTable", input(json!({"ReplicaUpdates": [{"Create": {"RegionName": "us-west-2"}}]})));
    let third = described(&world)["Replicas"][2].clone();
    assert_eq!(third["ReplicaProvisionedWriteCapacityAutoScalingSettings"]["MinimumUnits"], 8);
    // Off again, everywhere.
    let off = json!({"ProvisionedWriteCapacityAutoScalingUpdate": {"AutoScalingDisabled": true}});
    world.ok("UpdateTableReplicaAutoScaling", input(off));
    let replicas = described(&world)["Replicas"].clone();
    for at in 0..3 {
        assert_eq!(
            replicas[at]["ReplicaProvisionedWriteCapacityAutoScalingSettings"],
            json!({"AutoScalingDisabled": true, "ScalingPolicies": []})
        );
    }
}

#[test]
fn what_is_incomplete_or_unknown_is_refused() {
    let world = provisioned();
    let failed = "Failed to update settings for global table with name: ‘tab’";
    let write = |update: Value| json!({"ProvisionedWriteCapacityAutoScalingUpdate": update});
    let read = |region: &str| json!({"RegionName": region, "ReplicaProvisionedReadCapacityAutoScalingUpdate": setting(1, 2, 70.0)});
    let policy = setting(1, 2, 70.0)["ScalingPolicyUpdate"].clone();
    for (extra, message) in [
        (
            write(json!({})),
            format!(
                "ValidationException: {failed}: Parameters 'MaximumUnits', 'ScalingPolicyUpdate', 'MinimumUnits' are \
                 required unless auto scaling is being disabled."
            ),
        ),
        (
            write(json!({"MinimumUnits": 1, "ScalingPolicyUpdate": policy})),
            format!(
                "ValidationException: {failed}: Parameters 'MaximumUnits' are required unless auto scaling is being \
                 disabled."
            ),
        ),
        (
            json!({}),
            format!("ValidationException: {failed} because at least one update parameter must be specified."),
        ),
        (
            json!({"ReplicaUpdates": [{"RegionName": "us-east-1"}]}),
            format!(
                "ValidationException: {failed} because at least one update parameter must be specified for region: \
                 ‘us-east-1’."
            ),
        ),
        (
            json!({"ReplicaUpdates": [read("us-east-1"), read("us-east-1")]}),
            format!(
                "ValidationException: {failed} because the regions: ‘[us-east-1]’ were specified more than once."
            ),
        ),
        (
            json!({"GlobalSecondaryIndexUpdates": [{
                "IndexName": "nope", "ProvisionedWriteCapacityAutoScalingUpdate": setting(1, 2, 70.0),
            }]}),
            format!(
                "ResourceNotFoundException: {failed} because the global secondary indexes with names: ‘[nope]’ do \
                 not exist."
            ),
        ),
        (
            write(setting(3, 2, 70.0)),
            format!(
                "ValidationException: Maximum capacity cannot be less than minimum capacity (Service: \
                 AWSApplicationAutoScaling; Status Code: 400; Error Code: ValidationException; Request ID: {}; Proxy: \
                 null)",
                "A".repeat(52)
            ),
        ),
    ] {
        assert_eq!(world.err("UpdateTableReplicaAutoScaling", input(extra)), message);
    }
    let err = world.err("UpdateTableReplicaAutoScaling", input(write(setting(1, 2, 90.1))));
    assert!(
        err.starts_with(
            "ValidationException: For predefined metric type DynamoDBWriteCapacityUtilization, target value must be \
             between '10.0' and '90.0', but was '90.1'."
        ),
        "{err}"
    );
    let world = global();
    assert_eq!(
        world.err("UpdateTableReplicaAutoScaling", input(write(setting(1, 2, 70.0)))),
        "ValidationException: Failed to update global table with name ‘tab‘. Replicas 'EU-WEST-1', 'US-EAST-1' \
         BillingMode is PayPerRequest. You must convert table's BillingMode to PROVISIONED to set parameters: \
         'GlobalTableProvisionedWriteCapacityAutoScalingSettingsUpdate'."
    );
    world.ok("UpdateTableReplicaAutoScaling", input(write(json!({"AutoScalingDisabled": true}))));
}

#[test]
fn the_writes_of_a_new_index_scale_where_those_of_all_others_do() {
    let world = provisioned();
    let create = |name: &str| {
        let units = json!({"ReadCapacityUnits": 1, "WriteCapacityUnits": 1});
        input(json!({
            "AttributeDefinitions": [{"AttributeName": "g", "AttributeType": "S"}],
            "GlobalSecondaryIndexUpdates": [{"Create": {
                "IndexName": name, "KeySchema": [{"AttributeName": "g", "KeyType": "HASH"}],
                "Projection": {"ProjectionType": "ALL"}, "ProvisionedThroughput": units,
            }}],
        }))
    };
    world.ok("UpdateTable", create("one"));
    for at in 0..2 {
        let index = described(&world)["Replicas"][at]["GlobalSecondaryIndexes"][0].clone();
        let writes = &index["ProvisionedWriteCapacityAutoScalingSettings"];
        assert_eq!((&writes["MinimumUnits"], &writes["MaximumUnits"]), (&json!(1), &json!(10)));
        let policy = &writes["ScalingPolicies"][0];
        assert_eq!(policy["PolicyName"], "DynamoDBWriteCapacityUtilization:table/tab/index/one");
        assert_eq!(index["ProvisionedReadCapacityAutoScalingSettings"]["AutoScalingDisabled"], true);
    }
    let off = json!({"GlobalSecondaryIndexUpdates": [{
        "IndexName": "one", "ProvisionedWriteCapacityAutoScalingUpdate": {"AutoScalingDisabled": true},
    }]});
    world.ok("UpdateTableReplicaAutoScaling", input(off));
    assert_eq!(
        world.err("UpdateTable", create("two")),
        "ValidationException: GSI write capacity should either be Pay-Per-Request or AutoScaled."
    );
}
