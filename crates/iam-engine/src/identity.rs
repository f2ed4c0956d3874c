//! Records of those who may ask: users, groups and roles, and what they may.

pub(crate) mod access_key;
pub(crate) mod group;
pub(crate) mod instance_profile;
pub(crate) mod permissions;
pub(crate) mod role;
pub(crate) mod role_deletion;
pub(crate) mod service_role;
pub(crate) mod user;
