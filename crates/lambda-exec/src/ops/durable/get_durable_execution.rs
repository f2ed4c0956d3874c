//! <https://docs.aws.amazon.com/lambda/latest/api/API_GetDurableExecution.html>

use std::sync::Arc;

use base::call::Call;
use wire::operation::{Incoming, Modelled, Operation, Outgoing};
use wire::shape::Signature;
use wire::value::Fields;

use crate::engine::Engine;
use crate::error::Error;
use crate::function_name::ExecutionArn;
use crate::model;

pub(crate) struct GetDurableExecution;

impl Operation for GetDurableExecution {
    type Language = Modelled<Engine>;
    type Error = Error;
    const SIGNATURE: &'static Signature = &model::GET_DURABLE_EXECUTION;
    const RESOURCE: &'static [&'static str] = &["DurableExecutionArn"];
    type Input = (ExecutionArn, bool);
    type Output = Fields;

    fn read(call: &Call, request: Incoming) -> Result<Self::Input, Error> {
        let with_data = request.fields.boolean("IncludeExecutionData").unwrap_or(true);
        Ok((ExecutionArn::read(call, &request.fields)?, with_data))
    }

    async fn run(engine: &Arc<Engine>, _: &Call, (arn, with_data): Self::Input) -> Result<Fields, Error> {
        engine.show_execution(&arn, with_data)
    }

    fn reply(output: Fields) -> Outgoing {
        output.into()
    }
}
