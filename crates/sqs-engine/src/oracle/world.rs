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

/// A client of an engine with nothing in it. Its clock stands still until moved, its chance repeats.
pub(super) fn client() -> Client {
    let clock = Clock::frozen(Timestamp::from_millis(START_MS));
    let schedule = Schedule::new(clock.clone(), Tasks::new());
    let engine = Engine::new(Store::in_memory(Entropy::seeded(1)), schedule, Settings::default());
    Client::new(engine, clock, Arc::default())
}

/// The result of a future that waits for nothing, as is all that happens in memory.
pub(super) fn at_once<T>(future: impl Future<Output = T>) -> T {
    let mut future = pin!(future);
    // Who gives way to others goes on at once.
    for _ in 0..10_000 {
        if let Poll::Ready(result) = future.as_mut().poll(&mut Context::from_waker(Waker::noop())) {
            return result;
        }
    }
    panic!("a request waits, in memory, for nothing")
}
