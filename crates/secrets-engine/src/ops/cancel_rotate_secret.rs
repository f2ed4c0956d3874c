//! <https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_CancelRotateSecret.html>

use std::sync::Arc;

use base::call::Call;
use wire::fault::Fault;
use wire::operation::{Incoming, Modelled, Operation, Outgoing};
use wire::shape::Signature;
use wire::value::Fields;

use crate::engine::Engine;
use crate::model;
use crate::secret::id::{self, SecretId};

pub(super) struct CancelRotateSecret;

/// What was cancelled.
pub(super) struct Cancelled {
    arn: String,
    name: String,
    /// The version of a rotation that went on.
    version: Option<String>,
}

impl Operation for CancelRotateSecret {
    type Language = Modelled<Engine>;
    type Error = Fault;
    const SIGNATURE: &'static Signature = &model::CANCEL_ROTATE_SECRET;
    const RESOURCE: &'static [&'static str] = &[id::MEMBER];
    type Input = SecretId;
    type Output = Cancelled;

    fn read(call: &Call, Incoming { fields, .. }: Incoming) -> Result<SecretId, Fault> {
        SecretId::asked(&fields, call)
    }

    async fn run(engine: &Arc<Engine>, call: &Call, id: SecretId) -> Result<Cancelled, Fault> {
        let cancelled = engine.records.change(&[&id.name.name], |change| {
            let mut held = change.live(&id)?;
            let (arn, name) = (held.arn(), held.name.name.clone());
            let Some(rotation) = held.secret.rotation.as_mut() else {
                // One that is not rotated stays so: our guess.
                return Ok(Cancelled { arn, name, version: None });
            };
            rotation.is_on = false;
            rotation.next = None;
            let version = rotation.run.take().map(|run| run.version);
            held.secret.changed_ms = call.now.millis();
            change.put(held)?;
            Ok(Cancelled { arn, name, version })
        })?;
        engine.upkeep.wake();
        Ok(cancelled)
    }

    fn reply(Cancelled { arn, name, version }: Cancelled) -> Outgoing {
        Fields::new(Self::SIGNATURE.output)
            .with("ARN", arn)
            .with("Name", name)
            .with("VersionId", version)
            .into()
    }
}
