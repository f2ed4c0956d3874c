//! The outbox: who delivers what, how much of it at a time, and what goes. Our promise, throughout: `store/src/outbox.rs`.
//!
//! `model` random sequences against a model that knows what each receiver must get, and in which order

mod model;

use std::collections::{BTreeMap, BTreeSet};
use std::ops::ControlFlow;
use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use base::clock::{Clock, Timestamp};
use base::entropy::Entropy;
use base::schedule::Schedule;
use base::task::Tasks;
use bytes::Bytes;
use parking_lot::Mutex;
use store::{Batch, Carried, Channel, Commit, Courier, Key, Message, News, Outbox, Space, Store};

use crate::tools::runtime;

const LANES: [&str; 3] = ["a", "b", "a\0b"];
const NO_LIMIT: u64 = 1 << 40;

/// Keeps what it gets.
#[derive(Clone, Debug, Default)]
struct Inbox(Arc<Mutex<Vec<Message>>>);

#[async_trait]
impl Courier for Inbox {
    async fn carry(&self, message: &Message) -> Carried {
        self.0.lock().push(message.clone());
        Carried::Done
    }

    fn tell(&self, _: News<'_>) {}
}

/// Many writers at once: the numbers follow the order of the commits, none comes twice, and no commit fails because of another.
#[test]
fn numbers_follow_the_order_of_the_commits() {
    const WRITERS: u64 = 4;
    const EACH: u64 = 500;
    let store = Store::without_admission(Entropy::seeded(1));
    let inbox = Inbox::default();
    let runtime = runtime();
    let tasks = {
        let _inside = runtime.enter();
        start(&store, &Clock::system(), NO_LIMIT, inbox.clone())
    };
    let mut commits = BTreeMap::new();
    std::thread::scope(|scope| {
        let write = |writer: u64| {
            let store = &store;
            move || {
                let post = |n: u64| {
                    let mut batch = Batch::new();
                    batch.post(Channel::Test, LANES[n as usize % 2], content(writer * EACH + n));
                    let Commit::Done(seq) = store.try_commit(batch).unwrap() else { panic!("a conflict") };
                    (seq, writer * EACH + n)
                };
                (0..EACH).map(post).collect::<Vec<_>>()
            }
        };
        let writers: Vec<_> = (0..WRITERS).map(|writer| scope.spawn(write(writer))).collect();
        let all = (WRITERS * EACH) as usize;
        // Delivered while they write.
        runtime.block_on(testkit::eventually(|| inbox.0.lock().len() == all));
        writers.into_iter().for_each(|writer| commits.extend(writer.join().unwrap()));
    });
    let arrived = inbox.0.lock().clone();
    let numbers: BTreeMap<u64, u64> =
        arrived.iter().map(|message| (id(&message.bytes), message.number)).collect();
    let by_commit: Vec<u64> = commits.values().map(|id| numbers[id]).collect();
    assert!(by_commit.is_sorted_by(|a, b| a < b), "each greater than the one before");
    for name in &LANES[..2] {
        let lane: Vec<u64> =
            arrived.iter().filter(|message| message.lane == *name).map(|message| message.number).collect();
        assert!(lane.is_sorted_by(|a, b| a < b));
    }
    assert!(runtime.block_on(tasks.shutdown(Duration::from_secs(10))));
}

/// Takes nothing, counts who asks at a time, and keeps what it is told.
#[derive(Clone, Debug, Default)]
struct Deaf {
    asked: Arc<Mutex<BTreeSet<String>>>,
    now: Arc<Mutex<(usize, usize)>>,
    dropped: Arc<Mutex<BTreeMap<String, u64>>>,
}

#[async_trait]
impl Courier for Deaf {
    async fn carry(&self, message: &Message) -> Carried {
        self.asked.lock().insert(message.lane.clone());
        {
            let mut now = self.now.lock();
            now.0 += 1;
            now.1 = now.1.max(now.0);
        }
        let _asking = Asking(&self.now);
        std::future::pending().await
    }

