//! The door of renames: an object of a directory bucket gets another key, in place of what was there. It stays what it was, its
//! times too.
//!
//! <https://docs.aws.amazon.com/AmazonS3/latest/API/API_RenameObject.html>

use std::collections::VecDeque;

use parking_lot::Mutex;
use store::Batch;

use crate::context::Context;
use crate::engine::commit::{ObjectPlace, fresh};
use crate::engine::{Engine, decide, uploads};
use crate::error::{Code, Error, Result};
use crate::object::{self, Version};

/// The renames that are remembered, the latest. Whoever asks again does so within seconds.
const MOST_REMEMBERED: usize = 1024;

/// A rename that a client may ask for again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Remembered {
    /// The bucket's id.
    pub(crate) bucket: u64,
    /// The client's token.
    pub(crate) token: String,
    /// What it asked for.
    pub(crate) asked: String,
}

/// The renames of late.
#[derive(Debug, Default)]
pub(crate) struct Renames(Mutex<VecDeque<Remembered>>);

impl Renames {
    /// Whether this was done already. Refuses another request with the same token.
    fn is_done(&self, rename: &Remembered) -> Result<bool> {
        let known = self.0.lock();
        let mut same = known.iter().filter(|it| it.bucket == rename.bucket && it.token == rename.token);
        match same.next() {
            None => Ok(false),
            Some(before) if before == rename => Ok(true),
            Some(_) => Err(Error::of(Code::IdempotencyParameterMismatch)),
        }
    }

    fn remember(&self, rename: Remembered) {
        let mut known = self.0.lock();
        if known.len() >= MOST_REMEMBERED {
            known.pop_front();
        }
        known.push_back(rename);
    }
}

/// Gives the object of the key `from` the key of `place`, if `check` agrees with the object and with what it replaces.
pub(crate) fn rename(
    engine: &Engine,
    cx: &Context,
    (place, from): (ObjectPlace<'_>, &str),
    remembered: Option<Remembered>,
    check: impl Fn(&Version, Option<&Version>) -> Result<()>,
) -> Result<()> {
    let id = place.bucket.id;
    let _guards = engine.lock_all([(id, place.key), (id, from)]);
    if let Some(rename) = &remembered
        && engine.renames.is_done(rename)?
    {
        return Ok(());
    }
    decide::and_commit(engine, Batch::new(), |store, batch| {
        let bucket = fresh(store, cx, place.bucket)?;
        let (version, object) = object::readable(store, &bucket, from, None, "PUT")?;
        let version = Version { object: Some(object), ..version };
        let replaced = object::newest(store, &bucket, place.key)?;
        check(&version, replaced.as_ref())?;
        if let Some(replaced) = &replaced {
            replaced.blobs().for_each(|blob| batch.unlink(blob));
            batch.delete(object::key(id, place.key, replaced.order));
        }
        uploads::note_delete(store, id, from, batch)?;
        batch.delete(object::key(id, from, version.order));
        let renamed = Version { sequence: engine.sequence(cx.call.now), ..version };
        batch.put(object::key(id, place.key, renamed.order), renamed.encode()?);
        Ok(())
    })?;
    if let Some(rename) = remembered {
        engine.renames.remember(rename);
    }
    Ok(())
}
