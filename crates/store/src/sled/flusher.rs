//! The one thread that flushes. Callers that wait while a flush runs are all served by the next one; no other thread
//! ever flushes for a commit, because sled gets slower with every further flusher and its `flush_async` can
//! hang.

use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use parking_lot::{Condvar, Mutex};
use tokio::sync::watch;

use super::call::Calls;
use crate::Result;
use crate::error::Error;
use crate::keyspace::Seq;

/// A commit that nobody waits for is flushed after this time, so that a crash does not take back old commits.
const LINGER: Duration = Duration::from_millis(500);

/// No commit's number.
const FAILED: u64 = u64::MAX;

#[derive(Debug)]
pub(super) struct Flusher {
    shared: Arc<Shared>,
    thread: Mutex<Option<JoinHandle<()>>>,
}

#[derive(Debug)]
struct Shared {
    /// The last commit.
    committed: AtomicU64,
    /// The last commit while it is not durable, else zero; [`FAILED`] for ever once `durable` holds a failure. All that a
    /// request looks at that need not wait.
    pending: AtomicU64,
    /// Whether the thread knows that there are commits since its last flush.
    notified: AtomicBool,
    ask: Mutex<Ask>,
    asked: Condvar,
    durable: watch::Sender<Durable>,
}

/// What the thread is asked for.
#[derive(Debug, Default)]
struct Ask {
    /// Somebody waits for this commit.
    wanted: u64,
    /// There are commits, and nobody waits yet.
    unflushed: bool,
    stop: bool,
}

/// How far the disk is.
#[derive(Clone, Debug, Default)]
struct Durable {
    seq: u64,
    /// Why no flush will succeed any more.
    failed: Option<Arc<Error>>,
}

impl Flusher {
    pub(super) fn start(db: sled::Db, calls: Calls) -> Result<Flusher> {
        let shared = Arc::new(Shared {
            committed: AtomicU64::new(0),
            pending: AtomicU64::new(0),
            notified: AtomicBool::new(false),
            ask: Mutex::default(),
            asked: Condvar::new(),
            durable: watch::Sender::default(),
        });
        let inside = shared.clone();
        let thread =
            thread::Builder::new().name("store-flush".into()).spawn(move || run(&inside, &db, &calls))?;
        Ok(Flusher { shared, thread: Mutex::new(Some(thread)) })
    }

    /// Counts a commit. Call it in the order in which commits become visible.
    pub(super) fn committed(&self) -> Seq {
        // Sequentially consistent: of this thread and the one that flushes, at least one sees what the other wrote.
        let seq = self.shared.committed.fetch_add(1, Ordering::SeqCst) + 1;
        self.shared.pending.fetch_max(seq, Ordering::AcqRel);
        if !self.shared.notified.swap(true, Ordering::SeqCst) {
            self.shared.ask.lock().unflushed = true;
            self.shared.asked.notify_one();
        }
        Seq(seq)
    }

    /// The last commit, if it may not be durable yet.
    pub(super) fn pending(&self) -> Result<Option<Seq>> {
        match self.shared.pending.load(Ordering::Acquire) {
            0 => Ok(None),
            FAILED => self.check().map(|()| None),
            seq => Ok(Some(Seq(seq))),
        }
    }

    /// Fails once a write or a flush has.
    pub(super) fn check(&self) -> Result<()> {
        match &self.shared.durable.borrow().failed {
            None => Ok(()),
            Some(cause) => Err(again(Some(cause))),
        }
    }

    /// Notes that a write or a flush failed, unless one did before: nothing is durable from now on. Gives the error back.
    pub(super) fn fail(&self, cause: Error) -> Error {
        self.shared.fail(cause)
    }

    /// Resolves when a flush that began after commit `seq` has ended.
    pub(super) async fn synced(&self, seq: Seq) -> Result<()> {
        // A number from elsewhere must not wait for ever.
        let seq = seq.0.min(self.shared.committed.load(Ordering::Acquire));
        let mut durable = self.shared.durable.subscribe();
        if durable.borrow().seq >= seq {
            return Ok(());
        }
        {
            let mut ask = self.shared.ask.lock();
            ask.wanted = ask.wanted.max(seq);
        }
        self.shared.asked.notify_one();
        let reached = durable.wait_for(|durable| durable.seq >= seq || durable.failed.is_some()).await;
        match reached {
            Ok(durable) if durable.seq >= seq => Ok(()),
            Ok(durable) => Err(again(durable.failed.as_deref())),
            Err(_) => Err(Error::Closed),
        }
    }

    /// Flushes what is left and ends the thread.
    pub(super) fn stop(&self) -> Result<()> {
        let Some(thread) = self.thread.lock().take() else { return Ok(()) };
        self.shared.ask.lock().stop = true;
        self.shared.asked.notify_one();
        let ended = thread.join();
        match &*self.shared.durable.borrow() {
            Durable { failed: None, .. } if ended.is_ok() => Ok(()),
            Durable { failed, .. } => Err(again(failed.as_deref())),
        }
    }
}

impl Shared {
    fn fail(&self, cause: Error) -> Error {
        tracing::error!(%cause, "the store cannot make its commits durable, and refuses everything from now on");
        let copy = again(Some(&cause));
        self.durable.send_modify(|durable| {
            durable.failed.get_or_insert_with(|| Arc::new(cause));
        });
        self.pending.store(FAILED, Ordering::Release);
        copy
    }
}

/// A copy of the error, for another waiter.
fn again(error: Option<&Error>) -> Error {
    match error {
        Some(Error::Io(cause)) => Error::Io(io::Error::new(cause.kind(), cause.to_string())),
        Some(Error::Damaged(text)) => Error::Damaged(text.clone()),
        _ => Error::Io(io::Error::other("the thread that flushes ended")),
    }
}

fn run(shared: &Shared, db: &sled::Db, calls: &Calls) {
    let mut stop = false;
    while !stop {
        stop = wait(shared);
        // In this order: a commit that is counted after `notified` is cleared notifies again, and one that is counted
        // before the number is read is in sled before the flush begins.
        shared.notified.store(false, Ordering::SeqCst);
        let seq = shared.committed.load(Ordering::SeqCst);
        if shared.pending.load(Ordering::Acquire) == FAILED {
            return;
        }
        match calls.guard(|| db.flush()) {
            Ok(_) => {
                // Fails if there is a newer commit, or a failure.
                let _newer = shared.pending.compare_exchange(seq, 0, Ordering::AcqRel, Ordering::Acquire);
                shared.durable.send_modify(|durable| durable.seq = seq);
            }
            Err(cause) => {
                shared.fail(cause);
                return;
            }
        }
    }
}

/// Waits until there is something to flush; true if it is the last time.
fn wait(shared: &Shared) -> bool {
    let durable = shared.durable.borrow().seq;
    let mut ask = shared.ask.lock();
    while !ask.stop && ask.wanted <= durable {
        if !ask.unflushed {
            shared.asked.wait(&mut ask);
        } else if shared.asked.wait_for(&mut ask, LINGER).timed_out() {
            break;
        }
    }
    ask.unflushed = false;
    ask.stop
}
