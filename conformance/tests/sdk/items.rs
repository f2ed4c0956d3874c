//! PutItem, GetItem, UpdateItem, DeleteItem, BatchGetItem, BatchWriteItem.

use std::collections::HashMap;

use aws_sdk_dynamodb::primitives::Blob;
use aws_sdk_dynamodb::types::{
    AttributeValue, BillingMode, DeleteRequest, KeyType, KeysAndAttributes, LocalSecondaryIndex, Projection,
    ProjectionType, PutRequest, ReturnConsumedCapacity, ReturnValue, ReturnValuesOnConditionCheckFailure,
    ScalarAttributeType, WriteRequest,
};
use conformance::sdk::Sdk;
use conformance::server::Server;

use crate::fixture::{Item, attribute, item, key, n, put, s, start, table};

fn id(sk: i32) -> Item {
    item([("pk", s("p")), ("sk", n(sk))])
}

#[tokio::test]
async fn every_type_of_value_comes_back_as_it_went() {
    let (_server, sdk) = start();
    table(&sdk, "things").await;
    let nested = AttributeValue::M(item([(
        "list",
        AttributeValue::L(vec![s("x"), n("1"), AttributeValue::Null(true)]),
    )]));
    let whole = item([
        ("pk", s("p")),
        ("sk", n("1")),
        ("text", s("žluťoučký 🐎")),
        ("empty", s("")),
        ("big", n("12345678901234567890123456789012345678")),
        ("small", n("0.00000000000000000000000000000000000000000000000000000000000000000001")),
        ("bytes", AttributeValue::B(Blob::new([0_u8, 255, 1]))),
        ("yes", AttributeValue::Bool(true)),
        ("nothing", AttributeValue::Null(true)),
        ("nested", nested),
        ("strings", AttributeValue::Ss(vec!["a".into(), "b".into()])),
        ("numbers", AttributeValue::Ns(vec!["1".into(), "2.5".into()])),
        ("binaries", AttributeValue::Bs(vec![Blob::new("x")])),
    ]);
    put(&sdk, "things", whole.clone()).await;
    let mut got =
        sdk.dynamodb.get_item().table_name("things").set_key(Some(id(1))).send().await.unwrap().item.unwrap();
    for set in ["strings", "numbers"] {
        match got.get_mut(set).unwrap() {
            AttributeValue::Ss(members) | AttributeValue::Ns(members) => members.sort(),
            other => panic!("{other:?}"),
        }
    }
    assert_eq!(got, whole);
}

#[tokio::test]
async fn numbers_are_exact_and_canonical() {
    // https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/HowItWorks.NamingRulesDataTypes.html
    let (_server, sdk) = start();
    table(&sdk, "things").await;
    for (sent, kept) in [("1.0", "1"), ("1e2", "100"), ("-0", "0"), ("007", "7"), ("1E-3", "0.001")] {
        put(&sdk, "things", item([("pk", s("p")), ("sk", n(1)), ("v", n(sent))])).await;
        let got = sdk.dynamodb.get_item().table_name("things").set_key(Some(id(1))).send().await.unwrap();
        assert_eq!(got.item.unwrap()["v"], n(kept), "{sent}");
    }
    for refused in ["1e126", "1e-131", "123456789012345678901234567890123456789", "abc", ""] {
        let error = sdk
            .dynamodb
            .put_item()
            .table_name("things")
            .set_item(Some(item([("pk", s("p")), ("sk", n(1)), ("v", n(refused))])))
            .send()
            .await
            .unwrap_err()
            .into_service_error();
        assert_eq!(error.meta().code(), Some("ValidationException"), "{refused}");
    }
}

