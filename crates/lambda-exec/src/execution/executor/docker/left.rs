//! Containers that a killed emulator left. Each emulator has a mark, a file that it holds locked, and its containers name
//! that: so another one can tell whose emulator is gone, also where several share a daemon.

use std::collections::HashMap;
use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

use base::entropy::Entropy;
use bollard::models::{ContainerSummary, ContainerSummaryStateEnum};
use bollard::query_parameters::{ListContainersOptions, RemoveContainerOptions};

use super::Shared;
use super::container::is_id;
use super::daemon::{Daemon, text};

/// The label of every container: its emulator's mark.
pub(super) const LABEL: &str = "ruststack.instance";

/// What the names of marks begin and end with.
const PREFIX: &str = "ruststack-docker-";
const SUFFIX: &str = ".lock";

/// How many hexadecimal digits are between.
const DIGITS: usize = 16;

/// The most containers that are looked at.
const LOOKED_AT: i32 = 1000;

/// The mark of this process, until it is dropped.
#[derive(Debug)]
pub(super) struct Mark {
    /// What containers are labelled with.
    pub(super) instance: String,
    path: PathBuf,
    _lock: File,
}

impl Mark {
    /// Makes one.
    pub(super) async fn new() -> io::Result<Mark> {
        // Not from the emulator's seed: two processes with one seed must not share a mark.
        let make = || Mark::below(&std::env::temp_dir(), Entropy::from_host().hex(DIGITS));
        tokio::task::spawn_blocking(make).await?
    }

    fn below(folder: &Path, instance: String) -> io::Result<Mark> {
        let path = path(folder, &instance);
        let lock = File::create_new(&path)?;
        lock.lock()?;
        Ok(Mark { instance, path, _lock: lock })
    }
}

impl Drop for Mark {
    fn drop(&mut self) {
        // One that stays is removed by the next emulator.
        let _stays = fs::remove_file(&self.path);
    }
}

fn path(folder: &Path, instance: &str) -> PathBuf {
    folder.join(format!("{PREFIX}{instance}{SUFFIX}"))
}

/// Whether an emulator is still there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Owner {
    Alive,
    Gone,
    /// Its mark is not here: it cleaned up, or it runs elsewhere.
    Unknown,
}

impl Owner {
    fn of(folder: &Path, instance: &str) -> Owner {
        if instance.len() != DIGITS || !instance.bytes().all(|b| b.is_ascii_hexdigit()) {
            return Owner::Unknown;
        }
        match File::open(path(folder, instance)) {
            Ok(mark) if mark.try_lock().is_ok() => Owner::Gone,
            Ok(_) => Owner::Alive,
            Err(_) => Owner::Unknown,
        }
    }
}

/// The marks of emulators that are gone.
fn left_marks(folder: &Path) -> Vec<PathBuf> {
    let Ok(entries) = fs::read_dir(folder) else { return Vec::new() };
    let gone = |entry: &fs::DirEntry| {
        let name = entry.file_name();
        let instance = name.to_str().and_then(|name| name.strip_prefix(PREFIX)?.strip_suffix(SUFFIX));
        instance.is_some_and(|instance| Owner::of(folder, instance) == Owner::Gone)
    };
    entries.flatten().filter(gone).map(|entry| entry.path()).collect()
}

/// Removes the containers of emulators that are gone, if one left its mark here: otherwise no daemon is asked.
pub(super) async fn sweep_if_any(shared: &Shared) {
    let folder = std::env::temp_dir();
    let looked = folder.clone();
    let left = tokio::task::spawn_blocking(move || left_marks(&looked)).await.unwrap_or_default();
    if left.is_empty() {
        return;
    }
    let swept = match shared.daemons.find().await {
        Ok(daemon) => sweep(&daemon, &folder).await,
        Err(why) => Err(why),
    };
    match swept {
        // A mark goes when its containers have gone: else the next start tries again.
        Ok(()) => left.iter().for_each(|mark| drop(fs::remove_file(mark))),
        Err(why) => tracing::warn!(why, "containers that a killed emulator left could not be removed"),
    }
}

/// Removes the containers of emulators that are gone.
async fn sweep(daemon: &Daemon, folder: &Path) -> Result<(), String> {
    let filters = HashMap::from([("label".to_owned(), vec![LABEL.to_owned()])]);
    let options = ListContainersOptions {
        all: true,
        limit: Some(LOOKED_AT),
        filters: Some(filters),
        ..ListContainersOptions::default()
    };
    let found = daemon.docker.list_containers(Some(options)).await.map_err(|error| text(&error))?;
    for container in found.iter().filter(|container| is_left(container, folder)) {
        let Some(id) = container.id.as_deref().filter(|id| is_id(id)) else { continue };
        let options = RemoveContainerOptions { force: true, v: true, ..RemoveContainerOptions::default() };
        match daemon.docker.remove_container(id, Some(options)).await {
            Ok(()) => tracing::info!(container = id, "a container that a killed emulator left is removed"),
            Err(error) => {
                tracing::warn!(container = id, error = text(&error), "a left container stays");
            }
        }
    }
    Ok(())
}

/// Whether a container's emulator is gone. One whose emulator may be elsewhere is left alone while it runs.
fn is_left(container: &ContainerSummary, folder: &Path) -> bool {
    let instance = container.labels.as_ref().and_then(|labels| labels.get(LABEL));
    match instance.map_or(Owner::Unknown, |instance| Owner::of(folder, instance)) {
        Owner::Alive => false,
        Owner::Gone => true,
        Owner::Unknown => {
            use ContainerSummaryStateEnum::{DEAD, EXITED};
            matches!(container.state, Some(EXITED | DEAD))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn labelled(instance: &str, state: ContainerSummaryStateEnum) -> ContainerSummary {
        let labels = HashMap::from([(LABEL.to_owned(), instance.to_owned())]);
        ContainerSummary { labels: Some(labels), state: Some(state), ..ContainerSummary::default() }
    }

    #[test]
    fn containers_are_left_whose_emulator_is_gone() {
        use ContainerSummaryStateEnum::{EXITED, RUNNING};
        let folder = tempfile::tempdir().unwrap();
        let alive = Mark::below(folder.path(), "00000000000000aa".to_owned()).unwrap();
        fs::write(path(folder.path(), "00000000000000bb"), "").unwrap();
        fs::write(folder.path().join("ruststack-docker-x.lock"), "").unwrap();
        for (instance, state, expected) in [
            ("00000000000000aa", RUNNING, false),
            ("00000000000000aa", EXITED, false),
            ("00000000000000bb", RUNNING, true),
            ("00000000000000cc", RUNNING, false),
            ("00000000000000cc", EXITED, true),
            ("../../etc/passwd", RUNNING, false),
        ] {
            assert_eq!(is_left(&labelled(instance, state), folder.path()), expected, "{instance} {state:?}");
        }
        assert_eq!(left_marks(folder.path()), [path(folder.path(), "00000000000000bb")]);
        drop(alive);
        assert_eq!(Owner::of(folder.path(), "00000000000000aa"), Owner::Unknown);
    }
}
