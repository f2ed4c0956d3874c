//! The door to SQS's records: what is read, and the one way in which they change. Nothing else here holds the store, so a
//! change that does not come through this file does not compile.
//!
//! | record | key | value |
//! |---|---|---|
//! | queue | account, region, name | [`Queue`] |
//! | tally of a backlog | backlog | [`Tally`] |
//! | message | backlog, place | [`Message`](crate::message::Message): does not change |
//! | its standing | backlog, place | [`Standing`](crate::message::Standing), once it is another than at first |
//! | what is due | backlog, due, place; of FIFO due, head's number, group | see `order` |
//!
//! The others are in [`keys`]. Whatever changes a backlog replaces its tally, and relies on the one that it read: so of two
//! changes of one backlog the later one is decided again, and nothing else of a backlog has to be relied on.

use std::ops::{Bound, ControlFlow};
use std::sync::Arc;

use base::arn::{AccountId, Region};
use bytes::Bytes;
use serde::Serialize;
use serde::de::DeserializeOwned;
use store::{Batch, Commit, Key, Order, Space, Store, Stripes};
use wire::fault::Fault;

use crate::error;
use crate::queue::Queue;
use crate::queue::name::QueueName;

mod backlog;
mod change;
pub(crate) mod keys;
mod known;

pub(crate) use backlog::{Backlog, Tally};
pub(crate) use change::Change;
use known::KnownQueues;

/// How often a change is decided again because another one came between its decision and its commit. Whoever comes between
/// has made its own change, so somebody always gets on.
const MOST_TRIES: usize = 64;

/// How many entries of a backlog that is gone are taken away at once.
const TAKEN_AWAY: usize = 512;

/// SQS's records.
#[derive(Debug)]
pub(crate) struct Records {
    store: Store,
    /// Held over every read, decision and commit about one queue, so that they do not come in each other's way.
    stripes: Arc<Stripes>,
    known: KnownQueues,
}

/// A queue that is there, and the record that it was read from.
#[derive(Clone, Debug)]
pub(crate) struct Found {
    pub(crate) name: QueueName,
    pub(crate) queue: Arc<Queue>,
    key: Bytes,
    held: Bytes,
}

impl Records {
    pub(crate) fn new(store: Store) -> Records {
        Records { stripes: store.stripes(), store, known: KnownQueues::default() }
    }

    /// A queue.
    ///
    /// # Errors
    ///
    /// There is none of that name.
    pub(crate) fn queue(&self, name: &QueueName) -> Result<Found, Fault> {
        self.queue_if_there(name)?.ok_or_else(error::no_such_queue)
    }

    /// A queue, if it is there.
    pub(crate) fn queue_if_there(&self, name: &QueueName) -> Result<Option<Found>, Fault> {
        let key = name.key().into_bytes();
        let held = self.get(&key)?;
        let Some(held) = held else { return Ok(None) };
        let queue = self.known.read(&key, &held)?;
        Ok(Some(Found { name: name.clone(), queue, key, held }))
    }

    /// The value of a key.
    pub(crate) fn get(&self, key: &[u8]) -> Result<Option<Bytes>, Fault> {
        self.store.get(key).map_err(error::store)
    }

    /// A record of a key.
    pub(crate) fn record<R: DeserializeOwned>(&self, key: &Key) -> Result<Option<R>, Fault> {
        self.get(key.as_bytes())?.map(|bytes| read(&bytes)).transpose()
    }

    /// Visits entries in order until `visit` breaks. For a few: writers wait meanwhile.
    pub(crate) fn scan(
        &self,
        from: Bound<&[u8]>,
        end: &Key,
        visit: &mut dyn FnMut(&[u8], &Bytes) -> ControlFlow<()>,
    ) -> Result<(), Fault> {
        let to = Bound::Excluded(end.as_bytes());
        self.store.scan(from, to, Order::Ascending, &mut |key, value| visit(key, value)).map_err(error::store)
    }

    /// How many entries of a range `counts`, read in slices.
    pub(crate) async fn count(
        &self,
        from: &Key,
        end: Key,
        counts: impl Fn(&[u8], &[u8]) -> u64,
    ) -> Result<u64, Fault> {
        let mut slices = self.store.slices(from.from_here(), end);
        let mut count = 0;
        while let Some((key, value)) = slices.next().await.map_err(error::store)? {
            count += counts(&key, &value);
        }
        Ok(count)
    }

    /// How many entries of many ranges `counts`, one for each entry below `outer` that has one: from one key to another, read in slices.
    pub(crate) async fn count_within(
        &self,
        outer: &Key,
        range: impl Fn(&[u8], &[u8]) -> Option<(Key, Key)>,
        counts: impl Fn(&[u8], &[u8]) -> u64,
    ) -> Result<u64, Fault> {
        let mut slices = self.store.slices(outer.from_here(), outer.end());
        let mut count = 0;
        while let Some((key, value)) = slices.next().await.map_err(error::store)? {
            if let Some((from, end)) = range(&key, &value) {
                count += self.count(&from, end, &counts).await?;
            }
        }
        Ok(count)
    }

