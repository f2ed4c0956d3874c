//! The door of copies of archived objects: they are made, and they go. That nobody has to look through all objects for those that go,
//! there is an index of them by their end.
//!
//! <https://docs.aws.amazon.com/AmazonS3/latest/userguide/restoring-objects.html>

use base::clock::Timestamp;
use bytes::Bytes;
use serde::{Deserialize, Serialize};
use store::space::Fields;
use store::{Batch, Key, Space};

use crate::bucket::Bucket;
use crate::context::Context;
use crate::engine::commit::{ObjectPlace, fresh};
use crate::engine::{Engine, decide, notifications};
use crate::error::{Error, Result};
use crate::lifecycle::days_on;
use crate::notify::event::{Happened, RESTORE_BEGUN, RESTORE_ENDED, RESTORED};
use crate::object::extras::Restored;
use crate::object::{self, Object, Version};

/// The sub-space of the ends of copies among S3's other records: part of the format on disk.
const ENDS: u8 = 7;

/// When a copy goes, and which.
#[derive(Debug)]
pub(crate) struct End {
    pub(crate) until_ms: u64,
    bucket: u64,
    pub(crate) key: String,
    order: u64,
}

/// Where the bucket of a copy that goes is found.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct EndRecord {
    pub(crate) partition: String,
    pub(crate) bucket: String,
}

impl End {
    /// What the keys of all ends begin with.
    pub(crate) fn all() -> Key {
        Key::of(Space::S3Other).u8(ENDS)
    }

    fn place(&self) -> Key {
        End::all().u64(self.until_ms).u64(self.bucket).text(&self.key).u64(self.order)
    }

    /// What a key of the index stands for.
    pub(crate) fn of(raw: &[u8]) -> Option<End> {
        let mut fields = Fields::of(raw);
        fields.raw(1)?;
        Some(End {
            until_ms: fields.u64()?,
            bucket: fields.u64()?,
            key: fields.text()?,
            order: fields.u64()?,
        })
    }

    /// Whether its object is in this bucket.
    pub(crate) fn is_in(&self, bucket: &Bucket) -> bool {
        self.bucket == bucket.id
    }
}

impl EndRecord {
    /// A record read back.
    pub(crate) fn decode(raw: &Bytes) -> Result<EndRecord> {
        serde_json::from_slice(raw).map_err(Error::internal)
    }
}

/// Makes the copy of an archived object, or gives one that is there another end: so many days from now. `check` says whether the
/// object is one that can be restored. Whether there was a copy.
pub(crate) fn restore(
    engine: &Engine,
    cx: &Context,
    (place, id): (ObjectPlace<'_>, Option<&str>),
    days: u64,
    check: impl Fn(&Object) -> Result<()>,
) -> Result<bool> {
    let _guard = engine.lock(place.bucket.id, place.key);
    decide::and_commit(engine, Batch::new(), |store, batch| {
        let bucket = fresh(store, cx, place.bucket)?;
        let (version, mut object) = object::taggable(store, &bucket, place.key, id, "POST")?;
        check(&object)?;
        let now = cx.call.now;
        let before = object.extras.restored.take().filter(|restored| restored.is_at_hand(now));
        let from_ms = before.as_ref().map_or(now.millis(), |before| before.from_ms);
        let until_ms = days_on(now.millis(), days);
        object.extras.restored = Some(Restored { from_ms, until_ms });
        let version = Version { object: Some(object), ..version };
        batch.put(object::key(bucket.id, place.key, version.order), version.encode()?);
        let end = End { until_ms, bucket: bucket.id, key: place.key.to_owned(), order: version.order };
        let partition = cx.call.region.partition().to_owned();
        let record = EndRecord { partition, bucket: bucket.name.clone() };
        batch.put(end.place(), serde_json::to_vec(&record).map_err(Error::internal)?);
        if before.is_none() {
            for event in [RESTORE_BEGUN, RESTORED] {
                let happened = Happened::to(event, place.key, &version);
                notifications::note(batch, engine, cx, &bucket, &happened)?;
            }
        }
        Ok(before.is_some())
    })
}

/// Removes a copy whose time has come, if it has that end still.
pub(crate) fn end(engine: &Engine, cx: &Context, known: &Bucket, end: &End) -> Result<()> {
    let _guard = engine.lock(known.id, &end.key);
    decide::and_commit(engine, Batch::new(), |store, batch| {
        batch.delete(end.place());
        let bucket = fresh(store, cx, known)?;
        let place = object::key(bucket.id, &end.key, end.order);
        let Some(raw) = store.get(place.as_bytes())? else { return Ok(()) };
        let mut version = Version::decode(&raw)?;
        let Some(object) = &mut version.object else { return Ok(()) };
        if object.extras.restored.as_ref().is_none_or(|restored| restored.until_ms != end.until_ms) {
            return Ok(());
        }
        object.extras.restored = None;
        batch.put(place, version.encode()?);
        let happened = Happened::to(RESTORE_ENDED, &end.key, &version);
        notifications::note(batch, engine, cx, &bucket, &happened)
    })
}

/// Forgets an end whose bucket is gone.
pub(crate) fn forget(engine: &Engine, end: &End) -> Result<()> {
    decide::and_commit(engine, Batch::new(), |_, batch| {
        batch.delete(end.place());
        Ok(())
    })
}

/// The key behind all ends that are due by now.
pub(crate) fn due_by(now: Timestamp) -> Key {
    End::all().u64(now.millis()).end()
}
