//! Receiving: what is due comes out and is invisible for a while; who finds nothing waits.

use std::time::Duration;

use base::call::Sending;
use base::clock::Timestamp;
use base::place::Place as RequestPlace;
use wire::fault::Fault;

use super::dead::{self, Buried};
use crate::engine::Engine;
use crate::error;
use crate::message::{Place, Received, Standing};
use crate::order::standard::Due;
use crate::order::{self, Held, attempt, fair, fifo, standard};
use crate::queue::Queue;
use crate::queue::name::QueueName;
use crate::records::{Backlog, Change, Found};

/// What a receiver asks for.
#[derive(Clone, Debug, Default)]
pub(crate) struct Asked {
    /// At most so many messages.
    pub(crate) most: usize,
    /// For how long they are invisible, in seconds, if not as the queue says.
    pub(crate) visibility_s: Option<u64>,
    /// How long to wait for the first, in seconds, if not as the queue says.
    pub(crate) wait_s: Option<u64>,
    /// By which the receiver asks once more, should he not get the reply. Standard queues know nothing of it, as
    /// <https://github.com/awspring/spring-cloud-aws/issues/529> says of AWS.
    pub(crate) attempt: Option<String>,
    /// Who waits and has closed his side of the connection is mostly gone, and would take a message from those who are there.
    pub(crate) sending: Sending,
    /// Who waits leaves it to others.
    pub(crate) place: RequestPlace,
}

/// How many messages of a queue may be in flight. Beyond that a standard queue says so, and a FIFO queue gives nothing.
/// <https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/quotas-messages.html>,
/// <https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/quotas-fifo.html>
const MOST_IN_FLIGHT: usize = 120_000;

/// How many messages are looked at for one request: those that are too old, or that go to the dead-letter queue, do not come
/// out. What is left is for the next request.
const LOOKED_AT: usize = 100;

impl Asked {
    /// How long messages of this queue are invisible then, in seconds.
    fn visibility_s(&self, queue: &Queue) -> u64 {
        self.visibility_s.unwrap_or(queue.numbers.visibility_s)
    }
}

/// What came of one look at a queue.
struct Taken {
    queue_id: u64,
    received: Vec<Received>,
    /// The queue to which dead messages went, and what it took.
    dead: Option<(Found, Buried)>,
}

impl Engine {
    /// Receives messages. Nobody is held up by who waits: he keeps no lock, no thread and no place.
    ///
    /// # Errors
    ///
    /// There is no such queue, or none any more, or too many of its messages are in flight.
    pub(crate) async fn receive(
        &self,
        name: &QueueName,
        asked: &Asked,
    ) -> Result<(u64, Vec<Received>), Fault> {
        let found = self.records.queue(name)?;
        let wait_s = asked.wait_s.unwrap_or_else(|| found.queue.numbers.wait_s);
        let taken = self.take(&found, asked)?;
        if !taken.received.is_empty() || wait_s == 0 {
            return Ok((taken.queue_id, taken.received));
        }
        asked.place.leave();
        // Few wait, and what they hold is large.
        Box::pin(self.wait(found, asked, wait_s)).await
    }

    /// Waits for messages: by the emulator's clock, and no longer by the host's, should that stand still.
    async fn wait(&self, found: Found, asked: &Asked, wait_s: u64) -> Result<(u64, Vec<Received>), Fault> {
        let wait = Duration::from_secs(wait_s);
        let until = self.clock().now().plus(wait);
        let too_long = self.schedule.host_clock().sleep(wait);
        tokio::pin!(too_long);
        let waiter = self.waiting.join(found.queue.id);
        loop {
            // Before the look: who is gone takes nothing.
            if asked.sending.has_ended() {
                return Ok((found.queue.id, Vec::new()));
            }
            let woken = waiter.woken();
            tokio::pin!(woken);
            // Before the look: what comes behind it wakes.
            woken.as_mut().enable();
            // Another queue of the same name is not the one that was asked for.
            let now_there = self.records.queue(&found.name)?;
            if now_there.queue.id != found.queue.id {
                return Err(error::no_such_queue());
            }
            let taken = self.take(&now_there, asked)?;
            if !taken.received.is_empty() {
                return Ok((taken.queue_id, taken.received));
            }
            if self.clock().now() >= until || self.waiting.is_closed() {
                return Ok((now_there.queue.id, Vec::new()));
            }
            let next_ms = order::next_due_ms(&self.records, now_there.queue.backlog)?;
            // What is due and does not come out is waited for too: nobody looks again and again.
            let soon = self.clock().now().plus(Duration::from_millis(1));
            let next = next_ms.map_or(until, |next_ms| until.min(soon.max(Timestamp::from_millis(next_ms))));
            tokio::select! {
                () = woken => {}
                () = self.clock().sleep_until(next) => {}
                () = asked.sending.ended() => {}
                () = &mut too_long => return Ok((found.queue.id, Vec::new())),
            }
        }
    }

