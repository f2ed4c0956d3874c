//! <https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_ChangeMessageVisibility.html>

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

pub(super) struct ChangeMessageVisibility;

impl Operation for ChangeMessageVisibility {
    type Language = Modelled<Engine>;
    type Error = Fault;
    const SIGNATURE: &'static Signature = &model::CHANGE_MESSAGE_VISIBILITY;
    const RESOURCE: &'static [&'static str] = &[address::MEMBER];
    type Input = (QueueName, String, i64);
    type Output = ();

    fn read(call: &Call, Incoming { fields, .. }: Incoming) -> Result<Self::Input, Fault> {
        let timeout_s = fields.integer("VisibilityTimeout").unwrap_or_default();
        Ok((address::asked(&fields, call)?, fields.required("ReceiptHandle").to_owned(), timeout_s))
    }

    async fn run(
        engine: &Arc<Engine>,
        _: &Call,
        (name, handle, timeout_s): Self::Input,
    ) -> Result<(), Fault> {
        engine.change_visibility(&name, (&handle, timeout_s), false)
    }

    fn reply((): ()) -> Outgoing {
        Fields::new(Self::SIGNATURE.output).into()
    }
}
