//! How many invocations of each function run now.

use std::collections::HashMap;
use std::sync::Arc;

use parking_lot::Mutex;

use crate::function_name::FunctionId;

/// The counts: a handle, cheap to clone.
#[derive(Clone, Debug, Default)]
pub(crate) struct Running(Arc<Mutex<HashMap<FunctionId, u32>>>);

/// One invocation that runs, until this is dropped.
#[derive(Debug)]
pub(crate) struct Turn {
    running: Running,
    id: FunctionId,
}

impl Running {
    /// Counts one more, unless the function has as many as it may have.
    pub(crate) fn begin(&self, id: &FunctionId, most: Option<u32>) -> Option<Turn> {
        let mut counts = self.0.lock();
        let count = counts.get(id).copied().unwrap_or(0);
        if most.is_some_and(|most| count >= most) {
            return None;
        }
        counts.insert(id.clone(), count.saturating_add(1));
        Some(Turn { running: self.clone(), id: id.clone() })
    }
}

impl Drop for Turn {
    fn drop(&mut self) {
        let mut counts = self.running.0.lock();
        match counts.get_mut(&self.id) {
            Some(count) if *count > 1 => *count -= 1,
            _ => drop(counts.remove(&self.id)),
        }
    }
}
