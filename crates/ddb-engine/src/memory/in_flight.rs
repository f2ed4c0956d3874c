//! The items of write transactions that are under way, by their keys: what another write of the same item is refused
//! for. Isolation does not rest on this but on the stripes; this is how a conflict is seen.
//!
//! <https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/transaction-apis.html#transaction-conflict-handling>

use std::collections::HashSet;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use parking_lot::Mutex;
use store::Key;

/// The keys, and how many there are.
#[derive(Debug, Default)]
pub(crate) struct InFlight {
    /// So that a write that meets no transaction at all pays for one look at a number.
    count: AtomicUsize,
    keys: Mutex<HashSet<Vec<u8>>>,
}

/// Keys that one transaction holds until this is dropped.
#[derive(Debug)]
pub(crate) struct Held {
    of: Arc<InFlight>,
    keys: Vec<Vec<u8>>,
}

impl InFlight {
    /// Whether a transaction holds this key now.
    pub(crate) fn holds(&self, key: &Key) -> bool {
        self.count.load(Ordering::Acquire) != 0 && self.keys.lock().contains(key.as_bytes())
    }

    /// Takes all keys, which are distinct, or none: then which of them others hold, in order. At one moment, so that
    /// of two that meet one goes on.
    pub(crate) fn hold<'k>(
        self: &Arc<InFlight>,
        keys: impl IntoIterator<Item = &'k Key>,
    ) -> Result<Held, Vec<bool>> {
        let wanted: Vec<Vec<u8>> = keys.into_iter().map(|key| key.as_bytes().to_vec()).collect();
        let mut held = self.keys.lock();
        let taken: Vec<bool> = wanted.iter().map(|key| held.contains(key)).collect();
        if taken.contains(&true) {
            return Err(taken);
        }
        held.extend(wanted.iter().cloned());
        self.count.store(held.len(), Ordering::Release);
        drop(held);
        Ok(Held { of: self.clone(), keys: wanted })
    }
}

impl Held {
    /// Both until this one is dropped.
    pub(crate) fn and(mut self, mut other: Held) -> Held {
        self.keys.append(&mut other.keys);
        self
    }
}

impl Drop for Held {
    fn drop(&mut self) {
        let mut held = self.of.keys.lock();
        for key in &self.keys {
            held.remove(key);
        }
        self.of.count.store(held.len(), Ordering::Release);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use store::Space;

    #[test]
    fn keys_are_held_all_or_none_until_they_are_dropped() {
        let [a, b, c] = [1, 2, 3].map(|n| Key::of(Space::DdbItem).u8(n));
        let in_flight = Arc::new(InFlight::default());
        assert!(!in_flight.holds(&a));
        let held = in_flight.hold([&a, &b]).unwrap();
        assert!(in_flight.holds(&a) && in_flight.holds(&b) && !in_flight.holds(&c));
        assert_eq!(in_flight.hold([&c, &b]).unwrap_err(), [false, true]);
        assert!(!in_flight.holds(&c), "none is taken where one cannot be");
        drop(held);
        assert!(!in_flight.holds(&a) && in_flight.hold([&c, &b]).is_ok());
    }
}
