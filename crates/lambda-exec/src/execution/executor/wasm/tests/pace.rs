//! On which thread guests run. What is promised: whoever is short runs where it is waited for, and nobody keeps that place.

use super::super::pace::{Pace, run};
use super::*;

/// The name of the thread that a guest's work runs on.
async fn thread_of(
    ticker: &Ticker,
    pace: &Pace,
    work: impl FnOnce() + Send + 'static,
) -> std::thread::ThreadId {
    let ran = run(ticker, pace, |_| async move {
        work();
        std::thread::current().id()
    });
    ran.await.unwrap()
}

#[tokio::test]
async fn short_programs_run_in_place_until_they_are_not_short() {
    let (ticker, pace) = (Ticker::new(Vec::new()), Pace::new());
    let here = std::thread::current().id();
    assert_ne!(thread_of(&ticker, &pace, || ()).await, here);
    let mut in_place = false;
    // A busy host makes a short turn long now and then.
    for _ in 0..1_000 {
        in_place |= thread_of(&ticker, &pace, || ()).await == here;
    }
    assert!(in_place);
    thread_of(&ticker, &pace, || std::thread::sleep(Duration::from_millis(1))).await;
    assert_ne!(thread_of(&ticker, &pace, || ()).await, here);
}

/// Waits take no thread: there are more guests than threads.
#[test]
fn guests_that_wait_take_no_threads() {
    let runtime =
        tokio::runtime::Builder::new_current_thread().max_blocking_threads(2).enable_all().build().unwrap();
    runtime.block_on(async {
        let (ticker, pace) = (Ticker::new(Vec::new()), Pace::new());
        let (watch, wait) = (Stopwatch::start(), Duration::from_millis(200));
        let guest = |_| {
            run(&ticker, &pace, move |_| async move {
                let mut interval = tokio::time::interval(wait);
                interval.tick().await;
                interval.tick().await;
            })
        };
        let done = futures::future::join_all((0..50).map(guest)).await;
        assert!(done.iter().all(Option::is_some));
        assert!(watch.elapsed() < wait * 10, "{:?}", watch.elapsed());
    });
}

#[tokio::test]
async fn a_panic_is_no_result_on_a_thread_and_in_place() {
    let (ticker, pace) = (Ticker::new(Vec::new()), Pace::new());
    for _ in 0..20 {
        assert_eq!(run(&ticker, &pace, |_| async { 1 }).await, Some(1));
        assert_eq!(run(&ticker, &pace, |_| async { assert_eq!(1, 2) }).await, None);
    }
}
