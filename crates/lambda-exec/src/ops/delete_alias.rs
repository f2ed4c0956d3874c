//! <https://docs.aws.amazon.com/lambda/latest/api/API_DeleteAlias.html>

use std::sync::Arc;

use base::call::Call;
use base::http::Response;
use store::{Batch, Space};

use crate::alias::Alias;
use crate::engine::Engine;
use crate::error::Error;
use crate::function_name::{FunctionId, Naming};
use crate::operation::{self, Incoming, Operation};
use crate::policy::Policy;
use crate::route::Route;

pub(crate) struct DeleteAlias;

impl Operation for DeleteAlias {
    const NAME: &'static str = "DeleteAlias";
    const ROUTE: Route = Route::delete("/2015-03-31/functions/{FunctionName}/aliases/{Name}");
    type Input = (FunctionId, String);
    type Output = ();

    fn read(call: &Call, incoming: Incoming) -> Result<Self::Input, Error> {
        let named = Naming::plain(Self::NAME).read(call, incoming.path("FunctionName"), None)?;
        Ok((named.id, incoming.path("Name").to_owned()))
    }

    /// One that is not there is no error: the model lists none for it.
    async fn run(engine: &Arc<Engine>, _: &Call, (id, name): Self::Input) -> Result<(), Error> {
        {
            let _lock = engine.lock(&id.key(Space::LambdaFunction));
            let mut batch = Batch::new();
            batch.delete(Alias::key(&id, &name));
            batch.delete(Policy::key(&id, Some(&name)));
            engine.store.commit(batch)?;
        }
        Ok(())
    }

    fn reply((): ()) -> Response {
        operation::empty(Self::ROUTE.status)
    }
}
