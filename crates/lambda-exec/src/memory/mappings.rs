//! The tasks of event source mappings.

use std::collections::HashMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use base::schedule::Slot;
use parking_lot::Mutex;
use tokio::sync::Semaphore;
use tokio_util::sync::CancellationToken;

use crate::mapping::MappingId;

/// The mappings that are being worked on. Their tasks are asked to end when this goes.
#[derive(Debug, Default)]
pub(crate) struct Mappings {
    running: Mutex<HashMap<MappingId, Running>>,
    /// Counts the states: with another one all tasks begin anew.
    state: AtomicU64,
    /// Begins those of the store; woken when that is of another state.
    pub(crate) loader: Slot,
}

/// The task of a mapping.
#[derive(Debug)]
struct Running {
    cancel: CancellationToken,
    /// Held by the task while it works: a new one waits until the old one has finished its batch.
    turn: Arc<Semaphore>,
    state: u64,
}

/// What a new task of a mapping needs: it ends with the first, and begins when it has a permit of the second.
pub(crate) type Begun = (CancellationToken, Arc<Semaphore>);

impl Mappings {
    /// Asks the task of a mapping to end, and makes place for a new one.
    pub(crate) fn begin(&self, id: &MappingId) -> Begun {
        self.begin_in(&mut self.running.lock(), id)
    }

    /// The same for a mapping as it was stored, unless it has begun in this state, or the state is another one by now.
    pub(crate) fn begin_stored(&self, id: &MappingId, state: u64) -> Option<Begun> {
        let mut running = self.running.lock();
        let is_new = running.get(id).is_none_or(|running| running.state != state);
        (is_new && self.state() == state).then(|| self.begin_in(&mut running, id))
    }

    /// The state that tasks are of now.
    pub(crate) fn state(&self) -> u64 {
        self.state.load(Ordering::Acquire)
    }

    fn begin_in(&self, running: &mut HashMap<MappingId, Running>, id: &MappingId) -> Begun {
        let before = running.remove(id);
        let turn = before.map_or_else(
            || Arc::new(Semaphore::new(1)),
            |before| {
                before.cancel.cancel();
                before.turn
            },
        );
        let cancel = CancellationToken::new();
        let state = self.state();
        running.insert(id.clone(), Running { cancel: cancel.clone(), turn: turn.clone(), state });
        (cancel, turn)
    }

    /// Asks all tasks to end: the state is another one.
    pub(crate) fn end_all(&self) {
        let running = self.running.lock();
        self.state.fetch_add(1, Ordering::AcqRel);
        running.values().for_each(|running| running.cancel.cancel());
    }

    /// How many mappings have begun, since the process began.
    #[cfg(test)]
    pub(crate) fn len(&self) -> usize {
        self.running.lock().len()
    }

    /// Asks the task of a mapping that is no more to end.
    pub(crate) fn end(&self, id: &MappingId) {
        if let Some(running) = self.running.lock().remove(id) {
            running.cancel.cancel();
        }
    }
}

impl Drop for Mappings {
    fn drop(&mut self) {
        self.end_all();
    }
}
