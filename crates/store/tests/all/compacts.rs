//! A folder that is written anew: all is there that was, and it is no larger than it must be.

use base::entropy::Entropy;
use store::{Batch, Error, Key, Space, Store, compact};

use crate::tools::{bytes, entries, read, runtime};

fn key(n: u64) -> Key {
    Key::of(Space::Test).u64(n)
}

#[test]
fn a_folder_holds_after_it_what_it_held_before() {
    let temp = tempfile::tempdir().unwrap();
    let open = || Store::open(temp.path(), Entropy::seeded(1)).unwrap();
    let seen = |store: &Store| entries(store, &Key::of(Space::Test));
    let runtime = runtime();
    let (then, now, blob) = runtime.block_on(async {
        let store = open();
        let mut staging = store.stage();
        staging.write(bytes(1, 100_000)).await.unwrap();
        let mut batch = Batch::new();
        let blob = batch.create_blob(staging.finish().await.unwrap());
        store.commit(batch).unwrap();
        for round in 0..20_u64 {
            for n in 0..200 {
                let mut batch = Batch::new();
                batch.put(key(n), bytes(round * 1000 + n, 1000));
                store.commit(batch).unwrap();
            }
            if round == 10 {
                store.checkpoint("ten").unwrap();
            }
        }
        let now = seen(&store);
        store.restore("ten").unwrap();
        let then = seen(&store);
        let mut batch = Batch::new();
        now.iter().for_each(|(key, value)| batch.put(Key::stored(key), value.clone()));
        store.commit(batch).unwrap();
        assert!(matches!(compact(temp.path()), Err(Error::InUse(_))));
        store.close().await.unwrap();
        (then, now, blob)
    });
    let sizes = compact(temp.path()).unwrap();
    assert!(sizes.after < sizes.before, "{sizes:?}");
    runtime.block_on(async {
        let store = open();
        assert!(seen(&store) == now);
        assert_eq!(read(&store, blob, 0..u64::MAX).await, bytes(1, 100_000));
        store.restore("ten").unwrap();
        assert!(seen(&store) == then);
        store.close().await.unwrap();
    });
    // Once more.
    compact(temp.path()).unwrap();
    runtime.block_on(async {
        let store = open();
        assert!(seen(&store) == then);
        store.close().await.unwrap();
    });
    // What is not there is not made.
    let none = temp.path().join("none");
    let refusal = compact(&none).unwrap_err().to_string();
    assert!(refusal.contains("none is no data folder") && !none.exists(), "{refusal}");
}
