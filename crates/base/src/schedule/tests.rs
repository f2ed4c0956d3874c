//! The schedule on clocks that are moved by hand. Our design: `docs/decisions/0043-one-schedule.md`.

use super::*;
use std::pin::pin;
use std::sync::atomic::{AtomicUsize, Ordering};

use tokio::sync::Semaphore;

const START: Timestamp = Timestamp::from_secs(1_000);
const SECOND: Duration = Duration::from_secs(1);

/// What does the work, and what a test sees of it.
#[derive(Default)]
struct Owner {
    runs: AtomicUsize,
    running: AtomicUsize,
    most: AtomicUsize,
    /// Runs wait for a permit if there is one.
    gate: Option<Semaphore>,
}

struct World {
    clock: Clock,
    host_clock: Clock,
    tasks: Tasks,
    schedule: Schedule,
    owner: Arc<Owner>,
}

impl World {
    fn new(owner: Owner) -> World {
        let (clock, host_clock, tasks) = (Clock::frozen(START), Clock::frozen(START), Tasks::new());
        let schedule = Schedule::with_host_clock(clock.clone(), host_clock.clone(), tasks.clone());
        World { clock, host_clock, tasks, schedule, owner: Arc::new(owner) }
    }

    fn gated() -> World {
        World::new(Owner { gate: Some(Semaphore::new(0)), ..Owner::default() })
    }

    /// Work that counts its runs, and is due next as this says.
    fn add(&self, first: Next, next: impl Fn(usize) -> Next + Clone + Send + Sync + 'static) -> Entry {
        self.schedule.add("counts", &self.owner, first, move |owner| {
            let next = next.clone();
            async move {
                let run = owner.runs.fetch_add(1, Ordering::SeqCst) + 1;
                let running = owner.running.fetch_add(1, Ordering::SeqCst) + 1;
                owner.most.fetch_max(running, Ordering::SeqCst);
                if let Some(gate) = &owner.gate {
                    gate.acquire().await.unwrap().forget();
                }
                owner.running.fetch_sub(1, Ordering::SeqCst);
                next(run)
            }
        })
    }

    /// How often it ran once nothing moves any more.
    async fn runs(&self) -> usize {
        for _ in 0..1_000 {
            tokio::task::yield_now().await;
        }
        self.owner.runs.load(Ordering::SeqCst)
    }

    fn open(&self, permits: usize) {
        self.owner.gate.as_ref().unwrap().add_permits(permits);
    }
}

fn at(secs: u64) -> Next {
    Next::At(Timestamp::from_secs(secs))
}

#[tokio::test]
async fn work_runs_when_the_clock_shows_its_time() {
    let world = World::new(Owner::default());
    let _work = world.add(at(1_010), |run| at(1_010 + 5 * run as u64));
    assert_eq!(world.runs().await, 0);
    world.host_clock.advance(SECOND * 100);
    world.clock.advance(SECOND * 9);
    assert_eq!(world.runs().await, 0, "it goes by the emulator's clock, and a second is missing");
    world.clock.advance(SECOND);
    assert_eq!(world.runs().await, 1);
    world.clock.advance(SECOND * 5);
    assert_eq!(world.runs().await, 2);
    world.clock.advance(SECOND * 1_000);
    assert_eq!(world.runs().await, 202, "what the clock has passed is made up for as the work says");
}

#[tokio::test]
async fn the_earlier_of_two_is_waited_for() {
    let world = World::new(Owner::default());
    let _later = world.add(at(2_000), |_| Next::WhenWoken);
    assert_eq!(world.runs().await, 0);
    let _earlier = world.add(at(1_001), |_| Next::WhenWoken);
    world.clock.advance(SECOND);
    assert_eq!(world.runs().await, 1);
    world.clock.advance(SECOND * 1_000);
    assert_eq!(world.runs().await, 2);
}

#[tokio::test]
async fn a_clock_that_runs_wakes_too() {
    let world = World::new(Owner::default());
    let _work = world.add(Next::At(START.plus(Duration::from_millis(20))), |_| Next::WhenWoken);
    world.clock.resume();
    while world.runs().await == 0 {}
    world.clock.freeze();
    assert_eq!(world.runs().await, 1);
}

#[tokio::test]
async fn work_may_go_by_the_clock_of_the_host() {
    let world = World::new(Owner::default());
    let _work = world.add(Next::HostAfter(SECOND), |_| Next::HostAfter(SECOND * 2));
    world.clock.advance(SECOND * 100);
    assert_eq!(world.runs().await, 0);
    world.host_clock.advance(SECOND);
    assert_eq!(world.runs().await, 1);
    world.host_clock.advance(SECOND);
    assert_eq!(world.runs().await, 1);
    world.host_clock.advance(SECOND);
    assert_eq!(world.runs().await, 2);
}

