//! Who asks, and whom a statement means.
//!
//! <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html>
//! <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notprincipal.html>

use base::arn::{AccountId, Arn};
use base::call::{Call, Caller};
use base::seams::KeyIdentity;

/// Who makes a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Principal {
    /// Somebody who did not sign.
    Anonymous,
    /// The root user of an account.
    Root {
        /// `aws`, `aws-cn`, `aws-us-gov`.
        partition: String,
        /// The account.
        account: AccountId,
    },
    /// An IAM user.
    User {
        /// `arn:aws:iam::ACCOUNT:user/PATH/NAME`.
        arn: Arn,
    },
    /// Who has assumed a role.
    RoleSession {
        /// `arn:aws:sts::ACCOUNT:assumed-role/ROLE/SESSION`.
        session: Arn,
        /// `arn:aws:iam::ACCOUNT:role/PATH/ROLE`.
        role: Arn,
    },
    /// Who has a session of GetFederationToken.
    FederatedUser {
        /// `arn:aws:sts::ACCOUNT:federated-user/NAME`.
        session: Arn,
        /// The user whose key asked for the session; nothing if it was the root user's.
        user: Option<Arn>,
    },
    /// One of AWS's services, such as `s3.amazonaws.com`.
    Service(String),
    /// Somebody whom an identity provider vouches for, before he has a session of a role: the name or ARN of the
    /// provider.
    Federated(String),
}

impl Principal {
    /// Who makes a call. One of our services that acts for a user is that user's account.
    pub fn of(call: &Call) -> Principal {
        let Caller::Principal { principal, .. } = &call.caller else {
            return Principal::root(call.region.partition(), call.account);
        };
        match &principal.identity {
            KeyIdentity::Root => Principal::root(call.region.partition(), call.account),
            KeyIdentity::User(arn) => Principal::User { arn: arn.clone() },
            KeyIdentity::RoleSession { session, role } => {
                Principal::RoleSession { session: session.clone(), role: role.clone() }
            }
            KeyIdentity::FederatedUser { session, user } => {
                Principal::FederatedUser { session: session.clone(), user: user.clone() }
            }
        }
    }

    /// The root user of an account.
    pub fn root(partition: &str, account: AccountId) -> Principal {
        Principal::Root { partition: partition.to_owned(), account }
    }

    /// As AWS's messages name it.
    pub fn name(&self) -> String {
        match self {
            Principal::Anonymous => "anonymous".to_owned(),
            Principal::Root { partition, account } => account_arn(partition, *account),
            Principal::User { arn } => arn.to_string(),
            Principal::RoleSession { session, .. } | Principal::FederatedUser { session, .. } => {
                session.to_string()
            }
            Principal::Service(name) | Principal::Federated(name) => name.clone(),
        }
    }

    /// The account that it belongs to, if it belongs to one.
    pub fn account(&self) -> Option<AccountId> {
        match self {
            Principal::Root { account, .. } => Some(*account),
            Principal::User { arn } => AccountId::parse(&arn.account),
            Principal::RoleSession { session, .. } | Principal::FederatedUser { session, .. } => {
                AccountId::parse(&session.account)
            }
            Principal::Anonymous | Principal::Service(_) | Principal::Federated(_) => None,
        }
    }

    /// `aws:PrincipalArn`: for a session of a role, the role.
    pub(crate) fn identity_arn(&self) -> Option<String> {
        match self {
            Principal::RoleSession { role, .. } => Some(role.to_string()),
            _ => self.account().map(|_| self.name()),
        }
    }

    /// `aws:PrincipalType`.
    pub(crate) fn kind(&self) -> &'static str {
        match self {
            Principal::Anonymous => "Anonymous",
            Principal::Root { .. } => "Account",
            Principal::User { .. } => "User",
            Principal::RoleSession { .. } => "AssumedRole",
            Principal::FederatedUser { .. } | Principal::Federated(_) => "FederatedUser",
            Principal::Service(_) => "Service",
        }
    }

    pub(crate) fn is_service(&self) -> bool {
        matches!(self, Principal::Service(_))
    }

    pub(crate) fn service(&self) -> Option<&str> {
        if let Principal::Service(name) = self { Some(name) } else { None }
    }

    /// `aws:username`: an IAM user's name, without its path.
    pub(crate) fn user_name(&self) -> Option<&str> {
        if let Principal::User { arn } = self { arn.resource.rsplit('/').next() } else { None }
    }

    /// `aws:userid`, as far as it does not take the unique ids that IAM gives.
    pub(crate) fn user_id(&self) -> Option<String> {
        match self {
            Principal::Anonymous => Some("anonymous".to_owned()),
            Principal::Root { account, .. } => Some(account.to_string()),
            Principal::FederatedUser { session, .. } => {
                let name = session.resource.strip_prefix("federated-user/")?;
                Some(format!("{}:{name}", session.account))
            }
            _ => None,
        }
    }

    /// What it is, from the nearest to the widest, as elements of policies name it.
    fn identities(&self) -> Vec<Named> {
        let arns = match self {
            Principal::User { arn } => vec![arn],
            Principal::RoleSession { session, role } => vec![session, role],
            Principal::FederatedUser { session, user } => [session].into_iter().chain(user).collect(),
            _ => Vec::new(),
        };
        let arns = arns.into_iter().map(|arn| Named::Arn(arn.to_string()));
        let outside = match self {
            Principal::Service(name) => Some(Named::Service(name.clone())),
            Principal::Federated(name) => Some(Named::Federated(name.clone())),
            _ => None,
        };
        arns.chain(self.account().map(Named::Account)).chain(outside).collect()
    }
}

