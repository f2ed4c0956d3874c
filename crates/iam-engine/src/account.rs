//! What an account has once: its alias, its password policy, its preferences, and reports about all of it.

pub(crate) mod alias;
pub(crate) mod outbound;
pub(crate) mod password_policy;
pub(crate) mod properties;
pub(crate) mod report;
pub(crate) mod summary;
pub(crate) mod token_version;
