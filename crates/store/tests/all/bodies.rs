//! Single blobs: what they cost, how long a reader lives, and when a file goes.

use std::path::Path;

use base::entropy::Entropy;
use bytes::Bytes;
use futures::StreamExt as _;
use store::{Batch, Blob, BlobMemory, Error, Key, Space, Store};

use crate::tools::{CHILD_FOLDER, bytes, files, only_files_of, read, runtime, start_child};

const MEBIBYTE: usize = 1024 * 1024;
/// Longer than what the memory may grow by, many times; short enough for a small disk.
const LONG_BODY: usize = 192 * MEBIBYTE;

#[test]
fn a_small_blob_needs_no_file() {
    in_folder(async |store, folder| {
        let blob = put(&store, &bytes(1, 1024)).await;
        assert_eq!(read(&store, blob, 0..u64::MAX).await, bytes(1, 1024));
        assert_eq!(std::fs::read_dir(folder.join("blobs")).unwrap().count(), 0);
    });
}

#[test]
fn a_reader_survives_its_blob() {
    let check = async |store: Store| {
        let whole = bytes(2, 3 * MEBIBYTE);
        let blob = put(&store, &whole).await;
        let mut reader = store.read(blob, 0..u64::MAX).unwrap();
        let first = reader.next().await.unwrap().unwrap();
        unlink(&store, blob).await;
        while store.read(blob, 0..1).is_ok() {
            tokio::task::yield_now().await;
        }
        let mut all = first.to_vec();
        while let Some(piece) = reader.next().await {
            all.extend_from_slice(&piece.unwrap());
        }
        assert!(all == whole);
    };
    for budget in [0, u64::MAX] {
        let memory = BlobMemory::within(budget);
        runtime().block_on(check(Store::in_memory_with(memory, Entropy::seeded(1))));
    }
    in_folder(async |store, _| check(store).await);
}

/// An object of many parts is read by many clients at once: each holds one file, not one for each part.
#[test]
fn a_chain_opens_one_file_at_a_time() {
    in_folder(async |store, folder| {
        let mut blobs = Vec::new();
        for seed in 0..64 {
            blobs.push(put(&store, &bytes(seed, 20_000)).await);
        }
        let open_files = || {
            let all = std::fs::read_dir("/proc/self/fd").unwrap();
            let links = all.filter_map(|entry| std::fs::read_link(entry.unwrap().path()).ok());
            links.filter(|link| link.starts_with(folder.join("blobs"))).count()
        };
        let mut reader = store.read_chain(blobs.iter().map(|blob| (*blob, 0..u64::MAX))).unwrap();
        let mut all = Vec::new();
        while let Some(piece) = reader.next().await {
            all.extend_from_slice(&piece.unwrap());
            assert!(open_files() <= 2, "{} files are open", open_files());
        }
        let whole: Vec<u8> = (0..64).flat_map(|seed| bytes(seed, 20_000)).collect();
        assert!(all == whole);
    });
}

#[test]
fn a_chain_survives_its_blobs() {
    let check = async |store: Store| {
        let whole: Vec<Bytes> = [20_000, 3, 0, 3 * MEBIBYTE, 20_000].map(|len| bytes(len as u64, len)).into();
        let mut blobs = Vec::new();
        for bytes in &whole {
            blobs.push(put(&store, bytes).await);
        }
        let chain = || store.read_chain(blobs.iter().map(|blob| (*blob, 1..u64::MAX)));
        let (mut reader, unread) = (chain().unwrap(), chain().unwrap());
        for blob in &blobs {
            unlink(&store, *blob).await;
        }
        // The first is held by nobody but the open file: when it is gone the reaper has been at work.
        while store.read(blobs[0], 0..1).is_ok() {
            tokio::task::yield_now().await;
        }
        let refused = chain().map(drop);
        assert!(matches!(refused, Err(Error::NoBlob(_))), "{refused:?}");
        let mut all = Vec::new();
        while let Some(piece) = reader.next().await {
            all.extend_from_slice(&piece.unwrap());
        }
        let expected: Vec<u8> = whole.iter().flat_map(|bytes| bytes.iter().skip(1)).copied().collect();
        assert!(all == expected);
        drop(unread);
    };
    for budget in [0, 100_000, u64::MAX] {
        let memory = BlobMemory::within(budget);
        runtime().block_on(check(Store::in_memory_with(memory, Entropy::seeded(1))));
    }
    in_folder(async |store, folder| {
        check(store.clone()).await;
        // With the last reader the files go.
        only_files_of(&folder, []);
        // So do those that an exchange of the state left without a name.
        let blobs = [put(&store, &bytes(1, 20_000)).await, put(&store, &bytes(2, 20_000)).await];
        let mut reader = store.read_chain(blobs.map(|blob| (blob, 0..u64::MAX))).unwrap();
        store.clear().unwrap();
        only_files_of(&folder, [blobs[1]]);
        let mut all = Vec::new();
        while let Some(piece) = reader.next().await {
            all.extend_from_slice(&piece.unwrap());
        }
        assert!(all == [bytes(1, 20_000), bytes(2, 20_000)].concat());
        drop(reader);
        only_files_of(&folder, []);
    });
}

