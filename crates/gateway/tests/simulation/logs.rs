//! What a client knows of its log groups: events that were acknowledged are there in order and once, until their retention
//! is over and no longer; subscribers are told of them.
//!
//! <https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_Operations.html>, read literally. Times are
//! those of a clock that only whole days move: hours away from every limit, so that no second counts.

use std::collections::BTreeMap;

use serde_json::{Value, json};
use testkit::model::Model;
use testkit::{Ask, Reply, Rng, START};

use crate::engines::Seat;
use crate::inbox::{INBOX, Told};

/// The groups of a client, by their last letter.
#[derive(Clone, Debug, Default)]
pub(crate) struct Logs {
    groups: BTreeMap<char, Group>,
    /// How many hours have passed with whole days. No client is shown it.
    hours: u64,
}

#[derive(Clone, Debug, Default, PartialEq)]
struct Group {
    /// Once there is one it only becomes shorter: what it has hidden does not come back.
    retention_days: Option<u64>,
    is_subscribed: bool,
    /// The events of each stream, in the order of their times.
    streams: BTreeMap<char, Vec<Event>>,
}

#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Event {
    at_ms: u64,
    message: String,
}

impl PartialEq for Logs {
    fn eq(&self, other: &Logs) -> bool {
        self.groups == other.groups
    }
}

/// A group and a stream.
type Place = (char, char);

/// One request, or the pages of one.
#[derive(Clone, Debug)]
pub(crate) enum Step {
    CreateGroup(char),
    DeleteGroup(char),
    CreateStream(Place),
    DeleteStream(Place),
    Retain(char, u64),
    Subscribe(char),
    Unsubscribe(char),
    /// Every message is another one.
    Put(Place, Vec<Event>),
    /// GetLogEvents from the head, by so many events a page.
    Read(Place, usize),
    /// GetLogEvents of the last so many.
    Last(Place, usize),
    /// FilterLogEvents of all errors, by so many events a page.
    Search(char, usize),
}

const HOUR_MS: u64 = 60 * 60 * 1000;
const DAY_MS: u64 = 24 * HOUR_MS;
/// How old new events are, in hours: just now; between one, three and five days; too old for any group.
const AGES_H: [u64; 6] = [0, 0, 0, 36, 84, 15 * 24];
/// Events of an hour so far ahead are too new.
const AHEAD_H: u64 = 20;
/// How old an event may be, whatever its group keeps.
const OLDEST_MS: u64 = 14 * DAY_MS;
/// The retentions, in days.
const RETENTIONS: [u64; 3] = [1, 3, 5];
/// What subscribers are told of, and searches find.
const PATTERN: &str = "ERROR";

impl Logs {
    /// Days pass, of so many hours in all: what is older than its group keeps is gone.
    pub(crate) fn days_pass(&mut self, hours: u64) {
        self.hours += hours;
        let now_ms = self.now_ms();
        self.groups.values_mut().for_each(|group| group.expire(now_ms));
    }

    /// What subscribers are told of, if a step that succeeds now brings something.
    pub(crate) fn told_of(&self, seat: &Seat, step: &Step) -> Vec<Told> {
        let Step::Put((letter, stream), events) = step else { return Vec::new() };
        let Some(group) = self.groups.get(letter).filter(|group| group.is_subscribed) else {
            return Vec::new();
        };
        if !group.streams.contains_key(stream) {
            return Vec::new();
        }
        let (kept, _) = group.judge(events, self.now_ms());
        let told = kept.iter().filter(|event| event.message.contains(PATTERN));
        told.map(|event| (name(seat.name, *letter), event.message.clone())).collect()
    }

    /// The group of whose events nobody knows any more whether subscribers are told, if a step is taken: a filter that is gone
    /// sends nothing, and what is gone is not sent.
    pub(crate) fn lets_go(seat: &Seat, step: &Step) -> Option<String> {
        match step {
            Step::DeleteGroup(group)
            | Step::DeleteStream((group, _))
            | Step::Retain(group, _)
            | Step::Unsubscribe(group) => Some(name(seat.name, *group)),
            _ => None,
        }
    }

    /// The groups that do not keep events for ever.
    pub(crate) fn retaining(&self, seat: &Seat) -> Vec<String> {
        let retaining = self.groups.iter().filter(|(_, group)| group.retention_days.is_some());
        retaining.map(|(letter, _)| name(seat.name, *letter)).collect()
    }

