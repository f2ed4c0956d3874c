//! What every trial of one server shares: the server, the counts, the ledgers.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Instant;

use super::ledger::{Counter, Events, Register};
use super::logs::lines;
use super::queues::messages;
use super::secrets::values;
use super::tally::{Kind, Tally};
use super::target::{Client, Outcome, Target};
use super::things::{Sort, Thing};
use super::wire::{Reply, Request};

/// The bucket of honest clients, versions off.
pub(crate) const BUCKET: &str = "honest";
/// The bucket whose objects must stay as they are.
pub(crate) const GUARDED: &str = "guarded";
/// The bucket of large bodies that nobody reads again.
pub(crate) const BULK: &str = "bulk";
/// The table of honest clients, with an index.
pub(crate) const TABLE: &str = "honest";
/// Where the function that works off events leaves its marks.
pub(crate) const MARKS: &str = "marks";
/// The function that works off events.
pub(crate) const MARKER: &str = "marker";
/// What every name has that an intruder tries to make.
pub(crate) const INTRUDER: &str = "intruder";

/// All ledgers of one server.
#[derive(Debug)]
pub(crate) struct Book {
    pub(crate) objects: Vec<Thing>,
    /// Objects that are uploaded in parts.
    pub(crate) uploads: Vec<Thing>,
    pub(crate) items: Vec<Thing>,
    pub(crate) functions: Vec<Thing>,
    /// Three items that are written together.
    pub(crate) triples: Vec<(String, Mutex<Register>)>,
    pub(crate) counters: Vec<(String, Mutex<Counter>)>,
    pub(crate) events: Mutex<Events>,
    /// The messages of each queue.
    pub(crate) messages: [Mutex<messages::Ledger>; 2],
    /// The lines of log streams.
    pub(crate) lines: Mutex<lines::Ledger>,
    /// Parameters and secrets, by their names.
    pub(crate) parameters: Vec<(String, Mutex<Register>)>,
    pub(crate) secrets: Vec<(String, Mutex<Register>)>,
}

impl Book {
    pub(crate) fn new() -> Book {
        let things =
            |sort, count| (0..count).map(|at| Thing::new(sort, format!("{}-{at}", sort.name()))).collect();
        Book {
            objects: things(Sort::Object, 60),
            uploads: things(Sort::Upload, 6),
            items: things(Sort::Item, 60),
            functions: things(Sort::Function, 6),
            triples: (0..6).map(|at| (format!("triple-{at}"), Mutex::default())).collect(),
            counters: (0..6).map(|at| (format!("counter-{at}"), Mutex::default())).collect(),
            events: Mutex::default(),
            messages: Default::default(),
            lines: Mutex::default(),
            parameters: (0..5).map(|at| (format!("/honest/parameter-{at}"), Mutex::default())).collect(),
            secrets: values::names().map(|name| (name, Mutex::default())).collect(),
        }
    }

    /// All that is written as a whole.
    pub(crate) fn things(&self) -> impl Iterator<Item = &Thing> {
        self.objects.iter().chain(&self.uploads).chain(&self.items).chain(&self.functions)
    }
}

/// One server and what is known of it: a handle, cheap to clone.
#[derive(Clone, Debug)]
pub(crate) struct Scene {
    pub(crate) target: Arc<Target>,
    pub(crate) tally: Arc<Tally>,
    pub(crate) book: Arc<Book>,
    pub(crate) begun: Instant,
}

impl Scene {
    pub(crate) fn new(place: &'static str, target: Arc<Target>) -> Scene {
        let (tally, book) = (Arc::new(Tally::of(place)), Arc::new(Book::new()));
        Scene { target, tally, book, begun: Instant::now() }
    }

    /// A reply, if there is one to judge. That there is none although the server was up is a violation.
    pub(crate) async fn ask(&self, kind: Kind, client: &mut Client, request: &Request) -> Option<Reply> {
        let outcome = client.ask(request).await;
        self.done_or_counted(kind, outcome, || request.summary())
    }

    /// What was done, if it was done; the rest is counted.
    pub(crate) fn done_or_counted<T>(
        &self,
        kind: Kind,
        outcome: Outcome<T>,
        input: impl FnOnce() -> String,
    ) -> Option<T> {
        match outcome {
            Outcome::Done(done) => Some(done),
            Outcome::Over => None,
            Outcome::Interrupted => {
                self.tally.interrupted(kind);
                None
            }
            Outcome::Silent(cause) => {
                self.tally.judged(kind, Err(format!("NO ANSWER: {cause}")), input);
                None
            }
        }
    }

    /// Seconds of the run.
    pub(crate) fn second(&self) -> u64 {
        self.begun.elapsed().as_secs()
    }
}

/// A lock whose holder cannot have left it half changed.
pub(crate) fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
