//! One life of a process: clients do random things at the same time, until it dies or ends.

use std::collections::BTreeMap;
use std::path::Path;
use std::pin::Pin;
use std::task::Poll;
use std::time::Duration;

use base::entropy::Entropy;
use testkit::model::Model as _;
use testkit::{Faults, Parts, Rng, look};

use crate::client::{Client, Said, Step};
use crate::engines::{self, Seat, World};
use crate::inbox::{Inbox, Told};
use crate::tables;

/// The clients, by the names of what they make.
const NAMES: [&str; 4] = ["ann", "bob", "cat", "dan"];
/// Once in so many turns something happens that is no request.
const HAPPENS: u32 = 150;
/// How often everybody has a turn without an answer before flushes that are held back are let go, or the process dies.
const PATIENCE: usize = 40;
/// How long anything may take, by the host's clock.
const LIMIT: Duration = Duration::from_secs(20);
/// How many days pass at once.
const DAYS: [u64; 4] = [1, 1, 1, 6];
/// They are an hour longer than days, so that what is due after a day is due.
const HOURS_OF_DAY: u64 = 25;
/// What a client does in a fork.
const STEPS_IN_FORK: usize = 20;

/// A client, from one life to the next.
#[derive(Clone, Debug)]
pub(crate) struct Member {
    name: &'static str,
    knows: Client,
    /// What may have been done too, without an answer.
    unanswered: Option<Step>,
    /// How many events must have been told, and how many more may have been.
    events: BTreeMap<Told, (usize, usize)>,
}

impl Member {
    pub(crate) fn all() -> Vec<Member> {
        let (knows, events) = (Client::default(), BTreeMap::new());
        NAMES
            .map(|name| Member { name, knows: knows.clone(), unanswered: None, events: events.clone() })
            .into()
    }

    /// A step has been taken, or may have been.
    fn note_event(&mut self, seat: &Seat, step: &Step, certain: bool) {
        for told in self.knows.told_of(seat, step) {
            let (must, may) = self.events.entry(told).or_default();
            *if certain { must } else { may } += 1;
        }
    }

    /// What was to be told of a place may be told, or not.
    fn let_go(&mut self, place: &str) {
        for (_, (must, may)) in self.events.iter_mut().filter(|((of, _), _)| of == place) {
            *may += std::mem::take(must);
        }
    }
}

/// What a client is doing.
struct Doing {
    step: Step,
    /// What must come of it; nothing if the state was exchanged meanwhile.
    expected: Option<(Said, Client)>,
    asking: Pin<Box<dyn Future<Output = Said>>>,
}

/// A process at work.
pub(crate) struct Life<'a> {
    pub(crate) chance: &'a mut Rng,
    pub(crate) world: World,
    pub(crate) faults: Faults,
    pub(crate) inbox: Inbox,
    pub(crate) scratch: &'a Path,
    pub(crate) members: Vec<Member>,
    /// Whether states are restored here: then nobody knows which events are told.
    pub(crate) restores: bool,
    /// What everybody knew when the checkpoint was taken.
    pub(crate) saved: Option<Vec<Client>>,
}

