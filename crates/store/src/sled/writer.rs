//! The one thread that writes to sled and flushes it. What is committed while it works is written together next, with one
//! flush for all who wait; no other thread ever flushes, because sled gets slower with every further one and its
//! `flush_async` can hang. A whole state is copied in slices between the commits, so that nobody waits for that.

use std::collections::VecDeque;
use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use base::clock::Stopwatch;
use bytes::Bytes;
use parking_lot::{Condvar, Mutex};
use tokio::sync::watch;

use super::dropper::Dropper;
use super::states::{States, Tree};
use crate::Result;
use crate::error::Error;
use crate::log::{Seq, Stored, Write};
use crate::reading::Reading;
use crate::state::State;

/// A commit that nobody waits for is flushed after this time, so that a crash does not take back old commits.
const LINGER: Duration = Duration::from_millis(500);

/// How many writes are given to sled at once, about: those of several commits.
const TOGETHER: usize = 1024;

/// How much of a whole state is copied between two looks at what was committed meanwhile: about a millisecond's work.
const SLICE_ENTRIES: usize = 64;
const SLICE_BYTES: usize = 64 * 1024;

/// No commit's number.
const FAILED: u64 = u64::MAX;

/// The thread's handle.
pub(super) struct Writer {
    shared: Arc<Shared>,
    /// None once the store is closed: sled lets go of its files with the last handle.
    states: Arc<Mutex<Option<States>>>,
    thread: Mutex<Option<JoinHandle<()>>>,
}

struct Shared {
    /// The last commit while it is not durable, else zero; [`FAILED`] for ever once `durable` holds a failure. All that a
    /// request looks at that need not wait.
    pending: AtomicU64,
    queue: Mutex<Queue>,
    asked: Condvar,
    durable: watch::Sender<Durable>,
}

/// What the thread is asked for.
#[derive(Default)]
struct Queue {
    tasks: VecDeque<Task>,
    /// Somebody waits for this commit.
    wanted: u64,
    stop: bool,
}

enum Task {
    Commit(u64, Arc<[Write]>),
    /// From this commit on, that state is the present one.
    Turn(u64, Stored, Answer<()>),
    Store(State, Answer<Stored>),
    Keep(String, Stored, Answer<()>),
    Forget(String, Answer<()>),
}

type Answer<T> = SyncSender<Result<T>>;

/// How far the disk is.
#[derive(Clone, Debug, Default)]
struct Durable {
    seq: u64,
    /// Why no flush will succeed any more.
    failed: Option<Arc<Error>>,
}

impl Writer {
    pub(super) fn start(states: States, reading: Arc<Reading>) -> Result<Writer> {
        let shared = Arc::new(Shared {
            pending: AtomicU64::new(0),
            queue: Mutex::default(),
            asked: Condvar::new(),
            durable: watch::Sender::default(),
        });
        let states = Arc::new(Mutex::new(Some(states)));
        let (inside, own, dropper) = (shared.clone(), states.clone(), Dropper::start(reading.clone())?);
        let work = move || {
            let run = AssertUnwindSafe(|| Work::new(&inside, &own, &reading, dropper).run());
            if catch_unwind(run).is_err() {
                inside.end(io::Error::other("the thread that writes the log panicked").into());
            }
        };
        let thread = thread::Builder::new().name("store-log".into()).spawn(work)?;
        Ok(Writer { shared, states, thread: Mutex::new(Some(thread)) })
    }

    pub(super) fn admit(&self) -> Result<()> {
        if self.shared.pending.load(Ordering::Acquire) == FAILED {
            Err(self.shared.failure())
        } else {
            Ok(())
        }
    }

    pub(super) fn append(&self, seq: Seq, writes: Arc<[Write]>) {
        self.shared.order(seq.0, Task::Commit(seq.0, writes));
    }

