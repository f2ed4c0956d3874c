//! The present state, and the one way in which it changes: a commit, or an exchange of all of it.

use std::mem;
use std::ops::Bound;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::Receiver;

use parking_lot::{RwLock, RwLockWriteGuard};

use crate::Result;
use crate::batch::Batch;
use crate::blob::references::{self, References};
use crate::error::Error;
use crate::heap_room;
use crate::log::{Log, Order, Seq, Stored, Visit, Write};
use crate::outbox::{Boxes, numbers};
use crate::reading::Reading;
use crate::reads::Read;
use crate::state::{State, Whole};

/// What came of a commit.
#[derive(Debug)]
pub enum Commit {
    /// It is visible.
    Done(Seq),
    /// Something that it relied on has changed. Nothing was written; here is the batch again.
    Conflict(Batch),
}

/// The present state of one world.
#[derive(Debug)]
pub(crate) struct Present {
    now: RwLock<Now>,
    /// The epoch, for who only compares it.
    epoch: AtomicU64,
    log: Option<Arc<dyn Log>>,
    reading: Arc<Reading>,
    /// Who delivers the messages that are posted here.
    pub(crate) boxes: Boxes,
}

#[derive(Debug)]
struct Now {
    state: Whole,
    seq: u64,
    epoch: u64,
    closed: bool,
    changed: Changed,
    /// The same as `seq`, for who looks at the state as it once was; [`GONE`] once it is exchanged.
    last: Arc<AtomicU64>,
}

/// Behind every commit: nothing of a state is the present one's any more.
const GONE: u64 = u64::MAX;

/// What so many commits have replaced is freed in place.
const FEW: u64 = 16;

/// A state to look at for a while, as it is at this moment. It costs nothing; to drop it neither.
#[derive(Clone, Debug)]
pub(crate) struct Seen {
    pub(crate) state: State,
    pub(crate) epoch: u64,
    /// The last commit in it.
    pub(crate) seq: Seq,
    last: Arc<AtomicU64>,
}

impl Drop for Seen {
    fn drop(&mut self) {
        // What has been replaced since may be owned by nobody else.
        if self.last.load(Ordering::Acquire).saturating_sub(self.seq.0) > FEW {
            drop(Whole::from(mem::take(&mut self.state)));
        }
    }
}

/// The last commit that wrote something of each space; zero where there was none. Some spaces share a number: at worst a key is
/// looked at that need not be.
#[derive(Debug)]
struct Changed([u64; SPACES]);

/// The spaces of definitions, each the first of its service, share one.
const SPACES: usize = 16;

impl Changed {
    fn note(&mut self, key: &[u8], seq: Seq) {
        let space = key.first().and_then(|space| self.0.get_mut(usize::from(*space) % SPACES));
        if let Some(last) = space {
            *last = seq.0;
        }
    }

    /// Whether nothing of a key's space was written behind a commit.
    fn is_none_since(&self, key: &[u8], seq: Seq) -> bool {
        let space = key.first().and_then(|space| self.0.get(usize::from(*space) % SPACES));
        space.is_some_and(|last| *last <= seq.0)
    }
}

impl Present {
    pub(crate) fn new(state: Whole, log: Option<Arc<dyn Log>>, reading: Arc<Reading>) -> Present {
        let (changed, last) = (Changed([0; SPACES]), Arc::default());
        let now = Now { state, seq: 0, epoch: 0, closed: false, changed, last };
        Present { now: RwLock::new(now), epoch: AtomicU64::new(0), log, reading, boxes: Boxes::default() }
    }

    /// Looks at the state. `look` is short: commits wait for it.
    pub(crate) fn look<T>(&self, look: impl FnOnce(&State) -> T) -> Result<T> {
        let now = self.now.read();
        if now.closed { Err(Error::Closed) } else { Ok(look(&now.state)) }
    }

    /// The state, its epoch, and the last commit in it. Waits until all of it is read: a log changes what it holds, and a
    /// state does not.
    pub(crate) fn state(&self) -> Result<Seen> {
        self.reading.wait()?;
        self.now()
    }

    /// The same, not all of which may be read. To be looked at while [`Reading::hold`] keeps the log from writing.
    fn now(&self) -> Result<Seen> {
        let now = self.now.read();
        if now.closed {
            return Err(Error::Closed);
        }
        let (state, last) = (State::clone(&now.state), now.last.clone());
        Ok(Seen { state, epoch: now.epoch, seq: Seq(now.seq), last })
    }

