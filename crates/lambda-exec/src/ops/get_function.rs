//! <https://docs.aws.amazon.com/lambda/latest/api/API_GetFunction.html>

use std::sync::Arc;

use base::call::Call;
use wire::operation::{Incoming, Modelled, Operation, Outgoing};
use wire::shape::Signature;
use wire::value::Fields;

use crate::engine::Engine;
use crate::error::Error;
use crate::function::Function;
use crate::function::image::ImageCode;
use crate::function::reserved::Reserved;
use crate::function_name::Named;
use crate::model;

pub(crate) struct GetFunction;

impl Operation for GetFunction {
    type Language = Modelled<Engine>;
    type Error = Error;
    const SIGNATURE: &'static Signature = &model::GET_FUNCTION;
    const RESOURCE: &'static [&'static str] = &["FunctionName"];
    type Input = Named;
    type Output = Fields;

    fn read(call: &Call, request: Incoming) -> Result<Named, Error> {
        Named::read(call, &request.fields)
    }

    async fn run(engine: &Arc<Engine>, call: &Call, Named { id, qualifier }: Named) -> Result<Fields, Error> {
        let function = Function::find(&engine.store, &id, qualifier.as_deref(), || 1.0)?;
        let package = || {
            let package = function.package.shown().with("RepositoryType", "S3");
            package.with("Location", function.code_location(call, &id))
        };
        let code = function.image.as_ref().map_or_else(package, ImageCode::shown);
        let tags = Function::latest(&engine.store, &id)?.tags;
        let reserved = Reserved::of(&engine.store, &id)?;
        let concurrency =
            |count: u32| Fields::new(&model::CONCURRENCY).with("ReservedConcurrentExecutions", count);
        Ok(Fields::new(Self::SIGNATURE.output)
            .with("Concurrency", reserved.map(concurrency))
            .with("Configuration", function.configuration(&id, qualifier.as_deref()))
            .with("Code", code)
            .with("Tags", (!tags.is_empty()).then_some(tags)))
    }

    fn reply(output: Fields) -> Outgoing {
        output.into()
    }
}
