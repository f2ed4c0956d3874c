//! Who may work at the same time: places for environments, so that no function keeps the others from theirs, and no
//! caller keeps the function that it waits for from one.

use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;

use parking_lot::Mutex;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use super::warm::Name;

/// How many levels of nesting have places of their own. A chain of calls that is deeper shares those of the last.
const LEVELS: usize = 17;

/// No place became free in time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Busy;

/// All places. An invocation holds one of its level while it runs, and waits only for invocations of deeper levels;
/// so the deepest can always go on, and then all others.
#[derive(Debug)]
pub(super) struct Places {
    levels: Vec<Level>,
    /// How long one may wait for a place, by the host's clock.
    wait: Duration,
}

#[derive(Debug)]
struct Level {
    all: Arc<Semaphore>,
    /// How many of them one function may hold.
    of_one: usize,
    functions: Arc<Mutex<HashMap<Name, Arc<Semaphore>>>>,
}

/// A place that is held.
#[derive(Debug)]
pub(super) struct Place {
    _place: OwnedSemaphorePermit,
    _share: Share,
}

/// What a function holds, or waits for, of its share of the places.
#[derive(Debug)]
struct Share {
    permit: Option<OwnedSemaphorePermit>,
    name: Name,
    functions: Arc<Mutex<HashMap<Name, Arc<Semaphore>>>>,
}

impl Places {
    /// So many places for what nobody of this emulator waits for, and a quarter of it on each level of nesting. A
    /// function may hold three quarters of a level's.
    pub(super) fn new(count: usize, wait: Duration) -> Places {
        let level = |depth: usize| {
            let count = if depth == 0 { count } else { count / 4 }.clamp(1, Semaphore::MAX_PERMITS);
            let (all, of_one) = (Arc::new(Semaphore::new(count)), count - count / 4);
            Level { all, of_one, functions: Arc::default() }
        };
        Places { levels: (0..LEVELS).map(level).collect(), wait }
    }

    /// Waits for a place on a level.
    pub(super) async fn take(&self, name: Name, depth: usize) -> Result<Place, Busy> {
        let level = self.levels.get(depth).or(self.levels.last()).ok_or(Busy)?;
        let taking = async {
            let mut share = level.share(name);
            share.take(level.of_one).await?;
            // The semaphores are never closed, so these only ever wait.
            let place = level.all.clone().acquire_owned().await.map_err(|_| Busy)?;
            Ok(Place { _place: place, _share: share })
        };
        tokio::time::timeout(self.wait, taking).await.unwrap_or(Err(Busy))
    }
}

impl Level {
    fn share(&self, name: Name) -> Share {
        Share { permit: None, name, functions: self.functions.clone() }
    }
}

impl Share {
    async fn take(&mut self, of_one: usize) -> Result<(), Busy> {
        let own = {
            let mut functions = self.functions.lock();
            functions.entry(self.name.clone()).or_insert_with(|| Arc::new(Semaphore::new(of_one))).clone()
        };
        self.permit = Some(own.acquire_owned().await.map_err(|_| Busy)?);
        Ok(())
    }
}

impl Drop for Share {
    fn drop(&mut self) {
        self.permit = None;
        let mut functions = self.functions.lock();
        // A caller that holds or awaits a part of it has a clone of it.
        if functions.get(&self.name).is_some_and(|own| Arc::strong_count(own) == 1) {
            functions.remove(&self.name);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn name(function: &str) -> Name {
        (String::new(), String::new(), function.to_owned())
    }

    #[tokio::test]
    async fn one_function_leaves_places_for_others_and_for_what_it_calls() {
        let places = Places::new(8, Duration::ZERO);
        let mut held = Vec::new();
        for _ in 0..6 {
            held.push(places.take(name("a"), 0).await.unwrap());
        }
        assert_eq!(places.take(name("a"), 0).await.unwrap_err(), Busy);
        held.push(places.take(name("b"), 0).await.unwrap());
        held.push(places.take(name("c"), 0).await.unwrap());
        assert_eq!(places.take(name("d"), 0).await.unwrap_err(), Busy);
        for depth in 1..100 {
            let _there = places.take(name("a"), depth).await.unwrap();
        }
        drop(held);
        places.take(name("a"), 0).await.unwrap();
        assert!(places.levels.iter().all(|level| level.functions.lock().is_empty()));
    }
}
