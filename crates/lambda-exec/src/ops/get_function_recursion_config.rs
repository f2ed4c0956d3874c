//! <https://docs.aws.amazon.com/lambda/latest/api/API_GetFunctionRecursionConfig.html>

use std::sync::Arc;

use base::call::Call;
use wire::operation::{Incoming, Modelled, Operation, Outgoing};
use wire::shape::Signature;
use wire::value::Fields;

use crate::engine::Engine;
use crate::error::Error;
use crate::function::Function;
use crate::function_name::Named;
use crate::model;

pub(crate) struct GetFunctionRecursionConfig;

impl Operation for GetFunctionRecursionConfig {
    type Language = Modelled<Engine>;
    type Error = Error;
    const SIGNATURE: &'static Signature = &model::GET_FUNCTION_RECURSION_CONFIG;
    const RESOURCE: &'static [&'static str] = &["FunctionName"];
    type Input = Named;
    type Output = Fields;

    fn read(call: &Call, request: Incoming) -> Result<Named, Error> {
        Named::read(call, &request.fields)
    }

    async fn run(engine: &Arc<Engine>, _: &Call, Named { id, qualifier }: Named) -> Result<Fields, Error> {
        engine.check_target(&id, qualifier.as_deref())?;
        let allows = Function::latest(&engine.store, &id)?.allows_loops;
        let shown = if allows { "Allow" } else { "Terminate" };
        Ok(Fields::new(Self::SIGNATURE.output).with("RecursiveLoop", shown))
    }

    fn reply(output: Fields) -> Outgoing {
        output.into()
    }
}
