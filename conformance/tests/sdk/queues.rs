//! Queues and their messages.

use std::time::{Duration, Instant};

use aws_sdk_sqs::error::ProvideErrorMetadata as _;
use aws_sdk_sqs::types::{
    DeleteMessageBatchRequestEntry, Message, MessageAttributeValue, MessageSystemAttributeName,
    QueueAttributeName, SendMessageBatchRequestEntry,
};
use conformance::sdk::Sdk;

use crate::fixture::start;

async fn create(sdk: &Sdk, name: &str, attributes: &[(QueueAttributeName, &str)]) -> String {
    let mut create = sdk.sqs.create_queue().queue_name(name);
    for (attribute, value) in attributes {
        create = create.attributes(attribute.clone(), *value);
    }
    create.send().await.unwrap().queue_url.unwrap()
}

async fn receive(sdk: &Sdk, url: &str, wait_s: i32) -> Vec<Message> {
    let receive = sdk.sqs.receive_message().queue_url(url).max_number_of_messages(10);
    let received = receive
        .wait_time_seconds(wait_s)
        .message_attribute_names("All")
        .message_system_attribute_names(MessageSystemAttributeName::All)
        .send();
    received.await.unwrap().messages.unwrap_or_default()
}

fn bodies(messages: &[Message]) -> Vec<&str> {
    messages.iter().map(|message| message.body().unwrap()).collect()
}

async fn attribute(sdk: &Sdk, url: &str, name: QueueAttributeName) -> String {
    let asked = sdk.sqs.get_queue_attributes().queue_url(url).attribute_names(name.clone());
    asked.send().await.unwrap().attributes.unwrap()[&name].clone()
}

#[tokio::test]
async fn a_message_is_sent_received_and_deleted() {
    let (_server, sdk) = start();
    let url = create(&sdk, "q", &[(QueueAttributeName::VisibilityTimeout, "60")]).await;
    assert_eq!(sdk.sqs.get_queue_url().queue_name("q").send().await.unwrap().queue_url(), Some(&*url));
    assert_eq!(sdk.sqs.list_queues().send().await.unwrap().queue_urls(), [url.as_str()]);
    let number = MessageAttributeValue::builder().data_type("Number").string_value("7").build().unwrap();
    let send = sdk.sqs.send_message().queue_url(&url).message_body("hello \r\n <&> \u{1f600}");
    let sent = send.message_attributes("n", number.clone()).send().await.unwrap();
    let got = receive(&sdk, &url, 0).await;
    assert_eq!(bodies(&got), ["hello \r\n <&> \u{1f600}"]);
    assert_eq!(got[0].message_id(), sent.message_id());
    assert_eq!(got[0].md5_of_body(), sent.md5_of_message_body());
    assert_eq!(got[0].md5_of_message_attributes(), sent.md5_of_message_attributes());
    assert_eq!(got[0].message_attributes().unwrap()["n"], number);
    assert_eq!(got[0].attributes().unwrap()[&MessageSystemAttributeName::ApproximateReceiveCount], "1");
    assert!(receive(&sdk, &url, 0).await.is_empty());
    let handle = got[0].receipt_handle().unwrap();
    let give_back = sdk.sqs.change_message_visibility().queue_url(&url).receipt_handle(handle);
    give_back.visibility_timeout(0).send().await.unwrap();
    let got = receive(&sdk, &url, 0).await;
    let handle = got[0].receipt_handle().unwrap();
    sdk.sqs.delete_message().queue_url(&url).receipt_handle(handle).send().await.unwrap();
    for name in ["ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible"] {
        assert_eq!(attribute(&sdk, &url, name.into()).await, "0");
    }
}

/// <https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-short-and-long-polling.html>
#[tokio::test]
async fn a_long_poll_ends_with_the_message() {
    let (_server, sdk) = start();
    let url = create(&sdk, "q", &[]).await;
    let begun = Instant::now();
    let waiting = tokio::spawn({
        let (sdk, url) = (sdk.clone(), url.clone());
        async move { receive(&sdk, &url, 20).await }
    });
    tokio::time::sleep(Duration::from_millis(300)).await;
    assert!(!waiting.is_finished());
    sdk.sqs.send_message().queue_url(&url).message_body("at last").send().await.unwrap();
    assert_eq!(bodies(&waiting.await.unwrap()), ["at last"]);
    assert!(begun.elapsed() < Duration::from_secs(10));
    let begun = Instant::now();
    assert!(receive(&sdk, &url, 1).await.is_empty());
    assert!(begun.elapsed() >= Duration::from_millis(900));
}

