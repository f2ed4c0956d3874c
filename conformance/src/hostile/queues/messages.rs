//! What an honest user of a queue is promised: a message that was taken is handed out until it is deleted, one that was deleted
//! is not handed out again, and the messages of a group come in their order; over however many kills.

use std::collections::{BTreeMap, BTreeSet};
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use super::super::misuse::code;
use super::super::scene::{Scene, locked};
use super::super::tally::Kind;
use super::{client, received, sqs, url};

/// Messages that are sent.
pub(crate) const SENT: Kind = "messages sent";
/// Messages that are received, and what is seen of them.
pub(crate) const RECEIVED: Kind = "messages received";

/// The queues, a standard one and a FIFO one.
pub(crate) const QUEUES: [&str; 2] = ["honest-messages", "honest-messages.fifo"];
/// How long a message that is not deleted is away.
pub(crate) const VISIBILITY_S: u64 = 5;
/// How many groups the FIFO queue has.
const GROUPS: u64 = 5;
/// Between two messages.
const PACE: Duration = Duration::from_millis(60);
/// How many seconds a message may stay undeleted: on a busy machine, across a kill.
const DUE: u64 = 150;
/// What a send may take beside all else.
const PROMPT: Duration = Duration::from_secs(20);

/// How a message stands, as far as its sender and its receivers know.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Standing {
    /// It was tried to send it.
    Tried,
    /// It was taken, in this second of the run.
    Taken(u64),
    /// It was tried to delete it.
    Deleting,
    /// It was deleted, as the so-many-th.
    Deleted(u64),
}

/// All messages of one queue, by their numbers.
#[derive(Debug, Default)]
pub(crate) struct Ledger {
    messages: BTreeMap<u64, Standing>,
    next: u64,
    deleted: u64,
}

impl Ledger {
    /// The number of the next message.
    fn begin(&mut self) -> u64 {
        self.next += 1;
        self.messages.insert(self.next, Standing::Tried);
        self.next
    }

    /// The queue took it. It may have been received by now.
    fn taken(&mut self, number: u64, second: u64) {
        self.messages.entry(number).and_modify(|standing| {
            if *standing == Standing::Tried {
                *standing = Standing::Taken(second);
            }
        });
    }

    /// A receive that began after `floor` deletions has shown a message, behind these of its batch.
    fn seen(&self, number: u64, floor: u64, before: &BTreeSet<u64>, in_groups: bool) -> Result<(), String> {
        match self.messages.get(&number) {
            None => return Err(format!("message {number} was received, which nobody sent")),
            Some(Standing::Deleted(at)) if *at <= floor => {
                return Err(format!("CAME BACK: message {number} was deleted, and is received again"));
            }
            Some(_) => {}
        }
        let of_group = |other: &u64| in_groups && other % GROUPS == number % GROUPS;
        let earlier = self.messages.range(..number).filter(|(other, _)| of_group(other));
        let waits = |(other, standing): &(&u64, &Standing)| {
            matches!(standing, Standing::Taken(_)) && !before.contains(other)
        };
        match earlier.into_iter().find(waits) {
            Some((other, _)) => {
                Err(format!("OUT OF TURN: message {number} came before {other} of its group"))
            }
            None => Ok(()),
        }
    }

    /// It is about to be deleted. What was known of it before, in case it is not.
    fn deleting(&mut self, number: u64) -> Option<Standing> {
        let standing = self.messages.get_mut(&number)?;
        // The other receiver may have been faster, where this one took longer than the message was away.
        let is_deleted = matches!(standing, Standing::Deleted(_));
        (!is_deleted).then(|| std::mem::replace(standing, Standing::Deleting))
    }

    /// It was deleted, or was not and is what it was.
    fn judged(&mut self, number: u64, is_deleted: bool, before: Option<Standing>) {
        if is_deleted {
            self.deleted += 1;
            self.messages.insert(number, Standing::Deleted(self.deleted));
        } else if let (Some(before), Some(standing @ Standing::Deleting)) =
            (before, self.messages.get_mut(&number))
        {
            *standing = before;
        }
    }

