//! CreateTable, DescribeTable, ListTables, UpdateTable, DeleteTable.

use aws_sdk_dynamodb::client::Waiters as _;
use aws_sdk_dynamodb::types::{
    BillingMode, CreateGlobalSecondaryIndexAction, DeleteGlobalSecondaryIndexAction, GlobalSecondaryIndex,
    GlobalSecondaryIndexUpdate, IndexStatus, KeyType, LocalSecondaryIndex, Projection, ProjectionType,
    ProvisionedThroughput, ScalarAttributeType, StreamSpecification, StreamViewType, TableStatus,
    TimeToLiveSpecification,
};

use crate::fixture::{attribute, eventually, item, key, n, put, s, start, table};

fn all() -> Projection {
    Projection::builder().projection_type(ProjectionType::All).build()
}

#[tokio::test]
async fn a_table_is_described_as_it_was_made() {
    let (_server, sdk) = start();
    sdk.dynamodb
        .create_table()
        .table_name("Music")
        .attribute_definitions(attribute("Artist", ScalarAttributeType::S))
        .attribute_definitions(attribute("Song", ScalarAttributeType::S))
        .attribute_definitions(attribute("Year", ScalarAttributeType::N))
        .key_schema(key("Artist", KeyType::Hash))
        .key_schema(key("Song", KeyType::Range))
        .provisioned_throughput(
            ProvisionedThroughput::builder().read_capacity_units(5).write_capacity_units(6).build().unwrap(),
        )
        .local_secondary_indexes(
            LocalSecondaryIndex::builder()
                .index_name("ByYear")
                .key_schema(key("Artist", KeyType::Hash))
                .key_schema(key("Year", KeyType::Range))
                .projection(all())
                .build()
                .unwrap(),
        )
        .global_secondary_indexes(
            GlobalSecondaryIndex::builder()
                .index_name("BySong")
                .key_schema(key("Song", KeyType::Hash))
                .projection(
                    Projection::builder()
                        .projection_type(ProjectionType::Include)
                        .non_key_attributes("Genre")
                        .build(),
                )
                .provisioned_throughput(
                    ProvisionedThroughput::builder()
                        .read_capacity_units(1)
                        .write_capacity_units(1)
                        .build()
                        .unwrap(),
                )
                .build()
                .unwrap(),
        )
        .stream_specification(
            StreamSpecification::builder()
                .stream_enabled(true)
                .stream_view_type(StreamViewType::NewImage)
                .build()
                .unwrap(),
        )
        .send()
        .await
        .unwrap();
    sdk.dynamodb
        .wait_until_table_exists()
        .table_name("Music")
        .wait(std::time::Duration::from_secs(5))
        .await
        .unwrap();
    let table = sdk.dynamodb.describe_table().table_name("Music").send().await.unwrap().table.unwrap();
    assert_eq!(table.table_status, Some(TableStatus::Active));
    assert_eq!(table.table_arn.unwrap(), "arn:aws:dynamodb:us-east-1:000000000000:table/Music");
    let throughput = table.provisioned_throughput.unwrap();
    assert_eq!((throughput.read_capacity_units, throughput.write_capacity_units), (Some(5), Some(6)));
    assert_eq!(table.local_secondary_indexes.unwrap()[0].index_name.as_deref(), Some("ByYear"));
    let global = &table.global_secondary_indexes.unwrap()[0];
    assert_eq!(global.index_status, Some(IndexStatus::Active));
    assert_eq!(global.projection.as_ref().unwrap().non_key_attributes.as_ref().unwrap(), &["Genre"]);
    let (arn, label) = (table.latest_stream_arn.unwrap(), table.latest_stream_label.unwrap());
    assert_eq!(arn, format!("arn:aws:dynamodb:us-east-1:000000000000:table/Music/stream/{label}"));
}

#[tokio::test]
async fn a_table_exists_once_until_it_is_deleted() {
    let (_server, sdk) = start();
    table(&sdk, "orders").await;
    let again = sdk
        .dynamodb
        .create_table()
        .table_name("orders")
        .attribute_definitions(attribute("pk", ScalarAttributeType::S))
        .key_schema(key("pk", KeyType::Hash))
        .billing_mode(BillingMode::PayPerRequest)
        .send()
        .await
        .unwrap_err()
        .into_service_error();
    assert!(again.is_resource_in_use_exception(), "{again:?}");
    sdk.dynamodb.delete_table().table_name("orders").send().await.unwrap();
    let gone =
        sdk.dynamodb.describe_table().table_name("orders").send().await.unwrap_err().into_service_error();
    assert!(gone.is_resource_not_found_exception());
    // https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Programming.Errors.html
    assert_eq!(gone.meta().message(), Some("Requested resource not found: Table: orders not found"));
}

#[tokio::test]
async fn tables_are_listed_in_pages() {
    let (_server, sdk) = start();
    for name in ["c-table", "a-table", "b-table"] {
        table(&sdk, name).await;
    }
    let first = sdk.dynamodb.list_tables().limit(2).send().await.unwrap();
    assert_eq!(first.table_names(), ["a-table", "b-table"]);
    assert_eq!(first.last_evaluated_table_name(), Some("b-table"));
    let rest = sdk.dynamodb.list_tables().exclusive_start_table_name("b-table").send().await.unwrap();
    assert_eq!(rest.table_names(), ["c-table"]);
    assert_eq!(rest.last_evaluated_table_name(), None);
}

