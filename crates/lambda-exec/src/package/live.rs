//! Folders of the user's that are a function's code as they are: what is saved there runs at the next call.
//!
//! The convention is LocalStack's: the bucket `hot-reload`, and as key the folder's path. Only folders count that the settings
//! name: who may call Lambda may not therefore read and run what lies anywhere on this host.

use std::fs;
use std::io;
use std::os::unix::fs::MetadataExt as _;
use std::path::{Path, PathBuf};

use sha2::{Digest as _, Sha256};

use super::blocking;
use crate::error::Error;

/// The bucket that means such a folder.
pub(crate) const BUCKET: &str = "hot-reload";

/// The most files that are looked at before a call. What lies beyond does not renew a function.
const FILES_LIMIT: usize = 20_000;

/// How deep folders are looked into.
const DEPTH_LIMIT: usize = 32;

/// The folder that a key names, without links on its way, if it is one of these folders or below one.
pub(super) async fn folder(allowed: &[PathBuf], key: &str) -> Result<PathBuf, Error> {
    let (allowed, path) = (allowed.to_vec(), PathBuf::from(key));
    blocking(move || {
        let real = path.canonicalize().ok().filter(|real| path.is_absolute() && real.is_dir());
        let real = real.ok_or_else(|| Error::no_live_folder(&path.to_string_lossy()))?;
        let is_in = |allowed: &PathBuf| allowed.canonicalize().is_ok_and(|allowed| real.starts_with(allowed));
        if !allowed.iter().any(is_in) {
            return Err(Error::live_folder_not_allowed(&path.to_string_lossy()));
        }
        Ok(real)
    })
    .await
}

/// What tells the content of a folder from any other that it had: a hash, hexadecimal, of the names, lengths and times of its
/// files.
pub(crate) async fn mark(folder: &Path) -> Result<String, Error> {
    let folder = folder.to_owned();
    blocking(move || {
        let mut seen = Vec::new();
        look_into(&folder, DEPTH_LIMIT, &mut seen).map_err(Error::internal)?;
        // Folders are read in any order.
        seen.sort_unstable();
        Ok(hex::encode(Sha256::digest(seen.join("\n"))))
    })
    .await
}

fn look_into(folder: &Path, depth: usize, seen: &mut Vec<String>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        if seen.len() >= FILES_LIMIT {
            return Ok(());
        }
        // A file may go while it is looked at.
        let Ok(metadata) = fs::metadata(entry.path()) else { continue };
        if !metadata.is_dir() {
            let (path, at) = (entry.path(), (metadata.mtime(), metadata.mtime_nsec()));
            seen.push(format!("{} {} {at:?} {}", path.display(), metadata.len(), metadata.ino()));
        } else if depth > 0 && entry.file_name() != ".git" {
            look_into(&entry.path(), depth - 1, seen)?;
        }
    }
    Ok(())
}
