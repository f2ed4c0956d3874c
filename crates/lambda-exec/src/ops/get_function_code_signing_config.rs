//! <https://docs.aws.amazon.com/lambda/latest/api/API_GetFunctionCodeSigningConfig.html>

use std::sync::Arc;

use base::call::Call;
use wire::operation::{Incoming, Operation, Outgoing};
use wire::shape::Signature;
use wire::value::Fields;

use crate::engine::Engine;
use crate::error::Error;
use crate::function_name::Named;
use crate::model;

pub(crate) struct GetFunctionCodeSigningConfig;

impl Operation for GetFunctionCodeSigningConfig {
    type Engine = Engine;
    type Error = Error;
    const SIGNATURE: &'static Signature = &model::GET_FUNCTION_CODE_SIGNING_CONFIG;
    type Input = Named;
    type Output = Fields;

    fn read(call: &Call, request: Incoming) -> Result<Named, Error> {
        Named::read(call, Self::SIGNATURE, &request.fields)
    }

    async fn run(engine: &Arc<Engine>, _: &Call, Named { id, qualifier }: Named) -> Result<Fields, Error> {
        engine.check_target(&id, qualifier.as_deref())?;
        // No function has one: AWS then names the function only.
        Ok(Fields::new(Self::SIGNATURE.output).with("FunctionName", id.name))
    }

    fn reply(output: Fields) -> Outgoing {
        output.into()
    }
}
