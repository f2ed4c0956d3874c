//! A naive SQS: queues are lists, and whoever wants to know something looks at all of them.
//!
//! Where AWS leaves open what comes first, it does as the engine says that it does: standard queues give what has been due
//! longest, FIFO queues begin with the group that has been due longest.

use std::collections::BTreeMap;

use sha2::{Digest as _, Sha256};

mod queue;

pub(crate) use queue::{Left, Message, Queue};

use super::step::{QUEUES, Said, Step, VISIBILITY_S, is_fifo};

/// When sequences begin, in milliseconds since 1970: 2026-01-01.
pub(crate) const START_MS: u64 = 1_767_225_600_000;

/// How long an id for deduplication counts.
const REMEMBERED_MS: u64 = 300_000;

const NO_QUEUE: &str = "QueueDoesNotExist";
const INVALID: &str = "InvalidParameterValueException";

/// What a receipt handle is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Handle {
    /// The queue, unless it is gone.
    pub(crate) queue: Option<usize>,
    pub(crate) number: u64,
    pub(crate) receive: u32,
}

/// All that there is.
#[derive(Clone, Debug)]
pub struct Naive {
    pub(crate) now_ms: u64,
    pub(crate) queues: BTreeMap<usize, Queue>,
    pub(crate) handles: Vec<Handle>,
}

impl Default for Naive {
    fn default() -> Naive {
        Naive { now_ms: START_MS, queues: BTreeMap::new(), handles: Vec::new() }
    }
}

/// What clients remember is not compared: one that dies before its answer comes knows less than the queues.
impl PartialEq for Naive {
    fn eq(&self, other: &Naive) -> bool {
        (self.now_ms, &self.queues) == (other.now_ms, &other.queues)
    }
}

impl Naive {
    /// Whether there is a queue.
    pub(crate) fn has(&self, queue: usize) -> bool {
        self.queues.contains_key(&queue)
    }

    /// Takes a step.
    pub fn take(&mut self, step: &Step) -> Said {
        let said = match step {
            Step::Create(queue) => {
                self.queues.entry(*queue).or_default();
                Ok(Said::Done)
            }
            Step::DeleteQueue(queue) => self.delete_queue(*queue),
            Step::Purge(queue) => self.with(*queue, |queue| {
                *queue = Queue {
                    delay_s: queue.delay_s,
                    redrive: queue.redrive,
                    last_number: queue.last_number,
                    ..Queue::default()
                };
            }),
            Step::Delay(queue, delay_s) => self.with(*queue, |queue| queue.delay_s = *delay_s),
            Step::Redrive(queue, most) => self.redrive(*queue, *most),
            Step::Send { queue, .. } => self.send(*queue, step),
            Step::Receive { queue, most, visibility_s, attempt } => {
                let visibility_s = visibility_s.unwrap_or(VISIBILITY_S);
                let attempt = attempt.filter(|_| is_fifo(*queue)).map(|attempt| attempt.to_string());
                match self.again(*queue, visibility_s, attempt.as_deref()) {
                    Ok(None) => self.receive(*queue, *most, visibility_s, attempt),
                    again => again.map(|received| Said::Received(received.unwrap_or_default())),
                }
            }
            Step::Delete(queue, handle) => self.held(*queue, *handle, None),
            Step::Visibility(queue, handle, timeout_s) => self.held(*queue, *handle, Some(*timeout_s)),
            Step::Advance(secs) => {
                self.now_ms += secs * 1000;
                Ok(Said::Done)
            }
            Step::Move(queue) => self.move_all(*queue),
        };
        self.forget();
        said.unwrap_or_else(Said::refused)
    }

