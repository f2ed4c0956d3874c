//! Locks for read-modify-write above the store: one of a fixed number of stripes for each key, taken in order.

use std::hash::{BuildHasher as _, BuildHasherDefault, DefaultHasher};

use parking_lot::{Mutex, MutexGuard};

const STRIPES: usize = 1024;

/// The stripes. Two keys may share one; a key always has the same.
///
/// Hold a guard over the read, the decision and the commit, never across an await.
#[derive(Debug)]
pub struct Stripes(Vec<Mutex<()>>);

/// Holds the stripe of one key.
#[derive(Debug)]
pub struct Guard<'a>(#[expect(dead_code, reason = "held for its drop")] MutexGuard<'a, ()>);

/// Holds the stripes of several keys.
#[derive(Debug)]
pub struct Guards<'a>(#[expect(dead_code, reason = "held for its drop")] Vec<MutexGuard<'a, ()>>);

impl Stripes {
    /// All free.
    pub fn new() -> Stripes {
        Stripes((0..STRIPES).map(|_| Mutex::new(())).collect())
    }

    /// Waits for the stripe of a key.
    pub fn lock(&self, key: &[u8]) -> Guard<'_> {
        #[expect(clippy::indexing_slicing, reason = "a stripe number is below the number of stripes")]
        Guard(self.0[stripe_of(key)].lock())
    }

    /// Waits for the stripes of several keys. They are taken in one order everywhere, so two callers never wait
    /// for each other.
    pub fn lock_all<'k>(&self, keys: impl IntoIterator<Item = &'k [u8]>) -> Guards<'_> {
        let mut wanted: Vec<usize> = keys.into_iter().map(stripe_of).collect();
        wanted.sort_unstable();
        wanted.dedup();
        #[expect(clippy::indexing_slicing, reason = "a stripe number is below the number of stripes")]
        Guards(wanted.into_iter().map(|stripe| self.0[stripe].lock()).collect())
    }

    /// Waits for every stripe: for changes that concern all keys.
    pub fn lock_everything(&self) -> Guards<'_> {
        Guards(self.0.iter().map(Mutex::lock).collect())
    }
}

impl Default for Stripes {
    fn default() -> Stripes {
        Stripes::new()
    }
}

fn stripe_of(key: &[u8]) -> usize {
    let hash = BuildHasherDefault::<DefaultHasher>::default().hash_one(key);
    // Truncation is the point: the low bits choose.
    hash as usize % STRIPES
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_that_share_a_stripe_are_locked_once() {
        let stripes = Stripes::new();
        let keys: Vec<Vec<u8>> = (0..5_000_u32).map(|n| n.to_be_bytes().to_vec()).collect();
        // More keys than stripes: a second lock of the same stripe would never return.
        drop(stripes.lock_all(keys.iter().map(Vec::as_slice)));
        drop(stripes.lock_everything());
    }
}