    pub(super) fn turn(&self, seq: Seq, to: Stored) -> Receiver<Result<()>> {
        let (answer, answered) = sync_channel(1);
        self.shared.order(seq.0, Task::Turn(seq.0, to, answer));
        answered
    }

    pub(super) fn pending(&self) -> Result<Option<Seq>> {
        match self.shared.pending.load(Ordering::Acquire) {
            0 => Ok(None),
            FAILED => Err(self.shared.failure()),
            seq => Ok(Some(Seq(seq))),
        }
    }

    /// Resolves when a flush that began after commit `seq` has ended.
    pub(super) async fn synced(&self, seq: Seq) -> Result<()> {
        let mut durable = self.shared.durable.subscribe();
        let seq = {
            let mut queue = self.shared.queue.lock();
            // A number from elsewhere must not wait for ever.
            let seq = match self.shared.pending.load(Ordering::Acquire) {
                0 => return Ok(()),
                last => seq.0.min(last),
            };
            queue.wanted = queue.wanted.max(seq);
            seq
        };
        self.shared.asked.notify_one();
        let reached = durable.wait_for(|durable| durable.seq >= seq || durable.failed.is_some()).await;
        match reached {
            Ok(durable) if durable.seq >= seq => Ok(()),
            Ok(durable) => Err(again(durable.failed.as_deref())),
            Err(_) => Err(Error::Closed),
        }
    }

    pub(super) fn store(&self, state: &State) -> Result<Stored> {
        self.shared.ask(|answer| Task::Store(state.clone(), answer))
    }

    pub(super) fn keep(&self, name: &str, stored: Stored) -> Result<()> {
        self.shared.ask(|answer| Task::Keep(name.to_owned(), stored, answer))
    }

    pub(super) fn forget(&self, name: &str) -> Result<()> {
        self.shared.ask(|answer| Task::Forget(name.to_owned(), answer))
    }

    pub(super) fn read(&self, name: &str) -> Result<Option<State>> {
        let found = self.states.lock().as_ref().ok_or(Error::Closed)?.checkpoint(name);
        found.map(|(tree, calls)| tree.read(&calls)).transpose()
    }

    /// Writes what is left and ends the thread.
    pub(super) fn stop(&self) -> Result<()> {
        let Some(thread) = self.thread.lock().take() else { return Ok(()) };
        self.shared.queue.lock().stop = true;
        self.shared.asked.notify_one();
        let ended = thread.join();
        *self.states.lock() = None;
        match &*self.shared.durable.borrow() {
            Durable { failed: None, .. } if ended.is_ok() => Ok(()),
            Durable { failed, .. } => Err(again(failed.as_deref())),
        }
    }
}

impl Shared {
    /// Orders what belongs to a commit. In the order of the commits.
    fn order(&self, seq: u64, task: Task) {
        let mut queue = self.queue.lock();
        if self.pending.load(Ordering::Acquire) != FAILED {
            self.pending.store(seq, Ordering::Release);
        }
        let was_empty = queue.tasks.is_empty();
        queue.tasks.push_back(task);
        drop(queue);
        if was_empty {
            self.asked.notify_one();
        }
    }

    /// Has something done and waits for it. Blocks.
    fn ask<T>(&self, task: impl FnOnce(Answer<T>) -> Task) -> Result<T> {
        let (answer, answered) = sync_channel(1);
        {
            let mut queue = self.queue.lock();
            if queue.stop {
                return Err(Error::Closed);
            }
            queue.tasks.push_back(task(answer));
        }
        self.asked.notify_one();
        answered.recv().map_err(|_| Error::Closed)?
    }

    fn fail(&self, cause: Error) {
        tracing::error!(%cause, "the store cannot make its commits durable, and refuses everything from now on");
        let queue = self.queue.lock();
        self.durable.send_modify(|durable| {
            durable.failed.get_or_insert_with(|| Arc::new(cause));
            // Before anybody who waits is told.
            self.pending.store(FAILED, Ordering::Release);
        });
        drop(queue);
    }

