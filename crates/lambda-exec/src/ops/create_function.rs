//! <https://docs.aws.amazon.com/lambda/latest/api/API_CreateFunction.html>

use std::collections::BTreeMap;
use std::sync::Arc;

use base::call::Call;
use store::{Batch, Space};
use wire::operation::{BodyLimit, Incoming, Modelled, Operation, Outgoing};
use wire::shape::Signature;
use wire::value::{Fields, Slot, Value};

use crate::access::role_can_be_assumed;
use crate::engine::Engine;
use crate::error::Error;
use crate::function::code_source::{self, CodeSource};
use crate::function::configured::Given;
use crate::function::layer::used::Used;
use crate::function::publish;
use crate::function::{Function, State};
use crate::function_name::{FunctionId, LATEST, Named};
use crate::kept::{Kept, OfPackage};
use crate::model;
use crate::package::Package;
use crate::records::Records;
use crate::tags;

pub(crate) struct CreateFunction;

pub(crate) struct Input {
    id: FunctionId,
    given: Given,
    architecture: String,
    code: CodeSource,
    package: Kept<OfPackage>,
    code_signing_config: Option<String>,
    publish: bool,
    tags: BTreeMap<String, String>,
}

impl Operation for CreateFunction {
    type Language = Modelled<Engine>;
    type Error = Error;
    const SIGNATURE: &'static Signature = &model::CREATE_FUNCTION;
    const RESOURCE: &'static [&'static str] = &["FunctionName"];
    /// There is no network but the host's, no SNS, no X-Ray, no KMS, no EFS.
    const KEPT: &'static [&'static str] = &[
        "CapacityProviderConfig",
        "Code.S3ObjectStorageMode=REFERENCE",
        "Code.SourceKMSKeyArn",
        "CodeSigningConfigArn",
        "DeadLetterConfig.TargetArn=arn:*:sns:*",
        "DurableConfig.KMSKeyArn",
        "FileSystemConfigs",
        "KMSKeyArn",
        "RuntimeConfig",
        "SnapStart.ApplyOn=PublishedVersions",
        "TenancyConfig",
        "TracingConfig.Mode=Active",
        "VpcConfig",
    ];
    const LIMITS: &'static str = "Functions of package type Image need Docker or Podman; their images may be in any \
         registry, or only on this host. Layers are seen by processes through their search paths (PATH, LD_LIBRARY_PATH, \
         NODE_PATH, Python's) and as `/opt` by containers and WebAssembly modules: to processes the path `/opt` itself is \
         the host's. A layer of an account that has none here, as those that AWS and others publish, is shown and has no content.";
    const BODY_LIMIT: Option<BodyLimit> = Some(code_source::BODY_LIMIT);
    type Input = Input;
    type Output = Fields;

    fn read(call: &Call, request: Incoming) -> Result<Input, Error> {
        let mut fields = request.fields;
        let is_image = fields.text("PackageType") == Some("Image");
        let (source, package) = match fields.take("Code") {
            Slot::There(Value::Struct(code)) if is_image => (image(&code), code_source::kept(&code)),
            Slot::There(Value::Struct(mut code)) => (CodeSource::read(&mut code), code_source::kept(&code)),
            _ => (Err(Error::not_a_zip()), Kept::default()),
        };
        let tags = fields.text_map("Tags").unwrap_or_default();
        tags::check(&tags)?;
        let is_named = fields.has("Runtime") && fields.has("Handler");
        if !is_image && !is_named {
            return Err(Error::invalid(
                "Runtime and Handler are mandatory parameters for functions created with deployment packages.",
            ));
        }
        let given = Given::read(&fields, Self::KEPT)?;
        given.check_against(None)?;
        given.check_package_type(is_image)?;
        let id = Named::read(call, &fields)?.id;
        let architecture = code_source::architecture(&fields).unwrap_or_else(|| "x86_64".to_owned());
        let publish = fields.boolean("Publish").unwrap_or(false);
        let code_signing_config = fields.text("CodeSigningConfigArn").filter(|arn| !arn.is_empty());
        Ok(Input {
            id,
            given,
            architecture,
            code: source?,
            package,
            code_signing_config: code_signing_config.map(str::to_owned),
            publish,
            tags,
        })
    }

    async fn run(engine: &Arc<Engine>, call: &Call, input: Input) -> Result<Fields, Error> {
        let Input { id, given, architecture, code, package: kept, code_signing_config, publish, tags } =
            input;
        // Asked before the work of unpacking, and again under the lock.
        refuse_existing(&engine.store, &id)?;
        role_can_be_assumed(engine, &id, given.role.as_deref())?;
        let (Package { staged, code, folder }, image) =
            code.accept((&engine.store, &engine.folders), &*engine.seams.objects, call).await?;
        let key = id.key(Space::LambdaFunction);
        let (function, published) = engine.store.change_naming(&key, Some(staged), |records| {
            refuse_existing(records, &id)?;
            let mut batch = Batch::new();
            let mut settings = given.clone().over(None);
            settings.take_layers(given.find_layers(records, call, engine.judge_of_layers())?, &code)?;
            let mut function = Function {
                name: id.name.clone(),
                version: LATEST.to_owned(),
                settings,
                code: code.clone(),
                image: image.clone(),
                architecture: architecture.clone(),
                last_modified: call.now.millis(),
                revision: engine.entropy.uuid(),
                state: State::Pending,
                update: None,
                remark: None,
                package: kept.clone(),
                code_signing_config: code_signing_config.clone(),
                tags: tags.clone(),
                published: 0,
                described: None,
                allows_loops: false,
                runtime_updates: None,
            };
            let published = publish.then(|| publish::next(&mut function, None, engine.entropy.uuid()));
            for version in std::iter::once(&function).chain(&published) {
                batch.put(Function::key(&id, &version.version), version.encode()?);
            }
            function.settings.layers.iter().filter_map(Used::blob).for_each(|blob| batch.link(blob));
            published.iter().for_each(|version| version.link(&mut batch));
            Ok((batch, (function, published)))
        })?;
        engine.folders.keep(&id, &function.code.sha256, folder);
        engine.let_go_of_code(&id)?;
        engine.prepare(id.clone(), function.clone());
        let Some(published) = published else { return Ok(function.configuration(&id, None)) };
        engine.prepare(id.clone(), published.clone());
        Ok(published.configuration(&id, Some("1")))
    }

    fn reply(output: Fields) -> Outgoing {
        output.into()
    }
}

/// The image that `Code` names. The sentence where it names none is our guess, after the one of UpdateFunctionCode.
fn image(code: &Fields) -> Result<CodeSource, Error> {
    CodeSource::read_image(code)?.ok_or_else(|| {
        Error::invalid("Please provide ImageUri when the intended function PackageType is Image.")
    })
}

fn refuse_existing(store: &Records, id: &FunctionId) -> Result<(), Error> {
    match Function::load(store, id, LATEST)? {
        Some(_) => Err(Error::function_exists(&id.name)),
        None => Ok(()),
    }
}