    fn tell(&self, news: News<'_>) {
        if let News::Dropped { lane, dropped, .. } = news {
            *self.dropped.lock().entry(lane.to_owned()).or_default() += dropped;
        }
    }
}

struct Asking<'a>(&'a Mutex<(usize, usize)>);

impl Drop for Asking<'_> {
    fn drop(&mut self) {
        self.0.lock().0 -= 1;
    }
}

/// Receivers that never answer keep a bounded number of places, each for a minute; then others have them.
#[tokio::test]
async fn so_many_lanes_send_at_a_time_and_the_others_have_their_turn() {
    let (store, deaf) = (Store::in_memory(Entropy::seeded(1)), Deaf::default());
    let clock = Clock::frozen(Timestamp::from_secs(1_000));
    let mut batch = Batch::new();
    (0..150).for_each(|n| batch.post(Channel::Test, &n.to_string(), "x"));
    store.commit(batch).unwrap();
    start(&store, &clock, NO_LIMIT, deaf.clone());
    for minutes in [64, 128, 150] {
        turn(20).await;
        assert_eq!(deaf.asked.lock().len(), minutes);
        clock.advance(Duration::from_secs(60));
    }
    assert_eq!(deaf.now.lock().1, 64);
}

/// Beyond the bound the oldest of the fullest lane go, and no others, and they are counted; what is being sent stays.
#[tokio::test]
async fn the_oldest_of_the_fullest_lane_go() {
    const BOUND: u64 = 100_000;
    let (store, deaf, tasks) = (Store::in_memory(Entropy::seeded(1)), Deaf::default(), Tasks::new());
    let clock = Clock::frozen(Timestamp::from_secs(1_000));
    let outbox = Arc::new(Outbox::new(&store, Channel::Test, BOUND));
    run(outbox.clone(), &clock, &tasks, deaf.clone());
    let mut posted = 0;
    for n in 0..1_000_u64 {
        let mut batch = Batch::new();
        // The one gets fifty times what the other gets.
        let lanes = if n % 50 == 0 { &LANES[..2] } else { &LANES[..1] };
        for lane in lanes {
            posted += 1;
            batch.post(Channel::Test, lane, format!("{n:0500}"));
        }
        store.commit(batch).unwrap();
        turn(5).await;
        let waiting: u64 =
            messages(&store).iter().map(|(key, message)| (key.len() + message.len()) as u64).sum();
        assert!(waiting <= BOUND, "{waiting}");
    }
    let mut left = [Vec::new(), Vec::new()];
    for (key, message) in messages(&store) {
        left[lane(&store::space::Fields::of(&key[1..]).text().unwrap())].push(id(&message));
    }
    let [fullest, other] = left;
    // The first is being sent.
    assert_eq!((fullest[0], other[0]), (0, 0));
    assert!(fullest[1..].is_sorted() && fullest.last() == Some(&999));
    assert_eq!(fullest[1..].len() as u64, 999 - fullest[1] + 1, "the oldest went, and none between");
    assert_eq!(other, (0..20).map(|n| n * 50).collect::<Vec<_>>(), "the other lost nothing");
    assert_eq!(outbox.dropped(), posted - (fullest.len() + other.len()) as u64);
    assert_eq!(*deaf.dropped.lock(), BTreeMap::from([(LANES[0].to_owned(), outbox.dropped())]));
}

