//! IAM's policy simulator: what policies say about requests that nobody makes.
//!
//! - `entity` whom an ARN means; `source` the policies that it has, and those that a request gives
//! - `context` the keys of a simulated request; `exclusion` which of an entity's policies are left out
//! - `judge` the decision about an action and a resource, and why
//! - `service` the services that policies let their holder use
//!
//! <https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_testing-policies.html>

pub(crate) mod context;
pub(crate) mod entity;
pub(crate) mod exclusion;
pub(crate) mod judge;
pub(crate) mod service;
pub(crate) mod source;