    /// Nobody writes any more: who waits is told so, and would wait for ever otherwise.
    fn end(&self, cause: Error) {
        self.fail(cause);
        let mut queue = self.queue.lock();
        queue.stop = true;
        queue.tasks.clear();
    }

    fn failure(&self) -> Error {
        again(self.durable.borrow().failed.as_deref())
    }
}

/// Why everything fails, for another waiter.
fn again(error: Option<&Error>) -> Error {
    error.map_or_else(|| io::Error::other("the thread that writes the log ended").into(), Error::again)
}

/// What the thread has in hand.
struct Work<'a> {
    shared: &'a Shared,
    states: &'a Mutex<Option<States>>,
    reading: &'a Reading,
    dropper: Dropper,
    /// The last commit that sled has.
    written: u64,
    /// How long it has had commits that are not flushed.
    unflushed: Option<Stopwatch>,
    copies: VecDeque<Copying>,
}

/// A whole state that is being copied.
struct Copying {
    state: State,
    to: Tree,
    /// The last key that is there.
    after: Option<Bytes>,
    answer: Answer<Stored>,
}

/// What there is to do next.
struct Turn {
    tasks: VecDeque<Task>,
    flush: bool,
    stop: bool,
}

impl<'a> Work<'a> {
    fn new(
        shared: &'a Shared,
        states: &'a Mutex<Option<States>>,
        reading: &'a Reading,
        dropper: Dropper,
    ) -> Work<'a> {
        Work { shared, states, reading, dropper, written: 0, unflushed: None, copies: VecDeque::new() }
    }

    /// Works on the states. They are there as long as the thread is.
    fn on_states<T>(&self, work: impl FnOnce(&mut States) -> Result<T>) -> Result<T> {
        work(self.states.lock().as_mut().ok_or(Error::Closed)?)
    }

    fn run(mut self) {
        loop {
            let Turn { tasks, flush, stop } = self.wait();
            let done = self.take(tasks).and_then(|()| self.copy_slice()).and_then(|()| match flush {
                true => self.flush(),
                false => Ok(()),
            });
            if let Err(cause) = done {
                self.shared.fail(cause);
                return self.refuse();
            }
            // Who waits for a copy is told that the store is closed; the next start removes what there is of it.
            if stop {
                return;
            }
        }
    }

    /// Waits until there is something to do.
    fn wait(&self) -> Turn {
        let mut queue = self.shared.queue.lock();
        loop {
            let awaited = queue.wanted > self.shared.durable.borrow().seq;
            let left = self.unflushed.as_ref().map(|since| LINGER.saturating_sub(since.elapsed()));
            let is_due = left.is_some_and(|left| left.is_zero());
            if !queue.tasks.is_empty() || queue.stop || awaited || is_due || !self.copies.is_empty() {
                let flush = awaited || is_due || queue.stop;
                return Turn { tasks: std::mem::take(&mut queue.tasks), flush, stop: queue.stop };
            }
            match left {
                Some(left) => drop(self.shared.asked.wait_for(&mut queue, left)),
                None => self.shared.asked.wait(&mut queue),
            }
        }
    }

    fn take(&mut self, tasks: VecDeque<Task>) -> Result<()> {
        let mut commits: Vec<(u64, Arc<[Write]>)> = Vec::new();
        let mut writes = 0;
        for task in tasks {
            if let Task::Commit(seq, of_commit) = task {
                writes += of_commit.len();
                commits.push((seq, of_commit));
                if writes < TOGETHER {
                    continue;
                }
                writes = 0;
                self.write(&mut commits)?;
                continue;
            }
            self.write(&mut commits)?;
            match task {
                Task::Commit(..) => {}
                Task::Turn(seq, to, answer) => {
                    let before = self.on_states(|states| states.adopt(to))?;
                    self.written = seq;
                    self.durable(seq);
                    reply(&answer, ());
                    self.discard(Some(before))?;
                }
                Task::Store(state, answer) => {
                    let to = self.on_states(States::begin)?;
                    self.copies.push_back(Copying { state, to, after: None, answer });
                }
                Task::Keep(name, stored, answer) => {
                    let before = self.on_states(|states| states.keep(&name, stored))?;
                    reply(&answer, ());
                    self.discard(before)?;
                }
                Task::Forget(name, answer) => {
                    let before = self.on_states(|states| states.forget(&name))?;
                    reply(&answer, ());
                    self.discard(before)?;
                }
            }
        }
        self.write(&mut commits)
    }

    /// Writes commits to the present state, all of them together.
    fn write(&mut self, commits: &mut Vec<(u64, Arc<[Write]>)>) -> Result<()> {
        let Some((last, _)) = commits.last() else { return Ok(()) };
        let _alone = self.reading.write();
        self.on_states(|states| states.write(commits.iter().flat_map(|(_, writes)| writes.iter())))?;
        self.written = *last;
        self.unflushed.get_or_insert_with(Stopwatch::start);
        commits.clear();
        Ok(())
    }

    fn flush(&mut self) -> Result<()> {
        self.on_states(|states| states.flush())?;
        self.durable(self.written);
        Ok(())
    }

    /// All commits up to this one are durable.
    fn durable(&mut self, seq: u64) {
        self.unflushed = None;
        // Fails if there is a newer commit.
        let _newer = self.shared.pending.compare_exchange(seq, 0, Ordering::AcqRel, Ordering::Acquire);
        self.shared.durable.send_modify(|durable| durable.seq = seq);
    }

    /// Copies a slice of a whole state, if there is one to be copied.
    fn copy_slice(&mut self) -> Result<()> {
        let Some(mut copying) = self.copies.pop_front() else { return Ok(()) };
        let mut bytes = 0;
        let mut last = None;
        let fits = |(key, value): &(&[u8], &Bytes)| {
            let fits = bytes < SLICE_BYTES;
            bytes += key.len() + value.len();
            fits
        };
        let rest = copying.state.entries(copying.after.as_deref());
        let slice = rest.take(SLICE_ENTRIES).take_while(fits).inspect(|(key, _)| last = Some(*key));
        self.on_states(|states| states.fill(&mut copying.to, slice))?;
        let last = last.map(Bytes::copy_from_slice);
        if last.is_some() {
            copying.after = last;
            self.copies.push_front(copying);
            return Ok(());
        }
        let Copying { to, answer, .. } = copying;
        let stored = self.on_states(|states| {
            states.flush()?;
            Ok(states.complete(to))
        })?;
        reply(&answer, stored);
        Ok(())
    }

    /// Has a state dropped that nothing names any more.
    fn discard(&self, tree: Option<Tree>) -> Result<()> {
        let Some(tree) = tree else { return Ok(()) };
        self.on_states(|states| {
            self.dropper.drop_behind(states.dropping(tree));
            Ok(())
        })
    }

    /// Tells everybody that nothing becomes durable any more, until the store is closed.
    fn refuse(self) {
        drop(self.copies);
        let mut queue = self.shared.queue.lock();
        while !queue.stop {
            for task in std::mem::take(&mut queue.tasks) {
                match task {
                    Task::Store(_, answer) => drop(answer.send(Err(self.shared.failure()))),
                    Task::Keep(_, _, answer) | Task::Forget(_, answer) | Task::Turn(_, _, answer) => {
                        drop(answer.send(Err(self.shared.failure())));
                    }
                    Task::Commit(..) => {}
                }
            }
            self.shared.asked.wait(&mut queue);
        }
    }
}

/// Answers who waits, if anybody still does.
fn reply<T>(answer: &Answer<T>, with: T) {
    let _ = answer.send(Ok(with));
}
