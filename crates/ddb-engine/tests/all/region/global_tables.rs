//! Global tables of both versions. What the regions share and what each error says was measured on AWS by the authors of
//! ack-api-quirks, 2026-10, unless a test says otherwise.

use crate::harness::*;

pub(crate) const NAME: &str = "tab";

/// A table in us-east-1 with a replica in eu-west-1, and both regions.
pub(crate) fn global(extra: Value) -> (World, World) {
    let here = World::new();
    here.table(NAME, "pk S", extra);
    let there = here.in_region("eu-west-1");
    add(&here, "eu-west-1");
    (here, there)
}

pub(crate) fn update(updates: Value) -> Value {
    json!({"TableName": NAME, "ReplicaUpdates": updates})
}

pub(crate) fn create(region: &str) -> Value {
    json!([{"Create": {"RegionName": region}}])
}

fn delete(region: &str) -> Value {
    json!([{"Delete": {"RegionName": region}}])
}

#[track_caller]
fn add(world: &World, region: &str) -> Value {
    world.ok("UpdateTable", update(create(region)))
}

pub(crate) fn describe(world: &World) -> Value {
    world.ok("DescribeTable", json!({"TableName": NAME}))["Table"].clone()
}

fn regions(world: &World) -> Vec<String> {
    let table = describe(world);
    let replicas = table["Replicas"].as_array().cloned().unwrap_or_default();
    replicas.iter().map(|replica| replica["RegionName"].as_str().unwrap().to_owned()).collect()
}

pub(crate) fn put(world: &World, pk: &str, v: &str) {
    world.ok("PutItem", json!({"TableName": NAME, "Item": {"pk": {"S": pk}, "v": {"S": v}}}));
}

fn get(world: &World, pk: &str) -> Value {
    world.ok("GetItem", json!({"TableName": NAME, "Key": {"pk": {"S": pk}}}))["Item"]["v"]["S"].clone()
}

/// All records of a table's newest stream.
fn records(world: &World) -> Vec<Value> {
    let arn = describe(world)["LatestStreamArn"].clone();
    let stream = world.ok("DescribeStream", json!({"StreamArn": arn}))["StreamDescription"].clone();
    let shard = stream["Shards"][0]["ShardId"].clone();
    let input = json!({"StreamArn": arn, "ShardId": shard, "ShardIteratorType": "TRIM_HORIZON"});
    let iterator = world.ok("GetShardIterator", input)["ShardIterator"].clone();
    world.ok("GetRecords", json!({"ShardIterator": iterator}))["Records"].as_array().unwrap().clone()
}

#[test]
fn a_write_in_one_region_is_there_in_the_other_at_once_and_in_the_streams_of_both() {
    let (here, there) = global(json!({}));
    put(&here, "a", "1");
    assert_eq!(get(&there, "a"), "1");
    // The last writer wins.
    put(&there, "a", "2");
    assert_eq!(get(&here, "a"), "2");
    for (world, region) in [(&here, "us-east-1"), (&there, "eu-west-1")] {
        let records = records(world);
        let names: Vec<&Value> = records.iter().map(|record| &record["eventName"]).collect();
        assert_eq!(names, ["INSERT", "MODIFY"], "{region}");
        assert_eq!(records[1]["dynamodb"]["OldImage"]["v"]["S"], "1");
        assert_eq!(records[1]["awsRegion"], region);
        assert_eq!(describe(world)["ItemCount"], 1);
    }
}

