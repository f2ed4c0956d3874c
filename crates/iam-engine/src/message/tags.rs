//! Tags, in the sentences of IAM.

use wire::fault::Fault;
use wire::tag::{self, Limits, Tags, WrongTag};
use wire::value::Fields;

use crate::error;

/// <https://docs.aws.amazon.com/IAM/latest/UserGuide/id_tags.html#id_tags_rules>
pub(crate) const LIMITS: Limits = Limits { ignores_case: true, ..Limits::AWS };

/// The member `Tags` of a request, judged; empty if it is not there.
///
/// # Errors
///
/// Too many tags, a key that stands twice, or one that is AWS's.
pub(crate) fn read(fields: &Fields) -> Result<Tags, Fault> {
    let tags = tag::given(fields, "Tags", &LIMITS).map_err(wrong)?.unwrap_or_default();
    tag::check(&tags, &LIMITS).map_err(wrong)?;
    Ok(tags)
}

/// A thing's tags with others over them.
///
/// # Errors
///
/// There would be too many.
pub(crate) fn merge(held: &mut Tags, added: Tags) -> Result<(), Fault> {
    tag::merge(held, added, &LIMITS);
    if held.len() > LIMITS.most { Err(wrong(WrongTag::TooMany)) } else { Ok(()) }
}

/// Our guess at the sentences, but for that of keys that stand twice, which is recorded of STS.
fn wrong(wrong: WrongTag) -> Fault {
    match wrong {
        WrongTag::TooMany => {
            error::invalid_input(format!("Tags cannot exceed the limit of {} tags.", LIMITS.most))
        }
        WrongTag::Twice(_) => {
            error::invalid_input("Duplicate tag keys found. Please note that Tag keys are case insensitive.")
        }
        WrongTag::Reserved(key) => error::invalid_input(format!("Tag keys may not begin with 'aws:': {key}")),
        // The shapes' constraints have judged these before.
        WrongTag::KeyLength(key) | WrongTag::ValueLength(key) | WrongTag::Character(key) => {
            error::validation(format!("The tag with the key '{key}' is not valid."))
        }
    }
}
