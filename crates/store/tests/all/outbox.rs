//! The outbox: random sequences of posts, deliveries, restores, forks and crashes against a model that knows what each
//! receiver must get, and in which order; then what only one test needs.
//!
//! Our promise, throughout: `store/src/outbox.rs`.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::ControlFlow;
use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use base::clock::{Clock, Timestamp};
use base::entropy::Entropy;
use base::task::Tasks;
use bytes::Bytes;
use parking_lot::Mutex;
use proptest::prelude::*;
use store::{Batch, Carried, Channel, Commit, Courier, Key, Message, News, Outbox, Space, Store};
use testkit::Faults;
use tokio::sync::Notify;

use crate::tools::runtime;

const LANES: [&str; 3] = ["a", "b", "a\0b"];
const NO_LIMIT: u64 = 1 << 40;

/// How a receiver answers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Mood {
    #[default]
    Takes,
    IsAway,
    /// Does not answer before it has another mood.
    Hangs,
}

#[derive(Clone, Debug)]
enum Step {
    /// A commit that posts messages; one that relied on something that is not so fails.
    Post {
        lanes: Vec<usize>,
        fails: bool,
    },
    Mood(usize, Mood),
    /// Tasks have some turns.
    Turns(u8),
    /// The host's clock runs for a minute.
    Minute,
    Hold,
    HoldAfter(usize),
    LetGo,
    FullDisk,
    Crash,
    Checkpoint,
    Restore,
    Clear,
    Fork,
}

fn step() -> impl Strategy<Value = Step> {
    let lane = || 0..LANES.len();
    let moods = &[Mood::Takes, Mood::IsAway, Mood::Hangs][..];
    prop_oneof![
        12 => (prop::collection::vec(lane(), 1..4), prop::bool::weighted(0.15))
            .prop_map(|(lanes, fails)| Step::Post { lanes, fails }),
        4 => (lane(), prop::sample::select(moods)).prop_map(|(lane, mood)| Step::Mood(lane, mood)),
        8 => (0..20_u8).prop_map(Step::Turns),
        2 => Just(Step::Minute),
        1 => Just(Step::Hold),
        1 => (1..6_usize).prop_map(Step::HoldAfter),
        1 => Just(Step::LetGo),
        1 => Just(Step::FullDisk),
        1 => Just(Step::Crash),
        2 => Just(Step::Checkpoint),
        2 => Just(Step::Restore),
        1 => Just(Step::Clear),
        1 => Just(Step::Fork),
    ]
}

/// Messages by lane, in the order of their commits.
type Waiting = [Vec<u64>; LANES.len()];

/// What the receivers have got, and must get. It begins anew with each state that another one is exchanged for.
#[derive(Debug, Default)]
struct Model {
    /// Counts processes and states.
    state: u64,
    process: u64,
    /// All that the state had when it came, and that was committed since.
    expected: Waiting,
    /// How many of these are done with.
    done: [usize; LANES.len()],
    moods: [Mood; LANES.len()],
    /// Messages that a crash would take back.
    undurable: BTreeSet<u64>,
    /// Nothing can be removed any more.
    has_failed: bool,
    /// The number of each message, once it is known.
    numbers: BTreeMap<u64, u64>,
}

impl Model {
    fn begin(&mut self, waiting: Waiting) {
        self.state += 1;
        (self.expected, self.done) = (waiting, Default::default());
        self.undurable.clear();
        self.numbers.clear();
    }

    fn left(&self) -> Waiting {
        let left = |lane: usize| self.expected[lane][self.done[lane]..].to_vec();
        std::array::from_fn(left)
    }
}

/// The receivers of one process.
#[derive(Clone, Debug)]
struct Receivers {
    model: Arc<Mutex<Model>>,
    changed: Arc<Notify>,
    process: u64,
}

