//! The thread that removes files nobody needs, so that no client waits for it.

use std::fs;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, Sender};
use std::thread::{self, JoinHandle};

use parking_lot::Mutex;

use super::files::Files;
use crate::Result;
use crate::log::Log;

/// What there is to do.
#[derive(Debug)]
pub(crate) enum Chore {
    /// Nobody holds this file's handle any more. If a record named it, that the record is gone must be durable first.
    Remove { id: u64, was_named: bool },
    /// Whatever nothing names is to go: what the last process left.
    Sweep,
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
    /// Starts the thread, once all states that name files are read. Its first chore is to sweep up what the last process
    /// left.
    pub(crate) fn start(
        files: Arc<Files>,
        log: Option<Arc<dyn Log>>,
        chores: Sender<Chore>,
        inbox: Receiver<Chore>,
    ) -> Result<Reaper> {
        // Only to wait for flushes: it does no IO of its own and keeps no timer.
        let runtime = tokio::runtime::Builder::new_current_thread().build()?;
        let stopping = Arc::new(AtomicBool::new(false));
        let stop = stopping.clone();
        let _ = chores.send(Chore::Sweep);
        let thread = thread::Builder::new().name("store-reaper".into()).spawn(move || {
            let settled = || match &log {
                Some(log) => runtime.block_on(settled(log.as_ref())),
                None => Ok(()),
            };
            for chore in inbox {
                let done = match chore {
                    Chore::Remove { id, was_named } => remove(&files, id, was_named, &settled),
                    Chore::Sweep => sweep(&files, &stop),
                    Chore::Stop => break,
                };
                if let Err(cause) = done {
                    tracing::error!(%cause, "a file that nothing names could not be removed");
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

async fn settled(log: &dyn Log) -> Result<()> {
    match log.pending()? {
        Some(seq) => log.synced(seq).await,
        None => Ok(()),
    }
}

fn remove(files: &Files, id: u64, was_named: bool, settled: &dyn Fn() -> Result<()>) -> Result<()> {
    if !files.claim_removal(id) {
        return Ok(());
    }
    // Removed earlier, the file could be missing after a crash that takes the removal of its record back. If nothing
    // becomes durable any more, the next start looks again.
    if was_named && settled().is_err() {
        return Ok(());
    }
    Ok(files.remove(id)?)
}

fn sweep(files: &Files, stop: &AtomicBool) -> Result<()> {
    for folder in fs::read_dir(files.folder())? {
        let folder = folder?;
        if folder.file_type()?.is_dir() {
            sweep_folder(files, &folder.path(), stop)?;
        }
    }
    Ok(())
}

fn sweep_folder(files: &Files, folder: &Path, stop: &AtomicBool) -> Result<()> {
    for file in fs::read_dir(folder)? {
        if stop.load(Ordering::Acquire) {
            break;
        }
        if let Some(id) = Files::id_of(&file?.path())
            && files.claim_unknown(id)
        {
            files.remove(id)?;
        }
    }
    Ok(())
}
