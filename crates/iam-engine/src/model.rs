//! AWS's models of both services, as tables.

pub(crate) mod iam;
pub(crate) mod sts;
