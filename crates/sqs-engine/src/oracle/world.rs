//! An engine alone in memory, and what waits for nothing.

use std::pin::pin;
use std::sync::Arc;
use std::task::{Context, Poll, Waker};

use base::clock::{Clock, Timestamp};
use base::entropy::Entropy;
use base::schedule::Schedule;
use base::task::Tasks;
use http::header::HeaderName;
use store::Store;

use super::client::Client;
use super::naive::START_MS;
use crate::engine::{Engine, Settings};

/// The header that names an operation.
pub(super) const TARGET: HeaderName = HeaderName::from_static("x-amz-target");

/// How often a future is asked until it is one that waits.
const AT_ONCE: usize = 200;

/// A client of an engine with nothing in it. Its clock stands still until moved, its chance repeats.
pub(super) fn client() -> Client {
    let clock = Clock::frozen(Timestamp::from_millis(START_MS));
    let schedule = Schedule::with_host_clock(clock.clone(), Clock::frozen(clock.now()), Tasks::new());
    let engine = Engine::new(Store::in_memory(Entropy::seeded(1)), schedule, Settings::default());
    Client::new(engine, clock, Arc::default())
}

/// The result of a future that may wait, as long polls do. Where it does, `give_up` is asked once whether it stays.
pub(super) fn waits_or<T>(future: impl Future<Output = T>, give_up: impl FnOnce() -> bool) -> Option<T> {
    let mut future = pin!(future);
    let mut context = Context::from_waker(Waker::noop());
    let mut give_up = Some(give_up);
    // Who gives way to others goes on at once, so a wait is what does not end.
    loop {
        for _ in 0..AT_ONCE {
            if let Poll::Ready(result) = future.as_mut().poll(&mut context) {
                return Some(result);
            }
        }
        match give_up.take() {
            Some(give_up) => {
                if !give_up() {
                    return None;
                }
            }
            None => panic!("a request waits for longer than it may"),
        }
    }
}

/// The result of a future that waits for nothing, as is all that happens in memory.
pub(super) fn at_once<T>(future: impl Future<Output = T>) -> T {
    let waits = || panic!("a request waits, in memory, for nothing");
    waits_or(future, waits).unwrap_or_else(|| unreachable!("who does not give up has a result"))
}
