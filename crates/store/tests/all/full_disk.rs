//! A disk that takes no more, seen by a child whose files the kernel limits: what was acknowledged is there afterwards,
//! and nothing is acknowledged once a write or flush has failed.

use std::path::Path;
use std::process::{Command, Stdio};

use base::entropy::Entropy;
use bytes::Bytes;
use store::{Batch, BlobMemory, Error, Key, Space, Store};

use crate::tools::{CHILD_FOLDER, bytes, entries, read, runtime};

/// Longest file of the child, in the shell's units: 4 or 8 MiB.
const LIMIT: &str = "8192";
const VALUE_BYTES: usize = 10_000;

fn key(n: u64) -> Key {
    Key::of(Space::DdbItem).u64(n)
}

#[test]
#[expect(clippy::disallowed_methods, reason = "the limit is the child's own")]
fn a_full_disk_takes_back_nothing_and_acknowledges_nothing() {
    let temp = tempfile::tempdir().unwrap();
    // Without the trap the kernel kills the child, as it does with no process on a disk that is full.
    let script = format!("trap '' XFSZ; ulimit -f {LIMIT}; exec \"$0\" \"$@\"");
    let child = Command::new("sh")
        .args(["-c", &script])
        .arg(std::env::current_exe().unwrap())
        .args(["--exact", "--ignored", "--nocapture", "full_disk::fill"])
        .env(CHILD_FOLDER, temp.path())
        .stdout(Stdio::piped())
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&child.stdout).into_owned();
    let acknowledged: u64 = said
        .lines()
        .find_map(|line| line.strip_prefix("acknowledged "))
        .unwrap_or_else(|| panic!("{said}\n{}", String::from_utf8_lossy(&child.stderr)))
        .parse()
        .unwrap();
    assert!(acknowledged > 10, "{said}");
    let store = Store::open(temp.path(), Entropy::seeded(1)).unwrap();
    // The one that was refused may be there, as after any error in the middle of a request.
    let there = entries(&store, &Key::of(Space::DdbItem)).len() as u64;
    assert!((acknowledged..=acknowledged + 1).contains(&there), "{there} of {acknowledged}");
    let halves = entries(&store, &Key::of(Space::DdbIndex)).len() as u64;
    assert_eq!(halves, there, "a batch is torn");
    assert_eq!(store.failure(), None);
    runtime().block_on(store.close()).unwrap();
}

#[test]
#[ignore = "a child's"]
#[expect(clippy::exit, reason = "what a kill does: nothing is flushed on the way out")]
fn fill() {
    let Some(folder) = std::env::var_os(CHILD_FOLDER) else { return };
    let acknowledged = runtime().block_on(async {
        let store = Store::open(Path::new(&folder), Entropy::seeded(1)).unwrap();
        let put = |n: u64| {
            let mut batch = Batch::new();
            batch.put(key(n), vec![b'x'; VALUE_BYTES]);
            batch.put(Key::of(Space::DdbIndex).u64(n), vec![b'y'; VALUE_BYTES]);
            store.commit(batch)
        };
        let mut acknowledged = 0;
        while put(acknowledged).is_ok() && store.settled().await.is_ok() {
            acknowledged += 1;
        }
        assert!(store.failure().is_some());
        // The client tries again: its write, which may be visible, and a read of it.
        assert!(store.settled().await.is_err());
        assert!(put(acknowledged).is_err());
        assert!(put(acknowledged + 1).is_err());
        assert!(store.settled().await.is_err());
        acknowledged
    });
    println!("\nacknowledged {acknowledged}");
    std::process::exit(0);
}

/// Our promise: what finds no room on the disk fails and leaves nothing there, and all others go on.
#[test]
#[expect(clippy::disallowed_methods, reason = "the limit is the child's own")]
fn a_body_that_finds_no_room_leaves_nothing() {
    let temp = tempfile::tempdir().unwrap();
    let script = format!("trap '' XFSZ; ulimit -f {LIMIT}; exec \"$0\" \"$@\"");
    let child = Command::new("sh")
        .args(["-c", &script])
        .arg(std::env::current_exe().unwrap())
        .args(["--exact", "--ignored", "--nocapture", "full_disk::spill"])
        .env(CHILD_FOLDER, temp.path())
        .env("TMPDIR", temp.path())
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&child.stdout).into_owned();
    assert!(said.contains("went on"), "{said}\n{}", String::from_utf8_lossy(&child.stderr));
}

