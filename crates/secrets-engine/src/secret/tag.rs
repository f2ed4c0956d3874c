//! Rules of tags that AWS's model does not have.
//!
//! <https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_TagResource.html>

use wire::fault::Fault;
use wire::tag::{self, Limits, Tags, WrongTag};
use wire::value::Fields;

use crate::error;

/// What Secrets Manager allows.
pub(crate) const LIMITS: Limits = Limits::AWS;

/// The tags of a request. The sentences about wrong ones are guesses.
///
/// # Errors
///
/// One that cannot be.
pub(crate) fn given(fields: &Fields) -> Result<Tags, Fault> {
    let tags = tag::given(fields, "Tags", &LIMITS).map_err(wrong)?.unwrap_or_default();
    check(&tags)?;
    Ok(tags)
}

/// Judges all tags of a secret.
///
/// # Errors
///
/// There are too many, or one cannot be.
pub(crate) fn check(tags: &Tags) -> Result<(), Fault> {
    tag::check(tags, &LIMITS).map_err(wrong)
}

fn wrong(wrong: WrongTag) -> Fault {
    error::wrong_tags(match wrong {
        WrongTag::TooMany => "A secret can't have more than 50 tags.".to_owned(),
        WrongTag::KeyLength(_) => "Tag keys must be between 1 and 128 characters in length.".to_owned(),
        WrongTag::ValueLength(_) => "Tag values must be between 0 and 256 characters in length.".to_owned(),
        WrongTag::Twice(key) => format!("Duplicate tag key found: {key}."),
        WrongTag::Reserved(_) => "Tag keys can't begin with aws:.".to_owned(),
        WrongTag::Character(_) => {
            "Tags can only include letters, spaces, numbers, and _ . : / = + - @.".to_owned()
        }
    })
}