#[test]
fn each_replica_is_a_table_of_its_own_and_names_the_others() {
    let (here, there) =
        global(json!({"Tags": [{"Key": "a", "Value": "b"}], "DeletionProtectionEnabled": true}));
    let (mine, other) = (describe(&here), describe(&there));
    assert_eq!(mine["GlobalTableVersion"], "2019.11.21");
    assert_eq!(mine["GlobalTableSettingsReplicationMode"], "ENABLED_WITH_OVERRIDES");
    assert_eq!(
        mine["Replicas"],
        json!([{
            "RegionName": "eu-west-1",
            "ReplicaStatus": "ACTIVE",
            "GlobalTableSettingsReplicationMode": "ENABLED_WITH_OVERRIDES",
            "WarmThroughput": {"ReadUnitsPerSecond": 12000, "WriteUnitsPerSecond": 4000, "Status": "ACTIVE"},
        }])
    );
    assert_eq!(other["Replicas"][0]["RegionName"], "us-east-1");
    assert_eq!(other["TableArn"], "arn:aws:dynamodb:eu-west-1:000000000000:table/tab");
    for member in ["TableId", "TableArn", "LatestStreamArn"] {
        assert_ne!(mine[member], other[member], "{member}");
    }
    assert_eq!(mine.get("MultiRegionConsistency"), None);
    // What stays in its region.
    assert_eq!(other["DeletionProtectionEnabled"], false);
    let tags = there.ok("ListTagsOfResource", json!({"ResourceArn": other["TableArn"]}));
    assert_eq!(tags["Tags"], json!([]));
    // Each region names the others in the order in which they came.
    add(&there, "ap-south-1");
    assert_eq!(regions(&here), ["eu-west-1", "ap-south-1"]);
    assert_eq!(regions(&there), ["us-east-1", "ap-south-1"]);
    assert_eq!(regions(&here.in_region("ap-south-1")), ["us-east-1", "eu-west-1"]);
}

#[test]
fn a_stream_is_opened_where_there_is_none_and_kept_as_it_is_where_there_is_one() {
    let here = World::new();
    here.table(NAME, "pk S", json!({}));
    let reply = add(&here, "eu-west-1")["TableDescription"].clone();
    assert_eq!(reply["TableStatus"], "UPDATING");
    assert_eq!(reply["Replicas"], json!([]), "AWS shows a new replica some seconds later");
    assert_eq!(reply["StreamSpecification"]["StreamViewType"], "NEW_AND_OLD_IMAGES");
    let off = json!({"TableName": NAME, "StreamSpecification": {"StreamEnabled": false}});
    assert_eq!(
        here.err("UpdateTable", off.clone()),
        "ValidationException: One or more parameter values were invalid: Disabling Stream is not allowed for a Global \
         Table replica."
    );
    // The last replica goes, the stream stays and can be disabled.
    here.ok("UpdateTable", update(delete("eu-west-1")));
    here.ok("UpdateTable", off);

    let (here, there) =
        global(json!({"StreamSpecification": {"StreamEnabled": true, "StreamViewType": "KEYS_ONLY"}}));
    for world in [&here, &there] {
        assert_eq!(describe(world)["StreamSpecification"]["StreamViewType"], "KEYS_ONLY");
    }
}

#[test]
fn schema_billing_and_time_to_live_are_one_for_all_regions() {
    let (here, there) = global(json!({}));
    put(&here, "a", "1");
    there.ok(
        "UpdateTable",
        json!({
            "TableName": NAME,
            "AttributeDefinitions": [{"AttributeName": "v", "AttributeType": "S"}],
            "GlobalSecondaryIndexUpdates": [{"Create": {
                "IndexName": "by-v",
                "KeySchema": [{"AttributeName": "v", "KeyType": "HASH"}],
                "Projection": {"ProjectionType": "ALL"},
            }}],
        }),
    );
    let query = json!({
        "TableName": NAME, "IndexName": "by-v", "KeyConditionExpression": "v = :v",
        "ExpressionAttributeValues": {":v": {"S": "1"}},
    });
    assert_eq!(here.ok("Query", query.clone())["Count"], 1);
    put(&here, "b", "1");
    assert_eq!(there.ok("Query", query)["Count"], 2);
    assert_eq!(describe(&here)["Replicas"][0]["GlobalSecondaryIndexes"][0]["IndexName"], "by-v");

    let ttl = json!({"TableName": NAME, "TimeToLiveSpecification": {"Enabled": true, "AttributeName": "at"}});
    there.ok("UpdateTimeToLive", ttl);
    let described = here.ok("DescribeTimeToLive", json!({"TableName": NAME}));
    assert_eq!(described["TimeToLiveDescription"]["AttributeName"], "at");

    here.ok(
        "UpdateTable",
        json!({
            "TableName": NAME, "BillingMode": "PROVISIONED",
            "ProvisionedThroughput": {"ReadCapacityUnits": 5, "WriteCapacityUnits": 6},
            "GlobalSecondaryIndexUpdates": [{"Update": {
                "IndexName": "by-v", "ProvisionedThroughput": {"ReadCapacityUnits": 7, "WriteCapacityUnits": 8},
            }}],
        }),
    );
    let other = describe(&there);
    assert_eq!(other["ProvisionedThroughput"]["WriteCapacityUnits"], 6);
    assert_eq!(other["GlobalSecondaryIndexes"][0]["ProvisionedThroughput"]["ReadCapacityUnits"], 7);
    here.ok(
        "UpdateTable",
        json!({"TableName": NAME, "GlobalSecondaryIndexUpdates": [{"Delete": {"IndexName": "by-v"}}]}),
    );
    assert_eq!(describe(&there).get("GlobalSecondaryIndexes"), None);
}

