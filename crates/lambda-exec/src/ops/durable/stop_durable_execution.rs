//! <https://docs.aws.amazon.com/lambda/latest/api/API_StopDurableExecution.html>

use std::sync::Arc;

use base::call::Call;
use wire::operation::{Incoming, Modelled, Operation, Outgoing};
use wire::shape::Signature;
use wire::value::{Fields, Value};

use crate::durable::ErrorObject;
use crate::engine::Engine;
use crate::error::Error;
use crate::function_name::ExecutionArn;
use crate::model;

pub(crate) struct StopDurableExecution;

impl Operation for StopDurableExecution {
    type Language = Modelled<Engine>;
    type Error = Error;
    const SIGNATURE: &'static Signature = &model::STOP_DURABLE_EXECUTION;
    const RESOURCE: &'static [&'static str] = &["DurableExecutionArn"];
    type Input = (ExecutionArn, ErrorObject);
    type Output = Fields;

    fn read(call: &Call, request: Incoming) -> Result<Self::Input, Error> {
        Ok((ExecutionArn::read(call, &request.fields)?, ErrorObject::read_body(&request.fields)?))
    }

    async fn run(engine: &Arc<Engine>, _: &Call, (arn, error): Self::Input) -> Result<Fields, Error> {
        let at = engine.stop_execution(&arn, &error)?;
        Ok(Fields::new(Self::SIGNATURE.output).with("StopTimestamp", Value::Time(at)))
    }

    fn reply(output: Fields) -> Outgoing {
        output.into()
    }
}
