//! <https://docs.aws.amazon.com/lambda/latest/api/API_SendDurableExecutionCallbackHeartbeat.html>

use std::sync::Arc;

use base::call::Call;
use wire::operation::{Incoming, Modelled, Operation, Outgoing};
use wire::shape::Signature;
use wire::value::Fields;

use crate::engine::Engine;
use crate::error::Error;
use crate::model;

pub(crate) struct SendDurableExecutionCallbackHeartbeat;

impl Operation for SendDurableExecutionCallbackHeartbeat {
    type Language = Modelled<Engine>;
    type Error = Error;
    const SIGNATURE: &'static Signature = &model::SEND_DURABLE_EXECUTION_CALLBACK_HEARTBEAT;
    type Input = String;
    type Output = ();

    fn read(_: &Call, request: Incoming) -> Result<String, Error> {
        Ok(request.fields.required("CallbackId").to_owned())
    }

    async fn run(engine: &Arc<Engine>, call: &Call, id: String) -> Result<(), Error> {
        engine.keep_callback_alive(call, &id)
    }

    fn reply((): ()) -> Outgoing {
        Fields::new(Self::SIGNATURE.output).into()
    }
}