#[tokio::test]
async fn batches_succeed_and_fail_by_their_entries() {
    let (_server, sdk) = start();
    let url = create(&sdk, "q", &[]).await;
    let entry = |id: &str, delay: i32| {
        let entry = SendMessageBatchRequestEntry::builder().id(id).message_body(id).delay_seconds(delay);
        Some(entry.build().unwrap())
    };
    let send = sdk.sqs.send_message_batch().queue_url(&url);
    let sent =
        send.set_entries(["a", "b"].map(|id| entry(id, 0)).into_iter().chain([entry("c", 901)]).collect());
    let sent = sent.send().await.unwrap();
    assert_eq!(sent.successful().iter().map(|done| done.id()).collect::<Vec<_>>(), ["a", "b"]);
    let failed = &sent.failed()[0];
    assert_eq!((failed.id(), failed.code(), failed.sender_fault()), ("c", "InvalidParameterValue", true));
    let got = receive(&sdk, &url, 0).await;
    assert_eq!(bodies(&got), ["a", "b"]);
    let handle = |id: &str, handle: &str| {
        Some(DeleteMessageBatchRequestEntry::builder().id(id).receipt_handle(handle).build().unwrap())
    };
    let delete = sdk.sqs.delete_message_batch().queue_url(&url);
    let entries = [handle("1", got[0].receipt_handle().unwrap()), handle("2", "none")];
    let deleted = delete.set_entries(entries.into_iter().collect()).send().await.unwrap();
    assert_eq!(deleted.successful()[0].id(), "1");
    assert_eq!((deleted.failed()[0].id(), deleted.failed()[0].code()), ("2", "ReceiptHandleIsInvalid"));
    // <https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessageBatch.html#API_SendMessageBatch_Errors>
    let empty = sdk.sqs.send_message_batch().queue_url(&url).set_entries(Some(Vec::new()));
    assert!(empty.send().await.unwrap_err().into_service_error().is_empty_batch_request());
    let twice = sdk.sqs.send_message_batch().queue_url(&url);
    let twice = twice.set_entries([entry("a", 0), entry("a", 0)].into_iter().collect());
    assert!(twice.send().await.unwrap_err().into_service_error().is_batch_entry_ids_not_distinct());
}

/// <https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/FIFO-queues-understanding-logic.html>
#[tokio::test]
async fn a_fifo_queue_keeps_order_and_sends_once() {
    let (_server, sdk) = start();
    let url = create(&sdk, "q.fifo", &[(QueueAttributeName::FifoQueue, "true")]).await;
    let send = async |id: &str, group: &str| {
        let send = sdk.sqs.send_message().queue_url(&url).message_body(id).message_group_id(group);
        send.message_deduplication_id(id).send().await.unwrap()
    };
    let first = send("1", "a").await;
    let again = send("1", "a").await;
    assert_eq!((first.message_id(), first.sequence_number()), (again.message_id(), again.sequence_number()));
    send("2", "a").await;
    send("3", "b").await;
    let got = receive(&sdk, &url, 0).await;
    assert_eq!(bodies(&got), ["1", "2", "3"]);
    let of_first = got[0].attributes().unwrap();
    assert_eq!(of_first[&MessageSystemAttributeName::MessageGroupId], "a");
    assert_eq!(Some(&*of_first[&MessageSystemAttributeName::SequenceNumber]), first.sequence_number());
    send("4", "a").await;
    assert!(receive(&sdk, &url, 0).await.is_empty(), "the group is in flight");
}

/// <https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-dead-letter-queues.html>, and a move back.
#[tokio::test]
async fn a_message_dies_and_is_moved_back() {
    let (_server, sdk) = start();
    let dead = create(&sdk, "dead", &[]).await;
    let dead_arn = attribute(&sdk, &dead, QueueAttributeName::QueueArn).await;
    let policy = format!(r#"{{"deadLetterTargetArn":"{dead_arn}","maxReceiveCount":1}}"#);
    let attributes =
        [(QueueAttributeName::RedrivePolicy, &*policy), (QueueAttributeName::VisibilityTimeout, "0")];
    let url = create(&sdk, "q", &attributes).await;
    sdk.sqs.send_message().queue_url(&url).message_body("x").send().await.unwrap();
    assert_eq!(bodies(&receive(&sdk, &url, 0).await), ["x"]);
    assert!(receive(&sdk, &url, 0).await.is_empty());
    assert_eq!(attribute(&sdk, &dead, QueueAttributeName::ApproximateNumberOfMessages).await, "1");
    let sources = sdk.sqs.list_dead_letter_source_queues().queue_url(&dead).send().await.unwrap();
    assert_eq!(sources.queue_urls(), [url.as_str()]);
    sdk.sqs.start_message_move_task().source_arn(&dead_arn).send().await.unwrap();
    assert_eq!(bodies(&receive(&sdk, &url, 20).await), ["x"]);
    let tasks = sdk.sqs.list_message_move_tasks().source_arn(&dead_arn).send().await.unwrap();
    assert_eq!(tasks.results()[0].approximate_number_of_messages_moved(), 1);
}

/// The codes are those that query had, which SDKs show still.
#[tokio::test]
async fn errors_have_their_types() {
    let (server, sdk) = start();
    let none = format!("{}/000000000000/none", server.endpoint());
    let refused = sdk.sqs.send_message().queue_url(&none).message_body("x").send().await.unwrap_err();
    assert_eq!(refused.code(), Some("AWS.SimpleQueueService.NonExistentQueue"));
    assert!(refused.into_service_error().is_queue_does_not_exist());
    let refused = sdk.sqs.get_queue_url().queue_name("none").send().await.unwrap_err();
    assert!(refused.into_service_error().is_queue_does_not_exist());
    let url = create(&sdk, "q", &[]).await;
    let other = sdk.sqs.create_queue().queue_name("q").attributes(QueueAttributeName::DelaySeconds, "5");
    assert!(other.send().await.unwrap_err().into_service_error().is_queue_name_exists());
    let refused = sdk.sqs.delete_message().queue_url(&url).receipt_handle("none").send().await.unwrap_err();
    assert!(refused.into_service_error().is_receipt_handle_is_invalid());
    let unknown = sdk.sqs.set_queue_attributes().queue_url(&url).attributes("Nothing".into(), "1");
    assert!(unknown.send().await.unwrap_err().into_service_error().is_invalid_attribute_name());
    sdk.sqs.delete_queue().queue_url(&url).send().await.unwrap();
    let gone = sdk.sqs.purge_queue().queue_url(&url).send().await.unwrap_err();
    assert!(gone.into_service_error().is_queue_does_not_exist());
}
