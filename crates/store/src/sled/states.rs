//! Which tree holds the present state, and which a checkpoint.

use std::collections::BTreeMap;
use std::fmt;
use std::ops::Bound;
use std::sync::Arc;

use bytes::Bytes;

use super::call::Calls;
use super::dropper::Dropping;
use super::values::Values;
use crate::Result;
use crate::blob::references::large_ids;
use crate::log::{Order, Stored, Visit, Write};
use crate::reading::Reading;
use crate::space::{Fields, Key, Space};
use crate::state::{Entries, State};
use crate::store::Found;

/// The tree of the pointers. They stand under [`Space::Meta`], so that they could live in one tree with a state if
/// an engine had but one.
const META: &str = "meta";

/// What the names of the trees that hold a state begin with; a number follows.
const STATE: &str = "state-";

/// How much is copied at once: sled writes a batch in no order, which leaves fewer halves of leaves behind than to add one entry
/// after another.
const TOGETHER: usize = 512;
const BYTES_TOGETHER: usize = 4 << 20;

/// The trees, of which one thread writes.
pub(super) struct States {
    db: sled::Db,
    meta: sled::Tree,
    calls: Calls,
    present: Tree,
    checkpoints: BTreeMap<String, Tree>,
    /// Written, and not named yet.
    unnamed: BTreeMap<u64, Tree>,
    /// Above the number of every tree that there is.
    next: u64,
}

/// A tree that holds a state.
#[derive(Clone)]
pub(super) struct Tree {
    number: u64,
    values: Values,
}

impl States {
    /// Reads the pointers, and drops what an interrupted exchange left behind.
    pub(super) fn recover(db: &sled::Db, calls: &Calls, new: bool) -> Result<States> {
        let meta = calls.guard(|| db.open_tree(META))?;
        let mut numbers: Vec<u64> = db.tree_names().iter().filter_map(|name| number_of(name)).collect();
        let mut next = numbers.iter().max().map_or(1, |last| last + 1);
        let mut named = |number: u64| match numbers.iter().position(|&n| n == number) {
            Some(at) => {
                numbers.swap_remove(at);
                Ok(Tree { number, values: calls.guard(|| Values::of(db.open_tree(name_of(number))?))? })
            }
            None => Err(calls.damaged("a state that it names is missing")),
        };
        let mut checkpoints = BTreeMap::new();
        for entry in meta.scan_prefix(checkpoint_key()) {
            let (key, value) = calls.guard(|| entry)?;
            let mut fields = Fields::of(&key);
            let name = fields.text().and_then(|_| fields.text());
            let name = name.ok_or_else(|| calls.damaged("the name of a checkpoint cannot be read"))?;
            checkpoints.insert(name, named(number_in(&value, calls)?)?);
        }
        let present = match calls.guard(|| meta.get(present_key()))? {
            Some(value) => named(number_in(&value, calls)?)?,
            None if !new => return Err(calls.damaged("nothing of what it held is left")),
            None => {
                let values = calls.guard(|| Values::of(db.open_tree(name_of(next))?))?;
                let state = Tree { number: next, values };
                next += 1;
                calls.guard(|| meta.insert(present_key(), &state.number.to_be_bytes()))?;
                // Before the folder counts as complete: from then on a missing pointer is damage.
                calls.guard(|| db.flush())?;
                state
            }
        };
        for left in numbers {
            calls.guard(|| db.drop_tree(name_of(left)))?;
        }
        Ok(States {
            db: db.clone(),
            meta,
            calls: calls.clone(),
            present,
            checkpoints,
            unnamed: BTreeMap::new(),
            next,
        })
    }

    /// The present state, and what the others are called and name.
    pub(super) fn found(&self) -> Result<Found> {
        let mut checkpoints = BTreeMap::new();
        for (name, tree) in &self.checkpoints {
            let mut keys = Vec::new();
            let (from, to) = (Key::of(Space::BlobCount), Key::of(Space::BlobCount).end());
            let mut counts = tree.values.range(from.from_here(), Bound::Excluded(to.as_bytes()));
            while let Some((key, _)) = self.calls.guard(|| counts.step(Order::Ascending))? {
                keys.push(Bytes::copy_from_slice(&key));
            }
            checkpoints.insert(name.clone(), large_ids(&keys)?);
        }
        let present = Present { values: self.present.values.clone(), calls: self.calls.clone() };
        Ok(Found { present: State::in_log(Arc::new(present)), checkpoints, reading: Reading::begun() })
    }

    /// The tree of a checkpoint, and how to read it.
    pub(super) fn checkpoint(&self, name: &str) -> Option<(Tree, Calls)> {
        Some((self.checkpoints.get(name)?.clone(), self.calls.clone()))
    }

