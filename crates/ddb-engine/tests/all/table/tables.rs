//! Tables: made, described, listed, changed, deleted.

use crate::harness::{Value, World, json};

/// AWS API reference, CreateTable and DescribeTable.
#[test]
fn a_table_reads_as_it_was_made() {
    let world = World::new();
    let made = world.table(
        "orders",
        "pk S, sk N",
        json!({"defs": [["g", "B"]], "GlobalSecondaryIndexes": [{
        "IndexName": "by-g", "KeySchema": [{"AttributeName": "g", "KeyType": "HASH"}],
        "Projection": {"ProjectionType": "INCLUDE", "NonKeyAttributes": ["x"]}}]}),
    );
    assert_eq!(made["TableDescription"]["TableStatus"], "CREATING");
    let table = &world.ok("DescribeTable", json!({"TableName": "orders"}))["Table"];
    assert_eq!(table["TableStatus"], "ACTIVE");
    assert_eq!(table["TableArn"], "arn:aws:dynamodb:us-east-1:000000000000:table/orders");
    assert_eq!(table["CreationDateTime"], 1_767_225_600.0);
    assert_eq!(table["BillingModeSummary"]["BillingMode"], "PAY_PER_REQUEST");
    assert_eq!(table["KeySchema"][1], json!({"AttributeName": "sk", "KeyType": "RANGE"}));
    let index = &table["GlobalSecondaryIndexes"][0];
    assert_eq!(index["IndexStatus"], "ACTIVE");
    assert_eq!(index["Projection"], json!({"ProjectionType": "INCLUDE", "NonKeyAttributes": ["x"]}));
    // A table may be named by its ARN: AWS API reference, TableName.
    assert_eq!(&world.ok("DescribeTable", json!({"TableName": table["TableArn"]}))["Table"], table);
    assert_eq!(
        world.err(
            "CreateTable",
            json!({"TableName": "orders", "BillingMode": "PAY_PER_REQUEST",
            "AttributeDefinitions": [{"AttributeName": "a", "AttributeType": "S"}],
            "KeySchema": [{"AttributeName": "a", "KeyType": "HASH"}]})
        ),
        "ResourceInUseException: Table already exists: orders"
    );
}

