//! The code signing configuration of a function:
//! <https://docs.aws.amazon.com/lambda/latest/api/API_PutFunctionCodeSigningConfig.html> and its neighbours.

use std::sync::Arc;

use base::call::Call;
use store::{Batch, Space};
use wire::operation::{Incoming, Modelled, Operation, Outgoing};
use wire::shape::Signature;
use wire::value::{Fields, Value};

use crate::engine::Engine;
use crate::error::Error;
use crate::function::Function;
use crate::function_name::{FunctionId, LATEST, Named};
use crate::kept::OfCodeSigningConfig;
use crate::listing::Window;
use crate::model;
use crate::regional::Id;

type ConfigId = Id<OfCodeSigningConfig>;

pub(crate) struct PutFunctionCodeSigningConfig;

impl Operation for PutFunctionCodeSigningConfig {
    type Language = Modelled<Engine>;
    type Error = Error;
    const SIGNATURE: &'static Signature = &model::PUT_FUNCTION_CODE_SIGNING_CONFIG;
    const RESOURCE: &'static [&'static str] = &["FunctionName"];
    const KEPT: &'static [&'static str] = &["CodeSigningConfigArn"];
    type Input = (FunctionId, ConfigId);
    type Output = Fields;

    fn read(call: &Call, request: Incoming) -> Result<Self::Input, Error> {
        let fields = &request.fields;
        Ok((Named::read(call, fields)?.id, Id::read(call, fields.required("CodeSigningConfigArn"))))
    }

    async fn run(engine: &Arc<Engine>, call: &Call, (id, config): Self::Input) -> Result<Fields, Error> {
        let owned = config.check_owner(call);
        engine.store.change(&id.key(Space::LambdaFunction), |records| {
            let mut function = Function::latest(records, &id)?;
            if owned.is_err() || config.load(records)?.is_none() {
                return Err(Error::code_signing_config_not_found());
            }
            function.code_signing_config = Some(config.arn());
            let mut batch = Batch::new();
            batch.put(Function::key(&id, LATEST), function.encode()?);
            Ok((batch, ()))
        })?;
        Ok(Fields::new(Self::SIGNATURE.output)
            .with("CodeSigningConfigArn", config.arn())
            .with("FunctionName", id.name))
    }

    fn reply(output: Fields) -> Outgoing {
        output.into()
    }
}

pub(crate) struct DeleteFunctionCodeSigningConfig;

impl Operation for DeleteFunctionCodeSigningConfig {
    type Language = Modelled<Engine>;
    type Error = Error;
    const SIGNATURE: &'static Signature = &model::DELETE_FUNCTION_CODE_SIGNING_CONFIG;
    const RESOURCE: &'static [&'static str] = &["FunctionName"];
    type Input = FunctionId;
    type Output = ();

    fn read(call: &Call, request: Incoming) -> Result<FunctionId, Error> {
        Ok(Named::read(call, &request.fields)?.id)
    }

    async fn run(engine: &Arc<Engine>, _: &Call, id: FunctionId) -> Result<(), Error> {
        engine.store.change(&id.key(Space::LambdaFunction), |records| {
            let mut function = Function::latest(records, &id)?;
            function.code_signing_config = None;
            let mut batch = Batch::new();
            batch.put(Function::key(&id, LATEST), function.encode()?);
            Ok((batch, ()))
        })
    }

    fn reply((): ()) -> Outgoing {
        Fields::new(Self::SIGNATURE.output).into()
    }
}

pub(crate) struct ListFunctionsByCodeSigningConfig;

impl Operation for ListFunctionsByCodeSigningConfig {
    type Language = Modelled<Engine>;
    type Error = Error;
    const SIGNATURE: &'static Signature = &model::LIST_FUNCTIONS_BY_CODE_SIGNING_CONFIG;
    type Input = (ConfigId, Window);
    type Output = Fields;

    fn read(call: &Call, request: Incoming) -> Result<Self::Input, Error> {
        let fields = &request.fields;
        let window = Window::read(Self::SIGNATURE, fields)?;
        Ok((Id::read(call, fields.required("CodeSigningConfigArn")), window))
    }

    async fn run(engine: &Arc<Engine>, call: &Call, (config, window): Self::Input) -> Result<Fields, Error> {
        config.check_owner(call)?;
        config.existing(&engine.store)?;
        let functions = config.users(&engine.store)?;
        let arn = |function: &Function| {
            let (account, region) = (call.account, call.region.clone());
            FunctionId { account, region, name: function.name.clone() }.arn().to_string()
        };
        let page = window.cut(functions.iter(), |function| function.name.clone());
        Ok(page.listed(Self::SIGNATURE.output, "FunctionArns", |function| Value::Text(arn(function))))
    }

    fn reply(output: Fields) -> Outgoing {
        output.into()
    }
}
