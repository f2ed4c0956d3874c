//! The states that have a name.

use std::collections::BTreeMap;
use std::sync::Arc;

use parking_lot::Mutex;

use crate::blob::NamedFile;
use crate::state::Whole;

/// The named states of a store.
#[derive(Debug, Default)]
pub(crate) struct Checkpoints {
    kept: Mutex<BTreeMap<String, Kept>>,
    /// Held while one is taken, dropped or brought back: one after another.
    pub(crate) changing: Mutex<()>,
}

/// One of them.
#[derive(Clone, Debug)]
pub(crate) enum Kept {
    /// It is in memory, and shares there what the present state still has.
    Here(Whole),
    /// An earlier process made it: the log holds it. The files that it names stay meanwhile.
    InLog { files: Vec<Arc<NamedFile>> },
}

impl Checkpoints {
    pub(crate) fn new(kept: BTreeMap<String, Kept>) -> Checkpoints {
        Checkpoints { kept: Mutex::new(kept), changing: Mutex::default() }
    }

    pub(crate) fn names(&self) -> Vec<String> {
        self.kept.lock().keys().cloned().collect()
    }

    pub(crate) fn get(&self, name: &str) -> Option<Kept> {
        self.kept.lock().get(name).cloned()
    }

    pub(crate) fn put(&self, name: &str, state: Whole) {
        let before = self.kept.lock().insert(name.to_owned(), Kept::Here(state));
        // After the lock.
        drop(before);
    }

    pub(crate) fn remove(&self, name: &str) {
        let before = self.kept.lock().remove(name);
        drop(before);
    }
}
