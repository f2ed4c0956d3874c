//! <https://docs.aws.amazon.com/lambda/latest/api/API_CreateFunctionUrlConfig.html>

use std::sync::Arc;

use base::call::Call;
use store::Batch;
use wire::operation::{Incoming, Modelled, Operation, Outgoing};
use wire::shape::Signature;
use wire::value::Fields;

use crate::engine::Engine;
use crate::error::Error;
use crate::function::Function;
use crate::function::url_config::{Given, UrlConfig};
use crate::function_name::Named;
use crate::model;

pub(crate) struct CreateFunctionUrlConfig;

impl Operation for CreateFunctionUrlConfig {
    type Language = Modelled<Engine>;
    type Error = Error;
    const SIGNATURE: &'static Signature = &model::CREATE_FUNCTION_URL_CONFIG;
    const RESOURCE: &'static [&'static str] = &["FunctionName"];
    const CONTEXT: &'static [(&'static str, &'static str)] = &[("lambda:FunctionUrlAuthType", "AuthType")];
    const LIMITS: &'static str = "Where callers are checked, \
                                  lambda:InvokeFunctionUrl is asked for, and not lambda:InvokeFunction besides.";
    type Input = (Named, Given);
    type Output = Fields;

    fn read(call: &Call, request: Incoming) -> Result<Self::Input, Error> {
        Ok((Named::read(call, &request.fields)?, Given::read(&request.fields)?))
    }

    async fn run(engine: &Arc<Engine>, call: &Call, (named, given): Self::Input) -> Result<Fields, Error> {
        let Named { id, qualifier } = named;
        let url_id = UrlConfig::fresh_id(&engine.store)?;
        let config = engine.store.change(&UrlConfig::key(&id, qualifier.as_deref()), |records| {
            Function::find(records, &id, qualifier.as_deref(), || 1.0)?;
            if UrlConfig::load(records, &id, qualifier.as_deref())?.is_some() {
                return Err(Error::url_exists(id.arn_of(qualifier.as_deref())));
            }
            let config = UrlConfig::new(url_id.clone(), qualifier.clone(), call.now);
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
