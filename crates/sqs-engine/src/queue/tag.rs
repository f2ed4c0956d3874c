//! Rules of tags that AWS's model does not have.
//!
//! <https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-queue-tags.html>

use wire::fault::Fault;
use wire::tag::{self, Limits, Tags, WrongTag};
use wire::value::Fields;

use crate::error;

/// What SQS allows.
pub(crate) const LIMITS: Limits = Limits::AWS;

/// The tags of a request's member.
///
/// # Errors
///
/// One that cannot be. The sentences are guesses.
pub(crate) fn given(fields: &Fields, member: &str) -> Result<Tags, Fault> {
    let tags = tag::given(fields, member, &LIMITS).map_err(wrong)?.unwrap_or_default();
    check(&tags)?;
    Ok(tags)
}

/// Judges all tags of a queue.
///
/// # Errors
///
/// There are too many, or one cannot be.
pub(crate) fn check(tags: &Tags) -> Result<(), Fault> {
    tag::check(tags, &LIMITS).map_err(wrong)
}

fn wrong(wrong: WrongTag) -> Fault {
    match wrong {
        WrongTag::TooMany => error::invalid("Too many tags added for queue."),
        WrongTag::KeyLength(key) => {
            error::invalid_value(key, "TagKey", "Tag keys must be between 1 and 128 characters in length.")
        }
        WrongTag::ValueLength(key) => error::invalid_value(
            key,
            "TagValue",
            "Tag values must be between 0 and 256 characters in length.",
        ),
        WrongTag::Twice(key) => error::invalid_value(key, "TagKey", "Tag keys must be unique."),
        WrongTag::Reserved(key) => error::invalid_value(key, "TagKey", "Tag keys cannot start with aws:."),
        WrongTag::Character(key) => error::invalid_value(
            key,
            "TagKey",
            "Tag keys can only include letters, spaces, numbers, and _ . : / = + - @.",
        ),
    }
}
