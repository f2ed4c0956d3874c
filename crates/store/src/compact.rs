//! A data folder written anew, without what has gathered in its files: they only grow while they are used, and hold much that
//! was overwritten.

use std::fs;
use std::io;
use std::path::Path;

use crate::Result;
use crate::folder::Folder;
use crate::sled::rewrite;

/// Sizes of a data folder's keyspace in bytes, before it was written anew and after.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Compacted {
    /// Before.
    pub before: u64,
    /// After.
    pub after: u64,
}

/// Writes the keyspace of a data folder anew: the present state, and those with a name. Large blobs are files of their own
/// and stay. Blocks, for long if there is much data; needs room for both meanwhile. A crash leaves the folder as it was, or
/// whole and small.
///
/// # Errors
///
/// As of [`Store::open`](crate::Store::open); besides, if there is no data folder at that path.
pub fn compact(folder: &Path) -> Result<Compacted> {
    if !fs::exists(folder.join("keyspace"))? && !fs::exists(folder.join("keyspace.old"))? {
        let message = format!("{} is no data folder", folder.display());
        return Err(io::Error::new(io::ErrorKind::NotFound, message).into());
    }
    write_anew(folder).map_err(|cause| cause.opening(folder))
}

fn write_anew(folder: &Path) -> Result<Compacted> {
    let mut folder = Folder::claim(folder)?;
    let before = size(&folder.keyspace())?;
    rewrite(&folder)?;
    folder.opened()?;
    folder.turn_keyspace()?;
    Ok(Compacted { before, after: size(&folder.keyspace())? })
}

fn size(folder: &Path) -> Result<u64> {
    let mut bytes = 0;
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        bytes += if entry.file_type()?.is_dir() { size(&entry.path())? } else { entry.metadata()?.len() };
    }
    Ok(bytes)
}
