//! <https://docs.aws.amazon.com/lambda/latest/api/API_CheckpointDurableExecution.html>

use std::sync::Arc;

use base::call::Call;
use wire::operation::{BodyLimit, Incoming, Modelled, Operation, Outgoing};
use wire::shape::Signature;
use wire::value::Fields;

use crate::durable::{Checkpoint, Checkpointed, Update};
use crate::engine::Engine;
use crate::error::Error;
use crate::function_name::ExecutionArn;
use crate::invoke::SYNCHRONOUS_LIMIT;
use crate::model;

/// The longest request: what a synchronous execution may give, in which every character may be an escape of two.
const LIMIT: usize = 2 * SYNCHRONOUS_LIMIT;

pub(crate) struct CheckpointDurableExecution;

impl Operation for CheckpointDurableExecution {
    type Language = Modelled<Engine>;
    type Error = Error;
    const SIGNATURE: &'static Signature = &model::CHECKPOINT_DURABLE_EXECUTION;
    const RESOURCE: &'static [&'static str] = &["DurableExecutionArn"];
    const BODY_LIMIT: Option<BodyLimit> =
        Some(BodyLimit { bytes: LIMIT, too_large: |_, limit| Error::payload_too_large(limit).into() });
    type Input = Checkpoint;
    type Output = Checkpointed;

    fn read(call: &Call, request: Incoming) -> Result<Checkpoint, Error> {
        let fields = &request.fields;
        let arn = ExecutionArn::read(call, fields)?;
        let updates = fields.structs("Updates").map(|update| Update::read(update, &arn.function));
        Ok(Checkpoint {
            updates: updates.collect::<Result<_, _>>()?,
            arn,
            token: fields.required("CheckpointToken").to_owned(),
            client_token: fields.text("ClientToken").map(str::to_owned),
        })
    }

    async fn run(engine: &Arc<Engine>, _: &Call, request: Checkpoint) -> Result<Checkpointed, Error> {
        engine.checkpoint(&request)
    }

    fn reply(output: Checkpointed) -> Outgoing {
        let state =
            Fields::new(&model::CHECKPOINT_UPDATED_EXECUTION_STATE).with("Operations", output.operations());
        Fields::new(Self::SIGNATURE.output)
            .with("CheckpointToken", output.token)
            .with("NewExecutionState", state)
            .into()
    }
}