/// To make an outbox looks at nothing, and neither does a post that nobody delivers: what waits stays until somebody does.
#[tokio::test]
async fn nothing_is_sent_where_nobody_delivers() {
    let (store, inbox) = (Store::in_memory(Entropy::seeded(1)), Inbox::default());
    let _nobody = Outbox::new(&store, Channel::Test, 1);
    for n in 0..10 {
        let mut batch = Batch::new();
        batch.post(Channel::Test, "lane", content(n));
        store.commit(batch).unwrap();
        turn(5).await;
    }
    assert_eq!(messages(&store).len(), 10);
    let tasks = start(&store, &Clock::system(), NO_LIMIT, inbox.clone());
    testkit::eventually(|| messages(&store).is_empty()).await;
    assert_eq!(inbox.0.lock().len(), 10);
    // What stops and begins again goes on with what came meanwhile.
    assert!(tasks.shutdown(Duration::from_secs(10)).await);
    let mut batch = Batch::new();
    batch.post(Channel::Test, "lane", content(10));
    store.commit(batch).unwrap();
    turn(20).await;
    assert_eq!(inbox.0.lock().len(), 10);
    start(&store, &Clock::system(), NO_LIMIT, inbox.clone());
    testkit::eventually(|| inbox.0.lock().len() == 11).await;
}

/// With an outbox its deliveries go: what is being sent is broken off, nothing is sent any more, and nobody keeps what it had.
/// The next outbox of the store sends it.
#[tokio::test]
async fn an_outbox_that_is_dropped_leaves_nothing_behind() {
    let (store, deaf, clock) = (Store::in_memory(Entropy::seeded(1)), Deaf::default(), Clock::system());
    let post = |lane: &str| {
        let mut batch = Batch::new();
        batch.post(Channel::Test, lane, content(1));
        store.commit(batch).unwrap();
    };
    let schedule = Schedule::with_host_clock(clock.clone(), clock, Tasks::new());
    let (outbox, courier) = (Outbox::new(&store, Channel::Test, NO_LIMIT), Arc::new(deaf.clone()));
    outbox.deliver(&schedule, "outbox", courier.clone());
    post("a");
    testkit::eventually(|| deaf.now.lock().0 == 1).await;
    drop(outbox);
    testkit::eventually(|| Arc::strong_count(&courier) == 1).await;
    assert_eq!(deaf.now.lock().0, 0, "it was broken off");
    post("b");
    turn(20).await;
    assert_eq!((deaf.asked.lock().len(), messages(&store).len()), (1, 2));
    let (outbox, inbox) = (Outbox::new(&store, Channel::Test, NO_LIMIT), Inbox::default());
    outbox.deliver(&schedule, "outbox", Arc::new(inbox.clone()));
    testkit::eventually(|| messages(&store).is_empty()).await;
    assert_eq!(inbox.0.lock().len(), 2);
}

/// Panics the first time, and then keeps what it gets.
#[derive(Clone, Debug, Default)]
struct Clumsy(Inbox, Arc<Mutex<bool>>);

#[async_trait]
impl Courier for Clumsy {
    async fn carry(&self, message: &Message) -> Carried {
        let has_panicked = std::mem::replace(&mut *self.1.lock(), true);
        assert!(has_panicked, "on purpose");
        self.0.carry(message).await
    }

