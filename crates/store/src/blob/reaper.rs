//! The thread that removes files nobody needs, so that no client waits for it.

use std::fs;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, Sender};
use std::thread::{self, JoinHandle};

use parking_lot::Mutex;

use super::home::Files;
use super::ledger::Ledger;
use crate::Result;

/// What there is to do.
#[derive(Debug)]
pub(crate) enum Chore {
    /// A blob in the making was dropped.
    Discard { id: u64 },
    /// Blobs lost their last reference.
    Reap,
    /// Any file may be needless.
    Sweep,
    /// This file may be needless: a sweep passed it over for a reader, which has ended.
    SweepFile { id: u64 },
    /// The store closes.
    Stop,
}

/// The thread's handle.
#[derive(Debug)]
pub(crate) struct Reaper {
    chores: Sender<Chore>,
    stopping: Arc<AtomicBool>,
    thread: Mutex<Option<JoinHandle<()>>>,
}

impl Reaper {
    /// Starts the thread. Its first chore is to sweep up what the last process left.
    pub(crate) fn start(
        ledger: Arc<Ledger>,
        chores: Sender<Chore>,
        inbox: Receiver<Chore>,
    ) -> Result<Reaper> {
        // Only to wait for flushes: it does no IO of its own and keeps no timer.
        let runtime = tokio::runtime::Builder::new_current_thread().build()?;
        let stopping = Arc::new(AtomicBool::new(false));
        let stop = stopping.clone();
        let _ = chores.send(Chore::Sweep);
        let thread = thread::Builder::new().name("store-reaper".into()).spawn(move || {
            for chore in inbox {
                let done = match chore {
                    Chore::Discard { id } => ledger.discard(id),
                    Chore::Reap => runtime.block_on(ledger.reap()),
                    Chore::Sweep => sweep(&ledger, &stop),
                    Chore::SweepFile { id } => ledger.sweep_file(id),
                    Chore::Stop => break,
                };
                if let Err(cause) = done {
                    tracing::error!(%cause, "a blob that nothing names could not be removed");
                }
            }
        })?;
        Ok(Reaper { chores, stopping, thread: Mutex::new(Some(thread)) })
    }

    /// Ends the thread when it has done what it was given; a sweep is broken off, as the next opening sweeps again.
    pub(crate) fn stop(&self) {
        let Some(thread) = self.thread.lock().take() else { return };
        self.stopping.store(true, Ordering::Release);
        let _ = self.chores.send(Chore::Stop);
        if thread.join().is_err() {
            tracing::error!("the thread that removes blobs panicked");
        }
    }
}

impl Drop for Reaper {
    fn drop(&mut self) {
        self.stop();
    }
}

fn sweep(ledger: &Ledger, stop: &AtomicBool) -> Result<()> {
    let Some(files) = ledger.files() else { return Ok(()) };
    for folder in fs::read_dir(files.folder())? {
        let folder = folder?;
        if folder.file_type()?.is_dir() {
            sweep_folder(ledger, &folder.path(), stop)?;
        }
    }
    Ok(())
}

fn sweep_folder(ledger: &Ledger, folder: &Path, stop: &AtomicBool) -> Result<()> {
    for file in fs::read_dir(folder)? {
        if stop.load(Ordering::Acquire) {
            break;
        }
        if let Some(id) = Files::id_of(&file?.path()) {
            ledger.sweep_file(id)?;
        }
    }
    Ok(())
}
