//! The thread that drops whole states, each of which takes sled a second or more: nobody waits for it.

use std::sync::Arc;
use std::sync::mpsc::{Sender, channel};
use std::thread::{self, JoinHandle};

use crate::Result;
use crate::reading::Reading;

/// What drops a state.
pub(super) type Dropping = Box<dyn FnOnce() -> Result<()> + Send>;

/// The thread's handle. Ends the thread when it is dropped, after what it was given.
pub(super) struct Dropper {
    work: Option<Sender<Dropping>>,
    thread: Option<JoinHandle<()>>,
}

impl Dropper {
    pub(super) fn start(reading: Arc<Reading>) -> Result<Dropper> {
        let (work, inbox) = channel::<Dropping>();
        let thread = thread::Builder::new().name("store-drop".into()).spawn(move || {
            for dropping in inbox {
                // The state may be the one that was still being read. What breaks that off is told elsewhere.
                let _ = reading.wait();
                drop(reading.write());
                if let Err(cause) = dropping() {
                    tracing::error!(%cause, "a state that nothing names could not be dropped; the next start tries again");
                }
            }
        })?;
        Ok(Dropper { work: Some(work), thread: Some(thread) })
    }

    /// Drops a state behind the caller's back.
    pub(super) fn drop_behind(&self, dropping: Dropping) {
        if let Some(work) = &self.work {
            // It fails if the thread is gone. The next start drops what nothing names.
            let _ = work.send(dropping);
        }
    }
}

impl Drop for Dropper {
    fn drop(&mut self) {
        self.work = None;
        if let Some(thread) = self.thread.take()
            && thread.join().is_err()
        {
            tracing::error!("the thread that drops states panicked");
        }
    }
}
