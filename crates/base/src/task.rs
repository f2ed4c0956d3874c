//! Background tasks: named, and joined at shutdown.

use std::future::{Future, ready};
use std::panic::AssertUnwindSafe;
use std::pin::Pin;
use std::task::{Context, Poll, ready as done};
use std::time::Duration;

use futures::FutureExt as _;
use futures::future::Either;
use tokio_util::sync::{CancellationToken, WaitForCancellationFuture};
use tokio_util::task::TaskTracker;

#[cfg(debug_assertions)]
use crate::watchdog::Watched;

/// Does work that may take more than a millisecond on a thread where it holds up no task. Where there is no tokio runtime
/// there is nothing to hold up: the work is done in place.
///
/// # Panics
///
/// The work does.
pub async fn apart<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> T {
    let Ok(runtime) = tokio::runtime::Handle::try_current() else { return work() };
    match runtime.spawn_blocking(work).await {
        Ok(done) => done,
        Err(cause) if cause.is_panic() => std::panic::resume_unwind(cause.into_panic()),
        // The runtime ends, and with it whoever waits.
        Err(_) => std::future::pending().await,
    }
}

/// The longest body, in bytes, that is read or written without leaving the task: a megabyte of JSON takes some
/// milliseconds.
pub const AT_ONCE: usize = 1 << 18;

/// Does work in place and at once, or [`apart`] if it is about something longer than [`AT_ONCE`], or that may be. What is
/// awaited is no larger than what comes of it: nothing of the work is kept in it.
///
/// # Panics
///
/// The work does.
pub fn apart_if<T: Send + 'static>(
    is_long: bool,
    work: impl FnOnce() -> T + Send + 'static,
) -> impl Future<Output = T> + Send {
    if is_long { Either::Left(Box::pin(apart(work))) } else { Either::Right(ready(work())) }
}

/// The process's background tasks: a handle, cheap to clone.
///
/// A task that loops must end when [`Tasks::stopping`] resolves.
#[derive(Clone, Debug, Default)]
pub struct Tasks {
    tracker: TaskTracker,
    stop: CancellationToken,
}

impl Tasks {
    /// No tasks yet.
    pub fn new() -> Tasks {
        Tasks::default()
    }

    /// Runs `future` in the background. `name` is for the log. In debug builds a poll of it that works for too long
    /// panics.
    #[expect(clippy::disallowed_methods, reason = "this is the seam")]
    pub fn spawn<F>(&self, name: &'static str, future: F)
    where
        F: Future<Output = ()> + Send + 'static,
    {
        #[cfg(debug_assertions)]
        let future = Watched::new(name, future);
        let task = tokio::spawn(self.tracker.track_future(future));
        let _watcher = tokio::spawn(self.tracker.track_future(async move {
            if let Err(cause) = task.await
                && cause.is_panic()
            {
                tracing::error!(task = name, %cause, "a background task panicked");
            }
        }));
    }

    /// Work that whoever waits for it does himself, and that goes on in the background when he goes away. It must be polled
    /// until it is done or dropped: where that may last, [`Tasks::spawn`] is right. A panic ends it alone.
    pub fn carry<F>(&self, name: &'static str, work: F) -> Carried
    where
        F: Future<Output = ()> + Send + 'static,
    {
        Carried { tasks: self.clone(), name, work: Some(Box::pin(work)) }
    }

    /// Resolves when the process has been asked to stop.
    pub fn stopping(&self) -> WaitForCancellationFuture<'_> {
        self.stop.cancelled()
    }

    /// Whether the process has been asked to stop.
    pub fn is_stopping(&self) -> bool {
        self.stop.is_cancelled()
    }

    /// A token that is cancelled when the process stops, for code that must hold it across borrows.
    pub fn stop_token(&self) -> CancellationToken {
        self.stop.clone()
    }

    /// Asks every task to stop and waits for them, `limit` at most. True if all of them ended.
    pub async fn shutdown(&self, limit: Duration) -> bool {
        self.stop.cancel();
        self.tracker.close();
        tokio::time::timeout(limit, self.tracker.wait()).await.is_ok()
    }
}

/// What [`Tasks::carry`] gives.
pub struct Carried {
    tasks: Tasks,
    name: &'static str,
    /// What is left of it.
    work: Option<Pin<Box<dyn Future<Output = ()> + Send>>>,
}

impl Future for Carried {
    type Output = ();

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<()> {
        let name = self.name;
        let Some(work) = &mut self.work else { return Poll::Ready(()) };
        let ended = done!(AssertUnwindSafe(work.as_mut()).catch_unwind().poll_unpin(cx));
        if ended.is_err() {
            tracing::error!(task = name, "a task panicked");
        }
        self.work = None;
        Poll::Ready(())
    }
}

impl Drop for Carried {
    fn drop(&mut self) {
        // Without a runtime there is no background any more.
        if let Some(work) = self.work.take()
            && tokio::runtime::Handle::try_current().is_ok()
        {
            self.tasks.spawn(self.name, work);
        }
    }
}

impl std::fmt::Debug for Carried {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Carried").field("name", &self.name).field("is_done", &self.work.is_none()).finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::Arc;
    use std::sync::atomic::{AtomicBool, Ordering};

    #[test]
    fn work_is_done_with_a_runtime_and_without() {
        let here = std::thread::current().id();
        let work = || std::thread::current().id();
        assert_eq!(apart(work).now_or_never(), Some(here));
        let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
        assert_ne!(runtime.block_on(apart(work)), here);
    }

    #[tokio::test]
    async fn shutdown_waits_for_a_task_to_finish_its_work() {
        let (tasks, done) = (Tasks::new(), Arc::new(AtomicBool::new(false)));
        let (inside, flag) = (tasks.clone(), done.clone());
        tasks.spawn("test", async move {
            inside.stopping().await;
            tokio::task::yield_now().await;
            flag.store(true, Ordering::SeqCst);
        });
        assert!(tasks.shutdown(Duration::from_secs(5)).await);
        assert!(done.load(Ordering::SeqCst));
    }

    #[tokio::test]
    async fn what_is_carried_is_done_in_place_and_goes_on_where_nobody_waits() {
        let tasks = Tasks::new();
        assert_eq!(tasks.carry("in place", async {}).now_or_never(), Some(()));
        let (done, flag) = (Arc::new(AtomicBool::new(false)), Arc::new(AtomicBool::new(false)));
        let (sets, waits) = (done.clone(), flag.clone());
        let mut left = tasks.carry("left", async move {
            while !waits.load(Ordering::SeqCst) {
                tokio::task::yield_now().await;
            }
            sets.store(true, Ordering::SeqCst);
        });
        assert_eq!((&mut left).now_or_never(), None);
        drop(left);
        flag.store(true, Ordering::SeqCst);
        assert!(tasks.shutdown(Duration::from_secs(5)).await);
        assert!(done.load(Ordering::SeqCst));
    }

    #[tokio::test]
    async fn a_panic_of_what_is_carried_is_not_its_carrier_s() {
        Tasks::new().carry("panics", async { panic!("on purpose") }).await;
    }

    #[tokio::test]
    async fn a_panic_ends_its_task_only() {
        let tasks = Tasks::new();
        tasks.spawn("panics", async { panic!("on purpose") });
        assert!(tasks.shutdown(Duration::from_secs(5)).await);
    }
}
