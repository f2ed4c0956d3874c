//! <https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessageBatch.html>

use std::sync::Arc;

use base::call::Call;
use base::task::{AT_ONCE, apart_if};
use wire::fault::Fault;
use wire::operation::{Incoming, Modelled, Operation, Outgoing};
use wire::shape::Signature;
use wire::value::Fields;

use super::draft;
use crate::engine::Engine;
use crate::error;
use crate::message::batch::{self, Outcomes};
use crate::message::number::sequence;
use crate::model;
use crate::queue::address;
use crate::queue::attribute::MAX_MESSAGE;
use crate::queue::name::QueueName;
use crate::work::send::{Draft, Sent};

pub(super) struct SendMessageBatch;

/// The most bytes of the messages of a batch.
const MAX_BATCH: usize = MAX_MESSAGE as usize;

impl Operation for SendMessageBatch {
    type Language = Modelled<Engine>;
    type Error = Fault;
    const SIGNATURE: &'static Signature = &model::SEND_MESSAGE_BATCH;
    const ACTION: Option<&'static str> = Some("sqs:SendMessage");
    const RESOURCE: &'static [&'static str] = &[address::MEMBER];
    type Input = (QueueName, Outcomes<Draft>);
    type Output = Outcomes<(Sent, Option<String>)>;

    fn read(call: &Call, Incoming { fields, .. }: Incoming) -> Result<Self::Input, Fault> {
        let name = address::asked(&fields, call)?;
        let mut size = 0;
        let mut drafts = Outcomes::new();
        for (id, entry) in batch::entries(fields)? {
            let draft = draft::read(entry).and_then(|draft| draft.check().map(|()| draft));
            size += draft.as_ref().map_or(0, Draft::size);
            drafts.push((id, draft));
        }
        if size > MAX_BATCH {
            return Err(error::batch_too_long(MAX_BATCH, size));
        }
        Ok((name, drafts))
    }

    async fn run(
        engine: &Arc<Engine>,
        call: &Call,
        (name, drafts): Self::Input,
    ) -> Result<Self::Output, Fault> {
        engine.records.queue(&name)?;
        let (engine, sender) = (Arc::clone(engine), draft::sender(call));
        // As of one message: what takes long is done where it holds up nobody.
        let size: usize = drafts.iter().map(|(_, draft)| draft.as_ref().map_or(0, Draft::size)).sum();
        let send = move |draft: Draft| {
            let md5_of_system = draft::md5_of_system(&draft);
            engine.send(&name, sender.clone(), draft).map(|sent| (sent, md5_of_system))
        };
        apart_if(size > AT_ONCE, move || batch::each(drafts, send)).await
    }

    fn reply(outcomes: Self::Output) -> Outgoing {
        let show = |id: String, (sent, md5_of_system): (Sent, Option<String>)| {
            Fields::new(&model::SEND_MESSAGE_BATCH_RESULT_ENTRY)
                .with("Id", id)
                .with("MessageId", sent.message_id)
                .with("MD5OfMessageBody", sent.md5_of_body)
                .with("MD5OfMessageAttributes", sent.md5_of_attributes)
                .with("MD5OfMessageSystemAttributes", md5_of_system)
                .with("SequenceNumber", sent.sequence.map(sequence))
        };
        batch::reply(Self::SIGNATURE.output, outcomes, show).into()
    }
}
