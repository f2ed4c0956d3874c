//! <https://docs.aws.amazon.com/lambda/latest/api/API_GetPolicy.html>

use std::sync::Arc;

use base::call::Call;
use base::http::Response;
use serde_json::{Value, json};

use crate::engine::Engine;
use crate::error::Error;
use crate::function_name::{Named, Naming};
use crate::operation::{self, Incoming, Operation};
use crate::policy::Policy;
use crate::route::Route;

pub(crate) struct GetPolicy;

impl Operation for GetPolicy {
    const NAME: &'static str = "GetPolicy";
    const ROUTE: Route = Route::get("/2015-03-31/functions/{FunctionName}/policy");
    type Input = Named;
    type Output = Value;

    fn read(call: &Call, incoming: Incoming) -> Result<Named, Error> {
        let naming = Naming::namespaced(Self::NAME);
        naming.read(call, incoming.path("FunctionName"), incoming.query("Qualifier"))
    }

    async fn run(engine: &Arc<Engine>, _: &Call, Named { id, qualifier }: Named) -> Result<Value, Error> {
        let policy = Policy::load(&engine.store, &id, qualifier.as_deref())?;
        let policy = policy.ok_or_else(Error::no_function_policy)?;
        Ok(json!({"Policy": policy.document(), "RevisionId": policy.revision}))
    }

    fn reply(output: Value) -> Response {
        operation::json(Self::ROUTE.status, &output)
    }
}
