//! <https://docs.aws.amazon.com/lambda/latest/api/API_UpdateFunctionCode.html>

use std::sync::Arc;

use base::call::Call;
use store::{Batch, Space};
use wire::operation::{BodyLimit, Incoming, Modelled, Operation, Outgoing};
use wire::shape::Signature;
use wire::value::Fields;

use crate::engine::Engine;
use crate::error::Error;
use crate::function::code_source::{self, CodeSource};
use crate::function::publish;
use crate::function::{Function, Update};
use crate::function_name::{FunctionId, Named};
use crate::kept::{Kept, OfPackage};
use crate::model;
use crate::package::Package;

pub(crate) struct UpdateFunctionCode;

pub(crate) struct Input {
    id: FunctionId,
    code: CodeSource,
    package: Kept<OfPackage>,
    architecture: Option<String>,
    revision: Option<String>,
    publish: bool,
    dry_run: bool,
}

impl Operation for UpdateFunctionCode {
    type Language = Modelled<Engine>;
    type Error = Error;
    const SIGNATURE: &'static Signature = &model::UPDATE_FUNCTION_CODE;
    const RESOURCE: &'static [&'static str] = &["FunctionName"];
    const KEPT: &'static [&'static str] = &["S3ObjectStorageMode=REFERENCE", "SourceKMSKeyArn"];
    const BODY_LIMIT: Option<BodyLimit> = Some(code_source::BODY_LIMIT);
    type Input = Input;
    type Output = Fields;

    fn read(call: &Call, request: Incoming) -> Result<Input, Error> {
        let mut fields = request.fields;
        let code = match CodeSource::read_image(&fields) {
            Ok(Some(image)) => Ok(image),
            Ok(None) => CodeSource::read(&mut fields),
            Err(error) => Err(error),
        };
        let id = Named::read(call, &fields)?.id;
        Ok(Input {
            id,
            code: code?,
            package: code_source::kept(&fields),
            architecture: code_source::architecture(&fields),
            revision: fields.text("RevisionId").map(str::to_owned),
            publish: fields.boolean("Publish").unwrap_or(false),
            dry_run: fields.boolean("DryRun").unwrap_or(false),
        })
    }

    async fn run(engine: &Arc<Engine>, call: &Call, input: Input) -> Result<Fields, Error> {
        let Input { id, code, package: kept, architecture, revision, publish, dry_run } = input;
        engine.until_updatable(&id).await?;
        let present = Function::latest(&engine.store, &id)?;
        present.check_revision(revision.as_deref())?;
        check_package_type(&present, code.image().is_some())?;
        let (Package { staged, code, folder }, image) =
            code.accept((&engine.store, &engine.folders), &*engine.seams.objects, call).await?;
        let key = id.key(Space::LambdaFunction);
        let (shown, changed) = engine.store.change_naming(&key, Some(staged), |records| {
            let mut function = Function::latest(records, &id)?;
            function.check_settled(&id)?;
            function.check_revision(revision.as_deref())?;
            check_package_type(&function, image.is_some())?;
            let (mut batch, old) = (Batch::new(), function.code.blob);
            function.code = code.clone();
            function.image.clone_from(&image);
            function.settings.check_unzipped(&function.code)?;
            function.package = kept.clone();
            function.architecture = architecture.clone().unwrap_or(function.architecture);
            function.last_modified = call.now.millis();
            function.update = Some(Update::InProgress);
            function.revision = engine.entropy.uuid();
            if dry_run {
                return Ok((Batch::new(), (function.configuration(&id, None), None)));
            }
            batch.unlink(old);
            let last = if publish { publish::unchanged(records, &id, &function)? } else { None };
            let published = (publish && last.is_none())
                .then(|| publish::next(&mut function, None, engine.entropy.uuid()));
            for version in std::iter::once(&function).chain(&published) {
                batch.put(Function::key(&id, &version.version), version.encode()?);
            }
            published.iter().for_each(|version| version.link(&mut batch));
            let shown = match published.as_ref().or(last.as_ref()) {
                Some(version) => version.configuration(&id, Some(&version.version)),
                None => function.configuration(&id, None),
            };
            Ok((batch, (shown, Some((function, published)))))
        })?;
        let Some((function, published)) = changed else { return Ok(shown) };
        engine.folders.keep(&id, &function.code.sha256, folder);
        engine.let_go_of_code(&id)?;
        engine.prepare(id.clone(), function.clone());
        if let Some(published) = published {
            engine.prepare(id, published);
        }
        Ok(shown)
    }

    fn reply(output: Fields) -> Outgoing {
        output.into()
    }
}

/// A function stays of its package type. The first sentence is recorded, the second one reported
/// (appleboy/lambda-action#28 on GitHub).
fn check_package_type(function: &Function, is_image: bool) -> Result<(), Error> {
    match (function.image.is_some(), is_image) {
        (false, true) => Err(Error::invalid(
            "Please don't provide ImageUri when updating a function with packageType Zip.",
        )),
        (true, false) => {
            Err(Error::invalid("Please provide ImageUri when updating a function with packageType Image."))
        }
        _ => Ok(()),
    }
}
