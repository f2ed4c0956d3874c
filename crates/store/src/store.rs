//! The store as the engines see it: the keyspace and the blobs behind one handle.

use std::collections::BTreeMap;
use std::ops::{Bound, ControlFlow, Range};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Weak, mpsc};

use base::entropy::Entropy;
use bytes::Bytes;
use parking_lot::Mutex;

use crate::Result;
use crate::batch::Batch;
use crate::blob::references::{self, find_large};
use crate::blob::remote::claim_remote;
use crate::blob::{
    Blob, BlobMemory, BlobReader, ChainReader, Files, Home, Large, Link, Reaper, RemoteBlobs, Shelf, Staging,
};
use crate::checkpoints::{Checkpoints, Kept};
use crate::error::Error;
use crate::folder::Folder;
use crate::log::{Log, Order, Seq, Visit};
use crate::outbox::Boxes;
use crate::present::{Commit, Present, Seen};
use crate::reading::{Reader, Reading};
use crate::reads::{Read, Reads};
use crate::sled::SledLog;
use crate::slices::Slices;
use crate::space::Key;
use crate::state::{State, Whole};
use crate::stripes::{Guards, Stripes};
use crate::view::View;

/// All state of all services: a handle, cheap to clone. One may note what is read through it: see [`Store::noting`].
#[derive(Clone, Debug)]
pub struct Store(Arc<Inner>, Option<Arc<Noting>>);

/// What was read through a handle.
#[derive(Debug)]
struct Noting {
    /// The epoch in which the first look was made, or an earlier one.
    epoch: AtomicU64,
    reads: Reads,
}

#[derive(Debug)]
struct Inner {
    /// Removes files, if there is a data folder. Dropped first: what the present state names stays.
    reaper: Option<Reaper>,
    /// Reads what is in the data folder, after a start.
    reader: Option<Reader>,
    present: Arc<Present>,
    checkpoints: Checkpoints,
    /// Where new large blobs go.
    home: Home,
    /// Where those of worlds in memory go that begin as this one is.
    memory: BlobMemory,
    log: Option<Arc<dyn Log>>,
    /// The sets of stripes, in the order in which they are taken: their holders read, decide and commit.
    stripes: Mutex<Vec<Weak<Stripes>>>,
    admits_all: AtomicBool,
    entropy: Entropy,
    folder: Mutex<Option<Folder>>,
}

impl Store {
    /// A store that ends with the process.
    pub fn in_memory(entropy: Entropy) -> Store {
        Store::in_memory_with(BlobMemory::default(), entropy)
    }

    /// The same, whose large blobs share a budget with others.
    pub fn in_memory_with(memory: BlobMemory, entropy: Entropy) -> Store {
        Store::of(Whole::default(), memory, entropy)
    }

    /// The same, whose [`Store::stripes`] for single keys keep nobody waiting, as if each writer were a process of its own:
    /// for tests of what holds because commits say what they rely on.
    pub fn without_admission(entropy: Entropy) -> Store {
        let store = Store::in_memory(entropy);
        store.admit_all();
        store
    }

    /// The same of this store, for the stripes that are made from now on.
    pub fn admit_all(&self) {
        self.0.admits_all.store(true, Ordering::Release);
    }

    /// A store over a state, which ends with the process.
    fn of(state: Whole, memory: BlobMemory, entropy: Entropy) -> Store {
        let inner = Inner {
            reaper: None,
            reader: None,
            present: Arc::new(Present::new(state, None, Arc::default())),
            checkpoints: Checkpoints::default(),
            home: Home::Memory(memory.clone()),
            memory,
            log: None,
            stripes: Mutex::default(),
            admits_all: AtomicBool::new(false),
            entropy,
            folder: Mutex::default(),
        };
        Store(Arc::new(inner), None)
    }

    /// Opens the store below a data folder, or makes it. Blocks, for long if there is much data.
    ///
    /// `entropy`, and every clone of it, draws another sequence with each opening, so that a seed that comes again draws
    /// no id again. A new folder has the seed's own sequence, as memory has.
    ///
    /// Refuses a folder that another process uses ([`Error::InUse`](crate::Error::InUse)), that is damaged, or
    /// whose format is not this program's, or where the host does not let it ([`Error::Unusable`](crate::Error::Unusable)):
    /// then it opens once the cause is gone, with all that was in it. [`Store::close`] it before the process ends or opens it again.
    pub fn open(folder: &Path, entropy: Entropy) -> Result<Store> {
        Store::open_with(folder, BlobMemory::default(), entropy)
    }

