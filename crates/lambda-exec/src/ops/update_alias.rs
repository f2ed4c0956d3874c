//! <https://docs.aws.amazon.com/lambda/latest/api/API_UpdateAlias.html>

use std::sync::Arc;

use base::call::Call;
use base::http::Response;
use serde_json::Value;
use store::{Batch, Space};

use crate::alias::Alias;
use crate::alias::given::Given;
use crate::constraint::Constraints;
use crate::engine::Engine;
use crate::error::Error;
use crate::function_name::{FunctionId, Naming};
use crate::operation::{self, Incoming, Operation};
use crate::route::Route;

pub(crate) struct UpdateAlias;

pub(crate) struct Input {
    id: FunctionId,
    name: String,
    given: Given,
    revision: Option<String>,
}

impl Operation for UpdateAlias {
    const NAME: &'static str = "UpdateAlias";
    const ROUTE: Route = Route::put("/2015-03-31/functions/{FunctionName}/aliases/{Name}");
    type Input = Input;
    type Output = Value;

    fn read(call: &Call, incoming: Incoming) -> Result<Input, Error> {
        let naming = Naming::plain(Self::NAME);
        let mut members = incoming.members()?;
        let mut constraints = Constraints::default();
        naming.check(&mut constraints, incoming.path("FunctionName"), None);
        let given = Given::read(&mut members, &mut constraints)?;
        constraints.result()?;
        let id = naming.resolve(call, incoming.path("FunctionName"), None)?.id;
        let (name, revision) = (incoming.path("Name").to_owned(), members.text("RevisionId")?);
        Ok(Input { id, name, given, revision })
    }

    async fn run(engine: &Arc<Engine>, _: &Call, input: Input) -> Result<Value, Error> {
        let Input { id, name, given, revision } = input;
        let alias = {
            let _lock = engine.lock(&id.key(Space::LambdaFunction));
            let alias = Alias::load(&engine.store, &id, &name)?;
            let mut alias = alias.ok_or_else(|| Error::no_alias_to_update(id.qualified_arn(&name)))?;
            alias.check_revision(revision.as_deref())?;
            given.apply(&engine.store, &id, &mut alias)?;
            alias.revision = engine.entropy.uuid();
            let mut batch = Batch::new();
            batch.put(Alias::key(&id, &name), alias.encode()?);
            engine.store.commit(batch)?;
            alias
        };
        Ok(alias.shown(&id))
    }

    fn reply(output: Value) -> Response {
        operation::json(Self::ROUTE.status, &output)
    }
}
