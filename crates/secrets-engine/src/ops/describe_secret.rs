//! <https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_DescribeSecret.html>

use std::sync::Arc;

use base::call::Call;
use wire::fault::Fault;
use wire::operation::{Incoming, Modelled, Operation, Outgoing};
use wire::shape::Signature;
use wire::value::Fields;

use super::shown;
use crate::engine::Engine;
use crate::model;
use crate::records::Found;
use crate::secret::id::{self, SecretId};

pub(super) struct DescribeSecret;

impl Operation for DescribeSecret {
    type Language = Modelled<Engine>;
    type Error = Fault;
    const SIGNATURE: &'static Signature = &model::DESCRIBE_SECRET;
    const RESOURCE: &'static [&'static str] = &[id::MEMBER];
    type Input = SecretId;
    /// The secret, and how its replicas are.
    type Output = (Found, Vec<Fields>);

    fn read(call: &Call, Incoming { fields, .. }: Incoming) -> Result<SecretId, Fault> {
        SecretId::asked(&fields, call)
    }

    async fn run(engine: &Arc<Engine>, _: &Call, id: SecretId) -> Result<Self::Output, Fault> {
        let found = engine.records.find(&id)?;
        let replicas = engine.replication_shown(&found.name, &found.secret)?;
        Ok((found, replicas))
    }

    fn reply((found, replicas): Self::Output) -> Outgoing {
        let secret = &found.secret;
        let repeated: Option<Vec<Fields>> = secret.repeated_by.as_ref().map(|replica| vec![replica.shown()]);
        shown::secret(Fields::new(Self::SIGNATURE.output), &found, "VersionIdsToStages")
            .with("ReplicationStatus", (!replicas.is_empty()).then_some(replicas))
            .with("CrossAccountPrimary", secret.primary.as_ref().map(|primary| primary.shown()))
            .with("CrossAccountReplicas", repeated)
            .into()
    }
}
