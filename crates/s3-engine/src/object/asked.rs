//! What a request that writes an object asks for beside what it says of it: a list of its own, a lock, a key.
//!
//! PutObject, CopyObject and CreateMultipartUpload ask alike.

use http::HeaderMap;

use crate::bucket::{self, Bucket};
use crate::context::Context;
use crate::error::{Code, Error, Result};
use crate::object::extras::{Extras, Retention, RetentionMode};
use crate::object::{Object, lock};
use crate::reader::Reader;
use crate::setting::acl::{self, Owners};
use crate::setting::object_lock::{self, BucketLock};
use crate::setting::ownership::{self, Ownership};

/// What a request asks for of an object in this bucket.
pub(crate) fn extras(store: &Reader, cx: &Context, bucket: &Bucket, headers: &HeaderMap) -> Result<Extras> {
    let (retention, legal_hold) = lock_of(store, cx, bucket)?;
    let mut extras = Extras { retention, legal_hold, ..Extras::default() };
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
fn lock_of(store: &Reader, cx: &Context, bucket: &Bucket) -> Result<(Option<Retention>, Option<bool>)> {
    let is_asked = lock::is_asked(cx);
    let asked = if is_asked { lock::asked(cx)? } else { (None, None) };
    match object_lock::of(store, bucket)? {
        BucketLock::Off if is_asked => return Err(lock::bucket_has_none(true)),
        BucketLock::On(default) if (is_asked || default.is_some()) && cx.has_incoming() => {
            lock::check_digested(cx, "Object")?;
        }
        _ => {}
    }
    Ok(asked)
}

/// What a version is locked with that did not ask for a retention: its bucket's default.
pub(crate) fn retained(store: &Reader, cx: &Context, bucket: &Bucket, object: &Object) -> Result<Object> {
    let mut object = object.clone();
    if object.extras.retention.is_none()
        && let BucketLock::On(Some(default)) = object_lock::of(store, bucket)?
    {
        let until_ms = default.until_ms(cx.call.now);
        object.extras.retention =
            RetentionMode::named(&default.mode).map(|mode| Retention { mode, until_ms });
    }
    Ok(object)
}