#[tokio::test]
async fn who_is_woken_runs_and_not_again_at_the_time_that_it_waited_for() {
    let world = World::new(Owner::default());
    let work = world.add(at(1_010), |_| Next::WhenWoken);
    work.wake();
    assert_eq!(world.runs().await, 1);
    world.clock.advance(SECOND * 100);
    assert_eq!(world.runs().await, 1);
}

#[tokio::test]
async fn who_is_woken_while_it_runs_runs_once_more_and_never_beside_itself() {
    let world = World::gated();
    let work = world.add(at(0), |_| Next::WhenWoken);
    assert_eq!(world.runs().await, 1);
    for _ in 0..3 {
        work.wake();
    }
    assert_eq!(world.runs().await, 1, "it runs already");
    world.open(1);
    assert_eq!(world.runs().await, 2);
    world.open(9);
    assert_eq!(world.runs().await, 2, "three wakes are one run");
    assert_eq!(world.owner.most.load(Ordering::SeqCst), 1);
}

#[tokio::test]
async fn work_goes_with_its_entry_and_with_its_owner() {
    let mut world = World::new(Owner::default());
    let work = world.add(at(1_010), |_| at(0));
    drop(work);
    world.clock.advance(SECOND * 100);
    assert_eq!(world.runs().await, 0);
    let orphan = world.add(at(2_000), |_| at(0));
    let owner = Arc::downgrade(&world.owner);
    world.owner = Arc::default();
    assert!(owner.upgrade().is_none(), "the schedule keeps nobody");
    world.clock.advance(SECOND * 1_000);
    assert_eq!(world.runs().await, 0);
    assert_eq!(world.schedule.0.works.lock().len(), 0, "what has no owner is forgotten");
    drop(orphan);
    assert_eq!(world.runs().await, 0);
    assert!(!world.schedule.0.works.lock().served, "where there is nothing to do there is no task");
    let _again = world.add(at(0), |_| Next::WhenWoken);
    assert_eq!(world.runs().await, 1);
}

#[tokio::test]
async fn what_panics_is_tried_again_ever_later() {
    let world = World::new(Owner::default());
    let work = world.add(at(0), |run| if run < 4 { panic!("on purpose") } else { Next::WhenWoken });
    assert_eq!(world.runs().await, 1);
    for (run, wait) in [(1, 1), (2, 2), (3, 4)] {
        work.wake();
        world.host_clock.advance(SECOND * wait - Duration::from_millis(1));
        assert_eq!(world.runs().await, run, "nothing makes it run before its wait is over");
        world.host_clock.advance(Duration::from_millis(1));
        assert_eq!(world.runs().await, run + 1);
    }
    work.wake();
    assert_eq!(world.runs().await, 5, "it is well again");
}

#[tokio::test]
async fn so_many_run_at_the_same_time_and_no_more() {
    let world = World::gated();
    let works: Vec<Entry> = (0..AT_ONCE + 10).map(|_| world.add(at(0), |_| Next::WhenWoken)).collect();
    assert_eq!(world.runs().await, AT_ONCE);
    world.open(5);
    assert_eq!(world.runs().await, AT_ONCE + 5);
    world.open(1_000);
    assert_eq!(world.runs().await, works.len());
    assert_eq!(world.owner.most.load(Ordering::SeqCst), AT_ONCE);
}

#[tokio::test]
async fn a_stop_begins_nothing_and_waits_for_what_runs() {
    let world = World::gated();
    let running = world.add(at(0), |_| at(0));
    let waiting = world.add(at(1_010), |_| Next::WhenWoken);
    assert_eq!(world.runs().await, 1);
    let mut stopping = pin!(world.tasks.shutdown(SECOND * 10));
    assert!(futures::poll!(stopping.as_mut()).is_pending());
    assert_eq!(world.runs().await, 1);
    assert!(futures::poll!(stopping.as_mut()).is_pending(), "one still runs");
    world.clock.advance(SECOND * 100);
    waiting.wake();
    running.wake();
    world.open(10);
    assert!(stopping.await);
    assert_eq!(world.runs().await, 1);
    assert!(!running.is_served());
}

#[test]
fn a_schedule_outlives_its_runtime() {
    let world = World::gated();
    let runtime = || tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let before = runtime().block_on(async {
        let work = world.add(at(0), |_| Next::WhenWoken);
        assert_eq!(world.runs().await, 1);
        work
    });
    assert!(!before.is_served());
    world.open(10);
    runtime().block_on(async {
        let _work = world.add(at(0), |_| Next::WhenWoken);
        assert_eq!(world.runs().await, 2);
        world.host_clock.advance(SECOND);
        assert_eq!(world.runs().await, 3, "the run that went with its runtime comes again");
    });
}
