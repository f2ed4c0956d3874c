//! Who may: decided once for each request, before its operation runs, by the table of `policy::standing` that all services
//! share. Callers of the bucket's own account may everything by default. Others are judged: by the bucket's policy, and where
//! that says nothing, by the access control lists, as far as the bucket has them and does not block what they let everybody do.
//!
//! What is allowed is noted in the request's context, and `bucket::open` hands the bucket out to nobody else. So an operation
//! that nobody judged refuses other accounts.
//!
//! - `action`: what a row is in a policy, and in a list
//! - `keys`: what a request tells policies
//!
//! <https://docs.aws.amazon.com/AmazonS3/latest/userguide/how-s3-evaluates-access-control.html>

mod action;
mod keys;

use ::policy::decision::ResourceKind;
use ::policy::document::Verdict;
use ::policy::{Document, Form, Principal, Request, Standing, standing};
use base::arn::AccountId;
use base::call::{Caller, Checks};
use http::HeaderName;
use http::request::Parts;
use wire::value::Fields;

use crate::bucket::{self, Bucket};
use crate::context::Context;
use crate::error::{Code, Error, Result};
use crate::object::{self, Version};
use crate::reader::Reader;
use crate::route::{ResourceKind as On, RouteRow};
use crate::setting::acl::{self, Asking};
use crate::setting::record::{self, Found};
use crate::setting::table::{POLICY, REQUEST_PAYMENT};
use crate::setting::{acceleration, ownership, policy, public_access};

/// The header that tells where a bucket is.
const BUCKET_REGION: HeaderName = HeaderName::from_static("x-amz-bucket-region");

/// The operation whose proof stands in its body: what is wrong with that is told to whoever sent it.
const FORM: &str = "PostObject";

/// What a request is about.
#[derive(Clone, Copy)]
pub(crate) struct Wanted<'a> {
    pub(crate) row: &'static RouteRow,
    /// The bucket's name; empty for none.
    pub(crate) bucket: &'a str,
    /// The object's key; empty for none.
    pub(crate) key: &'a str,
    pub(crate) head: &'a Parts,
}

/// One thing that somebody wants to do.
#[derive(Clone, Copy)]
pub(crate) struct Act<'a> {
    /// IAM's name of it, without `s3:`.
    action: &'a str,
    /// The permission of a list that grants it, and on what.
    grant: Option<action::Grant>,
    bucket: &'a Bucket,
    key: &'a str,
    version: Option<&'a str>,
    /// The request's head, where conditions may ask for it.
    head: Option<&'a Parts>,
}

/// Refuses a request that its caller may not make. A bucket that there is not is the operation's to tell.
pub(crate) fn admit(store: &Reader, cx: &Context, wanted: Wanted<'_>) -> Result<()> {
    let Wanted { row, bucket, key, head } = wanted;
    let is_closed = is_nobody(cx) && row.on != On::Any;
    let found = match bucket.is_empty() || row.name == "CreateBucket" {
        true => None,
        false => bucket::find(store, cx, bucket)?,
    };
    let Some(bucket) = found else { return if is_closed { Err(denied()) } else { Ok(()) } };
    let is_served = || if cx.is_accelerated { acceleration::check(store, &bucket) } else { Ok(()) };
    let Standing::Judged(principal) = standing(&cx.call, owner(&bucket)) else { return is_served() };
    let version = keys::parameter(head, "versionId");
    let Some((action, grant)) = action::of(row, version.is_some()) else {
        // Each of its objects is judged by itself.
        cx.admit(bucket.id);
        return is_served();
    };
    let act =
        Act { action: &action, grant, bucket: &bucket, key, version: version.as_deref(), head: Some(head) };
    judge(store, cx, &principal, act).and_then(|()| charge(store, cx, &bucket, head)).map_err(|refused| {
        // The region of a bucket is told to whoever asks.
        match row.name {
            "HeadBucket" => refused.header(BUCKET_REGION, &bucket.region),
            _ => refused,
        }
    })?;
    cx.admit(bucket.id);
    is_served()
}

/// Whether the caller is nobody: unsigned, where signatures are asked for.
fn is_nobody(cx: &Context) -> bool {
    cx.call.caller == Caller::Anonymous && cx.call.origin.checks != Checks::Off
}

/// What the caller is told of why its request has not come to its operation. Nobody is told nothing: AWS tells more, but what
/// is not judged yet is closed.
pub(crate) fn told(cx: &Context, error: Error) -> Error {
    if is_nobody(cx) && cx.operation != Some(FORM) { denied() } else { error }
}

/// Refuses the delete of one object among many.
pub(crate) fn admit_delete(
    store: &Reader,
    cx: &Context,
    bucket: &Bucket,
    key: &str,
    version: Option<&str>,
) -> Result<()> {
    let action = if version.is_some() { "DeleteObjectVersion" } else { "DeleteObject" };
    let grant = Some(action::BUCKET_WRITE);
    admit_act(store, cx, Act { action, grant, bucket, key, version, head: None })
}

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
    admit_act(store, cx, Act { action, grant, bucket: &bucket, key, version, head: None })?;
    cx.admit(bucket.id);
    Ok(())
}

fn admit_act(store: &Reader, cx: &Context, act: Act<'_>) -> Result<()> {
    match standing(&cx.call, owner(act.bucket)) {
        Standing::Owner => Ok(()),
        Standing::Judged(principal) => judge(store, cx, &principal, act),
    }
}

