//! Random sequences against a naive engine, and the same with a crash before each write. Its expectations are AWS's pages, read
//! literally.

use std::collections::BTreeMap;

use serde_json::{Value, json};
use testkit::model::{self, agrees, survives_crashes};
use testkit::{Parts, Rng};

use crate::harness::{World, ask, on};

/// Groups with their streams, each with its events: when they were, and their messages, in the order in which they came.
#[derive(Clone, Debug, Default, PartialEq)]
struct Naive(BTreeMap<String, BTreeMap<String, Vec<(u64, String)>>>);

#[derive(Debug)]
enum Step {
    CreateGroup(String),
    DeleteGroup(String),
    CreateStream(String, String),
    DeleteStream(String, String),
    /// How much later than the first moment each event is, and its message.
    Put(String, String, Vec<(u64, String)>),
    /// Up to so many from a time on, over all streams of a group.
    Search(String, u64, usize),
    /// The last so many of a stream before a time.
    Last(String, String, u64, usize),
}

/// The status, and the messages that were read.
type Said = (u16, Vec<String>);

const START_MS: u64 = 1_767_225_600_000;

fn of_time(mut events: Vec<(u64, String)>) -> Vec<(u64, String)> {
    events.sort_by_key(|(at, _)| *at);
    events
}

impl model::Model for Naive {
    type World = World;
    type Step = Step;
    type Said = Said;

    fn draw(&self, chance: &mut Rng) -> Step {
        let group = format!("g{}", chance.u8(..2));
        let stream = format!("s{}", chance.u8(..2));
        // A few minutes, so that events lie in several blocks.
        let at = |chance: &mut Rng| chance.u64(..5) * 40_000 + chance.u64(..3);
        match chance.u8(..14) {
            0 | 1 => Step::CreateGroup(group),
            2 => Step::DeleteGroup(group),
            3 | 4 => Step::CreateStream(group, stream),
            5 => Step::DeleteStream(group, stream),
            6 | 7 => Step::Search(group, at(chance), 1 + chance.usize(..6)),
            8 => Step::Last(group, stream, at(chance), 1 + chance.usize(..4)),
            _ => {
                let events =
                    (0..1 + chance.usize(..4)).map(|n| (at(chance), format!("{n}-{}", chance.u16(..))));
                Step::Put(group, stream, of_time(events.collect()))
            }
        }
    }

    fn take(&mut self, step: &Step) -> Said {
        let done = |is_done: bool| (if is_done { 200 } else { 400 }, Vec::new());
        match step {
            Step::CreateGroup(group) => {
                let is_new = !self.0.contains_key(group);
                self.0.entry(group.clone()).or_default();
                done(is_new)
            }
            Step::DeleteGroup(group) => done(self.0.remove(group).is_some()),
            Step::CreateStream(group, stream) => {
                let Some(streams) = self.0.get_mut(group) else { return done(false) };
                let is_new = !streams.contains_key(stream);
                streams.entry(stream.clone()).or_default();
                done(is_new)
            }
            Step::DeleteStream(group, stream) => {
                done(self.0.get_mut(group).is_some_and(|streams| streams.remove(stream).is_some()))
            }
            Step::Put(group, stream, events) => {
                let found = self.0.get_mut(group).and_then(|streams| streams.get_mut(stream));
                done(found.map(|held| held.extend(events.iter().cloned())).is_some())
            }
            Step::Search(group, from, most) => {
                let Some(streams) = self.0.get(group) else { return done(false) };
                let all = streams.values().flatten().filter(|(at, _)| at >= from).cloned().collect();
                // Which of two streams comes first at one time is not said: times alone are compared.
                (200, of_time(all).into_iter().take(*most).map(|(at, _)| at.to_string()).collect())
            }
            Step::Last(group, stream, before, most) => {
                let found = self.0.get(group).and_then(|streams| streams.get(stream));
                let Some(events) = found else { return done(false) };
                let all = of_time(events.iter().filter(|(at, _)| at < before).cloned().collect());
                let skipped = all.len().saturating_sub(*most);
                (200, all.into_iter().skip(skipped).map(|(_, message)| message).collect())
            }
        }
    }

