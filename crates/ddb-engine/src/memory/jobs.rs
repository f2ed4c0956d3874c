//! Which jobs somebody works on, and who waits for one.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use parking_lot::Mutex;
use tokio::sync::Notify;

/// The work in the background.
#[derive(Debug, Default)]
pub(crate) struct Jobs {
    pub(crate) wake: Notify,
    /// Whether somebody works off jobs.
    pub(crate) working: AtomicBool,
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

/// Somebody works off jobs as long as this is there.
pub(crate) struct Working<'j>(&'j AtomicBool);

impl<'j> Working<'j> {
    /// From now on.
    pub(crate) fn on(jobs: &'j Jobs) -> Working<'j> {
        jobs.working.store(true, Ordering::Release);
        Working(&jobs.working)
    }
}

impl Drop for Working<'_> {
    fn drop(&mut self) {
        self.0.store(false, Ordering::Release);
    }
}
