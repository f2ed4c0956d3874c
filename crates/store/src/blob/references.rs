//! Counts of references: a blob is there as long as a record of the state names it, and no longer.

use std::collections::HashMap;

use bytes::Bytes;

use super::{Blob, Large, Staged};
use crate::Result;
use crate::batch::Batch;
use crate::error::Error;
use crate::log::Write;
use crate::space::{Key, Space};
use crate::state::State;

/// What a batch changes about blobs: worked out before anything is changed.
#[derive(Debug, Default)]
pub(crate) struct References {
    /// The counts, and with small blobs their bytes.
    pub(crate) writes: Vec<Write>,
    /// Large blobs without a reference from now on.
    pub(crate) gone: Vec<u64>,
}

impl References {
    /// What a batch changes in a state.
    pub(crate) fn of(batch: &Batch, state: &State) -> Result<References> {
        let mut changes = Changes::default();
        for staged in &batch.created {
            let change = changes.of(staged.blob());
            change.by += 1;
            change.bytes = Some(staged.small().unwrap_or_default());
        }
        batch.linked.iter().for_each(|blob| changes.of(*blob).by += 1);
        batch.unlinked.iter().for_each(|blob| changes.of(*blob).by -= 1);
        let mut references = References::default();
        for change in changes.0.into_values() {
            let blob = change.blob;
            let (key, value) = counted(change, state)?;
            if value.is_none() && !blob.is_inline() {
                references.gone.push(blob.id);
            }
            references.writes.push((key.into_bytes(), value));
        }
        Ok(references)
    }
}

/// Puts the bytes of large staged blobs into a state whose records name them now.
pub(crate) fn place(staged: Vec<Staged>, state: &mut State) {
    for staged in staged {
        let id = staged.blob().id;
        if let Some(large) = staged.named() {
            state.put_large(id, large);
        }
    }
}

/// Gives each large blob that a state's records count its bytes, which are in files.
pub(crate) fn find_large(state: &mut State, file: impl Fn(u64) -> Large) -> Result<()> {
    let ids = large_ids(&state.keys_of(Space::BlobCount)?)?;
    ids.into_iter().for_each(|id| state.put_large(id, file(id)));
    Ok(())
}

/// The ids of the large blobs that are counted by these keys.
pub(crate) fn large_ids(keys: &[Bytes]) -> Result<Vec<u64>> {
    let id = |key: &Bytes| key.get(1..)?.try_into().ok().map(u64::from_be_bytes);
    let damaged = || Error::Damaged("the id of a blob cannot be read".into());
    keys.iter().map(|key| id(key).ok_or_else(damaged)).collect()
}

/// The bytes of a small blob.
pub(crate) fn small(blob: Blob, state: &State) -> Result<Bytes> {
    let value = state.get(small_key(blob.id).as_bytes())?;
    let (_, bytes) = split(&value.ok_or_else(|| Error::NoBlob(blob.id.to_string()))?)?;
    Ok(bytes)
}

/// Whether a small or a large blob has that id.
pub(crate) fn is_taken(id: u64, state: &State) -> Result<bool> {
    Ok(state.has_large(id) || state.get(small_key(id).as_bytes())?.is_some())
}

/// What is to be written for a change of a count: nothing is left of a blob without a reference.
fn counted(change: Change, state: &State) -> Result<(Key, Option<Bytes>)> {
    let Change { blob, by, bytes } = change;
    let key = key_of(blob);
    let (before, bytes) = match bytes {
        Some(bytes) => (0, bytes),
        None => state.get(key.as_bytes())?.as_ref().map_or_else(|| Ok((0, Bytes::new())), split)?,
    };
    let count = before + by;
    if count < 0 {
        tracing::error!(blob = blob.id, count, "more references to a blob were given back than taken");
    }
    if count <= 0 {
        return Ok((key, None));
    }
    let mut value = Vec::with_capacity(COUNT_BYTES + bytes.len());
    value.extend_from_slice(&count.to_be_bytes());
    value.extend_from_slice(&bytes);
    Ok((key, Some(value.into())))
}

/// By how much the count of one blob changes, and its bytes if it is new: none of a large one.
struct Change {
    blob: Blob,
    by: i64,
    bytes: Option<Bytes>,
}

/// The changes of a batch: one for each blob.
#[derive(Default)]
struct Changes(HashMap<Blob, Change>);

impl Changes {
    fn of(&mut self, blob: Blob) -> &mut Change {
        self.0.entry(blob).or_insert(Change { blob, by: 0, bytes: None })
    }
}

/// The length of a count of references, in bytes. A value begins with it; the bytes of a small blob follow.
const COUNT_BYTES: usize = 8;

fn key_of(blob: Blob) -> Key {
    if blob.is_inline() { small_key(blob.id) } else { large_key(blob.id) }
}

fn small_key(id: u64) -> Key {
    Key::of(Space::BlobData).u64(id)
}

fn large_key(id: u64) -> Key {
    Key::of(Space::BlobCount).u64(id)
}

fn split(value: &Bytes) -> Result<(i64, Bytes)> {
    let count = value.first_chunk().copied().map(i64::from_be_bytes);
    let count =
        count.ok_or_else(|| Error::Damaged("the count of a blob's references cannot be read".into()))?;
    Ok((count, value.slice(COUNT_BYTES..)))
}
