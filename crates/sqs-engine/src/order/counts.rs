//! How many messages a queue has, by what they are. AWS's numbers are approximate; these are exact.

use std::ops::ControlFlow;

use base::clock::Timestamp;
use store::Key;
use wire::fault::Fault;

use super::fair::Lane;
use super::{fifo, standard};
use crate::queue::Queue;
use crate::queue::attribute::MAX_DELAY_S;
use crate::records::{Backlog, Change, Records, Tally, keys, read};

/// How many messages a queue has.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Counts {
    /// That can be received, or wait behind others of their group: `ApproximateNumberOfMessages`.
    pub(crate) visible: u64,
    /// `ApproximateNumberOfMessagesNotVisible`
    pub(crate) in_flight: u64,
    /// `ApproximateNumberOfMessagesDelayed`
    pub(crate) delayed: u64,
}

impl Counts {
    /// Those of a queue now. What is due later is counted, in slices; all others are the rest.
    pub(crate) async fn of(records: &Records, queue: &Queue, now: Timestamp) -> Result<Counts, Fault> {
        let backlog = queue.backlog;
        let tally: Tally = records.record(&keys::tally(backlog))?.unwrap_or_default();
        let later = keys::due_from(backlog, now.millis().saturating_add(1));
        let all_due = keys::all_due(backlog).end();
        let (in_flight, delayed) = if queue.is_fifo() {
            let flights = |key: &[u8], _: &[u8]| flights_of(records, backlog, key, now);
            let in_flight = records.count(&later, all_due, flights).await?;
            (in_flight, fifo_delayed(records, &tally, backlog, now).await?)
        } else {
            let alone = |_: &[u8], mark: &[u8]| u64::from(standard::group_of(mark).is_none());
            let received = |_: &[u8], mark: &[u8]| u64::from(standard::was_received(mark));
            // There may be as many lanes as messages: nobody looks at one in which nothing can be due later.
            let has_delayed = tally.delayed_until_ms > now.millis();
            let later_in = |key: &[u8], lane: &[u8], has_delayed: bool| {
                let lane: Lane = read(lane).ok()?;
                if has_delayed || lane.received > 0 { lane_later(backlog, key, now) } else { None }
            };
            let lanes = |key: &[u8], lane: &[u8]| later_in(key, lane, has_delayed);
            let received_lanes = |key: &[u8], lane: &[u8]| later_in(key, lane, false);
            let groups = keys::all_groups(backlog);
            let all = records.count(&later, all_due.clone(), alone).await?
                + records.count_within(&groups, lanes, |_, _| 1).await?;
            let in_flight = if tally.received == 0 {
                0
            } else {
                records.count(&later, all_due, received).await?
                    + records.count_within(&groups, received_lanes, received).await?
            };
            (in_flight, all.saturating_sub(in_flight))
        };
        let visible = tally.messages.saturating_sub(in_flight).saturating_sub(delayed);
        Ok(Counts { visible, in_flight, delayed })
    }
}

/// What of a group of a standard queue is due later, from its key.
fn lane_later(backlog: u64, key: &[u8], now: Timestamp) -> Option<(Key, Key)> {
    let group = keys::group_of(key)?;
    let later = keys::lane_from(backlog, &group, now.millis().saturating_add(1));
    Some((later, keys::members(backlog, &group).end()))
}

/// How many messages of the group that is due there are in flight.
fn flights_of(records: &Records, backlog: u64, key: &[u8], now: Timestamp) -> u64 {
    let group =
        keys::due_group_of(key).map(|name| records.record::<fifo::Group>(&keys::group(backlog, &name)));
    match group {
        Some(Ok(Some(group))) => group.in_flight(now) as u64,
        _ => 0,
    }
}

/// How many messages of a FIFO queue are delayed: no message is for longer than a quarter of an hour.
async fn fifo_delayed(records: &Records, tally: &Tally, backlog: u64, now: Timestamp) -> Result<u64, Fault> {
    if tally.delayed_until_ms <= now.millis() {
        return Ok(0);
    }
    let since_ms = now.millis().saturating_sub(MAX_DELAY_S as u64 * 1000);
    let delayed = |key: &[u8], _: &[u8]| {
        let place = keys::place_of(key);
        let get = |key: &Key| records.get(key.as_bytes());
        let standing = place.and_then(|place| super::standing(get, backlog, place).ok().flatten());
        u64::from(standing.is_some_and(|standing| standing.receives == 0 && standing.due_ms > now.millis()))
    };
    records.count(&keys::messages_since(backlog, since_ms), keys::messages(backlog).end(), delayed).await
}

