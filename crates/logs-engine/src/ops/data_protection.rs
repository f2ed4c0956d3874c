//! Data protection policies of groups: kept; nothing is masked.
//!
//! <https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutDataProtectionPolicy.html>,
//! <https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_GetDataProtectionPolicy.html>,
//! <https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_DeleteDataProtectionPolicy.html>

use std::sync::Arc;

use base::call::Call;
use wire::fault::Fault;
use wire::operation::{Incoming, Modelled, Operation, Outgoing};
use wire::shape::Signature;
use wire::value::Fields;

use crate::engine::Engine;
use crate::error;
use crate::group::name::GroupName;
use crate::model;
use crate::records::keys::{self, OfGroup};

pub(super) struct PutDataProtectionPolicy;
pub(super) struct GetDataProtectionPolicy;
pub(super) struct DeleteDataProtectionPolicy;

/// A group has one.
const ONLY: &str = "";

impl Operation for PutDataProtectionPolicy {
    type Language = Modelled<Engine>;
    type Error = Fault;
    const SIGNATURE: &'static Signature = &model::PUT_DATA_PROTECTION_POLICY;
    const KEPT: &'static [&'static str] = &["policyDocument"];
    type Input = (GroupName, Fields);
    type Output = Fields;

    fn read(call: &Call, Incoming { fields, .. }: Incoming) -> Result<Self::Input, Fault> {
        Ok((GroupName::identified(fields.required("logGroupIdentifier"), call)?, fields))
    }

    async fn run(
        engine: &Arc<Engine>,
        call: &Call,
        (name, asked): Self::Input,
    ) -> Result<Self::Output, Fault> {
        let policy = asked
            .recast(&model::GET_DATA_PROTECTION_POLICY_RESPONSE)
            .with("lastUpdatedTime", call.now.millis());
        engine.records.change(&[&name.name], |change| {
            let mut group = change.group(&name)?;
            group.data_protection = Some("ACTIVATED".to_owned());
            change.keep(keys::of_group(group.id, OfGroup::DataProtectionPolicy, ONLY), &policy);
            change.put_group(&name, &group)
        })?;
        Ok(policy)
    }

    fn reply(policy: Fields) -> Outgoing {
        policy.recast(Self::SIGNATURE.output).into()
    }
}

impl Operation for GetDataProtectionPolicy {
    type Language = Modelled<Engine>;
    type Error = Fault;
    const SIGNATURE: &'static Signature = &model::GET_DATA_PROTECTION_POLICY;
    type Input = (GroupName, String);
    type Output = Fields;

    fn read(call: &Call, Incoming { fields, .. }: Incoming) -> Result<Self::Input, Fault> {
        let identifier = fields.required("logGroupIdentifier").to_owned();
        Ok((GroupName::identified(&identifier, call)?, identifier))
    }

    async fn run(
        engine: &Arc<Engine>,
        _: &Call,
        (name, identifier): Self::Input,
    ) -> Result<Self::Output, Fault> {
        let group = engine.records.group(&name)?;
        let key = keys::of_group(group.id, OfGroup::DataProtectionPolicy, ONLY);
        let policy = engine.records.kept(&key, Self::SIGNATURE.output)?;
        // A group without one answers without one.
        Ok(policy
            .unwrap_or_else(|| Fields::new(Self::SIGNATURE.output))
            .with("logGroupIdentifier", identifier))
    }

    fn reply(policy: Fields) -> Outgoing {
        policy.into()
    }
}

impl Operation for DeleteDataProtectionPolicy {
    type Language = Modelled<Engine>;
    type Error = Fault;
    const SIGNATURE: &'static Signature = &model::DELETE_DATA_PROTECTION_POLICY;
    type Input = GroupName;
    type Output = ();

    fn read(call: &Call, Incoming { fields, .. }: Incoming) -> Result<Self::Input, Fault> {
        GroupName::identified(fields.required("logGroupIdentifier"), call)
    }

    async fn run(engine: &Arc<Engine>, _: &Call, name: Self::Input) -> Result<Self::Output, Fault> {
        engine.records.change(&[&name.name], |change| {
            let mut group = change.group(&name)?;
            let key = keys::of_group(group.id, OfGroup::DataProtectionPolicy, ONLY);
            let policy = change.kept(&key, &model::GET_DATA_PROTECTION_POLICY_RESPONSE)?;
            policy.ok_or_else(error::no_data_protection)?;
            group.data_protection = Some("DELETED".to_owned());
            change.delete(key);
            change.put_group(&name, &group)
        })
    }

    fn reply((): ()) -> Outgoing {
        Fields::new(Self::SIGNATURE.output).into()
    }
}
