//! The work of the schedule that delivers one channel: each run counts what came, drops what is too much, gives lanes their
//! turn, and says when the next lane that waits is due. What it sends are tasks of their own, so that no run waits for a
//! receiver; each removes what arrived, and has the next run note it. Nobody else removes messages.

use std::mem;
use std::ops::ControlFlow;
use std::sync::{Arc, Weak};
use std::time::Duration;

use base::clock::Clock;
use base::schedule::{Next, Schedule, Slot};
use base::task::Tasks;
use parking_lot::Mutex;
use tokio::sync::watch;

use super::boxes::Fresh;
use super::lanes::{Lanes, Sending};
use super::{Carried, Courier, Message, Messages, News, bound};
use crate::Result;
use crate::batch::Batch;
use crate::error::Error;

/// So many lanes send at a time.
const MOST_AT_ONCE: usize = 64;

/// How long a message may take to its receiver.
const LONGEST: Duration = Duration::from_secs(60);

/// The wait after messages could not be looked at.
const AGAIN_AFTER: Duration = Duration::from_secs(60);

/// After so many lanes others have their turn.
const TURN: usize = 16;

/// Who delivers a channel, and what its runs keep between them.
#[derive(Debug)]
pub(super) struct Delivery {
    messages: Arc<Messages>,
    courier: Arc<dyn Courier>,
    host_clock: Clock,
    tasks: Tasks,
    work: Slot,
    /// What was counted. A run takes it, and puts it back.
    lanes: Mutex<Lanes>,
    /// What was sent and is not noted yet: of each lane that sends one at most.
    sent: Mutex<Vec<Sent>>,
    /// What is being sent is broken off when this is gone.
    gone: watch::Sender<()>,
}

/// A message that was sent.
#[derive(Debug)]
struct Sent {
    lane: String,
    outcome: Result<Outcome>,
}

#[derive(Debug)]
enum Outcome {
    /// It is done with, and removed.
    Removed,
    /// The state was exchanged meanwhile. What is there now stays.
    Exchanged,
    Later(String),
}

impl Delivery {
    /// Begins to deliver, until this is dropped or the process stops.
    pub(super) fn begin(
        messages: Arc<Messages>,
        schedule: &Schedule,
        name: &'static str,
        courier: Arc<dyn Courier>,
    ) -> Arc<Delivery> {
        let delivery = Arc::new(Delivery {
            messages,
            courier,
            host_clock: schedule.host_clock().clone(),
            tasks: schedule.tasks().clone(),
            work: Slot::default(),
            lanes: Mutex::default(),
            sent: Mutex::default(),
            gone: watch::Sender::new(()),
        });
        delivery.messages.posted.is_delivered_by(&delivery);
        delivery.work.hold(schedule.add(name, &delivery, Next::NOW, Delivery::run));
        delivery
    }

    /// Something may have come.
    pub(super) fn wake(&self) {
        self.work.wake();
    }

    async fn run(self: Arc<Delivery>) -> Next {
        let mut run = Run { lanes: mem::take(&mut *self.lanes.lock()), delivery: &self, is_over: false };
        let mut again = None;
        // What is sent to its end while the process stops is noted by nobody.
        while !self.tasks.is_stopping() {
            let lanes = &mut run.lanes;
            mem::take(&mut *self.sent.lock()).into_iter().for_each(|sent| self.note(lanes, sent));
            again = match self.look(lanes).await {
                Ok(()) => None,
                Err(cause) => {
                    lanes.forget(self.messages.store.epoch());
                    self.courier.tell(News::Unreadable { cause: &cause, wait: AGAIN_AFTER });
                    Some(AGAIN_AFTER)
                }
            };
            self.send_next(lanes);
            if !lanes.is_in_doubt() {
                break;
            }
            tokio::task::yield_now().await;
        }
        run.is_over = true;
        let due = run.lanes.next_due().map(|due| due.since(self.host_clock.now()));
        [again, due].into_iter().flatten().min().map_or(Next::WhenWoken, Next::HostAfter)
    }

    /// Gives as many lanes their turn as may have it.
    fn send_next(self: &Arc<Delivery>, lanes: &mut Lanes) {
        while lanes.sending() < MOST_AT_ONCE
            && let Some(lane) = lanes.next(self.host_clock.now())
        {
            let epoch = self.messages.store.epoch();
            match first(&self.messages, &lane) {
                Ok(Some((message, bytes))) => {
                    lanes.sends(&lane, Sending { number: message.number, epoch, bytes });
                    self.send(message, epoch);
                }
                Ok(None) => lanes.doubt(&lane),
                Err(cause) => self.tell_of_failure(lanes, &lane, &cause),
            }
        }
    }

    /// Sends a message, in a task that keeps nothing of this.
    fn send(self: &Arc<Delivery>, message: Message, epoch: u64) {
        let under_way =
            UnderWay { delivery: Arc::downgrade(self), lane: message.lane.clone(), outcome: None };
        let (messages, courier) = (self.messages.clone(), self.courier.clone());
        let (host_clock, mut gone) = (self.host_clock.clone(), self.gone.subscribe());
        self.tasks.spawn("outbox message", async move {
            tokio::select! {
                biased;
                outcome = send(&messages, &host_clock, &*courier, (epoch, &message)) => {
                    under_way.end(outcome);
                }
                // Nothing is ever told, so this is the end; nobody is left who would note it.
                _ = gone.changed() => drop(under_way),
            }
        });
    }