/// Texts: recorded on AWS by dynalite and by nubo-db/dynamodb-conformance.
#[test]
fn a_table_that_cannot_be_is_refused_with_awss_words() {
    let world = World::new();
    let base = json!({"TableName": "abc", "BillingMode": "PAY_PER_REQUEST",
        "AttributeDefinitions": [{"AttributeName": "pk", "AttributeType": "S"}],
        "KeySchema": [{"AttributeName": "pk", "KeyType": "HASH"}]});
    let check = |change: Value, expected: &str| {
        let mut input = base.clone();
        for (key, value) in change.as_object().unwrap() {
            input[key] = value.clone();
        }
        assert_eq!(world.err("CreateTable", input), expected);
    };
    check(
        json!({"TableName": null}),
        "ValidationException: The parameter 'TableName' is required but was not present in the request",
    );
    check(
        json!({"TableName": "ab"}),
        "ValidationException: 1 validation error detected: Value 'ab' at 'tableName' failed to satisfy constraint: Member must have length greater than or equal to 3",
    );
    check(json!({"TableName": 1}), "SerializationException: NUMBER_VALUE cannot be converted to String");
    check(
        json!({"KeySchema": {}}),
        "SerializationException: Start of structure or map found where not expected",
    );
    check(
        json!({"ProvisionedThroughput": []}),
        "SerializationException: Unrecognized collection type class com.amazonaws.dynamodb.v20120810.ProvisionedThroughput",
    );
    check(
        json!({"KeySchema": [{"AttributeName": "pk", "KeyType": "INVALID"}]}),
        "ValidationException: 1 validation error detected: Value 'INVALID' at 'keySchema.1.member.keyType' failed to satisfy constraint: Member must satisfy enum value set: [HASH, RANGE]",
    );
    check(
        json!({"KeySchema": [{"AttributeName": "pk", "KeyType": "HASH"}, {"AttributeName": "pk", "KeyType": "RANGE"}]}),
        "ValidationException: Invalid KeySchema: Some index key attribute have no definition",
    );
    check(
        json!({"AttributeDefinitions": [{"AttributeName": "x", "AttributeType": "S"}]}),
        "ValidationException: One or more parameter values were invalid: Some index key attributes are not defined in AttributeDefinitions. Keys: [pk], AttributeDefinitions: [x]",
    );
    check(
        json!({"BillingMode": "PROVISIONED"}),
        "ValidationException: One or more parameter values were invalid: ReadCapacityUnits and WriteCapacityUnits must both be specified when BillingMode is PROVISIONED",
    );
    check(
        json!({"LocalSecondaryIndexes": [{"IndexName": "lsi", "KeySchema": [{"AttributeName": "pk", "KeyType": "HASH"}], "Projection": {"ProjectionType": "ALL"}}]}),
        "ValidationException: One or more parameter values were invalid: Table KeySchema does not have a range key, which is required when specifying a LocalSecondaryIndex",
    );
    check(
        json!({"StreamSpecification": {"StreamEnabled": false, "StreamViewType": "NEW_AND_OLD_IMAGES"}}),
        "ValidationException: One or more parameter values were invalid: Table is being created with a stream disabled, UpdateViewType should not be specified",
    );
    // The public conformance suite, eu-west-2 and us-east-1, 2026-10-09: global indexes before local ones.
    let named = |name: &str| json!([{"IndexName": name, "KeySchema": [{"AttributeName": "pk", "KeyType": "HASH"}], "Projection": {"ProjectionType": "ALL"}}]);
    check(
        json!({"LocalSecondaryIndexes": named("aa"), "GlobalSecondaryIndexes": named("zz")}),
        "ValidationException: 2 validation errors detected: Value 'zz' at 'globalSecondaryIndexes.1.member.indexName' failed to satisfy constraint: Member must have length greater than or equal to 3; Value 'aa' at 'localSecondaryIndexes.1.member.indexName' failed to satisfy constraint: Member must have length greater than or equal to 3",
    );
}

/// AWS API reference, ListTables; pages as `Limit` says, names in order.
#[test]
fn tables_are_listed_in_pages_and_by_owner() {
    let mut world = World::new();
    for name in ["ccc", "aaa", "bbb"] {
        world.table(name, "pk S", json!({}));
    }
    let page = world.ok("ListTables", json!({"Limit": 2}));
    assert_eq!(page, json!({"TableNames": ["aaa", "bbb"], "LastEvaluatedTableName": "bbb"}));
    let page = world.ok("ListTables", json!({"Limit": 2, "ExclusiveStartTableName": "bbb"}));
    assert_eq!(page, json!({"TableNames": ["ccc"]}));
    world.region = base::arn::Region::parse("eu-west-1").unwrap();
    assert_eq!(world.ok("ListTables", json!({})), json!({"TableNames": []}));
    world.region = base::arn::Region::us_east_1();
    world.account = base::arn::AccountId::parse("123456789012").unwrap();
    assert_eq!(world.ok("ListTables", json!({})), json!({"TableNames": []}));
}

