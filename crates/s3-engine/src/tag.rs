//! Tags of objects and buckets, and their rules.
//!
//! Only the rules: who keeps tags are `bucket`, `object` and `upload`.
//!
//! <https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-tagging.html>

use s3s::dto;
use serde::{Deserialize, Serialize};

use crate::error::{Code, Error, Result};

/// An object carries no more.
const MAX_OBJECT_TAGS: usize = 10;
/// A bucket carries no more.
const MAX_BUCKET_TAGS: usize = 50;
/// Characters of a key.
const MAX_KEY_CHARS: usize = 128;
/// Characters of a value.
const MAX_VALUE_CHARS: usize = 256;

/// A name and a value.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Tag {
    pub(crate) key: String,
    pub(crate) value: String,
}

/// What carries the tags.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum On {
    Object,
    Bucket,
}

/// The tags of a request's document, checked.
pub(crate) fn of_document(tagging: dto::Tagging, on: On) -> Result<Vec<Tag>> {
    of_set(tagging.tag_set, on)
}

/// The tags of a list in a request's document, checked.
pub(crate) fn of_set(set: impl IntoIterator<Item = dto::Tag>, on: On) -> Result<Vec<Tag>> {
    let tags = set
        .into_iter()
        .map(|tag| match (tag.key, tag.value) {
            (Some(key), Some(value)) => Ok(Tag { key, value }),
            _ => Err(Error::of(Code::MalformedXml)),
        })
        .collect::<Result<Vec<Tag>>>()?;
    checked(tags, on)
}

/// The refusal of an `x-amz-tagging` header.
pub(crate) fn malformed_header(header: &str) -> Error {
    Error::argument(
        "The header 'x-amz-tagging' shall be encoded as UTF-8 then URLEncoded URL query parameters without tag name duplicates.",
        "x-amz-tagging",
        header,
    )
}

/// The tags of an `x-amz-tagging` header, `a=b&c=d` with percent encoding, checked.
pub(crate) fn of_header(header: &str) -> Result<Vec<Tag>> {
    let malformed = || malformed_header(header);
    let decode = |text: &str| {
        let text = text.replace('+', " ");
        percent_encoding::percent_decode_str(&text)
            .decode_utf8()
            .map(|text| text.into_owned())
            .map_err(|_| malformed())
    };
    let mut tags: Vec<Tag> = Vec::new();
    for pair in header.split('&').filter(|pair| !pair.is_empty()) {
        let (key, value) = pair.split_once('=').unwrap_or((pair, ""));
        let tag = Tag { key: decode(key)?, value: decode(value)? };
        // A name that is not there is not one (recorded on AWS for `=`).
        if tag.key.is_empty() || tags.iter().any(|known| known.key == tag.key) {
            return Err(malformed());
        }
        tags.push(tag);
    }
    checked(tags, On::Object)
}

fn checked(tags: Vec<Tag>, on: On) -> Result<Vec<Tag>> {
    match on {
        On::Object if tags.len() > MAX_OBJECT_TAGS => {
            return Err(Error::saying(Code::BadRequest, "Object tags cannot be greater than 10"));
        }
        On::Bucket if tags.len() > MAX_BUCKET_TAGS => {
            return Err(Error::saying(Code::BadRequest, "Bucket tag count cannot be greater than 50"));
        }
        _ => {}
    }
    for (at, tag) in tags.iter().enumerate() {
        let Tag { key, value } = tag;
        if key.is_empty() || key.chars().count() > MAX_KEY_CHARS || !key.chars().all(is_allowed) {
            return Err(Error::invalid_tag("The TagKey you have provided is invalid", key, None));
        }
        if value.chars().count() > MAX_VALUE_CHARS || !value.chars().all(is_allowed) {
            return Err(Error::invalid_tag("The TagValue you have provided is invalid", key, Some(value)));
        }
        if key.starts_with("aws:") {
            let message = match on {
                On::Object => "Your TagKey cannot be prefixed with aws:",
                On::Bucket => "System tags cannot be added/updated by requester",
            };
            return Err(Error::invalid_tag(message, key, None));
        }
        if tags.iter().take(at).any(|other| other.key == *key) {
            return Err(Error::invalid_tag("Cannot provide multiple Tags with the same key", key, None));
        }
    }
    Ok(tags)
}

/// Letters, digits and spaces of any script, and `+ - = . _ : / @`.
fn is_allowed(c: char) -> bool {
    c.is_alphanumeric() || c.is_whitespace() || "+-=._:/@".contains(c)
}

/// As the documents of replies list them.
pub(crate) fn to_set(tags: &[Tag]) -> dto::TagSet {
    tags.iter().map(|tag| dto::Tag { key: Some(tag.key.clone()), value: Some(tag.value.clone()) }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(header: &str, expected: std::result::Result<&[(&str, &str)], &str>) {
        let tags = of_header(header);
        match expected {
            Ok(expected) => {
                let tags = tags.unwrap();
                let tags: Vec<_> = tags.iter().map(|t| (t.key.as_str(), t.value.as_str())).collect();
                assert_eq!(tags, expected, "{header}");
            }
            Err(code) => assert_eq!(tags.unwrap_err().name(), code, "{header}"),
        }
    }

    /// <https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-tagging.html>
    #[test]
    fn headers() {
        check("", Ok(&[]));
        check("a=b&c=d", Ok(&[("a", "b"), ("c", "d")]));
        check("a%20b=c%2Bd&e=f+g", Ok(&[("a b", "c+d"), ("e", "f g")]));
        check("alone", Ok(&[("alone", "")]));
        check("a=1&a=2", Err("InvalidArgument"));
        check("=", Err("InvalidArgument"));
        check("aws:x=1", Err("InvalidTag"));
        check("a=%7B", Err("InvalidTag"));
        check(&format!("{}=1", "k".repeat(129)), Err("InvalidTag"));
        check(&format!("k={}", "v".repeat(257)), Err("InvalidTag"));
        let eleven = (0..11).map(|n| format!("k{n}=v")).collect::<Vec<_>>().join("&");
        check(&eleven, Err("BadRequest"));
    }
}
