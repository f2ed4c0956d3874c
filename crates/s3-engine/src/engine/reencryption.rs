//! The door of a version's encryption: the version changes, its bytes and its place do not, and nobody is notified.

use store::Batch;

use crate::context::Context;
use crate::engine::Engine;
use crate::engine::commit::{ObjectPlace, fresh};
use crate::engine::decide;
use crate::error::Result;
use crate::object::{self, Object, Version};

/// Changes what a version says of its encryption, if `change` agrees with what it is.
pub(crate) fn change(
    engine: &Engine,
    cx: &Context,
    place: ObjectPlace<'_>,
    id: Option<&str>,
    change: impl Fn(&mut Object) -> Result<()>,
) -> Result<Version> {
    let _guard = engine.lock(place.bucket.id, place.key);
    decide::and_commit(engine, Batch::new(), |store, batch| {
        let bucket = fresh(store, cx, place.bucket)?;
        let (version, mut object) = object::readable(store, &bucket, place.key, id, "PUT")?;
        change(&mut object)?;
        let version = Version { object: Some(object), ..version };
        batch.put(object::key(bucket.id, place.key, version.order), version.encode()?);
        Ok(version)
    })
}
