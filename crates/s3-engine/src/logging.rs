//! Server access logs: what is written of a request, and what waits until it is delivered.
//!
//! Logs are best effort, on AWS too: lines wait in memory, and what waits when the process ends is lost.
//!
//! - `line`: one line
//!
//! <https://docs.aws.amazon.com/AmazonS3/latest/userguide/ServerLogs.html>

pub(crate) mod line;

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicU64, Ordering};

use base::clock::Timestamp;
use parking_lot::Mutex;
use time::OffsetDateTime;
use time::macros::format_description;

use crate::bucket::Bucket;
use crate::error::Result;
use crate::reader::Reader;
use crate::setting::record::{self, Found};
use crate::setting::table::LOGGING;

/// So many bytes of lines wait at most. What is beyond is not written, and counted.
const MOST_BYTES: usize = 8 << 20;

/// Where the lines of a bucket go, and how the objects are named.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Target {
    /// The bucket that is written about.
    pub(crate) source: String,
    pub(crate) partition: String,
    /// The one that gets the lines.
    pub(crate) bucket: String,
    prefix: String,
    /// What stands between the prefix and the day, where keys are partitioned.
    place: Option<String>,
    /// Whether the day in a key is that of the requests, not that of the delivery.
    by_event: bool,
}

/// Where the lines of a bucket go, if it has any.
pub(crate) fn target(store: &Reader, bucket: &Bucket, partition: &str) -> Result<Option<Target>> {
    let Found::Kept(kept) = record::find(store, bucket, &LOGGING, "")? else { return Ok(None) };
    let fields = LOGGING.read(kept.document.as_bytes())?;
    let Some(enabled) = fields.fields("LoggingEnabled") else { return Ok(None) };
    let format = enabled.fields("TargetObjectKeyFormat");
    let partitioned = format.and_then(|format| format.fields("PartitionedPrefix"));
    let place = partitioned.map(|_| format!("{}/{}/{}/", bucket.owner(), bucket.region, bucket.name));
    Ok(Some(Target {
        source: bucket.name.clone(),
        partition: partition.to_owned(),
        bucket: enabled.required("TargetBucket").to_owned(),
        prefix: enabled.required("TargetPrefix").to_owned(),
        place,
        by_event: partitioned.and_then(|how| how.text("PartitionDateSource")) == Some("EventTime"),
    }))
}

impl Target {
    /// The key of an object with lines. `unique`: what tells it from others of the same second.
    /// <https://docs.aws.amazon.com/AmazonS3/latest/userguide/ServerLogs.html#server-log-keyname-format>
    pub(crate) fn key(&self, lines: &Lines, delivered: Timestamp, unique: &str) -> String {
        let day = if self.by_event { lines.first } else { delivered };
        let Target { prefix, place, .. } = self;
        match place {
            Some(place) => {
                let folder = moment(day, format_description!("[year]/[month]/[day]/"));
                format!("{prefix}{place}{folder}{}-{unique}", second(day, self.by_event))
            }
            None => format!("{prefix}{}-{unique}", second(delivered, false)),
        }
    }
}

/// The second of a key. Keys by the time of the requests have the day alone.
fn second(at: Timestamp, day_alone: bool) -> String {
    match day_alone {
        true => moment(at, format_description!("[year]-[month]-[day]-00-00-00")),
        false => moment(at, format_description!("[year]-[month]-[day]-[hour]-[minute]-[second]")),
    }
}

fn moment(at: Timestamp, format: &[time::format_description::BorrowedFormatItem<'_>]) -> String {
    let secs = i64::try_from(at.secs()).unwrap_or(i64::MAX);
    let time = OffsetDateTime::from_unix_timestamp(secs).ok();
    time.and_then(|time| time.format(format).ok()).unwrap_or_default()
}

/// Lines that go into one object.
#[derive(Debug)]
pub(crate) struct Lines {
    pub(crate) text: String,
    /// When the first of the requests came.
    first: Timestamp,
}

/// What waits to be delivered.
#[derive(Debug, Default)]
pub(crate) struct Waiting {
    lines: Mutex<BTreeMap<Target, Lines>>,
    bytes: AtomicU64,
    dropped: AtomicU64,
}

impl Waiting {
    /// Adds a line. Whether it is the first that waits.
    pub(crate) fn add(&self, target: Target, at: Timestamp, line: &str) -> bool {
        let mut lines = self.lines.lock();
        let size = line.len() as u64 + 1;
        if self.bytes.load(Ordering::Relaxed) + size > MOST_BYTES as u64 {
            self.dropped.fetch_add(1, Ordering::Relaxed);
            return false;
        }
        let is_first = lines.is_empty();
        let known = lines.entry(target).or_insert_with(|| Lines { text: String::new(), first: at });
        known.text.push_str(line);
        known.text.push('\n');
        self.bytes.fetch_add(size, Ordering::Relaxed);
        is_first
    }

    /// Takes all that waits.
    pub(crate) fn take(&self) -> BTreeMap<Target, Lines> {
        let mut lines = self.lines.lock();
        self.bytes.store(0, Ordering::Relaxed);
        std::mem::take(&mut *lines)
    }

    /// How many lines were not written, since too many waited.
    pub(crate) fn dropped(&self) -> u64 {
        self.dropped.load(Ordering::Relaxed)
    }
}
