//! What states cost: forks, checkpoints while clients write, opening a folder. `cargo bench -p store -- ENTRIES` prints a
//! table; figures of a machine, not a test.
#![expect(
    clippy::print_stdout,
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a measurement, for people"
)]

use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use base::clock::Stopwatch;
use base::entropy::Entropy;
use store::{Batch, Key, Space, Store};

const VALUE_BYTES: usize = 400;

fn main() {
    let entries = std::env::args().filter_map(|arg| arg.parse().ok()).next().unwrap_or(1_000_000_u64);
    println!("{entries} entries of {VALUE_BYTES} bytes");
    forks();
    let temp = tempfile::tempdir().unwrap();
    let store = Store::open(temp.path(), Entropy::seeded(1)).unwrap();
    let resident = memory();
    timed("filled", || fill(&store, entries));
    println!("{:32} {:>10} bytes an entry", "memory", (memory() - resident) * 1024 / entries);
    let runtime = tokio::runtime::Runtime::new().unwrap();
    quiet("alone", &runtime, &store);
    during("a checkpoint is taken", &runtime, &store, || store.checkpoint("one").unwrap());
    during("it is replaced", &runtime, &store, || store.checkpoint("one").unwrap());
    during("it is restored", &runtime, &store, || store.restore("one").unwrap());
    during("it is dropped", &runtime, &store, || store.forget("one").unwrap());
    runtime.block_on(store.close()).unwrap();
    drop(store);
    println!("{:32} {:>10} MB", "on disk", size(temp.path()) / 1_000_000);
    let store = timed("opened again", || Store::open(temp.path(), Entropy::seeded(1)).unwrap());
    timed("the first answer", || store.get(Key::of(Space::Test).u64(entries / 2).as_bytes()).unwrap());
    timed("the rest read in behind it", || drop(store.view().unwrap()));
    runtime.block_on(store.close()).unwrap();
    drop(store);
    println!("{:32} {:>10} MB", "on disk", size(temp.path()) / 1_000_000);
    let store = timed("and once more", || Store::open(temp.path(), Entropy::seeded(1)).unwrap());
    runtime.block_on(store.close()).unwrap();
    drop(store);
    let live = entries.div_ceil(10) * (VALUE_BYTES as u64 + 9);
    overwritten(entries.div_ceil(10), live);
}

/// What the files of a folder come to whose entries were all overwritten ten times, and what they are written anew.
fn overwritten(entries: u64, live: u64) {
    let temp = tempfile::tempdir().unwrap();
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let store = Store::open(temp.path(), Entropy::seeded(1)).unwrap();
    for _ in 0..=10 {
        fill(&store, entries);
    }
    runtime.block_on(store.close()).unwrap();
    drop(store);
    let times = |bytes: u64| bytes as f64 / live as f64;
    println!(
        "{:32} {:>10.1} times the {} MB of data",
        "after ten overwrites",
        times(size(temp.path())),
        live / 1_000_000
    );
    timed("written anew", || store::compact(temp.path()).unwrap());
    println!("{:32} {:>10.1} times", "then", times(size(temp.path())));
}

/// A thousand forks of a hundred thousand entries.
fn forks() {
    let store = Store::in_memory(Entropy::seeded(1));
    fill(&store, 100_000);
    let resident = memory();
    let watch = Stopwatch::start();
    let forks: Vec<Store> = (0..1_000).map(|seed| store.fork(Entropy::seeded(seed)).unwrap()).collect();
    let took = watch.elapsed();
    println!("{:32} {:>10.1?} each, {} KB each", "1000 forks", took / 1_000, (memory() - resident) / 1_000);
    for fork in &forks {
        put(fork, 7);
    }
    println!("{:32} {:>10} KB each", "with one key changed", (memory() - resident) / 1_000);
    timed("dropped", || drop(forks));
}

fn timed<T>(what: &str, work: impl FnOnce() -> T) -> T {
    let watch = Stopwatch::start();
    let done = work();
    println!("{what:32} {:>10.1?}", watch.elapsed());
    done
}

fn fill(store: &Store, entries: u64) {
    for start in (0..entries).step_by(100) {
        let mut batch = Batch::new();
        for entry in start..(start + 100).min(entries) {
            batch.put(Key::of(Space::Test).u64(entry), vec![7; VALUE_BYTES]);
        }
        store.commit(batch).unwrap();
    }
    let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
    runtime.block_on(store.settled()).unwrap();
}

fn put(store: &Store, entry: u64) {
    let mut batch = Batch::new();
    batch.put(Key::of(Space::Test).u64(entry), vec![8; VALUE_BYTES]);
    store.commit(batch).unwrap();
}

fn quiet(what: &str, runtime: &tokio::runtime::Runtime, store: &Store) {
    during(what, runtime, store, || std::thread::sleep(Duration::from_secs(2)));
}

/// How long durable writes of eight clients take while something else goes on.
fn during(what: &str, runtime: &tokio::runtime::Runtime, store: &Store, work: impl FnOnce()) {
    let done = std::sync::Arc::new(AtomicBool::new(false));
    let clients: Vec<_> = (0..8_u64)
        .map(|client| {
            let (store, done) = (store.clone(), done.clone());
            runtime.spawn(async move {
                let mut took = Vec::new();
                let mut at = client;
                while !done.load(Ordering::Acquire) {
                    at = at.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
                    let watch = Stopwatch::start();
                    put(&store, at % 10_000);
                    store.settled().await.unwrap();
                    took.push(watch.elapsed());
                }
                took
            })
        })
        .collect();
    let watch = Stopwatch::start();
    work();
    let all = watch.elapsed();
    done.store(true, Ordering::Release);
    let mut took: Vec<Duration> = Vec::new();
    for client in clients {
        took.extend(runtime.block_on(client).unwrap());
    }
    took.sort();
    let (p50, p99) = (took.get(took.len() / 2), took.get(took.len() * 99 / 100));
    let (p50, p99, most) = (p50.unwrap(), p99.unwrap(), took.last().unwrap());
    println!(
        "{what:32} {all:>10.1?}  writes: p50 {p50:.1?} p99 {p99:.1?} most {most:.1?}, {} of them",
        took.len()
    );
}

/// Resident memory, in KB.
fn memory() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    line.and_then(|line| line.trim().split(' ').next()?.parse().ok()).unwrap_or(0)
}

fn size(folder: &Path) -> u64 {
    let entries = std::fs::read_dir(folder).expect("a folder").map(|entry| entry.unwrap());
    entries
        .map(|entry| match entry.file_type().unwrap().is_dir() {
            true => size(&entry.path()),
            false => entry.metadata().unwrap().len(),
        })
        .sum()
}
