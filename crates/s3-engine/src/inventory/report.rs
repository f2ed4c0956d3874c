//! One report: files of rows, and a manifest that names them.

use std::io::Write as _;

use base::clock::Timestamp;
use bytes::Bytes;
use flate2::Compression;
use flate2::write::GzEncoder;
use serde::Serialize;

use super::Inventory;
use crate::bucket::{Bucket, canonical_id};
use crate::error::{Error, Result};
use crate::message::percent::url_encode;
use crate::message::time::iso_millis;
use crate::object::describe::STANDARD;
use crate::object::encryption::{BUCKET_KEY, ENCRYPTION};
use crate::object::lock::hold;
use crate::object::{Object, Version};

/// So long is a file, compressed, before the next one is begun.
const FILE_BYTES: usize = 8 << 20;

/// A column: its name, and what it says of a version.
type Column = (&'static str, fn(&Row<'_>) -> String);

/// What is reported of.
pub(crate) struct Row<'a> {
    pub(crate) bucket: &'a Bucket,
    pub(crate) key: &'a str,
    pub(crate) version: &'a Version,
    pub(crate) is_latest: bool,
}

impl Row<'_> {
    /// What is said of an object; nothing of a delete marker.
    fn of(&self, say: impl FnOnce(&Object) -> String) -> String {
        self.version.object.as_ref().map(say).unwrap_or_default()
    }
}

const ALWAYS: &[Column] = &[("Bucket", |row| row.bucket.name.clone()), ("Key", |row| url_encode(row.key))];

const OF_VERSIONS: &[Column] = &[
    ("VersionId", |row| row.version.id.clone().unwrap_or_default()),
    ("IsLatest", |row| row.is_latest.to_string()),
    ("IsDeleteMarker", |row| row.version.object.is_none().to_string()),
];

/// The optional ones, in the order in which the user guide's page has them. What is not known here is empty.
const OPTIONAL: &[Column] = &[
    ("Size", |row| row.of(|object| object.size.to_string())),
    ("LastModifiedDate", |row| iso_millis(row.version.modified())),
    ("ETag", |row| row.of(|object| object.etag.clone())),
    ("StorageClass", |row| row.of(|object| class(object).to_owned())),
    ("IsMultipartUploaded", |row| row.of(|object| object.etag.contains('-').to_string())),
    ("ReplicationStatus", |row| row.of(|object| object.extras.replication.clone().unwrap_or_default())),
    ("EncryptionStatus", |row| row.of(|object| encryption(object).to_owned())),
    ("ObjectLockRetainUntilDate", |row| {
        row.of(|object| object.extras.retention.as_ref().map(|lock| lock.until()).unwrap_or_default())
    }),
    ("ObjectLockMode", |row| {
        row.of(|object| {
            object.extras.retention.as_ref().map(|lock| lock.mode.name()).unwrap_or_default().to_owned()
        })
    }),
    ("ObjectLockLegalHoldStatus", |row| {
        row.of(|object| object.extras.legal_hold.map(hold).unwrap_or_default().to_owned())
    }),
    ("ObjectLockEventHoldStatus", |row| {
        row.of(|object| {
            object.extras.event_hold.as_ref().map(|held| hold(held.is_on)).unwrap_or_default().to_owned()
        })
    }),
    ("ObjectLockEventHoldDuration", |_| String::new()),
    ("IntelligentTieringAccessTier", |row| {
        let is_tiered = |object: &Object| class(object) == "INTELLIGENT_TIERING";
        row.of(|object| if is_tiered(object) { "FREQUENT".to_owned() } else { String::new() })
    }),
    ("BucketKeyStatus", |row| {
        row.of(|object| {
            let is_on = object.described.headers.get(BUCKET_KEY).is_some_and(|value| value == "true");
            if is_on { "ENABLED".to_owned() } else { "DISABLED".to_owned() }
        })
    }),
    ("ChecksumAlgorithm", |row| {
        row.of(|object| {
            object.checksum.as_ref().map(|checksum| checksum.algorithm.name()).unwrap_or_default().to_owned()
        })
    }),
    ("ObjectAccessControlList", |_| String::new()),
    ("ObjectOwner", |row| {
        row.of(|object| canonical_id(object.extras.owner.as_deref().unwrap_or(row.bucket.owner())))
    }),
    ("LifecycleExpirationDate", |_| String::new()),
    ("IntelligentTieringReferenceDate", |_| String::new()),
];