    /// Takes what is due now.
    fn take(&self, found: &Found, asked: &Asked) -> Result<Taken, Fault> {
        let now = self.clock().now();
        // Who asks in vain learns it without keeping anybody.
        let backlog = found.queue.backlog;
        let first = if found.queue.is_fifo() {
            let due_ms = order::next_due_ms(&self.records, backlog)?;
            let is_due = asked.attempt.is_some() || due_ms.is_some_and(|due_ms| due_ms <= now.millis());
            is_due.then(Vec::new)
        } else {
            let first =
                self.records.look(|change| standard::due(change, backlog, (now, None), asked.most))?;
            (!first.is_empty()).then_some(first)
        };
        let Some(first) = first else {
            return Ok(Taken { queue_id: found.queue.id, received: Vec::new(), dead: None });
        };
        let redrive = found.queue.redrive();
        let mut names = vec![&found.name];
        names.extend(redrive.as_ref().map(|redrive| &redrive.target));
        let taken = self.records.change(&names, |change| {
            let found = change.queue(&found.name)?;
            let mut backlog = change.open(found.queue.backlog)?;
            let only = |received| Taken { queue_id: found.queue.id, received, dead: None };
            let attempt = asked.attempt.as_deref().filter(|_| found.queue.is_fifo());
            if let Some(id) = attempt {
                let time = (asked.visibility_s(&found.queue), now);
                if let Some(received) = attempt::again(change, (&found.queue, &mut backlog), id, time)? {
                    change.close(backlog)?;
                    return Ok(only(received));
                }
            }
            if order::has_in_flight(change, &found.queue, &backlog, now, MOST_IN_FLIGHT)? {
                return if found.queue.is_fifo() { Ok(only(Vec::new())) } else { Err(error::over_limit()) };
            }
            let graveyard = dead::Graveyard::of(change, &found)?;
            let mut taking =
                Taking { now, asked, found: &found, graveyard, received: Vec::new(), looked_at: 0 };
            if found.queue.is_fifo() {
                taking.take_groups(change, &mut backlog)?;
            } else {
                taking.take_messages(change, &mut backlog, first.clone())?;
            }
            let Taking { graveyard, received, looked_at, .. } = taking;
            let dead = graveyard.map(|graveyard| graveyard.close(change)).transpose()?.flatten();
            if let Some(id) = attempt {
                attempt::note(change, backlog.id, id, &received, now)?;
            }
            if looked_at > 0 {
                change.close(backlog)?;
            }
            Ok(Taken { queue_id: found.queue.id, received, dead })
        })?;
        if let Some((found, buried)) = &taken.dead {
            self.note_come(&found.queue, buried.count, buried.oldest_ms);
        }
        Ok(taken)
    }
}

/// A request in the middle of its work.
struct Taking<'t> {
    now: Timestamp,
    asked: &'t Asked,
    found: &'t Found,
    graveyard: Option<dead::Graveyard>,
    received: Vec<Received>,
    looked_at: usize,
}

impl Taking<'_> {
    fn is_done(&self) -> bool {
        self.received.len() >= self.asked.most || self.looked_at >= LOOKED_AT
    }

    /// `first`: what was due a moment ago. Some may have come out since; then others are looked for. What comes out and is visible
    /// again at once does not come out twice.
    fn take_messages(
        &mut self,
        change: &mut Change<'_>,
        backlog: &mut Backlog,
        first: Vec<Due>,
    ) -> Result<(), Fault> {
        let mut turns = fair::Turns::of(first, self.asked.most, backlog, self.now);
        while !self.is_done() {
            let Some(place) = turns.next(change, backlog)? else { return Ok(()) };
            self.take_one(change, backlog, place)?;
        }
        Ok(())
    }

    fn take_groups(&mut self, change: &mut Change<'_>, backlog: &mut Backlog) -> Result<(), Fault> {
        // A group may turn out to have nothing but what is too old, or dead.
        let mut behind = None;
        loop {
            let missing = self.asked.most.saturating_sub(self.received.len());
            let due = fifo::due(change, backlog.id, (self.now, behind.as_ref()), missing)?;
            for due in &due {
                for place in fifo::members(change, backlog.id, &due.group, LOOKED_AT)? {
                    if self.is_done() {
                        return Ok(());
                    }
                    self.take_one(change, backlog, place)?;
                }
            }
            behind = due.into_iter().next_back();
            if behind.is_none() || self.is_done() {
                return Ok(());
            }
        }
    }

    /// One message: it comes out, or it is too old, or was received too often, or is still delayed.
    fn take_one(
        &mut self,
        change: &mut Change<'_>,
        backlog: &mut Backlog,
        place: Place,
    ) -> Result<(), Fault> {
        let (queue, now) = (&self.found.queue, self.now);
        self.looked_at += 1;
        let Some(found) = order::find(change, backlog.id, place)? else { return Ok(()) };
        let held = Held::of(queue, &found);
        if held.standing.due_ms > now.millis() {
            return Ok(());
        }
        if place.sent_ms <= queue.oldest_ms(now) {
            return order::remove(change, backlog, &held, now);
        }
        if let Some(graveyard) = &mut self.graveyard
            && u64::from(held.standing.receives) >= graveyard.most_receives
        {
            order::remove(change, backlog, &held, now)?;
            return graveyard.bury(change, &self.found.name, found, now);
        }
        let visibility_s = self.asked.visibility_s(queue);
        let first = held.standing.first_received_ms;
        let standing = Standing {
            due_ms: now.millis().saturating_add(visibility_s * 1000),
            receives: held.standing.receives.saturating_add(1),
            first_received_ms: if first == 0 { now.millis() } else { first },
            last_received_ms: now.millis(),
            ..held.standing
        };
        order::set(change, backlog, &held, standing, now)?;
        self.received.push(Received { standing, ..found });
        Ok(())
    }
}
