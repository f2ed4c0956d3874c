//! Secrets that Systems Manager shows as parameters.
//!
//! <https://docs.aws.amazon.com/systems-manager/latest/userguide/integration-ps-secretsmanager.html>

use async_trait::async_trait;
use base::call::{Call, Caller, Origin};
use base::clock::Timestamp;
use base::seams::{SeamError, SecretQuery, SecretVersion, Secrets};
use wire::fault::Fault;

use crate::access;
use crate::engine::Engine;
use crate::secret::id::SecretId;
use crate::work::read::Wanted;

#[async_trait]
impl Secrets for Engine {
    async fn version(&self, query: &SecretQuery) -> Result<SecretVersion, SeamError> {
        self.version_of(query).await.map_err(|fault| seam_error(&fault))
    }
}

impl Engine {
    async fn version_of(&self, query: &SecretQuery) -> Result<SecretVersion, Fault> {
        let SecretQuery { account, region, id, version_id, version_stage } = query;
        let call = Call {
            account: *account,
            region: region.clone(),
            request_id: "".into(),
            now: self.clock().now(),
            caller: Caller::Service("ssm.amazonaws.com"),
            address: "localhost".into(),
            origin: Origin::default(),
        };
        let id = SecretId::read(id, &call)?;
        access::check(self, &call, &id, "GetSecretValue", Vec::new())?;
        let wanted = Wanted { version: version_id.clone(), stage: version_stage.clone() };
        let value = self.read_value(&call, &id, &wanted).await?;
        self.records.settled().await?;
        Ok(SecretVersion {
            arn: value.arn,
            name: value.name,
            version_id: value.version.id,
            stages: value.version.stages,
            created: Timestamp::from_millis(value.version.created_ms),
            content: value.content,
        })
    }
}

/// A fault as other services see it.
fn seam_error(fault: &Fault) -> SeamError {
    match fault.code.as_ref() {
        "ResourceNotFoundException" => SeamError::NotFound(fault.message.clone()),
        _ if fault.sender => SeamError::Refused(fault.message.clone()),
        _ => {
            tracing::error!(cause = %fault.cause, "a secret could not be read");
            SeamError::Unavailable(fault.message.clone())
        }
    }
}
