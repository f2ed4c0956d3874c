//! What GetObject and HeadObject share: the version, the conditions, the range, and the headers of the reply.
//!
//! Takes the store's reading side, and knows no engine.
//!
//! - `copy_source`: the source of a copy

pub(crate) mod copy_source;

use std::ops::Range;
use std::sync::Arc;

use http::{HeaderMap, HeaderName, HeaderValue, header};

use crate::access;
use crate::bucket::{self, Bucket};
use crate::context::{Context, Override};
use crate::error::{Code, Error, Result};
use crate::lifecycle::Lifecycles;
use crate::object;
use crate::object::customer_key::{self, CustomerKey};
use crate::object::describe;
use crate::object::encryption;
use crate::object::precondition;
use crate::object::{Content, Object, ObjectBytes, Version};
use crate::payload::checksum::{Checksum, ChecksumKind};
use crate::payload::range;
use crate::reader::Reader;

/// What a request for an object asks for.
#[derive(Debug)]
pub(crate) struct AskedObject<'a> {
    pub(crate) bucket: &'a str,
    pub(crate) key: &'a str,
    pub(crate) version: Option<&'a str>,
    pub(crate) part: Option<i32>,
    /// `x-amz-checksum-mode: ENABLED`.
    pub(crate) checksum: bool,
    /// The client's key that the request names.
    pub(crate) customer_key: Option<CustomerKey>,
    pub(crate) method: &'static str,
}

/// An object that may be read, and which of its bytes.
#[derive(Debug)]
pub(crate) struct FoundObject {
    pub(crate) bucket: Arc<Bucket>,
    pub(crate) version: Version,
    pub(crate) object: Object,
    /// The bytes asked for, if not all.
    pub(crate) range: Option<Range<u64>>,
    /// The part asked for, with its checksum.
    pub(crate) part: Option<Option<String>>,
}

impl FoundObject {
    /// The bytes that the reply is about.
    fn bytes(&self) -> Range<u64> {
        self.range.clone().unwrap_or(0..self.object.size)
    }
}

/// Finds the object, and judges conditions and range.
pub(crate) fn find(store: &Reader, cx: &Context, asked: &AskedObject<'_>) -> Result<FoundObject> {
    let bucket = bucket::open(store, cx, asked.bucket)?;
    let (version, object) = object::readable(store, &bucket, asked.key, asked.version, asked.method)?;
    access::admit_to_object(cx, &bucket, &object, "READ")?;
    customer_key::check_read(&object, asked.customer_key.as_ref())?;
    encryption::check_reader_signs(cx, &object.described)?;
    precondition::check_read(&cx.aside, &object.etag, version.modified(), cx.call.now)?;
    let header = cx.aside("range");
    let mut part = None;
    let range = match (asked.part, header) {
        (Some(_), Some(_)) => {
            return Err(Error::request("Cannot specify both Range header and partNumber query parameter"));
        }
        (Some(number), None) => {
            let (range, checksum) = part_of(&object, number)?;
            part = Some(checksum);
            Some(range)
        }
        // What was read before is another object's: all of this one is sent.
        (None, Some(_)) if !precondition::is_as_before(&cx.aside, &object.etag, version.modified()) => None,
        (None, Some(header)) => match range::ByteRange::parse(header) {
            None => None,
            Some(wanted) => Some(
                wanted
                    .within(object.size)
                    .ok_or_else(|| Error::range_not_satisfiable(header, object.size))?,
            ),
        },
        (None, None) => None,
    };
    Ok(FoundObject { bucket, version, object, range, part })
}

/// Finds the object as [`find`] does, and opens the bytes asked for.
pub(crate) fn open(
    store: &Reader,
    cx: &Context,
    asked: &AskedObject<'_>,
) -> Result<(FoundObject, ObjectBytes)> {
    let find = || {
        let found = find(store, cx, asked)?;
        describe::check_at_hand(&found.object, cx.call.now)?;
        Ok(found)
    };
    object::open(store, find, |found| (&found.object.content, found.bytes()))
}