#[async_trait]
impl Courier for Receivers {
    async fn carry(&self, message: &Message) -> Carried {
        let (lane, id) = (lane(&message.lane), id(&message.bytes));
        let state = {
            let mut model = self.model.lock();
            if model.process == self.process {
                let next = model.expected[lane].get(model.done[lane]);
                assert_eq!(Some(&id), next, "each in its turn, and nothing that failed");
                assert!(!model.undurable.contains(&id), "a crash may take {id} back");
                let number = *model.numbers.entry(id).or_insert(message.number);
                assert_eq!(number, message.number, "the same whenever it is sent");
            }
            model.state
        };
        loop {
            let changed = self.changed.notified();
            {
                let mut model = self.model.lock();
                match model.moods[lane] {
                    // The process is dead.
                    _ if model.process != self.process => {}
                    Mood::Takes => {
                        // What was sent of another state counts for nothing in this one.
                        let counts = model.state == state && !model.has_failed;
                        model.done[lane] += usize::from(counts);
                        return Carried::Done;
                    }
                    Mood::IsAway => return Carried::Later("away".to_owned()),
                    Mood::Hangs => {}
                }
            }
            changed.await;
        }
    }

    fn tell(&self, _: News<'_>) {}
}

/// One process, or one after another.
struct World {
    store: Store,
    /// Of the first process.
    faults: Option<Faults>,
    clock: Clock,
    receivers: Receivers,
    kept: Option<Waiting>,
    posted: u64,
    has_failed: bool,
    /// Flushes will be held after some writes: who holds them now would only move that.
    will_hold: bool,
}

impl World {
    fn new() -> World {
        let (store, faults) = Faults::store(Entropy::seeded(1));
        let receivers = Receivers { model: Arc::default(), changed: Arc::default(), process: 0 };
        let clock = Clock::frozen(Timestamp::from_secs(1_000));
        let world = World {
            store,
            faults: Some(faults),
            clock,
            receivers,
            kept: None,
            posted: 0,
            has_failed: false,
            will_hold: false,
        };
        world.start();
        world
    }

    fn start(&self) {
        start(&self.store, &self.clock, NO_LIMIT, self.receivers.clone());
    }

    fn is_holding(&self) -> bool {
        self.faults.as_ref().is_some_and(Faults::is_holding)
    }

    async fn take(&mut self, step: Step) {
        let model = Arc::clone(&self.receivers.model);
        match step {
            Step::Post { lanes, fails } => self.post(&lanes, fails),
            Step::Mood(lane, mood) => {
                model.lock().moods[lane] = mood;
                self.receivers.changed.notify_waiters();
            }
            Step::Turns(turns) => turn(turns.into()).await,
            Step::Minute => self.clock.advance(Duration::from_secs(61)),
            Step::Hold | Step::HoldAfter(_) if self.will_hold || self.is_holding() => {}
            Step::Hold => self.faults.iter().for_each(Faults::hold),
            Step::HoldAfter(writes) => {
                self.faults.iter().for_each(|faults| faults.hold_after(writes));
                self.will_hold = true;
            }
            Step::LetGo => {
                self.faults.iter().for_each(Faults::let_go);
                model.lock().undurable.clear();
            }
            Step::FullDisk => {
                if let Some(faults) = &self.faults {
                    faults.fail();
                    (self.has_failed, model.lock().has_failed) = (true, true);
                }
            }
            Step::Crash => self.crash(),
            Step::Checkpoint if !self.has_failed => {
                self.store.checkpoint("kept").unwrap();
                self.kept = Some(model.lock().left());
            }
            Step::Restore if !self.has_failed => {
                if let Some(kept) = &self.kept {
                    self.store.restore("kept").unwrap();
                    model.lock().begin(kept.clone());
                }
            }
            Step::Clear if !self.has_failed => {
                self.store.clear().unwrap();
                model.lock().begin(Waiting::default());
            }
            Step::Fork => self.fork().await,
            Step::Checkpoint | Step::Restore | Step::Clear => {}
        }
        assert_eq!(
            in_store(&self.store),
            self.receivers.model.lock().left(),
            "what is done with is removed, and no more"
        );
    }

    fn post(&mut self, lanes: &[usize], fails: bool) {
        let mut batch = Batch::new();
        let mut ids = Vec::new();
        for lane in lanes {
            self.posted += 1;
            ids.push((*lane, self.posted));
            batch.post(Channel::Test, LANES[*lane], content(self.posted));
        }
        if fails {
            batch.relies_on(Key::of(Space::Test).into_bytes(), Some(Bytes::new()));
        }
        match self.store.try_commit(batch) {
            Ok(Commit::Done(_)) => assert!(!fails && !self.has_failed),
            Ok(Commit::Conflict(_)) => return assert!(fails),
            Err(_) => return assert!(self.has_failed),
        }
        let mut model = self.receivers.model.lock();
        for (lane, id) in ids {
            model.expected[lane].push(id);
            if self.is_holding() {
                model.undurable.insert(id);
            }
        }
    }

