//! Managed policies that are attached to users, groups and roles:
//! <https://docs.aws.amazon.com/IAM/latest/APIReference/API_AttachRolePolicy.html> and its siblings.

use std::marker::PhantomData;
use std::sync::Arc;

use base::call::Call;
use wire::fault::Fault;
use wire::operation::{Incoming, Modelled, Operation, Outgoing};
use wire::shape::Signature;
use wire::value::{Fields, Value};

use crate::engine::Engine;
use crate::error;
use crate::identity::group::Group;
use crate::identity::holder::{self, Holder};
use crate::identity::permissions::MOST_ATTACHED;
use crate::identity::policy::{self, Policy};
use crate::identity::policy_use::{PolicyUse, Step};
use crate::identity::role::Role;
use crate::identity::user::User;
use crate::message::name;
use crate::message::page::{Asked, Page};
use crate::model::iam;

/// What the operations are called for a user, group or role.
pub(super) trait Attaches: Holder {
    const ATTACH: &'static Signature;
    const DETACH: &'static Signature;
    const LIST: &'static Signature;
}

impl Attaches for User {
    const ATTACH: &'static Signature = &iam::ATTACH_USER_POLICY;
    const DETACH: &'static Signature = &iam::DETACH_USER_POLICY;
    const LIST: &'static Signature = &iam::LIST_ATTACHED_USER_POLICIES;
}

impl Attaches for Group {
    const ATTACH: &'static Signature = &iam::ATTACH_GROUP_POLICY;
    const DETACH: &'static Signature = &iam::DETACH_GROUP_POLICY;
    const LIST: &'static Signature = &iam::LIST_ATTACHED_GROUP_POLICIES;
}

impl Attaches for Role {
    const ATTACH: &'static Signature = &iam::ATTACH_ROLE_POLICY;
    const DETACH: &'static Signature = &iam::DETACH_ROLE_POLICY;
    const LIST: &'static Signature = &iam::LIST_ATTACHED_ROLE_POLICIES;
}

/// Who, and the ARN of the policy.
pub(super) struct Pair {
    holder: String,
    arn: String,
}

impl Pair {
    fn read<H: Holder>(fields: &Fields) -> Result<Pair, Fault> {
        let arn = fields.required("PolicyArn").to_owned();
        policy::check_arn(&arn)?;
        Ok(Pair { holder: fields.required(H::MEMBER).to_owned(), arn })
    }
}

/// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_AttachUserPolicy.html>,
/// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_AttachGroupPolicy.html>,
/// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_AttachRolePolicy.html>
pub(super) struct Attach<H>(PhantomData<H>);

impl<H: Attaches> Operation for Attach<H> {
    type Language = Modelled<Engine>;
    type Error = Fault;
    const SIGNATURE: &'static Signature = H::ATTACH;
    const RESOURCE: &'static [&'static str] = &[H::MEMBER];
    const CONTEXT: &'static [(&'static str, &'static str)] = &[("iam:PolicyARN", "PolicyArn")];
    type Input = Pair;
    type Output = ();

    fn read(_: &Call, Incoming { fields, .. }: Incoming) -> Result<Pair, Fault> {
        Pair::read::<H>(&fields)
    }

    async fn run(engine: &Arc<Engine>, call: &Call, Pair { holder, arn }: Pair) -> Result<(), Fault> {
        engine.records.change(call.account, |change| {
            let mut holder: H = holder::demand(change, &holder)?;
            let policy = Policy::find(change.records(), call.account, &arn)?;
            let policy = policy.ok_or_else(|| error::not_attachable(&arn))?;
            if policy.is_of_a_service() {
                return Err(error::of_a_service());
            }
            let attached = &mut holder.permissions_mut().attached;
            // "If the policy is already attached, nothing happens" is our guess, from what Terraform and the CLI show.
            if attached.contains(&policy.arn) {
                return Ok(());
            }
            if attached.len() >= MOST_ATTACHED {
                return Err(error::limit_exceeded(H::ATTACHED, MOST_ATTACHED));
            }
            attached.push(policy.arn.clone());
            change.put(&holder)?;
            PolicyUse::count(change, &[(&policy.arn, Step::Attach)])
        })
    }

    fn reply((): ()) -> Outgoing {
        Fields::new(Self::SIGNATURE.output).into()
    }
}

/// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_DetachUserPolicy.html>,
/// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_DetachGroupPolicy.html>,
/// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_DetachRolePolicy.html>
pub(super) struct Detach<H>(PhantomData<H>);

impl<H: Attaches> Operation for Detach<H> {
    type Language = Modelled<Engine>;
    type Error = Fault;
    const SIGNATURE: &'static Signature = H::DETACH;
    const RESOURCE: &'static [&'static str] = &[H::MEMBER];
    const CONTEXT: &'static [(&'static str, &'static str)] = &[("iam:PolicyARN", "PolicyArn")];
    type Input = Pair;
    type Output = ();

    fn read(_: &Call, Incoming { fields, .. }: Incoming) -> Result<Pair, Fault> {
        Pair::read::<H>(&fields)
    }

    async fn run(engine: &Arc<Engine>, call: &Call, Pair { holder, arn }: Pair) -> Result<(), Fault> {
        engine.records.change(call.account, |change| {
            let mut holder: H = holder::demand(change, &holder)?;
            let attached = &mut holder.permissions_mut().attached;
            let before = attached.len();
            attached.retain(|one| *one != arn);
            if attached.len() == before {
                return Err(Policy::missing(&arn));
            }
            change.put(&holder)?;
            PolicyUse::count(change, &[(&arn, Step::Detach)])
        })
    }

    fn reply((): ()) -> Outgoing {
        Fields::new(Self::SIGNATURE.output).into()
    }
}

/// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListAttachedUserPolicies.html>,
/// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListAttachedGroupPolicies.html>,
/// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListAttachedRolePolicies.html>
pub(super) struct List<H>(PhantomData<H>);

/// What is asked for.
pub(super) struct Wanted {
    page: Asked,
    holder: String,
    prefix: String,
}

impl<H: Attaches> Operation for List<H> {
    type Language = Modelled<Engine>;
    type Error = Fault;
    const SIGNATURE: &'static Signature = H::LIST;
    const RESOURCE: &'static [&'static str] = &[H::MEMBER];
    type Input = Wanted;
    type Output = Page<String>;

    fn read(call: &Call, Incoming { fields, .. }: Incoming) -> Result<Wanted, Fault> {
        Ok(Wanted {
            page: Asked::read(call, &fields, H::LIST.name, &[H::MEMBER, "PathPrefix"])?,
            holder: fields.required(H::MEMBER).to_owned(),
            prefix: fields.text("PathPrefix").unwrap_or(name::ROOT).to_owned(),
        })
    }

    async fn run(engine: &Arc<Engine>, call: &Call, wanted: Wanted) -> Result<Page<String>, Fault> {
        let holder = engine.records.get::<H>(call.account, &wanted.holder)?;
        let mut holder = holder.ok_or_else(|| H::missing(&wanted.holder))?;
        let mut attached = std::mem::take(&mut holder.permissions_mut().attached);
        attached.retain(|arn| policy::path_in(arn).starts_with(&wanted.prefix));
        // AWS's policies and the account's may have the same name.
        Ok(wanted.page.page_of_all(attached, |arn| format!("{} {arn}", name::last(arn))))
    }

    fn reply(page: Page<String>) -> Outgoing {
        page.reply(Self::SIGNATURE.output, "AttachedPolicies", |arn| {
            Value::Struct(policy::attached_shown(&arn))
        })
    }
}
