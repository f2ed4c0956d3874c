//! What a request that writes an object asks for beside what it says of it: a list of its own, a lock, a key.
//!
//! PutObject, CopyObject and CreateMultipartUpload ask alike.

use http::HeaderMap;

use crate::bucket::{self, Bucket};
use crate::context::Context;
use crate::error::{Code, Error, Result};
use crate::object::extras::{EventHold, Extras, Retention, RetentionMode};
use crate::object::lock::AskedLock;
use crate::object::{Object, lock};
use crate::reader::Reader;
use crate::setting::acl::{self, Owners};
use crate::setting::object_lock::{self, BucketLock};
use crate::setting::ownership::{self, Ownership};

/// What a request asks for of an object in this bucket.
pub(crate) fn extras(store: &Reader, cx: &Context, bucket: &Bucket, headers: &HeaderMap) -> Result<Extras> {
    let AskedLock { retention, legal_hold, event_hold } = lock_of(store, cx, bucket)?;
    let mut extras = Extras { retention, legal_hold, event_hold, ..Extras::default() };
    belonging(store, cx, bucket, headers, &mut extras)?;
    Ok(extras)
}

/// Whom the object belongs to, and its list. A bucket of the writer's own is looked at no further if there is no list.
fn belonging(
    store: &Reader,
    cx: &Context,
    bucket: &Bucket,
    headers: &HeaderMap,
    extras: &mut Extras,
) -> Result<()> {
    let has_list = acl::is_in(headers);
    let of_another = !bucket.is_owned_by(cx.call.account);
    if !has_list && !of_another {
        return Ok(());
    }
    let says_something = acl::says_something(headers, false)?;
    let ownership = ownership::of(store, bucket)?;
    if !ownership.has_acls() {
        return match says_something {
            true => Err(Error::of(Code::AccessControlListNotSupported)),
            false => Ok(()),
        };
    }
    let canned = headers.get(acl::CANNED).and_then(|value| value.to_str().ok());
    let gives_away =
        ownership == Ownership::BucketOwnerPreferred && canned == Some(acl::BUCKET_OWNER_FULL_CONTROL);
    let owner = if gives_away { bucket.owner() } else { cx.call.account.as_str() };
    let (owner_id, bucket_owner) = (bucket::canonical_id(owner), bucket.owner_id());
    let owners = Owners { owner: &owner_id, bucket: Some(&bucket_owner) };
    if let Some(list) = acl::of_headers(headers, owners)? {
        acl::grantees_are_sound(&list)?;
        acl::refuse_public(store, bucket, &list)?;
        if acl::grants_to_others(&list, &owner_id) || list.list("Grants").len() != 1 {
            extras.acl = Some(acl::write(&list)?);
        }
    }
    if owner != bucket.owner() {
        extras.owner = Some(owner.to_owned());
    }
    Ok(())
}

/// The lock that a request asks for. A bucket's lock is never taken away again, so that what is found here stands.
fn lock_of(store: &Reader, cx: &Context, bucket: &Bucket) -> Result<AskedLock> {
    let is_asked = lock::is_asked(cx);
    let asked = if is_asked { lock::asked(cx)? } else { AskedLock::default() };
    match object_lock::of(store, bucket)? {
        BucketLock::Off if is_asked => return Err(lock::bucket_has_none(true)),
        BucketLock::On(default) if (is_asked || default.is_some()) && cx.has_incoming() => {
            lock::check_digested(cx, "Object")?;
        }
        _ => {}
    }
    Ok(asked)
}

/// Refuses a part without a digest of what is to be locked.
pub(crate) fn check_part(store: &Reader, cx: &Context, bucket: &Bucket, extras: &Extras) -> Result<()> {
    let is_asked = extras.retention.is_some() || extras.legal_hold.is_some() || extras.event_hold.is_some();
    if is_asked || matches!(object_lock::of(store, bucket)?, BucketLock::On(Some(_))) {
        lock::check_digested(cx, "Part")?;
    }
    Ok(())
}

/// What a version is locked with that asked for no lock of its own: its bucket's default.
/// <https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-s3-bucket-defaulteventhold.html>
pub(crate) fn retained(store: &Reader, cx: &Context, bucket: &Bucket, object: &Object) -> Result<Object> {
    let mut object = object.clone();
    let extras = &mut object.extras;
    if extras.retention.is_none()
        && extras.event_hold.is_none()
        && let BucketLock::On(Some(default)) = object_lock::of(store, bucket)?
        && let Some(mode) = RetentionMode::named(&default.mode)
    {
        let until_ms = default.period.map(|period| period.after(cx.call.now));
        extras.retention = until_ms.map(|until_ms| Retention { mode, until_ms });
        extras.event_hold = default.event_hold.map(|after| EventHold { is_on: true, mode, after });
    }
    Ok(object)
}
