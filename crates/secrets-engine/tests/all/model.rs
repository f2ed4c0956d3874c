//! Random sequences against a naive engine, and the same with a crash before each write: the one of the fuzz target
//! `secrets_operations`. Its expectations are AWS's pages, read literally, and where they leave something open ours.

use std::sync::Arc;

use base::clock::Clock;
use base::schedule::Schedule;
use parking_lot::Mutex;
use secrets_engine::oracle::{self, Client, Naive, NoFunctions, PlainKeys, Said, Step};
use secrets_engine::{Engine, Settings};
use store::Store;
use testkit::{Parts, Rng, START, model};

/// The naive engine as a model.
#[derive(Clone, Debug, Default, PartialEq)]
struct Model(Naive);

impl model::Model for Model {
    type World = Client;
    type Step = Step;
    type Said = Said;

    fn draw(&self, chance: &mut Rng) -> Step {
        let bytes: [u8; 16] = std::array::from_fn(|_| chance.u8(..));
        oracle::draw(&bytes, &self.0)
    }

    fn take(&mut self, step: &Step) -> Said {
        self.0.take(step)
    }

    async fn ask(client: &Client, step: &Step) -> Said {
        client.take(step).await
    }

    async fn seen(client: &Client) -> Model {
        Model(client.seen().await)
    }
}

fn client(clock: &Clock, Parts { store, tasks, .. }: Parts) -> Client {
    let engine = Engine::new(store, Schedule::new(clock.clone(), tasks), Settings::default());
    engine.meet(Arc::new(PlainKeys), Arc::new(NoFunctions));
    Client::new(engine, clock.clone())
}

#[test]
fn secrets_agree_with_a_naive_engine() {
    model::agrees::<Model>(60, 60, || client(&Clock::frozen(START), Parts::new()));
}

#[test]
fn a_crash_between_any_two_writes_leaves_what_was_answered() {
    // The time outlives a process: each world has two.
    let outside = Mutex::new((Clock::frozen(START), false));
    model::survives_crashes::<Model>(3, 40, |store: Store| {
        let (clock, is_second) = &mut *outside.lock();
        if !*is_second {
            *clock = Clock::frozen(START);
        }
        *is_second = !*is_second;
        client(clock, Parts::on(store))
    });
}
