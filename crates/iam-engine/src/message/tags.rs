//! Tags, in the sentences of IAM.

use wire::fault::Fault;
use wire::operation::Outgoing;
use wire::shape::Shape;
use wire::tag::{self, Limits, Tags, WrongTag};
use wire::value::{Fields, Value};

use crate::error;
use crate::message::page::{Asked, Page};
use crate::message::shown;

/// A tag.
pub(crate) type Tag = (String, String);

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

/// A page of a thing's tags, in the order of their keys.
pub(crate) fn page(asked: Asked, mut tags: Tags) -> Page<Tag> {
    tags.sort();
    // A place, not a key, so that a marker is never longer than `Marker` may be.
    let numbered: Vec<(usize, Tag)> = tags.into_iter().enumerate().collect();
    asked.page_of_all(numbered, |(at, _)| format!("{at:04}")).map(|(_, tag)| tag)
}

/// The reply with a page of tags: `Tags`, empty if there are none.
pub(crate) fn reply(page: Page<Tag>, output: &'static Shape) -> Outgoing {
    page.reply(output, "Tags", |(key, value)| Value::Struct(shown::tag(&key, &value)))
}

/// The member `TagKeys` of a request.
pub(crate) fn keys(fields: &Fields) -> Vec<String> {
    fields.texts("TagKeys").map(str::to_owned).collect()
}

/// Takes the tags of these keys away.
pub(crate) fn remove(held: &mut Tags, keys: &[String]) {
    tag::remove(held, keys.iter().map(String::as_str), &LIMITS);
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
