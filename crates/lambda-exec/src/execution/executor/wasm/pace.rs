//! On which thread a guest runs. On those that serve requests a busy guest would hold up the others, and the sockets with them,
//! so a guest has a blocking thread for as long as it works, and none while it waits for the host. To hand it over and back
//! costs more than a small function does: a program that has worked for short times only works in place, and is moved
//! to a thread at the first tick that it sees.

use std::panic::AssertUnwindSafe;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::task::{Context, Poll, Wake, Waker};
use std::time::Duration;

use base::clock::Stopwatch;
use futures::FutureExt as _;
use tokio::sync::Notify;
use tokio_util::sync::CancellationToken;

use super::ticker::Ticker;

/// A turn of work that is shorter than this is short.
const SHORT: Duration = Duration::from_micros(500);

/// How many short turns in a row a new program must have had before it works in place.
const AT_FIRST: u32 = 4;

/// What is asked is multiplied with this for each turn in place that was not short.
const AFTER_A_FAILURE: u32 = 4;

/// So many short turns in a row make a program as good as a new one.
const FORGIVEN: u32 = 10_000;

/// How a program has behaved.
#[derive(Debug)]
pub(super) struct Pace {
    /// How many short turns it has had in a row.
    short: AtomicU32,
    /// How many it needs. Grows whenever it has held up a thread that serves requests: so a program that is short most of
    /// the time does that a few times at most.
    needed: AtomicU32,
}

impl Pace {
    /// Nothing is known.
    pub(super) fn new() -> Pace {
        Pace { short: AtomicU32::new(0), needed: AtomicU32::new(AT_FIRST) }
    }

    fn works_in_place(&self) -> bool {
        self.short.load(Ordering::Relaxed) >= self.needed.load(Ordering::Relaxed)
    }

    fn took(&self, time: Duration) {
        if time >= SHORT {
            self.short.store(0, Ordering::Relaxed);
        } else if self.short.fetch_add(1, Ordering::Relaxed) >= FORGIVEN {
            self.short.store(AT_FIRST, Ordering::Relaxed);
            self.needed.store(AT_FIRST, Ordering::Relaxed);
        }
    }

    fn held_up(&self) {
        self.short.store(0, Ordering::Relaxed);
        let needed = self.needed.load(Ordering::Relaxed);
        self.needed.store(needed.saturating_mul(AFTER_A_FAILURE).min(FORGIVEN), Ordering::Relaxed);
    }
}

/// Does a guest's work; nothing if it panicked. It is cancelled when nobody waits for it.
pub(super) async fn run<T, F>(
    ticker: &Ticker,
    pace: &Pace,
    work: impl FnOnce(CancellationToken) -> F + Send + 'static,
) -> Option<T>
where
    T: Send + 'static,
    F: Future<Output = T> + Send + 'static,
{
    let cancel = CancellationToken::new();
    let _dropped_with_this_future = cancel.clone().drop_guard();
    let woken = Arc::new(Woken::default());
    let mut work = Work { future: Box::pin(work(cancel)), woken: woken.clone() };
    loop {
        let ticking =
            ticker.run().inspect_err(|cause| tracing::error!(%cause, "no WASM guest can run")).ok()?;
        let watch = Stopwatch::start();
        let turn = if pace.works_in_place() { work.begin() } else { Turn::Yields };
        let turn = match turn {
            Turn::Yields => {
                if pace.works_in_place() {
                    pace.held_up();
                }
                let thread = tokio::task::spawn_blocking(move || {
                    let watch = Stopwatch::start();
                    let turn = work.go_on();
                    drop(ticking);
                    (work, turn, watch.elapsed())
                });
                let (back, turn, took) = thread.await.ok()?;
                work = back;
                pace.took(took);
                turn
            }
            turn => {
                pace.took(watch.elapsed());
                turn
            }
        };
        match turn {
            Turn::Done(done) => return Some(done),
            Turn::Panicked => {
                tracing::error!("a WASM invocation panicked");
                return None;
            }
            Turn::Waits | Turn::Yields => woken.wait().await,
        }
    }
}

/// What is left of a guest's work.
struct Work<F> {
    future: Pin<Box<F>>,
    woken: Arc<Woken>,
}

/// How a turn of it ended.
enum Turn<T> {
    Done(T),
    /// It waits for the host.
    Waits,
    /// It gave way at a tick and could go on.
    Yields,
    Panicked,
}

impl<F: Future> Work<F> {
    /// Works until it waits, or until the next tick.
    fn begin(&mut self) -> Turn<F::Output> {
        let waker = Waker::from(self.woken.clone());
        let mut context = Context::from_waker(&waker);
        match AssertUnwindSafe(self.future.as_mut()).catch_unwind().poll_unpin(&mut context) {
            Poll::Ready(Ok(done)) => Turn::Done(done),
            Poll::Ready(Err(_)) => Turn::Panicked,
            Poll::Pending if self.woken.is.swap(false, Ordering::AcqRel) => Turn::Yields,
            Poll::Pending => Turn::Waits,
        }
    }

    /// Works until it waits, however long that takes.
    fn go_on(&mut self) -> Turn<F::Output> {
        loop {
            match self.begin() {
                Turn::Yields => {}
                turn => return turn,
            }
        }
    }
}

/// What a guest's work is woken by, wherever it is.
#[derive(Debug, Default)]
struct Woken {
    is: AtomicBool,
    told: Notify,
}

impl Woken {
    async fn wait(&self) {
        while !self.is.swap(false, Ordering::AcqRel) {
            self.told.notified().await;
        }
    }
}

impl Wake for Woken {
    fn wake(self: Arc<Woken>) {
        self.wake_by_ref();
    }

    fn wake_by_ref(self: &Arc<Woken>) {
        self.is.store(true, Ordering::Release);
        self.told.notify_one();
    }
}
