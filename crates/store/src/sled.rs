//! The log of a data folder, on sled. What is particular about sled is dealt with here and in `sled/`, and nowhere
//! else; `docs/decisions/0001-sled-behind-keyspace.md` says why it is so, and
//! `docs/decisions/0039-states-in-memory-sled-as-the-log.md` why no request reads from it.
//!
//! Each state, the present one and every checkpoint, is a tree of its own, because sled's batches are atomic
//! within one tree. Which tree is which stands in the tree `meta`. A state is exchanged by preparing a new tree and
//! then turning the pointer, so that a crash leaves the one or the other.

mod call;
mod dropper;
mod states;
mod values;
mod writer;

use std::fmt;
use std::fs;
use std::path::Path;
use std::sync::Arc;
use std::sync::mpsc::Receiver;
use std::time::Duration;

use async_trait::async_trait;

use self::call::{Calls, Failure};
use self::states::States;
use self::writer::Writer;
use crate::Result;
use crate::folder::Folder;
use crate::log::{Log, Seq, Stored, Write};
use crate::state::State;
use crate::store::Found;

/// How much of the data sled keeps in memory, in bytes, by its own count. It is read at the start only.
const CACHE_BYTES: u64 = 16 * 1024 * 1024;

/// How often, and after what pause, a folder is tried again that sled, closed a moment ago in this same process,
/// has not let go of yet.
const OPEN_TRIES: u32 = 50;
const OPEN_PAUSE: Duration = Duration::from_millis(20);

/// How often sled's cleaner takes up a segment, and how long nothing must have come of it before it counts as done.
const CLEAN_MS: u64 = 5;
const CLEAN_PAUSE: Duration = Duration::from_millis(50);
const CLEAN_IDLE: u64 = 20;
const CLEANED_IN_A_PAUSE: u64 = 1 << 20;

/// The log of a data folder.
pub(crate) struct SledLog(Arc<Writer>);

impl SledLog {
    /// Opens what is in a data folder, or makes it there, and reads the present state. Blocks; for long if there is much
    /// data.
    pub(crate) fn open(folder: &Folder) -> Result<(SledLog, Found)> {
        let (calls, path) = (Calls::within(folder.path()), folder.keyspace());
        fs::create_dir_all(&path)?;
        remove_unfinished_snapshots(&path)?;
        let db = open_db(&calls, &path, None)?;
        let mut states = States::recover(&db, &calls, folder.is_new())?;
        if folder.is_older() {
            folder.begin_forwarding()?;
            states.bring_forward()?;
        }
        let found = states.found()?;
        Ok((SledLog(Arc::new(Writer::start(states, found.reading.clone())?)), found))
    }
}

/// Copies all states of a folder's keyspace to its new one.
pub(crate) fn rewrite(folder: &Folder) -> Result<()> {
    let calls = Calls::within(folder.path());
    fs::create_dir_all(folder.new_keyspace())?;
    remove_unfinished_snapshots(&folder.keyspace())?;
    let from = States::recover(&open_db(&calls, &folder.keyspace(), None)?, &calls, folder.is_new())?;
    let mut to = States::recover(&open_db(&calls, &folder.new_keyspace(), None)?, &calls, true)?;
    from.copy_to(&mut to)?;
    drop(to);
    clean(&calls, &folder.new_keyspace())
}

/// Has sled's own cleaner move what is left in segments that are half empty, until the files get no smaller. It works while sled
/// flushes by itself, and only there: no server lets it.
fn clean(calls: &Calls, folder: &Path) -> Result<()> {
    let db = open_db(calls, folder, Some(CLEAN_MS))?;
    let (mut smallest, mut idle) = (u64::MAX, 0);
    // It begins at the front, and files get smaller from the end.
    let enough = calls.guard(|| db.size_on_disk())? / CLEANED_IN_A_PAUSE + CLEAN_IDLE;
    while idle < enough {
        std::thread::sleep(CLEAN_PAUSE);
        let size = calls.guard(|| db.size_on_disk())?;
        idle = if size < smallest { 0 } else { idle + 1 };
        smallest = smallest.min(size);
    }
    calls.guard(|| db.flush().map(drop))
}

#[async_trait]
impl Log for SledLog {
    fn admit(&self) -> Result<()> {
        self.0.admit()
    }

    fn append(&self, seq: Seq, writes: Arc<[Write]>) {
        self.0.append(seq, writes);
    }

    fn turn(&self, seq: Seq, to: Stored) -> Receiver<Result<()>> {
        self.0.turn(seq, to)
    }

    fn pending(&self) -> Result<Option<Seq>> {
        self.0.pending()
    }

    fn failure(&self) -> Option<String> {
        self.0.admit().err().map(|cause| cause.to_string())
    }

    async fn synced(&self, seq: Seq) -> Result<()> {
        self.0.synced(seq).await
    }

    fn store(&self, state: &State) -> Result<Stored> {
        self.0.store(state)
    }

    fn keep(&self, name: &str, stored: Stored) -> Result<()> {
        self.0.keep(name, stored)
    }

    fn forget(&self, name: &str) -> Result<()> {
        self.0.forget(name)
    }

    fn read(&self, name: &str) -> Result<Option<State>> {
        self.0.read(name)
    }

    async fn close(&self) -> Result<()> {
        let writer = Arc::clone(&self.0);
        tokio::task::spawn_blocking(move || writer.stop()).await.map_err(std::io::Error::other)?
    }
}

impl Drop for SledLog {
    fn drop(&mut self) {
        if let Err(cause) = self.0.stop() {
            tracing::error!(%cause, "the store was dropped and its last commits are not durable");
        }
    }
}

impl fmt::Debug for SledLog {
    /// Without the contents, which sled's own would print.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SledLog").finish_non_exhaustive()
    }
}

fn open_db(calls: &Calls, folder: &Path, clean_every_ms: Option<u64>) -> Result<sled::Db> {
    // Sled's own background flush is off: it promises nothing to anyone in particular, and wakes an idle process.
    let config = sled::Config::new().path(folder).cache_capacity(CACHE_BYTES).flush_every_ms(clean_every_ms);
    for _ in 1..OPEN_TRIES {
        match calls.attempt(|| config.open()) {
            Err(Failure::Locked) => std::thread::sleep(OPEN_PAUSE),
            other => return other.map_err(|failure| calls.explain(failure)),
        }
    }
    calls.guard(|| config.open())
}

/// Sled writes a snapshot over what an interrupted attempt left, without cutting off a longer rest: it would then
/// take its own snapshot for damaged. Nothing needs such a file.
fn remove_unfinished_snapshots(folder: &Path) -> Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.extension().is_some_and(|ending| ending == "generating") {
            fs::remove_file(path)?;
        }
    }
    Ok(())
}
