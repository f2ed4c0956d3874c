//! The data folder: one process at a time, and of a format that this program knows.
//!
//! | name in the folder | what it is |
//! |---|---|
//! | `lock` | held while a process uses the folder |
//! | `format` | the number of the format |
//! | `forwarding` | there while the folder is brought forward from an older format |
//! | `starts` | how often the folder was opened |
//! | `keyspace/` | the files of the keyspace's engine |
//! | `keyspace.new/`, `keyspace.old/` | while they are written anew: see [`Folder::turn_keyspace`] |
//! | `blobs/` | one file for each large blob |
//! | `blobs-at` | instead of that folder, if they are elsewhere: where, and whose they are there |

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

use crate::Result;
use crate::error::Error;

/// The format that this program writes, and the newest it reads. It covers the layout of the folder, the keys and
/// the values. Raise it when an older program would misread or refuse what a newer one wrote.
///
/// Format 2 has items of DynamoDB in version 2 of their encoding, beside those of version 1 that were not written since. In format 3 long
/// values are in pieces.
const FORMAT: u32 = 3;

/// The oldest format that this program reads. A folder of an older one than [`FORMAT`] is of that from its opening on.
const OLDEST: u32 = 1;

/// What stands in the file before the number, so that a person who opens it knows what it is.
const FORMAT_INTRO: &str = "ruststack data, format ";

/// How often, and after what pause, a lock that is taken is tried again: for a second in all.
const LOCK_TRIES: u32 = 50;
const LOCK_PAUSE: Duration = Duration::from_millis(20);

/// A data folder in use by this process, until dropped.
#[derive(Debug)]
pub(crate) struct Folder {
    path: PathBuf,
    /// Whether its first opening is not over yet.
    new: bool,
    /// Whether it is of an older format.
    is_older: bool,
    /// The kernel frees the lock with the last handle, however the process ends.
    _lock: File,
}

impl Folder {
    /// Makes the folder if it is not there, takes its lock, and looks at its format.
    pub(crate) fn claim(path: &Path) -> Result<Folder> {
        fs::create_dir_all(path)?;
        let lock = OpenOptions::new().create(true).truncate(false).write(true).open(path.join("lock"))?;
        take(&lock, path)?;
        let mut folder = Folder { path: path.to_owned(), new: false, is_older: false, _lock: lock };
        folder.end_turning()?;
        if fs::exists(folder.format())? {
            folder.is_older = folder.check()? < FORMAT || fs::exists(folder.forwarding())?;
        } else {
            folder.begin()?;
        }
        Ok(folder)
    }

    /// Notes that what is in the folder is complete. Until then a crash leaves a folder that counts as empty:
    /// engines do not survive one while they make their first files.
    pub(crate) fn opened(&mut self) -> Result<()> {
        if self.is_older {
            self.write_draft()?;
        }
        if self.new || self.is_older {
            fs::rename(self.draft(), self.format())?;
            if fs::exists(self.forwarding())? {
                fs::remove_file(self.forwarding())?;
            }
            (self.new, self.is_older) = (false, false);
        }
        Ok(())
    }

    /// Whether there is nothing in it yet.
    pub(crate) fn is_new(&self) -> bool {
        self.new
    }

    /// Whether it is of an older format until [`Folder::opened`].
    pub(crate) fn is_older(&self) -> bool {
        self.is_older
    }

    /// Notes that what it holds is being brought forward. From here on it is of this format, whatever becomes of that: an older
    /// program must not read half of it, and the next opening goes on.
    pub(crate) fn begin_forwarding(&self) -> Result<()> {
        fs::write(self.forwarding(), "")?;
        self.write_draft()?;
        Ok(fs::rename(self.draft(), self.format())?)
    }

    /// How often the folder was opened before; counts this opening. Of a folder from before there was a count, once.
    pub(crate) fn count_start(&self) -> Result<u64> {
        let path = self.path.join("starts");
        let before = match fs::read_to_string(&path) {
            Ok(_) if self.new => 0,
            Ok(text) => text
                .trim()
                .parse()
                .map_err(|_| Error::damaged(&self.path, "its file 'starts' holds no number"))?,
            Err(cause) if cause.kind() == io::ErrorKind::NotFound => u64::from(!self.new),
            Err(cause) => return Err(cause.into()),
        };
        // By a new name first: a crash leaves the one number or the other.
        let draft = self.path.join("starts.new");
        fs::write(&draft, format!("{}\n", before + 1))?;
        fs::rename(draft, path)?;
        Ok(before)
    }

