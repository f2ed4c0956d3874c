//! The door of buckets. Whoever writes into a bucket relies on its record, so a change or removal of it sends such a writer to
//! look again, and nobody waits.

use std::sync::Arc;

use store::Batch;

use crate::bucket::notification::NotificationRules;
use crate::bucket::{self, Bucket};
use crate::context::Context;
use crate::engine::{Engine, decide, notifications, settings, uploads};
use crate::error::{Error, Result};
use crate::reader::Reader;
use crate::setting::Setting;
use crate::setting::record::{self, Kept};
use crate::tag::Tag;

/// A bucket to be made.
pub(crate) struct NewBucket {
    pub(crate) bucket: Bucket,
    /// What is set of it from the beginning.
    pub(crate) settings: Vec<(&'static Setting, Kept)>,
}

/// Makes a bucket, unless there is one of that name: `check` says whether that is as good.
pub(crate) fn make(
    engine: &Engine,
    cx: &Context,
    name: &str,
    new: &NewBucket,
    check: impl Fn(&Bucket) -> Result<()>,
) -> Result<()> {
    decide::and_commit(engine, Batch::new(), |store, batch| {
        if let Some(existing) = bucket::find(store, cx, name)? {
            return check(&existing);
        }
        let mut bucket = new.bucket.clone();
        for (setting, kept) in &new.settings {
            bucket.touch(setting.kind);
            batch.put(record::key(bucket.id, setting, ""), kept.encode()?);
        }
        batch.put(bucket::key(cx, name), bucket.encode()?);
        Ok(())
    })
}

/// Removes a bucket if `check` agrees. Uploads that were never completed do not keep it; their parts go with it.
pub(crate) fn remove(
    engine: &Engine,
    cx: &Context,
    known: &Bucket,
    check: impl Fn(&Reader, &Bucket) -> Result<()>,
) -> Result<()> {
    decide::and_commit(engine, Batch::new(), |store, batch| {
        let bucket = still_there(store, cx, known)?;
        check(store, &bucket)?;
        uploads::remove_all(store, bucket.id, batch)?;
        settings::remove_all(store, bucket.id, batch)?;
        batch.delete(bucket::key(cx, &bucket.name));
        Ok(())
    })
}

/// Changes the settings of a bucket that is there.
pub(crate) fn change(
    engine: &Engine,
    cx: &Context,
    known: &Bucket,
    change: impl Fn(&mut Bucket),
) -> Result<()> {
    change_if(engine, cx, known, |_, _| Ok(()), change)
}

/// The same, if `check` agrees.
pub(crate) fn change_if(
    engine: &Engine,
    cx: &Context,
    known: &Bucket,
    check: impl Fn(&Reader, &Bucket) -> Result<()>,
    change: impl Fn(&mut Bucket),
) -> Result<()> {
    change_with(engine, cx, known, |store, bucket, _| {
        check(store, bucket)?;
        change(bucket);
        Ok(())
    })
}

/// Changes the tags of a bucket: `decide` makes them of those that are there.
pub(crate) fn retag(
    engine: &Engine,
    cx: &Context,
    known: &Bucket,
    decide: impl Fn(&[Tag]) -> Result<Vec<Tag>>,
) -> Result<()> {
    change_with(engine, cx, known, |_, bucket, _| {
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
    change_with(engine, cx, known, |_, bucket, batch| {
        for rule in rules.0.iter().filter(|rule| !bucket.notifications.0.contains(rule)) {
            notifications::note_test(batch, engine, cx, bucket, rule)?;
        }
        bucket.notifications = rules.clone();
        Ok(())
    })
}

fn change_with(
    engine: &Engine,
    cx: &Context,
    known: &Bucket,
    change: impl Fn(&Reader, &mut Bucket, &mut Batch) -> Result<()>,
) -> Result<()> {
    decide::and_commit(engine, Batch::new(), |store, batch| {
        let mut bucket = still_there(store, cx, known)?;
        change(store, &mut bucket, batch)?;
        batch.put(bucket::key(cx, &bucket.name), bucket.encode()?);
        Ok(())
    })
}

/// The bucket as it is now.
pub(super) fn still_there(store: &Reader, cx: &Context, known: &Bucket) -> Result<Bucket> {
    let found = bucket::find(store, cx, &known.name)?.filter(|found| found.id == known.id);
    found.map(Arc::unwrap_or_clone).ok_or_else(|| Error::no_such_bucket(&known.name))
}
