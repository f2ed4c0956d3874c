//! How many connections are open at a time, and how many requests are worked on.
//!
//! Connections are as many as the system has files for, and a few more whose places are spare: there a client is answered
//! what the emulator says of itself, so that its health can be asked for however full it is. Whatever else it asks for
//! waits for another place, a few at a time and not for long. Requests are limited where the settings say so; one that
//! only waits until something comes, such as a long poll, leaves its place: [`Place::leave`].

use std::sync::Arc;
use std::time::Duration;

use base::place::Place;
use parking_lot::Mutex;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

/// Places that are spare.
const SPARE: usize = 32;
/// Connections with a spare place that wait for another at a time.
const MOST_WAITING: usize = 24;
/// How long is waited for a place. Clients give up after a minute or so, and try again before that what is refused.
const PATIENCE: Duration = Duration::from_secs(5);

/// All places: a handle, cheap to clone.
#[derive(Clone, Debug)]
pub(crate) struct Places {
    open: Arc<Semaphore>,
    spare: Arc<Semaphore>,
    waiting: Arc<Semaphore>,
    /// For requests, if they are limited.
    requests: Option<Arc<Semaphore>>,
}

/// The place of one connection, until this is dropped.
#[derive(Debug)]
pub(crate) struct Seat {
    places: Places,
    held: Mutex<Held>,
}

#[derive(Debug)]
enum Held {
    #[expect(dead_code, reason = "held for its drop")]
    Open(OwnedSemaphorePermit),
    #[expect(dead_code, reason = "held for its drop")]
    Spare(OwnedSemaphorePermit),
}

impl Places {
    /// For so many connections, and so many requests if they are limited.
    pub(crate) fn new(connections: usize, requests: Option<usize>) -> Places {
        let places = |number: usize| Arc::new(Semaphore::new(number.min(Semaphore::MAX_PERMITS)));
        Places {
            open: places(connections.max(1)),
            spare: places(SPARE),
            waiting: places(MOST_WAITING),
            requests: requests.map(places),
        }
    }

    /// A place for the next connection, waited for if need be. Nothing once the process is at its end.
    pub(crate) async fn next(&self) -> Option<Seat> {
        let held = tokio::select! {
            biased;
            open = self.open.clone().acquire_owned() => Held::Open(open.ok()?),
            spare = self.spare.clone().acquire_owned() => Held::Spare(spare.ok()?),
        };
        Some(Seat { places: self.clone(), held: Mutex::new(held) })
    }
}

impl Seat {
    /// Whether it is a spare one.
    pub(crate) fn is_spare(&self) -> bool {
        matches!(*self.held.lock(), Held::Spare(_))
    }

    /// A request's place; nothing if there is none for too long.
    pub(crate) async fn of_request(&self) -> Option<Place> {
        if self.is_spare() {
            Box::pin(self.change()).await?;
        }
        let Some(requests) = &self.places.requests else { return Some(Place::default()) };
        let permit = soon(requests.clone().acquire_owned()).await?;
        permit.ok().map(Place::of)
    }

    /// Waits for a place that is not spare.
    async fn change(&self) -> Option<()> {
        let _waits = self.places.waiting.try_acquire().ok()?;
        let open = soon(self.places.open.clone().acquire_owned()).await?.ok()?;
        let before = std::mem::replace(&mut *self.held.lock(), Held::Open(open));
        // When the lock is free again.
        drop(before);
        Some(())
    }
}

/// What comes of it, if that is soon.
async fn soon<F: Future>(future: F) -> Option<F::Output> {
    tokio::time::timeout(PATIENCE, future).await.ok()
}

#[cfg(test)]
mod tests {
    use futures::stream::FuturesUnordered;
    use futures::{FutureExt as _, StreamExt as _};

    use super::*;

    fn next(places: &Places) -> Option<Seat> {
        places.next().now_or_never().flatten()
    }

    #[tokio::test]
    async fn on_a_spare_place_a_few_wait_for_another() {
        let places = Places::new(1, None);
        let first = next(&places).unwrap();
        assert!(!first.is_spare());
        let spare: Vec<Seat> = std::iter::from_fn(|| next(&places)).collect();
        assert_eq!(spare.len(), SPARE);
        let mut asking: FuturesUnordered<_> = spare.iter().map(Seat::of_request).collect();
        let mut answered =
            || std::iter::from_fn(|| asking.next().now_or_never().flatten()).collect::<Vec<_>>();
        let refused = answered();
        assert!(refused.len() == SPARE - MOST_WAITING && refused.iter().all(Option::is_none), "{refused:?}");
        drop(first);
        let let_in = answered();
        assert!(matches!(let_in.as_slice(), [Some(_)]), "the place that came free: {let_in:?}");
        drop(asking);
        drop(spare);
        assert!(!next(&places).unwrap().is_spare());
    }

    #[tokio::test]
    async fn a_request_that_only_waits_leaves_its_place() {
        let places = Places::new(10, Some(2));
        let seat = next(&places).unwrap();
        let request = || seat.of_request().now_or_never().flatten();
        let [one, two] = [(); 2].map(|()| request().unwrap());
        assert!(request().is_none());
        one.clone().leave();
        one.leave();
        let three = request().unwrap();
        assert!(request().is_none());
        drop((one, two));
        assert!(request().is_some());
        drop(three);
    }
}
