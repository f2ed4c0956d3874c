//! Where the bytes of large blobs are.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, File};
use std::io;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::Sender;

use bytes::Bytes;
use parking_lot::Mutex;

use super::draft::Draft;
use super::reaper::Chore;
use super::{Blob, BlobReader, MEMORY_LIMIT, PIECE_BYTES};
use crate::Result;
use crate::error::Error;
use crate::keyspace::Seq;

/// The ending of a file that is still being written.
const DRAFT: &str = "part";

/// All large blobs of a store.
#[derive(Debug)]
pub(crate) enum Blobs {
    /// They end with the process.
    Memory(Mutex<BTreeMap<u64, Large>>),
    /// One file each.
    Folder(Arc<Files>),
}

/// A large blob of a store without a data folder.
#[derive(Clone, Debug)]
pub(crate) enum Large {
    Pieces(Arc<[Bytes]>),
    /// A temporary file without a name.
    File(Arc<File>),
}

/// The files below the folder of blobs.
#[derive(Debug)]
pub(crate) struct Files {
    folder: PathBuf,
    chores: Sender<Chore>,
    unsettled: Mutex<Unsettled>,
}

/// Files of which the keyspace alone does not say whether they are needed.
#[derive(Debug, Default)]
struct Unsettled {
    /// Being written, or complete and not named yet.
    coming: BTreeSet<u64>,
    /// Without a reference since that commit, which may not be durable yet.
    going: BTreeMap<u64, Seq>,
    /// How many readers will come to them.
    pinned: BTreeMap<u64, usize>,
    /// Those of the pinned that a sweep would have removed.
    passed_over: BTreeSet<u64>,
}

/// Keeps a file where it is until a reader comes to it.
#[derive(Debug)]
pub(super) struct FilePin {
    files: Arc<Files>,
    id: u64,
}

impl FilePin {
    /// Opens the file; from then on the open file keeps the bytes.
    pub(super) fn open(self, blob: Blob, range: Range<u64>) -> Result<BlobReader> {
        self.files.open(blob, range)
    }
}

impl Drop for FilePin {
    fn drop(&mut self) {
        let FilePin { files, id } = self;
        let chore = {
            let mut unsettled = files.unsettled.lock();
            let left = unsettled.pinned.get(id).map_or(0, |count| count.saturating_sub(1));
            if left > 0 {
                unsettled.pinned.insert(*id, left);
                return;
            }
            unsettled.pinned.remove(id);
            match unsettled.passed_over.remove(id) {
                true => Some(Chore::SweepFile { id: *id }),
                false => unsettled.going.contains_key(id).then_some(Chore::Reap),
            }
        };
        if let Some(chore) = chore {
            files.tell(chore);
        }
    }
}

impl Blobs {
    pub(crate) fn in_memory() -> Blobs {
        Blobs::Memory(Mutex::default())
    }

    pub(crate) fn in_folder(folder: PathBuf, chores: Sender<Chore>) -> Result<Blobs> {
        fs::create_dir_all(&folder)?;
        Ok(Blobs::Folder(Arc::new(Files { folder, chores, unsettled: Mutex::default() })))
    }

    /// How much of a blob is gathered in memory before its file is begun.
    pub(super) fn file_from(&self) -> usize {
        match self {
            // It fits: the limit is far below what an address can be.
            Blobs::Memory(_) => MEMORY_LIMIT as usize,
            Blobs::Folder(_) => PIECE_BYTES,
        }
    }

    /// Whether no file and no piece of that id is still there.
    pub(super) fn is_free(&self, id: u64) -> bool {
        match self {
            Blobs::Memory(large) => !large.lock().contains_key(&id),
            Blobs::Folder(files) => !files.is_unsettled(id),
        }
    }

    /// The blob is named now, or will never be.
    pub(super) fn settled(&self, id: u64) {
        if let Blobs::Folder(files) = self {
            files.unsettled.lock().coming.remove(&id);
        }
    }

    /// Begins the file of a blob in the making. Blocks.
    pub(super) fn draft(&self, id: u64) -> io::Result<Draft> {
        let Blobs::Folder(files) = self else { return Ok(Draft::nameless(nameless_file(id)?)) };
        // Before there is a file, or a sweep would take it for a left one.
        files.unsettled.lock().coming.insert(id);
        match create(&files.draft_path(id)) {
            Ok(file) => Ok(Draft::of(file, files.clone(), id)),
            Err(cause) => {
                self.settled(id);
                Err(cause)
            }
        }
    }

    pub(super) fn open(&self, blob: Blob, range: Range<u64>) -> Result<BlobReader> {
        let missing = || Error::NoBlob(blob.id.to_string());
        match self {
            Blobs::Memory(large) => match large.lock().get(&blob.id).cloned().ok_or_else(missing)? {
                Large::Pieces(pieces) => Ok(BlobReader::over(pieces, range)),
                Large::File(file) => Ok(BlobReader::over_file(file, range)),
            },
            Blobs::Folder(files) => files.open(blob, range),
        }
    }
}

