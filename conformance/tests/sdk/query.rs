//! Query and Scan, on tables and indexes.

use std::collections::BTreeSet;

use aws_sdk_dynamodb::types::{
    BillingMode, GlobalSecondaryIndex, KeyType, LocalSecondaryIndex, Projection, ProjectionType,
    ScalarAttributeType, Select,
};
use conformance::sdk::Sdk;

use crate::fixture::{attribute, item, key, n, put, s, start, table};

async fn numbered(sdk: &Sdk, count: i32) {
    table(sdk, "things").await;
    for number in 0..count {
        put(sdk, "things", item([("pk", s("p")), ("sk", n(number)), ("even", n((number + 1) % 2))])).await;
    }
}

fn sort_keys(items: &[crate::fixture::Item]) -> Vec<i32> {
    items.iter().map(|item| item["sk"].as_n().unwrap().parse().unwrap()).collect()
}

#[tokio::test]
async fn a_query_takes_a_range_of_the_sort_key_in_either_direction() {
    let (_server, sdk) = start();
    numbered(&sdk, 20).await;
    let query = |condition: &str| {
        sdk.dynamodb
            .query()
            .table_name("things")
            .key_condition_expression(format!("pk = :p AND {condition}"))
            .expression_attribute_values(":p", s("p"))
            .expression_attribute_values(":a", n(5))
    };
    for (condition, expected) in
        [("sk < :a", 0..5), ("sk <= :a", 0..6), ("sk = :a", 5..6), ("sk > :a", 6..20), ("sk >= :a", 5..20)]
    {
        let found = query(condition).send().await.unwrap();
        assert_eq!(sort_keys(found.items()), expected.clone().collect::<Vec<_>>(), "{condition}");
        let back = query(condition).scan_index_forward(false).send().await.unwrap();
        assert_eq!(sort_keys(back.items()), expected.rev().collect::<Vec<_>>(), "{condition}");
    }
    let between = query("sk BETWEEN :a AND :b").expression_attribute_values(":b", n(8)).send().await.unwrap();
    assert_eq!(sort_keys(between.items()), [5, 6, 7, 8]);
}

#[tokio::test]
async fn a_limit_counts_what_is_read_and_a_filter_what_is_given() {
    let (_server, sdk) = start();
    numbered(&sdk, 20).await;
    let mut from = None;
    let mut pages = Vec::new();
    loop {
        let page = sdk
            .dynamodb
            .query()
            .table_name("things")
            .key_condition_expression("pk = :p")
            .filter_expression("even = :yes")
            .projection_expression("sk")
            .expression_attribute_values(":p", s("p"))
            .expression_attribute_values(":yes", n(1))
            .limit(8)
            .set_exclusive_start_key(from)
            .send()
            .await
            .unwrap();
        pages.push((page.scanned_count, sort_keys(page.items())));
        assert!(page.items().iter().all(|item| item.len() == 1));
        from = page.last_evaluated_key;
        if from.is_none() {
            break;
        }
    }
    assert_eq!(pages, [(8, vec![0, 2, 4, 6]), (8, vec![8, 10, 12, 14]), (4, vec![16, 18])]);
}

#[tokio::test]
async fn a_page_ends_at_a_megabyte() {
    // https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Query.Pagination.html
    let (_server, sdk) = start();
    table(&sdk, "things").await;
    for number in 0..12 {
        put(&sdk, "things", item([("pk", s("p")), ("sk", n(number)), ("v", s("x".repeat(200_000)))])).await;
    }
    let count = || {
        let query = sdk.dynamodb.query().table_name("things").select(Select::Count);
        query.key_condition_expression("pk = :p").expression_attribute_values(":p", s("p"))
    };
    let first = count().send().await.unwrap();
    assert_eq!(first.count, 6);
    let rest = count().set_exclusive_start_key(first.last_evaluated_key).send().await.unwrap();
    // The page stopped for its size, so it says where to go on, although nothing is left there.
    assert!(rest.last_evaluated_key.is_some());
    assert_eq!(rest.count, 6);
    let end = count().set_exclusive_start_key(rest.last_evaluated_key).send().await.unwrap();
    assert_eq!((end.count, end.last_evaluated_key), (0, None));
}

#[tokio::test]
async fn parallel_segments_together_see_every_item_once() {
    let (_server, sdk) = start();
    table(&sdk, "things").await;
    for number in 0..200 {
        put(&sdk, "things", item([("pk", s(format!("p{number}"))), ("sk", n(number))])).await;
    }
    let (mut seen, mut used) = (BTreeSet::new(), 0);
    for segment in 0..4 {
        let mut from = None;
        let before = seen.len();
        loop {
            let page = sdk
                .dynamodb
                .scan()
                .table_name("things")
                .segment(segment)
                .total_segments(4)
                .limit(17)
                .set_exclusive_start_key(from)
                .send()
                .await
                .unwrap();
            for number in sort_keys(page.items()) {
                assert!(seen.insert(number), "{number} came twice");
            }
            from = page.last_evaluated_key;
            if from.is_none() {
                break;
            }
        }
        used += usize::from(seen.len() > before);
    }
    assert_eq!((seen.len(), used), (200, 4));
}