/// That all streams have the record of an expiry, and that it happens once: our rule.
#[test]
fn an_item_expires_once_and_in_all_streams() {
    let (here, there) = global(json!({}));
    let ttl = json!({"TableName": NAME, "TimeToLiveSpecification": {"Enabled": true, "AttributeName": "at"}});
    here.ok("UpdateTimeToLive", ttl);
    let at = here.clock.now().secs() + 10;
    here.ok("PutItem", json!({"TableName": NAME, "Item": {"pk": {"S": "a"}, "at": {"N": at.to_string()}}}));
    here.advance(60);
    let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
    assert_eq!(runtime.block_on(here.engine.expire_now()).unwrap(), 1);
    for world in [&here, &there] {
        let records = records(world);
        assert_eq!(records.len(), 2);
        assert_eq!(records[1]["userIdentity"]["PrincipalId"], "dynamodb.amazonaws.com");
    }
}

#[test]
fn a_replica_that_goes_takes_no_items_along_and_the_last_one_does() {
    let (here, there) = global(json!({}));
    put(&here, "a", "1");
    let reply = here.ok("UpdateTable", update(delete("eu-west-1")))["TableDescription"].clone();
    assert_eq!(reply["Replicas"][0]["ReplicaStatus"], "ACTIVE", "the reply shows what there was");
    assert_eq!(
        there.err("DescribeTable", json!({"TableName": NAME})),
        "ResourceNotFoundException: Requested resource not found: Table: tab not found"
    );
    let table = describe(&here);
    assert_eq!((table.get("Replicas"), table.get("GlobalTableVersion")), (None, None));
    assert_eq!(get(&here, "a"), "1");
    // Its stream stays readable for a day, as that of any deleted table.
    assert_eq!(there.ok("ListStreams", json!({}))["Streams"].as_array().unwrap().len(), 1);
    // A new one has what there is.
    add(&here, "eu-west-1");
    assert_eq!(get(&there, "a"), "1");
    // And may go by itself.
    let reply = there.ok("DeleteTable", json!({"TableName": NAME}));
    assert_eq!(reply["TableDescription"]["Replicas"][0]["RegionName"], "us-east-1");
    assert_eq!(regions(&here), [""; 0]);
    assert_eq!(get(&here, "a"), "1");
    here.ok("DeleteTable", json!({"TableName": NAME}));
    here.background(|| here.stored(store::Space::DdbItem) == 0);
}

#[test]
fn a_region_that_another_was_made_from_waits_for_a_day() {
    let (here, there) = global(json!({}));
    let refused = "ValidationException: Replica cannot be deleted because it has acted as a source region for new \
                   replica(s) being added to the table in the last 24 hours.";
    assert_eq!(here.err("DeleteTable", json!({"TableName": NAME})), refused);
    assert_eq!(there.err("UpdateTable", update(delete("us-east-1"))), refused);
    here.advance(24 * 60 * 60 + 1);
    there.ok("UpdateTable", update(delete("us-east-1")));
    assert_eq!(regions(&there), [""; 0]);
}

#[test]
fn a_protected_replica_stays() {
    let (here, there) = global(json!({}));
    there.ok("UpdateTable", json!({"TableName": NAME, "DeletionProtectionEnabled": true}));
    assert_eq!(describe(&here)["DeletionProtectionEnabled"], false);
    let refused = "ValidationException: Cannot delete table tab in region eu-west-1 because it has deletion protection \
                   enabled. Disable deletion protection first.";
    assert_eq!(here.err("UpdateTable", update(delete("eu-west-1"))), refused);
    assert_eq!(there.err("DeleteTable", json!({"TableName": NAME})), refused);
}