/// Whether so many messages of a queue are in flight. Looked at only where so many were ever received.
pub(crate) fn has_in_flight(
    change: &Change<'_>,
    queue: &Queue,
    backlog: &Backlog,
    now: Timestamp,
    many: usize,
) -> Result<bool, Fault> {
    if backlog.tally.received < many as u64 {
        return Ok(false);
    }
    let later = (keys::due_from(backlog.id, now.millis().saturating_add(1)), keys::all_due(backlog.id).end());
    if queue.is_fifo() {
        return Ok(in_groups(change, backlog.id, &later, now)? >= many);
    }
    let mut ranges = vec![later];
    let groups = keys::all_groups(backlog.id);
    change.scan(groups.from_here(), &groups.end(), &mut |key, _| {
        ranges.extend(lane_later(backlog.id, key, now));
        ControlFlow::Continue(())
    })?;
    let mut count = 0;
    for (from, end) in ranges {
        change.scan(from.from_here(), &end, &mut |_, mark| {
            count += usize::from(standard::was_received(mark));
            if count < many { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
        })?;
    }
    Ok(count >= many)
}

/// How many messages are in flight of the groups of a FIFO queue that stand in a range.
fn in_groups(
    change: &Change<'_>,
    backlog: u64,
    (from, end): &(Key, Key),
    now: Timestamp,
) -> Result<usize, Fault> {
    let mut names = Vec::new();
    change.scan(from.from_here(), end, &mut |key, _| {
        names.extend(keys::due_group_of(key));
        ControlFlow::Continue(())
    })?;
    let mut count = 0;
    for name in names {
        let group: Option<fifo::Group> = change.record(&keys::group(backlog, &name))?;
        count += group.map_or(0, |group| group.in_flight(now));
    }
    Ok(count)
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use base::arn::{AccountId, Region};
    use base::clock::Clock;
    use base::schedule::Schedule;
    use serde_json::{Value, json};
    use testkit::{Ask, Parts, World};

    use super::*;
    use crate::engine::{Engine, Settings};
    use crate::queue::name::QueueName;

    fn world() -> World<Engine> {
        let build = |Parts { store, clock, tasks, .. }| {
            Engine::new(store, Schedule::with_host_clock(clock, Clock::system(), tasks), Settings::default())
        };
        World::new(Parts::new(), build, |engine: &Arc<Engine>, call, request| {
            let service = crate::services(engine.clone()).remove(0);
            Box::pin(async move { service.answer(call, request).await })
        })
    }

    /// Of five that were received one is deleted and one came back at once; with their time all do.
    #[test]
    fn those_in_flight_are_told_from_others() {
        let world = world();
        for queue in ["q", "q.fifo"] {
            let ask = |operation: &str, mut input: Value| {
                input["QueueUrl"] = json!(format!("http://localhost/000000000000/{queue}"));
                world.ask(Ask::json_1_0("AmazonSQS", operation, &input)).ok()
            };
            let attributes = if queue == "q" { json!({}) } else { json!({"FifoQueue": "true"}) };
            ask("CreateQueue", json!({"QueueName": queue, "Attributes": attributes}));
            for number in 0..6 {
                let mut input = json!({"MessageBody": "m", "MessageGroupId": format!("g{number}")});
                if queue == "q.fifo" {
                    input["MessageDeduplicationId"] = json!(number.to_string());
                }
                ask("SendMessage", input);
            }
            let received =
                ask("ReceiveMessage", json!({"MaxNumberOfMessages": 5, "VisibilityTimeout": 60})).json();
            let handle = |at: usize| received["Messages"][at]["ReceiptHandle"].clone();
            ask("DeleteMessage", json!({"ReceiptHandle": handle(0)}));
            ask("ChangeMessageVisibility", json!({"ReceiptHandle": handle(1), "VisibilityTimeout": 0}));
            let name = QueueName {
                account: AccountId::DEFAULT,
                region: Region::us_east_1(),
                name: queue.to_owned(),
            };
            let has = |many: usize| {
                let engine = &world.engine;
                let look = |change: &mut Change<'_>| {
                    let found = change.queue(&name)?;
                    let backlog = change.open(found.queue.backlog)?;
                    has_in_flight(change, &found.queue, &backlog, engine.clock().now(), many)
                };
                engine.records.change(&[&name], look).unwrap()
            };
            assert_eq!([1, 3, 4, 5].map(has), [true, true, false, false], "{queue}");
            world.advance(60);
            assert!(!has(1), "{queue}");
        }
    }
}
