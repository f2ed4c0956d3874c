//! Locks for read-modify-write above the store: one of a fixed number of stripes for each key, taken in order.

use std::cell::RefCell;
use std::hash::{BuildHasher as _, BuildHasherDefault, DefaultHasher};
use std::ptr;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU64, Ordering};

use parking_lot::{Mutex, MutexGuard};

const STRIPES: usize = 1024;

/// The stripes, made by [`Store::stripes`](crate::Store::stripes). Two keys may share one; a key always has the same.
///
/// Hold a guard over the read, the decision and the commit, never across an await. A thread that holds a guard takes
/// no other of the same stripes: it would wait for itself. Debug builds panic instead.
#[derive(Debug)]
pub struct Stripes {
    /// Made when the first is taken: many engines over forks never do.
    stripes: OnceLock<Box<[Stripe]>>,
    /// Whether they keep anybody waiting: see [`Store::without_admission`](crate::Store::without_admission).
    admits_all: bool,
}

#[derive(Debug)]
struct Stripe {
    lock: Mutex<()>,
    /// The hash of the one key that it is locked for, if it is for one; else zero.
    holder: AtomicU64,
}

/// Holds the stripe of one key.
#[derive(Debug)]
pub struct Guard<'a> {
    stripe: &'a Stripe,
    #[expect(dead_code, reason = "held for its drop")]
    lock: Option<MutexGuard<'a, ()>>,
    #[expect(dead_code, reason = "held for its drop")]
    taken: Taken,
}

impl Drop for Guard<'_> {
    fn drop(&mut self) {
        self.stripe.holder.store(0, Ordering::Relaxed);
    }
}

/// Holds the stripes of several keys.
#[derive(Debug)]
pub struct Guards<'a>(#[expect(dead_code, reason = "held for its drop")] (Vec<MutexGuard<'a, ()>>, Taken));

thread_local! {
    /// Which stripes this thread holds, by their place in memory; only debug builds note them.
    static HELD: RefCell<Vec<usize>> = const { RefCell::new(Vec::new()) };
}

/// That this thread holds some of these stripes.
#[derive(Debug)]
struct Taken(usize);

impl Taken {
    /// Panics in debug builds if the thread holds some of them already. A release build would hang with them held, and
    /// after it every other writer.
    fn by_this_thread(stripes: &Stripes) -> Taken {
        let place = ptr::from_ref(stripes).addr();
        if cfg!(debug_assertions) {
            HELD.with_borrow_mut(|held| {
                assert!(!held.contains(&place), "a thread that holds stripes takes more of them");
                held.push(place);
            });
        }
        Taken(place)
    }
}

impl Drop for Taken {
    fn drop(&mut self) {
        if cfg!(debug_assertions) {
            HELD.with_borrow_mut(|held| held.retain(|place| *place != self.0));
        }
    }
}

impl Stripes {
    /// All free.
    pub(crate) fn new(admits_all: bool) -> Stripes {
        Stripes { stripes: OnceLock::new(), admits_all }
    }

    fn all(&self) -> &[Stripe] {
        let free = |_| Stripe { lock: Mutex::new(()), holder: AtomicU64::new(0) };
        self.stripes.get_or_init(|| (0..STRIPES).map(free).collect())
    }

    /// Waits for the stripe of a key.
    pub fn lock(&self, key: &[u8]) -> Guard<'_> {
        let (hash, taken) = (hash_of(key), Taken::by_this_thread(self));
        let stripe = self.stripe(hash);
        let lock = (!self.admits_all).then(|| stripe.lock.lock());
        stripe.holder.store(hash, Ordering::Relaxed);
        Guard { stripe, lock, taken }
    }

    /// Whether [`Stripes::lock`] holds the stripe for this very key now, not for another that shares it. By the time
    /// of the answer it may have been let go: a hint, to be acted on only where either answer is right.
    pub fn is_locked_for(&self, key: &[u8]) -> bool {
        let hash = hash_of(key);
        self.stripe(hash).holder.load(Ordering::Relaxed) == hash
    }

    fn stripe(&self, hash: u64) -> &Stripe {
        // Truncation is the point: the low bits choose.
        #[expect(clippy::indexing_slicing, reason = "a stripe number is below the number of stripes")]
        &self.all()[hash as usize % STRIPES]
    }

    /// Waits for the stripes of several keys. They are taken in one order everywhere, so two callers never wait
    /// for each other.
    pub fn lock_all<'k>(&self, keys: impl IntoIterator<Item = &'k [u8]>) -> Guards<'_> {
        let taken = Taken::by_this_thread(self);
        let mut wanted: Vec<usize> = keys.into_iter().map(|key| hash_of(key) as usize % STRIPES).collect();
        wanted.sort_unstable();
        wanted.dedup();
        if self.admits_all {
            wanted.clear();
        }
        let all = self.all();
        #[expect(clippy::indexing_slicing, reason = "a stripe number is below the number of stripes")]
        Guards((wanted.into_iter().map(|stripe| all[stripe].lock.lock()).collect(), taken))
    }

    /// Waits for every stripe: for the exchange of the whole state, and for nothing else.
    pub(crate) fn lock_everything(&self) -> Guards<'_> {
        let taken = Taken::by_this_thread(self);
        Guards((self.all().iter().map(|stripe| stripe.lock.lock()).collect(), taken))
    }
}

/// Never zero, which means that no key holds a stripe.
fn hash_of(key: &[u8]) -> u64 {
    BuildHasherDefault::<DefaultHasher>::default().hash_one(key).max(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    #[cfg(debug_assertions)]
    fn a_thread_that_holds_stripes_takes_no_more_of_them() {
        let (stripes, others) = (Stripes::new(false), Stripes::new(false));
        let again = |again: &dyn Fn()| std::panic::catch_unwind(std::panic::AssertUnwindSafe(again)).is_err();
        let held = stripes.lock(b"a");
        // Another thread, and other stripes, are no matter.
        std::thread::scope(|scope| scope.spawn(|| drop(stripes.lock(b"b"))).join().unwrap());
        drop(others.lock_everything());
        assert!(again(&|| drop(stripes.lock(b"b"))));
        assert!(again(&|| drop(stripes.lock_all([&b"b"[..]]))));
        assert!(again(&|| drop(stripes.lock_everything())));
        drop(held);
        drop(stripes.lock_everything());
    }

    #[test]
    fn keys_that_share_a_stripe_are_locked_once() {
        let stripes = Stripes::new(false);
        let keys: Vec<Vec<u8>> = (0..5_000_u32).map(|n| n.to_be_bytes().to_vec()).collect();
        // More keys than stripes: a second lock of the same stripe would never return.
        drop(stripes.lock_all(keys.iter().map(Vec::as_slice)));
        drop(stripes.lock_everything());
    }

    #[test]
    fn a_lock_is_held_for_its_key_and_for_no_other_of_its_stripe() {
        let stripes = Stripes::new(false);
        let guard = stripes.lock(b"a");
        assert!(stripes.is_locked_for(b"a"));
        let others = (0..5_000_u32).filter(|n| stripes.is_locked_for(&n.to_be_bytes())).count();
        assert_eq!(others, 0, "some of five thousand keys share one of a thousand stripes");
        drop(guard);
        assert!(!stripes.is_locked_for(b"a"));
        let _all = stripes.lock_everything();
        assert!(!stripes.is_locked_for(b"a"));
    }
}
