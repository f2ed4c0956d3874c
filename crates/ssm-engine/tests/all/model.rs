//! Random sequences against a naive engine, and the same with a crash before each write: the one of the fuzz target
//! `ssm_operations`. Its expectations are AWS's pages, read literally.

use std::sync::Arc;

use base::clock::Clock;
use base::schedule::Schedule;
use base::seams::NoSecrets;
use parking_lot::Mutex;
use ssm_engine::oracle::{self, Client, Naive, Said, Step};
use ssm_engine::{Engine, Seams, Settings};
use store::{Key, Space, Store};
use testkit::{Parts, Rng, START, model};

/// The naive engine as a model; without steps that are many changes where `WITH_MANY` is false.
#[derive(Clone, Debug, Default, PartialEq)]
struct Model<const WITH_MANY: bool>(Naive);

impl<const WITH_MANY: bool> model::Model for Model<WITH_MANY> {
    type World = Client;
    type Step = Step;
    type Said = Said;

    fn draw(&self, chance: &mut Rng) -> Step {
        loop {
            let bytes: [u8; 8] = std::array::from_fn(|_| chance.u8(..));
            let step = oracle::draw(&bytes);
            let is_many = match &step {
                Step::PutMany(_) => true,
                // What goes at once, and several that go at a time, are more than one change.
                Step::Put { expires_s, .. } => expires_s.is_some(),
                _ => false,
            };
            if WITH_MANY || !is_many {
                return step;
            }
        }
    }

    fn take(&mut self, step: &Step) -> Said {
        self.0.take(step)
    }

    async fn ask(client: &Client, step: &Step) -> Said {
        client.take(step).await
    }

    async fn seen(client: &Client) -> Model<WITH_MANY> {
        Model(client.seen().await)
    }
}

fn client(clock: &Clock, Parts { store, tasks, .. }: Parts) -> Client {
    let schedule = Schedule::new(clock.clone(), tasks);
    let seams = Seams { secrets: Arc::new(NoSecrets) };
    Client::new(Engine::new(store, schedule, Settings::default(), seams), clock.clone())
}

#[test]
fn versions_and_labels_agree_with_a_naive_engine() {
    model::agrees::<Model<true>>(40, 50, || client(&Clock::frozen(START), Parts::new()));
}

#[test]
fn a_crash_between_any_two_writes_leaves_what_was_answered() {
    let clock = Mutex::new(Clock::frozen(START));
    model::survives_crashes::<Model<false>>(4, 30, |store: Store| {
        let mut clock = clock.lock();
        // A store with nothing in it begins a world.
        let mut is_new = true;
        let found = &mut |_: &[u8], _: &bytes::Bytes| {
            is_new = false;
            std::ops::ControlFlow::Break(())
        };
        store.scan_prefix(&Key::of(Space::SsmTally), found).unwrap();
        if is_new {
            *clock = Clock::frozen(START);
        }
        client(&clock, Parts::on(store))
    });
}