/// <https://github.com/architect/dynalite/issues/60> (a recorded reply, 2016) and
/// <https://github.com/scylladb/scylladb/issues/14132> (seen on AWS, 2023-06-05); members that came later are kept as
/// DescribeTable has them, which is our guess.
#[test]
fn the_reply_of_a_deletion_leaves_out_keys_and_indexes() {
    let world = World::new();
    world.table("abc", "pk S, sk S", json!({
        "defs": [["g", "S"]], "BillingMode": "PROVISIONED",
        "ProvisionedThroughput": {"ReadCapacityUnits": 5, "WriteCapacityUnits": 6},
        "GlobalSecondaryIndexes": [{"IndexName": "gsi", "KeySchema": [{"AttributeName": "g", "KeyType": "HASH"}],
            "Projection": {"ProjectionType": "ALL"},
            "ProvisionedThroughput": {"ReadCapacityUnits": 1, "WriteCapacityUnits": 1}}],
        "LocalSecondaryIndexes": [{"IndexName": "lsi", "Projection": {"ProjectionType": "ALL"}, "KeySchema": [
            {"AttributeName": "pk", "KeyType": "HASH"}, {"AttributeName": "g", "KeyType": "RANGE"}]}]}));
    world.ok("PutItem", json!({"TableName": "abc", "Item": {"pk": {"S": "a"}, "sk": {"S": "b"}}}));
    let id = world.ok("DescribeTable", json!({"TableName": "abc"}))["Table"]["TableId"].clone();
    assert_eq!(
        world.ok("DeleteTable", json!({"TableName": "abc"})),
        json!({"TableDescription": {
            "TableName": "abc", "TableStatus": "DELETING", "TableId": id, "ItemCount": 1, "TableSizeBytes": 6,
            "ProvisionedThroughput": {"NumberOfDecreasesToday": 0, "ReadCapacityUnits": 5, "WriteCapacityUnits": 6},
            "TableArn": "arn:aws:dynamodb:us-east-1:000000000000:table/abc", "DeletionProtectionEnabled": false,
        }})
    );
}

/// Texts: recorded on AWS by dynalite.
#[test]
fn a_deleted_table_is_gone_and_can_be_made_again() {
    let world = World::new();
    world.table("abc", "pk S", json!({}));
    let gone = world.ok("DeleteTable", json!({"TableName": "abc"}));
    assert_eq!(gone["TableDescription"]["TableStatus"], "DELETING");
    let missing = "ResourceNotFoundException: Requested resource not found: Table: abc not found";
    assert_eq!(world.err("DeleteTable", json!({"TableName": "abc"})), missing);
    assert_eq!(world.err("DescribeTable", json!({"TableName": "abc"})), missing);
    world.table("abc", "pk N", json!({"DeletionProtectionEnabled": true}));
    assert!(
        world
            .err("DeleteTable", json!({"TableName": "abc"}))
            .starts_with("ValidationException: Resource cannot be deleted")
    );
}

/// Our design: a deleted table's items and entries go in the background, also after a restart; its stream's records
/// and the stream itself when they are a day old; tokens after ten minutes.
#[test]
fn what_nobody_can_reach_is_swept_away() {
    use store::Space::{DdbIndex, DdbItem, DdbRecord, DdbStream, DdbToken};
    let world = World::new();
    world.table("abc", "pk S", json!({"defs": [["g", "S"]],
        "StreamSpecification": {"StreamEnabled": true, "StreamViewType": "KEYS_ONLY"},
        "GlobalSecondaryIndexes": [{"IndexName": "gsi", "KeySchema": [{"AttributeName": "g", "KeyType": "HASH"}],
            "Projection": {"ProjectionType": "ALL"}}]}));
    for n in 0..1500 {
        world.ok(
            "PutItem",
            json!({"TableName": "abc", "Item": {"pk": {"S": n.to_string()}, "g": {"S": "x"}}}),
        );
    }
    world.ok(
        "TransactWriteItems",
        json!({"ClientRequestToken": "t", "TransactItems": [
        {"Put": {"TableName": "abc", "Item": {"pk": {"S": "a"}}}}]}),
    );
    world.ok("DeleteTable", json!({"TableName": "abc"}));
    let count =
        |world: &World| [DdbItem, DdbIndex, DdbRecord, DdbStream, DdbToken].map(|space| world.stored(space));
    assert_eq!(count(&world), [1501, 1500, 1501, 1, 1]);
    let again = World::on(world.store.clone(), world.clock.clone());
    again.background(|| count(&again) == [0, 0, 1501, 1, 1]);
    again.advance(24 * 3600 + 1);
    World::on(world.store.clone(), world.clock.clone()).background(|| count(&again) == [0; 5]);
}

