use std::collections::BTreeMap;
use std::fs;

use base::entropy::Entropy;
use bytes::Bytes;
use futures::StreamExt as _;
use proptest::prelude::*;

use super::super::memory::BlobMemory;
use super::super::{Blob, Home, INLINE_LIMIT, Staging};
use super::*;
use crate::blob::Large;

const KIBIBYTE: usize = 1024;

/// Blobs in a memory, as a state holds them.
struct World {
    budget: u64,
    memory: BlobMemory,
    runtime: tokio::runtime::Runtime,
    drawn: Entropy,
}

impl World {
    fn new(budget: u64, spill: Spill) -> World {
        World {
            budget,
            memory: BlobMemory::spilling_to(budget, spill),
            runtime: tokio::runtime::Builder::new_current_thread().build().unwrap(),
            drawn: Entropy::seeded(1),
        }
    }

    fn bytes(&self, len: usize) -> Bytes {
        let mut all = vec![0; len];
        self.drawn.fill(&mut all);
        all.into()
    }

    fn stage(&self) -> Staging {
        Staging::new(Home::Memory(self.memory.clone()), self.drawn.u64())
    }

    /// Bytes that came in pieces of such lengths, and what became of them.
    fn put(&self, lengths: &[usize]) -> crate::Result<(Vec<u8>, Blob, Large)> {
        let mut staging = self.stage();
        let mut all = Vec::new();
        self.runtime.block_on(async {
            for len in lengths {
                let piece = self.bytes(*len);
                all.extend_from_slice(&piece);
                staging.write(piece).await?;
                assert!(self.memory.held_bytes() <= self.budget);
            }
            let staged = staging.finish().await?;
            Ok((all, staged.blob(), staged.named().unwrap()))
        })
    }

    fn read(&self, blob: Blob, large: &Large, range: std::ops::Range<u64>) -> Vec<u8> {
        let mut reader = large.read(blob, range).unwrap();
        self.runtime.block_on(async {
            let mut all = Vec::new();
            while let Some(piece) = reader.next().await {
                all.extend_from_slice(&piece.unwrap());
            }
            all
        })
    }

    /// Waits for what goes on behind the callers, as a runtime does that ends, and says what is taken then: memory, room, and
    /// the file system's word for the room of the segment that is written.
    fn taken(&mut self) -> (u64, u64, u64) {
        let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
        drop(mem::replace(&mut self.runtime, runtime));
        let open = self.memory.spill().open.lock();
        let on_disk = open.as_ref().map_or(0, |open| open.segment.room_on_disk());
        (self.memory.held_bytes(), self.memory.spilled_bytes(), on_disk)
    }
}

#[derive(Clone, Debug)]
enum Step {
    Put(Vec<usize>),
    Read(prop::sample::Index, u64, u64),
    Drop(prop::sample::Index),
    /// Begun, and not finished.
    GiveUp(Vec<usize>),
}

fn step() -> impl Strategy<Value = Step> {
    let length = prop_oneof![
        1..100_usize,
        Just(4096),
        Just(64 * KIBIBYTE),
        10 * KIBIBYTE..200 * KIBIBYTE,
        500 * KIBIBYTE..600 * KIBIBYTE
    ];
    let lengths = move || prop::collection::vec(length.clone(), 1..8);
    prop_oneof![
        4 => lengths().prop_map(Step::Put),
        1 => lengths().prop_map(Step::GiveUp),
        4 => (any::<prop::sample::Index>(), 0..2_000_000_u64, 0..2_000_000_u64).prop_map(|(i, a, b)| Step::Read(i, a, b)),
        3 => any::<prop::sample::Index>().prop_map(Step::Drop),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 40, failure_persistence: None, ..ProptestConfig::default() })]
    /// Our promise: where the bytes are shows in nothing but the room that they take, and neither memory nor disk is taken by
    /// what is gone.
    #[test]
    fn blobs_are_what_was_written_wherever_they_are(
        budget in prop_oneof![Just(0), Just(300 * KIBIBYTE as u64), Just(2 << 20)],
        steps in prop::collection::vec(step(), 1..40),
    ) {
        let temp = tempfile::tempdir().unwrap();
        let mut world = World::new(budget, Spill::of_segments(temp.path().into(), 1 << 20));
        let mut model: BTreeMap<u64, (Vec<u8>, Blob, Large)> = BTreeMap::new();
        for step in steps {
            match step {
                Step::Put(lengths) if lengths.iter().sum::<usize>() as u64 > INLINE_LIMIT => {
                    let put = world.put(&lengths).unwrap();
                    model.insert(put.1.id, put);
                }
                Step::Put(_) => {}
                Step::GiveUp(lengths) => {
                    let mut staging = world.stage();
                    world.runtime.block_on(async {
                        for len in lengths {
                            staging.write(world.bytes(len)).await.unwrap();
                        }
                    });
                }
                Step::Read(index, a, b) => {
                    let Some((_, (all, blob, large))) = nth(&model, index) else { continue };
                    let len = all.len() as u64;
                    let (from, to) = (a.min(b).min(len), a.max(b).min(len));
                    prop_assert!(world.read(*blob, large, from..to) == all[from as usize..to as usize]);
                }
                Step::Drop(index) => {
                    let Some(id) = nth(&model, index).map(|(id, _)| *id) else { continue };
                    model.remove(&id);
                }
            }
            prop_assert!(world.memory.held_bytes() <= budget);
        }
        // Every file is without a name from its first moment.
        prop_assert_eq!(fs::read_dir(temp.path()).unwrap().count(), 0);
        for (all, blob, large) in model.values() {
            prop_assert!(world.read(*blob, large, 0..all.len() as u64) == *all);
        }
        let (mut held, mut spilled) = (0, 0);
        for (all, _, large) in model.values() {
            match large {
                Large::Pieces(_) => held += all.len() as u64,
                _ => spilled += (all.len() as u64).next_multiple_of(BLOCK_BYTES),
            }
        }
        let (held_now, spilled_now, on_disk) = world.taken();
        prop_assert_eq!((held_now, spilled_now), (held, spilled));
        prop_assert!(on_disk <= spilled, "{} bytes on the disk for {}", on_disk, spilled);
        drop(model);
        prop_assert_eq!(world.taken(), (0, 0, 0));
        prop_assert!(world.memory.spill().segments() <= 1);
    }
}

