//! The data folder: one process at a time, and of a format that this program knows.
//!
//! | name in the folder | what it is |
//! |---|---|
//! | `lock` | held while a process uses the folder |
//! | `format` | the number of the format |
//! | `keyspace/` | the files of the keyspace's engine |
//! | `blobs/` | one file for each large blob |

use std::fs::{self, File, OpenOptions, TryLockError};
use std::path::{Path, PathBuf};

use crate::Result;
use crate::error::Error;

/// The format that this program writes, and the newest it reads. It covers the layout of the folder, the keys and
/// the values. Raise it when an older program would misread what a newer one wrote.
const FORMAT: u32 = 1;

/// What stands in the file before the number, so that a person who opens it knows what it is.
const FORMAT_INTRO: &str = "ruststack data, format ";

/// A data folder in use by this process, until dropped.
#[derive(Debug)]
pub(crate) struct Folder {
    path: PathBuf,
    /// The kernel frees the lock with the last handle, however the process ends.
    _lock: File,
}

impl Folder {
    /// Makes the folder if it is not there, takes its lock, and looks at its format.
    pub(crate) fn claim(path: &Path) -> Result<Folder> {
        fs::create_dir_all(path)?;
        let lock = OpenOptions::new().create(true).truncate(false).write(true).open(path.join("lock"))?;
        match lock.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => return Err(Error::InUse(path.to_owned())),
            Err(TryLockError::Error(cause)) => return Err(cause.into()),
        }
        check_format(path)?;
        Ok(Folder { path: path.to_owned(), _lock: lock })
    }

    pub(crate) fn keyspace(&self) -> PathBuf {
        self.path.join("keyspace")
    }

    pub(crate) fn blobs(&self) -> PathBuf {
        self.path.join("blobs")
    }
}

fn check_format(folder: &Path) -> Result<()> {
    let path = folder.join("format");
    if !fs::exists(&path)? {
        // By way of a second name: a process that dies here must not leave half a number.
        let draft = folder.join("format.new");
        fs::write(&draft, format!("{FORMAT_INTRO}{FORMAT}\n"))?;
        return Ok(fs::rename(draft, path)?);
    }
    let text = fs::read_to_string(&path)?;
    let found = text.strip_prefix(FORMAT_INTRO).and_then(|number| number.trim().parse().ok());
    match found {
        Some(FORMAT) => Ok(()),
        Some(found) => Err(Error::OtherFormat { folder: folder.to_owned(), found, known: FORMAT }),
        None => Err(Error::damaged(folder, "its file 'format' holds no format number")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_is_used_by_one_at_a_time() {
        let temp = tempfile::tempdir().unwrap();
        let first = Folder::claim(temp.path()).unwrap();
        let refusal = Folder::claim(temp.path()).unwrap_err();
        assert!(refusal.to_string().contains("in use by another process"), "{refusal}");
        drop(first);
        Folder::claim(temp.path()).unwrap();
    }

    #[test]
    fn a_folder_of_another_format_is_refused() {
        let temp = tempfile::tempdir().unwrap();
        drop(Folder::claim(temp.path()).unwrap());
        let check = |text: &str, expected: &str| {
            fs::write(temp.path().join("format"), text).unwrap();
            let refusal = Folder::claim(temp.path()).unwrap_err().to_string();
            assert!(refusal.contains(expected), "{refusal}");
        };
        check("ruststack data, format 2\n", "has format 2, this program knows format 1");
        check("", "is damaged");
        check("\u{0}\u{0}", "is damaged");
    }
}
