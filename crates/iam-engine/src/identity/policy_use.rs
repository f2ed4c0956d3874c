//! How often managed policies are used: the account's own and AWS's alike.
//!
//! What is counted here changes in one batch with the user, group or role that uses the policy.

use std::collections::BTreeMap;

use base::arn::AccountId;
use serde::{Deserialize, Serialize};
use wire::fault::Fault;
use wire::value::Fields;

use crate::identity::permissions::Permissions;
use crate::records::{Change, Kind, Record, Records};

/// How often a managed policy is used in an account. There is no record where it is not.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct PolicyUse {
    pub(crate) arn: String,
    /// To how many users, groups and roles it is attached.
    pub(crate) attached: u32,
    /// Of how many users and roles it is the boundary.
    pub(crate) boundaries: u32,
}

impl Record for PolicyUse {
    const KIND: Kind = Kind::PolicyUse;

    fn name(&self) -> &str {
        &self.arn
    }
}

/// What a user, group or role begins or ceases to do with a policy.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Step {
    Attach,
    Detach,
    Bound,
    Unbound,
}

impl PolicyUse {
    /// How often a policy is used.
    pub(crate) fn of(records: &Records, account: AccountId, arn: &str) -> Result<PolicyUse, Fault> {
        Ok(records
            .get(account, arn)?
            .unwrap_or_else(|| PolicyUse { arn: arn.to_owned(), ..PolicyUse::default() }))
    }

    /// Counts steps. All of one change must come at once, since a change does not see what it wrote itself.
    pub(crate) fn count(change: &mut Change<'_>, steps: &[(&str, Step)]) -> Result<(), Fault> {
        let mut counted: BTreeMap<&str, PolicyUse> = BTreeMap::new();
        for (arn, step) in steps {
            let fresh = || PolicyUse { arn: (*arn).to_owned(), ..PolicyUse::default() };
            if !counted.contains_key(arn) {
                counted.insert(arn, change.get(arn)?.unwrap_or_else(fresh));
            }
            let used = counted.entry(arn).or_insert_with(fresh);
            match step {
                Step::Attach => used.attached = used.attached.saturating_add(1),
                Step::Detach => used.attached = used.attached.saturating_sub(1),
                Step::Bound => used.boundaries = used.boundaries.saturating_add(1),
                Step::Unbound => used.boundaries = used.boundaries.saturating_sub(1),
            }
        }
        for used in counted.values() {
            if used.is_none() {
                change.remove::<PolicyUse>(&used.arn);
            } else {
                change.put(used)?;
            }
        }
        Ok(())
    }

    /// Counts that a user, group or role is gone, with all that it used.
    pub(crate) fn release(change: &mut Change<'_>, permissions: &Permissions) -> Result<(), Fault> {
        let detached = permissions.attached.iter().map(|arn| (arn.as_str(), Step::Detach));
        let boundary = permissions.boundary.iter().map(|arn| (arn.as_str(), Step::Unbound));
        PolicyUse::count(change, &detached.chain(boundary).collect::<Vec<_>>())
    }

    /// Whether nobody uses it.
    pub(crate) fn is_none(&self) -> bool {
        self.attached == 0 && self.boundaries == 0
    }
}

/// Which uses a request means, by its `PolicyUsageFilter`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Usage {
    /// Policies count whether they are used or not.
    All,
    /// Only those that are used.
    Any,
    Attached,
    Boundary,
}

impl Usage {
    /// What a request means that without a filter means uses of any kind, or all policies.
    pub(crate) fn asked(fields: &Fields, is_used: bool) -> Usage {
        match fields.text("PolicyUsageFilter") {
            Some("PermissionsPolicy") => Usage::Attached,
            Some("PermissionsBoundary") => Usage::Boundary,
            _ if is_used => Usage::Any,
            _ => Usage::All,
        }
    }

    /// Whether a policy that is used so often is meant.
    pub(crate) fn holds(self, used: &PolicyUse) -> bool {
        match self {
            Usage::All => true,
            Usage::Any => !used.is_none(),
            Usage::Attached => used.attached > 0,
            Usage::Boundary => used.boundaries > 0,
        }
    }

    /// Whether a user, group or role uses a policy so.
    pub(crate) fn is_of(self, permissions: &Permissions, arn: &str) -> bool {
        let is_attached = permissions.attached.iter().any(|one| one == arn);
        let is_boundary = permissions.boundary.as_deref() == Some(arn);
        match self {
            Usage::All | Usage::Any => is_attached || is_boundary,
            Usage::Attached => is_attached,
            Usage::Boundary => is_boundary,
        }
    }
}
