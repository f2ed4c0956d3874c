//! Asynchronous invocations: durable before they are acknowledged, run with a limit on how many at once, retried, given up when
//! they are too old, and told of where somebody wants to know.
//!
//! <https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-error-handling.html>

use std::ops::Range;
use std::panic::AssertUnwindSafe;
use std::sync::Arc;
use std::time::Duration;

use base::clock::Timestamp;
use base::schedule::Next;
use futures::FutureExt as _;
use store::space::Fields;
use store::{Batch, Key, Space};

use crate::engine::Engine;
use crate::error::{Code, Error};
use crate::function::event_invoke_config::EventInvokeConfig;
use crate::function::reserved::Reserved;
use crate::function_name::FunctionId;
use crate::invoke::{Done, Waiting};
use crate::memory::queue::Stored;

use self::outcome::{Condition, Outcome, Run};
pub(crate) use self::queued::Queued;

mod delivery;
mod durable;
mod outcome;
mod queued;

/// The waits before the second and the third attempt after an error of the function.
const RETRY_AFTER: [Duration; 2] = [Duration::from_secs(60), Duration::from_secs(120)];

/// The wait after an error that is not the function's, doubled each time: from one second to five minutes.
const BACKOFF: Range<Duration> = Duration::from_secs(1)..Duration::from_secs(300);

/// How long the id of an event is remembered, so that one delivered twice runs once.
const SEEN_FOR: Duration = Duration::from_secs(24 * 3600);

/// Events of the store that are taken over until it is looked which of them are due.
const TAKEN_OVER_AT_ONCE: usize = 256;

/// Ids of old events that are forgotten in one batch at most.
const FORGOTTEN_AT_ONCE: usize = 100;

/// How often ids that are too old are forgotten.
const SWEEP_EVERY: Duration = Duration::from_secs(3600);

/// The sub-space of seen event ids in `Space::LambdaOther`.
const SEEN: u8 = 2;

/// A place at work of one event, free again when this is dropped, however the work ended.
struct Place {
    engine: Arc<Engine>,
    id: FunctionId,
}

impl Drop for Place {
    fn drop(&mut self) {
        self.engine.queue.done(&self.id);
    }
}

impl Engine {
    /// Loads what the last process left, and begins to run it.
    pub(crate) fn start_queue(self: &Arc<Self>) {
        self.reload_queue();
        self.queue.loader.hold(self.schedule.add(
            "lambda stored events",
            self,
            Next::NOW,
            |engine| async move {
                if let Err(error) = engine.load_queue().await {
                    tracing::error!(%error, "not all queued events can be run");
                }
                Next::WhenWoken
            },
        ));
        let dispatch = |engine: Arc<Engine>| async move { engine.dispatch() };
        self.queue.work.hold(self.schedule.add("lambda queue", self, Next::NOW, dispatch));
        self.forgetting.hold(self.schedule.add("lambda old ids", self, Next::NOW, |engine| async move {
            let now = engine.clock.now();
            if let Err(error) = engine.forget_seen(now).await {
                tracing::error!(%error, "ids of old events could not be removed");
            }
            Next::At(now.plus(SWEEP_EVERY))
        }));
    }

    /// Forgets what waits, and begins to take over what the store holds now.
    pub(crate) fn reload_queue(&self) {
        match self.stored_end() {
            Ok(end) => self.queue.begin_again(end),
            Err(error) => tracing::error!(%error, "queued events cannot be run"),
        }
        self.queue.loader.wake();
    }

    /// The first place in the order of arrival behind those of all events in the store.
    fn stored_end(&self) -> Result<u64, Error> {
        let last = self.store.last(&Key::of(Space::LambdaQueue))?;
        Ok(last.and_then(|key| Fields::of(key.as_bytes()).u64()).map_or(0, |last| last.saturating_add(1)))
    }

    /// Takes over what the store holds, in slices. If the state is exchanged meanwhile, the loader is woken again.
    async fn load_queue(&self) -> Result<(), Error> {
        let (epoch, mut damaged, mut found) = (self.store.epoch(), None, 0_usize);
        let mut events = self.store.slices(&Key::of(Space::LambdaQueue));
        while let Some((key, record)) = events.next().await? {
            if self.store.epoch() != epoch {
                return Ok(());
            }
            match (Fields::of(&key).u64(), Queued::decode(&record)) {
                (Some(order), Ok(queued)) => {
                    let (id, due, len) = (queued.request.id, queued.due, record.len());
                    self.queue.take_over(Stored { id, due, order, len });
                    found += 1;
                }
                (_, result) => damaged = result.err(),
            }
            if found.is_multiple_of(TAKEN_OVER_AT_ONCE) {
                self.queue.work.wake();
            }
        }
        self.queue.work.wake();
        damaged.map_or(Ok(()), Err)
    }

