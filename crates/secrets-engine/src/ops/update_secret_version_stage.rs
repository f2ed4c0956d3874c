//! <https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_UpdateSecretVersionStage.html>

use std::sync::Arc;

use base::call::Call;
use wire::fault::Fault;
use wire::operation::{Incoming, Modelled, Operation, Outgoing};
use wire::shape::Signature;
use wire::value::Fields;

use crate::engine::Engine;
use crate::error;
use crate::model;
use crate::secret::Secret;
use crate::secret::id::{self, SecretId};
use crate::secret::version::CURRENT;

pub(super) struct UpdateSecretVersionStage;

/// Which label, and from where to where.
pub(super) struct Asked {
    id: SecretId,
    stage: String,
    from: Option<String>,
    to: Option<String>,
}

impl Operation for UpdateSecretVersionStage {
    type Language = Modelled<Engine>;
    type Error = Fault;
    const SIGNATURE: &'static Signature = &model::UPDATE_SECRET_VERSION_STAGE;
    const RESOURCE: &'static [&'static str] = &[id::MEMBER];
    const CONTEXT: &'static [(&'static str, &'static str)] =
        &[("secretsmanager:VersionStage", "VersionStage")];
    type Input = Asked;
    /// ARN and name.
    type Output = (String, String);

    fn read(call: &Call, Incoming { fields, .. }: Incoming) -> Result<Asked, Fault> {
        let text = |name: &str| fields.text(name).map(str::to_owned);
        Ok(Asked {
            id: SecretId::asked(&fields, call)?,
            stage: fields.required("VersionStage").to_owned(),
            from: text("RemoveFromVersionId"),
            to: text("MoveToVersionId"),
        })
    }

    async fn run(engine: &Arc<Engine>, call: &Call, asked: Asked) -> Result<Self::Output, Fault> {
        let now_ms = call.now.millis();
        engine.records.change(&[&asked.id.name.name], |change| {
            let mut held = change.live(&asked.id)?;
            let named = (held.arn(), held.name.name.clone());
            let current = |secret: &Secret| secret.staged(CURRENT).map(|version| version.id.clone());
            let before = current(&held.secret);
            move_stage(&mut held.secret, &asked)?;
            held.secret.changed_ms = now_ms;
            if current(&held.secret) != before {
                held.secret.note_new_value(now_ms);
            }
            change.put(held)?;
            Ok(named)
        })
    }

    fn reply((arn, name): Self::Output) -> Outgoing {
        Fields::new(Self::SIGNATURE.output).with("ARN", arn).with("Name", name).into()
    }
}

/// Moves a label, or takes it away. AWS's page: who moves one must say where it is.
fn move_stage(secret: &mut Secret, Asked { stage, from, to, .. }: &Asked) -> Result<(), Fault> {
    for id in [from, to].into_iter().flatten() {
        if secret.version(id).is_none() {
            return Err(error::no_value_of_version(id));
        }
    }
    let holder = secret.staged(stage).map(|version| version.id.clone());
    match (from, &holder) {
        (None, Some(holder)) if to.is_some() && to.as_ref() != Some(holder) => {
            return Err(error::remove_from_is_missing(stage, holder));
        }
        (Some(from), holder) if holder.as_ref() != Some(from) => {
            return Err(error::stage_is_elsewhere(stage, from));
        }
        _ => {}
    }
    match (from, to) {
        (None, None) => Err(error::no_version_to_stage()),
        (_, Some(to)) => secret.stage(to, std::slice::from_ref(stage)),
        (Some(_), None) if stage == CURRENT => Err(error::current_only_moves()),
        (Some(from), None) => {
            secret.unstage(from, stage);
            Ok(())
        }
    }
}