/// Refuses to read an object that another account wrote and owns, where the caller is let into the bucket as its owner.
/// <https://docs.aws.amazon.com/AmazonS3/latest/userguide/about-object-ownership.html>
pub(crate) fn admit_reader(cx: &Context, bucket: &Bucket, object: &object::Object) -> Result<()> {
    let Some(writer) = object.extras.owner.as_deref().and_then(AccountId::parse) else { return Ok(()) };
    if cx.is_admitted(bucket.id) || standing(&cx.call, writer) == Standing::Owner {
        return Ok(());
    }
    let canonical_id = bucket::canonical_id(cx.call.account.as_str());
    let asking = Asking { canonical_id: Some(&canonical_id), is_signed: cx.signed, heeds_public: true };
    let list = list_of(bucket, object)?;
    if acl::grants(&list, asking, "READ") { Ok(()) } else { Err(denied()) }
}

fn owner(bucket: &Bucket) -> AccountId {
    AccountId::parse(bucket.owner()).unwrap_or(AccountId::DEFAULT)
}

fn denied() -> Error {
    Error::of(Code::AccessDenied)
}

/// Refuses what neither policy nor list allows.
fn judge(store: &Reader, cx: &Context, principal: &Principal, act: Act<'_>) -> Result<()> {
    let version = find(store, &act)?;
    if may(store, cx, principal, act, version.as_ref())? {
        return Ok(());
    }
    Err(denied())
}

/// The version that an act is about, if there is one.
fn find(store: &Reader, act: &Act<'_>) -> Result<Option<Version>> {
    if act.key.is_empty() {
        return Ok(None);
    }
    match act.version {
        None => object::newest(store, act.bucket.id, act.key),
        // An id that cannot be one is the operation's to refuse.
        Some(id) => Ok(object::version(store, act.bucket.id, act.key, id).unwrap_or(None)),
    }
}

fn may(
    store: &Reader,
    cx: &Context,
    principal: &Principal,
    act: Act<'_>,
    version: Option<&Version>,
) -> Result<bool> {
    let account = principal.account();
    let canonical = account.map(|account| bucket::canonical_id(account.as_str()));
    let name = format!("s3:{}", act.action);
    let arn = act.bucket.arn(cx);
    let resource = if act.key.is_empty() { arn } else { format!("{arn}/{}", act.key) };
    let context = keys::of(cx, principal, act.head, version);
    let request = Request {
        principal,
        canonical_user: canonical.as_deref(),
        action: &name,
        resource: &resource,
        owner: owner(act.bucket),
        context: &context,
    };
    let block = public_access::of(store, act.bucket)?;
    if let Found::Kept(kept) = record::find(store, act.bucket, &POLICY, "")? {
        let document = Document::read(&kept.document, Form::Resource).map_err(Error::internal)?;
        if matches!(document.verdict(&request), Verdict::Denied(_)) {
            return Ok(false);
        }
        let counts = !(block.restricts && policy::is_public(&kept.document)?);
        if counts && standing::refusal(&cx.call, &request, Some(&document), ResourceKind::Plain).is_none() {
            return Ok(true);
        }
    }
    let Some(grant) = act.grant else { return Ok(false) };
    if !ownership::of(store, act.bucket)?.has_acls() {
        return Ok(false);
    }
    let Some(list) = list(store, act.bucket, grant, version)? else {
        // Whether there is such an object is for those to know who may list the bucket.
        let listing =
            Act { action: "ListBucket", grant: Some(action::BUCKET_READ), key: "", version: None, ..act };
        return may(store, cx, principal, listing, None);
    };
    let is_signed = cx.call.caller != Caller::Anonymous;
    let asking = Asking {
        canonical_id: canonical.as_deref().filter(|_| is_signed),
        is_signed,
        heeds_public: !block.ignores_acls,
    };
    if !acl::grants(&list, asking, grant.permission) {
        return Ok(false);
    }
    // A list says nothing of what the caller's session was limited to.
    let all = Document::read(EVERYTHING, Form::Resource).map_err(Error::internal)?;
    Ok(standing::refusal(&cx.call, &request, Some(&all), ResourceKind::Plain).is_none())
}

/// A policy that limits nobody.
const EVERYTHING: &str = r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":"*","Action":"*","Resource":"*"}]}"#;

/// The list that a permission is looked for in; nothing if that is an object's and there is none.
fn list(
    store: &Reader,
    bucket: &Bucket,
    grant: action::Grant,
    version: Option<&Version>,
) -> Result<Option<Fields>> {
    match grant.on {
        On::Object => version
            .and_then(|version| version.object.as_ref())
            .map(|object| list_of(bucket, object))
            .transpose(),
        _ => acl::of_bucket(store, bucket).map(Some),
    }
}

/// The list of an object.
fn list_of(bucket: &Bucket, object: &object::Object) -> Result<Fields> {
    let owner = || bucket::canonical_id(object.extras.owner.as_deref().unwrap_or(bucket.owner()));
    object.extras.acl.as_deref().map_or_else(|| Ok(acl::private(&owner())), acl::read)
}

/// Refuses who does not say that he pays, where that is asked for.
/// <https://docs.aws.amazon.com/AmazonS3/latest/userguide/RequesterPaysBuckets.html>
fn charge(store: &Reader, cx: &Context, bucket: &Bucket, head: &Parts) -> Result<()> {
    let Found::Kept(kept) = record::find(store, bucket, &REQUEST_PAYMENT, "")? else { return Ok(()) };
    let fields = REQUEST_PAYMENT.read(kept.document.as_bytes())?;
    if fields.text("Payer") != Some("Requester") {
        return Ok(());
    }
    let pays = head.headers.get("x-amz-request-payer").is_some_and(|value| value == "requester");
    if !pays || cx.call.caller == Caller::Anonymous {
        return Err(denied());
    }
    cx.charge();
    Ok(())
}
