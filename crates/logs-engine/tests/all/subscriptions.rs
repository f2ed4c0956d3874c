//! Subscriptions: new events go to functions, at least once.

use std::io::Read as _;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use async_trait::async_trait;
use base::arn::Arn;
use base::seams::{Event, EventTarget, SeamError, Sender};
use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use flate2::read::GzDecoder;
use parking_lot::Mutex;
use serde_json::{Value, json};
use testkit::{Parts, eventually};

use crate::harness::{World, ask, now, on};

/// Functions that take what comes, but for one that is not there.
#[derive(Debug, Default)]
struct Inbox {
    events: Mutex<Vec<(String, Event)>>,
    failures: AtomicUsize,
}

#[async_trait]
impl EventTarget for Inbox {
    async fn accepts(&self, _: &Sender, target: &Arn) -> Result<(), SeamError> {
        match target.resource.as_str() {
            "function:none" => Err(SeamError::NotFound("none".into())),
            _ => Ok(()),
        }
    }

    async fn send(&self, target: &Arn, event: Event) -> Result<(), SeamError> {
        if self.failures.fetch_update(Ordering::SeqCst, Ordering::SeqCst, |left| left.checked_sub(1)).is_ok()
        {
            return Err(SeamError::Unavailable("busy".into()));
        }
        self.events.lock().push((target.to_string(), event));
        Ok(())
    }
}

impl Inbox {
    /// What came, unpacked.
    fn documents(&self) -> Vec<Value> {
        let unpacked = |(_, event): &(String, Event)| {
            let payload: Value = serde_json::from_slice(&event.payload).unwrap();
            let packed = BASE64_STANDARD.decode(payload["awslogs"]["data"].as_str().unwrap()).unwrap();
            let mut text = String::new();
            GzDecoder::new(&packed[..]).read_to_string(&mut text).unwrap();
            serde_json::from_str(&text).unwrap()
        };
        self.events.lock().iter().map(unpacked).collect()
    }
}

const FUNCTION: &str = "arn:aws:lambda:us-east-1:000000000000:function:f";

async fn subscribed(parts: Parts, inbox: &Arc<Inbox>) -> World {
    let world = on(parts);
    world.engine.engine.begin();
    world.engine.engine.deliver_to(inbox.clone());
    world.send(ask("CreateLogGroup", &json!({"logGroupName": "g"}))).await.ok();
    world.send(ask("CreateLogStream", &json!({"logGroupName": "g", "logStreamName": "s"}))).await.ok();
    world
}

fn subscription(name: &str, pattern: &str, destination: &str) -> Value {
    json!({"logGroupName": "g", "filterName": name, "filterPattern": pattern, "destinationArn": destination})
}

async fn put(world: &World, messages: &[&str]) {
    let events: Vec<Value> =
        messages.iter().map(|message| json!({"timestamp": now(world), "message": message})).collect();
    let input = json!({"logGroupName": "g", "logStreamName": "s", "logEvents": events});
    world.send(ask("PutLogEvents", &input)).await.ok();
}

/// <https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/SubscriptionFilters.html#LambdaFunctionExample>
#[tokio::test]
async fn new_events_that_are_meant_go_to_the_function() {
    let inbox = Arc::new(Inbox::default());
    inbox.failures.store(1, Ordering::SeqCst);
    let world = subscribed(Parts::new(), &inbox).await;
    put(&world, &["before"]).await;
    world.send(ask("PutSubscriptionFilter", &subscription("only", "ERROR", FUNCTION))).await.ok();
    put(&world, &["ERROR 1", "INFO", "ERROR 2"]).await;
    put(&world, &["INFO alone"]).await;
    eventually(|| !inbox.events.lock().is_empty()).await;
    let documents = inbox.documents();
    assert_eq!(documents.len(), 1);
    let event = |index: usize| documents[0]["logEvents"][index].clone();
    assert_eq!(
        documents[0],
        json!({
            "messageType": "DATA_MESSAGE",
            "owner": "000000000000",
            "logGroup": "g",
            "logStream": "s",
            "subscriptionFilters": ["only"],
            "logEvents": [event(0), event(1)],
        })
    );
    assert_eq!((&event(0)["message"], &event(1)["message"]), (&json!("ERROR 1"), &json!("ERROR 2")));
    assert_eq!(event(0)["id"].as_str().unwrap().len(), 56);
    let (target, sent) = inbox.events.lock()[0].clone();
    assert_eq!(target, FUNCTION);
    assert_eq!(sent.sender.service, "logs.amazonaws.com");
    assert_eq!(sent.sender.arn.to_string(), "arn:aws:logs:us-east-1:000000000000:log-group:g:*");
    // What is gone gets nothing.
    world
        .send(ask("DeleteSubscriptionFilter", &json!({"logGroupName": "g", "filterName": "only"})))
        .await
        .ok();
    put(&world, &["ERROR 3"]).await;
    world.stop().await;
    assert_eq!(inbox.documents().len(), 1);
}

/// The first is an answer of AWS's that users report (`error.rs`); the others were recorded.
#[tokio::test]
async fn a_subscription_is_refused_that_cannot_be() {
    let inbox = Arc::new(Inbox::default());
    let world = subscribed(Parts::new(), &inbox).await;
    let refused = |input: Value| world.send(ask("PutSubscriptionFilter", &input));
    let none = subscription("a", "", "arn:aws:lambda:us-east-1:000000000000:function:none");
    let message = "Could not execute the lambda function.";
    refused(none).await.is_error(400, "InvalidParameterException", message);
    let foreign = subscription("a", "", "arn:aws:lambda:us-east-1:111111111111:function:f");
    refused(foreign).await.is_error(400, "AccessDeniedException", "Cross-account lambda invocation passing");
    let stream = "arn:aws:kinesis:us-east-1:000000000000:stream/s";
    let message = "destinationArn for vendor kinesis cannot be used without roleArn";
    refused(subscription("a", "", stream)).await.is_error(400, "InvalidParameterException", message);
    let mut kept = subscription("a", "", stream);
    kept["roleArn"] = json!("arn:aws:iam::000000000000:role/r");
    refused(kept).await.ok();
    refused(subscription("b", "", FUNCTION)).await.ok();
    refused(subscription("b", "x", FUNCTION)).await.ok();
    refused(subscription("c", "", FUNCTION)).await.is_error(
        400,
        "LimitExceededException",
        "Resource limit exceeded.",
    );
    let shown =
        world.send(ask("DescribeSubscriptionFilters", &json!({"logGroupName": "g"}))).await.ok().json();
    let shown = shown["subscriptionFilters"].as_array().unwrap();
    assert_eq!(
        shown[1],
        json!({"filterName": "b", "logGroupName": "g", "filterPattern": "x", "destinationArn": FUNCTION,
            "distribution": "ByLogStream", "applyOnTransformedLogs": false, "creationTime": now(&world)})
    );
    let gone = ask("DeleteSubscriptionFilter", &json!({"logGroupName": "g", "filterName": "none"}));
    let message = "The specified subscription filter does not exist.";
    world.send(gone).await.is_error(400, "ResourceNotFoundException", message);
    world.stop().await;
}
