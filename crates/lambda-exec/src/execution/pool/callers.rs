//! Which chain of functions each environment works for. So a call is known as part of it by the credentials that it is
//! made with, whether or not the function passes on its trace header.

use std::collections::HashMap;
use std::sync::Arc;

use parking_lot::Mutex;

use crate::execution::lineage::Lineage;

/// The environments that exist, by id: a handle.
#[derive(Clone, Debug, Default)]
pub(super) struct Callers(Arc<Mutex<HashMap<Arc<str>, Lineage>>>);

impl Callers {
    /// An environment that is about to start.
    pub(super) fn add(&self, id: Arc<str>) -> Known {
        Known { id, callers: self.clone() }
    }

    /// The chain that an environment works for, or did last: what it left running in the background belongs to it.
    pub(super) fn lineage_of(&self, id: &str) -> Option<Lineage> {
        self.0.lock().get(id).cloned()
    }
}

/// An environment. Its calls are nobody's once this is dropped.
#[derive(Debug)]
pub(super) struct Known {
    id: Arc<str>,
    callers: Callers,
}

impl Known {
    pub(super) fn id(&self) -> &Arc<str> {
        &self.id
    }

    /// Its next invocation belongs to this chain.
    pub(super) fn works_for(&self, lineage: Lineage) {
        self.callers.0.lock().insert(self.id.clone(), lineage);
    }
}

impl Drop for Known {
    fn drop(&mut self) {
        self.callers.0.lock().remove(&self.id);
    }
}
