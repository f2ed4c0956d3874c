//! Whom the objects of a bucket belong to, and whether its ACLs are on, which follows from that.
//!
//! <https://docs.aws.amazon.com/AmazonS3/latest/userguide/about-object-ownership.html>

use super::record::{self, Found, Kept};
use super::table::OWNERSHIP;
use super::{document, model};
use crate::bucket::Bucket;
use crate::error::Result;
use crate::reader::Reader;
use wire::value::{Fields, Value};

/// Whom objects belong to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Ownership {
    /// The bucket's owner. There are no ACLs.
    BucketOwner,
    /// The bucket's owner, where the writer gives it full control with a canned ACL; else the writer.
    BucketOwnerPreferred,
    /// The writer.
    Writer,
}

impl Ownership {
    /// AWS's words.
    fn named(name: &str) -> Option<Ownership> {
        match name {
            "BucketOwnerEnforced" => Some(Ownership::BucketOwner),
            "BucketOwnerPreferred" => Some(Ownership::BucketOwnerPreferred),
            "ObjectWriter" => Some(Ownership::Writer),
            _ => None,
        }
    }

    /// Whether the bucket takes ACLs.
    pub(crate) fn has_acls(self) -> bool {
        self != Ownership::BucketOwner
    }

    /// Whether a bucket that is made with this ownership takes ACLs.
    pub(crate) fn asked_has_acls(name: Option<&str>) -> bool {
        name.and_then(Ownership::named).is_some_and(Ownership::has_acls)
    }
}

/// Whom the objects of this bucket belong to.
pub(crate) fn of(store: &Reader, bucket: &Bucket) -> Result<Ownership> {
    match record::find(store, bucket, &OWNERSHIP, "")? {
        Found::Untouched => Ok(Ownership::BucketOwner),
        // As before there were controls.
        Found::Deleted => Ok(Ownership::Writer),
        Found::Kept(kept) => {
            let fields = OWNERSHIP.read(kept.document.as_bytes())?;
            let named =
                fields.structs("Rules").find_map(|rule| Ownership::named(rule.text("ObjectOwnership")?));
            Ok(named.unwrap_or(Ownership::BucketOwner))
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
