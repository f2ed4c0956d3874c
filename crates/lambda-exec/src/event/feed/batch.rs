//! Delivering the records of one page: in lanes and batches, retried, halved, or given up, as the mapping says.
//!
//! <https://docs.aws.amazon.com/lambda/latest/dg/services-ddb-errors.html> and
//! <https://docs.aws.amazon.com/lambda/latest/dg/services-ddb-batchfailurereporting.html>

use std::collections::VecDeque;
use std::time::Duration;

use base::seams::Record;
use bytes::Bytes;
use futures::future::try_join_all;

use super::feeding::Feed;
use super::lanes::{self, Progress};
use super::on_failure::{Attempt, Condition, GivenUp};
use super::report;
use crate::error::Error;
use crate::invoke::SYNCHRONOUS_LIMIT;
use crate::mapping::position::Reached;
use crate::mapping::{BAD, GOOD};

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
    Failed { done: usize, attempt: Attempt },
    /// The function could not be run at all: this counts as no attempt.
    NotRun,
}

/// A page on its way to the function.
struct Delivery<'a> {
    feed: Feed<'a>,
    shard: &'a str,
    records: &'a [Record],
    progress: Progress<'a>,
}

impl Feed<'_> {
    /// Delivers records, those of one key in order. Progress inside the page is kept as it is made.
    pub(super) async fn deliver(&self, shard: &str, records: Vec<Record>) -> Result<Delivered, Error> {
        let factor = self.mapping.settings.parallelization;
        let lanes = lanes::split(&records, factor, |record| self.filters.pass(&record.json));
        let progress = Progress::new(&records, &lanes);
        let delivery = Delivery { feed: *self, shard, records: &records, progress };
        // In one task: between what a lane notes as done and the commit of the position nothing else runs, so that
        // positions are kept in the order in which they are reached.
        let delivered = try_join_all(lanes.into_iter().map(|lane| delivery.run(lane))).await?;
        Ok(if delivered.contains(&Delivered::Stopped) { Delivered::Stopped } else { Delivered::All })
    }
}