    async fn ask(world: &World, step: &Step) -> Said {
        let named = |group: &str, stream: &str| json!({"logGroupName": group, "logStreamName": stream});
        let (operation, input) = match step {
            Step::CreateGroup(group) => ("CreateLogGroup", json!({"logGroupName": group})),
            Step::DeleteGroup(group) => ("DeleteLogGroup", json!({"logGroupName": group})),
            Step::CreateStream(group, stream) => ("CreateLogStream", named(group, stream)),
            Step::DeleteStream(group, stream) => ("DeleteLogStream", named(group, stream)),
            Step::Put(group, stream, events) => {
                let event =
                    |(at, message): &(u64, String)| json!({"timestamp": START_MS + at, "message": message});
                let mut input = named(group, stream);
                input["logEvents"] = events.iter().map(event).collect();
                ("PutLogEvents", input)
            }
            Step::Search(group, from, most) => (
                "FilterLogEvents",
                json!({"logGroupName": group, "startTime": START_MS + from, "limit": most}),
            ),
            Step::Last(group, stream, before, most) => {
                let mut input = named(group, stream);
                input["endTime"] = json!(START_MS + before);
                input["limit"] = json!(most);
                ("GetLogEvents", input)
            }
        };
        let reply = world.send(ask(operation, &input)).await;
        let events = match step {
            Step::Search(..) | Step::Last(..) if reply.status == 200 => reply.json()["events"].clone(),
            _ => Value::Null,
        };
        let shown = |event: &Value| match step {
            Step::Search(..) => (event["timestamp"].as_u64().unwrap() - START_MS).to_string(),
            _ => event["message"].as_str().unwrap().to_owned(),
        };
        (reply.status, events.as_array().map(|events| events.iter().map(shown).collect()).unwrap_or_default())
    }

    async fn seen(world: &World) -> Naive {
        let mut seen = Naive::default();
        let groups = world.send(ask("DescribeLogGroups", &json!({}))).await.ok().json();
        for group in groups["logGroups"].as_array().unwrap() {
            let name = group["logGroupName"].as_str().unwrap();
            let streams =
                world.send(ask("DescribeLogStreams", &json!({"logGroupName": name}))).await.ok().json();
            let mut held = BTreeMap::new();
            for stream in streams["logStreams"].as_array().unwrap() {
                let stream = stream["logStreamName"].as_str().unwrap().to_owned();
                let input = json!({"logGroupName": name, "logStreamName": stream, "startFromHead": true});
                let events = world.send(ask("GetLogEvents", &input)).await.ok().json();
                let event = |event: &Value| {
                    (
                        event["timestamp"].as_u64().unwrap() - START_MS,
                        event["message"].as_str().unwrap().to_owned(),
                    )
                };
                held.insert(stream, events["events"].as_array().unwrap().iter().map(event).collect());
            }
            seen.0.insert(name.to_owned(), held);
        }
        // In the order of time: the naive engine keeps them as they came.
        seen
    }
}

/// The naive engine, whose events are in the order of time at all times.
#[derive(Clone, Debug, Default, PartialEq)]
struct Sorted(Naive);

impl model::Model for Sorted {
    type World = World;
    type Step = Step;
    type Said = Said;

    fn draw(&self, chance: &mut Rng) -> Step {
        self.0.draw(chance)
    }

    fn take(&mut self, step: &Step) -> Said {
        let said = self.0.take(step);
        for events in self.0.0.values_mut().flat_map(BTreeMap::values_mut) {
            *events = of_time(std::mem::take(events));
        }
        said
    }

    async fn ask(world: &World, step: &Step) -> Said {
        Naive::ask(world, step).await
    }

    async fn seen(world: &World) -> Sorted {
        Sorted(Naive::seen(world).await)
    }
}

#[test]
fn the_engine_agrees_with_a_naive_one() {
    agrees::<Sorted>(30, 60, || on(Parts::new()));
}

#[test]
fn a_crash_between_any_two_writes_leaves_what_was_answered() {
    survives_crashes::<Sorted>(4, 25, |store| on(Parts::on(store)));
}