    /// Messages that were taken in this second or before and nobody has come to delete.
    fn overdue(&self, second: u64) -> Vec<u64> {
        let is_overdue = |standing: &Standing| matches!(standing, Standing::Taken(at) if *at <= second);
        self.messages.iter().filter(|(_, standing)| is_overdue(standing)).map(|(number, _)| *number).collect()
    }

    /// How many were deleted.
    pub(crate) fn done(&self) -> u64 {
        self.deleted
    }
}

/// Sends, receives and deletes until the run is over.
pub(crate) async fn run(scene: Scene) {
    tokio::join!(with_queue(scene.clone(), 0), with_queue(scene, 1));
}

async fn with_queue(scene: Scene, at: usize) {
    let (one, another) = (receive(scene.clone(), at), receive(scene.clone(), at));
    tokio::join!(send(scene.clone(), at), one, another, look(scene, at));
}

fn name(at: usize) -> &'static str {
    QUEUES.get(at).copied().unwrap_or_default()
}

async fn send(scene: Scene, at: usize) {
    let Some(ledger) = scene.book.messages.get(at) else { return };
    let mut client = client(&scene);
    while scene.target.pause(PACE).await {
        let number = locked(ledger).begin();
        let mut input = json!({"QueueUrl": url(name(at)), "MessageBody": number.to_string()});
        if let Some(input) = input.as_object_mut().filter(|_| name(at).ends_with(".fifo")) {
            input.insert("MessageGroupId".to_owned(), Value::from((number % GROUPS).to_string()));
        }
        let (request, begun) = (sqs("SendMessage", &input), Instant::now());
        let Some(reply) = scene.ask(SENT, &mut client, &request).await else { continue };
        let verdict = match reply.status {
            200 if begun.elapsed() > PROMPT => Err(format!("SLOW: it took {:?}", begun.elapsed())),
            200 => Ok(()),
            _ => Err(format!("an honest message was answered with {}", reply.summary())),
        };
        if reply.status == 200 {
            locked(ledger).taken(number, scene.second());
        }
        scene.tally.judged(SENT, verdict, || request.summary());
    }
}

async fn receive(scene: Scene, at: usize) {
    let mut client = client(&scene);
    while scene.target.pause(PACE).await {
        let input = json!({"QueueUrl": url(name(at)), "MaxNumberOfMessages": 10, "WaitTimeSeconds": 2});
        let request = sqs("ReceiveMessage", &input);
        let Some(ledger) = scene.book.messages.get(at) else { return };
        let floor = locked(ledger).done();
        let Some(reply) = scene.ask(RECEIVED, &mut client, &request).await else { continue };
        for (number, handle) in noted(&scene, at, floor, received(&reply), || request.summary()) {
            // One of ten is left, and comes back.
            if fastrand::u8(..10) == 0 {
                continue;
            }
            let delete = sqs("DeleteMessage", &json!({"QueueUrl": url(name(at)), "ReceiptHandle": handle}));
            let before = locked(ledger).deleting(number);
            let Some(reply) = scene.ask(RECEIVED, &mut client, &delete).await else { continue };
            locked(ledger).judged(number, reply.status == 200, before);
            let verdict = match reply.status {
                200 => Ok(()),
                // Of a FIFO queue, if it took too long.
                400 if code(&reply) == "InvalidParameterValue" => Ok(()),
                _ => Err(format!("a deletion was answered with {}", reply.summary())),
            };
            scene.tally.judged(RECEIVED, verdict, || delete.summary());
        }
    }
}

/// Judges what a receive has shown; the numbers of the messages, and their handles.
fn noted(
    scene: &Scene,
    at: usize,
    floor: u64,
    shown: Result<Vec<(String, String)>, String>,
    input: impl Fn() -> String,
) -> Vec<(u64, String)> {
    let Some(ledger) = scene.book.messages.get(at) else { return Vec::new() };
    let (mut batch, mut found) = (BTreeSet::new(), Vec::new());
    let shown = match shown {
        Ok(shown) => shown,
        Err(what) => {
            scene.tally.judged(RECEIVED, Err(what), input);
            return found;
        }
    };
    for (body, handle) in shown {
        let number = body.parse().unwrap_or_default();
        let verdict = locked(ledger).seen(number, floor, &batch, name(at).ends_with(".fifo"));
        scene.tally.judged(RECEIVED, verdict, &input);
        batch.insert(number);
        found.push((number, handle));
    }
    found
}

