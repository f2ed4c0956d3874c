//! <https://docs.aws.amazon.com/lambda/latest/api/API_UpdateFunctionUrlConfig.html>

use std::sync::Arc;

use base::call::Call;
use store::Batch;
use wire::operation::{Incoming, Modelled, Operation, Outgoing};
use wire::shape::Signature;
use wire::value::Fields;

use crate::engine::Engine;
use crate::error::Error;
use crate::function::url_config::{Given, UrlConfig};
use crate::function_name::Named;
use crate::model;

pub(crate) struct UpdateFunctionUrlConfig;

impl Operation for UpdateFunctionUrlConfig {
    type Language = Modelled<Engine>;
    type Error = Error;
    const SIGNATURE: &'static Signature = &model::UPDATE_FUNCTION_URL_CONFIG;
    const RESOURCE: &'static [&'static str] = &["FunctionName"];
    const CONTEXT: &'static [(&'static str, &'static str)] = &[("lambda:FunctionUrlAuthType", "AuthType")];
    type Input = (Named, Given);
    type Output = Fields;

    fn read(call: &Call, request: Incoming) -> Result<Self::Input, Error> {
        Ok((Named::read(call, &request.fields)?, Given::read(&request.fields)?))
    }

    async fn run(engine: &Arc<Engine>, call: &Call, (named, given): Self::Input) -> Result<Fields, Error> {
        let Named { id, qualifier } = named;
        let config = engine.store.change(&UrlConfig::key(&id, qualifier.as_deref()), |records| {
            let config = UrlConfig::existing(records, &id, qualifier.as_deref())?;
            let config = given.clone().over(config, call.now);
            let mut batch = Batch::new();
            config.put(&mut batch, &id)?;
            Ok((batch, config))
        })?;
        Ok(config.shown(call, &id, Self::SIGNATURE.output))
    }

    fn reply(output: Fields) -> Outgoing {
        output.into()
    }
}
