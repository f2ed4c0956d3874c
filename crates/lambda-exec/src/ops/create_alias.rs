//! <https://docs.aws.amazon.com/lambda/latest/api/API_CreateAlias.html>

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

pub(crate) struct CreateAlias;

impl Operation for CreateAlias {
    type Language = Modelled<Engine>;
    type Error = Error;
    const SIGNATURE: &'static Signature = &model::CREATE_ALIAS;
    const RESOURCE: &'static [&'static str] = &["FunctionName"];
    type Input = (FunctionId, String, Given);
    type Output = Fields;

    fn read(call: &Call, request: Incoming) -> Result<Self::Input, Error> {
        let fields = &request.fields;
        let given = Given::read(fields)?;
        let id = Named::read(call, fields)?.id;
        Ok((id, fields.required("Name").to_owned(), given))
    }

    async fn run(engine: &Arc<Engine>, _: &Call, (id, name, given): Self::Input) -> Result<Fields, Error> {
        let alias = engine.store.change(&id.key(Space::LambdaFunction), |records| {
            let mut alias = Alias {
                name: name.clone(),
                version: String::new(),
                description: String::new(),
                second: None,
                revision: engine.entropy.uuid(),
            };
            given.clone().apply(records, &id, &mut alias)?;
            if Alias::load(records, &id, &alias.name)?.is_some() {
                return Err(Error::alias_exists(id.qualified_arn(&alias.name)));
            }
            let mut batch = Batch::new();
            batch.put(Alias::key(&id, &alias.name), alias.encode()?);
            Ok((batch, alias))
        })?;
        Ok(alias.shown(&id))
    }

    fn reply(output: Fields) -> Outgoing {
        output.into()
    }
}