#[test]
fn what_cannot_be_done_to_replicas_is_refused() {
    let (here, _) = global(json!({}));
    here.in_region("ap-south-1").table(NAME, "pk S", json!({}));
    let invalid = "One or more parameter values were invalid: ";
    let exists = "Failed to create a the new replica of table with name: ‘tab’ because one or more replicas already \
                  existed as tables.";
    let foreign = "Update global table operation failed because one or more replicas were not part of the global \
                   table. Please retry the request without these replicas: [us-west-2].";
    let nothing = "There are no actions specified in the Replica Update Action of the request.";
    let one_type = "Update table operation with more than one type of replica actions not allowed.";
    let one = "Update table operation with more than one create or delete replica actions not allowed";
    let local = "Cannot add or delete the local region through ReplicaUpdates. Use CreateTable, DeleteTable, or \
                 UpdateTable as required.";
    let class = json!({"RegionName": "us-west-2", "TableClassOverride": "STANDARD"});
    for (updates, message) in [
        (create("eu-west-1"), exists.to_owned()),
        (create("ap-south-1"), exists.to_owned()),
        (create("us-east-1"), local.to_owned()),
        (delete("us-east-1"), local.to_owned()),
        (delete("us-west-2"), foreign.to_owned()),
        (json!([{"Update": class}]), foreign.to_owned()),
        (json!([{}]), nothing.to_owned()),
        (json!([{"Update": {"RegionName": "eu-west-1"}}]), nothing.to_owned()),
        (
            json!([{"Create": {"RegionName": "us-west-2"}, "Delete": {"RegionName": "eu-west-1"}}]),
            one_type.to_owned(),
        ),
        (
            json!([{"Create": {"RegionName": "us-west-2"}}, {"Create": {"RegionName": "us-east-2"}}]),
            one.to_owned(),
        ),
        (
            json!([{"Update": {"RegionName": "eu-west-1", "ProvisionedThroughputOverride": {"ReadCapacityUnits": 1}}}]),
            "Neither ReadCapacityUnits nor WriteCapacityUnits can be specified when BillingMode is PAY_PER_REQUEST"
                .to_owned(),
        ),
        (
            json!([{"Update": {"RegionName": "eu-west-1", "KMSMasterKeyId": "alias/aws/dynamodb"}}]),
            format!("{invalid}KMSMasterKeyId must be specified for each replica."),
        ),
        // Our rule: what is not built is refused by name.
        (
            json!([{"Disassociate": {"RegionName": "eu-west-1"}}]),
            "Disassociate is not supported by this server yet".to_owned(),
        ),
    ] {
        assert_eq!(here.err("UpdateTable", update(updates)), format!("ValidationException: {message}"));
    }
    let unknown = here.err("UpdateTable", update(create("us-fake-1")));
    assert!(
        unknown.starts_with(
            "ValidationException: Region us-fake-1 is not supported. The latest version of global tables are only \
             supported in the following regions: [ap-south-2, ap-south-1, eu-south-1, eu-south-2, me-ce"
        ),
        "{unknown}"
    );
    let mut both = update(create("us-west-2"));
    both["DeletionProtectionEnabled"] = json!(true);
    assert_eq!(
        here.err("UpdateTable", both),
        format!(
            "ValidationException: {invalid}Replica modification must be the only operation in the request"
        )
    );
    // The same region twice is taken once.
    here.ok(
        "UpdateTable",
        update(json!([{"Create": {"RegionName": "us-west-2"}}, {"Create": {"RegionName": "us-west-2"}}])),
    );
    assert_eq!(regions(&here), ["eu-west-1", "us-west-2"]);
}

