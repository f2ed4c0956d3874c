//! <https://docs.aws.amazon.com/lambda/latest/api/API_GetRuntimeManagementConfig.html>

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

pub(crate) struct GetRuntimeManagementConfig;

impl Operation for GetRuntimeManagementConfig {
    type Language = Modelled<Engine>;
    type Error = Error;
    const SIGNATURE: &'static Signature = &model::GET_RUNTIME_MANAGEMENT_CONFIG;
    const RESOURCE: &'static [&'static str] = &["FunctionName"];
    type Input = Named;
    type Output = Fields;

    fn read(call: &Call, request: Incoming) -> Result<Named, Error> {
        Named::read(call, &request.fields)
    }

    async fn run(engine: &Arc<Engine>, _: &Call, Named { id, qualifier }: Named) -> Result<Fields, Error> {
        let function = Function::find(&engine.store, &id, qualifier.as_deref(), || 1.0)?;
        let arn = id.arn_of(qualifier.as_deref()).to_string();
        let (on, version) = function.runtime_updates.unwrap_or_else(|| ("Auto".to_owned(), None));
        Ok(Fields::new(Self::SIGNATURE.output)
            .with("UpdateRuntimeOn", on)
            .with("RuntimeVersionArn", version)
            .with("FunctionArn", arn))
    }

    fn reply(output: Fields) -> Outgoing {
        output.into()
    }
}
