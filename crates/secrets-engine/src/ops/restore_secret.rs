//! <https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_RestoreSecret.html>

use std::sync::Arc;

use base::call::Call;
use wire::fault::Fault;
use wire::operation::{Incoming, Modelled, Operation, Outgoing};
use wire::shape::Signature;
use wire::value::Fields;

use crate::engine::Engine;
use crate::model;
use crate::secret::id::{self, SecretId};

pub(super) struct RestoreSecret;

impl Operation for RestoreSecret {
    type Language = Modelled<Engine>;
    type Error = Fault;
    const SIGNATURE: &'static Signature = &model::RESTORE_SECRET;
    const RESOURCE: &'static [&'static str] = &[id::MEMBER];
    type Input = SecretId;
    /// ARN and name.
    type Output = (String, String);

    fn read(call: &Call, Incoming { fields, .. }: Incoming) -> Result<SecretId, Fault> {
        SecretId::asked(&fields, call)
    }

    async fn run(engine: &Arc<Engine>, call: &Call, id: SecretId) -> Result<Self::Output, Fault> {
        let restored = engine.records.change(&[&id.name.name], |change| {
            let mut held = change.own(&id)?;
            let named = (held.arn(), held.name.name.clone());
            // One that is not marked stays as it is: our guess.
            if held.secret.deletes_ms.take().is_some() {
                held.secret.changed_ms = call.now.millis();
                change.put(held)?;
            }
            Ok(named)
        })?;
        engine.upkeep.wake();
        Ok(restored)
    }

    fn reply((arn, name): Self::Output) -> Outgoing {
        Fields::new(Self::SIGNATURE.output).with("ARN", arn).with("Name", name).into()
    }
}