    /// The same; large blobs of worlds in memory that [begin as this one is](Store::fork) share a budget with others.
    pub fn open_with(folder: &Path, memory: BlobMemory, entropy: Entropy) -> Result<Store> {
        Store::open_folder(folder, (None, memory), entropy).map_err(|cause| cause.opening(folder))
    }

    /// The same; large blobs are in a bucket of another service, which no other data folder has at that prefix.
    pub fn open_at(
        folder: &Path,
        remote: &RemoteBlobs,
        memory: BlobMemory,
        entropy: Entropy,
    ) -> Result<Store> {
        Store::open_folder(folder, (Some(remote), memory), entropy).map_err(|cause| cause.opening(folder))
    }

    fn open_folder(
        folder: &Path,
        (remote, memory): (Option<&RemoteBlobs>, BlobMemory),
        entropy: Entropy,
    ) -> Result<Store> {
        let mut folder = Folder::claim(folder)?;
        let shelf = match claim_remote(&folder, remote)? {
            Some(remote) => Shelf::Remote(remote),
            None => Shelf::Folder(folder.blobs()),
        };
        let (log, found) = SledLog::open(&folder)?;
        // A seed that was used with this folder before must not give the ids again that are in it.
        entropy.turn(folder.count_start()?);
        folder.opened()?;
        let store = Store::over_with(Arc::new(log), found, (Some(shelf), memory), entropy)?;
        *store.0.folder.lock() = Some(folder);
        Ok(store)
    }

    /// A store over a log that the caller brings, and what it found in it. The bytes of large blobs are files below the folder
    /// `blobs`, which must be the store's alone, or in memory.
    pub fn over(log: Arc<dyn Log>, found: Found, blobs: Option<PathBuf>, entropy: Entropy) -> Result<Store> {
        Store::over_with(log, found, (blobs.map(Shelf::Folder), BlobMemory::default()), entropy)
    }

    fn over_with(
        log: Arc<dyn Log>,
        found: Found,
        (blobs, memory): (Option<Shelf>, BlobMemory),
        entropy: Entropy,
    ) -> Result<Store> {
        let Found { mut present, checkpoints, reading } = found;
        let (chores, inbox) = mpsc::channel();
        let files = blobs.map(|shelf| Files::new(shelf, chores.clone())).transpose()?;
        let mut kept = BTreeMap::new();
        for (name, ids) in checkpoints {
            let files = ids.iter().filter_map(|id| Some(files.as_ref()?.file(*id, true))).collect();
            kept.insert(name, Kept::InLog { files });
        }
        if let Some(files) = &files {
            find_large(&mut present, |id| Large::Named(files.file(id, true)))?;
        }
        let reaper = match &files {
            // Now that every file that is needed has its handle.
            Some(files) => Some(Reaper::start(files.clone(), Some(log.clone()), chores, inbox)?),
            None => None,
        };
        let is_read = present.is_read();
        let present = Arc::new(Present::new(present.into(), Some(log.clone()), reading.clone()));
        let reader = if is_read { None } else { Some(Reader::start(present.clone(), reading)?) };
        let inner = Inner {
            reaper,
            reader,
            present,
            checkpoints: Checkpoints::new(kept),
            home: files.map_or_else(|| Home::Memory(memory.clone()), Home::Lasting),
            memory,
            log: Some(log),
            stripes: Mutex::default(),
            admits_all: AtomicBool::new(false),
            entropy,
            folder: Mutex::default(),
        };
        Ok(Store(Arc::new(inner), None))
    }

    /// A handle that notes what is read through it: keys, and the entries of ranges. A batch that
    /// [relies on them](Batch::relies_on_reads) is committed only while they are as they were.
    #[must_use]
    pub fn noting(&self) -> Store {
        // Before anything is read: should the state be exchanged meanwhile, it counts as one of before.
        let epoch = AtomicU64::new(self.epoch());
        Store(Arc::clone(&self.0), Some(Arc::new(Noting { epoch, reads: Reads::default() })))
    }

    /// The epoch and all that was read through this handle, if it notes that.
    pub(crate) fn take_reads(&self) -> Option<(u64, Vec<Read>)> {
        let noting = self.1.as_ref()?;
        let of_next = self.epoch();
        let reads = noting.reads.take();
        Some((noting.epoch.swap(of_next, Ordering::AcqRel), reads))
    }

