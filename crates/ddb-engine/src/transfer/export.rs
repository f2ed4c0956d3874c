//! Exports: what a request asks for, the record of one, how it begins, and its work in the background.
//!
//! <https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/S3DataExport.HowItWorks.html>

mod filter;
mod lines;
mod write;

use std::sync::Arc;

use base::call::Call;
use base::clock::Timestamp;
use base::seams::{Encryption, ObjectAddress, SeamError};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};

use crate::access::Act;
use crate::definition::owner::{Owner, owner_of, table_name};
use crate::definition::recovery::Moment;
use crate::engine::Engine;
use crate::engine::records::Records;
use crate::error::{Code, Error, Result};
use crate::item::record_key::sub;
use crate::job::export::ExportProgress;
use crate::job::queue::{self, Job, Owned};
use crate::kept::record::{self, KeptRecord};
use crate::memory::catalog::Table;
use crate::message::json::seconds;
use crate::transfer::s3;

pub(crate) use filter::{FILTER, text_of as filter_text};

/// The shortest and the longest time that an incremental export covers: 15 minutes, 24 hours.
const PERIOD_MS: std::ops::RangeInclusive<u64> = 15 * 60 * 1000..=24 * 60 * 60 * 1000;

/// How items are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum ExportFormat {
    DynamodbJson,
    Ion,
}

impl ExportFormat {
    /// As AWS spells it.
    pub(super) fn name(self) -> &'static str {
        match self {
            ExportFormat::DynamodbJson => "DYNAMODB_JSON",
            ExportFormat::Ion => "ION",
        }
    }

    /// From AWS's spelling.
    pub(crate) fn parse(text: &str) -> Option<ExportFormat> {
        [ExportFormat::DynamodbJson, ExportFormat::Ion].into_iter().find(|format| format.name() == text)
    }

    fn extension(self) -> &'static str {
        match self {
            ExportFormat::DynamodbJson => "json",
            ExportFormat::Ion => "ion",
        }
    }
}

/// What changed in a span of time, as an incremental export asks for it; milliseconds since 1970.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Span {
    pub(crate) from_ms: u64,
    /// Nothing for now.
    pub(crate) to_ms: Option<u64>,
    /// Whether the items as they were before are wanted, too.
    pub(crate) old_images: bool,
}

/// What a request asks for, its token aside: a token that comes again must come with the same.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct ExportRequest {
    pub(crate) table_arn: String,
    pub(crate) bucket: String,
    pub(crate) bucket_owner: Option<String>,
    pub(crate) prefix: Option<String>,
    pub(crate) sse: Option<String>,
    pub(crate) kms_key: Option<String>,
    pub(crate) format: ExportFormat,
    /// `ExportType` as it was given; a full export if it was not.
    pub(crate) kind: Option<String>,
    /// `ExportTime`, milliseconds since 1970; nothing for now.
    pub(crate) at_ms: Option<u64>,
    /// What an incremental export covers.
    pub(crate) span: Option<Span>,
    /// `FilterSpecification`, JSON.
    pub(crate) filter: Option<String>,
}

/// What came of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
enum ExportOutcome {
    Pending,
    Completed { end_ms: u64, items: u64, bytes: u64 },
    Failed { end_ms: u64, code: String, message: String },
}

/// An export.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Export {
    arn: String,
    id: String,
    table_id: String,
    token: String,
    wanted: ExportRequest,
    started_ms: u64,
    /// The moment that is exported, or the end of the span; milliseconds since 1970.
    at_ms: u64,
    outcome: ExportOutcome,
}

impl KeptRecord for Export {
    const SUB: u8 = sub::EXPORT;
    const KIND: &'static str = "export";

    fn arn(&self) -> &str {
        &self.arn
    }

    fn began_ms(&self) -> u64 {
        self.started_ms
    }

    fn token(&self) -> Option<&str> {
        Some(&self.token)
    }

    fn is_pending(&self) -> bool {
        self.outcome == ExportOutcome::Pending
    }
}

