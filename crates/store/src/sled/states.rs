//! Which tree holds the present state, and which a checkpoint.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicU64, Ordering};

use bytes::Bytes;

use super::call::Calls;
use crate::Result;
use crate::error::Error;
use crate::space::{Fields, Key, Space};

/// The tree of the pointers. They stand under [`Space::Meta`], so that they could live in one tree with a state if
/// an engine had but one.
const META: &str = "meta";

/// What the names of the trees that hold a state begin with; a number follows.
const STATE: &str = "state-";

pub(super) struct States {
    db: sled::Db,
    meta: sled::Tree,
    calls: Calls,
    present: State,
    checkpoints: BTreeMap<String, State>,
    /// Above the number of every tree that there is.
    next: AtomicU64,
}

/// A tree that holds a state.
pub(super) struct State {
    number: u64,
    tree: sled::Tree,
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
                Ok(State { number, tree: calls.guard(|| db.open_tree(name_of(number)))? })
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
                let state = State { number: next, tree: calls.guard(|| db.open_tree(name_of(next)))? };
                next += 1;
                calls.guard(|| meta.insert(present_key(), &state.number.to_be_bytes()))?;
                state
            }
        };
        for left in numbers {
            calls.guard(|| db.drop_tree(name_of(left)))?;
        }
        Ok(States { db: db.clone(), meta, calls: calls.clone(), present, checkpoints, next: next.into() })
    }

    pub(super) fn present(&self) -> &sled::Tree {
        &self.present.tree
    }

    pub(super) fn of_checkpoint(&self, name: &str) -> Option<&sled::Tree> {
        self.checkpoints.get(name).map(|state| &state.tree)
    }

    pub(super) fn checkpoint_names(&self) -> Vec<String> {
        self.checkpoints.keys().cloned().collect()
    }

    /// A copy of the present state, durable, not yet named.
    pub(super) fn copy_of_present(&self) -> Result<State> {
        self.copy(Some(&self.present.tree))
    }

    /// A copy of a checkpoint, durable, not yet named.
    pub(super) fn copy_of_checkpoint(&self, name: &str) -> Result<State> {
        let kept = self.of_checkpoint(name).ok_or_else(|| Error::NoCheckpoint(name.to_owned()))?;
        self.copy(Some(kept))
    }

    /// A state without entries, durable, not yet named.
    pub(super) fn empty(&self) -> Result<State> {
        self.copy(None)
    }

    /// Names a checkpoint. Gives the state that had the name.
    pub(super) fn keep(&mut self, name: &str, copy: State) -> Result<Option<State>> {
        self.point(checkpoint_key().text(name), Some(copy.number))?;
        Ok(self.checkpoints.insert(name.to_owned(), copy))
    }

    /// Makes a state the present one. Gives what it was before.
    pub(super) fn adopt(&mut self, copy: State) -> Result<State> {
        self.point(present_key(), Some(copy.number))?;
        Ok(std::mem::replace(&mut self.present, copy))
    }

    /// Drops a checkpoint.
    pub(super) fn forget(&mut self, name: &str) -> Result<()> {
        if !self.checkpoints.contains_key(name) {
            return Ok(());
        }
        self.point(checkpoint_key().text(name), None)?;
        self.checkpoints.remove(name).map_or(Ok(()), |state| self.discard(&state))
    }

    /// Drops a state that nothing names any more. Opening drops it if this does not get so far.
    pub(super) fn discard(&self, state: &State) -> Result<()> {
        self.calls.guard(|| self.db.drop_tree(name_of(state.number)).map(drop))
    }

    fn copy(&self, from: Option<&sled::Tree>) -> Result<State> {
        let number = self.next.fetch_add(1, Ordering::Relaxed);
        let tree = self.calls.guard(|| self.db.open_tree(name_of(number)))?;
        let filled = self.calls.guard(|| {
            for entry in from.into_iter().flat_map(sled::Tree::iter) {
                let (key, value) = entry?;
                tree.insert(key, value)?;
            }
            self.db.flush()
        });
        let copy = State { number, tree };
        if let Err(cause) = filled {
            self.discard(&copy)?;
            return Err(cause);
        }
        Ok(copy)
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
