//! Whether S3 may write the access logs of a bucket into another one: by its policy, or by its list.
//!
//! Both are asked for only where nothing is to be passed over (`strict`). Otherwise a bucket that says nothing of it takes its own
//! account's logs, as its own account is let into it: but what its policy denies is denied.
//!
//! <https://docs.aws.amazon.com/AmazonS3/latest/userguide/enable-server-access-logging.html#grant-log-delivery-permissions-general>

use ::policy::document::Verdict;
use ::policy::{Document, Form, Principal, Request};

use super::{keys, owner};
use crate::bucket::Bucket;
use crate::context::Context;
use crate::error::{Error, Result};
use crate::reader::Reader;
use crate::setting::record::{self, Found};
use crate::setting::table::POLICY;
use crate::setting::{acl, ownership};

/// Who delivers.
const DELIVERER: &str = "logging.s3.amazonaws.com";

/// Whether an object with lines about a bucket may be put into another.
pub(crate) fn admits(
    store: &Reader,
    cx: &Context,
    (source, account): (&str, &str),
    (to, key): (&Bucket, &str),
    strict: bool,
) -> Result<bool> {
    if let Found::Kept(kept) = record::find(store, to, &POLICY, "")? {
        let document = Document::read(&kept.document, Form::Resource).map_err(Error::internal)?;
        let principal = Principal::Service(DELIVERER.to_owned());
        let mut context = keys::of(cx, &principal, owner(to), None, None);
        context.set("aws:SourceArn", [format!("arn:{}:s3:::{source}", cx.call.region.partition())]);
        context.set("aws:SourceAccount", [account.to_owned()]);
        let resource = format!("{}/{key}", to.arn(cx));
        let request = Request {
            principal: &principal,
            canonical_user: None,
            action: "s3:PutObject",
            resource: &resource,
            owner: owner(to),
            context: &context,
        };
        match document.verdict(&request) {
            Verdict::Denied(_) => return Ok(false),
            Verdict::Allowed(..) => return Ok(true),
            Verdict::Silent(_) => {}
        }
    }
    let listed = || -> Result<bool> {
        Ok(ownership::of(store, to)?.has_acls() && acl::admits_logs(&acl::of_bucket(store, to)?))
    };
    Ok(!strict || listed()?)
}
