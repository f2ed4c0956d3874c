//! What was tried and what went wrong: a count for each kind, and every violation with the input that caused it.

use std::collections::BTreeMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

/// The most violations of a kind that are printed one by one; the others are counted.
const MOST_PRINTED: usize = 10;

/// A kind of trial, by the name that the table shows.
pub(crate) type Kind = &'static str;

/// A promise that was broken.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Violation {
    pub(crate) kind: Kind,
    /// Which server.
    pub(crate) place: &'static str,
    /// What was seen, and what should have been.
    pub(crate) what: String,
    /// What was sent.
    pub(crate) input: String,
}

#[derive(Debug, Default)]
struct Counts {
    tried: u64,
    interrupted: u64,
    violated: u64,
    printed: Vec<Violation>,
}

/// The counts of one server's trials; shared by all who try.
#[derive(Debug)]
pub(crate) struct Tally {
    pub(crate) place: &'static str,
    kinds: Mutex<BTreeMap<Kind, Counts>>,
}

impl Tally {
    pub(crate) fn of(place: &'static str) -> Tally {
        Tally { place, kinds: Mutex::default() }
    }

    fn kinds(&self) -> MutexGuard<'_, BTreeMap<Kind, Counts>> {
        self.kinds.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// A kind that must not end with nothing tried.
    pub(crate) fn expect(&self, kind: Kind) {
        self.kinds().entry(kind).or_default();
    }

    /// Something was tried and judged.
    pub(crate) fn tried(&self, kind: Kind) {
        self.kinds().entry(kind).or_default().tried += 1;
    }

    /// The server was killed before there was something to judge.
    pub(crate) fn interrupted(&self, kind: Kind) {
        self.kinds().entry(kind).or_default().interrupted += 1;
    }

    /// A promise was broken.
    pub(crate) fn violated(&self, kind: Kind, what: impl Into<String>, input: impl Into<String>) {
        let violation = Violation { kind, place: self.place, what: what.into(), input: input.into() };
        let mut kinds = self.kinds();
        let counts = kinds.entry(kind).or_default();
        counts.violated += 1;
        if counts.printed.len() < MOST_PRINTED {
            // At once, too: who watches a long run need not wait for its end.
            eprintln!(
                "VIOLATION at {}: {}: {}\n    by {}",
                self.place, kind, violation.what, violation.input
            );
            counts.printed.push(violation);
        }
    }

    /// Something was tried; the error is what is wrong with it.
    pub(crate) fn judged(&self, kind: Kind, verdict: Result<(), String>, input: impl FnOnce() -> String) {
        self.tried(kind);
        if let Err(what) = verdict {
            self.violated(kind, what, input());
        }
    }

    /// Prints the table. False if anything was violated, or something was to be tried and never was.
    pub(crate) fn print(&self) -> bool {
        let mut clean = true;
        println!("\n{:<34} {:>10} {:>12} {:>10}", self.place, "tried", "interrupted", "violations");
        for (kind, counts) in self.kinds().iter() {
            println!("  {kind:<32} {:>10} {:>12} {:>10}", counts.tried, counts.interrupted, counts.violated);
            if counts.tried == 0 {
                println!("  {kind}: NEVER TRIED, so nothing is known of it");
            }
            clean &= counts.violated == 0 && counts.tried > 0;
        }
        for counts in self.kinds().values() {
            for violation in &counts.printed {
                println!("  VIOLATION: {}: {}\n    by {}", violation.kind, violation.what, violation.input);
            }
        }
        clean
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_violation_fails_the_run() {
        let tally = Tally::of("here");
        tally.judged("things", Ok(()), String::new);
        assert!(tally.print());
        tally.judged("things", Err("broken".into()), || "GET /".into());
        assert!(!tally.print());
        let printed = tally.kinds()["things"].printed.clone();
        assert_eq!((printed[0].what.as_str(), printed[0].input.as_str()), ("broken", "GET /"));
        assert_eq!(tally.kinds()["things"].tried, 2);
    }

    #[test]
    fn what_was_never_tried_proves_nothing() {
        let tally = Tally::of("here");
        tally.expect("things");
        tally.interrupted("things");
        assert!(!tally.print());
        tally.tried("things");
        assert!(tally.print());
    }

    #[test]
    fn many_violations_are_counted_and_few_told() {
        let tally = Tally::of("here");
        for _ in 0..100 {
            tally.violated("things", "broken", "GET /");
        }
        let kinds = tally.kinds();
        assert_eq!((kinds["things"].violated, kinds["things"].printed.len()), (100, MOST_PRINTED));
    }
}