    fn now_ms(&self) -> u64 {
        START.millis() + self.hours * HOUR_MS
    }

    fn events(&self, chance: &mut Rng) -> Vec<Event> {
        let age_h = chance.choice(AGES_H).unwrap();
        let begin_ms = self.now_ms() - age_h * HOUR_MS;
        let event = |chance: &mut Rng| {
            // A few minutes, so that events lie in several blocks, and some at the same time.
            let at_ms = begin_ms + chance.u64(..5) * 40_000 + chance.u64(..3);
            let level = if chance.bool() { PATTERN } else { "INFO" };
            Event { at_ms, message: format!("{level} {}", chance.u64(..)) }
        };
        let mut events: Vec<Event> = (0..chance.usize(1..4)).map(|_| event(chance)).collect();
        if age_h == 0 && chance.u8(..8) == 0 {
            let mut ahead = event(chance);
            ahead.at_ms += AHEAD_H * HOUR_MS;
            events.push(ahead);
        }
        events.sort_by_key(|event| event.at_ms);
        events
    }

    fn stream(&mut self, (group, stream): Place) -> Option<&mut Vec<Event>> {
        self.groups.get_mut(&group)?.streams.get_mut(&stream)
    }
}

impl Group {
    fn expire(&mut self, now_ms: u64) {
        let oldest_ms = self.oldest_ms(now_ms);
        self.streams.values_mut().for_each(|events| events.retain(|event| event.at_ms >= oldest_ms));
    }

    fn oldest_ms(&self, now_ms: u64) -> u64 {
        self.retention_days.map_or(0, |days| now_ms - days * DAY_MS)
    }

    /// The events that are kept, and what is said of the others.
    fn judge<'e>(&self, events: &'e [Event], now_ms: u64) -> (&'e [Event], String) {
        let before = |limit_ms: u64| events.partition_point(|event| event.at_ms < limit_ms);
        let too_old = before(now_ms - OLDEST_MS);
        let expired = before(self.oldest_ms(now_ms));
        let too_new = before(now_ms + AHEAD_H * HOUR_MS);
        let mut said = String::new();
        if expired > too_old {
            said += &format!(" expired {expired}");
        }
        if too_old > 0 {
            said += &format!(" old {too_old}");
        }
        if too_new < events.len() {
            said += &format!(" new {too_new}");
        }
        (&events[too_old.max(expired)..too_new], said)
    }
}

impl Model for Logs {
    type World = Seat;
    type Step = Step;
    type Said = String;

    fn draw(&self, chance: &mut Rng) -> Step {
        let (group, stream) = (chance.char('a'..='b'), chance.char('x'..='y'));
        let place = (group, stream);
        let Some(held) = self.groups.get(&group) else {
            return if chance.u8(..8) > 0 { Step::CreateGroup(group) } else { Step::Search(group, 3) };
        };
        if !held.streams.contains_key(&stream) && chance.u8(..8) > 0 {
            return Step::CreateStream(place);
        }
        match chance.u8(..100) {
            0 => Step::CreateGroup(group),
            1 => Step::DeleteGroup(group),
            2 => Step::CreateStream(place),
            3 => Step::DeleteStream(place),
            4..8 => {
                let shorter = |days: &u64| held.retention_days.is_none_or(|held| *days < held);
                match chance.choice(RETENTIONS).filter(shorter) {
                    Some(days) => Step::Retain(group, days),
                    None => Step::Put(place, self.events(chance)),
                }
            }
            8..13 => Step::Subscribe(group),
            13 => Step::Unsubscribe(group),
            14..24 => Step::Read(place, chance.usize(3..20)),
            24..32 => Step::Last(place, chance.usize(1..5)),
            32..40 => Step::Search(group, chance.usize(3..20)),
            _ => Step::Put(place, self.events(chance)),
        }
    }

