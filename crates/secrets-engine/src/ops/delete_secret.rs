//! <https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_DeleteSecret.html>

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
use crate::secret::{DAY_MS, Entry, moment};

pub(super) struct DeleteSecret;

/// How long a secret can be restored, in days, where nothing is said.
const DEFAULT_DAYS: i64 = 30;

pub(super) struct Asked {
    id: SecretId,
    /// Nothing if it goes at once.
    days: Option<u64>,
}

/// What goes, and when.
pub(super) struct Going {
    arn: String,
    name: String,
    deletes_ms: u64,
}

impl Operation for DeleteSecret {
    type Language = Modelled<Engine>;
    type Error = Fault;
    const SIGNATURE: &'static Signature = &model::DELETE_SECRET;
    const RESOURCE: &'static [&'static str] = &[id::MEMBER];
    type Input = Asked;
    type Output = Going;

    fn read(call: &Call, Incoming { fields, .. }: Incoming) -> Result<Asked, Fault> {
        let id = SecretId::asked(&fields, call)?;
        let days = fields.integer("RecoveryWindowInDays");
        if fields.boolean("ForceDeleteWithoutRecovery").unwrap_or(false) {
            return if days.is_some() {
                Err(error::window_and_force())
            } else {
                Ok(Asked { id, days: None })
            };
        }
        let days = days.unwrap_or(DEFAULT_DAYS);
        let days = u64::try_from(days).ok().filter(|days| (7..=30).contains(days));
        Ok(Asked { id, days: Some(days.ok_or_else(error::wrong_window)?) })
    }

    async fn run(engine: &Arc<Engine>, call: &Call, Asked { id, days }: Asked) -> Result<Going, Fault> {
        let now_ms = call.now.millis();
        let suffix = engine.records.fresh_suffix()?;
        let going = engine.records.change(&[&id.name.name], |change| {
            let is_there = change.entry(&id.name)?.is_some_and(|entry| match entry {
                Entry::Own(secret) => id.means(&secret.suffix),
                Entry::Replica(_) => true,
            });
            let name = id.name.name.clone();
            if !is_there && days.is_none() {
                // AWS's page: that it is not there is no error then.
                let arn = id.name.arn(&suffix).to_string();
                return Ok(Going { arn, name, deletes_ms: now_ms });
            }
            let mut held = change.own(&id)?;
            let arn = held.arn();
            if held.secret.deletes_ms.is_some() && days.is_some() {
                return Err(error::marked_for_deletion());
            }
            let secret = &mut held.secret;
            let regions: Vec<&str> = secret.replicas.iter().map(|replica| replica.region.as_str()).collect();
            if !regions.is_empty() {
                return Err(error::has_replicas(&arn, &regions));
            }
            let deletes_ms = now_ms.saturating_add(days.unwrap_or_default() * DAY_MS);
            secret.deletes_ms = Some(deletes_ms);
            secret.changed_ms = now_ms;
            let repeats = secret.repeated_by.is_some();
            if days.is_none() && !repeats {
                change.remove(&held)?;
            } else {
                change.put(held)?;
            }
            Ok(Going { arn, name, deletes_ms })
        })?;
        if days.is_none() {
            engine.remove(&id).await?;
        }
        engine.upkeep.wake();
        Ok(going)
    }

    fn reply(Going { arn, name, deletes_ms }: Going) -> Outgoing {
        Fields::new(Self::SIGNATURE.output)
            .with("ARN", arn)
            .with("Name", name)
            .with("DeletionDate", moment(deletes_ms))
            .into()
    }
}
