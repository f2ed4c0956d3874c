//! <https://docs.aws.amazon.com/lambda/latest/api/API_GetDurableExecutionHistory.html>

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

pub(crate) struct GetDurableExecutionHistory;

impl Operation for GetDurableExecutionHistory {
    type Language = Modelled<Engine>;
    type Error = Error;
    const SIGNATURE: &'static Signature = &model::GET_DURABLE_EXECUTION_HISTORY;
    const RESOURCE: &'static [&'static str] = &["DurableExecutionArn"];
    type Input = (ExecutionArn, Paging, bool);
    type Output = Fields;

    fn read(call: &Call, request: Incoming) -> Result<Self::Input, Error> {
        let with_data = request.fields.boolean("IncludeExecutionData").unwrap_or(true);
        Ok((ExecutionArn::read(call, &request.fields)?, Paging::read(&request.fields), with_data))
    }

    async fn run(engine: &Arc<Engine>, _: &Call, input: Self::Input) -> Result<Fields, Error> {
        let (arn, paging, with_data) = input;
        let (events, marker) = engine.execution_history(&arn, &paging, with_data)?;
        Ok(Fields::new(Self::SIGNATURE.output).with("Events", events).with("NextMarker", marker))
    }

    fn reply(output: Fields) -> Outgoing {
        output.into()
    }
}
