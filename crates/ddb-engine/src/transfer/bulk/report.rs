//! The report of a bulk operation: what it did not put. Entries lie in the store until the operation ends, and are then
//! written to S3 like an export: data files, and manifests that name them. That layout is our guess.
//!
//! <https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/BulkPutItems.Output.html>

use std::io::Write as _;
use std::ops::{Bound, ControlFlow};

use base::seams::SeamError;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use bytes::Bytes;
use flate2::Compression;
use flate2::write::GzEncoder;
use md5::{Digest as _, Md5};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};
use store::Order;

use super::Bulk;
use crate::definition::owner::Owner;
use crate::engine::Engine;
use crate::engine::records::Records;
use crate::error::{Error, Result};
use crate::item::key;
use crate::item::record_key::RecordKey;
use crate::item::record_key::sub;
use crate::kept::record::KeptRecord as _;
use crate::message::value::write_item;
use crate::table::life::stream_label;
use crate::transfer::s3;
use wire::json::Object;

/// Bytes of entries in one data file, before they are compressed.
const FILE_BYTES: usize = 8 * 1024 * 1024;

/// `OutputS3Configuration`
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Output {
    pub(crate) bucket: String,
    pub(crate) bucket_owner: Option<String>,
    pub(crate) prefix: Option<String>,
    pub(crate) sse: Option<String>,
    pub(crate) kms_key: Option<String>,
    /// Whether records that could not be put are wanted.
    pub(crate) errors: bool,
    /// Whether items whose condition did not hold are wanted.
    pub(crate) refusals: bool,
}

impl Output {
    /// As it was given.
    pub(super) fn describe(&self) -> Value {
        let mut out = Map::new();
        out.insert("S3Bucket".to_owned(), json!(self.bucket));
        let kinds = [("ERROR", self.errors), ("CONDITION_CHECK_FAILURE", self.refusals)];
        let kinds: Vec<&str> =
            kinds.into_iter().filter(|(_, wanted)| *wanted).map(|(name, _)| name).collect();
        out.insert("OutputType".to_owned(), json!(kinds));
        let texts = [
            ("S3BucketOwner", &self.bucket_owner),
            ("S3KeyPrefix", &self.prefix),
            ("S3SseAlgorithm", &self.sse),
            ("S3SseKmsKeyId", &self.kms_key),
        ];
        for (key, text) in texts {
            out.extend(text.as_ref().map(|text| (key.to_owned(), json!(text))));
        }
        out.into()
    }
}

/// A record that could not be put.
pub(super) fn error_entry(object: &str, row: u64, message: &str) -> Vec<u8> {
    let mut out = Vec::new();
    let mut line = Object::begin(&mut out);
    line.text("OutputType", "ERROR").text("S3Key", object).number("Record", row);
    line.text("ErrorCode", "ValidationException").text("ErrorMessage", message);
    line.end();
    out
}

/// An item whose condition did not hold, and the one that is there.
pub(super) fn refusal_entry(object: &str, item: &Bytes, existing: Option<&Bytes>) -> Vec<u8> {
    let mut out = Vec::new();
    let mut line = Object::begin(&mut out);
    line.text("OutputType", "CONDITION_CHECK_FAILURE").text("S3Key", object);
    write_item(item, line.key("Item"));
    if let Some(existing) = existing {
        write_item(existing, line.key("ExistingItem"));
    }
    line.end();
    out
}

/// An item whose collection is full.
pub(super) fn no_room_entry(object: &str, item: &Bytes) -> Vec<u8> {
    let mut out = Vec::new();
    let mut line = Object::begin(&mut out);
    line.text("OutputType", "ERROR").text("S3Key", object);
    line.text("ErrorCode", "ItemCollectionSizeLimitExceededException");
    write_item(item, line.key("Item"));
    line.end();
    out
}

/// What the keys of an operation's entries begin with.
fn entries(job: u64) -> RecordKey {
    RecordKey::of(sub::BULK_REPORT).u64(job)
}

/// Puts an entry into a batch.
pub(super) fn add(records: &mut Records, job: u64, bulk: &mut Bulk, entry: Vec<u8>) {
    records.keep(entries(job).u64(bulk.reported), entry);
    bulk.reported += 1;
}

