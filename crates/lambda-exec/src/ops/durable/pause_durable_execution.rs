//! <https://docs.aws.amazon.com/lambda/latest/api/API_PauseDurableExecution.html>

use std::sync::Arc;

use base::call::Call;
use wire::operation::{Incoming, Modelled, Operation, Outgoing};
use wire::shape::Signature;
use wire::value::Fields;

use crate::durable::Pausing;
use crate::engine::Engine;
use crate::error::Error;
use crate::model;

pub(crate) struct PauseDurableExecution;

impl Operation for PauseDurableExecution {
    type Language = Modelled<Engine>;
    type Error = Error;
    const SIGNATURE: &'static Signature = &model::PAUSE_DURABLE_EXECUTION;
    const RESOURCE: &'static [&'static str] = &["DurableExecutionArn"];
    type Input = Pausing;
    type Output = ();

    fn read(call: &Call, request: Incoming) -> Result<Pausing, Error> {
        Pausing::read(call, &request.fields)
    }

    async fn run(engine: &Arc<Engine>, _: &Call, request: Pausing) -> Result<(), Error> {
        engine.pause_execution(&request)
    }

    fn reply((): ()) -> Outgoing {
        Fields::new(Self::SIGNATURE.output).into()
    }
}
