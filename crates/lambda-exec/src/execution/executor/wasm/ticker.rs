//! The epoch: what makes compiled code look up every ten milliseconds. Ticks only while something runs, so that an
//! idle emulator sleeps.

use std::sync::Arc;
use std::time::Duration;

use base::task::Tasks;
use parking_lot::Mutex;
use wasmtime::Engine;

/// How often running code looks up: a timeout is late by this much at most, a busy host aside.
const TICK: Duration = Duration::from_millis(10);

/// The ticker of one engine.
#[derive(Clone)]
pub(super) struct Ticker {
    engine: Engine,
    tasks: Tasks,
    state: Arc<Mutex<State>>,
}

#[derive(Debug, Default)]
struct State {
    /// How many guests run.
    running: usize,
    /// Whether there is a task that ticks.
    ticking: bool,
}

/// One guest that runs, until it is dropped.
#[derive(Debug)]
pub(super) struct Running(Arc<Mutex<State>>);

impl Ticker {
    /// A ticker that stands still.
    pub(super) fn new(engine: Engine, tasks: Tasks) -> Ticker {
        Ticker { engine, tasks, state: Arc::default() }
    }

    /// Ticks as long as what this gives is held.
    pub(super) fn run(&self) -> Running {
        let mut state = self.state.lock();
        state.running += 1;
        if !state.ticking {
            state.ticking = true;
            self.tasks.spawn("wasm epoch", self.clone().tick());
        }
        Running(self.state.clone())
    }

    /// Whether it stops ticking before long.
    #[cfg(test)]
    pub(super) async fn stands_still(&self) -> bool {
        let still = async {
            let mut interval = tokio::time::interval(TICK);
            while self.state.lock().ticking {
                interval.tick().await;
            }
        };
        tokio::time::timeout(Duration::from_secs(5), still).await.is_ok()
    }

    /// Ends with the last guest, at shutdown too: guests are stopped then, and need a tick to notice.
    async fn tick(self) {
        let mut interval = tokio::time::interval(TICK);
        interval.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
        interval.tick().await;
        loop {
            interval.tick().await;
            self.engine.increment_epoch();
            let mut state = self.state.lock();
            if state.running == 0 {
                state.ticking = false;
                return;
            }
        }
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        self.0.lock().running -= 1;
    }
}

impl std::fmt::Debug for Ticker {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Ticker").field("state", &self.state).finish_non_exhaustive()
    }
}