/// Our promise: large bodies of all worlds over one budget stay within it, and read back wherever they are.
#[test]
fn what_does_not_fit_into_memory_goes_to_the_disk() {
    runtime().block_on(async {
        let memory = BlobMemory::within(2 * MEBIBYTE as u64);
        let store = Store::in_memory_with(memory.clone(), Entropy::seeded(1));
        let first = put(&store, &bytes(1, MEBIBYTE)).await;
        let fork = store.fork(Entropy::seeded(2)).unwrap();
        let second = put(&fork, &bytes(2, MEBIBYTE)).await;
        assert_eq!((memory.held_bytes(), memory.spilled_bytes()), (2 * MEBIBYTE as u64, 0));
        let third = put(&store, &bytes(3, 3 * MEBIBYTE)).await;
        assert_eq!(memory.spilled_bytes(), 3 * MEBIBYTE as u64);
        // Small ones are records.
        put(&store, &bytes(4, 16 * 1024)).await;
        assert!(read(&store, first, 0..u64::MAX).await == bytes(1, MEBIBYTE));
        assert!(read(&fork, first, 0..u64::MAX).await == bytes(1, MEBIBYTE));
        assert!(read(&fork, second, 0..u64::MAX).await == bytes(2, MEBIBYTE));
        let middle = MEBIBYTE - 1..2 * MEBIBYTE + 1;
        let found = read(&store, third, middle.start as u64..middle.end as u64).await;
        assert!(found == bytes(3, 3 * MEBIBYTE).slice(middle));
        assert!(matches!(fork.read(third, 0..1), Err(Error::NoBlob(_))));
        unlink(&store, first).await;
        unlink(&store, third).await;
        assert!(matches!(store.read(third, 0..1), Err(Error::NoBlob(_))));
        while memory.spilled_bytes() > 0 {
            tokio::task::yield_now().await;
        }
        assert_eq!(memory.held_bytes(), 2 * MEBIBYTE as u64, "the fork has it still");
        drop(fork);
        while memory.held_bytes() > 0 {
            tokio::task::yield_now().await;
        }
    });
}

#[test]
fn a_checkpoint_keeps_the_blobs_that_it_names() {
    in_folder(async |store, folder| {
        let (kept, gone) = (put(&store, &bytes(3, MEBIBYTE)).await, put(&store, &bytes(4, MEBIBYTE)).await);
        unlink(&store, gone).await;
        store.checkpoint("a").unwrap();
        unlink(&store, kept).await;
        let other = put(&store, &bytes(5, MEBIBYTE)).await;
        only_files_of(&folder, [kept, other]);
        store.restore("a").unwrap();
        only_files_of(&folder, [kept]);
        assert!(read(&store, kept, 0..u64::MAX).await == bytes(3, MEBIBYTE));
        // Counts came back with the state: one reference, and the checkpoint's.
        unlink(&store, kept).await;
        only_files_of(&folder, [kept]);
        store.forget("a").unwrap();
        only_files_of(&folder, []);
    });
}

