//! One upload, one function, one item, one stream, a second function: across all three services.

use aws_sdk_dynamodb::types::{StreamSpecification, StreamViewType};
use aws_sdk_lambda::types::{EventSourcePosition, Runtime};
use aws_sdk_s3::primitives::ByteStream;
use aws_sdk_s3::types::{Event, LambdaFunctionConfiguration, NotificationConfiguration};
use conformance::sdk::Sdk;
use conformance::server::Server;

use crate::fixture::{CALL, eventually, item, n, s, table, zip};
use crate::lambda::function;

/// Behind [`CALL`].
const CODE: &str = r#"
def uploaded(event, context):
    for record in event["Records"]:
        assert record["eventName"] == "ObjectCreated:Put", record
        thing = record["s3"]["object"]
        call("PutItem", {"TableName": "files", "Item": {"pk": {"S": urllib.parse.unquote_plus(thing["key"])},
             "sk": {"N": "0"}, "size": {"N": str(thing["size"])}}})
def counted(event, context):
    for record in event["Records"]:
        if record["eventName"] == "INSERT":
            call("UpdateItem", {"TableName": "totals", "Key": {"pk": {"S": "total"}, "sk": {"N": "0"}},
                 "UpdateExpression": "ADD v :v", "ExpressionAttributeValues": {":v": record["dynamodb"]["NewImage"]["size"]}})
"#;

async fn set_up(sdk: &Sdk) {
    table(sdk, "files").await;
    table(sdk, "totals").await;
    let stream =
        StreamSpecification::builder().stream_enabled(true).stream_view_type(StreamViewType::NewImage);
    let update =
        sdk.dynamodb.update_table().table_name("files").stream_specification(stream.build().unwrap());
    let arn = update.send().await.unwrap().table_description.unwrap().latest_stream_arn.unwrap();
    let package = || zip(&[("main.py", format!("{CALL}{CODE}").as_bytes())]);
    function(sdk, "uploaded", Runtime::Python313, "main.uploaded", package()).await;
    function(sdk, "counted", Runtime::Python313, "main.counted", package()).await;
    let mapping = sdk.lambda.create_event_source_mapping().function_name("counted").event_source_arn(&arn);
    mapping.starting_position(EventSourcePosition::TrimHorizon).send().await.unwrap();
    sdk.s3.create_bucket().bucket("uploads").send().await.unwrap();
    let rule = LambdaFunctionConfiguration::builder()
        .lambda_function_arn("arn:aws:lambda:us-east-1:000000000000:function:uploaded")
        .events(Event::from("s3:ObjectCreated:*"))
        .build()
        .unwrap();
    let configuration = NotificationConfiguration::builder().lambda_function_configurations(rule).build();
    let put = sdk.s3.put_bucket_notification_configuration().bucket("uploads");
    put.notification_configuration(configuration).send().await.unwrap();
    let got = sdk.s3.get_bucket_notification_configuration().bucket("uploads").send().await.unwrap();
    assert_eq!(got.lambda_function_configurations().len(), 1);
}

async fn upload(sdk: &Sdk, key: &str, size: usize) {
    let body = ByteStream::from(vec![b'x'; size]);
    sdk.s3.put_object().bucket("uploads").key(key).body(body).send().await.unwrap();
}

async fn total(sdk: &Sdk) -> Option<String> {
    let id = item([("pk", s("total")), ("sk", n(0))]);
    let got = sdk.dynamodb.get_item().table_name("totals").set_key(Some(id)).send().await.unwrap().item?;
    Some(got["v"].as_n().unwrap().clone())
}

#[tokio::test]
async fn an_upload_reaches_the_second_function() {
    let server = Server::start().unwrap();
    let sdk = Sdk::new(&server);
    set_up(&sdk).await;
    for (key, size) in [("a picture.png", 10), ("číslo+1", 20), ("deep/er", 12)] {
        upload(&sdk, key, size).await;
    }
    eventually("the total", async || total(&sdk).await.filter(|now| now == "42")).await;
    let id = item([("pk", s("číslo+1")), ("sk", n(0))]);
    let got = sdk.dynamodb.get_item().table_name("files").set_key(Some(id)).send().await.unwrap();
    assert_eq!(got.item.unwrap()["size"], n(20));
}

#[tokio::test]
async fn a_crash_right_after_an_upload_loses_no_event() {
    let folder = tempfile::tempdir().unwrap();
    let arguments = ["--data-dir", folder.path().to_str().unwrap()];
    let mut server = Server::start_with(&arguments).unwrap();
    set_up(&Sdk::new(&server)).await;
    for round in 0..5 {
        upload(&Sdk::new(&server), &format!("file {round}"), 100).await;
        server.kill().unwrap();
        server = Server::start_with(&arguments).unwrap();
    }
    let sdk = Sdk::new(&server);
    eventually("the total", async || total(&sdk).await.filter(|now| now == "500")).await;
}
