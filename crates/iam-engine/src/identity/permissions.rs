//! What a user, group or role may: policies that are attached to it, policies of its own, and a limit to both.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use wire::value::Fields;

use crate::model::iam;

/// Managed policies that may be attached to one user, group or role.
/// <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html>
pub(crate) const MOST_ATTACHED: usize = 10;

/// Bytes of the texts of all own policies of one user, group or role. IAM's quotas leave white space out of account; this
/// one does not, so that a record stays one that is read and written at once: it is what the model allows one text.
pub(crate) const MAX_TEXTS: usize = 128 << 10;

/// The policies of a user, group or role.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Permissions {
    /// The ARNs of the managed policies that are attached, in the order in which they were.
    pub(crate) attached: Vec<String>,
    /// Its own policies: name, and the text as it was given.
    pub(crate) inline: BTreeMap<String, String>,
    /// The ARN of the managed policy that limits what the others grant; never of a group.
    pub(crate) boundary: Option<String>,
}

impl Permissions {
    /// The boundary as replies show it.
    pub(crate) fn boundary_shown(&self) -> Option<Fields> {
        let arn = self.boundary.as_deref()?;
        Some(
            Fields::new(&iam::ATTACHED_PERMISSIONS_BOUNDARY)
                .with("PermissionsBoundaryType", "Policy")
                .with("PermissionsBoundaryArn", arn),
        )
    }
}
