//! <https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_GetSecretValue.html>

use std::sync::Arc;

use base::call::Call;
use wire::fault::Fault;
use wire::operation::{Incoming, Modelled, Operation, Outgoing};
use wire::shape::Signature;
use wire::value::Fields;

use crate::engine::Engine;
use crate::model;
use crate::secret::id::{self, SecretId};
use crate::secret::{content, moment};
use crate::work::read::{Value, Wanted};

pub(super) struct GetSecretValue;

impl Operation for GetSecretValue {
    type Language = Modelled<Engine>;
    type Error = Fault;
    const SIGNATURE: &'static Signature = &model::GET_SECRET_VALUE;
    const RESOURCE: &'static [&'static str] = &[id::MEMBER];
    const CONTEXT: &'static [(&'static str, &'static str)] =
        &[("secretsmanager:VersionId", "VersionId"), ("secretsmanager:VersionStage", "VersionStage")];
    type Input = (SecretId, Wanted);
    type Output = Value;

    fn read(call: &Call, Incoming { fields, .. }: Incoming) -> Result<Self::Input, Fault> {
        let text = |name: &str| fields.text(name).map(str::to_owned);
        let wanted = Wanted { version: text("VersionId"), stage: text("VersionStage") };
        Ok((SecretId::asked(&fields, call)?, wanted))
    }

    async fn run(engine: &Arc<Engine>, call: &Call, (id, wanted): Self::Input) -> Result<Value, Fault> {
        engine.read_value(call, &id, &wanted).await
    }

    fn reply(Value { arn, name, version, content }: Value) -> Outgoing {
        let fields = Fields::new(Self::SIGNATURE.output)
            .with("ARN", arn)
            .with("Name", name)
            .with("VersionId", version.id)
            .with("VersionStages", (!version.stages.is_empty()).then_some(version.stages))
            .with("CreatedDate", moment(version.created_ms));
        content::shown(fields, content).into()
    }
}