#[test]
fn what_is_dropped_unnamed_leaves_no_file() {
    in_folder(async |store, folder| {
        let mut staging = store.stage();
        staging.write(bytes(6, MEBIBYTE)).await.unwrap();
        drop(staging);
        let mut staging = store.stage();
        staging.write(bytes(7, MEBIBYTE)).await.unwrap();
        let mut batch = Batch::new();
        batch.create_blob(staging.finish().await.unwrap());
        drop(batch);
        only_files_of(&folder, []);
    });
}

#[test]
fn what_a_crash_left_is_swept_and_a_body_under_way_is_not() {
    in_folder(async |store, folder| {
        let named = put(&store, &bytes(8, MEBIBYTE)).await;
        store.close().await.unwrap();
        let left = folder.join("blobs/ab");
        std::fs::create_dir_all(&left).unwrap();
        std::fs::write(left.join("ab00000000000001"), "left").unwrap();
        std::fs::write(left.join("ab00000000000002.part"), "left").unwrap();
        let store = Store::open(&folder, Entropy::seeded(1)).unwrap();
        let mut staging = store.stage();
        staging.write(bytes(9, MEBIBYTE)).await.unwrap();
        while files(&folder).iter().any(|name| name.starts_with("ab00000000000")) {
            tokio::task::yield_now().await;
        }
        let mut batch = Batch::new();
        let second = batch.create_blob(staging.finish().await.unwrap());
        store.commit(batch).unwrap();
        only_files_of(&folder, [named, second]);
        assert!(read(&store, second, 0..u64::MAX).await == bytes(9, MEBIBYTE));
        store.close().await.unwrap();
    });
}

#[test]
fn memory_does_not_grow_with_the_body() {
    let temp = tempfile::tempdir().unwrap();
    let child = start_child("bodies::child_streams", temp.path()).wait_with_output().unwrap();
    assert!(child.status.success(), "{}", String::from_utf8_lossy(&child.stderr));
}

#[test]
#[ignore = "run as a child by the test above"]
fn child_streams() {
    let Ok(folder) = std::env::var(CHILD_FOLDER) else { return };
    runtime().block_on(async {
        let store = Store::open(Path::new(&folder), Entropy::seeded(1)).unwrap();
        let piece = bytes(10, 64 * 1024);
        let before = peak_memory();
        let mut staging = store.stage();
        for _ in 0..(LONG_BODY / piece.len()) {
            // A copy, so that the pieces do not share what they hold, as those of a socket do not.
            staging.write(Bytes::copy_from_slice(&piece)).await.unwrap();
        }
        let mut batch = Batch::new();
        let blob = batch.create_blob(staging.finish().await.unwrap());
        store.commit(batch).unwrap();
        let mut reader = store.read(blob, 0..u64::MAX).unwrap();
        let mut length = 0;
        while let Some(piece) = reader.next().await {
            length += piece.unwrap().len();
        }
        assert_eq!(length, LONG_BODY);
        let grown = peak_memory().saturating_sub(before);
        println!("grown by {grown} bytes");
        assert!(grown < 16 * MEBIBYTE, "{grown} bytes for a body of {LONG_BODY}");
        store.close().await.unwrap();
    });
}

/// The most memory that this process ever had, in bytes.
fn peak_memory() -> usize {
    let status = std::fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find(|line| line.starts_with("VmHWM:")).unwrap();
    line.split_whitespace().nth(1).unwrap().parse::<usize>().unwrap() * 1024
}

fn in_folder(test: impl AsyncFnOnce(Store, std::path::PathBuf)) {
    let temp = tempfile::tempdir().unwrap();
    runtime().block_on(async {
        let store = Store::open(temp.path(), Entropy::seeded(1)).unwrap();
        test(store.clone(), Path::to_path_buf(temp.path())).await;
        store.close().await.unwrap();
    });
}

async fn put(store: &Store, whole: &Bytes) -> Blob {
    let mut staging = store.stage();
    staging.write(whole.clone()).await.unwrap();
    let mut batch = Batch::new();
    let blob = batch.create_blob(staging.finish().await.unwrap());
    batch.put(Key::of(Space::S3Object), "named");
    let seq = store.commit(batch).unwrap();
    store.synced(seq).await.unwrap();
    blob
}

async fn unlink(store: &Store, blob: Blob) {
    let mut batch = Batch::new();
    batch.unlink(blob);
    let seq = store.commit(batch).unwrap();
    store.synced(seq).await.unwrap();
}
