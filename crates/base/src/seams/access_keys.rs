//! Whose an access key is: IAM and STS for the gateway.

use std::fmt;
use std::sync::Arc;

use crate::arn::{AccountId, Arn};
use crate::clock::Timestamp;

/// The account and the principal that an access key stands for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeyOwner {
    /// The account whose state its requests see.
    pub account: AccountId,
    /// Who signs with it; nothing where it is the account's root user, with a key that lasts.
    pub principal: Option<Arc<KeyPrincipal>>,
}

/// Who signs with an access key, but for root users.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeyPrincipal {
    /// Who it is.
    pub identity: KeyIdentity,
    /// `aws:userid`: a user's own id, `ROLE-ID:SESSION`, `ACCOUNT:NAME` of a federated user, or the account.
    pub user_id: String,
    /// `aws:PrincipalTag`: a user's tags, or those of a role with those of the session over them.
    pub tags: Vec<(String, String)>,
    /// What a temporary key knows of its session.
    pub session: Option<KeySession>,
}

/// Whom an access key names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum KeyIdentity {
    /// The root user of the account, with a temporary key.
    Root,
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

/// What a temporary key knows of its session.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct KeySession {
    /// `aws:TokenIssueTime`.
    pub issued: Timestamp,
    /// When it ends.
    pub expires: Timestamp,
    /// `aws:SourceIdentity`, which sessions of sessions keep.
    pub source_identity: Option<String>,
    /// The tags that the session was asked for with, without those of its role.
    pub tags: Vec<(String, String)>,
    /// The keys of those tags that sessions of this session keep.
    pub transitive_tags: Vec<String>,
    /// Whether it was asked for with a code of an MFA device.
    pub mfa: bool,
    /// Whether another role's session asked for it: it lasts an hour at most then.
    pub chained: bool,
    /// The policies that it was asked for with, as texts.
    pub policies: Vec<String>,
    /// The managed policies that it was asked for with, as ARNs.
    pub policy_arns: Vec<String>,
    /// What those say now, as texts; of one that is gone, an empty text, which allows nothing.
    pub managed_policies: Vec<String>,
    /// The policies that narrowed it since, as texts, each of which must allow a request for itself.
    pub scope_policies: Vec<String>,
    /// `aws:FederatedProvider`: who vouched for whom it was given, as an ARN or a name.
    pub provider: Option<String>,
}

/// An access key that is known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KnownKey {
    /// Whose it is.
    pub owner: KeyOwner,
    /// What its requests are signed with.
    pub secret: Arc<str>,
    /// The session token that its requests carry; nothing for a key that lasts.
    pub session_token: Option<Arc<str>>,
    /// Whether it may be used.
    pub standing: KeyStanding,
}

/// Whether an access key may be used, where signatures are verified.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeyStanding {
    /// It may.
    Good,
    /// Its owner has switched it off, or is not there any more.
    Off,
    /// Its session has ended.
    Expired,
    /// It came without its session token, or with one that is not its own.
    WrongToken,
}

/// The access keys that a service has made.
pub trait AccessKeys: Send + Sync + fmt::Debug {
    /// What is known of a key that came with this session token; nothing if it was not made here. Asked of each request, so
    /// it is quick and waits for nothing.
    fn find(&self, access_key: &str, session_token: Option<&str>, now: Timestamp) -> Option<KnownKey>;

    /// Notes that a request was signed with a key, to this service in this region. It was found before.
    fn note_use(&self, access_key: &str, service: &str, region: &str, now: Timestamp);
}
