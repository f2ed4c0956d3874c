//! Inventories: what a configuration asks for, and what a report says.
//!
//! - `report`: one report: its rows, and its manifest
//!
//! <https://docs.aws.amazon.com/AmazonS3/latest/userguide/storage-inventory.html>

pub(crate) mod report;

use base::clock::Timestamp;
use base::seams::Encryption;
use time::macros::format_description;
use time::{OffsetDateTime, Weekday};
use wire::value::Fields;

use crate::bucket::Bucket;
use crate::error::Result;
use crate::reader::Reader;
use crate::setting::page;
use crate::setting::table::INVENTORY;

/// What stands before the name of a bucket in its ARN.
const ARN: &str = ":s3:::";

/// A configuration that is enabled, and whose reports are of CSV.
#[derive(Debug)]
pub(crate) struct Inventory {
    /// The bucket that is reported about.
    pub(crate) source: String,
    id: String,
    /// The ARN of the bucket that gets the reports.
    arn: String,
    prefix: String,
    pub(crate) encryption: Option<Encryption>,
    is_weekly: bool,
    has_all_versions: bool,
    /// What the keys begin with that are reported.
    filter: String,
    fields: Vec<String>,
}

/// The configurations of a bucket that are to be followed.
pub(crate) fn of_bucket(store: &Reader, bucket: &Bucket) -> Result<Vec<Inventory>> {
    let mut found = Vec::new();
    if !bucket.may_have(INVENTORY.kind) {
        return Ok(found);
    }
    let mut token = None;
    loop {
        let page = page::of(store, bucket, &INVENTORY, token.as_deref())?;
        for document in page.documents {
            found.extend(Inventory::of(&bucket.name, &INVENTORY.read(document.as_bytes())?));
        }
        match page.next {
            None => return Ok(found),
            next => token = next,
        }
    }
}

impl Inventory {
    fn of(source: &str, fields: &Fields) -> Option<Inventory> {
        let to = fields.fields("Destination")?.fields("S3BucketDestination")?;
        if fields.boolean("IsEnabled") != Some(true) || to.text("Format") != Some("CSV") {
            return None;
        }
        let text = |fields: &Fields, name| fields.text(name).unwrap_or_default().to_owned();
        let encryption = to.fields("Encryption").map(|with| match with.fields("SSEKMS") {
            Some(kms) => {
                Encryption { algorithm: "aws:kms".to_owned(), kms_key: kms.text("KeyId").map(str::to_owned) }
            }
            None => Encryption { algorithm: "AES256".to_owned(), kms_key: None },
        });
        Some(Inventory {
            source: source.to_owned(),
            id: text(fields, "Id"),
            arn: text(to, "Bucket"),
            prefix: text(to, "Prefix"),
            encryption,
            is_weekly: fields.fields("Schedule")?.text("Frequency") == Some("Weekly"),
            has_all_versions: fields.text("IncludedObjectVersions") == Some("All"),
            filter: fields.fields("Filter").map(|filter| text(filter, "Prefix")).unwrap_or_default(),
            fields: fields.texts("OptionalFields").map(str::to_owned).collect(),
        })
    }

    /// The bucket that gets the reports.
    pub(crate) fn destination(&self) -> &str {
        self.arn.split_once(ARN).map_or(self.arn.as_str(), |(_, name)| name)
    }

    /// Whether a report is due at this midnight, though there may be earlier ones. Weekly ones are due on Sundays.
    pub(crate) fn is_due(&self, midnight: Timestamp) -> bool {
        !self.is_weekly || day(midnight).is_some_and(|day| day.weekday() == Weekday::Sunday)
    }

    /// What the keys of all its reports begin with.
    pub(crate) fn folder(&self) -> String {
        let slash = if self.prefix.is_empty() || self.prefix.ends_with('/') { "" } else { "/" };
        format!("{}{slash}{}/{}/", self.prefix, self.source, self.id)
    }

    /// The key of the manifest of a report, and with another ending of its checksum.
    pub(crate) fn manifest(&self, midnight: Timestamp, ending: &str) -> String {
        let format = format_description!("[year]-[month]-[day]T[hour]-[minute]Z");
        format!("{}{}/manifest.{ending}", self.folder(), written(midnight, format))
    }

    /// The key of the list of a report's files that Hive reads.
    pub(crate) fn symlink(&self, midnight: Timestamp) -> String {
        let format = format_description!("[year]-[month]-[day]-[hour]-[minute]");
        format!("{}hive/dt={}/symlink.txt", self.folder(), written(midnight, format))
    }

    /// The key of a file with rows.
    pub(crate) fn data(&self, unique: &str) -> String {
        format!("{}data/{unique}.csv.gz", self.folder())
    }
}

fn day(at: Timestamp) -> Option<OffsetDateTime> {
    OffsetDateTime::from_unix_timestamp(i64::try_from(at.secs()).ok()?).ok()
}

fn written(at: Timestamp, format: &[time::format_description::BorrowedFormatItem<'_>]) -> String {
    day(at).and_then(|day| day.format(format).ok()).unwrap_or_default()
}