    fn tell(&self, _: News<'_>) {}
}

#[tokio::test]
async fn a_message_whose_courier_panics_is_sent_again_in_its_turn() {
    let (store, clumsy) = (Store::in_memory(Entropy::seeded(1)), Clumsy::default());
    let clock = Clock::frozen(Timestamp::from_secs(1_000));
    let mut batch = Batch::new();
    (0..3).for_each(|n| batch.post(Channel::Test, "lane", content(n)));
    store.commit(batch).unwrap();
    start(&store, &clock, NO_LIMIT, clumsy.clone());
    testkit::eventually(|| *clumsy.1.lock()).await;
    turn(20).await;
    assert_eq!(messages(&store).len(), 3);
    clock.advance(Duration::from_secs(1));
    testkit::eventually(|| messages(&store).is_empty()).await;
    let arrived: Vec<u64> = clumsy.0.0.lock().iter().map(|message| id(&message.bytes)).collect();
    assert_eq!(arrived, [0, 1, 2]);
}

/// So many lanes get messages that all are counted again, in one state and while messages of them are removed: each arrives
/// once, and what waits is known afterwards.
#[test]
fn what_arrives_while_all_is_counted_again_counts_once() {
    const LANES: u64 = 1_500;
    let store = Store::in_memory(Entropy::seeded(1));
    let inbox = Inbox::default();
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    let _inside = runtime.enter();
    let tasks = start(&store, &Clock::system(), NO_LIMIT, inbox.clone());
    for round in 0..6 {
        for lane in 0..LANES {
            let mut batch = Batch::new();
            batch.post(Channel::Test, &lane.to_string(), content(round));
            store.commit(batch).unwrap();
        }
    }
    runtime.block_on(testkit::eventually(|| is_empty(&store)));
    let mut by_lane: BTreeMap<String, Vec<u64>> = BTreeMap::new();
    for message in inbox.0.lock().iter() {
        by_lane.entry(message.lane.clone()).or_default().push(id(&message.bytes));
    }
    assert_eq!(by_lane.len() as u64, LANES);
    assert!(by_lane.values().all(|rounds| *rounds == [0, 1, 2, 3, 4, 5]));
    assert!(runtime.block_on(tasks.shutdown(Duration::from_secs(10))));
}

/// Much that waits is counted, sent and dropped in short turns.
#[test]
fn many_messages_are_dealt_with_in_short_turns() {
    const MANY: u64 = 20_000;
    let limit = Duration::from_millis(if cfg!(debug_assertions) { 100 } else { 5 });
    for most_bytes in [NO_LIMIT, 100_000] {
        let ((), longest) = testkit::Turns::run(|turns| async move {
            let (store, inbox) = (Store::in_memory(Entropy::seeded(1)), Inbox::default());
            for at in (0..MANY).step_by(1000) {
                let mut batch = Batch::new();
                (at..at + 1000).for_each(|n| batch.post(Channel::Test, &(n % 3).to_string(), content(n)));
                store.commit(batch).unwrap();
            }
            turns.forget();
            start(&store, &Clock::system(), most_bytes, inbox.clone());
            testkit::eventually(|| is_empty(&store)).await;
        });
        println!("longest turn: {longest:?}");
        assert!(longest < limit, "{longest:?}");
    }
}

/// Delivers until the tasks are shut down.
fn start(store: &Store, clock: &Clock, most_bytes: u64, courier: impl Courier + 'static) -> Tasks {
    let (outbox, tasks) = (Outbox::new(store, Channel::Test, most_bytes), Tasks::new());
    run(Arc::new(outbox), clock, &tasks, courier);
    tasks
}

fn run(outbox: Arc<Outbox>, clock: &Clock, tasks: &Tasks, courier: impl Courier + 'static) {
    let schedule = Schedule::with_host_clock(clock.clone(), clock.clone(), tasks.clone());
    outbox.deliver(&schedule, "outbox", Arc::new(courier));
    let stop = tasks.stop_token();
    tasks.spawn("keeps the outbox", async move {
        stop.cancelled().await;
        drop(outbox);
    });
}

async fn turn(times: usize) {
    for _ in 0..times {
        tokio::task::yield_now().await;
    }
}

fn content(id: u64) -> Bytes {
    id.to_string().into()
}

fn id(bytes: &[u8]) -> u64 {
    std::str::from_utf8(bytes).unwrap().parse().unwrap()
}

fn lane(name: &str) -> usize {
    LANES.iter().position(|lane| *lane == name).unwrap()
}

/// All messages of the channel of tests, in their order.
fn messages(store: &Store) -> Vec<(Vec<u8>, Bytes)> {
    let mut found = Vec::new();
    store
        .scan_prefix(&Key::of(Space::Outbox).u8(0xfe), &mut |key, message| {
            found.push((key.to_vec(), message.clone()));
            ControlFlow::Continue(())
        })
        .unwrap();
    found
}

/// Whether nothing waits.
fn is_empty(store: &Store) -> bool {
    let mut none = true;
    let stop: &mut store::Visit<'_> = &mut |_, _| {
        none = false;
        ControlFlow::Break(())
    };
    store.scan_prefix(&Key::of(Space::Outbox).u8(0xfe), stop).unwrap();
    none
}
