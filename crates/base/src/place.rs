//! The place of a request among those that are worked on at a time, where their number is limited.

use std::sync::Arc;

use parking_lot::Mutex;
use tokio::sync::OwnedSemaphorePermit;

/// The place of a request, cheap to clone: it is free once all clones are dropped. A request has none where nothing limits
/// them, and none that comes from within the process.
#[derive(Clone, Debug, Default)]
pub struct Place(Option<Arc<Mutex<Option<OwnedSemaphorePermit>>>>);

impl Place {
    /// One of so many.
    pub fn of(permit: OwnedSemaphorePermit) -> Place {
        Place(Some(Arc::new(Mutex::new(Some(permit)))))
    }

    /// Leaves it to others, for good: for who waits from now on until something comes, such as a long poll, and then has
    /// only to tell it.
    pub fn leave(&self) {
        if let Some(place) = &self.0 {
            let permit = place.lock().take();
            // Who waits for it is woken when the lock is free again.
            drop(permit);
        }
    }
}
