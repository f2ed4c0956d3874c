//! A consumer that a queue feeds, as Lambda's mappings are: it is told when there is something, receives, deletes, and lets
//! come back.

use std::time::Duration;

use base::arn::{AccountId, Arn};
use base::seams::{QueueSource, SeamError};
use serde_json::{Value, json};
use testkit::look;

use crate::harness::{ask, world};

/// The members of a message are those of AWS's page on Lambda with SQS.
#[tokio::test]
async fn a_consumer_is_fed_without_asking_again_and_again() {
    let world = world();
    let input = json!({"QueueName": "q", "Attributes": {"VisibilityTimeout": "10"}});
    let url = world.send(ask("CreateQueue", input)).await.ok().json()["QueueUrl"].clone();
    let source: &dyn QueueSource = &*world.engine.engine;
    let queue = Arn::parse("arn:aws:sqs:us-east-1:000000000000:q").unwrap();
    assert_eq!(source.visibility(&queue).await, Ok(Duration::from_secs(10)));
    assert_eq!(source.receive(&queue, 10).await, Ok(Vec::new()));
    let mut changed = source.changed(&queue);
    assert!(look(&mut changed).is_pending());
    let attributes = json!({"a": {"DataType": "String", "StringValue": "v"}, "b": {"DataType": "Binary", "BinaryValue": "AAEC"}});
    let sent = world
        .send(ask(
            "SendMessage",
            json!({"QueueUrl": url, "MessageBody": "hello", "MessageAttributes": attributes}),
        ))
        .await
        .ok()
        .json();
    changed.await;
    let received = source.receive(&queue, 10).await.unwrap();
    let [message] = &received[..] else { panic!("{received:?}") };
    let shown: Value = serde_json::from_slice(&message.json).unwrap();
    let now = world.clock.now().millis().to_string();
    let expected = json!({
        "messageId": sent["MessageId"], "receiptHandle": message.receipt, "body": "hello", "md5OfBody": sent["MD5OfMessageBody"],
        "md5OfMessageAttributes": sent["MD5OfMessageAttributes"],
        "attributes": {"ApproximateReceiveCount": "1", "SentTimestamp": now, "SenderId": "000000000000", "ApproximateFirstReceiveTimestamp": now},
        "messageAttributes": {
            "a": {"stringValue": "v", "stringListValues": [], "binaryListValues": [], "dataType": "String"},
            "b": {"binaryValue": "AAEC", "stringListValues": [], "binaryListValues": [], "dataType": "Binary"},
        },
        "eventSource": "aws:sqs", "eventSourceARN": "arn:aws:sqs:us-east-1:000000000000:q", "awsRegion": "us-east-1",
    });
    assert_eq!(shown, expected);
    // What is not deleted comes back, and tells of it.
    let mut changed = source.changed(&queue);
    assert!(look(&mut changed).is_pending());
    world.advance(10);
    changed.await;
    let again = source.receive(&queue, 10).await.unwrap();
    source.show_again(&queue, &[again[0].receipt.clone()], Duration::ZERO).await.unwrap();
    let third = source.receive(&queue, 10).await.unwrap();
    source.delete(&queue, &[third[0].receipt.clone(), "none".to_owned()]).await.unwrap();
    world.advance(60);
    assert_eq!(source.receive(&queue, 10).await, Ok(Vec::new()));
    // The end of the queue is told too.
    let mut changed = source.changed(&queue);
    assert!(look(&mut changed).is_pending());
    world.send(ask("DeleteQueue", json!({"QueueUrl": url}))).await.ok();
    changed.await;
    assert!(matches!(source.receive(&queue, 1).await, Err(SeamError::NotFound(_))));
    assert!(look(&mut source.changed(&queue)).is_pending());
}

#[tokio::test]
async fn another_account_consumes_what_the_policy_lets_it() {
    let world = world();
    let url = world.send(ask("CreateQueue", json!({"QueueName": "q"}))).await.ok().json()["QueueUrl"].clone();
    let source: &dyn QueueSource = &*world.engine.engine;
    let queue = Arn::parse("arn:aws:sqs:us-east-1:000000000000:q").unwrap();
    let (own, other) = (AccountId::DEFAULT, AccountId::parse("111122223333").unwrap());
    assert_eq!(source.admits(own, &queue).await, Ok(()));
    assert!(matches!(source.admits(other, &queue).await, Err(SeamError::Refused(_))));
    let permission = json!({"QueueUrl": url, "Label": "a", "AWSAccountIds": [other.as_str()],
        "Actions": ["ReceiveMessage", "DeleteMessage", "GetQueueAttributes"]});
    world.send(ask("AddPermission", permission)).await.ok();
    assert_eq!(source.admits(other, &queue).await, Ok(()));
    let none = Arn::parse("arn:aws:sqs:us-east-1:000000000000:none").unwrap();
    assert!(matches!(source.admits(own, &none).await, Err(SeamError::NotFound(_))));
    assert!(matches!(source.admits(other, &none).await, Err(SeamError::Refused(_))));
}
