//! All that a store has of SQS, as the naive engine has it. What is kept twice must say the same, and nothing may be left of
//! what is gone.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::ControlFlow;

use base::arn::{AccountId, Region};
use bytes::Bytes;
use serde::de::DeserializeOwned;
use store::Key;
use store::space::Fields;

use super::client::{Client, arn};
use super::naive::{Handle, Left, Message, Naive, Queue};
use super::step::QUEUES;
use crate::engine::Engine;
use crate::message::handle::Handle as Written;
use crate::message::{Message as Kept, Place, Standing};
use crate::order::attempt::Attempt;
use crate::order::fair::Lane;
use crate::order::{self, fifo, sent, standard};
use crate::records::{Found, Tally, keys, read};

/// All of it. `counts`: what clients are shown of each queue that is there.
pub(super) async fn all(client: &Client, counts: &[Option<[u64; 3]>]) -> Naive {
    let now = client.clock.now();
    let records = &client.engine.records;
    let mut found = Vec::new();
    records.every_queue(|queue| found.push(queue)).await.unwrap_or_else(|fault| panic!("{fault:?}"));
    nothing_is_left_over(&client.engine, &found);
    let mut seen = Naive { now_ms: now.millis(), queues: BTreeMap::new(), handles: Vec::new() };
    let mut ids = BTreeMap::new();
    for found in found {
        let look = Look { engine: &client.engine, backlog: found.queue.backlog, now_ms: now.millis() };
        let queue = look.queue(&found);
        let is_default = found.name.account == AccountId::DEFAULT && found.name.region == Region::us_east_1();
        let at = QUEUES.iter().position(|known| is_default && known.name == found.name.name);
        let Some(at) = at else { continue };
        let flying =
            queue.messages.iter().filter(|message| message.is_in_flight(now.millis())).count() as u64;
        let later = queue.messages.iter().filter(|message| message.due_ms > now.millis()).count() as u64;
        let count = [queue.messages.len() as u64 - later, flying, later - flying];
        assert_eq!(counts.get(at), Some(&Some(count)), "the counts of {}", found.name.name);
        ids.insert(found.queue.id, at);
        seen.queues.insert(at, queue);
    }
    seen.handles = client.handles.lock().iter().map(|handle| of_handle(handle, &ids)).collect();
    seen
}

fn of_handle(text: &str, ids: &BTreeMap<u64, usize>) -> Handle {
    let Some(handle) = Written::read(text) else { panic!("{text} is no handle") };
    Handle { queue: ids.get(&handle.queue).copied(), number: handle.place.number, receive: handle.receive }
}

/// The keys and values below a key.
fn below(engine: &Engine, range: &Key) -> Vec<(Bytes, Bytes)> {
    let mut entries = Vec::new();
    let scanned = engine.records.scan(range.from_here(), &range.end(), &mut |key, value| {
        entries.push((Bytes::copy_from_slice(key), value.clone()));
        ControlFlow::Continue(())
    });
    scanned.unwrap_or_else(|fault| panic!("{fault:?}"));
    entries
}

/// Every backlog that has anything is that of a queue, or is going.
fn nothing_is_left_over(engine: &Engine, found: &[Found]) {
    let of_queues = found.iter().flat_map(|found| [found.queue.backlog, found.queue.id]);
    let going = below(engine, &keys::all_gone()).into_iter().filter_map(|(key, _)| keys::gone_of(&key));
    let known: BTreeSet<u64> = of_queues.chain(going).collect();
    for space in keys::SPACES {
        for (key, _) in below(engine, &Key::of(space)) {
            let backlog = Fields::of(&key).u64();
            assert!(
                backlog.is_some_and(|backlog| known.contains(&backlog)),
                "{key:?} of {space:?} is left over"
            );
        }
    }
}

/// A look at one backlog.
struct Look<'e> {
    engine: &'e Engine,
    backlog: u64,
    now_ms: u64,
}

