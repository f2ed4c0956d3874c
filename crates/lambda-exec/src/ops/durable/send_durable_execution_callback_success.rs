//! <https://docs.aws.amazon.com/lambda/latest/api/API_SendDurableExecutionCallbackSuccess.html>

use std::sync::Arc;

use base::call::Call;
use wire::operation::{BodyLimit, Incoming, Modelled, Operation, Outgoing};
use wire::shape::Signature;
use wire::value::Fields;

use crate::engine::Engine;
use crate::error::Error;
use crate::invoke::ASYNCHRONOUS_LIMIT;
use crate::model;

pub(crate) struct SendDurableExecutionCallbackSuccess;

impl Operation for SendDurableExecutionCallbackSuccess {
    type Language = Modelled<Engine>;
    type Error = Error;
    const SIGNATURE: &'static Signature = &model::SEND_DURABLE_EXECUTION_CALLBACK_SUCCESS;
    const BODY_LIMIT: Option<BodyLimit> = Some(BodyLimit {
        bytes: ASYNCHRONOUS_LIMIT,
        too_large: |_, limit| Error::payload_too_large(limit).into(),
    });
    type Input = (String, String);
    type Output = ();

    fn read(_: &Call, request: Incoming) -> Result<Self::Input, Error> {
        let result = request.fields.blob("Result").map(|result| str::from_utf8(result).map(str::to_owned));
        // Results are texts; our guess at what is said of others.
        let result = result.transpose().map_err(|_| Error::invalid("Result must be a UTF-8 text."))?;
        Ok((request.fields.required("CallbackId").to_owned(), result.unwrap_or_default()))
    }

    async fn run(engine: &Arc<Engine>, call: &Call, (id, result): Self::Input) -> Result<(), Error> {
        engine.answer_callback(call, &id, &Ok(result))
    }

    fn reply((): ()) -> Outgoing {
        Fields::new(Self::SIGNATURE.output).into()
    }
}
