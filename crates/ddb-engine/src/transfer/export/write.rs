//! The work of an export: data files one after the other, then the manifests that name them.
//!
//! <https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/S3DataExport.Output.html>

use std::io::Write as _;
use std::sync::Arc;

use base::task::apart;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use bytes::Bytes;
use flate2::Compression;
use flate2::write::GzEncoder;
use md5::{Digest as _, Md5};
use serde_json::json;

use super::filter::ExportFilter;
use super::{Export, ExportOutcome, lines, view_name};
use crate::definition::owner::Owner;
use crate::definition::recovery::Moment;
use crate::engine::Engine;
use crate::engine::history::{self, Changed};
use crate::engine::records::Records;
use crate::error::{Error, Result};
use crate::item::index::size_of;
use crate::item::key;
use crate::job::export::DataFile;
use crate::job::export::ExportProgress;
use crate::job::queue::{self, Job, Step};
use crate::kept::record;
use crate::memory::catalog::Table;
use crate::table::life::stream_label;
use crate::transfer::s3::{Failure, Stop};

/// A data file in the making.
struct Draft {
    progress: ExportProgress,
    /// Behind which item to go on; empty at the end.
    after: Vec<u8>,
    file: GzEncoder<Vec<u8>>,
    items: u64,
}

/// Compressed bytes after which a data file ends.
const FILE_BYTES: usize = 8 * 1024 * 1024;

impl Engine {
    /// Writes the next data file of an export, or its manifests, and how far it got.
    pub(crate) async fn export_step(self: &Arc<Engine>, id: u64, progress: ExportProgress) -> Result<Step> {
        let epoch = self.store.epoch();
        let owner = progress.export.owner()?;
        let Some(export) = record::load::<Export>(&self.store, &owner, &progress.export.name)? else {
            return Ok(Step::Done);
        };
        let outcome = match self.write_next(&owner, &export, progress.clone()).await {
            Ok(Some(progress)) => {
                let mut records = Records::new();
                queue::save(&mut records, id, &Job::Export(Box::new(progress)))?;
                self.commit_records_in(epoch, records)?;
                return Ok(Step::More);
            }
            Ok(None) => {
                let (items, bytes) = (progress.items, progress.bytes);
                ExportOutcome::Completed { end_ms: self.clock.now().millis(), items, bytes }
            }
            Err(Stop::Failed(Failure { code, message })) => {
                tracing::warn!(export = export.arn, code, message, "an export of a DynamoDB table failed");
                ExportOutcome::Failed { end_ms: self.clock.now().millis(), code: code.to_owned(), message }
            }
            Err(Stop::Error(error)) => return Err(error),
        };
        self.end_export(id, (&owner, epoch), &progress, &Export { outcome, ..export })?;
        Ok(Step::Done)
    }

    /// Commits the end of an export: its record, and that the table need not remember the moment any more. Does nothing if
    /// the state of this epoch was exchanged.
    fn end_export(
        &self,
        id: u64,
        (owner, epoch): (&Owner, u64),
        progress: &ExportProgress,
        export: &Export,
    ) -> Result<()> {
        let source = &progress.definition;
        self.deciding(owner, &source.name, || {
            if self.store.epoch() != epoch {
                return Ok(());
            }
            let mut records = Records::new();
            records.in_epoch(epoch);
            queue::remove(&mut records, id);
            record::save(&mut records, owner, export)?;
            self.release((owner, &source.name), source.id, Moment(progress.from), records.into())
        })
    }

    /// Writes what comes next; nothing once all is written.
    async fn write_next(
        self: &Arc<Engine>,
        owner: &Owner,
        export: &Export,
        mut progress: ExportProgress,
    ) -> std::result::Result<Option<ExportProgress>, Stop> {
        let Some(after) = progress.after.take() else {
            // Shows that the bucket can be written.
            self.put(owner, export, export.key("_started"), Bytes::new()).await?;
            progress.after = Some(Vec::new());
            return Ok(Some(progress));
        };
        let ended = !progress.files.is_empty() && after.is_empty();
        if ended {
            self.write_manifests(owner, export, &progress).await?;
            return Ok(None);
        }
        let mut draft = Draft { progress, after, file: gzip(), items: 0 };
        loop {
            let (engine, export) = (self.clone(), export.clone());
            draft = apart(move || engine.add_page(&export, draft)).await?;
            if draft.after.is_empty() || draft.file.get_ref().len() >= FILE_BYTES {
                break;
            }
        }
        let Draft { mut progress, after, file, items } = draft;
        let finished = apart(move || {
            let bytes = Bytes::from(file.finish()?);
            let md5 = STANDARD.encode(Md5::digest(&bytes));
            std::io::Result::Ok((bytes, md5))
        });
        let (bytes, md5) = finished.await.map_err(Error::internal)?;
        let key = data_key(export, progress.files.len());
        let etag = self.put(owner, export, key.clone(), bytes).await?;
        progress.files.push(DataFile { items, md5, etag, key });
        progress.items += items;
        progress.after = Some(after);
        Ok(Some(progress))
    }

