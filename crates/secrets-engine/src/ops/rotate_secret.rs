//! <https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_RotateSecret.html>

use std::sync::Arc;

use base::call::Call;
use wire::fault::Fault;
use wire::operation::{Incoming, Modelled, Operation, Outgoing};
use wire::shape::Signature;
use wire::value::Fields;

use crate::engine::Engine;
use crate::error;
use crate::model;
use crate::secret::id::{self, SecretId};
use crate::secret::rotation::Rules;
use crate::work::rotate::{Asked, Begun};

pub(super) struct RotateSecret;

impl Operation for RotateSecret {
    type Language = Modelled<Engine>;
    type Error = Fault;
    const SIGNATURE: &'static Signature = &model::ROTATE_SECRET;
    const RESOURCE: &'static [&'static str] = &[id::MEMBER];
    const CONTEXT: &'static [(&'static str, &'static str)] =
        &[("secretsmanager:RotationLambdaARN", "RotationLambdaARN")];
    const KEPT: &'static [&'static str] =
        &["ExternalSecretRotationMetadata", "ExternalSecretRotationRoleArn"];
    const LIMITS: &'static str = "A secret is rotated when its window opens, not at some time within it.";
    type Input = (SecretId, Asked);
    type Output = Begun;

    fn read(call: &Call, Incoming { fields, .. }: Incoming) -> Result<Self::Input, Fault> {
        let id = SecretId::asked(&fields, call)?;
        let text = |name: &str| fields.text(name).filter(|text| !text.is_empty()).map(str::to_owned);
        let pair = |item: &Fields| (item.required("Key").to_owned(), item.required("Value").to_owned());
        let external = fields.structs("ExternalSecretRotationMetadata").map(pair).collect();
        let asked = Asked {
            token: text("ClientRequestToken").ok_or_else(error::no_token)?,
            function: text("RotationLambdaARN"),
            rules: Rules::given(&fields, call.now.millis())?,
            external: fields.has("ExternalSecretRotationMetadata").then_some(external),
            external_role: text("ExternalSecretRotationRoleArn"),
            is_immediate: fields.boolean("RotateImmediately").unwrap_or(true),
        };
        Ok((id, asked))
    }

    async fn run(engine: &Arc<Engine>, call: &Call, (id, asked): Self::Input) -> Result<Begun, Fault> {
        engine.rotate(call, &id, &asked).await
    }

    fn reply(Begun { arn, name, version }: Begun) -> Outgoing {
        Fields::new(Self::SIGNATURE.output)
            .with("ARN", arn)
            .with("Name", name)
            .with("VersionId", version)
            .into()
    }
}
