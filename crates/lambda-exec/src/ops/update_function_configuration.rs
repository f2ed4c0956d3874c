//! <https://docs.aws.amazon.com/lambda/latest/api/API_UpdateFunctionConfiguration.html>

use std::sync::Arc;

use base::call::Call;
use base::http::Response;
use serde_json::Value;
use store::{Batch, Space};

use crate::configured::Given;
use crate::constraint::Constraints;
use crate::engine::Engine;
use crate::error::Error;
use crate::function::{Function, Update};
use crate::function_name::{FunctionId, Naming};
use crate::operation::{self, Incoming, Operation};
use crate::route::Route;

pub(crate) struct UpdateFunctionConfiguration;

pub(crate) struct Input {
    id: FunctionId,
    given: Given,
    revision: Option<String>,
}

impl Operation for UpdateFunctionConfiguration {
    const NAME: &'static str = "UpdateFunctionConfiguration";
    const ROUTE: Route = Route::put("/2015-03-31/functions/{FunctionName}/configuration");
    type Input = Input;
    type Output = Value;

    fn read(call: &Call, incoming: Incoming) -> Result<Input, Error> {
        let naming = Naming::plain(Self::NAME);
        let mut members = incoming.members()?;
        let mut constraints = Constraints::default();
        naming.check(&mut constraints, incoming.path("FunctionName"), None);
        let mut given = Given::read(&mut members, &mut constraints)?;
        constraints.result()?;
        given.check_rules()?;
        let id = naming.resolve(call, incoming.path("FunctionName"), None)?.id;
        Ok(Input { id, given, revision: members.text("RevisionId")? })
    }

    async fn run(engine: &Arc<Engine>, call: &Call, input: Input) -> Result<Value, Error> {
        let Input { id, given, revision } = input;
        engine.until_updatable(&id).await?;
        let function = {
            let _lock = engine.lock(&id.key(Space::LambdaFunction));
            let mut function = Function::latest(&engine.store, &id)?;
            function.check_settled(&id)?;
            function.check_revision(revision.as_deref())?;
            function.settings = given.over(Some(function.settings));
            function.last_modified = call.now.millis();
            function.update = Some(Update::InProgress);
            function.revision = engine.entropy.uuid();
            let mut batch = Batch::new();
            batch.put(Function::key(&id, &function.version), function.encode()?);
            engine.store.commit(batch)?;
            function
        };
        engine.prepare(id.clone(), function.clone());
        Ok(function.configuration(&id, None))
    }

    fn reply(output: Value) -> Response {
        operation::json(Self::ROUTE.status, &output)
    }
}
