//! A folder's state is read behind the requests, after a start: what is asked for earlier is looked up in the log.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, OnceLock};
use std::thread::{self, JoinHandle};

use parking_lot::{Condvar, Mutex, RwLock, RwLockReadGuard, RwLockWriteGuard};

use crate::Result;
use crate::error::Error;
use crate::present::Present;

/// Whether a state is still being read, and who may look at the log meanwhile.
#[derive(Debug, Default)]
pub struct Reading {
    is_on: AtomicBool,
    /// Held for reading by who looks at the log, alone by who writes to it.
    log: RwLock<()>,
    waiting: Mutex<()>,
    over: Condvar,
    /// Why not all was read, if it was not.
    broken: OnceLock<Error>,
}

impl Reading {
    /// Of a state that is to be read.
    pub(crate) fn begun() -> Arc<Reading> {
        let reading = Reading::default();
        reading.is_on.store(true, Ordering::Release);
        Arc::new(reading)
    }

    /// Keeps the log as it is, if there is something to be read from it. A thread that holds it may take it once more.
    pub(crate) fn hold(&self) -> Option<RwLockReadGuard<'_, ()>> {
        self.is_on.load(Ordering::Acquire).then(|| self.log.read_recursive())
    }

    /// Waits until nobody looks at the log.
    pub(crate) fn write(&self) -> Option<RwLockWriteGuard<'_, ()>> {
        self.is_on.load(Ordering::Acquire).then(|| self.log.write())
    }

    /// Waits until all is read. Fails if it was not, and will not be.
    pub(crate) fn wait(&self) -> Result<()> {
        if self.is_on.load(Ordering::Acquire) {
            let mut waiting = self.waiting.lock();
            self.over
                .wait_while(&mut waiting, |()| self.is_on.load(Ordering::Acquire) && self.check().is_ok());
        }
        self.check()
    }

    /// Fails once something could not be read.
    pub(crate) fn check(&self) -> Result<()> {
        self.broken.get().map_or(Ok(()), |cause| Err(cause.again()))
    }

    /// All is read.
    fn end(&self) {
        let waiting = self.waiting.lock();
        self.is_on.store(false, Ordering::Release);
        drop(waiting);
        self.over.notify_all();
    }

    /// Not all will be read.
    fn break_off(&self, cause: Error) {
        let waiting = self.waiting.lock();
        // The first cause counts.
        let _ = self.broken.set(cause);
        drop(waiting);
        self.over.notify_all();
    }
}

/// The thread that reads.
#[derive(Debug)]
pub(crate) struct Reader {
    stopping: Arc<AtomicBool>,
    thread: Mutex<Option<JoinHandle<()>>>,
}

impl Reader {
    pub(crate) fn start(present: Arc<Present>, reading: Arc<Reading>) -> Result<Reader> {
        let stopping = Arc::new(AtomicBool::new(false));
        let stop = stopping.clone();
        let thread = thread::Builder::new().name("store-read".into()).spawn(move || {
            while !stop.load(Ordering::Acquire) {
                match present.read_on() {
                    Ok(true) => {}
                    Ok(false) => return reading.end(),
                    Err(cause) => {
                        tracing::error!(%cause, "the data folder cannot be read, and everything is refused from now on");
                        return reading.break_off(cause);
                    }
                }
            }
            reading.break_off(Error::Closed);
        })?;
        Ok(Reader { stopping, thread: Mutex::new(Some(thread)) })
    }

    /// Ends the thread.
    pub(crate) fn stop(&self) {
        let Some(thread) = self.thread.lock().take() else { return };
        self.stopping.store(true, Ordering::Release);
        if thread.join().is_err() {
            tracing::error!("the thread that reads the data folder panicked");
        }
    }
}

impl Drop for Reader {
    fn drop(&mut self) {
        self.stop();
    }
}
