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
    /// Whether its first opening is not over yet.
    new: bool,
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
        let mut folder = Folder { path: path.to_owned(), new: false, _lock: lock };
        if fs::exists(folder.format())? {
            folder.check()?;
        } else {
            folder.begin()?;
        }
        Ok(folder)
    }

    /// Tells that what is in the folder is complete. Until then a crash leaves a folder that counts as empty:
    /// engines do not survive one while they make their first files.
    pub(crate) fn opened(&mut self) -> Result<()> {
        if self.new {
            fs::rename(self.draft(), self.format())?;
            self.new = false;
        }
        Ok(())
    }

    /// Whether there is nothing in it yet.
    pub(crate) fn is_new(&self) -> bool {
        self.new
    }

    pub(crate) fn path(&self) -> &Path {
        &self.path
    }

    pub(crate) fn keyspace(&self) -> PathBuf {
        self.path.join("keyspace")
    }

    pub(crate) fn blobs(&self) -> PathBuf {
        self.path.join("blobs")
    }

    fn format(&self) -> PathBuf {
        self.path.join("format")
    }

    fn draft(&self) -> PathBuf {
        self.path.join("format.new")
    }

    fn begin(&mut self) -> Result<()> {
        if fs::exists(self.keyspace())? || fs::exists(self.blobs())? {
            if !fs::exists(self.draft())? {
                return Err(Error::damaged(&self.path, "its file 'format' is missing"));
            }
            fs::remove_dir_all(self.keyspace())?;
        }
        fs::write(self.draft(), format!("{FORMAT_INTRO}{FORMAT}\n"))?;
        self.new = true;
        Ok(())
    }

    fn check(&self) -> Result<()> {
        let text = fs::read(self.format())?;
        let text = String::from_utf8_lossy(&text);
        let found = text.strip_prefix(FORMAT_INTRO).and_then(|number| number.trim().parse().ok());
        match found {
            Some(FORMAT) if fs::exists(self.keyspace())? => Ok(()),
            Some(FORMAT) => Err(Error::damaged(&self.path, "its folder 'keyspace' is missing")),
            Some(found) => Err(Error::OtherFormat { folder: self.path.clone(), found, known: FORMAT }),
            None => Err(Error::damaged(&self.path, "its file 'format' holds no format number")),
        }
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
        let mut folder = Folder::claim(temp.path()).unwrap();
        fs::create_dir_all(folder.keyspace()).unwrap();
        folder.opened().unwrap();
        drop(folder);
        let check = |text: &str, expected: &str| {
            fs::write(temp.path().join("format"), text).unwrap();
            let refusal = Folder::claim(temp.path()).unwrap_err().to_string();
            assert!(refusal.contains(expected), "{refusal}");
        };
        check("ruststack data, format 2\n", "has format 2, this program knows format 1");
        check("", "is damaged");
        check("\u{0}\u{0}", "is damaged");
    }

    #[test]
    fn a_first_opening_that_was_interrupted_counts_for_nothing() {
        let temp = tempfile::tempdir().unwrap();
        let first = Folder::claim(temp.path()).unwrap();
        fs::create_dir_all(first.keyspace()).unwrap();
        fs::write(first.keyspace().join("conf"), "half a").unwrap();
        drop(first);
        let mut second = Folder::claim(temp.path()).unwrap();
        assert!(!second.keyspace().exists());
        fs::create_dir_all(second.keyspace()).unwrap();
        second.opened().unwrap();
        drop(second);
        assert!(Folder::claim(temp.path()).unwrap().keyspace().exists());
        // Nobody but a person removes this file: what stands beside it is not thrown away.
        fs::remove_file(temp.path().join("format")).unwrap();
        let refusal = Folder::claim(temp.path()).unwrap_err().to_string();
        assert!(refusal.contains("its file 'format' is missing"), "{refusal}");
    }
}