#[tokio::test]
async fn a_condition_guards_a_write_and_shows_what_stood_in_its_way() {
    let (_server, sdk) = start();
    table(&sdk, "things").await;
    let first = item([("pk", s("p")), ("sk", n(1)), ("v", n(1))]);
    let insert = |item: Item| {
        sdk.dynamodb
            .put_item()
            .table_name("things")
            .set_item(Some(item))
            .condition_expression("attribute_not_exists(pk)")
            .return_values_on_condition_check_failure(ReturnValuesOnConditionCheckFailure::AllOld)
            .send()
    };
    insert(first.clone()).await.unwrap();
    let error = insert(id(1)).await.unwrap_err().into_service_error();
    match error {
        aws_sdk_dynamodb::operation::put_item::PutItemError::ConditionalCheckFailedException(refused) => {
            assert_eq!(refused.message(), Some("The conditional request failed"));
            assert_eq!(refused.item, Some(first));
        }
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn an_update_changes_what_it_names() {
    let (_server, sdk) = start();
    table(&sdk, "things").await;
    put(
        &sdk,
        "things",
        item([
            ("pk", s("p")),
            ("sk", n(1)),
            ("count", n(41)),
            ("stale", s("gone soon")),
            ("list", AttributeValue::L(vec![n(1)])),
            ("tags", AttributeValue::Ss(vec!["a".into()])),
        ]),
    )
    .await;
    let updated = sdk
        .dynamodb
        .update_item()
        .table_name("things")
        .set_key(Some(id(1)))
        .update_expression(
            "SET #c = #c + :one, made = if_not_exists(made, :when), #l = list_append(#l, :more) REMOVE stale ADD tags :b",
        )
        .condition_expression("#c < :limit")
        .expression_attribute_names("#c", "count")
        .expression_attribute_names("#l", "list")
        .expression_attribute_values(":one", n(1))
        .expression_attribute_values(":when", s("now"))
        .expression_attribute_values(":more", AttributeValue::L(vec![n(2)]))
        .expression_attribute_values(":b", AttributeValue::Ss(vec!["b".into()]))
        .expression_attribute_values(":limit", n(100))
        .return_values(ReturnValue::AllNew)
        .send()
        .await
        .unwrap()
        .attributes
        .unwrap();
    assert_eq!(updated["count"], n(42));
    assert_eq!(updated["made"], s("now"));
    assert_eq!(updated["list"], AttributeValue::L(vec![n(1), n(2)]));
    assert!(!updated.contains_key("stale"));
    assert_eq!(updated["tags"].as_ss().unwrap().len(), 2);

    let only = sdk
        .dynamodb
        .update_item()
        .table_name("things")
        .set_key(Some(id(1)))
        .update_expression("SET made = :later")
        .expression_attribute_values(":later", s("later"))
        .return_values(ReturnValue::UpdatedOld)
        .send()
        .await
        .unwrap();
    assert_eq!(only.attributes.unwrap(), item([("made", s("now"))]));
}

#[tokio::test]
async fn a_deleted_item_is_gone_and_is_returned_if_asked_for() {
    let (_server, sdk) = start();
    table(&sdk, "things").await;
    put(&sdk, "things", item([("pk", s("p")), ("sk", n(1)), ("v", s("x"))])).await;
    let delete = || {
        let request = sdk.dynamodb.delete_item().table_name("things").set_key(Some(id(1)));
        request.return_values(ReturnValue::AllOld).send()
    };
    assert_eq!(delete().await.unwrap().attributes.unwrap()["v"], s("x"));
    assert_eq!(delete().await.unwrap().attributes, None);
    let got = sdk.dynamodb.get_item().table_name("things").set_key(Some(id(1))).send().await.unwrap();
    assert_eq!(got.item, None);
}

#[tokio::test]
async fn capacity_follows_the_size_of_items() {
    // https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/read-write-operations.html
    let (_server, sdk) = start();
    table(&sdk, "things").await;
    let large = item([("pk", s("p")), ("sk", n(1)), ("v", s("x".repeat(5_000)))]);
    let wrote = sdk
        .dynamodb
        .put_item()
        .table_name("things")
        .set_item(Some(large))
        .return_consumed_capacity(ReturnConsumedCapacity::Total)
        .send()
        .await
        .unwrap();
    assert_eq!(wrote.consumed_capacity.unwrap().capacity_units, Some(5.0));
    for (consistent, units) in [(false, 1.0), (true, 2.0)] {
        let read = sdk
            .dynamodb
            .get_item()
            .table_name("things")
            .set_key(Some(id(1)))
            .consistent_read(consistent)
            .return_consumed_capacity(ReturnConsumedCapacity::Total)
            .send()
            .await
            .unwrap();
        assert_eq!(read.consumed_capacity.unwrap().capacity_units, Some(units));
    }
}

#[tokio::test]
async fn a_batch_writes_and_reads_across_tables() {
    let (_server, sdk) = start();
    table(&sdk, "one").await;
    table(&sdk, "two").await;
    put(&sdk, "one", id(99)).await;
    let puts = |count: i32| {
        let puts = (0..count).map(|sk| PutRequest::builder().set_item(Some(id(sk))).build().unwrap());
        puts.map(|put| WriteRequest::builder().put_request(put).build()).collect::<Vec<_>>()
    };
    let delete = DeleteRequest::builder().set_key(Some(id(99))).build().unwrap();
    let mut ones = puts(10);
    ones.push(WriteRequest::builder().delete_request(delete).build());
    let requests = HashMap::from([("one".to_owned(), ones), ("two".to_owned(), puts(5))]);
    let wrote = sdk.dynamodb.batch_write_item().set_request_items(Some(requests)).send().await.unwrap();
    assert_eq!(wrote.unprocessed_items.unwrap_or_default().len(), 0);

    let keys = |keys: &[i32]| {
        let keys = keys.iter().map(|&sk| id(sk)).collect();
        KeysAndAttributes::builder().set_keys(Some(keys)).build().unwrap()
    };
    let wanted = HashMap::from([("one".to_owned(), keys(&[3, 9, 99])), ("two".to_owned(), keys(&[4, 5]))]);
    let read = sdk.dynamodb.batch_get_item().set_request_items(Some(wanted)).send().await.unwrap();
    let found = read.responses.unwrap();
    assert_eq!((found["one"].len(), found["two"].len()), (2, 1));
}

#[tokio::test]
async fn an_item_collection_has_the_limit_that_is_set_also_after_a_restart() {
    // https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/LSI.html#LSI.ItemCollections
    let folder = tempfile::tempdir().unwrap();
    let arguments =
        ["--data-dir", folder.path().to_str().unwrap(), "--dynamodb-item-collection-bytes", "1KiB"];
    let server = Server::start_with(&arguments).unwrap();
    let by_size = LocalSecondaryIndex::builder()
        .index_name("by-size")
        .key_schema(key("pk", KeyType::Hash))
        .key_schema(key("size", KeyType::Range))
        .projection(Projection::builder().projection_type(ProjectionType::KeysOnly).build())
        .build();
    Sdk::new(&server)
        .dynamodb
        .create_table()
        .table_name("things")
        .attribute_definitions(attribute("pk", ScalarAttributeType::S))
        .attribute_definitions(attribute("sk", ScalarAttributeType::N))
        .attribute_definitions(attribute("size", ScalarAttributeType::N))
        .key_schema(key("pk", KeyType::Hash))
        .key_schema(key("sk", KeyType::Range))
        .local_secondary_indexes(by_size.unwrap())
        .billing_mode(BillingMode::PayPerRequest)
        .send()
        .await
        .unwrap();
    let large = |sk: i32| item([("pk", s("p")), ("sk", n(sk)), ("v", s("x".repeat(500)))]);
    put(&Sdk::new(&server), "things", large(1)).await;
    assert!(server.terminate().unwrap().success());
    let server = Server::start_with(&arguments).unwrap();
    let sdk = Sdk::new(&server);
    put(&sdk, "things", large(2)).await;
    let refused = sdk.dynamodb.put_item().table_name("things").set_item(Some(large(3))).send().await;
    assert!(refused.unwrap_err().into_service_error().is_item_collection_size_limit_exceeded_exception());
    put(&sdk, "things", item([("pk", s("other")), ("sk", n(1))])).await;
}
