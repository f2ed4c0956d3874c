//! Tags as operations of their own list them and take them away.

use wire::operation::Outgoing;
use wire::shape::Shape;
use wire::tag::{self, Tags};
use wire::value::{Fields, Value};

use crate::message::page::{Asked, Page};
use crate::message::shown;
use crate::message::tags::LIMITS;

/// A tag.
pub(crate) type Tag = (String, String);

/// The keys of the tags that a request takes away.
pub(crate) fn keys(fields: &Fields) -> Vec<String> {
    fields.texts("TagKeys").map(str::to_owned).collect()
}

/// Takes tags away. A key that no tag has is passed over.
pub(crate) fn remove(held: &mut Tags, keys: &[String]) {
    tag::remove(held, keys.iter().map(String::as_str), &LIMITS);
}

/// A page of a thing's tags, in the order of their keys, as AWS's pages say.
pub(crate) fn page(asked: Asked, tags: Tags) -> Page<Tag> {
    asked.page_of_all(tags, |(key, _)| key.clone())
}

/// The reply: `Tags`, empty if there are none.
pub(crate) fn reply(page: Page<Tag>, output: &'static Shape) -> Outgoing {
    page.reply(output, "Tags", |(key, value)| Value::Struct(shown::tag(&key, &value)))
}