#[test]
fn keys_are_of_one_kind_and_of_their_region() {
    let own = |region: &str| format!("arn:aws:kms:{region}:000000000000:key/k");
    let table = |key: Value| {
        let world = World::new();
        world.table(NAME, "pk S", json!({"SSESpecification": key}));
        world
    };
    let add = |world: &World, key: Option<&str>| {
        let mut create = json!({"RegionName": "eu-west-1"});
        if let Some(key) = key {
            create["KMSMasterKeyId"] = json!(key);
        }
        update(json!([{"Create": create}])).pipe(|input| (world.in_region("us-east-1"), input))
    };
    let invalid = "ValidationException: One or more parameter values were invalid: ";
    let needed = format!("{invalid}KMSMasterKeyId must be specified for each replica.");
    let mixed = format!("{invalid}All replica keys must either be Customer Managed CMK or AWS Managed CMK.");

    let world = table(json!({"Enabled": true, "SSEType": "KMS", "KMSMasterKeyId": own("us-east-1")}));
    for (key, expected) in [(None, &needed), (Some("alias/aws/dynamodb"), &mixed)] {
        let (world, input) = add(&world, key);
        assert_eq!(world.err("UpdateTable", input), *expected);
    }
    let (here, input) = add(&world, Some(&own("us-east-1")));
    let err = here.err("UpdateTable", input);
    assert!(err.starts_with("ValidationException: KMS validation error for region eu-west-1: "), "{err}");
    let (here, input) = add(&world, Some("k"));
    here.ok("UpdateTable", input);
    assert_eq!(describe(&here)["Replicas"][0]["KMSMasterKeyId"], json!(own("eu-west-1")));
    assert_eq!(
        describe(&here.in_region("eu-west-1"))["SSEDescription"]["KMSMasterKeyArn"],
        json!(own("eu-west-1"))
    );

    // AWS's own keys need no name, and come with a table that gets one.
    let (here, there) = global(json!({}));
    here.ok(
        "UpdateTable",
        json!({"TableName": NAME, "SSESpecification": {"Enabled": true, "SSEType": "KMS"}}),
    );
    let managed = "arn:aws:kms:eu-west-1:000000000000:alias/aws/dynamodb";
    assert_eq!(describe(&there)["SSEDescription"]["KMSMasterKeyArn"], managed);
    assert_eq!(describe(&here)["Replicas"][0]["KMSMasterKeyId"], managed);
}

trait Pipe: Sized {
    fn pipe<T>(self, f: impl FnOnce(Self) -> T) -> T {
        f(self)
    }
}
impl Pipe for Value {}

#[test]
fn strong_consistency_takes_three_regions_that_come_and_go_together() {
    let here = World::new();
    here.table(NAME, "pk S", json!({}));
    let strong = |updates: Value, witness: Value| {
        let mut input = update(updates);
        input["MultiRegionConsistency"] = json!("STRONG");
        if !witness.is_null() {
            input["GlobalTableWitnessUpdates"] = witness;
        }
        input
    };
    let two = json!([{"Create": {"RegionName": "us-east-2"}}, {"Create": {"RegionName": "us-west-2"}}]);
    let witness = |region: &str| json!([{"Create": {"RegionName": region}}]);
    let count = "Unsupported replica count for global tables with MultiRegionConsistency set to STRONG.";
    let mut without = update(create("us-east-2"));
    without["GlobalTableWitnessUpdates"] = witness("us-west-2");
    for (input, message) in [
        (strong(create("us-east-2"), Value::Null), count),
        (strong(two.clone(), witness("eu-west-1")), count),
        (
            without,
            "MultiRegionConsistency must be set as STRONG when GlobalTableWitnessUpdates parameter is present.",
        ),
        (
            strong(create("us-east-2"), witness("us-east-2")),
            "Cannot target multiple regions with the same action",
        ),
        (
            strong(create("us-east-2"), witness("us-east-1")),
            "Cannot add a witness in the same region as an existing replica when creating a global table with \
             MultiRegionConsistency set to STRONG.",
        ),
        (
            strong(create("us-east-2"), witness("us-west-1")),
            "Unsupported Region(s) specified for global tables with MultiRegionConsistency set to STRONG: [us-west-1].",
        ),
        (
            strong(
                json!([{"Update": {"RegionName": "us-east-2", "TableClassOverride": "STANDARD"}}]),
                Value::Null,
            ),
            "Only Replica Create actions are supported when MultiRegionConsistency parameter is provided.",
        ),
    ] {
        assert_eq!(here.err("UpdateTable", input), format!("ValidationException: {message}"));
    }
    here.ok("UpdateTable", strong(create("us-east-2"), witness("us-west-2")));
    let there = here.in_region("us-east-2");
    for world in [&here, &there] {
        let table = describe(world);
        assert_eq!(table["MultiRegionConsistency"], "STRONG");
        assert_eq!(
            table["GlobalTableWitnesses"],
            json!([{"RegionName": "us-west-2", "WitnessStatus": "ACTIVE"}])
        );
        assert_eq!(table.get("StreamSpecification"), None);
    }
    put(&here, "a", "1");
    assert_eq!(get(&there, "a"), "1");
    // A witness is no table.
    assert_eq!(here.in_region("us-west-2").ok("ListTables", json!({}))["TableNames"], json!([]));

    let one = "Deletion of only one table replica is not supported for global tables with MultiRegionConsistency set \
               to STRONG.";
    assert_eq!(there.err("DeleteTable", json!({"TableName": NAME})), format!("ValidationException: {one}"));
    for (input, message) in [
        (
            update(create("eu-west-1")),
            "Cannot add replicas to a global table with strong MultiRegionConsistency",
        ),
        (update(delete("us-east-2")), "Update table delete operation does not include all witnesses."),
        (
            strong(two.clone(), Value::Null),
            "MultiRegionConsistency parameter is unsupported on existing global table",
        ),
    ] {
        assert_eq!(here.err("UpdateTable", input), format!("ValidationException: {message}"));
    }
    // AWS documents that there are no transactions; the wording is our guess.
    let transaction = json!({"TransactItems": [{"Put": {"TableName": NAME, "Item": {"pk": {"S": "b"}}}}]});
    let err = here.err("TransactWriteItems", transaction);
    assert!(err.starts_with("ValidationException: Transactions are not supported"), "{err}");

    let mut end = update(delete("us-east-2"));
    end["GlobalTableWitnessUpdates"] = json!([{"Delete": {"RegionName": "us-west-2"}}]);
    here.ok("UpdateTable", end);
    let table = describe(&here);
    for member in ["Replicas", "GlobalTableWitnesses", "MultiRegionConsistency", "GlobalTableVersion"] {
        assert_eq!(table.get(member), None, "{member}");
    }
    // Two replicas without a witness need a table without items: AWS's guide; the wording is our guess.
    let err = here.err("UpdateTable", strong(two, Value::Null));
    assert!(err.starts_with("ValidationException: Tables with items are not supported"), "{err}");
}

