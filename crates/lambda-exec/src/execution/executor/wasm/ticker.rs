//! The epoch: what makes compiled code look up every ten milliseconds. Ticks only while something runs, so that an
//! idle emulator sleeps. It has a thread of its own: guests that begin on the threads of the runtime could keep a task from
//! its turn, and with it the tick that ends them.

use std::io;
use std::sync::Arc;
use std::time::Duration;

use parking_lot::Mutex;
use wasmtime::Engine;

/// How often running code looks up: a timeout is late by this much at most, a busy host aside.
const TICK: Duration = Duration::from_millis(10);

/// How many ticks without a guest end the thread.
const IDLE_TICKS: u32 = 50;

/// The ticker of these engines.
#[derive(Clone)]
pub(super) struct Ticker {
    engines: Arc<[Engine]>,
    state: Arc<Mutex<State>>,
}

#[derive(Debug, Default)]
struct State {
    /// How many guests run.
    running: usize,
    /// Whether there is a thread that ticks.
    ticking: bool,
}

/// One guest that runs, until it is dropped.
#[derive(Debug)]
pub(super) struct Running(Arc<Mutex<State>>);

impl Ticker {
    /// A ticker that stands still.
    pub(super) fn new(engines: Vec<Engine>) -> Ticker {
        Ticker { engines: engines.into(), state: Arc::default() }
    }

    /// Ticks as long as what this gives is held.
    ///
    /// # Errors
    /// The host gives no thread for it, so nothing may run.
    pub(super) fn run(&self) -> io::Result<Running> {
        let mut state = self.state.lock();
        if !state.ticking {
            let ticker = self.clone();
            std::thread::Builder::new().name("wasm epoch".to_owned()).spawn(move || ticker.tick())?;
            state.ticking = true;
        }
        state.running += 1;
        Ok(Running(self.state.clone()))
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

    /// Ends some time after the last guest, at shutdown too: guests are stopped then, and need a tick to notice.
    fn tick(self) {
        let mut idle = 0;
        loop {
            std::thread::sleep(TICK);
            self.engines.iter().for_each(Engine::increment_epoch);
            let mut state = self.state.lock();
            idle = if state.running == 0 { idle + 1 } else { 0 };
            if idle >= IDLE_TICKS {
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