/// The number of a part, as a request names it.
pub(crate) fn part_number(text: &str) -> Result<i32> {
    let number = text.parse().ok().filter(|number| (1..=10_000).contains(number));
    number.ok_or_else(|| Error::part_number(text))
}

/// The bytes of a part, and its checksum. An object that was not uploaded in parts is its own part 1.
fn part_of(object: &Object, number: i32) -> Result<(Range<u64>, Option<String>)> {
    match &object.content {
        Content::Whole(_) if number == 1 => Ok((0..object.size, None)),
        Content::Whole(_) => Err(Error::part_number_not_satisfiable(number, 1)),
        Content::Parts(parts) => {
            let mut start = 0;
            for part in parts {
                let end = start + part.blob.len();
                if part.number == number {
                    return Ok((start..end, part.checksum.clone()));
                }
                start = end;
            }
            Err(Error::part_number_not_satisfiable(number, parts.len()))
        }
    }
}

/// The headers of the reply.
pub(crate) fn headers(found: &FoundObject, asked: &AskedObject<'_>) -> HeaderMap {
    let FoundObject { version, object, range, part, .. } = found;
    let mut headers = describe::head(version, object);
    let sent = found.bytes();
    headers.insert(header::CONTENT_LENGTH, HeaderValue::from(sent.end - sent.start));
    if let Some(range) = range
        && object.size > 0
        && let Ok(shown) =
            HeaderValue::try_from(format!("bytes {}-{}/{}", range.start, range.end - 1, object.size))
    {
        headers.insert(header::CONTENT_RANGE, shown);
    }
    if let (Some(_), Content::Parts(parts)) = (part, &object.content) {
        headers.insert(HeaderName::from_static("x-amz-mp-parts-count"), HeaderValue::from(parts.len()));
    }
    if asked.checksum
        && let Some(checksum) = shown_checksum(found)
    {
        describe::show_checksum(&mut headers, &checksum);
    }
    headers
}

/// Tells in the reply when the object will expire, and when its copy from an archive will go.
pub(crate) fn show_ends(
    (store, cx): (&Reader, &Context),
    lifecycles: &Lifecycles,
    (found, asked): (&FoundObject, &AskedObject<'_>),
    headers: &mut HeaderMap,
) -> Result<()> {
    describe::show_restored(headers, &found.object, cx.call.now);
    let shown = (&found.version, &found.object, asked.version.is_some());
    lifecycles.show_expiry(store, (&found.bucket, asked.key), shown, headers)
}

/// The checksum of what is sent: the object's if it is sent whole, the part's if it is one and the object's checksum is
/// made of theirs. The checksum of all bytes of an object says nothing of one part (recorded on AWS).
fn shown_checksum(found: &FoundObject) -> Option<Checksum> {
    let whole = found.object.checksum.clone()?;
    match (&found.part, &found.object.content) {
        (Some(Some(value)), Content::Parts(_)) if whole.kind == ChecksumKind::Composite => {
            // The type that is shown with a part is the object's.
            Some(Checksum { value: value.clone(), ..whole })
        }
        (Some(None), Content::Parts(_)) => None,
        _ if found.bytes() == (0..found.object.size) => Some(whole),
        _ => None,
    }
}

/// Headers of the reply that the request sets: signed requests only.
pub(crate) fn overrides(cx: &Context) -> Result<HeaderMap> {
    if !cx.overrides.is_empty() && !cx.signed {
        return Err(Error::saying(
            Code::InvalidRequest,
            "Request specific response headers cannot be used for anonymous GET requests.",
        ));
    }
    let mut headers = HeaderMap::new();
    for Override { parameter, header, value } in &cx.overrides {
        let as_header = describe::to_header(value).ok_or_else(|| {
            Error::argument("Header value cannot be represented using ISO-8859-1.", parameter, value)
        })?;
        headers.insert(header, as_header);
    }
    Ok(headers)
}