impl Engine {
    /// Shows that the output can be written.
    pub(super) async fn begin_report(
        &self,
        owner: &Owner,
        bulk: &Bulk,
    ) -> std::result::Result<(), SeamError> {
        self.put_report(owner, bulk, "_started", Bytes::new()).await.map(drop)
    }

    /// Writes the report of an operation that has nothing more to do.
    pub(super) async fn write_report(
        &self,
        job: u64,
        owner: &Owner,
        bulk: &Bulk,
    ) -> std::result::Result<(), SeamError> {
        let unavailable = |error: Error| SeamError::Unavailable(error.to_string());
        let (mut files, mut from) = (Vec::new(), 0);
        while from < bulk.reported {
            let (text, next) = self.report_text(job, from).map_err(unavailable)?;
            let mut file = GzEncoder::new(Vec::new(), Compression::default());
            let packed = file.write_all(&text).and_then(|()| file.finish());
            let bytes = Bytes::from(packed.map_err(|cause| SeamError::Unavailable(cause.to_string()))?);
            // Said by the job and the entry, so that a report written again after a crash takes the first one's place.
            let name = format!("data/{:016x}.json.gz", key::mix(job, from));
            let md5 = STANDARD.encode(Md5::digest(&bytes));
            let etag = self.put_report(owner, bulk, &name, bytes).await?;
            let file = json!({
                "itemCount": next - from, "md5Checksum": md5, "etag": etag, "dataFileS3Key": report_key(bulk, &name),
            });
            files.extend_from_slice(format!("{file}\n").as_bytes());
            from = next.max(from + 1);
        }
        let time = |ms: u64| format!("{}Z", stream_label(ms));
        let summary = json!({
            "bulkOperationArn": bulk.arn,
            "startTime": time(bulk.started_ms),
            "endTime": time(self.clock.now().millis()),
            "tableId": bulk.table_uuid,
            "s3Bucket": bulk.wanted.output.bucket,
            "s3Prefix": bulk.wanted.output.prefix,
            "manifestFilesS3Key": report_key(bulk, "manifest-files.json"),
            "processedItemCount": bulk.processed,
            "failedItemCount": bulk.failed,
            "itemCount": bulk.reported,
        });
        for (name, text) in
            [("manifest-files", files), ("manifest-summary", summary.to_string().into_bytes())]
        {
            let md5 = STANDARD.encode(Md5::digest(&text));
            self.put_report(owner, bulk, &format!("{name}.json"), text.into()).await?;
            self.put_report(owner, bulk, &format!("{name}.md5"), md5.into()).await?;
        }
        Ok(())
    }

    /// The entries from a number on, as lines, some of them, and the number behind.
    fn report_text(&self, job: u64, from: u64) -> Result<(Vec<u8>, u64)> {
        let (start, end) = (entries(job).u64(from), entries(job).key().end());
        let (mut text, mut next) = (Vec::new(), from);
        let to = Bound::Excluded(end.as_bytes());
        self.store.scan(start.key().from_here(), to, Order::Ascending, &mut |_, entry| {
            text.extend_from_slice(entry);
            text.push(b'\n');
            next += 1;
            if text.len() < FILE_BYTES { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
        })?;
        Ok((text, next))
    }

    /// Removes the entries of an operation.
    pub(super) async fn forget_report(&self, job: u64, epoch: u64) -> Result<()> {
        self.remove_range(epoch, entries(job).key()).await
    }

    async fn put_report(
        &self,
        owner: &Owner,
        bulk: &Bulk,
        name: &str,
        bytes: Bytes,
    ) -> std::result::Result<String, SeamError> {
        let output = &bulk.wanted.output;
        let key = report_key(bulk, name);
        s3::admits(owner, output.bucket_owner.as_deref())?;
        let place = s3::place(owner, &output.bucket, key);
        let encryption = s3::encryption(output.sse.as_deref(), output.kms_key.as_deref());
        self.seams.objects.put(&place, bytes, encryption.as_ref()).await
    }
}

fn report_key(bulk: &Bulk, name: &str) -> String {
    let key = format!("AWSDynamoDB/{}/{name}", bulk.id());
    match bulk.wanted.output.prefix.as_deref().map(|prefix| prefix.trim_end_matches('/')) {
        None | Some("") => key,
        Some(prefix) => format!("{prefix}/{key}"),
    }
}