impl Look<'_> {
    fn below<T>(&self, range: &Key, of: impl Fn(&[u8], &Bytes) -> Option<T>) -> Vec<T> {
        let of =
            |(key, value): &(Bytes, Bytes)| of(key, value).unwrap_or_else(|| panic!("{key:?} is no key"));
        below(self.engine, range).iter().map(of).collect()
    }

    fn record<R: DeserializeOwned>(&self, key: &Key) -> R {
        let record = self.engine.records.record(key);
        record.ok().flatten().unwrap_or_else(|| panic!("{key:?} is not there"))
    }

    fn queue(&self, found: &Found) -> Queue {
        let places = self.below(&keys::messages(self.backlog), |key, _| keys::place_of(key));
        let standings = self.below(&keys::standings(self.backlog), |key, _| keys::place_of(key));
        assert!(standings.iter().all(|place| places.contains(place)), "a standing of no message");
        let tally: Tally = self.record(&keys::tally(self.backlog));
        let mut messages: Vec<Message> = places.iter().map(|place| self.message(*place)).collect();
        messages.sort_by_key(|message| message.number);
        let received = messages.iter().filter(|message| message.receives > 0).count() as u64;
        assert_eq!((tally.messages, tally.received), (messages.len() as u64, received), "{tally:?}");
        assert!(messages.iter().all(|message| message.number <= tally.last_number), "{tally:?}");
        let (groups, lanes) = if found.queue.is_fifo() {
            (self.groups(&messages), BTreeMap::new())
        } else {
            (BTreeMap::new(), self.lanes(&messages))
        };
        Queue {
            delay_s: found.queue.numbers.delay_s,
            redrive: found
                .queue
                .redrive()
                .map(|redrive| u32::try_from(redrive.most_receives).unwrap_or_default()),
            messages,
            last_number: tally.last_number,
            sent: self.sent(),
            attempts: self.attempts(),
            lanes,
            groups,
        }
    }

    fn message(&self, place: Place) -> Message {
        let key = keys::message(self.backlog, place);
        let kept = self.engine.records.get(key.as_bytes()).ok().flatten().and_then(|kept| Kept::read(&kept));
        let kept = kept.unwrap_or_else(|| panic!("{key:?} is not there"));
        let get = |key: &Key| self.engine.records.get(key.as_bytes());
        let standing = order::standing(get, self.backlog, place).ok().flatten();
        let standing = standing.unwrap_or_else(|| panic!("{key:?} does not stand"));
        let source =
            kept.source.as_ref().map(|source| (0..QUEUES.len()).find(|queue| arn(*queue) == *source));
        Message {
            number: place.number,
            // Others than the naive engine's are not compared.
            body: kept.body.parse().unwrap_or_default(),
            group: kept.group,
            sent_ms: place.sent_ms,
            due_ms: standing.due_ms,
            receives: standing.receives,
            received_ms: standing.last_received_ms,
            source: source.flatten(),
        }
    }

    /// What is due in a standard queue is its messages without a group, and the first of each lane; the lanes have the others. When
    /// something was sent to each last.
    fn lanes(&self, messages: &[Message]) -> BTreeMap<String, u64> {
        let of = |message: &Message| {
            let place = Place { sent_ms: message.sent_ms, number: message.number };
            (message.due_ms, place, message.receives > 0)
        };
        let mut lanes: BTreeMap<&str, Vec<(u64, Place, bool)>> = BTreeMap::new();
        let mut expected = Vec::new();
        for message in messages {
            match &message.group {
                Some(group) => lanes.entry(group).or_default().push(of(message)),
                None => expected.push((of(message), None)),
            }
        }
        let named = |key: &[u8], value: &Bytes| Some((keys::group_of(key)?, read::<Lane>(value).ok()?));
        let records: BTreeMap<String, Lane> =
            self.below(&keys::all_groups(self.backlog), named).into_iter().collect();
        assert!(records.keys().eq(lanes.keys()), "{records:?} {lanes:?}");
        for (group, mut lane) in lanes {
            lane.sort();
            let kept = self.below(&keys::members(self.backlog, group), |key, mark| {
                let (due_ms, place) = keys::lane_due_of(key)?;
                Some((due_ms, place, standard::was_received(mark)))
            });
            assert_eq!(kept, lane, "the lane of {group}");
            let received = lane.iter().filter(|(.., received)| *received).count() as u64;
            let record = records.get(group).map(|lane| (lane.head, lane.received));
            let first = lane.first().copied();
            assert_eq!(record, first.map(|(due_ms, place, _)| ((due_ms, place), received)), "{group}");
            expected.extend(first.map(|(due_ms, place, _)| ((due_ms, place, false), Some(group.to_owned()))));
        }
        expected.sort();
        let due = self.below(&keys::all_due(self.backlog), |key, mark| {
            let is = (keys::due_of(key)?, keys::due_place_of(key)?, standard::was_received(mark));
            Some((is, standard::group_of(mark).map(str::to_owned)))
        });
        assert_eq!(due, expected, "what is due");
        records.into_iter().map(|(group, lane)| (group, lane.last_sent_ms)).collect()
    }

    /// The groups of a FIFO queue, each with when it is due; they have its messages, and know which are in flight.
    fn groups(&self, messages: &[Message]) -> BTreeMap<String, u64> {
        let mut groups: BTreeMap<String, (u64, u64)> = BTreeMap::new();
        let of_due = |key: &[u8], _: &Bytes| {
            let mut fields = Fields::of(key);
            Some((fields.u64()?, fields.u64()?, fields.u64()?, fields.text()?))
        };
        for (_, due_ms, head, group) in self.below(&keys::all_due(self.backlog), of_due) {
            assert_eq!(groups.insert(group, (due_ms, head)), None, "a group is due twice");
        }
        let named = |key: &[u8], value: &Bytes| {
            let mut fields = Fields::of(key);
            fields.u64()?;
            Some((fields.text()?, read::<fifo::Group>(value).ok()?))
        };
        let records: BTreeMap<String, fifo::Group> =
            self.below(&keys::all_groups(self.backlog), named).into_iter().collect();
        assert!(records.keys().eq(groups.keys()), "{records:?} {groups:?}");
        for (name, record) in &records {
            let own = || messages.iter().filter(|message| message.group.as_ref() == Some(name));
            let numbers =
                self.below(&keys::members(self.backlog, name), |key, _| keys::member_number_of(key));
            assert!(own().map(|message| message.number).eq(numbers.iter().copied()), "the members of {name}");
            let is_flying = |until_ms: u64| until_ms > self.now_ms;
            let mut flights: Vec<(u64, u64)> =
                record.flights.iter().map(|(place, until_ms)| (place.number, *until_ms)).collect();
            flights.retain(|(_, until_ms)| is_flying(*until_ms));
            flights.sort_unstable();
            let flying = own().filter(|message| message.is_in_flight(self.now_ms));
            assert!(flying.map(|message| (message.number, message.due_ms)).eq(flights), "{record:?}");
            let head = groups.get(name).map(|(_, head)| *head);
            assert_eq!(head, numbers.first().copied(), "the head of {name}");
        }
        assert!(
            messages
                .iter()
                .all(|message| message.group.as_ref().is_some_and(|group| groups.contains_key(group)))
        );
        groups.into_iter().map(|(name, (due_ms, _))| (name, due_ms)).collect()
    }

    /// What was received under ids that count.
    fn attempts(&self) -> BTreeMap<String, (u64, Vec<Left>)> {
        let of = |key: &[u8], value: &Bytes| Some((keys::group_of(key)?, read::<Attempt>(value).ok()?));
        let attempts = self.below(&keys::all_attempts(self.backlog), of).into_iter();
        let left = |(place, standing): &(Place, Standing)| {
            (place.number, standing.due_ms, standing.receives, standing.last_received_ms)
        };
        let counting = attempts.filter(|(_, attempt)| attempt.until_ms > self.now_ms);
        counting
            .map(|(id, attempt)| (id, (attempt.until_ms, attempt.received.iter().map(left).collect())))
            .collect()
    }

    /// Ids for deduplication that count, each behind its scope: of the whole queue that is nothing.
    fn sent(&self) -> BTreeMap<String, (u64, u64)> {
        let of = |key: &[u8], value: &Bytes| {
            let mut fields = Fields::of(key);
            fields.u64()?;
            Some((fields.text()? + &fields.text()?, read::<sent::Sent>(value).ok()?))
        };
        let sent = self.below(&keys::all_sent(self.backlog), of).into_iter();
        let counting = sent.filter(|(_, sent)| sent.until_ms > self.now_ms);
        counting.map(|(id, sent)| (id, (sent.number, sent.until_ms))).collect()
    }
}
