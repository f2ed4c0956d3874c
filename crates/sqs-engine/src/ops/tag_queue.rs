//! <https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_TagQueue.html>

use std::sync::Arc;

use base::call::Call;
use wire::fault::Fault;
use wire::operation::{Incoming, Modelled, Operation, Outgoing};
use wire::shape::Signature;
use wire::tag::{Tags, merge};
use wire::value::Fields;

use crate::engine::Engine;
use crate::model;
use crate::queue::name::QueueName;
use crate::queue::{Queue, address, tag};

pub(super) struct TagQueue;

impl Operation for TagQueue {
    type Language = Modelled<Engine>;
    type Error = Fault;
    const SIGNATURE: &'static Signature = &model::TAG_QUEUE;
    const RESOURCE: &'static [&'static str] = &[address::MEMBER];
    type Input = (QueueName, Tags);
    type Output = ();

    fn read(call: &Call, Incoming { fields, .. }: Incoming) -> Result<Self::Input, Fault> {
        Ok((address::asked(&fields, call)?, tag::given(&fields, "Tags")?))
    }

    async fn run(engine: &Arc<Engine>, _: &Call, (name, tags): Self::Input) -> Result<(), Fault> {
        engine.records.change(&[&name], |change| {
            let found = change.queue(&name)?;
            let mut queue = Queue::clone(&found.queue);
            merge(&mut queue.tags, tags.clone(), &tag::LIMITS);
            tag::check(&queue.tags)?;
            change.put_queue(&name, &queue)
        })
    }

    fn reply((): ()) -> Outgoing {
        Fields::new(Self::SIGNATURE.output).into()
    }
}
