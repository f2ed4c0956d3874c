//! <https://docs.aws.amazon.com/lambda/latest/api/API_UpdateAlias.html>

use std::sync::Arc;

use base::call::Call;
use store::{Batch, Space};
use wire::operation::{Incoming, Modelled, Operation, Outgoing};
use wire::shape::Signature;
use wire::value::Fields;

use crate::engine::Engine;
use crate::error::Error;
use crate::function::alias::Alias;
use crate::function::alias::given::Given;
use crate::function_name::{FunctionId, Named};
use crate::model;

pub(crate) struct UpdateAlias;

pub(crate) struct Input {
    id: FunctionId,
    name: String,
    given: Given,
    revision: Option<String>,
}

impl Operation for UpdateAlias {
    type Language = Modelled<Engine>;
    type Error = Error;
    const SIGNATURE: &'static Signature = &model::UPDATE_ALIAS;
    const RESOURCE: &'static [&'static str] = &["FunctionName"];
    type Input = Input;
    type Output = Fields;

    fn read(call: &Call, request: Incoming) -> Result<Input, Error> {
        let fields = &request.fields;
        let given = Given::read(fields)?;
        let id = Named::read(call, fields)?.id;
        let (name, revision) = (fields.required("Name").to_owned(), fields.text("RevisionId"));
        Ok(Input { id, name, given, revision: revision.map(str::to_owned) })
    }

    async fn run(engine: &Arc<Engine>, _: &Call, input: Input) -> Result<Fields, Error> {
        let Input { id, name, given, revision } = input;
        let alias = engine.store.change(&id.key(Space::LambdaFunction), |records| {
            let alias = Alias::load(records, &id, &name)?;
            let mut alias = alias.ok_or_else(|| Error::no_alias_to_update(id.qualified_arn(&name)))?;
            alias.check_revision(revision.as_deref())?;
            given.clone().apply(records, &id, &mut alias)?;
            alias.revision = engine.entropy.uuid();
            let mut batch = Batch::new();
            batch.put(Alias::key(&id, &name), alias.encode()?);
            Ok((batch, alias))
        })?;
        // What is provisioned for it may be another version's from now on.
        engine.provision();
        Ok(alias.shown(&id))
    }

    fn reply(output: Fields) -> Outgoing {
        output.into()
    }
}
