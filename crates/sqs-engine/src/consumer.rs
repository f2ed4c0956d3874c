//! Consumers that a queue feeds: Lambda's event source mappings. They receive, delete and wait as clients do, without a socket.

use std::collections::BTreeMap;
use std::time::Duration;

use async_trait::async_trait;
use base::arn::{AccountId, Arn};
use base::clock::Timestamp;
use base::seams::{QueueMessage, QueueSource, SeamError};
use base::task::{AT_ONCE, apart_if};
use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use serde_json::{Value, json};
use wire::fault::Fault;

use crate::access;
use crate::engine::Engine;
use crate::message::attribute::{Attribute, Content};
use crate::message::handle::Handle;
use crate::message::{Received, attribute, body, system};
use crate::order;
use crate::queue::name::QueueName;
use crate::target::{named, seam_error};
use crate::work::receive::Asked;

/// How many messages are received at once, as by SQS's own operation.
const MOST: usize = 10;

#[async_trait]
impl QueueSource for Engine {
    async fn admits(&self, consumer: AccountId, queue: &Arn) -> Result<(), SeamError> {
        let name = named(queue)?;
        access::admits_consumer(self, consumer, &name)?;
        self.records.queue(&name).map(drop).map_err(|fault| seam_error(&fault))
    }

    async fn visibility(&self, queue: &Arn) -> Result<Duration, SeamError> {
        let found = self.records.queue(&named(queue)?).map_err(|fault| seam_error(&fault))?;
        Ok(Duration::from_secs(found.queue.numbers.visibility_s))
    }

    async fn receive(&self, queue: &Arn, most: usize) -> Result<Vec<QueueMessage>, SeamError> {
        let name = named(queue)?;
        let asked = Asked { most: most.clamp(1, MOST), wait_s: Some(0), ..Asked::default() };
        let (id, received) = self.receive(&name, &asked).await.map_err(|fault| seam_error(&fault))?;
        self.records.settled().await.map_err(|fault| seam_error(&fault))?;
        let size = received.iter().map(|received| received.message.body.len()).sum::<usize>();
        let shown = move || received.into_iter().map(|received| message(id, &name, received)).collect();
        Ok(apart_if(size > AT_ONCE, shown).await)
    }

    async fn delete(&self, queue: &Arn, receipts: &[String]) -> Result<(), SeamError> {
        let name = named(queue)?;
        self.each(receipts, |receipt| self.delete(&name, receipt, true)).await
    }

    async fn show_again(&self, queue: &Arn, receipts: &[String], after: Duration) -> Result<(), SeamError> {
        let name = named(queue)?;
        let after_s = i64::try_from(after.as_secs()).unwrap_or(i64::MAX);
        self.each(receipts, |receipt| self.change_visibility(&name, (receipt, after_s), true)).await
    }

    async fn changed(&self, queue: &Arn) {
        let Ok(name) = named(queue) else { return std::future::pending().await };
        self.may_have_changed(&name).await;
    }
}

impl Engine {
    /// Does something with each message; one that is not the consumer's any more is passed over.
    async fn each(
        &self,
        receipts: &[String],
        act: impl Fn(&str) -> Result<(), Fault>,
    ) -> Result<(), SeamError> {
        for receipt in receipts {
            match act(receipt) {
                Err(fault) if !fault.sender || fault.code == "QueueDoesNotExist" => {
                    return Err(seam_error(&fault));
                }
                _ => {}
            }
        }
        self.records.settled().await.map_err(|fault| seam_error(&fault))
    }

    async fn may_have_changed(&self, name: &QueueName) {
        let Ok(Some(found)) = self.records.queue_if_there(name) else { return std::future::pending().await };
        let waiter = self.waiting.join(found.queue.id);
        let woken = waiter.woken();
        tokio::pin!(woken);
        // Before the look: what comes behind it wakes.
        woken.as_mut().enable();
        let next_ms = order::next_due_ms(&self.records, found.queue.backlog).ok().flatten();
        match next_ms.map(Timestamp::from_millis) {
            None => woken.await,
            Some(next) => tokio::select! {
                () = woken => {}
                () = self.clock().sleep_until(next) => {}
            },
        }
    }
}

/// A message as a function gets it. <https://docs.aws.amazon.com/lambda/latest/dg/with-sqs.html#example-standard-queue-message-event>
fn message(queue: u64, name: &QueueName, received: Received) -> QueueMessage {
    let receipt = Handle { queue, place: received.place, receive: received.standing.receives }.write();
    let attributes: BTreeMap<String, String> = system::texts(&received).into_iter().collect();
    let own: Vec<_> = received.message.attributes.iter().collect();
    let own_shown: serde_json::Map<String, Value> =
        own.iter().map(|(name, attribute)| (name.clone(), attribute_shown(attribute))).collect();
    let mut shown = json!({
        "messageId": received.message.id,
        "receiptHandle": receipt,
        "body": received.message.body,
        "attributes": attributes,
        "messageAttributes": own_shown,
        "md5OfBody": body::hex(received.message.md5_of_body),
        "eventSource": "aws:sqs",
        "eventSourceARN": name.arn().to_string(),
        "awsRegion": name.region.as_str(),
    });
    if let (Some(md5), Some(members)) = (attribute::md5(own.iter().copied()), shown.as_object_mut()) {
        members.insert("md5OfMessageAttributes".to_owned(), md5.into());
    }
    let group = received.message.sequence.and(received.message.group);
    QueueMessage { receipt, id: received.message.id, group, json: shown.to_string().into() }
}

fn attribute_shown(attribute: &Attribute) -> Value {
    let mut shown = json!({"stringListValues": [], "binaryListValues": [], "dataType": attribute.data_type});
    let (member, value) = match &attribute.content {
        Content::Text(text) => ("stringValue", text.clone()),
        Content::Bytes(bytes) => ("binaryValue", BASE64_STANDARD.encode(bytes)),
    };
    if let Some(members) = shown.as_object_mut() {
        members.insert(member.to_owned(), value.into());
    }
    shown
}
