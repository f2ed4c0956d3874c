//! The work that nobody waits for, of all services: one task sleeps until the least of all due times, and begins what is
//! due. Whatever would loop in the background is a piece of work here; it does what there is to do, says when it is due
//! next, and costs nothing until then.

use std::fmt;
use std::future::Future;
use std::sync::Arc;
use std::time::Duration;

use futures::FutureExt as _;
use parking_lot::Mutex;
use tokio::sync::Notify;

use self::works::{Begin, Now, Turn, Works};
use crate::clock::{Clock, Timestamp};
use crate::task::Tasks;

mod works;

/// Pieces of work that run at the same time; the others wait for a place, and come in the order in which they were due.
/// None may wait for another that has to begin first.
pub const AT_ONCE: usize = 64;

/// When a piece of work is due next. Before that it runs if it is woken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Next {
    /// Once the emulator's clock shows this, however it gets there.
    At(Timestamp),
    /// After so long by the host's clock: for what the world outside has to mend, such as a target out of reach.
    HostAfter(Duration),
    /// When it is woken.
    WhenWoken,
}

impl Next {
    /// At once.
    pub const NOW: Next = Next::At(Timestamp::from_millis(0));
}

/// The schedule of a process: a handle, cheap to clone. Engines over forks of a store share it.
#[derive(Clone)]
pub struct Schedule(Arc<Inner>);

struct Inner {
    clock: Clock,
    host_clock: Clock,
    tasks: Tasks,
    works: Mutex<Works>,
    /// There is something to begin, or an earlier time to wait for.
    changed: Notify,
}

impl Schedule {
    /// Nothing to do yet.
    pub fn new(clock: Clock, tasks: Tasks) -> Schedule {
        Schedule::with_host_clock(clock, Clock::system(), tasks)
    }

    /// The same, with a clock for the host's, which a test moves.
    pub fn with_host_clock(clock: Clock, host_clock: Clock, tasks: Tasks) -> Schedule {
        let (works, changed) = (Mutex::default(), Notify::new());
        Schedule(Arc::new(Inner { clock, host_clock, tasks, works, changed }))
    }

    /// The emulator's clock.
    pub fn clock(&self) -> &Clock {
        &self.0.clock
    }

    /// The host's clock.
    pub fn host_clock(&self) -> &Clock {
        &self.0.host_clock
    }

    /// The tasks that runs are.
    pub fn tasks(&self) -> &Tasks {
        &self.0.tasks
    }

    /// Adds a piece of work of `owner`'s: it does what there is to do and says when it is due next. It goes with what this
    /// gives, and with its owner, which it does not keep. It never runs twice at the same time. Each run is a task of its
    /// own; a run that panics is in the log by `name`, and the next follows after a second by the host's clock, or longer
    /// if that panics again, up to five minutes. Once the process stops nothing begins any more.
    ///
    /// # Panics
    ///
    /// Where there is no tokio runtime.
    pub fn add<T, R>(
        &self,
        name: &'static str,
        owner: &Arc<T>,
        first: Next,
        work: impl Fn(Arc<T>) -> R + Send + Sync + 'static,
    ) -> Entry
    where
        T: Send + Sync + 'static,
        R: Future<Output = Next> + Send + 'static,
    {
        let owner = Arc::downgrade(owner);
        let begin: Begin = Arc::new(move || owner.upgrade().map(|owner| work(owner).boxed()));
        let (id, served) = {
            let mut works = self.0.works.lock();
            let id = works.add(name, begin, first, self.0.now());
            (id, std::mem::replace(&mut works.served, true))
        };
        if served {
            self.0.changed.notify_one();
        } else {
            let serving = Serving { inner: self.0.clone(), left: false };
            self.0.tasks.spawn("schedule", serving.serve());
        }
        Entry { inner: self.0.clone(), id }
    }
}

impl fmt::Debug for Schedule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Schedule").field(&self.0.works).finish()
    }
}

