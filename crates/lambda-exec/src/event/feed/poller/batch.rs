//! Handing one batch of a queue's messages to the function, and what becomes of them: what is done goes from the queue, all else
//! comes back when its visibility is over.
//!
//! <https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html>

use std::collections::HashSet;
use std::sync::Arc;
use std::time::Duration;

use base::clock::Stopwatch;
use base::seams::QueueMessage;
use bytes::Bytes;
use tokio::sync::OwnedSemaphorePermit;

use super::super::feeding::Feed;
use super::super::report;
use super::Health;
use crate::error::{Code, Error};
use crate::invoke::Done;

/// How long a throttled function is left alone at first, and at most, by the host's clock: our choice.
const FIRST_PAUSE: Duration = Duration::from_millis(50);
const LONGEST_PAUSE: Duration = Duration::from_secs(2);

/// Messages on their way to the function.
#[derive(Debug)]
pub(super) struct Batch {
    pub(super) messages: Vec<QueueMessage>,
    pub(super) _place: OwnedSemaphorePermit,
}

impl Feed<'_> {
    /// Runs the function with a batch, once. A message that is not done has its receives counted by its queue, which knows when
    /// it is a dead letter; until it is visible again, those of its group that follow it wait with it.
    pub(super) async fn hand_over(&self, batch: Batch, health: &Health) {
        let Some(engine) = self.host.engine().filter(|engine| engine.store.epoch() == self.epoch) else {
            return;
        };
        drop(engine);
        let mapping = &self.id.uuid;
        let event = report::event(batch.messages.iter().map(|message| &message.json));
        let done = match self.invoke_while_hidden(event).await {
            None => return,
            Some((_, Err(error))) => {
                if health.note(true) {
                    tracing::warn!(mapping, %error, "messages wait in their queue: a function cannot be run");
                }
                return;
            }
            Some((_, Ok(done))) => done,
        };
        if health.note(false) {
            tracing::info!(mapping, "a function can be run again");
        }
        if self.host.tasks.is_stopping() && done.result.is_err() {
            return;
        }
        let receipts = self.done_of(&batch.messages, &done);
        let is_same = self.host.engine().is_some_and(|engine| engine.store.epoch() == self.epoch);
        if receipts.is_empty() || !is_same {
            return;
        }
        // What cannot be deleted comes once more, as on AWS.
        if let Err(cause) = self.host.seams.messages.delete(self.source, &receipts).await {
            tracing::warn!(mapping, %cause, "messages that are done could not be deleted");
        }
    }

    /// Runs the function once; where it is throttled, again and again until the messages are visible again.
    /// <https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html>: how long AWS waits between is our guess.
    async fn invoke_while_hidden(&self, event: Bytes) -> Option<(Arc<str>, Result<Done, Error>)> {
        let (watch, mut pause) = (Stopwatch::start(), FIRST_PAUSE);
        loop {
            let (request_id, ran) = self.invoke(event.clone()).await?;
            let is_throttled = matches!(&ran, Err(error) if error.code == Code::TooManyRequests);
            if !is_throttled || self.cancel.is_cancelled() {
                return Some((request_id, ran));
            }
            let hidden = self.host.seams.messages.visibility(self.source).await.unwrap_or_default();
            if watch.elapsed().saturating_add(pause) >= hidden {
                return Some((request_id, ran));
            }
            tokio::select! {
                () = self.host.host_clock.sleep(pause) => {}
                () = self.cancel.cancelled() => {}
            }
            pause = (pause * 2).min(LONGEST_PAUSE);
        }
    }

    /// The receipts of the messages that are done.
    fn done_of(&self, messages: &[QueueMessage], done: &Done) -> Vec<String> {
        let Ok(response) = &done.result else { return Vec::new() };
        let failed = if self.mapping.settings.reports_items {
            failed(response, messages)
        } else {
            Some(HashSet::new())
        };
        let Some(failed) = failed else { return Vec::new() };
        let done = messages.iter().filter(|message| !failed.contains(&message.id));
        done.map(|message| message.receipt.clone()).collect()
    }
}

/// The ids of the messages that a response names; nothing if all of them failed: it cannot be read, or it names one that is not
/// there.
fn failed(response: &[u8], messages: &[QueueMessage]) -> Option<HashSet<String>> {
    let is_there = |id: &String| messages.iter().any(|message| message.id == *id);
    report::failures(response)?.into_iter().map(|id| id.filter(is_there)).collect()
}
