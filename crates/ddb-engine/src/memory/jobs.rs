//! Which jobs somebody works on, and who waits for one.

use std::collections::BTreeSet;
use std::sync::Arc;

use base::schedule::Slot;
use parking_lot::Mutex;
use tokio::sync::Notify;

/// The work in the background.
#[derive(Debug, Default)]
pub(crate) struct Jobs {
    /// Works off jobs; woken whenever there may be some.
    pub(crate) work: Slot,
    /// Notified whenever a job is let go of.
    pub(crate) ended: Arc<Notify>,
    /// Ids of those that somebody works on.
    running: Arc<Mutex<BTreeSet<u64>>>,
}

impl Jobs {
    /// Takes a job, unless somebody has it or enough are being worked on.
    pub(crate) fn claim(&self, id: u64, at_once: usize) -> Option<Claim> {
        let mut running = self.running.lock();
        let free = running.len() < at_once && running.insert(id);
        free.then(|| Claim { running: self.running.clone(), ended: self.ended.clone(), id })
    }
}

/// A job that is being worked on; free again when this goes, also by a panic.
pub(crate) struct Claim {
    running: Arc<Mutex<BTreeSet<u64>>>,
    ended: Arc<Notify>,
    id: u64,
}

impl Drop for Claim {
    fn drop(&mut self) {
        self.running.lock().remove(&self.id);
        self.ended.notify_waiters();
    }
}
