//! The idle environments by version, and nothing that waits: every method is called under the pool's lock.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use base::clock::Timestamp;

use super::Lease;
use crate::execution::executor::{Executor, Version};

/// Account, region and name of a function.
pub(super) type Name = (String, String, String);

/// All idle environments.
#[derive(Debug, Default)]
pub(super) struct Warm {
    functions: BTreeMap<Name, Vec<Slot>>,
    /// Whether somebody knows when the next one has been idle for too long.
    watched: bool,
}

/// What became of an environment that was to be kept.
pub(super) enum Put {
    /// Its line was retired.
    Refused(Idle),
    /// It is kept; an earlier end is waited for already.
    Watched,
    /// It is kept, and nobody knows when it is to end.
    ToWatch,
}

/// A version that runs here, shared by all its environments.
#[derive(Debug)]
pub(super) struct Line {
    pub(super) version: Arc<Version>,
    pub(super) executor: Arc<dyn Executor>,
    /// Its environments are not to be used again.
    retired: AtomicBool,
    /// How many environments it has.
    pub(super) members: Arc<AtomicUsize>,
    /// How many it is to have, however long they are idle.
    provided: AtomicUsize,
}

impl Line {
    /// How many of those that it is to have are not there.
    pub(super) fn lacks(&self) -> usize {
        let there = self.members.load(Ordering::Relaxed);
        if self.retired.load(Ordering::Relaxed) {
            return 0;
        }
        self.provided.load(Ordering::Relaxed).saturating_sub(there)
    }
}

#[derive(Debug)]
struct Slot {
    line: Arc<Line>,
    /// The one used last is at the end, and is used first: the others grow old and go.
    idle: Vec<Idle>,
}

/// An environment that waits for work.
#[derive(Debug)]
pub(super) struct Idle {
    pub(super) lease: Lease,
    /// When it is ended if no work comes.
    pub(super) until: Timestamp,
}

/// When those are ended that are to be ready.
const NEVER: Timestamp = Timestamp::from_millis(u64::MAX);

impl Warm {
    /// The line of a version, if it has run here lately.
    pub(super) fn find(&self, version: &Arc<Version>) -> Option<Arc<Line>> {
        let slots = self.functions.get(&name_of(version))?;
        // Equal pointers are equal versions; the rest is compared only when they differ.
        slots.iter().find(|slot| slot.line.version == *version).map(|slot| slot.line.clone())
    }

    /// Starts a line, unless somebody has done so meanwhile.
    pub(super) fn add(&mut self, version: Arc<Version>, executor: Arc<dyn Executor>) -> Arc<Line> {
        if let Some(line) = self.find(&version) {
            return line;
        }
        let name = name_of(&version);
        let (retired, members, provided) = (AtomicBool::new(false), Arc::default(), AtomicUsize::new(0));
        let line = Arc::new(Line { version, executor, retired, members, provided });
        self.functions.entry(name).or_default().push(Slot { line: line.clone(), idle: Vec::new() });
        line
    }

    /// The environment of a line that was used last.
    pub(super) fn take(&mut self, line: &Arc<Line>) -> Option<Idle> {
        self.slot(line)?.idle.pop()
    }

    /// Keeps an environment, unless its line was retired.
    pub(super) fn put(&mut self, mut idle: Idle) -> Put {
        let line = idle.lease.line.clone();
        match self.slot(&line) {
            Some(slot) if !line.retired.load(Ordering::Relaxed) => {
                let kept = slot.idle.iter().filter(|idle| idle.until == NEVER).count();
                if kept < line.provided.load(Ordering::Relaxed) {
                    idle.until = NEVER;
                }
                slot.idle.push(idle);
                if std::mem::replace(&mut self.watched, true) { Put::Watched } else { Put::ToWatch }
            }
            _ => Put::Refused(idle),
        }
    }

