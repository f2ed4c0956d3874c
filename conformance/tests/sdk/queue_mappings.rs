//! Functions fed from queues, and the destinations of asynchronous invocations, over kill -9.

use std::collections::BTreeSet;
use std::time::Duration;

use aws_sdk_lambda::primitives::Blob;
use aws_sdk_lambda::types::{DestinationConfig, InvocationType, OnSuccess, Runtime};
use aws_sdk_sqs::types::{QueueAttributeName, SendMessageBatchRequestEntry};
use conformance::sdk::Sdk;
use conformance::server::Server;

use crate::fixture::{CALL, eventually, table, zip};
use crate::lambda::function;

/// Notes each message in the table `notes`. Behind [`CALL`].
const NOTES: &str = r#"
import time
def handle(event, context):
    time.sleep(0.1)
    for record in event["Records"]:
        call("PutItem", {"TableName": "notes", "Item": {"pk": {"S": record["body"]}, "sk": {"N": "0"}}})
def echo(event, context):
    return event
"#;

async fn queue(sdk: &Sdk, name: &str, visibility: &str) -> String {
    let create = sdk.sqs.create_queue().queue_name(name);
    let create = create.attributes(QueueAttributeName::VisibilityTimeout, visibility);
    create.send().await.unwrap().queue_url.unwrap()
}

fn arn(name: &str) -> String {
    format!("arn:aws:sqs:us-east-1:000000000000:{name}")
}

/// The bodies of what was noted.
async fn noted(sdk: &Sdk) -> BTreeSet<String> {
    let pages = sdk.dynamodb.scan().table_name("notes").into_paginator().items().send();
    let items = pages.collect::<Result<Vec<_>, _>>().await.unwrap();
    items.iter().map(|item| item["pk"].as_s().unwrap().clone()).collect()
}

/// AWS's page on SQS as an event source: a message is deleted once it is done, and else comes back.
#[tokio::test]
async fn every_message_is_done_whatever_ends_the_server() {
    let folder = tempfile::tempdir().unwrap();
    let arguments = ["--data-dir", folder.path().to_str().unwrap()];
    let mut server = Server::start_with(&arguments).unwrap();
    let sdk = Sdk::new(&server);
    table(&sdk, "notes").await;
    let code = || zip(&[("main.py", format!("{CALL}{NOTES}").as_bytes())]);
    function(&sdk, "note", Runtime::Python313, "main.handle", code()).await;
    queue(&sdk, "work", "5").await;
    let mapping = sdk.lambda.create_event_source_mapping().function_name("note");
    mapping.event_source_arn(arn("work")).batch_size(2).send().await.unwrap();
    let mut sent = BTreeSet::new();
    for round in 0..3 {
        let sdk = Sdk::new(&server);
        let url = sdk.sqs.get_queue_url().queue_name("work").send().await.unwrap().queue_url.unwrap();
        for batch in 0..3 {
            let mut sending = sdk.sqs.send_message_batch().queue_url(&url);
            for n in 0..10 {
                let body = format!("{round}-{batch}-{n}");
                let entry = SendMessageBatchRequestEntry::builder().id(n.to_string()).message_body(&body);
                sending = sending.entries(entry.build().unwrap());
                sent.insert(body);
            }
            sending.send().await.unwrap();
        }
        tokio::time::sleep(Duration::from_millis(150 + 171 * round)).await;
        server.kill().unwrap();
        server = Server::start_with(&arguments).unwrap();
    }
    let sdk = Sdk::new(&server);
    eventually("the end of all", async || (noted(&sdk).await == sent).then_some(())).await;
    let url = sdk.sqs.get_queue_url().queue_name("work").send().await.unwrap().queue_url.unwrap();
    eventually("an empty queue", async || {
        let names = [
            QueueAttributeName::ApproximateNumberOfMessages,
            QueueAttributeName::ApproximateNumberOfMessagesNotVisible,
        ];
        let asked = sdk.sqs.get_queue_attributes().queue_url(&url).set_attribute_names(Some(names.to_vec()));
        let shown = asked.send().await.unwrap().attributes.unwrap();
        names.iter().all(|name| shown[name] == "0").then_some(())
    })
    .await;
}

/// AWS's page on records of asynchronous invocations; that each comes at least once is our promise, at `--data-dir`.
#[tokio::test]
async fn every_event_is_told_of_whatever_ends_the_server() {
    let folder = tempfile::tempdir().unwrap();
    let arguments = ["--data-dir", folder.path().to_str().unwrap()];
    let mut server = Server::start_with(&arguments).unwrap();
    let sdk = Sdk::new(&server);
    let code = zip(&[("main.py", format!("{CALL}{NOTES}").as_bytes())]);
    function(&sdk, "echo", Runtime::Python313, "main.echo", code).await;
    queue(&sdk, "done", "30").await;
    let destination = OnSuccess::builder().destination(arn("done")).build();
    let put = sdk.lambda.put_function_event_invoke_config().function_name("echo");
    put.destination_config(DestinationConfig::builder().on_success(destination).build())
        .send()
        .await
        .unwrap();
    let mut sent = BTreeSet::new();
    for round in 0..3 {
        let sdk = Sdk::new(&server);
        for n in 0..20 {
            let event = format!("\"{round}-{n}\"");
            let invoke = sdk.lambda.invoke().function_name("echo").invocation_type(InvocationType::Event);
            invoke.payload(Blob::new(event.clone())).send().await.unwrap();
            sent.insert(event);
        }
        tokio::time::sleep(Duration::from_millis(10 + 31 * round)).await;
        server.kill().unwrap();
        server = Server::start_with(&arguments).unwrap();
    }
    let sdk = Sdk::new(&server);
    let url = sdk.sqs.get_queue_url().queue_name("done").send().await.unwrap().queue_url.unwrap();
    let mut told = BTreeSet::new();
    eventually("all records", async || {
        let received =
            sdk.sqs.receive_message().queue_url(&url).max_number_of_messages(10).send().await.unwrap();
        for message in received.messages() {
            let record: serde_json::Value = serde_json::from_str(message.body().unwrap()).unwrap();
            told.insert(record["requestPayload"].to_string());
        }
        (told == sent).then_some(())
    })
    .await;
}