#[test]
fn replicas_are_found_again_after_a_start() {
    let (here, there) = global(json!({}));
    put(&here, "a", "1");
    let again = World::on(here.store.clone(), here.clock.clone());
    assert_eq!(describe(&again)["ItemCount"], 1);
    put(&again, "b", "2");
    let again_there = again.in_region("eu-west-1");
    assert_eq!(describe(&again_there)["ItemCount"], 2);
    assert_eq!(records(&again_there).len(), 2);
    drop(there);
}

#[test]
fn global_tables_of_the_old_version_cannot_be_made_and_are_not_seen() {
    let (here, _) = global(json!({}));
    let gone = "ValidationException: One or more parameter values were invalid: DynamoDB global tables version \
                2017.11.29 is not supported. We recommend using DynamoDB global tables version 2019.11.21, instead of \
                version 2017.11.29 (Legacy).";
    let group = json!({"GlobalTableName": NAME, "ReplicationGroup": [{"RegionName": "us-east-1"}]});
    assert_eq!(here.err("CreateGlobalTable", group), gone);
    let update = |updates: Value| json!({"GlobalTableName": NAME, "ReplicaUpdates": updates});
    assert_eq!(here.err("UpdateGlobalTable", update(create("us-west-2"))), gone);
    let missing = "Global table with name: 'tab' does not exist.";
    assert_eq!(
        here.err("UpdateGlobalTable", update(delete("us-west-2"))),
        format!("GlobalTableNotFoundException: {missing}")
    );
    let name = json!({"GlobalTableName": NAME});
    assert_eq!(
        here.err("DescribeGlobalTable", name.clone()),
        format!("GlobalTableNotFoundException: Global table not found: {missing}")
    );
    for operation in ["DescribeGlobalTableSettings", "UpdateGlobalTableSettings"] {
        assert_eq!(here.err(operation, name.clone()), format!("GlobalTableNotFoundException: {missing}"));
    }
    assert_eq!(here.ok("ListGlobalTables", json!({})), json!({"GlobalTables": []}));
}
