//! <https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_ListQueueTags.html>

use std::sync::Arc;

use base::call::Call;
use wire::fault::Fault;
use wire::operation::{Incoming, Modelled, Operation, Outgoing};
use wire::shape::Signature;
use wire::tag::{Tags, shown};
use wire::value::Fields;

use crate::engine::Engine;
use crate::model;
use crate::queue::address;
use crate::queue::name::QueueName;

pub(super) struct ListQueueTags;

impl Operation for ListQueueTags {
    type Language = Modelled<Engine>;
    type Error = Fault;
    const SIGNATURE: &'static Signature = &model::LIST_QUEUE_TAGS;
    const RESOURCE: &'static [&'static str] = &[address::MEMBER];
    type Input = QueueName;
    type Output = Tags;

    fn read(call: &Call, Incoming { fields, .. }: Incoming) -> Result<QueueName, Fault> {
        address::asked(&fields, call)
    }

    async fn run(engine: &Arc<Engine>, _: &Call, name: QueueName) -> Result<Tags, Fault> {
        Ok(engine.records.queue(&name)?.queue.tags.clone())
    }

    fn reply(tags: Tags) -> Outgoing {
        let output = Self::SIGNATURE.output;
        let member = output.members.iter().find(|member| member.name == "Tags");
        let map = member.filter(|_| !tags.is_empty()).and_then(|member| shown(&tags, member));
        Fields::new(output).with("Tags", map).into()
    }
}
