//! <https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_DeleteMessageBatch.html>

use std::sync::Arc;

use base::call::Call;
use wire::fault::Fault;
use wire::operation::{Incoming, Modelled, Operation, Outgoing};
use wire::shape::Signature;
use wire::value::Fields;

use crate::engine::Engine;
use crate::message::batch::{self, Outcomes};
use crate::model;
use crate::queue::address;
use crate::queue::name::QueueName;

pub(super) struct DeleteMessageBatch;

impl Operation for DeleteMessageBatch {
    type Language = Modelled<Engine>;
    type Error = Fault;
    const SIGNATURE: &'static Signature = &model::DELETE_MESSAGE_BATCH;
    const ACTION: Option<&'static str> = Some("sqs:DeleteMessage");
    const RESOURCE: &'static [&'static str] = &[address::MEMBER];
    type Input = (QueueName, Outcomes<String>);
    type Output = Outcomes<()>;

    fn read(call: &Call, Incoming { fields, .. }: Incoming) -> Result<Self::Input, Fault> {
        let name = address::asked(&fields, call)?;
        let entries = batch::entries(fields)?.into_iter();
        let handles = entries.map(|(id, entry)| (id, Ok(entry.required("ReceiptHandle").to_owned())));
        Ok((name, handles.collect()))
    }

    async fn run(
        engine: &Arc<Engine>,
        _: &Call,
        (name, handles): Self::Input,
    ) -> Result<Self::Output, Fault> {
        engine.records.queue(&name)?;
        batch::each(handles, |handle| engine.delete(&name, &handle, true))
    }

    fn reply(outcomes: Self::Output) -> Outgoing {
        let show = |id: String, ()| Fields::new(&model::DELETE_MESSAGE_BATCH_RESULT_ENTRY).with("Id", id);
        batch::reply(Self::SIGNATURE.output, outcomes, show).into()
    }
}