    fn with(&mut self, queue: usize, act: impl FnOnce(&mut Queue)) -> Result<Said, &'static str> {
        act(self.queues.get_mut(&queue).ok_or(NO_QUEUE)?);
        Ok(Said::Done)
    }

    /// Messages that are too old, and ids that count no more.
    fn forget(&mut self) {
        let now_ms = self.now_ms;
        for (at, queue) in &mut self.queues {
            let lasts_ms = QUEUES.get(*at).map_or(0, |known| known.retention_s * 1000);
            let is_old = |message: &Message| message.sent_ms + lasts_ms <= now_ms;
            let old: Vec<Message> =
                queue.messages.iter().filter(|message| is_old(message)).cloned().collect();
            old.iter().for_each(|message| queue.remove(message, now_ms));
            queue.sent.retain(|_, (_, until_ms)| *until_ms > now_ms);
            queue.attempts.retain(|_, (until_ms, _)| *until_ms > now_ms);
        }
    }

    fn delete_queue(&mut self, queue: usize) -> Result<Said, &'static str> {
        self.queues.remove(&queue).ok_or(NO_QUEUE)?;
        let of_it = self.handles.iter_mut().filter(|handle| handle.queue == Some(queue));
        of_it.for_each(|handle| handle.queue = None);
        Ok(Said::Done)
    }

    fn redrive(&mut self, queue: usize, most: Option<u32>) -> Result<Said, &'static str> {
        // A queue may be its own, though nothing comes of it.
        let target = dead_of(queue).unwrap_or(queue);
        let there = self.has(target);
        let own = self.queues.get_mut(&queue).ok_or(NO_QUEUE)?;
        if most.is_some() && !there {
            return Err(INVALID);
        }
        own.redrive = most;
        Ok(Said::Done)
    }

    fn send(&mut self, at: usize, step: &Step) -> Result<Said, &'static str> {
        let Step::Send { body, delay_s, group, id, .. } = step else { return Ok(Said::Done) };
        let (now_ms, is_fifo) = (self.now_ms, is_fifo(at));
        let queue = self.queues.get_mut(&at).ok_or(NO_QUEUE)?;
        if is_fifo && delay_s.is_some_and(|delay_s| delay_s > 0) {
            return Err(INVALID);
        }
        let number = queue.next_number(now_ms);
        let sequence = |number: u64| Some((10_000_000_000_000_000_000 + number).to_string());
        if is_fifo {
            let of_body = || hex::encode(Sha256::digest(body.to_string()));
            let id = id.map_or_else(of_body, |id| id.to_string());
            if let Some((before, _)) = queue.sent.get(&id) {
                return Ok(Said::Sent(sequence(*before)));
            }
            queue.sent.insert(id, (number, now_ms + REMEMBERED_MS));
        }
        let delay_s = delay_s.filter(|_| !is_fifo).unwrap_or(queue.delay_s);
        let message = Message {
            number,
            body: *body,
            group: group.map(|group| group.to_string()),
            sent_ms: now_ms,
            due_ms: now_ms + delay_s * 1000,
            receives: 0,
            received_ms: 0,
            source: None,
        };
        queue.add(message, is_fifo, now_ms);
        Ok(Said::Sent(sequence(number).filter(|_| is_fifo)))
    }

    /// What was received under an id, once more; nothing if there is nothing, or it is visible again.
    fn again(
        &mut self,
        at: usize,
        visibility_s: u64,
        attempt: Option<&str>,
    ) -> Result<Option<Vec<(u8, u32)>>, &'static str> {
        let now_ms = self.now_ms;
        let queue = self.queues.get_mut(&at).ok_or(NO_QUEUE)?;
        let attempt = attempt.and_then(|id| queue.attempts.get_mut(id));
        let Some((_, left)) = attempt else { return Ok(None) };
        if !left.iter().all(|left| queue.messages.iter().any(|message| message.left() == *left)) {
            return Err(INVALID);
        }
        if left.iter().any(|(_, due_ms, ..)| *due_ms <= now_ms) {
            return Ok(None);
        }
        let mut received = Vec::new();
        for left in left {
            let message = queue.messages.iter_mut().find(|message| message.number == left.0);
            let Some(message) = message else { continue };
            message.due_ms = now_ms + visibility_s * 1000;
            *left = message.left();
            received.push((message.body, message.receives));
            self.handles.push(Handle { queue: Some(at), number: message.number, receive: message.receives });
        }
        let groups: Vec<_> = queue.groups.keys().cloned().collect();
        groups.iter().for_each(|group| queue.settle(Some(group), now_ms));
        Ok(Some(received))
    }

    fn receive(
        &mut self,
        at: usize,
        most: usize,
        visibility_s: u64,
        attempt: Option<String>,
    ) -> Result<Said, &'static str> {
        let now_ms = self.now_ms;
        let mut left: Vec<Left> = Vec::new();
        let queue = self.queues.get(&at).ok_or(NO_QUEUE)?;
        let dead = dead_of(at).filter(|dead| self.has(*dead)).zip(queue.redrive);
        let mut received = Vec::new();
        for number in queue.turns(is_fifo(at), now_ms) {
            let Some(queue) = self.queues.get_mut(&at).filter(|_| received.len() < most) else { break };
            let Some(message) = queue.messages.iter_mut().find(|message| message.number == number) else {
                continue;
            };
            if let Some((dead, most)) = dead
                && message.receives >= most
            {
                let message = Message { source: Some(at), ..message.clone() };
                self.shift(&message, at, dead);
                continue;
            }
            message.receives += 1;
            message.received_ms = now_ms;
            message.due_ms = now_ms + visibility_s * 1000;
            received.push((message.body, message.receives));
            left.push(message.left());
            self.handles.push(Handle { queue: Some(at), number, receive: message.receives });
            let group = message.group.clone();
            queue.settle(group.as_deref(), now_ms);
        }
        if let Some((id, queue)) = attempt.zip(self.queues.get_mut(&at)).filter(|_| !left.is_empty()) {
            queue.attempts.insert(id, (now_ms + REMEMBERED_MS, left));
        }
        Ok(Said::Received(received))
    }

    /// From one queue to another.
    fn shift(&mut self, message: &Message, from: usize, to: usize) {
        let now_ms = self.now_ms;
        if let Some(queue) = self.queues.get_mut(&from) {
            queue.remove(message, now_ms);
        }
        if let Some(queue) = self.queues.get_mut(&to) {
            let sent_ms = if is_fifo(to) { now_ms } else { message.sent_ms };
            let number = queue.next_number(now_ms);
            let moved =
                Message { number, sent_ms, due_ms: now_ms, receives: 0, received_ms: 0, ..message.clone() };
            queue.add(moved, is_fifo(to), now_ms);
        }
    }

    /// What a client does with a handle: it deletes the message, or changes how long nobody else sees it.
    fn held(&mut self, at: usize, handle: usize, timeout_s: Option<u64>) -> Result<Said, &'static str> {
        const MOST_MS: u64 = 43_200_000;
        let now_ms = self.now_ms;
        let Some(handle) = self.handles.get(handle) else { return Ok(Said::Done) };
        let queue = self.queues.get_mut(&at).ok_or(NO_QUEUE)?;
        if handle.queue != Some(at) {
            return Err("ReceiptHandleIsInvalid");
        }
        let found = queue.messages.iter_mut().find(|message| message.number == handle.number);
        let Some(message) = found else {
            return if timeout_s.is_some() { Err(INVALID) } else { Ok(Said::Done) };
        };
        let is_in_flight = message.receives > 0 && message.due_ms > now_ms;
        if is_fifo(at) && (message.receives != handle.receive || !is_in_flight) {
            return Err(INVALID);
        }
        if let Some(timeout_s) = timeout_s {
            let due_ms = now_ms + timeout_s * 1000;
            if !is_in_flight || due_ms > message.received_ms + MOST_MS {
                return Err(INVALID);
            }
            message.due_ms = due_ms;
            let group = message.group.clone();
            queue.settle(group.as_deref(), now_ms);
        } else {
            let message = message.clone();
            queue.remove(&message, now_ms);
        }
        Ok(Said::Done)
    }

    fn move_all(&mut self, at: usize) -> Result<Said, &'static str> {
        if !self.has(at) {
            return Err("ResourceNotFoundException");
        }
        let sends_its_dead =
            |(own, queue): (&usize, &Queue)| queue.redrive.is_some() && dead_of(*own).unwrap_or(*own) == at;
        if !self.queues.iter().any(sends_its_dead) {
            return Err(INVALID);
        }
        let mut moved = 0;
        while let Some(message) = self.first_due(at) {
            let Some(to) = message.source.filter(|source| self.has(*source)) else {
                return Ok(Said::Moved("FAILED".to_owned(), moved));
            };
            self.shift(&Message { source: None, ..message }, at, to);
            moved += 1;
        }
        Ok(Said::Moved("COMPLETED".to_owned(), moved))
    }

    fn first_due(&self, at: usize) -> Option<Message> {
        let queue = self.queues.get(&at)?;
        let first = *queue.due(is_fifo(at), self.now_ms).first()?;
        queue.messages.iter().find(|message| message.number == first).cloned()
    }
}

fn dead_of(queue: usize) -> Option<usize> {
    QUEUES.get(queue)?.dead
}
