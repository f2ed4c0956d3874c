//! All policies that apply to a request together: AWS's evaluation logic, and the reason of what comes out.
//!
//! <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-denyallow.html>
//! <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic-cross-account.html>

mod reason;

use base::arn::AccountId;

use crate::context::Context;
use crate::document::{At, Document, Near, Verdict};
use crate::principal::{Grant, Principal};

pub use reason::{PolicyType, Reason};

/// What somebody wants to do.
#[derive(Clone, Copy, Debug)]
pub struct Request<'a> {
    /// Who.
    pub principal: &'a Principal,
    /// The id that S3 has for the principal's account, where the service knows such ids.
    pub canonical_user: Option<&'a str>,
    /// `dynamodb:GetItem`.
    pub action: &'a str,
    /// The resource's ARN.
    pub resource: &'a str,
    /// The account that the resource belongs to.
    pub owner: AccountId,
    /// The request's keys.
    pub context: &'a Context,
}

/// The policies that apply to a request. What is empty is not there, and limits nothing.
#[derive(Clone, Copy, Debug, Default)]
pub struct Policies<'a> {
    /// Those of the organization for the principal's account, level by level from the root to the account.
    pub service_control: &'a [&'a [&'a Document]],
    /// Those of the organization for the resource's account, level by level.
    pub resource_control: &'a [&'a [&'a Document]],
    /// The resource's own.
    pub resource: Option<&'a Document>,
    /// What the resource's own policy is.
    pub resource_kind: ResourceKind,
    /// The principal's, those of its groups among them.
    pub identity: &'a [&'a Document],
    /// The limit of what the principal's policies can grant.
    pub boundary: Option<&'a Document>,
    /// Those that the session was asked for with. A federated user without one may nothing of this kind.
    pub session: &'a [&'a Document],
}

/// What a resource's policy is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ResourceKind {
    /// In its own account, it or a policy of the principal must allow the request.
    #[default]
    Plain,
    /// A key's policy in KMS: it must allow the request, to the principal or to its account.
    Key,
    /// A role's trust policy: the same.
    Trust,
}

/// What comes out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Decision<'a> {
    /// Whether the request is allowed.
    pub allowed: bool,
    /// Why.
    pub reason: Reason<'a>,
}

/// What the policies of one type say.
struct Said<'a> {
    allowed: Option<(usize, At<'a>, Grant)>,
    near: Option<Near<'a>>,
}

/// Decides.
pub fn decide<'a>(request: &Request<'_>, policies: &Policies<'a>) -> Decision<'a> {
    match judge(request, policies) {
        Ok(reason) => Decision { allowed: true, reason },
        Err(reason) => Decision { allowed: false, reason },
    }
}

/// The steps of AWS's flow chart. Of several types that would refuse, the first is named (AWS names one; which, is our
/// guess).
fn judge<'a>(request: &Request<'_>, policies: &Policies<'a>) -> Result<Reason<'a>, Reason<'a>> {
    let resource_type = policies.resource_kind.policy_type();
    // Any denial counts before all permissions, so all are read before one is heeded.
    let service_control = levels(PolicyType::ServiceControl, policies.service_control, request)?;
    let resource_control = levels(PolicyType::ResourceControl, policies.resource_control, request)?;
    let resource = said(resource_type, policies.resource.as_slice(), request)?;
    let identity = said(PolicyType::Identity, policies.identity, request)?;
    let boundary = said(PolicyType::Boundary, policies.boundary.as_slice(), request)?;
    let session = said(PolicyType::Session, policies.session, request)?;

    let account = request.principal.account();
    // The organization limits principals of its accounts, and resources for every caller.
    if let (Some(refusal), true) = (service_control, account.is_some()) {
        return Err(refusal);
    }
    if let Some(refusal) = resource_control {
        return Err(refusal);
    }
    let by_resource = || match resource.allowed {
        Some((number, at, _)) => Ok(Reason::Allowed { policy: resource_type, number, at }),
        None => Err(Reason::Missing { policy: resource_type, near: resource.near }),
    };
    let grant = resource.allowed.map(|(.., grant)| grant);
    let Some(account) = account else { return by_resource() };
    let same = account == request.owner;
    let must_allow = !same || policies.resource_kind != ResourceKind::Plain;
    if let Principal::Root { .. } = request.principal {
        return if must_allow { by_resource() } else { Ok(Reason::Root) };
    }
    // A principal that the policy names needs nothing more, in the resource's account.
    if same && grant == Some(Grant::Itself) {
        return by_resource();
    }
    // What the resource grants to a role counts like a policy of the role: for its sessions, limits remain.
    let to_parent = same && grant == Some(Grant::Parent);
    let granted = match identity.allowed {
        Some((number, at, _)) => Reason::Allowed { policy: PolicyType::Identity, number, at },
        None if to_parent => by_resource()?,
        None => return Err(Reason::Missing { policy: PolicyType::Identity, near: identity.near }),
    };
    if policies.boundary.is_some() && boundary.allowed.is_none() {
        return Err(Reason::Missing { policy: PolicyType::Boundary, near: boundary.near });
    }
    // A federated user may nothing beyond what the session was asked for with.
    let wants_session = matches!(request.principal, Principal::FederatedUser { .. });
    if (wants_session || !policies.session.is_empty()) && session.allowed.is_none() {
        return Err(Reason::Missing { policy: PolicyType::Session, near: session.near });
    }
    if must_allow {
        by_resource()?;
    }
    Ok(granted)
}

/// What the policies of one type say; an error if one denies the request.
fn said<'a>(
    policy: PolicyType,
    documents: &[&'a Document],
    request: &Request<'_>,
) -> Result<Said<'a>, Reason<'a>> {
    let mut said = Said { allowed: None, near: None };
    for (number, document) in documents.iter().enumerate() {
        match document.verdict(request) {
            Verdict::Denied(at) => return Err(Reason::Denied { policy, number, at }),
            Verdict::Allowed(at, grant) => said.allowed = said.allowed.or(Some((number, at, grant))),
            Verdict::Silent(near) => said.near = said.near.or(near),
        }
    }
    Ok(said)
}

/// What an organization's policies say, of which each level must allow the request: why not, if one does not.
fn levels<'a>(
    policy: PolicyType,
    levels: &[&[&'a Document]],
    request: &Request<'_>,
) -> Result<Option<Reason<'a>>, Reason<'a>> {
    let mut refusal = None;
    for level in levels {
        let said = said(policy, level, request)?;
        if said.allowed.is_none() {
            refusal = refusal.or(Some(Reason::Missing { policy, near: said.near }));
        }
    }
    Ok(refusal)
}

impl ResourceKind {
    fn policy_type(self) -> PolicyType {
        match self {
            ResourceKind::Plain | ResourceKind::Key => PolicyType::Resource,
            ResourceKind::Trust => PolicyType::Trust,
        }
    }
}

#[cfg(test)]
mod tests;
