//! Many who wait for messages at once: each message comes to one of them, those who go away take none, and a queue that is
//! deleted lets all of its own go.

use std::collections::BTreeSet;
use std::time::{Duration, Instant};

use conformance::Result;
use serde_json::{Value, json};
use tokio::io::AsyncWriteExt as _;
use tokio::task::JoinSet;

use super::super::misuse::code;
use super::super::scene::Scene;
use super::super::tally::Kind;
use super::super::target::{Outcome, PATIENCE, connect, within};
use super::super::wire::{Incoming, Reply, Request};
use super::{client, received, sqs, url};

/// Thousands who wait.
pub(crate) const POLLS: Kind = "long polls at once";
/// Those who wait at a queue that goes.
pub(crate) const ABANDONED: Kind = "polls of queues that go";

/// The queue at which thousands wait.
pub(crate) const POLLED: &str = "polled";
/// How many wait at once. The servers take more connections than by default.
const AT_ONCE: usize = 2_000;
/// One of so many goes away while it waits.
const LEAVING: usize = 4;
/// How long they wait, in seconds, and when those who leave do.
const WAIT_S: u64 = 15;
const LEAVE: Duration = Duration::from_secs(3);
/// How long after the last of these the messages come.
const COME: Duration = Duration::from_secs(2);
/// How many messages come, in batches.
const MESSAGES: usize = 200;
/// Between two crowds: most of the time there is none, by which open files are judged.
const REST: Duration = Duration::from_secs(40);
/// How many wait at a queue that goes, and how long each has to learn of it on a busy machine: less than it would wait.
const FEW: usize = 40;
const PROMPT: Duration = Duration::from_secs(17);

/// Waits in crowds until the run is over.
pub(crate) async fn run(scene: Scene) {
    tokio::join!(crowds(scene.clone()), deleted(scene));
}

fn poll(queue: &str, wait_s: u64) -> Request {
    sqs("ReceiveMessage", &json!({"QueueUrl": url(queue), "WaitTimeSeconds": wait_s}))
}

/// Asks on a connection of its own. Who leaves has no reply.
async fn ask(scene: &Scene, request: &Request, leaves_after: Option<Duration>) -> Result<Option<Reply>> {
    let mut stream = connect(scene.target.address).await?;
    let mut sent = request.head(&scene.target.host()).into_bytes();
    sent.extend_from_slice(&request.body);
    stream.write_all(&sent).await?;
    match leaves_after {
        None => within(PATIENCE, Incoming::new(stream).reply(&request.method)).await.map(Some),
        Some(after) => {
            tokio::time::sleep(after).await;
            Ok(None)
        }
    }
}

async fn crowds(scene: Scene) {
    let purge = sqs("PurgeQueue", &json!({"QueueUrl": url(POLLED)}));
    while scene.target.pause(REST).await {
        let Some(life) = scene.target.up().await else { return };
        if scene.ask(POLLS, &mut client(&scene), &purge).await.is_none() {
            continue;
        }
        let (mut crowd, mut leaving) = (JoinSet::new(), JoinSet::new());
        for at in 0..AT_ONCE {
            let (scene, leaves) = (scene.clone(), at % LEAVING == 0);
            let asked = async move { ask(&scene, &poll(POLLED, WAIT_S), leaves.then_some(LEAVE)).await };
            if leaves {
                leaving.spawn(asked)
            } else {
                crowd.spawn(asked)
            };
        }
        while leaving.join_next().await.is_some() {}
        let sent = send(&scene).await;
        let (mut seen, mut twice) = (BTreeSet::new(), 0);
        while let Some(joined) = crowd.join_next().await {
            let asked = joined.unwrap_or_else(|cause| Err(cause.into()));
            let outcome = scene.target.outcome(life, asked);
            let input = || poll(POLLED, WAIT_S).summary();
            let Some(Some(reply)) = scene.done_or_counted(POLLS, outcome, input) else { continue };
            let shown = received(&reply);
            for (body, _) in shown.iter().flatten() {
                twice += usize::from(!seen.insert(body.clone()));
            }
            scene.tally.judged(POLLS, shown.map(drop), input);
        }
        // On a busy machine some wait in vain, and what comes later is there for the next.
        let rest = sqs("ReceiveMessage", &json!({"QueueUrl": url(POLLED), "MaxNumberOfMessages": 10}));
        while let Some(reply) = scene.ask(POLLS, &mut client(&scene), &rest).await {
            let shown = received(&reply).unwrap_or_default();
            if shown.is_empty() {
                break;
            }
            seen.extend(shown.into_iter().map(|(body, _)| body));
        }
        // Of a life that has ended nothing is known.
        if sent.is_some() && scene.target.lives(life) {
            let all = &seen;
            let verdict = match (seen.len(), twice) {
                (MESSAGES, 0) => Ok(()),
                (seen, twice) => {
                    let missing = (0..MESSAGES).map(|at| at.to_string()).filter(|at| !all.contains(at));
                    let missing = missing.collect::<Vec<_>>();
                    Err(format!("{seen} messages came, {twice} of them twice; these did not: {missing:?}"))
                }
            };
            scene.tally.judged(POLLS, verdict, || format!("{AT_ONCE} polls"));
        }
    }
}

