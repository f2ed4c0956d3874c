//! The folders of unpacked packages: a copy for each function and package, so that what a function does to its files is
//! seen by no other; gone with the last that uses it.
//!
//! What an earlier process left is never trusted: a folder may be half written, or changed by a function. It is made
//! again from its blob when it is first needed.

use std::collections::HashMap;
use std::fs;
use std::io;
use std::ops::Deref;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use bytes::Bytes;
use parking_lot::Mutex;
use sha2::{Digest as _, Sha256};
use tokio::sync::OnceCell;

use super::merge::merge;
use super::{Code, UNZIPPED_LIMIT, blocking, live, read, unpack};
use crate::error::Error;
use crate::function_name::FunctionId;
use crate::records::Records;

/// The folder of an unpacked package, in use as long as a clone of this is held.
#[derive(Clone, Debug)]
pub struct CodeFolder(Arc<Held>);

#[derive(Debug)]
struct Held {
    path: PathBuf,
    /// Whether it goes with its last user.
    ours: bool,
}

/// Whose package, and its hash.
type Name = (FunctionId, String);

/// All folders of one engine.
#[derive(Debug)]
pub(crate) struct Folders {
    root: PathBuf,
    /// The folders of the user's that may be code as they are.
    live: Vec<PathBuf>,
    /// Each is filled by the first caller that needs it; the others wait.
    known: Mutex<HashMap<Name, Arc<OnceCell<CodeFolder>>>>,
    /// Makes the names of folders differ, among all that are below this root.
    made: Arc<AtomicU64>,
    /// Whether others of this process are below the same root.
    is_beside: bool,
}

impl Folders {
    /// No folder yet; all will be below `root`, but for those of the user's that may be code as they are.
    pub(crate) fn new(root: PathBuf, live: Vec<PathBuf>) -> Folders {
        Folders { root, live, known: Mutex::default(), made: Arc::default(), is_beside: false }
    }

    /// Those of another engine of this process, below the same root.
    pub(crate) fn beside(&self) -> Folders {
        let (root, live, made) = (self.root.clone(), self.live.clone(), self.made.clone());
        Folders { root, live, known: Mutex::default(), made, is_beside: true }
    }

    /// Whether what is found below the root may be another engine's of this process.
    pub(crate) fn is_beside(&self) -> bool {
        self.is_beside
    }

    /// The folder of a function's package, unpacked now if it is not yet, or is gone.
    pub(crate) async fn get(
        &self,
        store: &Records,
        id: &FunctionId,
        code: &Code,
    ) -> Result<CodeFolder, Error> {
        if let Some(folder) = &code.folder {
            // Asked again: the settings may be others than when the function was made.
            return self.live(&folder.to_string_lossy()).await;
        }
        let cell = self.cell((id.clone(), code.sha256.clone()));
        let unpacked = cell.get_or_try_init(|| async {
            if code.blob.is_empty() {
                // A function with an image has no package; no archive is as small.
                return self.empty(&code.sha256).await;
            }
            let bytes = read(store, code.blob).await?;
            Ok(self.unpack(&code.sha256, bytes).await?.0)
        });
        unpacked.await.cloned()
    }

    /// Whether a folder of the user's can be code.
    pub(crate) fn has_live(&self) -> bool {
        !self.live.is_empty()
    }

    /// A folder of the user's, by its path.
    pub(super) async fn live(&self, path: &str) -> Result<CodeFolder, Error> {
        Ok(live::folder(&self.live, path).await?.into())
    }

    /// The folder of a function's layers, one over the other in their order; nothing if it has none.
    pub(crate) async fn merged(
        &self,
        store: &Records,
        id: &FunctionId,
        layers: &[&Code],
    ) -> Result<Option<CodeFolder>, Error> {
        let Some(name) = name_of_layers(layers) else { return Ok(None) };
        let cell = self.cell((id.clone(), name.clone()));
        let merged = cell.get_or_try_init(|| async {
            let whole = self.make(&name, |_| Ok(())).await?.0;
            for layer in layers {
                let bytes = read(store, layer.blob).await?;
                let (from, to) = (self.unpack(&layer.sha256, bytes).await?.0, whole.clone());
                blocking(move || merge(&from, &to).map_err(Error::internal)).await?;
            }
            Ok::<_, Error>(whole)
        });
        Ok(Some(merged.await?.clone()))
    }

    /// The place of a folder, empty if it was never made, or is gone.
    fn cell(&self, name: Name) -> Arc<OnceCell<CodeFolder>> {
        let mut known = self.known.lock();
        if known.get(&name).and_then(|cell| cell.get()).is_some_and(|folder| !folder.is_dir()) {
            known.remove(&name);
        }
        known.entry(name).or_default().clone()
    }

    /// Unpacks a package into a folder of its own, which goes if it is not kept; and how many bytes its files have.
    pub(super) async fn unpack(&self, sha256: &str, bytes: Bytes) -> Result<(CodeFolder, u64), Error> {
        self.make(sha256, move |folder| unpack(&bytes, folder, UNZIPPED_LIMIT)).await
    }

