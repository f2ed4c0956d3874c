//! A data folder in which a disk or a person changed something: the store says that it is damaged, or shows
//! what was written. It never panics, hangs, or shows what nobody wrote.

use std::fs;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::mpsc;
use std::time::Duration;

use base::entropy::Entropy;
use bytes::Bytes;
use store::{Batch, Error, Key, Space, Store};

use crate::tools::{bytes, runtime};

const ENTRIES: u64 = 3_000;

/// How long opening and reading a damaged folder may take: far above what it takes.
const LIMIT: Duration = Duration::from_secs(30);

#[test]
fn damage_is_told_or_harmless() {
    let temp = tempfile::tempdir().unwrap();
    let whole = temp.path().join("whole");
    runtime().block_on(write(&whole));
    let chance = Entropy::seeded(11);
    let mut reported = 0;
    for (at, path) in files(&whole.join("keyspace")).iter().enumerate() {
        for case in 0..8 {
            let copy = temp.path().join(format!("copy-{at}-{case}"));
            copy_folder(&whole, &copy);
            let file = copy.join(path.strip_prefix(&whole).unwrap());
            damage(&file, case, &chance);
            reported += u32::from(look(copy.clone(), &format!("{} case {case}", path.display())));
            fs::remove_dir_all(copy).unwrap();
        }
    }
    assert!(reported > 0, "no damage was noticed");
}

async fn write(folder: &Path) {
    let store = Store::open(folder, Entropy::seeded(1)).unwrap();
    for entry in 0..ENTRIES {
        let mut batch = Batch::new();
        batch.put(key(entry, 0), content(entry));
        batch.put(key(entry, 1), content(entry));
        let seq = store.commit(batch).unwrap();
        if entry % 500 == 0 {
            store.synced(seq).await.unwrap();
        }
        if entry == ENTRIES / 2 {
            store.checkpoint("half").unwrap();
        }
    }
    store.close().await.unwrap();
    // Once more, so that there is a snapshot of a folder with something in it.
    Store::open(folder, Entropy::seeded(2)).unwrap().close().await.unwrap();
}

fn damage(file: &Path, case: u32, chance: &Entropy) {
    let mut content = fs::read(file).unwrap();
    let len = content.len();
    let mut flip = |from: usize, to: usize, count: usize| {
        for _ in 0..count.min(to.saturating_sub(from)) {
            content[from + chance.u64() as usize % (to - from)] ^= 1 << (chance.u64() % 8);
        }
    };
    match case {
        0 => flip(0, len, 1),
        1 => flip(0, len, 8),
        2 => flip(0, len.min(64), 2),
        3 => flip(len - len.min(200), len, 2),
        4 => flip(0, len, 1_000),
        5 => content.truncate(len - len.min(100)),
        6 => content.truncate(len / 2),
        _ => content.clear(),
    }
    fs::write(file, content).unwrap();
}

/// Opens and reads everything. True if damage was reported.
fn look(folder: PathBuf, what: &str) -> bool {
    let (done, wait) = mpsc::channel();
    let thread = std::thread::spawn(move || {
        let found = runtime().block_on(open_and_read(&folder));
        let _ = done.send(());
        found
    });
    assert!(wait.recv_timeout(LIMIT) != Err(mpsc::RecvTimeoutError::Timeout), "{what}: hangs");
    match thread.join() {
        Ok(Ok(())) => false,
        Ok(Err(Error::Damaged(text))) => {
            assert!(text.contains("is damaged") && text.contains("Put back a copy"), "{text}");
            true
        }
        Ok(Err(other)) => panic!("{what}: {other}"),
        Err(_) => panic!("{what}: panics"),
    }
}

async fn open_and_read(folder: &Path) -> store::Result<()> {
    let store = Store::open(folder, Entropy::seeded(3))?;
    check_entries(&store)?;
    if store.checkpoints()?.is_empty() {
        // The pointer to it was in what was cut off.
        return store.close().await;
    }
    store.restore("half")?;
    check_entries(&store)?;
    store.close().await
}

fn check_entries(store: &Store) -> store::Result<()> {
    let prefix = Key::of(Space::DdbItem);
    store.scan_prefix(&prefix, &mut |key, value| {
        let entry = u64::from_be_bytes(key[1..9].try_into().unwrap());
        assert!(*value == content(entry), "entry {entry} is not what was written");
        ControlFlow::Continue(())
    })?;
    for entry in 0..ENTRIES {
        let pair = (store.get(key(entry, 0).as_bytes())?, store.get(key(entry, 1).as_bytes())?);
        assert_eq!(pair.0.is_some(), pair.1.is_some(), "the batch of entry {entry} is torn");
    }
    Ok(())
}

fn key(entry: u64, part: u8) -> Key {
    Key::of(Space::DdbItem).u64(entry).u8(part)
}

fn content(entry: u64) -> Bytes {
    bytes(entry, 200 + entry as usize % 200)
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut all: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    all.sort();
    all.into_iter().flat_map(|path| if path.is_dir() { files(&path) } else { vec![path] }).collect()
}

fn copy_folder(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let path = entry.unwrap().path();
        let target = to.join(path.file_name().unwrap());
        if path.is_dir() {
            copy_folder(&path, &target);
        } else {
            fs::copy(path, target).unwrap();
        }
    }
}
