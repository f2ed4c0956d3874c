//! What is wrong with what the policy simulator is asked.

use base::arn::AccountId;
use policy::Malformed;
use wire::fault::Fault;

use super::{invalid_input, no_such_entity};

/// An ARN that is of no user, group or role. AWS's answer about the ARN of a session, as users quote it.
pub(crate) fn no_entity(arn: &str) -> Fault {
    invalid_input(format!("Invalid Entity Arn: {arn} does not clearly define entity type and name."))
}

/// Somebody of another account. AWS's answer, as users quote it.
pub(crate) fn foreign_source(caller: AccountId, other: AccountId) -> Fault {
    invalid_input(format!(
        "Invalid Policy Source Arn: caller's account {caller} does not have access to policies in account {other}"
    ))
}

/// A resource policy is simulated for users only. AWS's answer, as users quote it.
pub(crate) fn caller_is_no_user() -> Fault {
    invalid_input("Invalid caller - Caller must be an IAM user in this context.")
}

/// AWS's answer, as users quote it.
pub(crate) fn no_resource_owner(text: &str) -> Fault {
    invalid_input(format!("'{text}' is not a valid as a Resource Owner."))
}

/// Our guess at the sentence.
pub(crate) fn invalid_action(action: &str) -> Fault {
    invalid_input(format!("Invalid Action: {action}"))
}

/// Our guess at the sentence.
pub(crate) fn invalid_resource(arn: &str) -> Fault {
    invalid_input(format!("Invalid Resource Arn: {arn}"))
}

/// Our guess at the sentence.
pub(crate) fn no_policy(name: &str, wrong: &Malformed) -> Fault {
    invalid_input(format!("{name} is not a valid policy: {wrong}."))
}

/// Our guess at the sentence.
pub(crate) fn no_report(id: &str) -> Fault {
    no_such_entity(format!("The job with id {id} cannot be found."))
}

/// As recorded of managed policies.
pub(crate) fn no_managed_policy(arn: &str) -> Fault {
    no_such_entity(format!("Policy {arn} was not found."))
}