    pub(crate) fn path(&self) -> &Path {
        &self.path
    }

    pub(crate) fn keyspace(&self) -> PathBuf {
        self.path.join("keyspace")
    }

    /// Where the keyspace is written anew.
    pub(crate) fn new_keyspace(&self) -> PathBuf {
        self.path.join("keyspace.new")
    }

    fn old_keyspace(&self) -> PathBuf {
        self.path.join("keyspace.old")
    }

    /// Puts the keyspace that was written anew in the place of the old one. A crash on the way leaves one of them: whole.
    pub(crate) fn turn_keyspace(&self) -> Result<()> {
        fs::rename(self.keyspace(), self.old_keyspace())?;
        fs::rename(self.new_keyspace(), self.keyspace())?;
        fs::remove_dir_all(self.old_keyspace())?;
        Ok(())
    }

    /// Ends what a crash broke off: the old keyspace stays until the new one is in its place.
    fn end_turning(&self) -> Result<()> {
        let (old, new) = (self.old_keyspace(), self.new_keyspace());
        if fs::exists(&old)? {
            match fs::exists(self.keyspace())? {
                true => fs::remove_dir_all(&old)?,
                false => fs::rename(&old, self.keyspace())?,
            }
        }
        if fs::exists(&new)? {
            fs::remove_dir_all(&new)?;
        }
        Ok(())
    }

    pub(crate) fn blobs(&self) -> PathBuf {
        self.path.join("blobs")
    }

    /// Where large blobs are if that is not here, and the name of this folder there.
    pub(crate) fn blobs_at(&self) -> Result<Option<(String, String)>> {
        let text = match fs::read_to_string(self.note()) {
            Ok(text) => text,
            Err(cause) if cause.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(cause) => return Err(cause.into()),
        };
        let mut lines = text.lines();
        match (lines.next(), lines.next()) {
            (Some(address), Some(owner)) => Ok(Some((address.to_owned(), owner.to_owned()))),
            _ => Err(Error::damaged(&self.path, "its file 'blobs-at' does not say where")),
        }
    }

    pub(crate) fn note_blobs_at(&self, address: &str, owner: &str) -> Result<()> {
        let draft = self.path.join("blobs-at.new");
        fs::write(&draft, format!("{address}\n{owner}\n"))?;
        Ok(fs::rename(draft, self.note())?)
    }

    fn note(&self) -> PathBuf {
        self.path.join("blobs-at")
    }

    fn format(&self) -> PathBuf {
        self.path.join("format")
    }

    fn forwarding(&self) -> PathBuf {
        self.path.join("forwarding")
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
        self.write_draft()?;
        self.new = true;
        Ok(())
    }

    fn write_draft(&self) -> Result<()> {
        Ok(fs::write(self.draft(), format!("{FORMAT_INTRO}{FORMAT}\n"))?)
    }

    /// The format that it has, if this program reads it.
    fn check(&self) -> Result<u32> {
        let text = fs::read(self.format())?;
        let text = String::from_utf8_lossy(&text);
        let found = text.strip_prefix(FORMAT_INTRO).and_then(|number| number.trim().parse().ok());
        match found {
            Some(found @ OLDEST..=FORMAT) if fs::exists(self.keyspace())? => Ok(found),
            Some(OLDEST..=FORMAT) => Err(Error::damaged(&self.path, "its folder 'keyspace' is missing")),
            Some(found) => Err(Error::OtherFormat { folder: self.path.clone(), found, known: FORMAT }),
            None => Err(Error::damaged(&self.path, "its file 'format' holds no format number")),
        }
    }
}

