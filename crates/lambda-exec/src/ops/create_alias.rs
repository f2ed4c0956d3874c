//! <https://docs.aws.amazon.com/lambda/latest/api/API_CreateAlias.html>

use std::sync::Arc;

use base::call::Call;
use base::http::Response;
use serde_json::Value;
use store::{Batch, Space};

use crate::alias::Alias;
use crate::alias::given::Given;
use crate::constraint::{self, Constraints};
use crate::engine::Engine;
use crate::error::Error;
use crate::function_name::{FunctionId, Naming};
use crate::operation::{self, Incoming, Operation};
use crate::route::Route;

pub(crate) struct CreateAlias;

impl Operation for CreateAlias {
    const NAME: &'static str = "CreateAlias";
    const ROUTE: Route = Route::post("/2015-03-31/functions/{FunctionName}/aliases").answering(201);
    type Input = (FunctionId, String, Given);
    type Output = Value;

    fn read(call: &Call, incoming: Incoming) -> Result<Self::Input, Error> {
        let naming = Naming::plain(Self::NAME);
        let mut members = incoming.members()?;
        let mut constraints = Constraints::default();
        naming.check(&mut constraints, incoming.path("FunctionName"), None);
        let name = members.text("Name")?;
        constraints.required("name", name.as_ref());
        constraints.length("name", name.as_deref(), 1, 128);
        constraints.pattern("name", name.as_deref(), &constraint::ALIAS);
        let given = Given::read(&mut members, &mut constraints)?;
        constraints.required("functionVersion", given.version.as_ref());
        constraints.result()?;
        let id = naming.resolve(call, incoming.path("FunctionName"), None)?.id;
        Ok((id, name.unwrap_or_default(), given))
    }

    async fn run(engine: &Arc<Engine>, _: &Call, (id, name, given): Self::Input) -> Result<Value, Error> {
        let alias = {
            let _lock = engine.lock(&id.key(Space::LambdaFunction));
            let mut alias = Alias {
                name,
                version: String::new(),
                description: String::new(),
                second: None,
                revision: engine.entropy.uuid(),
            };
            given.apply(&engine.store, &id, &mut alias)?;
            if Alias::load(&engine.store, &id, &alias.name)?.is_some() {
                return Err(Error::alias_exists(id.qualified_arn(&alias.name)));
            }
            let mut batch = Batch::new();
            batch.put(Alias::key(&id, &alias.name), alias.encode()?);
            engine.store.commit(batch)?;
            alias
        };
        Ok(alias.shown(&id))
    }

    fn reply(output: Value) -> Response {
        operation::json(Self::ROUTE.status, &output)
    }
}
