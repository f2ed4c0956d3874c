//! Blobs whose commit is refused, by a log that fails: a full disk must not get fuller by what is refused.

use base::entropy::Entropy;
use store::{Batch, Error, Key, Space};
use testkit::Faults;

use crate::tools::{files, runtime};

#[test]
fn the_bytes_of_a_refused_blob_go() {
    let runtime = runtime();
    let temp = tempfile::tempdir().unwrap();
    let (store, faults) = Faults::store_with_files(temp.path(), Entropy::seeded(1));
    let put = |name: u8| {
        runtime.block_on(async {
            let mut staging = store.stage();
            staging.write(vec![name; 100_000].into()).await.unwrap();
            let mut batch = Batch::new();
            let blob = batch.create_blob(staging.finish().await.unwrap());
            batch.put(Key::of(Space::S3Other).u8(name), "named");
            store.commit(batch).map(|_| blob)
        })
    };
    let kept = put(1).unwrap();
    faults.fail();
    for name in 2..5 {
        assert!(put(name).is_err());
    }
    assert!(store.read(kept, 0..1).is_ok());
    // The reaper ends when it has done what it was given.
    runtime.block_on(store.close()).unwrap();
    assert_eq!(files(temp.path()).len(), 1);
}

#[test]
fn the_bytes_of_a_refused_blob_go_in_memory_too() {
    let (store, faults) = Faults::store(Entropy::seeded(1));
    runtime().block_on(async {
        let mut staging = store.stage();
        staging.write(vec![1; 100_000].into()).await.unwrap();
        let mut batch = Batch::new();
        let blob = batch.create_blob(staging.finish().await.unwrap());
        faults.fail();
        assert!(store.commit(batch).is_err());
        assert!(matches!(store.read(blob, 0..1), Err(Error::NoBlob(_))));
    });
}
