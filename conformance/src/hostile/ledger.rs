//! What the server has promised, and whether what it shows keeps it. Pure.
//!
//! Each thing has one writer, which numbers its writes. So a read that begins when version `floor` was acknowledged, or
//! had been shown to anybody, must show that version or a later one that was at least tried. A kill changes nothing of
//! it: visible is durable.

use std::collections::BTreeMap;

/// Versions whose nature is remembered: more than are written while one read lasts.
const REMEMBERED: usize = 1024;

/// What a version is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Act {
    Write,
    Delete,
}

/// What a read shows.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Seen {
    Version(u64),
    Nothing,
}

/// The ledger of one thing that is written and deleted as a whole.
#[derive(Debug)]
pub(crate) struct Register {
    /// Version 0 is a thing that nobody has written yet.
    acts: BTreeMap<u64, Act>,
    next: u64,
    floor: u64,
}

impl Default for Register {
    fn default() -> Register {
        Register { acts: BTreeMap::from([(0, Act::Delete)]), next: 1, floor: 0 }
    }
}

impl Register {
    /// Notes a try, before it is sent; the version it has.
    pub(crate) fn begin(&mut self, act: Act) -> u64 {
        let version = self.next;
        self.next += 1;
        self.acts.insert(version, act);
        while self.acts.len() > REMEMBERED {
            self.acts.pop_first();
        }
        version
    }

    /// The server said that it did it.
    pub(crate) fn acknowledge(&mut self, version: u64) {
        self.floor = self.floor.max(version);
    }

    /// The server said that it did not.
    pub(crate) fn withdraw(&mut self, version: u64) {
        self.acts.remove(&version);
    }

    /// Where a read that begins now must not fall behind.
    pub(crate) fn floor(&self) -> u64 {
        self.floor
    }

    /// Whether the newest that is certain is a write.
    pub(crate) fn is_there(&self) -> bool {
        self.acts.get(&self.floor) == Some(&Act::Write)
    }

    /// Judges what a read has shown that began at `floor`, and holds the server to it from now on.
    pub(crate) fn judge(&mut self, floor: u64, seen: Seen) -> Result<(), String> {
        match seen {
            Seen::Version(version) if version < floor => Err(format!(
                "LOST: version {version} is there, but version {floor} was acknowledged or shown before"
            )),
            Seen::Version(version) if !self.may_be(version, Act::Write) => {
                Err(format!("version {version} is there, which nobody wrote or which was refused"))
            }
            Seen::Version(version) => {
                self.floor = self.floor.max(version);
                Ok(())
            }
            Seen::Nothing => {
                let deleted = self.acts.range(floor..).find(|(_, act)| **act == Act::Delete);
                let Some((version, _)) = deleted else {
                    return Err(format!(
                        "LOST: nothing is there, but version {floor} was acknowledged or shown before"
                    ));
                };
                self.floor = self.floor.max(*version);
                Ok(())
            }
        }
    }

    fn may_be(&self, version: u64, wanted: Act) -> bool {
        let forgotten = self.acts.first_key_value().is_some_and(|(first, _)| version < *first);
        version < self.next && (forgotten || self.acts.get(&version) == Some(&wanted))
    }
}

/// The ledger of a number to which one is added.
#[derive(Debug, Default)]
pub(crate) struct Counter {
    least: u64,
    most: u64,
}

impl Counter {
    /// Notes a try, before it is sent; the least that its answer must be, and a read that begins now.
    pub(crate) fn begin(&mut self) -> u64 {
        self.most += 1;
        self.least + 1
    }

    /// Where a read that begins now must not fall behind.
    pub(crate) fn floor(&self) -> u64 {
        self.least
    }

    /// Judges a number that was shown to a client that asked at `floor`.
    pub(crate) fn judge(&mut self, floor: u64, shown: u64) -> Result<(), String> {
        if shown < floor {
            return Err(format!("LOST: the number is {shown} and was at least {floor}"));
        }
        if shown > self.most {
            return Err(format!(
                "DONE TWICE: the number is {shown}, and one was added {} times at most",
                self.most
            ));
        }
        self.least = self.least.max(shown);
        Ok(())
    }
}

/// The ledger of events that were taken on, each to be worked off once at least.
#[derive(Debug, Default)]
pub(crate) struct Events {
    /// Event → the second of the run in which it was acknowledged; none yet if it only was tried.
    open: BTreeMap<u64, Option<u64>>,
    next: u64,
    done: u64,
}

impl Events {
    pub(crate) fn begin(&mut self) -> u64 {
        self.next += 1;
        self.open.insert(self.next, None);
        self.next
    }

    /// The server took it on.
    pub(crate) fn acknowledge(&mut self, event: u64, second: u64) {
        if let Some(open) = self.open.get_mut(&event) {
            *open = Some(second);
        }
    }

    /// The server said that it did not.
    pub(crate) fn withdraw(&mut self, event: u64) {
        self.open.remove(&event);
    }

    /// Its work was seen. One that nobody sent is an error; one that is seen again is not.
    pub(crate) fn seen(&mut self, event: u64) -> Result<(), String> {
        if event == 0 || event > self.next {
            return Err(format!("event {event} was worked off, which nobody sent"));
        }
        if self.open.remove(&event).is_some() {
            self.done += 1;
        }
        Ok(())
    }

    /// Events that were taken on in this second or before and are not worked off.
    pub(crate) fn overdue(&self, second: u64) -> Vec<u64> {
        let is_due = |at: &Option<u64>| at.is_some_and(|at| at <= second);
        self.open.iter().filter(|(_, at)| is_due(at)).map(|(event, _)| *event).collect()
    }

