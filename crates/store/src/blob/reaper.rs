//! The thread that removes files nobody needs, so that no client waits for it.

use std::fs;
use std::io;
use std::mem;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use parking_lot::Mutex;

use super::files::{Files, Shelf};
use super::remote::Remote;
use crate::Result;
use crate::error::Error;
use crate::log::Log;

/// What there is to do.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Chore {
    /// Nobody holds this file's handle any more. If a record named it, that the record is gone must be durable first.
    Remove { id: u64, was_named: bool },
    /// The same, once more: it was refused when all was ready for it.
    Again { id: u64, was_named: bool },
    /// Whatever nothing names is to go: what the last process left.
    Sweep,
    /// The store closes.
    Stop,
}

/// How long a remote that is away is left alone.
const PAUSE: Duration = Duration::from_secs(5);

impl Chore {
    /// What is to be done of it later.
    fn again(self) -> Option<Chore> {
        match self {
            Chore::Remove { id, was_named } | Chore::Again { id, was_named } => {
                Some(Chore::Again { id, was_named })
            }
            Chore::Sweep => Some(Chore::Sweep),
            Chore::Stop => None,
        }
    }
}

/// The thread's handle.
#[derive(Debug)]
pub(crate) struct Reaper {
    chores: Sender<Chore>,
    stopping: Arc<AtomicBool>,
    remote: Option<Arc<Remote>>,
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
        let remote = files.remote().cloned();
        let thread = thread::Builder::new().name("store-reaper".into()).spawn(move || {
            let settled = || match &log {
                Some(log) => runtime.block_on(settled(log.as_ref())),
                None => Ok(()),
            };
            let mut again = Vec::new();
            while let Some(chores) = next(&inbox, &mut again) {
                for chore in chores {
                    let done = match chore {
                        Chore::Remove { id, was_named } => remove(&files, id, was_named, &settled),
                        Chore::Again { id, was_named } => files.remove(id, was_named).map_err(Error::from),
                        Chore::Sweep => sweep(&files, &stop),
                        Chore::Stop => return,
                    };
                    if let Err(cause) = done {
                        tracing::warn!(%cause, "a blob that nothing names could not be removed");
                        // A remote may be back later. What is not removed from a disk is so at the next start.
                        again.extend(files.remote().and_then(|_| chore.again()));
                    }
                }
            }
        })?;
        Ok(Reaper { chores, stopping, remote, thread: Mutex::new(Some(thread)) })
    }

    /// Ends the thread when it has done what it was given; a sweep is broken off, as the next opening sweeps again.
    pub(crate) fn stop(&self) {
        let Some(thread) = self.thread.lock().take() else { return };
        self.stopping.store(true, Ordering::Release);
        if let Some(remote) = &self.remote {
            remote.close();
        }
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

/// What is to be done next; nothing once nobody can say any more. What a remote refused comes again after a while.
fn next(inbox: &Receiver<Chore>, again: &mut Vec<Chore>) -> Option<Vec<Chore>> {
    if again.is_empty() {
        return inbox.recv().ok().map(|chore| vec![chore]);
    }
    match inbox.recv_timeout(PAUSE) {
        Ok(chore) => Some(vec![chore]),
        Err(RecvTimeoutError::Timeout) => Some(mem::take(again)),
        Err(RecvTimeoutError::Disconnected) => None,
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
    Ok(files.remove(id, was_named)?)
}

fn sweep(files: &Files, stop: &AtomicBool) -> Result<()> {
    let mut visit = |id| match !stop.load(Ordering::Acquire) && files.claim_unknown(id) {
        // It may be half an upload.
        true => files.remove(id, false).inspect_err(|_| files.give_up(id)),
        false => Ok(()),
    };
    let folder = match files.shelf() {
        Shelf::Folder(folder) => folder,
        Shelf::Remote(remote) => return Ok(remote.each(visit)?),
    };
    for folder in fs::read_dir(folder)? {
        let folder = folder?;
        if folder.file_type()?.is_dir() {
            sweep_folder(&folder.path(), &mut visit)?;
        }
    }
    Ok(())
}

fn sweep_folder(folder: &Path, visit: &mut dyn FnMut(u64) -> io::Result<()>) -> Result<()> {
    for file in fs::read_dir(folder)? {
        if let Some(id) = Files::id_of(&file?.path()) {
            visit(id)?;
        }
    }
    Ok(())
}