/// Our design: all state is in the store, so an engine opened on the same folder answers as the one before it.
#[test]
fn tables_items_and_streams_are_there_after_a_restart() {
    let folder = tempfile::tempdir().unwrap();
    let clock = base::clock::Clock::frozen(base::clock::Timestamp::from_secs(1_767_225_600));
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build().unwrap();
    let _inside = runtime.enter();
    let open = |seed| store::Store::open(folder.path(), base::entropy::Entropy::seeded(seed)).unwrap();
    let read = |world: &World| {
        let stream = world.ok("ListStreams", json!({}))["Streams"][0]["StreamArn"].clone();
        let shard = world.ok("DescribeStream", json!({"StreamArn": stream}))["StreamDescription"]["Shards"]
            [0]["ShardId"]
            .clone();
        let start = world.ok(
            "GetShardIterator",
            json!({"StreamArn": stream, "ShardId": shard, "ShardIteratorType": "TRIM_HORIZON"}),
        );
        let records =
            world.ok("GetRecords", json!({"ShardIterator": start["ShardIterator"]}))["Records"].clone();
        let index = world.ok("Scan", json!({"TableName": "abc", "IndexName": "gsi"}));
        (
            records,
            index,
            world.ok("DescribeTable", json!({"TableName": "abc"})),
            world.ok("Scan", json!({"TableName": "abc"})),
        )
    };
    let world = World::on(open(1), clock.clone());
    world.table("abc", "pk S", json!({"defs": [["g", "S"]],
        "StreamSpecification": {"StreamEnabled": true, "StreamViewType": "NEW_IMAGE"},
        "GlobalSecondaryIndexes": [{"IndexName": "gsi", "KeySchema": [{"AttributeName": "g", "KeyType": "HASH"}],
            "Projection": {"ProjectionType": "ALL"}}]}));
    for n in 0..20 {
        world.ok(
            "PutItem",
            json!({"TableName": "abc", "Item": {"pk": {"S": n.to_string()}, "g": {"S": "x"}}}),
        );
    }
    let before = read(&world);
    runtime.block_on(world.store.close()).unwrap();
    drop(world);
    let world = World::on(open(2), clock);
    assert_eq!(read(&world), before);
    // Numbers go on above those that were given before.
    world.ok("PutItem", json!({"TableName": "abc", "Item": {"pk": {"S": "more"}}}));
    let after = read(&world).0;
    let number = |at: usize| after[at]["dynamodb"]["SequenceNumber"].as_str().unwrap().to_owned();
    assert!(after.as_array().unwrap().len() == 21 && number(20) > number(19));
    runtime.block_on(world.store.close()).unwrap();
}

/// Texts: measured on AWS by the authors of ack-api-quirks, 2026-10.
#[test]
fn encryption_is_of_one_kind_and_a_change_changes_something() {
    let world = World::new();
    world.table("tab", "pk S", json!({}));
    let arn = "arn:aws:kms:us-east-1:000000000000:key/k";
    let update = |specification: Value| json!({"TableName": "tab", "SSESpecification": specification});
    let refused = |specification: Value, message: &str| {
        assert_eq!(
            world.err("UpdateTable", update(specification)),
            format!("ValidationException: One or more parameter values were invalid: {message}")
        );
    };
    refused(json!({"Enabled": false, "SSEType": "KMS"}), "SSEType can not be specified if Enabled is false");
    refused(json!({"KMSMasterKeyId": "k"}), "KMSMasterKeyId can not be specified if Enabled is false");
    refused(json!({"Enabled": true, "SSEType": "AES256"}), "SSEType AES256 is not supported");
    refused(
        json!({"Enabled": true, "KMSMasterKeyId": "k"}),
        "SSEType KMS is required if KMSMasterKeyId is specified",
    );
    refused(json!({"Enabled": false}), "Table is already encrypted by default");
    let own = json!({"Enabled": true, "SSEType": "KMS", "KMSMasterKeyId": "k"});
    let reply = world.ok("UpdateTable", update(own.clone()));
    assert_eq!(
        reply["TableDescription"]["SSEDescription"],
        json!({"Status": "ENABLED", "SSEType": "KMS", "KMSMasterKeyArn": arn})
    );
    refused(
        own,
        "Table is already encrypted with given KMSMasterKeyId. Use KMSMasterKeyId parameter if you want to change \
         Master Key",
    );
    world.ok("UpdateTable", update(json!({"Enabled": false})));
    let table = world.ok("DescribeTable", json!({"TableName": "tab"}))["Table"].clone();
    assert_eq!(table.get("SSEDescription"), None);
}

