//! The drivers accept an engine that is sound, and find each flaw.

use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};

use serde_json::json;
use testkit::model::{Model, agrees, survives_crashes};
use testkit::{Ask, Parts, Rng, World, block_on, each_seed, visible_is_durable};
use wire::protocol::Protocol;

use crate::notes::{Engine, Flaw, world_of};

const SEEDS: u64 = 5;
const STEPS: usize = 20;

/// Notes, naively.
#[derive(Clone, Debug, Default, PartialEq)]
struct Notes {
    notes: BTreeMap<String, String>,
    count: usize,
}

#[derive(Debug)]
enum Step {
    Put(String, String),
    Delete(String),
}

impl Model for Notes {
    type World = World<Engine>;
    type Step = Step;
    type Said = u16;

    fn draw(&self, chance: &mut Rng) -> Step {
        let name = chance.usize(..4).to_string();
        match chance.u8(..3) {
            0 => Step::Delete(name),
            _ => Step::Put(name, "x".repeat(chance.usize(..3))),
        }
    }

    fn take(&mut self, step: &Step) -> u16 {
        match step {
            Step::Put(name, text) => drop(self.notes.insert(name.clone(), text.clone())),
            Step::Delete(name) => drop(self.notes.remove(name)),
        }
        self.count = self.notes.len();
        200
    }

    async fn ask(world: &World<Engine>, step: &Step) -> u16 {
        let (operation, input) = match step {
            Step::Put(name, text) => ("PutNote", json!({"Name": name, "Text": text})),
            Step::Delete(name) => ("DeleteNote", json!({"Name": name})),
        };
        world.send(Ask::json_1_0("Notes_20260101", operation, &input)).await.status
    }

    async fn seen(world: &World<Engine>) -> Notes {
        let listed = world.send(Ask::json_1_0("Notes_20260101", "ListNotes", &json!({}))).await.ok().json();
        let notes = serde_json::from_value(listed["Notes"].clone()).unwrap();
        Notes { notes, count: listed["Count"].as_u64().unwrap() as usize }
    }
}

fn build(parts: Parts, flaw: Flaw) -> World<Engine> {
    world_of(parts, &[Protocol::Json10], flaw)
}

/// Whether an engine answers nothing before it is durable.
fn is_durable(flaw: Flaw) -> bool {
    let (parts, faults) = Parts::faulty();
    let world = build(parts, flaw);
    let ask = |operation, input| Ask::json_1_0("Notes_20260101", operation, &input);
    let put = ask("PutNote", json!({"Name": "a", "Text": "x"}));
    let others = [(put.clone(), 200), (ask("ListNotes", json!({})), 200), (ask("PutNote", json!({})), 400)];
    let holds = || block_on(visible_is_durable(&world, &faults, put.clone(), &others));
    catch_unwind(AssertUnwindSafe(holds)).is_ok()
}

/// Whether both drivers accept an engine.
fn accepted(flaw: Flaw) -> (bool, bool) {
    let accepts = |test: &dyn Fn()| catch_unwind(AssertUnwindSafe(test)).is_ok();
    (
        accepts(&|| agrees::<Notes>(SEEDS, STEPS, || build(Parts::new(), flaw))),
        accepts(&|| survives_crashes::<Notes>(SEEDS, STEPS, |store| build(Parts::on(store), flaw))),
    )
}

#[test]
fn a_sound_engine_is_accepted() {
    assert_eq!(accepted(Flaw::Nothing), (true, true));
    assert!(is_durable(Flaw::Nothing));
}

#[test]
fn an_engine_that_answers_before_its_writes_are_durable_is_found() {
    assert_eq!(accepted(Flaw::Hasty), (true, false));
    assert!(!is_durable(Flaw::Hasty));
}

#[test]
fn an_engine_that_commits_halves_is_found() {
    assert_eq!(accepted(Flaw::Torn), (true, false));
}

#[test]
fn an_engine_that_does_otherwise_than_its_model_is_found() {
    assert_eq!(accepted(Flaw::Forgetful), (false, false));
}

#[test]
fn a_seed_repeats_its_chance() {
    let mut firsts = Vec::new();
    each_seed(3, |chance| firsts.push(chance.u64(..)));
    let again: Vec<u64> = (0..3).map(|seed| Rng::with_seed(seed).u64(..)).collect();
    assert_eq!(firsts, again);
}
