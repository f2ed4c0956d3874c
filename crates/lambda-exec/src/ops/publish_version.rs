//! <https://docs.aws.amazon.com/lambda/latest/api/API_PublishVersion.html>

use std::sync::Arc;

use base::call::Call;
use base::http::Response;
use serde_json::Value;
use store::{Batch, Space};

use crate::constraint::Constraints;
use crate::engine::Engine;
use crate::error::Error;
use crate::function::Function;
use crate::function_name::{FunctionId, Naming};
use crate::operation::{self, Incoming, Operation};
use crate::route::Route;
use crate::{publish, refused};

pub(crate) struct PublishVersion;

pub(crate) struct Input {
    id: FunctionId,
    code_sha256: Option<String>,
    description: Option<String>,
    revision: Option<String>,
}

impl Operation for PublishVersion {
    const NAME: &'static str = "PublishVersion";
    const ROUTE: Route = Route::post("/2015-03-31/functions/{FunctionName}/versions").answering(201);
    type Input = Input;
    type Output = Value;

    fn read(call: &Call, incoming: Incoming) -> Result<Input, Error> {
        let naming = Naming::plain(Self::NAME);
        let mut members = incoming.members()?;
        let mut constraints = Constraints::default();
        naming.check(&mut constraints, incoming.path("FunctionName"), None);
        let description = members.text("Description")?;
        constraints.length("description", description.as_deref(), 0, 256);
        constraints.result()?;
        refused::check(&mut members, &refused::OF_PACKAGES)?;
        let id = naming.resolve(call, incoming.path("FunctionName"), None)?.id;
        let (code_sha256, revision) = (members.text("CodeSha256")?, members.text("RevisionId")?);
        Ok(Input { id, code_sha256, description, revision })
    }

    async fn run(engine: &Arc<Engine>, _: &Call, input: Input) -> Result<Value, Error> {
        let Input { id, code_sha256, description, revision } = input;
        engine.until_updatable(&id).await?;
        let published = {
            let _lock = engine.lock(&id.key(Space::LambdaFunction));
            let mut latest = Function::latest(&engine.store, &id)?;
            latest.check_settled(&id)?;
            latest.check_revision(revision.as_deref())?;
            let current = latest.code.sha256_base64();
            if let Some(given) = code_sha256.filter(|given| !given.is_empty() && *given != current) {
                return Err(Error::other_code(&given, &current));
            }
            if let Some(last) = publish::unchanged(&engine.store, &id, &latest)? {
                return Ok(last.configuration(&id, Some(&last.version)));
            }
            let published = publish::next(&mut latest, description, engine.entropy.uuid());
            let mut batch = Batch::new();
            batch.link(published.code.blob);
            for version in [&latest, &published] {
                batch.put(Function::key(&id, &version.version), version.encode()?);
            }
            engine.store.commit(batch)?;
            published
        };
        Ok(published.configuration(&id, Some(&published.version)))
    }

    fn reply(output: Value) -> Response {
        operation::json(Self::ROUTE.status, &output)
    }
}
