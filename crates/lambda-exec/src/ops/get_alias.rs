//! <https://docs.aws.amazon.com/lambda/latest/api/API_GetAlias.html>

use std::sync::Arc;

use base::call::Call;
use wire::operation::{Incoming, Modelled, Operation, Outgoing};
use wire::shape::Signature;
use wire::value::Fields;

use crate::engine::Engine;
use crate::error::Error;
use crate::function::alias::Alias;
use crate::function_name::{FunctionId, Named};
use crate::model;

pub(crate) struct GetAlias;

impl Operation for GetAlias {
    type Language = Modelled<Engine>;
    type Error = Error;
    const SIGNATURE: &'static Signature = &model::GET_ALIAS;
    const RESOURCE: &'static [&'static str] = &["FunctionName"];
    type Input = (FunctionId, String);
    type Output = Fields;

    fn read(call: &Call, request: Incoming) -> Result<Self::Input, Error> {
        let named = Named::read(call, &request.fields)?;
        Ok((named.id, request.fields.required("Name").to_owned()))
    }

    async fn run(engine: &Arc<Engine>, _: &Call, (id, name): Self::Input) -> Result<Fields, Error> {
        let alias = Alias::load(&engine.store, &id, &name)?;
        Ok(alias.ok_or_else(|| Error::no_alias(id.qualified_arn(&name)))?.shown(&id))
    }

    fn reply(output: Fields) -> Outgoing {
        output.into()
    }
}