/// Our promise: what is beyond the budget needs few open files, whatever its number and whatever stays of it.
#[test]
fn many_blobs_are_in_few_files() {
    let temp = tempfile::tempdir().unwrap();
    // In the proportions of 3 000 blobs of a mebibyte, and segments of a gibibyte.
    let world = World::new(0, Spill::of_segments(temp.path().into(), 32 << 20));
    let blobs: Vec<_> = (0..3_000).map(|_| world.put(&[32 * KIBIBYTE]).unwrap()).collect();
    assert_eq!(world.memory.spill().segments(), 3);
    assert!(world.read(blobs[2_999].1, &blobs[2_999].2, 0..32 * 1024) == blobs[2_999].0);
    // One blob stays of each segment, for ever.
    let world = World::new(0, Spill::of_segments(temp.path().into(), 64 << 10));
    let mut stay = Vec::new();
    for n in 0..4_000 {
        let blob = world.put(&[32 * KIBIBYTE]).unwrap();
        if n % 2 == 0 {
            stay.push(blob);
        }
    }
    let segments = world.memory.spill().segments();
    assert!(segments <= 8 * 16, "{segments}");
}

/// Our promise, where the file system makes holes: the room of what is gone is the disk's at once.
#[cfg(target_os = "linux")]
#[test]
fn the_room_of_what_is_gone_is_the_disks() {
    let temp = tempfile::tempdir().unwrap();
    let mut world = World::new(0, Spill::new(temp.path().into()));
    // Lengths that are no multiples of a block, in pieces that are none.
    let lengths = [100_000_usize, 333_333, 200_001];
    let mut blobs: Vec<_> = (0..20).map(|_| world.put(&lengths).unwrap()).collect();
    let each = (lengths.iter().sum::<usize>() as u64).next_multiple_of(BLOCK_BYTES);
    assert_eq!(world.taken().1, 20 * each);
    let before = world.taken().2;
    assert!(before >= 20 * each);
    let mut at = 0;
    blobs.retain(|_| {
        at += 1;
        at % 2 == 0
    });
    let (_, spilled, after) = world.taken();
    assert_eq!(spilled, 10 * each);
    assert_eq!(before - after, 10 * each);
    for (all, blob, large) in &blobs {
        assert!(world.read(*blob, large, 0..all.len() as u64) == *all);
    }
    drop(blobs);
    assert_eq!(world.taken(), (0, 0, 0));
}

/// Our promise: a long body alone is one extent, and one that spills lately gives back its memory.
#[test]
fn what_follows_itself_is_one_extent() {
    let temp = tempfile::tempdir().unwrap();
    let mut world = World::new(4 << 20, Spill::new(temp.path().into()));
    let (all, blob, large) = world.put(&[700_001; 40]).unwrap();
    let Large::Spilled(spilled) = &large else { panic!("{large:?}") };
    assert_eq!(spilled.extents(), 1);
    assert_eq!(world.taken().0, 0);
    assert!(world.read(blob, &large, 0..all.len() as u64) == all);
}

fn nth<V>(model: &BTreeMap<u64, V>, index: prop::sample::Index) -> Option<(&u64, &V)> {
    if model.is_empty() { None } else { model.iter().nth(index.index(model.len())) }
}
