//! How much memory large blobs take, and where those go that do not fit.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use bytes::Bytes;

use super::spill::Spill;

/// What large blobs without a data folder may hold in memory, if nobody says otherwise.
const DEFAULT_BYTES: u64 = 1 << 30;

/// The memory of large blobs that have no data folder: a budget, and beyond it temporary files. A handle, cheap to clone. All
/// worlds over one handle share both.
#[derive(Clone, Debug)]
pub struct BlobMemory(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    budget: u64,
    held: AtomicU64,
    spill: Arc<Spill>,
}

/// A part of the budget. It is given back when this is dropped.
#[derive(Debug)]
pub(super) struct Reservation {
    memory: BlobMemory,
    bytes: u64,
}

/// The pieces of a blob in memory, with their part of the budget.
#[derive(Debug)]
pub(crate) struct Held {
    pub(super) pieces: Vec<Bytes>,
    pub(super) _reservation: Reservation,
}

impl BlobMemory {
    /// A budget in bytes: 0 keeps nothing in memory. What does not fit goes to files without a name, in the host's folder for
    /// temporary files.
    pub fn within(budget: u64) -> BlobMemory {
        BlobMemory::spilling_to(budget, Spill::new(std::env::temp_dir()))
    }

    pub(super) fn spilling_to(budget: u64, spill: Spill) -> BlobMemory {
        BlobMemory(Arc::new(Inner { budget, held: AtomicU64::new(0), spill: Arc::new(spill) }))
    }

    /// How many bytes large blobs hold in memory.
    pub fn held_bytes(&self) -> u64 {
        self.0.held.load(Ordering::Acquire)
    }

    /// How many bytes large blobs take in temporary files.
    pub fn spilled_bytes(&self) -> u64 {
        self.0.spill.bytes()
    }

    pub(super) fn spill(&self) -> &Arc<Spill> {
        &self.0.spill
    }

    /// A part of the budget that is empty so far.
    pub(super) fn reservation(&self) -> Reservation {
        Reservation { memory: self.clone(), bytes: 0 }
    }
}

impl Default for BlobMemory {
    fn default() -> BlobMemory {
        BlobMemory::within(DEFAULT_BYTES)
    }
}

impl Reservation {
    /// Makes it that large, if the budget has room for that.
    pub(super) fn grow_to(&mut self, bytes: u64) -> bool {
        let more = bytes.saturating_sub(self.bytes);
        let Inner { budget, held, .. } = &*self.memory.0;
        let grown = held.fetch_update(Ordering::AcqRel, Ordering::Acquire, |held| {
            held.checked_add(more).filter(|held| held <= budget)
        });
        self.bytes += if grown.is_ok() { more } else { 0 };
        grown.is_ok()
    }

    /// Gives some of it back.
    pub(super) fn shrink_by(&mut self, bytes: u64) {
        let less = bytes.min(self.bytes);
        self.bytes -= less;
        self.memory.0.held.fetch_sub(less, Ordering::AcqRel);
    }
}

impl Drop for Reservation {
    fn drop(&mut self) {
        self.shrink_by(self.bytes);
    }
}
