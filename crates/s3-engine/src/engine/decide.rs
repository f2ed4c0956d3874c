//! How every door commits: it decides by what it reads, and decides again if that has changed by the time of the commit. Locks
//! only keep the writers of one process from coming in each other's way.

use store::{Batch, Commit};

use crate::engine::Engine;
use crate::error::{Code, Error, Result};
use crate::reader::Reader;

/// How often it is decided again. Whoever came between has made its own change, so somebody always gets on.
const MOST_TRIES: usize = 64;

/// Commits what `decide` puts into a batch by what it reads of the store that it is given, and by nothing else. `first`: what is
/// in the batch whatever is decided.
pub(super) fn and_commit<T>(
    engine: &Engine,
    first: Batch,
    mut decide: impl FnMut(&Reader, &mut Batch) -> Result<T>,
) -> Result<T> {
    let mut first = first;
    for _ in 0..MOST_TRIES {
        let store = engine.store.noting();
        let again = first.without_blobs();
        let mut batch = first;
        let decided = decide(&store, &mut batch)?;
        if batch.is_empty() {
            return Ok(decided);
        }
        store.rely_on_reads(&mut batch);
        match engine.writer.try_commit(batch)? {
            Commit::Done(_) => return Ok(decided),
            Commit::Conflict(lost) => {
                first = again;
                first.take_blobs_of(lost);
            }
        }
    }
    // What S3 says to who competes too hard.
    Err(Error::of(Code::SlowDown))
}
