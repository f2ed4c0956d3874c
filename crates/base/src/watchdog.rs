//! A watch over tasks, in debug builds: a task that keeps its thread for itself holds up all others of that thread, so a
//! poll that takes too long fails the test in which it does.
//!
//! What counts is the time that the thread itself has worked, not the time on the wall: a busy machine makes no poll
//! long. Jobs on the blocking pool are not polled, and so are not watched.

use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

/// What one poll may take of its thread's time. Debug builds are many times slower than others: there this is some
/// milliseconds.
const LONGEST_POLL: Duration = Duration::from_millis(100);

/// A task under watch.
pub(crate) struct Watched<F> {
    name: &'static str,
    task: Pin<Box<F>>,
}

impl<F> Watched<F> {
    pub(crate) fn new(name: &'static str, task: F) -> Watched<F> {
        Watched { name, task: Box::pin(task) }
    }
}

impl<F: Future> Future for Watched<F> {
    type Output = F::Output;

    /// # Panics
    ///
    /// This poll has taken too long.
    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<F::Output> {
        let before = worked();
        let polled = self.task.as_mut().poll(cx);
        let took = worked().saturating_sub(before);
        assert!(took <= LONGEST_POLL, "one poll of the task '{}' worked for {took:?}", self.name);
        polled
    }
}

/// How long this thread has worked since it began.
fn worked() -> Duration {
    let time = rustix::time::clock_gettime(rustix::time::ClockId::ThreadCPUTime);
    time.try_into().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use futures::FutureExt as _;
    use std::hint::black_box;
    use std::panic::AssertUnwindSafe;

    #[tokio::test]
    async fn a_poll_that_works_for_too_long_fails() {
        let spins = async {
            let start = worked();
            while worked() < start + LONGEST_POLL + Duration::from_millis(1) {
                black_box(0);
            }
        };
        let watched = AssertUnwindSafe(Watched::new("spins", spins));
        let panic = watched.catch_unwind().await.unwrap_err();
        let text = panic.downcast_ref::<String>().unwrap();
        assert!(text.starts_with("one poll of the task 'spins' worked for 10"), "{text}");
    }

    #[tokio::test]
    async fn what_waits_and_what_yields_may_take_its_time() {
        let works = async {
            std::thread::sleep(LONGEST_POLL * 2);
            let start = worked();
            while worked() < start + LONGEST_POLL * 2 {
                tokio::task::yield_now().await;
            }
            1
        };
        assert_eq!(Watched::new("works", works).await, 1);
    }
}