/// Sends the messages; nothing if not all were taken.
async fn send(scene: &Scene) -> Option<()> {
    let mut client = client(scene);
    // Connections are accepted in turn: once this one is, all who left were seen, and so was their end. Who is only accepted
    // after his end is answered like any other.
    scene.ask(POLLS, &mut client, &sqs("ListQueues", &json!({}))).await?;
    if !scene.target.pause(COME).await {
        return None;
    }
    for batch in 0..MESSAGES / 10 {
        let entries: Vec<Value> = (0..10)
            .map(|at| json!({"Id": at.to_string(), "MessageBody": (batch * 10 + at).to_string()}))
            .collect();
        let request = sqs("SendMessageBatch", &json!({"QueueUrl": url(POLLED), "Entries": entries}));
        let reply = scene.ask(POLLS, &mut client, &request).await?;
        let is_whole =
            reply.json().get("Successful").and_then(Value::as_array).is_some_and(|all| all.len() == 10);
        let verdict = if is_whole { Ok(()) } else { Err(format!("answered with {}", reply.summary())) };
        scene.tally.judged(POLLS, verdict, || request.summary());
        is_whole.then_some(())?;
    }
    Some(())
}

/// Queues that are made, waited at and deleted.
async fn deleted(scene: Scene) {
    for round in 0_u64.. {
        if !scene.target.pause(Duration::from_millis(500)).await {
            return;
        }
        let Some(life) = scene.target.up().await else { return };
        let name = format!("going-{round}");
        let mut client = client(&scene);
        let make = sqs("CreateQueue", &json!({"QueueName": name}));
        let Some(made) = scene.ask(ABANDONED, &mut client, &make).await else { continue };
        if made.status != 200 {
            scene.tally.judged(ABANDONED, Err(made.summary()), || make.summary());
            continue;
        }
        let mut few = JoinSet::new();
        for _ in 0..FEW {
            let (scene, request) = (scene.clone(), poll(&name, 20));
            few.spawn(async move { ask(&scene, &request, None).await });
        }
        scene.target.pause(Duration::from_millis(fastrand::u64(0..1500))).await;
        let begun = Instant::now();
        let delete = sqs("DeleteQueue", &json!({"QueueUrl": url(&name)}));
        let is_deleted =
            scene.ask(ABANDONED, &mut client, &delete).await.is_some_and(|reply| reply.status == 200);
        while let Some(joined) = few.join_next().await {
            let asked = joined.unwrap_or_else(|cause| Err(cause.into()));
            let input = || poll(&name, 20).summary();
            let outcome: Outcome<Option<Reply>> = scene.target.outcome(life, asked);
            if let Some(Some(reply)) = scene.done_or_counted(ABANDONED, outcome, input)
                && is_deleted
            {
                scene.tally.judged(ABANDONED, told(&reply, begun.elapsed()), input);
            }
        }
    }
}

/// Who waited at a queue that is gone is told so, and soon.
fn told(reply: &Reply, took: Duration) -> std::result::Result<(), String> {
    if code(reply) != "AWS.SimpleQueueService.NonExistentQueue" || reply.status != 400 {
        return Err(format!("the queue is gone, and a poll was answered with {}", reply.summary()));
    }
    if took > PROMPT { Err(format!("SLOW: it waited {took:?} at a queue that is gone")) } else { Ok(()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_is_not_told_of_the_end_is_found() {
        let header =
            ("x-amzn-query-error".to_owned(), "AWS.SimpleQueueService.NonExistentQueue;Sender".to_owned());
        let gone = Reply { status: 400, headers: vec![header], ..Reply::default() };
        told(&gone, PROMPT / 2).unwrap();
        assert!(told(&gone, PROMPT * 2).unwrap_err().contains("SLOW"));
        told(&Reply::of(200, "{}"), Duration::ZERO).unwrap_err();
    }
}
