//! How many bytes there may be of what DynamoDB keeps for a time, and how many there are: stream records, and undo records.
//! Each commit that adds some is counted by its writer, each that takes some away by who removes; after a start or an
//! exchange what is in one view of the store is counted apart, and each commit behind the view as always.

use std::sync::atomic::{AtomicU64, Ordering};

use parking_lot::Mutex;
use store::{Key, Seq, Space, View};

use crate::error::Result;
use crate::item::record_key::{RecordKey, sub};

/// What the store takes in memory for an entry beside the bytes of its key and value, about.
const ENTRY_BYTES: usize = 128;
/// Where there is too much, so much goes that this part of the budget is free: one look and one line of the log for many
/// records.
const FREED: u64 = 8;

/// What an entry counts, in bytes.
pub(crate) fn size(key: &[u8], value: &[u8]) -> u64 {
    (key.len() + value.len() + ENTRY_BYTES) as u64
}

/// The two budgets of an engine.
#[derive(Debug)]
pub(crate) struct Budgets {
    /// Of the records of all streams.
    pub(crate) streams: Budget,
    /// Of the undo records of all tables.
    pub(crate) undo: Budget,
}

impl Budgets {
    /// With so many bytes for the records of streams, and so many for undo records.
    pub(crate) fn new(stream_bytes: u64, undo_bytes: u64) -> Budgets {
        let below = |sub| RecordKey::of(sub).into_key();
        Budgets {
            streams: Budget::new(stream_bytes, vec![Key::of(Space::DdbRecord)]),
            undo: Budget::new(undo_bytes, vec![below(sub::HISTORY), below(sub::HISTORY_ORDER)]),
        }
    }

    /// The one that a key counts in.
    pub(crate) fn of_key(&self, key: &[u8]) -> Option<&Budget> {
        [&self.streams, &self.undo].into_iter().find(|budget| budget.has(key))
    }
}

/// How much there may be of one kind of records, and how much there is.
#[derive(Debug)]
pub(crate) struct Budget {
    most_bytes: u64,
    /// What the keys of its records begin with.
    prefixes: Vec<Key>,
    kept: Mutex<Kept>,
    /// How many records were dropped for this since the process began.
    dropped: AtomicU64,
}

/// What there is.
#[derive(Debug)]
struct Kept {
    /// The epoch whose state is counted; nothing before the first count.
    epoch: Option<u64>,
    /// Commits behind this one are added.
    since: Seq,
    /// Below zero while a count is under way in which there is more than was taken away meanwhile.
    bytes: i64,
    /// Whether what was there before is in it.
    is_whole: bool,
    /// Whether somebody was told already that it is too much.
    is_told: bool,
}

impl Budget {
    fn new(most_bytes: u64, prefixes: Vec<Key>) -> Budget {
        // Nothing is behind the greatest number of all: a count that is to begin will see it.
        let kept = Kept { epoch: None, since: Seq(u64::MAX), bytes: 0, is_whole: false, is_told: false };
        Budget { most_bytes, prefixes, kept: Mutex::new(kept), dropped: AtomicU64::new(0) }
    }

    fn has(&self, key: &[u8]) -> bool {
        self.prefixes.iter().any(|prefix| key.starts_with(prefix.as_bytes()))
    }

    /// A commit has added so many bytes. True if that is too much, once: somebody is to be told.
    pub(crate) fn grew(&self, commit: Seq, bytes: u64) -> bool {
        let mut kept = self.kept.lock();
        kept.add(commit, signed(bytes));
        let tells = !kept.is_told && self.excess_of(&kept) > 0;
        kept.is_told |= tells;
        tells
    }

    /// A commit has taken so many bytes away.
    pub(crate) fn shrank(&self, commit: Seq, bytes: u64) {
        self.kept.lock().add(commit, -signed(bytes));
    }

    /// Whether what is there in this epoch is known.
    pub(crate) fn is_known(&self, epoch: u64) -> bool {
        let kept = self.kept.lock();
        kept.is_whole && kept.epoch == Some(epoch)
    }

    /// Counts what is there. `take` takes a view of the store, and does not wait: writers may wait for it.
    pub(crate) fn count(&self, take: impl FnOnce() -> Result<View>) -> Result<()> {
        let view = {
            let mut kept = self.kept.lock();
            let view = take()?;
            // Who has committed what is in the view, and comes to say so now, is not heard.
            let (epoch, since) = (Some(view.epoch()), view.seq());
            *kept = Kept { epoch, since, bytes: 0, is_whole: false, is_told: false };
            view
        };
        let mut bytes = 0;
        for prefix in &self.prefixes {
            view.scan_prefix(prefix, &mut |key, value| {
                bytes += signed(size(key, value));
                std::ops::ControlFlow::Continue(())
            })?;
        }
        let mut kept = self.kept.lock();
        if kept.epoch == Some(view.epoch()) {
            kept.bytes += bytes;
            kept.is_whole = true;
        }
        Ok(())
    }

    /// How many bytes are to go: none while it is within its limit. From now on somebody is told again.
    pub(crate) fn to_free(&self) -> u64 {
        let mut kept = self.kept.lock();
        kept.is_told = false;
        match self.excess_of(&kept) {
            0 => 0,
            excess => excess + self.most_bytes / FREED,
        }
    }

    /// All that can go has gone. If it is too much still, nobody is told before the next look.
    pub(crate) fn rest(&self) {
        let mut kept = self.kept.lock();
        kept.is_told |= self.excess_of(&kept) > 0;
    }

    fn excess_of(&self, kept: &Kept) -> u64 {
        if !kept.is_whole {
            return 0;
        }
        u64::try_from(kept.bytes).unwrap_or(0).saturating_sub(self.most_bytes)
    }

    /// So many records were dropped because there were too many; how many that are in all.
    pub(crate) fn note_dropped(&self, records: u64) -> u64 {
        self.dropped.fetch_add(records, Ordering::Relaxed) + records
    }

    /// How many records were dropped since the process began.
    pub(crate) fn dropped(&self) -> u64 {
        self.dropped.load(Ordering::Relaxed)
    }
}

impl Kept {
    /// Unless the count sees it, or one that is to begin will.
    fn add(&mut self, commit: Seq, bytes: i64) {
        if commit.0 > self.since.0 {
            self.bytes = self.bytes.saturating_add(bytes);
        }
    }
}

fn signed(bytes: u64) -> i64 {
    i64::try_from(bytes).unwrap_or(i64::MAX)
}