    /// Takes an event. One whose id was seen before is dropped. Once the store has settled, either survives the end of the
    /// process. A full queue refuses, as AWS does with what it throttles.
    pub(crate) fn enqueue(&self, queued: Queued) -> Result<(), Error> {
        let record = queued.encode()?;
        let order = self.queue.reserve(record.len()).ok_or_else(Error::no_concurrency_left)?;
        match self.keep_event(&queued, order, record) {
            Ok(true) => self.queue.add(queued.request.id, queued.due, order),
            nothing_kept => {
                self.queue.forget(order);
                nothing_kept?;
            }
        }
        Ok(())
    }

    /// Writes an event; whether it did, for one that was seen before is dropped.
    fn keep_event(&self, queued: &Queued, order: u64, record: Vec<u8>) -> Result<bool, Error> {
        let seen = queued.event_id.as_deref().map(|event| seen_key(&queued.request.id, event));
        let alone = seen.clone().unwrap_or_else(|| queue_key(order));
        self.store.change(&alone, |records| {
            let mut batch = Batch::new();
            if let Some(key) = seen.clone() {
                if records.get(key.as_bytes())?.is_some() {
                    return Ok((batch, false));
                }
                batch.put(key, queued.arrived.millis().to_be_bytes().to_vec());
            }
            batch.put(queue_key(order), record.clone());
            Ok((batch, true))
        })
    }

    /// Begins what is due, as much as may run.
    fn dispatch(self: &Arc<Self>) -> Next {
        while let Some((id, order)) = self.queue.take(self.clock.now()) {
            let place = Place { engine: self.clone(), id };
            self.tasks.spawn("lambda queued event", handle(place, order));
        }
        self.queue.next_due().map_or(Next::WhenWoken, Next::At)
    }

    /// Runs one event once, or tells how it ended, and decides what becomes of it.
    async fn work(&self, order: u64) -> Result<(), Error> {
        let (key, epoch) = (queue_key(order), self.store.epoch());
        let Some(record) = self.store.get(key.as_bytes())? else { return Ok(()) };
        // A crash must not take back what a function acts on.
        self.store.settled().await?;
        let queued = Queued::decode(&record)?;
        let fate = match &queued.outcome {
            Some(outcome) => Fate::Ended(outcome.clone()),
            None => self.attempt(&queued).await?,
        };
        if self.tasks.is_stopping() && !matches!(fate, Fate::Ended(_)) || self.store.epoch() != epoch {
            // The next process runs it again; or there is no such event any more.
            return Ok(());
        }
        let again = match fate {
            Fate::Dropped => None,
            Fate::Again { failures, obstacles, wait } => {
                Some(Queued { failures, obstacles, ..queued.after(wait, self) })
            }
            Fate::Waits { wait } => {
                let obstacles = queued.obstacles.saturating_add(1);
                let due = self.clock.now().plus(wait);
                Some(Queued { obstacles, due, has_begun: true, ..queued.clone() })
            }
            // What cannot be told now is told later; the function does not run for it again.
            Fate::Ended(outcome) => self.tell(&queued, outcome).await?.map(|outcome| {
                let wait = backoff(queued.obstacles);
                let obstacles = queued.obstacles.saturating_add(1);
                Queued { obstacles, outcome: Some(outcome), ..queued.after(wait, self) }
            }),
        };
        let mut batch = Batch::new();
        match &again {
            Some(queued) => batch.put(key, queued.encode()?),
            None => batch.delete(key),
        }
        if self.store.change_in(epoch, batch)? {
            match again {
                Some(queued) => self.queue.add(queued.request.id, queued.due, order),
                None => self.queue.forget(order),
            }
        }
        Ok(())
    }

