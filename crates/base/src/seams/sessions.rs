//! Sessions of roles for services that run a user's code: STS for Lambda.

use std::fmt;
use std::time::Duration;

use crate::arn::{AccountId, Arn};
use crate::call::Call;
use crate::clock::Timestamp;

use super::SeamError;

/// What a service asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RoleForService<'a> {
    /// The account whose resource the session is for, and whose state its requests see.
    pub account: AccountId,
    /// The role, which may be one that nobody has made: its name and path are all that is needed.
    pub role: &'a Arn,
    /// The session's name, such as a function's.
    pub session: &'a str,
    /// How long it lasts.
    pub lasts: Duration,
}

/// What requests are signed with in a session. Not printed.
#[derive(Clone, PartialEq, Eq)]
pub struct Credentials {
    /// The access key id.
    pub access_key: String,
    /// The secret access key.
    pub secret: String,
    /// The session token.
    pub session_token: String,
    /// When they end, by the emulator's clock.
    pub expires: Timestamp,
}

impl fmt::Debug for Credentials {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Credentials").field("access_key", &self.access_key).finish_non_exhaustive()
    }
}

/// Gives sessions to services: of roles, and of those who call them.
pub trait Sessions: Send + Sync + fmt::Debug {
    /// A session of a role, whatever the role's trust policy says: [`Sessions::trusts`] asks that.
    fn of_role(&self, asked: &RoleForService<'_>) -> Result<Credentials, SeamError>;

    /// A session of who made a call, in which that principal may do what it may otherwise and the policy, a text, allows. It ends
    /// no later than the session that the call was signed in.
    fn narrowed(&self, call: &Call, policy: &str, lasts: Duration) -> Result<Credentials, SeamError>;

    /// Whether requests that are signed with these still get in: the role may have been deleted, or the state exchanged.
    fn stand(&self, credentials: &Credentials) -> bool;

    /// Whether there is such a role, and its trust policy lets a service, such as `lambda.amazonaws.com`, assume it.
    /// `NotFound` or `Refused` if not.
    fn trusts(&self, role: &Arn, service: &str) -> Result<(), SeamError>;
}