impl Life<'_> {
    fn seat(&self, name: &'static str) -> Seat {
        Seat { world: self.world.clone(), name }
    }

    /// What the last process acknowledged is there, and of what it did not all or nothing.
    pub(crate) async fn find_all(&mut self) {
        for at in 0..self.members.len() {
            self.find(at).await;
        }
        tables::audit_bank(&self.world).await;
    }

    /// What one client was told is there; what it was not told has been done, or not.
    async fn find(&mut self, at: usize) {
        let seat = self.seat(self.members[at].name);
        let seen = Client::seen(&seat).await;
        let member = &mut self.members[at];
        let Some(step) = member.unanswered.take() else {
            let name = member.name;
            assert!(seen == member.knows, "{name} knows, and there is: {}", member.knows.unlike(&seen));
            return;
        };
        let after = |step: &Step| {
            let mut after = member.knows.clone();
            after.take(step);
            after
        };
        let (before, happened) = (seen == member.knows, seen == after(&step));
        let found = match () {
            () if before => Some(member.knows.clone()),
            () if happened => Some(after(&step)),
            () => step.parts().iter().map(after).find(|part| seen == *part),
        };
        let Some(found) = found else {
            panic!(
                "before, and there is: {}\nafter {step:?}, and there is: {}",
                member.knows.unlike(&seen),
                after(&step).unlike(&seen)
            );
        };
        if happened {
            member.note_event(&seat, &step, !before);
        }
        member.knows = found.with_seen(seen);
    }

    /// Goes on until so many requests were made. False if the process has died.
    pub(crate) async fn live(&mut self, requests: u64) -> bool {
        let mut doing: Vec<Option<Doing>> = self.members.iter().map(|_| None).collect();
        let mut waited = 0;
        while self.world.engine.requests() < requests {
            tokio::task::yield_now().await;
            if self.chance.u32(..HAPPENS) == 0 && !self.happens(&mut doing).await {
                self.die(doing);
                return false;
            }
            let at = self.chance.usize(..doing.len());
            waited = if self.turn(at, &mut doing[at]) { 0 } else { waited + 1 };
            // What is drawn must not depend on how fast this machine is: only flushes that are held back let others go ahead.
            let uses_threads = doing[at].as_ref().is_some_and(|doing| doing.step.uses_threads());
            while doing[at].is_some() && (uses_threads || !self.faults.is_holding()) {
                if uses_threads {
                    self.faults.let_go();
                }
                tokio::task::yield_now().await;
                self.turn(at, &mut doing[at]);
            }
            if self.members[at].unanswered.is_some() {
                self.faults.let_go();
                self.find(at).await;
            }
            if self.faults.is_holding() && waited > PATIENCE {
                if self.chance.u8(..3) == 0 {
                    self.die(doing);
                    return false;
                }
                self.faults.let_go();
                waited = 0;
            }
        }
        self.quiet(&mut doing).await;
        true
    }

    /// A client's turn; whether it has begun something, or been answered.
    fn turn(&mut self, at: usize, doing: &mut Option<Doing>) -> bool {
        let seat = self.seat(self.members[at].name);
        let member = &mut self.members[at];
        let Some(under_way) = doing else {
            let step = member.knows.draw(self.chance);
            if let Some(place) = step.lets_go(&seat) {
                member.let_go(&place);
            }
            let mut after = member.knows.clone();
            let said = after.take(&step);
            let asked = step.clone();
            let asking = Box::pin(async move { Client::ask(&seat, &asked).await });
            *doing = Some(Doing { step, expected: Some((said, after)), asking });
            return true;
        };
        let Poll::Ready(said) = look(&mut under_way.asking) else { return false };
        let Doing { step, expected, .. } = doing.take().unwrap();
        match expected {
            Some((expected, after)) => {
                assert_eq!(said, expected, "what {} is answered to {step:?}", member.name);
                member.note_event(&seat, &step, true);
                member.knows = after;
            }
            // Decided in the old state, and gone with it, or in the new one.
            None => {
                assert!(!said.is_fault(), "{said:?} to {step:?}");
                member.unanswered = Some(step);
            }
        }
        true
    }

    /// Everybody waits for the answer to what is under way.
    async fn quiet(&mut self, doing: &mut [Option<Doing>]) {
        self.faults.let_go();
        let all = async {
            while doing.iter().any(Option::is_some) {
                for (at, doing) in doing.iter_mut().enumerate().filter(|(_, doing)| doing.is_some()) {
                    self.turn(at, doing);
                }
                tokio::task::yield_now().await;
            }
        };
        if tokio::time::timeout(LIMIT, all).await.is_err() {
            let waits: Vec<_> = doing.iter().flatten().map(|doing| &doing.step).collect();
            panic!("nobody answers {waits:?}");
        }
        if self.members.iter().any(|member| member.unanswered.is_some()) {
            self.find_all().await;
        }
    }

    /// Something that is no request. False if the process dies.
    async fn happens(&mut self, doing: &mut [Option<Doing>]) -> bool {
        match self.chance.u8(..20) {
            0..4 => self.faults.hold(),
            4..9 => self.faults.hold_after(self.chance.usize(1..30)),
            9..13 => self.world.advance(self.chance.u64(1..200)),
            13 if self.restores => {
                self.quiet(doing).await;
                self.world.store.checkpoint("saved").unwrap();
                self.saved = Some(self.members.iter().map(|member| member.knows.clone()).collect());
            }
            14 | 15 => self.restore(doing),
            16 => {
                self.quiet(doing).await;
                self.fork().await;
            }
            17 => {
                self.quiet(doing).await;
                self.days_pass().await;
            }
            18 => {
                self.quiet(doing).await;
                self.find_all().await;
            }
            19 => {
                // The disk is full: nothing is acknowledged any more.
                self.faults.fail();
                for member in &self.members {
                    let seat = self.seat(member.name);
                    let step = member.knows.draw(self.chance);
                    let said = Client::ask(&seat, &step).await;
                    assert!(said.is_fault(), "{said:?} to {step:?}, though the disk is full");
                }
                return false;
            }
            _ => {}
        }
        true
    }

    /// Restores the checkpoint, if there is one, whatever is under way.
    fn restore(&mut self, doing: &mut [Option<Doing>]) {
        let Some(saved) = &self.saved else { return };
        self.world.store.restore("saved").unwrap();
        self.world.engine.notice_exchange();
        for ((member, doing), saved) in self.members.iter_mut().zip(doing).zip(saved) {
            member.knows = saved.clone();
            member.unanswered = None;
            if let Some(doing) = doing {
                doing.expected = None;
            }
        }
    }

    /// Does something in a fork, of which nothing is seen here.
    async fn fork(&mut self) {
        let entropy = Entropy::seeded(self.chance.u64(..));
        let store = self.world.store.fork(entropy.clone()).unwrap();
        let mut parts = Parts::drawing(store, entropy);
        parts.clock = self.world.clock.clone();
        let inbox = Inbox::new(Rng::with_seed(0), false);
        let receipts = self.world.engine.receipts.fork();
        let fork = engines::world(parts, (&inbox, receipts), &self.scratch.join("fork"));
        for member in &self.members {
            let seat = Seat { world: fork.clone(), name: member.name };
            let mut knows = member.knows.clone();
            for _ in 0..STEPS_IN_FORK {
                let step = knows.draw(self.chance);
                assert_eq!(Client::ask(&seat, &step).await, knows.take(&step), "in a fork, to {step:?}");
            }
            assert_eq!(Client::seen(&seat).await, knows, "what is there in a fork");
        }
        fork.stop().await;
        self.find_all().await;
    }

    /// A day passes, or several: what was to go with time has gone.
    async fn days_pass(&mut self) {
        let hours = self.chance.choice(DAYS).unwrap() * HOURS_OF_DAY;
        self.saved = None;
        for at in 0..self.members.len() {
            let seat = self.seat(self.members[at].name);
            let member = &mut self.members[at];
            for group in member.knows.retaining(&seat) {
                member.let_go(&group);
            }
            member.knows.days_pass(hours);
        }
        self.world.advance(hours * 60 * 60);
        let gone = async {
            for member in &self.members {
                let seat = self.seat(member.name);
                while tables::has_overdue(&seat).await || member.knows.parameters.has_overdue(&seat).await {
                    tokio::task::yield_now().await;
                }
            }
        };
        assert!(tokio::time::timeout(LIMIT, gone).await.is_ok(), "what is overdue goes");
        self.find_all().await;
    }

    /// All events have been told that must be, and no others.
    pub(crate) async fn hear_all(&self) {
        if self.restores {
            return;
        }
        self.inbox.always_reachable(true);
        let events = || self.members.iter().flat_map(|member| &member.events);
        let heard = async {
            while events().any(|(told, (must, _))| self.inbox.count(told) < *must) {
                // What could not be sent is sent again later.
                self.world.advance(1);
                tokio::task::yield_now().await;
            }
        };
        let came = tokio::time::timeout(LIMIT, heard).await;
        for (told, (must, may)) in events() {
            let count = self.inbox.count(told);
            assert!(
                count >= *must && count <= must + may,
                "{count} events of {told:?}, not {must} (and {may})"
            );
        }
        came.unwrap();
    }

    /// What was under way may have been done, or not.
    fn die(&mut self, doing: Vec<Option<Doing>>) {
        for (member, doing) in self.members.iter_mut().zip(doing) {
            if let Some(doing) = doing {
                member.unanswered = Some(doing.step);
            }
        }
    }
}
