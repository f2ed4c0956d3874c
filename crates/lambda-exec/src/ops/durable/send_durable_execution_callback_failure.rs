//! <https://docs.aws.amazon.com/lambda/latest/api/API_SendDurableExecutionCallbackFailure.html>

use std::sync::Arc;

use base::call::Call;
use wire::operation::{Incoming, Modelled, Operation, Outgoing};
use wire::shape::Signature;
use wire::value::Fields;

use crate::durable::ErrorObject;
use crate::engine::Engine;
use crate::error::Error;
use crate::model;

pub(crate) struct SendDurableExecutionCallbackFailure;

impl Operation for SendDurableExecutionCallbackFailure {
    type Language = Modelled<Engine>;
    type Error = Error;
    const SIGNATURE: &'static Signature = &model::SEND_DURABLE_EXECUTION_CALLBACK_FAILURE;
    type Input = (String, ErrorObject);
    type Output = ();

    fn read(_: &Call, request: Incoming) -> Result<Self::Input, Error> {
        Ok((request.fields.required("CallbackId").to_owned(), ErrorObject::read_body(&request.fields)?))
    }

    async fn run(engine: &Arc<Engine>, call: &Call, (id, error): Self::Input) -> Result<(), Error> {
        engine.answer_callback(call, &id, &Err(error))
    }

    fn reply((): ()) -> Outgoing {
        Fields::new(Self::SIGNATURE.output).into()
    }
}
