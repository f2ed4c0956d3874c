//! The access control list of a version: GetObjectAcl, PutObjectAcl.
//!
//! <https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObjectAcl.html>,
//! <https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutObjectAcl.html>

use base::http::Response;
use http::StatusCode;
use wire::value::Fields;

use crate::access;
use crate::bucket::defaults::xml_reply;
use crate::bucket::{self, Bucket};
use crate::context::Context;
use crate::engine::Engine;
use crate::engine::commit::{self, Amendment, ObjectPlace};
use crate::error::{Code, Error, Result};
use crate::object::{self, Object};
use crate::own::{OwnRequest, empty_reply, show_version};
use crate::setting::acl::{self, CANNED, Owners};
use crate::setting::ownership;

pub(crate) async fn get(engine: &Engine, cx: &Context, asked: OwnRequest<'_>) -> Result<Response> {
    let bucket = bucket::open(&engine.store, cx, asked.bucket)?;
    let id = asked.version();
    let (version, object) = object::readable(&engine.store, &bucket, asked.key, id.as_deref(), "GET")?;
    access::admit_to_object(cx, &bucket, &object, "READ_ACP")?;
    let list = match &object.extras.acl {
        Some(list) => list.clone(),
        None => acl::write(&acl::private(&owner_id(&bucket, &object)))?,
    };
    let mut reply = xml_reply(acl::shown(&list)?);
    show_version(reply.headers_mut(), &version);
    Ok(reply)
}

pub(crate) async fn put(engine: &Engine, cx: &Context, asked: OwnRequest<'_>) -> Result<Response> {
    let bucket = bucket::open(&engine.store, cx, asked.bucket)?;
    if !ownership::of(&engine.store, &bucket)?.has_acls() {
        return Err(Error::of(Code::AccessControlListNotSupported));
    }
    let id = asked.version();
    let (_, object) = object::readable(&engine.store, &bucket, asked.key, id.as_deref(), "PUT")?;
    access::admit_to_object(cx, &bucket, &object, "WRITE_ACP")?;
    let owner = owner_id(&bucket, &object);
    let list = list(cx, asked, Owners { owner: &owner, bucket: Some(&bucket.owner_id()) })?;
    acl::check_list(&list, &owner)?;
    acl::refuse_public(&engine.store, &bucket, &list)?;
    let kept = acl::write(&list)?;
    let change = |object: &mut Object| object.extras.acl = Some(kept.clone());
    let amend = Amendment { method: "PUT", event: "ObjectAcl:Put", change };
    let place = ObjectPlace { bucket: &bucket, key: asked.key };
    let version = commit::amend(engine, cx, place, id.as_deref(), amend)?;
    let mut reply = empty_reply(StatusCode::OK);
    show_version(reply.headers_mut(), &version);
    Ok(reply)
}

fn owner_id(bucket: &Bucket, object: &Object) -> String {
    bucket::canonical_id(object.extras.owner.as_deref().unwrap_or(bucket.owner()))
}

/// The list that a request gives, in its headers or as its document.
fn list(cx: &Context, asked: OwnRequest<'_>, owners: Owners<'_>) -> Result<Fields> {
    match (acl::of_headers(&asked.head.headers, owners)?, cx.document.is_empty()) {
        (Some(list), true) => Ok(list),
        (Some(_), false) => Err(Error::of(Code::UnexpectedContent)),
        (None, true) => Err(Error::of(Code::MissingSecurityHeader).with("MissingHeaderName", CANNED)),
        (None, false) => acl::given(&cx.document),
    }
}
