//! Large blobs that outlive the process: files below a data folder, or objects of a remote. One is there as long as somebody
//! holds its handle: a state, a checkpoint, a fork, a reader, or the draft that is being written. With the last handle it is
//! removed.

use std::collections::{HashMap, HashSet};
use std::fs::{self, File};
use std::io;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::Sender;
use std::sync::{Arc, Weak};

use parking_lot::Mutex;

use super::draft::Draft;
use super::reaper::Chore;
use super::remote::{Remote, RemoteBody, Upload};
use super::{Blob, BlobReader};
use crate::Result;
use crate::error::Error;

/// The ending of a file that is still being written.
const DRAFT: &str = "part";

/// The files, or what is in their place.
#[derive(Debug)]
pub(crate) struct Files {
    shelf: Shelf,
    chores: Sender<Chore>,
    known: Mutex<Known>,
}

/// Where they are.
#[derive(Clone, Debug)]
pub(crate) enum Shelf {
    /// Below the folder of blobs.
    Folder(PathBuf),
    Remote(Arc<Remote>),
}

/// Which files somebody needs.
#[derive(Debug, Default)]
struct Known {
    handles: HashMap<u64, Weak<NamedFile>>,
    /// Without a handle, and about to be removed.
    going: HashSet<u64>,
}

/// The handle of one file.
#[derive(Debug)]
pub(crate) struct NamedFile {
    files: Arc<Files>,
    id: u64,
    /// Whether a record named it. Then its removal waits until the record's is durable.
    named: AtomicBool,
    /// Whether another process made the object of that name.
    foreign: AtomicBool,
}

impl NamedFile {
    /// A record names it now.
    pub(super) fn name(&self) {
        self.named.store(true, Ordering::Release);
    }

    /// It is not what this process made, and not to be removed.
    pub(super) fn disown(&self) {
        self.foreign.store(true, Ordering::Release);
    }

    pub(super) fn id(&self) -> u64 {
        self.id
    }

    /// Opens the file; from then on the open file keeps the bytes. A remote object is kept by its handle.
    pub(super) fn open(self: &Arc<NamedFile>, blob: Blob, range: Range<u64>) -> Result<BlobReader> {
        let folder = match &self.files.shelf {
            Shelf::Folder(folder) => folder,
            Shelf::Remote(remote) => {
                let body = RemoteBody::new(Arc::clone(remote), Arc::clone(self), range);
                return Ok(BlobReader::over_remote(body));
            }
        };
        match File::open(path(folder, self.id)) {
            Ok(file) => Ok(BlobReader::over_file(Arc::new(file), range)),
            Err(cause) if cause.kind() == io::ErrorKind::NotFound => Err(Error::NoBlob(blob.id.to_string())),
            Err(cause) => Err(cause.into()),
        }
    }

    /// Begins what is to be written. Blocks, if it is a file.
    pub(super) fn begin(self: Arc<NamedFile>) -> io::Result<Draft> {
        match &self.files.shelf {
            Shelf::Folder(folder) => {
                let file = create(&path(folder, self.id).with_extension(DRAFT))?;
                Ok(Draft::File(file, self))
            }
            Shelf::Remote(remote) => Ok(Draft::Remote(Upload::new(Arc::clone(remote), Arc::clone(&self)))),
        }
    }

    /// Gives the complete file the name of its blob.
    pub(super) fn complete(&self) -> io::Result<()> {
        match &self.files.shelf {
            Shelf::Folder(folder) => {
                let path = path(folder, self.id);
                fs::rename(path.with_extension(DRAFT), path)
            }
            Shelf::Remote(_) => Ok(()),
        }
    }
}

impl Drop for NamedFile {
    fn drop(&mut self) {
        if *self.foreign.get_mut() {
            return;
        }
        // The thread that removes files does it: a large one takes its time. Once the store is closed it is no more, and
        // what is there stays.
        self.files.tell(Chore::Remove { id: self.id, was_named: *self.named.get_mut() });
    }
}

impl Files {
    pub(crate) fn new(shelf: Shelf, chores: Sender<Chore>) -> Result<Arc<Files>> {
        if let Shelf::Folder(folder) = &shelf {
            fs::create_dir_all(folder)?;
        }
        Ok(Arc::new(Files { shelf, chores, known: Mutex::default() }))
    }

