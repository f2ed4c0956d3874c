//! How a version scales: <https://docs.aws.amazon.com/lambda/latest/api/API_PutFunctionScalingConfig.html>,
//! <https://docs.aws.amazon.com/lambda/latest/api/API_GetFunctionScalingConfig.html>

use std::sync::Arc;

use base::call::Call;
use store::Batch;
use wire::operation::{Incoming, Modelled, Operation, Outgoing};
use wire::shape::Signature;
use wire::value::Fields;

use crate::engine::Engine;
use crate::error::Error;
use crate::function::{Function, scaling};
use crate::function_name::Named;
use crate::kept::{Kept, OfScaling};
use crate::model;

pub(crate) struct PutFunctionScalingConfig;

impl Operation for PutFunctionScalingConfig {
    type Language = Modelled<Engine>;
    type Error = Error;
    const SIGNATURE: &'static Signature = &model::PUT_FUNCTION_SCALING_CONFIG;
    const RESOURCE: &'static [&'static str] = &["FunctionName"];
    const KEPT: &'static [&'static str] = &["FunctionScalingConfig"];
    type Input = (Named, Option<Kept<OfScaling>>);
    type Output = Fields;

    fn read(call: &Call, request: Incoming) -> Result<Self::Input, Error> {
        let fields = &request.fields;
        let config = fields.fields("FunctionScalingConfig");
        let number = |member| config.and_then(|config| config.integer(member));
        if let (Some(least), Some(most)) =
            (number("MinExecutionEnvironments"), number("MaxExecutionEnvironments"))
            && least > most
        {
            // Our guess.
            return Err(Error::invalid(
                "MinExecutionEnvironments must be less than or equal to MaxExecutionEnvironments.",
            ));
        }
        let members = ["MinExecutionEnvironments", "MaxExecutionEnvironments"];
        Ok((Named::read(call, fields)?, config.map(|config| Kept::of(config, &members))))
    }

    async fn run(engine: &Arc<Engine>, _: &Call, (named, config): Self::Input) -> Result<Fields, Error> {
        let Named { id, qualifier } = named;
        let state = engine.store.change(&scaling::key(&id, ""), |records| {
            let function = Function::find(records, &id, qualifier.as_deref(), || 1.0)?;
            let (mut batch, key) = (Batch::new(), scaling::key(&id, &function.version));
            match &config {
                Some(config) => batch.put(key, scaling::encode(config)?),
                // What says nothing takes it back.
                None => batch.delete(key),
            }
            Ok((batch, function.state.as_str()))
        })?;
        Ok(Fields::new(Self::SIGNATURE.output).with("FunctionState", state))
    }

    fn reply(output: Fields) -> Outgoing {
        output.into()
    }
}

pub(crate) struct GetFunctionScalingConfig;

impl Operation for GetFunctionScalingConfig {
    type Language = Modelled<Engine>;
    type Error = Error;
    const SIGNATURE: &'static Signature = &model::GET_FUNCTION_SCALING_CONFIG;
    const RESOURCE: &'static [&'static str] = &["FunctionName"];
    type Input = Named;
    type Output = Fields;

    fn read(call: &Call, request: Incoming) -> Result<Named, Error> {
        Named::read(call, &request.fields)
    }

    async fn run(engine: &Arc<Engine>, _: &Call, Named { id, qualifier }: Named) -> Result<Fields, Error> {
        let function = Function::find(&engine.store, &id, qualifier.as_deref(), || 1.0)?;
        let config = scaling::load(&engine.store, &id, &function.version)?;
        Ok(Fields::new(Self::SIGNATURE.output)
            .with("FunctionArn", id.qualified_arn(&function.version).to_string())
            .with("AppliedFunctionScalingConfig", config.map(|config| config.shown())))
    }

    fn reply(output: Fields) -> Outgoing {
        output.into()
    }
}