#[test]
#[ignore = "a child's"]
fn spill() {
    let Some(_) = std::env::var_os(CHILD_FOLDER) else { return };
    let memory = BlobMemory::within(0);
    let store = Store::in_memory_with(memory.clone(), Entropy::seeded(1));
    let put = async |bytes: Bytes, times: usize| {
        let mut staging = store.stage();
        for _ in 0..times {
            staging.write(bytes.clone()).await?;
        }
        let mut batch = Batch::new();
        let blob = batch.create_blob(staging.finish().await?);
        store.commit(batch)?;
        Ok::<_, Error>(blob)
    };
    runtime().block_on(async {
        let piece = bytes(1, 1 << 20);
        let first = put(piece.clone(), 1).await.unwrap();
        for _ in 0..3 {
            // Twice as long as a file may be.
            let refused = put(piece.clone(), 16).await.unwrap_err();
            assert!(refused.to_string().starts_with("the store cannot read or write: "), "{refused}");
            while memory.spilled_bytes() > 1 << 20 {
                tokio::task::yield_now().await;
            }
            assert_eq!(store.failure(), None);
        }
        let second = put(piece.clone(), 2).await.unwrap();
        assert!(read(&store, first, 0..u64::MAX).await == piece);
        assert!(read(&store, second, 0..u64::MAX).await == [piece.clone(), piece].concat());
    });
    println!("\nwent on");
}

fn filled(folder: &Path, entries: u64) {
    let store = Store::open(folder, Entropy::seeded(1)).unwrap();
    for n in 0..entries {
        let mut batch = Batch::new();
        batch.put(key(n), vec![b'x'; VALUE_BYTES]);
        store.commit(batch).unwrap();
    }
    runtime().block_on(store.close()).unwrap();
}

fn holds(folder: &Path, expected: u64) {
    let store = Store::open(folder, Entropy::seeded(1)).unwrap();
    assert_eq!(entries(&store, &Key::of(Space::DdbItem)).len() as u64, expected);
    runtime().block_on(store.close()).unwrap();
}

/// The kernel's own full file: to write to it is to write to a disk that is full.
#[cfg(target_os = "linux")]
#[test]
fn a_start_on_a_full_disk_names_the_folder_and_loses_nothing() {
    let temp = tempfile::tempdir().unwrap();
    filled(temp.path(), 20);
    let draft = temp.path().join("starts.new");
    std::os::unix::fs::symlink("/dev/full", &draft).unwrap();
    let open = Store::open(temp.path(), Entropy::seeded(1)).unwrap_err().to_string();
    let folder = temp.path().display();
    assert!(open.starts_with(&format!("the data folder {folder} cannot be used: No space left")), "{open}");
    assert!(open.contains("make room on its disk, and start again: nothing in it is lost"), "{open}");
    std::fs::remove_file(draft).unwrap();
    holds(temp.path(), 20);
}

#[test]
fn a_folder_that_is_a_file_is_named() {
    let temp = tempfile::NamedTempFile::new().unwrap();
    let open = Store::open(temp.path(), Entropy::seeded(1)).unwrap_err().to_string();
    assert!(open.contains(&temp.path().display().to_string()), "{open}");
    assert!(open.contains("name a folder, not a file"), "{open}");
}

/// Where not even root may make a folder.
#[cfg(target_os = "linux")]
#[test]
fn a_folder_where_nobody_may_write_is_named() {
    let open = Store::open(Path::new("/proc/sys/ruststack"), Entropy::seeded(1)).unwrap_err().to_string();
    assert!(open.starts_with("the data folder /proc/sys/ruststack cannot be used: "), "{open}");
}

/// With ever more handles, until there are enough: each refusal says what is missing, and nothing is lost by any.
#[cfg(target_os = "linux")]
#[test]
#[expect(clippy::disallowed_methods, reason = "the limit is the child's own")]
fn a_start_without_file_handles_says_so_and_loses_nothing() {
    let temp = tempfile::tempdir().unwrap();
    filled(temp.path(), 20);
    let mut refused = 0;
    for handles in 4..40 {
        let child = Command::new("sh")
            .args(["-c", &format!("ulimit -n {handles}; exec \"$0\" \"$@\"")])
            .arg(std::env::current_exe().unwrap())
            .args(["--exact", "--ignored", "--nocapture", "full_disk::open_and_say"])
            .env(CHILD_FOLDER, temp.path())
            .output()
            .unwrap();
        let said = String::from_utf8_lossy(&child.stdout).into_owned();
        if said.contains("opened") {
            break;
        }
        if let Some((_, refusal)) = said.split_once("refused ") {
            let folder = temp.path().display().to_string();
            assert!(
                refusal.contains(&folder) && refusal.contains("Too many open files"),
                "{handles}: {refusal}"
            );
            assert!(refusal.contains("allow more open files (ulimit -n)"), "{handles}: {refusal}");
            refused += 1;
        }
    }
    assert!(refused > 2, "{refused}");
    holds(temp.path(), 20);
}

#[test]
#[ignore = "a child's"]
fn open_and_say() {
    let Some(folder) = std::env::var_os(CHILD_FOLDER) else { return };
    match Store::open(Path::new(&folder), Entropy::seeded(1)) {
        Ok(store) => {
            println!("\nopened");
            runtime().block_on(store.close()).unwrap();
        }
        Err(refusal) => println!("\nrefused {refusal}"),
    }
}
