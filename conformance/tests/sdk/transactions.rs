//! TransactWriteItems and TransactGetItems.

use aws_sdk_dynamodb::operation::transact_write_items::TransactWriteItemsError;
use aws_sdk_dynamodb::types::{ConditionCheck, Delete, Get, Put, TransactGetItem, TransactWriteItem, Update};

use crate::fixture::{Item, item, n, put, s, start, table};

fn id(sk: i32) -> Item {
    item([("pk", s("p")), ("sk", n(sk))])
}

fn insert(sk: i32) -> TransactWriteItem {
    let put = Put::builder().table_name("things").set_item(Some(id(sk)));
    let put = put.condition_expression("attribute_not_exists(pk)").build().unwrap();
    TransactWriteItem::builder().put(put).build()
}

#[tokio::test]
async fn all_actions_happen_or_none() {
    let (_server, sdk) = start();
    table(&sdk, "things").await;
    for sk in [1, 2, 3] {
        put(&sdk, "things", item([("pk", s("p")), ("sk", n(sk)), ("v", n(10))])).await;
    }
    let add = |sk: i32, by: i32| {
        let update =
            Update::builder().table_name("things").set_key(Some(id(sk))).update_expression("ADD v :by");
        let update = update.condition_expression("v >= :least").expression_attribute_values(":by", n(by));
        let update = update.expression_attribute_values(":least", n(-by));
        TransactWriteItem::builder().update(update.build().unwrap()).build()
    };
    let delete = Delete::builder().table_name("things").set_key(Some(id(3))).build().unwrap();
    let check = ConditionCheck::builder().table_name("things").set_key(Some(id(4)));
    let check = check.condition_expression("attribute_not_exists(pk)").build().unwrap();
    sdk.dynamodb
        .transact_write_items()
        .transact_items(add(1, -10))
        .transact_items(add(2, 10))
        .transact_items(TransactWriteItem::builder().delete(delete).build())
        .transact_items(TransactWriteItem::builder().condition_check(check).build())
        .transact_items(insert(5))
        .send()
        .await
        .unwrap();

    let refused = sdk
        .dynamodb
        .transact_write_items()
        .transact_items(add(2, 10))
        .transact_items(add(1, -10))
        .transact_items(insert(5))
        .send()
        .await
        .unwrap_err()
        .into_service_error();
    let TransactWriteItemsError::TransactionCanceledException(refused) = refused else {
        panic!("{refused:?}")
    };
    assert_eq!(
        refused.message(),
        Some(
            "Transaction cancelled, please refer cancellation reasons for specific reasons \
             [None, ConditionalCheckFailed, ConditionalCheckFailed]"
        )
    );
    let codes: Vec<_> = refused.cancellation_reasons().iter().map(|reason| reason.code().unwrap()).collect();
    assert_eq!(codes, ["None", "ConditionalCheckFailed", "ConditionalCheckFailed"]);

    let get = |sk: i32| {
        let get = Get::builder().table_name("things").set_key(Some(id(sk))).build().unwrap();
        TransactGetItem::builder().get(get).build()
    };
    let read = sdk.dynamodb.transact_get_items().set_transact_items(Some((1..=5).map(get).collect()));
    let found: Vec<_> = read.send().await.unwrap().responses.unwrap().into_iter().map(|r| r.item).collect();
    let value = |at: usize| found[at].as_ref().map(|item| item["v"].as_n().unwrap().as_str());
    assert_eq!((value(0), value(1)), (Some("0"), Some("20")));
    assert_eq!((&found[2], &found[3]), (&None, &None));
    assert!(found[4].is_some());
}

#[tokio::test]
async fn a_token_makes_a_transaction_happen_once() {
    // https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_TransactWriteItems.html
    let (_server, sdk) = start();
    table(&sdk, "things").await;
    let send = |sk: i32| {
        let update =
            Update::builder().table_name("things").set_key(Some(id(sk))).update_expression("ADD v :one");
        let update = update.expression_attribute_values(":one", n(1)).build().unwrap();
        let action = TransactWriteItem::builder().update(update).build();
        sdk.dynamodb.transact_write_items().transact_items(action).client_request_token("once").send()
    };
    send(1).await.unwrap();
    send(1).await.unwrap();
    let got = sdk.dynamodb.get_item().table_name("things").set_key(Some(id(1))).send().await.unwrap();
    assert_eq!(got.item.unwrap()["v"], n(1));
    let other = send(2).await.unwrap_err().into_service_error();
    assert!(other.is_idempotent_parameter_mismatch_exception(), "{other:?}");
}

#[tokio::test]
async fn concurrent_writers_lose_no_update() {
    let (_server, sdk) = start();
    table(&sdk, "things").await;
    let writers = (0..8).map(|writer| {
        let sdk = sdk.clone();
        tokio::spawn(async move {
            for _ in 0..25 {
                if writer % 2 == 0 {
                    let update = Update::builder().table_name("things").set_key(Some(id(1)));
                    let update =
                        update.update_expression("ADD v :one").expression_attribute_values(":one", n(1));
                    let action = TransactWriteItem::builder().update(update.build().unwrap()).build();
                    while sdk
                        .dynamodb
                        .transact_write_items()
                        .transact_items(action.clone())
                        .send()
                        .await
                        .is_err()
                    {}
                } else {
                    let update = sdk.dynamodb.update_item().table_name("things").set_key(Some(id(1)));
                    let update =
                        update.update_expression("ADD v :one").expression_attribute_values(":one", n(1));
                    while update.clone().send().await.is_err() {}
                }
            }
        })
    });
    for writer in writers.collect::<Vec<_>>() {
        writer.await.unwrap();
    }
    let got = sdk.dynamodb.get_item().table_name("things").set_key(Some(id(1))).send().await.unwrap();
    assert_eq!(got.item.unwrap()["v"], n(200));
}
