//! Event source mappings of DynamoDB Streams: create, get, list, update, delete, and what they deliver.

use aws_sdk_dynamodb::types::{StreamSpecification, StreamViewType};
use aws_sdk_lambda::types::{DestinationConfig, EventSourcePosition, OnFailure, Runtime};
use conformance::sdk::Sdk;
use conformance::server::Server;

use crate::fixture::{CALL, eventually, item, n, put, s, start, table, zip};
use crate::lambda::function;

/// Counts what it is given into the item `sk = 0` of the table `totals`, through the emulator itself.
/// Behind [`CALL`].
const COUNTER: &str = r#"
def handle(event, context):
    for record in event["Records"]:
        assert record["eventSource"] == "aws:dynamodb", record
        added = int(record["dynamodb"]["NewImage"]["v"]["N"])
        call("UpdateItem", {"TableName": "totals", "Key": {"pk": {"S": "total"}, "sk": {"N": "0"}},
             "UpdateExpression": "ADD v :v, records :one",
             "ExpressionAttributeValues": {":v": {"N": str(added)}, ":one": {"N": "1"}}})
"#;

async fn total(sdk: &Sdk) -> Option<(String, String)> {
    let id = item([("pk", s("total")), ("sk", n(0))]);
    let got = sdk.dynamodb.get_item().table_name("totals").set_key(Some(id)).send().await.unwrap().item?;
    Some((got["v"].as_n().unwrap().clone(), got["records"].as_n().unwrap().clone()))
}

/// A table with a stream of new images; the stream's ARN.
async fn streamed(sdk: &Sdk, name: &str) -> String {
    table(sdk, name).await;
    let stream =
        StreamSpecification::builder().stream_enabled(true).stream_view_type(StreamViewType::NewImage);
    let update = sdk.dynamodb.update_table().table_name(name).stream_specification(stream.build().unwrap());
    update.send().await.unwrap().table_description.unwrap().latest_stream_arn.unwrap()
}

/// The tables `orders`, with a stream, and `totals`, and the function `count`; the stream's ARN.
async fn counted(sdk: &Sdk) -> String {
    let arn = streamed(sdk, "orders").await;
    table(sdk, "totals").await;
    let code = zip(&[("main.py", format!("{CALL}{COUNTER}").as_bytes())]);
    function(sdk, "count", Runtime::Python313, "main.handle", code).await;
    arn
}

#[tokio::test]
async fn a_function_follows_shards_that_roll_over() {
    // Developer guide of Lambda: a shard is read once its parent was; two are open at a time here.
    let server = Server::start_with(&["--dynamodb-stream-shards", "2", "--dynamodb-stream-shard-life", "1m"]);
    let server = server.unwrap();
    let sdk = Sdk::new(&server);
    let arn = counted(&sdk).await;
    let mapping = sdk.lambda.create_event_source_mapping().function_name("count").event_source_arn(&arn);
    mapping.starting_position(EventSourcePosition::TrimHorizon).send().await.unwrap();
    let mut sum = 0;
    for round in 0..4 {
        for number in 1..=5 {
            let key = [("pk", s(format!("p{number}"))), ("sk", n(round)), ("v", n(number))];
            put(&sdk, "orders", item(key)).await;
            sum += number;
        }
        let expected = (sum.to_string(), ((round + 1) * 5).to_string());
        eventually("the total", async || total(&sdk).await.filter(|now| *now == expected)).await;
        let advance = "POST /_ruststack/clock/advance HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\
                       content-length: 15\r\n\r\n{\"seconds\": 60}";
        let reply = String::from_utf8(server.raw(advance.as_bytes()).unwrap()).unwrap();
        assert!(reply.starts_with("HTTP/1.1 200"), "{reply}");
    }
    let described = sdk.streams.describe_stream().stream_arn(&arn).send().await.unwrap();
    let shards = described.stream_description.unwrap().shards.unwrap();
    assert_eq!(shards.iter().filter(|shard| shard.parent_shard_id().is_none()).count(), 2);
    assert!(shards.len() >= 10, "{shards:?}");
}

