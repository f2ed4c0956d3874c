//! Records of those who may ask: users, groups and roles, what they may, and what hangs on a user.

pub(crate) mod access_key;
pub(crate) mod access_report;
pub(crate) mod belongings;
pub(crate) mod boundary;
pub(crate) mod group;
pub(crate) mod holder;
pub(crate) mod instance_profile;
pub(crate) mod known_role;
pub(crate) mod login_profile;
pub(crate) mod membership;
pub(crate) mod mfa_device;
pub(crate) mod owner;
pub(crate) mod password;
pub(crate) mod permissions;
pub(crate) mod policy;
pub(crate) mod policy_use;
pub(crate) mod public_key;
pub(crate) mod role;
pub(crate) mod role_deletion;
pub(crate) mod service_credential;
pub(crate) mod service_role;
pub(crate) mod signing_certificate;
pub(crate) mod ssh_public_key;
pub(crate) mod user;
