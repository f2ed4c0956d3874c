//! Events of other services that queues receive: each becomes a message.

use async_trait::async_trait;
use base::arn::Arn;
use base::seams::{Event, EventAttribute, EventTarget, SeamError, Sender};
use wire::fault::Fault;

use crate::access::{self, Welcome};
use crate::engine::Engine;
use crate::message::attribute::{Attribute, Attributes, Content};
use crate::queue::name::QueueName;
use crate::work::send::Draft;

#[async_trait]
impl EventTarget for Engine {
    async fn accepts(&self, sender: &Sender, target: &Arn) -> Result<(), SeamError> {
        self.check_sender(sender, &named(target)?)
    }

    async fn send(&self, target: &Arn, event: Event) -> Result<(), SeamError> {
        let queue = named(target)?;
        self.check_sender(&event.sender, &queue)?;
        let body = String::from_utf8(event.payload.to_vec())
            .map_err(|_| SeamError::Refused("the event is no text".to_owned()))?;
        let mut attributes: Attributes = event.attributes.into_iter().map(attribute).collect();
        attributes.sort_by(|(a, _), (b, _)| a.cmp(b));
        let draft = Draft { body, attributes, ..Draft::default() };
        self.send(&queue, event.sender.service.to_owned(), draft).map_err(|fault| seam_error(&fault))?;
        self.records.settled().await.map_err(|fault| seam_error(&fault))
    }
}

impl Engine {
    /// Whether a sender may, before whether the queue is there: the first answer must not tell the second.
    fn check_sender(&self, sender: &Sender, queue: &QueueName) -> Result<(), SeamError> {
        let welcome = access::admits_sender(self, sender, queue)?;
        let there = self.records.queue_if_there(queue).map_err(|fault| seam_error(&fault))?;
        if there.is_none() {
            return Err(SeamError::NotFound(format!("there is no queue {}", queue.arn())));
        }
        if welcome == Welcome::Tolerated && self.tolerated.lock().insert((queue.clone(), sender.service)) {
            let (queue, service, source) = (queue.arn(), sender.service, &sender.arn);
            tracing::warn!(%queue, service, %source, "the queue's policy does not let the service send: AWS would refuse it");
        }
        Ok(())
    }
}

/// What is told beside an event, as an attribute of its message.
fn attribute(told: EventAttribute) -> (String, Attribute) {
    let content = Content::Text(told.value);
    (told.name.to_owned(), Attribute { data_type: told.data_type.to_owned(), content })
}

/// The queue of an ARN.
pub(crate) fn named(target: &Arn) -> Result<QueueName, SeamError> {
    QueueName::of_arn(target).ok_or_else(|| SeamError::NotFound(format!("{target} is no queue")))
}

/// A fault as other services see it.
pub(crate) fn seam_error(fault: &Fault) -> SeamError {
    match fault.code.as_ref() {
        "QueueDoesNotExist" => SeamError::NotFound(fault.message.clone()),
        _ if fault.sender => SeamError::Refused(fault.message.clone()),
        _ => {
            tracing::error!(cause = %fault.cause, "an event could not be put into a queue");
            SeamError::Unavailable(fault.message.clone())
        }
    }
}
