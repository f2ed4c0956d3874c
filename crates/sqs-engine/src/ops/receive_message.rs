//! <https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_ReceiveMessage.html>

use std::sync::Arc;

use base::call::Call;
use wire::fault::Fault;
use wire::operation::{Incoming, Modelled, Operation, Outgoing};
use wire::shape::Signature;
use wire::value::{Fields, Slot, Value};

use crate::engine::Engine;
use crate::error;
use crate::message::{Received, attribute, body, handle, id, system};
use crate::model;
use crate::queue::address;
use crate::queue::attribute::{MAX_VISIBILITY_S, MAX_WAIT_S};
use crate::queue::name::QueueName;
use crate::work::receive;

pub(super) struct ReceiveMessage;

/// What is asked for.
pub(super) struct Asked {
    name: QueueName,
    receive: receive::Asked,
    shown: Shown,
}

/// What of a message is asked for.
pub(super) struct Shown {
    system: system::Wanted,
    attributes: attribute::Wanted,
}

/// What comes out, of the queue with this id.
pub(super) struct Out {
    queue: u64,
    received: Vec<Received>,
    shown: Shown,
}

impl Operation for ReceiveMessage {
    type Language = Modelled<Engine>;
    type Error = Fault;
    const SIGNATURE: &'static Signature = &model::RECEIVE_MESSAGE;
    const RESOURCE: &'static [&'static str] = &[address::MEMBER];
    type Input = Asked;
    type Output = Out;

    fn read(call: &Call, Incoming { fields, .. }: Incoming) -> Result<Asked, Fault> {
        let most = fields.integer("MaxNumberOfMessages").unwrap_or(1);
        if !(1..=10).contains(&most) {
            // Recorded.
            let reason = "Must be between 1 and 10, if provided.";
            return Err(error::invalid_value(most, "MaxNumberOfMessages", reason));
        }
        let attempt = fields.text("ReceiveRequestAttemptId").map(str::to_owned);
        if let Some(id) = &attempt {
            id::check(id, "ReceiveRequestAttemptId")?;
        }
        let names = fields.texts("AttributeNames").chain(fields.texts("MessageSystemAttributeNames"));
        let receive = receive::Asked {
            most: usize::try_from(most).unwrap_or(1),
            visibility_s: seconds(&fields, "VisibilityTimeout", MAX_VISIBILITY_S)?,
            wait_s: seconds(&fields, "WaitTimeSeconds", MAX_WAIT_S)?,
            attempt,
            sending: call.origin.sending.clone(),
            place: call.origin.place.clone(),
        };
        let shown = Shown {
            system: system::Wanted::of(names)?,
            attributes: attribute::Wanted::of(fields.texts("MessageAttributeNames")),
        };
        Ok(Asked { name: address::asked(&fields, call)?, receive, shown })
    }

    async fn run(engine: &Arc<Engine>, _: &Call, asked: Asked) -> Result<Out, Fault> {
        let Asked { name, receive, shown } = asked;
        let (queue, received) = engine.receive(&name, &receive).await?;
        Ok(Out { queue, received, shown })
    }

    fn reply(Out { queue, received, shown }: Out) -> Outgoing {
        let messages = received.into_iter().map(|received| shown.message(queue, received));
        let messages: Vec<Slot> = messages.map(|fields| Slot::There(Value::Struct(fields))).collect();
        let list = (!messages.is_empty()).then_some(Value::List(messages));
        Fields::new(Self::SIGNATURE.output).with("Messages", list).into()
    }
}

/// A number of seconds, from zero to `most`.
fn seconds(fields: &Fields, member: &str, most: i64) -> Result<Option<u64>, Fault> {
    let Some(seconds) = fields.integer(member) else { return Ok(None) };
    match u64::try_from(seconds) {
        Ok(valid) if seconds <= most => Ok(Some(valid)),
        _ => Err(error::out_of_range(seconds, member, 0, most)),
    }
}

impl Shown {
    /// A message with what is asked for of it.
    fn message(&self, queue: u64, received: Received) -> Fields {
        let handle = handle::Handle { queue, place: received.place, receive: received.standing.receives };
        let attributes = self.attributes.among(&received.message.attributes);
        let fields = Fields::new(&model::MESSAGE)
            .with("MessageId", received.message.id.clone())
            .with("ReceiptHandle", handle.write())
            .with("MD5OfBody", body::hex(received.message.md5_of_body))
            .with("Attributes", system::shown(&received, &self.system))
            .with("MD5OfMessageAttributes", attribute::md5(attributes.iter().copied()))
            .with("MessageAttributes", attribute::shown(&attributes));
        fields.with("Body", received.message.body)
    }
}
