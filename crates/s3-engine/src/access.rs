//! Who may: decided once for each request, before its operation runs, by the table of `policy::standing` that all services
//! share. Callers of the bucket's own account may everything by default. Others are judged: by the bucket's policy, and where
//! that says nothing, by the access control lists, as far as the bucket has them and does not block what they let everybody do.
//!
//! What is allowed is noted in the request's context, and `bucket::open` hands the bucket out to nobody else. So an operation
//! that nobody judged refuses other accounts.
//!
//! - `further`: what a request needs beside its action
//! - `action`: what a row is in a policy, and in a list
//! - `document`: what a request's document tells policies
//! - `copies`: what a copy needs of its source
//! - `keys`: what a request tells policies
//! - `logs`: whether access logs may be put into a bucket
//! - `point`: what an access point lets through
//! - `session`: sessions with directory buckets
//!
//! <https://docs.aws.amazon.com/AmazonS3/latest/userguide/how-s3-evaluates-access-control.html>

mod action;
pub(crate) mod copies;
pub(crate) mod document;
mod further;
mod keys;
pub(crate) mod logs;
mod point;
pub(crate) mod session;

use std::iter;

use ::policy::decision::ResourceKind;
use ::policy::document::Verdict;
use ::policy::{Document, Form, Principal, Request, Standing, standing};
use base::arn::{AccountId, Arn};
use base::call::{Caller, Checks};
use http::HeaderName;
use http::request::Parts;
use wire::value::Fields;

use crate::access_point::AccessPoint;
use crate::bucket::{self, Bucket, directory};
use crate::context::Context;
use crate::error::{Code, Error, Result};
use crate::object::{self, Version};
use crate::reader::Reader;
use crate::route::{ResourceKind as On, RouteRow};
use crate::setting::acl::{self, Asking};
use crate::setting::record::{self, Found};
use crate::setting::table::{LOGGING, POLICY, REQUEST_PAYMENT};
use crate::setting::{acceleration, ownership, policy, public_access};
use crate::upload;

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
    /// The prefix of a listing that nobody asked for in so many words.
    prefix: Option<&'a str>,
    /// The request's head, where conditions may ask for it.
    head: Option<&'a Parts>,
    /// The access point that it goes through.
    point: Option<&'a AccessPoint>,
}

/// Refuses a request that its caller may not make. A bucket that there is not is the operation's to tell.
pub(crate) fn admit(store: &Reader, cx: &Context, wanted: Wanted<'_>) -> Result<()> {
    let Wanted { row, bucket, key, head } = wanted;
    if row.on == On::Any {
        return Ok(());
    }
    let found = match bucket.is_empty() || row.name == "CreateBucket" {
        true => None,
        false => bucket::find(store, cx, bucket)?,
    };
    let Some(bucket) = found else {
        let is_missing = !wanted.bucket.is_empty() && row.name != "CreateBucket";
        return match is_nobody(cx) {
            true if is_missing => Err(Error::no_such_bucket(wanted.bucket)),
            true => Err(denied()),
            false => Ok(()),
        };
    };
    if bucket.may_have(LOGGING.kind) {
        cx.log();
    }
    let standing = standing(&cx.call, owner(&bucket));
    let is_served = || if cx.is_accelerated { acceleration::check(store, &bucket) } else { Ok(()) };
    let point = point::open(store, cx, cx.point.as_ref(), &bucket)?;
    let version = keys::parameter(head, "versionId");
    let Some((action, grant)) = action::of(row, version.is_some()) else {
        // Each of its objects is judged by itself.
        cx.admit(bucket.id);
        return is_served();
    };
    let act = Act {
        action: &action,
        grant,
        bucket: &bucket,
        key,
        version: version.as_deref(),
        prefix: None,
        head: Some(head),
        point: point.as_ref(),
    };
    session::check(cx, act)?;
    let Standing::Judged(principal) = standing else {
        heed_point(store, cx, act)?;
        return heed_own_denials(store, cx, row, act).and_then(|()| is_served());
    };
    let judged = match judge(store, cx, &principal, act) {
        // Who may not write may still have a session that reads.
        Err(refused) if session::is_of_any_mode(row.name, head) => {
            judge(store, cx, &principal, Act { action: session::A_READ, ..act }).map_err(|_| refused)
        }
        judged => judged,
    };
    let judged = match judged {
        // Who began an upload may end it and look at it.
        Err(_) if is_initiator(store, cx, (row, &bucket, key), head)? => Ok(()),
        judged => judged.and_then(|()| judge_further(store, cx, (&principal, row), act)),
    };
    judged.and_then(|()| charge(store, cx, &bucket, head)).map_err(|refused| {
        // The region of a bucket is told to whoever asks.
        match row.name {
            "HeadBucket" => refused.header(BUCKET_REGION, &bucket.region),
            _ => refused,
        }
    })?;
    cx.admit(bucket.id);
    is_served()
}

