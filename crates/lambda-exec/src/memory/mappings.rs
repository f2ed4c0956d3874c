//! The tasks of event source mappings.

use std::collections::HashMap;
use std::sync::Arc;

use parking_lot::Mutex;
use tokio::sync::Semaphore;
use tokio_util::sync::CancellationToken;

use crate::mapping::MappingId;

/// The mappings that are being worked on.
#[derive(Debug, Default)]
pub(crate) struct Mappings(Mutex<HashMap<MappingId, Running>>);

/// The task of a mapping.
#[derive(Debug)]
struct Running {
    cancel: CancellationToken,
    /// Held by the task while it works: a new one waits until the old one has finished its batch.
    turn: Arc<Semaphore>,
}

impl Mappings {
    /// Asks the task of a mapping to end, and makes place for a new one.
    pub(crate) fn begin(&self, id: &MappingId) -> (CancellationToken, Arc<Semaphore>) {
        let mut running = self.0.lock();
        let before = running.remove(id);
        let turn = before.map_or_else(
            || Arc::new(Semaphore::new(1)),
            |before| {
                before.cancel.cancel();
                before.turn
            },
        );
        let cancel = CancellationToken::new();
        running.insert(id.clone(), Running { cancel: cancel.clone(), turn: turn.clone() });
        (cancel, turn)
    }

    /// Asks all tasks to end.
    pub(crate) fn end_all(&self) {
        self.0.lock().values().for_each(|running| running.cancel.cancel());
    }

    /// Asks the task of a mapping that is no more to end.
    pub(crate) fn end(&self, id: &MappingId) {
        if let Some(running) = self.0.lock().remove(id) {
            running.cancel.cancel();
        }
    }
}
