//! <https://docs.aws.amazon.com/lambda/latest/api/API_RemovePermission.html>

use std::sync::Arc;

use base::call::Call;
use store::{Batch, Space};
use wire::operation::{Incoming, Modelled, Operation, Outgoing};
use wire::shape::Signature;
use wire::value::Fields;

use crate::engine::Engine;
use crate::error::Error;
use crate::function::Function;
use crate::function::policy::Policy;
use crate::function_name::{LATEST, Named};
use crate::model;

pub(crate) struct RemovePermission;

pub(crate) struct Input {
    named: Named,
    statement_id: String,
    revision: Option<String>,
}

impl Operation for RemovePermission {
    type Language = Modelled<Engine>;
    type Error = Error;
    const SIGNATURE: &'static Signature = &model::REMOVE_PERMISSION;
    const RESOURCE: &'static [&'static str] = &["FunctionName"];
    type Input = Input;
    type Output = ();

    fn read(call: &Call, request: Incoming) -> Result<Input, Error> {
        let fields = &request.fields;
        Ok(Input {
            named: Named::read(call, fields)?,
            statement_id: fields.required("StatementId").to_owned(),
            revision: fields.text("RevisionId").map(str::to_owned),
        })
    }

    async fn run(engine: &Arc<Engine>, _: &Call, input: Input) -> Result<(), Error> {
        let Input { named: Named { id, qualifier }, statement_id, revision } = input;
        let qualifier = qualifier.as_deref();
        engine.store.change(&id.key(Space::LambdaFunction), |records| {
            if Function::load(records, &id, LATEST)?.is_none() {
                return Err(Error::no_policy_for(id.arn_of(qualifier)));
            }
            let policy = Policy::load(records, &id, qualifier)?;
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
            Ok((batch, ()))
        })
    }

    fn reply((): ()) -> Outgoing {
        Fields::new(Self::SIGNATURE.output).into()
    }
}