    /// The handle of a file, which is the same for all who hold it.
    pub(crate) fn file(self: &Arc<Files>, id: u64, named: bool) -> Arc<NamedFile> {
        let mut known = self.known.lock();
        if let Some(handle) = known.handles.get(&id).and_then(Weak::upgrade) {
            return handle;
        }
        let handle = Arc::new(NamedFile {
            files: Arc::clone(self),
            id,
            named: AtomicBool::new(named),
            foreign: AtomicBool::new(false),
        });
        known.handles.insert(id, Arc::downgrade(&handle));
        handle
    }

    /// Whether no file has that id, or had it until a moment ago.
    pub(super) fn is_free(&self, id: u64) -> bool {
        let known = self.known.lock();
        !known.handles.contains_key(&id) && !known.going.contains(&id)
    }

    pub(crate) fn shelf(&self) -> &Shelf {
        &self.shelf
    }

    /// The remote, if that is where they are.
    pub(crate) fn remote(&self) -> Option<&Arc<Remote>> {
        match &self.shelf {
            Shelf::Folder(_) => None,
            Shelf::Remote(remote) => Some(remote),
        }
    }

    /// The blob that a file below the folder belongs to.
    pub(super) fn id_of(path: &Path) -> Option<u64> {
        u64::from_str_radix(path.file_stem()?.to_str()?, 16).ok()
    }

    /// Claims the removal of a file whose handle is gone, if nobody holds another. Until [`Files::remove`] its id is not given
    /// again.
    pub(super) fn claim_removal(&self, id: u64) -> bool {
        let mut known = self.known.lock();
        if known.handles.get(&id).is_some_and(|handle| handle.strong_count() > 0) {
            return false;
        }
        known.handles.remove(&id);
        known.going.insert(id)
    }

    /// Claims the removal of a file that never had a handle in this process. One whose handle is gone is not such a file: its
    /// removal may have to wait.
    pub(super) fn claim_unknown(&self, id: u64) -> bool {
        let mut known = self.known.lock();
        !known.handles.contains_key(&id) && known.going.insert(id)
    }

    /// Gives up a claim: the next sweep may have it.
    pub(super) fn give_up(&self, id: u64) {
        self.known.lock().going.remove(&id);
    }

    /// Removes what there is of a blob, whose removal was claimed. If that fails it may be tried again.
    pub(super) fn remove(&self, id: u64, was_named: bool) -> io::Result<()> {
        match &self.shelf {
            Shelf::Folder(folder) => {
                let path = path(folder, id);
                remove(&path.with_extension(DRAFT)).and_then(|()| remove(&path))?;
            }
            Shelf::Remote(remote) => remote.remove(id, was_named)?,
        }
        self.known.lock().going.remove(&id);
        Ok(())
    }

    fn tell(&self, chore: Chore) {
        // It fails when the store is closed. The next opening sweeps.
        let _ = self.chores.send(chore);
    }
}

fn path(folder: &Path, id: u64) -> PathBuf {
    folder.join(format!("{:02x}", id >> 56)).join(format!("{id:016x}"))
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

#[cfg(test)]
mod tests {
    use std::sync::mpsc;

    use super::*;

    /// Our promise: a file goes once that nothing names it is durable, and not earlier because a sweep comes by.
    #[test]
    fn a_sweep_leaves_a_file_whose_last_record_has_just_gone() {
        let temp = tempfile::tempdir().unwrap();
        let (chores, inbox) = mpsc::channel();
        let files = Files::new(Shelf::Folder(temp.path().to_owned()), chores).unwrap();
        assert!(files.claim_unknown(1), "what an earlier process left");
        let handle = files.file(2, true);
        assert!(!files.claim_unknown(2) && !files.claim_removal(2));
        drop(handle);
        assert!(matches!(inbox.recv(), Ok(Chore::Remove { id: 2, was_named: true })));
        assert!(!files.claim_unknown(2), "its removal waits for the flush");
        assert!(files.claim_removal(2));
        assert!(!files.is_free(2) && !files.claim_removal(2));
        files.remove(2, true).unwrap();
        assert!(files.is_free(2));
    }
}
