//! What an account has once, an operation's file for each.

pub(super) mod alias;
pub(super) mod outbound;
pub(super) mod password_policy;
pub(super) mod properties;
pub(super) mod report;
pub(super) mod summary;
