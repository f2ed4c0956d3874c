//! Sentences about accounts.

use base::arn::AccountId;
use wire::fault::Fault;

use super::{already_exists, invalid_input, no_such_entity};
use crate::model::iam;

/// As users of AWS report it: <https://github.com/awslabs/aws-deployment-framework/pull/465>.
pub(crate) fn alias_exists(alias: &str) -> Fault {
    already_exists(format!("The account alias {alias} already exists."))
}

/// Our guess, after the others.
pub(crate) fn alias_missing(alias: &str) -> Fault {
    no_such_entity(format!("The account alias {alias} cannot be found."))
}

/// AWS's own.
pub(crate) fn no_password_policy(account: AccountId) -> Fault {
    no_such_entity(format!("The Password Policy with domain name {account} cannot be found."))
}

/// The rule of the page. Our guess at the sentence.
pub(crate) fn property_key(key: &str) -> Fault {
    invalid_input(format!(
        "The property key {key} is not valid: it must be of the form Namespace/PropertyName."
    ))
}

/// The rule of the page. Our guess at the sentence.
pub(crate) fn property_namespaces() -> Fault {
    invalid_input("All properties in a single request must belong to the same namespace.")
}

/// Our own limit.
pub(crate) fn too_many_properties(most: usize) -> Fault {
    invalid_input(format!("An account cannot have more than {most} properties."))
}

/// Our guess, after the model's description of the error.
pub(crate) fn outbound_is_on() -> Fault {
    let message = "Outbound web identity federation is already enabled for your account.";
    Fault::of(&iam::FEATURE_ENABLED_EXCEPTION, message)
}

/// Our guess, after the model's description of the error.
pub(crate) fn outbound_is_off() -> Fault {
    let message = "Outbound web identity federation is disabled for your account.";
    Fault::of(&iam::FEATURE_DISABLED_EXCEPTION, message)
}

/// Our guess, after the model's description of the error.
pub(crate) fn no_report() -> Fault {
    let message = "No report exists. To generate a credential report, use GenerateCredentialReport.";
    Fault::of(&iam::CREDENTIAL_REPORT_NOT_PRESENT_EXCEPTION, message)
}

/// Our guess, after the model's description of the error.
pub(crate) fn report_expired() -> Fault {
    let message = "The most recent credential report has expired. To generate a new credential report, use \
                   GenerateCredentialReport.";
    Fault::of(&iam::CREDENTIAL_REPORT_EXPIRED_EXCEPTION, message)
}
