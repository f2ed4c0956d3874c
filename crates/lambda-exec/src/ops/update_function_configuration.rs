//! <https://docs.aws.amazon.com/lambda/latest/api/API_UpdateFunctionConfiguration.html>

use std::sync::Arc;

use base::call::Call;
use store::{Batch, Space};
use wire::operation::{Incoming, Modelled, Operation, Outgoing};
use wire::shape::Signature;
use wire::value::Fields;

use crate::access::role_can_be_assumed;
use crate::engine::Engine;
use crate::error::Error;
use crate::function::configured::Given;
use crate::function::layer::used::Used;
use crate::function::{Function, Update};
use crate::function_name::{FunctionId, Named};
use crate::model;

pub(crate) struct UpdateFunctionConfiguration;

pub(crate) struct Input {
    id: FunctionId,
    given: Given,
    revision: Option<String>,
}

impl Operation for UpdateFunctionConfiguration {
    type Language = Modelled<Engine>;
    type Error = Error;
    const SIGNATURE: &'static Signature = &model::UPDATE_FUNCTION_CONFIGURATION;
    const RESOURCE: &'static [&'static str] = &["FunctionName"];
    /// There is no network but the host's, no SNS, no X-Ray, no KMS, no EFS.
    const KEPT: &'static [&'static str] = &[
        "CapacityProviderConfig",
        "DeadLetterConfig.TargetArn=arn:*:sns:*",
        "DurableConfig.KMSKeyArn",
        "FileSystemConfigs",
        "KMSKeyArn",
        "RuntimeConfig",
        "SnapStart.ApplyOn=PublishedVersions",
        "TracingConfig.Mode=Active",
        "VpcConfig",
    ];
    type Input = Input;
    type Output = Fields;

    fn read(call: &Call, request: Incoming) -> Result<Input, Error> {
        let fields = &request.fields;
        let given = Given::read(fields, Self::KEPT)?;
        let id = Named::read(call, fields)?.id;
        Ok(Input { id, given, revision: fields.text("RevisionId").map(str::to_owned) })
    }

    async fn run(engine: &Arc<Engine>, call: &Call, input: Input) -> Result<Fields, Error> {
        let Input { id, given, revision } = input;
        engine.until_updatable(&id).await?;
        role_can_be_assumed(engine, &id, given.role.as_deref())?;
        let function = engine.store.change(&id.key(Space::LambdaFunction), |records| {
            let mut function = Function::latest(records, &id)?;
            function.check_settled(&id)?;
            function.check_revision(revision.as_deref())?;
            given.check_against(Some(&function.settings))?;
            given.check_package_type(function.image.is_some())?;
            let before = function.settings.layers.clone();
            function.settings = given.clone().over(Some(function.settings));
            function
                .settings
                .take_layers(given.find_layers(records, call, engine.judge_of_layers())?, &function.code)?;
            function.last_modified = call.now.millis();
            function.update = Some(Update::InProgress);
            function.revision = engine.entropy.uuid();
            let mut batch = Batch::new();
            function.settings.layers.iter().filter_map(Used::blob).for_each(|blob| batch.link(blob));
            before.iter().filter_map(Used::blob).for_each(|blob| batch.unlink(blob));
            batch.put(Function::key(&id, &function.version), function.encode()?);
            Ok((batch, function))
        })?;
        engine.let_go_of_code(&id)?;
        engine.prepare(id.clone(), function.clone());
        Ok(function.configuration(&id, None))
    }

    fn reply(output: Fields) -> Outgoing {
        output.into()
    }
}
