//! Event source mappings of DynamoDB Streams: create, get, list, update, delete, and what they deliver.

use aws_sdk_dynamodb::types::{StreamSpecification, StreamViewType};
use aws_sdk_lambda::types::{EventSourcePosition, Runtime};
use conformance::sdk::Sdk;

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

#[tokio::test]
async fn a_function_is_fed_every_record_of_a_stream() {
    let (_server, sdk) = start();
    table(&sdk, "orders").await;
    table(&sdk, "totals").await;
    let stream =
        StreamSpecification::builder().stream_enabled(true).stream_view_type(StreamViewType::NewImage);
    let update =
        sdk.dynamodb.update_table().table_name("orders").stream_specification(stream.build().unwrap());
    let arn = update.send().await.unwrap().table_description.unwrap().latest_stream_arn.unwrap();
    put(&sdk, "orders", item([("pk", s("early")), ("sk", n(0)), ("v", n(1000))])).await;
    function(
        &sdk,
        "count",
        Runtime::Python313,
        "main.handle",
        zip(&[("main.py", format!("{CALL}{COUNTER}").as_bytes())]),
    )
    .await;
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
