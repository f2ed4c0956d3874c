//! The operations: IAM's by their nouns, STS's a file each.

pub(crate) mod iam;
pub(crate) mod sts;
