//! <https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_AddPermission.html>

use std::sync::Arc;

use base::call::Call;
use wire::fault::Fault;
use wire::operation::{Incoming, Modelled, Operation, Outgoing};
use wire::shape::Signature;
use wire::value::Fields;

use crate::engine::Engine;
use crate::model;
use crate::queue::name::QueueName;
use crate::queue::permission::{self, Permission};
use crate::queue::{Queue, address};

pub(super) struct AddPermission;

impl Operation for AddPermission {
    type Language = Modelled<Engine>;
    type Error = Fault;
    const SIGNATURE: &'static Signature = &model::ADD_PERMISSION;
    const RESOURCE: &'static [&'static str] = &[address::MEMBER];
    type Input = (QueueName, Permission);
    type Output = ();

    fn read(call: &Call, Incoming { fields, .. }: Incoming) -> Result<Self::Input, Fault> {
        let permission = Permission {
            label: fields.required("Label").to_owned(),
            accounts: fields.texts("AWSAccountIds").map(str::to_owned).collect(),
            actions: fields.texts("Actions").map(str::to_owned).collect(),
        };
        permission::check(&permission)?;
        Ok((address::asked(&fields, call)?, permission))
    }

    async fn run(engine: &Arc<Engine>, _: &Call, (name, permission): Self::Input) -> Result<(), Fault> {
        engine.records.change(&[&name], |change| {
            let found = change.queue(&name)?;
            let mut queue = Queue::clone(&found.queue);
            let policy = permission::add(queue.policy(), &name, &permission)?;
            queue.attributes.insert("Policy".to_owned(), policy);
            change.put_queue(&name, &queue)
        })
    }

    fn reply((): ()) -> Outgoing {
        Fields::new(Self::SIGNATURE.output).into()
    }
}
