//! How long a group keeps its events.
//!
//! <https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutRetentionPolicy.html>,
//! <https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_DeleteRetentionPolicy.html>

use std::sync::Arc;

use base::call::Call;
use wire::fault::Fault;
use wire::operation::{Incoming, Modelled, Operation, Outgoing};
use wire::shape::Signature;
use wire::value::Fields;

use crate::engine::Engine;
use crate::group::name::GroupName;
use crate::group::{Group, retention};
use crate::model;

pub(super) struct PutRetentionPolicy;
pub(super) struct DeleteRetentionPolicy;

impl Operation for PutRetentionPolicy {
    type Language = Modelled<Engine>;
    type Error = Fault;
    const SIGNATURE: &'static Signature = &model::PUT_RETENTION_POLICY;
    type Input = (GroupName, u32);
    type Output = ();

    fn read(call: &Call, Incoming { fields, .. }: Incoming) -> Result<Self::Input, Fault> {
        let days = retention(fields.integer("retentionInDays").unwrap_or_default())?;
        Ok((GroupName::named(&fields, call), days))
    }

    async fn run(engine: &Arc<Engine>, _: &Call, (name, days): Self::Input) -> Result<(), Fault> {
        set(engine, &name, Some(days))
    }

    fn reply((): ()) -> Outgoing {
        Fields::new(Self::SIGNATURE.output).into()
    }
}

impl Operation for DeleteRetentionPolicy {
    type Language = Modelled<Engine>;
    type Error = Fault;
    const SIGNATURE: &'static Signature = &model::DELETE_RETENTION_POLICY;
    type Input = GroupName;
    type Output = ();

    fn read(call: &Call, Incoming { fields, .. }: Incoming) -> Result<GroupName, Fault> {
        Ok(GroupName::named(&fields, call))
    }

    async fn run(engine: &Arc<Engine>, _: &Call, name: GroupName) -> Result<(), Fault> {
        set(engine, &name, None)
    }

    fn reply((): ()) -> Outgoing {
        Fields::new(Self::SIGNATURE.output).into()
    }
}

fn set(engine: &Engine, name: &GroupName, retention_days: Option<u32>) -> Result<(), Fault> {
    engine.records.change(&[&name.name], |change| {
        let group = Group { retention_days, ..change.group(name)? };
        change.put_group(name, &group)
    })?;
    engine.sweep.wake();
    Ok(())
}
