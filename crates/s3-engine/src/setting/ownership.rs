//! Whether a bucket's ACLs are on, which the ownership of its objects says.
//!
//! <https://docs.aws.amazon.com/AmazonS3/latest/userguide/about-object-ownership.html>

use http::HeaderMap;

use super::record::{self, Found, Kept};
use super::table::OWNERSHIP;
use super::{document, model};
use crate::bucket::{Bucket, acl};
use crate::error::Result;
use crate::reader::Reader;
use wire::value::{Fields, Value};

/// Refuses an ACL for an object of this bucket. The bucket's ownership is read if there is one alone.
pub(crate) fn check_acl(store: &Reader, bucket: &Bucket, headers: &HeaderMap) -> Result<()> {
    acl::check_object(headers, || are_acls_on(store, bucket))
}

/// Whether the bucket takes ACLs.
pub(super) fn are_acls_on(store: &Reader, bucket: &Bucket) -> Result<bool> {
    match record::find(store, bucket, &OWNERSHIP, "")? {
        Found::Untouched => Ok(false),
        // As before there were controls.
        Found::Deleted => Ok(true),
        Found::Kept(kept) => {
            let fields = OWNERSHIP.read(kept.document.as_bytes())?;
            let mut rules = fields.structs("Rules").filter_map(|rule| rule.text("ObjectOwnership"));
            Ok(rules.any(|ownership| ownership != acl::OFF))
        }
    }
}

/// The record of a bucket that is made with this ownership.
pub(crate) fn asked(ownership: &str) -> Result<Kept> {
    let rule = Fields::new(&model::OWNERSHIP_CONTROLS_RULE).with("ObjectOwnership", ownership);
    let controls = Fields::new(&model::OWNERSHIP_CONTROLS).with("Rules", vec![Value::Struct(rule)]);
    let (_, root) = OWNERSHIP.document()?;
    Ok(Kept { document: document::write(root, &controls), header: None })
}