    /// Writes one commit, or several together, to the present state: all of them or nothing.
    pub(super) fn write<'w>(&mut self, writes: impl Iterator<Item = &'w Write> + Clone) -> Result<()> {
        self.calls.guard(|| self.present.values.write(writes))
    }

    /// All that was written is durable on return.
    pub(super) fn flush(&self) -> Result<()> {
        self.calls.guard(|| self.db.flush().map(drop))
    }

    /// A state without entries, and without a name.
    pub(super) fn begin(&mut self) -> Result<Tree> {
        let number = self.next;
        self.next += 1;
        let values = self.calls.guard(|| Values::of(self.db.open_tree(name_of(number))?))?;
        Ok(Tree { number, values })
    }

    /// Writes entries to a state that is not named yet.
    pub(super) fn fill<'w>(
        &self,
        tree: &mut Tree,
        entries: impl Iterator<Item = (&'w [u8], &'w Bytes)>,
    ) -> Result<()> {
        self.calls.guard(|| {
            for (key, value) in entries {
                tree.values.add(key, value)?;
            }
            Ok(())
        })
    }

    /// Notes that a state is complete.
    pub(super) fn complete(&mut self, tree: Tree) -> Stored {
        let stored = Stored(tree.number);
        self.unnamed.insert(tree.number, tree);
        stored
    }

    /// Names a checkpoint, durably. Gives the state that had the name.
    pub(super) fn keep(&mut self, name: &str, stored: Stored) -> Result<Option<Tree>> {
        let tree = self.unnamed(stored)?;
        self.point(checkpoint_key().text(name), Some(tree.number))?;
        Ok(self.checkpoints.insert(name.to_owned(), tree))
    }

    /// Makes a state the present one, durably. Gives what it was before.
    pub(super) fn adopt(&mut self, stored: Stored) -> Result<Tree> {
        let tree = self.unnamed(stored)?;
        self.point(present_key(), Some(tree.number))?;
        Ok(std::mem::replace(&mut self.present, tree))
    }

    /// Takes a checkpoint's name away, durably. Gives the state that had it.
    pub(super) fn forget(&mut self, name: &str) -> Result<Option<Tree>> {
        if !self.checkpoints.contains_key(name) {
            return Ok(None);
        }
        self.point(checkpoint_key().text(name), None)?;
        Ok(self.checkpoints.remove(name))
    }

    /// Brings the states of a folder of an older format forward.
    pub(super) fn bring_forward(&mut self) -> Result<()> {
        let trees = self.checkpoints.values_mut().chain(std::iter::once(&mut self.present));
        for tree in trees {
            self.calls.guard(|| tree.values.bring_forward())?;
        }
        self.flush()
    }

    /// Copies all states into an empty place.
    pub(super) fn copy_to(&self, to: &mut States) -> Result<()> {
        for (name, tree) in &self.checkpoints {
            let mut copy = to.begin()?;
            tree.copy_to(&mut copy, &self.calls)?;
            let copy = to.complete(copy);
            to.keep(name, copy)?;
        }
        self.present.copy_to(&mut to.present, &self.calls)?;
        to.flush()
    }

    /// What drops a state that nothing names any more, and takes its time. Opening drops it if this does not get so far.
    pub(super) fn dropping(&self, tree: Tree) -> Dropping {
        let (db, calls) = (self.db.clone(), self.calls.clone());
        Box::new(move || calls.guard(|| db.drop_tree(name_of(tree.number)).map(drop)))
    }

    fn unnamed(&mut self, stored: Stored) -> Result<Tree> {
        let tree = self.unnamed.remove(&stored.0);
        tree.ok_or_else(|| self.calls.damaged("a state that was written is missing"))
    }

    /// Turns a pointer, durably.
    fn point(&self, key: Key, to: Option<u64>) -> Result<()> {
        self.calls.guard(|| {
            match to {
                Some(number) => self.meta.insert(key, &number.to_be_bytes())?,
                None => self.meta.remove(key)?,
            };
            self.db.flush().map(drop)
        })
    }
}

impl Tree {
    fn copy_to(&self, to: &mut Tree, calls: &Calls) -> Result<()> {
        calls.guard(|| {
            let (mut entries, mut slice, mut bytes) = (self.values.all(), Vec::new(), 0);
            while let Some((key, value)) = entries.step(Order::Ascending)? {
                bytes += key.len() + value.len();
                slice.push((Bytes::copy_from_slice(&key), Some(value)));
                if slice.len() >= TOGETHER || bytes >= BYTES_TOGETHER {
                    to.values.write(slice.iter())?;
                    slice.clear();
                    bytes = 0;
                }
            }
            to.values.write(slice.iter())
        })
    }

    /// All that it holds.
    pub(super) fn read(&self, calls: &Calls) -> Result<State> {
        calls.guard(|| {
            let mut entries = self.values.all();
            std::iter::from_fn(|| entries.step(Order::Ascending).transpose())
                .map(|entry| entry.map(|(key, value)| (Bytes::copy_from_slice(&key), value)))
                .collect()
        })
    }
}

/// The tree of the present state, while it is being read.
struct Present {
    values: Values,
    calls: Calls,
}

impl Entries for Present {
    fn get(&self, key: &[u8]) -> Result<Option<Bytes>> {
        self.calls.guard(|| self.values.get(key))
    }

    fn scan(&self, from: Bound<&[u8]>, to: Bound<&[u8]>, order: Order, visit: &mut Visit<'_>) -> Result<()> {
        let mut range = self.values.range(from, to);
        while let Some((key, value)) = self.calls.guard(|| range.step(order))? {
            if visit(&key, &value).is_break() {
                break;
            }
        }
        Ok(())
    }
}

impl fmt::Debug for Present {
    /// Without the contents, which sled's own would print.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Present").finish_non_exhaustive()
    }
}

fn present_key() -> Key {
    Key::of(Space::Meta).text("present")
}

fn checkpoint_key() -> Key {
    Key::of(Space::Meta).text("checkpoint")
}

fn name_of(number: u64) -> Bytes {
    format!("{STATE}{number}").into()
}

fn number_of(name: &[u8]) -> Option<u64> {
    std::str::from_utf8(name).ok()?.strip_prefix(STATE)?.parse().ok()
}

fn number_in(value: &[u8], calls: &Calls) -> Result<u64> {
    let bytes = value.try_into().map_err(|_| calls.damaged("a pointer to a state cannot be read"))?;
    Ok(u64::from_be_bytes(bytes))
}
