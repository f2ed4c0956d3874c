//! <https://docs.aws.amazon.com/lambda/latest/api/API_ListVersionsByFunction.html>

use std::sync::Arc;

use base::call::Call;
use wire::operation::{Incoming, Modelled, Operation, Outgoing};
use wire::shape::Signature;
use wire::value::Fields;

use crate::engine::Engine;
use crate::error::Error;
use crate::function::Function;
use crate::function_name::{FunctionId, Named};
use crate::listing::Window;
use crate::model;

pub(crate) struct ListVersionsByFunction;

impl Operation for ListVersionsByFunction {
    type Language = Modelled<Engine>;
    type Error = Error;
    const SIGNATURE: &'static Signature = &model::LIST_VERSIONS_BY_FUNCTION;
    const RESOURCE: &'static [&'static str] = &["FunctionName"];
    type Input = (FunctionId, Window);
    type Output = Fields;

    fn read(call: &Call, request: Incoming) -> Result<(FunctionId, Window), Error> {
        let id = Named::read(call, &request.fields)?.id;
        Ok((id, Window::read(Self::SIGNATURE, &request.fields)?))
    }

    async fn run(
        engine: &Arc<Engine>,
        _: &Call,
        (id, window): (FunctionId, Window),
    ) -> Result<Fields, Error> {
        let versions = Function::versions(&engine.store, &id)?;
        if versions.is_empty() {
            return Err(Error::no_function(id.arn()));
        }
        let show = |function: &Function| function.configuration(&id, Some(&function.version));
        let page = window.cut(versions.iter(), |function| function.version.clone());
        Ok(page.shown(Self::SIGNATURE.output, "Versions", show))
    }

    fn reply(output: Fields) -> Outgoing {
        output.into()
    }
}