    /// A folder with nothing in it.
    pub(super) async fn empty(&self, sha256: &str) -> Result<CodeFolder, Error> {
        Ok(self.make(sha256, |_| Ok(())).await?.0)
    }

    /// Makes a folder, and fills it.
    async fn make<T: Send + 'static>(
        &self,
        sha256: &str,
        fill: impl FnOnce(&Path) -> Result<T, Error> + Send + 'static,
    ) -> Result<(CodeFolder, T), Error> {
        let (root, sha256, number) =
            (self.root.clone(), sha256.to_owned(), self.made.fetch_add(1, Ordering::Relaxed));
        blocking(move || {
            fs::create_dir_all(&root).map_err(Error::internal)?;
            let path = free_folder(&root, &sha256, number).map_err(Error::internal)?;
            let folder = CodeFolder(Arc::new(Held { path, ours: true }));
            let filled = fill(&folder)?;
            Ok((folder, filled))
        })
        .await
    }

    /// Keeps the folder of a package that a function has now.
    pub(crate) fn keep(&self, id: &FunctionId, sha256: &str, folder: CodeFolder) {
        let cell = Arc::new(OnceCell::new_with(Some(folder)));
        self.known.lock().entry((id.clone(), sha256.to_owned())).or_insert(cell);
    }

    /// Lets go of a function's folders, but for those of these packages.
    pub(crate) fn retain(&self, id: &FunctionId, used: &[String]) {
        self.known.lock().retain(|(owner, sha256), _| owner != id || used.contains(sha256));
    }

    /// Lets go of all folders.
    pub(crate) fn clear(&self) {
        self.known.lock().clear();
    }

    /// What earlier processes left: to be removed by [`remove`].
    pub(crate) fn left(&self) -> io::Result<Vec<PathBuf>> {
        let entries = match fs::read_dir(&self.root) {
            Err(cause) if cause.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
            entries => entries?,
        };
        let entries: Vec<fs::DirEntry> = entries.collect::<io::Result<_>>()?;
        let ours = |entry: &fs::DirEntry| entry.file_name().to_str().is_some_and(is_ours);
        Ok(entries.iter().filter(|entry| ours(entry)).map(fs::DirEntry::path).collect())
    }
}

/// Removes a folder and what is in it. Blocks.
pub(crate) fn remove(path: &Path) {
    if let Err(cause) = fs::remove_dir_all(path) {
        tracing::warn!(folder = %path.display(), %cause, "the folder of a package could not be removed");
    }
}

/// By what the folder of some layers is known beside those of packages: another hash for each order.
pub(crate) fn name_of_layers(layers: &[&Code]) -> Option<String> {
    let hashes: Vec<&str> = layers.iter().map(|layer| layer.sha256.as_str()).collect();
    (!hashes.is_empty()).then(|| hex::encode(Sha256::digest(format!("layers {}", hashes.join(" ")))))
}

/// A new folder that nobody else unpacks into.
fn free_folder(root: &Path, sha256: &str, number: u64) -> io::Result<PathBuf> {
    // What earlier processes left may have the same number.
    for attempt in 0..1000 {
        let path = root.join(format!("{sha256}-{number}-{attempt}"));
        match fs::create_dir(&path) {
            Err(cause) if cause.kind() == io::ErrorKind::AlreadyExists => {}
            made => return made.map(|()| path),
        }
    }
    Err(io::ErrorKind::AlreadyExists.into())
}

/// Only what this made is ever removed: names that begin with a hash, after the mark of earlier releases.
fn is_ours(name: &str) -> bool {
    let name = name.strip_prefix("unpacking-").unwrap_or(name);
    let hash = name.split('-').next().unwrap_or_default();
    hash.len() == 64 && hash.bytes().all(|b| b.is_ascii_hexdigit())
}

impl Drop for Held {
    fn drop(&mut self) {
        if !self.ours {
            return;
        }
        let path = std::mem::take(&mut self.path);
        match tokio::runtime::Handle::try_current() {
            // Its thread is not waited for: what it leaves, the next start removes.
            Ok(runtime) => drop(runtime.spawn_blocking(move || remove(&path))),
            Err(_) => remove(&path),
        }
    }
}

impl Deref for CodeFolder {
    type Target = Path;

    fn deref(&self) -> &Path {
        &self.0.path
    }
}

impl AsRef<Path> for CodeFolder {
    fn as_ref(&self) -> &Path {
        self
    }
}

impl PartialEq for CodeFolder {
    fn eq(&self, other: &CodeFolder) -> bool {
        self.0.path == other.0.path
    }
}

impl Eq for CodeFolder {}

/// A folder of somebody else's, which stays.
impl From<PathBuf> for CodeFolder {
    fn from(path: PathBuf) -> CodeFolder {
        CodeFolder(Arc::new(Held { path, ours: false }))
    }
}

impl From<&str> for CodeFolder {
    fn from(path: &str) -> CodeFolder {
        PathBuf::from(path).into()
    }
}