#[tokio::test]
async fn indexes_follow_every_write() {
    let (_server, sdk) = start();
    let projection = |kind| Projection::builder().projection_type(kind).build();
    sdk.dynamodb
        .create_table()
        .table_name("things")
        .attribute_definitions(attribute("pk", ScalarAttributeType::S))
        .attribute_definitions(attribute("sk", ScalarAttributeType::N))
        .attribute_definitions(attribute("owner", ScalarAttributeType::S))
        .attribute_definitions(attribute("rank", ScalarAttributeType::N))
        .key_schema(key("pk", KeyType::Hash))
        .key_schema(key("sk", KeyType::Range))
        .billing_mode(BillingMode::PayPerRequest)
        .global_secondary_indexes(
            GlobalSecondaryIndex::builder()
                .index_name("by-owner")
                .key_schema(key("owner", KeyType::Hash))
                .key_schema(key("rank", KeyType::Range))
                .projection(projection(ProjectionType::KeysOnly))
                .build()
                .unwrap(),
        )
        .local_secondary_indexes(
            LocalSecondaryIndex::builder()
                .index_name("by-rank")
                .key_schema(key("pk", KeyType::Hash))
                .key_schema(key("rank", KeyType::Range))
                .projection(projection(ProjectionType::All))
                .build()
                .unwrap(),
        )
        .send()
        .await
        .unwrap();
    for (sk, rank) in [(1, 30), (2, 10), (3, 20)] {
        let whole =
            item([("pk", s("p")), ("sk", n(sk)), ("owner", s("ann")), ("rank", n(rank)), ("v", s("x"))]);
        put(&sdk, "things", whole).await;
    }
    put(&sdk, "things", item([("pk", s("p")), ("sk", n(4)), ("rank", n(1))])).await;
    let by = |index: &str, name: &str, value: &str| {
        sdk.dynamodb
            .query()
            .table_name("things")
            .index_name(index)
            .key_condition_expression("#k = :v")
            .expression_attribute_names("#k", name)
            .expression_attribute_values(":v", s(value))
            .send()
    };
    let owned = by("by-owner", "owner", "ann").await.unwrap();
    assert_eq!(sort_keys(owned.items()), [2, 3, 1]);
    assert!(owned.items().iter().all(|item| !item.contains_key("v")), "KEYS_ONLY");
    assert_eq!(sort_keys(by("by-rank", "pk", "p").await.unwrap().items()), [4, 2, 3, 1]);

    let update =
        sdk.dynamodb.update_item().table_name("things").set_key(Some(item([("pk", s("p")), ("sk", n(3))])));
    update
        .update_expression("SET #o = :bob REMOVE #r")
        .expression_attribute_names("#o", "owner")
        .expression_attribute_names("#r", "rank")
        .expression_attribute_values(":bob", s("bob"))
        .send()
        .await
        .unwrap();
    let delete =
        sdk.dynamodb.delete_item().table_name("things").set_key(Some(item([("pk", s("p")), ("sk", n(2))])));
    delete.send().await.unwrap();
    assert_eq!(sort_keys(by("by-owner", "owner", "ann").await.unwrap().items()), [1]);
    assert_eq!(by("by-owner", "owner", "bob").await.unwrap().count, 0, "no rank, no entry");
    assert_eq!(sort_keys(by("by-rank", "pk", "p").await.unwrap().items()), [4, 1]);
}

#[tokio::test]
async fn an_index_by_several_attributes_is_queried_from_left_to_right() {
    // https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/GSI.DesignPattern.MultiAttributeKeys.html
    let (_server, sdk) = start();
    let mut create = sdk
        .dynamodb
        .create_table()
        .table_name("matches")
        .key_schema(key("match", KeyType::Hash))
        .billing_mode(BillingMode::PayPerRequest);
    for name in ["match", "tournament", "region", "round"] {
        create = create.attribute_definitions(attribute(name, ScalarAttributeType::S));
    }
    create
        .attribute_definitions(attribute("place", ScalarAttributeType::N))
        .global_secondary_indexes(
            GlobalSecondaryIndex::builder()
                .index_name("by-round")
                .key_schema(key("tournament", KeyType::Hash))
                .key_schema(key("region", KeyType::Hash))
                .key_schema(key("round", KeyType::Range))
                .key_schema(key("place", KeyType::Range))
                .projection(Projection::builder().projection_type(ProjectionType::KeysOnly).build())
                .build()
                .unwrap(),
        )
        .send()
        .await
        .unwrap();
    for (number, round, place) in [(1, "final", 1), (2, "semi", 10), (3, "semi", 9), (4, "semi", 2)] {
        let attributes = [
            ("match", s(number.to_string())),
            ("tournament", s("winter")),
            ("region", s("north")),
            ("round", s(round)),
            ("place", n(place)),
        ];
        put(&sdk, "matches", item(attributes)).await;
    }
    put(&sdk, "matches", item([("match", s("5")), ("tournament", s("winter")), ("round", s("semi"))])).await;
    let places = |condition: &str| {
        let query = sdk.dynamodb.query().table_name("matches").index_name("by-round").limit(1);
        let query = query
            .key_condition_expression(format!("tournament = :t AND #r = :r{condition}"))
            .expression_attribute_names("#r", "region")
            .expression_attribute_values(":t", s("winter"))
            .expression_attribute_values(":r", s("north"));
        let query = match condition {
            "" => query,
            _ => {
                query.expression_attribute_values(":round", s("semi")).expression_attribute_values(":p", n(3))
            }
        };
        let items = query.into_paginator().items().send();
        async {
            let found = items.try_collect().await.unwrap();
            found.iter().map(|item| item["place"].as_n().unwrap().parse().unwrap()).collect::<Vec<i32>>()
        }
    };
    assert_eq!(places("").await, [1, 2, 9, 10]);
    assert_eq!(places(" AND round = :round AND place > :p").await, [9, 10]);
}
