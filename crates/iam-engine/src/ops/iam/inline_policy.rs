//! Policies that users, groups and roles have of their own:
//! <https://docs.aws.amazon.com/IAM/latest/APIReference/API_PutRolePolicy.html> and its siblings.

use std::marker::PhantomData;
use std::sync::Arc;

use base::call::Call;
use policy::Form;
use wire::fault::Fault;
use wire::operation::{Incoming, Modelled, Operation, Outgoing};
use wire::shape::Signature;
use wire::value::{Fields, Value};

use crate::engine::Engine;
use crate::error;
use crate::identity::group::Group;
use crate::identity::holder::{self, Holder};
use crate::identity::permissions::{MAX_TEXTS, Permissions};
use crate::identity::role::Role;
use crate::identity::user::User;
use crate::message::page::{Asked, Page};
use crate::message::{document, shown};
use crate::model::iam;

/// What the operations are called for a user, group or role.
pub(super) trait Owns: Holder {
    const PUT: &'static Signature;
    const GET: &'static Signature;
    const DELETE: &'static Signature;
    const LIST: &'static Signature;
}

impl Owns for User {
    const PUT: &'static Signature = &iam::PUT_USER_POLICY;
    const GET: &'static Signature = &iam::GET_USER_POLICY;
    const DELETE: &'static Signature = &iam::DELETE_USER_POLICY;
    const LIST: &'static Signature = &iam::LIST_USER_POLICIES;
}

impl Owns for Group {
    const PUT: &'static Signature = &iam::PUT_GROUP_POLICY;
    const GET: &'static Signature = &iam::GET_GROUP_POLICY;
    const DELETE: &'static Signature = &iam::DELETE_GROUP_POLICY;
    const LIST: &'static Signature = &iam::LIST_GROUP_POLICIES;
}

impl Owns for Role {
    const PUT: &'static Signature = &iam::PUT_ROLE_POLICY;
    const GET: &'static Signature = &iam::GET_ROLE_POLICY;
    const DELETE: &'static Signature = &iam::DELETE_ROLE_POLICY;
    const LIST: &'static Signature = &iam::LIST_ROLE_POLICIES;
}

/// Whose policy, and its name.
pub(super) struct Named {
    holder: String,
    policy: String,
}

impl Named {
    fn read<H: Holder>(fields: &Fields) -> Named {
        Named {
            holder: fields.required(H::MEMBER).to_owned(),
            policy: fields.required("PolicyName").to_owned(),
        }
    }
}

/// As quoted in aws/aws-cli#6139: "The role policy with name … cannot be found."
fn missing<H: Holder>(policy: &str) -> Fault {
    error::no_such_entity(format!("The {} policy with name {policy} cannot be found.", H::WORD))
}

/// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_PutUserPolicy.html>,
/// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_PutGroupPolicy.html>,
/// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_PutRolePolicy.html>
pub(super) struct Put<H>(PhantomData<H>);

impl<H: Owns> Operation for Put<H> {
    type Language = Modelled<Engine>;
    type Error = Fault;
    const SIGNATURE: &'static Signature = H::PUT;
    const RESOURCE: &'static [&'static str] = &[H::MEMBER];
    type Input = (Named, String);
    type Output = ();

    fn read(_: &Call, Incoming { fields, .. }: Incoming) -> Result<(Named, String), Fault> {
        let text = fields.required("PolicyDocument").to_owned();
        document::check(&text, Form::Identity)?;
        Ok((Named::read::<H>(&fields), text))
    }

    async fn run(engine: &Arc<Engine>, call: &Call, (named, text): (Named, String)) -> Result<(), Fault> {
        engine.records.change(call.account, |change| {
            let mut holder: H = holder::demand(change, &named.holder)?;
            holder.permissions_mut().inline.insert(named.policy.clone(), text.clone());
            check_size(&holder)?;
            change.put(&holder)
        })
    }

    fn reply((): ()) -> Outgoing {
        Fields::new(Self::SIGNATURE.output).into()
    }
}

