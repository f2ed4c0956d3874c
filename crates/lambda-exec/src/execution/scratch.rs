//! A private temporary folder, removed with everything in it when it is dropped; and the removal of those whose process
//! was killed before it could.

use std::fs::{self, DirBuilder, File};
use std::io;
use std::os::unix::fs::DirBuilderExt as _;
use std::path::{Path, PathBuf};

use base::entropy::Entropy;
use base::task::Tasks;
use parking_lot::Mutex;
use rustix::process::{Pid, test_kill_process};
use tokio::sync::oneshot;

/// What the names of all of them begin with; the id of their process follows.
const PREFIX: &str = "ruststack-";

/// How often a removal is tried: a process that is being killed may write into its folder once more.
const REMOVALS: usize = 3;

/// The folder.
#[derive(Debug)]
pub struct Scratch {
    path: PathBuf,
    tasks: Tasks,
    /// Nothing once it is being removed.
    held: Mutex<Option<Held>>,
}

/// A folder that is ours.
#[derive(Debug)]
struct Held {
    path: PathBuf,
    /// Locked as long as this lives: a process that removes what is left does not see every other process, such as those
    /// of another container with the same folder for temporary files.
    _lock: File,
}

impl Scratch {
    /// Makes a folder that only this user can read, with these files in it: name and text. Its removal is one of `tasks`.
    ///
    /// # Errors
    /// As the host has them.
    pub async fn new(
        entropy: &Entropy,
        tasks: &Tasks,
        files: impl IntoIterator<Item = (&'static str, &'static str)>,
    ) -> io::Result<Scratch> {
        let (entropy, tasks) = (entropy.clone(), tasks.clone());
        let files: Vec<_> = files.into_iter().collect();
        let make = move || {
            let held = Held::new(&entropy)?;
            let scratch = Scratch { path: held.path.clone(), tasks, held: Mutex::new(Some(held)) };
            files.iter().try_for_each(|(name, text)| fs::write(scratch.path.join(name), text))?;
            Ok(scratch)
        };
        tokio::task::spawn_blocking(make).await?
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Removes it. Who stops waiting does not stop the removal.
    pub async fn remove(&self) {
        if let Some(gone) = self.begin_removal() {
            // A task that ended without a word panicked, which is in the log.
            let _gone = gone.await;
        }
    }

    /// Removes the folder on a thread that may block, in a task that the end of the process waits for.
    fn begin_removal(&self) -> Option<oneshot::Receiver<()>> {
        let held = self.held.lock().take()?;
        if tokio::runtime::Handle::try_current().is_err() {
            // This is no thread that serves requests.
            held.remove();
            return None;
        }
        let (sender, gone) = oneshot::channel();
        self.tasks.spawn("lambda temporary folder", async move {
            // A panic in it would be in the log already.
            let _removed = tokio::task::spawn_blocking(move || held.remove()).await;
            // Nobody may be waiting.
            let _unheard = sender.send(());
        });
        Some(gone)
    }

    /// Removes the folders of processes that are gone. Blocks.
    pub(crate) fn sweep() {
        sweep(&std::env::temp_dir());
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        drop(self.begin_removal());
    }
}

impl Held {
    /// Makes an empty folder. Blocks.
    fn new(entropy: &Entropy) -> io::Result<Held> {
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
        Ok(Held { path, _lock: lock })
    }

    /// Removes it with everything in it. Blocks.
    fn remove(self) {
        let mut removed = Ok(());
        for _ in 0..REMOVALS {
            removed = fs::remove_dir_all(&self.path);
            match &removed {
                Err(cause) if cause.kind() == io::ErrorKind::DirectoryNotEmpty => {}
                _ => break,
            }
        }
        if let Err(cause) = removed {
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
    use std::time::Duration;

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

    async fn scratch(seed: u64, tasks: &Tasks) -> Scratch {
        Scratch::new(&Entropy::seeded(seed), tasks, [("file", "text")]).await.unwrap()
    }

    /// Engines of one seed in one process draw the same names.
    #[tokio::test]
    async fn folders_of_one_seed_differ() {
        let tasks = Tasks::new();
        let (first, second) = (scratch(9, &tasks).await, scratch(9, &tasks).await);
        assert_ne!(first.path(), second.path());
        assert_eq!(fs::read_to_string(first.path().join("file")).unwrap(), "text");
    }

    #[tokio::test]
    async fn a_folder_is_locked_while_it_is_used() {
        let tasks = Tasks::new();
        let scratch = scratch(10, &tasks).await;
        File::open(scratch.path()).unwrap().try_lock().unwrap_err();
        scratch.remove().await;
        assert!(!scratch.path().exists());
    }

    /// Rule of the house: nothing blocks the threads that serve requests. Here there is one, and one that may block,
    /// which is kept busy: a removal waits for that one alone. Nor does anything stay behind when the process ends.
    #[test]
    fn others_are_served_while_a_folder_goes() {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_time()
            .max_blocking_threads(1)
            .build()
            .unwrap();
        runtime.block_on(async {
            let tasks = Tasks::new();
            let (waited_for, dropped) = (scratch(11, &tasks).await, scratch(12, &tasks).await);
            let paths = [waited_for.path().to_owned(), dropped.path().to_owned()];
            let (go, busy) = std::sync::mpsc::channel();
            let busy = tokio::task::spawn_blocking(move || busy.recv());
            drop(dropped);
            let mut removal = Box::pin(waited_for.remove());
            for _ in 0..100 {
                assert!(futures::poll!(&mut removal).is_pending());
                tokio::task::yield_now().await;
            }
            assert!(paths.iter().all(|path| path.exists()), "the other thread has not had its turn");
            go.send(()).unwrap();
            busy.await.unwrap().unwrap();
            removal.await;
            assert!(!paths[0].exists());
            assert!(tasks.shutdown(Duration::from_secs(30)).await);
            assert!(!paths[1].exists());
        });
    }
}
