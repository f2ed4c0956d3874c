//! <https://docs.aws.amazon.com/lambda/latest/api/API_PutFunctionConcurrency.html>

use std::sync::Arc;

use base::call::Call;
use store::Batch;
use wire::operation::{Incoming, Modelled, Operation, Outgoing};
use wire::shape::Signature;
use wire::value::Fields;

use crate::engine::Engine;
use crate::error::Error;
use crate::function::Function;
use crate::function::reserved::{ACCOUNT_LIMIT, Reserved};
use crate::function_name::{FunctionId, Named};
use crate::model;

pub(crate) struct PutFunctionConcurrency;

impl Operation for PutFunctionConcurrency {
    type Language = Modelled<Engine>;
    type Error = Error;
    const SIGNATURE: &'static Signature = &model::PUT_FUNCTION_CONCURRENCY;
    const RESOURCE: &'static [&'static str] = &["FunctionName"];
    type Input = (FunctionId, u32);
    type Output = Fields;

    fn read(call: &Call, request: Incoming) -> Result<Self::Input, Error> {
        let fields = &request.fields;
        let Named { id, qualifier } = Named::read(call, fields)?;
        if qualifier.is_some() {
            return Err(Error::functions_only());
        }
        // The shape asks for it, and for no negative number.
        let count = fields.integer("ReservedConcurrentExecutions").unwrap_or(0);
        Ok((id, u32::try_from(count).unwrap_or(u32::MAX)))
    }

    async fn run(engine: &Arc<Engine>, _: &Call, input: Self::Input) -> Result<Self::Output, Error> {
        let (id, count) = input;
        // All that is reserved in a region is counted together.
        engine.store.change(&Reserved::prefix(id.account, &id.region), |records| {
            Function::latest(records, &id)?;
            Reserved::check(records, &id, count, u64::from(ACCOUNT_LIMIT))?;
            let mut batch = Batch::new();
            batch.put(Reserved::key(&id), Reserved::encode(count));
            Ok((batch, ()))
        })?;
        Ok(Fields::new(Self::SIGNATURE.output).with("ReservedConcurrentExecutions", count))
    }

    fn reply(output: Fields) -> Outgoing {
        output.into()
    }
}