fn class(object: &Object) -> &str {
    object.described.storage_class.as_deref().unwrap_or(STANDARD)
}

fn encryption(object: &Object) -> &'static str {
    if object.extras.customer_key_md5.is_some() {
        return "SSE-C";
    }
    match object.described.headers.get(ENCRYPTION).map(String::as_str) {
        Some("aws:kms") => "SSE-KMS",
        Some("aws:kms:dsse") => "DSSE-KMS",
        _ => "SSE-S3",
    }
}

/// A report that is being written.
pub(crate) struct Report<'a> {
    inventory: &'a Inventory,
    columns: Vec<Column>,
    /// The file that is being filled, if there is one.
    file: Option<GzEncoder<Vec<u8>>>,
    files: Vec<DataFile>,
}

/// A file of a report that was written.
#[derive(Debug, Serialize)]
pub(crate) struct DataFile {
    pub(crate) key: String,
    pub(crate) size: usize,
    #[serde(rename = "MD5checksum")]
    pub(crate) md5: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Manifest<'a> {
    source_bucket: &'a str,
    destination_bucket: &'a str,
    version: &'a str,
    creation_timestamp: String,
    file_format: &'a str,
    file_schema: String,
    files: &'a [DataFile],
}

impl<'a> Report<'a> {
    pub(crate) fn new(inventory: &'a Inventory) -> Report<'a> {
        let versions = if inventory.has_all_versions { OF_VERSIONS } else { &[] };
        let is_asked = |column: &&Column| inventory.fields.iter().any(|field| field == column.0);
        let optional = OPTIONAL.iter().filter(is_asked);
        let columns = ALWAYS.iter().chain(versions).chain(optional).copied().collect();
        Report { inventory, columns, file: None, files: Vec::new() }
    }

    /// Adds a version, if it is one that is reported.
    pub(crate) fn add(&mut self, row: &Row<'_>) -> Result<()> {
        let is_current = row.is_latest && !row.version.is_marker();
        if !row.key.starts_with(&self.inventory.filter) || !(self.inventory.has_all_versions || is_current) {
            return Ok(());
        }
        let fields: Vec<String> =
            self.columns.iter().map(|(_, say)| format!("\"{}\"", say(row).replace('"', "\"\""))).collect();
        let begun = || GzEncoder::new(Vec::new(), Compression::default());
        let file = self.file.get_or_insert_with(begun);
        writeln!(file, "{}", fields.join(",")).map_err(Error::internal)
    }

    /// The file that is full; at the end, whatever there is.
    pub(crate) fn take_file(&mut self, is_last: bool) -> Result<Option<Bytes>> {
        let is_due = |file: &GzEncoder<Vec<u8>>| is_last || file.get_ref().len() >= FILE_BYTES;
        let file = if self.file.as_ref().is_some_and(is_due) { self.file.take() } else { None };
        file.map(|file| file.finish().map(Bytes::from).map_err(Error::internal)).transpose()
    }

    /// Notes a file that was put.
    pub(crate) fn note(&mut self, file: DataFile) {
        self.files.push(file);
    }

    /// The manifest.
    pub(crate) fn manifest(&self, midnight: Timestamp) -> Result<String> {
        let names: Vec<&str> = self.columns.iter().map(|(name, _)| *name).collect();
        let manifest = Manifest {
            source_bucket: &self.inventory.source,
            destination_bucket: &self.inventory.arn,
            version: "2016-11-30",
            creation_timestamp: midnight.millis().to_string(),
            file_format: "CSV",
            file_schema: names.join(", "),
            files: &self.files,
        };
        serde_json::to_string_pretty(&manifest).map_err(Error::internal)
    }

    /// The files, as Hive wants them listed.
    pub(crate) fn symlinks(&self) -> String {
        let to = self.inventory.destination();
        let lines: Vec<String> = self.files.iter().map(|file| format!("s3://{to}/{}", file.key)).collect();
        lines.join("\n")
    }
}
