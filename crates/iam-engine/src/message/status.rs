//! The status of a credential: active or not.

use wire::fault::Fault;
use wire::value::Fields;

use crate::error;

/// As replies show it.
pub(crate) fn shown(is_active: bool) -> &'static str {
    if is_active { "Active" } else { "Inactive" }
}

/// The member `Status` of a request.
///
/// # Errors
///
/// It is `Expired`, which nobody can set: our guess at the sentence, after what AWS's documentation has of the error.
pub(crate) fn read(fields: &Fields) -> Result<bool, Fault> {
    match fields.required("Status") {
        "Active" => Ok(true),
        "Inactive" => Ok(false),
        other => Err(error::invalid_input(format!("Invalid status: {other}"))),
    }
}
