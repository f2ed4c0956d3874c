//! To wait for what others do, without a clock.

use std::cell::Cell;
use std::future::Future;
use std::rc::Rc;
use std::task::{Context, Poll, Waker};
use std::time::Duration;

/// How long anything may take, by the host's clock, before a test fails.
const LIMIT: Duration = Duration::from_secs(10);

/// Runs a future to its end, for tests that are not async.
pub fn block_on<F: Future>(future: F) -> F::Output {
    tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(future)
}

/// Polls a future once: whether it is done, and how. Nothing wakes it later.
pub fn look<F: Future + Unpin + ?Sized>(future: &mut F) -> Poll<F::Output> {
    std::pin::Pin::new(future).poll(&mut Context::from_waker(Waker::noop()))
}

/// Lets other tasks work until something holds that they bring about, or fails.
pub async fn eventually(holds: impl Fn() -> bool) {
    let waiting = async {
        while !holds() {
            tokio::task::yield_now().await;
        }
    };
    let came = tokio::time::timeout(LIMIT, waiting).await;
    assert!(came.is_ok(), "it should have come about");
}

/// How long the one thread of a runtime works at most until another task has its turn, in its own CPU time: a busy machine
/// makes no turn long, and what other threads do is not seen.
#[derive(Clone, Debug, Default)]
pub struct Turns {
    last: Rc<Cell<Duration>>,
    longest: Rc<Cell<Duration>>,
}

impl Turns {
    /// How long a turn may be. The goal, 5 ms, is for a release build; a debug build is many times slower, and has the limit
    /// of `base::watchdog`, which is some milliseconds of a release build.
    pub const LONGEST: Duration = Duration::from_millis(if cfg!(debug_assertions) { 100 } else { 5 });

    /// Runs a future to its end, and holds the longest turn against [`Turns::LONGEST`].
    #[expect(clippy::print_stdout, reason = "the figure is what a run of a release build is for")]
    pub fn check<F: Future>(what: &str, future: impl FnOnce(Turns) -> F) -> F::Output {
        let (done, longest) = Turns::run(future);
        println!("{what}: the longest turn took {longest:?}");
        assert!(longest <= Turns::LONGEST, "{what}: one turn took {longest:?}");
        done
    }

    /// Runs a future to its end, and all that it begins in the background; what it gives, and the longest turn. No poll of
    /// any task was longer.
    pub fn run<F: Future>(future: impl FnOnce(Turns) -> F) -> (F::Output, Duration) {
        let turns = Turns::default();
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        let (own, watched) = (turns.clone(), future(turns.clone()));
        let done = runtime.block_on(async move {
            own.forget();
            let ticks = async {
                loop {
                    own.tick();
                    tokio::task::yield_now().await;
                }
            };
            let done = tokio::select! {
                biased;
                done = watched => done,
                () = ticks => unreachable!("it ticks for ever"),
            };
            own.tick();
            done
        });
        (done, turns.longest.get())
    }

    /// Begins anew: what came before was the test's own preparation.
    pub fn forget(&self) {
        self.last.set(worked());
        self.longest.set(Duration::ZERO);
    }

    fn tick(&self) {
        let now = worked();
        self.longest.set(self.longest.get().max(now.saturating_sub(self.last.replace(now))));
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
    use base::task::Tasks;

    const LONG: Duration = Duration::from_millis(20);

    fn work() {
        let start = worked();
        while worked() < start + LONG {
            std::hint::black_box(0);
        }
    }

    #[test]
    fn the_longest_turn_is_seen_whoever_has_it() {
        let ((), longest) = Turns::run(|_| async { work() });
        assert!(longest >= LONG, "{longest:?}");
        let ((), longest) = Turns::run(|_| async {
            let tasks = Tasks::new();
            tasks.spawn("works", async { work() });
            assert!(tasks.shutdown(LONG * 100).await);
        });
        assert!(longest >= LONG, "{longest:?}");
    }

    #[test]
    fn what_yields_and_what_was_before_are_no_long_turn() {
        let ((), longest) = Turns::run(|turns| async move {
            work();
            tokio::task::yield_now().await;
            turns.forget();
            for _ in 0..100 {
                let start = worked();
                while worked() < start + LONG / 100 {
                    std::hint::black_box(0);
                }
                tokio::task::yield_now().await;
            }
        });
        assert!(longest < LONG, "{longest:?}");
    }
}
