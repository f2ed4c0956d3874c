//! What a copy needs beside the permission to write: to read what it brings along.
//!
//! <https://docs.aws.amazon.com/AmazonS3/latest/API/API_CopyObject.html>

use super::{Act, action, admit_act, point};
use crate::bucket::{self, Bucket};
use crate::context::Context;
use crate::error::Result;
use crate::reader::Reader;

/// Refuses the source of a copy that the caller may not read; what is allowed opens the source's bucket.
pub(crate) fn admit_source(
    store: &Reader,
    cx: &Context,
    bucket: &str,
    key: &str,
    version: Option<&str>,
) -> Result<()> {
    let Some(bucket) = bucket::find(store, cx, bucket)? else { return Ok(()) };
    let action = if version.is_some() { "GetObjectVersion" } else { "GetObject" };
    let grant = Some(action::OBJECT_READ);
    let point = point::open(store, cx, cx.source_point.as_ref(), &bucket)?;
    let point = point.as_ref();
    let act = Act { action, grant, bucket: &bucket, key, version, prefix: None, head: None, point };
    admit_act(store, cx, act)?;
    cx.admit(bucket.id);
    Ok(())
}

/// Refuses a copy of tags that the caller may not read there or put here.
/// <https://docs.aws.amazon.com/AmazonS3/latest/userguide/tagging-and-policies.html>
pub(crate) fn admit_copied_tags(
    store: &Reader,
    cx: &Context,
    (from, key, version): (&Bucket, &str, Option<&str>),
    (to, new_key): (&Bucket, &str),
) -> Result<()> {
    let read = if version.is_some() { "GetObjectVersionTagging" } else { "GetObjectTagging" };
    // A list that lets somebody write lets him say what he writes.
    let put = ("PutObjectTagging", Some(action::BUCKET_WRITE));
    admit_both(store, cx, (read, (from, key, version)), (put, (to, new_key)))
}

/// Refuses a copy of annotations that the caller may not read there or put here.
pub(crate) fn admit_annotations(
    store: &Reader,
    cx: &Context,
    (from, key, version): (&Bucket, &str, Option<&str>),
    (to, new_key): (&Bucket, &str),
) -> Result<()> {
    let read = if version.is_some() { "GetObjectVersionAnnotation" } else { "GetObjectAnnotation" };
    admit_both(store, cx, (read, (from, key, version)), (("PutObjectAnnotation", None), (to, new_key)))
}

/// Refuses what the caller may not read of the one or put to the other, each by the way on which it is reached.
fn admit_both(
    store: &Reader,
    cx: &Context,
    (read, (from, key, version)): (&'static str, (&Bucket, &str, Option<&str>)),
    ((put, grant), (to, new_key)): ((&'static str, Option<action::Grant>), (&Bucket, &str)),
) -> Result<()> {
    let point = point::open(store, cx, cx.source_point.as_ref(), from)?;
    let point = point.as_ref();
    let read = Act { action: read, grant: None, bucket: from, key, version, prefix: None, head: None, point };
    admit_act(store, cx, read)?;
    let point = point::open(store, cx, cx.point.as_ref(), to)?;
    let point = point.as_ref();
    let put = Act { action: put, grant, bucket: to, key: new_key, version: None, point, ..read };
    admit_act(store, cx, put)
}