/// Our design: a seed makes a run repeatable, and no table another's.
#[test]
fn a_second_start_with_a_seed_gives_no_id_again() {
    let folder = tempfile::tempdir().unwrap();
    let clock = base::clock::Clock::frozen(base::clock::Timestamp::from_secs(1_767_225_600));
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let stream = json!({"StreamSpecification": {"StreamEnabled": true, "StreamViewType": "KEYS_ONLY"}});
    let start = |name: &str| {
        let entropy = base::entropy::Entropy::seeded(1);
        let store = store::Store::open(folder.path(), entropy.clone()).unwrap();
        let world = World::drawing(store, clock.clone(), ddb_engine::Settings::default(), entropy);
        world.table(name, "pk S", stream.clone());
        world
    };
    let put = |world: &World, table: &str| {
        world.ok("PutItem", json!({"TableName": table, "Item": {"pk": {"S": table}}}));
        let backup = world.ok("CreateBackup", json!({"TableName": table, "BackupName": table}));
        backup["BackupDetails"]["BackupArn"].clone()
    };
    let count = |world: &World, table: &str| world.ok("Scan", json!({"TableName": table}))["Count"].clone();
    let world = start("first");
    let first = put(&world, "first");
    world.work();
    runtime.block_on(world.store.close()).unwrap();

    let world = start("second");
    assert_eq!(count(&world, "second"), 0);
    assert_ne!(put(&world, "second"), first);
    world.work();
    world.ok("DeleteTable", json!({"TableName": "second"}));
    world.background(|| world.stored(store::Space::DdbItem) == 3);
    assert_eq!(count(&world, "first"), 1);
    let target = json!({"BackupArn": first, "TargetTableName": "third"});
    world.ok("RestoreTableFromBackup", target);
    world.work();
    assert_eq!(count(&world, "third"), 1);
    let streams = world.ok("ListStreams", json!({"TableName": "first"}))["Streams"].clone();
    let arn = &streams[0]["StreamArn"];
    let described = world.ok("DescribeStream", json!({"StreamArn": arn}))["StreamDescription"].clone();
    let shard = json!({
        "StreamArn": arn, "ShardId": described["Shards"][0]["ShardId"], "ShardIteratorType": "TRIM_HORIZON",
    });
    let iterator = world.ok("GetShardIterator", shard)["ShardIterator"].clone();
    let records = world.ok("GetRecords", json!({"ShardIterator": iterator}))["Records"].clone();
    assert_eq!(records.as_array().unwrap().len(), 1, "the stream of the other table is another one");
}

/// Our design, and what `--seed` is for: the same requests after the same seed give the same ids, in memory and in the
/// first use of a folder.
#[test]
fn a_seed_repeats_the_ids_of_tables() {
    let id = |folder: Option<&std::path::Path>| {
        let entropy = base::entropy::Entropy::seeded(1);
        let store = match folder {
            Some(folder) => store::Store::open(folder, entropy.clone()).unwrap(),
            None => store::Store::in_memory(entropy.clone()),
        };
        let clock = base::clock::Clock::frozen(base::clock::Timestamp::from_secs(1_767_225_600));
        let world = World::drawing(store, clock, ddb_engine::Settings::default(), entropy);
        world.table("tab", "pk S", json!({}))["TableDescription"]["TableId"].clone()
    };
    let folder = tempfile::tempdir().unwrap();
    assert_eq!(id(None), id(None));
    assert_eq!(id(Some(folder.path())), id(None));
}
