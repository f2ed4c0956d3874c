//! <https://docs.aws.amazon.com/lambda/latest/api/API_PublishVersion.html>

use std::sync::Arc;

use base::call::Call;
use store::{Batch, Space};
use wire::operation::{Incoming, Modelled, Operation, Outgoing};
use wire::shape::Signature;
use wire::value::Fields;

use crate::engine::Engine;
use crate::error::Error;
use crate::function::Function;
use crate::function::publish;
use crate::function_name::{FunctionId, Named};
use crate::model;
use crate::refused_members;

pub(crate) struct PublishVersion;

pub(crate) struct Input {
    id: FunctionId,
    code_sha256: Option<String>,
    description: Option<String>,
    revision: Option<String>,
}

impl Operation for PublishVersion {
    type Language = Modelled<Engine>;
    type Error = Error;
    const SIGNATURE: &'static Signature = &model::PUBLISH_VERSION;
    const RESOURCE: &'static [&'static str] = &["FunctionName"];
    type Input = Input;
    type Output = Fields;

    fn read(call: &Call, request: Incoming) -> Result<Input, Error> {
        let fields = &request.fields;
        refused_members::check(fields, &refused_members::OF_PACKAGES)?;
        let text = |name| fields.text(name).map(str::to_owned);
        Ok(Input {
            id: Named::read(call, fields)?.id,
            code_sha256: text("CodeSha256"),
            description: text("Description"),
            revision: text("RevisionId"),
        })
    }

    async fn run(engine: &Arc<Engine>, _: &Call, input: Input) -> Result<Fields, Error> {
        let Input { id, code_sha256, description, revision } = input;
        engine.until_updatable(&id).await?;
        let published = engine.store.change(&id.key(Space::LambdaFunction), |records| {
            let mut latest = Function::latest(records, &id)?;
            latest.check_settled(&id)?;
            latest.check_revision(revision.as_deref())?;
            let current = latest.code_sha256();
            if let Some(given) = code_sha256.clone().filter(|given| !given.is_empty() && *given != current) {
                return Err(Error::other_code(&given, &current));
            }
            if let Some(last) = publish::unchanged(records, &id, &latest)? {
                return Ok((Batch::new(), last));
            }
            let published = publish::next(&mut latest, description.clone(), engine.entropy.uuid());
            let mut batch = Batch::new();
            published.link(&mut batch);
            for version in [&latest, &published] {
                batch.put(Function::key(&id, &version.version), version.encode()?);
            }
            Ok((batch, published))
        })?;
        Ok(published.configuration(&id, Some(&published.version)))
    }

    fn reply(output: Fields) -> Outgoing {
        output.into()
    }
}