impl Export {
    fn status(&self) -> &'static str {
        match self.outcome {
            ExportOutcome::Pending => "IN_PROGRESS",
            ExportOutcome::Completed { .. } => "COMPLETED",
            ExportOutcome::Failed { .. } => "FAILED",
        }
    }

    /// `ExportSummary`
    pub(crate) fn summary(&self) -> Value {
        let kind = self.wanted.kind.as_deref().unwrap_or("FULL_EXPORT");
        json!({"ExportArn": self.arn, "ExportStatus": self.status(), "ExportType": kind})
    }

    /// `ExportDescription`. `ExportType` is there only if the request named it, as on AWS.
    pub(crate) fn describe(&self) -> Value {
        let wanted = &self.wanted;
        let mut out = Map::new();
        let mut set = |key: &str, value: Value| drop(out.insert(key.to_owned(), value));
        set("ExportArn", json!(self.arn));
        set("ExportStatus", json!(self.status()));
        set("StartTime", seconds(self.started_ms));
        set("TableArn", json!(wanted.table_arn));
        set("TableId", json!(self.table_id));
        set("ClientToken", json!(self.token));
        set("S3Bucket", json!(wanted.bucket));
        set("ExportFormat", json!(wanted.format.name()));
        let texts = [
            ("S3BucketOwner", &wanted.bucket_owner),
            ("S3Prefix", &wanted.prefix),
            ("S3SseAlgorithm", &wanted.sse),
            ("S3SseKmsKeyId", &wanted.kms_key),
            ("ExportType", &wanted.kind),
        ];
        for (key, text) in texts {
            if let Some(text) = text {
                set(key, json!(text));
            }
        }
        match &wanted.span {
            None => set("ExportTime", seconds(self.at_ms)),
            Some(span) => {
                let specification = json!({
                    "ExportFromTime": seconds(span.from_ms),
                    "ExportToTime": seconds(self.at_ms),
                    "ExportViewType": view_name(span),
                });
                set("IncrementalExportSpecification", specification);
            }
        }
        if let Some(filter) = wanted.filter.as_ref().and_then(|text| serde_json::from_str(text).ok()) {
            set("FilterSpecification", filter);
        }
        match &self.outcome {
            ExportOutcome::Pending => {}
            ExportOutcome::Completed { end_ms, items, bytes } => {
                set("EndTime", seconds(*end_ms));
                set("ExportManifest", json!(self.key("manifest-summary.json")));
                set("ItemCount", json!(items));
                set("BilledSizeBytes", json!(bytes));
            }
            ExportOutcome::Failed { end_ms, code, message } => {
                set("EndTime", seconds(*end_ms));
                set("FailureCode", json!(code));
                set("FailureMessage", json!(message));
            }
        }
        Value::Object(out)
    }

    /// The key of an object of this export: below `AWSDynamoDB` and the export's id.
    fn key(&self, name: &str) -> String {
        let below = format!("AWSDynamoDB/{}/{name}", self.id);
        self.prefixed(&below)
    }

    fn prefixed(&self, key: &str) -> String {
        match self.wanted.prefix.as_deref().map(|prefix| prefix.trim_end_matches('/')) {
            None | Some("") => key.to_owned(),
            Some(prefix) => format!("{prefix}/{key}"),
        }
    }

    fn place(&self, owner: &Owner, key: String) -> std::result::Result<ObjectAddress, SeamError> {
        s3::admits(owner, self.wanted.bucket_owner.as_deref())?;
        Ok(s3::place(owner, &self.wanted.bucket, key))
    }

    fn encryption(&self) -> Option<Encryption> {
        s3::encryption(self.wanted.sse.as_deref(), self.wanted.kms_key.as_deref())
    }
}

fn view_name(span: &Span) -> &'static str {
    if span.old_images { "NEW_AND_OLD_IMAGES" } else { "NEW_IMAGE" }
}

