//! <https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_ChangeMessageVisibilityBatch.html>

use std::sync::Arc;

use base::call::Call;
use wire::fault::Fault;
use wire::operation::{Incoming, Modelled, Operation, Outgoing};
use wire::shape::Signature;
use wire::value::Fields;

use crate::engine::Engine;
use crate::error;
use crate::message::batch::{self, Outcomes};
use crate::model;
use crate::queue::address;
use crate::queue::name::QueueName;

pub(super) struct ChangeMessageVisibilityBatch;

impl Operation for ChangeMessageVisibilityBatch {
    type Language = Modelled<Engine>;
    type Error = Fault;
    const SIGNATURE: &'static Signature = &model::CHANGE_MESSAGE_VISIBILITY_BATCH;
    const ACTION: Option<&'static str> = Some("sqs:ChangeMessageVisibility");
    const RESOURCE: &'static [&'static str] = &[address::MEMBER];
    type Input = (QueueName, Outcomes<(String, i64)>);
    type Output = Outcomes<()>;

    fn read(call: &Call, Incoming { fields, .. }: Incoming) -> Result<Self::Input, Fault> {
        let asked = |entry: &Fields| {
            let timeout_s =
                entry.integer("VisibilityTimeout").ok_or_else(|| error::missing("VisibilityTimeout"))?;
            Ok((entry.required("ReceiptHandle").to_owned(), timeout_s))
        };
        let name = address::asked(&fields, call)?;
        let entries = batch::entries(fields)?.into_iter();
        Ok((name, entries.map(|(id, entry)| (id, asked(&entry))).collect()))
    }

    async fn run(
        engine: &Arc<Engine>,
        _: &Call,
        (name, entries): Self::Input,
    ) -> Result<Self::Output, Fault> {
        engine.records.queue(&name)?;
        let change =
            |(handle, timeout_s): (String, i64)| engine.change_visibility(&name, (&handle, timeout_s), true);
        batch::each(entries, change)
    }

    fn reply(outcomes: Self::Output) -> Outgoing {
        let show =
            |id: String, ()| Fields::new(&model::CHANGE_MESSAGE_VISIBILITY_BATCH_RESULT_ENTRY).with("Id", id);
        batch::reply(Self::SIGNATURE.output, outcomes, show).into()
    }
}
