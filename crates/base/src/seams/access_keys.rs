//! Whose an access key is: IAM and STS for the gateway.

use std::fmt;
use std::sync::Arc;

use crate::arn::{AccountId, Arn};

/// The account and the principal that an access key stands for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeyOwner {
    /// The account whose state its requests see.
    pub account: AccountId,
    /// Who signs with it; nothing where it is the account's root user.
    pub principal: Option<Arc<KeyPrincipal>>,
}

/// Who signs with an access key, but for root users.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum KeyPrincipal {
    /// An IAM user, `arn:aws:iam::ACCOUNT:user/PATH/NAME`.
    User(Arn),
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
}

/// The access keys that a service has made.
pub trait AccessKeys: Send + Sync + fmt::Debug {
    /// Whose the key is; nothing if it was not made here.
    fn owner(&self, access_key: &str) -> Option<KeyOwner>;
}