/// Refuses what the request needs beside its own action and its caller may not.
fn judge_further(
    store: &Reader,
    cx: &Context,
    (principal, row): (&Principal, &RouteRow),
    act: Act<'_>,
) -> Result<()> {
    if *principal == Principal::Anonymous
        && let Some(words) = further::unsigned(row)
    {
        return Err(Error::saying(Code::AccessDenied, words));
    }
    // A session with a directory bucket is judged as a whole.
    let Some(head) = act.head.filter(|_| !directory::is_one(&act.bucket.name)) else { return Ok(()) };
    if further::is_of_owner(row) {
        return Err(Error::of(Code::MethodNotAllowed));
    }
    let version = find(store, &act)?;
    for action in further_actions(store, row, act, head)? {
        // A list that lets somebody write lets him say what he writes, but no more.
        let grant = act.grant.filter(|_| matches!(action, "PutObjectTagging" | "PutObjectAcl"));
        if !may(store, cx, principal, Act { action, grant, ..act }, version.as_ref())? {
            return Err(denied());
        }
    }
    Ok(())
}

fn further_actions(store: &Reader, row: &RouteRow, act: Act<'_>, head: &Parts) -> Result<Vec<&'static str>> {
    let has_acls = ownership::of(store, act.bucket)?.has_acls();
    Ok(further::actions(row, (act.version.is_some(), has_acls), &head.headers))
}

/// Whether the caller began the upload that a request names.
/// <https://docs.aws.amazon.com/AmazonS3/latest/userguide/mpuoverview.html#mpuAndPermissions>
fn is_initiator(
    store: &Reader,
    cx: &Context,
    (row, bucket, key): (&RouteRow, &Bucket, &str),
    head: &Parts,
) -> Result<bool> {
    if !matches!(row.name, "AbortMultipartUpload" | "ListParts") || cx.call.caller == Caller::Anonymous {
        return Ok(false);
    }
    let Some(id) = keys::parameter(head, "uploadId") else { return Ok(false) };
    match upload::find(store, bucket.id, key, &id) {
        Ok(upload) => Ok(upload.initiator.as_deref() == Some(cx.call.account.as_str())),
        Err(error) if error.is(Code::NoSuchUpload) => Ok(false),
        Err(error) => Err(error),
    }
}

/// Refuses an owner what the bucket's policy denies by what stands in the request: an upload without encryption, a list that
/// lets others in. Who asks, and from where, counts for nothing: nobody is to be locked out of what is his.
fn heed_own_denials(store: &Reader, cx: &Context, row: &RouteRow, act: Act<'_>) -> Result<()> {
    let Found::Kept(kept) = record::find(store, act.bucket, &POLICY, "")? else { return Ok(()) };
    if !kept.document.contains("Deny") {
        return Ok(());
    }
    let document = Document::read(&kept.document, Form::Resource).map_err(Error::internal)?;
    let denials = document.denials_on(is_of_request);
    let principal = Principal::of(&cx.call);
    let version = find(store, &act)?;
    let further = match act.head.filter(|_| !directory::is_one(&act.bucket.name)) {
        Some(head) => further_actions(store, row, act, head)?,
        None => Vec::new(),
    };
    for action in iter::once(act.action).chain(further) {
        let act = Act { action, ..act };
        with_request(cx, &principal, act, version.as_ref(), |request| match denials.verdict(request) {
            Verdict::Denied(_) => Err(denied()),
            _ => Ok(()),
        })?;
    }
    Ok(())
}

/// Whether a key asks what stands in a request, not who sends it.
fn is_of_request(key: &str) -> bool {
    key.get(..3).is_some_and(|start| start.eq_ignore_ascii_case("s3:"))
}

/// Whether the caller is nobody: unsigned, where signatures are asked for.
fn is_nobody(cx: &Context) -> bool {
    cx.call.caller == Caller::Anonymous && cx.call.origin.checks != Checks::Off
}

/// What the caller is told of why its request has not come to its operation. Nobody is told that there is no such bucket, and
/// no more: AWS tells more, but what is not judged yet is closed.
pub(crate) fn told(cx: &Context, error: Error) -> Error {
    let is_told = cx.operation == Some(FORM) || error.is(Code::NoSuchBucket);
    if is_nobody(cx) && !is_told { denied() } else { error }
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
    let point = point::open(store, cx, cx.point.as_ref(), bucket)?;
    let point = point.as_ref();
    let act = Act { action, grant, bucket, key, version, prefix: None, head: None, point };
    admit_act(store, cx, act)?;
    match version.is_some() && further::bypasses(cx.aside(further::BYPASS)) {
        true => admit_act(store, cx, Act { action: "BypassGovernanceRetention", grant: None, ..act }),
        false => Ok(()),
    }
}

/// The most that a session may be let do which is asked for without a word on it.
pub(crate) fn session_mode(store: &Reader, cx: &Context, bucket: &Bucket) -> Result<&'static str> {
    let act = Act {
        action: "CreateSession",
        grant: None,
        bucket,
        key: "",
        version: None,
        prefix: None,
        head: None,
        point: None,
    };
    match admit_act(store, cx, act) {
        Ok(()) => Ok(session::READ_WRITE),
        Err(error) if error.is(Code::AccessDenied) => Ok(session::READ_ONLY),
        Err(error) => Err(error),
    }
}