#[tokio::test]
async fn an_index_added_later_holds_the_items_that_were_there() {
    let (_server, sdk) = start();
    table(&sdk, "things").await;
    for number in 0..30 {
        let colour = if number % 3 == 0 { "red" } else { "blue" };
        put(&sdk, "things", item([("pk", s("p")), ("sk", n(number)), ("colour", s(colour))])).await;
    }
    put(&sdk, "things", item([("pk", s("p")), ("sk", n(99))])).await;
    let create = CreateGlobalSecondaryIndexAction::builder()
        .index_name("by-colour")
        .key_schema(key("colour", KeyType::Hash))
        .projection(all())
        .build()
        .unwrap();
    sdk.dynamodb
        .update_table()
        .table_name("things")
        .attribute_definitions(attribute("pk", ScalarAttributeType::S))
        .attribute_definitions(attribute("sk", ScalarAttributeType::N))
        .attribute_definitions(attribute("colour", ScalarAttributeType::S))
        .global_secondary_index_updates(GlobalSecondaryIndexUpdate::builder().create(create).build())
        .send()
        .await
        .unwrap();
    eventually("the backfill", async || {
        let table = sdk.dynamodb.describe_table().table_name("things").send().await.unwrap().table.unwrap();
        (table.global_secondary_indexes()[0].index_status == Some(IndexStatus::Active)).then_some(())
    })
    .await;
    let red = sdk
        .dynamodb
        .query()
        .table_name("things")
        .index_name("by-colour")
        .key_condition_expression("colour = :c")
        .expression_attribute_values(":c", s("red"))
        .send()
        .await
        .unwrap();
    assert_eq!(red.count, 10);

    let delete = DeleteGlobalSecondaryIndexAction::builder().index_name("by-colour").build().unwrap();
    sdk.dynamodb
        .update_table()
        .table_name("things")
        .global_secondary_index_updates(GlobalSecondaryIndexUpdate::builder().delete(delete).build())
        .send()
        .await
        .unwrap();
    eventually("the index's end", async || {
        let table = sdk.dynamodb.describe_table().table_name("things").send().await.unwrap().table.unwrap();
        table.global_secondary_indexes().is_empty().then_some(())
    })
    .await;
}

#[tokio::test]
async fn billing_and_streams_can_be_changed() {
    let (_server, sdk) = start();
    table(&sdk, "things").await;
    sdk.dynamodb
        .update_table()
        .table_name("things")
        .billing_mode(BillingMode::Provisioned)
        .provisioned_throughput(
            ProvisionedThroughput::builder().read_capacity_units(3).write_capacity_units(4).build().unwrap(),
        )
        .send()
        .await
        .unwrap();
    sdk.dynamodb
        .update_table()
        .table_name("things")
        .stream_specification(
            StreamSpecification::builder()
                .stream_enabled(true)
                .stream_view_type(StreamViewType::KeysOnly)
                .build()
                .unwrap(),
        )
        .send()
        .await
        .unwrap();
    let table = sdk.dynamodb.describe_table().table_name("things").send().await.unwrap().table.unwrap();
    assert_eq!(table.provisioned_throughput.unwrap().write_capacity_units, Some(4));
    assert_eq!(table.stream_specification.unwrap().stream_view_type, Some(StreamViewType::KeysOnly));
}

#[tokio::test]
async fn an_item_whose_time_is_up_goes_when_it_is_asked_for() {
    // https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/TTL.html; the path is LocalStack's.
    let (server, sdk) = start();
    let ask = |line: &str| {
        let request =
            format!("{line} HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\ncontent-length: 0\r\n\r\n");
        String::from_utf8(server.raw(request.as_bytes()).unwrap()).unwrap()
    };
    // While the clock stands, the sweep that comes by itself does not come in between.
    assert!(ask("POST /_ruststack/clock/freeze").starts_with("HTTP/1.1 200"));
    table(&sdk, "things").await;
    let specification =
        TimeToLiveSpecification::builder().enabled(true).attribute_name("until").build().unwrap();
    let update = sdk.dynamodb.update_time_to_live().table_name("things");
    update.time_to_live_specification(specification).send().await.unwrap();
    let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap().as_secs();
    for (sk, until) in [(1, now - 10), (2, now + 3_600)] {
        put(&sdk, "things", item([("pk", s("p")), ("sk", n(sk)), ("until", n(until))])).await;
    }
    let reply = ask("DELETE /_aws/dynamodb/expired");
    assert!(reply.ends_with(r#"{"ExpiredItems":1}"#), "{reply}");
    let left = sdk.dynamodb.scan().table_name("things").send().await.unwrap();
    assert_eq!(left.items().iter().map(|item| item["sk"].clone()).collect::<Vec<_>>(), [n(2)]);
}
