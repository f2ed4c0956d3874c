//! To wait for what others do, without a clock.

use std::future::Future;
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
