//! A connection that wakes itself.
//!
//! hyper hands a request's body through a channel of which both ends are in one task, that of the connection: taking a
//! piece wakes the very task that takes it. tokio puts a task that was woken while it ran behind all others and wakes
//! another thread, which may come too late for it or take it away; that costs as much as a small request. Here such a wake
//! is noted, and the connection is polled again at once.

use std::future::poll_fn;
use std::pin::{Pin, pin};
use std::sync::Arc;
use std::sync::atomic::{AtomicU8, Ordering};
use std::task::{Context, Poll, Wake, Waker};

use parking_lot::Mutex;

/// How often a connection is polled in a row before others have their turn.
const MOST_IN_A_ROW: usize = 4;

/// Not being polled: a wake is for the task.
const RESTS: u8 = 0;
/// Being polled.
const RUNS: u8 = 1;
/// To be polled: woken while it was polled, or its task was woken.
const WOKEN: u8 = 2;

/// Runs a future to its end as above.
pub(super) async fn at_once<F: Future>(future: F) -> F::Output {
    let mut future = pin!(future);
    let wakes = Arc::new(OwnWakes { state: AtomicU8::new(RESTS), task: Mutex::new(Waker::noop().clone()) });
    let waker = Waker::from(wakes.clone());
    poll_fn(|cx| wakes.poll(future.as_mut(), &mut Context::from_waker(&waker), cx.waker())).await
}

/// Whom a wake is for.
struct OwnWakes {
    state: AtomicU8,
    /// The task's own waker.
    task: Mutex<Waker>,
}

impl OwnWakes {
    fn poll<F: Future>(
        &self,
        mut future: Pin<&mut F>,
        own: &mut Context<'_>,
        task: &Waker,
    ) -> Poll<F::Output> {
        self.task.lock().clone_from(task);
        for _ in 0..MOST_IN_A_ROW {
            // Never a mere store: it shall see what was done before each wake that came before it.
            self.state.swap(RUNS, Ordering::AcqRel);
            if let Poll::Ready(output) = future.as_mut().poll(own) {
                return Poll::Ready(output);
            }
            if self.state.compare_exchange(RUNS, RESTS, Ordering::AcqRel, Ordering::Acquire).is_ok() {
                return Poll::Pending;
            }
        }
        task.wake_by_ref();
        Poll::Pending
    }
}

impl Wake for OwnWakes {
    fn wake(self: Arc<OwnWakes>) {
        self.wake_by_ref();
    }

    fn wake_by_ref(self: &Arc<OwnWakes>) {
        if self.state.swap(WOKEN, Ordering::AcqRel) == RESTS {
            let task = self.task.lock().clone();
            task.wake();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use futures::FutureExt as _;
    use std::sync::atomic::AtomicUsize;

    /// A task's waker that counts.
    #[derive(Default)]
    struct Counts(AtomicUsize);

    impl Wake for Counts {
        fn wake(self: Arc<Counts>) {
            self.0.fetch_add(1, Ordering::SeqCst);
        }
    }

    /// Polls once a future that wakes itself so often, and says whether it is done, and how often its task was woken.
    #[track_caller]
    fn check(wakes: usize, expected: (bool, usize)) {
        let mut left = wakes;
        let future = poll_fn(|cx| {
            if left == 0 {
                return Poll::Ready(());
            }
            left -= 1;
            cx.waker().wake_by_ref();
            Poll::Pending
        });
        let counts = Arc::new(Counts::default());
        let waker = Waker::from(counts.clone());
        let polled = Box::pin(at_once(future)).poll_unpin(&mut Context::from_waker(&waker));
        assert_eq!((polled.is_ready(), counts.0.load(Ordering::SeqCst)), expected, "{wakes} wakes");
    }

    #[test]
    fn a_future_that_wakes_itself_goes_on_and_yields_in_the_end() {
        check(0, (true, 0));
        check(1, (true, 0));
        check(MOST_IN_A_ROW - 1, (true, 0));
        check(MOST_IN_A_ROW, (false, 1));
        check(1_000_000, (false, 1));
    }

    #[tokio::test]
    async fn a_wake_from_elsewhere_comes_through() {
        let (sender, receiver) = tokio::sync::oneshot::channel();
        let mut waits = Box::pin(at_once(receiver));
        assert!(futures::poll!(waits.as_mut()).is_pending());
        let sends = std::thread::spawn(move || sender.send(7));
        assert_eq!(waits.await, Ok(7));
        sends.join().unwrap().unwrap();
    }
}