fn admit_act(store: &Reader, cx: &Context, act: Act<'_>) -> Result<()> {
    session::check(cx, act)?;
    match standing(&cx.call, owner(act.bucket)) {
        Standing::Owner => heed_point(store, cx, act),
        Standing::Judged(principal) => judge(store, cx, &principal, act),
    }
}

/// Refuses the owner of a bucket what the access point does not let through that the bucket is reached by.
fn heed_point(store: &Reader, cx: &Context, act: Act<'_>) -> Result<()> {
    if act.point.is_none() || point::allows(store, cx, act, find(store, &act)?.as_ref())? {
        return Ok(());
    }
    Err(denied())
}

/// Whether the policy of a bucket lets S3 put a replica there, or a delete marker, with a role of another account.
pub(crate) fn admits_replica(
    store: &Reader,
    cx: &Context,
    role: &str,
    (bucket, key, is_marker): (&Bucket, &str, bool),
) -> Result<bool> {
    let Some(role) = Arn::parse(role) else { return Ok(false) };
    let name = role.resource.rsplit('/').next().unwrap_or_default();
    let resource = format!("assumed-role/{name}/s3-replication");
    let session = Arn { service: "sts".to_owned(), resource, ..role.clone() };
    let principal = Principal::RoleSession { session, role };
    let action = if is_marker { "ReplicateDelete" } else { "ReplicateObject" };
    let act = Act { action, grant: None, bucket, key, version: None, prefix: None, head: None, point: None };
    may(store, cx, &principal, act, None)
}

/// Refuses what an object's list must grant, of one that another account wrote and owns, where the caller is let into the
/// bucket as its owner. `permission`: `READ`, `READ_ACP` or `WRITE_ACP`.
/// <https://docs.aws.amazon.com/AmazonS3/latest/userguide/about-object-ownership.html>
pub(crate) fn admit_to_object(
    cx: &Context,
    bucket: &Bucket,
    object: &object::Object,
    permission: &str,
) -> Result<()> {
    let Some(writer) = object.extras.owner.as_deref().and_then(AccountId::parse) else { return Ok(()) };
    if cx.is_admitted(bucket.id) || standing(&cx.call, writer) == Standing::Owner {
        return Ok(());
    }
    let canonical_id = bucket::canonical_id(cx.call.account.as_str());
    let asking = Asking { canonical_id: Some(&canonical_id), is_signed: cx.signed, heeds_public: true };
    let list = list_of(bucket, object)?;
    if acl::grants(&list, asking, permission) { Ok(()) } else { Err(denied()) }
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
    let reads = act.grant.is_some_and(|grant| grant.on == On::Object);
    let allowed = match reads && version.as_ref().is_none_or(Version::is_marker) {
        // Whether there is such an object is for those to know who may list the bucket.
        true => {
            let (grant, prefix) = (Some(action::BUCKET_READ), Some(act.key));
            let listing =
                Act { action: "ListBucket", grant, key: "", prefix, version: None, head: None, ..act };
            may(store, cx, principal, listing, None)?
        }
        false => may(store, cx, principal, act, version.as_ref())?,
    };
    if allowed { Ok(()) } else { Err(denied()) }
}

