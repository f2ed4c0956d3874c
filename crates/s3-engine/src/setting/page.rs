//! Settings of which a bucket may have several: their ids, how many there may be, and pages of them.

use std::ops::{Bound, ControlFlow};

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use store::{Key, Order};

use super::record::{self, Kept};
use super::{Result, Setting};
use crate::bucket::Bucket;
use crate::error::{Code, Error};
use crate::reader::Reader;

/// Configurations of one kind that a bucket may have.
/// <https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketMetricsConfiguration.html>
const MOST: usize = 1_000;
/// Configurations of a page.
/// <https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListBucketMetricsConfigurations.html>
const OF_PAGE: usize = 100;
/// The longest id, by the pages of the configurations.
const LONGEST_ID: usize = 64;

/// One page.
pub(crate) struct Page {
    /// Documents as they are kept.
    pub(crate) documents: Vec<String>,
    /// Where the next one begins, if there is one.
    pub(crate) next: Option<String>,
}

/// Whether it can be an id: letters, digits, dots, dashes and underscores.
pub(crate) fn is_id(id: &str) -> bool {
    let is_known = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-' | b'_');
    !id.is_empty() && id.len() <= LONGEST_ID && id.bytes().all(is_known)
}

/// The configurations of a kind behind a token, in the order of their ids.
pub(crate) fn of(store: &Reader, bucket: &Bucket, setting: &Setting, token: Option<&str>) -> Result<Page> {
    let all = record::all(bucket.id, setting);
    let from = token.map(|token| id_of(token).map(|id| record::key(bucket.id, setting, &id))).transpose()?;
    let mut page = Page { documents: Vec::new(), next: None };
    let (mut last, mut broken) = (None, None);
    let start = from.as_ref().map_or_else(|| all.from_here(), Key::after);
    let end = all.end();
    store.scan(start, Bound::Excluded(end.as_bytes()), Order::Ascending, &mut |key, raw| {
        if page.documents.len() == OF_PAGE {
            page.next = last.take().map(|id: String| URL_SAFE_NO_PAD.encode(id));
            return ControlFlow::Break(());
        }
        match serde_json::from_slice::<Kept>(raw) {
            Ok(kept) => page.documents.push(kept.document),
            Err(cause) => broken = Some(cause),
        }
        last = record::id_of(key);
        ControlFlow::Continue(())
    })?;
    match broken {
        Some(cause) => Err(Error::internal(cause)),
        None => Ok(page),
    }
}

/// Refuses one more where there are as many as there may be.
pub(crate) fn has_room(store: &Reader, bucket: &Bucket, setting: &Setting) -> Result<()> {
    let mut there = 0;
    store.scan_prefix(&record::all(bucket.id, setting), &mut |_, _| {
        there += 1;
        ControlFlow::Continue(())
    })?;
    if there < MOST { Ok(()) } else { Err(Error::of(Code::TooManyConfigurations)) }
}

fn id_of(token: &str) -> Result<String> {
    let id = URL_SAFE_NO_PAD.decode(token).ok().and_then(|id| String::from_utf8(id).ok());
    id.filter(|id| is_id(id)).ok_or_else(|| {
        Error::argument("The continuation token provided is incorrect", "continuation-token", token)
    })
}
