//! Sentences about identity providers.

use wire::fault::Fault;

use super::{already_exists, invalid_input, no_such_entity, validation};

/// What is no ARN of a provider. Recorded of another operation: "Invalid ARN:  Could not be parsed!"
pub(crate) fn invalid_arn() -> Fault {
    validation("Invalid ARN:  Could not be parsed!")
}

/// As users of AWS report it: <https://github.com/DrFaust92/terraform-kubernetes-ebs-csi-driver/issues/107>.
pub(crate) fn oidc_exists(url: &str) -> Fault {
    already_exists(format!("Provider with url https://{url} already exists."))
}

/// The words are those that clients of AWS expect in their doubles of it.
pub(crate) fn oidc_missing(arn: &str) -> Fault {
    no_such_entity(format!("OpenIDConnect Provider not found for arn {arn}"))
}

/// Our guess.
pub(crate) fn oidc_url() -> Fault {
    validation("Invalid Open ID Connect Provider URL")
}

/// Our guess.
pub(crate) fn thumbprints(most: usize) -> Fault {
    invalid_input(format!("Thumbprint list must contain at most {most} entries."))
}

/// As users of AWS report it: <https://github.com/org-formation/aws-resource-providers/issues/59>.
pub(crate) fn saml_exists(name: &str) -> Fault {
    already_exists(format!("Provider with name {name} already exists."))
}

/// Our guess at the sentence.
pub(crate) fn saml_missing(arn: &str) -> Fault {
    no_such_entity(format!("Manifest not found for arn {arn}"))
}

/// Our guess at the sentence.
pub(crate) fn saml_document() -> Fault {
    invalid_input("Could not parse metadata")
}

/// Two members that AWS's pages say exclude each other. Our guess at the sentence.
pub(crate) fn either(one: &str, other: &str) -> Fault {
    invalid_input(format!("Specify either {one} or {other}, but not both."))
}

/// A member that AWS's pages say needs another. Our guess at the sentence.
pub(crate) fn needs(one: &str, other: &str) -> Fault {
    invalid_input(format!("{one} requires {other}."))
}

/// The rule of the page on `ContextProvider`. Our guess at the sentence.
pub(crate) fn context_key(member: &str) -> Fault {
    invalid_input(format!(
        "{member} can contain only letters, numbers, single spaces and the characters _ . : / = + - @ #, and can't start \
         or end with a space."
    ))
}

/// Our guess at the sentence.
pub(crate) fn private_key() -> Fault {
    invalid_input("The private key must be a PEM file.")
}

/// Our guess at the sentence.
pub(crate) fn private_key_missing(id: &str) -> Fault {
    no_such_entity(format!("The private key with id {id} cannot be found."))
}
