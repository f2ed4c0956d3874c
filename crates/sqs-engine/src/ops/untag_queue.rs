//! <https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_UntagQueue.html>

use std::sync::Arc;

use base::call::Call;
use wire::fault::Fault;
use wire::operation::{Incoming, Modelled, Operation, Outgoing};
use wire::shape::Signature;
use wire::tag::remove;
use wire::value::Fields;

use crate::engine::Engine;
use crate::model;
use crate::queue::name::QueueName;
use crate::queue::{Queue, address, tag};

pub(super) struct UntagQueue;

impl Operation for UntagQueue {
    type Language = Modelled<Engine>;
    type Error = Fault;
    const SIGNATURE: &'static Signature = &model::UNTAG_QUEUE;
    const RESOURCE: &'static [&'static str] = &[address::MEMBER];
    type Input = (QueueName, Vec<String>);
    type Output = ();

    fn read(call: &Call, Incoming { fields, .. }: Incoming) -> Result<Self::Input, Fault> {
        let keys = fields.texts("TagKeys").map(str::to_owned).collect();
        Ok((address::asked(&fields, call)?, keys))
    }

    async fn run(engine: &Arc<Engine>, _: &Call, (name, keys): Self::Input) -> Result<(), Fault> {
        engine.records.change(&[&name], |change| {
            let found = change.queue(&name)?;
            let mut queue = Queue::clone(&found.queue);
            remove(&mut queue.tags, keys.iter().map(String::as_str), &tag::LIMITS);
            change.put_queue(&name, &queue)
        })
    }

    fn reply((): ()) -> Outgoing {
        Fields::new(Self::SIGNATURE.output).into()
    }
}