impl Engine {
    /// Begins an export, or gives the one that its token began.
    pub(crate) fn export(
        &self,
        call: &Call,
        wanted: ExportRequest,
        token: Option<String>,
    ) -> Result<(Export, Option<u64>)> {
        self.deciding(&owner_of(call), table_name(&wanted.table_arn), || {
            self.decide_export(call, &wanted, token.as_deref())
        })
    }

    fn decide_export(
        &self,
        call: &Call,
        wanted: &ExportRequest,
        token: Option<&str>,
    ) -> Result<(Export, Option<u64>)> {
        let seen = self.store.noting();
        if let Some(token) = token
            && let Some(known) = record::by_token::<Export>(&seen, call, token)?
        {
            if known.wanted != *wanted {
                return Err(Error::new(
                    Code::ExportConflict,
                    format!(
                        "Duplicate request detected. The client token {token} was used by another request"
                    ),
                ));
            }
            return Ok((known, None));
        }
        let table = self
            .find(call, Act::on_table("ExportTableToPointInTime"), &wanted.table_arn)?
            .filter(|table| !table.definition.filling);
        let table =
            table.ok_or_else(|| Error::bare_table_not_found(Code::TableNotFound, &wanted.table_arn))?;
        let (at_ms, moments) = moments(&table, wanted, call.now)?;
        if let Some(filter) = &wanted.filter {
            filter::check(&table, filter)?;
        }
        let owner = owner_of(call);
        let id = record::new_id::<Export>(self, &owner, call.now)?;
        let export = Export {
            arn: format!("{}/export/{id}", table.arn),
            id,
            table_id: table.definition.uuid.clone(),
            token: token.map_or_else(|| self.entropy.uuid(), str::to_owned),
            wanted: wanted.clone(),
            started_ms: call.now.millis(),
            at_ms,
            outcome: ExportOutcome::Pending,
        };
        let job = self.new_job_id()?;
        let mut records = Records::new();
        records.relies_on_reads(&seen);
        record::save(&mut records, &owner, &export)?;
        let mut definition = table.definition.clone();
        definition.recovery.snapshots.push(moments.0.0);
        let progress = ExportProgress::new(&table, Owned::by(&owner, &export.id), moments);
        queue::save(&mut records, job, &Job::Export(Box::new(progress)))?;
        self.replace_table(&table, definition, table.stream.clone(), records.into())?;
        self.wake_jobs();
        Ok((export, Some(job)))
    }
}

/// The time that an export shows, and the moments it reads: of a full one, one; of an incremental one, two.
fn moments(
    table: &Arc<Table>,
    wanted: &ExportRequest,
    now: Timestamp,
) -> Result<(u64, (Moment, Option<Moment>))> {
    let recovery = &table.definition.recovery;
    if recovery.since_ms.is_none() {
        return Err(Error::no_recovery(&table.definition.name));
    }
    let within = |ms: Option<u64>, member: &str| {
        recovery.moment(now, ms).ok_or_else(|| {
            Error::new(
                Code::InvalidExportTime,
                format!("{member} is outside of the point in time recovery window of the table"),
            )
        })
    };
    let Some(span) = &wanted.span else {
        let at = within(wanted.at_ms, "ExportTime")?;
        return Ok((at, (Moment::end_of(at), None)));
    };
    let to_ms = span.to_ms.unwrap_or(now.millis());
    let period = to_ms.saturating_sub(span.from_ms);
    if !PERIOD_MS.contains(&period) {
        let bound = if period < *PERIOD_MS.start() { "less than 15 minutes" } else { "more than 24 hours" };
        return Err(Error::new(
            Code::InvalidExportTime,
            format!("Difference between export period from time and export period to time is {bound}"),
        ));
    }
    let from = within(Some(span.from_ms), "ExportFromTime")?;
    let to = within(Some(to_ms), "ExportToTime")?;
    Ok((to, (Moment::begin_of(from), Some(Moment::begin_of(to)))))
}