    /// Adds a page of items or changes to a data file.
    fn add_page(&self, export: &Export, draft: Draft) -> Result<Draft> {
        let Draft { mut progress, after, mut file, mut items } = draft;
        let table = Table::new(progress.export.owner()?, progress.definition.clone(), None, None);
        let filter =
            export.wanted.filter.as_deref().map(|text| ExportFilter::of(&table, text)).transpose()?;
        let filter = filter.unwrap_or_default();
        let (from, format) = (Moment(progress.from), export.wanted.format);
        let mut text = Vec::new();
        let next = match (&export.wanted.span, progress.to) {
            (Some(span), Some(to)) => {
                let (changes, next) =
                    history::changes(&self.store, table.definition.id, (from, Moment(to)), &after)?;
                for changed in changes {
                    let known = changed.new.as_ref().or(changed.old.as_ref());
                    let Some(known) = known.filter(|item| filter.lets(&table, item)) else { continue };
                    progress.bytes += u64::try_from(size_of(known)).unwrap_or(0);
                    items += 1;
                    let project = |image: Option<Bytes>| image.map(|image| filter.project(image));
                    let shown = Changed { old: project(changed.old), new: project(changed.new), ..changed };
                    lines::change(format, span, &table.definition.key, &shown, &mut text);
                }
                next
            }
            _ => {
                let page = history::page(&self.store, table.definition.id, Some(from), &after)?;
                for (_, item) in page.items {
                    progress.bytes += u64::try_from(size_of(&item)).unwrap_or(0);
                    if filter.lets(&table, &item) {
                        items += 1;
                        lines::item(format, &filter.project(item), &mut text);
                    }
                }
                page.next
            }
        };
        file.write_all(&text).map_err(Error::internal)?;
        Ok(Draft { progress, after: next.unwrap_or_default(), file, items })
    }

    async fn write_manifests(
        &self,
        owner: &Owner,
        export: &Export,
        progress: &ExportProgress,
    ) -> std::result::Result<(), Stop> {
        let mut files = Vec::new();
        for file in &progress.files {
            serde_json::to_writer(&mut files, file).map_err(Error::internal)?;
            files.push(b'\n');
        }
        let summary = summary(export, progress, self.clock.now().millis());
        let manifests = [("manifest-files", files), ("manifest-summary", summary.to_string().into_bytes())];
        for (name, text) in manifests {
            let md5 = STANDARD.encode(Md5::digest(&text));
            self.put(owner, export, export.key(&format!("{name}.json")), text.into()).await?;
            self.put(owner, export, export.key(&format!("{name}.md5")), md5.into()).await?;
        }
        Ok(())
    }

    async fn put(
        &self,
        owner: &Owner,
        export: &Export,
        key: String,
        bytes: Bytes,
    ) -> std::result::Result<String, Stop> {
        let place = export.place(owner, key)?;
        Ok(self.seams.objects.put(&place, bytes, export.encryption().as_ref()).await?)
    }
}

fn gzip() -> GzEncoder<Vec<u8>> {
    GzEncoder::new(Vec::new(), Compression::default())
}

/// The key of a data file. Full exports have a folder of their own, incremental ones share one. The name follows from
/// the export and the file's number, so that one written again after a crash takes the place of the first.
fn data_key(export: &Export, number: usize) -> String {
    let name = file_name(&export.arn, number as u64);
    let name = format!("data/{name}.{}.gz", export.wanted.format.extension());
    match export.wanted.span {
        None => export.key(&name),
        Some(_) => export.prefixed(&format!("AWSDynamoDB/{name}")),
    }
}

/// 26 characters, as AWS's names have: letters in lower case and the digits 2 to 7.
fn file_name(arn: &str, number: u64) -> String {
    const ALPHABET: &[u8; 32] = b"abcdefghijklmnopqrstuvwxyz234567";
    let digest = Md5::digest(format!("{arn}/{number}"));
    let halves = digest
        .iter()
        .fold((0_u64, 0_u64), |(a, b), byte| (key::mix(a, u64::from(*byte)), key::mix(u64::from(*byte), b)));
    let mut bits = u128::from(halves.0) << 64 | u128::from(halves.1);
    let mut name = String::new();
    for _ in 0..26 {
        let letter = usize::try_from(bits & 31).ok().and_then(|at| ALPHABET.get(at));
        name.extend(letter.copied().map(char::from));
        bits >>= 5;
    }
    name
}

/// `manifest-summary.json`
fn summary(export: &Export, progress: &ExportProgress, end_ms: u64) -> serde_json::Value {
    let time = |ms: u64| format!("{}Z", stream_label(ms));
    let wanted = &export.wanted;
    let mut out = json!({
        "version": "2020-06-30",
        "exportArn": export.arn,
        "startTime": time(export.started_ms),
        "endTime": time(end_ms),
        "tableArn": wanted.table_arn,
        "tableId": export.table_id,
        "s3Bucket": wanted.bucket,
        "s3Prefix": wanted.prefix,
        "s3SseAlgorithm": wanted.sse.as_deref().unwrap_or("AES256"),
        "s3SseKmsKeyId": wanted.kms_key,
        "manifestFilesS3Key": export.key("manifest-files.json"),
        "billedSizeBytes": progress.bytes,
        "itemCount": progress.items,
        "outputFormat": wanted.format.name(),
    });
    let Some(fields) = out.as_object_mut() else { return out };
    let mut set = |key: &str, value: serde_json::Value| drop(fields.insert(key.to_owned(), value));
    match &wanted.span {
        None => set("exportTime", json!(time(export.at_ms))),
        Some(span) => {
            set("version", json!("2023-08-01"));
            set("exportFromTime", json!(time(span.from_ms)));
            set("exportToTime", json!(time(export.at_ms)));
            set("outputView", json!(view_name(span)));
            set("exportType", json!("INCREMENTAL_EXPORT"));
        }
    }
    out
}