/// Tells of messages that nobody comes to see.
async fn look(scene: Scene, at: usize) {
    let Some(ledger) = scene.book.messages.get(at) else { return };
    while scene.target.pause(Duration::from_secs(1)).await {
        let Some(due) = scene.second().checked_sub(DUE) else { continue };
        let overdue = locked(ledger).overdue(due);
        for number in overdue {
            let what = format!("LOST: message {number} was taken more than {DUE} s ago and does not come");
            scene.tally.violated(RECEIVED, what, name(at));
            locked(ledger).deleting(number);
        }
    }
}

/// Receives until all that was taken has come, for as long as a message may take.
pub(crate) async fn drain(scene: &Scene) {
    let mut client = client(scene);
    for (at, ledger) in scene.book.messages.iter().enumerate() {
        let end = scene.second() + DUE;
        let input = json!({"QueueUrl": url(name(at)), "MaxNumberOfMessages": 10, "WaitTimeSeconds": 1});
        let request = sqs("ReceiveMessage", &input);
        loop {
            let open = locked(ledger).overdue(u64::MAX);
            if open.is_empty() {
                break;
            }
            if scene.second() > end {
                let what = format!("LOST: {} messages that were taken do not come: {open:?}", open.len());
                scene.tally.violated(RECEIVED, what, name(at));
                break;
            }
            let floor = locked(ledger).done();
            let shown = client.ask_now(&request).await.map_err(|cause| cause.to_string());
            let shown = shown.and_then(|reply| received(&reply));
            for (number, handle) in noted(scene, at, floor, shown, || request.summary()) {
                let delete = json!({"QueueUrl": url(name(at)), "ReceiptHandle": handle});
                let before = locked(ledger).deleting(number);
                let reply = client.ask_now(&sqs("DeleteMessage", &delete)).await;
                locked(ledger).judged(number, reply.is_ok_and(|reply| reply.status == 200), before);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ledger(taken: u64) -> Ledger {
        let mut ledger = Ledger::default();
        for _ in 0..taken {
            let number = ledger.begin();
            ledger.taken(number, 1);
        }
        ledger
    }

    #[test]
    fn what_comes_back_is_told() {
        let mut ledger = ledger(2);
        let none = BTreeSet::new();
        ledger.seen(1, 0, &none, false).unwrap();
        let before = ledger.deleting(1);
        ledger.judged(1, true, before);
        // The receive began before the deletion.
        ledger.seen(1, 0, &none, false).unwrap();
        assert!(ledger.seen(1, 1, &none, false).unwrap_err().contains("CAME BACK"));
        assert!(ledger.seen(3, 1, &none, false).unwrap_err().contains("nobody sent"));
    }

    #[test]
    fn what_overtakes_its_group_is_told() {
        let mut ledger = ledger(2 + GROUPS);
        let none = BTreeSet::new();
        ledger.seen(2, 0, &none, true).unwrap();
        assert!(ledger.seen(1 + GROUPS, 0, &none, true).unwrap_err().contains("OUT OF TURN"));
        ledger.seen(1 + GROUPS, 0, &BTreeSet::from([1]), true).unwrap();
        ledger.seen(1 + GROUPS, 0, &none, false).unwrap();
        ledger.deleting(1);
        ledger.seen(1 + GROUPS, 0, &none, true).unwrap();
    }

    #[test]
    fn what_does_not_come_is_told() {
        let mut ledger = ledger(3);
        assert_eq!(ledger.overdue(1), [1, 2, 3]);
        assert_eq!(ledger.overdue(0), [0; 0]);
        let before = ledger.deleting(1);
        ledger.judged(1, false, before);
        assert_eq!(ledger.overdue(1), [1, 2, 3]);
        ledger.deleting(2);
        assert_eq!(ledger.overdue(1), [1, 3]);
    }
}
