//! <https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_UpdateSecret.html>

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

pub(super) struct UpdateSecret;

impl Operation for UpdateSecret {
    type Language = Modelled<Engine>;
    type Error = Fault;
    const SIGNATURE: &'static Signature = &model::UPDATE_SECRET;
    const RESOURCE: &'static [&'static str] = &[id::MEMBER];
    const KEPT: &'static [&'static str] = &["Type"];
    type Input = (SecretId, Option<Draft>, Edit);
    type Output = Put;

    fn read(call: &Call, Incoming { fields, .. }: Incoming) -> Result<Self::Input, Fault> {
        let id = SecretId::asked(&fields, call)?;
        let draft = match content::given(&fields)? {
            None => None,
            Some(content) => {
                let token = fields.text("ClientRequestToken").ok_or_else(error::no_token)?.to_owned();
                Some(Draft { token, content, stages: None })
            }
        };
        let text = |name: &str| fields.text(name).map(str::to_owned);
        let edit = Edit { description: text("Description"), kms_key: text("KmsKeyId"), kind: text("Type") };
        Ok((id, draft, edit))
    }

    async fn run(engine: &Arc<Engine>, call: &Call, (id, draft, edit): Self::Input) -> Result<Put, Fault> {
        engine.put_value(call, &id, draft.as_ref(), &edit).await
    }

    fn reply(Put { arn, name, version }: Put) -> Outgoing {
        let version = version.map(|version| version.id);
        Fields::new(Self::SIGNATURE.output)
            .with("ARN", arn)
            .with("Name", name)
            .with("VersionId", version)
            .into()
    }
}
