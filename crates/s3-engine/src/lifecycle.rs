//! What the lifecycle of a bucket does to its objects, and when: pure judgement on what is seen of a version or an upload, and the
//! headers that tell of it. Who acts on it is `upkeep`, through the doors.
//!
//! - `rules`: the rules of a configuration, read from what is kept of it
//!
//! <https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lifecycle-mgmt.html>

mod rules;

use std::sync::Arc;

use base::clock::Timestamp;
use bytes::Bytes;
use http::{HeaderMap, HeaderName, HeaderValue};
use parking_lot::Mutex;

use crate::bucket::Bucket;
use crate::error::Result;
use crate::message::percent::url_encode;
use crate::message::time::http_date;
use crate::object::{self, Object, Version};
use crate::reader::Reader;
use crate::setting::record;
use crate::setting::table::LIFECYCLE;
pub(crate) use rules::{Act, Place, Rules, Seen, SeenObject};

/// Milliseconds of a day. Whatever a lifecycle does, it does at midnight UTC.
pub(crate) const DAY_MS: u64 = 86_400_000;

/// So many buckets' rules are kept as they were read.
const MOST_READ: usize = 64;

/// A bucket's lifecycle.
#[derive(Clone, Debug)]
pub(crate) struct Lifecycle {
    bucket: u64,
    /// The record that it was read from.
    pub(crate) record: Bytes,
    pub(crate) rules: Arc<Rules>,
}

/// The lifecycles that were read last, so that they are not read for every object.
#[derive(Debug, Default)]
pub(crate) struct Lifecycles(Mutex<Vec<Lifecycle>>);

impl Lifecycles {
    /// The lifecycle of a bucket, if it has one.
    pub(crate) fn of(&self, store: &Reader, bucket: &Bucket) -> Result<Option<Lifecycle>> {
        if !bucket.may_have(LIFECYCLE.kind) {
            return Ok(None);
        }
        let Some(record) = store.get(record::key(bucket.id, &LIFECYCLE, "").as_bytes())? else {
            return Ok(None);
        };
        let is_it = |known: &&Lifecycle| known.bucket == bucket.id && known.record == record;
        if let Some(known) = self.0.lock().iter().find(is_it) {
            return Ok(Some(known.clone()));
        }
        let found = record::find(store, bucket, &LIFECYCLE, "")?;
        let Some(rules) = Rules::of(&found)? else { return Ok(None) };
        let read = Lifecycle { bucket: bucket.id, record, rules: Arc::new(rules) };
        let mut all = self.0.lock();
        all.retain(|known| known.bucket != bucket.id);
        if all.len() >= MOST_READ {
            all.remove(0);
        }
        all.push(read.clone());
        Ok(Some(read))
    }

    /// Tells in a reply when the current version of a key will expire, if it will. `asked`: whether the request named the
    /// version, which then may be another.
    pub(crate) fn show_expiry(
        &self,
        store: &Reader,
        (bucket, key): (&Bucket, &str),
        (version, object, asked): (&Version, &Object, bool),
        headers: &mut HeaderMap,
    ) -> Result<()> {
        let Some(lifecycle) = self.of(store, bucket)? else { return Ok(()) };
        let seen = SeenObject {
            size: object.size,
            class: object.described.storage_class.as_deref(),
            tags: &object.tags,
        };
        let Some((at_ms, rule)) = lifecycle.rules.expiry(key, version.modified_ms, &seen) else {
            return Ok(());
        };
        if asked && object::newest(store, bucket, key)?.is_none_or(|newest| newest.order != version.order) {
            return Ok(());
        }
        let date = http_date(Timestamp::from_millis(at_ms));
        let value = format!("expiry-date=\"{date}\", rule-id=\"{}\"", url_encode(rule));
        insert(headers, "x-amz-expiration", &value);
        Ok(())
    }

    /// Tells in a reply when an upload will be aborted, if it will.
    pub(crate) fn show_abort(
        &self,
        store: &Reader,
        (bucket, key, initiated_ms): (&Bucket, &str, u64),
        headers: &mut HeaderMap,
    ) -> Result<()> {
        let Some(lifecycle) = self.of(store, bucket)? else { return Ok(()) };
        if let Some((at_ms, rule)) = lifecycle.rules.abort(key, initiated_ms) {
            insert(headers, "x-amz-abort-date", &http_date(Timestamp::from_millis(at_ms)));
            insert(headers, "x-amz-abort-rule-id", &url_encode(rule));
        }
        Ok(())
    }
}

fn insert(headers: &mut HeaderMap, name: &'static str, value: &str) {
    if let Ok(value) = HeaderValue::from_str(value) {
        headers.insert(HeaderName::from_static(name), value);
    }
}

/// So many days later, and from there to the next midnight. "Amazon S3 calculates the time by adding the number of days specified in
/// the rule to the object creation time and rounding up the resulting time to the next day at midnight UTC."
/// <https://docs.aws.amazon.com/AmazonS3/latest/userguide/intro-lifecycle-rules.html#intro-lifecycle-rules-number-of-days>
pub(crate) fn days_on(from_ms: u64, days: u64) -> u64 {
    midnight(from_ms.saturating_add(days.saturating_mul(DAY_MS)))
}

/// The next midnight, if it is not midnight.
pub(crate) fn midnight(ms: u64) -> u64 {
    ms.div_ceil(DAY_MS).saturating_mul(DAY_MS)
}
