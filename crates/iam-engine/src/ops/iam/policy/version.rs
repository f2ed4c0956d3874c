//! Versions of managed policies:
//! <https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreatePolicyVersion.html> and its siblings.

use std::sync::Arc;

use base::call::Call;
use base::task::apart_if;
use wire::fault::Fault;
use wire::operation::{Incoming, Modelled, Operation, Outgoing};
use wire::shape::Signature;
use wire::value::{Fields, Value};

use crate::engine::Engine;
use crate::error;
use crate::identity::policy::{self, MOST_VERSIONS, Policy, Version};
use crate::message::page::{Asked, Page};
use crate::model::iam;

/// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreatePolicyVersion.html>
pub(in crate::ops::iam) struct CreatePolicyVersion;

/// What a version is made of.
pub(in crate::ops::iam) struct New {
    arn: String,
    document: String,
    is_default: bool,
}

impl Operation for CreatePolicyVersion {
    type Language = Modelled<Engine>;
    type Error = Fault;
    const SIGNATURE: &'static Signature = &iam::CREATE_POLICY_VERSION;
    const RESOURCE: &'static [&'static str] = &["PolicyArn"];
    type Input = New;
    type Output = Fields;

    fn read(_: &Call, Incoming { fields, .. }: Incoming) -> Result<New, Fault> {
        let document = fields.required("PolicyDocument").to_owned();
        policy::check_document(&document)?;
        let is_default = fields.boolean("SetAsDefault").unwrap_or(false);
        Ok(New { arn: fields.required("PolicyArn").to_owned(), document, is_default })
    }

    async fn run(engine: &Arc<Engine>, call: &Call, new: New) -> Result<Fields, Fault> {
        engine.records.change(call.account, |change| {
            let mut policy = Policy::demand_own(change.records(), call.account, &new.arn)?;
            if policy.versions.len() >= MOST_VERSIONS {
                // As quoted in 99designs/iamy#21.
                return Err(error::limit(format!(
                    "A managed policy can have up to {MOST_VERSIONS} versions. Before you create a new version, you must \
                     delete an existing version."
                )));
            }
            policy.latest += 1;
            if new.is_default {
                policy.default = policy.latest;
            }
            let number = policy.latest;
            let version = Version { number, created_s: call.now.secs(), document: new.document.clone() };
            let shown = policy.version_shown(&version, None);
            policy.versions.push(version);
            change.put(&policy)?;
            Ok(shown)
        })
    }

    fn reply(version: Fields) -> Outgoing {
        Fields::new(Self::SIGNATURE.output).with("PolicyVersion", version).into()
    }
}

/// A policy's ARN and the id of a version.
pub(in crate::ops::iam) struct Named {
    arn: String,
    version: String,
}

impl Named {
    fn read(fields: &Fields) -> Named {
        Named {
            arn: fields.required("PolicyArn").to_owned(),
            version: fields.required("VersionId").to_owned(),
        }
    }
}

/// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetPolicyVersion.html>
pub(in crate::ops::iam) struct GetPolicyVersion;

impl Operation for GetPolicyVersion {
    type Language = Modelled<Engine>;
    type Error = Fault;
    const SIGNATURE: &'static Signature = &iam::GET_POLICY_VERSION;
    const RESOURCE: &'static [&'static str] = &["PolicyArn"];
    const LIMITS: &'static str = "Of AWS's own policies only the default version is known.";
    type Input = Named;
    type Output = Fields;

    fn read(_: &Call, Incoming { fields, .. }: Incoming) -> Result<Named, Fault> {
        Ok(Named::read(&fields))
    }

    async fn run(engine: &Arc<Engine>, call: &Call, named: Named) -> Result<Fields, Fault> {
        let policy = Policy::demand(&engine.records, call.account, &named.arn)?;
        let version = policy.version(&named.version);
        let version = version.ok_or_else(|| policy.missing_version(&named.version))?;
        let version = version.clone();
        // What is AWS's is unpacked.
        Ok(apart_if(policy.is_of_aws(), move || policy.version_shown(&version, Some(&policy.text(&version))))
            .await)
    }

    fn reply(version: Fields) -> Outgoing {
        Fields::new(Self::SIGNATURE.output).with("PolicyVersion", version).into()
    }
}

/// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListPolicyVersions.html>: the newest first, as AWS's example has
/// them.
pub(in crate::ops::iam) struct ListPolicyVersions;

impl Operation for ListPolicyVersions {
    type Language = Modelled<Engine>;
    type Error = Fault;
    const SIGNATURE: &'static Signature = &iam::LIST_POLICY_VERSIONS;
    const RESOURCE: &'static [&'static str] = &["PolicyArn"];
    const LIMITS: &'static str = "Of AWS's own policies only the default version is known.";
    type Input = (Asked, String);
    type Output = Page<(Policy, Version)>;

    fn read(call: &Call, Incoming { fields, .. }: Incoming) -> Result<Self::Input, Fault> {
        let asked = Asked::read(call, &fields, "iam:ListPolicyVersions", &["PolicyArn"])?;
        Ok((asked, fields.required("PolicyArn").to_owned()))
    }

    async fn run(
        engine: &Arc<Engine>,
        call: &Call,
        (asked, arn): Self::Input,
    ) -> Result<Page<(Policy, Version)>, Fault> {
        let mut policy = Policy::demand(&engine.records, call.account, &arn)?;
        let versions = std::mem::take(&mut policy.versions);
        let versions = versions.into_iter().map(|version| (policy.clone(), version)).collect();
        // Numbers so written that the greatest comes first.
        Ok(asked.page_of_all(versions, |(_, version)| format!("{:010}", u32::MAX - version.number)))
    }

    fn reply(page: Page<(Policy, Version)>) -> Outgoing {
        page.reply(Self::SIGNATURE.output, "Versions", |(policy, version)| {
            Value::Struct(policy.version_shown(&version, None))
        })
    }
}

/// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_SetDefaultPolicyVersion.html>
pub(in crate::ops::iam) struct SetDefaultPolicyVersion;

impl Operation for SetDefaultPolicyVersion {
    type Language = Modelled<Engine>;
    type Error = Fault;
    const SIGNATURE: &'static Signature = &iam::SET_DEFAULT_POLICY_VERSION;
    const RESOURCE: &'static [&'static str] = &["PolicyArn"];
    type Input = Named;
    type Output = ();

    fn read(_: &Call, Incoming { fields, .. }: Incoming) -> Result<Named, Fault> {
        Ok(Named::read(&fields))
    }

    async fn run(engine: &Arc<Engine>, call: &Call, named: Named) -> Result<(), Fault> {
        engine.records.change(call.account, |change| {
            let mut policy = Policy::demand_own(change.records(), call.account, &named.arn)?;
            let version = policy.version(&named.version);
            policy.default = version.ok_or_else(|| policy.missing_version(&named.version))?.number;
            change.put(&policy)
        })
    }

    fn reply((): ()) -> Outgoing {
        Fields::new(Self::SIGNATURE.output).into()
    }
}

/// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeletePolicyVersion.html>
pub(in crate::ops::iam) struct DeletePolicyVersion;

impl Operation for DeletePolicyVersion {
    type Language = Modelled<Engine>;
    type Error = Fault;
    const SIGNATURE: &'static Signature = &iam::DELETE_POLICY_VERSION;
    const RESOURCE: &'static [&'static str] = &["PolicyArn"];
    type Input = Named;
    type Output = ();

    fn read(_: &Call, Incoming { fields, .. }: Incoming) -> Result<Named, Fault> {
        Ok(Named::read(&fields))
    }

    async fn run(engine: &Arc<Engine>, call: &Call, named: Named) -> Result<(), Fault> {
        engine.records.change(call.account, |change| {
            let mut policy = Policy::demand_own(change.records(), call.account, &named.arn)?;
            let version = policy.version(&named.version);
            let number = version.ok_or_else(|| policy.missing_version(&named.version))?.number;
            if number == policy.default {
                // As quoted in redradrat/aws-iam-operator#13.
                return Err(error::delete_conflict("Cannot delete the default version of a policy."));
            }
            policy.versions.retain(|version| version.number != number);
            change.put(&policy)
        })
    }

    fn reply((): ()) -> Outgoing {
        Fields::new(Self::SIGNATURE.output).into()
    }
}
