//! <https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_RemovePermission.html>

use std::sync::Arc;

use base::call::Call;
use wire::fault::Fault;
use wire::operation::{Incoming, Modelled, Operation, Outgoing};
use wire::shape::Signature;
use wire::value::Fields;

use crate::engine::Engine;
use crate::model;
use crate::queue::name::QueueName;
use crate::queue::{Queue, address, permission};

pub(super) struct RemovePermission;

impl Operation for RemovePermission {
    type Language = Modelled<Engine>;
    type Error = Fault;
    const SIGNATURE: &'static Signature = &model::REMOVE_PERMISSION;
    const RESOURCE: &'static [&'static str] = &[address::MEMBER];
    type Input = (QueueName, String);
    type Output = ();

    fn read(call: &Call, Incoming { fields, .. }: Incoming) -> Result<Self::Input, Fault> {
        Ok((address::asked(&fields, call)?, fields.required("Label").to_owned()))
    }

    async fn run(engine: &Arc<Engine>, _: &Call, (name, label): Self::Input) -> Result<(), Fault> {
        engine.records.change(&[&name], |change| {
            let found = change.queue(&name)?;
            let mut queue = Queue::clone(&found.queue);
            let policy = permission::remove(queue.policy(), &label)?;
            if policy.is_empty() {
                queue.attributes.remove("Policy");
            } else {
                queue.attributes.insert("Policy".to_owned(), policy);
            }
            change.put_queue(&name, &queue)
        })
    }

    fn reply((): ()) -> Outgoing {
        Fields::new(Self::SIGNATURE.output).into()
    }
}