    /// What follows from a message that was sent.
    fn note(&self, lanes: &mut Lanes, Sent { lane, outcome }: Sent) {
        lanes.sent(&lane, matches!(outcome, Ok(Outcome::Removed)));
        match outcome {
            Ok(Outcome::Removed | Outcome::Exchanged) => lanes.arrived(&lane),
            Ok(Outcome::Later(why)) => {
                let wait = lanes.waits(&lane, self.host_clock.now());
                self.courier.tell(News::Waits { lane: &lane, why: &why, wait });
            }
            Err(cause) => self.tell_of_failure(lanes, &lane, &cause),
        }
    }

    fn tell_of_failure(&self, lanes: &mut Lanes, lane: &str, cause: &Error) {
        let wait = lanes.waits(lane, self.host_clock.now());
        self.courier.tell(News::Unreadable { cause, wait });
    }

    /// Counts what came, and drops what is too much.
    async fn look(&self, lanes: &mut Lanes) -> Result<()> {
        let messages = &*self.messages;
        let epoch = messages.store.epoch();
        match messages.posted.take() {
            Fresh::Lanes(mut fresh) if lanes.is_counted_in(epoch) => {
                fresh.append(&mut lanes.doubted());
                for (at, lane) in fresh.iter().enumerate() {
                    count_lane(messages, lanes, lane).await?;
                    if at % TURN == TURN - 1 {
                        tokio::task::yield_now().await;
                    }
                }
            }
            Fresh::Lanes(_) | Fresh::All => {
                lanes.forget(epoch);
                count_all(messages, lanes).await?;
                lanes.counted_all();
            }
        }
        bound::trim(messages, lanes, &*self.courier).await
    }
}

impl Drop for Delivery {
    fn drop(&mut self) {
        // Nobody looks any more, so nothing is to be noted.
        self.messages.posted.all();
    }
}

/// A run: it has what was counted, and gives it back.
struct Run<'a> {
    delivery: &'a Delivery,
    lanes: Lanes,
    /// Not if it panicked: then all is counted anew.
    is_over: bool,
}

impl Drop for Run<'_> {
    fn drop(&mut self) {
        if !self.is_over {
            self.lanes.forget(self.delivery.messages.store.epoch());
        }
        *self.delivery.lanes.lock() = mem::take(&mut self.lanes);
    }
}

/// A message that is being sent, until this is dropped: then the next run notes what came of it.
struct UnderWay {
    delivery: Weak<Delivery>,
    lane: String,
    /// Nothing if its courier panicked.
    outcome: Option<Result<Outcome>>,
}

impl UnderWay {
    fn end(mut self, outcome: Result<Outcome>) {
        self.outcome = Some(outcome);
    }
}

impl Drop for UnderWay {
    fn drop(&mut self) {
        let Some(delivery) = self.delivery.upgrade() else { return };
        let outcome = self.outcome.take().unwrap_or_else(|| Ok(Outcome::Later("a panic".to_owned())));
        delivery.sent.lock().push(Sent { lane: mem::take(&mut self.lane), outcome });
        delivery.wake();
    }
}

async fn count_all(messages: &Messages, lanes: &mut Lanes) -> Result<()> {
    let all = messages.channel.all();
    let mut found = messages.store.slices(all.from_here(), all.end());
    while let Some((key, message)) = found.next().await? {
        if let Some((lane, number)) = messages.channel.fields(&key) {
            lanes.count(&lane, number, size(&key, &message));
        }
    }
    Ok(())
}

/// Counts what has come to a lane since it was counted last.
async fn count_lane(messages: &Messages, lanes: &mut Lanes, name: &str) -> Result<()> {
    let lane = messages.channel.lane(name);
    let last = lanes.counted(name).map(|last| messages.channel.message(name, last));
    let from = last.as_ref().map_or(lane.from_here(), |last| last.after());
    let mut found = messages.store.slices(from, lane.end());
    while let Some((key, message)) = found.next().await? {
        if let Some((_, number)) = messages.channel.fields(&key) {
            lanes.count(name, number, size(&key, &message));
        }
    }
    Ok(())
}

/// What a message counts, in bytes.
pub(super) fn size(key: &[u8], message: &[u8]) -> u64 {
    (key.len() + message.len()) as u64
}

/// The oldest message of a lane, and what it counts.
fn first(messages: &Messages, lane: &str) -> Result<Option<(Message, u64)>> {
    let mut found = None;
    messages.store.scan_prefix(&messages.channel.lane(lane), &mut |key, bytes| {
        let Some((lane, number)) = messages.channel.fields(key) else { return ControlFlow::Continue(()) };
        found = Some((Message { lane, number, bytes: bytes.clone() }, size(key, bytes)));
        ControlFlow::Break(())
    })?;
    Ok(found)
}

/// Takes a message to its receiver, and removes it.
async fn send(
    messages: &Messages,
    host_clock: &Clock,
    courier: &dyn Courier,
    (epoch, message): (u64, &Message),
) -> Result<Outcome> {
    let store = &messages.store;
    // A crash must not take back what was told.
    store.settled().await?;
    // Durable it is only if nobody exchanged the state before.
    if store.epoch() != epoch {
        return Ok(Outcome::Exchanged);
    }
    let carried = tokio::select! {
        biased;
        carried = courier.carry(message) => carried,
        () = host_clock.sleep(LONGEST) => Carried::Later("no answer".to_owned()),
    };
    if let Carried::Later(why) = carried {
        return Ok(Outcome::Later(why));
    }
    let mut batch = Batch::new();
    batch.delete(messages.channel.message(&message.lane, message.number));
    let removed = store.commit_in(epoch, batch)?;
    Ok(removed.map_or(Outcome::Exchanged, |_| Outcome::Removed))
}
