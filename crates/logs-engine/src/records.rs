//! The door to the records of CloudWatch Logs: what is read, and the one way in which they change. Nothing else here holds the
//! store, so a change that does not come through this file does not compile.
//!
//! | record | key | value |
//! |---|---|---|
//! | group | account, region, name | [`Group`] |
//! | stream | group, name | [`Stream`] |
//! | events | group, stream, time of the first, number | see `event::block` |
//! | tally of a group | group | [`Tally`] |
//! | what is gone | group, and stream if that alone is | nothing |

use std::ops::{Bound, ControlFlow};
use std::sync::Arc;

use base::arn::{AccountId, Region};
use bytes::Bytes;
use serde::Serialize;
use serde::de::DeserializeOwned;
use store::{Batch, Commit, Key, Order, Slices, Space, Store, Stripes, View};
use wire::fault::Fault;
use wire::shape::Shape;
use wire::value::Fields;

use crate::error;
use crate::group::Group;
use crate::group::name::GroupName;
use crate::kept;
use crate::stream::Stream;

mod change;
pub(crate) mod keys;
mod tally;

pub(crate) use change::Change;
pub(crate) use tally::Tally;

/// How often a change is decided again because another one came between its decision and its commit. Whoever comes between
/// has made its own change, so somebody always gets on.
const MOST_TRIES: usize = 64;

/// How many records of what is gone are taken away at once.
const TAKEN_AWAY: usize = 512;

/// The records.
#[derive(Debug)]
pub(crate) struct Records {
    store: Store,
    /// Held over every read, decision and commit about one group, so that they do not come in each other's way.
    stripes: Arc<Stripes>,
}

impl Records {
    pub(crate) fn new(store: Store) -> Records {
        Records { stripes: store.stripes(), store }
    }

    /// Which state it is: another number behind every exchange of the whole.
    pub(crate) fn epoch(&self) -> u64 {
        self.store.epoch()
    }

    /// A group.
    ///
    /// # Errors
    ///
    /// There is none of that name.
    pub(crate) fn group(&self, name: &GroupName) -> Result<Group, Fault> {
        self.record(&name.key())?.ok_or_else(error::no_group)
    }

    /// A stream of a group.
    ///
    /// # Errors
    ///
    /// There is none of that name.
    pub(crate) fn stream(&self, group: &Group, stream: &str) -> Result<Stream, Fault> {
        self.record(&keys::stream(group.id, stream))?.ok_or_else(error::no_stream)
    }

    /// A record of a key.
    pub(crate) fn record<R: DeserializeOwned>(&self, key: &Key) -> Result<Option<R>, Fault> {
        let held = self.store.get(key.as_bytes()).map_err(error::store)?;
        held.map(|bytes| read(&bytes)).transpose()
    }

    /// Whether there is something at a key.
    pub(crate) fn is_there(&self, key: &Key) -> Result<bool, Fault> {
        Ok(self.store.get(key.as_bytes()).map_err(error::store)?.is_some())
    }

    /// What is kept of a key, as a shape.
    pub(crate) fn kept(&self, key: &Key, shape: &'static Shape) -> Result<Option<Fields>, Fault> {
        let held = self.store.get(key.as_bytes()).map_err(error::store)?;
        held.map(|bytes| kept::read(shape, &bytes)).transpose()
    }

    /// What is kept in a range behind a key, as a shape, of what `is_meant` takes so many at most.
    pub(crate) async fn some_kept(
        &self,
        (all, after): (&Key, Option<&Key>),
        shape: &'static Shape,
        most: usize,
        is_meant: impl Fn(&Fields) -> bool,
    ) -> Result<Vec<Fields>, Fault> {
        let Walk(mut slices) = self.below(all, after);
        let mut found = Vec::new();
        while found.len() < most
            && let Some((_, held)) = slices.next().await.map_err(error::store)?
        {
            let fields = kept::read(shape, &held)?;
            if is_meant(&fields) {
                found.push(fields);
            }
        }
        Ok(found)
    }

    /// One state for several reads.
    pub(crate) fn view(&self) -> Result<View, Fault> {
        self.store.view().map_err(error::store)
    }

    /// Records below a key and behind another, in order, read in slices.
    pub(crate) fn below(&self, all: &Key, after: Option<&Key>) -> Walk {
        let from = after.map_or_else(|| all.from_here(), Key::after);
        Walk(self.store.slices(from, all.end()))
    }

    /// Reads, decides and commits: only if all that was read is as it was; otherwise it is decided again. Where `decide` fails,
    /// nothing changes. Durable when [`Records::settled`] resolves.
    pub(crate) fn change<T>(
        &self,
        names: &[&str],
        mut decide: impl FnMut(&mut Change) -> Result<T, Fault>,
    ) -> Result<T, Fault> {
        // Groups of the same name in several accounts or regions may wait for each other.
        let _one;
        let _several;
        match names {
            [name] => _one = self.stripes.lock(name.as_bytes()),
            names => _several = self.stripes.lock_all(names.iter().map(|name| name.as_bytes())),
        }
        for _ in 0..MOST_TRIES {
            let mut change = Change::new(self.store.noting());
            let decided = decide(&mut change)?;
            let Some(batch) = change.into_batch() else { return Ok(decided) };
            if let Commit::Done(_) = self.store.try_commit(batch).map_err(error::store)? {
                return Ok(decided);
            }
        }
        Err(error::overtaken())
    }

