//! Feeding a function from a queue: messages are received, gathered into batches, and handed over, several batches beside each
//! other. Nothing asks again and again: who finds nothing waits until the queue tells of a change.
//!
//! <https://docs.aws.amazon.com/lambda/latest/dg/with-sqs.html>

use std::future::Future;
use std::pin::pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use base::clock::Timestamp;
use base::seams::{QueueMessage, SeamError};
use base::task::{AT_ONCE, apart_if};
use futures::{StreamExt as _, stream};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use self::batch::Batch;
use super::feeding::{Feed, Looks};
use crate::error::Error;
use crate::invoke::SYNCHRONOUS_LIMIT;
use crate::mapping::{GOOD, NO_FUNCTION, QUEUE_DENIED, QUEUE_GONE};

mod access;
mod batch;

/// How many batches run at once in the first minute of a backlog, and after it, if the mapping sets no lower maximum. AWS begins
/// with 5 and adds up to 300 each minute, to 1,250 (<https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-scaling.html>);
/// where it ends here is a limit of this host.
const AT_FIRST: usize = 5;
const AT_LAST: usize = 64;
const SCALES_AFTER: Duration = Duration::from_secs(60);

/// The most messages of one receive.
const RECEIVED_AT_ONCE: usize = 10;

/// What an event is beside its records, in bytes, with room to spare.
const AROUND: usize = 16;

impl Feed<'_> {
    /// Receives and hands over until the mapping is to stop; what was received is handed over first.
    pub(super) async fn poll_queue(self) -> Result<(), Error> {
        let health = Health::default();
        let batches = stream::unfold(Poller::new(self, &health), |mut poller| async move {
            Some((poller.next().await?, poller))
        });
        batches.for_each_concurrent(None, |batch| self.hand_over(batch, &health)).await;
        Ok(())
    }
}

/// What those who hand batches over tell the one who receives.
#[derive(Debug, Default)]
struct Health {
    /// The function could not be run at all, the last time.
    not_run: AtomicBool,
}

impl Health {
    /// Notes whether the function could be run, and says whether that is news.
    fn note(&self, not_run: bool) -> bool {
        self.not_run.swap(not_run, Ordering::Relaxed) != not_run
    }
}

/// Receives messages, and makes batches of them.
struct Poller<'a> {
    feed: Feed<'a>,
    health: &'a Health,
    /// One permit for each batch that may run.
    places: Arc<Semaphore>,
    /// How many there are.
    count: usize,
    /// Received, and too large for the batch before.
    left: Vec<QueueMessage>,
    looks: Looks,
    /// The problem that the mapping shows.
    problem: Option<&'static str>,
}