    async fn attempt(&self, queued: &Queued) -> Result<Fate, Error> {
        let Queued { request, failures, obstacles, .. } = queued;
        let (id, request_id) = (&request.id, &request.request_id);
        let config =
            EventInvokeConfig::load(&self.store, id, request.qualifier.as_deref())?.unwrap_or_default();
        if let Some(fate) = self.attempt_durably(queued, &config)? {
            return Ok(fate);
        }
        if self.clock.now().since(queued.arrived) > config.age() {
            tracing::warn!(function = %id.arn(), %request_id, "an event is given up: it is too old");
            return Ok(Fate::Ended(Outcome::without_run(Condition::EventAgeExceeded, *failures)));
        }
        if Reserved::of(&self.store, id)? == Some(0) {
            // AWS's page on records: without any retries.
            return Ok(Fate::Ended(Outcome::without_run(Condition::ZeroReservedConcurrency, *failures)));
        }
        let invoked = failures + 1;
        Ok(match self.invoke(request.clone(), Waiting::Nobody).await {
            Ok(Done { version, result: Ok(response), .. }) => {
                // Where nobody is told, the answer is not kept.
                let run = config.on_success.map(|_| Run::of(&version.version, &response, false));
                Fate::Ended(Outcome { run, ..Outcome::without_run(Condition::Success, invoked) })
            }
            Ok(Done { version, result: Err(payload), .. }) => {
                let error = String::from_utf8_lossy(payload.get(..512).unwrap_or(&payload)).into_owned();
                tracing::warn!(function = version.arn, %request_id, error, "an event failed");
                match RETRY_AFTER.get(*failures).filter(|_| *failures < config.retries()) {
                    Some(&wait) => Fate::Again { failures: invoked, obstacles: 0, wait },
                    None => {
                        tracing::warn!(function = %id.arn(), %request_id, invoked, "an event is given up");
                        let run = Some(Run::of(&version.version, &payload, true));
                        Fate::Ended(Outcome {
                            run,
                            ..Outcome::without_run(Condition::RetriesExhausted, invoked)
                        })
                    }
                }
            }
            Err(error) if error.code == Code::ResourceNotFound => {
                tracing::warn!(function = %id.arn(), %request_id, why = error.message, "an event is dropped");
                Fate::Dropped
            }
            Err(error) if error.code == Code::RecursiveInvocation => {
                tracing::warn!(function = %id.arn(), %request_id, why = error.message, "an event is given up");
                // AWS's page on recursive loops: the destination gets the event. Under which condition is our guess.
                Fate::Ended(Outcome::without_run(Condition::RetriesExhausted, *failures))
            }
            Err(error) => {
                tracing::warn!(function = %id.arn(), %error, "an event has to wait");
                let obstacles_now = obstacles.saturating_add(1);
                Fate::Again { failures: *failures, obstacles: obstacles_now, wait: backoff(*obstacles) }
            }
        })
    }

    /// Forgets the ids of events that nobody will deliver again.
    async fn forget_seen(&self, now: Timestamp) -> Result<(), Error> {
        let (seen, epoch) = (Key::of(Space::LambdaOther).u8(SEEN), self.store.epoch());
        let (mut ids, mut batch, mut old) = (self.store.slices(&seen), Batch::new(), 0);
        while let Some((key, at)) = ids.next().await? {
            let at = <[u8; 8]>::try_from(&at[..]).map_or(0, u64::from_be_bytes);
            if now.since(Timestamp::from_millis(at)) > SEEN_FOR {
                batch.delete(Key::stored(&key));
                old += 1;
            }
            if old == FORGOTTEN_AT_ONCE {
                self.store.change_in(epoch, std::mem::take(&mut batch))?;
                old = 0;
            }
        }
        if old > 0 {
            self.store.change_in(epoch, batch)?;
        }
        Ok(())
    }
}

/// Works on one event. A fault that is not the function's, such as a store that cannot be written, lets it wait by the
/// host's clock and puts it back.
async fn handle(place: Place, order: u64) {
    let (engine, id) = (place.engine.clone(), place.id.clone());
    let epoch = engine.store.epoch();
    let cause = match AssertUnwindSafe(engine.work(order)).catch_unwind().await {
        Ok(Ok(())) => return,
        Ok(Err(Error { source: Some(cause), .. })) => cause.to_string(),
        Ok(Err(error)) => error.to_string(),
        Err(_) => "a panic".to_owned(),
    };
    drop(place);
    tracing::error!(function = %id.arn(), cause, "a queued event could not be handled and is tried again");
    let wait = BACKOFF.start.saturating_mul(1 << engine.queue.fault(order).min(16)).min(BACKOFF.end);
    let (host_clock, stop) = (engine.host_clock.clone(), engine.tasks.stop_token());
    // Who waits keeps no engine.
    let engine = {
        let kept = engine;
        Arc::downgrade(&kept)
    };
    tokio::select! {
        () = host_clock.sleep(wait) => {}
        () = stop.cancelled() => return,
    }
    if let Some(engine) = engine.upgrade().filter(|engine| engine.store.epoch() == epoch) {
        engine.queue.add(id, engine.clock.now(), order);
    }
}

/// What becomes of an event.
enum Fate {
    Again {
        failures: usize,
        obstacles: u32,
        wait: Duration,
    },
    Ended(Outcome),
    /// The durable execution that it began goes on. The wait is not scaled: it is none between attempts.
    Waits {
        wait: Duration,
    },
    /// Nobody is told.
    Dropped,
}

/// The wait after an error that is not the function's, behind so many others.
fn backoff(obstacles: u32) -> Duration {
    BACKOFF.start.saturating_mul(1 << obstacles.min(16)).min(BACKOFF.end)
}

fn queue_key(order: u64) -> Key {
    Key::of(Space::LambdaQueue).u64(order)
}

fn seen_key(id: &FunctionId, event: &str) -> Key {
    let key = Key::of(Space::LambdaOther).u8(SEEN);
    key.account(id.account).region(&id.region).text(&id.name).text(event)
}

#[cfg(test)]
mod tests;
