//! Sentences about certificates.

use wire::fault::Fault;

use super::{already_exists, no_such_entity};
use crate::model::iam;

/// Recorded on AWS, 2026-11-29.
pub(crate) fn missing(name: &str) -> Fault {
    no_such_entity(format!("The Server Certificate with name {name} cannot be found."))
}

/// As users of AWS report it: <https://github.com/dlapiduz/certbot-s3front/issues/17>.
pub(crate) fn exists(name: &str) -> Fault {
    already_exists(format!("The Server Certificate with name {name} already exists."))
}

/// As users of AWS report it: <https://github.com/openshift/openshift-ansible/issues/11214>.
pub(crate) fn no_certificate() -> Fault {
    malformed("Unable to parse certificate. Please ensure the certificate is in PEM format.")
}

/// Our guess, after the sentence about certificates.
pub(crate) fn no_key() -> Fault {
    malformed("Unable to parse private key. Please ensure the private key is in PEM format.")
}

/// As users of AWS report it: <https://github.com/go-acme/lego/issues/304>. `index`: of the certificate that does not fit, -1
/// where the chain does not begin with who signed.
pub(crate) fn chain(index: i64) -> Fault {
    malformed(format!(
        "Unable to validate certificate chain. The certificate chain must start with the immediate signing certificate, \
         followed by any intermediaries in order. The index within the chain of the invalid certificate is: {index}"
    ))
}

/// That it is refused: <https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_server-certs.html>. Our guess at the
/// sentence.
pub(crate) fn not_valid_now() -> Fault {
    malformed("The certificate is not valid at this time: it is expired, or its validity has not begun.")
}

/// Our guess at the sentence.
pub(crate) fn mismatch() -> Fault {
    let message = "The public key certificate and the private key do not match.";
    Fault::of(&iam::KEY_PAIR_MISMATCH_EXCEPTION, message)
}

fn malformed(message: impl Into<String>) -> Fault {
    Fault::of(&iam::MALFORMED_CERTIFICATE_EXCEPTION, message)
}
