//! How large a data folder gets whose entries are overwritten, by the entries' sizes. `cargo bench -p store --bench growth`
//! prints a table; figures of a machine, not a test.
#![expect(
    clippy::print_stdout,
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a measurement, for people"
)]

use std::path::Path;
use std::time::Duration;

use base::clock::Stopwatch;
use base::entropy::Entropy;
use store::{Batch, Key, Space, Store};

/// A name, and the entries of each length.
type Shape = (&'static str, &'static [(u64, usize)]);

const SHAPES: &[Shape] = &[
    ("400 B", &[(100_000, 400)]),
    ("1 KB", &[(40_000, 1_000)]),
    ("4 KB", &[(10_000, 4_000)]),
    ("20 KB", &[(2_000, 20_000)]),
    ("300 KB", &[(130, 300_000)]),
    ("mixed", &[(30_000, 400), (10_000, 1_000), (500, 20_000), (40, 300_000)]),
];

/// How many entries a commit has, and how many wait together: as much as a busy client sends.
const TOGETHER: u64 = 8;

fn main() {
    println!(
        "{:20} {:>9} {:>9} {:>9} {:>9} {:>9} {:>10}",
        "entries", "live", "written", "ten times", "started", "compact", "took"
    );
    let wanted = std::env::args().skip(1).find(|arg| !arg.starts_with('-')).unwrap_or_default();
    for (name, shape) in SHAPES.iter().filter(|(name, _)| name.starts_with(&wanted)) {
        let live: u64 = shape.iter().map(|(count, length)| count * (*length as u64 + 17)).sum();
        row(
            name,
            live,
            |store, runtime| all(shape, store, runtime, 0),
            |store, runtime, round| {
                if round < 10 {
                    all(shape, store, runtime, round + 1)
                }
                round < 10
            },
        );
    }
    // As many writes, but of keys at random; then nine in ten of the writes to one key in ten.
    let (count, length) = (50_000, 400);
    let live = count * (length as u64 + 17);
    for (name, hot) in [("400 B at random", count), ("a tenth is hot", count / 10)] {
        row(
            name,
            live,
            |store, runtime| all(&[(count, length)], store, runtime, 0),
            |store, runtime, round| {
                let drawn = round.wrapping_mul(6_364_136_223_846_793_005) >> 20;
                let among = if drawn % 10 == 0 { count } else { hot };
                put_many(store, round + 1, 0, drawn / 10 % among..drawn / 10 % among + 1, length);
                if round % 32 == 0 {
                    runtime.block_on(store.settled()).unwrap();
                }
                round < 10 * count
            },
        );
    }
    let hot: &[(u64, usize)] = &[(1, 280_000), (1, 280_000), (14, 100)];
    row(
        "hot beside cold",
        560_000,
        |store, runtime| all(hot, store, runtime, 0),
        |store, runtime, round| {
            put_many(store, round + 1, 2, 0..1, 100);
            runtime.block_on(store.settled()).unwrap();
            round < 20_000
        },
    );
}

/// Writes, writes again until `again` says that it is enough, and prints what the files come to.
fn row(
    name: &str,
    live: u64,
    write: impl Fn(&Store, &tokio::runtime::Runtime),
    again: impl Fn(&Store, &tokio::runtime::Runtime, u64) -> bool,
) {
    let temp = tempfile::tempdir().unwrap();
    let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
    let open = || Store::open(temp.path(), Entropy::seeded(1)).unwrap();
    let store = open();
    write(&store, &runtime);
    let first = size(temp.path());
    let watch = Stopwatch::start();
    let mut round = 0;
    while again(&store, &runtime, round) {
        round += 1;
    }
    let took: Duration = watch.elapsed();
    let ten = size(temp.path());
    runtime.block_on(store.close()).unwrap();
    drop(store);
    let store = open();
    drop(store.view().unwrap());
    runtime.block_on(store.close()).unwrap();
    drop(store);
    let started = size(temp.path());
    store::compact(temp.path()).unwrap();
    let compact = size(temp.path());
    let times = |bytes: u64| format!("{:.2}", bytes as f64 / live as f64);
    println!(
        "{name:20} {:>6} MB {:>9} {:>9} {:>9} {:>9} {took:>10.1?}",
        live / 1_000_000,
        times(first),
        times(ten),
        times(started),
        times(compact)
    );
}

fn all(shape: &[(u64, usize)], store: &Store, runtime: &tokio::runtime::Runtime, round: u64) {
    for (kind, (count, length)) in shape.iter().enumerate() {
        for first in (0..*count).step_by(TOGETHER as usize) {
            put_many(store, round, kind as u64, first..(first + TOGETHER).min(*count), *length);
            if first % (TOGETHER * 4) == 0 {
                runtime.block_on(store.settled()).unwrap();
            }
        }
    }
    runtime.block_on(store.settled()).unwrap();
}

/// Spread, as keys by a hash are.
fn put_many(store: &Store, round: u64, kind: u64, entries: std::ops::Range<u64>, length: usize) {
    let mut batch = Batch::new();
    for entry in entries {
        let spread = entry.wrapping_mul(0x9E37_79B9_7F4A_7C15);
        batch.put(Key::of(Space::Test).u64(spread).u64(kind), {
            let mut value = vec![entry as u8; length];
            value.iter_mut().zip(round.to_be_bytes()).for_each(|(to, byte)| *to = byte);
            value
        });
    }
    store.commit(batch).unwrap();
}

fn size(folder: &Path) -> u64 {
    let entries = std::fs::read_dir(folder).expect("a folder").map(|entry| entry.unwrap());
    entries
        .filter_map(|entry| match entry.file_type().ok()?.is_dir() {
            true => Some(size(&entry.path())),
            // It may be gone by now.
            false => Some(entry.metadata().ok()?.len()),
        })
        .sum()
}
