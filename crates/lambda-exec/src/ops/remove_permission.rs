//! <https://docs.aws.amazon.com/lambda/latest/api/API_RemovePermission.html>

use std::sync::Arc;

use base::call::Call;
use base::http::Response;
use store::{Batch, Space};

use crate::constraint::{self, Constraints};
use crate::engine::Engine;
use crate::error::Error;
use crate::function::Function;
use crate::function_name::{LATEST, Named, Naming};
use crate::operation::{self, Incoming, Operation};
use crate::policy::Policy;
use crate::route::Route;

pub(crate) struct RemovePermission;

pub(crate) struct Input {
    named: Named,
    statement_id: String,
    revision: Option<String>,
}

impl Operation for RemovePermission {
    const NAME: &'static str = "RemovePermission";
    const ROUTE: Route = Route::delete("/2015-03-31/functions/{FunctionName}/policy/{StatementId}");
    type Input = Input;
    type Output = ();

    fn read(call: &Call, incoming: Incoming) -> Result<Input, Error> {
        let naming = Naming::namespaced(Self::NAME);
        let (name, qualifier) = (incoming.path("FunctionName"), incoming.query("Qualifier"));
        let statement_id = incoming.path("StatementId");
        let mut constraints = Constraints::default();
        naming.check(&mut constraints, name, qualifier);
        constraints.pattern("statementId", Some(statement_id), &constraint::ANY_STATEMENT_ID);
        constraints.result()?;
        let named = naming.resolve(call, name, qualifier)?;
        let revision = incoming.query("RevisionId").map(str::to_owned);
        Ok(Input { named, statement_id: statement_id.to_owned(), revision })
    }

    async fn run(engine: &Arc<Engine>, _: &Call, input: Input) -> Result<(), Error> {
        let Input { named: Named { id, qualifier }, statement_id, revision } = input;
        let qualifier = qualifier.as_deref();
        {
            let _lock = engine.lock(&id.key(Space::LambdaFunction));
            if Function::load(&engine.store, &id, LATEST)?.is_none() {
                return Err(Error::no_policy_for(id.arn_of(qualifier)));
            }
            let policy = Policy::load(&engine.store, &id, qualifier)?;
            let mut policy = policy.ok_or_else(Error::no_policy)?;
            let at = policy.find(&statement_id).ok_or_else(|| Error::no_statement(&statement_id))?;
            policy.check_revision(revision.as_deref())?;
            policy.statements.remove(at);
            policy.revision = engine.entropy.uuid();
            let mut batch = Batch::new();
            if policy.statements.is_empty() {
                batch.delete(Policy::key(&id, qualifier));
            } else {
                policy.put(&mut batch, &id, qualifier)?;
            }
            engine.store.commit(batch)?;
        }
        Ok(())
    }

    fn reply((): ()) -> Response {
        operation::empty(Self::ROUTE.status)
    }
}
