//! Records of those who may ask: users, groups and roles, and what they may.

pub(crate) mod access_key;
pub(crate) mod boundary;
pub(crate) mod group;
pub(crate) mod holder;
pub(crate) mod permissions;
pub(crate) mod policy;
pub(crate) mod policy_use;
pub(crate) mod role;
pub(crate) mod user;
