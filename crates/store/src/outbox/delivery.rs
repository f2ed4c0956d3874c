//! The loop that delivers one channel: it counts what came, drops what is too much, gives lanes their turn, and removes what
//! arrived. It is the only place that removes messages.

use std::ops::ControlFlow;
use std::time::Duration;

use base::clock::{Clock, Timestamp};
use base::task::Tasks;
use futures::StreamExt as _;
use futures::stream::FuturesUnordered;

use super::boxes::Fresh;
use super::lanes::Lanes;
use super::{Carried, Courier, Message, News, Outbox, bound};
use crate::Result;
use crate::batch::Batch;
use crate::error::Error;

/// So many lanes send at a time.
const MOST_AT_ONCE: usize = 64;

/// How long a message may take to its receiver.
const LONGEST: Duration = Duration::from_secs(60);

/// The wait after messages could not be looked at.
const AGAIN_AFTER: Duration = Duration::from_secs(60);

/// After so many messages or lanes others have their turn.
const TURN: usize = 16;

/// A message that was sent.
struct Sent {
    lane: String,
    /// The epoch that it is of, and how many bytes it has there.
    epoch: u64,
    bytes: u64,
    outcome: Result<Outcome>,
}

enum Outcome {
    /// It is done with, and removed.
    Removed,
    /// The state was exchanged meanwhile. What is there now stays.
    Exchanged,
    Later(String),
}

pub(super) async fn deliver(outbox: &Outbox, tasks: &Tasks, clock: &Clock, courier: &dyn Courier) {
    let stop = tasks.stop_token();
    let (mut lanes, mut under_way, mut turn) = (Lanes::default(), FuturesUnordered::new(), 0);
    while !tasks.is_stopping() {
        let mut again = None;
        if let Err(cause) = look(outbox, &mut lanes, courier).await {
            lanes.forget();
            courier.tell(News::Unreadable { cause: &cause, wait: AGAIN_AFTER });
            again = Some(clock.now().plus(AGAIN_AFTER));
        }
        while under_way.len() < MOST_AT_ONCE
            && let Some(lane) = lanes.next(clock.now())
        {
            let epoch = outbox.store.epoch();
            match first(outbox, &lane) {
                Ok(Some((message, bytes))) => {
                    lanes.sends(&lane, message.number);
                    under_way.push(send(outbox, clock, courier, (epoch, message, bytes)));
                }
                Ok(None) => lanes.doubt(&lane),
                Err(cause) => tell_of_failure(&mut lanes, (clock, courier), &lane, &cause),
            }
        }
        if lanes.is_in_doubt() {
            continue;
        }
        let due = [again, lanes.next_due()].into_iter().flatten().min();
        tokio::select! {
            () = stop.cancelled() => {}
            () = outbox.posted.filled() => {}
            Some(sent) = under_way.next() => note(&mut lanes, (clock, courier), sent),
            () = sleep_until(clock, due) => {}
        }
        turn += 1;
        if turn % TURN == 0 {
            tokio::task::yield_now().await;
        }
    }
    while under_way.next().await.is_some() {}
    outbox.posted.rest();
}

async fn sleep_until(clock: &Clock, due: Option<Timestamp>) {
    match due {
        Some(due) => clock.sleep_until(due).await,
        None => std::future::pending().await,
    }
}

/// Counts what came, and drops what is too much.
async fn look(outbox: &Outbox, lanes: &mut Lanes, courier: &dyn Courier) -> Result<()> {
    let epoch = outbox.store.epoch();
    match outbox.posted.take() {
        Fresh::Lanes(mut fresh) if lanes.epoch == Some(epoch) => {
            fresh.append(&mut lanes.doubted());
            for (at, lane) in fresh.iter().enumerate() {
                count_lane(outbox, lanes, lane).await?;
                if at % TURN == TURN - 1 {
                    tokio::task::yield_now().await;
                }
            }
        }
        Fresh::Lanes(_) | Fresh::All => {
            lanes.forget();
            count_all(outbox, lanes).await?;
            lanes.epoch = Some(epoch);
        }
    }
    bound::trim(outbox, lanes, courier).await
}

async fn count_all(outbox: &Outbox, lanes: &mut Lanes) -> Result<()> {
    let all = outbox.channel.all();
    let mut messages = outbox.store.slices(all.from_here(), all.end());
    while let Some((key, message)) = messages.next().await? {
        if let Some((lane, number)) = outbox.channel.fields(&key) {
            lanes.count(&lane, number, size(&key, &message));
        }
    }
    lanes.prune();
    Ok(())
}

/// Counts what has come to a lane since it was counted last.
async fn count_lane(outbox: &Outbox, lanes: &mut Lanes, name: &str) -> Result<()> {
    let lane = outbox.channel.lane(name);
    let last = lanes.counted(name).map(|last| outbox.channel.message(name, last));
    let from = last.as_ref().map_or(lane.from_here(), |last| last.after());
    let mut messages = outbox.store.slices(from, lane.end());
    while let Some((key, message)) = messages.next().await? {
        if let Some((_, number)) = outbox.channel.fields(&key) {
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
fn first(outbox: &Outbox, lane: &str) -> Result<Option<(Message, u64)>> {
    let mut found = None;
    outbox.store.scan_prefix(&outbox.channel.lane(lane), &mut |key, bytes| {
        let Some((lane, number)) = outbox.channel.fields(key) else { return ControlFlow::Continue(()) };
        found = Some((Message { lane, number, bytes: bytes.clone() }, size(key, bytes)));
        ControlFlow::Break(())
    })?;
    Ok(found)
}

async fn send(
    outbox: &Outbox,
    clock: &Clock,
    courier: &dyn Courier,
    (epoch, message, bytes): (u64, Message, u64),
) -> Sent {
    let store = &outbox.store;
    let sending = async {
        // A crash must not take back what was told.
        store.settled().await?;
        // Durable it is only if nobody exchanged the state before.
        if store.epoch() != epoch {
            return Ok(Outcome::Exchanged);
        }
        let carried = tokio::select! {
            biased;
            carried = courier.carry(&message) => carried,
            () = clock.sleep(LONGEST) => Carried::Later("no answer".to_owned()),
        };
        if let Carried::Later(why) = carried {
            return Ok(Outcome::Later(why));
        }
        let mut batch = Batch::new();
        batch.delete(outbox.channel.message(&message.lane, message.number));
        let removed = store.commit_in(epoch, batch)?;
        Ok(removed.map_or(Outcome::Exchanged, |_| Outcome::Removed))
    };
    let outcome = sending.await;
    Sent { lane: message.lane, epoch, bytes, outcome }
}

/// What follows from a message that was sent.
fn note(lanes: &mut Lanes, to: (&Clock, &dyn Courier), sent: Sent) {
    let Sent { lane, epoch, bytes, outcome } = sent;
    let (clock, courier) = to;
    match outcome {
        Ok(Outcome::Removed) => {
            if lanes.epoch == Some(epoch) {
                lanes.goes(&lane, bytes);
            }
            lanes.arrived(&lane);
        }
        Ok(Outcome::Exchanged) => lanes.arrived(&lane),
        Ok(Outcome::Later(why)) => {
            let wait = lanes.waits(&lane, clock.now());
            courier.tell(News::Waits { lane: &lane, why: &why, wait });
        }
        Err(cause) => tell_of_failure(lanes, to, &lane, &cause),
    }
}

fn tell_of_failure(lanes: &mut Lanes, (clock, courier): (&Clock, &dyn Courier), lane: &str, cause: &Error) {
    let wait = lanes.waits(lane, clock.now());
    courier.tell(News::Unreadable { cause, wait });
}
