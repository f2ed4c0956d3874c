//! <https://docs.aws.amazon.com/lambda/latest/api/API_DeleteFunctionUrlConfig.html>

use std::sync::Arc;

use base::call::Call;
use store::Batch;
use wire::operation::{Incoming, Modelled, Operation, Outgoing};
use wire::shape::Signature;
use wire::value::Fields;

use crate::engine::Engine;
use crate::error::Error;
use crate::function::url_config::UrlConfig;
use crate::function_name::Named;
use crate::model;

pub(crate) struct DeleteFunctionUrlConfig;

impl Operation for DeleteFunctionUrlConfig {
    type Language = Modelled<Engine>;
    type Error = Error;
    const SIGNATURE: &'static Signature = &model::DELETE_FUNCTION_URL_CONFIG;
    const RESOURCE: &'static [&'static str] = &["FunctionName"];
    type Input = Named;
    type Output = ();

    fn read(call: &Call, request: Incoming) -> Result<Named, Error> {
        Named::read(call, &request.fields)
    }

    async fn run(engine: &Arc<Engine>, _: &Call, Named { id, qualifier }: Named) -> Result<(), Error> {
        engine.store.change(&UrlConfig::key(&id, qualifier.as_deref()), |records| {
            let mut batch = Batch::new();
            UrlConfig::existing(records, &id, qualifier.as_deref())?.delete(&mut batch, &id);
            Ok((batch, ()))
        })
    }

    fn reply((): ()) -> Outgoing {
        Fields::new(Self::SIGNATURE.output).into()
    }
}