    /// Each of these lines is to have so many environments, and no other line any. Those that are idle now and have been kept
    /// for that end at `until`, if they are too many.
    pub(super) fn provide(&mut self, wanted: &[(Arc<Line>, usize)], until: Timestamp) {
        for slot in self.functions.values_mut().flatten() {
            let line = wanted.iter().find(|(line, _)| Arc::ptr_eq(line, &slot.line));
            let count = line.map_or(0, |(_, count)| *count);
            slot.line.provided.store(count, Ordering::Relaxed);
            for (place, idle) in slot.idle.iter_mut().rev().enumerate() {
                if place < count {
                    idle.until = NEVER;
                } else if idle.until == NEVER {
                    idle.until = until;
                }
            }
        }
        self.watched = false;
    }

    /// Removes the lines of a version's function that `which` names, and gives their idle environments.
    pub(super) fn retire(&mut self, version: &Version, which: impl Fn(&Line) -> bool) -> Vec<Idle> {
        self.retire_named(&version.account, &version.region, &version.function, which)
    }

    /// The same by the function's name.
    pub(super) fn retire_named(
        &mut self,
        account: &str,
        region: &str,
        function: &str,
        which: impl Fn(&Line) -> bool,
    ) -> Vec<Idle> {
        let name = (account.to_owned(), region.to_owned(), function.to_owned());
        let Some(slots) = self.functions.get_mut(&name) else { return Vec::new() };
        let mut idle = Vec::new();
        for slot in slots.extract_if(.., |slot| which(&slot.line)) {
            slot.line.retired.store(true, Ordering::Relaxed);
            idle.extend(slot.idle);
        }
        if slots.is_empty() {
            self.functions.remove(&name);
        }
        idle
    }

    /// Removes the lines of all functions that are not there any more, and gives their idle environments.
    pub(super) fn retire_absent(&mut self, is_there: impl Fn(&Name) -> bool) -> Vec<Idle> {
        let absent = self.functions.extract_if(.., |name, _| !is_there(name)).flat_map(|(_, slots)| slots);
        let absent = absent.inspect(|slot| slot.line.retired.store(true, Ordering::Relaxed));
        absent.flat_map(|slot| slot.idle).collect()
    }

    /// The environment that has been idle longest, of all functions that `which` names.
    pub(super) fn oldest(&mut self, which: impl Fn(&Line) -> bool) -> Option<Idle> {
        let slots = self.functions.values_mut().flatten().filter(|slot| which(&slot.line));
        let places = slots.flat_map(|slot| {
            let first = slot.idle.iter().enumerate().min_by_key(|(_, idle)| idle.until);
            first.map(|(place, idle)| (idle.until, place)).map(|found| (found, slot))
        });
        let ((_, place), slot) = places.min_by_key(|(found, _)| *found)?;
        Some(slot.idle.remove(place))
    }

    /// When the next environment will have been idle for too long, for who waits for that.
    pub(super) fn next_end(&mut self) -> Option<Timestamp> {
        let idle = self.functions.values().flatten().flat_map(|slot| &slot.idle);
        let next = idle.map(|idle| idle.until).filter(|until| *until != NEVER).min();
        self.watched = next.is_some();
        next
    }

    /// Those that have been idle for too long. Forgets lines that nobody uses.
    pub(super) fn ended(&mut self, now: Timestamp) -> Vec<Idle> {
        let mut ended = Vec::new();
        self.functions.retain(|_, slots| {
            slots.retain_mut(|slot| {
                ended.extend(slot.idle.extract_if(.., |idle| idle.until <= now));
                // Every environment, idle or at work, holds its line.
                !slot.idle.is_empty() || Arc::strong_count(&slot.line) > 1
            });
            !slots.is_empty()
        });
        ended
    }

    /// All of them.
    pub(super) fn all(&mut self) -> Vec<Idle> {
        std::mem::take(&mut self.functions).into_values().flatten().flat_map(|slot| slot.idle).collect()
    }

    /// How many there are.
    pub(super) fn idle(&self) -> usize {
        self.functions.values().flatten().map(|slot| slot.idle.len()).sum()
    }

    fn slot(&mut self, line: &Arc<Line>) -> Option<&mut Slot> {
        let slots = self.functions.get_mut(&name_of(&line.version))?;
        slots.iter_mut().find(|slot| Arc::ptr_eq(&slot.line, line))
    }
}

pub(super) fn name_of(version: &Version) -> Name {
    (version.account.clone(), version.region.clone(), version.function.clone())
}
