//! <https://docs.aws.amazon.com/lambda/latest/api/API_PutRuntimeManagementConfig.html>

use std::sync::Arc;

use base::call::Call;
use store::{Batch, Space};
use wire::operation::{Incoming, Modelled, Operation, Outgoing};
use wire::shape::Signature;
use wire::value::Fields;

use crate::engine::Engine;
use crate::error::Error;
use crate::function::Function;
use crate::function_name::Named;
use crate::model;

pub(crate) struct PutRuntimeManagementConfig;

pub(crate) struct Input {
    named: Named,
    on: String,
    version: Option<String>,
}

impl Operation for PutRuntimeManagementConfig {
    type Language = Modelled<Engine>;
    type Error = Error;
    const SIGNATURE: &'static Signature = &model::PUT_RUNTIME_MANAGEMENT_CONFIG;
    const RESOURCE: &'static [&'static str] = &["FunctionName"];
    /// The runtimes are the host's: nobody updates them here.
    const KEPT: &'static [&'static str] =
        &["RuntimeVersionArn", "UpdateRuntimeOn=FunctionUpdate", "UpdateRuntimeOn=Manual"];
    type Input = Input;
    type Output = Fields;

    fn read(call: &Call, request: Incoming) -> Result<Self::Input, Error> {
        let fields = &request.fields;
        let (on, version) = (fields.required("UpdateRuntimeOn").to_owned(), fields.text("RuntimeVersionArn"));
        // The model: for Manual alone, and needed there. The words are our guess.
        if (on == "Manual") != version.is_some() {
            return Err(Error::invalid(
                "RuntimeVersionArn must be specified if, and only if, UpdateRuntimeOn is Manual.",
            ));
        }
        Ok(Input { named: Named::read(call, fields)?, on, version: version.map(str::to_owned) })
    }

    async fn run(engine: &Arc<Engine>, _: &Call, input: Self::Input) -> Result<Self::Output, Error> {
        let Input { named: Named { id, qualifier }, on, version } = input;
        engine.store.change(&id.key(Space::LambdaFunction), |records| {
            let mut function = Function::find(records, &id, qualifier.as_deref(), || 1.0)?;
            function.runtime_updates = (on != "Auto").then(|| (on.clone(), version.clone()));
            let mut batch = Batch::new();
            batch.put(Function::key(&id, &function.version), function.encode()?);
            Ok((batch, ()))
        })?;
        Ok(Fields::new(Self::SIGNATURE.output)
            .with("UpdateRuntimeOn", on)
            .with("RuntimeVersionArn", version)
            .with("FunctionArn", id.arn_of(qualifier.as_deref()).to_string()))
    }

    fn reply(output: Fields) -> Outgoing {
        output.into()
    }
}