/// The version that an act is about, if there is one.
fn find(store: &Reader, act: &Act<'_>) -> Result<Option<Version>> {
    if act.key.is_empty() {
        return Ok(None);
    }
    match act.version {
        None => object::newest(store, act.bucket, act.key),
        // An id that cannot be one is the operation's to refuse.
        Some(id) => Ok(object::version(store, act.bucket, act.key, id).unwrap_or(None)),
    }
}

fn may(
    store: &Reader,
    cx: &Context,
    principal: &Principal,
    act: Act<'_>,
    version: Option<&Version>,
) -> Result<bool> {
    with_request(cx, principal, act, version, |request| allows(store, cx, request, act, version))
}

/// Hands on what policies are asked about an act.
fn with_request<T>(
    cx: &Context,
    principal: &Principal,
    act: Act<'_>,
    version: Option<&Version>,
    ask: impl FnOnce(&Request<'_>) -> T,
) -> T {
    let canonical = principal.account().map(|account| bucket::canonical_id(account.as_str()));
    let arn = act.bucket.arn(cx);
    let (name, resource) = match directory::is_one(&act.bucket.name) {
        true => (format!("s3express:{}", action::of_directory(act.action)), arn),
        false if act.key.is_empty() => (format!("s3:{}", act.action), arn),
        false => (format!("s3:{}", act.action), format!("{arn}/{}", act.key)),
    };
    let mut context = keys::of(cx, principal, owner(act.bucket), act.head, version);
    if let Some(point) = act.point {
        keys::tell_point(&mut context, point, cx.call.region.partition());
    }
    if directory::is_one(&act.bucket.name) {
        session::tell(&mut context, act.action, act.head);
    }
    if let Some(prefix) = act.prefix {
        context.set("s3:prefix", [prefix.to_owned()]);
    }
    ask(&Request {
        principal,
        canonical_user: canonical.as_deref(),
        action: &name,
        resource: &resource,
        owner: owner(act.bucket),
        context: &context,
    })
}

fn allows(
    store: &Reader,
    cx: &Context,
    request: &Request<'_>,
    act: Act<'_>,
    version: Option<&Version>,
) -> Result<bool> {
    if !point::allows(store, cx, act, version)? {
        return Ok(false);
    }
    let block = point::blocked(store, public_access::of(store, act.bucket)?, act.point)?;
    if let Found::Kept(kept) = record::find(store, act.bucket, &POLICY, "")? {
        let document = Document::read(&kept.document, Form::Resource).map_err(Error::internal)?;
        if matches!(document.verdict(request), Verdict::Denied(_)) {
            return Ok(false);
        }
        let counts = !(block.restricts && policy::is_public(&kept.document)?);
        if counts && standing::refusal(&cx.call, request, Some(&document), ResourceKind::Plain).is_none() {
            return Ok(true);
        }
    }
    let Some(grant) = act.grant else { return Ok(false) };
    if !ownership::of(store, act.bucket)?.has_acls() {
        return Ok(false);
    }
    let list = match version.and_then(|version| version.object.as_ref()) {
        Some(object) if grant.on == On::Object => list_of(act.bucket, object)?,
        _ => acl::of_bucket(store, act.bucket)?,
    };
    let is_signed = cx.call.caller != Caller::Anonymous;
    let asking = Asking {
        canonical_id: request.canonical_user.filter(|_| is_signed),
        is_signed,
        heeds_public: !block.ignores_acls,
    };
    if !acl::grants(&list, asking, grant.permission) {
        return Ok(false);
    }
    // A list says nothing of what the caller's session was limited to.
    let all = Document::read(EVERYTHING, Form::Resource).map_err(Error::internal)?;
    Ok(standing::refusal(&cx.call, request, Some(&all), ResourceKind::Plain).is_none())
}

/// A policy that limits nobody.
const EVERYTHING: &str = r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":"*","Action":"*","Resource":"*"}]}"#;

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
