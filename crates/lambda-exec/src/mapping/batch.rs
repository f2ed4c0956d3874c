//! Delivering the records of one page: in batches, retried, halved, or given up, as the mapping says.
//!
//! <https://docs.aws.amazon.com/lambda/latest/dg/services-ddb-errors.html> and
//! <https://docs.aws.amazon.com/lambda/latest/dg/services-ddb-batchfailurereporting.html>

use std::collections::VecDeque;
use std::time::Duration;

use base::seams::Record;
use bytes::Bytes;
use serde::Deserialize;

use super::position::Reached;
use super::stream::Feed;
use super::{BAD, GOOD};
use crate::error::Error;
use crate::invoke::{Request, SYNCHRONOUS_LIMIT};

/// The waits between attempts: doubled from the first to the last.
const BACKOFF: (Duration, Duration) = (Duration::from_secs(1), Duration::from_secs(60));

/// Whether all records of a page are done with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Delivered {
    All,
    /// The mapping is to stop; what is left is delivered again later.
    Stopped,
}

/// What the function said to one batch.
enum Verdict {
    /// All of it is done.
    Good,
    /// The first so many are done, the others failed.
    Failed { done: usize },
    /// The function could not be run at all: this counts as no attempt.
    NotRun,
}

impl Feed<'_> {
    /// Delivers records in order. Progress inside the page is kept as it is made.
    pub(super) async fn deliver(&self, shard: &str, records: Vec<Record>) -> Result<Delivered, Error> {
        let settings = &self.mapping.settings;
        let mut work: VecDeque<Vec<Record>> = VecDeque::new();
        work.push_back(records.into_iter().filter(|record| self.filters.pass(&record.json)).collect());
        let (mut attempts, mut waits) = (0_i64, 0_u32);
        while let Some(batch) = work.pop_front() {
            let batch = self.without_old(batch);
            let (batch, rest) = cut_to_size(batch);
            if !rest.is_empty() {
                work.push_front(rest);
            }
            let Some(last) = batch.last() else { continue };
            let last = Reached::After(last.sequence_number.clone());
            if self.cancel.is_cancelled() {
                return Ok(Delivered::Stopped);
            }
            let verdict = self.invoke(&batch).await?;
            if self.engine.tasks.is_stopping() {
                return Ok(Delivered::Stopped);
            }
            match verdict {
                Verdict::Good => {
                    (attempts, waits) = (0, 0);
                    self.keep(shard, Some(last), GOOD).await?;
                    continue;
                }
                Verdict::NotRun => work.push_front(batch),
                // Halving counts as no attempt, and takes the place of a report's cut.
                Verdict::Failed { done: 0 } if settings.bisect && batch.len() > 1 => {
                    let mut first = batch;
                    work.push_front(first.split_off(first.len() / 2));
                    work.push_front(first);
                }
                Verdict::Failed { done } => {
                    let batch = self.rest_of(shard, batch, done).await?;
                    // Another record failed than before: its attempts are counted from here.
                    attempts = if done > 0 { 0 } else { attempts };
                    if attempts >= settings.max_retries && settings.max_retries >= 0 {
                        self.give_up(&batch);
                        (attempts, waits) = (0, 0);
                        self.keep(shard, Some(last), BAD).await?;
                        continue;
                    }
                    attempts += 1;
                    work.push_front(batch);
                }
            }
            self.keep(shard, None, BAD).await?;
            let wait = BACKOFF.0.saturating_mul(1 << waits.min(16)).min(BACKOFF.1);
            waits = waits.saturating_add(1);
            self.pause(wait).await;
        }
        Ok(Delivered::All)
    }

    /// Keeps that the first `done` records are done with, and gives back the others.
    async fn rest_of(&self, shard: &str, mut batch: Vec<Record>, done: usize) -> Result<Vec<Record>, Error> {
        let rest = batch.split_off(done);
        if let Some(last) = batch.last() {
            self.keep(shard, Some(Reached::After(last.sequence_number.clone())), BAD).await?;
        }
        Ok(rest)
    }

    async fn keep(&self, shard: &str, reached: Option<Reached>, result: &str) -> Result<(), Error> {
        let position = reached.map(|reached| (shard, reached));
        self.engine.reach(self.id, self.epoch, position, Some(result)).await
    }

    /// Leaves out what is older than the mapping allows.
    fn without_old(&self, mut batch: Vec<Record>) -> Vec<Record> {
        let Ok(limit) = u64::try_from(self.mapping.settings.max_age_secs) else { return batch };
        let (now, before) = (self.engine.clock.now(), batch.len());
        batch.retain(|record| now.since(record.at) <= Duration::from_secs(limit));
        if batch.len() < before {
            let dropped = before - batch.len();
            tracing::warn!(mapping = self.id.uuid, dropped, "records are dropped: they are too old");
        }
        batch
    }

    fn give_up(&self, batch: &[Record]) {
        let (records, first) = (batch.len(), batch.first().map(|record| &record.sequence_number));
        tracing::warn!(mapping = self.id.uuid, records, ?first, "records are dropped: no retries are left");
    }

    async fn invoke(&self, batch: &[Record]) -> Result<Verdict, Error> {
        let request = Request {
            id: self.mapping.function_id(self.id),
            qualifier: self.mapping.qualifier.clone(),
            payload: event(batch),
            client_context: None,
            request_id: self.engine.entropy.uuid().into(),
            trace_id: self.engine.new_trace_id(),
        };
        Ok(match self.engine.invoke(request).await {
            Err(error) => {
                tracing::warn!(mapping = self.id.uuid, %error, "a function cannot be fed");
                Verdict::NotRun
            }
            Ok(done) => match done.result {
                Err(_) => Verdict::Failed { done: 0 },
                Ok(response) if self.mapping.settings.reports_items => judge(&response, batch),
                Ok(_) => Verdict::Good,
            },
        })
    }
}