impl<'a> Poller<'a> {
    fn new(feed: Feed<'a>, health: &'a Health) -> Poller<'a> {
        let count = AT_FIRST.min(most(&feed));
        let known = [QUEUE_GONE, QUEUE_DENIED, NO_FUNCTION];
        let problem = known.into_iter().find(|problem| *problem == feed.mapping.last_result);
        let (places, left) = (Arc::new(Semaphore::new(count)), Vec::new());
        Poller { feed, health, places, count, left, looks: Looks::default(), problem }
    }

    /// The next batch, once there is a place for it. Nothing when the mapping is to stop.
    async fn next(&mut self) -> Option<Batch> {
        let place = self.place().await?;
        let mut messages = std::mem::take(&mut self.left);
        while messages.is_empty() {
            if self.feed.cancel.is_cancelled() {
                return None;
            }
            messages = self.look().await;
        }
        self.fill(&mut messages).await;
        self.left = messages.split_off(fitting(&messages, self.batch_size()));
        Some(Batch { messages, _place: place })
    }

    /// A place to run a batch in. If there is none for a minute, there are more.
    async fn place(&mut self) -> Option<OwnedSemaphorePermit> {
        let Feed { host, cancel, .. } = self.feed;
        let more_at = host.clock.now().plus(SCALES_AFTER);
        loop {
            let most = most(&self.feed);
            let place = self.places.clone().acquire_owned();
            tokio::select! {
                place = place => return place.ok(),
                () = cancel.cancelled(), if self.left.is_empty() => return None,
                () = host.clock.sleep_until(more_at), if self.count < most => {
                    self.places.add_permits(most - self.count);
                    self.count = most;
                }
            }
        }
    }

    /// Looks for messages. If there are none, waits until there may be.
    async fn look(&mut self) -> Vec<QueueMessage> {
        let Feed { host, source, cancel, .. } = self.feed;
        if self.health.not_run.load(Ordering::Relaxed) {
            // What cannot be run is not taken from the queue at the same pace, or all of it would end as dead letters.
            let _first_is_none = self.looks.in_vain();
            let wait = self.looks.in_vain();
            self.feed.pause(wait).await;
        }
        let mut changed = pin!(host.seams.messages.changed(source));
        // Asked for before the look, so that nothing that happens in between is missed.
        let missed = futures::poll!(changed.as_mut()).is_ready();
        let received = match self.feed.can_work().await {
            Ok(()) => self.receive(self.batch_size()).await.map_err(|cause| self.feed.problem_of(cause)),
            Err(problem) => Err(problem),
        };
        match received {
            Ok(messages) => {
                self.show(None).await;
                if !messages.is_empty() {
                    if !self.health.not_run.load(Ordering::Relaxed) {
                        self.looks.found();
                    }
                    return messages;
                }
            }
            Err(problem) => {
                if problem.is_some() {
                    self.show(problem).await;
                }
                let _first_is_none = self.looks.in_vain();
                let wait = self.looks.in_vain();
                self.feed.pause(wait).await;
                return Vec::new();
            }
        }
        if missed {
            let wait = self.looks.in_vain();
            self.feed.pause(wait).await;
        } else {
            tokio::select! {
                () = changed => self.looks.found(),
                () = cancel.cancelled() => {}
            }
        }
        Vec::new()
    }

    /// Receives at most so many messages. What the mapping's filters leave out goes from the queue.
    async fn receive(&self, most: usize) -> Result<Vec<QueueMessage>, SeamError> {
        let Feed { host, source, filters, .. } = self.feed;
        let received = host.seams.messages.receive(source, most.min(RECEIVED_AT_ONCE)).await?;
        let (filters, is_long) = (Arc::clone(filters), size(&received) > AT_ONCE);
        let sort = move || received.into_iter().partition(|message| filters.pass_message(&message.json));
        let (wanted, left_out): (Vec<QueueMessage>, Vec<QueueMessage>) = apart_if(is_long, sort).await;
        if !left_out.is_empty() {
            let receipts: Vec<String> = left_out.into_iter().map(|message| message.receipt).collect();
            if let Err(cause) = host.seams.messages.delete(source, &receipts).await {
                tracing::warn!(mapping = self.feed.id.uuid, %cause, "messages that are left out come once more");
            }
        }
        Ok(wanted)
    }

    /// Waits for more messages, as long as the batching window lasts and the batch is not full.
    async fn fill(&mut self, messages: &mut Vec<QueueMessage>) {
        let Feed { host, source, mapping, cancel, .. } = self.feed;
        let window = Duration::from_secs(mapping.settings.window_secs.into());
        let until = host.clock.now().plus(host.scaled(window));
        while host.clock.now() < until && !cancel.is_cancelled() {
            let left = self.batch_size().saturating_sub(messages.len());
            if left == 0 || size(messages) >= SYNCHRONOUS_LIMIT {
                break;
            }
            let mut changed = pin!(host.seams.messages.changed(source));
            let missed = futures::poll!(changed.as_mut()).is_ready();
            match self.receive(left).await {
                Ok(more) if !more.is_empty() => {
                    self.looks.found();
                    // What came back within the window is the consumer's by its newer receipt.
                    messages.retain(|message| more.iter().all(|newer| newer.id != message.id));
                    messages.extend(more);
                }
                Ok(_) => self.until_more(changed, missed, until).await,
                // The batch is handed over as it is; the next look meets the same cause.
                Err(_) => break,
            }
        }
    }

    async fn until_more(&mut self, changed: impl Future<Output = ()>, missed: bool, until: Timestamp) {
        let Feed { host, cancel, .. } = self.feed;
        let wait = if missed { self.looks.in_vain() } else { Duration::ZERO };
        tokio::select! {
            () = changed, if !missed => self.looks.found(),
            () = self.feed.pause(wait), if missed => {}
            () = host.clock.sleep_until(until) => {}
            () = cancel.cancelled() => {}
        }
    }

    /// Shows a problem, or that there is none any more, and logs it once.
    async fn show(&mut self, problem: Option<&'static str>) {
        if problem == self.problem {
            return;
        }
        if let Some(problem) = problem {
            let (mapping, queue) = (&self.feed.id.uuid, &self.feed.mapping.source);
            tracing::warn!(mapping, queue, problem, "an event source mapping cannot work");
        }
        self.feed.tell(problem.unwrap_or(GOOD)).await;
        self.problem = problem;
    }

    fn batch_size(&self) -> usize {
        usize::try_from(self.feed.mapping.settings.batch_size).unwrap_or(usize::MAX).max(1)
    }
}

/// The most batches that may run at once.
fn most(feed: &Feed<'_>) -> usize {
    let own = feed.mapping.settings.max_concurrency.and_then(|most| usize::try_from(most).ok());
    own.unwrap_or(AT_LAST).clamp(1, AT_LAST)
}

fn size(messages: &[QueueMessage]) -> usize {
    messages.iter().fold(AROUND, |sum, message| sum + message.json.len() + 1)
}

/// How many messages one event holds, at least one.
fn fitting(messages: &[QueueMessage], most: usize) -> usize {
    let mut len = AROUND;
    let fitting = messages.iter().take(most).take_while(|message| {
        len += message.json.len() + 1;
        len <= SYNCHRONOUS_LIMIT
    });
    fitting.count().max(1)
}