/// The ARN of an account's root user, which stands for the account too.
pub fn account_arn(partition: &str, account: AccountId) -> String {
    format!("arn:{partition}:iam::{account}:root")
}

/// Whether a text can be an entry of `AWS` in a policy's `Principal`.
pub fn is_aws(text: &str) -> bool {
    text == "*" || Named::aws(text).is_some()
}

/// One entry of `Principal`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Named {
    /// An account, by its number or its root user's ARN.
    Account(AccountId),
    /// A user, a role or a session.
    Arn(String),
    Service(String),
    Federated(String),
    /// An account, by the id that S3 has for it.
    CanonicalUser(String),
}

impl Named {
    /// An entry of `AWS` other than `*`, if it is of a known form: an account, a user, role or session by its ARN, or
    /// the unique id that AWS leaves where a user or role was deleted. No part of it may be a wildcard.
    pub(crate) fn aws(text: &str) -> Option<Named> {
        if let Some(account) = AccountId::parse(text) {
            return Some(Named::Account(account));
        }
        if (16..=128).contains(&text.len())
            && text.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit())
        {
            return Some(Named::Arn(text.to_owned()));
        }
        let arn = Arn::parse(text).filter(|arn| ["iam", "sts"].contains(&arn.service.as_str()))?;
        let account = AccountId::parse(&arn.account);
        if let (Some(account), "iam", "root") = (account, arn.service.as_str(), arn.resource.as_str()) {
            return Some(Named::Account(account));
        }
        // CloudFront's identities belong to an account of that name.
        let known = account.is_some() || arn.account == "cloudfront";
        (known && !arn.resource.contains(['*', '?'])).then(|| Named::Arn(text.to_owned()))
    }
}

/// How a resource policy names the caller that it allows something. The order is from what grants least.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Grant {
    /// By its account, which decides by its own policies who of it may.
    Account,
    /// By the role or user that the session comes from.
    Parent,
    /// By itself, or as one of everybody.
    Itself,
}

/// `Principal` or `NotPrincipal`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Principals {
    pub(crate) negated: bool,
    pub(crate) everybody: bool,
    pub(crate) named: Vec<Named>,
}

impl Principals {
    /// How a statement means the principal, if it does. `canonical` is the id that S3 has for the principal's account.
    ///
    /// With `NotPrincipal`, a denial is about everybody of whom not all is excepted: the session, its role and the
    /// account of both, as AWS may look at each. A permission is about everybody of whom nothing is excepted.
    pub(crate) fn mean(&self, principal: &Principal, canonical: Option<&str>, allow: bool) -> Option<Grant> {
        let identities = principal.identities();
        let is_named = |identity: &Named| {
            let canonical = canonical.filter(|_| matches!(identity, Named::Account(_)));
            self.named.iter().any(|named| {
                named == identity
                    || matches!((named, canonical), (Named::CanonicalUser(id), Some(own)) if id == own)
            })
        };
        if self.negated {
            let excepted = self.everybody
                || if allow {
                    identities.iter().any(is_named)
                } else {
                    !identities.is_empty() && identities.iter().all(is_named)
                };
            return (!excepted).then_some(Grant::Itself);
        }
        if self.everybody {
            return Some(Grant::Itself);
        }
        let nearest = identities.iter().position(is_named)?;
        Some(match (nearest, identities.get(nearest)) {
            (_, Some(Named::Account(_))) if !matches!(principal, Principal::Root { .. }) => Grant::Account,
            (0, _) => Grant::Itself,
            _ => Grant::Parent,
        })
    }
}
