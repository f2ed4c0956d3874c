//! The door of buckets: a bucket's record is made, changed or removed while nothing else is written anywhere.

use store::Batch;

use crate::bucket::notification::NotificationRules;
use crate::bucket::{self, Bucket};
use crate::context::Context;
use crate::engine::{Engine, notifications, uploads};
use crate::error::{Error, Result};
use crate::tag::Tag;

/// Makes a bucket, or changes the one that is there: `decide` says what it is to be.
pub(crate) fn make(
    engine: &Engine,
    cx: &Context,
    name: &str,
    decide: impl FnOnce(Option<Bucket>) -> Result<Bucket>,
) -> Result<()> {
    let _guard = engine.lock_everything();
    let bucket = decide(bucket::find(&engine.store, cx, name)?)?;
    let mut batch = Batch::new();
    batch.put(bucket::key(cx, name), bucket.encode()?);
    engine.commit(batch)
}

/// Removes a bucket if `check` agrees. Uploads that were never completed do not keep it; their parts go with it.
pub(crate) fn remove(
    engine: &Engine,
    cx: &Context,
    known: &Bucket,
    check: impl FnOnce(&Bucket) -> Result<()>,
) -> Result<()> {
    let _guard = engine.lock_everything();
    let bucket = still_there(engine, cx, known)?;
    check(&bucket)?;
    let mut batch = Batch::new();
    uploads::remove_all(&engine.store, bucket.id, &mut batch)?;
    batch.delete(bucket::key(cx, &bucket.name));
    engine.commit(batch)
}

/// Changes the settings of a bucket that is there.
pub(crate) fn change(
    engine: &Engine,
    cx: &Context,
    known: &Bucket,
    change: impl FnOnce(&mut Bucket),
) -> Result<()> {
    change_with(engine, cx, known, |bucket, _| {
        change(bucket);
        Ok(())
    })
}

/// Changes the tags of a bucket: `decide` makes them of those that are there.
pub(crate) fn retag(
    engine: &Engine,
    cx: &Context,
    known: &Bucket,
    decide: impl FnOnce(&[Tag]) -> Result<Vec<Tag>>,
) -> Result<()> {
    change_with(engine, cx, known, |bucket, _| {
        bucket.tags = decide(&bucket.tags)?;
        Ok(())
    })
}

/// Changes where a bucket's events go. New targets that want it get an event that tests the way.
pub(crate) fn set_notifications(
    engine: &Engine,
    cx: &Context,
    known: &Bucket,
    rules: NotificationRules,
) -> Result<()> {
    change_with(engine, cx, known, |bucket, batch| {
        for rule in rules.0.iter().filter(|rule| !bucket.notifications.0.contains(rule)) {
            notifications::note_test(batch, engine, cx, bucket, rule)?;
        }
        bucket.notifications = rules;
        Ok(())
    })
}

fn change_with(
    engine: &Engine,
    cx: &Context,
    known: &Bucket,
    change: impl FnOnce(&mut Bucket, &mut Batch) -> Result<()>,
) -> Result<()> {
    let _guard = engine.lock_everything();
    let mut bucket = still_there(engine, cx, known)?;
    let mut batch = Batch::new();
    change(&mut bucket, &mut batch)?;
    batch.put(bucket::key(cx, &bucket.name), bucket.encode()?);
    engine.commit(batch)
}

/// The bucket as it is now, under the lock.
fn still_there(engine: &Engine, cx: &Context, known: &Bucket) -> Result<Bucket> {
    let found = bucket::find(&engine.store, cx, &known.name)?.filter(|found| found.id == known.id);
    found.ok_or_else(|| Error::no_such_bucket(&known.name))
}
