//! Tags of parameters.
//!
//! <https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_AddTagsToResource.html>

use wire::fault::Fault;
use wire::tag::{self, Limits, Tags, WrongTag};
use wire::value::Fields;

use crate::error;

/// What AWS allows.
pub(crate) const LIMITS: Limits = Limits::AWS;

/// The tags of a request.
///
/// # Errors
///
/// One that cannot be. The sentences are guesses.
pub(crate) fn given(fields: &Fields) -> Result<Tags, Fault> {
    let tags = tag::given(fields, "Tags", &LIMITS).map_err(|wrong| refused(&wrong))?.unwrap_or_default();
    check(&tags)?;
    Ok(tags)
}

/// Judges all tags that something is to have.
///
/// # Errors
///
/// There are too many, or one cannot be.
pub(crate) fn check(tags: &Tags) -> Result<(), Fault> {
    tag::check(tags, &LIMITS).map_err(|wrong| refused(&wrong))
}

fn refused(wrong: &WrongTag) -> Fault {
    match wrong {
        WrongTag::TooMany => error::too_many_tags(),
        WrongTag::Reserved(key) => {
            error::invalid(format!("The tag key {key} begins with aws:, which is reserved."))
        }
        WrongTag::Twice(key) => error::invalid(format!("The tag key {key} is given more than once.")),
        WrongTag::KeyLength(key) | WrongTag::ValueLength(key) | WrongTag::Character(key) => {
            error::invalid(format!("The tag with the key '{key}' is not valid."))
        }
    }
}