impl Delivery<'_> {
    /// Delivers the records of one lane, given as places in the page.
    async fn run(&self, lane: Vec<usize>) -> Result<Delivered, Error> {
        let settings = &self.feed.mapping.settings;
        let size = usize::try_from(settings.batch_size).unwrap_or(usize::MAX).max(1);
        let mut work: VecDeque<Vec<usize>> = lane.chunks(size).map(<[usize]>::to_vec).collect();
        let (mut attempts, mut waits, mut failed) = (0_i64, 0_u32, None);
        while let Some(batch) = work.pop_front() {
            let batch = self.without_old(batch, failed.as_ref(), attempts).await?;
            let (batch, rest) = self.cut_to_size(batch);
            if !rest.is_empty() {
                work.push_front(rest);
            }
            if batch.is_empty() {
                (attempts, waits, failed) = (0, 0, None);
                continue;
            }
            if self.feed.cancel.is_cancelled() {
                return Ok(Delivered::Stopped);
            }
            let verdict = self.invoke(&batch).await?;
            if self.feed.host.tasks.is_stopping() {
                return Ok(Delivered::Stopped);
            }
            match verdict {
                Verdict::Good => {
                    (attempts, waits, failed) = (0, 0, None);
                    self.finish(&batch, GOOD).await?;
                    continue;
                }
                Verdict::NotRun => work.push_front(batch),
                // Halving counts as no attempt, and takes the place of a report's cut.
                Verdict::Failed { done: 0, attempt } if settings.bisect && batch.len() > 1 => {
                    failed = Some(attempt);
                    let mut first = batch;
                    work.push_front(first.split_off(first.len() / 2));
                    work.push_front(first);
                }
                Verdict::Failed { done, attempt } => {
                    let batch = self.rest_of(batch, done).await?;
                    // Another record failed than before: its attempts are counted from here.
                    attempts = if done > 0 { 0 } else { attempts };
                    if attempts >= settings.max_retries && settings.max_retries >= 0 {
                        let invoked = attempts + 1;
                        self.give_up(&batch, Condition::RetriesExhausted, Some(&attempt), invoked).await?;
                        (attempts, waits, failed) = (0, 0, None);
                        continue;
                    }
                    attempts += 1;
                    failed = Some(attempt);
                    work.push_front(batch);
                }
            }
            self.keep(None, BAD).await?;
            let wait = BACKOFF.0.saturating_mul(1 << waits.min(16)).min(BACKOFF.1);
            waits = waits.saturating_add(1);
            self.feed.pause(wait).await;
        }
        Ok(Delivered::All)
    }

    /// Keeps that the first `done` records are done with, and gives back the others.
    async fn rest_of(&self, mut batch: Vec<usize>, done: usize) -> Result<Vec<usize>, Error> {
        let rest = batch.split_off(done.min(batch.len()));
        if !batch.is_empty() {
            self.finish(&batch, BAD).await?;
        }
        Ok(rest)
    }

    /// Keeps that these are done with.
    async fn finish(&self, places: &[usize], result: &str) -> Result<(), Error> {
        let reached = self.progress.finish(places);
        self.keep(reached, result).await
    }

    async fn keep(&self, reached: Option<Reached>, result: &str) -> Result<(), Error> {
        let position = reached.map(|reached| (self.shard, reached));
        self.feed.reach(position, Some(result)).await
    }

    /// Gives up what is older than the mapping allows.
    async fn without_old(
        &self,
        batch: Vec<usize>,
        failed: Option<&Attempt>,
        attempts: i64,
    ) -> Result<Vec<usize>, Error> {
        let Ok(limit) = u64::try_from(self.feed.mapping.settings.max_age_secs) else { return Ok(batch) };
        let now = self.feed.host.clock.now();
        let is_old = |place: &usize| {
            let record = self.records.get(*place);
            record.is_some_and(|record| now.since(record.at) > Duration::from_secs(limit))
        };
        let (old, batch): (Vec<usize>, Vec<usize>) = batch.into_iter().partition(is_old);
        if !old.is_empty() {
            self.give_up(&old, Condition::TooOld, failed, attempts).await?;
        }
        Ok(batch)
    }

    async fn give_up(
        &self,
        batch: &[usize],
        condition: Condition,
        last: Option<&Attempt>,
        invoked: i64,
    ) -> Result<(), Error> {
        let records = self.at(batch);
        let (shard, event) = (self.shard, event(&records));
        let given_up = GivenUp { shard, records: &records, event, condition, last, invoked };
        self.feed.send(&given_up).await;
        self.finish(batch, BAD).await
    }

    async fn invoke(&self, batch: &[usize]) -> Result<Verdict, Error> {
        let Feed { mapping, id, .. } = self.feed;
        let records = self.at(batch);
        let (request_id, done) = match self.feed.invoke(event(&records)).await {
            None => return Ok(Verdict::NotRun),
            Some((_, Err(error))) => {
                tracing::warn!(mapping = id.uuid, %error, "a function cannot be fed");
                return Ok(Verdict::NotRun);
            }
            Some((request_id, Ok(done))) => (request_id, done),
        };
        let version = done.version.version.clone();
        let failed = |done, function_error| {
            let attempt = Attempt { request_id, version, function_error };
            Verdict::Failed { done, attempt }
        };
        Ok(match done.result {
            Err(_) => failed(0, true),
            Ok(response) if mapping.settings.reports_items => match lowest_failed(&response, &records) {
                Some(lowest) => failed(lowest, false),
                None => Verdict::Good,
            },
            Ok(_) => Verdict::Good,
        })
    }

    /// The records at these places.
    fn at(&self, places: &[usize]) -> Vec<&Record> {
        places.iter().filter_map(|place| self.records.get(*place)).collect()
    }

    /// As many records as an event may hold, at least one, and the others.
    fn cut_to_size(&self, mut batch: Vec<usize>) -> (Vec<usize>, Vec<usize>) {
        let mut len = 16;
        let fitting = self.at(&batch).into_iter().take_while(|record| {
            len += record.json.len() + 1;
            len <= SYNCHRONOUS_LIMIT
        });
        let count = fitting.count().max(1).min(batch.len());
        let rest = batch.split_off(count);
        (batch, rest)
    }
}

/// The event of a batch.
fn event(batch: &[&Record]) -> Bytes {
    report::event(batch.iter().map(|record| &record.json))
}

/// What a response with `ReportBatchItemFailures` means: everything from the lowest item named on failed, nothing if
/// none is named. A response that cannot be read, or that names an item which is not there, fails the whole batch.
fn lowest_failed(response: &[u8], batch: &[&Record]) -> Option<usize> {
    let Some(failures) = report::failures(response) else { return Some(0) };
    let found =
        |id: Option<String>| batch.iter().position(|record| Some(&record.sequence_number) == id.as_ref());
    failures.into_iter().map(|id| found(id).unwrap_or(0)).min()
}
