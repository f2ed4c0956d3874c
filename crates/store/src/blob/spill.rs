//! Where bytes go that do not fit into memory: segments, which are temporary files without a name, each shared by many blobs,
//! so that many blobs need few open files. What goes from a segment leaves a hole in it, so that its room on the disk is free
//! at once. Blocking calls throughout: they run on the pool for that.

mod extents;
mod segment;

use std::io;
use std::mem;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use parking_lot::Mutex;

pub(crate) use self::extents::Spilled;
use self::segment::Segment;

/// Extents begin and end with the blocks of a file system, or else holes would leave the blocks at their ends.
pub(super) const BLOCK_BYTES: u64 = 4096;

/// How long the first segments get.
const SEGMENT_BYTES: u64 = 1 << 30;

/// So many segments are of one length; the next are twice as long. What stays in long-gone segments thus holds few files open.
const OF_ONE_LENGTH: usize = 16;

/// No segment gets longer than the first ones times two to this.
const MOST_DOUBLINGS: usize = 10;

/// Segments, and what goes from them.
#[derive(Debug)]
pub(super) struct Spill {
    folder: PathBuf,
    segment_bytes: u64,
    open: Mutex<Option<Open>>,
    /// One clone in each segment that is there.
    alive: Arc<()>,
    bytes: AtomicU64,
    leaving: Mutex<Leaving>,
}

/// The segment that is written at its end.
#[derive(Debug)]
struct Open {
    segment: Arc<Segment>,
    end: u64,
    limit: u64,
}

/// A range of a segment that is one blob's, until it is given back.
#[derive(Debug)]
struct Extent {
    segment: Arc<Segment>,
    at: u64,
    len: u64,
}

/// Extents that nobody needs any more.
#[derive(Debug, Default)]
struct Leaving {
    extents: Vec<Extent>,
    is_at_work: bool,
}

/// Gives room back when it is dropped: whether its job runs or a runtime that ends throws it away.
struct Puncher(Arc<Spill>);

impl Spill {
    /// In a folder.
    pub(super) fn new(folder: PathBuf) -> Spill {
        Spill::of_segments(folder, SEGMENT_BYTES)
    }

    /// The same, with first segments of another length, in whole blocks.
    pub(super) fn of_segments(folder: PathBuf, segment_bytes: u64) -> Spill {
        let (open, alive, bytes, leaving) = Default::default();
        Spill { folder, segment_bytes, open, alive, bytes, leaving }
    }

    /// How many bytes are taken on the disk.
    pub(super) fn bytes(&self) -> u64 {
        self.bytes.load(Ordering::Acquire)
    }

    /// How many files are open.
    pub(super) fn segments(&self) -> usize {
        Arc::strong_count(&self.alive) - 1
    }

    /// Room for up to so many bytes: less where a segment ends.
    fn allocate(&self, most: u64) -> io::Result<Extent> {
        let mut place = self.open.lock();
        let mut open = match place.take() {
            // Nothing of it is needed any more.
            Some(open) if Arc::strong_count(&open.segment) == 1 => Open { end: 0, ..open },
            Some(open) if open.end < open.limit => open,
            _ => self.begin()?,
        };
        let (segment, at) = (Arc::clone(&open.segment), open.end);
        let extent = Extent { segment, at, len: most.min(open.limit - open.end) };
        open.end += extent.room();
        *place = Some(open);
        self.bytes.fetch_add(extent.room(), Ordering::AcqRel);
        Ok(extent)
    }

    fn begin(&self) -> io::Result<Open> {
        let doublings = (self.segments() / OF_ONE_LENGTH).min(MOST_DOUBLINGS);
        let segment = Arc::new(Segment::create(&self.folder, &self.alive)?);
        Ok(Open { segment, end: 0, limit: self.segment_bytes << doublings })
    }

    /// A file that takes no more at its end is not written again: another may.
    fn retire(&self, full: &Arc<Segment>) {
        let mut place = self.open.lock();
        if place.as_ref().is_some_and(|open| Arc::ptr_eq(&open.segment, full)) {
            *place = None;
        }
    }

    /// Takes back extents, off the runtime's threads.
    fn give_back(self: &Arc<Spill>, extents: Vec<Extent>) {
        {
            let mut leaving = self.leaving.lock();
            leaving.extents.extend(extents);
            if mem::replace(&mut leaving.is_at_work, true) {
                return;
            }
        }
        let puncher = Puncher(Arc::clone(self));
        if tokio::runtime::Handle::try_current().is_ok() {
            drop(tokio::task::spawn_blocking(move || drop(puncher)));
        }
    }

    /// What is to be given back now; nothing ends the work.
    fn next_leaving(&self) -> Vec<Extent> {
        let mut leaving = self.leaving.lock();
        leaving.is_at_work = !leaving.extents.is_empty();
        mem::take(&mut leaving.extents)
    }
}

impl Extent {
    /// What it takes in its segment.
    fn room(&self) -> u64 {
        self.len.next_multiple_of(BLOCK_BYTES)
    }
}

impl Drop for Puncher {
    fn drop(&mut self) {
        loop {
            let extents = self.0.next_leaving();
            if extents.is_empty() {
                return;
            }
            for extent in extents {
                extent.segment.punch(extent.at, extent.room());
                self.0.bytes.fetch_sub(extent.room(), Ordering::AcqRel);
            }
        }
    }
}

#[cfg(test)]
mod tests;
