//! A private temporary folder, removed with everything in it when it is dropped; and the removal of those whose process
//! was killed before it could.

use std::fs::{self, DirBuilder, File};
use std::io;
use std::os::unix::fs::DirBuilderExt as _;
use std::path::{Path, PathBuf};

use base::entropy::Entropy;
use rustix::process::{Pid, test_kill_process};

/// What the names of all of them begin with; the id of their process follows.
const PREFIX: &str = "ruststack-";

/// The folder.
#[derive(Debug)]
pub struct Scratch {
    path: PathBuf,
    /// Locked as long as this lives: whoever removes what is left does not see every process, such as those of another
    /// container with the same folder for temporary files.
    _lock: File,
}

impl Scratch {
    /// Makes an empty folder that only this user can read.
    pub fn new(entropy: &Entropy) -> io::Result<Scratch> {
        let path = loop {
            // Two processes with one seed meet here; the process id keeps them apart. What meets in one process draws
            // again.
            let name = format!("{PREFIX}{}-{}", std::process::id(), entropy.hex(16));
            let path = std::env::temp_dir().join(name);
            match DirBuilder::new().mode(0o700).create(&path) {
                Err(cause) if cause.kind() == io::ErrorKind::AlreadyExists => {}
                made => break made.map(|()| path)?,
            }
        };
        let lock = File::open(&path)?;
        lock.lock()?;
        Ok(Scratch { path, _lock: lock })
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Removes the folders of processes that are gone. Blocks.
    pub(crate) fn sweep() {
        sweep(&std::env::temp_dir());
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        if let Err(cause) = fs::remove_dir_all(&self.path) {
            tracing::warn!(folder = %self.path.display(), %cause, "a temporary folder could not be removed");
        }
    }
}

fn sweep(folder: &Path) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    for entry in entries.flatten().filter(is_left) {
        let path = entry.path();
        match fs::remove_dir_all(&path) {
            Ok(()) => {
                tracing::info!(folder = %path.display(), "a folder left by a killed process is removed")
            }
            Err(cause) => tracing::debug!(folder = %path.display(), %cause, "a left folder stays"),
        }
    }
}

/// Whether this is a folder of ours, its process is gone, and nobody holds its lock.
fn is_left(entry: &fs::DirEntry) -> bool {
    let name = entry.file_name();
    let pid = name.to_str().and_then(|name| name.strip_prefix(PREFIX)?.split_once('-')?.0.parse().ok());
    let Some(pid) = pid.and_then(Pid::from_raw) else { return false };
    // Not a link: what it leads to is not ours.
    let is_folder = entry.file_type().is_ok_and(|kind| kind.is_dir());
    let gone = test_kill_process(pid) == Err(rustix::io::Errno::SRCH);
    is_folder && gone && File::open(entry.path()).is_ok_and(|folder| folder.try_lock().is_ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folders_are_removed_whose_process_is_gone_and_no_others() {
        let temp = tempfile::tempdir().unwrap();
        // No process can have this id.
        let gone = i32::MAX;
        let named = |name: String| {
            let path = temp.path().join(name);
            fs::create_dir(&path).unwrap();
            fs::write(path.join("file"), "x").unwrap();
            path
        };
        let left = named(format!("ruststack-{gone}-0a"));
        let held = named(format!("ruststack-{gone}-0b"));
        let ours = named(format!("ruststack-{}-0c", std::process::id()));
        let others = ["ruststack-x-0d", "ruststack", "rust"].map(|name| named(name.to_owned()));
        let link = temp.path().join(format!("ruststack-{gone}-0e"));
        std::os::unix::fs::symlink(&ours, &link).unwrap();
        let lock = File::open(&held).unwrap();
        lock.lock().unwrap();
        sweep(temp.path());
        assert!(!left.exists());
        for stays in others.iter().chain([&held, &ours, &link]) {
            assert!(stays.exists(), "{}", stays.display());
        }
        drop(lock);
        sweep(temp.path());
        assert!(!held.exists());
    }

    /// Engines of one seed in one process draw the same names.
    #[test]
    fn folders_of_one_seed_differ() {
        let [first, second] = [9, 9].map(|seed| Scratch::new(&Entropy::seeded(seed)).unwrap());
        assert_ne!(first.path(), second.path());
    }

    #[test]
    fn a_folder_is_locked_while_it_is_used() {
        let scratch = Scratch::new(&Entropy::from_host()).unwrap();
        let path = scratch.path().to_owned();
        File::open(&path).unwrap().try_lock().unwrap_err();
        drop(scratch);
        assert!(!path.exists());
    }
}