/// A piece of work, until this is dropped. What runs of it then runs to its end.
#[must_use = "the work goes with it"]
pub struct Entry {
    inner: Arc<Inner>,
    id: u64,
}

impl Entry {
    /// It is due now. If it runs, it runs once more after that.
    pub fn wake(&self) {
        self.inner.works.lock().wake(self.id);
        self.inner.changed.notify_one();
    }

    /// Whether somebody looks after it: not once the process stops, or its runtime is gone.
    pub fn is_served(&self) -> bool {
        self.inner.works.lock().served
    }
}

impl Drop for Entry {
    fn drop(&mut self) {
        let removed = self.inner.works.lock().remove(self.id);
        // When the lock is free again: it may own what takes it.
        drop(removed);
        self.inner.changed.notify_one();
    }
}

impl fmt::Debug for Entry {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Entry").field(&self.id).finish()
    }
}

/// The place of a piece of work in what it is work of: empty until that starts.
#[derive(Debug, Default)]
pub struct Slot(Mutex<Option<Entry>>);

impl Slot {
    /// Holds a piece of work, in place of the one before.
    pub fn hold(&self, entry: Entry) {
        let before = self.0.lock().replace(entry);
        // When the lock is free again.
        drop(before);
    }

    /// [`Entry::wake`], if there is one.
    pub fn wake(&self) {
        if let Some(entry) = &*self.0.lock() {
            entry.wake();
        }
    }

    /// [`Entry::is_served`], if there is one.
    pub fn is_served(&self) -> bool {
        self.0.lock().as_ref().is_some_and(Entry::is_served)
    }
}

impl Inner {
    fn now(&self) -> Now {
        Now { clock: self.clock.now(), host: self.host_clock.now() }
    }

    fn begin(self: &Arc<Inner>, Turn { id, name, begin }: Turn) {
        let run = Run { inner: self.clone(), id, next: None };
        match begin() {
            Some(work) => self.tasks.spawn(name, async move {
                let next = work.await;
                run.end(next);
            }),
            None => {
                run.end(Next::WhenWoken);
                let removed = self.works.lock().remove(id);
                drop(removed);
            }
        }
    }
}

/// One run, until this is dropped.
struct Run {
    inner: Arc<Inner>,
    id: u64,
    /// Nothing if it panicked, or went with its runtime.
    next: Option<Next>,
}

impl Run {
    /// By itself.
    fn end(mut self, next: Next) {
        self.next = Some(next);
    }
}

impl Drop for Run {
    fn drop(&mut self) {
        let now = self.inner.now();
        self.inner.works.lock().ended(self.id, self.next, now);
        self.inner.changed.notify_one();
    }
}

/// The one task that begins what is due, until this is dropped.
struct Serving {
    inner: Arc<Inner>,
    left: bool,
}

impl Drop for Serving {
    fn drop(&mut self) {
        if !self.left {
            self.inner.works.lock().served = false;
        }
    }
}

impl Serving {
    async fn serve(mut self) {
        let inner = self.inner.clone();
        let stop = inner.tasks.stop_token();
        loop {
            let (turns, [next, host_next]) = {
                let mut works = inner.works.lock();
                if works.is_empty() {
                    // In one step, so that who adds something begins anew.
                    (works.served, self.left) = (false, true);
                    return;
                }
                let turns = works.take(inner.now(), AT_ONCE);
                (turns, works.next())
            };
            turns.into_iter().for_each(|turn| inner.begin(turn));
            tokio::select! {
                biased;
                () = stop.cancelled() => return,
                () = inner.changed.notified() => {}
                () = until(&inner.clock, next) => {}
                () = until(&inner.host_clock, host_next) => {}
            }
        }
    }
}

async fn until(clock: &Clock, at: Option<Timestamp>) {
    match at {
        Some(at) => clock.sleep_until(at).await,
        None => std::future::pending().await,
    }
}

#[cfg(test)]
mod tests;
