//! Values as replies show them.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use wire::tag::Tags;
use wire::value::{Fields, Value};

use crate::model::iam;

/// All but what RFC 3986 leaves as it is.
const ESCAPED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// A time, from seconds since 1970.
pub(crate) fn time(secs: u64) -> Value {
    Value::Time(i64::try_from(secs.saturating_mul(1000)).unwrap_or(i64::MAX))
}

/// Tags in the order of their keys, as AWS's pages say of every such list; nothing if there are none, as AWS leaves the
/// member out.
pub(crate) fn tags(tags: &Tags) -> Option<Vec<Fields>> {
    let mut sorted: Vec<_> = tags.iter().collect();
    sorted.sort();
    let shown = sorted.into_iter().map(|(key, value)| tag(key, value)).collect();
    (!tags.is_empty()).then_some(shown)
}

/// One tag.
pub(crate) fn tag(key: &str, value: &str) -> Fields {
    Fields::new(&iam::TAG).with("Key", key).with("Value", value)
}

/// A policy document, which IAM encodes as RFC 3986 has it:
/// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetRolePolicy.html>.
pub(crate) fn document(text: &str) -> String {
    utf8_percent_encode(text, ESCAPED).to_string()
}
