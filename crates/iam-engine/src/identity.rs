//! Records of those who may ask: users, groups and roles, and what they may.

pub(crate) mod access_key;
pub(crate) mod access_report;
pub(crate) mod group;
pub(crate) mod permissions;
pub(crate) mod role;
pub(crate) mod user;
