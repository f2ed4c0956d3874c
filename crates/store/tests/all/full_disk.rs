//! A disk that takes no more, seen by a child whose files the kernel limits: what was acknowledged is there afterwards,
//! and nothing is acknowledged once a write or flush has failed.

use std::path::Path;
use std::process::{Command, Stdio};

use base::entropy::Entropy;
use store::{Batch, Key, Space, Store};

use crate::tools::{CHILD_FOLDER, entries, runtime};

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
