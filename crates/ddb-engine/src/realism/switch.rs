//! Turning AWS's inconveniences on and off at run time, and the moment whose state a read is to see.

use crate::definition::schema::{Index, Scope};
use crate::engine::Engine;
use crate::memory::dial::Realism;

impl Engine {
    /// Which of AWS's inconveniences are on.
    pub fn realism(&self) -> Realism {
        self.realism.now()
    }

    /// Turns them on and off, for requests from now on. What was begun under other settings ends as it was begun.
    pub fn set_realism(&self, realism: Realism) {
        self.realism.set(realism);
        if realism.memory_ms().is_none() {
            self.past.forget();
        }
    }

    /// The moment whose state a read is to see, in milliseconds; nothing for the present.
    pub(crate) fn moment(&self, index: Option<&Index>, consistent: bool) -> Option<u64> {
        let realism = self.realism.get()?;
        match index {
            Some(index) if index.scope == Scope::Global => self.ago(realism.index_lag_ms),
            _ if consistent => None,
            _ => self.ago(realism.table_lag_ms),
        }
    }

    /// The moment whose state a search is to see.
    pub(crate) fn search_moment(&self) -> Option<u64> {
        self.ago(self.realism.get()?.index_lag_ms)
    }

    fn ago(&self, lag_ms: u64) -> Option<u64> {
        (lag_ms > 0).then(|| self.clock.now().millis().saturating_sub(lag_ms))
    }
}