    /// An id of a group that nothing has yet.
    pub(crate) fn fresh_group(&self) -> Result<u64, Fault> {
        let taken = |id: &u64| [keys::tally(*id), keys::streams(*id), keys::gone_of_group(*id)];
        self.store.fresh(|entropy| entropy.u64(), taken).map_err(error::store)
    }

    /// An id of a stream. What is committed under it stands below its group and it; one without events is distinct by chance.
    pub(crate) fn fresh_stream(&self, group: u64) -> Result<u64, Fault> {
        let taken = |id: &u64| [crate::event::block::of_stream(group, *id), keys::gone_of_stream(group, *id)];
        self.store.fresh(|entropy| entropy.u64(), taken).map_err(error::store)
    }

    /// A text for things that are named by chance.
    pub(crate) fn fresh_uuid(&self) -> Result<String, Fault> {
        self.store.fresh(|entropy| entropy.uuid(), |_| []).map_err(error::store)
    }

    /// Takes away some of what is gone; whether there is more.
    pub(crate) fn take_away_gone(&self) -> Result<bool, Fault> {
        let all = keys::all_gone();
        let epoch = self.store.epoch();
        let mut gone = None;
        self.first(&all, &mut |key, _| gone = Some(Key::stored(key)), 1)?;
        let Some(gone) = gone else { return Ok(false) };
        let mut batch = Batch::new();
        let mut left = TAKEN_AWAY;
        for range in keys::ranges_of_gone(gone.as_bytes()) {
            let mut count = 0;
            let mut take = |key: &[u8], _: &Bytes| {
                batch.delete(Key::stored(key));
                count += 1;
            };
            self.first(&range, &mut take, left)?;
            left -= count;
            if left == 0 {
                break;
            }
        }
        if left > 0 {
            batch.delete(gone);
        }
        // Should the state have been exchanged, the next turn looks at the new one.
        self.store.commit_in(epoch, batch).map_err(error::store)?;
        Ok(true)
    }

    /// Some records of a range, behind a key, with what `named` makes of their keys, in order or in the reverse one.
    pub(crate) fn some<N, R: DeserializeOwned>(
        &self,
        (all, after): (&Key, Option<&Key>),
        descending: bool,
        most: usize,
        named: impl Fn(&[u8]) -> Option<N>,
    ) -> Result<Vec<(N, R)>, Fault> {
        let mut held: Vec<(Option<N>, Bytes)> = Vec::new();
        let (end, order) = (all.end(), if descending { Order::Descending } else { Order::Ascending });
        let (mut from, mut to) = (all.from_here(), Bound::Excluded(end.as_bytes()));
        if let Some(after) = after {
            if descending { to = after.after() } else { from = after.after() }
        }
        let scanned = self.store.scan(from, to, order, &mut |key, value| {
            held.push((named(key), value.clone()));
            if held.len() < most { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
        });
        scanned.map_err(error::store)?;
        let whole = |(name, value): (Option<N>, Bytes)| {
            Ok((name.ok_or_else(|| error::damaged("a key", ""))?, read(&value)?))
        };
        held.into_iter().map(whole).collect()
    }

    /// Visits the first records of a range.
    fn first(&self, range: &Key, visit: &mut dyn FnMut(&[u8], &Bytes), most: usize) -> Result<(), Fault> {
        let mut left = most;
        let to = range.end();
        let scanned = self.store.scan(
            range.from_here(),
            Bound::Excluded(to.as_bytes()),
            Order::Ascending,
            &mut |key, value| {
                visit(key, value);
                left -= 1;
                if left > 0 { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
            },
        );
        scanned.map_err(error::store)
    }

    /// All groups of an account and region whose names begin with a text, behind a name, in order.
    pub(crate) fn groups(
        &self,
        (account, region): (AccountId, &Region),
        prefix: &str,
        after: Option<&str>,
    ) -> Walk {
        let all = GroupName::all(account, region);
        let behind = after.map(|name| all.clone().text(name));
        self.below(&all.text_prefix(prefix), behind.as_ref())
    }

    /// All groups there are.
    pub(crate) fn every_group(&self) -> Walk {
        self.below(&Key::of(Space::LogsGroup), None)
    }

    /// See [`Store::settled`].
    pub(crate) async fn settled(&self) -> Result<(), Fault> {
        self.store.settled().await.map_err(error::store)
    }
}

/// Records in order, read in slices: see [`Store::slices`].
pub(crate) struct Walk(Slices);

impl Walk {
    /// The next key and its record as it is kept, or nothing at the end.
    pub(crate) async fn next_raw(&mut self) -> Result<Option<(Bytes, Bytes)>, Fault> {
        self.0.next().await.map_err(error::store)
    }

    /// The next key and its record, or nothing at the end.
    pub(crate) async fn next<R: DeserializeOwned>(&mut self) -> Result<Option<(Bytes, R)>, Fault> {
        let Some((key, held)) = self.0.next().await.map_err(error::store)? else { return Ok(None) };
        Ok(Some((key, read(&held)?)))
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
