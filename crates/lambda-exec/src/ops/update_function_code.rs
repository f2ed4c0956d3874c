//! <https://docs.aws.amazon.com/lambda/latest/api/API_UpdateFunctionCode.html>

use std::sync::Arc;

use base::call::Call;
use base::http::Response;
use serde_json::Value;
use store::{Batch, Space};

use crate::code_source::{self, CodeSource};
use crate::constraint::Constraints;
use crate::engine::Engine;
use crate::error::Error;
use crate::function::{Code, Function, Update};
use crate::function_name::{FunctionId, Naming};
use crate::operation::{self, BodyLimit, Incoming, Operation};
use crate::package;
use crate::publish;
use crate::route::Route;

pub(crate) struct UpdateFunctionCode;

pub(crate) struct Input {
    id: FunctionId,
    code: CodeSource,
    architecture: Option<String>,
    revision: Option<String>,
    publish: bool,
    dry_run: bool,
}

impl Operation for UpdateFunctionCode {
    const NAME: &'static str = "UpdateFunctionCode";
    const ROUTE: Route = Route::put("/2015-03-31/functions/{FunctionName}/code");
    const BODY_LIMIT: BodyLimit = code_source::BODY_LIMIT;
    type Input = Input;
    type Output = Value;

    fn read(call: &Call, incoming: Incoming) -> Result<Input, Error> {
        let naming = Naming::plain(Self::NAME);
        let mut members = incoming.members()?;
        let mut constraints = Constraints::default();
        naming.check(&mut constraints, incoming.path("FunctionName"), None);
        let architecture = code_source::architecture(&mut members, &mut constraints)?;
        // Recorded, for a function of package type Zip; there are no others here.
        if members.raw("ImageUri").is_some() {
            return Err(Error::invalid(
                "Please don't provide ImageUri when updating a function with packageType Zip.",
            ));
        }
        let code = CodeSource::read(&mut members, &mut constraints);
        constraints.result()?;
        let id = naming.resolve(call, incoming.path("FunctionName"), None)?.id;
        Ok(Input {
            id,
            code: code?,
            architecture,
            revision: members.text("RevisionId")?,
            publish: members.flag("Publish")?.unwrap_or(false),
            dry_run: members.flag("DryRun")?.unwrap_or(false),
        })
    }

    async fn run(engine: &Arc<Engine>, call: &Call, input: Input) -> Result<Value, Error> {
        let Input { id, code, architecture, revision, publish, dry_run } = input;
        engine.until_updatable(&id).await?;
        Function::latest(&engine.store, &id)?.check_revision(revision.as_deref())?;
        let bytes = code.fetch(engine, call).await?;
        let package = package::accept(&engine.store, &engine.folders, bytes).await?;
        let (function, published, shown) = {
            let _lock = engine.lock(&id.key(Space::LambdaFunction));
            let mut function = Function::latest(&engine.store, &id)?;
            function.check_settled(&id)?;
            function.check_revision(revision.as_deref())?;
            let (mut batch, old) = (Batch::new(), function.code.blob);
            let blob = batch.create_blob(package.staged);
            function.code = Code { blob, sha256: package.sha256 };
            function.architecture = architecture.unwrap_or(function.architecture);
            function.last_modified = call.now.millis();
            function.update = Some(Update::InProgress);
            function.revision = engine.entropy.uuid();
            if dry_run {
                return Ok(function.configuration(&id, None));
            }
            batch.unlink(old);
            let last = if publish { publish::unchanged(&engine.store, &id, &function)? } else { None };
            let published = (publish && last.is_none())
                .then(|| publish::next(&mut function, None, engine.entropy.uuid()));
            for version in std::iter::once(&function).chain(&published) {
                batch.put(Function::key(&id, &version.version), version.encode()?);
            }
            if published.is_some() {
                batch.link(blob);
            }
            let shown = match published.as_ref().or(last.as_ref()) {
                Some(version) => version.configuration(&id, Some(&version.version)),
                None => function.configuration(&id, None),
            };
            engine.store.commit(batch)?;
            (function, published, shown)
        };
        engine.folders.keep(&id, &function.code.sha256, package.folder);
        engine.let_go_of_code(&id)?;
        engine.prepare(id.clone(), function.clone());
        if let Some(published) = published {
            engine.prepare(id, published);
        }
        Ok(shown)
    }

    fn reply(output: Value) -> Response {
        operation::json(Self::ROUTE.status, &output)
    }
}
