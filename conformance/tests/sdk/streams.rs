//! ListStreams, DescribeStream, GetShardIterator, GetRecords.

use aws_sdk_dynamodb::types::{StreamSpecification, StreamViewType};
use aws_sdk_dynamodbstreams::types::{AttributeValue, OperationType, ShardIteratorType};
use conformance::sdk::Sdk;

use crate::fixture::{item, n, put, s, start, table};

async fn streamed(sdk: &Sdk) -> String {
    table(sdk, "things").await;
    let stream = StreamSpecification::builder().stream_enabled(true);
    let stream = stream.stream_view_type(StreamViewType::NewAndOldImages).build().unwrap();
    let updated =
        sdk.dynamodb.update_table().table_name("things").stream_specification(stream).send().await.unwrap();
    updated.table_description.unwrap().latest_stream_arn.unwrap()
}

#[tokio::test]
async fn the_log_tells_every_change_in_order() {
    let (_server, sdk) = start();
    let arn = streamed(&sdk).await;
    let id = || item([("pk", s("p")), ("sk", n(1))]);
    put(&sdk, "things", item([("pk", s("p")), ("sk", n(1)), ("v", n(1))])).await;
    put(&sdk, "things", item([("pk", s("p")), ("sk", n(1)), ("v", n(2))])).await;
    // Changes nothing, so it leaves no record.
    put(&sdk, "things", item([("pk", s("p")), ("sk", n(1)), ("v", n(2))])).await;
    sdk.dynamodb.delete_item().table_name("things").set_key(Some(id())).send().await.unwrap();

    let listed = sdk.streams.list_streams().table_name("things").send().await.unwrap();
    assert_eq!(listed.streams()[0].stream_arn(), Some(arn.as_str()));
    let described = sdk.streams.describe_stream().stream_arn(&arn).send().await.unwrap();
    let shards = described.stream_description.unwrap().shards.unwrap();
    let mut records = Vec::new();
    for shard in &shards {
        let iterator = sdk
            .streams
            .get_shard_iterator()
            .stream_arn(&arn)
            .shard_id(shard.shard_id().unwrap())
            .shard_iterator_type(ShardIteratorType::TrimHorizon)
            .send()
            .await
            .unwrap();
        let page =
            sdk.streams.get_records().set_shard_iterator(iterator.shard_iterator).send().await.unwrap();
        assert!(page.next_shard_iterator.is_some(), "an open shard goes on");
        records.extend(page.records.unwrap());
    }
    let found: Vec<_> = records
        .iter()
        .map(|record| {
            let change = record.dynamodb.as_ref().unwrap();
            let v = |image: &Option<std::collections::HashMap<String, AttributeValue>>| {
                image.as_ref().map(|image| image["v"].as_n().unwrap().clone())
            };
            (record.event_name.clone().unwrap(), v(&change.old_image), v(&change.new_image))
        })
        .collect();
    let (one, two) = (Some("1".to_owned()), Some("2".to_owned()));
    assert_eq!(
        found,
        [
            (OperationType::Insert, None, one.clone()),
            (OperationType::Modify, one, two.clone()),
            (OperationType::Remove, two, None),
        ]
    );
    let numbers: Vec<u128> = records
        .iter()
        .map(|record| record.dynamodb.as_ref().unwrap().sequence_number().unwrap().parse().unwrap())
        .collect();
    assert!(numbers.is_sorted_by(|a, b| a < b), "{numbers:?}");
}

#[tokio::test]
async fn an_iterator_at_the_end_sees_only_what_comes_later() {
    let (_server, sdk) = start();
    let arn = streamed(&sdk).await;
    put(&sdk, "things", item([("pk", s("p")), ("sk", n(1))])).await;
    let described = sdk.streams.describe_stream().stream_arn(&arn).send().await.unwrap();
    let shards = described.stream_description.unwrap().shards.unwrap();
    let mut iterators = Vec::new();
    for shard in shards
        .iter()
        .filter(|shard| shard.sequence_number_range().unwrap().ending_sequence_number().is_none())
    {
        let iterator = sdk
            .streams
            .get_shard_iterator()
            .stream_arn(&arn)
            .shard_id(shard.shard_id().unwrap())
            .shard_iterator_type(ShardIteratorType::Latest)
            .send()
            .await
            .unwrap();
        iterators.push(iterator.shard_iterator.unwrap());
    }
    put(&sdk, "things", item([("pk", s("p")), ("sk", n(2))])).await;
    let mut seen = Vec::new();
    for iterator in iterators {
        let page = sdk.streams.get_records().shard_iterator(iterator).send().await.unwrap();
        seen.extend(page.records.unwrap());
    }
    assert_eq!(seen.len(), 1);
    let keys = seen[0].dynamodb.as_ref().unwrap().keys.as_ref().unwrap();
    assert_eq!(keys["sk"], AttributeValue::N("2".into()));
}
