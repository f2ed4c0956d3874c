//! How fast large blobs go in and out: within the budget of memory, beyond it, and with a data folder.
//! `cargo bench -p store --bench blobs`

#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a bench prints, and ends where it cannot go on"
)]

use base::clock::Stopwatch;
use base::entropy::Entropy;
use bytes::Bytes;
use futures::StreamExt as _;
use store::{Batch, Blob, BlobMemory, Store};

/// How long a body is, and the pieces that it comes in.
const BODY_BYTES: usize = 8 << 20;
const PIECE_BYTES: usize = 64 << 10;
/// How many bodies there are.
const BODIES: usize = 64;

fn main() {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).build().unwrap();
    runtime.block_on(async {
        measure("within the budget", &in_memory(4 << 30)).await;
        measure("beyond the budget", &in_memory(0)).await;
        let temp = tempfile::tempdir().unwrap();
        let store = Store::open(temp.path(), Entropy::seeded(1)).unwrap();
        measure("with a data folder", &store).await;
        store.close().await.unwrap();
    });
}

fn in_memory(budget: u64) -> Store {
    Store::in_memory_with(BlobMemory::within(budget), Entropy::seeded(1))
}

async fn measure(what: &str, store: &Store) {
    let mut source = vec![0; PIECE_BYTES];
    Entropy::seeded(1).fill(&mut source);
    let mut blobs = Vec::new();
    let put = timed(async || {
        for _ in 0..BODIES {
            blobs.push(put(store, &source).await);
        }
    });
    let put = put.await;
    let get = timed(async || {
        for blob in &blobs {
            let mut reader = store.read(*blob, 0..u64::MAX).unwrap();
            let mut len = 0;
            while let Some(piece) = reader.next().await {
                len += piece.unwrap().len();
            }
            assert_eq!(len, BODY_BYTES);
        }
    });
    println!("{what:>20}: PUT {put:>6.0} MiB/s, GET {:>6.0} MiB/s", get.await);
}

async fn put(store: &Store, source: &[u8]) -> Blob {
    let mut staging = store.stage();
    for _ in 0..BODY_BYTES / PIECE_BYTES {
        // A copy, as a socket's bytes are.
        staging.write(Bytes::copy_from_slice(source)).await.unwrap();
    }
    let mut batch = Batch::new();
    let blob = batch.create_blob(staging.finish().await.unwrap());
    store.commit(batch).unwrap();
    blob
}

/// MiB a second.
async fn timed(work: impl AsyncFnOnce()) -> f64 {
    let watch = Stopwatch::start();
    work().await;
    ((BODIES * BODY_BYTES) >> 20) as f64 / watch.elapsed().as_secs_f64()
}
