//! Policy documents, as IAM judges them before it keeps them.

use policy::{Document, Form};
use wire::fault::Fault;

use crate::error;

/// Judges the text of a policy.
///
/// # Errors
///
/// It is none of that form. Recorded on AWS, 2026-11-29: "This policy contains invalid Json".
pub(crate) fn check(text: &str, form: Form) -> Result<(), Fault> {
    match Document::read(text, form) {
        Ok(_) => Ok(()),
        Err(_) => Err(error::malformed_policy("This policy contains invalid Json")),
    }
}
