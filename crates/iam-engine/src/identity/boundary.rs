//! The boundary of a user or role: the managed policy that limits what its others grant.

use base::arn::AccountId;
use wire::fault::Fault;

use crate::error;
use crate::identity::policy::{self, Policy};
use crate::identity::policy_use::{PolicyUse, Step};
use crate::records::{Change, Records};

/// Judges a policy that is to be a boundary.
///
/// # Errors
///
/// There is none of that ARN.
pub(crate) fn check(records: &Records, account: AccountId, arn: &str) -> Result<(), Fault> {
    policy::check_arn(arn)?;
    // Our guess at the sentence.
    let missing = || error::no_such_entity(format!("Scope ARN: {arn} does not exist or is not attachable."));
    Policy::find(records, account, arn)?.map(drop).ok_or_else(missing)
}

/// Judges and counts the boundary of a user or role in the making.
///
/// # Errors
///
/// There is no policy of that ARN.
pub(crate) fn begin(change: &mut Change<'_>, arn: &str) -> Result<(), Fault> {
    check(change.records(), change.account(), arn)?;
    PolicyUse::count(change, &[(arn, Step::Bound)])
}
