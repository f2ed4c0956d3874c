//! <https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_DeleteMessage.html>

use std::sync::Arc;

use base::call::Call;
use wire::fault::Fault;
use wire::operation::{Incoming, Modelled, Operation, Outgoing};
use wire::shape::Signature;
use wire::value::Fields;

use crate::engine::Engine;
use crate::model;
use crate::queue::address;
use crate::queue::name::QueueName;

pub(super) struct DeleteMessage;

impl Operation for DeleteMessage {
    type Language = Modelled<Engine>;
    type Error = Fault;
    const SIGNATURE: &'static Signature = &model::DELETE_MESSAGE;
    const RESOURCE: &'static [&'static str] = &[address::MEMBER];
    type Input = (QueueName, String);
    type Output = ();

    fn read(call: &Call, Incoming { fields, .. }: Incoming) -> Result<Self::Input, Fault> {
        Ok((address::asked(&fields, call)?, fields.required("ReceiptHandle").to_owned()))
    }

    async fn run(engine: &Arc<Engine>, _: &Call, (name, handle): Self::Input) -> Result<(), Fault> {
        engine.delete(&name, &handle, false)
    }

    fn reply((): ()) -> Outgoing {
        Fields::new(Self::SIGNATURE.output).into()
    }
}