    /// Visits the entries between two bounds in order, until `visit` breaks.
    pub(crate) fn scan(
        &self,
        from: Bound<&[u8]>,
        to: Bound<&[u8]>,
        order: Order,
        visit: &mut Visit<'_>,
    ) -> Result<()> {
        let _held = self.reading.hold();
        self.now()?.state.scan(from, to, order, visit)
    }

    /// Reads some of what is in the log alone. Whether there may be more.
    pub(crate) fn read_on(&self) -> Result<bool> {
        let (epoch, slice) = {
            let _held = self.reading.hold();
            let seen = self.now()?;
            (seen.epoch, seen.state.slice())
        };
        let slice = match slice {
            // The state that was read has been exchanged, and dropped.
            Err(_) if self.epoch() != epoch => return Ok(true),
            slice => slice?,
        };
        let Some(slice) = slice else { return Ok(false) };
        let mut now = self.writing()?;
        if now.epoch == epoch {
            now.state.take_in(slice);
        }
        Ok(!now.state.is_read())
    }

    /// Fails once something could not be read.
    pub(crate) fn check(&self) -> Result<()> {
        self.reading.check()
    }

    pub(crate) fn epoch(&self) -> u64 {
        self.epoch.load(Ordering::Acquire)
    }

    /// Makes all changes of a batch, or none.
    pub(crate) fn commit(&self, batch: Batch) -> Result<Commit> {
        if let Some(log) = &self.log {
            self.reading.check()?;
            log.admit()?;
        }
        let kept = heap_room::kept(&batch.writes);
        let mut now = self.writing()?;
        if !now.still_holds(&batch)? {
            drop(now);
            return Ok(Commit::Conflict(batch));
        }
        let References { writes: counts, gone } = References::of(&batch, &now.state)?;
        let messages = numbers::given(&batch.posts, &now.state)?;
        let Batch { mut writes, created, posts, .. } = batch;
        writes.extend(counts);
        writes.extend(messages);
        references::place(created, &mut now.state);
        let gone: Vec<_> = gone.into_iter().filter_map(|id| now.state.remove_large(id)).collect();
        now.seq += 1;
        let seq = Seq(now.seq);
        now.last.store(seq.0, Ordering::Release);
        writes.iter().for_each(|(key, _)| now.changed.note(key, seq));
        match &self.log {
            None => writes.into_iter().for_each(|write| now.state.write(write)),
            Some(log) => {
                let writes: Arc<[Write]> = writes.into();
                writes.iter().for_each(|write| now.state.write(write.clone()));
                log.append(seq, writes);
            }
        }
        drop(now);
        // After the lock: to free many bytes takes its time.
        drop(gone);
        heap_room::make(kept);
        self.boxes.tell(&posts);
        Ok(Commit::Done(seq))
    }

    /// Exchanges the state, in one step with the epoch. `stored`: where the log holds it. A result comes once that is
    /// durable.
    pub(crate) fn exchange(
        &self,
        state: Whole,
        stored: Option<Stored>,
    ) -> Result<Option<Receiver<Result<()>>>> {
        let mut now = self.writing()?;
        let before = (mem::replace(&mut now.state, state), mem::take(&mut now.last));
        now.seq += 1;
        now.epoch += 1;
        now.changed = Changed([now.seq; SPACES]);
        self.epoch.store(now.epoch, Ordering::Release);
        let log = self.log.as_ref().zip(stored);
        let turned = log.map(|(log, stored)| log.turn(Seq(now.seq), stored));
        drop(now);
        before.1.store(GONE, Ordering::Release);
        drop(before);
        self.boxes.tell_of_exchange();
        Ok(turned)
    }

    /// Refuses everything from now on, and lets go of the state.
    pub(crate) fn close(&self) {
        let mut now = self.now.write();
        now.closed = true;
        now.last.store(GONE, Ordering::Release);
        let last = mem::take(&mut now.state);
        drop(now);
        drop(last);
    }

    fn writing(&self) -> Result<RwLockWriteGuard<'_, Now>> {
        let now = self.now.write();
        if now.closed { Err(Error::Closed) } else { Ok(now) }
    }
}

impl Drop for Now {
    fn drop(&mut self) {
        self.last.store(GONE, Ordering::Release);
    }
}

impl Now {
    /// Whether everything is as it was when a batch was decided.
    fn still_holds(&self, batch: &Batch) -> Result<bool> {
        if batch.epoch.is_some_and(|epoch| epoch != self.epoch) {
            return Ok(false);
        }
        for read in &batch.relied {
            if let Read::Since(key, _, seq) = read
                && self.changed.is_none_since(key, *seq)
            {
                continue;
            }
            if !read.holds_in(&self.state)? {
                return Ok(false);
            }
        }
        Ok(true)
    }
}