    /// Another world that begins as this one is now, and ends with its last handle: what is changed in one is not seen in
    /// the other. All that is not changed is shared, large blobs too. It is in memory, whatever this one is; what it adds to
    /// large blobs is within the same budget.
    ///
    /// Costs the same whatever the state holds.
    pub fn fork(&self, entropy: Entropy) -> Result<Store> {
        Ok(Store::of(Whole::from(self.state()?.state.clone()), self.0.memory.clone(), entropy))
    }

    /// Where large blobs are if that is a bucket of another service, and why it cannot be reached, if the last request says so.
    pub fn blob_remote(&self) -> Option<(&str, Option<String>)> {
        self.0.home.remote().map(|remote| (remote.address(), remote.failure()))
    }

    /// What large blobs without a data folder take, of this world and of those that share its budget.
    pub fn blob_memory(&self) -> &BlobMemory {
        &self.0.memory
    }

    /// Whether two handles are of one world.
    pub fn is_same(&self, other: &Store) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }

    /// Who delivers the messages of this world.
    pub(crate) fn boxes(&self) -> &Boxes {
        &self.0.present.boxes
    }

    /// The present state, its epoch, and the last commit in it.
    pub(crate) fn state(&self) -> Result<Seen> {
        self.0.present.state()
    }

    /// One state for several reads.
    pub fn view(&self) -> Result<View> {
        View::of(self)
    }

    /// The value of a key.
    pub fn get(&self, key: &[u8]) -> Result<Option<Bytes>> {
        let found = self.0.present.look(|state| state.get(key))??;
        if let Some(noting) = &self.1 {
            noting.reads.note(Read::Key(Bytes::copy_from_slice(key), found.clone()));
        }
        Ok(found)
    }

    /// Visits the entries between two bounds in order until `visit` breaks. All of it sees one state.
    pub fn scan(
        &self,
        from: Bound<&[u8]>,
        to: Bound<&[u8]>,
        order: Order,
        visit: &mut Visit<'_>,
    ) -> Result<()> {
        match &self.1 {
            None => self.0.present.scan(from, to, order, visit),
            Some(noting) => noting
                .reads
                .scan((from, to, order), visit, |visit| self.0.present.scan(from, to, order, visit)),
        }
    }

    /// Visits every entry whose key begins with `prefix`, in order, until `visit` breaks.
    pub fn scan_prefix(&self, prefix: &Key, visit: &mut Visit<'_>) -> Result<()> {
        self.scan(prefix.from_here(), Bound::Excluded(prefix.end().as_bytes()), Order::Ascending, visit)
    }

    /// The entries from a bound to below `end`, in order, read in slices: for walks that may be long, or that do more
    /// with an entry than to copy it.
    pub fn slices(&self, from: Bound<&[u8]>, end: Key) -> Slices {
        Slices::new(self.clone(), from.map(Bytes::copy_from_slice), end)
    }

    /// Makes all changes of a batch, or none. They are visible on return, and durable when [`Store::synced`]
    /// resolves. For a batch that relies on nothing: one that does, and has lost it, is [`Error::Conflict`].
    pub fn commit(&self, batch: Batch) -> Result<Seq> {
        match self.0.present.commit(batch)? {
            Commit::Done(seq) => Ok(seq),
            Commit::Conflict(_) => Err(Error::Conflict),
        }
    }

    /// Makes all changes of a batch if all that it relies on is as it was when it was decided, or none.
    pub fn try_commit(&self, batch: Batch) -> Result<Commit> {
        self.0.present.commit(batch)
    }

    /// Commits as [`Store::commit`] does, unless the state was exchanged since the epoch was this. For those who decide
    /// without holding [`Store::stripes`].
    pub fn commit_in(&self, epoch: u64, mut batch: Batch) -> Result<Option<Seq>> {
        batch.in_epoch(epoch);
        match self.0.present.commit(batch)? {
            Commit::Done(seq) => Ok(Some(seq)),
            Commit::Conflict(_) => Ok(None),
        }
    }

    /// New stripes. A thread that holds one of them sees one state until it lets go: the state is not exchanged meanwhile.
    /// A thread that holds stripes of several sets takes them in the order in which the sets were made.
    pub fn stripes(&self) -> Arc<Stripes> {
        let new = Arc::new(Stripes::new(self.0.admits_all.load(Ordering::Acquire)));
        let mut all = self.0.stripes.lock();
        all.retain(|stripes| stripes.strong_count() > 0);
        all.push(Arc::downgrade(&new));
        new
    }

    /// Resolves when commit `seq`, and with it all before, survives the end of the process: at once in memory,
    /// after the shared flush on disk. For what acts on its own commit; a client is answered after [`Store::settled`].
    pub async fn synced(&self, seq: Seq) -> Result<()> {
        match &self.0.log {
            Some(log) => log.synced(seq).await,
            None => Ok(()),
        }
    }

    /// An id that is free: `draw` draws it, until no key begins with one of `prefixes`. Whatever keys are made of that is
    /// drawn comes from here, or two things would share their records.
    ///
    /// What is committed under an id must have a key among these; an id that nothing is committed under yet is distinct from
    /// others by chance alone.
    pub fn fresh<T, const N: usize>(
        &self,
        draw: impl Fn(&Entropy) -> T,
        prefixes: impl Fn(&T) -> [Key; N],
    ) -> Result<T> {
        loop {
            let id = draw(&self.0.entropy);
            let mut taken = false;
            for prefix in prefixes(&id) {
                self.scan_prefix(&prefix, &mut |_, _| {
                    taken = true;
                    ControlFlow::Break(())
                })?;
            }
            if !taken {
                return Ok(id);
            }
        }
    }

    /// Resolves when all that is visible now survives the end of the process: at once if it does already, and in memory.
    /// Whatever leaves the process waits for this after it looked at the store, or it may show what a crash takes back:
    /// replies to writes, to writes that found nothing to do, and to reads.
    ///
    /// Fails from the first flush or write on that fails.
    pub async fn settled(&self) -> Result<()> {
        let Some(log) = &self.0.log else { return Ok(()) };
        match log.pending()? {
            None => Ok(()),
            Some(seq) => log.synced(seq).await,
        }
    }

    /// Why the store refuses everything, if a write or a flush has failed. It does so until the process ends: what is
    /// visible is not what the next start will find.
    pub fn failure(&self) -> Option<String> {
        let unread = self.0.present.check().err().map(|cause| cause.to_string());
        unread.or_else(|| self.0.log.as_ref().and_then(|log| log.failure()))
    }

    /// A new blob, to be written, finished and named.
    pub fn stage(&self) -> Staging {
        loop {
            // A seed that was used before brings ids that were used before.
            let id = self.0.entropy.u64();
            let is_taken = self.0.present.look(|state| references::is_taken(id, state));
            if !is_taken.flatten().unwrap_or(false) && self.0.home.is_free(id) {
                return Staging::new(self.0.home.clone(), id);
            }
        }
    }

    /// The bytes `range` of a blob, as a stream. Ends beyond the blob's length are cut.
    ///
    /// [`Error::NoBlob`](crate::Error::NoBlob) if the last reference is gone. A caller that took the blob from a
    /// record without holding its stripe reads the record again then: it was replaced in between.
    pub fn read(&self, blob: Blob, range: Range<u64>) -> Result<BlobReader> {
        let range = cut(blob, range);
        if blob.is_inline() {
            let bytes = self.0.present.look(|state| references::small(blob, state))??;
            return Ok(BlobReader::over(bytes, range));
        }
        self.large(blob)?.read(blob, range)
    }

    /// The bytes of several blobs, one range of each, as one stream with at most one file open at a time. Ends beyond a
    /// blob's length are cut. Refuses as [`Store::read`] does, if any of the blobs is gone.
    pub fn read_chain(&self, pieces: impl IntoIterator<Item = (Blob, Range<u64>)>) -> Result<ChainReader> {
        let link = |(at, (blob, range)): (usize, (Blob, Range<u64>))| {
            // The first is read at once anyway.
            if at == 0 || blob.is_inline() {
                return self.read(blob, range).map(Link::Open);
            }
            self.large(blob)?.link(blob, cut(blob, range))
        };
        Ok(ChainReader::of(pieces.into_iter().enumerate().map(link).collect::<Result<_>>()?))
    }

    fn large(&self, blob: Blob) -> Result<Large> {
        let large = self.0.present.look(|state| state.large(blob).cloned())?;
        large.ok_or_else(|| Error::NoBlob(blob.id.to_string()))
    }

    /// Rises whenever the state is exchanged as a whole, by [`Store::restore`] or [`Store::clear`]. An engine that
    /// caches what it read compares this and forgets.
    pub fn epoch(&self) -> u64 {
        self.0.present.epoch()
    }

    /// Keeps the present state of all services under a name, instead of what had that name before.
    ///
    /// Durable on return, as are all exchanges of states. In memory each costs nothing; with a data folder the caller waits
    /// until a copy is written, and nobody else does: call it where blocking is fine.
    pub fn checkpoint(&self, name: &str) -> Result<()> {
        let checkpoints = &self.0.checkpoints;
        let _changing = checkpoints.changing.lock();
        let state = Whole::from(self.state()?.state.clone());
        if let Some(log) = &self.0.log {
            let stored = log.store(&state)?;
            log.keep(name, stored)?;
        }
        checkpoints.put(name, state);
        Ok(())
    }

    /// Brings back the state kept under a name: all of it or nothing, also across a crash.
    pub fn restore(&self, name: &str) -> Result<()> {
        let checkpoints = &self.0.checkpoints;
        let _changing = checkpoints.changing.lock();
        let missing = || Error::NoCheckpoint(name.to_owned());
        let state = match checkpoints.get(name).ok_or_else(missing)? {
            Kept::Here(state) => state,
            Kept::InLog { files: _held } => {
                let log = self.0.log.as_ref().ok_or_else(missing)?;
                let mut state = Whole::from(log.read(name)?.ok_or_else(missing)?);
                if let Home::Lasting(files) = &self.0.home {
                    find_large(&mut state, |id| Large::Named(files.file(id, true)))?;
                }
                checkpoints.put(name, state.clone());
                state
            }
        };
        self.exchange(state)
    }

    /// Exchanges the state. A writer that decided by the old one has committed into it, or will commit nothing.
    fn exchange(&self, state: Whole) -> Result<()> {
        let stored = self.0.log.as_ref().map(|log| log.store(&state)).transpose()?;
        let turned = {
            let stripes: Vec<Arc<Stripes>> = self.0.stripes.lock().iter().filter_map(Weak::upgrade).collect();
            let _writers: Vec<Guards<'_>> = stripes.iter().map(|stripes| stripes.lock_everything()).collect();
            self.0.present.exchange(state, stored)?
        };
        turned.map_or(Ok(()), |turned| turned.recv().map_err(|_| Error::Closed)?)
    }

    /// Drops a checkpoint. Nothing happens if there is none.
    pub fn forget(&self, name: &str) -> Result<()> {
        let checkpoints = &self.0.checkpoints;
        let _changing = checkpoints.changing.lock();
        if checkpoints.get(name).is_none() {
            return Ok(());
        }
        if let Some(log) = &self.0.log {
            log.forget(name)?;
        }
        // Only now, with the files that it names.
        checkpoints.remove(name);
        Ok(())
    }

    /// The names of all checkpoints, in order.
    pub fn checkpoints(&self) -> Result<Vec<String>> {
        self.0.present.look(|_| ())?;
        Ok(self.0.checkpoints.names())
    }

    /// Forgets everything but the checkpoints.
    pub fn clear(&self) -> Result<()> {
        let _changing = self.0.checkpoints.changing.lock();
        self.exchange(Whole::default())
    }

    /// Ends the store's background work, everything durable, and lets go of the data folder. With one, calls after
    /// this fail.
    pub async fn close(&self) -> Result<()> {
        let inner = self.0.clone();
        let reaped = tokio::task::spawn_blocking(move || {
            inner.reader.as_ref().map(Reader::stop);
            inner.reaper.as_ref().map(Reaper::stop)
        });
        let reaped = reaped.await;
        let closed = match &self.0.log {
            Some(log) => {
                self.0.present.close();
                log.close().await
            }
            None => Ok(()),
        };
        // Last: from here on another process may use it.
        *self.0.folder.lock() = None;
        reaped.map_err(std::io::Error::other)?;
        closed
    }
}

/// What a log held when it was opened.
#[derive(Debug, Default)]
pub struct Found {
    /// The present state, without large blobs.
    pub present: State,
    /// The names of the others, each with the ids of the large blobs that it names.
    pub checkpoints: BTreeMap<String, Vec<u64>>,
    /// Who reads the present state while it is not all in memory.
    pub reading: Arc<Reading>,
}

fn cut(blob: Blob, range: Range<u64>) -> Range<u64> {
    range.start.min(blob.len())..range.end.min(blob.len())
}
