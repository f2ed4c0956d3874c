//! <https://docs.aws.amazon.com/lambda/latest/api/API_DeleteFunctionConcurrency.html>

use std::sync::Arc;

use base::call::Call;
use store::Batch;
use wire::operation::{Incoming, Modelled, Operation, Outgoing};
use wire::shape::Signature;
use wire::value::Fields;

use crate::engine::Engine;
use crate::error::Error;
use crate::function::Function;
use crate::function::reserved::Reserved;
use crate::function_name::{FunctionId, Named};
use crate::model;

pub(crate) struct DeleteFunctionConcurrency;

impl Operation for DeleteFunctionConcurrency {
    type Language = Modelled<Engine>;
    type Error = Error;
    const SIGNATURE: &'static Signature = &model::DELETE_FUNCTION_CONCURRENCY;
    const RESOURCE: &'static [&'static str] = &["FunctionName"];
    type Input = FunctionId;
    type Output = ();

    fn read(call: &Call, request: Incoming) -> Result<Self::Input, Error> {
        Ok(Named::read(call, &request.fields)?.id)
    }

    async fn run(engine: &Arc<Engine>, _: &Call, input: Self::Input) -> Result<Self::Output, Error> {
        let id = input;
        engine.store.change(&Reserved::prefix(id.account, &id.region), |records| {
            Function::latest(records, &id)?;
            let mut batch = Batch::new();
            batch.delete(Reserved::key(&id));
            Ok((batch, ()))
        })
    }

    fn reply((): ()) -> Outgoing {
        Fields::new(Self::SIGNATURE.output).into()
    }
}
