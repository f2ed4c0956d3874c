//! <https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessage.html>

use std::sync::Arc;

use base::call::Call;
use base::task::{AT_ONCE, apart_if};
use wire::fault::Fault;
use wire::operation::{Incoming, Modelled, Operation, Outgoing};
use wire::shape::Signature;
use wire::value::Fields;

use super::draft;
use crate::engine::Engine;
use crate::message::number::sequence;
use crate::model;
use crate::queue::address;
use crate::queue::name::QueueName;
use crate::work::send::{Draft, Sent};

pub(super) struct SendMessage;

impl Operation for SendMessage {
    type Language = Modelled<Engine>;
    type Error = Fault;
    const SIGNATURE: &'static Signature = &model::SEND_MESSAGE;
    const RESOURCE: &'static [&'static str] = &[address::MEMBER];
    const LIMITS: &'static str = "Fair queues: a group is noisy by its share of the messages in flight, not of the time that they take.";
    type Input = (QueueName, Draft);
    type Output = (Sent, Option<String>);

    fn read(call: &Call, Incoming { fields, .. }: Incoming) -> Result<Self::Input, Fault> {
        let name = address::asked(&fields, call)?;
        let draft = draft::read(fields)?;
        draft.check()?;
        Ok((name, draft))
    }

    async fn run(
        engine: &Arc<Engine>,
        call: &Call,
        (name, draft): Self::Input,
    ) -> Result<Self::Output, Fault> {
        let md5_of_system = draft::md5_of_system(&draft);
        let (engine, sender) = (Arc::clone(engine), draft::sender(call));
        // A digest over a long body takes milliseconds.
        let is_long = draft.size() > AT_ONCE;
        let sent = apart_if(is_long, move || engine.send(&name, sender, draft)).await?;
        Ok((sent, md5_of_system))
    }

    fn reply((sent, md5_of_system): Self::Output) -> Outgoing {
        Fields::new(Self::SIGNATURE.output)
            .with("MD5OfMessageBody", sent.md5_of_body)
            .with("MD5OfMessageAttributes", sent.md5_of_attributes)
            .with("MD5OfMessageSystemAttributes", md5_of_system)
            .with("MessageId", sent.message_id)
            .with("SequenceNumber", sent.sequence.map(sequence))
            .into()
    }
}