    fn take(&mut self, step: &Step) -> String {
        let none = || "400 ResourceNotFoundException".to_owned();
        let there = || "400 ResourceAlreadyExistsException".to_owned();
        let now_ms = self.now_ms();
        let mut said = String::from("200");
        match step {
            Step::CreateGroup(group) if self.groups.contains_key(group) => return there(),
            Step::CreateGroup(group) => drop(self.groups.insert(*group, Group::default())),
            Step::DeleteGroup(group) if self.groups.remove(group).is_none() => return none(),
            Step::DeleteGroup(_) => {}
            Step::Read(place, _) | Step::Last(place, _) => {
                let Some(events) = self.stream(*place) else { return none() };
                let skipped = match step {
                    Step::Last(_, most) => events.len().saturating_sub(*most),
                    _ => 0,
                };
                events[skipped..].iter().for_each(|event| said += &shown(event));
            }
            Step::CreateStream((group, _))
            | Step::DeleteStream((group, _))
            | Step::Put((group, _), _)
            | Step::Retain(group, _)
            | Step::Subscribe(group)
            | Step::Unsubscribe(group)
            | Step::Search(group, _) => {
                let Some(group) = self.groups.get_mut(group) else { return none() };
                match step {
                    Step::CreateStream((_, stream)) if group.streams.contains_key(stream) => return there(),
                    Step::CreateStream((_, stream)) => drop(group.streams.insert(*stream, Vec::new())),
                    Step::DeleteStream((_, stream)) => {
                        if group.streams.remove(stream).is_none() {
                            return none();
                        }
                    }
                    Step::Retain(_, days) => {
                        group.retention_days = Some(*days);
                        group.expire(now_ms);
                    }
                    Step::Subscribe(_) => group.is_subscribed = true,
                    Step::Unsubscribe(_) if !group.is_subscribed => return none(),
                    Step::Unsubscribe(_) => group.is_subscribed = false,
                    Step::Put((_, stream), events) => {
                        let (kept, rejected) = group.judge(events, now_ms);
                        let Some(stream) = group.streams.get_mut(stream) else { return none() };
                        stream.extend(kept.iter().cloned());
                        stream.sort_by_key(|event| event.at_ms);
                        said += &rejected;
                    }
                    _ => {
                        let all = group.streams.values().flatten();
                        said +=
                            &found(all.filter(|event| event.message.contains(PATTERN)).cloned().collect());
                    }
                }
            }
        }
        said
    }

    async fn ask(seat: &Seat, step: &Step) -> String {
        let (operation, input) = match step {
            Step::CreateGroup(group) => ("CreateLogGroup", of(seat, *group)),
            Step::DeleteGroup(group) => ("DeleteLogGroup", of(seat, *group)),
            Step::CreateStream(place) => ("CreateLogStream", within(seat, *place)),
            Step::DeleteStream(place) => ("DeleteLogStream", within(seat, *place)),
            Step::Retain(group, days) => {
                let mut input = of(seat, *group);
                input["retentionInDays"] = json!(days);
                ("PutRetentionPolicy", input)
            }
            Step::Subscribe(group) => {
                let mut input = of(seat, *group);
                input["filterName"] = json!("errors");
                input["filterPattern"] = json!(PATTERN);
                input["destinationArn"] = json!(INBOX);
                ("PutSubscriptionFilter", input)
            }
            Step::Unsubscribe(group) => {
                let mut input = of(seat, *group);
                input["filterName"] = json!("errors");
                ("DeleteSubscriptionFilter", input)
            }
            Step::Put(place, events) => return put(seat, *place, events).await,
            Step::Read(place, most) => return read(seat, *place, *most).await,
            Step::Last(place, most) => {
                let mut input = within(seat, *place);
                input["limit"] = json!(most);
                let reply = ask(seat, "GetLogEvents", &input).await;
                let events = events(&reply);
                return events.iter().fold(said(&reply), |said, event| said + &shown(event));
            }
            Step::Search(group, most) => return search(seat, *group, *most).await,
        };
        said(&ask(seat, operation, &input).await)
    }

