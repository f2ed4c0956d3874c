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

/// How the keys of AWS's own tags begin.
const RESERVED: &str = "aws:";

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
    let tags = set.into_iter().map(|tag| of_parts(tag.key, tag.value)).collect::<Result<Vec<Tag>>>()?;
    checked(tags, on)
}

/// The tag of an element in a request's document. Both of its parts must be there.
pub(crate) fn of_parts(key: Option<String>, value: Option<String>) -> Result<Tag> {
    match (key, value) {
        (Some(key), Some(value)) => Ok(Tag { key, value }),
        _ => Err(Error::of(Code::MalformedXml)),
    }
}

/// A bucket's tags with others added, which are checked: of equal keys the new value, in the old one's place.
pub(crate) fn merged(old: &[Tag], added: Vec<Tag>) -> Result<Vec<Tag>> {
    let mut tags = old.to_vec();
    for tag in checked(added, On::Bucket)? {
        match tags.iter_mut().find(|known| known.key == tag.key) {
            Some(known) => *known = tag,
            None => tags.push(tag),
        }
    }
    if tags.len() > MAX_BUCKET_TAGS { Err(too_many(On::Bucket)) } else { Ok(tags) }
}

/// A bucket's tags without those of these keys. A key that no tag has is passed over.
///
/// That no more keys may be named than there may be tags, and the sentence about AWS's own, are our guess.
pub(crate) fn without(old: &[Tag], keys: &[String]) -> Result<Vec<Tag>> {
    if keys.len() > MAX_BUCKET_TAGS {
        return Err(too_many(On::Bucket));
    }
    for key in keys {
        check_key(key)?;
        if key.starts_with(RESERVED) {
            return Err(Error::invalid_tag("System tags cannot be removed by requester", key, None));
        }
    }
    Ok(old.iter().filter(|tag| !keys.contains(&tag.key)).cloned().collect())
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
    let most = match on {
        On::Object => MAX_OBJECT_TAGS,
        On::Bucket => MAX_BUCKET_TAGS,
    };
    if tags.len() > most {
        return Err(too_many(on));
    }
    for (at, tag) in tags.iter().enumerate() {
        let Tag { key, value } = tag;
        check_key(key)?;
        if value.chars().count() > MAX_VALUE_CHARS || !value.chars().all(is_allowed) {
            return Err(Error::invalid_tag("The TagValue you have provided is invalid", key, Some(value)));
        }
        if key.starts_with(RESERVED) {
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

fn too_many(on: On) -> Error {
    let message = match on {
        On::Object => "Object tags cannot be greater than 10",
        On::Bucket => "Bucket tag count cannot be greater than 50",
    };
    Error::saying(Code::BadRequest, message)
}

fn check_key(key: &str) -> Result<()> {
    if key.is_empty() || key.chars().count() > MAX_KEY_CHARS || !key.chars().all(is_allowed) {
        return Err(Error::invalid_tag("The TagKey you have provided is invalid", key, None));
    }
    Ok(())
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
