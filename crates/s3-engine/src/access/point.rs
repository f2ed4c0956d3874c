//! What an access point lets through. Its policy counts beside the bucket's: an access point allows nothing that the bucket does
//! not, and a bucket nothing that the access point does not.
//!
//! <https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-points-policies.html>

use ::policy::decision::ResourceKind;
use ::policy::document::Verdict;
use ::policy::{Document, Form, Principal, Request, Standing, standing};

use super::{Act, is_of_request, with_request};
use crate::access_point::{self, AccessPoint};
use crate::bucket::Bucket;
use crate::context::{Context, PointName};
use crate::error::{Error, Result};
use crate::object::Version;
use crate::reader::Reader;
use crate::setting::policy;
use crate::setting::public_access::PublicAccess;

/// The access point that a bucket is reached by, as it is now.
pub(super) fn open(
    store: &Reader,
    cx: &Context,
    name: Option<&PointName>,
    bucket: &Bucket,
) -> Result<Option<AccessPoint>> {
    let Some(name) = name else { return Ok(None) };
    let point = access_point::find(store, cx.call.region.partition(), name)?;
    // Since the request was read it may have gone, or have become another bucket's.
    let point = point.filter(|point| point.bucket_id == bucket.id);
    point.map(Some).ok_or_else(|| access_point::missing(&name.name))
}

/// Whether the access point that an act goes through allows it; true where it goes through none.
pub(super) fn allows(store: &Reader, cx: &Context, act: Act<'_>, version: Option<&Version>) -> Result<bool> {
    let Some(point) = act.point else { return Ok(true) };
    let kept = point.policy.as_deref();
    let document = kept.map(|text| Document::read(text, Form::Resource)).transpose();
    let document = document.map_err(Error::internal)?;
    let resource = point.resource(cx.call.region.partition(), act.key);
    let ask = |principal: &Principal, allows: &dyn Fn(&Request<'_>) -> bool| {
        with_request(cx, principal, act, version, |request| {
            allows(&Request { resource: &resource, owner: point.owner(), ..*request })
        })
    };
    let is_denied =
        |document: &Document, request: &Request<'_>| matches!(document.verdict(request), Verdict::Denied(_));
    match standing(&cx.call, point.owner()) {
        // As with its buckets: an account heeds what its own policy denies by what stands in the request.
        Standing::Owner => {
            let denials = document.map(|document| document.denials_on(is_of_request));
            let principal = Principal::of(&cx.call);
            Ok(denials.is_none_or(|denials| ask(&principal, &|request| !is_denied(&denials, request))))
        }
        Standing::Judged(principal) => {
            let is_public = kept.map(policy::is_public).transpose()?.unwrap_or(false);
            let counts = !(is_public && point.blocked(store)?.restricts);
            Ok(ask(&principal, &|request| {
                let denied = document.as_ref().is_some_and(|document| is_denied(document, request));
                let document = document.as_ref().filter(|_| counts);
                !denied
                    && ::policy::standing::refusal(&cx.call, request, document, ResourceKind::Plain).is_none()
            }))
        }
    }
}

/// What is blocked of a bucket that is reached by an access point: what either of both blocks.
pub(super) fn blocked(
    store: &Reader,
    bucket: PublicAccess,
    point: Option<&AccessPoint>,
) -> Result<PublicAccess> {
    point.map_or(Ok(bucket), |point| Ok(bucket.and(point.blocked(store)?)))
}
