//! <https://docs.aws.amazon.com/lambda/latest/api/API_GetDurableExecutionState.html>

use std::sync::Arc;

use base::call::Call;
use wire::operation::{Incoming, Modelled, Operation, Outgoing};
use wire::shape::Signature;
use wire::value::Fields;

use crate::durable::Paging;
use crate::engine::Engine;
use crate::error::Error;
use crate::function_name::ExecutionArn;
use crate::model;

pub(crate) struct GetDurableExecutionState;

pub(crate) struct Input {
    arn: ExecutionArn,
    token: String,
    paging: Paging,
}

impl Operation for GetDurableExecutionState {
    type Language = Modelled<Engine>;
    type Error = Error;
    const SIGNATURE: &'static Signature = &model::GET_DURABLE_EXECUTION_STATE;
    const RESOURCE: &'static [&'static str] = &["DurableExecutionArn"];
    type Input = Input;
    type Output = Fields;

    fn read(call: &Call, request: Incoming) -> Result<Input, Error> {
        let fields = &request.fields;
        Ok(Input {
            arn: ExecutionArn::read(call, fields)?,
            token: fields.required("CheckpointToken").to_owned(),
            paging: Paging::read(fields),
        })
    }

    async fn run(engine: &Arc<Engine>, _: &Call, input: Input) -> Result<Fields, Error> {
        let page = engine.execution_state(&input.arn, &input.token, &input.paging)?;
        Ok(Fields::new(Self::SIGNATURE.output)
            .with("Operations", page.operations())
            .with("NextMarker", page.marker()))
    }

    fn reply(output: Fields) -> Outgoing {
        output.into()
    }
}