#[tokio::test]
async fn a_function_is_fed_every_record_of_a_stream() {
    let (_server, sdk) = start();
    let arn = counted(&sdk).await;
    put(&sdk, "orders", item([("pk", s("early")), ("sk", n(0)), ("v", n(1000))])).await;
    let mapping = sdk
        .lambda
        .create_event_source_mapping()
        .function_name("count")
        .event_source_arn(&arn)
        .starting_position(EventSourcePosition::TrimHorizon)
        .batch_size(10)
        .send()
        .await
        .unwrap();
    let uuid = mapping.uuid.unwrap();
    for number in 1..=40 {
        put(
            &sdk,
            "orders",
            item([("pk", s(format!("p{}", number % 7))), ("sk", n(number)), ("v", n(number))]),
        )
        .await;
    }
    let expected = ("1820".to_owned(), "41".to_owned());
    eventually("the total", async || total(&sdk).await.filter(|now| *now == expected)).await;

    let got = sdk.lambda.get_event_source_mapping().uuid(&uuid).send().await.unwrap();
    assert_eq!((got.state(), got.batch_size), (Some("Enabled"), Some(10)));
    let listed = sdk.lambda.list_event_source_mappings().function_name("count").send().await.unwrap();
    assert_eq!(listed.event_source_mappings().len(), 1);

    sdk.lambda.update_event_source_mapping().uuid(&uuid).enabled(false).send().await.unwrap();
    eventually("the pause", async || {
        let got = sdk.lambda.get_event_source_mapping().uuid(&uuid).send().await.unwrap();
        (got.state() == Some("Disabled")).then_some(())
    })
    .await;
    put(&sdk, "orders", item([("pk", s("late")), ("sk", n(0)), ("v", n(5000))])).await;
    sdk.lambda.update_event_source_mapping().uuid(&uuid).enabled(true).send().await.unwrap();
    let expected = ("6820".to_owned(), "42".to_owned());
    eventually("the rest", async || total(&sdk).await.filter(|now| *now == expected)).await;
    sdk.lambda.delete_event_source_mapping().uuid(&uuid).send().await.unwrap();
}

/// <https://docs.aws.amazon.com/lambda/latest/dg/services-dynamodb-errors.html>
#[tokio::test]
async fn what_a_function_never_takes_lies_in_the_bucket() {
    let (_server, sdk) = start();
    let arn = streamed(&sdk, "orders").await;
    sdk.s3.create_bucket().bucket("failed").send().await.unwrap();
    let code = b"def handle(event, context):\n    raise ValueError('no')\n";
    function(&sdk, "refuse", Runtime::Python313, "main.handle", zip(&[("main.py", code)])).await;
    let failed = OnFailure::builder().destination("arn:aws:s3:::failed").build();
    let mapping = sdk
        .lambda
        .create_event_source_mapping()
        .function_name("refuse")
        .event_source_arn(&arn)
        .starting_position(EventSourcePosition::TrimHorizon)
        .maximum_retry_attempts(0)
        .parallelization_factor(2)
        .destination_config(DestinationConfig::builder().on_failure(failed).build());
    let uuid = mapping.send().await.unwrap().uuid.unwrap();
    put(&sdk, "orders", item([("pk", s("p")), ("sk", n(1)), ("v", n(1))])).await;
    let prefix = format!("aws/lambda/{uuid}/shardId-");
    let key = eventually("the invocation record", async || {
        let listed = sdk.s3.list_objects_v2().bucket("failed").prefix(&prefix).send().await.unwrap();
        listed.contents().first().and_then(|object| object.key.clone())
    })
    .await;
    let got = sdk.s3.get_object().bucket("failed").key(key).send().await.unwrap();
    let record: serde_json::Value =
        serde_json::from_slice(&got.body.collect().await.unwrap().into_bytes()).unwrap();
    assert_eq!(record["requestContext"]["condition"], "RetryAttemptsExhausted");
    assert_eq!(record["DDBStreamBatchInfo"]["streamArn"], arn);
    let event: serde_json::Value = serde_json::from_str(record["payload"].as_str().unwrap()).unwrap();
    assert_eq!(event["Records"][0]["dynamodb"]["NewImage"]["v"]["N"], "1");
}
