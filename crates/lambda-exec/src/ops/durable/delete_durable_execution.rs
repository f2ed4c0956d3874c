//! <https://docs.aws.amazon.com/lambda/latest/api/API_DeleteDurableExecution.html>

use std::sync::Arc;

use base::call::Call;
use wire::operation::{Incoming, Modelled, Operation, Outgoing};
use wire::shape::Signature;
use wire::value::{Fields, Value};

use crate::engine::Engine;
use crate::error::Error;
use crate::function_name::ExecutionArn;
use crate::model;

pub(crate) struct DeleteDurableExecution;

impl Operation for DeleteDurableExecution {
    type Language = Modelled<Engine>;
    type Error = Error;
    const SIGNATURE: &'static Signature = &model::DELETE_DURABLE_EXECUTION;
    const RESOURCE: &'static [&'static str] = &["DurableExecutionArn"];
    type Input = ExecutionArn;
    type Output = Fields;

    fn read(call: &Call, request: Incoming) -> Result<ExecutionArn, Error> {
        ExecutionArn::read(call, &request.fields)
    }

    async fn run(engine: &Arc<Engine>, _: &Call, arn: ExecutionArn) -> Result<Fields, Error> {
        let at = engine.delete_execution(&arn)?;
        Ok(Fields::new(Self::SIGNATURE.output).with("DeletionRequestTimestamp", Value::Time(at)))
    }

    fn reply(output: Fields) -> Outgoing {
        output.into()
    }
}