impl Files {
    fn open(&self, blob: Blob, range: Range<u64>) -> Result<BlobReader> {
        match File::open(self.path(blob.id)) {
            Ok(file) => Ok(BlobReader::over_file(Arc::new(file), range)),
            Err(cause) if cause.kind() == io::ErrorKind::NotFound => Err(Error::NoBlob(blob.id.to_string())),
            Err(cause) => Err(cause.into()),
        }
    }

    /// Keeps a file for a reader to come.
    pub(super) fn pin(files: &Arc<Files>, id: u64) -> FilePin {
        *files.unsettled.lock().pinned.entry(id).or_default() += 1;
        FilePin { files: files.clone(), id }
    }

    pub(super) fn folder(&self) -> &Path {
        &self.folder
    }

    pub(super) fn path(&self, id: u64) -> PathBuf {
        self.folder.join(format!("{:02x}", id >> 56)).join(format!("{id:016x}"))
    }

    pub(super) fn draft_path(&self, id: u64) -> PathBuf {
        self.path(id).with_extension(DRAFT)
    }

    /// The blob that a file below the folder belongs to.
    pub(super) fn id_of(path: &Path) -> Option<u64> {
        u64::from_str_radix(path.file_stem()?.to_str()?, 16).ok()
    }

    /// Gives the removal of an unnamed file to the reaper: that of a large file takes its time.
    pub(super) fn discard(&self, id: u64) {
        self.tell(Chore::Discard { id });
    }

    /// The blob lost its last reference by that commit.
    pub(super) fn unreferenced(&self, id: u64, seq: Seq) {
        self.unsettled.lock().going.insert(id, seq);
    }

    /// Has the reaper look at what lost its last reference, or at all files.
    pub(super) fn tell(&self, chore: Chore) {
        // It fails when the store is closed. The next opening sweeps.
        let _ = self.chores.send(chore);
    }

    pub(super) fn going(&self) -> Vec<(u64, Seq)> {
        self.unsettled.lock().going.iter().map(|(&id, &seq)| (id, seq)).collect()
    }

    /// Whether that commit was the last to take a last reference of the blob.
    pub(super) fn is_going_since(&self, id: u64, seq: Seq) -> bool {
        self.unsettled.lock().going.get(&id) == Some(&seq)
    }

    /// It has been decided about the blob: its file is gone, or stays. Only now may its id be given again.
    pub(super) fn gone(&self, id: u64) {
        self.unsettled.lock().going.remove(&id);
    }

    /// Removes what there is of a blob, unless it is being written or waits for a commit to be durable.
    pub(super) fn remove_if_settled(&self, id: u64) -> io::Result<()> {
        // Held meanwhile: a seed that was used before may bring the id of a left file again, and what is begun
        // under it now must not be taken for that file.
        let mut unsettled = self.unsettled.lock();
        if unsettled.coming.contains(&id) || unsettled.going.contains_key(&id) {
            return Ok(());
        }
        if unsettled.pinned.contains_key(&id) {
            unsettled.passed_over.insert(id);
            return Ok(());
        }
        self.remove(id)
    }

    /// Removes what there is of a blob, unless a reader will come to it. Whether it did.
    pub(super) fn remove_unpinned(&self, id: u64) -> io::Result<bool> {
        // Held meanwhile, so that no reader comes between the look and the removal.
        let unsettled = self.unsettled.lock();
        if unsettled.pinned.contains_key(&id) {
            return Ok(false);
        }
        self.remove(id).map(|()| true)
    }

    /// Removes what there is of a blob.
    pub(super) fn remove(&self, id: u64) -> io::Result<()> {
        remove(&self.draft_path(id))?;
        remove(&self.path(id))
    }

    fn is_unsettled(&self, id: u64) -> bool {
        let unsettled = self.unsettled.lock();
        unsettled.coming.contains(&id)
            || unsettled.going.contains_key(&id)
            || unsettled.pinned.contains_key(&id)
    }
}

/// Removes a file that may be gone already.
fn remove(path: &Path) -> io::Result<()> {
    match fs::remove_file(path) {
        Err(cause) if cause.kind() != io::ErrorKind::NotFound => Err(cause),
        _ => Ok(()),
    }
}

/// Makes a file, and its folder with the first one in it. What has that name is left from before a crash.
fn create(path: &Path) -> io::Result<File> {
    let create = || File::options().create(true).truncate(true).write(true).open(path);
    match create() {
        Err(cause) if cause.kind() == io::ErrorKind::NotFound => {
            path.parent().map_or(Ok(()), fs::create_dir_all)?;
            create()
        }
        other => other,
    }
}

fn nameless_file(id: u64) -> io::Result<File> {
    let path = std::env::temp_dir().join(format!("ruststack-{}-{id:016x}", std::process::id()));
    let file = File::options().create_new(true).read(true).write(true).open(&path)?;
    fs::remove_file(path)?;
    Ok(file)
}
