//! An engine alone in memory, and what waits for nothing.

use std::pin::pin;
use std::sync::Arc;
use std::task::{Context, Poll, Waker};

use base::clock::{Clock, Timestamp};
use base::entropy::Entropy;
use base::schedule::Schedule;
use base::task::Tasks;
use store::Store;

use super::client::Client;
use super::naive::START_MS;
use super::others::{NoFunctions, PlainKeys};
use crate::engine::{Engine, Settings};

/// How often a future is asked until it is one that waits.
const AT_ONCE: usize = 10_000;

/// A client of an engine with nothing in it. Its clock stands still until moved, its chance repeats.
pub(super) fn client() -> Client {
    let clock = Clock::frozen(Timestamp::from_millis(START_MS));
    let schedule = Schedule::with_host_clock(clock.clone(), Clock::frozen(clock.now()), Tasks::new());
    let engine = Engine::new(Store::in_memory(Entropy::seeded(1)), schedule, Settings::default());
    engine.meet(Arc::new(PlainKeys), Arc::new(NoFunctions));
    Client::new(engine, clock)
}

/// The result of a future that waits for nothing, as is all that happens in memory.
pub(super) fn at_once<T>(future: impl Future<Output = T>) -> T {
    let mut future = pin!(future);
    let mut context = Context::from_waker(Waker::noop());
    // Who gives way to others goes on at once, so a wait is what does not end.
    for _ in 0..AT_ONCE {
        if let Poll::Ready(result) = future.as_mut().poll(&mut context) {
            return result;
        }
    }
    panic!("a request waits, in memory, for nothing")
}
