//! What an honest user of a log stream is promised: lines that were taken or shown are there once, in their order, and those of
//! one request all or none; over however many kills.

use std::collections::BTreeMap;
use std::time::Duration;

use serde_json::{Value, json};

use super::super::misuse::code;
use super::super::scene::{Scene, locked};
use super::super::tally::Kind;
use super::super::target::Client;
use super::super::wire::{Reply, Request};
use super::{logs, now_ms, put, stream};

/// Lines that are written.
pub(crate) const WRITTEN: Kind = "log lines written";
/// Streams that are read, from the first line to the last.
pub(crate) const READ: Kind = "log streams read";

/// The group.
pub(crate) const LINES: &str = "honest-lines";
/// Lines of one request.
const AT_ONCE: u64 = 5;
/// Lines of a stream: behind them comes the next stream.
const LONG: u64 = 2_000;
/// Streams that are kept.
const KEPT: usize = 3;
/// Lines of a page.
const PAGE: usize = 500;
const PACE: Duration = Duration::from_millis(60);

/// All lines, by their streams.
#[derive(Debug, Default)]
pub(crate) struct Ledger {
    streams: BTreeMap<u64, Lines>,
    /// Lines that were taken, in all.
    done: u64,
}

/// The lines of a stream, which are numbered.
#[derive(Clone, Debug, Default)]
struct Lines {
    tried: u64,
    /// Those that must be there: the first of each request.
    certain: std::collections::BTreeSet<u64>,
    last_ms: u64,
}

impl Ledger {
    /// The newest stream, its next line, and when that may be at the earliest.
    fn begin(&mut self, now_ms: u64) -> (u64, u64, u64) {
        let newest = self.streams.last_key_value().map_or(0, |(newest, _)| *newest);
        let is_full = self.streams.get(&newest).is_some_and(|lines| lines.tried >= LONG);
        let newest = if is_full { newest + 1 } else { newest };
        let lines = self.streams.entry(newest).or_default();
        let first = lines.tried;
        lines.tried += AT_ONCE;
        lines.last_ms = lines.last_ms.max(now_ms);
        (newest, first, lines.last_ms)
    }

    fn taken(&mut self, stream: u64, first: u64) {
        self.done += AT_ONCE;
        if let Some(lines) = self.streams.get_mut(&stream) {
            lines.certain.insert(first);
        }
    }

    /// A stream that is old enough to go: nobody knows it any more.
    fn old(&mut self) -> Option<u64> {
        (self.streams.len() > KEPT).then(|| self.streams.pop_first()).flatten().map(|(stream, _)| stream)
    }

    /// What must be in a stream that is read from now on; nothing if it is to go.
    fn floor(&self, stream: u64) -> Option<Vec<u64>> {
        self.streams.get(&stream).map(|lines| lines.certain.iter().copied().collect())
    }

    /// Judges all lines of a stream, read since these were certain, and holds the server to them.
    fn judge(&mut self, stream: u64, floor: &[u64], seen: &[u64]) -> Result<(), String> {
        let Some(lines) = self.streams.get_mut(&stream) else { return Ok(()) };
        if let Some(pair) = seen.windows(2).find(|pair| matches!(pair, [one, two] if one >= two)) {
            return Err(format!("OUT OF TURN OR TWICE: {pair:?} in stream {stream}"));
        }
        if let Some(last) = seen.last().filter(|last| **last >= lines.tried) {
            return Err(format!("line {last} is there, which nobody wrote"));
        }
        let is_there = |line: u64| seen.binary_search(&line).is_ok();
        if let Some(lost) = floor.iter().find(|first| !(**first..**first + AT_ONCE).all(is_there)) {
            return Err(format!("LOST: lines from {lost} on are not in stream {stream}"));
        }
        for first in seen.iter().map(|line| line / AT_ONCE * AT_ONCE) {
            if !(first..first + AT_ONCE).all(is_there) {
                return Err(format!("TORN: of the lines from {first} on some are in stream {stream}"));
            }
            lines.certain.insert(first);
        }
        Ok(())
    }

    /// How many lines were taken.
    pub(crate) fn done(&self) -> u64 {
        self.done
    }

    fn streams(&self) -> Vec<u64> {
        self.streams.keys().copied().collect()
    }
}

/// Writes and reads until the run is over.
pub(crate) async fn run(scene: Scene) {
    tokio::join!(write(scene.clone()), read(scene));
}

fn name(stream: u64) -> String {
    format!("lines-{stream}")
}

async fn write(scene: Scene) {
    let mut client = Client::new(&scene.target);
    let mut there = None;
    while scene.target.pause(PACE).await {
        let (of, first, at_ms) = locked(&scene.book.lines).begin(now_ms());
        if there != Some(of) {
            let request = stream(LINES, &name(of));
            let Some(reply) = scene.ask(WRITTEN, &mut client, &request).await else { continue };
            let is_there = reply.status == 200 || code(&reply) == "ResourceAlreadyExistsException";
            let verdict = if is_there { Ok(()) } else { Err(reply.summary()) };
            scene.tally.judged(WRITTEN, verdict, || request.summary());
            there = is_there.then_some(of);
        }
        let events: Vec<(u64, String)> = (first..first + AT_ONCE)
            .map(|line| (at_ms, format!("{line} {}", "line ".repeat(line as usize % 30))))
            .collect();
        let request = put(LINES, &name(of), &events);
        let Some(reply) = scene.ask(WRITTEN, &mut client, &request).await else { continue };
        let verdict = match reply.status {
            200 if !reply.text().contains("rejectedLogEventsInfo") => Ok(()),
            _ => Err(format!("honest lines were answered with {}", reply.summary())),
        };
        if verdict.is_ok() {
            locked(&scene.book.lines).taken(of, first);
        }
        scene.tally.judged(WRITTEN, verdict, || request.summary());
        let old = locked(&scene.book.lines).old();
        if let Some(old) = old {
            let input = json!({"logGroupName": LINES, "logStreamName": name(old)});
            scene.ask(WRITTEN, &mut client, &logs("DeleteLogStream", &input)).await;
        }
    }
}

