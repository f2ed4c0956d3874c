//! The emulator's clock. Everything that asks for the time or waits for it asks here, so that a test, or a user
//! over HTTP, can stop time, move it, and let it run on.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use parking_lot::Mutex;
use tokio::sync::watch;

/// A moment: milliseconds since 1970-01-01T00:00:00Z.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Timestamp(u64);

impl Timestamp {
    /// 9999-12-31T23:59:59.999Z, the last moment that dates of four digits can say.
    pub const LATEST: Timestamp = Timestamp(253_402_300_799_999);

    /// From milliseconds since the epoch.
    pub const fn from_millis(millis: u64) -> Timestamp {
        Timestamp(millis)
    }

    /// From seconds since the epoch.
    pub const fn from_secs(secs: u64) -> Timestamp {
        Timestamp(secs.saturating_mul(1000))
    }

    /// Milliseconds since the epoch.
    pub const fn millis(self) -> u64 {
        self.0
    }

    /// Whole seconds since the epoch, rounded down.
    pub const fn secs(self) -> u64 {
        self.0 / 1000
    }

    /// Seconds since the epoch with three decimals, as AWS's JSON protocols write times.
    pub fn secs_f64(self) -> f64 {
        // Exact: a double holds every millisecond count below 2^53.
        self.0 as f64 / 1000.0
    }

    /// How long after `earlier` this is; zero if it is before.
    pub fn since(self, earlier: Timestamp) -> Duration {
        Duration::from_millis(self.0.saturating_sub(earlier.0))
    }

    /// This moment and `duration` more, whole milliseconds.
    pub fn plus(self, duration: Duration) -> Timestamp {
        Timestamp(self.0.saturating_add(u64::try_from(duration.as_millis()).unwrap_or(u64::MAX)))
    }
}

/// The clock: a handle, cheap to clone, all clones showing the same time.
#[derive(Clone, Debug)]
pub struct Clock(Arc<Inner>);

/// The mode, so that whoever asks for the time takes no lock: every request does, several times.
#[derive(Debug)]
struct Inner {
    /// Where the time stands, in milliseconds; [`RUNS`] while it runs.
    stands_at_ms: AtomicU64,
    /// How far the time that runs is from the host's. Changed before `stands_at_ms` says that it runs.
    shift_ms: AtomicI64,
    /// Held over a change.
    changing: Mutex<()>,
    /// Counts changes of the mode, for those who wait for a time.
    moved: watch::Sender<u64>,
}

const RUNS: u64 = u64::MAX;

impl Inner {
    fn mode(&self) -> Mode {
        match self.stands_at_ms.load(Ordering::Acquire) {
            RUNS => Mode::Running { shift_ms: self.shift_ms.load(Ordering::Acquire) },
            at => Mode::Frozen { at: Timestamp(at) },
        }
    }

    fn set(&self, mode: Mode) {
        match mode {
            Mode::Running { shift_ms } => {
                self.shift_ms.store(shift_ms, Ordering::Release);
                self.stands_at_ms.store(RUNS, Ordering::Release);
            }
            // The end of time is a millisecond early.
            Mode::Frozen { at } => self.stands_at_ms.store(at.0.min(RUNS - 1), Ordering::Release),
        }
    }
}

#[derive(Clone, Copy, Debug)]
enum Mode {
    /// Runs with the host's clock, shifted by so many milliseconds.
    Running { shift_ms: i64 },
    /// Stands still.
    Frozen { at: Timestamp },
}

impl Mode {
    /// The time that it shows.
    fn now(self) -> Timestamp {
        match self {
            Mode::Running { shift_ms } => Timestamp(host_millis().saturating_add_signed(shift_ms)),
            Mode::Frozen { at } => at,
        }
    }

    /// The same, moved forward.
    fn later(self, by: Duration) -> Mode {
        let by_ms = u64::try_from(by.as_millis()).unwrap_or(u64::MAX);
        match self {
            Mode::Running { shift_ms } => Mode::Running { shift_ms: shift_ms.saturating_add_unsigned(by_ms) },
            Mode::Frozen { at } => Mode::Frozen { at: at.plus(by) },
        }
    }
}

impl Clock {
    /// A clock that shows the host's time.
    pub fn system() -> Clock {
        Clock::with(Mode::Running { shift_ms: 0 })
    }

    /// A clock that stands at `at` until it is moved by hand.
    pub fn frozen(at: Timestamp) -> Clock {
        Clock::with(Mode::Frozen { at })
    }

    fn with(mode: Mode) -> Clock {
        let inner = Inner {
            stands_at_ms: AtomicU64::new(RUNS),
            shift_ms: AtomicI64::new(0),
            changing: Mutex::new(()),
            moved: watch::Sender::new(0),
        };
        inner.set(mode);
        Clock(Arc::new(inner))
    }

