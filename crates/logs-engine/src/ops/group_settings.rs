//! What is set of a group and kept: its key, whether it can be deleted, and whether bearer tokens are taken.
//!
//! <https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_AssociateKmsKey.html>,
//! <https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_DisassociateKmsKey.html>,
//! <https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutLogGroupDeletionProtection.html>,
//! <https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutBearerTokenAuthentication.html>

use std::sync::Arc;

use base::call::Call;
use wire::fault::Fault;
use wire::operation::{Incoming, Modelled, Operation, Outgoing};
use wire::shape::Signature;
use wire::value::Fields;

use crate::engine::Engine;
use crate::error;
use crate::group::Group;
use crate::group::name::GroupName;
use crate::model;

pub(super) struct AssociateKmsKey;
pub(super) struct DisassociateKmsKey;
pub(super) struct PutLogGroupDeletionProtection;
pub(super) struct PutBearerTokenAuthentication;

impl Operation for AssociateKmsKey {
    type Language = Modelled<Engine>;
    type Error = Fault;
    const SIGNATURE: &'static Signature = &model::ASSOCIATE_KMS_KEY;
    const KEPT: &'static [&'static str] = &["kmsKeyId"];
    const LIMITS: &'static str = "Of groups; the key of query results is refused.";
    type Input = (GroupName, String);
    type Output = ();

    fn read(call: &Call, Incoming { fields, .. }: Incoming) -> Result<Self::Input, Fault> {
        Ok((group_with_key(&fields, call)?, fields.required("kmsKeyId").to_owned()))
    }

    async fn run(engine: &Arc<Engine>, _: &Call, (name, key): Self::Input) -> Result<(), Fault> {
        set(engine, &name, |group| group.kms_key = Some(key.clone()))
    }

    fn reply((): ()) -> Outgoing {
        Fields::new(Self::SIGNATURE.output).into()
    }
}

impl Operation for DisassociateKmsKey {
    type Language = Modelled<Engine>;
    type Error = Fault;
    const SIGNATURE: &'static Signature = &model::DISASSOCIATE_KMS_KEY;
    type Input = GroupName;
    type Output = ();

    fn read(call: &Call, Incoming { fields, .. }: Incoming) -> Result<GroupName, Fault> {
        group_with_key(&fields, call)
    }

    async fn run(engine: &Arc<Engine>, _: &Call, name: GroupName) -> Result<(), Fault> {
        set(engine, &name, |group| group.kms_key = None)
    }

    fn reply((): ()) -> Outgoing {
        Fields::new(Self::SIGNATURE.output).into()
    }
}

/// By `logGroupName`, or by `resourceIdentifier`, which is an ARN.
fn group_with_key(fields: &Fields, call: &Call) -> Result<GroupName, Fault> {
    match (fields.text("logGroupName"), fields.text("resourceIdentifier")) {
        (Some(name), None) => Ok(GroupName::of(call, name)),
        (None, Some(arn)) if arn.contains(":log-group:") => GroupName::identified(arn, call),
        (None, Some(_)) => Err(error::invalid("The key of query results cannot be set here.")),
        // Our guess of the sentence, after AWS's page.
        _ => Err(error::invalid("Specify either logGroupName or resourceIdentifier, and not both.")),
    }
}

impl Operation for PutLogGroupDeletionProtection {
    type Language = Modelled<Engine>;
    type Error = Fault;
    const SIGNATURE: &'static Signature = &model::PUT_LOG_GROUP_DELETION_PROTECTION;
    type Input = (GroupName, bool);
    type Output = ();

    fn read(call: &Call, Incoming { fields, .. }: Incoming) -> Result<Self::Input, Fault> {
        let is_protected = fields.boolean("deletionProtectionEnabled").unwrap_or(false);
        Ok((GroupName::identified(fields.required("logGroupIdentifier"), call)?, is_protected))
    }

    async fn run(engine: &Arc<Engine>, _: &Call, (name, is_protected): Self::Input) -> Result<(), Fault> {
        set(engine, &name, |group| group.is_protected = is_protected)
    }

    fn reply((): ()) -> Outgoing {
        Fields::new(Self::SIGNATURE.output).into()
    }
}

impl Operation for PutBearerTokenAuthentication {
    type Language = Modelled<Engine>;
    type Error = Fault;
    const SIGNATURE: &'static Signature = &model::PUT_BEARER_TOKEN_AUTHENTICATION;
    const KEPT: &'static [&'static str] = &["bearerTokenAuthenticationEnabled"];
    type Input = (GroupName, bool);
    type Output = ();

    fn read(call: &Call, Incoming { fields, .. }: Incoming) -> Result<Self::Input, Fault> {
        let takes = fields.boolean("bearerTokenAuthenticationEnabled").unwrap_or(false);
        Ok((GroupName::identified(fields.required("logGroupIdentifier"), call)?, takes))
    }

    async fn run(engine: &Arc<Engine>, _: &Call, (name, takes): Self::Input) -> Result<(), Fault> {
        set(engine, &name, |group| group.takes_bearer_tokens = takes)
    }

    fn reply((): ()) -> Outgoing {
        Fields::new(Self::SIGNATURE.output).into()
    }
}

fn set(engine: &Engine, name: &GroupName, act: impl Fn(&mut Group)) -> Result<(), Fault> {
    engine.records.change(&[&name.name], |change| {
        let mut group = change.group(name)?;
        act(&mut group);
        change.put_group(name, &group)
    })
}
