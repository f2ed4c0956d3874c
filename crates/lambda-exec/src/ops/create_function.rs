//! <https://docs.aws.amazon.com/lambda/latest/api/API_CreateFunction.html>

use std::collections::BTreeMap;
use std::sync::Arc;

use base::call::Call;
use base::http::Response;
use serde_json::Value;
use store::{Batch, Space};

use crate::code_source::{self, CodeSource};
use crate::configured::Given;
use crate::constraint::Constraints;
use crate::engine::Engine;
use crate::error::Error;
use crate::function::{Code, Function, State};
use crate::function_name::{FunctionId, LATEST, Naming};
use crate::operation::{self, BodyLimit, Incoming, Operation};
use crate::package;
use crate::publish;
use crate::route::Route;
use crate::tags;

pub(crate) struct CreateFunction;

pub(crate) struct Input {
    id: FunctionId,
    given: Given,
    architecture: String,
    code: CodeSource,
    publish: bool,
    tags: BTreeMap<String, String>,
}

impl Operation for CreateFunction {
    const NAME: &'static str = "CreateFunction";
    const ROUTE: Route = Route::post("/2015-03-31/functions").answering(201);
    const BODY_LIMIT: BodyLimit = code_source::BODY_LIMIT;
    type Input = Input;
    type Output = Value;

    fn read(call: &Call, incoming: Incoming) -> Result<Input, Error> {
        let mut members = incoming.members()?;
        drop(incoming);
        let naming = Naming::plain(Self::NAME);
        let mut constraints = Constraints::default();
        let name = members.text("FunctionName")?;
        constraints.required("functionName", name.as_ref());
        let name = name.unwrap_or_default();
        if !name.is_empty() {
            naming.check(&mut constraints, &name, None);
        }
        let package_type = members.text("PackageType")?;
        constraints.one_of("packageType", package_type.as_deref(), &["Image", "Zip"]);
        let mut given = Given::read(&mut members, &mut constraints)?;
        constraints.required("role", given.role.as_ref());
        let architecture =
            code_source::architecture(&mut members, &mut constraints)?.unwrap_or_else(|| "x86_64".to_owned());
        let code = members.object("Code")?;
        constraints.required("code", code.as_ref());
        if package_type.as_deref() == Some("Image") {
            return Err(Error::invalid(
                "Functions of package type Image are not supported here yet: use package type Zip.",
            ));
        }
        let source = code.map(|mut code| CodeSource::read(&mut code, &mut constraints));
        constraints.result()?;
        let tags = members.text_map("Tags")?.unwrap_or_default();
        tags::check(&tags)?;
        if given.runtime.is_none() || given.handler.is_none() {
            return Err(Error::invalid(
                "Runtime and Handler are mandatory parameters for functions created with deployment packages.",
            ));
        }
        given.check_rules()?;
        let id = naming.resolve(call, &name, None)?.id;
        let publish = members.flag("Publish")?.unwrap_or(false);
        let code = source.unwrap_or_else(|| Err(Error::not_a_zip()))?;
        Ok(Input { id, given, architecture, code, publish, tags })
    }

    async fn run(engine: &Arc<Engine>, call: &Call, input: Input) -> Result<Value, Error> {
        let Input { id, given, architecture, code, publish, tags } = input;
        // Asked before the work of unpacking, and again under the lock.
        refuse_existing(engine, &id)?;
        let bytes = code.fetch(engine, call).await?;
        let package = package::accept(&engine.store, &engine.folders, bytes).await?;
        let (function, published) = {
            let _lock = engine.lock(&id.key(Space::LambdaFunction));
            refuse_existing(engine, &id)?;
            let mut batch = Batch::new();
            let blob = batch.create_blob(package.staged);
            let mut function = Function {
                name: id.name.clone(),
                version: LATEST.to_owned(),
                settings: given.over(None),
                code: Code { blob, sha256: package.sha256 },
                architecture,
                last_modified: call.now.millis(),
                revision: engine.entropy.uuid(),
                state: State::Pending,
                update: None,
                remark: None,
                tags,
                published: 0,
                described: None,
            };
            let published = publish.then(|| publish::next(&mut function, None, engine.entropy.uuid()));
            for version in std::iter::once(&function).chain(&published) {
                batch.put(Function::key(&id, &version.version), version.encode()?);
            }
            if published.is_some() {
                batch.link(blob);
            }
            engine.store.commit(batch)?;
            (function, published)
        };
        engine.folders.keep(&id, &function.code.sha256, package.folder);
        engine.let_go_of_code(&id)?;
        engine.prepare(id.clone(), function.clone());
        let Some(published) = published else { return Ok(function.configuration(&id, None)) };
        engine.prepare(id.clone(), published.clone());
        Ok(published.configuration(&id, Some("1")))
    }

    fn reply(output: Value) -> Response {
        operation::json(Self::ROUTE.status, &output)
    }
}

fn refuse_existing(engine: &Engine, id: &FunctionId) -> Result<(), Error> {
    match Function::load(&engine.store, id, LATEST)? {
        Some(_) => Err(Error::function_exists(&id.name)),
        None => Ok(()),
    }
}