    /// Reads, decides and commits about queues: only if all that the decision relies on is as it was; otherwise it is
    /// decided again. Where `decide` fails, nothing changes. Durable when [`Records::settled`] resolves.
    pub(crate) fn change<T>(
        &self,
        queues: &[&QueueName],
        mut decide: impl FnMut(&mut Change<'_>) -> Result<T, Fault>,
    ) -> Result<T, Fault> {
        // Queues of the same name in several accounts or regions may wait for each other.
        let _one;
        let _several;
        match queues {
            [queue] => _one = self.stripes.lock(queue.name.as_bytes()),
            queues => _several = self.stripes.lock_all(queues.iter().map(|queue| queue.name.as_bytes())),
        }
        for _ in 0..MOST_TRIES {
            let epoch = self.store.epoch();
            let mut change = Change::new(self);
            let decided = decide(&mut change)?;
            let Some(mut batch) = change.into_batch() else { return Ok(decided) };
            batch.in_epoch(epoch);
            if let Commit::Done(_) = self.store.try_commit(batch).map_err(error::store)? {
                return Ok(decided);
            }
        }
        Err(error::overtaken())
    }

    /// Looks as a change does, and changes nothing.
    pub(crate) fn look<T>(&self, look: impl FnOnce(&Change<'_>) -> Result<T, Fault>) -> Result<T, Fault> {
        look(&Change::new(self))
    }

    /// An id of a queue or a backlog that nothing has yet.
    pub(crate) fn fresh_id(&self) -> Result<u64, Fault> {
        self.store.fresh(|entropy| entropy.u64(), |id| keys::of_backlog(*id)).map_err(error::store)
    }

    /// A text for things that are named by chance.
    pub(crate) fn fresh_uuid(&self) -> Result<String, Fault> {
        self.store.fresh(|entropy| entropy.uuid(), |_| []).map_err(error::store)
    }

    /// Queues of an account and region whose names begin with a text, behind a name, in order, at most so many.
    pub(crate) fn queues(
        &self,
        (account, region): (AccountId, &Region),
        (prefix, after): (&str, Option<&str>),
        most: usize,
    ) -> Result<Vec<Found>, Fault> {
        let all = QueueName::all(account, region);
        let range = all.clone().text_prefix(prefix);
        let behind = after.map(|name| all.text(name));
        let from = behind.as_ref().map_or_else(|| range.from_here(), Key::after);
        let mut entries: Vec<(Bytes, Bytes)> = Vec::new();
        self.scan(from, &range.end(), &mut |key, value| {
            entries.push((Bytes::copy_from_slice(key), value.clone()));
            if entries.len() < most { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
        })?;
        entries.into_iter().map(|(key, held)| self.found(key, held)).collect()
    }

    fn found(&self, key: Bytes, held: Bytes) -> Result<Found, Fault> {
        let name = QueueName::of_key(&key).ok_or_else(|| error::damaged("a queue's key", ""))?;
        let queue = self.known.read(&key, &held)?;
        Ok(Found { name, queue, key, held })
    }

    /// Visits every queue of all accounts, in slices.
    pub(crate) async fn every_queue(&self, mut visit: impl FnMut(Found)) -> Result<(), Fault> {
        let all = Key::of(Space::SqsQueue);
        let mut slices = self.store.slices(all.from_here(), all.end());
        while let Some((key, held)) = slices.next().await.map_err(error::store)? {
            visit(self.found(key, held)?);
        }
        Ok(())
    }

    /// Takes away some of the backlogs that are gone; whether there is more.
    pub(crate) fn take_away_gone(&self) -> Result<bool, Fault> {
        let all = keys::all_gone();
        let mut gone = None;
        self.scan(all.from_here(), &all.end(), &mut |key, _| {
            gone = keys::gone_of(key);
            ControlFlow::Break(())
        })?;
        let Some(backlog) = gone else { return Ok(false) };
        let epoch = self.store.epoch();
        let mut batch = Batch::new();
        let mut left = TAKEN_AWAY;
        for range in keys::of_backlog(backlog) {
            self.scan(range.from_here(), &range.end(), &mut |key, _| {
                batch.delete(Key::stored(key));
                left -= 1;
                if left > 0 { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
            })?;
            if left == 0 {
                break;
            }
        }
        if left > 0 {
            batch.delete(keys::gone(backlog));
        }
        // Should the state have been exchanged, the next turn looks at the new one.
        self.store.commit_in(epoch, batch).map_err(error::store)?;
        Ok(true)
    }

    /// See [`Store::settled`].
    pub(crate) async fn settled(&self) -> Result<(), Fault> {
        self.store.settled().await.map_err(error::store)
    }
}

/// A record as it is kept.
pub(crate) fn write<R: Serialize>(record: &R) -> Result<Vec<u8>, Fault> {
    postcard::to_allocvec(record).map_err(|cause| error::damaged("a record", cause))
}

/// A record that was kept.
pub(crate) fn read<R: DeserializeOwned>(bytes: &[u8]) -> Result<R, Fault> {
    postcard::from_bytes(bytes).map_err(|cause| error::damaged("a record", cause))
}
