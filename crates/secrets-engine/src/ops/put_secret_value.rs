//! <https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_PutSecretValue.html>

use std::sync::Arc;

use base::call::Call;
use wire::fault::Fault;
use wire::operation::{Incoming, Modelled, Operation, Outgoing};
use wire::shape::Signature;
use wire::value::Fields;

use crate::engine::Engine;
use crate::error;
use crate::model;
use crate::secret::content;
use crate::secret::id::{self, SecretId};
use crate::work::value::{Draft, Edit, Put};

pub(super) struct PutSecretValue;

impl Operation for PutSecretValue {
    type Language = Modelled<Engine>;
    type Error = Fault;
    const SIGNATURE: &'static Signature = &model::PUT_SECRET_VALUE;
    const RESOURCE: &'static [&'static str] = &[id::MEMBER];
    const LIMITS: &'static str = "RotationToken is not judged.";
    type Input = (SecretId, Draft);
    type Output = Put;

    fn read(call: &Call, Incoming { fields, .. }: Incoming) -> Result<Self::Input, Fault> {
        let id = SecretId::asked(&fields, call)?;
        let content = content::given(&fields)?.ok_or_else(error::no_content)?;
        let token = fields.text("ClientRequestToken").ok_or_else(error::no_token)?.to_owned();
        let mut stages: Vec<String> = Vec::new();
        for stage in fields.texts("VersionStages") {
            if !stages.iter().any(|known| known == stage) {
                stages.push(stage.to_owned());
            }
        }
        Ok((id, Draft { token, content, stages: Some(stages).filter(|stages| !stages.is_empty()) }))
    }

    async fn run(engine: &Arc<Engine>, call: &Call, (id, draft): Self::Input) -> Result<Put, Fault> {
        engine.put_value(call, &id, Some(&draft), &Edit::default()).await
    }

    fn reply(Put { arn, name, version }: Put) -> Outgoing {
        let fields = Fields::new(Self::SIGNATURE.output).with("ARN", arn).with("Name", name);
        let Some(version) = version else { return fields.into() };
        fields.with("VersionId", version.id).with("VersionStages", version.stages).into()
    }
}
