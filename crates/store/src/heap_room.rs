//! Room on the heap ahead of what is kept.
//!
//! glibc makes the heap of a thread other than the first larger by a page at a time, each with a call of the system. Requests
//! that add to the state, such as messages to a queue, would make one for every two or three of them. To take a long piece and
//! give it back makes the heap larger by that at once: it stays so, as glibc keeps 128 KiB before it gives memory back.

use std::cell::Cell;
use std::hint::black_box;

use crate::log::Write;

/// What is taken: shorter than what glibc keeps for the next ones, and than what it takes from the system by itself.
const ROOM: usize = 96 << 10;
/// After so much that was kept.
const EVERY: usize = ROOM / 2;
/// About what an entry takes beside its bytes.
const ENTRY: usize = 128;

thread_local! {
    static KEPT: Cell<usize> = const { Cell::new(0) };
}

/// How many bytes these writes keep.
pub(crate) fn kept(writes: &[Write]) -> usize {
    let kept = |(key, value): &Write| value.as_ref().map_or(0, |value| key.len() + value.len() + ENTRY);
    writes.iter().map(kept).sum()
}

/// Makes room where so many bytes more are kept.
pub(crate) fn make(kept: usize) {
    let all = KEPT.get() + kept;
    KEPT.set(if all < EVERY { all } else { 0 });
    if all >= EVERY {
        drop(black_box(Vec::<u8>::with_capacity(ROOM)));
    }
}
