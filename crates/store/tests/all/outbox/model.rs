//! Random sequences of posts, deliveries, restores, forks and crashes against a model that knows what each receiver must
//! get, and in which order.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use base::clock::{Clock, Timestamp};
use base::entropy::Entropy;
use bytes::Bytes;
use parking_lot::Mutex;
use proptest::prelude::*;
use store::{Batch, Carried, Channel, Commit, Courier, Key, Message, News, Space, Store};
use testkit::Faults;
use tokio::sync::Notify;

use super::{LANES, NO_LIMIT, content, id, lane, messages, start, turn};
use crate::tools::runtime;

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

/// What waits in the store, by lane.
fn in_store(store: &Store) -> Waiting {
    let mut waiting = Waiting::default();
    for (key, message) in messages(store) {
        let name = store::space::Fields::of(&key[1..]).text().unwrap();
        waiting[lane(&name)].push(id(&message));
    }
    waiting
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
