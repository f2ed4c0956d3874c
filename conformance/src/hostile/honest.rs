//! Honest clients: writers, each of things of its own, and readers of everything. All of them keep the ledgers.

use std::time::Duration;

use super::ledger::Act;
use super::scene::{Scene, locked};
use super::tally::Kind;
use super::target::Client;
use super::things::{Thing, Verdict};

/// Writes of whole things.
pub(crate) const WRITES: Kind = "honest writes";
/// Reads of them.
pub(crate) const READS: Kind = "honest reads";

/// Writers of each sort of thing.
const WRITERS: usize = 2;
const READERS: usize = 2;
/// Between two requests of one client.
const PACE: Duration = Duration::from_millis(10);

/// Lets all writers and readers run until the run is over.
pub(crate) async fn run(scene: Scene) {
    let mut clients = tokio::task::JoinSet::new();
    let book = &scene.book;
    for (sort, count) in [book.objects.len(), book.items.len(), book.functions.len()].into_iter().enumerate()
    {
        for writer in 0..WRITERS {
            let mine: Vec<usize> = (writer..count).step_by(WRITERS).collect();
            clients.spawn(write(scene.clone(), sort, mine));
        }
    }
    for _ in 0..READERS {
        clients.spawn(read(scene.clone()));
    }
    while clients.join_next().await.is_some() {}
}

async fn write(scene: Scene, sort: usize, mine: Vec<usize>) {
    let mut client = Client::new(&scene.target);
    let book = scene.book.clone();
    let things = match sort {
        0 => &book.objects,
        1 => &book.items,
        _ => &book.functions,
    };
    while scene.target.pause(PACE).await {
        let turn = fastrand::usize(..mine.len().max(1));
        let Some(thing) = mine.get(turn).and_then(|at| things.get(*at)) else { return };
        write_once(&scene, &mut client, thing).await;
    }
}

/// One write of whatever fits: now and then it deletes.
async fn write_once(scene: &Scene, client: &mut Client, thing: &Thing) {
    let (version, there, act) = {
        let mut register = locked(&thing.register);
        let there = register.is_there();
        let act = if there && fastrand::u8(..8) == 0 { Act::Delete } else { Act::Write };
        (register.begin(act), there, act)
    };
    let request = match act {
        Act::Write => thing.write(version, there),
        Act::Delete => thing.delete(),
    };
    let Some(reply) = scene.ask(WRITES, client, &request).await else { return };
    let mut register = locked(&thing.register);
    let verdict = match thing.sort.verdict(&reply) {
        Verdict::Done => {
            register.acknowledge(version);
            Ok(())
        }
        Verdict::Refused => {
            register.withdraw(version);
            Ok(())
        }
        // Whether it was done is not known.
        Verdict::Wrong => Err(format!("an honest write was answered with {}", reply.summary())),
    };
    scene.tally.judged(WRITES, verdict, || request.summary());
}

async fn read(scene: Scene) {
    let mut client = Client::new(&scene.target);
    let things: Vec<&Thing> = scene.book.things().collect();
    while scene.target.pause(PACE).await {
        let turn = fastrand::usize(..things.len().max(1));
        let Some(thing) = things.get(turn) else { return };
        let (floor, request) = (locked(&thing.register).floor(), thing.read());
        if let Some(reply) = scene.ask(READS, &mut client, &request).await {
            let verdict = thing.seen(&reply).and_then(|seen| locked(&thing.register).judge(floor, seen));
            scene.tally.judged(READS, verdict, || request.summary());
        }
    }
}
