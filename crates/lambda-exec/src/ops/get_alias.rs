//! <https://docs.aws.amazon.com/lambda/latest/api/API_GetAlias.html>

use std::sync::Arc;

use base::call::Call;
use base::http::Response;
use serde_json::Value;

use crate::alias::Alias;
use crate::engine::Engine;
use crate::error::Error;
use crate::function_name::{FunctionId, Naming};
use crate::operation::{self, Incoming, Operation};
use crate::route::Route;

pub(crate) struct GetAlias;

impl Operation for GetAlias {
    const NAME: &'static str = "GetAlias";
    const ROUTE: Route = Route::get("/2015-03-31/functions/{FunctionName}/aliases/{Name}");
    type Input = (FunctionId, String);
    type Output = Value;

    fn read(call: &Call, incoming: Incoming) -> Result<Self::Input, Error> {
        let named = Naming::plain(Self::NAME).read(call, incoming.path("FunctionName"), None)?;
        Ok((named.id, incoming.path("Name").to_owned()))
    }

    async fn run(engine: &Arc<Engine>, _: &Call, (id, name): Self::Input) -> Result<Value, Error> {
        let alias = Alias::load(&engine.store, &id, &name)?;
        Ok(alias.ok_or_else(|| Error::no_alias(id.qualified_arn(&name)))?.shown(&id))
    }

    fn reply(output: Value) -> Response {
        operation::json(Self::ROUTE.status, &output)
    }
}