    /// How many were worked off.
    pub(crate) fn done(&self) -> u64 {
        self.done
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A register with these tries, all acknowledged up to and with `acknowledged`.
    fn register(acts: &[Act], acknowledged: u64) -> Register {
        let mut register = Register::default();
        for act in acts {
            let version = register.begin(*act);
            if version <= acknowledged {
                register.acknowledge(version);
            }
        }
        register
    }

    #[track_caller]
    fn check(acts: &[Act], acknowledged: u64, seen: Seen, expected: Result<(), &str>) {
        let mut register = register(acts, acknowledged);
        let floor = register.floor();
        match (register.judge(floor, seen), expected) {
            (Ok(()), Ok(())) => {}
            (Err(error), Err(wanted)) if error.contains(wanted) => {}
            (found, _) => panic!("{acts:?} {acknowledged} {seen:?}: {found:?}"),
        }
    }

    use Act::{Delete, Write};
    use Seen::{Nothing, Version};

    #[test]
    fn a_lost_write_is_told() {
        check(&[Write], 1, Nothing, Err("LOST"));
        check(&[Write, Write], 2, Version(1), Err("LOST"));
        check(&[Write, Write], 2, Nothing, Err("LOST"));
        check(&[Write, Delete, Write], 3, Nothing, Err("LOST"));
        // The delete is lost: what it deleted is back.
        check(&[Write, Delete], 2, Version(1), Err("LOST"));
        check(&[Write], 1, Version(1), Ok(()));
        check(&[Write, Delete], 2, Nothing, Ok(()));
    }

    #[test]
    fn a_write_without_an_answer_may_be_there_or_not() {
        check(&[Write], 0, Nothing, Ok(()));
        check(&[Write], 0, Version(1), Ok(()));
        check(&[Write, Write], 1, Version(1), Ok(()));
        check(&[Write, Write], 1, Version(2), Ok(()));
        check(&[Write, Delete], 1, Nothing, Ok(()));
        check(&[Write, Delete], 1, Version(1), Ok(()));
        check(&[Write, Write], 1, Nothing, Err("LOST"));
    }

    #[test]
    fn what_nobody_wrote_is_told() {
        check(&[Write], 1, Version(2), Err("nobody wrote"));
        check(&[Write, Delete], 1, Version(2), Err("nobody wrote"));
        let mut register = register(&[Write, Write], 1);
        register.withdraw(2);
        assert!(register.judge(1, Version(2)).unwrap_err().contains("refused"));
    }

    #[test]
    fn what_a_read_showed_may_not_go() {
        // Nothing was acknowledged; a reader saw the second try before the kill.
        let mut register = register(&[Write, Write], 0);
        register.judge(0, Version(2)).unwrap();
        let floor = register.floor();
        assert_eq!(floor, 2);
        assert!(register.judge(floor, Version(1)).unwrap_err().contains("LOST"));
        assert!(register.judge(floor, Nothing).unwrap_err().contains("LOST"));
        register.judge(floor, Version(2)).unwrap();
        // The same for a delete that only a reader knows of.
        let deleted = register.begin(Delete);
        register.judge(floor, Nothing).unwrap();
        let floor = register.floor();
        assert_eq!(floor, deleted);
        assert!(register.judge(floor, Version(2)).unwrap_err().contains("LOST"));
    }

    #[test]
    fn reads_that_overlap_are_not_held_to_each_other() {
        let mut register = register(&[Write, Write], 1);
        let (early, late) = (register.floor(), register.floor());
        register.judge(late, Version(2)).unwrap();
        register.judge(early, Version(1)).unwrap();
        assert!(register.is_there());
    }

    #[test]
    fn old_versions_are_forgotten_and_still_judged() {
        let mut register = register(&[Write; 3 * REMEMBERED], 3 * REMEMBERED as u64);
        assert!(register.acts.len() <= REMEMBERED);
        register.judge(5, Version(5)).unwrap();
        assert!(register.judge(6, Version(5)).is_err());
        assert!(register.judge(register.floor(), Nothing).is_err());
    }

    #[test]
    fn a_counter_tells_what_is_lost_and_what_was_done_twice() {
        let mut counter = Counter::default();
        for shown in 1..=3 {
            let least = counter.begin();
            counter.judge(least, shown).unwrap();
        }
        assert!(counter.judge(counter.floor(), 2).unwrap_err().contains("LOST"));
        assert!(counter.judge(counter.floor(), 4).unwrap_err().contains("DONE TWICE"));
        // One without an answer may count or not, but not be taken back once it was shown.
        let _ = counter.begin();
        counter.judge(counter.floor(), 3).unwrap();
        counter.judge(counter.floor(), 4).unwrap();
        assert!(counter.judge(counter.floor(), 3).unwrap_err().contains("LOST"));
        // An answer that repeats an old number: the addition was lost on the way.
        let least = counter.begin();
        assert!(counter.judge(least, 4).unwrap_err().contains("LOST"));
    }

    #[test]
    fn an_event_that_is_not_worked_off_is_told() {
        let mut events = Events::default();
        let (first, second, third) = (events.begin(), events.begin(), events.begin());
        events.acknowledge(first, 10);
        events.acknowledge(second, 20);
        assert_eq!(events.overdue(15), [first]);
        events.seen(first).unwrap();
        events.seen(first).unwrap();
        assert_eq!((events.overdue(15), events.overdue(20), events.done()), (vec![], vec![second], 1));
        events.withdraw(third);
        events.seen(99).unwrap_err();
    }
}