    /// What is durable is all that the next process finds.
    fn crash(&mut self) {
        let Some(faults) = self.faults.take() else { return };
        let (was_held, store) = (faults.is_holding(), faults.crash());
        let found = in_store(&store);
        {
            let mut model = self.receivers.model.lock();
            for (lane, found) in found.iter().enumerate() {
                let mut durable = model.expected[lane].clone();
                durable.retain(|id| !model.undurable.contains(id));
                assert!(durable.ends_with(found), "{found:?} of {durable:?}");
                let removed = durable.len() - found.len();
                // A removal that was not durable sends it once more.
                assert!(removed == model.done[lane] || (was_held && removed < model.done[lane]));
            }
            (model.process, model.has_failed) = (model.process + 1, false);
            model.begin(found);
        }
        self.receivers.process += 1;
        (self.store, self.kept, self.has_failed) = (store, None, false);
        self.start();
    }

    /// A fork delivers a copy of what waits here, and takes nothing from here.
    async fn fork(&self) {
        let fork = self.store.fork(Entropy::seeded(9)).unwrap();
        let left = self.receivers.model.lock().left();
        let own = Receivers { model: Arc::default(), changed: Arc::default(), process: 0 };
        own.model.lock().begin(left.clone());
        let tasks = start(&fork, &Clock::frozen(Timestamp::from_secs(0)), NO_LIMIT, own.clone());
        testkit::eventually(|| in_store(&fork) == Waiting::default()).await;
        assert_eq!(own.model.lock().done, left.map(|lane| lane.len()));
        assert!(tasks.shutdown(Duration::from_secs(10)).await);
    }
}

/// Delivers until the tasks are shut down.
fn start(store: &Store, clock: &Clock, most_bytes: u64, courier: impl Courier + 'static) -> Tasks {
    let (outbox, tasks) = (Outbox::new(store, Channel::Test, most_bytes), Tasks::new());
    run(Arc::new(outbox), clock, &tasks, courier);
    tasks
}

fn run(outbox: Arc<Outbox>, clock: &Clock, tasks: &Tasks, courier: impl Courier + 'static) {
    let (inner, clock) = (tasks.clone(), clock.clone());
    tasks.spawn("outbox", async move { outbox.deliver(&inner, &clock, &courier).await });
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

/// What waits in the store, by lane.
fn in_store(store: &Store) -> Waiting {
    let mut waiting = Waiting::default();
    for (key, message) in messages(store) {
        let name = store::space::Fields::of(&key[1..]).text().unwrap();
        waiting[lane(&name)].push(id(&message));
    }
    waiting
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

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]
    #[test]
    fn each_message_arrives_in_its_turn_whatever_comes_between(steps in prop::collection::vec(step(), 1..60)) {
        runtime().block_on(async {
            let mut world = World::new();
            for step in steps {
                world.take(step).await;
            }
            if world.has_failed {
                world.take(Step::Crash).await;
            }
            for lane in 0..LANES.len() {
                world.take(Step::Mood(lane, Mood::Takes)).await;
            }
            for _ in 0..4 {
                // Again, as they may be held only now.
                world.take(Step::LetGo).await;
                world.take(Step::Turns(20)).await;
                world.take(Step::Minute).await;
            }
            testkit::eventually(|| in_store(&world.store) == Waiting::default()).await;
            let model = world.receivers.model.lock();
            assert_eq!(model.done, std::array::from_fn(|lane| model.expected[lane].len()), "all arrived");
        });
    }
}

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
            testkit::eventually(|| messages_left(&store)).await;
        });
        println!("longest turn: {longest:?}");
        assert!(longest < limit, "{longest:?}");
    }
}

/// Whether nothing waits.
fn messages_left(store: &Store) -> bool {
    let mut is_empty = true;
    let stop: &mut store::Visit<'_> = &mut |_, _| {
        is_empty = false;
        ControlFlow::Break(())
    };
    store.scan_prefix(&Key::of(Space::Outbox).u8(0xfe), stop).unwrap();
    is_empty
}