async fn read(scene: Scene) {
    let mut client = Client::new(&scene.target);
    while scene.target.pause(PACE * 4).await {
        let streams = locked(&scene.book.lines).streams();
        let Some(of) = streams.get(fastrand::usize(..streams.len().max(1))).copied() else { continue };
        let Some(floor) = locked(&scene.book.lines).floor(of) else { continue };
        let (mut seen, mut token) = (Vec::new(), Value::Null);
        loop {
            let request = page(of, &token);
            let Some(reply) = scene.ask(READ, &mut client, &request).await else { break };
            match shown(&reply) {
                Ok((lines, next)) if next == token => {
                    seen.extend(lines);
                    let verdict = locked(&scene.book.lines).judge(of, &floor, &seen);
                    scene.tally.judged(READ, verdict, || request.summary());
                    break;
                }
                Ok((lines, next)) => {
                    seen.extend(lines);
                    token = next;
                }
                Err(what) => {
                    // It is not there before its first line, and goes once it is old.
                    let is_known = locked(&scene.book.lines).floor(of).is_some_and(|floor| !floor.is_empty());
                    let may_be = code(&reply) == "ResourceNotFoundException" && !is_known;
                    scene.tally.judged(READ, if may_be { Ok(()) } else { Err(what) }, || request.summary());
                    break;
                }
            }
        }
    }
}

fn page(stream: u64, token: &Value) -> Request {
    let input = json!({
        "logGroupName": LINES, "logStreamName": name(stream), "startFromHead": true, "limit": PAGE, "nextToken": token,
    });
    logs("GetLogEvents", &input)
}

/// The numbers of the lines of a page, and the token of the next.
fn shown(reply: &Reply) -> Result<(Vec<u64>, Value), String> {
    let document = reply.json();
    let events = document.get("events").and_then(Value::as_array).filter(|_| reply.status == 200);
    let events = events.ok_or_else(|| format!("lines were answered with {}", reply.summary()))?;
    let number = |event: &Value| event.get("message")?.as_str()?.split(' ').next()?.parse().ok();
    let lines = events.iter().map(|event| number(event).ok_or_else(|| format!("DAMAGED: {event}")));
    Ok((lines.collect::<Result<_, _>>()?, document.get("nextForwardToken").cloned().unwrap_or_default()))
}

/// Looks at all streams at rest; nothing if there was no answer.
pub(crate) async fn audit(scene: &Scene) -> Option<()> {
    let mut client = Client::new(&scene.target);
    let streams = locked(&scene.book.lines).streams();
    for of in streams {
        let floor = locked(&scene.book.lines).floor(of).unwrap_or_default();
        let (mut seen, mut token) = (Vec::new(), Value::Null);
        loop {
            let request = page(of, &token);
            let Ok(reply) = client.ask_now(&request).await else {
                scene.tally.judged(READ, Err("NO ANSWER at rest".to_owned()), || request.summary());
                return None;
            };
            let (verdict, is_over) = match shown(&reply) {
                Ok((lines, next)) => {
                    seen.extend(lines);
                    let is_over = next == token;
                    token = next;
                    (Ok(()), is_over)
                }
                Err(_) if code(&reply) == "ResourceNotFoundException" && floor.is_empty() => (Ok(()), true),
                Err(what) => (Err(what), true),
            };
            let verdict = verdict.and_then(|()| {
                if is_over { locked(&scene.book.lines).judge(of, &floor, &seen) } else { Ok(()) }
            });
            scene.tally.judged(READ, verdict, || request.summary());
            if is_over {
                break;
            }
        }
    }
    Some(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ledger() -> Ledger {
        let mut ledger = Ledger::default();
        for _ in 0..3 {
            let (stream, first, _) = ledger.begin(1);
            ledger.taken(stream, first);
        }
        ledger.begin(1);
        ledger
    }

    #[test]
    fn lines_that_are_lost_torn_or_come_twice_are_told() {
        let all: Vec<u64> = (0..15).collect();
        let judged = |seen: &[u64]| {
            let (mut ledger, floor) = (ledger(), ledger().floor(0).unwrap());
            ledger.judge(0, &floor, seen)
        };
        judged(&all).unwrap();
        judged(&(0..20).collect::<Vec<_>>()).unwrap();
        assert!(judged(&all[..10]).unwrap_err().contains("LOST"));
        assert!(judged(&(0..17).collect::<Vec<_>>()).unwrap_err().contains("TORN"));
        assert!(judged(&[&all[..], &[14]].concat()).unwrap_err().contains("TWICE"));
        assert!(judged(&(0..25).collect::<Vec<_>>()).unwrap_err().contains("nobody wrote"));
    }

    #[test]
    fn what_was_shown_is_held_to() {
        let (mut ledger, all) = (ledger(), (0..20).collect::<Vec<_>>());
        let floor = ledger.floor(0).unwrap();
        ledger.judge(0, &floor, &all).unwrap();
        let floor = ledger.floor(0).unwrap();
        assert!(ledger.judge(0, &floor, &all[..15]).unwrap_err().contains("LOST"));
    }
}
