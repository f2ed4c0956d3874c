//! Random sequences against a naive engine, and the same with a crash before each write: the one of the fuzz target
//! `sqs_operations`. Its expectations are AWS's pages, read literally, and where they leave an order open ours.

use std::ops::ControlFlow;
use std::sync::Arc;

use base::clock::Clock;
use base::schedule::Schedule;
use parking_lot::Mutex;
use sqs_engine::oracle::{self, Client, Naive, Said, Step};
use sqs_engine::{Engine, Settings};
use store::{Key, Space, Store};
use testkit::{Parts, Rng, START, model};

/// The naive engine as a model; without the tasks that move messages, which are many changes, where `WITH_MOVES` is false.
#[derive(Clone, Debug, PartialEq)]
struct Model<const WITH_MOVES: bool>(Naive);

/// What is made before the first step.
const FIRST: Step = Step::Create(1);

impl<const WITH_MOVES: bool> Default for Model<WITH_MOVES> {
    fn default() -> Model<WITH_MOVES> {
        let mut naive = Naive::default();
        naive.take(&FIRST);
        Model(naive)
    }
}

impl<const WITH_MOVES: bool> model::Model for Model<WITH_MOVES> {
    type World = Client;
    type Step = Step;
    type Said = Said;

    async fn prepare(client: &Client) {
        client.take(&FIRST).await;
    }

    fn draw(&self, chance: &mut Rng) -> Step {
        let bytes: [u8; 16] = std::array::from_fn(|_| chance.u8(..));
        oracle::draw(&bytes, &self.0, WITH_MOVES)
    }

    fn take(&mut self, step: &Step) -> Said {
        self.0.take(step)
    }

    async fn ask(client: &Client, step: &Step) -> Said {
        client.take(step).await
    }

    async fn seen(client: &Client) -> Model<WITH_MOVES> {
        Model(client.seen().await)
    }
}

/// What outlives a process: the time, and what its client remembers.
#[derive(Debug)]
struct Outside {
    clock: Clock,
    handles: Arc<Mutex<Vec<String>>>,
}

impl Outside {
    fn new() -> Outside {
        Outside { clock: Clock::frozen(START), handles: Arc::default() }
    }

    fn client(&self, Parts { store, tasks, .. }: Parts) -> Client {
        let schedule = Schedule::new(self.clock.clone(), tasks);
        let engine = Engine::new(store, schedule, Settings::default());
        Client::new(engine, self.clock.clone(), Arc::clone(&self.handles))
    }
}

#[test]
fn queues_agree_with_a_naive_engine() {
    model::agrees::<Model<true>>(60, 60, || Outside::new().client(Parts::new()));
}

/// Many messages in flight, of a group that sends much and of others that do not.
#[tokio::test]
async fn noisy_groups_wait_as_in_a_naive_engine() {
    for seed in 0..8 {
        let mut chance = Rng::with_seed(seed);
        let (client, mut naive) = (Outside::new().client(Parts::new()), Naive::default());
        client.take(&FIRST).await;
        naive.take(&FIRST);
        for at in 0..300 {
            let step = match chance.u8(..20) {
                0..=11 => Step::Send {
                    queue: 1,
                    body: chance.u8(..16),
                    delay_s: None,
                    group: chance.choice([Some(0), Some(0), Some(0), Some(1), Some(2), None]).unwrap(),
                    id: None,
                },
                12..=16 => {
                    let most = chance.usize(1..=10);
                    Step::Receive { queue: 1, most, visibility_s: Some(300), attempt: None }
                }
                17 => Step::Delete(1, chance.usize(..100)),
                18 => Step::Visibility(1, chance.usize(..100), chance.u64(..2) * 10),
                _ => Step::Advance(chance.choice([1, 1, 1, 5, 290]).unwrap()),
            };
            assert_eq!(client.take(&step).await, naive.take(&step), "{seed}, {at}: {step:?}");
        }
        assert_eq!(client.seen().await, naive, "{seed}");
    }
}

#[test]
fn a_crash_between_any_two_writes_leaves_what_was_answered() {
    let outside = Mutex::new(Outside::new());
    model::survives_crashes::<Model<false>>(3, 40, |store: Store| {
        let mut outside = outside.lock();
        // A store with nothing in it begins a world: what a queue leaves behind is taken away in the background only.
        let mut is_new = true;
        let found = &mut |_: &[u8], _: &bytes::Bytes| {
            is_new = false;
            ControlFlow::Break(())
        };
        store.scan_prefix(&Key::of(Space::SqsTally), found).unwrap();
        if is_new {
            *outside = Outside::new();
        }
        outside.client(Parts::on(store))
    });
}
