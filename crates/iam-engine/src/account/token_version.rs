//! Which version of tokens an account wants of STS's global endpoint. It is kept and shown in the account's summary.

use serde::{Deserialize, Serialize};

use crate::records::{Kind, Record};

/// The version.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct TokenVersion(pub(crate) i64);

impl Record for TokenVersion {
    const KIND: Kind = Kind::Account;

    fn name(&self) -> &str {
        TokenVersion::NAME
    }
}

impl TokenVersion {
    /// By which it is found.
    pub(crate) const NAME: &'static str = "token-version";

    /// What an account has that never said.
    pub(crate) const DEFAULT: TokenVersion = TokenVersion(1);

    /// The version that a member names: `v1Token` or `v2Token`.
    pub(crate) fn named(name: &str) -> TokenVersion {
        TokenVersion(if name == "v2Token" { 2 } else { 1 })
    }
}