    async fn seen(seat: &Seat) -> Logs {
        let mut groups = BTreeMap::new();
        let input = json!({"logGroupNamePrefix": format!("{}-", seat.name)});
        for group in list(ask(seat, "DescribeLogGroups", &input).await, "logGroups") {
            let letter = last_letter(&group["logGroupName"]);
            let mut streams = BTreeMap::new();
            for stream in list(ask(seat, "DescribeLogStreams", &of(seat, letter)).await, "logStreams") {
                let stream = last_letter(&stream["logStreamName"]);
                let mut input = within(seat, (letter, stream));
                input["startFromHead"] = json!(true);
                let reply = ask(seat, "GetLogEvents", &input).await;
                streams.insert(stream, events(&reply.expect(200)));
            }
            let filters = ask(seat, "DescribeSubscriptionFilters", &of(seat, letter)).await;
            let group = Group {
                retention_days: group["retentionInDays"].as_u64(),
                is_subscribed: !list(filters, "subscriptionFilters").is_empty(),
                streams,
            };
            groups.insert(letter, group);
        }
        Logs { groups, hours: 0 }
    }
}

async fn put(seat: &Seat, place: Place, events: &[Event]) -> String {
    let mut input = within(seat, place);
    let event = |Event { at_ms, message }: &Event| json!({"timestamp": at_ms, "message": message});
    input["logEvents"] = events.iter().map(event).collect();
    let reply = ask(seat, "PutLogEvents", &input).await;
    let mut said = said(&reply);
    let rejected = &reply.json()["rejectedLogEventsInfo"];
    for (member, name) in [
        ("expiredLogEventEndIndex", "expired"),
        ("tooOldLogEventEndIndex", "old"),
        ("tooNewLogEventStartIndex", "new"),
    ] {
        if let Some(index) = rejected[member].as_u64() {
            said += &format!(" {name} {index}");
        }
    }
    said
}

/// All pages; the last one's token is its own.
async fn read(seat: &Seat, place: Place, most: usize) -> String {
    let mut input = within(seat, place);
    (input["startFromHead"], input["limit"]) = (json!(true), json!(most));
    let mut shown_all = String::new();
    loop {
        let reply = ask(seat, "GetLogEvents", &input).await;
        if reply.status != 200 {
            return said(&reply);
        }
        events(&reply).iter().for_each(|event| shown_all += &shown(event));
        let token = reply.json()["nextForwardToken"].clone();
        if token == input["nextToken"] {
            return format!("200{shown_all}");
        }
        input["nextToken"] = token;
    }
}

async fn search(seat: &Seat, group: char, most: usize) -> String {
    let mut input = of(seat, group);
    (input["filterPattern"], input["limit"]) = (json!(PATTERN), json!(most));
    let mut all = Vec::new();
    loop {
        let reply = ask(seat, "FilterLogEvents", &input).await;
        if reply.status != 200 {
            return said(&reply);
        }
        all.extend(events(&reply));
        let token = reply.json()["nextToken"].clone();
        if token.is_null() {
            assert!(all.is_sorted_by_key(|event| event.at_ms), "in the order of time: {all:?}");
            return format!("200{}", found(all));
        }
        input["nextToken"] = token;
    }
}

/// Which of two streams comes first at one time is not said.
fn found(mut events: Vec<Event>) -> String {
    events.sort_by_key(|event| (event.at_ms, event.message.clone()));
    events.iter().map(shown).collect()
}

fn shown(Event { at_ms, message }: &Event) -> String {
    format!(" {at_ms}:{message}")
}

fn name(seat: &str, group: char) -> String {
    format!("{seat}-{group}")
}

fn of(seat: &Seat, group: char) -> Value {
    json!({"logGroupName": name(seat.name, group)})
}

fn within(seat: &Seat, (group, stream): Place) -> Value {
    json!({"logGroupName": name(seat.name, group), "logStreamName": stream.to_string()})
}

async fn ask(seat: &Seat, operation: &str, input: &Value) -> Reply {
    seat.send(Ask::json_1_1("Logs_20140328", operation, input)).await
}

/// The status, and the code of a refusal.
fn said(reply: &Reply) -> String {
    format!("{} {}", reply.status, reply.code()).trim_end().to_owned()
}

fn list(reply: Reply, member: &str) -> Vec<Value> {
    reply.expect(200).json()[member].as_array().cloned().unwrap_or_default()
}

fn events(reply: &Reply) -> Vec<Event> {
    let reply = reply.json();
    let event = |event: &Value| Event {
        at_ms: event["timestamp"].as_u64().unwrap(),
        message: event["message"].as_str().unwrap().to_owned(),
    };
    reply["events"].as_array().into_iter().flatten().map(event).collect()
}

fn last_letter(name: &Value) -> char {
    name.as_str().unwrap().chars().next_back().unwrap()
}
