//! Why a request was allowed or refused, and how AWS words a refusal.
//!
//! <https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html>

use super::{Decision, Request};
use crate::document::{At, Near};

/// Where a policy is attached.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PolicyType {
    /// To an account or above it, as the limit of its principals.
    ServiceControl,
    /// To an account or above it, as the limit of its resources.
    ResourceControl,
    /// To a resource.
    Resource,
    /// To a role, as to who may assume it.
    Trust,
    /// To a user, group or role.
    Identity,
    /// To a user or role, as its limit.
    Boundary,
    /// To a session.
    Session,
}

/// Why.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reason<'a> {
    /// The root user may everything in its account that nothing denies.
    Root,
    /// A statement allows it, and nothing stands against it.
    Allowed {
        /// Of a policy of this type.
        policy: PolicyType,
        /// Of this one of them, from zero.
        number: usize,
        /// Which statement.
        at: At<'a>,
    },
    /// A statement denies it.
    Denied {
        /// Of a policy of this type.
        policy: PolicyType,
        /// Of this one of them, from zero.
        number: usize,
        /// Which statement.
        at: At<'a>,
    },
    /// Nothing allows it that would have to.
    Missing {
        /// A policy of this type would have to.
        policy: PolicyType,
        /// The first statement that nearly did.
        near: Option<Near<'a>>,
    },
}

impl PolicyType {
    /// As messages name it, with its article where something stands in it, and without where there is none.
    fn names(self) -> (&'static str, &'static str) {
        match self {
            PolicyType::ServiceControl => ("a service control policy", "service control policy"),
            PolicyType::ResourceControl => ("a resource control policy", "resource control policy"),
            PolicyType::Resource => ("a resource-based policy", "resource-based policy"),
            PolicyType::Trust => ("the role trust policy", "role trust policy"),
            PolicyType::Identity => ("an identity-based policy", "identity-based policy"),
            PolicyType::Boundary => ("a permissions boundary", "permissions boundary"),
            // AWS's page has "a sessions policy" here, and "session policy" in all else.
            PolicyType::Session => ("a session policy", "session policy"),
        }
    }
}

impl Decision<'_> {
    /// The end of AWS's sentence about a refusal: `because no … policy allows the … action`, or `with an explicit deny
    /// in …`. Nothing if the request is allowed.
    pub fn because(&self, action: &str) -> Option<String> {
        match self.reason {
            Reason::Root | Reason::Allowed { .. } => None,
            Reason::Denied { policy, .. } => Some(format!("with an explicit deny in {}", policy.names().0)),
            Reason::Missing { policy, .. } => {
                Some(format!("because no {} allows the {action} action", policy.names().1))
            }
        }
    }

    /// AWS's sentence about a refusal. Nothing if the request is allowed.
    pub fn sentence(&self, request: &Request<'_>) -> Option<String> {
        let Request { principal, action, resource, .. } = request;
        let because = self.because(action)?;
        let name = principal.name();
        Some(format!("User: {name} is not authorized to perform: {action} on resource: {resource} {because}"))
    }
}
