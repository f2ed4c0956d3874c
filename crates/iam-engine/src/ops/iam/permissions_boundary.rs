//! Boundaries of users and roles:
//! <https://docs.aws.amazon.com/IAM/latest/APIReference/API_PutRolePermissionsBoundary.html> and its siblings.

use std::marker::PhantomData;
use std::sync::Arc;

use base::call::Call;
use wire::fault::Fault;
use wire::operation::{Incoming, Modelled, Operation, Outgoing};
use wire::shape::Signature;
use wire::value::Fields;

use crate::engine::Engine;
use crate::identity::boundary;
use crate::identity::holder::{self, Holder};
use crate::identity::policy_use::{PolicyUse, Step};
use crate::identity::role::Role;
use crate::identity::user::User;
use crate::model::iam;
use crate::records::Change;

/// What the operations are called for a user or role.
pub(super) trait Bounded: Holder {
    const PUT: &'static Signature;
    const DELETE: &'static Signature;
}

impl Bounded for User {
    const PUT: &'static Signature = &iam::PUT_USER_PERMISSIONS_BOUNDARY;
    const DELETE: &'static Signature = &iam::DELETE_USER_PERMISSIONS_BOUNDARY;
}

impl Bounded for Role {
    const PUT: &'static Signature = &iam::PUT_ROLE_PERMISSIONS_BOUNDARY;
    const DELETE: &'static Signature = &iam::DELETE_ROLE_PERMISSIONS_BOUNDARY;
}

/// Gives a user or role a boundary in place of the one that it has.
fn set<H: Holder>(change: &mut Change<'_>, mut holder: H, arn: Option<String>) -> Result<(), Fault> {
    let before = std::mem::replace(&mut holder.permissions_mut().boundary, arn.clone());
    if before == arn {
        return Ok(());
    }
    change.put(&holder)?;
    let unbound = before.iter().map(|arn| (arn.as_str(), Step::Unbound));
    let bound = arn.iter().map(|arn| (arn.as_str(), Step::Bound));
    PolicyUse::count(change, &unbound.chain(bound).collect::<Vec<_>>())
}

/// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_PutUserPermissionsBoundary.html>,
/// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_PutRolePermissionsBoundary.html>
pub(super) struct Put<H>(PhantomData<H>);

impl<H: Bounded> Operation for Put<H> {
    type Language = Modelled<Engine>;
    type Error = Fault;
    const SIGNATURE: &'static Signature = H::PUT;
    const RESOURCE: &'static [&'static str] = &[H::MEMBER];
    const CONTEXT: &'static [(&'static str, &'static str)] =
        &[("iam:PermissionsBoundary", "PermissionsBoundary")];
    type Input = (String, String);
    type Output = ();

    fn read(_: &Call, Incoming { fields, .. }: Incoming) -> Result<(String, String), Fault> {
        Ok((fields.required(H::MEMBER).to_owned(), fields.required("PermissionsBoundary").to_owned()))
    }

    async fn run(engine: &Arc<Engine>, call: &Call, (name, arn): (String, String)) -> Result<(), Fault> {
        engine.records.change(call.account, |change| {
            let holder: H = holder::demand(change, &name)?;
            boundary::check(change.records(), call.account, &arn)?;
            set(change, holder, Some(arn.clone()))
        })
    }

    fn reply((): ()) -> Outgoing {
        Fields::new(Self::SIGNATURE.output).into()
    }
}

/// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteUserPermissionsBoundary.html>,
/// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteRolePermissionsBoundary.html>. That one that is not there
/// may be taken away is our guess.
pub(super) struct Delete<H>(PhantomData<H>);

impl<H: Bounded> Operation for Delete<H> {
    type Language = Modelled<Engine>;
    type Error = Fault;
    const SIGNATURE: &'static Signature = H::DELETE;
    const RESOURCE: &'static [&'static str] = &[H::MEMBER];
    type Input = String;
    type Output = ();

    fn read(_: &Call, Incoming { fields, .. }: Incoming) -> Result<String, Fault> {
        Ok(fields.required(H::MEMBER).to_owned())
    }

    async fn run(engine: &Arc<Engine>, call: &Call, name: String) -> Result<(), Fault> {
        engine.records.change(call.account, |change| {
            let holder: H = holder::demand(change, &name)?;
            set(change, holder, None)
        })
    }

    fn reply((): ()) -> Outgoing {
        Fields::new(Self::SIGNATURE.output).into()
    }
}