/// Judges the size of all policies together, in the words quoted in danvk/mapsnap#483, HumanCellAtlas/data-store#1963
/// and aws/aws-cdk#12403.
fn check_size<H: Holder>(holder: &H) -> Result<(), Fault> {
    let Permissions { inline, .. } = holder.permissions();
    let size: usize = inline.values().map(|text| document::size(text)).sum();
    let bytes: usize = inline.values().map(String::len).sum();
    if size <= H::MAX_INLINE && bytes <= MAX_TEXTS {
        return Ok(());
    }
    let (most, word, name) = (H::MAX_INLINE, H::WORD, holder.name());
    Err(error::limit(format!("Maximum policy size of {most} bytes exceeded for {word} {name}")))
}

/// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetUserPolicy.html>,
/// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetGroupPolicy.html>,
/// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetRolePolicy.html>
pub(super) struct Get<H>(PhantomData<H>);

impl<H: Owns> Operation for Get<H> {
    type Language = Modelled<Engine>;
    type Error = Fault;
    const SIGNATURE: &'static Signature = H::GET;
    const RESOURCE: &'static [&'static str] = &[H::MEMBER];
    type Input = Named;
    /// Whose it is, its name, its text.
    type Output = (String, String, String);

    fn read(_: &Call, Incoming { fields, .. }: Incoming) -> Result<Named, Fault> {
        Ok(Named::read::<H>(&fields))
    }

    async fn run(engine: &Arc<Engine>, call: &Call, named: Named) -> Result<Self::Output, Fault> {
        let holder = engine.records.get::<H>(call.account, &named.holder)?;
        let mut holder = holder.ok_or_else(|| H::missing(&named.holder))?;
        let text = holder.permissions_mut().inline.remove(&named.policy);
        let text = text.ok_or_else(|| missing::<H>(&named.policy))?;
        Ok((holder.name().to_owned(), named.policy, text))
    }

    fn reply((holder, policy, text): Self::Output) -> Outgoing {
        Fields::new(Self::SIGNATURE.output)
            .with(H::MEMBER, holder)
            .with("PolicyName", policy)
            .with("PolicyDocument", shown::document(&text))
            .into()
    }
}

/// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteUserPolicy.html>,
/// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteGroupPolicy.html>,
/// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteRolePolicy.html>
pub(super) struct Delete<H>(PhantomData<H>);

impl<H: Owns> Operation for Delete<H> {
    type Language = Modelled<Engine>;
    type Error = Fault;
    const SIGNATURE: &'static Signature = H::DELETE;
    const RESOURCE: &'static [&'static str] = &[H::MEMBER];
    type Input = Named;
    type Output = ();

    fn read(_: &Call, Incoming { fields, .. }: Incoming) -> Result<Named, Fault> {
        Ok(Named::read::<H>(&fields))
    }

    async fn run(engine: &Arc<Engine>, call: &Call, named: Named) -> Result<(), Fault> {
        engine.records.change(call.account, |change| {
            let mut holder: H = holder::demand(change, &named.holder)?;
            let removed = holder.permissions_mut().inline.remove(&named.policy);
            removed.ok_or_else(|| missing::<H>(&named.policy))?;
            change.put(&holder)
        })
    }

    fn reply((): ()) -> Outgoing {
        Fields::new(Self::SIGNATURE.output).into()
    }
}

/// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListUserPolicies.html>,
/// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListGroupPolicies.html>,
/// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListRolePolicies.html>
pub(super) struct List<H>(PhantomData<H>);

impl<H: Owns> Operation for List<H> {
    type Language = Modelled<Engine>;
    type Error = Fault;
    const SIGNATURE: &'static Signature = H::LIST;
    const RESOURCE: &'static [&'static str] = &[H::MEMBER];
    type Input = (Asked, String);
    type Output = Page<String>;

    fn read(call: &Call, Incoming { fields, .. }: Incoming) -> Result<(Asked, String), Fault> {
        let asked = Asked::read(call, &fields, H::LIST.name, &[H::MEMBER])?;
        Ok((asked, fields.required(H::MEMBER).to_owned()))
    }

    async fn run(
        engine: &Arc<Engine>,
        call: &Call,
        (asked, name): (Asked, String),
    ) -> Result<Page<String>, Fault> {
        let holder = engine.records.get::<H>(call.account, &name)?.ok_or_else(|| H::missing(&name))?;
        let names = holder.permissions().inline.keys().cloned().collect();
        Ok(asked.page_of_all(names, String::clone))
    }

    fn reply(page: Page<String>) -> Outgoing {
        page.reply(Self::SIGNATURE.output, "PolicyNames", Value::Text)
    }
}
