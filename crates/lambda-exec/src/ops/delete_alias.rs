//! <https://docs.aws.amazon.com/lambda/latest/api/API_DeleteAlias.html>

use std::sync::Arc;

use base::call::Call;
use store::{Batch, Space};
use wire::operation::{Incoming, Modelled, Operation, Outgoing};
use wire::shape::Signature;
use wire::value::Fields;

use crate::engine::Engine;
use crate::error::Error;
use crate::function::alias::Alias;
use crate::function::event_invoke_config::EventInvokeConfig;
use crate::function::policy::Policy;
use crate::function::provisioned::Provisioned;
use crate::function::url_config::UrlConfig;
use crate::function_name::{FunctionId, Named};
use crate::model;

pub(crate) struct DeleteAlias;

impl Operation for DeleteAlias {
    type Language = Modelled<Engine>;
    type Error = Error;
    const SIGNATURE: &'static Signature = &model::DELETE_ALIAS;
    const RESOURCE: &'static [&'static str] = &["FunctionName"];
    type Input = (FunctionId, String);
    type Output = ();

    fn read(call: &Call, request: Incoming) -> Result<Self::Input, Error> {
        let named = Named::read(call, &request.fields)?;
        Ok((named.id, request.fields.required("Name").to_owned()))
    }

    /// One that is not there is no error: the model lists none for it.
    async fn run(engine: &Arc<Engine>, _: &Call, (id, name): Self::Input) -> Result<(), Error> {
        engine.store.change(&id.key(Space::LambdaFunction), |records| {
            let mut batch = Batch::new();
            if let Some(url) = UrlConfig::load(records, &id, Some(&name))? {
                url.delete(&mut batch, &id);
            }
            batch.delete(Alias::key(&id, &name));
            batch.delete(Policy::key(&id, Some(&name)));
            batch.delete(EventInvokeConfig::key(&id, Some(&name)));
            batch.delete(Provisioned::key(&id, &name));
            Ok((batch, ()))
        })?;
        engine.provision();
        Ok(())
    }

    fn reply((): ()) -> Outgoing {
        Fields::new(Self::SIGNATURE.output).into()
    }
}
