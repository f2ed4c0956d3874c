//! A naive queue: a list of messages, and of groups of which each knows since when it waits.

use std::collections::BTreeMap;

/// A message in a queue.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Message {
    /// By which it is known: later messages have greater ones.
    pub(crate) number: u64,
    pub(crate) body: u8,
    pub(crate) group: Option<String>,
    pub(crate) sent_ms: u64,
    pub(crate) due_ms: u64,
    pub(crate) receives: u32,
    pub(crate) received_ms: u64,
    /// The queue that it was in before it was dead.
    pub(crate) source: Option<usize>,
}

/// How a receive has left a message: its number, when it comes back, and how often and when it was received.
pub(crate) type Left = (u64, u64, u32, u64);

/// A queue.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Queue {
    pub(crate) delay_s: u64,
    /// How often a message may be received before it goes to the queue for the dead.
    pub(crate) redrive: Option<u32>,
    /// In the order of their numbers.
    pub(crate) messages: Vec<Message>,
    pub(crate) last_number: u64,
    /// Ids for deduplication that count: the numbers of their messages, and until when they do.
    pub(crate) sent: BTreeMap<String, (u64, u64)>,
    /// What was received under an id, as it was left: until when it counts, and the messages.
    pub(crate) attempts: BTreeMap<String, (u64, Vec<Left>)>,
    /// Of standard queues: when a message was sent to a group last.
    pub(crate) lanes: BTreeMap<String, u64>,
    /// Of FIFO queues: since or from when on a group can be received.
    pub(crate) groups: BTreeMap<String, u64>,
}

impl Queue {
    pub(super) fn next_number(&self, now_ms: u64) -> u64 {
        (now_ms << 20).max(self.last_number + 1)
    }

    pub(super) fn add(&mut self, message: Message, is_fifo: bool, now_ms: u64) {
        if let Some(group) = message.group.as_ref().filter(|_| is_fifo) {
            let is_flying = |one: &Message| one.group.as_ref() == Some(group) && one.is_in_flight(now_ms);
            let is_flying = self.messages.iter().any(is_flying);
            let due_ms = self.groups.entry(group.clone()).or_insert(message.due_ms);
            if !is_flying {
                *due_ms = message.due_ms.min(*due_ms);
            }
        }
        if let Some(group) = message.group.clone().filter(|_| !is_fifo) {
            self.lanes.insert(group, now_ms);
        }
        self.last_number = message.number;
        self.messages.push(message);
    }

    pub(super) fn remove(&mut self, message: &Message, now_ms: u64) {
        self.messages.retain(|one| one.number != message.number);
        let is_there = |group: &String| self.messages.iter().any(|one| one.group.as_ref() == Some(group));
        self.lanes.retain(|group, _| is_there(group));
        self.settle(message.group.as_deref(), now_ms);
    }

    /// From when on a group can be received, once one of its messages has changed: when the last of those in flight comes
    /// back, or when its first message can be, or one behind a first that is delayed.
    pub(super) fn settle(&mut self, group: Option<&str>, now_ms: u64) {
        let Some(group) = group.filter(|group| self.groups.contains_key(*group)) else { return };
        let members: Vec<&Message> =
            self.messages.iter().filter(|message| message.group.as_deref() == Some(group)).collect();
        let flying = members.iter().filter(|message| message.is_in_flight(now_ms));
        let back = flying.map(|message| message.due_ms).max();
        let first = members.first().map(|message| message.due_ms).filter(|due_ms| *due_ms <= now_ms);
        let least = || members.iter().map(|message| message.due_ms).min();
        match back.or(first).or_else(least) {
            Some(due_ms) => _ = self.groups.insert(group.to_owned(), due_ms),
            None => _ = self.groups.remove(group),
        }
    }

    /// How noisy a message's group is: thirty of its messages were received, and more than a tenth of all that were, and something
    /// was sent to it within five minutes.
    fn noise(&self, message: &Message, now_ms: u64) -> usize {
        let Some(group) = &message.group else { return 0 };
        let received = self.messages.iter().filter(|message| message.receives > 0);
        let own = received.clone().filter(|message| message.group.as_ref() == Some(group)).count();
        let is_active = self.lanes.get(group).is_some_and(|sent_ms| sent_ms + 300_000 > now_ms);
        if own >= 30 && own * 10 > received.count() && is_active { own } else { 0 }
    }

    /// The numbers of messages that can be received, in the order in which they come out.
    pub(super) fn turns(&self, is_fifo: bool, now_ms: u64) -> Vec<u64> {
        let mut turns = self.due(is_fifo, now_ms);
        if !is_fifo {
            let message = |number: &u64| self.messages.iter().find(|message| message.number == *number);
            turns.sort_by_cached_key(|number| message(number).map(|message| self.noise(message, now_ms)));
        }
        turns
    }

    /// The numbers of messages that can be received, the longest due first.
    pub(super) fn due(&self, is_fifo: bool, now_ms: u64) -> Vec<u64> {
        let mut due: Vec<&Message> =
            self.messages.iter().filter(|message| message.due_ms <= now_ms).collect();
        if !is_fifo {
            due.sort_by_key(|message| (message.due_ms, message.sent_ms, message.number));
            return due.iter().map(|message| message.number).collect();
        }
        let is_of = |message: &Message, group: &String| message.group.as_ref() == Some(group);
        let head = |group: &String| self.messages.iter().find(|message| is_of(message, group));
        let ready = self.groups.iter().filter(|(_, due_ms)| **due_ms <= now_ms);
        let mut groups: Vec<_> =
            ready.map(|(group, due_ms)| (*due_ms, head(group).map(|head| head.number), group)).collect();
        groups.sort();
        let of = |group: &String| {
            due.iter().filter(|message| is_of(message, group)).map(|message| message.number).collect()
        };
        groups.iter().flat_map(|(_, _, group)| -> Vec<u64> { of(group) }).collect()
    }
}

impl Message {
    pub(crate) fn left(&self) -> Left {
        (self.number, self.due_ms, self.receives, self.received_ms)
    }

    pub(crate) fn is_in_flight(&self, now_ms: u64) -> bool {
        self.receives > 0 && self.due_ms > now_ms
    }
}