/// Takes the lock, patiently: the process that closed the folder a moment ago may have started another, and that
/// one holds a copy of every open file until it has become the program that it is to run.
fn take(lock: &File, folder: &Path) -> Result<()> {
    for _ in 1..LOCK_TRIES {
        match lock.try_lock() {
            Err(TryLockError::WouldBlock) => std::thread::sleep(LOCK_PAUSE),
            Err(TryLockError::Error(cause)) => return Err(cause.into()),
            Ok(()) => return Ok(()),
        }
    }
    lock.try_lock().map_err(|cause| match cause {
        TryLockError::WouldBlock => Error::InUse(folder.to_owned()),
        TryLockError::Error(cause) => cause.into(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_crash_while_the_keyspace_is_turned_leaves_a_whole_one() {
        let temp = tempfile::tempdir().unwrap();
        let claim = || {
            let mut folder = Folder::claim(temp.path()).unwrap();
            fs::create_dir_all(folder.keyspace()).unwrap();
            folder.opened().unwrap();
            folder
        };
        let write = |path: PathBuf, what: &str| {
            fs::create_dir_all(&path).unwrap();
            fs::write(path.join("file"), what).unwrap();
        };
        let folder = claim();
        let (keyspace, new, old) = (folder.keyspace(), folder.new_keyspace(), folder.old_keyspace());
        let found = || fs::read_to_string(keyspace.join("file")).unwrap();
        drop(folder);
        // Before the first step, behind it, and behind the second.
        write(keyspace.clone(), "a");
        write(new.clone(), "half");
        drop(claim());
        assert_eq!((found().as_str(), new.exists(), old.exists()), ("a", false, false));
        write(new.clone(), "b");
        fs::rename(&keyspace, &old).unwrap();
        drop(claim());
        assert_eq!((found().as_str(), new.exists(), old.exists()), ("a", false, false));
        write(old.clone(), "a");
        write(keyspace.clone(), "b");
        drop(claim());
        assert_eq!((found().as_str(), new.exists(), old.exists()), ("b", false, false));
        let folder = claim();
        write(new.clone(), "c");
        folder.turn_keyspace().unwrap();
        assert_eq!((found().as_str(), new.exists(), old.exists()), ("c", false, false));
    }

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
        check("ruststack data, format 4\n", "has format 4, this program knows format 3");
        check("ruststack data, format 0\n", "has format 0, this program knows format 3");
        check("", "is damaged");
        check("\u{0}\u{0}", "is damaged");
    }

    #[test]
    fn a_folder_of_an_older_format_is_brought_forward_once_it_is_open() {
        let temp = tempfile::tempdir().unwrap();
        fs::create_dir_all(temp.path().join("keyspace")).unwrap();
        let format = temp.path().join("format");
        fs::write(&format, "ruststack data, format 1\n").unwrap();
        // An opening that does not succeed leaves it as it is.
        drop(Folder::claim(temp.path()).unwrap());
        assert_eq!(fs::read_to_string(&format).unwrap(), "ruststack data, format 1\n");
        // One that breaks off on the way leaves it as one that an older program refuses, and that is not done.
        Folder::claim(temp.path()).unwrap().begin_forwarding().unwrap();
        assert_eq!(fs::read_to_string(&format).unwrap(), "ruststack data, format 3\n");
        let mut folder = Folder::claim(temp.path()).unwrap();
        assert!(folder.is_older());
        folder.opened().unwrap();
        drop(folder);
        assert_eq!(fs::read_to_string(&format).unwrap(), "ruststack data, format 3\n");
        assert!(!Folder::claim(temp.path()).unwrap().is_older());
        Folder::claim(temp.path()).unwrap().opened().unwrap();
    }

    #[test]
    fn starts_are_counted() {
        let temp = tempfile::tempdir().unwrap();
        let open = || {
            let mut folder = Folder::claim(temp.path()).unwrap();
            fs::create_dir_all(folder.keyspace()).unwrap();
            let before = folder.count_start();
            folder.opened().unwrap();
            before
        };
        assert_eq!([open().unwrap(), open().unwrap(), open().unwrap()], [0, 1, 2]);
        // As a program left it that did not count.
        fs::remove_file(temp.path().join("starts")).unwrap();
        assert_eq!([open().unwrap(), open().unwrap()], [1, 2]);
        fs::write(temp.path().join("starts"), "many").unwrap();
        assert!(open().unwrap_err().to_string().contains("its file 'starts' holds no number"));
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