    /// The time now.
    pub fn now(&self) -> Timestamp {
        self.0.mode().now()
    }

    /// Whether this clock shows the host's time, never stopped or moved.
    pub fn is_host_time(&self) -> bool {
        matches!(self.0.mode(), Mode::Running { shift_ms: 0 })
    }

    /// Moves the time forward, and wakes all that wait for a moment which is past by then.
    pub fn advance(&self, by: Duration) {
        self.set(|mode| mode.later(by));
    }

    /// The same, unless it would be later than [`Timestamp::LATEST`] then. Whether it was moved.
    pub fn try_advance(&self, by: Duration) -> bool {
        let mut fits = true;
        self.set(|mode| {
            let later = mode.later(by);
            fits = later.now() <= Timestamp::LATEST;
            if fits { later } else { mode }
        });
        fits
    }

    /// Stops the time where it is.
    pub fn freeze(&self) {
        let at = self.now();
        self.set(|_| Mode::Frozen { at });
    }

    /// Lets the time run on from where it stands.
    pub fn resume(&self) {
        let now = self.now().0 as i64;
        self.set(|_| Mode::Running { shift_ms: now.saturating_sub_unsigned(host_millis()) });
    }

    fn set(&self, change: impl FnOnce(Mode) -> Mode) {
        {
            let _alone = self.0.changing.lock();
            self.0.set(change(self.0.mode()));
        }
        self.0.moved.send_modify(|n| *n = n.wrapping_add(1));
    }

    /// Waits until this clock shows `until`, however it gets there.
    pub async fn sleep_until(&self, until: Timestamp) {
        let mut moved = self.0.moved.subscribe();
        loop {
            moved.mark_unchanged();
            let left = until.since(self.now());
            if left.is_zero() {
                return;
            }
            let frozen = matches!(self.0.mode(), Mode::Frozen { .. });
            if frozen {
                // The sender lives as long as this clock, so `changed` only ends by a change.
                let _ = moved.changed().await;
            } else {
                let _ = tokio::time::timeout(left, moved.changed()).await;
            }
        }
    }

    /// Waits for so long by this clock.
    pub async fn sleep(&self, duration: Duration) {
        self.sleep_until(self.now().plus(duration)).await;
    }
}

/// How long real work took: for logs and for the duration a function is billed for. Never for decisions that a
/// test would want to move; those ask [`Clock`].
#[derive(Clone, Copy, Debug)]
pub struct Stopwatch(Instant);

impl Stopwatch {
    /// Starts now.
    #[expect(clippy::disallowed_methods, reason = "this is the seam")]
    pub fn start() -> Stopwatch {
        Stopwatch(Instant::now())
    }

    /// Time since the start.
    pub fn elapsed(&self) -> Duration {
        self.0.elapsed()
    }
}

/// The host's time since the epoch: for the log. Whatever happens in the emulated world asks [`Clock`].
#[expect(clippy::disallowed_methods, reason = "this is the seam")]
pub fn host_time() -> Duration {
    SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default()
}

fn host_millis() -> u64 {
    u64::try_from(host_time().as_millis()).unwrap_or(u64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_sleeper_wakes_when_the_clock_is_moved_past_its_time() {
        let clock = Clock::frozen(Timestamp::from_secs(1_000));
        let sleeper = {
            let clock = clock.clone();
            async move {
                clock.sleep(Duration::from_secs(3_600)).await;
                clock.now()
            }
        };
        let mover = async {
            tokio::task::yield_now().await;
            clock.advance(Duration::from_secs(1_800));
            tokio::task::yield_now().await;
            clock.advance(Duration::from_secs(1_800));
        };
        let (woke_at, ()) = futures::join!(sleeper, mover);
        assert_eq!(woke_at, Timestamp::from_secs(4_600));
    }

    #[test]
    fn a_clock_is_not_moved_beyond_the_year_9999() {
        let last = Clock::frozen(Timestamp::from_millis(Timestamp::LATEST.millis() - 1));
        assert!(last.try_advance(Duration::from_millis(1)));
        assert!(!last.try_advance(Duration::from_millis(1)));
        assert_eq!(last.now(), Timestamp::LATEST);
        let running = Clock::system();
        assert!(!running.try_advance(Duration::from_millis(Timestamp::LATEST.millis())));
        assert!(running.is_host_time() && running.try_advance(Duration::from_secs(1)));
        assert!(!Clock::system().try_advance(Duration::MAX));
    }

    #[test]
    fn time_runs_on_from_where_it_was_stopped() {
        let clock = Clock::frozen(Timestamp::from_secs(1_000));
        clock.resume();
        let now = clock.now();
        assert!((Timestamp::from_secs(1_000)..Timestamp::from_secs(1_060)).contains(&now), "{now:?}");
    }
}
