//! <https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_ListDeadLetterSourceQueues.html>

use std::sync::Arc;

use base::call::Call;
use wire::fault::Fault;
use wire::operation::{Incoming, Modelled, Operation, Outgoing};
use wire::shape::Signature;
use wire::value::Fields;

use super::listed::{Listed, Paging};
use super::redriven;
use crate::engine::Engine;
use crate::model;
use crate::queue::address;
use crate::queue::name::QueueName;

pub(super) struct ListDeadLetterSourceQueues;

impl Operation for ListDeadLetterSourceQueues {
    type Language = Modelled<Engine>;
    type Error = Fault;
    const SIGNATURE: &'static Signature = &model::LIST_DEAD_LETTER_SOURCE_QUEUES;
    const RESOURCE: &'static [&'static str] = &[address::MEMBER];
    type Input = (QueueName, Paging);
    type Output = Listed;

    fn read(call: &Call, Incoming { fields, .. }: Incoming) -> Result<Self::Input, Fault> {
        let name = address::asked(&fields, call)?;
        let paging = Paging::read(&fields, "sqs:ListDeadLetterSourceQueues", &[&name.arn().to_string()])?;
        Ok((name, paging))
    }

    async fn run(engine: &Arc<Engine>, call: &Call, (name, paging): Self::Input) -> Result<Listed, Fault> {
        engine.records.queue(&name)?;
        let sources = redriven::sources(engine, &name, paging.after(), paging.most() + 1).await?;
        Ok(paging.page(sources, |name| address::of(name, call)))
    }

    fn reply(listed: Listed) -> Outgoing {
        listed.reply(Fields::new(Self::SIGNATURE.output), "queueUrls").into()
    }
}
