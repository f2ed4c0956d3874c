//! What more than one of these files needs.

use std::collections::BTreeSet;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use base::clock::Stopwatch;
use base::entropy::Entropy;
use bytes::Bytes;
use futures::StreamExt as _;
use store::{Blob, Key, Store};

/// The variable in which a child finds its folder; without it, a test that is a child's does nothing.
pub(crate) const CHILD_FOLDER: &str = "STORE_TEST_FOLDER";

/// Runs one ignored test of this binary in a process of its own.
#[expect(clippy::disallowed_methods, reason = "to be killed, or measured alone, takes a process of its own")]
pub(crate) fn start_child(test: &str, folder: &Path) -> Child {
    Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "--ignored", "--nocapture", test])
        .env(CHILD_FOLDER, folder)
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap()
}

/// Bytes that belong to a seed.
pub(crate) fn bytes(seed: u64, length: usize) -> Bytes {
    let mut all = vec![0; length];
    Entropy::seeded(seed).fill(&mut all);
    all.into()
}

pub(crate) async fn read(store: &Store, blob: Blob, range: std::ops::Range<u64>) -> Bytes {
    let mut stream = store.read(blob, range).unwrap();
    let mut all = Vec::new();
    while let Some(piece) = stream.next().await {
        all.extend_from_slice(&piece.unwrap());
    }
    all.into()
}

/// Every entry below a prefix.
pub(crate) fn entries(store: &Store, prefix: &Key) -> Vec<(Vec<u8>, Bytes)> {
    let mut found = Vec::new();
    store
        .scan_prefix(prefix, &mut |key, value| {
            found.push((key.to_vec(), value.clone()));
            std::ops::ControlFlow::Continue(())
        })
        .unwrap();
    found
}

/// Waits until the files below a data folder are those of `blobs` and no others. The reaper works behind the
/// caller's back: it gets time, but not for ever.
pub(crate) fn only_files_of(folder: &Path, blobs: impl IntoIterator<Item = Blob>) {
    let named: BTreeSet<String> = blobs
        .into_iter()
        .filter(|blob| blob.len() > 16 * 1024)
        .map(|blob| format!("{:016x}", serde_json::to_value(blob).unwrap()["id"].as_u64().unwrap()))
        .collect();
    let watch = Stopwatch::start();
    while files(folder) != named {
        assert!(watch.elapsed() < Duration::from_secs(10), "{:?} instead of {named:?}", files(folder));
        std::thread::sleep(Duration::from_millis(5));
    }
}

pub(crate) fn files(folder: &Path) -> BTreeSet<String> {
    let folders = std::fs::read_dir(folder.join("blobs")).unwrap().map(|entry| entry.unwrap().path());
    let files = folders.flat_map(|folder| std::fs::read_dir(folder).unwrap());
    files.map(|file| file.unwrap().file_name().into_string().unwrap()).collect()
}

pub(crate) fn runtime() -> tokio::runtime::Runtime {
    tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap()
}
