//! What honest clients write as one version after the other, of which each has a number: what every read must show of it, over
//! however many kills.

use std::time::Duration;

use super::ledger::{Act, Register, Seen};
use super::scene::{Scene, locked};
use super::tally::Kind;
use super::target::Client;
use super::wire::{Reply, Request};
use std::sync::Mutex;

/// A thing of one writer, as its service has it.
pub(crate) trait Versioned {
    /// What writes and reads are counted as.
    const WRITES: Kind;
    const READS: Kind;

    /// The request that writes a version.
    fn write(name: &str, version: u64) -> Request;

    /// Another that may follow one that was done, and what is wrong with its reply.
    fn follow(name: &str, version: u64, done: &Reply) -> Option<Request>;

    /// The request that reads the newest.
    fn read(name: &str) -> Request;

    /// What a read shows; the error is what is wrong with it.
    fn seen(name: &str, reply: &Reply) -> Result<Seen, String>;
}

/// All things of a kind, with their ledgers.
pub(crate) type Things = [(String, Mutex<Register>)];

const PACE: Duration = Duration::from_millis(25);

/// Writes and reads until the run is over.
pub(crate) async fn run<V: Versioned>(scene: &Scene, things: &Things) {
    tokio::join!(write::<V>(scene, things), read::<V>(scene, things));
}

async fn write<V: Versioned>(scene: &Scene, things: &Things) {
    let mut client = Client::new(&scene.target);
    while scene.target.pause(PACE).await {
        let Some((name, register)) = things.get(fastrand::usize(..things.len().max(1))) else { return };
        let version = locked(register).begin(Act::Write);
        let mut request = V::write(name, version);
        let Some(mut reply) = scene.ask(V::WRITES, &mut client, &request).await else { continue };
        if reply.status == 200 {
            locked(register).acknowledge(version);
            if let Some(follows) = V::follow(name, version, &reply) {
                scene.tally.judged(V::WRITES, Ok(()), String::new);
                request = follows;
                let Some(next) = scene.ask(V::WRITES, &mut client, &request).await else { continue };
                reply = next;
            }
        }
        let verdict = match reply.status {
            200 => Ok(()),
            _ => Err(format!("an honest write was answered with {}", reply.summary())),
        };
        scene.tally.judged(V::WRITES, verdict, || request.summary());
    }
}

async fn read<V: Versioned>(scene: &Scene, things: &Things) {
    let mut client = Client::new(&scene.target);
    while scene.target.pause(PACE).await {
        let Some((name, register)) = things.get(fastrand::usize(..things.len().max(1))) else { return };
        let (floor, request) = (locked(register).floor(), V::read(name));
        let Some(reply) = scene.ask(V::READS, &mut client, &request).await else { continue };
        let verdict = V::seen(name, &reply).and_then(|seen| locked(register).judge(floor, seen));
        scene.tally.judged(V::READS, verdict, || request.summary());
    }
}

/// Looks at all of them at rest; nothing if there was no answer.
pub(crate) async fn audit<V: Versioned>(scene: &Scene, things: &Things) -> Option<()> {
    let mut client = Client::new(&scene.target);
    for (name, register) in things {
        let (floor, request) = (locked(register).floor(), V::read(name));
        let answered = client.ask_now(&request).await;
        let verdict = match &answered {
            Ok(reply) => V::seen(name, reply).and_then(|seen| locked(register).judge(floor, seen)),
            Err(cause) => Err(format!("NO ANSWER at rest: {cause}")),
        };
        scene.tally.judged(V::READS, verdict, || request.summary());
        answered.ok()?;
    }
    Some(())
}
