//! <https://docs.aws.amazon.com/lambda/latest/api/API_GetPolicy.html>

use std::sync::Arc;

use base::call::Call;
use wire::operation::{Incoming, Modelled, Operation, Outgoing};
use wire::shape::Signature;
use wire::value::Fields;

use crate::engine::Engine;
use crate::error::Error;
use crate::function::policy::Policy;
use crate::function_name::Named;
use crate::model;

pub(crate) struct GetPolicy;

impl Operation for GetPolicy {
    type Language = Modelled<Engine>;
    type Error = Error;
    const SIGNATURE: &'static Signature = &model::GET_POLICY;
    const RESOURCE: &'static [&'static str] = &["FunctionName"];
    type Input = Named;
    type Output = Fields;

    fn read(call: &Call, request: Incoming) -> Result<Named, Error> {
        Named::read(call, &request.fields)
    }

    async fn run(engine: &Arc<Engine>, _: &Call, Named { id, qualifier }: Named) -> Result<Fields, Error> {
        let policy = Policy::load(&engine.store, &id, qualifier.as_deref())?;
        let policy = policy.ok_or_else(Error::no_function_policy)?;
        Ok(Fields::new(Self::SIGNATURE.output)
            .with("Policy", policy.document())
            .with("RevisionId", policy.revision))
    }

    fn reply(output: Fields) -> Outgoing {
        output.into()
    }
}
