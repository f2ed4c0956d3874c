//! The door of settings: records beside the bucket's own, so that who writes objects relies on those that it looked at and on
//! no other.

use std::ops::ControlFlow;

use store::{Batch, Key};

use crate::bucket::{self, Bucket};
use crate::context::Context;
use crate::engine::buckets::still_there;
use crate::engine::{Engine, decide};
use crate::error::{Code, Error, Result};
use crate::reader::Reader;
use crate::setting::record::{self, Kept};
use crate::setting::{KEPT, Setting, page};

/// Puts a setting. `decide` says what is kept by what is there.
pub(crate) fn put(
    engine: &Engine,
    cx: &Context,
    known: &Bucket,
    (setting, id): (&Setting, &str),
    decide: impl Fn(&Reader, &Bucket) -> Result<Kept>,
) -> Result<()> {
    decide::and_commit(engine, Batch::new(), |store, batch| {
        let mut bucket = still_there(store, cx, known)?;
        let kept = decide(store, &bucket)?;
        touch(cx, &mut bucket, setting, batch)?;
        let key = record::key(bucket.id, setting, id);
        if setting.listed_as.is_some() && store.get(key.as_bytes())?.is_none() {
            page::has_room(store, &bucket, setting)?;
        }
        batch.put(key, kept.encode()?);
        Ok(())
    })
}

/// Deletes a setting. Some must be there.
pub(crate) fn delete(
    engine: &Engine,
    cx: &Context,
    known: &Bucket,
    (setting, id): (&Setting, &str),
) -> Result<()> {
    decide::and_commit(engine, Batch::new(), |store, batch| {
        let mut bucket = still_there(store, cx, known)?;
        let key = record::key(bucket.id, setting, id);
        if let Some(code) = setting.nothing
            && store.get(key.as_bytes())?.is_none()
        {
            return Err(Error::not_configured(code, &bucket.name));
        }
        touch(cx, &mut bucket, setting, batch)?;
        match setting.once_deleted {
            Some(_) => batch.put(key, record::deleted()),
            None => batch.delete(key),
        }
        Ok(())
    })
}

/// Tells all who use the bucket that it has a record of a setting from now on.
fn touch(cx: &Context, bucket: &mut Bucket, setting: &Setting, batch: &mut Batch) -> Result<()> {
    if bucket.touch(setting.kind) {
        batch.put(bucket::key(cx, &bucket.name), bucket.encode()?);
    }
    Ok(())
}

/// Says of what an operation keeps and does not act that it does not: in the log, or to the client.
pub(crate) fn notice_kept(engine: &Engine, operation: &'static str, what: &'static str) -> Result<()> {
    if engine.settings.strict {
        let message = format!("{operation} of s3 keeps {what} without effect, and strict is on.");
        return Err(Error::saying(Code::NotImplemented, message));
    }
    tracing::info!(service = "s3", operation, "{KEPT}");
    Ok(())
}

/// All of them go with the bucket.
pub(super) fn remove_all(store: &Reader, bucket: u64, batch: &mut Batch) -> Result<()> {
    let mut keys = Vec::new();
    store.scan_prefix(&record::of_bucket(bucket), &mut |raw, _| {
        keys.push(Key::stored(raw));
        ControlFlow::Continue(())
    })?;
    keys.into_iter().for_each(|key| batch.delete(key));
    Ok(())
}