/// The event of a batch.
fn event(batch: &[Record]) -> Bytes {
    let len = batch.iter().map(|record| record.json.len() + 1).sum::<usize>();
    let mut event = Vec::with_capacity(len + 16);
    event.extend_from_slice(b"{\"Records\":[");
    for (index, record) in batch.iter().enumerate() {
        if index > 0 {
            event.push(b',');
        }
        event.extend_from_slice(&record.json);
    }
    event.extend_from_slice(b"]}");
    event.into()
}

/// As many records as an event may hold, at least one, and the others.
fn cut_to_size(mut batch: Vec<Record>) -> (Vec<Record>, Vec<Record>) {
    let mut len = 16;
    let fitting = batch.iter().take_while(|record| {
        len += record.json.len() + 1;
        len <= SYNCHRONOUS_LIMIT
    });
    let count = fitting.count().max(1).min(batch.len());
    let rest = batch.split_off(count);
    (batch, rest)
}

#[derive(Deserialize)]
struct Report {
    #[serde(rename = "batchItemFailures")]
    failures: Option<Vec<Item>>,
}

#[derive(Deserialize)]
struct Item {
    #[serde(rename = "itemIdentifier")]
    id: Option<String>,
}

/// What a response with `ReportBatchItemFailures` means: everything from the lowest item named on failed. A
/// response that cannot be read, or that names an item which is not there, fails the whole batch.
fn judge(response: &[u8], batch: &[Record]) -> Verdict {
    let whole = Verdict::Failed { done: 0 };
    let report: Option<Report> = match serde_json::from_slice(response) {
        Ok(report) => report,
        Err(_) if response.is_empty() => None,
        Err(_) => return whole,
    };
    let failures = report.and_then(|report| report.failures).unwrap_or_default();
    let mut lowest = batch.len();
    for Item { id } in failures {
        let found = batch.iter().position(|record| Some(&record.sequence_number) == id.as_ref());
        let Some(found) = found else { return whole };
        lowest = lowest.min(found);
    }
    if lowest == batch.len() { Verdict::Good } else { Verdict::Failed { done: lowest } }
}
